"""New figures held against whatever is known: earlier ones, the other regions, the whole, the growth indicator."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import partial

from indicators.dataset import Dataset
from indicators.model import Key, Kind, Status, Text
from indicators.periods import Period
from indicators.problems import Problem, problem
from indicators.proposals.around import Surroundings
from indicators.proposals.compared import Compared, Known, odd
from indicators.proposals.groups import in_groups
from indicators.proposals.proposal import Proposal
from indicators.table import Observation
from indicators.tables.columns import OBSERVATIONS

_EDITIONS, _ENOUGH = 5, 3
_GROWTH_POINTS = Decimal(12)
_AHEAD = frozenset({Status.ESTIMATE.value, Status.FORECAST.value})


def implausible(proposal: Proposal, current: Dataset, after: Dataset) -> Iterator[Problem]:
    """Yield a question for each new figure that is odd beside what is published; a note of its own explains it."""
    every = list(_figures(proposal, current, after))

    def at(key: Key, period: Period) -> Decimal | None:
        found = after.table.actual(key, period)
        return found.value if found else None

    yield from in_groups(every, Surroundings(after, at, partial(nearest, after)))
    yield from _against_growth(every, after)


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


def not_whole(proposal: Proposal, current: Dataset) -> Iterator[Problem]:
    """Yield a question for each figure with a fraction of what was whole so far: 1.460 firms may be 1460."""
    so_far: dict[str, bool] = {}
    for change in proposal.changes:
        row = change.new
        if change.table != OBSERVATIONS.name or row is None or not row["value"] or row["note"]:
            continue
        indicator = current.indicators.get(row["indicator"])
        if indicator is None or indicator.decimals or indicator.kind not in {Kind.STOCK, Kind.FLOW}:
            continue
        if Decimal(row["value"]) % 1 and so_far.setdefault(indicator.id, _is_whole_so_far(current, indicator.id)):
            place = proposal.places[change.table, change.id].at("value")
            yield problem("not-whole", place, row["value"], unit=Text(indicator.unit.symbol, indicator.unit.english))


def _is_whole_so_far(current: Dataset, indicator: str) -> bool:
    """Whether some figures of an indicator are known, and none of them with a fraction."""
    known = [one.value for one in current.table.where(indicator=indicator) if one.value is not None]
    return len(known) >= _ENOUGH and not any(value % 1 for value in known)


def _figures(proposal: Proposal, current: Dataset, after: Dataset) -> Iterator[Compared]:
    """The figures that are new or have another value, but those that are explained, and those that are not charted."""
    for change in proposal.changes:
        row, old = change.new, change.old
        if change.table != OBSERVATIONS.name or row is None or not row["value"]:
            continue
        is_altered = old is None or not old["value"] or Decimal(old["value"]) != Decimal(row["value"])
        is_explained = row["break"] or (row["note"] and (old is None or old["note"] != row["note"]))
        indicator = after.indicators.get(row["indicator"])
        if indicator is None or not is_altered or is_explained or row["role"] != "charted":
            continue
        key, period = Key(row["indicator"], row["region"], row["industry"]), Period.parse(row["period"])
        earlier = known_beside(current, key, period)
        parent = after.regions[key.region].parent if indicator.kind in {Kind.RATIO, Kind.GROWTH} else None
        above = known_beside(after, replace(key, region=parent), period) if parent else ()
        yield Compared(
            key,
            period,
            Decimal(row["value"]),
            earlier,
            proposal.places[change.table, change.id].at("value"),
            indicator,
            above[-1] if above else None,
            (*earlier, *_months_before(current, key, period)),
            is_new=old is None,
            rough=parts_of_years(current, key, period) if not earlier and indicator.kind is not Kind.GROWTH else (),
        )


def known_beside(dataset: Dataset, key: Key, period: Period, *, or_at: bool = False) -> tuple[Known, ...]:
    """Return the last earlier figures of the same months, or of whole years for a year; else the first later one.

    With `or_at` a figure of the period itself counts among the earlier ones.
    """
    series = dataset.table.series(key, period.grain)
    series = tuple(one for one in series if one.period.same_months(period))
    before = [one for one in series if one.period < period or (or_at and one.period == period)]
    return _known(before or [one for one in series if one.period > period][:1], _EDITIONS)


def nearest(dataset: Dataset, key: Key, period: Period) -> Known | None:
    """Return the figure of the same months that is nearest to a period; None where none is known."""
    series = _known([one for one in dataset.table.series(key, period.grain) if one.period.same_months(period)])
    return min(series, key=lambda one: abs(one.period.last - period.last), default=None)


def parts_of_years(dataset: Dataset, key: Key, period: Period) -> tuple[Known, ...]:
    """Return the figure of other months that ends nearest to a period: of a flow it tells the size of a year."""
    every = _known([one for one in dataset.table.of(key) if not one.period.same_months(period)])
    found = min(every, key=lambda one: abs(one.period.last - period.last), default=None)
    return (found,) if found else ()


def _months_before(current: Dataset, key: Key, period: Period) -> tuple[Known, ...]:
    """The figures since the same month that end sooner: of one to eight months for one to nine."""
    every = current.table.of(key)
    before = [one for one in every if one.period.first == period.first and one.period.last < period.last]
    return _known(before, _EDITIONS)


def _known(figures: Sequence[Observation], most: int | None = None) -> tuple[Known, ...]:
    known = [Known(one.period, one.value) for one in figures if one.is_actual and one.value is not None]
    return tuple(known[-most:] if most else known)


def _against_growth(every: Sequence[Compared], after: Dataset) -> Iterator[Problem]:
    """A figure whose change on the year before is far from the growth that is known of it; or a growth, from it."""
    growths = {one.growth_of: one.id for one in after.indicators.values() if one.growth_of}
    seen: set[tuple[Key, Period]] = set()
    for one in sorted(every, key=lambda one: one.indicator.growth_of is not None):
        amount = one.indicator.growth_of or one.key.indicator
        key = Key(amount, one.key.region, one.key.industry)
        if amount not in growths or (key, one.period) in seen:
            continue
        seen.add((key, one.period))
        growth = after.table.actual(Key(growths[amount], key.region, key.industry), one.period)
        now, before = (after.table.actual(key, when) for when in (one.period, one.period.previous()))
        if not (growth and now and before) or not before.value or now.value is None or growth.value is None:
            continue
        change = (now.value / before.value - 1) * 100
        if before.value > 0 and abs(change - growth.value) > _GROWTH_POINTS:
            yield odd("growth-disagrees", one, change=f"{change:.1f}", growth=f"{growth.value:f}")
