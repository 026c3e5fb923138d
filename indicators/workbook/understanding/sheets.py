"""All sheets of a file: which of them are ours, which hold tables, and what they say."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from indicators.language import Language, speaking
from indicators.model import Text
from indicators.problems import Place, Problem, ordered, problem
from indicators.tables.columns import OBSERVATIONS, TARGETS
from indicators.tables.sheets import GUIDE, MARKS, PROBLEMS, both
from indicators.workbook.draft import ColumnRead, Draft, Entry, Mark, Reading
from indicators.workbook.lexicon import words
from indicators.workbook.lexicon.labels import label_of
from indicators.workbook.lexicon.pieces import Lexicon
from indicators.workbook.lexicon.words import Measure
from indicators.workbook.reading.container import RefusedError
from indicators.workbook.reading.grid import CellType, Grid, letter
from indicators.workbook.reading.heads import Heads, find_heads
from indicators.workbook.reading.names import vocabulary
from indicators.workbook.reading.numbers import plain
from indicators.workbook.reading.parsing import grids_of
from indicators.workbook.understanding.asking import MOST_PROBLEMS, Asking, TooManyError
from indicators.workbook.understanding.blocks import blocks_of
from indicators.workbook.understanding.figures import read_figures
from indicators.workbook.understanding.long.reading import read_long
from indicators.workbook.understanding.table import Table, tables_of

_MARKS = {name: mark for mark, words in MARKS.items() for name in both(words)}
_THE_FILE = Text("文件", "the file")
_OTHERS = ("head-unknown", "head-twice")
_LONGEST_FIGURE = 12
_GROWN = frozenset({Measure.GROWTH, Measure.EITHER})
_LABELS = ("indicator", "region", "period")
MANY = 2000
"""Entries from which on it pays to open the release, and to see which of them only repeat it."""
_YEAR = re.compile(r"(?:19|20)\d{2}")


def read_content(content: bytes, params: Mapping[str, Any]) -> Reading:
    """Return what a file says: `params` holds its name, the names known, answers given before, the language.

    Where it holds `release`, what a large file only repeats of that is found, and is no entry.
    """
    with speaking(Language(params["language"])):
        try:
            grids = grids_of(content, params["name"])
        except RefusedError as error:
            filled: dict[str, Any] = {"why": "", "limit": "", **error.words}
            return Reading(Draft(()), (problem(error.kind, Place(str(_THE_FILE)), params["name"][:80], **filled),))
        reading = read_sheets(grids, params["known"], params["answers"])
    if len(reading.draft.entries) < MANY or not params.get("release"):
        return reading
    from indicators.workbook.repeats import without_repeats  # noqa: PLC0415 - it loads columns, which few files need

    return replace(reading, draft=without_repeats(reading.draft, *params["release"]))


def read_sheets(grids: Sequence[Grid], known: Mapping[str, Any], answers: Mapping[str, str]) -> Reading:
    """Return what the sheets of a file say; nothing but its problems where there are too many of them."""
    try:
        return _read(grids, known, Asking(answers))
    except TooManyError as error:
        enough = problem("problems-too-many", Place(str(_THE_FILE)), limit=MOST_PROBLEMS)
        return Reading(Draft(()), ordered([*error.problems, enough]))


def _read(grids: Sequence[Grid], known: Mapping[str, Any], asking: Asking) -> Reading:
    mark = _mark(grids)
    sheets = [one for one in grids if one.cells and one.title not in {*both(GUIDE), *both(PROBLEMS)}]
    for grid in sheets:
        asking.problems += _of_sheet(grid)
    headed = [(grid, find_heads(grid)) for grid in sheets if not grid.is_hidden]
    if mark is not None:
        headed = [(_without_our_notes(grid, heads), heads) for grid, heads in headed]
    lexicon = Lexicon(vocabulary(known))
    entries: list[Entry] = []
    columns: list[ColumnRead] = []
    ordinary = []
    for grid, heads in headed:  # the vocabulary of the file first: its figures may use it
        if heads is None or heads.sheet.table in {OBSERVATIONS, TARGETS}:
            ordinary.append((grid, heads))
        else:
            entries += read_long(grid, heads, lexicon, asking)
    goals = [(TARGETS.name, {"id": name}) for grid, heads in ordinary for name in _numbers_of_goals(grid, heads)]
    added = [*((one.table, one.given) for one in entries), *goals]
    lexicon = Lexicon(vocabulary(known, added)) if added else lexicon
    for grid, heads in ordinary:
        is_long = heads is not None and not _is_table(grid, heads, lexicon)
        found, read = (
            (read_long(grid, heads, lexicon, asking), ()) if heads and is_long else _read_tables(grid, lexicon, asking)
        )
        entries += found
        columns += read
    problems = _settled(asking.problems, entries)
    return Reading(Draft(tuple(entries), mark), ordered(problems), tuple(columns))


def _without_our_notes(grid: Grid, heads: Heads | None) -> Grid:
    """A sheet of a template without the notes that explain its heads."""
    if heads is None or not grid.comments:
        return grid
    return replace(grid, comments={at: text for at, text in grid.comments.items() if at[0] != heads.row})


def _read_tables(grid: Grid, lexicon: Lexicon, asking: Asking) -> tuple[list[Entry], tuple[ColumnRead, ...]]:
    """Every table of a sheet; a sheet of words, or a list without figures, is passed over and told."""
    entries: list[Entry] = []
    spread = grid.spread().cells
    every = [table for block in blocks_of(grid, lexicon) for table in tables_of(block, spread, lexicon, asking)]
    tables = [table for table in every if _holds_figures(table)]
    if not tables:
        kind = "sheet-passed-over" if any(table.columns.figures for table in every) else "sheet-without-figures"
        asking.say(kind, _first_cell(grid), grid.title)
    for table in tables:
        entries += read_figures(table)
    return entries, tuple(column for table in tables for column in table.read)


def _holds_figures(table: Table) -> bool:
    """Whether a table may hold figures to file: it names regions, indicators or periods, and has numbers of its own.

    Years, codes and telephone numbers are no figures, and a list of firms says so in its title.
    """
    titles = [line.label.text for line in table.titles.lines]
    if any(name in text for name in words.LISTS for text in titles):
        return False
    columns = table.columns
    understood = [label for label in columns.figures.values() if not label.says_nothing]
    named = set(columns.labels.values()) & {"indicator", "region"} or table.titles.ids("indicator", table.vocabulary)
    if not understood and not named:
        return False
    return any(_is_amount(table, row, column) for row in table.block.body for column in columns.figures)


def _is_amount(table: Table, row: int, column: int) -> bool:
    cell = table.block.grid.cells.get((row, column))
    if cell is None or cell.type not in {CellType.NUMBER, CellType.TEXT, CellType.FORMULA, CellType.ERROR}:
        return False
    is_year = _YEAR.fullmatch(cell.text) is not None and not table.columns.figures[column].indicators
    known = not table.columns.figures[column].says_nothing and not table.columns.figures[column].rest
    return bool(cell.text.strip()) and (known or not (is_year or len(cell.text) > _LONGEST_FIGURE))


def _settled(problems: Sequence[Problem], entries: Sequence[Entry]) -> list[Problem]:
    """The problems of a file: where nothing else was read or told, what was passed over is the error."""
    passed_over = [found for found in problems if found.kind == "sheet-passed-over"]
    others = [found for found in problems if found not in passed_over]
    if entries or any(found.is_error for found in others):
        return list(problems)
    if passed_over:
        return [*others, *(_not_understood(found) for found in passed_over)]
    said = [found for found in others if found.kind != "sheet-without-figures"]
    return said or [problem("file-no-rows", Place(str(_THE_FILE)))]


def _not_understood(passed_over: Problem) -> Problem:
    found = problem("sheet-not-understood", Place(passed_over.file), passed_over.found)
    return replace(found, row=passed_over.row, column=passed_over.column, cell=passed_over.cell)


def _is_table(grid: Grid, heads: Heads, lexicon: Lexicon) -> bool:
    """Whether a sheet of one figure a row has to be read column by column: it has goals, or a growth beside them."""
    if heads.sheet.table is not OBSERVATIONS or "id" in heads.columns:
        return False
    if _lists_more(grid, heads, lexicon):
        return True
    others = {kind: [label_of(one.found, lexicon) for one in heads.problems if one.kind == kind] for kind in _OTHERS}
    if any(label.measures for label in others["head-unknown"]) or any(
        label.regions or label.axis == "period"
        for label in others["head-twice"]  # 年份 and 月份
    ):
        return True
    if any(_GROWN & {*label_of(cell.text, lexicon).measures} for cell in grid.row(heads.row).values()):
        return True
    above = [cell.text for row in grid.rows() if row <= heads.row for cell in grid.row(row).values()]
    return any(Measure.GOAL in label_of(text, lexicon).measures for text in (*above, grid.title))


def _lists_more(grid: Grid, heads: Heads, lexicon: Lexicon) -> bool:
    """Whether words beside those that are read say what figures are (累计, 增速), or a column more names places."""
    known = {column: name for name, column in heads.columns.items()}
    passed_over = {column for column, name in known.items() if name not in _LABELS} | {heads.unit_column}
    counted: dict[int, Counter[str]] = {}
    for (column, text), count in _texts(grid, heads.row, passed_over).items():
        label = label_of(text, lexicon)
        says_since = label.is_cumulative or Measure.MONTH in label.measures
        if column in known:
            if (says_since or (label.measures and not label.indicators)) and not label.rest:
                return True
        else:
            is_more = says_since or label.regions or label.measures or label.months
            counted.setdefault(column, Counter())["more" if is_more and not label.rest else "words"] += count
    return any(found["more"] > found["words"] for found in counted.values())


def _texts(grid: Grid, below: int, passed_over: Container[int]) -> Counter[tuple[int, str]]:
    """How often each text stands in each column below a row."""
    cells = (item for row in grid.rows() if row > below for item in grid.row(row).items())
    texts = ((column, cell.text) for column, cell in cells if cell.type is CellType.TEXT and column not in passed_over)
    return Counter((column, text) for column, text in texts if text.strip())


def _numbers_of_goals(grid: Grid, heads: Heads | None) -> Iterator[str]:
    """The numbers of the goals of a sheet, which its other goals may name as the whole that they are a part of."""
    if heads is None or heads.sheet.table is not TARGETS or "id" not in heads.columns:
        return
    for row in grid.rows():
        name = plain(grid.text(row, heads.columns["id"]))
        if row > heads.row and name:
            yield name


def _of_sheet(grid: Grid) -> Iterator[Problem]:
    """What is wrong with a sheet before it is read."""
    if grid.is_hidden:
        yield problem("sheet-hidden", _first_cell(grid), grid.title)
        return
    for row in sorted(grid.hidden_rows):
        yield problem("row-hidden", Place(grid.title, row, "row", {"row": letter(1)}))


def _first_cell(grid: Grid) -> Place:
    row, column = min(grid.cells)
    return Place(grid.title, row, "first", {"first": letter(column)})


def _mark(grids: Sequence[Grid]) -> Mark | None:
    """What a template says of itself; None where the file is none."""
    found: dict[str, str] = {}
    for grid in grids:
        if grid.title in both(GUIDE):
            for row in grid.rows():
                name = _MARKS.get(grid.text(row, 1).strip())
                if name:
                    found[name] = plain(grid.text(row, 2))
    release = re.search(r"\d+", found.get("release", ""))
    if release is None or len(release[0]) > 9:  # noqa: PLR2004 - no number of a release has ten digits
        return None
    return Mark(int(release[0]), found.get("region", ""), found.get("theme", ""), found.get("period", ""))
