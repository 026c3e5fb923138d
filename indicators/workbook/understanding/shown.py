"""How a table was understood, column by column, for the eye of the clerk who has to confirm it."""

from __future__ import annotations

from collections.abc import Iterator

from indicators.model import Text
from indicators.workbook.draft import ColumnRead
from indicators.workbook.lexicon.labels import Label
from indicators.workbook.reading.grid import letter
from indicators.workbook.understanding.plans import MEASURES, Plan
from indicators.workbook.understanding.table import TABLES, WHAT, Table

_UNIT = Text("单位", "unit")
_NOT_READ = Text("未读入", "left out")
_SAMPLES = 3
_MOST = 40


def columns_read(table: Table, plans: dict[int, Plan]) -> Iterator[ColumnRead]:
    """Yield what each column of a table was taken for, with its head and its first cells as they stand."""
    sheet, columns = table.block.grid.title, table.columns
    for column in sorted({*columns.labels, *columns.figures, *filter(None, [columns.units])})[:_MOST]:
        if column in columns.labels:
            axis, text = columns.labels[column], str(WHAT[columns.labels[column]])
        elif column == columns.units:
            axis, text = "unit", str(_UNIT)
        elif column in plans:
            axis, text = "figure", _of_figures(table, plans[column])
        else:
            axis, text = "", str(_NOT_READ)
        yield ColumnRead(sheet, letter(column), _head(table, column), axis, text, _samples(table, column))


def _head(table: Table, column: int) -> str:
    texts = [table.block.grid.text(row, column).strip() for row in table.block.heads]
    return " / ".join(filter(None, texts))[:_MOST]


def _samples(table: Table, column: int) -> str:
    texts = [text for row in table.block.body[: _SAMPLES * 3] if (text := table.block.grid.text(row, column).strip())]
    return "、".join(text[:20] for text in texts[:_SAMPLES])


def _of_figures(table: Table, plan: Plan) -> str:
    parts = [str(MEASURES[plan.measure])]
    for dimension in (*TABLES, "period"):
        named = _named(table, plan.label, dimension)
        if named:
            parts.append(f"{WHAT[dimension]} {named}")
    units = plan.label.units or table.titles.units
    if units:
        parts.append(f"{_UNIT} {'、'.join(units)}")
    return "；".join(parts)


def _named(table: Table, label: Label, dimension: str) -> str:
    """What a column of figures is of: by its head, or else by the titles where no column lists it."""
    found = label.of(dimension)
    if not found and dimension != "industry" and dimension not in table.columns.labels.values():
        found = tuple(filter(None, [table.stated(dimension)]))
    return "、".join(table.title_of(dimension, name) for name in found)
