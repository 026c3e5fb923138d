"""How do parks and platforms do? Ranks of the parks, their figures and goals, and the platforms of the city."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from indicators.dataset import Dataset
from indicators.goals.methods import Assessment
from indicators.model import Indicator, Key, Kind, Region
from indicators.periods import Period
from indicators.table import Observation
from indicators.views.scoreboard import assessment_of, goal_rows, listed


@dataclass(frozen=True, slots=True)
class Standing:
    """The ranks of the parks by one evaluation: a series for each park."""

    indicator: Indicator
    series: tuple[tuple[Region, tuple[Observation, ...]], ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One figure of a place with the goal due last that it has, if any."""

    indicator: Indicator
    key: Key
    latest: Observation | None
    goal: Assessment | None


def standings(dataset: Dataset, parks: Sequence[Region], on: Period) -> tuple[Standing, ...]:
    """Return the rank indicators by which at least two parks, or one park in several years, are ranked."""
    found = []
    for indicator in dataset.indicators.values():
        if indicator.kind is not Kind.RANK:
            continue
        series = [(park, _until(dataset, dataset.key(indicator.id, park.id), on)) for park in parks]
        known = tuple((park, figures) for park, figures in series if len(figures) > 1)
        if known:
            found.append(Standing(indicator, known))
    return tuple(found)


def _until(dataset: Dataset, key: Key, on: Period) -> tuple[Observation, ...]:
    return tuple(one for one in dataset.table.series(key) if one.period <= on)


def goals(dataset: Dataset, parks: Sequence[Region], on: Period) -> tuple[Assessment, ...]:
    """Return every goal of the parks, held against the figures."""
    names = {park.id for park in parks}
    table, rows = dataset.goals, goal_rows(dataset, on)
    known = table.at_rows(rows[table.each(names.__contains__, "region")[rows]])
    return tuple(assessment_of(dataset, one, on) for one in known)


def figures(dataset: Dataset, park: Region, on: Period, shared: Sequence[str] = ()) -> tuple[Line, ...]:
    """Return a park's latest figures; of a district that is also a park, only those of the shared indicators."""
    keys = [key for key in dataset.table.keys_of(region=park.id) if not shared or key.indicator in shared]
    order = list(dataset.indicators)
    return tuple(_line(dataset, key, on) for key in sorted(keys, key=lambda key: order.index(key.indicator)))


def shared_indicators(dataset: Dataset, parks: Sequence[Region], on: Period) -> tuple[str, ...]:
    """Return the indicators that at least two of the parks have yearly figures of by then, in catalogue order."""
    names = {park.id for park in parks}
    counted = [
        (indicator, sum(dataset.table.latest(dataset.key(indicator, park), on) is not None for park in names))
        for indicator in dataset.indicators
    ]
    return tuple(indicator for indicator, count in counted if count > 1)


def platforms(dataset: Dataset, on: Period) -> tuple[Line, ...]:
    """Return the city's figures and goals of the themes on platforms, in the order of the catalogue."""
    wanted = [one.id for one in dataset.indicators.values() if one.theme in dataset.city.platform_themes]
    lines = [_line(dataset, dataset.key(indicator), on) for indicator in wanted]
    return tuple(one for one in lines if one.latest or one.goal)


def _line(dataset: Dataset, key: Key, on: Period) -> Line:
    charted = [
        one for one in dataset.table.of(key) if one.charted and one.value is not None and one.period.last <= on.last
    ]
    aims = [assessment_of(dataset, one, on) for one in listed(dataset, dataset.targets_of(key), on)]
    aims = [one for one in aims if one.target.amount is not None]
    aims.sort(key=lambda one: (one.target.due or on).last)
    return Line(dataset.indicator(key.indicator), key, charted[-1] if charted else None, aims[-1] if aims else None)
