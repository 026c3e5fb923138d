"""What sheets say that nobody handed: tables side by side, cumulated months, parts of a line, blanks below a name."""

from __future__ import annotations

import datetime as dt

import pytest

from indicators.workbook.reader import in_this_process, read
from tests.workbook.corpus.case import sheet


@pytest.fixture(scope="module")
def reading(dataset):
    """Return what is read of rows by the names of the shipped city."""
    return lambda *rows, answers=None: read(
        sheet(*rows, title="Sheet1"), "x.xlsx", dataset, reader=in_this_process, answers=answers or {}
    )


def figures(found):
    return {
        (entry.given["indicator"], entry.given["region"], entry.given["period"]): " ".join(
            filter(None, (entry.given["value"], entry.given.get("status", "")))
        )
        for entry in found.draft.entries
    }


def questions(found):
    return [one for one in found.problems if one.is_error or one.needs_explanation]


SIDE_BY_SIDE = (
    ("2025年GDP和一般公共预算收入",),
    ("地区", "GDP（亿元）", "", "地区", "一般公共预算收入（亿元）"),
    ("武进区", 2410.6, "", "新北区", 140.9),
    ("新北区", 2290.4, "", "武进区", 168.4),
)
CUMULATED = (
    ("2025年9月规模以上工业总产值（亿元）",),
    ("地区", "本月", "增速（%）", "累计", "同比（%）"),
    ("武进区", 370.1, 3.1, 3200.5, 6.1),
)
MONTHS_DOWN = (
    ("2025年常州市一般公共预算收入",),
    ("月份", "累计（亿元）", "累计同比（%）"),
    ("1-2月", 120.1, 3.1),
    ("3月", 180.2, 3.3),
    ("8月", 430.2, 3.4),
)
GROWTH_OF_MONTHS = (
    ("2025年主要指标",),
    ("指标", "单位", "1-9月", "增长%"),
    ("地区生产总值", "亿元", 8100.5, 5.7),
    ("一般公共预算收入", "亿元", 530.1, 4.1),
)
READ = {
    "tables side by side are read each by its own labels": (
        SIDE_BY_SIDE,
        {
            ("gdp", "wujin", "2025"): "2410.6",
            ("gdp", "xinbei", "2025"): "2290.4",
            ("revenue", "xinbei", "2025"): "140.9",
            ("revenue", "wujin", "2025"): "168.4",
        },
    ),
    "what is cumulated in a month is of the months since January, and so is its growth": (
        CUMULATED,
        {
            ("industrial-output", "wujin", "2025-01..09"): "3200.5",
            ("industrial-output-growth", "wujin", "2025-01..09"): "6.1",
        },
    ),
    "months down a cumulated column are those since January": (
        MONTHS_DOWN,
        {
            ("revenue", "changzhou", "2025-01..02"): "120.1",
            ("revenue-growth", "changzhou", "2025-01..02"): "3.1",
            ("revenue", "changzhou", "2025Q1"): "180.2",
            ("revenue-growth", "changzhou", "2025Q1"): "3.3",
            ("revenue", "changzhou", "2025-01..08"): "430.2",
            ("revenue-growth", "changzhou", "2025-01..08"): "3.4",
        },
    ),
    "a growth is of the months of the column beside it, and in per cent whatever the unit of the amount": (
        GROWTH_OF_MONTHS,
        {
            ("gdp", "changzhou", "2025-01..09"): "8100.5",
            ("gdp-growth", "changzhou", "2025-01..09"): "5.7",
            ("revenue", "changzhou", "2025-01..09"): "530.1",
            ("revenue-growth", "changzhou", "2025-01..09"): "4.1",
        },
    ),
    "a growth beside an expected figure is expected": (
        (
            ("常州市主要指标",),
            ("指标", "单位", "2024年实绩", "2025年预计", "增长%"),
            ("地区生产总值", "亿元", 10813.6, 11400, 5.4),
        ),
        {
            ("gdp", "changzhou", "2024"): "10813.6",
            ("gdp", "changzhou", "2025"): "11400 estimate",
            ("gdp-growth", "changzhou", "2025"): "5.4 estimate",
        },
    ),
    "quarters go on in the year of the first of them": (
        (("各辖市区GDP（亿元）",), ("地区", "2025年一季度", "二季度", "三季度"), ("武进区", 580.1, 600.1, 610)),
        {
            ("gdp", "wujin", "2025Q1"): "580.1",
            ("gdp", "wujin", "2025Q2"): "600.1",
            ("gdp", "wujin", "2025Q3"): "610",
        },
    ),
    "words and arrows before a growth are its sign": (
        (
            ("2025年1-9月一般公共预算收入",),
            ("地区", "绝对值（亿元）", "±%"),
            ("武进区", 120.4, "下降3.1%"),
            ("新北区", 110.9, "↑5.2%"),
        ),
        {
            ("revenue", "wujin", "2025-01..09"): "120.4",
            ("revenue-growth", "wujin", "2025-01..09"): "-3.1",
            ("revenue", "xinbei", "2025-01..09"): "110.9",
            ("revenue-growth", "xinbei", "2025-01..09"): "5.2",
        },
    ),
    "a unit alone is head enough where the title names the one indicator": (
        (("2025年GDP",), ("地区", "亿元"), ("武进区", 2410.6)),
        {("gdp", "wujin", "2025"): "2410.6"},
    ),
    "a head of share over an indicator that is one says nothing more": (
        (("2025年R&D经费占GDP比重（%）",), ("地区", "比重"), ("武进区", 3.65), ("新北区", 3.91)),
        {("rd-intensity", "wujin", "2025"): "3.65", ("rd-intensity", "xinbei", "2025"): "3.91"},
    ),
    "dates over columns are heads": (
        (("常州市高企数（家）",), ("地区", dt.date(2024, 12, 31), dt.date(2025, 12, 31)), ("武进区", 1400, 1460)),
        {("hitech-firms", "wujin", "2024"): "1400", ("hitech-firms", "wujin", "2025"): "1460"},
    ),
}
ASKED = {
    "firms among other firms are not all of them": (
        "ask-part-of",
        (
            ("2025年规上工业企业情况",),
            ("地区", "规上工业企业数（家）", "其中：高新技术企业（家）"),
            ("武进区", 1800, 900),
        ),
    ),
    "a growth beside a goal is perhaps that of the goal": (
        "ask-column",
        (
            ("常州市主要指标",),
            ("指标", "单位", "2024年实绩", "2025年目标", "增长%"),
            ("地区生产总值", "亿元", 10813.6, 11500, 6),
        ),
    ),
    "a month under a title of cumulated figures is asked": (
        "ask-cumulative",
        (("2025年规模以上工业总产值累计（亿元）",), ("地区", "8月", "9月"), ("武进区", 2800.1, 3200.5)),
    ),
    "a part of one among per cent is asked": (
        "ask-fraction",
        (
            ("2025年GDP",),
            ("地区", "总量（亿元）", "增速（%）"),
            ("武进区", 2410.6, 5.7),
            ("新北区", 2290.4, 0.063),
        ),
    ),
    "the whole year beside a half is asked where the title names both": (
        "ask-part",
        (("2025年上半年及全年GDP（亿元）",), ("地区", "上半年", "全年"), ("武进区", 1180.1, 2410.6)),
    ),
}
BLANKS = (
    ("2025年主要指标",),
    ("地区", "指标", "单位", "1-9月"),
    ("武进区", "地区生产总值", "亿元", 1800.5),
    ("", "一般公共预算收入", "亿元", 130.1),
)


@pytest.mark.parametrize("rule", READ)
def test_a_sheet_that_says_enough_needs_no_question(rule, reading):
    rows, expected = READ[rule]
    found = reading(*rows)
    assert figures(found) == expected
    assert questions(found) == []


@pytest.mark.parametrize("rule", ASKED)
def test_what_a_sheet_leaves_open_is_asked(rule, reading):
    kind, rows = ASKED[rule]
    assert [one.kind for one in questions(reading(*rows))] == [kind]


def test_a_blank_below_a_name_is_that_name_only_when_somebody_says_so(reading):
    open_question = questions(reading(*BLANKS))
    assert [one.kind for one in open_question] == ["ask-carried"]
    answered = reading(*BLANKS, answers={open_question[0].question: "yes"})
    assert questions(answered) == []
    assert figures(answered)["revenue", "wujin", "2025-01..09"] == "130.1"


def test_no_column_of_figures_is_left_out_without_a_word(reading):
    found = reading(("2025年GDP（亿元）",), ("地区", "2025年快报", "2025年某某"), ("武进区", 2410.6, 2400.1))
    assert "head-unknown" in {one.kind for one in found.problems}


def test_a_unit_that_makes_figures_ten_thousands_of_times_greater_is_asked(reading):
    found = reading(("2025年人均地区生产总值（亿元）",), ("地区", "2025年"), ("武进区", 2154.8))
    assert [problem.kind for problem in questions(found)] == ["ask-unit"]
    assert figures(found) == {}


def test_a_column_of_regions_under_the_head_of_offices_lists_regions_whatever_lines_of_units_stand_below(reading):
    rows = (("规上工业总产值（亿元）",), ("单位", "2025年"), ("武进区", 2710.9), ("新北区", 1779.2), ("单位：亿元",))
    assert set(figures(reading(*rows))) == {
        ("industrial-output", "wujin", "2025"),
        ("industrial-output", "xinbei", "2025"),
    }
