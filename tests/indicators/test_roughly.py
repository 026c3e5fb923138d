"""What is asked of a first number, of which only something like it is known."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.builders import observation, target
from tests.indicators.bringing import (
    asked,
    city,
    kinds,
    of_districts,
    published_of,
)
from tests.workbook.books import key

ROUGHLY = {  # what little is known of a first goal of the district, as figures and goals, and the goal that it allows
    "half a year of it": ([observation("2024H1", "80.5", key=key("deals", "wujin"))], [], "deals", "170"),
    "one month of it": ([observation("2024-03", "15.1", key=key("deals", "wujin"))], [], "deals", "150"),
    "a goal of a later year": ([], [target("at_least", "210", 2030, key=key("deals", "wujin"))], "deals", "150"),
    "a goal in all": (
        [],
        [target("cumulative", "750", 2025, base_period=2020, key=key("deals", "wujin"))],
        "deals",
        "140",
    ),
    "other districts in other years": (
        of_districts(2022, {"liyang": 145, "xinbei": 180, "zhonglou": 98}, "firms"),
        [],
        "firms",
        "130",
    ),
    "the growth of the whole": ([], [target("at_least", "5", 2026, key=key("growth"))], "growth", "6"),
}


@pytest.mark.parametrize("factor", [10, "0.1"])
@pytest.mark.parametrize("case", ROUGHLY)
def test_a_first_goal_is_held_against_what_is_roughly_known(case, factor):
    figures, goals, of, number = ROUGHLY[case]
    published = city(*figures, goals=[replace(one, id=f"old{at}") for at, one in enumerate(goals)])
    goal = target("at_least", number, 2025, key=key(of, "wujin"))
    assert asked(published, goals=[goal]) == set()
    far = replace(goal, amount=goal.amount * Decimal(factor))
    assert kinds(published, goals=[far]) & {"far-from-before", "another-size"}


def test_a_first_figure_is_held_against_the_other_regions_in_other_years_and_against_part_of_a_year():
    beside = of_districts(2023, {"liyang": 145, "xinbei": 180, "zhonglou": 98}, "firms")
    months = [observation("2024H1", "80.5", key=key("deals", "wujin"))]
    for of, known, value, far in (("firms", beside, "130", "1300"), ("deals", months, "170", "17")):
        assert asked(city(*known), observation(2024, value, key=key(of, "wujin"))) == set()
        assert kinds(city(*known), observation(2024, far, key=key(of, "wujin"))) & {"another-size", "far-from-before"}


def test_a_part_is_held_against_the_whole_of_another_year_and_a_whole_against_its_parts():
    whole, part = observation(2023, "7000", key=key("gdp")), of_districts(2023, {"wujin": "2169.5"})
    assert asked(city(whole), *of_districts(2025, {"xinbei": "7900"})) == set()
    assert kinds(city(whole), *of_districts(2025, {"xinbei": "20614"})) == {"beyond-whole"}
    assert asked(city(*part), observation(2025, "10800")) == set()
    assert kinds(city(*part), observation(2025, "780")) == {"below-part"}
    goal = target("at_least", "780", 2025)
    assert kinds(city(*part), goals=[goal]) == {"below-part"}


@pytest.mark.parametrize(("number", "found"), [("450", set()), ("4500", {"far-from-before"}), ("45", None)])
def test_a_net_increase_is_held_against_the_increases_of_the_years_before(number, found):
    published = published_of("firms", {2021: "2915", 2022: "3680", 2023: "4540"})
    goal = target("net_increase", number, 2024, key=key("firms"), base_period=2023)
    assert kinds(published, goals=[goal]) - {"unlike-increases"} == (found or set())
    assert ("unlike-increases" in kinds(published, goals=[goal])) == (number != "450")


def test_small_amounts_with_decimals_are_no_counts_of_a_few():
    published = city(observation(2024, "3.7", key=key("deals")))
    assert asked(published, observation(2025, "5.9", key=key("deals"))) == set()
    assert kinds(published, observation(2025, "0.4", key=key("deals"))) == {"far-from-before"}
