"""Numbers and sentences as an official would write them."""

from decimal import Decimal

import pytest

from indicators.model import Direction, Kind, Qualifier, Unit
from indicators.periods import Period
from indicators.words import cards, wording
from tests.builders import assessed, indicator, observation, table, target

D = Decimal
YUAN = indicator(unit=Unit("元", "yuan"), decimals=0)
FIRMS = indicator(unit=Unit("家", "firms"), decimals=0)
AMOUNT = indicator(unit=Unit("亿元", "100 million yuan"), decimals=1)
SHARE = indicator(Kind.RATIO, decimals=2)
RANK = indicator(Kind.RANK, Direction.LOWER, unit=Unit("位", "places"), decimals=0)


@pytest.mark.parametrize(
    ("value", "of", "qualifier", "words"),
    [
        ("8807.58", AMOUNT, Qualifier.EXACT, "8,807.6 亿元"),
        ("9550", AMOUNT, Qualifier.EXACT, "9,550 亿元"),
        ("165724", YUAN, Qualifier.EXACT, "16.57 万元"),
        ("5400", FIRMS, Qualifier.OVER, "超 5,400 家"),
        ("3.7", SHARE, Qualifier.EXACT, "3.70%"),
        ("3.7", SHARE, Qualifier.ABOUT, "约 3.7%"),
        ("3.70", SHARE, Qualifier.ABOUT, "约 3.70%"),
        ("60", SHARE, Qualifier.OVER, "超 60%"),
        ("21", RANK, Qualifier.EXACT, "第 21 位"),
        ("50", RANK, Qualifier.UNDER, "前 50 位"),
        ("-0.04", AMOUNT, Qualifier.EXACT, "0 亿元"),
        ("-0.001", SHARE, Qualifier.EXACT, "0.00%"),
    ],
)
def test_an_amount_carries_comparator_number_and_unit(value, of, qualifier, words):
    assert wording.amount(D(value), of, qualifier) == words


@pytest.mark.parametrize(
    ("now", "before", "of", "words"),
    [
        ("3.28", "3.12", SHARE, "↑ 0.16 个百分点"),
        ("110", "100", AMOUNT, "↑ 10%"),
        ("90", "100", AMOUNT, "↓ 10%"),
        ("100", "100", AMOUNT, "持平"),
        ("21", "23", RANK, "进 2 位"),
        ("23", "21", RANK, "退 2 位"),
        ("5", "-5", AMOUNT, "↑ 10 亿元"),
    ],
)
def test_changes_of_shares_are_points_of_amounts_percent_of_ranks_places(now, before, of, words):
    assert wording.change(D(now), D(before), of) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2024", "2024年"),
        ("2023H1", "2023年上半年"),
        ("2025Q3", "2025年三季度"),
        ("2024-05", "2024年5月"),
        ("2017-01..09", "2017年1—9月"),
        ("2016..2020", "2016—2020年"),
    ],
)
def test_periods_are_told_in_chinese(text, words):
    assert wording.period(Period.parse(text)) == words


def test_a_number_shows_on_which_side_of_the_goal_it_lies():
    assert wording.number(D("92.96"), indicator(Kind.RATIO, decimals=1), beside=D("93.0")) == "92.96"


def test_a_lag_is_told_in_points():
    assert wording.lag(D("10")) == "落后 10 个百分点"
    assert wording.lag(D("-3.25")) == "快 3.3 个百分点"
    assert wording.lag(D("0")) == "与序时同步"
    assert wording.lag(D("0.01")) == "落后 0.01 个百分点"
    assert wording.lag(None) == "—"


@pytest.mark.parametrize(
    ("comparator", "amount", "fields", "words"),
    [
        ("at_least", 150, {"qualifier": Qualifier.OVER}, "超过 150 家"),
        ("net_increase", 450, {}, "净增 450 家"),
        ("multiple", 2, {}, "倍增"),
        ("multiple", 4, {}, "达到基期的 4 倍"),
        ("at_most", 30, {}, "控制在 30 家以内"),
        ("hold", 43, {}, "稳定在 43 家左右"),
        ("rank_gain", 2, {}, "前进 2 位"),
        ("rank_within", 20, {}, "进入前 20 位"),
        ("growth", 8, {}, "年均增长 8%"),
        ("between", 5, {"amount_to": 8}, "5 家至 8 家"),
        ("newly_added", 20, {"qualifier": Qualifier.OVER}, "当年新增 20 家以上"),
        ("milestone", None, {}, "节点性目标"),
    ],
)
def test_a_goal_is_told_as_plans_print_it(comparator, amount, fields, words):
    assert wording.goal(target(comparator, amount, **fields), FIRMS) == words


def test_what_is_left_is_told_and_what_is_over_too():
    goal = target("at_least", "3.2", base_period=2020)
    assert wording.remaining(assessed(goal, {2020: "2.4", 2023: "2.8"}, 2023, SHARE)) == "相差 0.4 个百分点"
    assert wording.remaining(assessed(goal, {2020: "2.4", 2023: "3.3"}, 2023, SHARE)) == "超出 0.1 个百分点"
    assert wording.remaining(assessed(goal, {2020: "2.4", 2023: "3.2"}, 2023, SHARE)) == "恰好达到"
    assert wording.remaining(assessed(goal, {}, 2023, SHARE)) == "暂缺可对照的数据"


@pytest.mark.parametrize(
    ("qualifier", "value", "words"),
    [
        (Qualifier.OVER, 100, "相差不到 50 家"),
        (Qualifier.UNDER, 100, "相差 50 家以上"),
        (Qualifier.ABOUT, 100, "相差约 50 家"),
        (Qualifier.OVER, 200, "超出 50 家以上"),
    ],
)
def test_what_is_left_is_told_no_more_exactly_than_the_figure_allows(qualifier, value, words):
    figures = table({2020: 50}, observation(2023, value, qualifier=qualifier))
    assert wording.remaining(assessed(target("at_least", 150), figures, 2023, FIRMS)) == words


def test_where_one_year_is_left_nothing_is_told_of_an_average():
    goal = target("at_least", "3.2", base_period=2020)
    assert wording.pace_needed(assessed(goal, {2020: "2.4", 2023: "2.8"}, 2023, SHARE)) == "年均需提高 0.2 个百分点"
    assert wording.pace_needed(assessed(goal, {2020: "2.4", 2024: "2.8"}, 2024, SHARE)) == "到期前需提高 0.4 个百分点"


def test_what_only_about_lets_pass_is_not_said_to_be_reached_exactly():
    goal = target("at_least", "3.00", qualifier=Qualifier.ABOUT)
    assert wording.remaining(assessed(goal, {2020: "2.4", 2023: "2.995"}, 2023, SHARE)) == "在允许范围内"
    about = table({2020: "2.4"}, observation(2023, "3.00", qualifier=Qualifier.ABOUT))
    assert wording.remaining(assessed(target("at_least", "3.00"), about, 2023, SHARE)) == "与目标相当，待核"


def test_the_method_card_fills_in_the_numbers_and_names_the_years():
    goal = target("at_least", "3.2", base_period=2020)
    card = "\n".join(cards.method_card(assessed(goal, {2020: "2.4", 2023: "2.8"}, 2023, SHARE)))
    assert "(2.80－2.40)÷(3.20－2.40)＝50%" in card
    assert "序时进度 60%，落后 10 个百分点" in card
    assert "2020年" in card
    assert "2023年" in card


def test_a_rank_is_told_with_its_change():
    assert wording.ranked(3, 7, 1) == "第 3/7 位，较上年进 1 位"
    assert wording.ranked(3, 7, None) == "第 3/7 位"
    assert wording.ranked(None, 0, None) == ""
