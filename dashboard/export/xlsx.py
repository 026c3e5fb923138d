"""Workbooks: an exhibit a sheet, numbers as numbers, charts of the sheet's own, sources and query at the end."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Sequence
from typing import Any

import xlsxwriter

from dashboard.exhibits.exhibit import Cell, Facts, Light, Prose, Table
from dashboard.export import charts as native
from dashboard.export.captioned import Captioned, words
from dashboard.export.numbers import number
from dashboard.export.sheets import CHART_WIDTH, Looks, Place, Sheet, clean, draw
from dashboard.theme import LIGHTS
from indicators.model import Text
from indicators.words import wording

_UNFIT = re.compile(r"[\[\]:*?/\\\x00-\x1f']")
_LONGEST_NAME, _WIDEST, _HEAD_ROW = 31, 42, 3
_ROWS_OF_A_PAGE, _USUAL_WIDTH, _LINE_HEIGHT, _PROSE_WIDTH = 70, 64, 15, 110
_LAST = Text("来源与查询", "sources and query")
_TERMS = Text(
    "图表|引用|网址|版次|数据截至|评估方法|数据来源|判定依据",
    "exhibit|citation|address|release|as of|method|sources|how it was judged",
)
_NO_DATE = "2000-01-01"
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
    _provenance(book, looks, exhibits)
    book.close()
    return out.getvalue()


def _name(index: int, title: str) -> str:
    return f"{index} {_UNFIT.sub(' ', title)}"[:_LONGEST_NAME].strip()


def _sheet(book: Any, looks: Looks, name: str, one: Captioned) -> None:  # noqa: ANN401
    sheet = book.add_worksheet(name)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.hide_gridlines(2)
    sheet.write_string(0, 0, clean(one.title), looks.title)
    sheet.write_string(1, 0, clean(one.exhibit.scope), looks.muted)
    table = one.table or _as_table(one)
    row = _table(sheet, looks, table) if table else _HEAD_ROW
    for line in (*(str(text) for text in one.exhibit.words), *one.foot):
        if line:
            row += 1
            sheet.write_string(row, 0, clean(line), looks.muted)
    across = _columns(table) + 1
    below, beside = row + 2, _HEAD_ROW
    breaks = []
    for chart in native.charts(one.exhibit.content):
        breaks.append(below)
        below, beside = draw(Sheet(book, sheet, looks, name), chart, Place(below, beside, across))
    sheet.print_area(0, 0, below, across - 2)  # the data of the charts stand beside what is printed
    if breaks and below <= _ROWS_OF_A_PAGE:
        sheet.fit_to_pages(1, 1)
    else:
        sheet.set_h_pagebreaks(breaks)


def _columns(table: Table | None) -> int:
    """How many columns are as wide as table and chart: those of the table, and as many more of the usual width."""
    widths = [_column(table, column) * 7 + 5 for column in range(len(table.columns))] if table else []
    missing = CHART_WIDTH + 30 - sum(widths)
    return len(widths) + max(0, -(-missing // _USUAL_WIDTH))


def _column(table: Table, column: int) -> int:
    """The width of a column in letters, by its longest cell."""
    cells = [words(row[column]) for row in table.rows if column < len(row)]
    return min(
        max(map(_wide, [table.columns[column], *cells]), default=8) + 2,
        _WIDEST if len(table.columns) > 1 else _PROSE_WIDTH,
    )


def _as_table(one: Captioned) -> Table | None:
    """Prose and facts as rows, so that a sheet holds them too."""
    content = one.exhibit.content
    if isinstance(content, Prose):
        return Table((one.title,), tuple((text,) for text in content.paragraphs))
    return Table(("", ""), content.facts) if isinstance(content, Facts) else None


def _table(sheet: Any, looks: Looks, table: Table) -> int:  # noqa: ANN401
    """Write a table below its head; return its last row."""
    for column, head in enumerate(table.columns):
        sheet.write_string(_HEAD_ROW, column, clean(head), looks.head)
        sheet.set_column(column, column, _column(table, column))
    widths = [_column(table, column) for column in range(len(table.columns))]
    for index, row in enumerate(table.rows, _HEAD_ROW + 1):
        lines = max(-(-_wide(words(cell)) // wide) for cell, wide in zip(row, widths, strict=False))
        if lines > 1:
            sheet.set_row(index, _LINE_HEIGHT * lines)
        for column, cell in enumerate(row):
            _cell(sheet, looks, (index, column), cell, is_number=column in table.numeric)
    last = _HEAD_ROW + len(table.rows)
    sheet.freeze_panes(_HEAD_ROW + 1, 1)
    if table.rows:
        sheet.autofilter(_HEAD_ROW, 0, last, len(table.columns) - 1)
    return last + 1


def _wide(text: str) -> int:
    return sum(2 if ord(letter) > 0x2E80 else 1 for letter in text)  # noqa: PLR2004 - where Chinese begins


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


def _provenance(book: Any, looks: Looks, exhibits: Sequence[Captioned]) -> None:  # noqa: ANN401
    sheet = book.add_worksheet(str(_LAST))
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    for column, (term, wide) in enumerate(zip(str(_TERMS).split("|"), (30, 60, 40, 14, 10, 12, 50, 70), strict=True)):
        sheet.write_string(0, column, term, looks.head)
        sheet.set_column(column, column, wide)
    for row, one in enumerate(exhibits, 1):
        judged = "\n".join(
            f"{name}{wording.COLON}{light.word}；{wording.apart(light.card)}" for name, light in one.cards
        )
        told = (one.title, one.citation, one.link, one.release, one.on, one.method, str(one.exhibit.sources), judged)
        for column, text in enumerate(told):
            sheet.write_string(row, column, clean(text)[:32_000], looks.text)
    sheet.freeze_panes(1, 1)
