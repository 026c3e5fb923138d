"""One workbook with forty different faults: each is told at its cell in one go; repaired, nothing stands in the way."""

from __future__ import annotations

import datetime as dt
import io
from contextlib import closing

import pytest
from openpyxl import load_workbook

from indicators.accounts import Account, Role
from indicators.desk import Desk
from indicators.proposals.preview import preview
from indicators.proposals.proposal import propose
from indicators.store import open_store
from indicators.tables.rows import rows_of
from indicators.workbook.reader import in_this_process, read
from indicators.workbook.template import template

FILING = {"id": "filing-1", "title": "x.xlsx", "publisher": "p", "published": "", "url": "", "note": ""}
FIGURES = {  # what the clerk wrote into a figure's column -> the kind of the problem
    "数值": {
        "一千": "cell-not-number",
        "1,23": "cell-not-number",
        "12-15": "cell-not-number",
        "nan": "cell-not-number",
        "#REF!": "cell-error",
        "=SUM(A1:A2)": "cell-formula",
        1e308: "cell-too-large",
        dt.datetime(2025, 5, 1): "cell-date",  # noqa: DTZ001 - a spreadsheet knows no zones
        True: "cell-not-number",
        "12家": "unit-differs",
        "12.5万人": "unit-differs",
        "12亿美元": "unit-differs",
    },
    "区域": {
        "武近区": "name-unknown",
        "=cmd|' /C calc'!A0": "name-unknown",
    },
    "指标": {
        "地区生产总直": "name-unknown",
        "全部指标": "name-unknown",
    },
    "时期": {
        "2021年13月": "time-unknown",
        "2021Q5": "time-unknown",
        "21年": "time-unknown",
        44561: "time-unknown",
        "去年": "time-unknown",
        2101: "time-unknown",
    },
    "产业": {"养蚕业": "name-unknown"},
    "确切程度": {"大概齐": "not-allowed"},
    "数据状态": {"快报": "not-allowed"},
    "可信度": {"听说": "not-allowed"},
    "采用": {"随便": "not-allowed"},
    "来源": {"小道消息": "name-unknown"},
    "无数原因": {"忘了": "not-allowed"},
}
ADDED = [  # new rows below the last, the column that is wrong, and the kind of the problem
    (("高新技术企业数", "常州市", 2026, -5), "数值", "negative"),
    (("高新技术产业产值占规上工业总产值比重", "常州市", 2026, 160), "数值", "share-over-100"),
    (("地区生产总值", "常州市", 2026, 11_500_000), "数值", "unit-slip"),
    ((None, "常州市", 2026, 5), "指标", "required"),
    (("地区生产总值", None, 2026, 5), "区域", "required"),
    (("地区生产总值", "常州市", None, 5), "时期", "required"),
]
REPAIRED = {"negative": 6500, "share-over-100": 61, "unit-slip": 11_500}


@pytest.fixture(scope="module")
def filled(dataset):
    """Return the template of the shipped city as bytes."""
    return template(dataset)


def columns(sheet):
    return {cell.value: (cell.column, cell.column_letter) for cell in sheet[1]}


def spoil(book):
    """Write the forty faults; return where each stands with its kind, and what stood there before."""
    sheet, goals = book["观测值"], book["目标值"]
    at, of_goals = columns(sheet), columns(goals)
    faults, before = {}, {}
    charted = [
        row
        for row in range(2, sheet.max_row + 1)
        if sheet.cell(row, at["采用"][0]).value == "采用" and sheet.cell(row, at["单位"][0]).value == "亿元"
    ]
    rows = iter(charted[::3])

    def put(page, heads, row, name, value, kind):
        cell = page.cell(row, heads[name][0])
        before[page.title, cell.coordinate] = cell.value, cell.number_format
        cell.value = value
        faults[f"{page.title}!{cell.coordinate}"] = kind

    for name, wrong in FIGURES.items():
        for value, kind in wrong.items():
            put(sheet, at, next(rows), name, value, kind)
            if value == "=cmd|' /C calc'!A0":
                sheet[list(faults)[-1].split("!")[1]].data_type = "s"
    for value, name, kind in (
        ("很多", "目标数", "cell-not-number"),
        ("十八五", "规划", "name-unknown"),
        ("大于", "目标类型", "not-allowed"),
        ("某年", "期限", "time-unknown"),
    ):
        put(goals, of_goals, 2 + len(faults), name, value, kind)
    last = max(row for row in range(2, sheet.max_row + 1) if sheet.cell(row, at["指标"][0]).value)
    for number, (values, wrong, kind) in enumerate(ADDED, start=1):
        for name, value in zip(("指标", "区域", "时期", "数值"), values, strict=True):
            sheet.cell(last + number, at[name][0]).value = value
        faults[f"观测值!{at[wrong][1]}{last + number}"] = kind
    twice = charted[-1], last + len(ADDED) + 1
    for name in ("指标", "区域", "时期"):
        sheet.cell(twice[1], at[name][0]).value = sheet.cell(twice[0], at[name][0]).value
    sheet.cell(twice[1], at["数值"][0]).value = 987.6
    faults[f"观测值!{at['数值'][1]}{twice[1]}"] = "twice"
    return faults, before, range(last + 1, twice[1] + 1)


def repair(book, before, added):
    """Put every cell right: what was there before, a sound figure in the new rows, one line for one figure."""
    for (title, name), (value, number_format) in before.items():
        book[title][name].value = value
        book[title][name].number_format = number_format
    sheet = book["观测值"]
    at = columns(sheet)
    for row, (_, _, kind) in zip(added, ADDED, strict=False):
        if kind in REPAIRED:
            sheet.cell(row, at["数值"][0]).value = REPAIRED[kind]
        else:
            for name in ("指标", "区域", "时期", "数值"):
                sheet.cell(row, at[name][0]).value = None
    for name in ("指标", "区域", "时期", "数值"):
        sheet.cell(added[-1], at[name][0]).value = None


def saved(book):
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def checked(book, dataset):
    reading = read(saved(book), "x.xlsx", dataset, reader=in_this_process)
    rows = rows_of(dataset)
    return preview(propose(reading.draft, rows, rows, FILING), reading.problems, dataset)


def test_forty_faults_are_told_at_their_cells_in_one_go_and_repaired_it_publishes(dataset, filled, tmp_path):
    book = load_workbook(io.BytesIO(filled))
    faults, before, added = spoil(book)
    assert len(faults) == 40
    seen = checked(book, dataset)
    assert seen.outcome == "rejected"
    assert {one.where: one.kind for one in seen.problems if one.is_error} == faults
    assert all(one.message.zh and one.remedy.zh for one in seen.problems)

    repair(book, before, added)
    seen = checked(book, dataset)
    assert [one for one in seen.problems if one.is_error] == []
    assert {(one.key.indicator, str(one.period), one.new) for one in seen.difference.lines} == {
        ("hitech-firms", "2026", 6500),
        ("hitech-output-share", "2026", 61),
        ("gdp", "2026", 11_500),
    }
    with closing(open_store(f"sqlite:///{tmp_path / 'x.sqlite3'}", tmp_path, "changzhou")) as store:
        desk = Desk(store)
        desk.found(lambda: dataset)
        desk.people.enter("test", Account("wang", frozenset({Role.REPORTER, Role.REVIEWER})), "a long enough password")
        wang = desk.people.named("wang")
        upload = desk.filing.stage(wang, saved(book), "x.xlsx")
        explanations = {one.where: "已核对" for one in seen.to_explain}
        named = {"digest": upload.digest, "base": upload.base}
        record = desk.filing.publish(wang, upload.number, **named, reason="年报", explanations=explanations)
        assert (record.number, record.added, record.altered, record.removed) == (2, 3, 0, 0)
        assert store.verify() == ()
