"""The rows of one table as they are read from a folder: column by column, a text that many rows share read once."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path
from types import MappingProxyType
from typing import Any

from indicators.problems import Place, Problem, problem
from indicators.tables.cells import Cells, read_cell, unsafe_kind, write_cell
from indicators.tables.description import Column, Table, Type

_LINES_AT_ONCE = 4096
_CELL = r'(?:[^",\r\n]*|"(?:[^"]|"")*")'
_QUOTED_LINE = re.compile(rf"{_CELL}(?:,{_CELL})*[\r\n]*")
_REFUSED = ["\ufffe"]  # stands for a line that was refused already: no character, so no line says it
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
_SOUND: Mapping[Type, Callable[[str], Any]] = MappingProxyType(
    {
        Type.TEXT: lambda text: text == text.strip() and unsafe_kind(text) is None,
        Type.ID: _ID.fullmatch,
        Type.NUMBER: _NUMBER.fullmatch,
    }
)
"""Of the types whose texts are nearly all different: whether a text that is not blank is written as it should be."""


@dataclass(slots=True)
class TableRead:
    """What was read of a table: for each row the file and line, its texts by column, and whether it can be used.

    `meanings` gives, by column, what a text stands for.
    """

    table: Table
    places: list[tuple[str, int]] = field(default_factory=list)
    texts: dict[str, list[str]] = field(default_factory=dict)
    sound: bytearray = field(default_factory=bytearray)
    meanings: dict[str, dict[str, Any]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Begin with no row."""
        self.texts = {name: [] for name in self.table.names}

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.places)

    def add(self, places: Sequence[tuple[str, int]], texts: Mapping[str, Sequence[str]]) -> None:
        """Take rows; a column that they do not have is blank."""
        for name, column in self.texts.items():
            column.extend(texts.get(name) or [""] * len(places))
        self.places.extend(places)
        self.sound.extend(b"\1" * len(places))

    def place(self, row: int, column: str) -> Place:
        """Return where a cell stands."""
        return Place(*self.places[row], column)

    def read(self) -> Iterator[Problem]:
        """Yield what is wrong with the cells; from then on each text is as the tables write it, or blank."""
        for column in self.table.columns:
            yield from self._read(column)

    def _read(self, column: Column) -> Iterator[Problem]:
        texts, is_sound = self.texts[column.name], _SOUND.get(column.type)
        is_plain = is_sound is not None and not column.allowed
        doubtful = {
            text
            for text in set(texts)
            if not (is_plain and is_sound is not None and text and is_sound(text)) and (text or column.required)
        }
        tidy, wrong = {}, set()
        for text in doubtful:
            value, problems = read_cell(column, text, Place(""))
            tidy[text] = write_cell(column, value)
            if problems:
                wrong.add(text)
        for row in [row for row, text in enumerate(texts) if text in wrong] if wrong else ():
            for found in read_cell(column, texts[row], self.place(row, column.name))[1]:
                self.sound[row] &= not found.is_error
                yield found
        if any(text != written for text, written in tidy.items()):
            self.texts[column.name] = [tidy.get(text, text) for text in texts]

    def refuse(self, column: str, texts: set[str]) -> Iterator[tuple[int, str]]:
        """Yield the rows that have one of these texts, with the text; they cannot be used."""
        for row, text in enumerate(self.texts[column]) if texts else ():
            if text in texts:
                self.sound[row] = False
                yield row, text

    def values(self, column: Column) -> list[Any]:
        """Return what the texts of a column stand for."""
        return [self.meaning(column, text) for text in self.texts[column.name]]

    def meaning(self, column: Column, text: str) -> Any:  # noqa: ANN401 - whatever the column holds
        """Return what a text of a column stands for, as it was read before where it was."""
        known = self.meanings.setdefault(column.name, {})
        if text not in known:
            known[text] = read_cell(column, text, Place(""))[0]
        return known[text]

    def sound_rows(self) -> Iterator[Cells]:
        """Yield the rows that can be used, each with what its cells stand for."""
        columns = {column.name: self.values(column) for column in self.table.columns}
        for is_sound, line in zip(self.sound, zip(*columns.values(), strict=True), strict=True):
            if is_sound:
                yield dict(zip(columns, line, strict=True))

    def sound_texts(self) -> dict[str, list[str]]:
        """Return the texts of the rows that can be used, column by column."""
        if all(self.sound):
            return self.texts
        return {
            name: [text for text, is_sound in zip(texts, self.sound, strict=True) if is_sound]
            for name, texts in self.texts.items()
        }


def read_csv(path: Path, name: str, rows: TableRead) -> Iterator[Problem]:
    """Take the rows of a CSV file where its head is whole; yield what is wrong with its lines."""
    place, found = Place(name), list[Problem]()
    try:
        with path.open(encoding="utf-8-sig", newline="") as source:
            lines = csv.reader(_paired(source, name, found), strict=True)
            head = next(lines, None)
            batches = _batches(lines, len(head or ()), name, found)
            columns = [list(chain.from_iterable(parts)) for parts in zip(*batches, strict=True)]
    except FileNotFoundError:
        yield problem("no-file", place)
        return
    except (UnicodeDecodeError, csv.Error, OSError) as error:
        yield problem("not-readable", place, why=str(error))
        return
    if head is None:
        yield problem("not-readable", place, why="0 B")
    elif head == _REFUSED:
        yield found[0]
    else:
        yield from head_problems(head, rows.table, Place(name, 1))
        if not set(rows.table.names) - set(head):
            yield from found
            numbers, *texts = columns or [[]]
            rows.add([(name, number) for number in numbers], dict(zip(head, texts, strict=bool(texts))))


def _paired(source: Iterable[str], name: str, found: list[Problem]) -> Iterator[str]:
    """Yield the lines of a file; one whose quotation marks enclose no whole cells is told and refused.

    A reader of CSV would take all that follows a stray mark, up to the next, for one cell.
    """
    for number, line in enumerate(source, start=1):
        if '"' in line and not _QUOTED_LINE.fullmatch(line):
            found.append(problem("stray-quote", Place(name, number), line.strip()[:40]))
            yield f"{_REFUSED[0]}\n"
        else:
            yield line


def _batches(lines: Iterator[list[str]], width: int, name: str, found: list[Problem]) -> Iterator[list[Sequence[Any]]]:
    """Yield the lines that are as long as the head, some at a time, as columns, their numbers first.

    Some at a time, because a list for each of a million lines keeps the collector of garbage busy.
    """
    number = 2
    while batch := list(islice(lines, _LINES_AT_ONCE)):
        numbers: Sequence[int] = range(number, number + len(batch))
        number += len(batch)
        if any(len(line) != width for line in batch):
            fitting = [pair for pair in zip(numbers, batch, strict=True) if _fits(*pair, width, name, found)]
            numbers, batch = [at for at, _ in fitting], [line for _, line in fitting]
        if batch:
            yield [numbers, *zip(*batch, strict=True)]


def _fits(number: int, line: list[str], width: int, name: str, found: list[Problem]) -> bool:
    if len(line) == width:
        return True
    if line != _REFUSED:
        found.append(problem("row-length", Place(name, number), ",".join(line)[:40], cells=len(line), expected=width))
    return False


def head_problems(head: Sequence[str], table: Table, place: Place) -> Iterator[Problem]:
    """Yield what is wrong with the head of a file."""
    expected = ",".join(table.names)
    for name in table.names:
        if name not in head:
            yield problem("no-column", place.at(name), column=name, expected=expected)
    for name in head:
        if name not in table.names:
            yield problem("unknown-column", place.at(name), name, expected=expected)
    if set(head) == set(table.names) and list(head) != list(table.names):
        yield problem("column-order", place, ",".join(head), expected=expected)
