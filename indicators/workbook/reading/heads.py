"""Where the head of a table is, and which column of the tables each of its cells names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from indicators.problems import Place, Problem, problem
from indicators.tables.columns import OBSERVATIONS, TARGETS
from indicators.tables.sheets import OBSERVATION_SHEET, SHEETS, Sheet, both
from indicators.workbook.reading.grid import Grid, letter
from indicators.workbook.reading.names import tidy
from indicators.workbook.reading.numbers import plain

_ROWS_LOOKED_AT = 40
_FEWEST = 2
_IN_BRACKETS = re.compile(r"[(（\[【]([^)）\]】]*)[)）\]】]")
_UNIT_COLUMNS = frozenset(
    tidy(name) for head in OBSERVATION_SHEET.shown if head.column == "unit" for name in head.names
)
_PASSED_OVER = frozenset({"序号", "", "备 注"})


@dataclass(frozen=True, slots=True)
class Heads:
    """The head of a table: its last row, the column of each name, the unit that a head tells, and what was passed over.

    `columns` leads from the name of a column of the tables to its place in the sheet; `unit_column` is where units
    stand row by row, 0 where they do not.
    """

    sheet: Sheet
    row: int
    columns: Mapping[str, int]
    units: Mapping[str, str]
    problems: tuple[Problem, ...]
    unit_column: int = 0


@dataclass(slots=True)
class _Matched:
    columns: dict[str, int] = field(default_factory=dict)
    units: dict[str, str] = field(default_factory=dict)
    twice: list[tuple[int, int, str]] = field(default_factory=list)
    extra: list[tuple[int, str]] = field(default_factory=list)
    unit_column: int = 0


def find_heads(grid: Grid) -> Heads | None:
    """Return the head of a sheet that holds one row a fact; None where it has none, as a wide sheet has none."""
    spread = grid.spread()
    named = _by_title(grid.title)
    candidates = [
        (len(matched.columns), -row, sheet, row, matched)
        for sheet in ((named,) if named else SHEETS)
        for row in grid.rows()[:_ROWS_LOOKED_AT]
        for matched in (_match(spread, sheet, row),)
        if _is_head(sheet, matched)
    ]
    if not candidates:
        return None
    _, _, sheet, row, matched = max(candidates, key=lambda one: one[:2])
    problems = tuple(_problems(grid, row, matched))
    return Heads(sheet, row, matched.columns, matched.units, problems, matched.unit_column)


def split_unit(text: str) -> tuple[str, str]:
    """Return the words of a head and the unit that stands in its brackets: 数值（万元） is 数值, 万元."""
    words = plain(text).replace("\n", "")
    inside = _IN_BRACKETS.findall(words)
    unit = inside[-1].removeprefix("单位:").strip() if inside else ""
    return _IN_BRACKETS.sub("", words), unit


def _by_title(title: str) -> Sheet | None:
    name = tidy(title)
    for sheet in SHEETS:
        if name in map(tidy, sheet.names):
            return sheet
    return None


def _match(spread: Grid, sheet: Sheet, row: int) -> _Matched:
    """The columns that a row of heads names; where it is blank, what stands above it in the same table counts."""
    known = {tidy(name): head.column for head in sheet.heads for name in head.names}
    shown = {tidy(name) for head in sheet.shown for name in head.names}
    own = {tidy(name): head.column for head in sheet.heads for name in both(head.title)}
    matched = _Matched()
    for column in range(1, spread.last_column + 1):
        text = spread.text(row, column) or (spread.text(row - 1, column) if row > 1 else "")
        if not text.strip():
            continue
        words, unit = split_unit(text)
        name = own.get(tidy(words)) or known.get(tidy(words))
        if tidy(words) in _UNIT_COLUMNS and sheet.table in {OBSERVATIONS, TARGETS}:
            matched.unit_column = matched.unit_column or column
        elif name is None:
            if tidy(words) not in shown | _PASSED_OVER:
                matched.extra.append((column, text))
        elif name in matched.columns:
            matched.twice.append((matched.columns[name], column, text))
        else:
            matched.columns[name] = column
            if unit:
                matched.units[name] = unit
    return matched


def _is_head(sheet: Sheet, matched: _Matched) -> bool:
    columns = set(matched.columns)
    if sheet.table is OBSERVATIONS:
        return "value" in columns and len(columns & {"indicator", "region", "period", "industry"}) >= 1
    if sheet.table is TARGETS:
        return "amount" in columns and len(columns & {"plan", "indicator", "due", "comparator"}) >= _FEWEST
    return "id" in columns and len(columns) > _FEWEST


def _problems(grid: Grid, row: int, matched: _Matched) -> Iterator[Problem]:
    for first, second, text in matched.twice:
        place = Place(grid.title, row, "head", {"head": letter(second)})
        yield problem("head-twice", place, text, other=f"{grid.title}!{letter(first)}{row}")
    for column, text in matched.extra:
        if any((below, column) in grid.cells for below in range(row + 1, grid.last_row + 1)):
            yield problem("head-unknown", Place(grid.title, row, "head", {"head": letter(column)}), text[:40])
