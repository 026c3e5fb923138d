"""Where a setting asks for it, everything that is looked at and taken away says who it was, and when."""

import io
import json
import re
import zipfile

import brotli
import docx
import openpyxl
import pptx
import pytest

from dashboard.export.paper.painter import Painter
from dashboard.reports import workshop
from dashboard.reports.listing import Listing, PageItem, write
from indicators.accounts import Account, Role
from tests.dashboard.conftest import PASSWORD, Visitor, open_office
from tests.export.offices import as_pages

NAMED, BOTH = "qzx", "王芳（qzx）"
MARK = re.compile(re.escape(BOTH) + r" · \d{4}-\d\d-\d\d \d\d:\d\d")
STRANGER = re.compile(r"127\.0\.0\.1 · \d{4}-\d\d-\d\d \d\d:\d\d")
LOOKED_AT = ["/", "/goals?release=1", "/report", "/data", "/releases", "/wall", "/api", "/password"]
PUBLIC = ["/", "/goals?release=1", "/report", "/wall", "/api", "/sign-in", "/embed/goals/ways", "/nowhere"]


@pytest.fixture(scope="module")
def guarded(settings, tmp_path_factory):
    """Return a dashboard that asks for the mark, with somebody who has a display name."""
    app = open_office(settings, tmp_path_factory.mktemp("guarded"), watermark=True, embed="https://news.example")
    desk = app.server.extensions["desk"]
    desk.people.enter("test", Account(NAMED, frozenset(Role), display="王芳"), "the first password")
    desk.signing.change_password(NAMED, "the first password", PASSWORD)
    return app


@pytest.fixture(scope="module")
def reader(guarded):
    """Return a client of somebody who has signed in."""
    return Visitor(guarded, NAMED)


@pytest.fixture(scope="module")
def stranger(guarded):
    """Return a client of nobody."""
    return Visitor(guarded)


@pytest.mark.parametrize("address", LOOKED_AT)
def test_a_page_says_who_looks_and_when_and_is_kept_by_nothing(reader, address):
    answer = reader.get(address)
    assert (answer.status_code, len(MARK.findall(answer.text))) == (200, 1)
    assert answer.headers["Cache-Control"] == "no-store"
    assert "ETag" not in answer.headers


@pytest.mark.parametrize("address", PUBLIC)
def test_a_page_says_from_which_address_a_stranger_looks(stranger, address):
    answer = stranger.client.get(address, headers={"Accept-Encoding": "br"})
    page = brotli.decompress(answer.data).decode() if answer.headers.get("Content-Encoding") == "br" else answer.text
    assert len(STRANGER.findall(page)) == 1
    assert NAMED not in page


def test_the_mark_takes_no_click_and_is_nothing_to_who_hears_the_page(reader):
    (layer,) = re.findall(r"<svg class=.watermark.*?</svg>", reader.get("/").text, re.DOTALL)
    assert 'aria-hidden="true"' in layer
    assert "pointer-events:none" in layer


def test_nothing_is_marked_where_no_setting_asks_for_it(client):
    for address in PUBLIC[:-2]:
        assert "watermark" not in client.get(address).text, address
    picture = json.loads(client.get("/export/goals/ways.json").data)["picture"]["figure"]
    assert [one for one in picture["layout"]["annotations"] if one.get("textangle")] == []
    assert "127.0.0.1 ·" not in client.get("/export/goals/ways.json").text


def test_a_name_that_could_be_markup_stands_as_text(guarded):
    guarded.server.extensions["desk"].people.call("test", "viewer", "<b>&x")
    assert "&lt;b&gt;&amp;x（viewer） ·" in Visitor(guarded, "viewer").get("/").text


def test_a_workbook_says_it_on_each_sheet_and_below_the_table(reader):
    book = openpyxl.load_workbook(io.BytesIO(reader.get("/export/goals/ways.xlsx").data))
    assert all(MARK.search(sheet.oddHeader.right.text or "") for sheet in book)
    first = book.worksheets[0]
    assert sum(bool(MARK.fullmatch(str(row[0].value))) for row in first.iter_rows()) == 1


def test_a_document_says_it_at_the_head_of_odd_and_even_pages(reader):
    made = docx.Document(io.BytesIO(reader.get("/export/goals/ways.docx?form=table").data))
    heads = [head for section in made.sections for head in (section.header, section.even_page_header)]
    assert all(MARK.fullmatch(head.paragraphs[0].text) for head in heads)


def test_each_slide_says_it(reader):
    made = pptx.Presentation(io.BytesIO(reader.get("/export/goals/ways.pptx").data))
    for slide in made.slides:
        assert sum(bool(MARK.fullmatch(shape.text_frame.text)) for shape in slide.shapes if shape.has_text_frame) == 1


@pytest.mark.parametrize("looks", ["", "?foot=without&caption=none", "?size=phone", "?width=80mm&release=1"])
def test_a_picture_says_it_whatever_is_left_out_and_to_each_reader_their_own(reader, stranger, looks):
    for visitor, mark in ((reader, MARK), (stranger, STRANGER), (reader, MARK)):
        answer = visitor.get(f"/export/goals/ways.json{looks}")
        drawn = json.loads(answer.data)
        marks = [one for one in drawn["picture"]["figure"]["layout"]["annotations"] if mark.fullmatch(one["text"])]
        assert marks
        assert all(0 < one["x"] < 1 and 0 < one["y"] < 1 and one["opacity"] < 0.15 for one in marks)
        assert any(mark.fullmatch(line) for line in drawn["foot"])
        assert answer.headers["Cache-Control"] == "no-store"


def test_a_pack_says_who_asked_for_it_and_no_browser_can_say_it_for_them(settings, tmp_path):
    app = open_office(settings, tmp_path, watermark=True)  # Dash keeps the packs of the last one that was made
    manager = app.server.extensions["queue"]
    app.server.test_client().get("/_dash-layout")  # Dash learns of its callbacks at the first request
    ((_, job),) = manager.func_registry.items()
    listing = write(Listing("报告", (PageItem("/regions", ("matrix",)),)))
    key = manager.build_cache_key()
    with app.server.test_request_context("/", environ_base={"REMOTE_ADDR": "203.0.113.9"}):
        manager.call_job_fn(key, job, [1, listing, "xlsx", "https://x.example"], {})
    manager.work(lambda: None, lambda: manager.result_ready(key))
    token = re.search(r"/report/files/([\w-]+)", json.dumps(manager.get_result(key, None)))[1]
    answer = Visitor(app).get(f"/report/files/{token}")
    assert answer.status_code == 200, answer.text
    taken = answer.data
    with zipfile.ZipFile(io.BytesIO(taken)) as archive:
        sheets = [archive.read(name).decode() for name in archive.namelist() if "worksheets/sheet" in name]
    assert sheets
    assert all(re.search(r"203\.0\.113\.9 · \d{4}", sheet) for sheet in sheets)
    forged = manager.build_cache_key()
    with app.server.test_request_context("/", environ_base={"REMOTE_ADDR": "203.0.113.9"}):
        manager.call_job_fn(forged, job, [1, listing, "xlsx", "https://x.example", "somebody else"], {})
    manager.work(lambda: None, lambda: manager.result_ready(forged))
    assert "/report/files/" not in json.dumps(manager.get_result(forged, None))


def test_each_sheet_of_a_printed_pack_says_it(dataset, tmp_path):
    listing = write(Listing("报告", (PageItem("/regions", ("matrix",)), PageItem("/sources", ("sources",)))))
    path = tmp_path / "report.pdf"
    path.write_bytes(workshop.written(lambda _: dataset, listing, "pdf", "", lambda *_: None, mark="wang · now")[1])
    pages = as_pages(path)
    assert len(pages) > 1
    assert all("wang" in page for page in pages)


def test_each_page_picture_and_workbook_of_an_offline_pack_says_it(small_city, monkeypatch):
    painted = []
    monkeypatch.setattr(Painter, "paint", lambda _, drawn, *__: painted.append(drawn["figure"]) or b"<svg></svg>")
    _, content = workshop.written(lambda _: small_city, "", workshop.OFFLINE, "", lambda *_: None, mark="wang · now")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        pages = [archive.read(name).decode() for name in archive.namelist() if name.endswith(".html")]
        book = openpyxl.load_workbook(io.BytesIO(archive.read("workbooks/goals-ways.xlsx")))
    assert all("wang · now" in page for page in pages)
    assert all("wang · now" in json.dumps(figure["layout"], ensure_ascii=False) for figure in painted)
    assert {sheet.oddHeader.right.text for sheet in book} == {"wang · now"}
