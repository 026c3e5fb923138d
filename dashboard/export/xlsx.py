"""Workbooks: an exhibit a sheet, numbers as numbers, charts of the sheet's own, sources and query at the end."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Sequence
from typing import Any

import xlsxwriter

from dashboard.exhibits.exhibit import Cell, Facts, Light, Prose, Table, words
from dashboard.export import behind, columns
from dashboard.export import charts as native
from dashboard.export.captioned import Captioned
from dashboard.export.charts import scope_over
from dashboard.export.layout import texts
from dashboard.export.numbers import number
from dashboard.export.sheets import (
    CHART_WIDTH,
    ROOM,
    Looks,
    Place,
    Sheet,
    clean,
    draw,
    heighten,
    on_paper,
    wide,
)
from dashboard.theme import LIGHTS

_SLASH = re.compile(r"(?<=\d)/(?=\d)")  # of a financial year
_CUT_OFF = re.compile(r"[（(][^）)]*$")  # brackets whose end is beyond the longest name
_UNFIT = re.compile(r"[\[\]:*?/\\\x00-\x1f']")
_LONGEST_NAME, _WIDEST, _HEAD_ROW = 31, 42, 3
_ROWS_OF_A_PAGE, _USUAL_WIDTH, _PROSE_WIDTH, _NARROWEST = 36, 64, 110, 18.0
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def xlsx(exhibits: Sequence[Captioned]) -> bytes:
    """Return exhibits as a workbook; the same exhibits make the same bytes. No cell is ever a formula or a link."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, _OPTIONS)
    first = exhibits[0] if exhibits else None
    made = (
        dt.datetime.fromisoformat(first.released).replace(tzinfo=dt.UTC)
        if first
        else dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
    )
    book.set_properties({"title": first.title if first else "", "author": first.site if first else "", "created": made})
    looks = Looks(book)
    for index, one in enumerate(exhibits, 1):
        _sheet(book, looks, _name(index, one.title), one)
    behind.add(book, looks, exhibits)
    book.close()
    return out.getvalue()


def _name(index: int, title: str) -> str:
    return _CUT_OFF.sub("", f"{index} {_UNFIT.sub(' ', _SLASH.sub('-', title))}"[:_LONGEST_NAME]).strip()


def _sheet(book: Any, looks: Looks, name: str, one: Captioned) -> None:  # noqa: ANN401
    sheet = book.add_worksheet(name)
    on_paper(sheet, one.mark)
    sheet.hide_gridlines(2)
    sheet.write_string(0, 0, clean(one.title), looks.title)
    sheet.write_string(1, 0, clean(scope_over(one.exhibit)), looks.muted)
    table = one.table or _as_table(one)
    widths = _widths(table) if table else []
    row = _table(sheet, looks, table, widths) if table else _HEAD_ROW
    for line in (*(str(text) for text in one.exhibit.words), *one.foot):
        if line:
            row += 1
            sheet.write_string(row, 0, clean(line), looks.muted)
    across = _columns(widths) + 1
    below, beside = row + 2, _HEAD_ROW
    breaks = []
    for chart in native.charts(one.exhibit.content):
        breaks.append(below)
        below, beside = draw(Sheet(book, sheet, looks, name), chart, Place(below, beside, across))
    sheet.print_area(0, 0, below, across - 2)  # the data of the charts stand beside what is printed
    if below > _ROWS_OF_A_PAGE:
        sheet.set_h_pagebreaks(breaks)


def _columns(widths: Sequence[float]) -> int:
    """How many columns are as wide as table and chart: those of the table, and as many more of the usual width."""
    missing = CHART_WIDTH + 30 - sum(across * 7 + 5 for across in widths)
    return len(widths) + max(0, int(-(-missing // _USUAL_WIDTH)))


def _widths(table: Table) -> list[float]:
    """The width of each column in letters, by its longest cell; long texts take several lines where that makes a page.

    Numbers never do: a table that is wider for them goes on beside, its first column repeated.
    """
    widest = _WIDEST if len(table.columns) > 1 else _PROSE_WIDTH
    rows = texts(table)
    wanted: list[float] = [min(max(map(wide, cells)) + 2, widest) for cells in zip(*rows, strict=True)]
    least = [one if column in table.numeric else min(one, _NARROWEST) for column, one in enumerate(wanted)]
    return columns.widths(wanted, ROOM, least) if sum(wanted) > ROOM > sum(least) else wanted


def _as_table(one: Captioned) -> Table | None:
    """Prose and facts as rows, so that a sheet holds them too."""
    content = one.exhibit.content
    if isinstance(content, Prose):
        return Table((one.title,), tuple((text,) for text in content.paragraphs))
    return Table(("", ""), content.facts) if isinstance(content, Facts) else None


def _table(sheet: Any, looks: Looks, table: Table, widths: Sequence[float]) -> int:  # noqa: ANN401
    """Write a table below its head; return its last row."""
    for column, (head, across) in enumerate(zip(table.columns, widths, strict=True)):
        sheet.write_string(_HEAD_ROW, column, clean(head), looks.head)
        sheet.set_column(column, column, across)
    heighten(sheet, _HEAD_ROW, table.columns, widths)
    for index, row in enumerate(table.rows, _HEAD_ROW + 1):
        heighten(sheet, index, tuple(map(words, row)), widths)
        for column, cell in enumerate(row):
            _cell(sheet, looks, (index, column), cell, is_number=column in table.numeric)
    last = _HEAD_ROW + len(table.rows)
    sheet.freeze_panes(_HEAD_ROW + 1, 1)
    sheet.repeat_rows(_HEAD_ROW)
    sheet.repeat_columns(0)
    if table.rows:
        sheet.autofilter(_HEAD_ROW, 0, last, len(table.columns) - 1)
    return last + 1


def _cell(sheet: Any, looks: Looks, place: tuple[int, int], cell: Cell, *, is_number: bool) -> None:  # noqa: ANN401
    if isinstance(cell, Light):
        look = LIGHTS[cell.verdict]
        sheet.write_string(*place, clean(f"{look.shape} {cell.word}"), looks.lights[look.style])
        return
    text = clean(words(cell))
    found = number(text) if is_number else None
    if found:
        sheet.write_number(*place, float(found.value), looks.number(found.format))
    else:
        sheet.write_string(*place, text, looks.text)
