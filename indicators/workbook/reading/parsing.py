"""A checked file becomes grids. Runs in a child process with limits; imports little, so that the child starts fast."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import warnings
import zipfile
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache, partial
from html import unescape
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils.cell import column_index_from_string, range_boundaries

from indicators.model import Text
from indicators.workbook.reading.comments import comments_of
from indicators.workbook.reading.container import RefusedError, sort_of
from indicators.workbook.reading.grid import CellType, Grid, RawCell
from indicators.workbook.reading.runs import STRUCK, with_runs_marked

MOST_CELLS, MOST_SHEETS, LONGEST_TEXT, LONGEST_MARGIN = 200_000, 100, 32_767, 2000
LAST_ROW = 1_048_576
_MOST_LETTERS = 20_000_000  # of all cells together: a text that many cells share counts in each of them
_MOST_WRITTEN = 1_000_000  # cells of a sheet, filled or not
_MOST_PLACES = 4_000_000  # written cells, and the blank ones that a parser passes on its way to them
_MERGE = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref=\"([A-Z]+\d+:[A-Z]+\d+)\"")
_HIDDEN_ROW = re.compile(rb"<(?:\w+:)?row\s([^>]*?hidden=\"(?:1|true)\"[^>]*)>")
_ROW_NUMBER = re.compile(rb"\br=\"(\d+)\"")
_HIDDEN_COLUMN = re.compile(rb"<(?:\w+:)?col\s([^>]*?(?:hidden=\"(?:1|true)\"|width=\"0\")[^>]*)>")
_BOUND = {name: re.compile(rb"\b" + name + rb"=\"(\d+)\"") for name in (b"min", b"max")}
_PLACE = re.compile(rb"<(?:\w+:)?(?:row|c)(?:\s(?:[^>]*?\s)?r=\"([A-Z]*)(\d+)\"|[\s/>])")
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
_MARGIN = re.compile(rb"<(?:\w+:)?(?:odd|even|first)(?:Header|Footer)[^>]*>([^<]*)<")
_MARGIN_CODE = re.compile(r"&(?:\"[^\"]*\"|K[0-9A-F]{6}|\d+|[A-Z])")
_SHEET = re.compile(rb"<(?:\w+:)?sheet\s")
_DELIMITERS = (",", "\t", ";", "，")
_BOMS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_NULLS_OF_UTF16 = 0.2
_MOST_MERGES = 5000
_DIGITS_OF_A_ROW = 7
_STYLES = "xl/styles.xml"
_BROKEN = Text("其中的部件不完整，或不合工作簿的格式", "a part is broken off, or is none of a workbook")
_TWICE = Text("同一行或同一格写了两次", "a row or a cell is written twice")
_BEYOND = Text("有超出工作表末行的行号", "a row lies beyond the last one")
_TOO_LONG = Text("一格超过 32767 字", "a cell of more than 32 767 letters")
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


def _sheets(content: bytes) -> Iterator[Grid]:
    content = with_runs_marked(content)
    formulas = cache(partial(_opened, content, is_computed=False))  # hardly a sheet has one without its value
    values = _opened(content, is_computed=True)
    if len(values.worksheets) > MOST_SHEETS:
        raise RefusedError("file-too-many-sheets", limit=MOST_SHEETS)
    left, places = MOST_CELLS, _MOST_PLACES
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        if len(_SHEET.findall(packed.read("xl/workbook.xml"))) > len(values.sheetnames):
            raise RefusedError("file-damaged", why=_MISSING)  # which openpyxl passes over in silence
        styles = packed.read(_STYLES) if _STYLES in packed.namelist() else b""
        for number, sheet in enumerate(values.worksheets):
            xml = packed.read(_part(sheet))
            places -= _places(xml)
            if places < 0:
                raise RefusedError("file-too-hard")
            same = formulas().worksheets[number] if _FORMULA.search(xml) else None
            grid = _grid(sheet, same, xml, left, has_strikes=b"strike" in styles)
            left -= len(grid.cells)
            yield replace(grid, comments=comments_of(packed, _part(sheet)))


def _opened(content: bytes, *, is_computed: bool) -> Any:  # noqa: ANN401 - openpyxl's read-only books have no types
    """A workbook with the values that its formulas came to when it was kept, or with the formulas."""
    return load_workbook(io.BytesIO(content), read_only=True, data_only=is_computed, keep_links=False)


def _part(sheet: Any) -> str:  # noqa: ANN401 - openpyxl's read-only sheets have no types
    path: str = sheet._worksheet_path  # noqa: SLF001 - merges and hidden rows are not in read-only mode
    return path.lstrip("/")


def _places(xml: bytes) -> int:
    """Return how many places a parser passes in a sheet: its cells, and the blank ones and blank rows before them.

    Raises RefusedError for a row or a cell that is written twice, and for one beyond the last: every reader takes
    another of them.
    """
    if xml.count(b"<c ") + xml.count(b"<c/") + xml.count(b"<c>") > _MOST_WRITTEN:
        raise RefusedError("file-too-hard")
    seen: set[tuple[bytes, bytes]] = set()
    passed = last_row = last_column = 0
    row = b""  # of the cell before
    for match in _PLACE.finditer(xml):
        letters, number = match[1], match[2]
        passed += 1
        if number is None:
            continue
        if (letters, number) in seen:
            raise RefusedError("file-suspicious", why=_TWICE)
        seen.add((letters, number))
        if len(number) > _DIGITS_OF_A_ROW or int(number) > LAST_ROW:
            raise RefusedError("file-suspicious", why=_BEYOND)
        if letters:
            column = column_index_from_string(letters.decode())
            passed += max(0, column - (last_column if number == row else 0))
            row, last_column = number, column
        else:
            passed, last_row = passed + max(0, int(number) - last_row), int(number)
        if passed > _MOST_PLACES:
            raise RefusedError("file-too-hard")
    return passed


def _hidden_columns(xml: bytes, last: int) -> frozenset[int]:
    hidden: set[int] = set()
    for match in _HIDDEN_COLUMN.finditer(xml):
        bounds = [found[1] for name in (b"min", b"max") if (found := _BOUND[name].search(match[1]))]
        if len(bounds) == len(_BOUND):
            hidden.update(range(int(bounds[0]), min(int(bounds[1]), last) + 1))
    return frozenset(hidden)


def _grid(sheet: Any, same: Any, xml: bytes, left: int, *, has_strikes: bool) -> Grid:  # noqa: ANN401 - as above
    cells: dict[tuple[int, int], RawCell] = {}
    letters = 0
    for cell in _cells(sheet):
        raw = _raw(cell)
        letters += len(raw.text)
        if has_strikes and cell.font is not None and cell.font.strike:
            raw = replace(raw, is_struck=True)
        cells[cell.row, cell.column] = raw
        if len(cells) > left:
            raise RefusedError("file-too-many-cells", limit=MOST_CELLS)
        if letters > _MOST_LETTERS:
            raise RefusedError("file-too-hard")
    if same is not None:
        for cell in _cells(same):
            if cell.data_type == "f" and (cell.row, cell.column) not in cells:
                cells[cell.row, cell.column] = RawCell(CellType.FORMULA, str(cell.value)[:200])
    merges = [_box(match[1].decode()) for match in list(_MERGE.finditer(xml))[:_MOST_MERGES]]
    _check_merges(merges, cells)
    hidden = [_ROW_NUMBER.search(match[1]) for match in _HIDDEN_ROW.finditer(xml)]
    rows = {row for row, _ in cells}
    hidden_rows = frozenset(int(number[1]) for number in hidden if number) & rows
    columns = _hidden_columns(xml, max((column for _, column in cells), default=0))
    margins = (_margin(match[1]) for match in _MARGIN.finditer(xml))
    found = tuple(dict.fromkeys(filter(None, margins)))
    return Grid(sheet.title, cells, sheet.sheet_state != "visible", tuple(merges), hidden_rows, columns, margins=found)


def _margin(text: bytes) -> str:
    """What a header or a footer of pages says, without the codes for fonts, places and numbers of pages."""
    return _MARGIN_CODE.sub(" ", unescape(text[:LONGEST_MARGIN].decode("utf-8", "ignore"))).strip()


def _check_merges(merges: Sequence[tuple[int, int, int, int]], cells: Collection[tuple[int, int]]) -> None:
    """Refuse merged ranges that cover more together than a sheet may hold: they lie upon each other."""
    last_row, last_column = (max(places, default=0) for places in zip(*cells, strict=True)) if cells else (0, 0)
    covered = (
        max(0, min(bottom, last_row) - top) + max(0, min(right, last_column) - left)
        for top, left, bottom, right in merges
    )
    if sum(covered) > MOST_CELLS:
        raise RefusedError("file-too-hard")


def _cells(sheet: Any) -> Iterator[Any]:  # noqa: ANN401 - as above
    """The cells of a sheet that hold something; what the sheet says of its own size is not believed."""
    sheet.reset_dimensions()
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value is not None and cell.value != "":
                yield cell


def _box(reference: str) -> tuple[int, int, int, int]:
    left, top, right, bottom = range_boundaries(reference)
    return int(top or 1), int(left or 1), int(bottom or 1), int(right or 1)


def _raw(cell: Any) -> RawCell:  # noqa: ANN401 - as above
    value, number_format = cell.value, str(cell.number_format or "")[:60]
    if isinstance(value, bool):
        return RawCell(CellType.TRUTH, str(value).upper())
    if isinstance(value, int | float):
        return RawCell(CellType.NUMBER, _digits(value), number_format)
    if isinstance(value, dt.datetime | dt.date):
        return RawCell(CellType.DATE, value.isoformat(), number_format)
    if isinstance(value, dt.time | dt.timedelta):
        return RawCell(CellType.TEXT, str(value))
    if cell.data_type == "e":
        return RawCell(CellType.ERROR, str(value))
    text = str(value)
    if STRUCK in text:
        return RawCell(CellType.TEXT, text.replace(STRUCK, ""), is_struck=True)
    if len(text) > LONGEST_TEXT:
        raise RefusedError("file-damaged", why=_TOO_LONG)
    return RawCell(CellType.TEXT, text)


def _digits(value: float) -> str:
    """A number of a cell with the 15 digits that a spreadsheet keeps: 0.30000000000000004 is 0.3."""
    if isinstance(value, int):
        return str(value)
    number = Decimal(f"{value:.15g}")
    return f"{number:f}" if number.is_finite() else str(value)


def _table(content: bytes, title: str) -> Grid:
    text = _decoded(content)
    lines = io.StringIO(text, newline="")
    cells: dict[tuple[int, int], RawCell] = {}
    width = 0
    try:
        for row, line in enumerate(csv.reader(lines, delimiter=_delimiter(text), strict=True), start=1):
            if len(line) > 1:
                width = width or len(line)
                if len(line) != width:
                    raise RefusedError("csv-broken", line=row, fields=len(line), expected=width)
            for column, part in enumerate(line, start=1):
                if part.strip():
                    cells[row, column] = RawCell(CellType.TEXT, part)
            if len(cells) > MOST_CELLS:
                raise RefusedError("file-too-many-cells", limit=MOST_CELLS)
    except csv.Error as error:
        raise RefusedError("file-damaged", why=_QUOTES) from error
    if text.strip() and not text.endswith(("\n", "\r")):
        raise RefusedError("csv-cut", line=text.count("\n") + 1)
    return Grid(title, cells)


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
