"""How a table was understood, column by column, for the eye of the clerk who has to confirm it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from indicators.model import Text
from indicators.workbook.draft import ColumnRead
from indicators.workbook.lexicon.labels import Label
from indicators.workbook.reading.grid import letter
from indicators.workbook.understanding.around.measures import MEASURES
from indicators.workbook.understanding.plans import Plan
from indicators.workbook.understanding.table import TABLES, WHAT, Table

_UNIT = Text("单位", "unit")
_NOT_READ = Text("未读入", "left out")
_AND, _THEN = Text("、", ", "), Text("；", "; ")
_SAMPLES = 3
_MOST = 40


def columns_read(table: Table, plans: dict[int, Plan]) -> Iterator[ColumnRead]:
    """Yield what each column of a table was taken for, with its head and its first cells as they stand."""
    sheet, columns = table.block.grid.title, table.columns
    for column in sorted({*columns.labels, *columns.figures, *filter(None, [columns.units])})[:_MOST]:
        if column in columns.labels:
            axis, said = columns.labels[column], WHAT[columns.labels[column]]
        elif column == columns.units:
            axis, said = "unit", _UNIT
        elif column in plans:
            axis, said = "figure", _of_figures(table, plans[column])
        else:
            axis, said = "", _NOT_READ
        head, samples = _head(table, column), _samples(table, column)
        yield ColumnRead(sheet, letter(column), head, axis, said.zh, samples, said.en)


def _head(table: Table, column: int) -> str:
    texts = [table.block.grid.text(row, column).strip() for row in table.block.heads]
    return " / ".join(filter(None, texts))[:_MOST]


def _samples(table: Table, column: int) -> str:
    texts = [text for row in table.block.body[: _SAMPLES * 3] if (text := table.block.grid.text(row, column).strip())]
    return "、".join(text[:20] for text in texts[:_SAMPLES])


def _of_figures(table: Table, plan: Plan) -> Text:
    parts = [MEASURES[plan.measure]]
    for dimension in (*TABLES, "period"):
        named = _named(table, plan.label, dimension)
        if named:
            parts.append(_called(WHAT[dimension], _joined(named, _AND)))
    units = plan.label.units or table.titles.units
    if units:
        parts.append(_called(_UNIT, _joined([Text(unit, unit) for unit in units], _AND)))
    return _joined(parts, _THEN)


def _named(table: Table, label: Label, dimension: str) -> list[Text]:
    """What a column of figures is of: by its head, or else by the titles where no column lists it."""
    found = label.of(dimension)
    if not found and dimension != "industry" and dimension not in table.columns.labels.values():
        found = tuple(filter(None, [table.stated(dimension)]))
    return [table.title_of(dimension, name) for name in found]


def _called(what: Text, name: Text) -> Text:
    return Text(f"{what.zh} {name.zh}", f"{what.en} {name.en}")


def _joined(texts: Iterable[Text], mark: Text) -> Text:
    """Some wordings as one; what has no English name stands as it is."""
    parts = list(texts)
    return Text(mark.zh.join(one.zh for one in parts), mark.en.join(one.en or one.zh for one in parts))
