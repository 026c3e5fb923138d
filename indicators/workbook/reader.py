"""An uploaded file becomes a draft: what it says, cell by cell, and everything in it that a person should look at."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from indicators.dataset import Dataset
from indicators.model import Text
from indicators.problems import Place, Problem, UsageError, ordered, problem
from indicators.tables.columns import OBSERVATIONS, TARGETS
from indicators.tables.sheets import GUIDE, PROBLEMS
from indicators.workbook.draft import Draft, Entry, Mark
from indicators.workbook.reading.child import run
from indicators.workbook.reading.container import RefusedError
from indicators.workbook.reading.grid import Grid, from_values, letter
from indicators.workbook.reading.heads import Heads, find_heads
from indicators.workbook.reading.long import Sheetful, read_long
from indicators.workbook.reading.names import Vocabulary, vocabulary
from indicators.workbook.reading.numbers import plain
from indicators.workbook.reading.wide import find_layout, read_wide

__all__ = ["Reading", "in_a_child", "marked", "read", "read_grids"]

_MARKS = {"数据版次": "release", "区域范围": "region", "主题范围": "theme", "时期范围": "period"}
_THE_FILE = Text("文件", "the file")

Opener = Callable[[bytes, str], Sequence[Grid]]


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read: the draft, with every entry that is sound, and every problem met."""

    draft: Draft
    problems: tuple[Problem, ...]


def in_a_child(content: bytes, name: str) -> tuple[Grid, ...]:
    """Return the grids of a file, parsed in a child process with limits. Raises RefusedError."""
    return from_values(run("parse", content, {"name": name}))


def marked(content: bytes, params: Mapping[str, Any]) -> bytes:
    """Return a file with its problems marked: `params` holds its name and the problems as plain values.

    It is done in a child process, as the file is opened whole. Raises UsageError where the file cannot be opened.
    """
    try:
        return base64.b64decode(run("mark", content, params))
    except RefusedError as error:
        words: dict[str, Any] = {"why": "", "limit": "", **error.words}
        found = problem(error.kind, Place(str(_THE_FILE)), **words)
        raise UsageError(f"{found.message}; {found.remedy}") from None


def read(content: bytes, name: str, dataset: Dataset, opener: Opener = in_a_child) -> Reading:
    """Return what an uploaded file says, held against the names that a dataset knows. Never raises for a bad file."""
    try:
        grids = opener(content, name)
    except RefusedError as error:
        words: dict[str, Any] = {"why": "", "limit": "", **error.words}
        return Reading(Draft(()), (problem(error.kind, Place(str(_THE_FILE)), name[:80], **words),))
    return read_grids(grids, dataset)


def read_grids(grids: Sequence[Grid], dataset: Dataset) -> Reading:
    """Return what the sheets of a file say."""
    problems: list[Problem] = []
    sheets = [one for one in grids if one.cells and one.title not in {GUIDE, PROBLEMS}]
    for one in sheets:
        problems += _of_sheet(one)
    visible = [one for one in sheets if not one.is_hidden]
    headed = [(one, find_heads(one)) for one in visible]
    known = vocabulary(dataset)
    entries: list[Entry] = []
    ordinary = []
    for grid, heads in headed:  # the vocabulary of the file first: its figures may use it
        if heads is None or heads.sheet.table in {OBSERVATIONS, TARGETS}:
            ordinary.append((grid, heads))
            continue
        sheetful = read_long(grid, heads, known, dataset.city.region)
        entries += sheetful.entries
        problems += sheetful.problems
    goals = [(TARGETS.name, {"id": name}) for grid, heads in ordinary for name in _numbers_of_goals(grid, heads)]
    known = vocabulary(dataset, [*((one.table, one.given) for one in entries), *goals])
    for grid, heads in ordinary:
        sheetful = _read_sheet(grid, heads, known, dataset.city.region)
        entries += sheetful.entries
        problems += sheetful.problems
    if not entries and not any(one.is_error for one in problems):
        problems.append(problem("file-no-rows", Place(str(_THE_FILE))))
    return Reading(Draft(tuple(entries), _mark(grids)), ordered(problems))


def _numbers_of_goals(grid: Grid, heads: Heads | None) -> Iterator[str]:
    """The numbers of the goals of a sheet, which its other goals may name as the whole that they are a part of."""
    if heads is None or heads.sheet.table is not TARGETS or "id" not in heads.columns:
        return
    for row in grid.rows():
        name = plain(grid.text(row, heads.columns["id"]))
        if row > heads.row and name:
            yield name


def _read_sheet(grid: Grid, heads: Heads | None, known: Vocabulary, city: str) -> Sheetful:
    layout = None if heads is not None else find_layout(grid, known)
    if heads is not None:
        return read_long(grid, heads, known, city)
    if layout is not None:
        return read_wide(grid, layout, known, city)
    return Sheetful(problems=[problem("sheet-not-understood", _first_cell(grid), grid.title)])


def _of_sheet(grid: Grid) -> Iterable[Problem]:
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
        if grid.title == GUIDE:
            for row in grid.rows():
                name = _MARKS.get(grid.text(row, 1).strip())
                if name:
                    found[name] = plain(grid.text(row, 2))
    release = re.search(r"\d+", found.get("release", ""))
    if release is None or len(release[0]) > 9:  # noqa: PLR2004 - no number of a release has ten digits
        return None
    return Mark(int(release[0]), found.get("region", ""), found.get("theme", ""), found.get("period", ""))
