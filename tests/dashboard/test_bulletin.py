"""The bulletin: who reports what to whom, what is new since the last issue, and the same words in every format."""

import io
import re
from dataclasses import replace

import docx as docx_library
import pptx as pptx_library
import pytest
from lxml import html as markup

from dashboard.exhibits.exhibit import Bars, Exhibit, Prose
from dashboard.export.captioned import Captioned
from dashboard.export.document import Enclosure, Heading, Paragraph
from dashboard.export.docx import docx
from dashboard.export.layout import laid, texts_of
from dashboard.export.paper.html import html
from dashboard.export.pptx import pptx
from dashboard.reports.compose import compose, last_issue
from dashboard.reports.letters import numeral
from dashboard.reports.listing import EnclosureItem, HeadingItem, Letter, Listing, PageItem, SectionItem, TextItem
from dashboard.reports.ready import READY
from dashboard.reports.repeats import without_repeats
from dashboard.web.reporting.showing import part_shown
from indicators.city import Bulletin
from indicators.language import Language, speaking
from indicators.model import Text
from indicators.problems import UsageError
from indicators.words import wording
from tests.export import offices


@pytest.fixture(scope="module")
def issue(datasets):
    """Return the second issue of the monthly bulletin."""
    listing = READY["monthly"].make(datasets())
    return compose(listing, datasets(), "https://innovation.example", last_issue(listing, datasets))


def sentences(document):
    """Return every sentence of a document but those of tables and captions."""
    texts = [part.text for part in document.parts if isinstance(part, Paragraph)]
    prose = [one.exhibit.content for one in document.exhibits if isinstance(one.exhibit.content, Prose)]
    texts += [text for content in prose for text in content.paragraphs]
    return [text for text in texts if text]


def test_a_bulletin_says_who_reports_what_to_whom_and_when(issue, datasets):
    city = datasets().city
    assert issue.head == (city.bulletin.issuer, "第2期")
    assert issue.title == "关于2025年全市科技创新主要指标完成情况的通报"
    first, *_ = issue.parts
    assert first == Paragraph(f"{city.bulletin.addressee}：", "addressee")
    signed = [part.text for part in issue.parts if isinstance(part, Paragraph) and part.kind == "signed"]
    day = city.release.date
    assert signed == [city.bulletin.issuer, f"{day.year}年{day.month}月{day.day}日"]


def test_enclosures_stand_after_the_signature_and_are_named_before_it(issue):
    kinds = [type(part) if isinstance(part, Enclosure) else getattr(part, "kind", "") for part in issue.parts]
    assert kinds.index("enclosed") < kinds.index("signed") < kinds.index(Enclosure)
    labelled = [(part.label, part.title) for part in issue.parts if isinstance(part, Enclosure)]
    assert [label for label, _ in labelled] == ["附件1", "附件2"]
    named = [part.text for part in issue.parts if isinstance(part, Paragraph) and part.kind == "enclosed"]
    assert all(line.endswith(title) for line, (_, title) in zip(named, labelled, strict=True))


def test_headings_are_numbered_and_the_places_of_the_writer_are_told_to_him_not_printed(issue, dataset):
    heads = [part.text for part in issue.parts if isinstance(part, Heading)]
    assert heads == ["一、总体情况", "二、重点指标", "三、各地区情况", "四、需要关注的目标", "五、数据缺报情况"]
    assert sum("没有内容" in sentence for sentence in issue.absent) == 2
    items = (HeadingItem("甲"), HeadingItem("乙", 2), TextItem("文"), HeadingItem("丙", 3), TextItem("字"))
    deep = compose(Listing("x", (*items, HeadingItem("丁"), TextItem("末")), is_numbered=True), dataset)
    assert [part.text for part in deep.parts if isinstance(part, Heading)] == ["一、甲", "（一）乙", "1. 丙", "二、丁"]
    assert [numeral(number) for number in (1, 10, 12, 20, 35)] == ["一", "十", "十二", "二十", "三十五"]


def test_the_body_of_a_chinese_bulletin_stands_upright(issue):
    """Districts stand beside one another where there are fewer of them than indicators: no page is turned for them."""
    first = next(at for at, part in enumerate(issue.parts) if isinstance(part, Enclosure))
    lying = [one.part for one in laid(issue, lambda one: one.pictured)[:first] if one.lies]
    assert lying == []


def test_what_a_writer_fills_in_is_printed(datasets):
    listing = READY["monthly"].make(datasets())
    filled = tuple(TextItem("共性问题三条。") if item == TextItem("") else item for item in listing.items)
    document = compose(replace(listing, items=filled), datasets())
    assert [part.text for part in document.parts if isinstance(part, Heading)][-2:] == [
        "六、存在问题",
        "七、下一步工作",
    ]
    assert not document.absent


def test_the_letter_of_a_list_goes_before_what_its_city_says(datasets):
    letter = Letter("甲局", "甲发{issue}号", "乙", "2025-01..09", "丙", "2026-11-26", 9)
    listing = Listing("{city}{period}第{issue}期", (TextItem("正文。"),), letter=letter)
    document = compose(listing, datasets())
    assert document.title == "常州市2025年1—9月第9期"
    assert document.head == ("甲局", "甲发9号")
    texts = [part.text for part in document.parts]
    assert texts[:2] == ["乙：", "正文。"]
    assert texts[2:4] == ["丙", "2026年11月26日"]


def test_what_changed_since_the_last_issue_is_told_with_both_values(issue, datasets):
    assert datasets().corrections
    overview = next(one for one in issue.exhibits if one.exhibit.id == "overview").exhibit.content.paragraphs[0]
    assert f"与上期（{datasets(1).city.release.name.zh}）相比" in overview
    assert f"修订数据{len(datasets().corrections)}项" in overview
    rows = next(one for one in issue.exhibits if one.exhibit.id == "corrected").exhibit.content.rows
    for row, one in zip(rows, datasets().corrections, strict=True):
        indicator = datasets().indicator(one.key.indicator)
        assert row[3:5] == (wording.amount(one.old, indicator), wording.amount(one.new, indicator))


def test_a_first_issue_has_nothing_to_be_compared_with(datasets):
    first = replace(READY["monthly"].make(datasets()), release=1)
    assert last_issue(first, datasets) is None
    document = compose(first, datasets(1))
    assert not [one for one in document.exhibits if one.exhibit.id == "corrected"]


def test_nothing_is_said_twice_in_a_bulletin(issue):
    said = [one.strip() for text in sentences(issue) for one in text.split("。") if one.strip()]
    assert sorted(said) == sorted(set(said))


def test_document_page_slides_and_preview_hold_the_same_text(issue):
    """The file, the page and the slides of one list are one document: none has a sentence that another has not."""
    written = docx_library.Document(io.BytesIO(docx(issue, lambda _: None)))
    slides = pptx_library.Presentation(io.BytesIO(pptx(issue))).slides
    boxes = [shape.text_frame.text for slide in slides for shape in slide.shapes if shape.has_text_frame]
    texts = {
        "docx": "".join(part.text for part in written.paragraphs),
        "html": markup.fromstring(html(issue, lambda _: None)).text_content(),
        "pptx": "".join(boxes),
        "preview": "".join(map(str, (part_shown(part, {"figure": 0, "table": 0}) for part in issue.parts))),
    }
    for name, text in texts.items():
        whole = offices.squeezed(text)
        for sentence in sentences(issue):
            assert "".join(sentence.split()) in whole or sentence in text, (name, sentence)


def test_a_part_shows_what_was_asked_of_it(dataset):
    def shown(*show):
        return compose(Listing("x", (PageItem("/goals", ("ways",), show),)), dataset).exhibits

    usual, (words,), (figure,), (table,) = shown(), shown("words"), shown("figure"), shown("table")
    assert isinstance(words.exhibit.content, Prose)
    assert list(words.exhibit.content.paragraphs) == [said.zh for said in usual[0].exhibit.words]
    assert (figure.pictured, table.pictured) == (True, False)
    assert not figure.exhibit.words
    both = shown("words", "figure", "table")
    assert [one.pictured for one in both] == [True, False]
    assert both[0].exhibit.words
    assert not both[1].exhibit.words
    narrow = PageItem("/goals", ("ways",), ("figure",), "80mm")
    assert [one for one in compose(Listing("x", (narrow,)), dataset).absent if "以表代图" in one]


def test_no_sentence_stands_twice_in_a_bulletin_in_either_language(datasets):
    """Nor the line of a figure that says of what release it is: the letter says it once, at its end."""
    for language in Language:
        with speaking(language):
            listing = READY["monthly"].make(datasets())
            document = compose(listing, datasets(), "https://innovation.example", last_issue(listing, datasets))
            said = [one.strip() for text in sentences(document) for one in re.split(r"(?<=。)|(?<=\.)\s+", text)]
            said += [
                line for one in document.exhibits for line in one.foot if not line.startswith(("数据来源", "Sources"))
            ]
        assert [one for one in said if one and said.count(one) > 1] == []


def test_what_turned_alike_is_one_sentence_that_says_how_many(datasets):
    with speaking(Language.ENGLISH):
        listing = READY["monthly"].make(datasets())
        told = " ".join(sentences(compose(listing, datasets(), before=last_issue(listing, datasets))))
    assert "the 2025 goal (2 of them): from missed to achieved." in told
    assert "1 corrected figure," in told


def test_words_of_exhibits_that_were_said_are_left_out_in_english_too():
    words = (Text("甲", "Of 13. No. 2 is 0.5 short. It rose."), Text("乙", "It rose. No. 3 is 0.5 short."))
    one = Captioned(Exhibit("x", "", "", Bars(()), words=words), *[""] * 7)
    with speaking(Language.ENGLISH):
        (left,) = without_repeats([one])
        assert [str(text) for text in left.exhibit.words] == [
            "Of 13. No. 2 is 0.5 short. It rose.",
            "No. 3 is 0.5 short.",
        ]


def test_a_section_that_is_none_is_an_error_with_the_known_ones(dataset):
    with pytest.raises(UsageError, match="overview"):
        compose(Listing("x", (SectionItem("overvew"),)), dataset)
    with pytest.raises(UsageError, match="nowhere"):
        compose(Listing("x", (SectionItem("brief", "nowhere"),)), dataset)


def test_each_district_opens_a_page_in_a_compact_report(dataset):
    document = compose(READY["districts"].make(dataset), dataset)
    heads = [part for part in document.parts if isinstance(part, Heading)]
    assert [part.text for part in heads] == [region.name.zh for region in dataset.districts]
    assert all(part.opens_page for part in heads)
    assert not document.references


def test_enclosures_of_a_list_that_is_no_letter_have_their_label_too(dataset):
    document = compose(Listing("x", (TextItem("文。"), EnclosureItem("表"))), dataset)
    assert [part for part in document.parts if isinstance(part, Enclosure)] == [Enclosure("附件", "表")]
    assert not [part for part in document.parts if isinstance(part, Captioned)]


def test_an_english_bulletin_is_english_but_for_what_it_quotes(datasets):
    """Head, title, addressee, headings, sentences, heads of tables, names, signature and date; sources are quoted."""
    with speaking(Language.ENGLISH):
        listing = READY["monthly"].make(datasets())
        document = compose(listing, datasets(), before=last_issue(listing, datasets))
        texts = [*document.head, document.title, document.issuer, *sentences(document)]
        texts += [part.text for part in document.parts if isinstance(part, Heading | Paragraph)]
        texts += [f"{part.label} {part.title}" for part in document.parts if isinstance(part, Enclosure)]
        for one in document.exhibits:
            texts += [one.title, one.exhibit.scope, one.note, *map(str, one.exhibit.words)]
            rows = texts_of(one) or []
            texts += [cell for row in rows for head, cell in zip(rows[0], row, strict=True) if head != "Why"]
    assert document.head[0] == "Changzhou Science and Technology Bureau"
    assert [text for text in texts if re.search(r"[\u4e00-\u9fff]", text)] == []


def test_a_chinese_city_that_has_no_english_issuer_signs_an_english_bulletin_with_its_name(datasets):
    data = datasets()
    data = replace(data, city=replace(data.city, bulletin=Bulletin("某局", "某发{issue}号", "各区")))
    with speaking(Language.ENGLISH):
        document = compose(READY["monthly"].make(data), data)
    assert document.head == ("Changzhou", "issue 2")
    assert not [part for part in document.parts if isinstance(part, Paragraph) and part.kind == "addressee"]


def test_the_day_until_which_figures_are_to_be_reported_is_named_in_english_too(datasets):
    with speaking(Language.ENGLISH):
        document = compose(READY["monthly"].make(datasets()), datasets())
        named = re.compile(r"They are to be reported by \d{1,2} [A-Z][a-z]+ \d{4}\.")
        assert any(named.search(text) for text in sentences(document))
