"""RULES: what each kind of goal means as one number to reach and a side (§1 of the methods)."""

from decimal import Decimal

import pytest

from indicators.goals.targets import RULES, Bar, Comparator, Side, bar
from indicators.model import Kind, Qualifier
from indicators.tables.sheets import said
from tests.builders import target

D = Decimal
ABOUT = D("0.02")


def bar_of(goal, base=None, years=5):
    return bar(goal, Kind.STOCK, None if base is None else D(base), None if years is None else D(years), ABOUT)


@pytest.mark.parametrize(
    ("comparator", "amount", "base", "expected"),
    [
        ("at_least", "4.0", "3.2", Bar(D("4.0"), D("4.0"), None)),
        ("at_most", "8", "10", Bar(D(8), None, D(8))),
        ("net_increase", "450", "3400", Bar(D(3850), D(3850), None)),
        ("multiple", "2", "3400", Bar(D(6800), D(6800), None)),
        ("multiple", "8", "3", Bar(D(24), D(24), None)),
        ("growth", "10", "100", Bar(D("161.051"), D("161.051"), None)),
        ("rank_within", "10", "12", Bar(D(10), None, D(10))),
        ("rank_gain", "2", "35", Bar(D(33), None, D(33))),
        ("hold", "50", "40", Bar(D(50), D(49), D(51))),
        ("newly_added", "20", None, Bar(D(20), D(20), None)),
        ("cumulative", "5000", None, Bar(D(5000), D(5000), None)),
        ("milestone", "1", None, Bar(D(1), D(1), None)),
    ],
)
def test_every_comparator_reduces_to_a_number_and_a_side(comparator, amount, base, expected):
    assert bar_of(target(comparator, amount), base) == expected
    assert expected.side is RULES[Comparator(comparator)].side


def test_every_comparator_has_a_rule_with_words_in_both_languages():
    assert set(RULES) == set(Comparator)
    assert all(rule.words.zh and rule.words.en for rule in RULES.values())


def test_a_kind_of_goal_is_one_row_that_says_it_in_sentences_and_names_it_in_sheets():
    assert set(RULES) == set(Comparator)
    for comparator, rule in RULES.items():
        assert said("comparator", comparator).zh == rule.words.zh
        assert all("{figure}" in text for text in (rule.phrase.zh, rule.phrase.en))


@pytest.mark.parametrize(("low", "high"), [(3, 5), (5, 3)])
def test_between_is_a_band_whichever_end_is_printed_first(low, high):
    band = bar_of(target("between", low, amount_to=high))
    assert (band.low, band.high, band.side) == (3, 5, Side.BOTH)
    assert [band.met_by(D(one)) for one in ("2.9", "3", "4", "5", "5.1")] == [False, True, True, True, False]


def test_about_between_is_about_at_both_ends():
    band = bar_of(target("between", 100, amount_to=200, qualifier=Qualifier.ABOUT))
    assert (band.low, band.high) == (98, 204)


def test_between_with_one_number_only_is_that_number():
    assert bar_of(target("between", 3)) == Bar(D(3), D(3), D(3))


def test_a_goal_of_about_x_may_be_missed_by_the_tolerance():
    goal = bar_of(target("at_least", 100, qualifier=Qualifier.ABOUT))
    assert goal == Bar(D(100), D(98), None)
    assert goal.met_by(D(98))
    assert not goal.met_by(D("97.9"))


def test_about_a_negative_number_widens_the_band_too():
    assert bar_of(target("at_least", -100, qualifier=Qualifier.ABOUT)).low == -102
    assert bar_of(target("hold", -100)) == Bar(D(-100), D(-102), D(-98))


@pytest.mark.parametrize("qualifier", [Qualifier.OVER, Qualifier.UNDER, Qualifier.EXACT])
def test_a_goal_of_over_x_counts_as_x(qualifier):
    assert bar_of(target("at_least", 100, qualifier=qualifier)) == Bar(D(100), D(100), None)


@pytest.mark.parametrize("comparator", [one for one, rule in RULES.items() if rule.needs_base])
def test_a_goal_told_from_its_base_has_no_number_without_one(comparator):
    assert bar_of(target(comparator, 2)) is None


def test_a_base_of_zero_is_a_base():
    assert bar_of(target("net_increase", 5), 0).number == 5
    assert bar_of(target("multiple", 2), 0).number == 0


def test_growth_a_year_has_no_number_without_a_date():
    assert bar_of(target("growth", 10), 100, years=None) is None


def test_growth_of_no_real_number_is_none_and_never_raises():
    assert bar_of(target("growth", -150), 100, years="0.5") is None
    assert bar_of(target("growth", -100), 100, years=-1) is None
    assert bar_of(target("growth", -100), 100, years=0) is None


@pytest.mark.parametrize("comparator", list(Comparator))
def test_a_goal_without_a_number_has_no_bar(comparator):
    assert bar_of(target(comparator, None), 1) is None


@pytest.mark.parametrize("unit", ["1e-12", "1e-4", "1", "1e4", "1e12"])
def test_a_value_within_a_billionth_of_the_bar_is_on_it_in_any_unit(unit):
    unit = D(unit)
    goal = Bar(50 * unit, 50 * unit, None)
    assert goal.met_by(D("49.99999999") * unit)
    assert not goal.met_by(D("49.9999999") * unit)


@pytest.mark.parametrize(
    ("goal", "missing"),
    [
        (target("at_least", 10), {8: 2, 10: 0, 12: -2}),
        (target("at_most", 10), {12: 2, 10: 0, 8: -2}),
        (target("between", 10, amount_to=20), {8: 2, 10: 0, 15: 0, 20: 0, 23: 3}),
        (target("at_least", 100, qualifier=Qualifier.ABOUT), {97: 3, 98: 0, 100: 0, 105: -5}),
        (target("at_least", -10), {-12: 2, -10: 0, -8: -2}),
    ],
)
def test_what_is_missing_is_positive_until_the_goal_is_met(goal, missing):
    assert {value: bar_of(goal).missing(D(value)) for value in missing} == missing


def test_a_two_sided_goal_is_left_again_beyond_its_band():
    band = Bar(D(100), D(98), D(102))
    shares = {value: band.share(D(90), D(value)) for value in (90, 94, 98, 100, 102, 106, 110, 118)}
    assert shares == {90: 0, 94: D("0.5"), 98: 1, 100: 1, 102: 1, 106: D("0.5"), 110: 0, 118: -1}


def test_a_start_that_meets_the_goal_has_no_way_to_cover():
    assert Bar(D(4), D(4), None).share(D(5), D("4.5")) is None
    assert Bar(D(4), D(4), None).share(D(4), D(5)) is None
