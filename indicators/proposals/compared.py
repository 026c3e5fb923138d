"""A number beside what is known of the same thing: what it was before, and what the other regions have.

Figures and goals are compared alike: of both a number of a region and a period is known, and what stood there before.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import combinations, pairwise
from statistics import median

from openpyxl.utils import column_index_from_string

from indicators.dataset import Dataset
from indicators.model import Aggregation, Indicator, Key, Kind
from indicators.periods import Period, years_between
from indicators.problems import Place, Problem, problem

AMOUNTS = frozenset({Kind.STOCK, Kind.FLOW, Kind.INDEX})
_RISE, _MOST_RISE, _FALL = Decimal("1.6"), Decimal(4), Decimal("0.7")  # a year, in all; a fall in all
_SMALL, _SMALL_RISE, _NEXT_TO_NOTHING = Decimal(20), Decimal(5), Decimal(5)
_LAST_DIGITS = Decimal(10)
_DIGITS, _FEW, _MANY, _MOST_SUSPECTS = 4, 3, 4, 60
_MOST_OF, _HALF, _THIRD = Decimal("0.8"), Decimal("0.5"), Decimal(1) / 3
_FEW_FIT = Decimal("0.6")
_APART, _ALONE_APART, _FITS = Decimal("0.12"), Decimal("0.25"), Decimal("0.1")
_UNLIKE_HIGH, _UNLIKE_LOW = Decimal("1.4"), Decimal("0.7")
_ANOTHER_UNIT, _BEYOND_PARTS = Decimal(100), Decimal(4)


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
            rise = min(_RISE ** max(abs(between), Decimal(1)), _MOST_RISE)
            then, now = (self.before.value, self.value) if between >= 0 else (self.value, self.before.value)
            return _leaps(now, then, rise)
        return self.is_far_from(self.before.value)

    def is_far_from(self, other: Decimal) -> bool:
        """Return whether a share, growth or rank is another one than this would be near to."""
        band = _BANDS.get(self.indicator.kind)
        if band is None:
            return False
        least = band.least or _LAST_DIGITS.scaleb(-self.indicator.decimals)
        moved, times = abs(self.value - other), _times(self.value, other)
        return moved > band.points or (moved >= least and times is not None and times >= band.times)

    @property
    def order(self) -> tuple[int, int]:
        """Return where the number stands, to be read row by row."""
        letters = self.place.cell.rstrip("0123456789")
        return self.place.row, column_index_from_string(letters) if letters else 0


def _leaps(value: Decimal, before: Decimal, rise: Decimal) -> bool:
    """Whether an amount rises or falls by more than amounts do; where there was nothing, whether it is much."""
    if value <= 0 or before <= 0:
        return value <= 0 < before or (before == 0 and value >= _SMALL)
    largest = max(value, before)
    if largest < _SMALL:
        return largest >= _NEXT_TO_NOTHING and not 1 / _SMALL_RISE <= value / before <= _SMALL_RISE
    return not _FALL <= value / before <= rise


def _times(value: Decimal, other: Decimal) -> Decimal | None:
    """How many times the larger is the smaller; None of numbers on two sides of zero."""
    if value * other <= 0:
        return None
    return max(value / other, other / value)


At = Callable[[Compared, str], Decimal | None]
"""What another region has of the indicator, industry and period of a number; None where nothing is known."""


def in_groups(every: Sequence[Compared], at: At, after: Dataset) -> Iterator[Problem]:
    """Yield what is odd of numbers, those of one indicator, industry and period beside each other."""
    groups: dict[tuple[str, str, Period], list[Compared]] = defaultdict(list)
    for one in every:
        groups[one.key.indicator, one.key.industry, one.period].append(one)
    for group in groups.values():
        found = list(_as_before(group)) or list(_shifted(group)) or list(_swapped(group))
        yield from found
        places = {one.where for one in found}
        for one in group:
            if one.is_new and one.place.where not in places:
                yield from _far(one, group, at, after)
            yield from _beside_whole(one, at, after)


def _as_before(group: Sequence[Compared]) -> Iterator[Problem]:
    """Numbers that are those of one edition before, under a new period."""
    editions: dict[tuple[Period, bool], list[tuple[Compared, Known]]] = defaultdict(list)
    for one in group:
        for before in one.editions:
            if one.indicator.kind is not Kind.RANK:
                editions[before.period, before.is_goal].append((one, before))
    for known in editions.values():
        same = [(one, before) for one, before in known if one.value == before.value]
        digits = sum(len(f"{abs(one.value):f}".replace(".", "").strip("0")) for one, _ in same)
        is_telling = len(same) >= _FEW or len(same) == len(known)
        if same and is_telling and digits >= _DIGITS and len(same) >= len(known) * _MOST_OF:
            for one, before in same:
                yield odd("same-as-before", replace(one, earlier=(before,)))
            return


def _ratio(value: Decimal, before: Known | None) -> Decimal:
    return value / before.value if before and before.value > 0 and value > 0 else Decimal(0)


def _misfits(pairs: Sequence[tuple[Decimal, Known | None]]) -> list[Decimal]:
    """How far each number is from what was before, moved as most of them moved; as a share."""
    ratios = [_ratio(value, before) for value, before in pairs]
    usual = median(ratios) if len(ratios) >= _MANY else Decimal(1)
    return [abs(ratio / usual - 1) if usual else Decimal(1) for ratio in ratios]


def _with_before(group: Sequence[Compared]) -> list[Compared]:
    """The amounts and shares that a number before is known of, as they stand in the sheet."""
    kinds = AMOUNTS | {Kind.RATIO}
    rows = [one for one in group if one.before and one.before.value > 0 and one.indicator.kind in kinds]
    return sorted(rows, key=lambda one: one.order)


def _swapped(group: Sequence[Compared]) -> Iterator[Problem]:
    """Two regions of which each has what the other had, moved as all the others moved."""
    rows = _with_before(group)
    apart, nearer = (_APART, _THIRD) if len(rows) >= _MANY else (_ALONE_APART, _HALF)
    usual = median([_ratio(one.value, one.before) for one in rows]) if len(rows) >= _MANY else Decimal(1)
    suspects = [one for one in rows if usual and not one.is_small and _misfit(one, one.before, usual) > apart]
    for one, other in combinations(suspects[:_MOST_SUSPECTS], 2):
        own = min(_misfit(one, one.before, usual), _misfit(other, other.before, usual))
        if max(_misfit(one, other.before, usual), _misfit(other, one.before, usual)) < own * nearer:
            yield odd("swapped", one, other=other.place.where)
            yield odd("swapped", other, other=one.place.where)


def _misfit(one: Compared, before: Known | None, usual: Decimal) -> Decimal:
    return abs(_ratio(one.value, before) / usual - 1)


def _shifted(group: Sequence[Compared]) -> Iterator[Problem]:
    """A column in which each region has what the next or the last one had."""
    rows = _with_before(group)
    if len(rows) < _MANY:
        return
    own = _misfits([(one.value, one.before) for one in rows])
    down = _misfits([(later.value, earlier.before) for earlier, later in pairwise(rows)])
    up = _misfits([(earlier.value, later.before) for earlier, later in pairwise(rows)])
    if _fitting(own) <= _FEW_FIT and max(_fitting(down), _fitting(up)) >= _MOST_OF:
        for one in rows:
            yield odd("shifted", one)


def _fitting(misfits: Sequence[Decimal]) -> Decimal:
    return Decimal(sum(one < _FITS for one in misfits)) / len(misfits)


def _far(one: Compared, group: Sequence[Compared], at: At, after: Dataset) -> Iterator[Problem]:
    """A number far from the one before it; else one that moves as no other region does, or is another size."""
    if one.is_odd:
        yield odd("far-from-before", one)
    elif one.before is not None:
        yield from _unlike(one, group)
    elif one.above is not None and one.is_far_from(one.above.value):
        yield odd("far-from-whole", replace(one, earlier=(one.above,)))
    else:
        yield from _another_size(one, at, after)


def _unlike(one: Compared, group: Sequence[Compared]) -> Iterator[Problem]:
    others = [_ratio(each.value, each.before) for each in group if each is not one and not each.is_small]
    if not one.is_amount or one.is_small or len(others) < _FEW or not median(others):
        return
    own, usual = _ratio(one.value, one.before), median(others)
    if not _UNLIKE_LOW <= own / usual <= _UNLIKE_HIGH:
        yield odd("far-from-others", one, change=f"{(own - 1) * 100:.1f}", usual=f"{(usual - 1) * 100:.1f}")


def _another_size(one: Compared, at: At, after: Dataset) -> Iterator[Problem]:
    """A first number of a region that is another size than those of the regions beside it."""
    region = after.regions.get(one.key.region)
    beside = [each.id for each in after.children_of(region.parent)] if region and region.parent else []
    others = [found for name in beside if name != one.key.region and (found := at(one, name))]
    if len(others) < _FEW:
        return
    usual = median(others)
    times = _times(one.value, usual)
    if one.is_far_from(usual) or (one.is_amount and times is not None and times >= _ANOTHER_UNIT):
        yield odd("another-size", one, usual=f"{usual:f}")


def _beside_whole(one: Compared, at: At, after: Dataset) -> Iterator[Problem]:
    """A part that is larger than the whole that it counts in; a whole that is far from the sum of its parts."""
    region = after.regions.get(one.key.region)
    if region is None or not one.is_amount or one.indicator.aggregation is not Aggregation.SUM:
        return
    whole = at(one, region.parent) if region.parent and region.counts_in_parent else None
    if whole is not None and one.value > whole > 0:
        yield odd("beyond-whole", one, whole=f"{whole:f}")
    parts = [each.id for each in after.children_of(region.id) if each.counts_in_parent]
    known = [found for name in parts if (found := at(one, name)) is not None]
    if len(known) < _FEW or sum(known) <= 0:
        return
    total = sum(known, Decimal(0))
    if one.value > total * len(parts) / len(known) * _BEYOND_PARTS or one.value < total / _BEYOND_PARTS:
        yield odd("unlike-parts", one, sum=f"{total:f}")


def odd(kind: str, compared: Compared, **words: object) -> Problem:
    """Return the question about a number, with the one before it."""
    before = compared.before
    known = {"before": f"{before.value:f}" if before else "—", "period": before.period if before else "—"}
    return problem(kind, compared.place, f"{compared.value:f}", **{**known, **words})
