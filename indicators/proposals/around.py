"""What stands around a number: the same thing of the regions beside it, of the wholes and parts it has.

At the same period that says much. Where nothing is known of the period, what is known of a year near to it still says
whether a number is another size: ten times too large is beyond what anybody else has.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from statistics import median

from indicators.dataset import Dataset
from indicators.model import Aggregation, Key, Kind
from indicators.periods import Period, years_between
from indicators.problems import Problem
from indicators.proposals.compared import FEW, MOST_RISE, RISE, Compared, Known, odd, times

_ANOTHER_UNIT, _BEYOND_PARTS = Decimal(100), Decimal(4)
_SUM = Aggregation.SUM
_NEAR = 5  # years within which what others have still says of which size a number is
_ENOUGH = {Kind.GROWTH: 1}  # how many others say so, of what is alike everywhere


@dataclass(frozen=True)
class Surroundings:
    """All that is known after an upload: what another key has at a period, and what it has nearest to one."""

    after: Dataset
    at: Callable[[Key, Period], Decimal | None]
    near: Callable[[Key, Period], Known | None]

    def beside(self, one: Compared) -> list[Key]:
        """Return the same thing of the regions that lie in the same whole."""
        region = self.after.regions.get(one.key.region)
        if region is None or not region.parent:
            return []
        every = [each.id for each in self.after.children_of(region.parent) if each.kind is region.kind]
        return [replace(one.key, region=name) for name in every if name != region.id]

    def wholes(self, one: Compared) -> list[Key]:
        """Return the wholes that a number is a part of: the region and the industry above it."""
        region, industry = self.after.regions.get(one.key.region), self.after.industries.get(one.key.industry)
        above = [replace(one.key, region=region.parent)] if region and region.parent and region.counts_in_parent else []
        return above + ([replace(one.key, industry=industry.parent)] if industry and industry.parent else [])

    def parts(self, one: Compared) -> list[Key]:
        """Return the parts that a number is made of: the regions that count in its region, and the branches below."""
        regions = self.after.children_of(one.key.region) if one.key.region in self.after.regions else ()
        branches = self.after.branches_of(one.key.industry) if one.key.industry in self.after.industries else ()
        below = [replace(one.key, region=each.id) for each in regions if each.counts_in_parent]
        return below + [replace(one.key, industry=each.id) for each in branches]

    def nearest(self, keys: Sequence[Key], period: Period) -> list[Known]:
        """Return what is known of keys in a year near to a period."""
        found = [self.near(key, period) for key in keys]
        return [one for one in found if one and abs(years_between(one.period, period)) <= _NEAR]


def another_size(one: Compared, around: Surroundings) -> Iterator[Problem]:
    """A first number that is another size than what is roughly known of it, or than those beside it."""
    for known in one.rough:
        if one.is_another_size_than(known):
            yield odd("far-from-before", replace(one, earlier=(known,)))
            return
    beside = around.beside(one)
    others = [found for key in beside if (found := around.at(key, one.period))]
    if len(others) >= FEW:
        usual = median(others)
        ratio = times(one.value, usual)
        if one.is_far_from(usual) or (one.is_amount and ratio is not None and ratio >= _ANOTHER_UNIT):
            yield odd("another-size", one, usual=f"{usual:f}")
            return
    alike = [*around.wholes(one), *around.parts(one)] if one.indicator.kind is Kind.GROWTH else []
    yield from _unlike_any(one, around.nearest([*beside, *alike], one.period))


def _unlike_any(one: Compared, others: Sequence[Known]) -> Iterator[Problem]:
    """A number that is another size than each of those beside it, the largest and the smallest too."""
    if len(others) >= _ENOUGH.get(one.indicator.kind, FEW) and all(one.is_another_size_than(each) for each in others):
        values = [each.value for each in others]
        if one.value > max(values) or one.value < min(values):
            yield odd("another-size", one, usual=f"{median(values):f}")


def beside_whole(one: Compared, around: Surroundings) -> Iterator[Problem]:
    """A part that is larger than a whole that it counts in; a whole smaller than a part, or far from their sum."""
    if one.key.region not in around.after.regions or not one.is_amount or one.indicator.aggregation is not _SUM:
        return
    whole = _first(around.wholes(one), one, around, lambda known, grown: one.value > known.value * grown > 0)
    if whole is not None:
        yield odd("beyond-whole", one, whole=f"{whole.value:f}")
    parts = [key for key in around.parts(one) if key.industry == one.key.industry]
    exact = [found for key in parts if (found := around.at(key, one.period)) is not None]
    total = sum(exact, Decimal(0))
    if len(exact) >= FEW and total > 0:
        is_far = one.value > total * len(parts) / len(exact) * _BEYOND_PARTS or one.value < total / _BEYOND_PARTS
        if is_far:
            yield odd("unlike-parts", one, sum=f"{total:f}")
        return
    part = _first(around.parts(one), one, around, lambda known, grown: 0 < one.value < known.value / grown)
    if part is not None:
        yield odd("below-part", one, part=f"{part.value:f}", when=part.period)


def _first(
    keys: Sequence[Key], one: Compared, around: Surroundings, is_odd: Callable[[Known, Decimal], bool]
) -> Known | None:
    """The first of wholes or parts that a number does not fit to: as of its period, else grown since the nearest year.

    What is known of another year says something only of a number that nothing earlier is known of.
    """
    for key in keys:
        value = around.at(key, one.period)
        near = [] if value is not None or one.before is not None else around.nearest([key], one.period)
        known = Known(one.period, value) if value is not None else next(iter(near), None)
        if known is not None:
            years = abs(years_between(known.period, one.period))
            if is_odd(known, min(RISE**years, MOST_RISE)):
                return known
    return None
