"""What a goal is held against: its base, and the readings that count for it, out of the table.

A goal is read in figures of the grain of its due period only; a figure for part of a year never joins those
of whole years. A goal that counts from zero is read in sums since its start.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain

from indicators.goals.targets import RULES, Comparator, Target
from indicators.model import Absence, Indicator, Key, Kind, Qualifier
from indicators.periods import Grain, Period
from indicators.table import MetricTable, Observation

_FULL_YEARS_FOR_A_SEASON = 5


@dataclass(frozen=True, slots=True)
class Reading:
    """A value at a period, with the ids of the observations that it was read from (none if the goal prints it)."""

    value: Decimal
    period: Period
    qualifier: Qualifier = Qualifier.EXACT
    observations: tuple[str, ...] = ()


def reading(one: Observation) -> Reading:
    """Return the value of an observation as a reading. Raises ValueError where the observation has none."""
    if one.value is None:
        raise ValueError(f"observation {one.id} has no value ({one.absence or Absence.MISSING})")
    return Reading(one.value, one.period, one.qualifier, (one.id,))


def readings(target: Target, indicator: Indicator, table: MetricTable, on: Period) -> tuple[Reading, ...]:
    """Return the readings that count for a goal, oldest first, as known on a period and none after its due period."""
    last = min(on.last, target.due.last) if target.due else on.last
    if not RULES[target.comparator].from_zero:
        found = _levels(target, table)
    elif indicator.kind is not Kind.STOCK:
        found = _sums(target, table, last)
    elif target.comparator is Comparator.CUMULATIVE:
        found = _levels(target, table)  # the stock is itself the sum, as case 5 of the methods has it
    else:
        found = _rises(target, table)
    return tuple(one for one in found if one.period.last <= last)


def base(target: Target, table: MetricTable, on: Period) -> Reading | None:
    """Return the base that the goal names; else the latest figure when it was set; else the earliest after.

    A goal that counts from zero starts at 0. Only a base that the goal names may be a forecast, and only such a
    one may lie in the due period: what is to be judged is no base to judge it by.
    """
    if RULES[target.comparator].from_zero:
        since = start(target)
        return Reading(Decimal(0), since) if since else None
    return _named_base(target, table, on) or _found_base(target, table, on)


def start(target: Target) -> Period | None:
    """Return the period at whose end a goal that counts from zero starts to count; None where nothing says so.

    What is newly added counts from the start of the due period. What is cumulative counts since the base
    that the goal names; else, where only the last year is named, since the last full year when it was set.
    """
    due = target.due
    if target.comparator is Comparator.CUMULATIVE:
        set_in = _last_full_year(target.set_in) if due is None or due.grain is Grain.YEAR else None
        for since in (target.base_period, set_in):
            if since and (due is None or since.last < due.first):
                return since
    return due.eve() if due else None


def _last_full_year(period: Period | None) -> Period | None:
    if period is None:
        return None
    year = Period.of_year(period.year)
    return year if year.ends_by(period) else year.eve()


def _levels(target: Target, table: MetricTable) -> tuple[Reading, ...]:
    """The figures of the grain of the due period; for runs of months, those of the same months."""
    grain = target.due.grain if target.due else Grain.YEAR
    found = table.series(target.key, Grain.YEAR if grain is Grain.YEARS else grain)
    due = target.due if grain is Grain.MONTHS else None
    return tuple(reading(one) for one in found if due is None or one.period.same_months(due))


def _rises(target: Target, table: MetricTable) -> tuple[Reading, ...]:
    """What a stock has gained since the goal started to count: what was added, net of what left.

    The level of a stock is never held against what was to be added to it.
    """
    since = start(target)
    before = table.actual(target.key, since) if since else None
    if since is None or before is None:
        return ()
    zero = reading(before)
    later = (one for one in _levels(target, table) if one.period.last > since.last)
    return tuple(_joined(one, zero, one.value - zero.value) for one in later)


def _sums(target: Target, table: MetricTable, last: int) -> tuple[Reading, ...]:
    """Running sums of a flow since the goal started to count; without a date or a start, its yearly figures.

    Where the due period has no whole year yet, the figures for its first months; never both together.
    """
    since = start(target)
    if since is None:
        return _levels(target, table) if target.comparator is Comparator.NEWLY_ADDED else ()
    due_last = target.due.last if target.due else last
    printed = {
        one.period.last: reading(one)
        for one in table.of(target.key)
        if one.is_actual and one.period.first == since.last + 1 and one.period.last <= due_last
    }
    whole = tuple(_by_year(target.key, table, since, due_last, printed))
    if whole:
        return whole
    on_due = [one for one in printed.values() if target.due == one.period]
    return tuple(on_due or sorted(printed.values(), key=lambda one: one.period))


def _by_year(
    key: Key, table: MetricTable, since: Period, last: int, printed: Mapping[int, Reading]
) -> Iterator[Reading]:
    """The sum at the end of each year: as it is printed, else added up; none after a year without a figure."""
    total: Reading | None = Reading(Decimal(0), since)
    for year in map(Period.of_year, range(since.year, last // 12 + 1)):
        if year.last > last or year.first <= since.last:
            continue
        one = table.actual(key, year)
        now = reading(one) if one else None
        added = _joined(now, total, total.value + now.value) if now and total else None
        total = printed.get(year.last, added)
        if total:
            yield total


def _joined(now: Reading, other: Reading, value: Decimal) -> Reading:
    """A reading at the period of `now` that rests on both; its qualifier is the looser one."""
    loosest = max(now.qualifier, other.qualifier, key=list(Qualifier).index)
    return Reading(value, now.period, loosest, (*other.observations, *now.observations))


def _named_base(target: Target, table: MetricTable, on: Period) -> Reading | None:
    """The base that the goal names: its own number first, then the figure of its period, be it a forecast."""
    if target.base_value is not None:
        period = target.base_period or _last_full_year(target.set_in) or (target.due.eve() if target.due else None)
        return Reading(target.base_value, period) if period else None
    named = table.at(target.key, target.base_period) if target.base_period else None
    return reading(named) if named and named.value is not None and named.period.ends_by(on) else None


def _found_base(target: Target, table: MetricTable, on: Period) -> Reading | None:
    due = target.due
    known = [
        one for one in _levels(target, table) if one.period.ends_by(on) and (due is None or one.period.last < due.last)
    ]
    before = [one for one in known if target.set_in is not None and one.period.ends_by(target.set_in)]
    return next(chain(reversed(before), known), None)


def seasonal_share(table: MetricTable, key: Key, part: Period) -> Decimal | None:
    """Return the mean share of a year that earlier years had by the same months; None with fewer than five years."""
    shares = []
    for one in table.series(key, part.grain):
        year = table.actual(key, Period.of_year(one.period.year))
        if one.period < part and one.period.same_months(part) and one.value is not None and year and year.value:
            shares.append(one.value / year.value)
    return sum(shares, Decimal(0)) / len(shares) if len(shares) >= _FULL_YEARS_FOR_A_SEASON else None
