"""Which industries carry the goals? The tree of industries with figures, goals and the growth still needed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal

from indicators.arithmetic import power
from indicators.dataset import ALL_INDUSTRIES, Dataset
from indicators.methods import Assessment
from indicators.model import Indicator, Industry, Key, Kind, Qualifier
from indicators.periods import Period, years_between
from indicators.table import Observation
from indicators.targets import Target
from indicators.views.scoreboard import held


@dataclass(frozen=True, slots=True)
class Share:
    """What share an industry has of one above it, both in figures of one period."""

    of: Industry
    period: Period
    value: Decimal


@dataclass(frozen=True, slots=True)
class Branch:
    """One industry: its latest figure with its share of the industry above, the growth that is told of it,
    its goals of a plan held against it (the card's last), and the branches below.
    """

    industry: Industry
    latest: Observation | None
    share: Share | None
    growth: Observation | None
    goals: tuple[Assessment, ...]
    branches: tuple[Branch, ...]

    @property
    def goal(self) -> Assessment | None:
        """Return the goal that was set last, or None."""
        return self.goals[-1] if self.goals else None


@dataclass(frozen=True, slots=True)
class Part:
    """One goal in a decomposition: how deep it lies, and where it begins inside its whole."""

    assessment: Assessment
    depth: int
    start: Decimal

    @property
    def amount(self) -> Decimal:
        """Return the number to reach."""
        bar = self.assessment.standing.bar
        return bar.number if bar else Decimal(0)


@dataclass(frozen=True, slots=True)
class Pace:
    """A goal of an industry, and how fast its figures grew: from the first year known to the last, if two are."""

    goal: Assessment
    first: Observation | None
    last: Observation | None
    grown: Decimal | None


def size_of_industries(dataset: Dataset) -> Indicator | None:
    """Return the indicator that is known or aimed at for most industries: what their size is told by."""
    return _known_for_most(dataset, frozenset({Kind.FLOW, Kind.STOCK}))


def growth_of_industries(dataset: Dataset) -> Indicator | None:
    """Return the growth rate that is known or aimed at for most industries."""
    return _known_for_most(dataset, frozenset({Kind.GROWTH}))


def _known_for_most(dataset: Dataset, kinds: frozenset[Kind]) -> Indicator | None:
    pairs = [(key.indicator, key.industry) for key in dataset.table.keys]
    pairs += [(one.key.indicator, one.key.industry) for one in dataset.targets if one.amount is not None]
    fitting = [
        indicator
        for indicator, industry in dict.fromkeys(pairs)
        if industry != ALL_INDUSTRIES and dataset.indicator(indicator).kind in kinds
    ]
    counted = Counter(fitting)
    return dataset.indicator(counted.most_common(1)[0][0]) if counted else None


def branches(
    dataset: Dataset, size: Indicator, on: Period, plan: str, root: str = ALL_INDUSTRIES
) -> tuple[Branch, ...]:
    """Return the branches below an industry that have a figure or a goal of the city, with theirs."""
    found = [branch(dataset, size, one.id, on, plan) for one in dataset.branches_of(root)]
    return tuple(one for one in found if one.latest or one.goals or one.branches)


def branch(dataset: Dataset, size: Indicator, industry: str, on: Period, plan: str) -> Branch:
    """Return one industry with its figure, its goals of a plan (the one set last at the end), and all below."""
    key = dataset.key(size.id, None, industry)
    latest = dataset.table.latest(key, on)
    growth = growth_of_industries(dataset)
    return Branch(
        industry=dataset.industry(industry),
        latest=latest,
        share=share_above(dataset, latest) if latest else None,
        growth=dataset.table.latest(dataset.key(growth.id, None, industry), on) if growth else None,
        goals=aims(dataset, key, plan, on),
        branches=branches(dataset, size, on, plan, industry),
    )


def share_above(dataset: Dataset, part: Observation) -> Share | None:
    """Return the share of a figure in that of the nearest industry above which has one for the same period."""
    for above in dataset.ancestors(part.key.industry):
        whole = dataset.table.actual(Key(part.key.indicator, part.key.region, above.id), part.period)
        if whole and whole.value and part.value is not None:
            return Share(above, part.period, part.value / whole.value)
    return None


def aims(dataset: Dataset, key: Key, plan: str, on: Period) -> tuple[Assessment, ...]:
    """Return the goals of a key that a plan sets, else those due in its years, held; the one set last at the end."""
    chosen = dataset.plan(plan)
    dated = [one for one in dataset.targets_of(key) if one.due and one.amount is not None]
    own = [one for one in dated if one.plan == plan]
    inside = [
        one for one in dated if one.due and chosen.first and chosen.last and chosen.first <= one.due <= chosen.last
    ]
    return tuple(held(dataset, one, on) for one in sorted(own or inside, key=_when_set))


def _when_set(target: Target) -> tuple[int, int]:
    return (target.due.last if target.due else 0, target.set_in.last if target.set_in else 0)


def decomposition(dataset: Dataset, root: Target, on: Period) -> tuple[Part, ...]:
    """Return a goal and the goals that it is made of, each with where it begins inside the whole; nothing twice."""
    return tuple(_parts(dataset, root, on, 0, Decimal(0)))


def _parts(dataset: Dataset, target: Target, on: Period, depth: int, start: Decimal) -> list[Part]:
    whole = Part(held(dataset, target, on), depth, start)
    found = [whole]
    for one in dataset.parts_of(target):
        inner = _parts(dataset, one, on, depth + 1, start)
        start += inner[0].amount
        found += inner
    return found


def roots(dataset: Dataset, plan: str) -> tuple[Target, ...]:
    """Return the goals of a plan that are made of others and are part of none."""
    wholes = {one.part_of for one in dataset.targets if one.part_of}
    return tuple(one for one in dataset.targets if one.id in wholes and one.part_of is None and one.plan == plan)


def paces(dataset: Dataset, size: Indicator, on: Period, plan: str, within: frozenset[str]) -> tuple[Pace, ...]:
    """Return the goals of the industries within, of the city first, each with the growth that was seen so far."""
    keys = dict.fromkeys(one.key for one in dataset.targets if one.key.indicator == size.id)
    order = list(dataset.industries)
    chosen = [key for key in keys if key.industry in within]
    chosen.sort(key=lambda key: (key.region != dataset.city.region, order.index(key.industry)))
    return tuple(_pace(dataset, goal, on) for key in chosen for goal in aims(dataset, key, plan, on))


def _pace(dataset: Dataset, goal: Assessment, on: Period) -> Pace:
    figures = [one for one in dataset.table.series(goal.target.key) if one.period <= on]
    first, last = (figures[0], figures[-1]) if figures else (None, None)
    grown = None
    if first and last and first.value and last.value and first.period < last.period:
        factor = power(last.value / first.value, 1 / years_between(first.period, last.period))
        grown = None if factor is None else factor - 1
    return Pace(goal, first, last, grown)


def elsewhere(dataset: Dataset, size: Indicator, on: Period) -> tuple[Observation, ...]:
    """Return the latest sizes of industries in districts and parks, by industry."""
    keys = [
        key
        for key in dataset.table.keys
        if key.indicator == size.id and key.industry != ALL_INDUSTRIES and key.region != dataset.city.region
    ]
    keys.sort(key=lambda key: (dataset.industry(key.industry).order, dataset.region(key.region).order))
    found = [dataset.table.latest(key, on) for key in keys]
    return tuple(one for one in found if one is not None)


def other_figures(dataset: Dataset, size: Indicator, on: Period, within: frozenset[str]) -> tuple[Observation, ...]:
    """Return the latest figure of every other indicator that is told of an industry within."""
    keys = [key for key in dataset.table.keys if key.industry in within - {ALL_INDUSTRIES} and key.indicator != size.id]
    keys.sort(key=lambda key: dataset.industry(key.industry).order)
    latest = [[one for one in dataset.table.of(key) if one.charted and one.period.last <= on.last] for key in keys]
    return tuple(group[-1] for group in latest if group)


def long_series(
    dataset: Dataset, size: Indicator, on: Period, within: frozenset[str], least: int = 3
) -> tuple[tuple[Observation, ...], ...]:
    """Return the yearly figures of other indicators that are told of an industry of the city for so many years."""
    keys = [
        key
        for key in dataset.table.keys
        if key.industry in within - {ALL_INDUSTRIES}
        and key.indicator != size.id
        and key.region == dataset.city.region
    ]
    found = [tuple(one for one in dataset.table.series(key) if one.period <= on) for key in keys]
    return tuple(series for series in found if len(series) >= least)


def is_bound(one: Observation, indicator: Indicator) -> bool:
    """Return whether a figure only says within which place a rank lies: a bound, no place."""
    return indicator.kind is Kind.RANK and one.qualifier is Qualifier.UNDER


def below(dataset: Dataset, industry: str) -> frozenset[str]:
    """Return an industry and every industry below it."""
    inner = [below(dataset, one.id) for one in dataset.branches_of(industry)]
    return frozenset({industry}).union(*inner)
