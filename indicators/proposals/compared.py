"""A number beside what is known of the same thing: what it was before, and what the other regions have.

Figures and goals are compared alike: of both a number of a region and a period is known, and what stood there before.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from openpyxl.utils import column_index_from_string

from indicators.model import Indicator, Key, Kind
from indicators.periods import Period, years_between
from indicators.problems import Place, Problem, problem

AMOUNTS = frozenset({Kind.STOCK, Kind.FLOW, Kind.INDEX})
RISE, MOST_RISE, _FALL = Decimal("1.6"), Decimal(4), Decimal("0.7")  # a year, in all; a fall in all
_SMALL, _SMALL_RISE, _NEXT_TO_NOTHING = Decimal(20), Decimal(5), Decimal(5)
_LAST_DIGITS = Decimal(10)
_ANOTHER_SIZE = Decimal(4)  # how many times roughly the same thing never is
_YEAR = 12
FEW = 3


@dataclass(frozen=True)
class _Band:
    """How far a share, a growth or a rank may move: in points; and by how many times, from so many points on."""

    points: Decimal
    times: Decimal
    least: Decimal = Decimal(0)


_BANDS: Mapping[Kind, _Band] = {
    Kind.RATIO: _Band(Decimal(10), Decimal(3)),
    Kind.GROWTH: _Band(Decimal(20), Decimal(5), Decimal(4)),
    Kind.RANK: _Band(Decimal(9), Decimal(5), Decimal(5)),
}


@dataclass(frozen=True)
class Known:
    """What is known of another period: a figure, or the level that a goal asks for."""

    period: Period
    value: Decimal
    is_goal: bool = False


@dataclass(frozen=True)
class Compared:
    """A number with the last ones before it, and where it stands in the file.

    `earlier` holds a later one where none is earlier. `above` is what the region that it lies in has, of shares and
    growths. `editions` are the numbers that a column may have been copied from; `is_new` says that none was published.
    `rough` is what tells the size alone: part of a year, another goal of the same thing; looked at where nothing is
    `earlier`.
    """

    key: Key
    period: Period
    value: Decimal
    earlier: tuple[Known, ...]
    place: Place
    indicator: Indicator
    above: Known | None = None
    editions: tuple[Known, ...] = ()
    is_new: bool = True
    rough: tuple[Known, ...] = ()

    @property
    def before(self) -> Known | None:
        """Return the last number before this one, if any is known."""
        return self.earlier[-1] if self.earlier else None

    @property
    def is_amount(self) -> bool:
        """Return whether the number is one that a change is told of in per cent."""
        return self.indicator.kind in AMOUNTS

    @property
    def is_small(self) -> bool:
        """Return whether the numbers are so small that one more or less is a large share."""
        if self.before is None:
            return True
        return self.is_amount and max(abs(self.value), abs(self.before.value)) < _SMALL

    @property
    def is_odd(self) -> bool:
        """Return whether the number lies far from the one before it."""
        if self.before is None:
            return False
        if self.is_amount:
            between = years_between(self.before.period, self.period)
            rise = min(RISE ** max(abs(between), Decimal(1)), MOST_RISE)
            then, now = (self.before.value, self.value) if between >= 0 else (self.value, self.before.value)
            return _leaps(now, then, rise, _NEXT_TO_NOTHING.scaleb(-self.indicator.decimals))
        return self.is_far_from(self.before.value)

    def is_far_from(self, other: Decimal) -> bool:
        """Return whether a share, growth or rank is another one than this would be near to."""
        band = _BANDS.get(self.indicator.kind)
        if band is None:
            return False
        least = band.least or _LAST_DIGITS.scaleb(-self.indicator.decimals)
        moved, ratio = abs(self.value - other), times(self.value, other)
        return moved > band.points or (moved >= least and ratio is not None and ratio >= band.times)

    def is_another_size_than(self, known: Known) -> bool:
        """Return whether a number is not even roughly what is known of the same thing, of as much of a year."""
        if not self.is_amount:
            return self.is_far_from(known.value)
        value = known.value
        if self.indicator.kind is Kind.FLOW:
            value *= Decimal(_months(self.period)) / _months(known.period)
        ratio = times(self.value, value)
        return ratio is not None and ratio >= (_ANOTHER_SIZE if max(self.value, value) >= _SMALL else _SMALL_RISE)

    @property
    def order(self) -> tuple[int, int]:
        """Return where the number stands, to be read row by row."""
        letters = self.place.cell.rstrip("0123456789")
        return self.place.row, column_index_from_string(letters) if letters else 0


def _leaps(value: Decimal, before: Decimal, rise: Decimal, little: Decimal) -> bool:
    """Whether an amount rises or falls by more than amounts do; where there was nothing, whether it is much.

    What stays below a `little` may be anything: of counted things five, of millions with a decimal a half.
    """
    if value <= 0 or before <= 0:
        return value <= 0 < before or (before == 0 and value >= _SMALL)
    largest = max(value, before)
    if largest < _SMALL:
        return largest >= little and not 1 / _SMALL_RISE <= value / before <= _SMALL_RISE
    return not _FALL <= value / before <= rise


def _months(period: Period) -> int:
    """How many months a period has; of several years one year's, as goals for them are compared by the year."""
    return min(period.last - period.first + 1, _YEAR)


def times(value: Decimal, other: Decimal) -> Decimal | None:
    """Return how many times the larger is the smaller; None of numbers on two sides of zero."""
    if value * other <= 0:
        return None
    return max(value / other, other / value)


def odd(kind: str, compared: Compared, **words: object) -> Problem:
    """Return the question about a number, with the one before it."""
    before = compared.before
    known = {"before": f"{before.value:f}" if before else "—", "period": before.period if before else "—"}
    return problem(kind, compared.place, f"{compared.value:f}", **{**known, **words})
