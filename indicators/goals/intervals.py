"""A figure is an interval, not a point: what "over", "nearly", "about" and a rank within the first N leave open.

The widths are those of §1 of the project's methods. An open end is one that the value never takes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

from indicators.model import Kind, Qualifier

_WIDEST_BOUND, _WIDEST_ABOUT = Decimal("0.20"), Decimal("0.05")
_HALF = Decimal("0.5")
_INSIDE = Decimal("1e-6")  # how far inside an open end its nearest point is taken, as a share of the width
_FAR = Decimal(10**6)
_SHARES = frozenset({Kind.RATIO, Kind.GROWTH})


@dataclass(frozen=True, slots=True)
class Interval:
    """The numbers that a figure may stand for; `high` is None where nothing bounds it above."""

    low: Decimal
    high: Decimal | None
    low_open: bool = False
    high_open: bool = False

    @property
    def is_point(self) -> bool:
        """Return whether the figure is one number."""
        return self.low == self.high

    def plus(self, other: Interval) -> Interval:
        """Return the interval of the sum of two figures."""
        high = None if self.high is None or other.high is None else self.high + other.high
        return Interval(self.low + other.low, high, self.low_open or other.low_open, self.high_open or other.high_open)

    def minus(self, other: Interval) -> Interval | None:
        """Return the interval of the difference of two figures; None where nothing bounds it below."""
        if other.high is None:
            return None
        high = None if self.high is None else self.high - other.low
        return Interval(self.low - other.high, high, self.low_open or other.high_open, self.high_open or other.low_open)

    def is_above(self, number: Decimal) -> bool:
        """Return whether every number of the interval is above this one."""
        return self.low > number or (self.low_open and self.low == number)

    def is_below(self, number: Decimal) -> bool:
        """Return whether every number of the interval is below this one."""
        return self.high is not None and (self.high < number or (self.high_open and self.high == number))

    def meets(self, other: Interval) -> bool:
        """Return whether one number may lie in both intervals."""
        return not (self._ends_before(other) or other._ends_before(self))

    def _ends_before(self, other: Interval) -> bool:
        if self.high is None or self.high > other.low:
            return False
        return self.high < other.low or self.high_open or other.low_open

    def points(self, edges: tuple[Decimal, ...]) -> tuple[Decimal, ...]:
        """Return the numbers at which a judgement may turn: both ends, and the edges that lie between them."""
        if self.is_point:
            return (self.low,)
        reach = max(map(abs, (self.low, *edges, Decimal(1))))
        high = self.low + reach * _FAR if self.high is None else self.high
        nudge = (high - self.low) * _INSIDE
        first = self.low + nudge if self.low_open else self.low
        last = high - nudge if self.high_open else high
        return (first, *(edge for edge in edges if first < edge < last), last)


def interval(value: Decimal, qualifier: Qualifier, kind: Kind) -> Interval:
    """Return the interval that a printed figure of an indicator of this kind stands for."""
    return _SHAPES[qualifier](value, kind)


def unit_of(value: Decimal, kind: Kind) -> Decimal:
    """Return one unit of the last digit that means something: of shares the last, of amounts the last not zero."""
    printed = value if kind in _SHARES else value.normalize()
    exponent = printed.as_tuple().exponent
    return Decimal(1).scaleb(exponent) if isinstance(exponent, int) and value else Decimal(0)


def allowance(amount: Decimal, kind: Kind) -> Decimal | None:
    """Return by how much a share "about" so much may miss it: half a unit of its last digit; None for amounts."""
    return unit_of(amount, kind) * _HALF if kind in _SHARES else None


def _exact(value: Decimal, kind: Kind) -> Interval:  # noqa: ARG001 - all qualifiers are read alike
    return Interval(value, value)


def _bound(value: Decimal, kind: Kind) -> Decimal:
    return min(unit_of(value, kind), abs(value) * _WIDEST_BOUND)


def _over(value: Decimal, kind: Kind) -> Interval:
    width = _bound(value, kind)
    return Interval(value, value + width, high_open=width > 0)


def _under(value: Decimal, kind: Kind) -> Interval:
    if kind is Kind.RANK:
        return Interval(min(Decimal(1), value), value)
    width = _bound(value, kind)
    return Interval(value - width, value, low_open=width > 0)


def _about(value: Decimal, kind: Kind) -> Interval:
    half = min(unit_of(value, kind) * _HALF, abs(value) * _WIDEST_ABOUT)
    return Interval(value - half, value + half)


def _at_least(value: Decimal, kind: Kind) -> Interval:  # noqa: ARG001 - all qualifiers are read alike
    return Interval(value, None)


_SHAPES: Mapping[Qualifier, Callable[[Decimal, Kind], Interval]] = MappingProxyType(
    {
        Qualifier.EXACT: _exact,
        Qualifier.ABOUT: _about,
        Qualifier.OVER: _over,
        Qualifier.UNDER: _under,
        Qualifier.AT_LEAST: _at_least,
    }
)
