"""New figures held against whatever is known: earlier ones, the other regions, the whole, the growth indicator."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations, pairwise

from indicators.dataset import Dataset
from indicators.model import Indicator, Key, Kind, Status
from indicators.periods import Period, years_between
from indicators.problems import Place, Problem, problem
from indicators.proposals.proposal import Proposal
from indicators.table import Observation
from indicators.tables.columns import OBSERVATIONS

_AMOUNTS = {Kind.STOCK, Kind.FLOW, Kind.INDEX}
_RISE, _FALL = Decimal("1.6"), Decimal("0.7")  # a rise a year, a fall in all, beyond which a new figure is odd
_POINTS: Mapping[Kind, Decimal] = {Kind.RATIO: Decimal(10), Kind.GROWTH: Decimal(20)}
_NEAR_LOW, _NEAR_HIGH = Decimal("0.75"), Decimal("1.35")
_SMALL = Decimal(20)
_DIGITS, _FEW, _MOST_SUSPECTS, _EDITIONS = 4, 3, 60, 5
_MOST_OF, _HALF = Decimal("0.8"), Decimal("0.5")
_GROWTH_POINTS = Decimal(12)
_AHEAD = frozenset({Status.ESTIMATE.value, Status.FORECAST.value})


@dataclass(frozen=True)
class _Figure:
    """A new figure with the last ones before it, and where it stands in the file."""

    key: Key
    period: Period
    value: Decimal
    earlier: tuple[Observation, ...]
    place: Place
    indicator: Indicator

    @property
    def before(self) -> Observation | None:
        """The last figure before this one, if any is known."""
        return self.earlier[-1] if self.earlier else None

    @property
    def ratio(self) -> Decimal | None:
        """The figure as a multiple of the one before, a year; None where that says nothing."""
        if self.before is None or not self.before.value or self.value <= 0 or self.before.value < 0:
            return None
        years = max(years_between(self.before.period, self.period), Decimal(1))
        return (self.value / self.before.value) ** (1 / years)

    @property
    def is_odd(self) -> bool:
        """Whether the figure lies far from the one before it."""
        if self.before is None or self.before.value is None:
            return False
        if self.indicator.kind in _POINTS:
            return abs(self.value - self.before.value) > _POINTS[self.indicator.kind]
        if self.indicator.kind not in _AMOUNTS:
            return False
        if self.ratio is None:
            return self.value <= 0 < self.before.value
        is_small = max(self.value, self.before.value) < _SMALL
        return not is_small and (self.ratio > _RISE or self.value < self.before.value * _FALL)


def implausible(proposal: Proposal, current: Dataset, after: Dataset) -> Iterator[Problem]:
    """Yield a question for each new figure that is odd beside what is published; a note of its own explains it."""
    groups: dict[tuple[str, str, str], list[_Figure]] = defaultdict(list)
    for figure in _figures(proposal, current, after):
        groups[figure.key.indicator, figure.key.industry, str(figure.period)].append(figure)
    for group in groups.values():
        found = list(_as_before(group)) or list(_shifted(group)) or list(_swapped(group))
        yield from found
        told = {one.where for one in found}
        yield from (one for one in _far(group) if one.where not in told)
        yield from _beyond_whole(group, after)
    yield from _against_growth(groups, after)


def not_begun(proposal: Proposal, today: dt.date) -> Iterator[Problem]:
    """Yield a question for each figure of a time that has not begun and that is filed as if it were known."""
    month = Period.parse(f"{today:%Y-%m}")
    for change in proposal.changes:
        row = change.new
        if change.table != OBSERVATIONS.name or row is None or not row["value"] or row["note"]:
            continue
        period = Period.parse(row["period"])
        if period.first > month.last and row["status"] not in _AHEAD:
            place = proposal.places[change.table, change.id].at("value")
            yield problem("not-begun", place, row["value"], period=period)


def _figures(proposal: Proposal, current: Dataset, after: Dataset) -> Iterator[_Figure]:
    for change in proposal.changes:
        row = change.new
        is_new = change.table == OBSERVATIONS.name and change.old is None and row is not None
        if not is_new or row is None or not row["value"] or row["note"] or row["role"] != "charted":
            continue
        key, period = Key(row["indicator"], row["region"], row["industry"]), Period.parse(row["period"])
        place = proposal.places[change.table, change.id].at("value")
        indicator = after.indicators.get(key.indicator)
        if indicator is not None:
            yield _Figure(key, period, Decimal(row["value"]), _earlier(current, key, period), place, indicator)


def _earlier(current: Dataset, key: Key, period: Period) -> tuple[Observation, ...]:
    """The last earlier figures of the same months, or of whole years for a year."""
    series = current.table.series(key, period.grain)
    return tuple(one for one in series if one.period < period and period.same_months(one.period))[-_EDITIONS:]


def _as_before(group: Sequence[_Figure]) -> Iterator[Problem]:
    """Figures that are those of one edition before, under a new period."""
    editions: dict[Period, list[tuple[_Figure, Observation]]] = defaultdict(list)
    for one in group:
        for before in one.earlier:
            if one.indicator.kind in _AMOUNTS:
                editions[before.period].append((one, before))
    for known in editions.values():
        same = [(one, before) for one, before in known if one.value == before.value]
        digits = sum(len(f"{abs(one.value):f}".replace(".", "").strip("0")) for one, _ in same)
        is_telling = len(same) >= _FEW or (len(same) == len(known) and digits >= _DIGITS)
        if same and is_telling and len(same) >= len(known) * _MOST_OF:
            for one, before in same:
                yield _problem("same-as-before", one, period=before.period)
            return


def _swapped(group: Sequence[_Figure]) -> Iterator[Problem]:
    """Two regions of which each has what the other had."""
    suspects = [
        one for one in group if one.before and one.indicator.kind in _AMOUNTS and not _is_near(one.value, one.before)
    ]
    for one, other in combinations(suspects[:_MOST_SUSPECTS], 2):
        if (one.is_odd or other.is_odd) and _is_near(one.value, other.before) and _is_near(other.value, one.before):
            yield _problem("swapped", one, other=other.place.where)
            yield _problem("swapped", other, other=one.place.where)


def _shifted(group: Sequence[_Figure]) -> Iterator[Problem]:
    """A column in which each region has what the next or the last one had."""
    rows = sorted((one for one in group if one.before is not None), key=lambda one: one.place.row)
    if len(rows) <= _FEW:
        return
    own = sum(_is_near(one.value, one.before) for one in rows)
    down = sum(_is_near(later.value, earlier.before) for earlier, later in pairwise(rows))
    up = sum(_is_near(earlier.value, later.before) for earlier, later in pairwise(rows))
    if own < len(rows) * _HALF and max(down, up) >= (len(rows) - 1) * _MOST_OF:
        for one in rows:
            yield _problem("shifted", one)


def _far(group: Sequence[_Figure]) -> Iterator[Problem]:
    for one in group:
        if one.is_odd:
            yield _problem("far-from-before", one)


def _beyond_whole(group: Sequence[_Figure], after: Dataset) -> Iterator[Problem]:
    """A part that is larger than the whole that it counts in."""
    for one in group:
        region = after.regions.get(one.key.region)
        if region is None or not region.parent or not region.counts_in_parent or one.indicator.kind not in _AMOUNTS:
            continue
        whole = after.table.actual(Key(one.key.indicator, region.parent, one.key.industry), one.period)
        adds = one.indicator.aggregation.value == "sum"
        if adds and whole is not None and whole.value is not None and one.value > whole.value > 0:
            yield _problem("beyond-whole", one, whole=f"{whole.value:f}")


def _against_growth(groups: Mapping[tuple[str, str, str], Sequence[_Figure]], after: Dataset) -> Iterator[Problem]:
    """A figure whose change on the year before is far from the growth that is known of it."""
    growths = {one.growth_of: one.id for one in after.indicators.values() if one.growth_of}
    for group in groups.values():
        for one in group:
            growth = growths.get(one.key.indicator)
            if (
                growth is None
                or one.ratio is None
                or one.before is None
                or years_between(one.before.period, one.period) != 1
            ):
                continue
            stated = after.table.actual(Key(growth, one.key.region, one.key.industry), one.period)
            change = (one.ratio - 1) * 100
            if stated is not None and stated.value is not None and abs(change - stated.value) > _GROWTH_POINTS:
                yield _problem("growth-disagrees", one, change=f"{change:.1f}", growth=f"{stated.value:f}")


def _is_near(value: Decimal, before: Observation | None) -> bool:
    if before is None or not before.value or before.value <= 0:
        return False
    return _NEAR_LOW <= value / before.value <= _NEAR_HIGH


def _problem(kind: str, figure: _Figure, **words: object) -> Problem:
    before = figure.before
    known = {
        "before": f"{before.value:f}" if before and before.value is not None else "—",
        "period": before.period if before else "—",
    }
    return problem(kind, figure.place, f"{figure.value:f}", **{**known, **words})
