"""A dataset as a workbook to fill in: the figures as they are published, and what is owed for a period.

Every sheet and head is that of `SHEETS`. Nothing here computes but one column, 较上期, which is a formula.
`wide_template` is the other form of it: a sheet for each theme, years across.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from openpyxl import Workbook

from indicators.dataset import Dataset
from indicators.language import speaking
from indicators.model import Key, Text
from indicators.periods import Period
from indicators.tables.rows import Row, Rows, rows_of
from indicators.tables.sheets import INDICATOR_SHEET, OBSERVATION_SHEET, SHEETS, TARGET_SHEET, Sheet
from indicators.words.wording import period as period_text
from indicators.workbook.writing.guidance import LONG_LEGEND, LONG_STEPS, Guidance, add_guide, scope_in_words
from indicators.workbook.writing.long import PREVIOUS_PERIOD, Line, Vocabulary, add_sheet, choices
from indicators.workbook.writing.looks import add_looks
from indicators.workbook.writing.names import Names, names_of
from indicators.workbook.writing.put import Value, number, packed
from indicators.workbook.writing.scope import Scope, owed, previous
from indicators.workbook.writing.wide import wide_template

__all__ = ["template", "wide_template"]

_TITLE = Text("{city}创新指标填报表", "{city}: form for innovation indicators")


@dataclass(frozen=True, slots=True)
class _Contents:
    """What a template is filled from: a dataset, its rows as texts, what they are called, and the limits."""

    dataset: Dataset
    rows: Rows
    names: Names
    scope: Scope


def template(
    dataset: Dataset, *, region: str | None = None, theme: str | None = None, period: Period | None = None
) -> bytes:
    """Return a workbook (xlsx) filled with what is published of a region, a theme and a period; None is no limit.

    With a period it has a row more for every figure owed for it. It is written in the language of who asks, of a city
    that has only English in English; it is read in either. The same dataset always gives the same bytes.
    Raises UnknownName for an unknown region or theme, UsageError where a text has letters that no sheet can hold.
    """
    scope = Scope(region, theme, period).checked(dataset)
    rows = rows_of(dataset)
    with speaking(dataset.city.told_in):
        contents = _Contents(dataset, rows, names_of(rows), scope)
        return packed(_book(contents), _title(dataset, scope), dataset.city.release.date)


def _title(dataset: Dataset, scope: Scope) -> str:
    return str(_TITLE).format(city=dataset.city.name) + scope_in_words(dataset, scope)


def _book(contents: _Contents) -> Workbook:
    book = Workbook()
    book.remove(book.worksheets[0])
    add_looks(book)
    lists = {table: tuple(contents.names[table].values()) for table in ("themes", "plans")}
    guidance = Guidance(_title(contents.dataset, contents.scope), LONG_STEPS, LONG_LEGEND, lists)
    lines = {sheet.table.name: tuple(_lines(contents, sheet)) for sheet in SHEETS}
    ranges = {
        **add_guide(book, contents.dataset, contents.scope, guidance),
        **{sheet.table.name: choices(sheet, len(lines[sheet.table.name])) for sheet in SHEETS},
    }
    for sheet in SHEETS:
        add_sheet(book, sheet, lines[sheet.table.name], Vocabulary(contents.names, ranges))
    return book


def _lines(contents: _Contents, sheet: Sheet) -> Iterator[Line]:
    """Yield the rows of a sheet that are within the limits, in the order of the tables; then what is owed."""
    rows = contents.rows[sheet.table.name]
    for row in rows.values():
        if _is_within(contents, sheet, row):
            yield _line(contents, sheet, row)
    if sheet is OBSERVATION_SHEET:
        for key in owed(contents.dataset, contents.scope):
            yield replace(_line(contents, sheet, _owed_row(contents.scope, key)), is_owed=True)


def _is_within(contents: _Contents, sheet: Sheet, row: Row) -> bool:
    scope = contents.scope
    if sheet is INDICATOR_SHEET:
        return scope.theme in {None, row["theme"]}
    if sheet not in {OBSERVATION_SHEET, TARGET_SHEET}:
        return True
    period = row["period" if sheet is OBSERVATION_SHEET else "due"]
    return scope.holds(contents.dataset, _key(row)) and (scope.period is None or period == str(scope.period))


def _key(row: Row) -> Key:
    return Key(row["indicator"], row["region"], row["industry"])


def _owed_row(scope: Scope, key: Key) -> Row:
    blank = dict.fromkeys(OBSERVATION_SHEET.table.names, "")
    keyed = {"indicator": key.indicator, "region": key.region, "industry": key.industry}
    return blank | keyed | {"period": str(scope.period)}


def _line(contents: _Contents, sheet: Sheet, row: Row) -> Line:
    if not sheet.shown:
        return Line(row)
    indicator = contents.dataset.indicators[row["indicator"]]
    return Line(row, {"unit": str(indicator.unit)} | _previous(contents, sheet, row), indicator)


def _previous(contents: _Contents, sheet: Sheet, row: Row) -> dict[str, Value]:
    if sheet is not OBSERVATION_SHEET:
        return {}
    before = previous(contents.dataset, _key(row), Period.parse(row["period"]))
    if before is None or before.value is None:
        return {}
    return {"previous": number(f"{before.value:f}"), PREVIOUS_PERIOD: period_text(before.period)}
