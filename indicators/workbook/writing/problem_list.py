"""The first sheet of a returned workbook: what is wrong, counted by cause, then problem by problem with a link."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import quote_sheetname
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from indicators.kinds import KINDS
from indicators.model import Text
from indicators.problems import Problem
from indicators.tables.sheets import PROBLEMS
from indicators.workbook.writing import looks
from indicators.workbook.writing.marks import ERROR, WARNING, is_cell
from indicators.workbook.writing.put import holdable, put_text

HEADS = Text("序号|轻重|位置|原内容|问题|如何修改", "No.|Severity|Cell|Found|Problem|How to mend it")
"""The heads of the list of problems."""

SEVERITIES: Mapping[bool, Text] = {True: Text("错误", "Error"), False: Text("提醒", "Warning")}
"""What an error and what a warning is called."""

_NONE = Text("没有发现问题", "No problem was found")
_TOTAL = Text(
    "共 {total} 处问题：错误 {errors} 处，提醒 {warnings} 处", "{total} in all: errors {errors}, warnings {warnings}"
)
_PLACES, _OTHERS = Text("{count} 处", "{count}"), Text("其余 {count} 类", "Other kinds: {count}")

_WIDTHS = (8, 8, 22, 28, 48, 48)
_CAUSES = 8
_COLOURS = {True: ERROR, False: WARNING}
_WORD = re.compile(r"\{[^}]*\}")
_TOP = Alignment(horizontal="left", vertical="top", wrap_text=True)
_LINE = Side(style="thin", color="D9DEE5")
_FACE = "Microsoft YaHei"


def add_list(book: Workbook, problems: Sequence[Problem], sheets: Mapping[str, str], remark: str = "") -> None:
    """Write the list of problems as the first sheet of a workbook, which opens there; a remark follows their number.

    `sheets` leads from the file of a problem to the title of the sheet that its cell is in; where it does not, or
    where a problem names no cell, it is listed without a link.
    """
    page = book.create_sheet(str(PROBLEMS), 0)
    looks.widen(page, _WIDTHS)
    _write(page, 1, 1, f"{_total(problems)}{remark}", Font(name=_FACE, size=14, bold=True, color="1F5FA8"))
    row = _add_causes(page, 2, problems) + 1
    _add_heads(page, row)
    for count, one in enumerate(problems, 1):
        _add_problem(page, row + count, count, one, sheets)
    last = max(row + len(problems), row + 1)
    page.auto_filter.ref = f"A{row}:F{last}"
    looks.set_up_page(page, area=f"A1:F{last}", heads=f"{row}:{row}", freeze=f"A{row + 1}")
    _open_at(book, page)


def _total(problems: Sequence[Problem]) -> str:
    errors = sum(one.is_error for one in problems)
    if not problems:
        return str(_NONE)
    return str(_TOTAL).format(total=len(problems), errors=errors, warnings=len(problems) - errors)


def _add_causes(page: Worksheet, row: int, problems: Sequence[Problem]) -> int:
    """Write one line for each cause, the most frequent first; returns the row after them."""
    counts = Counter((one.is_error, one.kind) for one in problems)
    ranked = sorted(counts.items(), key=lambda item: (not item[0][0], -item[1]))
    for (is_error, kind), count in ranked[:_CAUSES]:
        _add_cause(page, row, count, str(SEVERITIES[is_error]), _cause(kind, problems))
        row += 1
    rest = ranked[_CAUSES:]
    if rest:
        _add_cause(page, row, sum(count for _, count in rest), "", str(_OTHERS).format(count=len(rest)))
        row += 1
    return row


def _add_cause(page: Worksheet, row: int, count: int, severity: str, cause: str) -> None:
    for column, text in enumerate((str(_PLACES).format(count=count), severity, cause), 1):
        _write(page, row, column, text)


def _cause(kind: str, problems: Sequence[Problem]) -> str:
    """Return what is said of a kind of problem: of the only one of its kind, its own words."""
    of_kind = [one for one in problems if one.kind == kind]
    described = KINDS.get(kind)
    if described is None or len({one.message for one in of_kind}) == 1:
        return str(of_kind[0].message)
    return _WORD.sub("…", str(described.message))


def _add_heads(page: Worksheet, row: int) -> None:
    for column, head in enumerate(str(HEADS).split("|"), 1):
        cell = _write(page, row, column, head, Font(name=_FACE, size=10, bold=True, color="FFFFFF"))
        cell.fill = PatternFill("solid", start_color="1F5FA8")
        cell.alignment = Alignment(horizontal="center", vertical="center")


def _add_problem(page: Worksheet, row: int, count: int, one: Problem, sheets: Mapping[str, str]) -> None:
    texts: tuple[str | int, ...] = (
        count,
        str(SEVERITIES[one.is_error]),
        one.where,
        one.found,
        str(one.message),
        str(one.remedy),
    )
    for column, text in enumerate(texts, 1):
        cell = _write(page, row, column, text)
        cell.alignment = _TOP
        cell.border = Border(_LINE, _LINE, _LINE, _LINE)
    page.cell(row, 2).fill = PatternFill("solid", start_color=_COLOURS[one.is_error])
    if one.file in sheets and is_cell(one.cell):
        place = page.cell(row, 3)
        place.hyperlink = Hyperlink(ref=f"C{row}", location=f"{quote_sheetname(sheets[one.file])}!{one.cell}")
        place.font = Font(name=_FACE, size=10, color="1F5FA8", underline="single")
    looks.heighten(page, row, texts, _WIDTHS)


def _write(page: Worksheet, row: int, column: int, value: str | int, font: Font | None = None) -> Cell:
    cell = page.cell(row, column, 0)
    cell.value = None
    cell.font = font or Font(name=_FACE, size=10)
    if isinstance(value, str):
        put_text(cell, holdable(value))
    else:
        cell.value = value
    return cell


def _open_at(book: Workbook, page: Worksheet) -> None:
    """Make a sheet the one that is open; no other stays chosen, or what is typed would go into both."""
    for sheet in (*book.worksheets, *book.chartsheets):
        views = getattr(sheet, "views", None) or getattr(sheet, "sheetViews", None)
        for view in views.sheetView if views else ():
            view.tabSelected = sheet is page
    book.active = page
