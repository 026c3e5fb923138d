"""The uploaded file given back: its cells marked where something is wrong, and a list of the problems in front."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import PurePath

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment
from openpyxl.worksheet.worksheet import Worksheet

from indicators.model import Text
from indicators.problems import Problem, UsageError
from indicators.tables.sheets import PROBLEMS, both
from indicators.workbook.writing import looks
from indicators.workbook.writing.marks import mark, unmark
from indicators.workbook.writing.problem_list import add_list
from indicators.workbook.writing.put import CREATOR, FIRST_DAY, closed, holdable, put_text

_NOT_IN_TITLES = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_DATA = Text("数据", "Data")
_NO_BOOK = Text(
    "这个文件不能作为工作簿打开，无法标注后退回",
    "this file cannot be opened as a workbook, so that nothing can be marked in it",
)
_ALONE = Text(
    "；原表太大，不随此表退回，“位置”即原表中的单元格",
    "; the table itself is too large to come back with this list, its cells are those of your file",
)
_LONGEST_TITLE = 31
_WIDEST, _NARROWEST = 50, 8


def returned(
    content: bytes, name: str, problems: Sequence[Problem], rows: Sequence[Sequence[str]] | None = None
) -> bytes:
    """Return an uploaded file as a workbook (xlsx) with the problems marked in it, and listed on its first sheet.

    The marks of an earlier return are taken away first. `rows` are the cells of a csv file, whose content is then
    not looked at: it comes back as a workbook of texts. The file must have been checked before: this opens it
    whole. Letters that no workbook can hold, which only a csv may have, come back as �.

    Raises UsageError where the content is no workbook.
    """
    book = _opened(content) if rows is None else _of_texts(rows, name)
    for earlier in set(both(PROBLEMS)).intersection(book.sheetnames):
        book.remove(book[earlier])
    unmark(book)
    sheets = _sheets(book, problems, is_text=rows is not None)
    for title in dict.fromkeys(sheets.values()):
        mark(book[title], [one for one in problems if sheets.get(one.file) == title])
    add_list(book, problems, sheets)
    return closed(book)


def listed(problems: Sequence[Problem]) -> bytes:
    """Return the list of problems as a workbook of its own: of a file that is too large to be written anew."""
    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.creator = str(CREATOR)
    book.properties.created = book.properties.modified = FIRST_DAY
    add_list(book, problems, {}, str(_ALONE))
    return closed(book)


def _opened(content: bytes) -> Workbook:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what openpyxl leaves out of a foreign file, it says in warnings
        try:
            return load_workbook(io.BytesIO(content))
        except (zipfile.BadZipFile, KeyError, ValueError, TypeError, OSError) as error:
            raise UsageError(str(_NO_BOOK)) from error


def _sheets(book: Workbook, problems: Sequence[Problem], *, is_text: bool) -> Mapping[str, str]:
    """Return the title of the sheet that each file of a problem is; a csv is one sheet, whatever it is called."""
    if is_text:
        return {one.file: book.worksheets[0].title for one in problems}
    titles = {sheet.title for sheet in book.worksheets}
    return {one.file: one.file for one in problems if one.file in titles}


def _of_texts(rows: Sequence[Sequence[str]], name: str) -> Workbook:
    book = Workbook()
    book.properties.creator = str(CREATOR)
    book.properties.created = book.properties.modified = FIRST_DAY
    sheet = book.worksheets[0]
    sheet.title = _title(name)
    for position, row in enumerate(rows, 1):
        for column, text in enumerate(row, 1):
            if text:
                cell = sheet.cell(position, column, 0)
                put_text(cell, holdable(text))
                cell.number_format = "@"
                cell.alignment = Alignment(vertical="top", wrap_text=True)
    looks.widen(sheet, _widths(rows))
    _freeze(sheet, rows)
    return book


def _title(name: str) -> str:
    """Return the name of a file as the title of a sheet."""
    plain = _NOT_IN_TITLES.sub(" ", PurePath(name).stem).strip("' ")[:_LONGEST_TITLE]
    return plain if plain and plain not in both(PROBLEMS) else str(_DATA)


def _widths(rows: Sequence[Sequence[str]]) -> list[int]:
    columns = max(map(len, rows), default=0)
    widest = [
        max((looks.breadth(row[place]) for row in rows if place < len(row)), default=0) for place in range(columns)
    ]
    return [min(max(width + 2, _NARROWEST), _WIDEST) for width in widest]


def _freeze(sheet: Worksheet, rows: Sequence[Sequence[str]]) -> None:
    if rows:
        sheet.freeze_panes = "A2"
