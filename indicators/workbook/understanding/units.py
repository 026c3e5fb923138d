"""The unit of a figure: the nearest that names one, unless two of them disagree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from indicators.model import Text
from indicators.problems import Place
from indicators.workbook.reading.names import Vocabulary
from indicators.workbook.reading.numbers import conversion, plain
from indicators.workbook.understanding.table import Table

Levels = Sequence[Sequence[str]]
"""The units that are named from the nearest place (the row) to the farthest (the title)."""


@dataclass(frozen=True)
class UnitRead:
    """The unit that is stated for a figure, empty where none is; `is_open` where it was asked and not answered."""

    stated: str = ""
    is_open: bool = False


def unit_for(levels: Levels, indicator: str, vocabulary: Vocabulary) -> tuple[str, tuple[str, ...]]:
    """Return the nearest unit that fits an indicator, and all that fit and say another size."""
    unit = vocabulary.units.get(indicator, "")
    name = vocabulary.name_of(indicator)
    fitting: list[tuple[str, Decimal]] = []
    for level in levels:
        for text in level:
            stated = without_denominator(text, unit, name)
            factor = conversion(stated, unit) if stated else None
            if factor is not None:
                fitting.append((stated, factor))
    if fitting:
        others = tuple(dict.fromkeys(stated for stated, factor in fitting if factor != fitting[0][1]))
        return fitting[0][0], others
    return next((text for level in levels for text in level), ""), ()


def without_denominator(stated: str, unit: str, name: str) -> str:
    """Return a unit without what it is counted per, where that is in the name of the indicator: 件/万人."""
    top, _, below = plain(stated).partition("/")
    if below and "/" not in unit and below in name:
        return top
    return stated


def stated_unit(levels: Levels, indicator: str, table: Table, place: Place) -> UnitRead:
    """Return the unit that is stated for an indicator; where two places disagree about its size, it is asked."""
    stated, others = unit_for(levels, indicator, table.vocabulary)
    if not others:
        return UnitRead(stated)
    choices = [(one, Text(one, one)) for one in (stated, *others)]
    scope = (table.layout, indicator, stated, *others)
    answer = table.asking.ask("ask-unit", place, stated, choices, scope, units="、".join((stated, *others)))
    return UnitRead(answer, is_open=not answer)
