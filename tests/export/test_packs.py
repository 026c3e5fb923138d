"""Packs: whole, in every format, refused with a sentence where a machine cannot make them."""

import io
import subprocess
import zipfile

import pytest

from dashboard.export import fonts
from dashboard.export.painter import NoBrowserError, Painter
from dashboard.reports import workshop
from dashboard.reports.compose import compose
from dashboard.reports.listing import HeadingItem, Listing, PageItem, write
from dashboard.reports.packs import PACKS
from indicators.problems import UnknownName, UsageError
from tests.export.offices import as_text

SHORT = Listing("短报告", (HeadingItem("一、目标"), PageItem("/goals", ("lags", "dark"))))


@pytest.fixture(scope="module")
def painter():
    with Painter() as one:
        yield one


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
    assert b"/Outlines" in path.read_bytes()


def test_the_offline_pack_opens_at_its_index_and_asks_nobody(dataset, monkeypatch):
    monkeypatch.setattr(Painter, "paint", lambda *_: b"<svg></svg>")  # the pictures have tests of their own
    name, content = workshop.written(lambda _: dataset, "", workshop.OFFLINE, "", lambda *_: None)
    assert name == "常州市创新指标看板-离线包-2026年第1版.zip"
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = set(archive.namelist())
        pages = {one: archive.read(one).decode() for one in names if one.endswith(".html")}
    assert {"index.html", "goals.html", "region-xinbei.html", "indicator-rd-intensity.html"} <= set(pages)
    for text in pages.values():
        assert "<script" not in text
        assert "src=" not in text
        links = {part.split('"')[0] for part in text.split('href="')[1:]}
        assert links <= names


def test_without_a_browser_one_sentence_names_what_to_install(dataset, monkeypatch):
    monkeypatch.setenv("BROWSER_PATH", "/nowhere/chromium")
    with pytest.raises(NoBrowserError, match="安装 chromium"):
        workshop.written(lambda _: dataset, write(SHORT), "pdf", "", lambda *_: None)


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
