"""Columns of goals in the sheets of offices: proposed as goals of a plan, never read as what happened."""

import pytest

from indicators.tables.columns import OBSERVATIONS, TARGETS
from indicators.workbook.reader import in_this_process, read
from tests.workbook.corpus.case import sheet

BESIDE = (
    ("2025年各辖市区高新技术企业数完成情况",),
    ("地区", "2025年目标（家）", "2025年实绩（家）", "完成率（%）"),
    ("武进区", 1700, 1460, 85.9),
    ("新北区", 1400, 1302, 93),
)
OF_A_TITLE = (("2026年各辖市区高新技术企业数目标分解表",), ("地区", "高新技术企业数（家）"), ("武进区", 1700))
ONE_A_ROW = (
    ("2026年目标任务",),
    ("地区", "指标", "年份", "数值", "单位"),
    ("武进区", "高新技术企业数", "2026", 1700, "家"),
)
TWO_A_ROW = (
    ("地区", "指标", "年份", "目标值", "实际值", "单位"),
    ("武进区", "高新技术企业数", "2025", 1700, 1460, "家"),
)
ANNUAL = (
    ("2025年1—9月地区生产总值完成情况",),
    ("地区", "年度目标（亿元）", "1—9月完成（亿元）"),
    ("武进区", 2500, 1800.5),
)
OF_A_PLAN = (
    ("常州市“十五五”规划主要指标",),
    ("指标", "单位", "2025年实绩", "2030年约束性目标"),
    ("高新技术企业数", "家", 6100, 9000),
)
IN_WORDS = (
    ("指标", "单位", "2025年完成", "2026年目标"),
    ("高新技术企业数", "家", 6100, "力争≥6500"),
    ("地区生产总值", "亿元", 11000, "增长5%左右"),
)


@pytest.fixture(scope="module")
def reading(dataset):
    """Return what is read of rows by the names of the shipped city."""
    return lambda *rows, answers=None: read(
        sheet(*rows, title="Sheet1"), "x.xlsx", dataset, reader=in_this_process, answers=answers or {}
    )


def goals(found):
    return {
        tuple(entry.given[name] for name in ("indicator", "region", "due", "plan", "comparator", "amount"))
        for entry in found.draft.entries
        if entry.table == TARGETS.name
    }


def figures(found):
    return {
        tuple(entry.given[name] for name in ("indicator", "region", "period", "value"))
        for entry in found.draft.entries
        if entry.table == OBSERVATIONS.name
    }


def open_questions(found):
    return [problem.kind for problem in found.problems if problem.is_error]


@pytest.mark.parametrize(
    ("rows", "expected", "happened"),
    [
        (
            BESIDE,
            {
                ("hitech-firms", "wujin", "2025", "y2025", "at_least", "1700"),
                ("hitech-firms", "xinbei", "2025", "y2025", "at_least", "1400"),
            },
            {("hitech-firms", "wujin", "2025", "1460"), ("hitech-firms", "xinbei", "2025", "1302")},
        ),
        (OF_A_TITLE, {("hitech-firms", "wujin", "2026", "y2026", "at_least", "1700")}, set()),
        (ONE_A_ROW, {("hitech-firms", "wujin", "2026", "y2026", "at_least", "1700")}, set()),
        (
            TWO_A_ROW,
            {("hitech-firms", "wujin", "2025", "y2025", "at_least", "1700")},
            {("hitech-firms", "wujin", "2025", "1460")},
        ),
        (
            ANNUAL,
            {("gdp", "wujin", "2025", "y2025", "at_least", "2500")},
            {("gdp", "wujin", "2025-01..09", "1800.5")},
        ),
        (
            OF_A_PLAN,
            {("hitech-firms", "changzhou", "2030", "15fyp", "at_least", "9000")},
            {("hitech-firms", "changzhou", "2025", "6100")},
        ),
    ],
    ids=["beside", "of a title", "one a row", "two a row", "of the year", "of a plan"],
)
def test_a_goal_whose_region_year_and_indicator_are_stated_is_proposed_as_a_goal(rows, expected, happened, reading):
    found = reading(*rows)
    assert goals(found) == expected
    assert figures(found) == happened
    assert open_questions(found) == []
    assert "goal-read" in {problem.kind for problem in found.problems}


def test_words_at_the_number_say_which_kind_of_goal_it_is_and_how_binding(reading):
    found = reading(*IN_WORDS)
    (firms, growth) = (entry.given for entry in found.draft.entries if entry.table == TARGETS.name)
    assert (firms["comparator"], firms["amount"], firms["firmness"]) == ("at_least", "6500", "striving")
    assert "qualifier" not in firms
    assert (growth["indicator"], growth["amount"], growth["qualifier"]) == ("gdp-growth", "5", "about")
    (plan,) = (entry.given for entry in reading(*OF_A_PLAN).draft.entries if entry.table == TARGETS.name)
    assert plan["firmness"] == "binding"


@pytest.mark.parametrize("words", ["完成省下达任务", "再上新台阶", "另行通知"])
def test_words_without_a_number_are_left_out_and_said_and_keep_nothing_else_from_being_read(words, reading):
    found = reading(("指标", "单位", "2025年完成", "2026年目标"), ("地区生产总值", "亿元", 11000, words))
    assert goals(found) == set()
    assert figures(found) == {("gdp", "changzhou", "2025", "11000")}
    assert open_questions(found) == []
    assert "goal-left-out" in {problem.kind for problem in found.problems}


def test_a_goal_whose_year_only_its_neighbour_says_is_asked(reading):
    rows = (("高新技术企业数",), ("地区", "2024年（家）", "目标（家）"), ("武进区", 1300, 1500))
    found = reading(*rows)
    (question,) = (problem for problem in found.problems if problem.is_question)
    assert question.kind == "ask-due"
    assert goals(found) == set()
    answered = reading(*rows, answers={question.question: "2025"})
    assert goals(answered) == {("hitech-firms", "wujin", "2025", "y2025", "at_least", "1500")}


def test_a_goal_of_a_growth_goes_to_the_indicator_of_the_growth_or_nowhere(reading):
    rows = (
        ("2026年主要预期目标",),
        ("指标", "单位", "目标"),
        ("地区生产总值增速", "%", 5),
        ("一般公共预算收入增长", "%", 3),
    )
    assert {goal[0] for goal in goals(reading(*rows))} == {"gdp-growth", "revenue-growth"}


def test_shares_typed_as_parts_of_one_are_asked_of_goals_too(reading):
    rows = (("指标", "单位", "2026年目标"), ("研发投入强度", "%", 0.0365))
    assert "ask-fraction" in open_questions(reading(*rows))
