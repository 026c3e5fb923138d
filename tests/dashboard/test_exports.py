"""Exports over the web: what is given, and what is refused with a sentence."""

import io
import json
import re

import docx
import pptx
import pytest
from PIL import Image

from tests.dashboard.conftest import Visitor
from tests.dashboard.test_app import asked
from tests.dashboard.test_filing import FLIP, published, uploaded, workbook


def _pixel():
    """A picture as a browser sends it."""
    made = io.BytesIO()
    Image.new("RGB", (900, 300)).save(made, "PNG")
    return made.getvalue()


PIXEL = _pixel()


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("/export/headline.xlsx", "spreadsheetml"),
        ("/export/goals/ways.csv?plan=13fyp", "text/csv"),
        ("/export/goals/ways.zip?plan=13fyp", "application/zip"),
        ("/export/regions/xinbei/figures.docx?release=1", "wordprocessingml"),
        ("/export/indicators/rd-intensity/series.pptx", "presentationml"),
        ("/export/goals/ways.json?size=phone&caption=below", "json"),
        ("/export/goals/ways.json?width=80mm&caption=none&foot=without&ground=transparent", "json"),
        ("/export/goals/ways.docx?form=both", "wordprocessingml"),
    ],
)
def test_an_exhibit_is_given_in_the_form_that_is_asked_for(client, address, kind):
    answer = client.get(address)
    assert answer.status_code == 200, answer.text
    assert kind in answer.content_type


@pytest.mark.parametrize(
    ("address", "status", "told"),
    [
        ("/export/goals/ways.gif", 404, "gif"),
        ("/export/goals/none.xlsx", 404, "none"),
        ("/export/nowhere/ways.xlsx", 404, "/nowhere"),
        ("/export/releases/none.xlsx", 404, "none"),
        ("/export/releases/releases.xlsx?release=x", 404, "release=x"),
        ("/export/data/filed.xlsx", 403, "填报员"),
        ("/export/regions/none/figures.xlsx", 404, "none"),
        ("/export/goals/ways.xlsx?plan=none", 404, "plan=none"),
        ("/export/goals/ways.xlsx?release=99", 404, "99"),
        ("/export/goals/ways.xlsx?release=x", 404, "release=x"),
        ("/export/goals/ways.json?size=huge", 400, "“huge”，可选：screen、print、slide、phone"),
        ("/export/goals/ways.json?caption=left", 400, "“left”，可选：above、below、none"),
        ("/export/goals/ways.json?foot=long", 400, "“long”，可选：with、without"),
        ("/export/goals/ways.json?ground=red", 400, "“red”，可选：white、transparent"),
        ("/export/goals/ways.json?width=90mm", 400, "“90mm”，可选：80mm、120mm、156mm、360px 至 3840px"),
        ("/export/goals/ways.json?width=4000px", 400, "4000px"),
        ("/export/goals/ways.docx?form=chart", 400, "“chart”，可选：usual、figure、table、both"),
        ("/export/sources/trust.zip", 400, "没有单列的原始数据"),
    ],
)
def test_what_does_not_exist_is_named(client, address, status, told):
    answer = client.get(address)
    assert answer.status_code == status
    assert told in json.loads(answer.text)["error"]


@pytest.mark.parametrize(("form", "pictures", "tables"), [("figure", 1, 0), ("table", 0, 1), ("both", 1, 1)])
@pytest.mark.parametrize("exhibit", ["goals/ways", "regions/matrix", "regions/xinbei/figures", "sources/trust"])
def test_a_document_holds_figure_table_or_both_as_asked(office, exhibit, form, pictures, tables):
    """Also of what is a table on the screen. A program sends no picture: the table stands once for what it asks."""
    visitor = Visitor(office)
    address = f"/export/{exhibit}.docx?form={form}"
    sent = visitor.client.post(address, data=PIXEL, headers={"X-CSRFToken": visitor.token})
    for answer, counts in ((sent, (pictures, tables)), (visitor.client.get(address), (0, 1))):
        written = docx.Document(io.BytesIO(answer.data))
        assert (len(written.inline_shapes), len(written.tables)) == counts
        captions = [part.text for part in written.paragraphs if part.style.name == "Caption" and part.text]
        assert len(captions) == sum(counts)


@pytest.mark.parametrize(
    ("exhibit", "form", "charts", "tables"),
    [
        ("goals/ways", "usual", True, False),
        ("goals/ways", "table", False, True),
        ("goals/ways", "both", True, True),
        ("regions/matrix", "both", False, True),
    ],
)
def test_slides_hold_chart_table_or_both_as_asked(client, exhibit, form, charts, tables):
    slides = pptx.Presentation(io.BytesIO(client.get(f"/export/{exhibit}.pptx?form={form}").data)).slides
    shapes = [shape for slide in slides for shape in slide.shapes]
    assert any(shape.has_chart for shape in shapes) == charts
    assert any(shape.has_table for shape in shapes) == tables


@pytest.mark.parametrize(("width", "expected"), [("80mm", 80), ("120mm", 120), ("156mm", 156), ("600px", 313)])
def test_a_chart_of_a_slide_is_as_wide_as_was_chosen_and_pixels_are_of_screens(client, width, expected):
    slides = pptx.Presentation(io.BytesIO(client.get(f"/export/goals/ways.pptx?width={width}").data)).slides
    charts = [shape for slide in slides for shape in slide.shapes if shape.has_chart]
    assert [round(chart.width.mm) for chart in charts] == [expected] * len(charts)
    middles = {round((chart.left + chart.width / 2) / 36000) for chart in charts}
    assert middles == {169}


def test_a_narrow_picture_that_is_too_tall_for_a_page_gives_way_to_its_table(client):
    """Letters stay as large however narrow a picture is: it grows taller, and a table goes on to the next page."""
    told = {
        width: json.loads(client.get(f"/export/goals/ways.json?width={width}").text)
        for width in ("80mm", "156mm", "800px")
    }
    assert ["usual" in one["pictured"] for one in told.values()] == [False, True, True]
    assert told["80mm"]["too_tall"]["figure"].endswith("文档中以表代图；可以排下的宽度：156 毫米")
    assert told["80mm"]["too_tall"]["table"] == ""
    assert set(told["156mm"]["too_tall"].values()) == {""}
    assert told["800px"]["too_tall"] == {}


def test_a_table_that_has_no_chart_stands_once_on_slides(client):
    counts = [
        len(pptx.Presentation(io.BytesIO(client.get(f"/export/regions/matrix.pptx?form={form}").data)).slides)
        for form in ("table", "both")
    ]
    assert counts[0] == counts[1]


def test_where_there_is_nothing_near_no_name_is_promised(client):
    assert json.loads(client.get("/export/report/report.xlsx").text)["error"].endswith("没有名为 'report' 的图表")


def openers(shown):
    return re.findall(r'"href": "(/export/[^"]+)"', shown)


def test_every_figure_of_a_page_of_staff_can_be_taken_away_and_no_form(fresh_office):
    visitor = Visitor(fresh_office, "both")
    published(fresh_office, visitor, workbook(FLIP))
    path = uploaded(visitor, workbook(("无此指标", "常州市", 2025, 1), ("高新技术企业数", "常州市", 2025, 7300)))
    seen = {}
    for page, search in ((path, ""), ("/data", ""), ("/due", ""), ("/releases", "?from=1&to=2"), ("/log", "")):
        seen[page] = openers(asked(visitor.client, page, search))
        for address in seen[page]:
            assert visitor.get(address).status_code == 200, address
    names = {address.split("?")[0].split("/")[-1] for addresses in seen.values() for address in addresses}
    assert names >= {
        "upload.xlsx",
        "problems.xlsx",
        "values.xlsx",
        "filed.xlsx",
        "due.xlsx",
        "releases.xlsx",
        "log.xlsx",
    }
    assert not names & {"template.xlsx", "drop.xlsx", "act.xlsx", "compare.xlsx", "restore.xlsx"}


@pytest.mark.parametrize(
    "address",
    [
        "/export/due/due.csv?release=1",
        "/export/releases/releases.csv?release=2",
        "/export/releases/values.csv?from=1&to=2",
        "/export/log/log.csv?before=5",
    ],
)
def test_a_figure_of_staff_whose_address_says_what_it_is_about_is_the_same_after_a_publish(fresh_office, address):
    visitor = Visitor(fresh_office, "both")
    published(fresh_office, visitor, workbook(FLIP))
    before = visitor.get(address)
    published(fresh_office, visitor, workbook(("高新技术企业数", "常州市", 2025, 7400)))
    assert before.status_code == 200
    assert visitor.get(address).text == before.text


def test_a_pinned_page_of_staff_says_so(fresh_office):
    visitor = Visitor(fresh_office, "both")
    published(fresh_office, visitor, workbook(FLIP))
    assert "您看到的是" in asked(visitor.client, "/due", "?release=1")
    assert "您看到的是" not in asked(visitor.client, "/due")
    assert "您看到的是" not in asked(visitor.client, "/data", "?release=1")  # which shows the state of now


def test_a_picture_that_is_none_is_refused_and_so_is_a_post_without_the_token(office):
    visitor = Visitor(office)
    address = "/export/goals/ways.docx"
    assert visitor.client.post(address, data=b"x").status_code == 400
    headers = {"X-CSRFToken": visitor.token}
    answer = visitor.client.post(address, data=b"GIF89a", headers=headers)
    assert answer.status_code == 400
    assert "PNG" in json.loads(answer.text)["error"]


def test_a_pack_that_was_never_made_is_told(client):
    answer = client.get("/report/files/abcdefghijklmnopqrstuv")
    assert answer.status_code == 404
    assert "不在" in json.loads(answer.text)["error"]


def test_the_command_makes_a_report_from_a_ready_list_and_from_a_file(tmp_path, monkeypatch, capsys):
    from dashboard.cli.main import main

    monkeypatch.setenv("INNOVATION_STATE", str(tmp_path / "state"))
    listed, made = tmp_path / "goals.yaml", tmp_path / "goals.xlsx"
    assert main(["report", "goals", "-o", str(listed)]) == 0
    assert main(["report", str(listed), "-o", str(made)]) == 0
    assert made.read_bytes()[:2] == b"PK"
    assert "已写入" in capsys.readouterr().out
    assert main(["report", str(listed), "-o", str(tmp_path / "x.gif")]) == 1
    assert main(["report", "weekly", "-o", str(made)]) == 1
    assert "monthly" in capsys.readouterr().err
    assert main(["work"]) == 1
    assert "INNOVATION_QUEUE" in capsys.readouterr().err


@pytest.mark.parametrize("suffix", ["json", "csv", "xlsx"])
def test_an_export_is_kept_as_long_as_it_is_so_and_for_a_year_where_its_release_is_named(client, suffix):
    passing = client.get(f"/export/goals/ways.{suffix}")
    assert "no-cache" in passing.headers["Cache-Control"]
    again = client.get(f"/export/goals/ways.{suffix}", headers={"If-None-Match": passing.headers["ETag"]})
    assert again.status_code == 304
    assert "max-age=31536000" in client.get(f"/export/goals/ways.{suffix}?release=1").headers["Cache-Control"]
