"""How much a figure has moved since an earlier one, said only as far as both figures bound it.

The official growth of an amount goes before what its figures at current prices would give, which is marked as nominal.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

from indicators.dataset import Dataset
from indicators.goals.intervals import interval
from indicators.model import Indicator, Kind, Qualifier, Text
from indicators.table import Observation
from indicators.words import wording

_OPEN_ABOVE = frozenset({Qualifier.OVER, Qualifier.AT_LEAST})
_PREFIX: Mapping[Qualifier, Text] = MappingProxyType(
    {
        Qualifier.EXACT: Text("", ""),
        Qualifier.ABOUT: Text("约 ", "about "),
        Qualifier.OVER: Text("超过 ", "more than "),
        Qualifier.UNDER: Text("不足 ", "less than "),
    }
)
_NOMINAL = Text("名义 ", "nominally ")
_CONSTANT = (Text("不变价格", "constant prices"), Text("可比价格", "comparable prices"))
_SAME = Text("持平", "the same")


@dataclass(frozen=True, slots=True)
class Step:
    """A change: its size with its unit, which way, how exactly it is known, and what the prices are."""

    size: Text
    is_up: bool
    qualifier: Qualifier
    is_nominal: bool = False
    is_official: bool = False
    at_constant_prices: bool = False

    @property
    def qualified(self) -> Text:
        """Return what the size is qualified by: more than, less than, about, or nothing."""
        return _PREFIX[self.qualifier]


def step(dataset: Dataset, now: Observation, before: Observation) -> Step | None:
    """Return how a figure has moved since an earlier one of its series; None where the figures do not bound it.

    None too where a new definition begins between them; a change of nothing has an empty size.
    """
    if _is_broken(dataset, now, before):
        return None
    official = _official(dataset, now) if before.period == now.period.previous() else None
    return official or _reckoned(dataset.indicator(now.key.indicator), now, before)


def cell(dataset: Dataset, now: Observation, before: Observation) -> str:
    """Return a change as it stands in a cell or on a card: 名义 ↑ 6.9%, ↑ 超过 19%; empty where it is not known."""
    found = step(dataset, now, before)
    if found is None:
        return ""
    if not found.size.zh:
        return str(_SAME)
    nominal = _NOMINAL if found.is_nominal else ""
    return f"{nominal}{_arrow(dataset.indicator(now.key.indicator), found)} {found.qualified}{found.size}"


def _arrow(indicator: Indicator, found: Step) -> str:
    if indicator.kind is Kind.RANK:
        return wording.moved(-1 if found.is_up else 1).partition(" ")[0]
    return "↑" if found.is_up else "↓"


def _is_broken(dataset: Dataset, now: Observation, before: Observation) -> bool:
    between = dataset.table.series(now.key, now.period.grain)
    return any(one.break_reason for one in between if before.period < one.period <= now.period)


def _official(dataset: Dataset, now: Observation) -> Step | None:
    """The official growth of the same series and period, where the city holds it."""
    for growth in dataset.indicators.values():
        if growth.growth_of != now.key.indicator:
            continue
        found = dataset.table.actual(dataset.key(growth.id, now.key.region, now.key.industry), now.period)
        if found is not None and found.value:
            size = f"{wording.number(abs(found.value), growth, qualifier=found.qualifier)}%"
            constant = any(words.zh in growth.definition.zh for words in _CONSTANT)
            return Step(
                Text(size, size), found.value > 0, found.qualifier, is_official=True, at_constant_prices=constant
            )
    return None


def _reckoned(indicator: Indicator, now: Observation, before: Observation) -> Step | None:
    if now.value is None or before.value is None:
        return None
    qualifier = _qualifier(indicator, now, before)
    if qualifier is None:
        return None
    size = wording.both(_size, now.value, before.value, indicator)
    is_nominal = size.zh.endswith("%") and indicator.unit.is_money
    return Step(size, now.value > before.value, qualifier, is_nominal=is_nominal)


def _size(now: Decimal, before: Decimal, indicator: Indicator) -> str:
    return wording.change(now, before, indicator).partition(" ")[2]


def _qualifier(indicator: Indicator, now: Observation, before: Observation) -> Qualifier | None:
    """How exactly a difference is known; None where the figures do not even say which way it went."""
    ends = (before.qualifier, now.qualifier)
    if set(ends) == {Qualifier.EXACT}:
        return Qualifier.EXACT
    if indicator.kind is Kind.RANK or now.value is None or before.value is None:
        return None
    first, last = (interval(one.value or wording.ZERO, one.qualifier, indicator.kind) for one in (before, now))
    difference = last.minus(first)
    is_rise = now.value >= before.value
    if difference is None or not (difference.low >= 0 if is_rise else difference.is_below(wording.ZERO)):
        return None
    if set(ends) <= {Qualifier.EXACT, Qualifier.ABOUT}:
        return Qualifier.ABOUT
    if Qualifier.EXACT not in ends:
        return None
    is_more = now.qualifier in _OPEN_ABOVE or before.qualifier is Qualifier.UNDER
    return Qualifier.OVER if is_more is is_rise else Qualifier.UNDER
