"""Where an indicator stands on the way to a goal, and everything that follows from it: gap, lag, pace, completion.

The arithmetic is Decimal throughout and follows §1, §2 and §4 of the project's methods.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from indicators.goals.arithmetic import power, rounded
from indicators.goals.readings import Reading
from indicators.goals.targets import RULES, Bar, Side, Target
from indicators.model import Indicator
from indicators.periods import Period, years_between


class Reason(StrEnum):
    """Why a goal has no light."""

    NOT_SET = "not_set"
    NOT_BEGUN = "not_begun"

    NO_OBSERVATION = "no_observation"
    NO_BASE = "no_base"
    NO_DUE = "no_due"
    NO_NUMBER = "no_number"
    STALE = "stale"
    NO_EVIDENCE = "no_evidence"
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
    first, also those before the base. `beside` is the last figure of an earlier period, where the goal reads its due
    period only and that is not in. `reason` says what a light lacks; some methods do without that.
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
    expected: Decimal | None
    is_final: bool
    was_met: bool
    reason: Reason | None
    beside: Reading | None = None

    @property
    def is_met(self) -> bool:
        """Return whether the value as printed meets the goal; whether the figure bears that out, a verdict says."""
        return self.bar is not None and self.value is not None and self.bar.met_by(self.value.value)

    @property
    def awaits_final(self) -> bool:
        """Return whether the goal is due and held at an earlier figure until that of the due period is in."""
        due = self.target.due
        return due is not None and self.value is not None and due.ends_by(self.on) and not self.is_final

    @property
    def _tells_nothing(self) -> bool:
        """Whether the value is too old to say how far the goal is: it is told with its year, and no way with it."""
        return self.reason is Reason.STALE

    @property
    def covered(self) -> Decimal | None:
        """Return the share of the way from base to bar that the value has covered."""
        reach, start, value = self.bar, self.base, self.value
        if reach is None or start is None or value is None or value.period.ends_by(start.period):
            return None
        if self._tells_nothing:
            return None
        return reach.share(start.value, value.value) if RULES[self.target.comparator].has_path else None

    def possibilities(self) -> tuple[Standing, ...]:
        """Return where the indicator may stand, as far as its figure tells: itself where that is exact."""
        reach, value = self.bar, self.value
        if reach is None or value is None or value is self.base:
            return (self,)
        values = value.interval(self.indicator.kind)
        edges = tuple(edge for edge in (reach.low, reach.number, reach.high) if edge is not None)
        return (self,) if values.is_point else tuple(map(self._at, values.points(tuple(sorted(set(edges))))))

    def _at(self, number: Decimal) -> Standing:
        """The same standing, had the figure been exactly this number."""
        if self.value is None:
            raise ValueError("nothing stands anywhere without a value")
        exact = Reading(number, self.value.period, observations=self.value.observations, status=self.value.status)
        return replace(self, value=exact, history=(*self.history[:-1], exact))

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
        if self.bar is None or self.value is None or self._tells_nothing:
            return None
        return self.bar.missing(self.value.value)

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
        if self.bar is None or self.value is None or self.years_left is None or self.is_met or self._tells_nothing:
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
        if self.bar is None or self.value is None or self._tells_nothing:
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
        """Return whether the last change went against the goal's direction, as far as both figures bound it.

        A band has no direction while it is held.
        """
        if len(self.history) < 2 or self.bar is None:  # noqa: PLR2004 - a change needs two readings
            return False
        kind = self.indicator.kind
        before, now = (one.interval(kind) for one in self.history[-2:])
        if self.bar.side is Side.BOTH:
            return self.bar.missing(self.history[-1].value) > self.bar.missing(self.history[-2].value)
        fell = before.is_above(now.high) if now.high is not None else False
        rose = now.is_above(before.high) if before.high is not None else False
        return fell if self.bar.side is Side.UP else rose
