"""What was read from an uploaded file: rows that are not yet held against anything published, each with its cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from indicators.problems import Place
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
