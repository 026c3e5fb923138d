"""What a goal is held against: the readings that count for it, out of the table.

A goal is read in figures of the grain of its due period only; a figure for part of a year never joins those
of whole years. A goal that counts from zero is read in sums since its start.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from indicators.goals.intervals import Interval, interval
from indicators.goals.targets import RULES, Comparator, Plan, Target
from indicators.model import Absence, Indicator, Key, Kind, Qualifier, Status
from indicators.periods import Grain, Period
from indicators.table import MetricTable, Observation

_FULL_YEARS_FOR_A_SEASON = 5
_SETTLED_FIRST = (
    Status.FINAL,
    Status.REVISED,
    Status.DERIVED,
    Status.YEAR_INFERRED,
    Status.PROVISIONAL,
    Status.ESTIMATE,
    Status.FORECAST,
)


@dataclass(frozen=True, slots=True)
class Reading:
    """A value at a period, with the ids of the observations that it was read from (none if the goal prints it).

    `reckoned` is the interval of a value that was added up from several figures; `status` the least settled of theirs.
    """

    value: Decimal
    period: Period
    qualifier: Qualifier = Qualifier.EXACT
    observations: tuple[str, ...] = ()
    status: Status = Status.FINAL
    reckoned: Interval | None = None

    def interval(self, kind: Kind) -> Interval:
        """Return the numbers that the value may stand for, as a figure of an indicator of this kind."""
        return self.reckoned or interval(self.value, self.qualifier, kind)


def reading(one: Observation) -> Reading:
    """Return the value of an observation as a reading. Raises ValueError where the observation has none."""
    if one.value is None:
        raise ValueError(f"observation {one.id} has no value ({one.absence or Absence.MISSING})")
    return Reading(one.value, one.period, one.qualifier, (one.id,), one.status)


def is_of_its_period(target: Target, indicator: Indicator, plan: Plan | None) -> bool:
    """Return whether a goal is for the growth, the flow or the increase of its due period, and of no other figure."""
    if target.due is None or RULES[target.comparator].needs_base or target.comparator is Comparator.CUMULATIVE:
        return False
    if target.comparator is Comparator.NEWLY_ADDED or indicator.kind is Kind.GROWTH:
        return True
    is_yearly = plan is not None and plan.first == plan.last == target.due
    return is_yearly and indicator.kind in {Kind.FLOW, Kind.RATIO}


def readings(
    target: Target, indicator: Indicator, table: MetricTable, on: Period, plan: Plan | None = None
) -> tuple[Reading, ...]:
    """Return the readings that count for a goal, oldest first, as known on a period and none after its due period.

    A figure that stands in the goal's own sentence counts for nothing: it is where the goal starts from.
    """
    last = min(on.last, target.due.last) if target.due else on.last
    if RULES[target.comparator].from_zero and indicator.kind is not Kind.STOCK:
        found = _sums(target, indicator.kind, table, last)
    elif target.comparator is Comparator.NEWLY_ADDED:
        found = _rises(target, indicator.kind, table, last)
    elif target.due is not None and is_of_its_period(target, indicator, plan):
        found = _plain(target, table.series(target.key, target.due.grain), target.due)
    else:  # of a cumulative stock the level is itself the sum, as case 5 of the methods has it
        found = _plain(target, levels(target, table, last))
    return tuple(one for one in found if one.period.last <= last)


def _plain(target: Target, figures: Iterable[Observation], only: Period | None = None) -> tuple[Reading, ...]:
    counted = (one for one in figures if not is_in_own_sentence(target, one))
    return tuple(reading(one) for one in counted if only is None or one.period == only)


def is_in_own_sentence(target: Target, one: Observation) -> bool:
    """Return whether a figure stands in the sentence that sets the goal."""
    goal, figure = target.citation, one.citation
    if (goal.source, goal.page) != (figure.source, figure.page):
        return False
    return figure.quote in goal.quote or goal.quote in figure.quote


def unbroken(figures: Iterable[Observation]) -> tuple[Observation, ...]:
    """Return the figures since the last one that begins a new definition, that one first."""
    known = tuple(figures)
    begins = max((position for position, one in enumerate(known) if one.break_reason), default=0)
    return known[begins:]


def start(target: Target) -> Period | None:
    """Return the period at whose end a goal that counts from zero starts to count; None where nothing says so.

    What is newly added counts from the start of the due period. What is cumulative counts since the base
    that the goal names; else, where only the last year is named, since the last full year when it was set.
    """
    due = target.due
    if target.comparator is Comparator.CUMULATIVE:
        set_in = last_full_year(target.set_in) if due is None or due.grain is Grain.YEAR else None
        for since in (target.base_period, set_in):
            if since and (due is None or since.last < due.first):
                return since
    return due.eve() if due else None


def last_full_year(period: Period | None) -> Period | None:
    """Return the last calendar year that was over by the end of a period."""
    if period is None:
        return None
    year = Period.of_year(period.year)
    return year if year.ends_by(period) else year.eve()


def levels(target: Target, table: MetricTable, last: int) -> tuple[Observation, ...]:
    """Return the figures of the due period's grain and of one definition; for runs of months, of the same months."""
    grain = target.due.grain if target.due else Grain.YEAR
    found = table.series(target.key, Grain.YEAR if grain is Grain.YEARS else grain)
    due = target.due if grain is Grain.MONTHS else None
    return unbroken(one for one in found if one.period.last <= last and (due is None or one.period.same_months(due)))


def _rises(target: Target, kind: Kind, table: MetricTable, last: int) -> tuple[Reading, ...]:
    """What a stock has gained since the goal started to count: what was added, net of what left.

    The level of a stock is never held against what was to be added to it.
    """
    since = start(target)
    found = levels(target, table, last)
    before = next((one for one in found if since is not None and one.period == since), None)
    if since is None or before is None:
        return ()
    zero = reading(before)
    later = (reading(one) for one in found if one.period.last > since.last)
    return tuple(
        _joined(one, zero, one.value - zero.value, one.interval(kind).minus(zero.interval(kind))) for one in later
    )


def _sums(target: Target, kind: Kind, table: MetricTable, last: int) -> tuple[Reading, ...]:
    """Running sums of a flow since the goal started to count; without a date or a start, its yearly figures.

    Where the due period has no whole year yet, the figures for its first months; never both together.
    """
    since = start(target)
    if since is None:
        return _plain(target, levels(target, table, last)) if target.comparator is Comparator.NEWLY_ADDED else ()
    due_last = target.due.last if target.due else last
    counted = [one for one in table.of(target.key) if one.is_actual and not is_in_own_sentence(target, one)]
    printed = {
        one.period.last: reading(one)
        for one in counted
        if one.period.first == since.last + 1 and one.period.last <= due_last
    }
    yearly = {one.period: one for one in reversed(counted)}
    whole = tuple(_by_year(yearly, kind, since, due_last, printed))
    if whole:
        return whole
    on_due = [one for one in printed.values() if target.due == one.period]
    return tuple(on_due or sorted(printed.values(), key=lambda one: one.period))


def _by_year(
    yearly: Mapping[Period, Observation], kind: Kind, since: Period, last: int, printed: Mapping[int, Reading]
) -> Iterator[Reading]:
    """The sum at the end of each year: as it is printed, else added up; none after a gap or across definitions."""
    total: Reading | None = Reading(Decimal(0), since)
    for year in map(Period.of_year, range(since.year, last // 12 + 1)):
        if year.last > last or year.first <= since.last:
            continue
        one = yearly.get(year)
        now = reading(one) if one and not (one.break_reason and total and total.observations) else None
        added = _joined(now, total, total.value + now.value, _sum(now, total, kind)) if now and total else None
        total = printed.get(year.last, added)
        if total:
            yield total


def _sum(now: Reading, other: Reading, kind: Kind) -> Interval:
    return now.interval(kind).plus(other.interval(kind))


def _joined(now: Reading, other: Reading, value: Decimal, reckoned: Interval | None) -> Reading:
    """A reading at the period of `now` that rests on both; qualifier and status are the looser ones."""
    loosest = max(now.qualifier, other.qualifier, key=list(Qualifier).index)
    status = max(now.status, other.status, key=_SETTLED_FIRST.index)
    return Reading(value, now.period, loosest, (*other.observations, *now.observations), status, reckoned)


def seasonal_share(table: MetricTable, key: Key, part: Period) -> Decimal | None:
    """Return the mean share of a year that earlier years had by the same months; None with fewer than five years."""
    shares = []
    for one in table.series(key, part.grain):
        year = table.actual(key, Period.of_year(one.period.year))
        if one.period < part and one.period.same_months(part) and one.value is not None and year and year.value:
            shares.append(one.value / year.value)
    return sum(shares, Decimal(0)) / len(shares) if len(shares) >= _FULL_YEARS_FOR_A_SEASON else None
