"""The XML of one sheet becomes a grid, read from front to back by expat: nothing of it is kept but the cells.

A parser that builds every element first takes seven times as long for the sheets that a province sends.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import IO, Any, TypeVar
from xml.parsers import expat

from openpyxl.formula.translate import Translator
from openpyxl.utils.cell import column_index_from_string, range_boundaries
from openpyxl.utils.datetime import from_excel, from_ISO8601
from openpyxl.xml.constants import SHEET_MAIN_NS

from indicators.model import Text
from indicators.workbook.reading.container import RefusedError
from indicators.workbook.reading.grid import Cells, CellType, RawCell
from indicators.workbook.reading.parts.runs import STRUCK

MOST_CELLS, LONGEST_TEXT, LONGEST_MARGIN = 600_000, 32_767, 2000
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
_MOST_LETTERS = 20_000_000  # of all cells together: a text that many cells share counts in each of them
_MOST_WRITTEN = 1_000_000  # cells of a sheet, filled or not
_MOST_PLACES = 4_000_000  # written cells, and the blank ones and blank rows that are passed on the way to them
_MOST_MERGES = 5000
_PIECE = 1 << 18
_SHORT = 6  # a year comes again in many cells, a figure hardly ever
_LONGEST_FORMULA = 200
_NAMESPACE = f"{SHEET_MAIN_NS} "
_NUMERALS = "0123456789"
_MERGE = re.compile(r"[A-Z]+\d+:[A-Z]+\d+")
_MARGIN_CODE = re.compile(r"&(?:\"[^\"]*\"|K[0-9A-F]{6}|\d+|[A-Z])")
_MARGINS = frozenset(f"{page}{part}" for page in ("odd", "even", "first") for part in ("Header", "Footer"))
_YES = frozenset({"1", "true"})
_TWICE = Text("同一行或同一格写了两次", "a row or a cell is written twice")
_BEYOND = Text("有超出工作表末行的行号", "a row lies beyond the last one")
_TOO_LONG = Text("一格超过 32767 字", "a cell of more than 32 767 letters")
Box = tuple[int, int, int, int]
"""The first row and column of a range, and the last ones."""
Handler = TypeVar("Handler", bound=Callable[..., None])


@dataclass(frozen=True, slots=True)
class Style:
    """What the style of a cell says of its value: its number format, and whether it is a time or struck through."""

    format: str = "General"
    is_date: bool = False
    is_duration: bool = False
    is_struck: bool = False


@dataclass(frozen=True, slots=True)
class Book:
    """What the sheets of a workbook share: its texts, what its styles mean, and the day that its dates count from."""

    texts: list[str]
    style: Callable[[int], Style]
    epoch: dt.datetime


@dataclass(slots=True)
class Sheet:
    """What was found in the XML of a sheet: its cells, merged ranges, hidden rows and columns, and page margins."""

    lines: dict[int, dict[int, RawCell]] = field(default_factory=dict)
    merges: list[Box] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    margins: list[str] = field(default_factory=list)

    @property
    def cells(self) -> Cells:
        """Return the cells that hold something."""
        return Cells(self.lines)


def read_sheet(xml: IO[bytes], book: Book, most: int) -> Sheet:
    """Return what stands in the XML of a sheet, of at most so many cells.

    Raises RefusedError for a row or a cell that is written twice, or lies beyond the last one, or where there is more
    than a clerk files; any other error for what is no sheet.
    """
    scan = _Scan(book, most)
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = scan.start
    parser.EndElementHandler = scan.end
    parser.CharacterDataHandler = scan.text
    while piece := xml.read(_PIECE):
        parser.Parse(piece, False)  # noqa: FBT003 - expat takes it by place
    parser.Parse(b"", True)  # noqa: FBT003 - as above
    return scan.sheet


class _Scan:
    """The sheet read so far, and the cell that is being read."""

    def __init__(self, book: Book, most: int) -> None:
        self.sheet = Sheet()
        self._book, self._left = book, most
        self._letters = _MOST_LETTERS
        self._written = self._passed = 0
        self._seen: dict[int, int] = {}  # row to its columns, a bit for each
        self._row = self._last_row = self._column = 0
        self._type, self._style = "n", 0
        self._place = self._value = ""
        self._formula: tuple[str, Mapping[str, str]] | None = None
        self._inline = ""
        self._phonetic = 0
        self._open: str | None = None
        self._known: dict[tuple[str, int, str], RawCell | None] = {}
        self._columns: dict[str, int] = {}
        self._masters: dict[str, tuple[str, str]] = {}
        self._starts = _in_namespace(
            {
                "row": self._begin_row,
                "c": self._begin,
                "f": self._begin_formula,
                "mergeCell": self._merge,
                "col": self._column_of_sheet,
                "rPh": self._begin_phonetic,
                **dict.fromkeys(("v", "t", *_MARGINS), self._begin_text),
            }
        )
        self._ends = _in_namespace(
            {
                "c": self._finish,
                "v": self._end_value,
                "t": self._end_inline,
                "f": self._end_formula,
                "rPh": self._end_phonetic,
                **dict.fromkeys(_MARGINS, self._end_margin),
            }
        )

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        handler = self._starts.get(tag)
        if handler is not None:
            handler(attributes)

    def text(self, text: str) -> None:
        if self._open is not None:
            self._open += text

    def end(self, tag: str) -> None:
        handler = self._ends.get(tag)
        if handler is not None:
            handler()

    def _begin_text(self, _: Mapping[str, str]) -> None:
        self._open = None if self._phonetic else ""

    def _begin_formula(self, attributes: Mapping[str, str]) -> None:
        self._open, self._formula = "", ("", attributes)

    def _begin_phonetic(self, _: Mapping[str, str]) -> None:
        self._phonetic += 1

    def _end_phonetic(self) -> None:
        self._phonetic -= 1

    def _taken(self) -> str:
        text, self._open = self._open or "", None
        return text

    def _end_value(self) -> None:
        self._value = self._taken()

    def _end_inline(self) -> None:
        self._inline += self._taken()

    def _end_formula(self) -> None:
        self._formula = (self._taken(), self._formula[1] if self._formula else {})

    def _end_margin(self) -> None:
        if margin := _margin(self._taken()):
            self.sheet.margins.append(margin)

    def _begin_row(self, attributes: Mapping[str, str]) -> None:
        number = attributes.get("r")
        self._row = int(float(number)) if number else self._row + 1  # some programs write 1.0
        if not 0 < self._row <= LAST_ROW:
            raise RefusedError("file-suspicious", why=_BEYOND)
        if self._row in self._seen:
            raise RefusedError("file-suspicious", why=_TWICE)
        self._seen[self._row] = 0
        self._pass(1 + max(0, self._row - self._last_row))
        self._last_row, self._column = self._row, 0
        if attributes.get("hidden") in _YES:
            self.sheet.hidden_rows.add(self._row)

    def _begin(self, attributes: Mapping[str, str]) -> None:
        self._place = place = attributes.get("r", "")
        row, before = self._row, self._column
        if place:
            letters = place.rstrip(_NUMERALS)
            column = self._columns.get(letters) or self._column_of(letters)
            row = int(place[len(letters) :])
            if not 0 < row <= LAST_ROW:
                raise RefusedError("file-suspicious", why=_BEYOND)
        else:
            column = before + 1
        bit, seen = 1 << column, self._seen.get(row, 0)
        if seen & bit:
            raise RefusedError("file-suspicious", why=_TWICE)
        self._seen[row], self._row, self._column = seen | bit, row, column
        self._written += 1
        if self._written > _MOST_WRITTEN:
            raise RefusedError("file-too-hard")
        self._pass(1 if column <= before else 1 + column - before)
        self._type, self._style = attributes.get("t", "n"), int(attributes.get("s", 0))
        self._value, self._formula, self._inline = "", None, ""

    def _column_of(self, letters: str) -> int:
        self._columns[letters] = found = column_index_from_string(letters)
        return found

    def _pass(self, places: int) -> None:
        self._passed += places
        if self._passed > _MOST_PLACES:
            raise RefusedError("file-too-hard")

    def _finish(self) -> None:
        cell = self._read()
        if self._formula is not None:
            cell = self._with_formula(cell, *self._formula)
        if cell is None:
            return
        self._left -= 1
        self._letters -= len(cell.text)
        if self._left < 0:
            raise RefusedError("file-too-many-cells", limit=MOST_CELLS)
        if self._letters < 0:
            raise RefusedError("file-too-hard")
        self.sheet.lines.setdefault(self._row, {})[self._column] = cell

    def _read(self) -> RawCell | None:
        """The cell that ended, None where it is blank; what comes often is one and the same value."""
        text = self._inline if self._type == "inlineStr" else self._value
        if not text:
            return None
        if self._type == "n" and len(text) > _SHORT:
            return _read_value(self._book, self._type, self._style, text)
        key = (self._type, self._style, text)
        if key not in self._known:
            self._known[key] = _read_value(self._book, *key)
        return self._known[key]

    def _with_formula(self, cell: RawCell | None, text: str, attributes: Mapping[str, str]) -> RawCell:
        """A cell with a formula: its value, or where that was not kept the formula as the sheet shows it.

        A formula that is shared is written once, and moved to the others.
        """
        shared = attributes.get("si", "") if attributes.get("t") == "shared" else ""
        if shared and text:
            self._masters[shared] = (f"={text}", self._place)
        if cell is not None:
            return cell
        shown = f"={text}"
        if shared in self._masters and not text:
            shown = str(Translator(*self._masters[shared]).translate_formula(self._place))
        return RawCell(CellType.FORMULA, shown[:_LONGEST_FORMULA])

    def _merge(self, attributes: Mapping[str, str]) -> None:
        reference = attributes.get("ref", "")
        if _MERGE.fullmatch(reference) and len(self.sheet.merges) < _MOST_MERGES:
            left, top, right, bottom = range_boundaries(reference)
            self.sheet.merges.append((int(top or 1), int(left or 1), int(bottom or 1), int(right or 1)))

    def _column_of_sheet(self, attributes: Mapping[str, str]) -> None:
        is_hidden = attributes.get("hidden") in _YES or attributes.get("width") == "0"
        if is_hidden and "min" in attributes and "max" in attributes:
            self.sheet.hidden_columns.append((int(attributes["min"]), min(int(attributes["max"]), LAST_COLUMN)))


def _in_namespace(handlers: Mapping[str, Handler]) -> Mapping[str, Handler]:
    """What is done at an element, by the name that expat gives it."""
    return {f"{_NAMESPACE}{name}": handler for name, handler in handlers.items()}


def _read_value(book: Book, kind: str, style_id: int, text: str) -> RawCell | None:
    """What a cell says, by the type of its value as Excel writes it."""
    style = book.style(style_id)
    if kind == "s":
        return _of_text(book.texts[int(text)], style)
    if kind == "n":
        return _of_number(text, style, book.epoch)
    if kind == "b":
        return _of(CellType.TRUTH, str(bool(int(text))).upper(), style)
    if kind == "e":
        return _of(CellType.ERROR, text, style)
    if kind == "d":
        return _of_time(from_ISO8601(text), style)  # type: ignore[no-untyped-call]
    return _of_text(text, style)


def _of_text(text: str, style: Style) -> RawCell | None:
    if not text:
        return None
    if STRUCK in text:
        return RawCell(CellType.TEXT, text.replace(STRUCK, ""), is_struck=True)
    if len(text) > LONGEST_TEXT:
        raise RefusedError("file-damaged", why=_TOO_LONG)
    return _of(CellType.TEXT, text, style)


def _of_number(text: str, style: Style, epoch: dt.datetime) -> RawCell:
    number = float(text) if "." in text or "E" in text or "e" in text else int(text)
    if not style.is_date:
        return _of(CellType.NUMBER, _digits(number), style, style.format)
    try:
        return _of_time(from_excel(number, epoch, timedelta=style.is_duration), style)
    except (OverflowError, ValueError):
        return _of(CellType.ERROR, "#VALUE!", style)


def _of_time(value: Any, style: Style) -> RawCell:  # noqa: ANN401 - a day, a moment, or a length of time
    if isinstance(value, dt.datetime | dt.date):
        return _of(CellType.DATE, value.isoformat(), style, style.format)
    if isinstance(value, int | float):
        return _of(CellType.NUMBER, _digits(value), style, style.format)
    return _of(CellType.TEXT, str(value), style)


def _of(kind: CellType, text: str, style: Style, number_format: str = "") -> RawCell:
    return RawCell(kind, text, number_format, style.is_struck)


def _digits(value: float) -> str:
    """A number of a cell with the 15 digits that a spreadsheet keeps: 0.30000000000000004 is 0.3."""
    if isinstance(value, int):
        return str(value)
    number = Decimal(f"{value:.15g}")
    return f"{number:f}" if number.is_finite() else str(value)


def _margin(text: str) -> str:
    """What a header or a footer of pages says, without the codes for fonts, places and numbers of pages."""
    return _MARGIN_CODE.sub(" ", text[:LONGEST_MARGIN]).strip()
