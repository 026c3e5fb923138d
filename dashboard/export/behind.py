"""The last sheets of a workbook: the figures behind its exhibits, what their columns are, and where all came from."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from dashboard.exhibits.evidence import COLUMNS, Row
from dashboard.export import raw
from dashboard.export.captioned import Captioned
from dashboard.export.sheets import Looks, clean, heighten, on_paper
from indicators.model import Text
from indicators.words import wording

_LAST = Text("来源与查询", "sources and query")
_TERMS = Text(
    "图表|引用|网址|版次|数据截至|评估方法|数据来源|判定依据",
    "exhibit|citation|address|release|as of|method|sources|how it was judged",
)
_TERM_WIDTH, _TEXT_WIDTH, _LONGEST = 16, 106, 32_000
_NAMED = 4  # the first columns, which say what a row is of, are repeated on each page beside


def add(book: Any, looks: Looks, exhibits: Sequence[Captioned]) -> None:  # noqa: ANN401 - the writer has no types
    """Add the sheets behind exhibits to a workbook; those of figures where there are any."""
    rows = raw.figures(exhibits)
    mark = next((one.mark for one in exhibits), "")
    if rows:
        _figures(_sheet(book, str(raw.DATA), mark), looks, rows)
        _pairs(_sheet(book, str(raw.COLUMNS_TITLE), mark), looks, raw.guide(exhibits))
    said = [pair for one in exhibits for pair in _provenance(one)]
    _pairs(_sheet(book, str(_LAST), mark), looks, said)


def _sheet(book: Any, title: str, mark: str) -> Any:  # noqa: ANN401
    sheet = book.add_worksheet(title)
    on_paper(sheet, mark)
    return sheet


def _figures(sheet: Any, looks: Looks, rows: Sequence[Row]) -> None:  # noqa: ANN401
    for column, described in enumerate(COLUMNS):
        sheet.write_string(0, column, str(described.head), looks.head)
        sheet.set_column(column, column, described.width)
    for index, row in enumerate(rows, 1):
        for column, (described, text) in enumerate(zip(COLUMNS, row, strict=True)):
            if described.is_number and text and Decimal(repr(float(text))) == Decimal(text):
                sheet.write_number(index, column, float(text), looks.exact)
            else:  # what no spreadsheet can hold exactly stays as it is written
                sheet.write_string(index, column, clean(text), looks.exact)
    sheet.freeze_panes(1, _NAMED)
    sheet.repeat_rows(0)
    sheet.repeat_columns(0, _NAMED - 1)
    sheet.autofilter(0, 0, len(rows), len(COLUMNS) - 1)


def _pairs(sheet: Any, looks: Looks, pairs: Sequence[tuple[str, str]]) -> None:  # noqa: ANN401
    """Names and what is said of each, in letters as large as on a page."""
    sheet.set_column(0, 0, _TERM_WIDTH)
    sheet.set_column(1, 1, _TEXT_WIDTH)
    for row, (name, text) in enumerate(pairs):
        sheet.write_string(row, 0, clean(name), looks.name)
        sheet.write_string(row, 1, clean(text)[:_LONGEST], looks.text)
        heighten(sheet, row, (name, text), (_TERM_WIDTH, _TEXT_WIDTH))


def _provenance(one: Captioned) -> list[tuple[str, str]]:
    """Where an exhibit is from, as terms and values; how each of its goals was judged."""
    *terms, judged = str(_TERMS).split("|")
    values = (one.title, one.citation, one.link, one.release, one.on, one.method, str(one.exhibit.sources))
    cards = [
        (judged, f"{name}{wording.COLON}{light.word}{wording.SEMICOLON}{wording.apart(light.card)}")
        for name, light in one.cards
    ]
    return [(term, value) for term, value in zip(terms, values, strict=True) if value] + cards
