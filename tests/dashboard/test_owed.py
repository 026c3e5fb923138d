"""What is asked for: the board, the template and the line on the page of filing name the same figures."""

import csv
import io
import re
from collections import Counter
from urllib.parse import parse_qs, urlsplit

import pytest
from lxml import html
from openpyxl import load_workbook

from dashboard.exhibits import common
from indicators.accounts import Account, Role
from indicators.views.coverage import series_owed
from indicators.views.scoreboard import latest_year
from indicators.words import wording
from tests import mailserver
from tests.dashboard.conftest import PASSWORD, Visitor, open_office
from tests.dashboard.test_app import asked

FILLED = "观测值"


@pytest.fixture(scope="module")
def clerk(office):
    """Return somebody who fills in two regions of one theme."""
    desk = office.server.extensions["desk"]
    scope = {"regions": frozenset({"wujin", "xinbei"}), "themes": frozenset({"economy"})}
    desk.people.enter("test", Account("clerk", frozenset({Role.REPORTER}), **scope), "the first password")
    desk.signing.change_password("clerk", "the first password", PASSWORD)
    return Visitor(office, "clerk")


def rows_of_board(visitor, exhibit):
    text = visitor.get(f"/export/due/{exhibit}.csv").text
    rows = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))
    return [(row["指标"], row["区域"], row["欠报时期"]) for row in rows]


def rows_to_fill(content):
    """Indicator, region, industry and period of each row that a template asks for."""
    heads, *rows = load_workbook(io.BytesIO(content))[FILLED].iter_rows(values_only=True)
    lines = [dict(zip(heads, row, strict=True)) for row in rows]
    return {tuple(line[head] for head in ("指标", "区域", "产业", "时期")) for line in lines if _is_owed(line)}


def _is_owed(line):
    return line["指标"] and line["编号"] is None and line["数值"] is None


def test_the_board_and_the_template_name_the_same_figures(office):
    dataset = office.server.extensions["desk"].dataset()
    on, visitor = latest_year(dataset), Visitor(office, "both")
    keys = series_owed(dataset, on)
    board = [row for exhibit in ("due", "series") for row in rows_of_board(visitor, exhibit)]
    expected = {(common.name(dataset, key), str(dataset.region(key.region).label)) for key in keys}
    assert {row[:2] for row in board} == expected
    assert len(board) == len(keys)
    assert all(period.endswith(wording.period(on)) for *_, period in board)
    template = rows_to_fill(visitor.get(f"/data/template.xlsx?period={on}").data)
    named = {
        (
            str(dataset.indicator(key.indicator).name),
            str(dataset.region(key.region).name),
            str(dataset.industries[key.industry].name),
            on.year,
        )
        for key in keys
    }
    assert template == named


def test_who_owes_figures_sees_on_signing_in_how_many_and_finds_them_in_the_template(office, clerk):
    dataset = office.server.extensions["desk"].dataset()
    page = clerk.get("/data").text
    count = re.search(r"您负责的2025年数据有 (\d+) 项待报", html.document_fromstring(page).text_content())
    way = re.search(r'href="(/data/template[^"]*)"', page)
    found = rows_to_fill(clerk.get(way[1].replace("&amp;", "&")).data)
    theirs = [row for row in found if row[1] in {"武进区", "新北区"}]
    keys = [key for key in series_owed(dataset, latest_year(dataset)) if key.region in {"wujin", "xinbei"}]
    keys = [key for key in keys if dataset.indicator(key.indicator).theme == "economy"]
    assert int(count[1]) == len(theirs) == len(keys) > 0
    assert "theme=economy" in way[1]
    assert "region=" not in way[1]  # a template is of one region or of all


def test_who_files_nothing_is_reminded_of_nothing(office):
    assert "项待报" not in html.document_fromstring(Visitor(office, "reviewer").get("/data").text).text_content()


def reminder_of(visitor, path):
    """The title of the reminder on the board, its lines, and the owners to which its ways lead."""
    section = html.document_fromstring(visitor.get(path).text).get_element_by_id("reminder")
    ways = [way.get("href") for way in section.iter("a") if (way.get("href") or "").startswith("/due?owner=")]
    lines = [line.text_content() for line in section.find_class("prose")[0].iter("p")]
    assert section.find_class("copy")
    return section.find(".//h2").text_content(), lines, {parse_qs(urlsplit(way).query)["owner"][0] for way in ways}


def owed_by(dataset):
    """How many figures each owner owes."""
    return Counter(dataset.indicator(key.indicator).owner.zh for key in series_owed(dataset, latest_year(dataset)))


def test_each_owner_has_a_reminder_of_all_that_it_owes_to_be_copied(office):
    reviewer, expected = Visitor(office, "reviewer"), owed_by(office.server.extensions["desk"].dataset())
    _, _, others = reminder_of(reviewer, "/due")
    assert len(others) == len(expected) - 1
    seen = set()
    for owner, count in expected.items():
        title, lines, _ = reminder_of(reviewer, f"/due?owner={owner}")
        assert title == f"催报单：{owner}（{count} 项）"
        heads = [line for line in lines if line.startswith(f"{owner}：")]
        listed = [line.rpartition("：")[2].split("、") for line in lines[:-1] if line not in heads]
        assert sum(map(len, listed)) == sum(int(re.search(r"(\d+) 项", head)[1]) for head in heads) == count, lines
        ours = "由贵单位负责，尚未报送" in heads[0]
        assert ours or "其他地区" in heads[0]
        of_others = lines[lines.index(heads[-1]) :] if "其他地区" in heads[-1] else ()
        assert all("南京" not in line for line in lines if line not in of_others)  # no office here counts it
        seen |= {ours, bool(of_others)} if owner == "市统计局" else set()
    assert seen == {True}
    refused = reviewer.get("/due?owner=nobody")
    assert "责任单位" in refused.text
    assert "nobody" in refused.text
    assert 'name="address"' not in reviewer.get("/due").text  # no mail server is set


def test_a_reviewer_mails_a_reminder_where_a_mail_server_is_set(settings, tmp_path):
    with mailserver.running() as server:
        mailing = {"address": "https://kpi.example", "smtp": server.address, "smtp_from": "kpi@office.example"}
        office = open_office(settings, tmp_path, **mailing)
        reviewer, reporter = Visitor(office, "reviewer"), Visitor(office, "reporter")
        expected = owed_by(office.server.extensions["desk"].dataset())
        form = {"owner": "市科技局", "address": "keji@city.example"}
        assert 'name="address"' in reviewer.get("/due").text
        assert 'name="address"' not in reporter.get("/due").text
        assert reporter.post("/due/mail", **form).status_code == 403
        assert "不是邮件地址" in reviewer.post("/due/mail", **{**form, "address": "keji"}).json["error"]
        assert reviewer.post("/due/mail", **{**form, "owner": "nobody"}).status_code == 404
        assert server.mails == []
        assert reviewer.post("/due/mail", **form).json == {"message": "已发给 keji@city.example"}
        (mail,) = server.mails
        assert (mail["To"], mail["Subject"]) == (form["address"], f"请补报2025年数据（{expected['市科技局']} 项）")
        _, lines, _ = reminder_of(reviewer, "/due?owner=市科技局")
        assert [line.strip() for line in mail.get_content().splitlines()] == [*lines, "https://kpi.example/data"]
        people = office.server.extensions["desk"].people
        (line,) = [one for one in people.log(people.named("administrator")) if one.action == "reminder.sent"]
        assert (line.by, line.subject) == ("reviewer", "市科技局")  # whom it went to is not kept
        server.refuses = "450 later"
        assert "暂时发不出去" in reviewer.post("/due/mail", **form).json["error"]


def test_every_goal_that_waits_for_a_figure_is_asked_for_by_name_and_owner(fresh_office):
    visitor = Visitor(fresh_office, "both")
    shown = asked(visitor.client, "/due")
    board = visitor.get("/export/due/goals.csv").text
    rows = list(csv.DictReader(io.StringIO(board.removeprefix("\ufeff"))))
    assert {"上市公司数", "工业规模总量"} <= {row["指标"] for row in rows}
    assert all(row["缺什么"] and row["最近数据"] and row["责任单位"] and row["填报员"] for row in rows)
    assert not [row for row in rows if "节点性" in row["目标"] or row["期限"] == "未定期限"]
    assert f"{len(rows)} 项目标等待数据" in shown
