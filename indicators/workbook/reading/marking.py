"""The task of the child process that gives an uploaded file back marked."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any

from indicators.kinds import Severity
from indicators.model import Text
from indicators.problems import Problem
from indicators.workbook.reading.container import sort_of
from indicators.workbook.reading.parsing import grids_of
from indicators.workbook.returned import listed, returned

_MOST_MARKED = 200_000
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")


def marked(content: bytes, name: str, problems: Sequence[Mapping[str, Any]]) -> bytes:
    """Return a file as a workbook with its problems, given as plain values, marked and listed.

    Of a file with more cells than are written anew in the time that there is, the list alone comes back.

    Raises RefusedError where the file is not taken.
    """
    found = tuple(map(_problem, problems))
    if sort_of(content) == "xlsx":
        return listed(found) if _cells_of(content) > _MOST_MARKED else returned(content, name, found)
    grid = grids_of(content, name)[0]
    if len(grid.cells) > _MOST_MARKED:
        return listed(found)
    texts = [[grid.text(row, column) for column in range(1, grid.last_column + 1)] for row in _lines(grid.last_row)]
    return returned(content, name, found, texts)


def _cells_of(content: bytes) -> int:
    """About how many cells the sheets of a workbook have."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return sum(packed.read(name).count(b"<c ") for name in packed.namelist() if _SHEET.fullmatch(name))


def _lines(last: int) -> range:
    return range(1, last + 1)


def _problem(one: Mapping[str, Any]) -> Problem:
    """A problem as `minutes.problem_as_json` wrote it."""
    return Problem(
        severity=Severity(one["severity"]),
        kind=one["kind"],
        file=one["sheet"],
        row=0,
        column="",
        found=one["found"],
        message=Text(one["message"], one.get("message_en", "")),
        remedy=Text(one["remedy"], one.get("remedy_en", "")),
        cell=one["cell"],
    )
