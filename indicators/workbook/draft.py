"""What was read from an uploaded file: rows that are not yet held against anything published, each with its cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import astuple, dataclass
from typing import TYPE_CHECKING, Any

from indicators.kinds import Severity
from indicators.model import Text
from indicators.problems import Place, Problem

if TYPE_CHECKING:  # the child that reads a file loads no columns of figures
    from indicators.tables.rows import Row


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of a sheet, or one cell of a wide sheet: a part of a row of a table.

    `given` holds the columns that the file has, and no others, each as the text that would stand in the table:
    ids instead of names, 2025H1 instead of 2025年上半年, a plain number in the unit of the indicator, "" for a
    blank. What is not given stays as it is published. `texts` is what the cells say, word for word, for the quote.
    """

    table: str
    given: Row
    place: Place
    texts: Mapping[str, str]

    def __hash__(self) -> int:
        """Return a hash by the place: two rows of one file never share it with the same column."""
        return hash((self.place.file, self.place.row, self.place.column))


@dataclass(frozen=True, slots=True)
class Mark:
    """What a template says of itself in 填报说明: the release that it was filled from and what it was limited to."""

    release: int
    region: str = ""
    theme: str = ""
    period: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """Everything that was read from one file, in the order of its cells. `mark` is None where it is no template."""

    entries: tuple[Entry, ...]
    mark: Mark | None = None


@dataclass(frozen=True, slots=True)
class ColumnRead:
    """What a column of a sheet was taken for: its letter and head, its axis, that in words, and its first cells."""

    sheet: str
    letter: str
    head: str
    axis: str
    words: str
    samples: str
    words_en: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read: the draft, with every entry that is sound, every problem met, and how columns were understood."""

    draft: Draft
    problems: tuple[Problem, ...]
    columns: tuple[ColumnRead, ...] = ()


def reading_as_values(reading: Reading) -> dict[str, Any]:
    """Return a reading as plain values for JSON; `reading_of_values` gives it back."""
    mark = reading.draft.mark
    return {
        "entries": [[one.table, one.given, _place(one.place), one.texts] for one in reading.draft.entries],
        "columns": [list(astuple(column)) for column in reading.columns],
        "mark": [mark.release, mark.region, mark.theme, mark.period] if mark else None,
        "problems": [
            [
                *(one.severity.value, one.kind, one.file, one.row, one.column, one.found, one.cell, one.question),
                [one.message.zh, one.message.en],
                [one.remedy.zh, one.remedy.en],
                [[word, text.zh, text.en] for word, text in one.choices],
            ]
            for one in reading.problems
        ],
    }


def reading_of_values(values: Mapping[str, Any]) -> Reading:
    """Return the reading that `reading_as_values` wrote. Raises KeyError, TypeError, ValueError for anything else."""
    entries = tuple(Entry(str(table), given, Place(*place), texts) for table, given, place, texts in values["entries"])
    mark = Mark(*values["mark"]) if values["mark"] else None
    columns = tuple(ColumnRead(*map(str, column)) for column in values["columns"])
    return Reading(Draft(entries, mark), tuple(map(_problem, values["problems"])), columns)


def _place(place: Place) -> list[Any]:
    return [place.file, place.row, place.column, place.letters]


def _problem(values: Any) -> Problem:  # noqa: ANN401 - plain values
    severity, kind, file, row, column, found, cell, question, message, remedy, choices = values
    return Problem(
        severity=Severity(severity),
        kind=kind,
        file=file,
        row=row,
        column=column,
        found=found,
        message=Text(*message),
        remedy=Text(*remedy),
        cell=cell,
        question=question,
        choices=tuple((word, Text(zh, en)) for word, zh, en in choices),
    )
