"""Where an indicator stands on the way to a goal: §1, §2, §4 and the worked cases of the methods."""

from decimal import Decimal

import pytest

from indicators.arithmetic import power, rounded
from indicators.model import Citation, Confidence, Direction, Kind, Qualifier, Status
from indicators.progress import Reason, reading, seasonal_share
from tests.builders import KEY, indicator, observation, period, stands, table, target, verdict

D = Decimal
LOWER = indicator(direction=Direction.LOWER)
FLOW = indicator(Kind.FLOW)
RATIO = indicator(Kind.RATIO)
RANK = indicator(Kind.RANK, Direction.LOWER)


def near(value, expected, digits):
    return round(value, digits) == D(expected)


# --- the worked cases of §5 that this module answers (1 and 4 are in test_methods, 7 belongs to the workbook's cells)


def test_case_2_a_compound_path_that_is_late():
    goal = target("at_least", 80, 2030, base_period=2015)
    standing = stands(goal, {2015: 40, 2020: "50.160282442240586"}, 2020)
    assert near(standing.completion, "0.6270035", 7)
    assert near(standing.lands_compound, "2030.3118", 4)
    assert standing.lands_compound > goal.due.end


def test_case_2_read_as_a_sum_from_zero_covers_the_same_share():
    goal = target("cumulative", 80, 2030, base_period=2015)
    assert near(stands(goal, {2020: "50.160282442240586"}, 2020).covered, "0.6270035", 7)


def test_case_3_a_compound_path_that_is_on_time_where_lower_is_better():
    goal = target("at_most", 20000, 2030, base_period=2015)
    standing = stands(goal, {2015: 60000, 2020: "41296.82182183661"}, 2020, LOWER)
    # 2015 + 5 ln(20000/60000) / ln(41296.82…/60000) is 2029.704668; the methods print it to 2029.70465
    assert abs(standing.lands_compound - Decimal("2029.70465")) < Decimal("0.00005")
    assert standing.lands_compound < goal.due.end


def test_case_5_a_running_total_is_never_added_up_again():
    standing = stands(target("cumulative", 18713, base_period=2020), {2021: 5000, 2022: 8000, 2023: 12000})
    assert near(standing.covered, "0.641", 3)
    assert standing.value.value == 12000


def test_case_6_of_the_months_the_latest_counts():
    goal = target("at_most", 8, "2025-03")
    values = {"2025-01": 9, "2025-02": 8, "2025-03": 7}
    standing = stands(goal, values, "2025-03", LOWER)
    assert (standing.value.value, standing.is_met) == (7, True)
    assert verdict(goal, values, "2025-03", LOWER) == "achieved"


def test_case_8_a_gain_of_one_place_from_21_is_20_to_reach_and_lower_is_better():
    standing = stands(target("rank_gain", 1, 2022, base_period=2021), {2021: 21, 2022: 21}, 2022, RANK)
    assert (standing.bar.number, standing.is_met, standing.gap) == (20, False, 1)
    assert stands(target("rank_gain", 1, 2022, base_period=2021), {2021: 21, 2022: 20}, 2022, RANK).is_met


def test_case_9_doubling_3400_is_6800_to_reach():
    assert stands(target("multiple", 2, base_period=2022), {2022: 3400}).bar.number == 6800


@pytest.mark.parametrize(
    ("goal", "values", "of", "covered"),
    [
        (target("at_least", "4.0"), {2020: "3.2", 2023: "3.6"}, RATIO, "0.5"),
        (target("multiple", 2), {2020: "3.2", 2023: 5}, None, "0.5625"),
        (target("rank_within", 5), {2020: 12, 2023: 8}, RANK, "0.5714"),
    ],
)
def test_case_10_the_share_covered_reads_alike_for_every_kind_of_goal(goal, values, of, covered):
    assert near(stands(goal, values, of=of).covered, covered, 4)


# --- §1: the base


def test_the_base_is_the_one_that_the_goal_names():
    goal = target("at_least", 10, base_period=2021, set_in=2022)
    assert stands(goal, {2020: 1, 2021: 2, 2022: 3, 2023: 4}).base == reading(observation(2021, 2))


def test_a_number_printed_with_the_goal_goes_before_the_figure_of_the_table():
    goal = target("multiple", 2, base_period=2021, base_value=5)
    standing = stands(goal, {2021: 7, 2023: 8})
    assert (standing.base.value, standing.base.observations, standing.bar.number) == (5, (), 10)


def test_a_number_printed_without_its_year_is_of_the_last_full_year_when_the_goal_was_set():
    standing = stands(target("net_increase", 2, base_value=5, set_in="2022-03"), {2023: 6})
    assert (str(standing.base.period), standing.bar.number) == ("2021", 7)


def test_else_the_base_is_the_latest_figure_when_the_goal_was_set():
    values = {2019: 1, 2021: 2, 2022: 3, 2023: 4}
    assert str(stands(target("at_least", 10, set_in="2022-02"), values).base.period) == "2021"


def test_else_the_base_is_the_earliest_figure_after():
    assert str(stands(target("at_least", 10, set_in=2019), {2021: 2, 2023: 4}).base.period) == "2021"


def test_a_named_base_that_is_missing_gives_way_to_the_next_rule():
    goal = target("multiple", 2, base_period=2021, set_in=2022)
    assert str(stands(goal, {2020: 1, 2021: None, 2022: 3, 2023: 4}).base.period) == "2022"


def test_a_forecast_is_a_base_only_where_the_goal_names_it():
    figures = table({2021: 2, 2023: 4}, observation(2022, 3, status=Status.FORECAST))
    assert str(stands(target("at_least", 9, base_period=2022), figures).base.period) == "2022"
    assert str(stands(target("at_least", 9, set_in=2022), figures).base.period) == "2021"


def test_a_forecast_is_never_what_happened():
    figures = table({2021: 2}, observation(2025, 10, status=Status.FORECAST))
    standing = stands(target("at_least", 9), figures)
    assert (standing.value.value, standing.is_met, standing.is_final) == (2, False, False)


def test_the_figure_to_be_judged_is_not_its_own_base():
    standing = stands(target("net_increase", 5, 2022), {2022: 100}, 2022)
    assert (standing.base, standing.bar, standing.reason) == (None, None, Reason.NO_BASE)


def test_what_is_known_later_is_no_base_yet():
    standing = stands(target("at_least", 9, base_period=2022), {2020: 1, 2022: 3}, on=2021)
    assert str(standing.base.period) == "2020"


def test_a_figure_older_than_the_base_is_not_where_things_stand():
    standing = stands(target("multiple", 2, base_period=2022, base_value=3400), {2020: 2500, 2021: 2916})
    assert (standing.value, standing.reason) == (standing.base, Reason.ONLY_BASE)
    assert standing.needed == D(3400) / 3


# --- §1: sums since a start


def test_what_is_newly_added_in_a_year_counts_from_zero():
    standing = stands(target("newly_added", 20, 2024), {2023: 50, 2024: 15, 2025: 90}, 2025, FLOW)
    assert (standing.base.value, standing.value.value, standing.covered) == (0, 15, D("0.75"))
    assert (str(standing.base.period), standing.is_final, standing.is_met) == ("2023", True, False)


def test_what_is_newly_added_to_a_stock_is_its_rise_never_its_level():
    goal = target("newly_added", 450, 2022)
    standing = stands(goal, {2021: 2916, 2022: 3400}, 2022)
    assert (standing.value.value, standing.is_met) == (484, True)
    assert standing.value.observations == ("o2021", "o2022")
    assert stands(goal, {2022: 3400}, 2022).reason is Reason.NO_OBSERVATION


def test_a_sum_over_several_years_adds_a_flow():
    standing = stands(target("cumulative", 100, "2021..2025"), {2020: 90, 2021: 10, 2022: 20, 2023: 30}, 2023, FLOW)
    assert ([one.value for one in standing.history], standing.covered) == ([10, 30, 60], D("0.6"))
    assert (standing.expected, standing.is_final) == (D("0.6"), False)
    assert standing.value.observations == ("o2021", "o2022", "o2023")


def test_a_sum_since_a_named_base_needs_no_period_of_several_years():
    goal = target("cumulative", 100, 2025, base_period=2020)
    values = {2020: 90, 2021: 10, 2022: 20, 2023: 30, 2024: 20, 2025: 20}
    standing = stands(goal, values, 2025, FLOW)
    assert (standing.value.value, standing.is_final, standing.is_met) == (100, True, True)


def test_a_sum_without_a_base_counts_since_the_goal_was_set():
    standing = stands(target("cumulative", 100, 2025, set_in="2022-03"), {2021: 9, 2022: 20, 2023: 30}, 2023, FLOW)
    assert (str(standing.base.period), standing.value.value) == ("2021", 50)


def test_a_year_of_nothing_is_added_and_a_year_without_a_figure_ends_the_sum():
    goal = target("cumulative", 100, "2021..2025")
    assert stands(goal, {2021: 10, 2022: 0, 2023: 30}, of=FLOW).value.value == 40
    broken = stands(goal, {2021: 10, 2023: 30, 2024: 40, 2025: 50}, of=FLOW)
    assert (broken.value.value, broken.is_final, broken.awaits_final) == (10, False, True)


def test_a_sum_that_is_printed_goes_before_ours_and_ours_goes_on_from_it():
    goal = target("cumulative", 100, "2021..2025")
    values = {2021: 10, 2023: 30, "2021..2023": 70, 2024: 15}
    standing = stands(goal, values, of=FLOW)
    assert [(str(one.period), one.value) for one in standing.history] == [
        ("2021", 10),
        ("2021..2023", 70),
        ("2024", 85),
    ]
    final = stands(goal, {"2021..2025": 120}, of=FLOW)
    assert (final.value.value, final.is_final, final.is_met) == (120, True, True)


def test_a_forecast_is_not_added():
    figures = table({2021: 10}, observation(2022, 20, status=Status.FORECAST))
    assert stands(target("cumulative", 100, "2021..2025"), figures, of=FLOW).value.value == 10


def test_the_qualifier_of_a_sum_is_the_loosest_of_its_parts():
    figures = table({2021: 10, 2023: 5}, observation(2022, 20, qualifier=Qualifier.ABOUT))
    assert stands(target("cumulative", 100, "2021..2025"), figures, of=FLOW).value.qualifier is Qualifier.ABOUT


def test_the_first_months_count_while_the_year_has_no_figure():
    goal = target("newly_added", 100, 2025)
    part = stands(goal, {2024: 80, "2025-01": 5, "2025Q1": 20, "2025H1": 60, "2025Q2": 40}, "2025-06", FLOW)
    assert ([one.value for one in part.history], part.expected) == ([5, 20, 60], D("0.5"))
    whole = stands(goal, {"2025H1": 60, 2025: 90}, 2025, FLOW)
    assert ([one.value for one in whole.history], whole.is_final) == ([90], True)


def test_a_half_year_is_not_answered_by_the_figure_of_the_whole_year():
    goal = target("newly_added", 50, "2025H1")
    assert stands(goal, {2025: 90}, of=FLOW).reason is Reason.NO_OBSERVATION
    standing = stands(goal, {2025: 90, "2025Q1": 20, "2025H1": 45}, of=FLOW)
    assert (standing.value.value, standing.is_final) == (45, True)


SEASON = dict.fromkeys(range(2020, 2025), 100) | {f"{year}H1": 30 for year in range(2020, 2025)}


def test_five_years_of_months_give_the_path_its_season():
    standing = stands(target("newly_added", 100, 2025), SEASON | {"2025H1": 30}, "2025-06", FLOW)
    assert (standing.expected, standing.lag) == (D("0.3"), 0)


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
    assert stands(target("at_least", amount), values).covered == D(covered)


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


def test_a_figure_over_x_counts_as_x_and_keeps_its_qualifier():
    figures = table({2020: 1}, observation(2025, 10, qualifier=Qualifier.OVER))
    standing = stands(target("at_least", 10), figures)
    assert (standing.is_met, standing.value.qualifier, standing.is_borderline) == (True, Qualifier.OVER, False)


def test_about_x_is_marked_where_x_is_the_number_to_reach():
    on, off = (table({2020: 1}, observation(2025, x, qualifier=Qualifier.ABOUT)) for x in (10, 11))
    assert stands(target("at_least", 10), on).is_borderline
    assert not stands(target("at_least", 10), off).is_borderline


def test_a_goal_of_about_x_is_met_within_the_tolerance_and_nothing_is_missing_then():
    goal = target("at_least", 100, qualifier=Qualifier.ABOUT)
    near_it, short = stands(goal, {2020: 50, 2025: 98}), stands(goal, {2020: 50, 2025: 97})
    assert (near_it.is_met, near_it.gap) == (True, 0)
    assert (short.is_met, short.gap) == (False, 3)


@pytest.mark.parametrize("kind", [Kind.RATIO, Kind.RANK, Kind.GROWTH])
def test_ratios_ranks_and_growths_have_no_compound_pace(kind):
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
    standing = stands(target("at_least", 200, None), {2020: 100, 2023: 150})
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
    assert stands(target("at_least", 10, None), {2020: 5, 2023: 12}).reason is None
    assert stands(target("at_least", 10), {2025: 8}).reason is None
    assert stands(target("at_least", 10), {2023: 8}).reason is Reason.ONLY_BASE


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
