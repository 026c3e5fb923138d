"""An uploaded file becomes a draft: what it says, cell by cell, and everything in it that a person should look at."""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from indicators.dataset import Dataset
from indicators.language import language
from indicators.model import Text
from indicators.problems import Place, UsageError, problem
from indicators.workbook.draft import Draft, Reading, reading_of_values
from indicators.workbook.reading.child import run
from indicators.workbook.reading.container import RefusedError
from indicators.workbook.reading.grid import Grid
from indicators.workbook.reading.names import names_known
from indicators.workbook.understanding.sheets import read_content, read_sheets

__all__ = ["Reading", "in_a_child", "in_this_process", "marked", "read", "read_grids"]

_THE_FILE = Text("文件", "the file")

Reader = Callable[[bytes, Mapping[str, Any]], Reading]
"""What reads the bytes of a file, given its name, the names that are known, and the answers given before."""


def in_a_child(content: bytes, params: Mapping[str, Any]) -> Reading:
    """Return what a file says, parsed and understood in a child process with limits. Raises RefusedError."""
    return reading_of_values(run("read", content, params))


def in_this_process(content: bytes, params: Mapping[str, Any]) -> Reading:
    """Return what a file says, read without a child: for files that nobody else made."""
    return read_content(content, params)


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


def read(
    content: bytes,
    name: str,
    dataset: Dataset,
    answers: Mapping[str, str] | None = None,
    reader: Reader = in_a_child,
) -> Reading:
    """Return what an uploaded file says, by the names that a dataset knows. Never raises for a bad file.

    `answers` are those that were given to questions before, by the name of the question.
    """
    params = {"name": name, "known": names_known(dataset), "answers": dict(answers or {}), "language": language()}
    try:
        return reader(content, {**params, "release": dataset.table.columns.kept_in})
    except RefusedError as error:
        words: dict[str, Any] = {"why": "", "limit": "", **error.words}
        return Reading(Draft(()), (problem(error.kind, Place(str(_THE_FILE)), name[:80], **words),))


def read_grids(grids: Sequence[Grid], dataset: Dataset) -> Reading:
    """Return what the sheets of a file say."""
    return read_sheets(grids, names_known(dataset), {})
