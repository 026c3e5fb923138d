"""Marks on the cells of an uploaded workbook: a colour and a comment for what is wrong, and taken away again."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from copy import copy
from typing import cast

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import PatternFill
from openpyxl.utils.cell import coordinate_to_tuple
from openpyxl.worksheet.worksheet import Worksheet

from indicators.model import Text
from indicators.problems import Problem
from indicators.tables.sheets import both
from indicators.workbook.reading.parts.comments import OURS, TITLE, without_ours
from indicators.workbook.writing.put import holdable, remark

ERROR, WARNING = "F8B4B4", "FBD38D"
"""The colours of cells with an error and of cells with a warning; no others are taken away again."""

_CELL = re.compile(r"[A-Z]{1,3}[1-9][0-9]{0,6}")
_LAST_COLUMN, _LAST_ROW = 16384, 1048576


def is_cell(name: str) -> bool:
    """Return whether a text names one cell that a sheet can have."""
    if not _CELL.fullmatch(name):
        return False
    row, column = coordinate_to_tuple(name)
    return row <= _LAST_ROW and column <= _LAST_COLUMN


def comment(problem: Problem) -> str:
    """Return a problem as one sentence: what is wrong, and how to repair it."""
    said = [problem.message.en or problem.message.zh, problem.remedy.en or problem.remedy.zh]
    english = " ".join(f"{one[:1].upper()}{one[1:].removesuffix('.')}." for one in said if one)
    return str(Text(f"{problem.message.zh}。{problem.remedy.zh}。".replace("。。", "。"), english))


def mark(sheet: Worksheet, problems: Iterable[Problem]) -> None:
    """Colour and comment the cells of a sheet that problems name; of a merged cell, the cell that shows it."""
    by_cell: dict[str, list[Problem]] = defaultdict(list)
    for one in problems:
        if is_cell(one.cell):
            by_cell[_showing(sheet, one.cell)].append(one)
    for name, group in by_cell.items():
        _mark(cast("Cell", sheet[name]), group)


def _showing(sheet: Worksheet, name: str) -> str:
    """Return the first cell of the merged cells that a cell lies in, else the cell itself."""
    row, column = coordinate_to_tuple(name)
    for merged in sheet.merged_cells.ranges:
        if merged.min_row <= row <= merged.max_row and merged.min_col <= column <= merged.max_col:
            return str(merged.coord).partition(":")[0]
    return name


def _mark(cell: Cell, problems: Sequence[Problem]) -> None:
    colour = ERROR if any(one.is_error for one in problems) else WARNING
    cell.fill = PatternFill("solid", start_color=colour)
    text = holdable("\n".join((str(TITLE), *dict.fromkeys(comment(one) for one in problems))))
    other = cell.comment
    if other is None:
        remark(cell, text, str(OURS))
    else:
        remark(cell, f"{other.text}\n{text}", other.author)


def unmark(book: Workbook) -> None:
    """Take away what an earlier return has marked: our comments, and the fills of exactly our two colours."""
    fills = _Fills(book)
    for sheet in book.worksheets:
        for cell in list(sheet._cells.values()):  # noqa: SLF001 - asking by rows would make every empty cell
            if isinstance(cell, Cell):
                _uncomment(cell)
                if cell.has_style and _is_ours(cell):
                    cell.fill = fills.of(cell)
    fills.close()


def _uncomment(cell: Cell) -> None:
    """Take away a comment of ours, or the part of another's comment that we have added."""
    comment = cell.comment
    if comment is None:
        return
    rest = without_ours(str(comment.text))
    is_ours = rest != comment.text
    if comment.author in both(OURS) or (is_ours and not rest.strip()):
        cell.comment = None
    elif is_ours:
        remark(cell, rest.removesuffix("\n"), comment.author)


def _is_ours(cell: Cell) -> bool:
    fill = cell.fill
    return fill.fill_type == "solid" and str(fill.start_color.rgb)[-6:] in {ERROR, WARNING}


class _Fills:
    """The fill that each named style of a workbook gives; asked of a sheet that is gone again afterwards."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._sheet = book.create_sheet()
        self._known: dict[str, PatternFill] = {}

    def of(self, cell: Cell) -> PatternFill:
        """Return the fill of the named style of a cell; none where the style is lost, as other programs lose it."""
        try:
            style = cell.style
        except IndexError:
            return PatternFill()
        if style not in self._known:
            sample = cast("Cell", self._sheet.cell(1, 1))
            sample.style = style
            self._known[style] = cast("PatternFill", copy(sample.fill))
        return self._known[style]

    def close(self) -> None:
        """Remove the sheet."""
        self._book.remove(self._sheet)
