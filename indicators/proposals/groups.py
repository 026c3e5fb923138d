"""Numbers of one indicator, industry and period beside each other: copied, swapped, shifted, or moved alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import combinations, pairwise
from statistics import median

from indicators.model import Kind
from indicators.periods import Period
from indicators.problems import Problem
from indicators.proposals.around import Surroundings, another_size, beside_whole
from indicators.proposals.compared import AMOUNTS, FEW, Compared, Known, odd

_DIGITS, _MANY, _MOST_SUSPECTS = 4, 4, 60
_MOST_OF, _HALF, _THIRD = Decimal("0.8"), Decimal("0.5"), Decimal(1) / 3
_FEW_FIT = Decimal("0.6")
_APART, _ALONE_APART, _FITS = Decimal("0.12"), Decimal("0.25"), Decimal("0.1")
_UNLIKE_HIGH, _UNLIKE_LOW = Decimal("1.4"), Decimal("0.7")


def in_groups(every: Sequence[Compared], around: Surroundings) -> Iterator[Problem]:
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
                yield from _far(one, group, around)
            yield from beside_whole(one, around)


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
        is_telling = len(same) >= FEW or len(same) == len(known)
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


def _far(one: Compared, group: Sequence[Compared], around: Surroundings) -> Iterator[Problem]:
    """A number far from the one before it; else one that moves as no other region does, or is another size."""
    if one.is_odd:
        yield odd("far-from-before", one)
    elif one.before is not None:
        yield from _unlike(one, group)
    elif one.above is not None and one.is_far_from(one.above.value):
        yield odd("far-from-whole", replace(one, earlier=(one.above,)))
    else:
        yield from another_size(one, around)


def _unlike(one: Compared, group: Sequence[Compared]) -> Iterator[Problem]:
    others = [_ratio(each.value, each.before) for each in group if each is not one and not each.is_small]
    if not one.is_amount or one.is_small or len(others) < FEW or not median(others):
        return
    own, usual = _ratio(one.value, one.before), median(others)
    if not _UNLIKE_LOW <= own / usual <= _UNLIKE_HIGH:
        yield odd("far-from-others", one, change=f"{(own - 1) * 100:.1f}", usual=f"{(usual - 1) * 100:.1f}")
