"""Can it be trusted? What is covered, how far figures can be relied on, what is stale or missing and who owes it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from indicators.columnar import CHARTED, Codes
from indicators.dataset import Dataset
from indicators.model import Confidence, Indicator, Key, Region, Source, Status
from indicators.periods import Period
from indicators.table import Observation

_YEARS_BACK = 3


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many regions have a yearly figure of each indicator in each year."""

    years: tuple[Period, ...]
    rows: tuple[tuple[Indicator, Mapping[Period, int]], ...]


@dataclass(frozen=True, slots=True)
class Debt:
    """A figure that is owed: the last one known of an indicator in a region, or none, and the years behind."""

    indicator: Indicator
    region: Region
    latest: Observation | None
    years_behind: int | None


@dataclass(frozen=True, slots=True)
class SourceUse:
    """One source with how many figures and goals rest on it, and how far it is trusted."""

    source: Source
    figures: int
    goals: int
    confidence: tuple[Confidence, ...]


def coverage(
    dataset: Dataset, on: Period, theme: str | None = None, region: str | None = None, most: int = 40
) -> Coverage:
    """Return the coverage of the indicators with most yearly figures, of a theme and a region if named."""
    table, found = dataset.table, dict[str, Counter[Period]]()
    fits = table.fitting(role=CHARTED, **({"region": region} if region else {})) & table.columns.has_value
    for (name, period), count in table.tally("indicator", "period", rows=fits).items():
        if period.grain.is_yearly and period <= on:
            found.setdefault(name, Counter())[period] = count
    listed = [
        (indicator, found[name])
        for name, indicator in dataset.indicators.items()
        if name in found and (theme is None or indicator.theme == theme)
    ]
    kept = {id(row) for row in sorted(listed, key=lambda row: -row[1].total())[:most]}
    rows = tuple(row for row in listed if id(row) in kept)
    years = sorted({year for _, counted in rows for year in counted})
    return Coverage(tuple(years), rows)


def confidence_by_theme(dataset: Dataset) -> dict[str, Counter[Confidence]]:
    """Return for each theme how many figures are official, from the press, or unverified."""
    counted: dict[str, Counter[Confidence]] = {theme: Counter() for theme in dataset.city.themes}
    for (name, confidence), count in dataset.table.tally("indicator", "confidence").items():
        counted[dataset.indicator(name).theme][confidence] += count
    return {theme: each for theme, each in counted.items() if each}


def confidence_by_status(dataset: Dataset) -> dict[Status, Counter[Confidence]]:
    """Return for each status how many figures have it, by how far their sources are trusted."""
    counted: dict[Status, Counter[Confidence]] = {status: Counter() for status in Status}
    for (status, confidence), count in dataset.table.tally("status", "confidence").items():
        counted[status][confidence] += count
    return {status: each for status, each in counted.items() if each}


def debts(dataset: Dataset, on: Period) -> tuple[Debt, ...]:
    """Return what is owed for a year: compared indicators of districts, headlines of the city; oldest first."""
    wanted = [(name, region) for name in dataset.city.matrix for region in dataset.districts]
    wanted += [(name, dataset.region(dataset.city.region)) for name in dataset.city.headline]
    found = [_debt(dataset, dataset.indicator(name), region, on) for name, region in wanted]
    owed = [one for one in found if one is not None]
    return tuple(sorted(owed, key=lambda one: (one.years_behind is not None, -(one.years_behind or 0))))


def series_owed(dataset: Dataset, period: Period) -> tuple[Key, ...]:
    """Return every series that owes a figure for a period: whoever asks for figures names these and no others.

    They are what pages compare, of a year, and whatever had a figure in one of the three years before, of a part of a
    year the same months of those years. A stated absence pays the debt.
    """
    table = dataset.table
    before = table.numbers(lambda one: _is_recent(one, period))
    recent = _keys(dataset, before[table.columns.actual[before]])
    compared = debts(dataset, period) if period.grain.is_yearly else ()
    wanted = [dataset.key(debt.indicator.id, debt.region.id) for debt in compared]
    stated = _keys(dataset, table.numbers(lambda one: one == period, role=CHARTED))
    found = dict.fromkeys((*(key for key in table.keys if key in recent), *wanted))
    return tuple(key for key in found if key not in stated)


def _is_recent(one: Period, period: Period) -> bool:
    return one.grain is period.grain and one.same_months(period) and 0 < period.year - one.year <= _YEARS_BACK


def _keys(dataset: Dataset, rows: Codes) -> set[Key]:
    return {Key(*words) for words in dataset.table.tally("indicator", "region", "industry", rows=rows)}


def _debt(dataset: Dataset, indicator: Indicator, region: Region, on: Period) -> Debt | None:
    key = dataset.key(indicator.id, region.id)
    latest = dataset.table.latest(key, on)
    behind = on.year - latest.period.year if latest else None
    is_paid = dataset.table.at(key, on) is not None or (behind is not None and behind <= 0)
    return None if is_paid else Debt(indicator, region, latest, behind)


def sources(dataset: Dataset) -> tuple[SourceUse, ...]:
    """Return every source with what rests on it, the most used first."""
    figures = Counter({name: count for (name,), count in dataset.table.tally("source").items()})
    goals = Counter({name: count for (name,), count in dataset.goals.tally("source").items()})
    trusted: dict[str, set[Confidence]] = {}
    cited = {(source, Confidence(word)) for source, word in dataset.goals.tally("source", "confidence")}
    for source, confidence in cited | set(dataset.table.tally("source", "confidence")):
        trusted.setdefault(source, set()).add(confidence)
    order = list(Confidence)
    used = [
        SourceUse(source, figures[name], goals[name], tuple(sorted(trusted.get(name, ()), key=order.index)))
        for name, source in dataset.sources.items()
    ]
    return tuple(sorted(used, key=lambda one: -(one.figures + one.goals)))
