"""Verdicts: every one of §2, the ladders of §3, and the worked cases 1 and 4 of §5."""

from decimal import Decimal

import pytest

from indicators.goals.methods import METHODS, WORDS, Verdict, compound_growth, mean_change
from indicators.model import Direction, Kind
from tests.builders import assessed, indicator, stands, target, verdict
from tests.recomputed import tables

D = Decimal
LOWER = indicator(direction=Direction.LOWER)
RATIO = indicator(Kind.RATIO)
RANK = indicator(Kind.RANK, Direction.LOWER)

RESEARCH_GOAL = target("at_least", "3.20", base_period=2020)
RESEARCH = {2020: "2.40", 2021: "2.53", 2022: "2.67", 2023: "2.80"}


@pytest.mark.parametrize(
    ("method", "score", "expected", "word"),
    [
        ("pace", "10.000", "behind", "behind"),
        ("completion", "0.875", "behind", "75 % or more"),
        ("growth-ratio", "0.890", "slightly_behind", "moderate progress"),
        ("projection", "0.333", "behind", "misses by over 20 %"),
        ("un-share", "0.879", "behind", "progress, too slow"),
    ],
)
def test_one_input_gives_several_verdicts(method, score, expected, word):
    result = assessed(RESEARCH_GOAL, RESEARCH, 2023, RATIO, method)
    assert (result.verdict.value, result.judgement.word.en) == (expected, word)
    assert round(result.judgement.score, 3) == D(score)


def test_case_1_a_value_that_trebles_where_lower_is_better_moves_away():
    goal = target("at_most", 1, 2030, base_period=2015)
    result = assessed(goal, {2015: 10, 2016: 30}, 2016, LOWER, "growth-ratio")
    assert (round(result.judgement.score, 3), result.judgement.word.en) == (D("-14.054"), "moving away")
    assert verdict(goal, {2015: 10, 2016: 30}, 2016, LOWER) == "far_behind"


@pytest.mark.parametrize(
    ("done", "expected"),
    [("50", "on_pace"), ("45", "slightly_behind"), ("40", "behind"), ("21", "behind"), ("20", "behind"),
     ("19.9", "far_behind"), ("40.0000000001", "behind"), ("40.1", "slightly_behind"), ("51", "on_pace")],
)  # fmt: skip
def test_case_4_the_light_at_50_scheduled(done, expected):
    assert verdict(target("at_least", 100, 2024), {2020: 0, 2022: done}, 2022) == expected


# --- every verdict of §2


@pytest.mark.parametrize(
    ("goal", "values", "on", "expected"),
    [
        (target("at_least", 4), {2020: 3, 2023: 4}, 2023, "achieved"),
        (target("at_least", 4), {2020: 3, 2025: 5}, 2026, "achieved"),
        (target("at_least", 4), {2020: 2, 2024: "3.7"}, 2024, "on_pace"),
        (target("at_least", 4), {2020: 2, 2024: "3.5"}, 2024, "slightly_behind"),
        (target("at_least", 4), {2020: 2, 2024: "3.2"}, 2024, "behind"),
        (target("at_least", 4), {2020: 2, 2024: "2.5"}, 2024, "far_behind"),
        (target("at_least", 4), {2020: 2, 2021: "1.99"}, 2021, "far_behind"),
        (target("at_least", 4), {2020: 2, 2022: 4, 2024: "3.9"}, 2024, "lost"),
        (target("at_least", 4), {2020: 5, 2024: "3.9"}, 2024, "lost"),
        (target("at_least", 4, None), {2020: 2, 2022: 4, 2024: 3}, 2024, "lost"),
        (target("at_least", 4), {2020: 2, 2022: 4, 2025: "3.9"}, 2025, "missed"),
        (target("at_least", 4), {2025: "3.9"}, 2025, "missed"),
        (target("at_least", 4), {2020: 2}, 2021, "baseline_only"),
        (target("at_least", 4), {2020: 2}, 2022, "stale"),
        (target("at_least", 4, base_period=2023, base_value=2), {}, 2024, "baseline_only"),
        (target("at_least", 4), {2022: 2, 2024: 3}, 2024, "no_data"),
        (target("at_least", 4), {2020: 2, 2023: 4}, 2025, "stale"),
        (target("at_least", 4, None), {2022: 2, 2024: 3}, 2024, "no_data"),
        (target("at_least", 4), {}, 2024, "no_data"),
        (target("at_least", None), {2020: 2, 2024: 3}, 2024, "no_data"),
        (target("multiple", 2, base_period=2025), {2025: 2}, 2025, "missed"),
    ],
)
def test_the_verdict_by_pace(goal, values, on, expected):
    assert verdict(goal, values, on) == expected


def test_a_single_figure_has_no_light_before_the_goal_is_due_even_where_it_meets_the_goal():
    assert verdict(target("at_least", 4), {2022: 5}, 2023) == "no_data"
    assert verdict(target("at_least", 4), {2020: 5}, 2021) == "baseline_only"
    assert verdict(target("at_least", 4), {2025: 5}, 2025) == "achieved"


def test_a_baseline_shows_the_pace_that_is_needed():
    assert stands(target("at_least", 4), {2023: 3}, 2023).needed == D("0.5")


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({2020: 100, 2024: 101}, "achieved"),
        ({2020: 100, 2024: 90}, "lost"),
        ({2020: 100, 2024: 103}, "lost"),
        ({2020: 90, 2024: 110}, "far_behind"),
        ({2020: 90, 2024: 96}, "behind"),
        ({2020: 90, 2025: 110}, "missed"),
    ],
)
def test_a_level_to_hold_can_be_left_on_both_sides(values, expected):
    assert verdict(target("hold", 100), values) == expected


@pytest.mark.parametrize(
    ("rank", "expected"), [(36, "far_behind"), (35, "far_behind"), (34, "on_pace"), (33, "achieved"), (32, "achieved")]
)
def test_places_are_gained_downwards(rank, expected):
    assert verdict(target("rank_gain", 2, base_period=2021), {2021: 35, 2023: rank}, 2023, RANK) == expected


def test_a_due_goal_without_its_figure_is_never_missed_for_want_of_it():
    goal, values = target("at_least", 200), {2020: 100, 2024: 170}
    result = assessed(goal, values, 2025)
    assert (result.verdict, result.standing.awaits_final) == (Verdict.BEHIND, True)
    assert verdict(goal, values, 2027) == "stale"


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize(("final", "expected"), [(9, "missed"), (10, "achieved")])
def test_a_due_goal_reads_as_it_ended_in_every_method(method, final, expected):
    values = {2020: 4, 2021: 5, 2022: 6, 2023: 7, 2024: 11, 2025: final, 2026: 99}
    assert verdict(target("at_least", 10, base_period=2020), values, 2030, method=method) == expected


@pytest.mark.parametrize("method", METHODS)
def test_a_base_alone_has_no_light_but_by_completion_which_needs_none(method):
    expected = "far_behind" if method == "completion" else "baseline_only"
    assert verdict(target("at_least", 10), {2020: 5}, 2021, method=method) == expected


@pytest.mark.parametrize("method", METHODS)
def test_without_a_base_only_what_needs_none_has_a_light_before_the_goal_is_due(method):
    values = {2022: 5, 2023: 6, 2024: 7, 2025: 8}
    expected = {"completion": "behind", "projection": "on_pace"}.get(method, "no_data")
    assert verdict(target("at_least", 10, 2027), values, 2025, method=method) == expected


@pytest.mark.parametrize("method", METHODS)
def test_no_figure_is_no_data_in_every_method(method):
    result = assessed(target("at_least", 10), {}, 2023, method=method)
    assert (result.verdict, result.judgement.score) == (Verdict.NO_DATA, None)


@pytest.mark.parametrize("method", METHODS)
def test_at_most_zero_met_by_zero_is_achieved_in_every_method(method):
    assert verdict(target("at_most", 0), {2020: 5, 2023: 0}, 2023, LOWER, method) == "achieved"


# --- the ladders of §3, at their thresholds


@pytest.mark.parametrize(
    ("value", "expected"), [("100", "achieved"), ("99.9", "slightly_behind"), ("90", "slightly_behind"),
                            ("89.9", "behind"), ("75", "behind"), ("74.9", "far_behind")],
)  # fmt: skip
def test_completion_climbs_at_100_90_and_75(value, expected):
    assert verdict(target("at_least", 100), {2020: 50, 2023: value}, 2023, method="completion") == expected


def test_completion_is_inverted_where_lower_is_better():
    result = assessed(target("at_most", 90), {2020: 200, 2023: 100}, 2023, LOWER, "completion")
    assert (result.judgement.score, result.verdict) == (D("0.9"), Verdict.SLIGHTLY_BEHIND)


@pytest.mark.parametrize(
    ("value", "expected"),
    # 100 doubles every year on its way to 400 in two years: the growth required is 1
    [("195", "on_pace"), ("194.9", "slightly_behind"), ("160", "slightly_behind"), ("159.9", "behind"),
     ("100", "behind"), ("99.9", "far_behind")],
)  # fmt: skip
def test_the_growth_ratio_climbs_at_95_60_and_0(value, expected):
    goal = target("at_least", 400, 2025, base_period=2023)
    assert verdict(goal, {2023: 100, 2024: value}, 2024, method="growth-ratio") == expected


@pytest.mark.parametrize(
    ("amount", "values"),
    [(10, {2020: 0, 2023: 4}), (0, {2020: -9, 2023: -4}), (10, {2020: -4, 2023: 4}), (10, {2020: 4, 2023: -4}),
     (10, {2020: 4, 2023: 0})],
)  # fmt: skip
def test_the_growth_ratio_is_not_available_at_zero_and_mixed_signs(amount, values):
    result = assessed(target("at_least", amount), values, 2023, method="growth-ratio")
    assert (result.judgement.word.en, result.judgement.score) == ("not available", None)


def test_the_growth_ratio_of_a_loss_that_shrinks_is_positive():
    result = assessed(target("at_least", -25), {2020: -100, 2023: -50}, 2023, method="growth-ratio")
    assert result.judgement.score > 0


def test_the_growth_ratio_moves_away_from_a_goal_that_the_base_had_met():
    assert assessed(target("at_least", 4), {2020: 5, 2023: "3.9"}, 2023, method="growth-ratio").judgement.score < 0


@pytest.mark.parametrize(
    ("goal", "expected"),
    # four years at +10 a year stand at 140 and will stand at 160
    [(160, "on_pace"), (155, "on_pace"), ("161.05", "on_pace"), ("161.0526315789", "slightly_behind"),
     (165, "slightly_behind"), ("165.01", "behind"), (300, "behind")],
)  # fmt: skip
def test_the_projection_misses_by_5_and_20_percent(goal, expected):
    values = {2019 + n: 100 + 10 * n for n in range(5)}
    assert verdict(target("at_least", goal), values, 2023, method="projection") == expected


def test_the_projection_away_from_the_goal_or_flat_is_in_the_wrong_direction():
    for step in (-1, 0):
        values = {2019 + n: 100 + step * n for n in range(5)}
        result = assessed(target("at_least", 200), values, 2023, method="projection")
        assert (result.judgement.word.en, result.verdict) == ("wrong direction", Verdict.FAR_BEHIND)


def test_the_projection_through_a_band_and_out_again_is_not_met():
    values = {2020: 60, 2021: 70, 2022: 80, 2023: 90}
    assert verdict(target("hold", 100, 2024), values, 2023, method="projection") == "on_pace"
    assert verdict(target("hold", 100, 2028), values, 2023, method="projection") == "behind"


def test_the_projection_takes_the_last_three_to_five_changes_that_follow_year_upon_year():
    assert mean_change(stands(target("at_least", 99), {2021: 1, 2022: 2, 2023: 3})) is None
    assert mean_change(stands(target("at_least", 99), {2020: 1, 2022: 2, 2023: 3, 2024: 4})) is None
    long = {2017: -999, 2018: 0, 2019: 9, 2020: 9, 2021: 9, 2022: 9, 2023: 10}
    assert mean_change(stands(target("at_least", 99), long)) == 2


def test_the_projection_without_three_changes_is_not_available():
    result = assessed(target("at_least", 99), {2022: 2, 2023: 3}, 2023, method="projection")
    assert result.judgement.word.en == "not available"


@pytest.mark.parametrize(
    ("value", "expected"),
    # from 100 in two years: at value v the trend lands at v²/100 against the goal of 200
    [("140", "on_pace"), ("139", "behind"), ("105", "behind"), ("104", "far_behind"), ("90", "far_behind")],
)
def test_the_un_share_climbs_at_95_and_10(value, expected):
    goal = target("at_least", 200, 2025, base_period=2023)
    assert verdict(goal, {2023: 100, 2024: value}, 2024, method="un-share") == expected


def test_the_un_share_is_not_available_where_the_base_had_met_the_goal_or_growth_has_no_meaning():
    for values in ({2020: 5, 2023: "3.5"}, {2020: 0, 2023: 2}, {2020: -1, 2023: 2}):
        result = assessed(target("at_least", 4), values, 2023, method="un-share")
        assert result.judgement.word.en == "not available"


def test_growth_needs_time_to_have_passed():
    assert compound_growth(stands(target("at_least", 4), {2023: 2})) is None


def test_a_goal_without_a_date_can_be_read_by_completion_only():
    goal, values = target("at_least", 10, None), {2020: 5, 2021: 6, 2022: 7, 2023: 8}
    readable = [name for name in METHODS if verdict(goal, values, 2023, method=name) != "no_data"]
    assert readable == ["completion"]


def test_methods_and_verdicts_have_words_in_both_languages():
    assert tuple(METHODS) == tables.METHODS  # which the second reckoning judges by
    assert set(WORDS) == set(Verdict)
    for method in METHODS.values():
        assert all(text.zh and text.en for text in (method.name, method.score, method.formula))
    without = {one.value for one in Verdict if not one.is_settled}
    assert without == {"open", "not_begun", "stale", "baseline_only", "no_data"}


def test_an_unknown_method_is_an_error():
    with pytest.raises(KeyError):
        assessed(RESEARCH_GOAL, RESEARCH, method="guess")


def test_an_assessment_knows_its_goal():
    assert assessed(RESEARCH_GOAL, RESEARCH, 2023, RATIO).target is RESEARCH_GOAL
