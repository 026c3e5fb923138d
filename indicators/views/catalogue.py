"""What is this number? Indicators found by words and theme, the series of one, and what sources say of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from indicators.dataset import ALL_INDUSTRIES, Dataset
from indicators.goals.intervals import interval
from indicators.goals.methods import Assessment
from indicators.goals.readings import unbroken
from indicators.model import Confidence, Indicator, Key, Kind, Qualifier
from indicators.periods import Period
from indicators.table import Conflict, Observation
from indicators.views.scoreboard import assessment_of, headline_of, listed

_RECENT = 6  # figures that the small line of a row is drawn through


@dataclass(frozen=True, slots=True)
class Listing:
    """One indicator in the catalogue: its latest figure with those before, its goal, and how much is known of it."""

    indicator: Indicator
    latest: Observation | None
    recent: tuple[Observation, ...]
    goal: Assessment | None
    figures: int
    regions: int
    confidence: Confidence | None


def catalogue(dataset: Dataset, on: Period, theme: str | None = None, words: str | None = None) -> tuple[Listing, ...]:
    """Return the indicators of a theme whose name, alias, id or definition holds every one of the words."""
    wanted = (words or "").lower().split()
    found = [
        one
        for one in dataset.indicators.values()
        if (theme is None or one.theme == theme) and all(word in _searched(one) for word in wanted)
    ]
    themes = list(dataset.city.themes)
    counts = _counts(dataset)
    return tuple(_listing(dataset, one, on, counts) for one in sorted(found, key=lambda one: themes.index(one.theme)))


@dataclass(frozen=True, slots=True)
class _Counts:
    """How much there is of each indicator: how its figures are trusted, and in how many regions."""

    trusted: Mapping[str, Mapping[Confidence, int]]
    regions: Mapping[str, int]


def _counts(dataset: Dataset) -> _Counts:
    trusted: dict[str, dict[Confidence, int]] = {}
    for (name, confidence), count in dataset.table.tally("indicator", "confidence").items():
        trusted.setdefault(name, {})[confidence] = count
    regions = Counter(name for name, _ in dataset.table.tally("indicator", "region"))
    return _Counts(trusted, regions)


def _searched(one: Indicator) -> str:
    texts = (part for text in (one.name, one.definition, one.owner) for part in (text.zh, text.en))
    return " ".join((one.id, *texts, one.short_name, *one.aliases)).lower()


def _listing(dataset: Dataset, indicator: Indicator, on: Period, counts: _Counts) -> Listing:
    key = usual_key(dataset, indicator.id)
    trusted = counts.trusted.get(indicator.id, {})
    recent = [one for one in yearly(dataset, key) if one.period <= on][-_RECENT:] if key else ()
    return Listing(
        indicator,
        dataset.table.latest(key, on) if key else None,
        unbroken(one for one in recent if one.qualifier is not Qualifier.UNDER),
        headline_of(dataset, on, dataset.city.default_plan, dataset.key(indicator.id)).assessment,
        sum(trusted.values()),
        counts.regions.get(indicator.id, 0),
        min(trusted, key=list(Confidence).index, default=None),
    )


def figures_of(dataset: Dataset, indicator: str) -> tuple[Observation, ...]:
    """Return every figure of an indicator, in every region and industry, charted or not."""
    return tuple(one for key in keys_of(dataset, indicator) for one in dataset.table.of(key))


def keys_of(dataset: Dataset, indicator: str) -> tuple[Key, ...]:
    """Return the regions and industries for which an indicator has figures."""
    return dataset.table.keys_of(indicator=indicator)


def usual_key(dataset: Dataset, indicator: str) -> Key | None:
    """Return the series that a page shows unasked: the city's own, else the longest; None without any figure."""
    own = dataset.key(indicator)
    if own in dataset.table:
        return own
    keys = keys_of(dataset, indicator)
    return max(keys, key=lambda key: (key.region == dataset.city.region, len(dataset.table.of(key))), default=None)


def yearly(dataset: Dataset, key: Key) -> tuple[Observation, ...]:
    """Return the yearly figures of a series that charts show."""
    return dataset.table.series(key)


def part_years(dataset: Dataset, indicator: str) -> tuple[Observation, ...]:
    """Return the figures for parts of a year or several years together: they never join the yearly series."""
    return tuple(one for one in figures_of(dataset, indicator) if not one.period.grain.is_yearly)


def goals_of(
    dataset: Dataset, indicator: str, on: Period, method: str, key: Key | None = None
) -> tuple[Assessment, ...]:
    """Return the goals of an indicator, of every plan, held against the figures; of one series if a key is given."""
    wanted = dataset.goals.where(indicator=indicator) if key is None else dataset.targets_of(key)
    return tuple(assessment_of(dataset, one, on, method) for one in listed(dataset, wanted, on))


def conflicts_of(dataset: Dataset, indicator: str | None = None) -> tuple[Conflict, ...]:
    """Return the figures for which sources differ so that not both can be true, of one indicator or of all.

    Over 100 and 101 agree, and so do about 9500 and 9550: the words leave the other figure open.
    """
    found = []
    for one in dataset.table.conflicts(indicator):
        kind, first = dataset.indicator(one.key.indicator).kind, one.observations[0]
        others = [other for other in one.observations[1:] if not _agree(first, other, kind)]
        if others:
            found.append(replace(one, observations=(first, *others)))
    return tuple(found)


def _agree(one: Observation, other: Observation, kind: Kind) -> bool:
    spans = [interval(each.value, each.qualifier, kind) for each in (one, other) if each.value is not None]
    return spans[0].meets(spans[-1])


def by_industry(dataset: Dataset, indicator: str, region: str, on: Period) -> tuple[Observation, ...]:
    """Return the latest figure of each industry that has one, in the order of the industries."""
    keys = [key for key in dataset.table.keys_of(indicator, region) if key.industry != ALL_INDUSTRIES]
    keys.sort(key=lambda key: dataset.industry(key.industry).order)
    found = [dataset.table.latest(key, on) for key in keys]
    return tuple(one for one in found if one is not None)


def by_period(figures: Sequence[Observation]) -> tuple[Observation, ...]:
    """Return figures with the latest first; of one period the charted one first."""
    return tuple(sorted(figures, key=lambda one: (-one.period.last, one.key, not one.charted)))
