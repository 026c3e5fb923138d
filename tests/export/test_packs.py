"""Packs: whole, in every format, refused with a sentence where a machine cannot make them."""

import io
import re
import subprocess
import zipfile
from pathlib import Path

import docx as docx_library
import openpyxl
import pikepdf
import pytest

from dashboard.export.layout import table_of
from dashboard.export.paper import fonts
from dashboard.export.paper.painter import NoBrowserError, Painter
from dashboard.export.picture.frame import IN_DOCUMENTS, is_pictured, picture
from dashboard.reports import workshop
from dashboard.reports.compose import compose
from dashboard.reports.listing import HeadingItem, Listing, PageItem, write
from dashboard.reports.packs import PACKS
from dashboard.reports.ready import READY
from indicators.language import Language, speaking
from indicators.problems import UnknownName, UsageError
from indicators.tables import curated
from tests import riverton
from tests.export import offices
from tests.export.offices import as_pages, as_text, bookmarks
from tests.told import HAN

SHORT = Listing("短报告", (HeadingItem("一、目标"), PageItem("/goals", ("lags", "dark"))))
LONG = Listing(
    "长报告",
    (HeadingItem("一、研发"), PageItem("/indicators/rd-intensity"), HeadingItem("二、目标"), PageItem("/goals")),
)


@pytest.fixture(scope="module")
def painter():
    with Painter() as one:
        yield one


@pytest.fixture(scope="module")
def printed(dataset, painter, tmp_path_factory):
    """Return a report of many pages: its document and the path of its PDF."""
    document = compose(LONG, dataset, "https://innovation.example")
    path = tmp_path_factory.mktemp("printed") / "report.pdf"
    path.write_bytes(PACKS["pdf"].write(document, painter, lambda *_: None))
    return document, path


@pytest.mark.parametrize("suffix", PACKS)
def test_a_report_is_made_in_every_format(dataset, painter, suffix):
    told = []
    content = PACKS[suffix].write(compose(SHORT, dataset), painter, lambda done, total: told.append((done, total)))
    assert content[:4] in {b"PK\x03\x04", b"%PDF"}
    assert all(0 <= done < total for done, total in told)


def test_a_pdf_is_a4_with_its_words_page_numbers_and_bookmarks(dataset, painter, tmp_path):
    document = compose(SHORT, dataset)
    path = tmp_path / "report.pdf"
    path.write_bytes(PACKS["pdf"].write(document, painter, lambda *_: None))
    told = as_text(path)
    for one in document.exhibits:
        assert "".join(one.title.split()) in told
    about = subprocess.run(["pdfinfo", str(path)], capture_output=True, check=True, text=True).stdout
    assert "(A4)" in about
    assert re.search(r"Tagged: +yes", about)
    with pikepdf.open(path) as made, made.open_outline() as outline:
        assert [one.title for one in outline.root]


@pytest.mark.parametrize("width", ["80mm", "120mm"])
def test_a_figure_is_as_wide_in_every_document_as_its_list_says(dataset, painter, tmp_path, width):
    """In DOCX as it is set, in PDF as its letters lie: all that stands between its title and its caption."""
    document = compose(Listing("宽度", (PageItem("/goals", ("lags",), ("figure",), width),)), dataset)
    across = int(width.removesuffix("mm"))
    written = docx_library.Document(io.BytesIO(PACKS["docx"].write(document, painter, lambda *_: None)))
    assert [round(shape.width.mm) for shape in written.inline_shapes] == [across]
    path = tmp_path / "report.pdf"
    path.write_bytes(PACKS["pdf"].write(document, painter, lambda *_: None))
    boxes = subprocess.run(["pdftotext", "-bbox", str(path), "-"], capture_output=True, check=True, text=True).stdout
    found = re.findall(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)"[^>]*>([^<]*)<', boxes.split("<page ")[1])
    below = next(float(top) for _, top, _, word in found if word.startswith("图1"))
    above = 60 + next(float(top) for _, top, _, word in found if word.startswith("宽度"))
    inside = [(float(left), float(right)) for left, top, right, _ in found if above < float(top) < below - 3]
    wide = (max(right for _, right in inside) - min(left for left, _ in inside)) / 72 * 25.4
    assert 0.8 * across < wide <= across + 0.5


def test_bookmarks_lead_to_every_heading_and_below_it_to_every_exhibit(printed):
    document, path = printed
    found = bookmarks(path)
    assert [title for depth, title, _ in found if depth == 1] == ["长报告"]
    assert [title for depth, title, _ in found if depth == 2] == ["一、研发", "二、目标", "数据来源"]
    captions = [title for depth, title, _ in found if depth == 3]
    assert [title.partition("　")[2] for title in captions] == [one.title for one in document.exhibits]
    for kind in "图表":
        counted = [title.partition("　")[0] for title in captions if title.startswith(kind)]
        assert counted == [f"{kind}{number}" for number in range(1, len(counted) + 1)]
    assert found[1][0] == 2
    assert found[-1][1] == "数据来源"
    assert [page for _, _, page in found] == sorted(page for _, _, page in found)


def test_a_bookmark_of_a_picture_leads_to_its_top_not_to_the_caption_below_it(printed):
    _, path = printed
    with pikepdf.open(path) as made:
        marked = [one for one in made.objects if isinstance(one, pikepdf.Dictionary) and "/Dest" in one]
        tops = {str(one.Title).strip(): float(one.Dest[3]) for one in marked if "/Title" in one}
    pages = {title: page for _, title, page in bookmarks(path)}
    boxes = subprocess.run(["pdftotext", "-bbox", str(path), "-"], capture_output=True, check=True, text=True).stdout
    for title in (one for one in pages if one.startswith("图")):
        page = boxes.split("<page ")[pages[title]]
        number = title.partition("　")[0]
        below = max(float(one) for one in re.findall(rf'yMin="([\d.]+)" [^>]*>{number}<', page))
        assert 842 - tops[title] < below - 25, title  # more than a line: the smallest picture is two bars


def test_the_same_report_is_the_same_pdf_whose_figures_tell_their_findings(dataset, painter):
    document = compose(SHORT, dataset)
    first, again = (PACKS["pdf"].write(document, painter, lambda *_: None) for _ in range(2))
    assert first == again
    finding = next(one for one in document.exhibits if one.pictured).alt
    with pikepdf.open(io.BytesIO(first)) as made:
        assert str(made.docinfo["/CreationDate"]).startswith(f"D:{document.date.replace('-', '')}")
        assert "Chrome" not in str(made.docinfo) + made.Root.Metadata.read_bytes().decode()
        assert str(made.Root.Lang) == "zh-CN"
        parts = [one for one in made.objects if isinstance(one, pikepdf.Dictionary)]
        assert finding in {str(one.Alt) for one in parts if "/Alt" in one}


def test_every_page_has_its_number_and_none_ends_with_a_heading(printed):
    _, path = printed
    above = {"".join(title.split()) for _, title, _ in bookmarks(path) if not title.startswith("图")}
    for number, page in enumerate(as_pages(path), 1):
        lines = ["".join(line.split()) for line in page.splitlines() if line.strip()]
        assert lines[-1] == str(number)
        assert lines[-2] not in above, number


def test_wide_tables_of_a_pdf_lie_on_their_side(printed):
    document, path = printed
    command = ["pdfinfo", "-l", "99", str(path)]
    about = subprocess.run(command, capture_output=True, check=True, text=True).stdout
    lie = [float(wide) > float(tall) for wide, tall in re.findall(r"Page +\d+ size: +([\d.]+) x ([\d.]+)", about)]
    pages = {title.partition("　")[2]: page for _, title, page in bookmarks(path)}
    found = {one.exhibit.id: lie[pages[one.title] - 1] for one in document.exhibits}
    assert found["citations"]
    assert not found["series"]
    assert not found["ways"]


def test_a_picture_and_its_caption_stand_on_one_page(printed):
    document, path = printed
    pages = ["".join(page.split()) for page in as_pages(path)]
    found = {title.partition("　")[2]: page for _, title, page in bookmarks(path)}
    for one in document.exhibits:
        if one.pictured:
            page = pages[found[one.title] - 1]
            assert "".join(one.title.split()) in page
            assert "".join(one.exhibit.scope.split())[:12] in page
            assert one.path in page


def test_the_offline_pack_opens_at_its_index_holds_every_page_and_asks_nobody(small_city, monkeypatch):
    """All pages that the site's link to: each link leads to a file in it, at a place that is there, or out of it."""
    monkeypatch.setattr(Painter, "paint", lambda *_: b"<svg></svg>")  # the pictures have tests of their own
    name, content = workshop.written(lambda _: small_city, "", workshop.OFFLINE, "https://a.example", lambda *_: None)
    assert name == "Riverton创新指标看板-离线包-Release-1.zip"
    assert offices.astray(content) == []
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = set(archive.namelist())
        pictures = [archive.read(one).decode() for one in names if one.endswith(".svg")]
        book = openpyxl.load_workbook(io.BytesIO(archive.read("workbooks/goals-ways.xlsx")))
    assert {"index.html", "goals.html"} <= names
    assert {f"region-{one}.html" for one in small_city.regions} | {
        f"indicator-{one}.html" for one in small_city.indicators
    } <= names
    assert "原始数据" in book.sheetnames
    assert pictures
    assert all(one.startswith("<svg><title>") and "</title><desc>" in one for one in pictures)


def test_an_english_city_is_printed_without_a_chinese_word(painter, tmp_path):
    city = curated.load(riverton.write(tmp_path))
    with speaking(Language.ENGLISH):
        document = compose(READY["goals"].make(city), city)
        (tmp_path / "report.pdf").write_bytes(PACKS["pdf"].write(document, painter, lambda *_: None))
        pack = PACKS["zip"].write(document, painter, lambda *_: None)
        drawn = [repr(picture(one, IN_DOCUMENTS)) for one in document.exhibits if is_pictured(one)]
    told = as_text(tmp_path / "report.pdf")
    assert "Recyclingrate" in told  # blanks are left out
    assert not HAN.search(told)
    assert drawn
    with zipfile.ZipFile(io.BytesIO(pack)) as pictures:
        assert not HAN.search("".join((*pictures.namelist(), *drawn, pictures.read("pictures.txt").decode())))


def test_without_a_browser_one_sentence_names_what_to_install(dataset, monkeypatch):
    monkeypatch.setenv("BROWSER_PATH", "/nowhere/chromium")
    with pytest.raises(NoBrowserError, match="安装 chromium"):
        workshop.written(lambda _: dataset, write(SHORT), "pdf", "", lambda *_: None)


def test_without_a_browser_a_document_is_made_of_tables_that_say_all_that_its_pictures_would(dataset, monkeypatch):
    monkeypatch.setenv("BROWSER_PATH", "/nowhere/chromium")
    _, content = workshop.written(lambda _: dataset, write(SHORT), "docx", "", lambda *_: None)
    written = docx_library.Document(io.BytesIO(content))
    assert len(written.tables) == len(compose(SHORT, dataset).exhibits)
    assert not written.inline_shapes


def test_every_figure_has_a_table_that_can_stand_for_it(everything):
    assert [name for name, one in everything.items() if one.pictured and table_of(one) is None] == []


def test_where_the_small_bundle_was_not_fetched_the_whole_one_draws(painter, dataset, monkeypatch):
    """Without npm there is no small bundle: that of the Python package serves, as for pages."""
    one = next(one for one in compose(SHORT, dataset).exhibits if one.pictured)
    small = painter.paint(picture(one, IN_DOCUMENTS), "svg")
    monkeypatch.setattr("dashboard.export.paper.painter._BUNDLE", Path("/nowhere/plotly.min.js"))
    with Painter() as other:
        assert other.paint(picture(one, IN_DOCUMENTS), "svg")[:200] == small[:200]


def test_without_a_chinese_font_no_picture_with_boxes_is_made(dataset, monkeypatch):
    monkeypatch.setattr(fonts, "chinese_faces", lambda: ())
    with pytest.raises(fonts.NoFontError, match="fonts-noto-cjk"):
        workshop.written(lambda _: dataset, write(SHORT), "docx", "", lambda *_: None)


def test_slides_and_workbooks_need_no_browser(dataset, monkeypatch):
    monkeypatch.setenv("BROWSER_PATH", "/nowhere/chromium")
    for suffix in ("pptx", "xlsx"):
        assert workshop.written(lambda _: dataset, write(SHORT), suffix, "", lambda *_: None)[1]


def test_an_empty_list_and_an_unknown_kind_are_told(dataset):
    with pytest.raises(UsageError, match="空的"):
        workshop.written(lambda _: dataset, "", "docx", "", lambda *_: None)
    with pytest.raises(UnknownName, match="gif"):
        workshop.written(lambda _: dataset, write(SHORT), "gif", "", lambda *_: None)


def test_what_was_made_is_kept_for_whoever_knows_its_token(dataset, tmp_path, monkeypatch):
    monkeypatch.setattr(workshop, "_step_back", lambda: None)  # it would hold for all tests that follow
    made = workshop.make(tmp_path, lambda _: dataset, write(SHORT), "xlsx", "", lambda *_: None)
    assert made.name == "短报告.xlsx"
    assert workshop.kept(tmp_path, made.token)[0] == "短报告.xlsx"
    for token in ("../turn", "turn", made.token[:-1], made.token + ".name"):
        with pytest.raises(UsageError, match="不在"):
            workshop.kept(tmp_path, token)
