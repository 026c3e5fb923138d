"""What figures are: values, growth, goals; whether 比上年± without a unit is growth, or the change in amount."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from indicators.model import Text
from indicators.periods import Grain, Period
from indicators.problems import Place
from indicators.workbook.lexicon.labels import Label, change_in
from indicators.workbook.lexicon.words import GROWTH_OR_CHANGE, Measure
from indicators.workbook.reading.grid import CellType, RawCell
from indicators.workbook.reading.numbers import plain
from indicators.workbook.understanding.table import LEAVE, Table

if TYPE_CHECKING:
    from indicators.workbook.understanding.plans import Plan
    from indicators.workbook.understanding.rows import RowRead

MEASURES: Mapping[Measure, Text] = {
    Measure.VALUE: Text("实绩（绝对值）", "the value"),
    Measure.GROWTH: Text("同比增速", "growth on the year before"),
    Measure.CHAIN: Text("环比增速", "growth on the period before"),
    Measure.SHARE: Text("占比", "a share of the whole"),
    Measure.RANK: Text("位次", "Rank"),
    Measure.GOAL: Text("目标、计划数", "a goal"),
    Measure.RATE: Text("目标完成率", "the share of a goal that is done"),
    Measure.BEFORE: Text("上期、上年同期数", "the figure of the period before"),
    Measure.MONTH: Text("当月（当季）数", "the figure of the last month alone"),
    Measure.CHANGE: Text("增减量", "the change in amount"),
    Measure.EITHER: Text("比上年的增减", "the change on the year before"),
    Measure.OVER: Text("与上年以外的时期或与别处相比的数", "a comparison with another time or place"),
}
_HALF = Decimal("0.5")


def by_cells(cells: Sequence[RawCell]) -> Measure | None:
    """Return growth where all figures of a change are written as per cent; None where they are not."""
    shown = [one for one in cells if one.text.strip()]
    is_shown = all("%" in one.format.replace('"%"', "").replace("\\%", "") or "%" in plain(one.text) for one in shown)
    return Measure.GROWTH if shown and is_shown else None


def meant_by_change(table: Table, column: int, label: Label) -> Measure | None:
    """Return what a column of changes holds, where something proves it; None where it has to be asked.

    Its unit does, the per cent of its cells, and the figures of both years beside it. What no indicator holds the
    growth of is a change like any other, which is left out.
    """
    cells = [table.block.grid.cells.get((row, column)) for row in table.block.body]
    found = (
        change_in(label.units) or by_cells([one for one in cells if one is not None]) or _reckoned(table, column, label)
    )
    named = label.indicators or table.titles.ids("indicator", table.vocabulary)
    may_grow = "indicator" in table.columns.labels.values() or any(map(table.vocabulary.growth_of, named))
    return found if found or may_grow else Measure.CHANGE


def _reckoned(table: Table, column: int, label: Label) -> Measure | None:
    """What the figures of this and of the last year say that lie beside a change; None where they allow both."""
    same = [at for at, one in table.columns.figures.items() if one.indicators == label.indicators and at != column]
    pairs = [(now, before) for now in same for before in same if now != before]
    for now, before in pairs:
        rows = [found for row in table.block.body if (found := _numbers(table, row, (now, before, column)))]
        is_change = all(_is_difference(*row) for row in rows)
        is_growth = all(_is_rate(*row) for row in rows)
        if rows and is_change != is_growth:
            return Measure.CHANGE if is_change else Measure.GROWTH
    return None


def _numbers(table: Table, row: int, columns: Sequence[int]) -> tuple[Decimal, Decimal, Decimal] | None:
    cells = [table.block.grid.cells.get((row, column)) for column in columns]
    found = [Decimal(one.text) for one in cells if one is not None and one.type is CellType.NUMBER]
    return (found[0], found[1], found[2]) if len(found) == len(columns) else None


def _rounded(*numbers: Decimal) -> Decimal:
    """How far a sum of numbers may be off, each of them rounded as it stands."""
    return sum((Decimal(1).scaleb(int(one.as_tuple().exponent)) * _HALF for one in numbers), Decimal(0))


def _is_difference(now: Decimal, before: Decimal, change: Decimal) -> bool:
    return abs(now - before - change) <= _rounded(now, before, change)


def _is_rate(now: Decimal, before: Decimal, change: Decimal) -> bool:
    return bool(before) and abs((now / before - 1) * 100 - change) <= _rounded(change) * 2


def measure_of(plan: Plan, own: Measure | None, *, is_goal: bool) -> Measure | None:
    """Return what a figure is by its column and its row; beside a goal, by the other words of both."""
    if is_goal:
        stated = (plan.measure, own, *plan.label.measures)
        return next((one for one in stated if one and one not in {Measure.VALUE, Measure.GOAL}), Measure.VALUE)
    return own or Measure.VALUE if plan.measure is Measure.VALUE else plan.measure


def of_month(period: str) -> Measure:
    """Return what 当月 is: the figure of the month or quarter that is named, else that of one which nobody names."""
    return Measure.VALUE if Period.parse(period).grain in {Grain.MONTH, Grain.QUARTER} else Measure.MONTH


def meant(table: Table, place: Place, key: Mapping[str, str], cell: RawCell, read: RowRead) -> Measure | None:
    """Return what a row of changes holds, as its unit, its cells or the clerk say; None while that is open."""
    beside = table.spread.get((place.row, table.columns.units)) if table.columns.units else None
    units = (table.lexicon.stated_units(beside.text) if beside else ()) or read.label.units
    found = change_in(units) or by_cells([cell])
    if found or not table.vocabulary.growth_of(key["indicator"]):
        return found or Measure.CHANGE
    choices = [*((one.value, MEASURES[one]) for one in GROWTH_OR_CHANGE), LEAVE]
    words = read.basis or read.label.text
    answer = table.asking.ask("ask-column", place, words[:40], choices, (table.layout, words))
    return {Measure.GROWTH.value: Measure.GROWTH, "": None}.get(answer, Measure.CHANGE)


def measured(table: Table, indicator: str, measure: Measure, place: Place, cell: RawCell) -> str:
    """Return the indicator that a figure is of, for a growth the one that is it; empty where none is, which is told."""
    is_growth = measure is Measure.GROWTH and table.vocabulary.kind_of(indicator) == "growth"
    if measure is Measure.VALUE or is_growth:
        return indicator
    growth = table.vocabulary.growth_of(indicator) if measure is Measure.GROWTH else ""
    if not growth:
        table.asking.say("measure-left-out", place, cell.text[:40], what=MEASURES[measure])
    return growth
