"""Values into cells: text that never becomes a formula, numbers that read back to the very same number, and bytes."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from decimal import Decimal
from typing import cast

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.comments import Comment
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from indicators.model import Text
from indicators.problems import UsageError

Value = str | int | float | None
"""What a cell can be given: text, a number, or nothing."""

CREATOR = Text("创新指标数据平台", "Innovation dashboard")
FIRST_DAY = dt.datetime(1980, 1, 1)  # noqa: DTZ001 - the first day that an archive can name; it has no zone
_NO_ROOM = Text(
    "表格不能容纳这段文字（过长或含控制字符）：{value}",
    "no sheet can hold this text, which is too long or has control characters: {value}",
)
_LONGEST = 32767
_EXACT_DIGITS = 15
_STARTS_FORMULA = ("=", "+", "-", "@", "\t")
# A carriage return is among them: XML reads it back as a line feed. The escape _x0001_ of spreadsheets is no way
# out, as what it stands for and the same letters written out read back alike.
_UNHOLDABLE = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")


def put(sheet: Worksheet, row: int, column: int, value: Value, look: Text) -> Cell:
    """Write a value into a cell and give it a look; text stays text, whatever it begins with.

    Returns the cell. Raises UsageError where a text cannot be held by a spreadsheet without loss.
    """
    cell = cast("Cell", sheet.cell(row, column))
    cell.style = str(look)
    if isinstance(value, str):
        put_text(cell, value)
    elif value is not None:
        cell.value = value
    return cell


def put_text(cell: Cell, text: str) -> None:
    """Write a text into a cell as text. Raises UsageError where a spreadsheet cannot hold it without loss."""
    if len(text) > _LONGEST or _UNHOLDABLE.search(text):
        raise UsageError(str(_NO_ROOM).format(value=repr(text[:40])))
    if not text:
        return
    cell.value = text
    cell.data_type = "s"
    if text.startswith(_STARTS_FORMULA):
        cell.quotePrefix = True


def holdable(text: str) -> str:
    """Return the text cut to what a cell can hold; letters that no spreadsheet can hold become �."""
    return _UNHOLDABLE.sub("\N{REPLACEMENT CHARACTER}", text.replace("\r\n", "\n").replace("\r", "\n"))[:_LONGEST]


def remark(cell: Cell, text: str, author: str, width: int = 300) -> None:
    """Give a cell a comment that is large enough for its text."""
    lines = sum(len(line) * 13 // (width - 20) + 1 for line in text.split("\n"))
    cell.comment = Comment(text, author, height=24 + 18 * lines, width=width)


def number(text: str) -> Value:
    """Return the text of a number as a number that reads back to it, or as the text where no float does."""
    exact = Decimal(text)
    if len(exact.normalize().as_tuple().digits) > _EXACT_DIGITS or abs(exact.adjusted()) > _EXACT_DIGITS:
        return text
    return int(exact) if exact == exact.to_integral_value() else float(text)


def shape(text: str, decimals: int) -> str:
    """Return the number format that shows so many decimals, and never fewer digits than the text has."""
    places = max(decimals, len(text.partition(".")[2]))
    return "#,##0" + ("." + "0" * places if places else "")


def packed(book: Workbook, title: str, day: dt.date) -> bytes:
    """Return a workbook as a file; the same workbook of the same day always gives the same bytes."""
    moment = dt.datetime(day.year, day.month, day.day)  # noqa: DTZ001 - the format has no zone
    book.properties.title = title
    book.properties.creator = str(CREATOR)
    book.properties.created = book.properties.modified = moment
    return closed(book)


def closed(book: Workbook) -> bytes:
    """Return a workbook as a file without a trace of the moment at which it is written."""
    loose = io.BytesIO()
    with zipfile.ZipFile(loose, "w", zipfile.ZIP_DEFLATED) as archive:
        ExcelWriter(book, archive).save()
    return _dated(loose, book.properties.modified or FIRST_DAY)


def _dated(loose: io.BytesIO, moment: dt.datetime) -> bytes:
    """Pack the parts of an archive again with one time for all of them."""
    tight = io.BytesIO()
    day = max(moment.replace(tzinfo=None), FIRST_DAY)
    with zipfile.ZipFile(loose) as given, zipfile.ZipFile(tight, "w", zipfile.ZIP_DEFLATED) as written:
        for name in given.namelist():
            part = zipfile.ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0))
            part.compress_type = zipfile.ZIP_DEFLATED
            part.create_system = 0
            written.writestr(part, given.read(name))
    return tight.getvalue()
