"""The unit of a figure: the nearest that names one, unless two disagree; shares that are perhaps parts of one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from indicators.model import Text
from indicators.problems import Place
from indicators.tables.columns import OBSERVATIONS, TARGETS
from indicators.workbook.draft import Entry
from indicators.workbook.reading.cells import CellRead
from indicators.workbook.reading.grid import RawCell
from indicators.workbook.reading.names import Vocabulary
from indicators.workbook.reading.numbers import conversion, is_percent, plain, text_of
from indicators.workbook.understanding.table import Table

_NUMBERS: Mapping[str, str] = {OBSERVATIONS.name: "value", TARGETS.name: "amount"}
_LARGEST_FACTOR = 100_000
_FEW, _MANY_DECIMALS = Decimal("0.2"), 3
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
    levels = [[vocabulary.unit_said(text, indicator) for text in level] for level in levels]
    name = vocabulary.name_of(indicator)
    fitting: list[tuple[str, Decimal]] = []
    for level in levels:
        for text in level:
            stated = without_denominator(text, unit, name)
            factor = conversion(stated, unit) if stated else None
            if factor is not None:
                fitting.append((stated, factor))
    nearest = next(filter(None, levels), ())
    if nearest and unit and all(map(is_percent, nearest)) and not is_percent(unit):
        return nearest[0], ()  # GDP（%） is no amount, whatever the title says
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
    """Return the unit that is stated for an indicator; where two places disagree about its size, it is asked.

    So is a unit that makes the figures greater by more than 万 does: 亿元 beside what is counted in 元 a person.
    """
    stated, others = unit_for(levels, indicator, table.vocabulary)
    unit = table.vocabulary.units.get(indicator, "")
    if not others and (conversion(stated, unit) or 0) > _LARGEST_FACTOR:
        others = (unit,)
    if not others:
        return UnitRead(stated)
    choices = [(name, Text(name, name)) for name in (stated, *others)]
    scope = (table.layout, indicator, stated, *others)
    answer = table.asking.ask("ask-unit", place, stated, choices, scope, units="、".join((stated, *others)))
    return UnitRead(answer, is_open=not answer)


def note_percent(table: Table, percents: dict[str, list[int]], indicator: str, cell: RawCell, found: CellRead) -> None:
    """Remember the next entry as a share that is not written as one."""
    unit = table.vocabulary.units.get(indicator, "")
    if is_percent(unit) and found.text and "%" not in cell.format and "%" not in cell.text:
        percents.setdefault(indicator, []).append(len(table.entries))


def ask_fractions(table: Table, percents: Mapping[str, Sequence[int]]) -> None:
    """Ask of shares and growths below one per cent, all or with more decimals, whether they are parts of one."""
    for indicator, places in percents.items():
        values = {at: abs(Decimal(_number(table.entries[at]))) for at in places}
        if not any(values.values()):
            continue
        if max(values.values()) >= (1 if len(values) > 1 else _FEW):
            values = {at: value for at, value in values.items() if value < _FEW and _decimals(value) >= _MANY_DECIMALS}
        if not values:
            continue
        first = table.entries[next(iter(values))]
        place, text = first.place, first.texts[_NUMBERS[first.table]]
        choices = (
            ("times", Text("是小数，应乘以100", "parts of one: times 100")),
            ("same", Text("确是百分数", "per cent as they are")),
        )
        answer = table.asking.ask("ask-fraction", place, text, choices, (table.layout, indicator))
        if answer == "times":
            for at in values:
                entry = table.entries[at]
                value = text_of(Decimal(_number(entry)) * 100)
                table.entries[at] = replace(entry, given={**entry.given, _NUMBERS[entry.table]: value})


def _number(entry: Entry) -> str:
    return entry.given[_NUMBERS[entry.table]]


def _decimals(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return -exponent if isinstance(exponent, int) else 0
