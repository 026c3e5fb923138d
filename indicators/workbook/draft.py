"""What was read from an uploaded file: rows that are not yet held against anything published, each with its cell."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass, field
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


@dataclass(frozen=True, eq=False)
class PlacesByNumber(Mapping[int, Place]):
    """Places by numbers, of which there may be a hundred thousand: each is made when it is asked for."""

    sheets: Sequence[Place] = ()
    numbers: Sequence[int] = ()
    sheet: Sequence[int] = ()
    rows: Sequence[int] = ()

    @classmethod
    def of(cls, places: Mapping[int, Place]) -> PlacesByNumber:
        """Return places by numbers as they are kept."""
        sheets: dict[_Sheet, int] = {}
        numbers = sorted(places)
        sheet = [sheets.setdefault(_Sheet.of(places[number]), len(sheets)) for number in numbers]
        rows = [places[number].row for number in numbers]
        return cls([one.place() for one in sheets], *(array("q", one) for one in (numbers, sheet, rows)))

    def __getitem__(self, number: int) -> Place:
        """Return the place of a number. Raises KeyError."""
        at = bisect_left(self.numbers, number)
        if at == len(self.numbers) or self.numbers[at] != number:
            raise KeyError(number)
        place = self.sheets[self.sheet[at]]
        return Place(place.file, self.rows[at], place.column, place.letters)

    def on(self, rows: Container[tuple[str, int]]) -> Iterator[tuple[int, Place]]:
        """Yield the places that are on some rows of the sheets, with their numbers."""
        names = [place.file for place in self.sheets]
        for at, (sheet, row) in enumerate(zip(self.sheet, self.rows, strict=True)):
            if (names[sheet], row) in rows:
                yield self.numbers[at], self[self.numbers[at]]

    def __iter__(self) -> Iterator[int]:
        """Yield the numbers, in order."""
        return iter(self.numbers)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.numbers)


@dataclass(frozen=True, slots=True)
class Draft:
    """Everything that was read from one file, in the order of its cells. `mark` is None where it is no template.

    `repeated` is where published figures stand that the file only says once more, by their rows in the release; they
    are no entries.
    """

    entries: tuple[Entry, ...]
    mark: Mark | None = None
    repeated: PlacesByNumber = field(default_factory=PlacesByNumber)


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
    """Return a reading as plain values for JSON; `reading_of_values` gives it back.

    What rows share, the names of their columns and where these stand, is written once.
    """
    draft = reading.draft
    mark = draft.mark
    shapes: dict[_Shape, int] = {}
    sheets: dict[_Sheet, int] = {}

    def at(place: Place) -> tuple[int, int]:
        return sheets.setdefault(_Sheet.of(place), len(sheets)), place.row

    entries = [
        [shapes.setdefault(_Shape.of(one), len(shapes)), *at(one.place), *one.given.values(), *one.texts.values()]
        for one in draft.entries
    ]
    repeated = draft.repeated
    on = [at(place)[0] for place in repeated.sheets]
    return {
        "shapes": [list(astuple(shape)) for shape in shapes],
        "sheets": [list(astuple(sheet)) for sheet in sheets],
        "entries": entries,
        "repeated": [list(repeated.numbers), [on[sheet] for sheet in repeated.sheet], list(repeated.rows)],
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
    shapes = [_Shape(*map(_as_tuple, shape)) for shape in values["shapes"]]
    places = [_Sheet(*map(_as_tuple, sheet)).place() for sheet in values["sheets"]]

    def at(sheet: int, row: int) -> Place:
        place = places[sheet]
        return Place(place.file, row, place.column, place.letters)

    entries = tuple(shapes[shape].entry(at(*where), texts) for shape, *where, texts in map(_parted, values["entries"]))
    repeated = PlacesByNumber(places, *(array("q", map(int, one)) for one in values["repeated"]))
    mark = Mark(*values["mark"]) if values["mark"] else None
    columns = tuple(ColumnRead(*map(str, column)) for column in values["columns"])
    return Reading(Draft(entries, mark, repeated), tuple(map(_problem, values["problems"])), columns)


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What places of one sheet share: all but their row."""

    title: str
    column: str
    letters: tuple[tuple[str, str], ...] | None

    @classmethod
    def of(cls, place: Place) -> _Sheet:
        """Return what a place shares with the others of its sheet."""
        return cls(place.file, place.column, None if place.letters is None else tuple(place.letters.items()))

    def place(self) -> Place:
        """Return a place of the sheet, in no row yet."""
        return Place(self.title, 0, self.column, None if self.letters is None else dict(self.letters))


@dataclass(frozen=True, slots=True)
class _Shape:
    """What entries share: their table and the columns that they give and that the sheet has."""

    table: str
    given: tuple[str, ...]
    texts: tuple[str, ...]

    @classmethod
    def of(cls, entry: Entry) -> _Shape:
        """Return the shape of an entry."""
        return cls(entry.table, tuple(entry.given), tuple(entry.texts))

    def entry(self, place: Place, texts: Sequence[str]) -> Entry:
        """Return the entry of this shape at a place: `texts` are what it gives, and what its cells say."""
        count = len(self.given)
        given = dict(zip(self.given, texts[:count], strict=True))
        return Entry(self.table, given, place, dict(zip(self.texts, texts[count:], strict=True)))


def _parted(values: Sequence[Any]) -> tuple[Any, Any, Any, Sequence[str]]:
    shape, sheet, row, *texts = values
    return shape, sheet, row, texts


def _as_tuple(values: Any) -> Any:  # noqa: ANN401 - plain values
    return tuple(map(_as_tuple, values)) if isinstance(values, list) else values


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
