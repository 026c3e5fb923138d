"""The calendar of releases and the list of uploads on the pages of staff."""

import datetime as dt
import re

from dashboard.kit.folding import FIRST, MORE
from tests.dashboard.conftest import Visitor
from tests.dashboard.test_app import asked
from tests.dashboard.test_filing import FLIP, named, uploaded, workbook


def test_what_is_on_the_calendar_is_seen_by_no_reader_and_stands_on_the_page_of_staff(fresh_office):
    """Neither page, interface, feed, export nor search changes before its time, whoever asks; then all of them do."""
    reporter, reviewer = Visitor(fresh_office, "reporter"), Visitor(fresh_office, "reviewer")
    desk = fresh_office.server.extensions["desk"]
    places = (
        "/indicators/hitech-firms",
        "/api/v1/observations.csv?indicator=hitech-firms",
        "/api/v1/releases",
        "/feed.atom",
        "/export/indicator/trend.csv?indicator=hitech-firms",
        "/_release",
    )
    before = {place: reviewer.get(place).text for place in places}
    path = uploaded(reporter, workbook(FLIP), "年报.xlsx")
    reporter.post(f"{path}/submit", **{"why:观测值!D2": "核实", "remark": "请审"})
    fields = {**named(fresh_office, path), "reason": "按日历发布"}
    assert "不是时间" in reviewer.post(f"{path}/publish", **fields, due="明天").json["error"]
    assert "晚于现在" in reviewer.post(f"{path}/publish", **fields, due="2020-01-01 09:00").json["error"]
    due = f"{desk.now() + dt.timedelta(days=1):%Y-%m-%d} 09:00"
    assert reviewer.post(f"{path}/publish", **fields, due=due).json["to"] == path
    page = asked(reviewer.client, "/data")
    assert "发布日历" in page
    assert due in page
    assert f"reviewer 已批准，定于 {due} 自动发布" in asked(reporter.client, path)
    assert desk.schedule.publish_due() == ()
    after = {place: reviewer.get(place).text for place in places}
    assert {place for place in places if place != "/_release" and after[place] != before[place]} == set()
    assert not any("7200" in text or "7,200" in text for text in after.values())
    assert reviewer.post(f"{path}/unschedule").status_code == 200
    assert "待审核 1 份" in asked(reviewer.client, "/data")


def test_the_list_of_what_was_filed_is_searched_and_tells_apart_who_said_what(fresh_office):
    """By file, person, state and what was said; the reporter's note and the reviewer's reason are two columns."""
    reporter, reviewer = Visitor(fresh_office, "reporter"), Visitor(fresh_office, "reviewer")
    path = uploaded(reporter, workbook(FLIP), "年报.xlsx")
    uploaded(reporter, workbook(FLIP), "季报.xlsx")
    reporter.post(f"{path}/submit", **{"why:观测值!D2": "核实", "remark": "请审"})
    reviewer.post(f"{path}/send-back", reason="口径不对")
    page = asked(reviewer.client, "/data", "?find=口径")
    assert "含“口径”的 1 份" in page
    assert "年报.xlsx" in page
    assert "季报.xlsx" not in page
    assert page.index("填报说明") < page.index("请审") < page.index("口径不对")
    assert "含“没有的”的 0 份" in asked(reviewer.client, "/data", "?find=没有的")


def test_the_list_of_what_was_filed_comes_in_pages_that_have_addresses_and_keep_what_was_sought(fresh_office):
    reporter = Visitor(fresh_office, "reporter")
    for number in range(FIRST + 5):
        uploaded(reporter, b"nothing\n", f"年报{number}.csv")
    few, more = (reporter.get(f"/data?find=年报{search}").text for search in ("", f"&more=filed:{FIRST + MORE}"))
    assert (few.count(".csv</td>"), more.count(".csv</td>")) == (FIRST, FIRST + 5)
    assert f"more=filed:{FIRST + MORE}#filed" in few


def test_a_file_that_cannot_be_opened_is_neither_called_the_same_nor_handed_back_marked(office):
    """It has no changes because nothing of it was read: what it is said to be is what is wrong with it."""
    visitor = Visitor(office, "both")
    for content, name in ((b"PK\x03\x04 torn", "坏的.xlsx"), ("指标,区域\n高新技术企业数".encode(), "断的.csv")):
        page = visitor.get(uploaded(visitor, content, name)).text
        assert "完全一致" not in page
        assert "returned.xlsx" not in page
        assert not re.search(r"[A-Za-z]+(?:Error|Exception)\b|Traceback", page)
