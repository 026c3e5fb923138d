"""Seasons, ends and edges: the rest of where an indicator stands, §2 and §4 of the methods."""

from decimal import Decimal

import pytest

from indicators.goals.arithmetic import power, rounded
from indicators.goals.methods import WORDS, Verdict
from indicators.goals.progress import Reason, reading, seasonal_share
from indicators.model import Citation, Confidence, Direction, Kind, Qualifier, Status
from indicators.views.scoreboard import needs_attention
from indicators.words.phrases import counted
from tests.builders import KEY, indicator, observation, period, stands, table, target, verdict

D = Decimal
LOWER = indicator(direction=Direction.LOWER)
FLOW = indicator(Kind.FLOW)
RATIO = indicator(Kind.RATIO)
RANK = indicator(Kind.RANK, Direction.LOWER)
SEASON = dict.fromkeys(range(2020, 2025), 100) | {f"{year}H1": 30 for year in range(2020, 2025)}


def near(value, expected, digits):
    return round(value, digits) == D(expected)


def test_four_years_of_months_are_no_season():
    values = {when: value for when, value in SEASON.items() if str(when)[:4] != "2020"}
    assert stands(target("newly_added", 100, 2025), values | {"2025H1": 30}, "2025-06", FLOW).expected == D("0.5")
    assert seasonal_share(table(values), KEY, period("2025H1")) is None


def test_a_season_knows_no_forecast_and_no_year_of_zero():
    figures = table(SEASON | {2020: 0})
    assert seasonal_share(figures, KEY, period("2025H1")) is None
    forecast = observation("2019H1", 90, status=Status.FORECAST)
    assert seasonal_share(table(SEASON | {2019: 100}, forecast), KEY, period("2025H1")) == D("0.3")


def test_a_sum_of_whole_years_has_no_season():
    values = dict.fromkeys(range(2010, 2023), 20)
    assert stands(target("newly_added", 100, "2021..2025"), values, 2022, FLOW).expected == D("0.4")


# --- §2: the arithmetic of pace


def test_the_whole_arithmetic_of_a_goal():
    standing = stands(target("at_least", 200), {2020: 100, 2023: 150}, 2023)
    assert (standing.covered, standing.expected, standing.lag) == (D("0.5"), D("0.6"), 10)
    assert (standing.gap, standing.years_left, standing.needed) == (50, 2, 25)
    assert near(standing.needed_growth, "0.1547", 4)
    assert near(standing.pace, "16.6667", 4)
    assert standing.lands == 2026
    assert near(standing.lands_compound, "2025.1285", 4)
    assert standing.completion == D("0.75")


def test_where_lower_is_better_the_same_holds_downwards():
    standing = stands(target("at_most", 100), {2020: 200, 2023: 150}, 2023, LOWER)
    assert (standing.covered, standing.gap, standing.needed, standing.lands) == (D("0.5"), 50, -25, 2026)
    assert near(standing.needed_growth, "-0.1835", 4)
    assert near(standing.completion, "0.6667", 4)


def test_nothing_is_needed_of_a_goal_that_is_met_or_due():
    for values in ({2020: 1, 2023: 12}, {2020: 1, 2025: 8}, {2020: 1, 2025: 12}):
        standing = stands(target("at_least", 10), values)
        assert (standing.needed, standing.needed_growth) == (None, None)


def test_no_landing_where_the_trend_is_away_or_flat():
    for now in (90, 100):
        standing = stands(target("at_least", 200), {2020: 100, 2023: now}, 2023)
        assert (standing.lands, standing.lands_compound) == (None, None)


def test_milestones_bend_the_path():
    goal = target("at_least", 200, milestones=((period(2022), D(180)), (period(2021), D(110))))
    shares = {year: stands(goal, {2020: 100, year: 150}, year).expected for year in (2021, 2022, 2023)}
    assert near(shares[2021], "0.1", 9)
    assert near(shares[2022], "0.8", 9)
    assert near(shares[2023], "0.866666667", 9)


def test_milestones_outside_the_way_are_passed_over():
    goal = target("at_least", 200, milestones=((period(2019), D(180)), (period(2026), D(110))))
    assert stands(goal, {2020: 100, 2023: 150}, 2023).expected == D("0.6")


def test_a_milestone_without_a_number_has_no_bar_and_one_with_a_number_is_done_or_not():
    assert stands(target("milestone", None), {2023: 1}).reason is Reason.NO_NUMBER
    goal = target("milestone", 1)
    open_ = stands(goal, {2021: 0, 2023: 0}, 2023)
    assert (open_.covered, open_.expected, open_.reason) == (None, None, Reason.UNDEFINED)
    assert [verdict(goal, {2021: 0, 2023: done}, 2023) for done in (0, 1)] == ["no_data", "achieved"]
    assert verdict(goal, {2021: 0, 2025: 0}) == "missed"


def test_the_trend_of_a_goal_that_is_met_can_still_be_away():
    assert stands(target("at_least", 4), {2020: 3, 2022: 5, 2023: "4.5"}, 2023).trend_is_away
    assert not stands(target("at_least", 4), {2020: 3, 2022: 5, 2023: 5}, 2023).trend_is_away
    assert stands(target("at_most", 4), {2020: 6, 2022: 2, 2023: 3}, 2023, LOWER).trend_is_away
    assert stands(target("hold", 100), {2022: 103, 2023: 104}, 2023).trend_is_away
    assert not stands(target("hold", 100), {2022: 99, 2023: 101}, 2023).trend_is_away
    assert not stands(target("hold", 100), {2023: 101}, 2023).trend_is_away


# --- §4: the edges


@pytest.mark.parametrize(
    ("values", "amount", "covered"),
    [({2020: 0, 2023: 4}, 10, "0.4"), ({2020: -10, 2023: -6}, 0, "0.4"), ({2020: -2, 2023: 2}, 8, "0.4")],
)
def test_pace_is_defined_at_a_base_of_zero_a_goal_of_zero_and_mixed_signs(values, amount, covered):
    assert stands(target("at_least", amount), values, 2023).covered == D(covered)


def test_a_final_figure_is_not_changed_by_later_ones():
    goal = target("at_least", 10, 2022)
    assert stands(goal, {2020: 1, 2022: 9}, 2025) == stands(goal, {2020: 1, 2022: 9, 2023: 12, 2025: 99}, 2025)


def test_a_due_goal_without_its_last_figure_is_held_against_the_path_of_the_one_before():
    standing = stands(target("at_least", 200), {2020: 100, 2024: 180}, 2025)
    assert (standing.awaits_final, standing.is_final, standing.expected, standing.lag) == (True, False, D("0.8"), 0)
    assert not stands(target("at_least", 200), {2020: 100, 2024: 180}, 2024).awaits_final


def test_a_goal_over_several_years_is_final_with_the_figure_of_the_last():
    goal = target("growth", 10, "2021..2025", base_period=2020)
    standing = stands(goal, {2020: 100, 2024: 150, 2025: 162}, 2025)
    assert (standing.bar.number, standing.is_final, standing.is_met) == (D("161.051"), True, True)


def test_the_last_quarter_is_known_at_the_end_of_the_year():
    standing = stands(target("at_least", 10, "2025Q4"), {"2025Q1": 4, "2025Q4": 12}, on=2025)
    assert (standing.value.value, standing.is_final) == (12, True)


def test_a_goal_of_about_x_is_met_within_the_tolerance_and_nothing_is_missing_then():
    goal = target("at_least", 100, qualifier=Qualifier.ABOUT)
    near_it, short = stands(goal, {2020: 50, 2025: 98}), stands(goal, {2020: 50, 2025: 97})
    assert (near_it.is_met, near_it.gap) == (True, 0)
    assert (short.is_met, short.gap) == (False, 3)


@pytest.mark.parametrize("kind", [Kind.RATIO, Kind.RANK])
def test_ratios_and_ranks_have_no_compound_pace(kind):
    standing = stands(target("at_least", 50), {2020: 40, 2023: 45}, 2023, indicator(kind))
    assert standing.needed == D("2.5")
    assert (standing.needed_growth, standing.lands_compound) == (None, None)


def test_a_running_sum_has_no_compound_pace():
    standing = stands(target("cumulative", 100, "2021..2025"), {2021: 10, 2022: 20}, 2022, FLOW)
    assert (standing.needed, standing.needed_growth, standing.lands_compound) == (D(70) / 3, None, None)


def test_two_goals_of_different_plans_for_one_period_stand_each_on_its_own():
    values = {2020: 100, 2022: 120, 2025: 190}
    early = stands(target("at_least", 200, id="a", set_in=2020), values)
    late = stands(target("at_least", 180, id="b", set_in=2022), values)
    assert (early.is_met, str(early.base.period)) == (False, "2020")
    assert (late.is_met, str(late.base.period)) == (True, "2022")


def test_a_goal_within_another_is_held_against_its_own_figures_only():
    inner, outer = target("at_least", 1800, id="battery", part_of="parts"), target("at_least", 2800, id="parts")
    values = {2021: 1000, 2023: 1900}
    assert stands(inner, values).is_met
    assert not stands(outer, values).is_met
    assert stands(outer, values).bar.number == 2800


def test_of_two_figures_for_one_period_one_counts():
    press = Citation("press", "", "…", Confidence.PRESS)
    figures = table({2021: 10, 2022: 20}, observation(2022, 25, id="x", citation=press))
    assert stands(target("cumulative", 100, "2021..2025"), figures, of=FLOW).value.value == 30


def test_a_missing_figure_is_not_nothing_done():
    standing = stands(target("at_least", 10), {2025: None})
    assert (standing.value, standing.covered, standing.completion) == (None, None, None)
    assert standing.reason is Reason.NO_OBSERVATION


def test_part_of_a_year_never_joins_whole_years():
    standing = stands(target("at_least", 100), {2023: 90, 2024: 95, "2025-01..09": 75, "2025H1": 50}, 2025, FLOW)
    assert ([one.value for one in standing.history], standing.awaits_final) == ([90, 95], True)


def test_the_first_nine_months_are_held_against_the_first_nine_months():
    goal = target("at_least", 100, "2025-01..09")
    standing = stands(goal, {"2024-01..09": 80, "2024-01..08": 70, "2025-01..07": 60, 2024: 120}, 2025, FLOW)
    assert [one.value for one in standing.history] == [80]


def test_a_goal_without_a_date_covers_its_way_but_has_no_path():
    standing = stands(target("at_least", 200, None), {2020: 100, 2023: 150}, 2023)
    assert (standing.covered, standing.expected, standing.lag) == (D("0.5"), None, None)
    assert (standing.reason, standing.is_final, standing.awaits_final) == (Reason.NO_DUE, False, False)


def test_growth_without_a_date_has_no_number():
    assert stands(target("growth", 10, None), {2020: 100, 2023: 150}).reason is Reason.NO_DUE


def test_additions_without_a_date_are_read_by_the_year_and_sums_since_their_base():
    assert stands(target("newly_added", 20, None), {2022: 15, 2023: 25}, of=FLOW).is_met
    assert stands(target("cumulative", 30, None), {2022: 15, 2023: 25}, of=FLOW).reason is Reason.NO_OBSERVATION
    since = stands(target("cumulative", 30, None, base_period=2021), {2022: 15, 2023: 25}, of=FLOW)
    assert (since.value.value, since.is_met) == (40, True)


def test_the_reason_is_told_only_where_there_is_no_light():
    assert stands(target("at_least", 10, None), {2020: 5, 2024: 12}).reason is None
    assert stands(target("at_least", 10), {2025: 8}).reason is None
    assert stands(target("at_least", 10), {2020: 8}, 2021).reason is Reason.ONLY_BASE


@pytest.mark.parametrize(
    ("amount", "value", "completion"),
    [(10, 5, "0.5"), (10, 0, "0"), (0, 5, None), (-10, -20, None), (-10, 5, None), (10, -5, None)],
)
def test_completion_is_told_only_where_it_is_a_share(amount, value, completion):
    found = stands(target("at_least", amount), {2020: -50, 2023: value}, 2023).completion
    assert found == (None if completion is None else D(completion))


def test_completion_within_a_band_is_whole_and_falls_on_both_sides():
    goal = target("between", 100, amount_to=200)
    shares = [stands(goal, {2020: 1, 2023: value}, 2023).completion for value in (50, 100, 150, 200, 400)]
    assert shares == [D("0.5"), 1, 1, 1, D("0.5")]


def test_a_reading_needs_a_value():
    with pytest.raises(ValueError, match="o2020 has no value"):
        reading(observation(2020, None))


@pytest.mark.parametrize(
    ("value", "expected"),
    [("0.12345678949", "0.123456789"), ("1e25", "1e25"), ("-1e18", "-1e18"), ("9.9999999999e17", "9.9999999999e17"),
     ("1e-30", "0"), ("0e40", "0")],
)  # fmt: skip
def test_rounding_is_to_a_billionth_and_never_raises(value, expected):
    assert rounded(D(value)) == D(expected)


def test_a_power_that_is_no_number_is_none():
    assert [power(D(a), D(b)) for a, b in ((-2, "0.5"), (0, 0), (0, -1), ("1e9", "1e9"))] == [None] * 4
    assert power(D(2), D(10)) == 1024


@pytest.mark.parametrize("light", Verdict)
def test_every_light_but_reached_and_on_pace_needs_attention_and_nothing_without_a_light_does(light):
    assert needs_attention(light) == (light.is_settled and light not in {Verdict.ACHIEVED, Verdict.ON_PACE})


@pytest.mark.parametrize("light", Verdict)
def test_every_verdict_is_counted_by_its_own_words_or_as_what_figures_are_wanting_for(light):
    text = counted({light: 3})
    wants_figures = light in {Verdict.NOT_BEGUN, Verdict.STALE, Verdict.NO_DATA}
    assert ("暂缺数据" in text.zh, "want of figures" in text.en) == (wants_figures, wants_figures)
    assert wants_figures or (WORDS[light].zh.removeprefix("按") in text.zh and text.en.startswith("3 "))
