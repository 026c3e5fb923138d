"""A checked file becomes grids. Runs in a child process with limits; imports little, so that the child starts fast."""

from __future__ import annotations

import csv
import io
import warnings
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from types import SimpleNamespace
from typing import Any

from openpyxl.cell.read_only import ReadOnlyCell
from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.numbers import is_date_format, is_timedelta_format

from indicators.model import Text
from indicators.workbook.reading.container import RefusedError, sort_of
from indicators.workbook.reading.grid import Cells, CellType, Grid, RawCell
from indicators.workbook.reading.parts.comments import comments_of
from indicators.workbook.reading.parts.runs import with_runs_marked
from indicators.workbook.reading.parts.worksheet import MOST_CELLS, Book, Sheet, Style, read_sheet

MOST_SHEETS = 100
_MOST_COVERED = 200_000  # cells of merged ranges
_DELIMITERS = (",", "\t", ";", "，")
_BOMS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_NULLS_OF_UTF16 = 0.2
_STYLES = "xl/styles.xml"
_BROKEN = Text("其中的部件不完整，或不合工作簿的格式", "a part is broken off, or is none of a workbook")
_MISSING = Text("缺了一张工作表", "a sheet is missing")
_QUOTES = Text("引号没有成对", "a quotation mark without its other half")


def grids_of(content: bytes, name: str) -> tuple[Grid, ...]:
    """Return the sheets of a workbook, or the one table of a text file under the stem of its name.

    Raises RefusedError where the file is not taken.
    """
    if sort_of(content) == "csv":
        return (_table(content, name.rpartition(".")[0] or name),)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of what it passes over: styles, drop-downs
            return tuple(_sheets(content))
    except RefusedError:
        raise
    except (MemoryError, RecursionError):
        raise RefusedError("file-too-hard") from None
    except Exception:  # noqa: BLE001 - openpyxl raises whatever it meets; the clerk needs one sentence
        raise RefusedError("file-damaged", why=_BROKEN) from None


class _Reader(ExcelReader):
    """A workbook as openpyxl reads it, but for its sheets: their XML is read here, each cell once."""

    parts: tuple[tuple[str, str, str], ...] = ()

    def read_worksheets(self) -> None:
        """Note the title, the state and the path of each sheet that the workbook has."""
        listed = [(str(sheet.name), str(sheet.state), rel) for sheet, rel in self.parser.find_sheets()]
        if len(listed) < len(self.parser.sheets) or any(rel.target not in self.valid_files for _, _, rel in listed):
            raise RefusedError("file-damaged", why=_MISSING)  # which openpyxl passes over in silence
        self.parts = tuple((name, state, rel.target) for name, state, rel in listed if "chartsheet" not in rel.Type)


def _sheets(content: bytes) -> Iterator[Grid]:
    reader = _Reader(io.BytesIO(with_runs_marked(content)), read_only=True, keep_links=False)
    reader.read()
    if len(reader.parts) > MOST_SHEETS:
        raise RefusedError("file-too-many-sheets", limit=MOST_SHEETS)
    book = Book(reader.shared_strings, _styles(reader), reader.wb.epoch)
    left = MOST_CELLS
    for title, state, part in reader.parts:
        with reader.archive.open(part) as xml:
            sheet = read_sheet(xml, book, left)
        grid = _grid(title, sheet)
        left -= len(grid.cells)
        yield replace(grid, is_hidden=state != "visible", comments=comments_of(reader.archive, part))


def _styles(reader: _Reader) -> Callable[[int], Style]:
    """What leads from the number of a style to what it says of a value."""
    is_struck = _STYLES in reader.valid_files and b"strike" in reader.archive.read(_STYLES)
    sheet: Any = SimpleNamespace(parent=reader.wb)  # as a cell of a sheet asks for its workbook

    @cache
    def style(number: int) -> Style:
        cell = ReadOnlyCell(sheet, 1, 1, None, style_id=number)
        form = str(cell.number_format or "")
        struck = is_struck and bool(cell.font.strike)
        return Style(form[:60], is_date_format(form), is_timedelta_format(form), struck)

    return style


def _grid(title: str, sheet: Sheet) -> Grid:
    cells = sheet.cells
    grid = Grid(title, cells, merges=tuple(sheet.merges), margins=tuple(dict.fromkeys(sheet.margins)))
    _check_merges(grid)
    columns = {
        column for first, last in sheet.hidden_columns for column in range(first, min(last, grid.last_column) + 1)
    }
    rows = frozenset(row for row in sheet.hidden_rows if grid.row(row))
    return replace(grid, hidden_rows=rows, hidden_columns=frozenset(columns))


def _check_merges(grid: Grid) -> None:
    """Refuse merged ranges that cover more together than a sheet may hold: they lie upon each other."""
    covered = (
        max(0, min(bottom, grid.last_row) - top) + max(0, min(right, grid.last_column) - left)
        for top, left, bottom, right in grid.merges
    )
    if sum(covered) > _MOST_COVERED:
        raise RefusedError("file-too-hard")


def _table(content: bytes, title: str) -> Grid:
    text = _decoded(content)
    lines = io.StringIO(text, newline="")
    cells: dict[int, dict[int, RawCell]] = {}
    width = count = 0
    try:
        for row, line in enumerate(csv.reader(lines, delimiter=_delimiter(text), strict=True), start=1):
            if len(line) > 1:
                width = width or len(line)
                if len(line) != width:
                    raise RefusedError("csv-broken", line=row, fields=len(line), expected=width)
            cells[row] = {at: RawCell(CellType.TEXT, part) for at, part in enumerate(line, start=1) if part.strip()}
            count += len(cells[row])
            if count > MOST_CELLS:
                raise RefusedError("file-too-many-cells", limit=MOST_CELLS)
    except csv.Error as error:
        raise RefusedError("file-damaged", why=_QUOTES) from error
    if text.strip() and not text.endswith(("\n", "\r")):
        raise RefusedError("csv-cut", line=text.count("\n") + 1)
    return Grid(title, Cells(cells))


def _decoded(content: bytes) -> str:
    """The text of a file in one of the encodings that offices use. Raises RefusedError where it is in none."""
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            return _strictly(content, encoding)
    even, odd = content[0::2].count(0), content[1::2].count(0)
    if max(even, odd) > len(content) / 2 * _NULLS_OF_UTF16:
        return _strictly(content, "utf-16-le" if odd > even else "utf-16-be")
    try:
        return _strictly(content, "utf-8")
    except RefusedError:
        return _strictly(content, "gb18030")


def _strictly(content: bytes, encoding: str) -> str:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        raise RefusedError("file-encoding") from None
    if "\x00" in text or any(ord(letter) < 9 for letter in text[:4096]):  # noqa: PLR2004 - no text has these
        raise RefusedError("file-is-binary")
    return text


def _delimiter(text: str) -> str:
    """The delimiter that most of the first lines have; a comma where none has any."""
    lines = [line for line in text.splitlines()[:30] if line.strip()]
    counted = {one: sum(one in line for line in lines) for one in _DELIMITERS}
    return max(_DELIMITERS, key=lambda one: (counted[one], one == ","))
