"""What other programs can ask for: RESOURCES says with which fields, by which filters, and how it is found."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType
from typing import Any

import numpy as np

from dashboard.exhibits.lazy import Lazy
from dashboard.web.office import desk
from indicators.dataset import Dataset
from indicators.goals.methods import METHODS
from indicators.model import Key, Text
from indicators.periods import Grain, Period
from indicators.problems import UnknownName, UsageError
from indicators.releases.release import ReleaseRecord
from indicators.views.catalogue import conflicts_of
from indicators.views.rows import (
    ASSESSMENT,
    CONFLICT,
    INDICATOR,
    INDUSTRY,
    OBSERVATION,
    REGION,
    RELEASE,
    SOURCE,
    TARGET,
    Field,
)
from indicators.views.scoreboard import assessment_of, goal_rows, latest_year

Filters = Mapping[str, str]
_NO_PERIOD = Text("{name}={value} 不是时期，请写 2025、2025H1 或 2021..2025", "{name}={value} is no period")
_NO_YEAR = Text("{name}={value} 不是年份，请写四位年份", "{name}={value} is no year")
_KEY = ("indicator", "region", "industry")


@dataclass(frozen=True, slots=True)
class Resource:
    """One thing that can be asked for: its fields, the filters that it takes, and how it finds what it has.

    `get` finds the member of an id, and raises UnknownName; None where members have no address of their own.
    """

    about: Text
    fields: tuple[Field, ...]
    filters: tuple[str, ...]
    find: Callable[[Dataset, Filters], Sequence[Any]]
    get: Callable[[Dataset, str], Any] | None = None


def both(text: Text, **words: str) -> str:
    """Return a sentence in both languages."""
    return f"{text.zh.format(**words)} ({text.en.format(**words)})"


def _period(dataset: Dataset, name: str, value: str) -> None:  # noqa: ARG001 - all checks are called alike
    try:
        Period.parse(value)
    except ValueError:
        raise UsageError(both(_NO_PERIOD, name=name, value=value[:40])) from None


def _year(dataset: Dataset, name: str, value: str) -> None:
    _period(dataset, name, value)
    if Period.parse(value).grain is not Grain.YEAR:
        raise UsageError(both(_NO_YEAR, name=name, value=value[:40]))


def _method(dataset: Dataset, name: str, value: str) -> None:  # noqa: ARG001 - all checks are called alike
    if value not in METHODS:
        raise UnknownName(Text("评估方法", "method"), value, METHODS)


CHECKS: Mapping[str, Callable[[Dataset, str, str], object]] = MappingProxyType(
    {
        "indicator": lambda dataset, name, value: dataset.indicator(value),
        "region": lambda dataset, name, value: dataset.region(value),
        "industry": lambda dataset, name, value: dataset.industry(value),
        "plan": lambda dataset, name, value: dataset.plan(value),
        "period": _period,
        "as_of": _year,
        "method": _method,
    }
)


def _matches(key: Key, filters: Filters) -> bool:
    return all(getattr(key, name) == filters[name] for name in _KEY if name in filters)


def _is_of(wanted: Period | None, period: Period | None) -> bool:
    """Whether a period is the wanted one, or within the wanted years: 2021..2025 means each of them."""
    return (
        wanted is None
        or wanted == period
        or (period is not None and wanted.grain is Grain.YEARS and wanted.contains(period))
    )


def _indicators(dataset: Dataset, filters: Filters) -> Sequence[Any]:
    return [one for one in dataset.indicators.values() if filters.get("indicator", one.id) == one.id]


def _regions(dataset: Dataset, filters: Filters) -> Sequence[Any]:
    return [one for one in dataset.regions.values() if filters.get("region", one.id) == one.id]


def _industries(dataset: Dataset, filters: Filters) -> Sequence[Any]:
    return [one for one in dataset.industries.values() if filters.get("industry", one.id) == one.id]


def _sources(dataset: Dataset, filters: Filters) -> Sequence[Any]:  # noqa: ARG001 - all resources are asked alike
    return list(dataset.sources.values())


def _conflicts(dataset: Dataset, filters: Filters) -> Sequence[Any]:
    return [one for one in conflicts_of(dataset, filters.get("indicator")) if _matches(one.key, filters)]


def _releases(dataset: Dataset, filters: Filters) -> Sequence[Any]:  # noqa: ARG001 - all resources are asked alike
    """The releases up to that of the dataset, latest first."""
    return [one for one in desk().shelf.records() if one.number <= dataset.city.release.number]


def _release(dataset: Dataset, name: str) -> ReleaseRecord:
    by_number: dict[str, ReleaseRecord] = {str(one.number): one for one in _releases(dataset, {})}
    if name not in by_number:
        raise UnknownName(Text("版次", "release"), name[:40], by_number)
    return by_number[name]


def _observations(dataset: Dataset, filters: Filters) -> Sequence[Any]:
    period = Period.parse(filters["period"]) if "period" in filters else None
    last = Period.parse(filters["as_of"]).last if "as_of" in filters else None
    words = {name: filters[name] for name in _KEY if name in filters}
    table = dataset.table
    fitting = table.numbers(lambda one: _is_of(period, one) and (last is None or one.last <= last), **words)
    return Lazy(lambda row: table.at_rows((row,))[0], fitting)


def _targets(dataset: Dataset, filters: Filters) -> Sequence[Any]:
    period = Period.parse(filters["period"]) if "period" in filters else None
    table, words = dataset.goals, {name: filters[name] for name in (*_KEY, "plan") if name in filters}
    fits = table.fitting(**words) & table.each(partial(_is_of, period), "due")
    return Lazy(table.__getitem__, np.flatnonzero(fits).tolist())


def _assessments(dataset: Dataset, filters: Filters) -> Sequence[Any]:
    on = Period.parse(filters["as_of"]) if "as_of" in filters else latest_year(dataset)
    due = Period.parse(filters["period"]) if "period" in filters else None
    table = dataset.goals
    rows = goal_rows(dataset, on, filters.get("plan"), **{name: filters.get(name) for name in _KEY})
    rows = rows[table.each(partial(_is_of, due), "due")[rows]]
    method = filters.get("method", "pace")
    return Lazy(lambda row: assessment_of(dataset, table[row], on, method), rows.tolist())


RESOURCES: Mapping[str, Resource] = MappingProxyType(
    {
        "indicators": Resource(
            Text("指标", "indicators"),
            INDICATOR,
            ("indicator",),
            _indicators,
            lambda dataset, name: dataset.indicator(name),
        ),
        "regions": Resource(
            Text("区域", "regions"), REGION, ("region",), _regions, lambda dataset, name: dataset.region(name)
        ),
        "industries": Resource(
            Text("产业", "industries"),
            INDUSTRY,
            ("industry",),
            _industries,
            lambda dataset, name: dataset.industry(name),
        ),
        "sources": Resource(Text("来源", "sources"), SOURCE, (), _sources, lambda dataset, name: dataset.source(name)),
        "observations": Resource(Text("观测值", "figures"), OBSERVATION, (*_KEY, "period", "as_of"), _observations),
        "targets": Resource(
            Text("目标", "goals"),
            TARGET,
            (*_KEY, "period", "plan"),
            _targets,
            lambda dataset, name: dataset.target(name),
        ),
        "assessments": Resource(
            Text("评估", "goals held against figures"),
            ASSESSMENT,
            (*_KEY, "period", "as_of", "method", "plan"),
            _assessments,
        ),
        "conflicts": Resource(Text("来源不一的数据", "figures for which sources differ"), CONFLICT, _KEY, _conflicts),
        "releases": Resource(Text("版次", "releases"), RELEASE, (), _releases, _release),
    }
)
