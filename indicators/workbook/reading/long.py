"""Sheets that hold one fact a row: each row becomes an entry with the columns that the sheet has."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from indicators.problems import Place, Problem, problem
from indicators.tables.columns import OBSERVATIONS, TARGETS
from indicators.tables.description import Type
from indicators.workbook.draft import Entry
from indicators.workbook.reading import titles
from indicators.workbook.reading.cells import CellRead, Context, read, read_value
from indicators.workbook.reading.grid import CellType, Grid, RawCell, letter
from indicators.workbook.reading.heads import Heads, unit_told_above
from indicators.workbook.reading.names import Vocabulary, tidy
from indicators.workbook.reading.numbers import plain

_FOOTNOTE = re.compile(
    r"^[*＊※①]?\s*(注|说明|备注|数据来源|资料来源|来源|填表人|填报人|制表|审核|复核|联系人|联系电话|单位负责人|负责人|填表日期)\s*[:：\d]"
)
_BLANK = RawCell(CellType.TEXT, "")
_NUMBERS: Mapping[str, str] = {OBSERVATIONS.name: "value", TARGETS.name: "amount"}
_KEYS = ("indicator", "region", "industry", "period", "due", "plan", "comparator", "id")


@dataclass(slots=True)
class Sheetful:
    """What was read from one sheet: the entries, and everything that a person should know."""

    entries: list[Entry] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Table:
    """One table of a sheet: its grid, its head, the names that are known, what its title tells, and the unit above."""

    grid: Grid
    spread: Grid
    heads: Heads
    vocabulary: Vocabulary
    told: titles.Told
    unit_above: str


def read_long(grid: Grid, heads: Heads, vocabulary: Vocabulary, city: str) -> Sheetful:
    """Return the entries of a sheet below its head."""
    sheetful = Sheetful(problems=list(heads.problems))
    told, problems = titles.told_by(grid, heads, vocabulary, city)
    sheetful.problems += problems
    if told is None:
        return sheetful
    table = _Table(grid, grid.spread(), heads, vocabulary, told, unit_told_above(grid, heads.row))
    sheetful.problems += merged_below(grid, heads.row)
    for row in grid.rows():
        if row > heads.row and not _is_passed_over(table, row):
            _read_row(table, row, sheetful)
    return sheetful


def merged_below(grid: Grid, row: int) -> Iterator[Problem]:
    """Yield a warning for each merged range below the head that would hide values."""
    for top, left, bottom, right in grid.merges:
        if top > row and (top, left) in grid.cells and (bottom > top or right > left):
            if is_footnote(grid.text(top, left)):
                continue
            yield problem("merged", Place(grid.title, top, "merged", {"merged": letter(left)}), grid.text(top, left))


def is_footnote(text: str) -> bool:
    """Return whether a line below a table is a note, a source, or who filled it in."""
    return _FOOTNOTE.match(plain(text)) is not None


def _is_passed_over(table: _Table, row: int) -> bool:
    """Whether a row is blank, a footnote, the head once more, or without anything to say."""
    cells = table.grid.row(row)
    texts = [cell.text for cell in cells.values() if cell.text.strip()]
    if not texts:
        return True
    number = table.heads.columns.get(_NUMBERS.get(table.heads.sheet.table.name, ""), 0)
    if is_footnote(texts[0]) and not table.grid.text(row, number).strip():
        return True
    named = [column for name, column in table.heads.columns.items() if name in {*_KEYS, *_NUMBERS.values(), "absence"}]
    if not any(table.grid.text(row, column).strip() for column in named):
        return True
    return all(tidy(table.grid.text(row, column)) == tidy(table.grid.text(table.heads.row, column)) for column in named)


def _read_row(table: _Table, row: int, sheetful: Sheetful) -> None:
    sheet = table.heads.sheet
    letters = {name: letter(column) for name, column in table.heads.columns.items()}
    place = Place(table.grid.title, row, "", letters)
    given: dict[str, str] = dict(table.told.given)
    shown = {name: table.grid.text(row, column) for name, column in table.heads.columns.items()}
    problems: list[Problem] = []
    for name in _in_reading_order(table):
        found = _read_cell(table, row, name, place.at(name), given)
        problems += found.problems
        given[name] = found.text
        if found.absence:
            given["absence"] = found.absence
        if found.qualifier and "qualifier" not in table.heads.columns:
            given["qualifier"] = found.qualifier
    if "industry" in given and not given["industry"]:
        given["industry"] = "all"
    if not given.get("id"):
        given.pop("id", None)
    problems += _lacking(table, place, given)
    sheetful.problems += problems
    if not any(one.is_error for one in problems):
        sheetful.entries.append(Entry(sheet.table.name, given, place, shown))


def _in_reading_order(table: _Table) -> Iterator[str]:
    """The columns of the sheet: those that the others depend on come first, and the absence before the value."""
    first = ("indicator", "absence")
    yield from (name for name in first if name in table.heads.columns)
    yield from (name for name in table.heads.columns if name not in first)


def _read_cell(table: _Table, row: int, name: str, place: Place, given: Mapping[str, str]) -> CellRead:
    column = table.heads.sheet.table.column(name)
    grid = table.spread if name in _KEYS else table.grid  # 区域 is often merged over its rows
    cell = grid.cells.get((row, table.heads.columns[name]), _BLANK)
    unit = table.vocabulary.units.get(given.get("indicator", ""), "")
    own = table.grid.text(row, table.heads.unit_column).strip() if table.heads.unit_column else ""
    told = own or table.heads.units.get(name, "") or titles.unit_of(_indicator_text(table, row), table.vocabulary)
    told = told or table.unit_above
    context = Context(table.vocabulary, unit, told)
    if name == "indicator":
        return titles.indicator_of(cell, place, context)
    if column.type is Type.NUMBER and name == "value":
        found = read_value(cell, place, context)
        if not unit:  # the indicator is not known, which is told; its unit cannot be wrong beside that
            found = replace(found, problems=tuple(one for one in found.problems if one.kind != "unit-differs"))
        if found.absence and given.get("absence"):
            return CellRead("", (), given["absence"])
        return found
    if name == "industry" and tidy(cell.text) in {"—", "-", "–"}:
        return CellRead("all")
    return read(column, cell, place, context)


def _indicator_text(table: _Table, row: int) -> str:
    column = table.heads.columns.get("indicator", 0)
    return table.grid.text(row, column) if column else ""


def _lacking(table: _Table, place: Place, given: Mapping[str, str]) -> Iterator[Problem]:
    """What a figure or a goal needs to be told apart, and the row does not say."""
    sheet = table.heads.sheet
    if sheet.table is not OBSERVATIONS or given.get("id"):
        return
    for name in ("indicator", "region", "period"):
        if name in table.heads.columns and not table.spread.text(place.row, table.heads.columns[name]).strip():
            yield problem("required", place.at(name), about=sheet.described(sheet.head(name)).about)
