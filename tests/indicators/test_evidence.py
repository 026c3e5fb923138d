"""Nothing is said that its figures do not carry: base, interval, age, definition, and what a figure is of (§1).

Each case that was met on the product stands first; the second of its kind is one that nobody handed over.
"""

from decimal import Decimal

import pytest

from indicators.goals.intervals import interval
from indicators.goals.methods import METHODS, Verdict
from indicators.goals.progress import Reason
from indicators.goals.targets import Plan
from indicators.model import Citation, Confidence, Direction, Kind, Qualifier, Status, Text
from indicators.periods import Period
from indicators.views import scoreboard
from tests.builders import assessed, indicator, observation, stands, table, target, verdict

D = Decimal
FLOW, RATIO, GROWTH = indicator(Kind.FLOW), indicator(Kind.RATIO), indicator(Kind.GROWTH)
RANK = indicator(Kind.RANK, Direction.LOWER)
ABOUT, OVER, UNDER, AT_LEAST = Qualifier.ABOUT, Qualifier.OVER, Qualifier.UNDER, Qualifier.AT_LEAST


def year_plan(year):
    """The work of one year."""
    return Plan(f"y{year}", Text(f"{year}年工作", ""), Period.of_year(year), Period.of_year(year))


def with_figure(year, value, qualifier=Qualifier.EXACT, status=Status.FINAL, base="100"):
    """A base of 2020 and one figure of this sort."""
    return table({2020: base}, observation(year, value, qualifier=qualifier, status=status))


# --- a figure is an interval


@pytest.mark.parametrize(
    ("value", "qualifier", "kind", "low", "high"),
    [
        ("8500", OVER, Kind.FLOW, "8500", "8600"),
        ("100", OVER, Kind.STOCK, "100", "120"),
        ("60", OVER, Kind.RATIO, "60", "61"),
        ("80", UNDER, Kind.STOCK, "70", "80"),
        ("3.00", ABOUT, Kind.RATIO, "2.995", "3.005"),
        ("50", UNDER, Kind.RANK, "1", "50"),
        ("20000", OVER, Kind.FLOW, "20000", "24000"),
        ("1000", ABOUT, Kind.STOCK, "950", "1050"),
        ("1000", UNDER, Kind.STOCK, "800", "1000"),
        ("62.5", OVER, Kind.RATIO, "62.5", "62.6"),
        ("0", OVER, Kind.STOCK, "0", "0"),
    ],
)
def test_a_printed_figure_stands_for_an_interval(value, qualifier, kind, low, high):
    found = interval(D(value), qualifier, kind)
    assert (found.low, found.high) == (D(low), D(high))


def test_over_never_takes_its_upper_end_and_nearly_never_its_lower():
    assert interval(D(8500), OVER, Kind.FLOW).is_below(D(8600))
    assert interval(D(80), UNDER, Kind.STOCK).is_above(D(70))
    assert not interval(D("3.00"), ABOUT, Kind.RATIO).is_below(D("3.005"))


def test_a_bound_that_the_source_itself_sets_is_open_above():
    assert interval(D(100), AT_LEAST, Kind.STOCK).high is None
    assert verdict(target("at_least", 150), with_figure(2025, 100, AT_LEAST, base=50)) == "open"
    assert verdict(target("at_least", 100), with_figure(2025, 100, AT_LEAST, base=50)) == "achieved"
    assert verdict(target("at_most", 90), with_figure(2025, 100, AT_LEAST, base=200)) == "missed"


@pytest.mark.parametrize(
    ("goal", "value", "qualifier", "kind", "expected"),
    [
        (8800, 8500, OVER, FLOW, "missed"),
        (100, 80, UNDER, FLOW, "missed"),
        (50, 60, OVER, RATIO, "achieved"),
        ("3.00", "3.00", ABOUT, RATIO, "open"),
        (8550, 8500, OVER, FLOW, "open"),
        (8600, 8500, OVER, FLOW, "missed"),
        (70, 80, UNDER, FLOW, "achieved"),
        (75, 80, UNDER, FLOW, "open"),
        ("2.9", "3.00", ABOUT, RATIO, "achieved"),
    ],
)
def test_a_due_goal_is_decided_where_the_whole_interval_lies_on_one_side(goal, value, qualifier, kind, expected):
    figures = with_figure(2025, value, qualifier, base="1")
    assert verdict(target("at_least", goal), figures, 2026, kind) == expected


def test_a_rank_within_the_first_n_decides_only_goals_that_all_of_them_meet():
    figures = table({2020: 60}, observation(2025, 50, qualifier=UNDER))
    assert verdict(target("rank_within", 50), figures, of=RANK) == "achieved"
    assert verdict(target("rank_within", 30), figures, of=RANK) == "open"


def test_of_degrees_of_being_behind_the_mildest_that_the_figure_allows_is_the_verdict():
    firms = table({2021: 81}, observation(2024, 100, qualifier=OVER))
    result = assessed(target("at_least", 150), firms, 2024)
    assert (result.verdict, round(result.standing.lag, 1)) == (Verdict.BEHIND, D("47.5"))
    nearly = table({2020: 0}, observation(2022, 20, qualifier=UNDER))
    assert verdict(target("at_least", 100), nearly, 2022) == "behind"


def test_between_on_pace_and_behind_a_figure_leaves_the_verdict_open():
    assert verdict(target("at_least", 190), with_figure(2022, 130, OVER), 2022) == "open"
    assert verdict(target("at_least", 110), with_figure(2024, 100, OVER, base=50), 2024) == "open"


@pytest.mark.parametrize("method", METHODS)
def test_no_method_says_more_of_a_figure_than_its_interval_bears(method):
    figures = table({2020: 50, 2021: 60, 2022: 70, 2023: 80}, observation(2024, 100, qualifier=OVER))
    assert verdict(target("at_least", 110), figures, 2024, method=method) == "open"


def test_a_sum_is_as_wide_as_all_its_parts():
    figures = table({2021: 10}, *(observation(year, 100, qualifier=OVER) for year in range(2022, 2026)))
    goal = target("cumulative", 450, "2021..2025")
    assert stands(goal, figures, of=FLOW).value.interval(Kind.FLOW).high == 490
    assert verdict(goal, figures, of=FLOW) == "open"


# --- how settled it is


def test_an_estimate_of_the_due_period_leaves_the_verdict_open_whatever_it_is():
    for value in (5, 6, 9):
        figures = table({}, observation(2024, value, status=Status.ESTIMATE))
        assert verdict(target("at_least", 6, 2024), figures, 2026, GROWTH, plan=year_plan(2024)) == "open"
    assert verdict(target("at_least", 150), with_figure(2025, 160, status=Status.ESTIMATE)) == "open"


@pytest.mark.parametrize("status", [Status.PROVISIONAL, Status.YEAR_INFERRED, Status.DERIVED, Status.REVISED])
def test_figures_that_are_counted_decide_and_keep_their_mark(status):
    result = assessed(target("at_least", 150), with_figure(2025, 160, status=status))
    assert (result.verdict, result.standing.value.status) == (Verdict.ACHIEVED, status)


def test_an_estimate_before_the_due_period_is_held_against_the_path():
    assert verdict(target("at_least", 200), with_figure(2024, 180, status=Status.ESTIMATE), 2024) == "on_pace"


# --- how old it is


def test_a_figure_older_than_the_lag_of_its_publication_gives_no_light():
    goal, values = target("at_least", 200), {2020: 100, 2022: 300}
    assert [verdict(goal, values, year) for year in (2022, 2023, 2024, 2025, 2026)] == [
        "achieved", "achieved", "stale", "stale", "stale",
    ]  # fmt: skip


def test_a_figure_that_is_too_old_tells_no_way_no_gap_and_no_pace(dataset):
    """Over all goals and years: it is shown with its year, and nothing is reckoned from it."""
    for year in range(2018, 2028):
        for one in scoreboard.scoreboard(dataset, Period.of_year(year)):
            if one.verdict is Verdict.STALE:
                told = one.standing
                assert told.value is not None
                reckoned = (told.covered, told.expected, told.lag, told.gap, told.needed, told.needed_growth)
                assert reckoned == (None,) * 6, (year, one.target.id)
                assert told.completion is told.lands is told.lands_compound is None


def test_indicators_that_are_published_late_may_be_older():
    survey = indicator(Kind.RATIO, lag=2)
    goal, values = target("at_least", "3.2"), {2020: "3.0", 2023: "3.13"}
    assert [verdict(goal, values, year, survey) for year in (2024, 2025, 2026)] == ["on_pace", "on_pace", "stale"]
    census = indicator(Kind.STOCK, lag=10)
    assert verdict(target("at_least", 600, 2030), {2020: 527, 2021: 530}, 2029, census) == "slightly_behind"


def test_a_light_on_an_earlier_figure_after_the_due_period_awaits_the_final_one():
    standing = stands(target("at_least", 200), {2020: 100, 2024: 210}, 2025)
    assert (standing.awaits_final, standing.reason) == (True, None)
    assert stands(target("at_least", 200), {2020: 100, 2024: 210}, 2026).reason is Reason.STALE


def test_a_final_figure_never_grows_old():
    assert verdict(target("at_least", 200, 2022), {2020: 100, 2022: 210}, 2030) == "achieved"


# --- the base


@pytest.mark.parametrize(("method", "expected"), [("pace", "no_data"), ("completion", "slightly_behind")])
def test_without_a_usable_base_there_is_only_the_completion_until_the_final_verdict(method, expected):
    goal, values = target("at_least", 7000), {2013: 860, 2015: 1128, 2024: 6500}
    assert verdict(goal, values, 2024, method=method) == expected
    assert verdict(goal, {**values, 2025: 6900}, 2025, method=method) == "missed"
    assert stands(goal, values, 2024).reason is Reason.NO_BASE
    assert stands(target("at_least", 50), {2015: "43.1", 2024: "57.8"}, 2024, RATIO).reason is Reason.NO_BASE


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("comparator", ["net_increase", "multiple", "rank_gain"])
def test_a_goal_whose_number_rests_on_a_base_that_is_unknown_is_never_called_missed(comparator, method):
    figures = table({2020: 90}, observation(2025, 90, break_reason="口径扩大"))
    assert verdict(target(comparator, 2), figures, 2025, method=method) == "no_data"


def test_a_figure_in_the_goals_own_sentence_is_its_base_and_no_evidence():
    sentence = Citation("magazine", "28", "设立400亿元科创资金，到2025年保持", Confidence.OFFICIAL)
    own = Citation("magazine", "28", "设立400亿元科创资金", Confidence.OFFICIAL)
    fund = target("at_least", 400, citation=sentence)
    alone = table({}, observation(2024, 400, citation=own))
    assert (verdict(fund, alone, 2024), str(stands(fund, alone, 2024).base.period)) == ("baseline_only", "2024")
    assert verdict(fund, table({2025: 400}, observation(2024, 400, citation=own))) == "achieved"
    assert verdict(fund, table({2025: 390}, observation(2024, 400, citation=own))) == "missed"
    on_due = table({2020: 100}, observation(2025, 400, citation=own))
    assert verdict(fund, on_due, 2025) == "stale"


def test_a_base_equal_to_the_number_is_a_level_to_hold_from_the_next_period_on():
    goal = target("at_least", 400)
    assert [verdict(goal, {2020: 400, 2021: later}, 2021) for later in (400, 410, 390)] == [
        "achieved", "achieved", "lost",
    ]  # fmt: skip
    assert verdict(goal, {2020: 400}, 2021) == "baseline_only"


@pytest.mark.parametrize("method", ["growth-ratio", "un-share"])
def test_a_level_to_hold_has_no_growth_ratio_and_no_share_by_the_due_year(method):
    for goal in (target("hold", 100), target("between", 90, amount_to=110)):
        met = assessed(goal, {2020: 120, 2021: 101}, 2021, method=method)
        assert (met.verdict, met.judgement.score) == (Verdict.ACHIEVED, None)
        assert verdict(goal, {2020: 150, 2021: 140}, 2021, method=method) == "no_data"


# --- of its period, not begun, not set


def test_a_goal_for_growth_reads_the_growth_of_its_own_year_only():
    goal, plan = target("at_least", 5, 2026, set_in="2026-01"), year_plan(2026)
    standing = stands(goal, {2024: 6, 2025: "5.5"}, 2026, GROWTH, plan)
    assert (standing.value, standing.beside.value, standing.reason) == (None, D("5.5"), Reason.NOT_BEGUN)
    assert verdict(goal, {2024: 6}, 2026, GROWTH, plan=plan) == "not_begun"
    assert verdict(goal, {2024: 6, 2026: "4.9"}, 2026, GROWTH, plan=plan) == "missed"
    five = target("at_least", 6, "2021..2025")
    assert verdict(five, {2025: 7}, 2025, GROWTH) == "not_begun"
    assert verdict(five, {2025: 5, "2021..2025": "6.2"}, 2025, GROWTH) == "achieved"


@pytest.mark.parametrize("kind", [FLOW, RATIO])
def test_a_yearly_plan_reads_flows_and_shares_of_its_own_year_only(kind):
    goal, plan = target("at_least", "3.65", 2026), year_plan(2026)
    assert verdict(goal, {2025: "3.70"}, 2026, kind, plan=plan) == "not_begun"
    assert verdict(goal, {2025: "3.70", 2026: "3.66"}, 2026, kind, plan=plan) == "achieved"


def test_what_is_to_be_added_in_a_year_is_not_begun_before_it_and_wanting_after_it():
    goal = target("newly_added", 30, 2023)
    assert [verdict(goal, {2022: 40}, year, FLOW) for year in (2022, 2023, 2024)] == [
        "not_begun", "not_begun", "no_data",
    ]  # fmt: skip


def test_a_goal_that_was_not_yet_set_has_no_light():
    goal = target("at_least", 6, 2025, set_in="2024-01")
    assert verdict(goal, {2020: 5, 2021: 7}, 2021) == "not_begun"
    assert verdict(goal, {2020: 5, 2024: 7}, 2024) == "achieved"


# --- what begins a new definition


def test_no_base_no_trend_and_no_rank_reaches_across_a_break():
    goal = target("rank_within", 15)
    broken = observation(2023, 17, break_reason="自2023年起含直辖市")
    figures = table({2020: 16, 2022: 16, 2024: 18}, broken)
    standing = stands(goal, figures, 2024, RANK)
    assert (standing.base, [one.value for one in standing.history]) == (None, [17, 18])
    assert verdict(goal, figures, 2024, RANK) == "no_data"
    output = table({2020: 900, 2024: 1300}, observation(2022, 1250, break_reason="口径扩大"))
    assert stands(target("at_least", 2000), output, 2024).base is None


def test_a_sum_does_not_add_across_a_break():
    figures = table({2021: 10, 2023: 30}, observation(2022, 20, break_reason="口径扩大"))
    assert stands(target("cumulative", 100, "2021..2025"), figures, 2023, FLOW).value.value == 10


# --- goals "about"


@pytest.mark.parametrize(
    ("amount", "base", "value", "kind", "expected"),
    [
        ("3.65", "3.00", "3.62", RATIO, "missed"),
        ("3.65", "3.00", "3.645", RATIO, "achieved"),
        ("6", "5", "5.5", RATIO, "achieved"),
        ("1000", "500", "980", FLOW, "achieved"),
        ("1000", "990", "998", FLOW, "missed"),
        ("1000", "990", "999", FLOW, "achieved"),
    ],
)
def test_about_allows_half_a_unit_of_a_share_and_of_an_amount_at_most_a_tenth_of_the_way(
    amount, base, value, kind, expected
):
    goal = target("at_least", amount, qualifier=ABOUT)
    assert verdict(goal, {2020: base, 2025: value}, 2025, kind) == expected


def test_what_a_goal_strives_for_beyond_its_number_does_not_decide():
    goal = target("at_least", 1500, stretch=1600)
    assert verdict(goal, {2020: 1000, 2025: 1520}) == "achieved"
