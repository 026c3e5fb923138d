"""Lists of reports: kept, read, refused with a sentence, and made into documents."""

import pytest

from dashboard import contents
from dashboard.exhibits.exhibit import Prose
from dashboard.export.captioned import Captioned
from dashboard.export.document import Heading, Paragraph
from dashboard.query import parse
from dashboard.reports.compose import compose, found_at
from dashboard.reports.listing import (
    EnclosureItem,
    HeadingItem,
    Letter,
    Listing,
    PageItem,
    SectionItem,
    TextItem,
    read,
    write,
)
from dashboard.reports.ready import READY
from indicators.problems import UsageError

ITEMS = (HeadingItem("一、总体"), TextItem("甲\n乙"), PageItem("/goals?plan=x", ("ways",)), PageItem("/"))
LIST = Listing("月报：第1期", ITEMS, "内部", 1)
LETTER = Letter("某市科技局", "科{issue}号", "各区", "2025", "局办公室", "2026-12-01", 3, 1)
OFFICIAL = Listing(
    "通报",
    (
        HeadingItem("一", 2),
        TextItem(""),
        PageItem("/goals", (), ("words", "table"), "80mm"),
        SectionItem("brief", "jintan"),
        EnclosureItem("附表"),
    ),
    letter=LETTER,
    is_numbered=True,
    is_compact=True,
)


def test_a_list_is_read_as_it_was_written():
    assert read(write(LIST)) == LIST
    assert read(write(OFFICIAL)) == OFFICIAL


@pytest.mark.parametrize("name", READY)
def test_every_ready_list_is_written_read_and_composed(dataset, name):
    listing = READY[name].make(dataset)
    assert read(write(listing)) == listing
    assert compose(listing, dataset).exhibits


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "title、parts"),
        ("- a", "title、parts"),
        ("title: x", "parts 是空的"),
        ("title: x\nparts: []", "parts 是空的"),
        ("parts:\n- page: /", "缺少 title"),
        ("title: x\nwrong: 1\nparts:\n- page: /", "不认识的项 wrong"),
        ("title: x\nparts:\n- page: goals", "以 / 开头"),
        ("title: x\nparts:\n- pages: /goals", "第 1 项"),
        ("title: x\nparts:\n- page: /\n- {heading: a, text: b}", "第 2 项"),
        ("title: x\nparts:\n- heading: a\n  exhibits: [b]", "第 1 项"),
        ("title: x\nparts:\n- page: /\n  exhibits: ways", "exhibits"),
        ("title: x\nparts:\n- page: /\n  show: [picture]", "words、figure、table"),
        ("title: x\nparts:\n- heading: a\n  level: 4", "1、2 或 3"),
        ("title: x\nparts:\n- page: /\n  width: 90mm", "80mm、120mm、156mm"),
        ("title: x\nletter: a\nparts:\n- page: /", "letter"),
        ("title: x\nletter: {from: a}\nparts:\n- page: /", "不认识的项 from"),
        ("title: x\nletter: {issue: first}\nparts:\n- page: /", "issue 应是编号"),
        ("title: x\nrelease: first\nparts:\n- page: /", "release 应是编号"),
        ("title: [x]\nparts:\n- page: /", "title 应是一段文字"),
        ("title: x\n  parts: [", "第 2 行"),
        ("a: &a [x]\nb: *a", "第 2 行"),
        ("!!python/object/apply:os.system ['true']", "YAML"),
        ("x" * 200_001, "200 KB"),
        ("title: x\nparts:\n" + "- text: a\n" * 501, "501"),
    ],
)
def test_what_cannot_be_read_is_told_in_one_sentence(text, told):
    with pytest.raises(UsageError, match=told):
        read(text)


@pytest.mark.parametrize("page", ["/nowhere", "/goals?plan=none", "/regions/none", "/data", "/indicators/none"])
def test_a_page_that_does_not_exist_is_named(dataset, page):
    with pytest.raises(UsageError, match=page.split("?")[0]):
        compose(Listing("x", (PageItem(page),)), dataset)


def test_a_document_holds_the_parts_in_order(dataset):
    items = (HeadingItem("一"), TextItem("甲\n\n乙"), PageItem("/goals", ("ways",)))
    document = compose(Listing("x", items), dataset, "https://innovation.example")
    assert [type(part) for part in document.parts] == [Heading, Paragraph, Paragraph, Captioned]
    assert document.exhibits[0].link == "https://innovation.example/goals?release=1#ways"
    assert document.issuer == "常州市创新指标看板"


@pytest.mark.parametrize(
    ("page", "name", "known"),
    [
        ("/goals", "waz", "ways"),
        ("/regions/jintan", "bset", "best"),
        ("/indicators/gdp", "serie", "series"),
        ("/", "way", "tally"),
    ],
)
def test_a_misspelt_exhibit_is_an_error_that_names_the_known_ones(dataset, page, name, known):
    with pytest.raises(UsageError, match=name) as caught:
        compose(Listing("x", (PageItem(page, (name,)),)), dataset)
    assert page in str(caught.value)
    assert known in str(caught.value)


def test_what_has_no_data_is_told_to_the_maker_and_not_printed(dataset):
    page = "/goals?region=jintan"
    found = {one.exhibit.id for one in contents.captioned(dataset, *contents.page_at("/goals"), parse({}, dataset))}
    there = {one.exhibit.id for one in found_at(page, dataset)}
    gone = sorted(found - there)
    assert gone, "金坛 has every exhibit: choose another district"
    document = compose(Listing("x", (PageItem(page, (*gone, *sorted(there))),)), dataset)
    assert len(document.absent) == len(gone)
    assert all(name in sentence for name, sentence in zip(gone, document.absent, strict=True))
    assert all(isinstance(part, Captioned) for part in document.parts)


@pytest.mark.parametrize("name", READY)
def test_no_sentence_stands_twice_in_a_report(dataset, name):
    document = compose(READY[name].make(dataset), dataset)
    texts = [said.zh for one in document.exhibits for said in one.exhibit.words]
    running = [one.exhibit.content for one in document.exhibits if isinstance(one.exhibit.content, Prose)]
    texts += [text for content in running for text in content.paragraphs]
    sentences = [sentence for text in texts for sentence in text.split("。") if sentence.strip()]
    assert sorted(sentences) == sorted(set(sentences))


def test_a_figure_whose_sentence_was_said_already_still_tells_its_finding_to_who_cannot_see_it(dataset):
    first, again = compose(Listing("x", (PageItem("/goals", ("ways",)),) * 2), dataset).exhibits
    assert first.exhibit.words
    assert not again.exhibit.words
    assert again.alt == first.alt


def test_a_fault_of_ours_in_a_list_is_told_in_a_sentence(client, monkeypatch):
    monkeypatch.setattr("dashboard.web.reporting.showing.read", lambda _: 1 / 0)  # a fault that nobody foresaw
    request = {
        "output": "report-rows.children",
        "outputs": {"id": "report-rows", "property": "children"},
        "inputs": [{"id": "report-list", "property": "data", "value": "title: x"}],
        "changedPropIds": ["report-list.data"],
        "state": [],
    }
    answer = client.post("/_dash-update-component", json=request)
    assert answer.status_code in {200, 204}, answer.text
    assert "错误已记入日志" in answer.json["sideUpdate"]["report-status"]["children"]
