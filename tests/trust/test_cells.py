"""What a cell may not hold: addresses that run, markup, marks that turn a text round, a time that has not begun."""

from __future__ import annotations

import datetime as dt

import pytest

from indicators.problems import Place
from indicators.proposals.preview import preview
from indicators.proposals.proposal import propose
from indicators.tables import curated
from indicators.tables.cells import read_cell
from indicators.tables.columns import TABLES
from indicators.tables.description import Type
from indicators.tables.rows import rows_of
from indicators.workbook.reader import read
from tests.indicators.test_audit import change, folder  # noqa: F401 - a fixture
from tests.workbook.test_round_trip import FILING

RUNS = (
    "javascript:alert(1)",
    "JavaScript:alert(1)",
    "java\tscript:alert(1)",
    "data:text/html,x",
    "vbscript:x",
    "//evil.example",
    "https://",
    "https://a b",
    "https://x/\"onclick='x'",
    "file:///etc/passwd",
)
MARKUP = ("<script>alert(1)</script>", "常州<img src=x onerror=1>", "</b>", "<!-- x", "<?x")
TURNED = ("\u202e州常", "常\u2066州", "a\u200fb", "\u061cx")
HARMLESS = ("R&D 投入 < 3%", "a<3 且 b>2", "“引号”", "常州市 武进区", "≥ 3", "东—西", "\u3000空")
EVERY = [column for table in TABLES for column in table.columns]


def kinds(column, text):
    """Return the kinds of problems of a text in a column."""
    return [found.kind for found in read_cell(column, text, Place("x"))[1]]


def test_an_address_begins_with_http_and_holds_nothing_that_runs():
    """In every column of addresses; an ordinary address passes."""
    columns = [column for column in EVERY if column.type is Type.URL]
    assert columns
    for column in columns:
        assert {text for text in RUNS if not {"not-a-url"} & set(kinds(column, text))} == set()
        assert kinds(column, "https://www.changzhou.gov.cn/a?b=1&c=2") == []


@pytest.mark.parametrize(("texts", "kind"), [(MARKUP, "markup"), (TURNED, "direction-marks")])
def test_no_text_of_any_table_holds_markup_or_marks_of_direction(texts, kind):
    """Names, aliases, titles, quotes, notes, settings: all columns of text; signs of comparison pass."""
    for column in (column for column in EVERY if column.type in {Type.TEXT, Type.LIST} and not column.allowed):
        assert [text for text in texts if kind not in kinds(column, text)] == []
        assert [text for text in HARMLESS if kind in kinds(column, text)] == []


@pytest.mark.parametrize(("text", "kind"), [(MARKUP[0], "markup"), (TURNED[0], "direction-marks"), ("正常", None)])
def test_a_workbook_and_a_folder_say_so_at_the_cell(dataset, folder, text, kind):  # noqa: F811
    """The same kind of problem, named by its cell, whichever way a text comes in."""
    table = f"指标,区域,时期,数值,备注\n地区生产总值,常州市,2025,9999,{text}\n"
    in_a_book = [found.kind for found in read(table.encode(), "x.csv", dataset, {}).problems]
    change(folder, "sources.csv", next(iter(dataset.sources)), title=text)
    _, problems = curated.read_folder(folder)
    assert (kind in in_a_book, kind in {found.kind for found in problems}) == (kind is not None, kind is not None)


def asked(dataset, row, today):
    """Return the kinds of what has to be explained about a row, as it is filed on a day."""
    heads = "指标,区域,时期,数值,状态,备注\n"
    content = (heads + row).encode()
    questions = [found.question for found in read(content, "x.csv", dataset, {}).problems if found.question]
    reading = read(content, "x.csv", dataset, dict.fromkeys(questions, "figure"))  # it is a figure, the clerk insists
    rows = rows_of(dataset)
    seen = preview(propose(reading.draft, rows, rows, FILING), reading.problems, dataset, today=today)
    return {found.kind for found in seen.to_explain}


@pytest.mark.parametrize("period", ["2031", "2027Q1", "2026-12"])
def test_a_figure_of_a_time_to_come_is_no_actual_without_an_explanation(dataset, period):
    """It is asked about until its time begins, unless it says what it is: a forecast, or why it stands there."""
    today = dt.date(2026, 11, 25)
    assert "not-begun" in asked(dataset, f"地区生产总值,常州市,{period},9999,,\n", today)
    assert "not-begun" not in asked(dataset, f"地区生产总值,常州市,{period},9999,预计,\n", today)
    assert "not-begun" not in asked(dataset, f"地区生产总值,常州市,{period},9999,,规划数\n", today)
    assert "not-begun" not in asked(dataset, f"地区生产总值,常州市,{period},9999,,\n", dt.date(2031, 1, 1))
