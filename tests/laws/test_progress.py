"""Laws of the way to a goal: they hold whatever the numbers are."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import assume, given
from hypothesis import strategies as st

from indicators.goals.methods import METHODS, Verdict
from indicators.goals.targets import Comparator
from indicators.model import Direction, Kind, Qualifier
from tests.builders import assessed, indicator, observation, stands, table, target

NUMBERS = st.decimals(min_value=-(10**9), max_value=10**9, places=3)
POSITIVE = st.decimals(min_value="0.001", max_value=10**9, places=3)
YEARS = st.integers(2010, 2030)
ORDER = list(Verdict)[: list(Verdict).index(Verdict.MISSED)]


def apart(base, bar):
    """Return whether two numbers differ by more than the nine digits within which numbers agree."""
    return abs(base - bar) > abs(bar) / 10**8


def goal_between(base, bar):
    """A goal to reach a number from a base, whichever way it lies."""
    side = Comparator.AT_LEAST if bar > base else Comparator.AT_MOST
    kind = indicator(direction=Direction.HIGHER if bar > base else Direction.LOWER)
    return target(side, bar, 2025, base_period=2020), kind


@given(base=NUMBERS, bar=NUMBERS)
def test_nothing_is_covered_where_nothing_moved_and_all_at_the_bar(base, bar):
    assume(apart(base, bar))
    goal, kind = goal_between(base, bar)
    assert stands(goal, {2020: base, 2022: base}, 2022, kind).covered == 0
    assert stands(goal, {2020: base, 2022: bar}, 2022, kind).covered == 1


@given(base=NUMBERS, bar=NUMBERS, values=st.tuples(NUMBERS, NUMBERS), year=st.integers(2021, 2024))
def test_a_value_nearer_the_goal_is_never_judged_worse(base, bar, values, year):
    assume(apart(base, bar))
    goal, kind = goal_between(base, bar)
    worse, better = sorted(values, reverse=bar < base)
    results = [assessed(goal, {2020: base, year: value}, year, kind) for value in (worse, better)]
    covered = [one.standing.covered for one in results]
    assert covered[0] <= covered[1]
    assert ORDER.index(results[1].verdict) <= ORDER.index(results[0].verdict)


@given(base=POSITIVE, bar=POSITIVE, value=POSITIVE, power=st.integers(-4, 4), method=st.sampled_from(list(METHODS)))
def test_the_verdict_is_the_same_in_any_unit(base, bar, value, power, method):
    assume(apart(base, bar))
    plain = [Decimal(number) for number in (base, bar, value)]
    scaled = [number.scaleb(power) for number in plain]
    verdicts = []
    for start, end, now in (plain, scaled):
        goal, kind = goal_between(start, end)
        verdicts.append(assessed(goal, {2020: start, 2023: now}, 2023, kind, method).verdict)
    # compound methods round roots: on the very edge of a threshold the last digit may decide
    assert verdicts[0] == verdicts[1] or method not in {"pace", "completion"}


@given(
    values=st.dictionaries(st.integers(2020, 2025), NUMBERS, min_size=2),
    later=st.dictionaries(st.integers(2026, 2030), NUMBERS),
)
def test_what_comes_after_the_due_period_never_changes_a_final_verdict(values, later):
    assume(2025 in values)
    goal = target("at_least", 100, 2025, base_period=min(values))
    assert assessed(goal, values, 2025).verdict is assessed(goal, values | later, 2030).verdict


@given(
    comparator=st.sampled_from(list(Comparator)),
    amount=st.one_of(st.none(), NUMBERS),
    values=st.dictionaries(YEARS, st.one_of(st.none(), NUMBERS), max_size=6),
    due=st.one_of(st.none(), YEARS, st.just("2021..2025"), st.just("2025H1")),
    base=st.one_of(st.none(), NUMBERS),
    on=YEARS,
    method=st.sampled_from(list(METHODS)),
    kind=st.sampled_from(list(Kind)),
    direction=st.sampled_from(list(Direction)),
    qualifier=st.sampled_from(list(Qualifier)),
)
def test_no_goal_and_no_figures_raise(comparator, amount, values, due, base, on, method, kind, direction, qualifier):  # noqa: PLR0913, PLR0917
    named = {} if base is None else {"base_value": base, "base_period": 2020}
    goal = replace(target(comparator, amount, due, **named), qualifier=qualifier)
    figures = table({}, *(observation(year, value) for year, value in values.items()))
    result = assessed(goal, figures, on, indicator(kind, direction), method)
    standing = result.standing
    assert result.verdict in Verdict
    for read in ("lag", "gap", "needed", "needed_growth", "pace", "lands", "lands_compound", "completion"):
        getattr(standing, read)


@given(values=st.lists(st.tuples(YEARS, NUMBERS), max_size=12))
def test_a_series_is_sorted_and_holds_one_figure_a_period(values):
    figures = table({}, *(observation(year, value, id=f"o{i}") for i, (year, value) in enumerate(dict(values).items())))
    series = figures.series(observation(2020, 1).key)
    periods = [one.period for one in series]
    assert periods == sorted(set(periods))
