"""Which industries carry the goals? The tree of industries with figures, goals and the growth still needed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from indicators.dataset import ALL_INDUSTRIES, Dataset
from indicators.goals.methods import Assessment, compound_growth
from indicators.goals.targets import Target
from indicators.model import Indicator, Industry
from indicators.periods import Period
from indicators.table import Observation
from indicators.views.scoreboard import assessment_of, goal_rows, listed


@dataclass(frozen=True, slots=True)
class Branch:
    """One industry: its latest figure, its goals held against it (the card's last), and the branches below."""

    industry: Industry
    latest: Observation | None
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


def size_of_industries(dataset: Dataset) -> Indicator | None:
    """Return the indicator that is known or aimed at for most industries: what their size is told by."""
    pairs = set(dataset.table.tally("indicator", "industry"))
    has_number = np.flatnonzero(dataset.goals.says("amount"))
    pairs |= set(dataset.goals.tally("indicator", "industry", rows=has_number))
    counted = Counter(indicator for indicator, industry in pairs if industry != ALL_INDUSTRIES)
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
    goals = sorted(listed(dataset, dataset.targets_of(key), on), key=_when_set)
    return Branch(
        dataset.industry(industry),
        dataset.table.latest(key, on),
        tuple(assessment_of(dataset, one, on) for one in goals if one.due and dataset.plan_of(one).id == plan),
        branches(dataset, size, on, plan, industry),
    )


def _when_set(target: Target) -> tuple[int, int]:
    return (target.due.last if target.due else 0, target.set_in.last if target.set_in else 0)


def decomposition(dataset: Dataset, root: Target, on: Period) -> tuple[Part, ...]:
    """Return a goal and the goals that it is made of, each with where it begins inside the whole; nothing twice."""
    return tuple(_parts(dataset, root, on, 0, Decimal(0)))


def _parts(dataset: Dataset, target: Target, on: Period, depth: int, start: Decimal) -> list[Part]:
    whole = Part(assessment_of(dataset, target, on), depth, start)
    found = [whole]
    for one in listed(dataset, dataset.parts_of(target), on):
        inner = _parts(dataset, one, on, depth + 1, start)
        start += inner[0].amount
        found += inner
    return found


def roots(dataset: Dataset, plan: str, on: Period) -> tuple[Target, ...]:
    """Return the goals of a plan that are made of others and are part of none, as they were set by a period."""
    goals, rows = dataset.goals, goal_rows(dataset, on)
    wholes = {row for (name,) in goals.tally("part_of", rows=rows) if name and (row := goals.find(name)) is not None}
    known = goals.at_rows(row for row in rows.tolist() if row in wholes)
    return tuple(one for one in known if one.part_of is None and one.plan == plan)


def growth_so_far(one: Assessment) -> Decimal | None:
    """Return the compound growth a year since the base, as a share; None where it is not defined."""
    return compound_growth(one.standing)


def elsewhere(dataset: Dataset, size: Indicator, on: Period) -> tuple[Observation, ...]:
    """Return the latest sizes of industries in districts and parks, by industry."""
    keys = [
        key
        for key in dataset.table.keys_of(indicator=size.id)
        if key.industry != ALL_INDUSTRIES and key.region != dataset.city.region
    ]
    keys.sort(key=lambda key: (dataset.industry(key.industry).order, dataset.region(key.region).order))
    found = [dataset.table.latest(key, on) for key in keys]
    return tuple(one for one in found if one is not None)


def other_figures(dataset: Dataset, size: Indicator, on: Period, within: frozenset[str]) -> tuple[Observation, ...]:
    """Return the latest figure of every other indicator that is told of an industry."""
    names = (one for one in dataset.table.columns.words("industry") if one != ALL_INDUSTRIES)
    industries = {one for one in names if not within or one in within}
    found = [one for one in dataset.table.last(industries, on) if one.key.indicator != size.id]
    return tuple(sorted(found, key=lambda one: (dataset.industry(one.key.industry).order, one.key.industry)))


def below(dataset: Dataset, industry: str) -> frozenset[str]:
    """Return an industry and every industry below it."""
    inner = [below(dataset, one.id) for one in dataset.branches_of(industry)]
    return frozenset({industry}).union(*inner)
