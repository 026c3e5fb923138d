"""Who leads, who lags? Regions side by side: ranks and their changes, the sum of the districts against the city."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from indicators.dataset import ALL_INDUSTRIES, Dataset
from indicators.goals.methods import Assessment
from indicators.model import Aggregation, Indicator, Key, Region, RegionKind
from indicators.periods import Period, years_between
from indicators.table import Observation
from indicators.views.counted import Lines
from indicators.views.scoreboard import assessment_of, listed
from indicators.views.standings import lines

_FEWEST_TO_RANK, _FEWEST_FOR_THIRDS = 3, 5
YEARS_OF_NOTE = 3
"""A rank that did not change for so many years running is told as such."""
_ENOUGH = Decimal("0.5")


@dataclass(frozen=True, slots=True)
class Place:
    """One region's figure in a comparison: its rank among `of` regions, and its rank a year before.

    There is a rank before only where the same regions had figures then.
    """

    region: Region
    observation: Observation
    rank: int | None
    of: int
    rank_before: int | None

    @property
    def value(self) -> Decimal:
        """Return the figure."""
        return self.observation.value or Decimal(0)

    @property
    def is_in_front(self) -> bool:
        """Return whether the rank is in the upper third of at least five."""
        return self.rank is not None and self.of >= _FEWEST_FOR_THIRDS and self.rank * 3 <= self.of

    @property
    def is_behind(self) -> bool:
        """Return whether the rank is in the lower third of at least five."""
        return self.rank is not None and self.of >= _FEWEST_FOR_THIRDS and (self.of - self.rank + 1) * 3 <= self.of

    @property
    def moved(self) -> int | None:
        """Return the places gained since the year before, negative if lost; None where it had no rank then."""
        return None if self.rank is None or self.rank_before is None else self.rank_before - self.rank


@dataclass(frozen=True, slots=True)
class Comparison:
    """One indicator across regions in one year: the places by rank, and the regions without a figure."""

    indicator: Indicator
    period: Period
    places: tuple[Place, ...]
    missing: tuple[Region, ...]


@dataclass(frozen=True, slots=True)
class Sum:
    """The districts added up, in one year, beside the figure of the city; `missing` names whose figure is not there."""

    indicator: Indicator
    period: Period
    parts: tuple[Place, ...]
    city: Observation
    missing: tuple[Region, ...]

    @property
    def total(self) -> Decimal:
        """Return the sum of the parts."""
        return sum((part.value for part in self.parts), Decimal(0))

    @property
    def difference(self) -> Decimal:
        """Return the sum of the parts less the figure of the city."""
        return self.total - (self.city.value or Decimal(0))


def comparison(
    dataset: Dataset, indicator: str, regions: Sequence[Region], on: Period, industry: str = ALL_INDUSTRIES
) -> Comparison | None:
    """Return regions side by side in the latest year in which enough of them have a figure; None where none has.

    Enough is more than half of as many as ever had one, so that a few early figures do not hide a full year.
    """
    known = _by_year(dataset, indicator, regions, on, industry)
    if not known:
        return None
    most = max(len(figures) for figures in known.values())
    period = max(year for year, figures in known.items() if len(figures) > most * _ENOUGH)
    return in_year(dataset, indicator, regions, period, industry)


def in_year(
    dataset: Dataset, indicator: str, regions: Sequence[Region], period: Period, industry: str = ALL_INDUSTRIES
) -> Comparison:
    """Return regions side by side in one year, the best first."""
    described = dataset.indicator(indicator)
    figures = _figures(dataset, indicator, regions, period, industry)
    ranks = _ranks(described, _values(figures))
    before = ranks_in_year(dataset, indicator, regions, period.previous(), industry)
    is_new = any(one.break_reason for _, one in figures)
    if set(before) != set(ranks) or is_new:  # places among others, or by another definition, are no places gained
        before = {}
    places = [Place(region, one, ranks.get(region.id), len(ranks), before.get(region.id)) for region, one in figures]
    order = sorted(places, key=lambda place: (place.value * -described.direction.sign, place.region.order))
    there = {place.region.id for place in places}
    return Comparison(described, period, tuple(order), tuple(one for one in regions if one.id not in there))


def ranks_in_year(
    dataset: Dataset, indicator: str, regions: Sequence[Region], period: Period, industry: str = ALL_INDUSTRIES
) -> dict[str, int]:
    """Return the ranks of regions in one year, by their ids; none where too few have a figure."""
    known = dataset.table.values_of_period(indicator, industry, period, [region.id for region in regions])
    values = [(region, known[region.id]) for region in regions if region.id in known]
    return _ranks(dataset.indicator(indicator), values)


def _by_year(
    dataset: Dataset, indicator: str, regions: Iterable[Region], on: Period, industry: str
) -> dict[Period, list[Observation]]:
    known: dict[Period, list[Observation]] = {}
    for region in regions:
        for one in dataset.table.series(Key(indicator, region.id, industry)):
            if one.period <= on:
                known.setdefault(one.period, []).append(one)
    return known


def _figures(
    dataset: Dataset, indicator: str, regions: Sequence[Region], period: Period, industry: str
) -> list[tuple[Region, Observation]]:
    known = dataset.table.of_period(indicator, industry, period, [region.id for region in regions])
    found = [(region, known.get(region.id)) for region in regions]
    return [(region, one) for region, one in found if one is not None and one.value is not None]


def _values(figures: list[tuple[Region, Observation]]) -> list[tuple[Region, Decimal]]:
    return [(region, one.value) for region, one in figures if one.value is not None]


def _ranks(indicator: Indicator, values: list[tuple[Region, Decimal]]) -> dict[str, int]:
    """Ranks from 1, equal values sharing one; a composite has none, and neither have too few regions."""
    ranked = [(region.id, value * indicator.direction.sign) for region, value in values if _is_ranked(region)]
    if len(ranked) < _FEWEST_TO_RANK:
        return {}
    better = sorted((value for _, value in ranked), reverse=True)
    first = {value: rank for rank, value in reversed(list(enumerate(better, 1)))}
    return {region: first[value] for region, value in ranked}


def _is_ranked(region: Region) -> bool:
    return region.kind is not RegionKind.COMPOSITE


@dataclass(frozen=True, slots=True)
class Entry:
    """One cell of the matrix: a district's figure of an indicator, its place that year, and its goal's light.

    `is_stale` says that the figure is older, as of the period asked, than the lag of its publication.
    """

    region: Region
    indicator: Indicator
    place: Place | None
    assessment: Assessment | None
    is_stale: bool = False


def entries(
    dataset: Dataset, indicator: str, on: Period, method: str = "pace", year: Period | None = None
) -> tuple[Entry, ...]:
    """Return each district's latest figure of an indicator among the districts, with the goal due last.

    Where a year is named, the figure of that year or none, so that all districts are told of one year.
    """
    latest = {one.id: _figure_of(dataset, dataset.key(indicator, one.id), on, year) for one in dataset.districts}
    years = {one.period for one in latest.values() if one is not None}
    places = {
        (place.region.id, year): place
        for year in years
        for place in in_year(dataset, indicator, dataset.districts, year).places
    }
    return tuple(
        _entry(dataset, region, indicator, places.get((region.id, one.period)) if one else None, (on, method))
        for region in dataset.districts
        for one in (latest[region.id],)
    )


def _figure_of(dataset: Dataset, key: Key, on: Period, year: Period | None) -> Observation | None:
    latest = dataset.table.latest(key, year or on)
    return latest if year is None or (latest is not None and latest.period == year) else None


def _entry(dataset: Dataset, region: Region, indicator: str, place: Place | None, asof: tuple[Period, str]) -> Entry:
    key, (on, method) = dataset.key(indicator, region.id), asof
    aims = [assessment_of(dataset, one, on, method) for one in listed(dataset, dataset.targets_of(key), on) if one.due]
    aims.sort(key=lambda one: one.target.due or on)
    described = dataset.indicator(indicator)
    is_stale = place is not None and years_between(place.observation.period, on) > described.lag
    return Entry(region, described, place, aims[-1] if aims else None, is_stale)


def total(dataset: Dataset, indicator: str, on: Period) -> Sum | None:
    """Return the districts' sum beside the city in the latest year in which most of them have a figure.

    Where districts have none but a composite of them has, the composite stands in. None for indicators that do
    not add up, and where the city or all districts have no figure.
    """
    described = dataset.indicator(indicator)
    city = dataset.key(indicator)
    sums = []
    for one in dataset.table.series(city):
        if one.period <= on and described.aggregation is Aggregation.SUM:
            parts, missing = _cover(dataset, indicator, one.period)
            sums.append(Sum(described, one.period, parts, one, missing))
    with_parts = [one for one in sums if one.parts]
    return min(with_parts, key=lambda one: (len(one.missing), -one.period.last)) if with_parts else None


def _cover(dataset: Dataset, indicator: str, period: Period) -> tuple[tuple[Place, ...], tuple[Region, ...]]:
    composites = [one for one in dataset.inside if one.kind is RegionKind.COMPOSITE]
    found = {place.region.id: place for place in in_year(dataset, indicator, dataset.districts, period).places}
    joined = {place.region.id: place for place in in_year(dataset, indicator, composites, period).places}
    for composite in composites:
        if composite.id in joined and not set(composite.comprises) <= set(found):
            found = {name: place for name, place in found.items() if name not in composite.comprises}
            found[composite.id] = joined[composite.id]
    covered = set(found) | {part for name in found for part in dataset.region(name).comprises}
    parts = sorted(found.values(), key=lambda place: place.region.order)
    return tuple(parts), tuple(one for one in dataset.districts if one.id not in covered)


def goals_within(dataset: Dataset, on: Period, method: str = "pace") -> Lines:
    """Return the goals that districts and parks of the city have, as lists count them."""
    inside = {one.id for one in dataset.inside}
    return lines(dataset, on, method=method).where(inside.__contains__, "region")


def profile(dataset: Dataset, region: Region, on: Period) -> tuple[Place, ...]:
    """Return a region's latest figure of every indicator that it has for all industries, in catalogue order."""
    found = []
    for indicator in dataset.indicators:
        latest = dataset.table.latest(dataset.key(indicator, region.id), on)
        if latest is None:
            continue
        peers = comparable(dataset, region)
        places = in_year(dataset, indicator, peers, latest.period).places
        found.append(next(one for one in places if one.region.id == region.id))
    return tuple(found)


def comparable(dataset: Dataset, region: Region) -> tuple[Region, ...]:
    """Return the regions that a region is ranked among: districts among districts, cities among cities."""
    for group in (dataset.districts, dataset.peers):
        if region in group:
            return group
    return (region,)


def next_above(dataset: Dataset, place: Place) -> Place | None:
    """Return the region one place above, in the same year; None for the first and for what has no rank."""
    if place.rank is None or place.rank == 1:
        return None
    key = place.observation.key
    others = in_year(dataset, key.indicator, comparable(dataset, place.region), place.observation.period).places
    above = [one for one in others if one.rank is not None and one.rank < place.rank]
    return above[-1] if above else None


def behind_ranks(dataset: Dataset, places: Iterable[Place]) -> list[Observation]:
    """Return the figures behind ranks and their changes: of all regions compared, and of a year before."""
    found: list[Observation] = []
    for place in places:
        key, period = place.observation.key, place.observation.period
        among = comparable(dataset, place.region)
        for each in (period, period.previous()):
            found += [one.observation for one in in_year(dataset, key.indicator, among, each, key.industry).places]
    return found


def years_at_rank(dataset: Dataset, place: Place) -> int:
    """Return for how many years running, this one counted, the same regions had figures and the rank was the same."""
    if place.rank is None:
        return 0
    years, now = 1, place
    regions = comparable(dataset, place.region)
    while now.moved == 0:
        before = in_year(dataset, now.observation.key.indicator, regions, now.observation.period.previous())
        now = next(one for one in before.places if one.region.id == place.region.id)
        years += 1
    return years
