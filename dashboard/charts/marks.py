"""How every chart marks a figure: hollow where it was expected or only bounds the value, and where lines are cut."""

from __future__ import annotations

from decimal import Decimal

from indicators.model import Indicator, Kind, Qualifier
from indicators.table import Observation
from indicators.words import wording


def is_bound(indicator: Indicator, one: Observation) -> bool:
    """Return whether a figure is no place on a scale: a rank within the first so many, or what is at least so much."""
    return one.qualifier is Qualifier.AT_LEAST or (indicator.kind is Kind.RANK and one.qualifier is not Qualifier.EXACT)


def is_hollow(indicator: Indicator, one: Observation) -> bool:
    """Return whether a figure is drawn hollow: it was expected and not counted, or only bounds the value."""
    return one.status.is_hollow or is_bound(indicator, one)


def is_cut(indicator: Indicator, before: Observation | None, one: Observation) -> bool:
    """Return whether no line leads to a figure from the one before: a new definition begins, or one only bounds."""
    return before is None or bool(one.break_reason) or is_bound(indicator, one) or is_bound(indicator, before)


def counted(value: Decimal, indicator: Indicator) -> float:
    """Return a value as the axis counts it, whose unit is that of the language of whoever reads."""
    return float(wording.drawn(value, indicator))


def height(one: Observation, indicator: Indicator) -> float:
    """Return where a figure lies on the axis."""
    return counted(one.value or Decimal(0), indicator)
