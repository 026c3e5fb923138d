"""A goal held against what happened: `assess(target, ...)` gives an Assessment.

The arithmetic is Decimal throughout and follows §1, §2 and §4 of the project's methods.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise

from indicators.goals.arithmetic import power, rounded, slack
from indicators.goals.readings import Reading, base, reading, readings, seasonal_share
from indicators.goals.targets import RULES, Bar, Side, Target, bar
from indicators.model import Indicator, Qualifier
from indicators.periods import Grain, Period, years_between
from indicators.table import MetricTable

__all__ = [
    "Reading",
    "Reason",
    "Standing",
    "Thresholds",
    "reading",
    "rounded",
    "seasonal_share",
    "stand",
]


class Reason(StrEnum):
    """Why a goal has no light, or only a provisional one."""

    NO_OBSERVATION = "no_observation"
    NO_BASE = "no_base"
    NO_DUE = "no_due"
    NO_NUMBER = "no_number"
    ONLY_BASE = "only_base"
    UNDEFINED = "undefined"


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Where one light ends and the next begins, in percentage points of lag, and what "about" allows."""

    behind: Decimal = Decimal(10)
    far_behind: Decimal = Decimal(30)
    about: Decimal = Decimal("0.02")


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an indicator stands on the way to a goal: all that a method needs to judge it.

    `value` is the latest reading since the base, else the base itself. `covered` is the share of the way from
    base to bar (0 at the base, 1 at the bar), `expected` the share that the path has at the period of the
    value, `lag` their difference in percentage points. `history` holds the readings up to the value, oldest
    first, also those before the base. `reason` says why there is no light; with a light it is None.
    Whatever is not defined is None.
    """

    target: Target
    indicator: Indicator
    on: Period
    thresholds: Thresholds
    bar: Bar | None
    base: Reading | None
    value: Reading | None
    history: tuple[Reading, ...]
    covered: Decimal | None
    expected: Decimal | None
    is_met: bool
    is_final: bool
    awaits_final: bool
    was_met: bool
    reason: Reason | None

    @property
    def lag(self) -> Decimal | None:
        """Return how far the value is behind the path, in percentage points; negative if it is ahead."""
        if self.covered is None or self.expected is None:
            return None
        return rounded((self.expected - self.covered) * 100)

    @property
    def gap(self) -> Decimal | None:
        """Return what is left to reach, in the unit of the indicator: positive until the goal is met, then 0 or less.

        A surplus over a number to reach is negative; within a band there is neither: 0.
        """
        return None if self.bar is None or self.value is None else self.bar.missing(self.value.value)

    @property
    def years_left(self) -> Decimal | None:
        """Return the years from the value to the due period; None where nothing is left or no date is set."""
        if self.value is None or self.target.due is None:
            return None
        left = years_between(self.value.period, self.target.due)
        return left if left > 0 else None

    @property
    def needed(self) -> Decimal | None:
        """Return the change a year that still leads to the goal, in the unit of the indicator."""
        if self.bar is None or self.value is None or self.years_left is None or self.is_met:
            return None
        return (self.bar.nearest(self.value.value) - self.value.value) / self.years_left

    @property
    def needed_growth(self) -> Decimal | None:
        """Return the compound growth a year that still leads to the goal, as a share.

        None for ratios and ranks, whose changes are told in points and places, and for sums, which do not grow.
        """
        if self.needed is None or self.bar is None or self.value is None or self.years_left is None:
            return None
        goal, value = self.bar.nearest(self.value.value), self.value.value
        if self._is_told_in_points or goal <= 0 or value <= 0:
            return None
        grown = power(goal / value, 1 / self.years_left)
        return None if grown is None else grown - 1

    @property
    def _is_told_in_points(self) -> bool:
        return self.indicator.kind.is_relative or RULES[self.target.comparator].from_zero

    @property
    def pace(self) -> Decimal | None:
        """Return the mean change a year since the base, in the unit of the indicator."""
        if self.base is None or self.value is None or self.value.period <= self.base.period:
            return None
        return (self.value.value - self.base.value) / years_between(self.base.period, self.value.period)

    @property
    def lands(self) -> Decimal | None:
        """Return the point in time, in years, at which the straight trend since the base reaches the goal."""
        if self.base is None or self.value is None or self.covered is None or self.covered <= 0:
            return None
        return self.base.period.end + years_between(self.base.period, self.value.period) / self.covered

    @property
    def lands_compound(self) -> Decimal | None:
        """Return the point in time at which the compound trend reaches the goal; None for ratios, ranks and sums."""
        if self.bar is None or self.base is None or self.value is None or self._is_told_in_points:
            return None
        start, now = self.base.value, self.value.value
        goal = self.bar.nearest(start)
        if min(goal, start, now) <= 0 or self.covered is None or self.covered <= 0:
            return None
        elapsed, grown = years_between(self.base.period, self.value.period), (now / start).ln()
        return self.base.period.end + elapsed * (goal / start).ln() / grown if grown else None

    @property
    def completion(self) -> Decimal | None:
        """Return y/g, or g/y where less is better: the share that is printed beside, and never decides.

        1 within a band; None where a negative number or a zero below the line makes it no share.
        """
        if self.bar is None or self.value is None:
            return None
        value = self.value.value
        goal = self.bar.nearest(value)
        if self.bar.side is Side.BOTH and self.bar.met_by(value):
            return Decimal(1)
        upward = self.bar.side is Side.UP or (self.bar.side is Side.BOTH and value < goal)
        part, whole = (value, goal) if upward else (goal, value)
        return part / whole if part >= 0 and whole > 0 else None

    @property
    def trend_is_away(self) -> bool:
        """Return whether the last change went against the goal's direction; a band has none while it is held."""
        if len(self.history) < 2 or self.bar is None:  # noqa: PLR2004 - a change needs two readings
            return False
        before, now = self.history[-2].value, self.history[-1].value
        if self.bar.side is Side.BOTH:
            return self.bar.missing(now) > self.bar.missing(before)
        return now < before if self.bar.side is Side.UP else now > before

    @property
    def is_borderline(self) -> bool:
        """Return whether an "about" figure stands exactly on the bar, so that the source does not decide."""
        return (
            self.bar is not None
            and self.value is not None
            and self.value.qualifier is Qualifier.ABOUT
            and abs(self.value.value - self.bar.number) <= slack(self.bar.number)
        )


def stand(target: Target, indicator: Indicator, table: MetricTable, on: Period, thresholds: Thresholds) -> Standing:
    """Return where the indicator stands on the way to the goal, as known on a period; never raises for want of data."""
    history = readings(target, indicator, table, on)
    start = base(target, table, on)
    value = _current(target, start, history, on)
    due = target.due
    span = years_between(start.period, due) if start and due else None
    reach = bar(target, start.value if start else None, span, thresholds.about)
    covered = _covered(target, reach, start, value)
    is_met = bool(reach and value and reach.met_by(value.value))
    is_final = bool(due and value and value.period.last == due.last)
    was_met = _was_met(target, reach, start, value, history)
    return Standing(
        target=target,
        indicator=indicator,
        on=on,
        thresholds=thresholds,
        bar=reach,
        base=start,
        value=value,
        history=tuple(one for one in history if value and one.period.ends_by(value.period)),
        covered=covered,
        expected=_expected(target, table, reach, start, value) if covered is not None else None,
        is_met=is_met,
        is_final=is_final,
        awaits_final=bool(due and due.ends_by(on) and value and not is_final),
        was_met=was_met,
        reason=_reason(target, reach, start, value, covered, has_light=is_met or is_final or was_met),
    )


def _current(target: Target, start: Reading | None, history: tuple[Reading, ...], on: Period) -> Reading | None:
    """The latest reading that is not older than the base; else the base, where it was read by then."""
    since = [one for one in history if start is None or start.period.ends_by(one.period)]
    if since:
        return since[-1]
    if start is None or RULES[target.comparator].from_zero or not start.period.ends_by(on):
        return None
    return start if target.due is None or start.period.last < target.due.last else None


def _covered(target: Target, reach: Bar | None, start: Reading | None, value: Reading | None) -> Decimal | None:
    if reach is None or start is None or value is None or value.period.ends_by(start.period):
        return None
    return reach.share(start.value, value.value) if RULES[target.comparator].has_path else None


def _expected(
    target: Target, table: MetricTable, reach: Bar | None, start: Reading | None, value: Reading | None
) -> Decimal | None:
    """The share of the way that the path has at the period of the value: milestones, a season, or a straight line."""
    due = target.due
    if reach is None or start is None or value is None or due is None:
        return None
    is_part_of_year = due.grain is Grain.YEAR and value.period.last < due.last
    if RULES[target.comparator].from_zero and is_part_of_year and value.period.first == due.first:
        season = seasonal_share(table, target.key, value.period)
        if season is not None:
            return season
    stops = [(start.period.last, Decimal(0)), (due.last, Decimal(1))]
    for period, number in sorted(target.milestones):
        share = reach.share(start.value, number)
        if start.period.last < period.last < due.last and share is not None:
            stops.insert(-1, (period.last, share))
    return _on_the_path(stops, value.period.last)


def _on_the_path(stops: list[tuple[int, Decimal]], month: int) -> Decimal:
    """The share at a month that lies between the first stop and the last, on straight lines from stop to stop."""
    for (start, low), (end, high) in pairwise(stops):
        if start <= month <= end and start < end:
            return low + (high - low) * (month - start) / (end - start)
    return Decimal(1)


def _was_met(
    target: Target, reach: Bar | None, start: Reading | None, value: Reading | None, history: tuple[Reading, ...]
) -> bool:
    """Whether the base or a reading between base and value met the goal. A sum cannot be lost again."""
    if reach is None or value is None or RULES[target.comparator].from_zero:
        return False
    earlier = [one for one in history if one.period < value.period]
    since = [one for one in earlier if start is None or start.period.ends_by(one.period)]
    return any(reach.met_by(one.value) for one in (*([start] if start else []), *since))


def _reason(
    target: Target,
    reach: Bar | None,
    start: Reading | None,
    value: Reading | None,
    covered: Decimal | None,
    *,
    has_light: bool,
) -> Reason | None:
    """The first thing that a light lacks, in the order in which a person would supply it."""
    needs_due = RULES[target.comparator].needs_due
    lacks = (
        (Reason.NO_NUMBER, target.amount is None),
        (Reason.NO_OBSERVATION, value is None),
        (Reason.NO_DUE, reach is None and needs_due and target.due is None),
        (Reason.NO_BASE, reach is None and start is None),
        (Reason.UNDEFINED, reach is None),
        (None, has_light),
        (Reason.NO_DUE, target.due is None),
        (Reason.ONLY_BASE, bool(start and value and value.period.ends_by(start.period))),
        (Reason.UNDEFINED, covered is None),
    )
    return next((reason for reason, is_lacking in lacks if is_lacking), None)
