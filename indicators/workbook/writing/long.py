"""One sheet of the long form: a head for each column, a row for each row of its table, empty rows below."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from indicators.language import Language, language
from indicators.model import Indicator, Kind, Text
from indicators.tables.description import Type
from indicators.tables.rows import Row
from indicators.tables.sheets import GUIDE, Head, Sheet, joined
from indicators.words.wording import aside
from indicators.workbook.writing import layout, looks
from indicators.workbook.writing.guidance import Ranges, cells_of
from indicators.workbook.writing.layout import FIGURES, FROZEN, blank_rows, laid_out, letters
from indicators.workbook.writing.names import Names, cell_value
from indicators.workbook.writing.put import Value, put, remark, shape

PREVIOUS_PERIOD = "previous.period"
"""Under this name a line holds, beside the figure before, the words of which period it is."""

_BESIDE = '+{0}" {1}";-{0}" {1}";{0}" {1}"'
_POINTS, _PLACES = Text("百分点", "points"), Text("位", "places")
_ALLOWED = Text("可填：{words}", "Choose one of: {words}")
_NOT_LISTED = Text("名称不在目录中。仍要填写吗？", "This name is not in the list. Enter it all the same?")
_IN_PERCENT = "+0.0%;-0.0%;0.0%"
_TWO_HEIGHTS = 24


@dataclass(frozen=True, slots=True)
class Line:
    """One row to write: its texts, what is shown beside them, and the indicator that says how numbers look."""

    row: Row
    beside: Mapping[str, Value] = field(default_factory=dict)
    indicator: Indicator | None = None
    is_owed: bool = False


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What ids are called, and in which cells of the workbook the things of a table are listed."""

    names: Names
    ranges: Ranges


def choices(sheet: Sheet, rows: int) -> str:
    """Return the cells that list what other sheets may choose of this one, empty rows among them."""
    name = "name_en" if language() is Language.ENGLISH else "name"
    names = {name, "title"} & {head.column for head in sheet.heads} or {"id"}
    return cells_of(str(sheet.title), letters(sheet)[names.pop()], 2, 1 + rows + blank_rows(sheet))


def add_sheet(book: Workbook, sheet: Sheet, lines: Sequence[Line], vocabulary: Vocabulary) -> None:
    """Write a sheet into the workbook: heads with notes, the lines, empty rows, drop-downs, locks, print set-up."""
    heads = laid_out(sheet)
    page = book.create_sheet(str(sheet.title))
    looks.widen(page, [head.width for head in heads])
    _add_heads(page, sheet, heads)
    for position, line in enumerate(lines, 2):
        _add_line(page, sheet, line, position, vocabulary.names)
    last = 1 + len(lines) + blank_rows(sheet)
    _add_blanks(page, len(heads), 2 + len(lines), last)
    for head in sheet.heads:
        _add_choices(page, sheet, head, last, vocabulary.ranges)
    right = get_column_letter(len(heads))
    page.auto_filter.ref = f"A1:{right}{last}"
    looks.set_up_page(page, area=f"A1:{right}{max(1 + len(lines), 2)}", heads="1:1", freeze=_freeze(sheet))
    looks.protect(page)


def _add_heads(page: Worksheet, sheet: Sheet, heads: Sequence[Head]) -> None:
    for column, head in enumerate(heads, 1):
        remark(put(page, 1, column, str(head.title), looks.HEAD), str(layout.about(sheet, head)), str(GUIDE))
    looks.heighten(page, 1, [str(head.title) for head in heads], [head.width for head in heads])
    page.row_dimensions[1].height = max(_TWO_HEIGHTS, page.row_dimensions[1].height or 0)


def _add_line(page: Worksheet, sheet: Sheet, line: Line, position: int, names: Names) -> None:
    heads = laid_out(sheet)
    values = [_value(sheet, head, line, names) for head in heads]
    for column, (head, value) in enumerate(zip(heads, values, strict=True), 1):
        cell = put(page, position, column, value, _look(sheet, head, line))
        if not layout.is_shown(sheet, head) and sheet.described(head).type is Type.NUMBER and line.indicator:
            cell.number_format = shape(line.row[head.column], line.indicator.decimals)
        if head.column == "previous" and line.indicator:
            cell.number_format = _previous_shape(line, value)
        if head.column == "change" and line.indicator:
            cell.value = _change(sheet, position, line.indicator)
            cell.number_format = _change_shape(line)
    looks.heighten(page, position, values, [head.width for head in heads])


def _value(sheet: Sheet, head: Head, line: Line, names: Names) -> Value:
    if layout.is_shown(sheet, head):
        return line.beside.get(head.column)
    return cell_value(sheet.described(head), line.row[head.column], names)


def _look(sheet: Sheet, head: Head, line: Line) -> Text:
    if layout.is_locked(sheet, head):
        return looks.FIXED
    if head.column not in FIGURES.get(sheet.table.name, ()):
        return looks.MAY
    return looks.OWED if line.is_owed else looks.FILL


def _previous_shape(line: Line, value: Value) -> str:
    """Return how the figure before is shown: with the period of which it is."""
    decimals = line.indicator.decimals if line.indicator else 0
    plain = shape("" if value is None else str(value), decimals)
    return plain if value is None else f'{plain}"{aside(line.beside[PREVIOUS_PERIOD])}"'


def _change(sheet: Sheet, position: int, indicator: Indicator) -> str:
    """Return the formula of a change: the difference between shares and ranks, else the change in %; "" without."""
    at = letters(sheet)
    now, before = f"{at['value']}{position}", f"{at['previous']}{position}"
    if indicator.kind.is_relative or indicator.unit.is_percent:
        return f'=IF(ISNUMBER({now}),IF(ISNUMBER({before}),{now}-{before},""),"")'
    change = f'IF({before}=0,"",({now}-{before})/ABS({before}))'
    return f'=IF(ISNUMBER({now}),IF(ISNUMBER({before}),{change},""),"")'


def _change_shape(line: Line) -> str:
    indicator = line.indicator
    if indicator is None or not (indicator.kind.is_relative or indicator.unit.is_percent):
        return _IN_PERCENT
    if indicator.kind is Kind.RANK:
        return _BESIDE.format(0, _PLACES)
    digits = shape(line.row["value"], indicator.decimals).removeprefix("#,##")
    return _BESIDE.format(digits, _POINTS)


def _add_blanks(page: Worksheet, columns: int, first: int, last: int) -> None:
    for row in range(first, last + 1):
        for column in range(1, columns + 1):
            put(page, row, column, None, looks.MAY)


def _add_choices(page: Worksheet, sheet: Sheet, head: Head, last: int, ranges: Ranges) -> None:
    """Give a column its drop-down: the words of a choice, which alone are allowed, or the names of a vocabulary."""
    column = sheet.described(head)
    words = layout.words_of(column)
    if words:
        allowed = str(_ALLOWED).format(words=joined(words))
        chosen = DataValidation("list", formula1=f'"{",".join(map(str, words))}"', error=allowed)
    elif column.refers_to in ranges and column.type is Type.ID:
        chosen = DataValidation("list", formula1=ranges[column.refers_to], error=str(_NOT_LISTED))
        chosen.errorStyle = "warning"
    else:
        return
    chosen.allow_blank = chosen.showErrorMessage = True
    chosen.errorTitle = str(head.title)
    letter = letters(sheet)[head.column]
    chosen.add(f"{letter}2:{letter}{last}")
    page.add_data_validation(chosen)


def _freeze(sheet: Sheet) -> str:
    heads = [head.column for head in laid_out(sheet)]
    column = FROZEN.get(sheet.table.name)
    return f"{get_column_letter(heads.index(column) + 2 if column else 3)}2"
