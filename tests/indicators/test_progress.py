"""Where an indicator stands on the way to a goal: §1, §2, §4 and the worked cases of the methods."""

from decimal import Decimal

import pytest

from indicators.goals.progress import Reason, reading
from indicators.model import Direction, Kind, Qualifier, Status
from tests.builders import indicator, observation, stands, table, target, verdict

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
    standing = stands(target("cumulative", 18713, base_period=2020), {2021: 5000, 2022: 8000, 2023: 12000}, 2023)
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
    assert near(stands(goal, values, 2023, of).covered, covered, 4)


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


def test_else_the_base_is_the_figure_of_the_period_in_which_the_goal_was_set():
    values = {2020: 1, 2021: 2, 2022: 3, 2023: 4}
    assert str(stands(target("at_least", 10, set_in=2021), values).base.period) == "2021"


@pytest.mark.parametrize("set_in", ["2022-02", None])
def test_else_the_base_is_the_figure_of_the_year_before_the_plan_begins(set_in):
    values = {2019: 1, 2020: 2, 2021: 3, 2023: 4}
    assert str(stands(target("at_least", 10, set_in=set_in), values).base.period) == "2020"


@pytest.mark.parametrize(
    ("values", "base"),
    [
        ({2019: 1, 2021: 2, 2023: 4}, "2019"),
        ({2021: 2, 2023: 4}, "2021"),
        ({2015: 1, 2018: 2, 2023: 4}, None),
        ({2022: 2, 2023: 4}, None),
    ],
)
def test_else_the_base_is_a_figure_of_a_year_beside_that_one_and_never_an_older_one(values, base):
    found = stands(target("at_least", 10), values).base
    assert (str(found.period) if found else None) == base


def test_an_estimate_is_a_base_beside_the_year_only_where_nothing_better_is_held():
    estimate = observation(2019, 1, status=Status.ESTIMATE)
    assert str(stands(target("at_least", 10), table({2021: 2, 2023: 4}, estimate)).base.period) == "2021"
    assert str(stands(target("at_least", 10), table({2023: 4}, estimate)).base.period) == "2019"


def test_a_named_base_that_is_missing_gives_way_to_the_next_rule():
    goal = target("multiple", 2, base_period=2021, set_in=2022)
    assert str(stands(goal, {2020: 1, 2021: None, 2022: 3, 2023: 4}).base.period) == "2022"


def test_a_forecast_is_a_base_only_where_the_goal_names_it():
    figures = table({2021: 2, 2023: 4}, observation(2022, 3, status=Status.FORECAST))
    assert str(stands(target("at_least", 9, base_period=2022), figures).base.period) == "2022"
    assert str(stands(target("at_least", 9, set_in=2022), figures).base.period) == "2021"  # beside 2020


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
    standing = stands(target("multiple", 2, base_period=2022, base_value=3400), {2020: 2500, 2021: 2916}, 2023)
    # METHODS §1: a figure that the goal's own sentence prints is its base and no evidence
    assert (standing.value, standing.reason) == (standing.base, Reason.NO_EVIDENCE)
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
    assert stands(goal, {2022: 3400}, 2023).reason is Reason.NO_OBSERVATION


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
