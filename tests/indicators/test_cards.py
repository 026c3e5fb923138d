"""The card behind a light tells the goal, the figure and how sure it is, why this light, and what would change it."""

import pytest

from indicators.goals.methods import METHODS
from indicators.goals.targets import Plan
from indicators.model import Direction, Kind, Qualifier, Status, Text, Unit
from indicators.periods import Period
from indicators.views import scoreboard
from indicators.words import cards
from tests.builders import assessed, indicator, observation, table, target

SHARE = indicator(Kind.RATIO, decimals=2)
FIRMS = indicator(Kind.STOCK, unit=Unit("家", "firms"))


def card(*arguments, **named):
    return cards.method_card(assessed(*arguments, **named))


def line(lines, first):
    return next(one for one in lines if one.startswith(first))


def test_before_the_due_year_the_card_says_which_figure_will_decide_for_good():
    lines = card(target("at_least", 150), {2020: 50, 2023: 90}, 2023, FIRMS)
    assert line(lines, "何时会变") == "何时会变：每有新一期数据即更新，2025年数据公布后为终期判定"
    assert "落后" in line(lines, "为何")


def test_after_the_due_year_the_card_says_that_the_final_figure_is_awaited():
    lines = card(target("at_least", 150), {2020: 50, 2024: 140}, 2025, FIRMS)
    assert line(lines, "何时会变") == "何时会变：2025年数据公布后为终期判定"
    assert line(lines, "待终期数据")


@pytest.mark.parametrize(("value", "why"), [(150, "目标期的数据达到目标"), (140, "目标期的数据没有达到目标")])
def test_a_final_verdict_says_that_nothing_changes_it_any_more(value, why):
    lines = card(target("at_least", 150), {2020: 50, 2025: value}, 2026, FIRMS)
    assert line(lines, "为何").endswith(why)
    assert line(lines, "何时会变") == "何时会变：终期判定，以后的数据不再改变"


def test_an_estimate_of_the_due_year_says_that_the_counted_figure_will_decide():
    figures = table({2020: 50}, observation(2025, 160, status=Status.ESTIMATE))
    lines = card(target("at_least", 150), figures, 2025, FIRMS)
    assert "预计数" in line(lines, "数据")
    assert line(lines, "为何").endswith("目标期只有预计数，不作判定")
    assert line(lines, "何时会变") == "何时会变：2025年正式数公布后为终期判定"


@pytest.mark.parametrize(
    ("value", "qualifier", "of", "words"),
    [
        ("100", Qualifier.OVER, FIRMS, "实际在 100 至 120 家之间"),
        ("3.00", Qualifier.ABOUT, SHARE, "实际在 2.995 至 3.005%之间"),
        ("80", Qualifier.UNDER, FIRMS, "实际在 70 至 80 家之间"),
        ("100", Qualifier.AT_LEAST, FIRMS, "不低于 100 家（正式数）"),
    ],
)
def test_a_figure_that_is_a_bound_says_what_it_may_stand_for(value, qualifier, of, words):
    figures = table({2020: "1"}, observation(2023, value, qualifier=qualifier))
    assert words in line(card(target("at_least", 150), figures, 2023, of), "数据")


def test_a_figure_that_decides_nothing_says_so_and_what_would():
    figures = table({2020: 50}, observation(2025, 8500, qualifier=Qualifier.OVER))
    lines = card(target("at_least", 8550), figures, 2025, FIRMS)
    assert line(lines, "为何").endswith("数据只给出范围，其中两种结论都可能")
    assert line(lines, "何时会变") == "何时会变：取得确数后判定"


def test_what_is_striven_for_beyond_the_goal_stands_beside_it():
    assert "，争取 1,600 " in line(card(target("at_least", 1500, stretch=1600), {2020: 900, 2023: 1200}, 2023), "目标")


def test_a_goal_of_a_year_to_come_shows_the_last_figure_for_comparison_only():
    plan = Plan("y2026", Text("2026年工作", ""), Period.of_year(2026), Period.of_year(2026))
    growth = indicator(Kind.GROWTH)
    lines = card(target("at_least", 5, 2026), {2024: 6}, 2026, growth, plan=plan)
    assert line(lines, "数据").startswith("数据：没有可对照的数，2024年为 ")
    assert line(lines, "何时会变") == "何时会变：2026年数据公布后为终期判定"


def test_a_rank_that_fell_behind_its_base_says_so():
    rank = indicator(Kind.RANK, Direction.LOWER)
    assert "比基期更远离目标" in line(card(target("rank_within", 10), {2020: 20, 2022: 25}, 2022, rank), "为何")


@pytest.mark.parametrize("year", [2021, 2024, 2026])
def test_every_light_of_the_city_tells_the_four_things(dataset, year):
    on = Period.of_year(year)
    for goal in scoreboard.goals(dataset, on):
        for method in METHODS:
            lines = cards.method_card(scoreboard.assessment_of(dataset, goal, on, method))
            heads = [one.split("：")[0][:4] for one in lines]
            assert [heads.count(head) for head in ("目标", "数据", "何时会变")] == [1, 1, 1], goal.id
            assert len([one for one in lines if one.startswith("为何“")]) == 1, goal.id
