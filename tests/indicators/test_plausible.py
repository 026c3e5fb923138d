"""What is asked of numbers that are odd beside what is known: of figures, and of goals alike."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from indicators.problems import Place
from indicators.proposals.minutes import line_as_json
from indicators.proposals.preview import preview
from indicators.proposals.proposal import Places, Proposal
from indicators.releases.changes import Change
from indicators.tables.rows import rows_of
from tests.builders import observation, target
from tests.indicators.bringing import (
    DISTRICTS,
    QUESTIONS,
    SHARES,
    SIZES,
    asked,
    city,
    grown,
    kinds,
    of_districts,
    published_of,
)
from tests.workbook.books import key

LAST_YEAR = of_districts(2024, SIZES)
AMOUNTS = {
    "ten times": ("1520.3", "16115"),
    "a tenth": ("1520.3", "161.2"),
    "ten thousand times": ("1520.3", "16115000"),
    "ten times a small amount": ("1.2", "12.7"),
    "nothing before": ("0", "5000"),
    "below zero": ("1520.3", "-1611"),
}
RELATIVE = {
    "a share ten times": ("rd", "3.65", "36.5"),
    "a share a tenth": ("rd", "3.65", "0.37"),
    "a growth ten times": ("growth", "5.8", "58"),
    "a low growth ten times": ("growth", "1.9", "19.5"),
    "a rank ten times": ("place", "12", "120"),
}


@pytest.mark.parametrize("year", [2019, 2024])
@pytest.mark.parametrize("case", AMOUNTS)
def test_an_amount_far_from_the_one_earlier_figure_is_asked_however_old_that_is(case, year):
    before, now = AMOUNTS[case]
    assert kinds(city(observation(year, before)), observation(2025, now)) == {"far-from-before"}


@pytest.mark.parametrize("case", RELATIVE)
def test_a_share_growth_or_rank_far_from_the_one_earlier_figure_is_asked(case):
    of, before, now = RELATIVE[case]
    published = city(observation(2024, before, key=key(of)))
    assert kinds(published, observation(2025, now, key=key(of))) == {"far-from-before"}


@pytest.mark.parametrize(
    ("of", "before", "now"),
    [
        ("gdp", "1520.3", "1650.1"),
        ("firms", "1", "4"),
        ("firms", "12", "19"),
        ("rd", "3.2", "3.65"),
        ("growth", "-1.2", "5.8"),
        ("place", "21", "12"),
    ],
)
def test_what_moves_as_such_numbers_move_is_not_asked(of, before, now):
    assert asked(city(observation(2024, before, key=key(of))), observation(2025, now, key=key(of))) == set()


def test_a_column_in_which_all_moved_alike_is_not_asked():
    assert asked(city(*LAST_YEAR), *of_districts(2025, grown(SIZES))) == set()


def test_a_district_that_moves_as_no_other_does_is_asked():
    now = {**grown(SIZES), "jintan": round(SIZES["jintan"] * 1.55, 1)}
    assert asked(city(*LAST_YEAR), *of_districts(2025, now)) == {("far-from-others", 2)}


def test_first_figures_of_which_one_is_another_size_are_asked():
    assert asked(city(), *of_districts(2025, {**SIZES, "xinbei": 20614000})) == {("another-size", 4)}
    shares = {**SHARES, "wujin": "39.2"}
    assert asked(city(), *of_districts(2025, shares, "rd")) == {("another-size", 3)}
    assert asked(city(), *of_districts(2025, SIZES)) == set()


@pytest.mark.parametrize(("before", "is_asked"), [("15", True), ("15.5", False)])
def test_a_fraction_of_what_was_whole_so_far_is_asked(before, is_asked):
    known = {2022: "14", 2023: before, 2024: "16"}
    published = city(*(observation(year, value, key=key("firms")) for year, value in known.items()))
    assert ("not-whole" in kinds(published, observation(2025, "17.46", key=key("firms")))) == is_asked


@pytest.mark.parametrize("pair", [("liyang", "jintan"), ("wujin", "tianning")])
def test_two_districts_that_changed_places_are_asked_even_where_they_are_about_as_large(pair):
    one, other = pair
    now = grown(SIZES)
    now[one], now[other] = now[other], now[one]
    rows = {DISTRICTS.index(name) + 1 for name in pair}
    assert asked(city(*LAST_YEAR), *of_districts(2025, now)) == {("swapped", row) for row in rows}


def test_two_districts_in_a_file_of_their_own_that_changed_places_are_asked():
    now = {"wujin": "1010.7", "zhonglou": "2310.6"}
    assert asked(city(*LAST_YEAR), *of_districts(2025, now)) == {("swapped", 1), ("swapped", 2)}


def test_shares_of_two_districts_that_changed_places_are_asked():
    now = {**SHARES, "wujin": SHARES["tianning"], "tianning": SHARES["wujin"]}
    published = city(*of_districts(2024, {name: round(float(x) - 0.06, 2) for name, x in SHARES.items()}, "rd"))
    assert kinds(published, *of_districts(2025, now, "rd")) == {"swapped"}


@pytest.mark.parametrize("step", [1, -1])
def test_a_column_shifted_by_a_row_is_asked(step):
    moved = [list(grown(SIZES).values())[(at + step) % len(SIZES)] for at in range(len(SIZES))]
    found = asked(city(*LAST_YEAR), *of_districts(2025, dict(zip(DISTRICTS, moved, strict=True))))
    assert found == {("shifted", row) for row in range(1, len(SIZES) + 1)}


@pytest.mark.parametrize(("of", "values"), [("gdp", SIZES), ("rd", SHARES), ("growth", SHARES)])
def test_last_editions_column_under_a_new_year_is_asked(of, values):
    assert kinds(city(*of_districts(2024, values, of)), *of_districts(2025, values, of)) == {"same-as-before"}


def test_last_months_column_of_cumulated_figures_under_a_new_month_is_asked():
    published = city(*of_districts("2025-01..08", SIZES))
    assert kinds(published, *of_districts("2025-01..09", SIZES)) == {"same-as-before"}
    assert asked(published, *of_districts("2025-01..09", grown(SIZES))) == set()


def test_a_part_larger_than_the_whole_and_a_whole_far_from_its_parts_are_asked():
    assert asked(city(observation(2025, "1500")), *of_districts(2025, {"wujin": "2300.1"})) == {("beyond-whole", 1)}
    parts = of_districts(2025, {name: SIZES[name] for name in DISTRICTS[:4]})
    assert asked(city(*parts), observation(2025, "112005")) == {("unlike-parts", 1)}
    assert asked(city(*parts), observation(2025, "9000.5")) == set()


def test_a_figure_and_a_growth_that_contradict_each_other_are_asked_whichever_comes_later():
    before, now = observation(2024, "1520.3"), observation(2025, "2010.3")
    growth = observation(2025, "5.8", key=key("growth"))
    assert kinds(city(before, growth), now) == {"growth-disagrees"}
    assert kinds(city(before, now), growth) == {"growth-disagrees"}
    assert asked(city(before), now, growth) == {("growth-disagrees", 1)}
    assert asked(city(before), observation(2025, "1640.3"), growth) == set()


def test_a_note_explains_and_a_new_definition_is_compared_with_nothing():
    published = city(observation(2024, "1520.3"))
    assert asked(published, observation(2025, "16115", note="含新划入的园区")) == set()
    assert asked(published, observation(2025, "16115", break_reason="新口径")) == set()


def test_a_published_figure_that_becomes_last_years_is_asked():
    published = city(observation(2024, "1520.3"), observation(2025, "1611.5"))
    old = rows_of(published)["observations"]["p1"]
    change = Change("observations", "p1", old, {**old, "value": "1520.3"})
    places = {("observations", "p1"): Place("表", 1, "", {"value": "D"})}
    found = preview(Proposal((change,), 0, (), Places(places)), (), published)
    assert "same-as-before" in {one.kind for one in found.problems}


def test_the_change_of_a_share_is_told_in_points_and_that_of_an_amount_in_per_cent():
    published = city(observation(2024, "3.62", key=key("rd")), observation(2024, "1520.3"))
    old = rows_of(published)["observations"]
    changes = tuple(
        Change("observations", name, old[name], {**old[name], "value": value})
        for name, value in (("p0", "9.8"), ("p1", "2000"))
    )
    places = {("observations", name): Place("表", row, "", {"value": "D"}) for row, name in ((1, "p0"), (2, "p1"))}
    found = preview(Proposal(changes, 0, (), Places(places)), (), published)
    share, amount = sorted(
        (line_as_json(one, found.difference) for one in found.difference.lines), key=lambda x: x["id"]
    )
    assert (share["relative"], share["moved"], share["moved_en"]) == (None, "+6.18 个百分点", "+6.18 percentage points")
    assert amount["relative"] == Decimal("0.315530")
    assert "moved" not in amount
    assert {"变动 +6.18 个百分点", "变动 +31.6%"} <= {
        one.message.zh.rpartition("，")[2] for one in found.problems if one.kind == "big-change"
    }


GOALS = {  # a goal of the city that is plausible, and the figures it is set on
    "reach": (target("at_least", "1900"), ("gdp", {2020: "1400", 2024: "1520.3"})),
    "stay within": (target("at_most", "3.2", key=key("rd")), ("rd", {2024: "3.4"})),
    "a share": (target("at_least", "3.7", key=key("rd")), ("rd", {2024: "3.62"})),
    "a growth": (target("at_least", "5.5", key=key("growth")), ("growth", {2024: "5.9"})),
    "a net increase": (target("net_increase", "450", key=key("firms"), base_period=2020), ("firms", {2020: "900"})),
    "a multiple": (target("multiple", "2", key=key("firms"), base_period=2020), ("firms", {2020: "900"})),
    "growth a year": (target("growth", "6.5", base_period=2020), ("gdp", {2020: "1400", 2024: "1520.3"})),
    "a place": (target("rank_within", "15", key=key("place")), ("place", {2024: "21"})),
    "at a level": (target("hold", "1600"), ("gdp", {2024: "1520.3"})),
    "added in the year": (target("newly_added", "200", key=key("firms")), ("firms", {2024: "1200"})),
    "a flow added in the year": (target("newly_added", "60", key=key("deals")), ("deals", {2024: "55"})),
    "in all since the base": (
        target("cumulative", "300", key=key("deals"), base_period=2020),
        ("deals", {2020: "40", 2024: "62"}),
    ),
    "a range": (target("between", "1600", amount_to="1700"), ("gdp", {2024: "1520.3"})),
}


@pytest.mark.parametrize("case", GOALS)
def test_a_goal_ten_times_what_it_should_be_is_asked_whichever_kind_it_is_of(case):
    goal, (of, values) = GOALS[case]
    published = published_of(of, values)
    assert asked(published, goals=[goal]) == set()
    far = replace(goal, amount=goal.amount * 10, amount_to=goal.amount_to and goal.amount_to * 10)
    assert "far-from-before" in kinds(published, goals=[far])


@pytest.mark.parametrize("factor", ["0.1", "100", "10000"])
def test_a_goal_of_another_size_is_asked(factor):
    goal, (of, values) = GOALS["reach"]
    far = replace(goal, amount=goal.amount * type(goal.amount)(factor))
    assert kinds(published_of(of, values), goals=[far]) == {"far-from-before"}


def test_what_a_goal_strives_for_beyond_and_where_it_starts_are_asked_too():
    goal, (of, values) = GOALS["reach"]
    published = published_of(of, values)
    assert kinds(published, goals=[replace(goal, stretch=goal.amount * 10)]) == {"far-from-before"}
    based = target("at_least", "1900", base_period=2020, base_value="14000")
    assert kinds(published, goals=[based]) == {"far-from-before"}


def test_a_goal_without_any_figure_is_held_against_the_goal_before_it():
    before = target("at_least", "1800", 2024, id="old")
    assert kinds(city(goals=[before]), goals=[target("at_least", "19000", 2025)]) == {"far-from-before"}
    assert asked(city(goals=[before]), goals=[target("at_least", "1900", 2025)]) == set()


def of_goals(values, due=2025):
    return [target("at_least", str(value), due, key=key("gdp", region)) for region, value in values.items()]


def test_goals_of_districts_that_changed_places_or_are_shifted_or_repeated_are_asked():
    published = city(*LAST_YEAR)
    goals = grown(SIZES, 1.08)
    assert asked(published, goals=of_goals(goals)) == set()
    swapped = {**goals, "wujin": goals["tianning"], "tianning": goals["wujin"]}
    assert asked(published, goals=of_goals(swapped)) == {("swapped", 3), ("swapped", 5)}
    turned = [*list(goals.values())[1:], goals["liyang"]]
    assert kinds(published, goals=of_goals(dict(zip(goals, turned, strict=True)))) == {"shifted"}
    before = [replace(one, id=f"old{at}") for at, one in enumerate(of_goals(goals, 2024))]
    assert kinds(city(*LAST_YEAR, goals=before), goals=of_goals(goals)) == {"same-as-before"}


def test_the_goal_of_a_district_beyond_that_of_the_city_and_one_of_another_size_are_asked():
    whole = target("at_least", "2000", 2025, id="whole")
    assert kinds(city(*LAST_YEAR, goals=[whole]), goals=of_goals({"wujin": 2300})) == {"beyond-whole"}
    others = [replace(one, id=f"old{at}") for at, one in enumerate(of_goals({**SIZES, "wujin": 2300}))][:2]
    more = [replace(one, id="old9") for one in of_goals({"xinbei": 2200})]
    assert kinds(city(goals=[*others, *more]), goals=of_goals({"wujin": 23000000})) == {"another-size"}


def test_a_published_goal_that_becomes_ten_times_as_large_is_asked_though_it_has_a_note():
    goal = target("at_least", "1900", id="goal", note="全市目标")
    published = city(observation(2024, "1520.3"), goals=[goal])
    old = rows_of(published)["targets"]["goal"]
    places = {("targets", "goal"): Place("表", 1, "", {"amount": "D"})}

    def found(**new):
        change = Change("targets", "goal", old, {**old, **new})
        return {
            one.kind for one in preview(Proposal((change,), 0, (), Places(places)), (), published).problems
        } & QUESTIONS

    assert found(amount="19000") == {"far-from-before"}
    assert found(amount="1950") == set()
    assert found(amount="19000", note="全市目标; 新口径") == set()
