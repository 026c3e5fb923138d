"""What a spreadsheet holds, as plain values: sheets as sparse grids of cells, each with its type and number format."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property

from openpyxl.utils import get_column_letter


class CellType(StrEnum):
    """What sort of value stands in a cell."""

    NUMBER = "n"
    TEXT = "s"
    TRUTH = "b"
    ERROR = "e"
    DATE = "d"
    FORMULA = "f"  # a formula that was saved without its value


@dataclass(frozen=True, slots=True)
class RawCell:
    """One cell: its type, its value as text (numbers with 15 digits at most), and its number format."""

    type: CellType
    text: str
    format: str = ""
    is_struck: bool = False


Position = tuple[int, int]
"""Row and column of a cell, both counted from 1."""


@dataclass(frozen=True)
class Grid:
    """One sheet: its title, whether it is hidden, its cells, merged ranges, hidden parts, comments, margins."""

    title: str
    cells: Mapping[Position, RawCell]
    is_hidden: bool = False
    merges: tuple[tuple[int, int, int, int], ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    comments: Mapping[Position, str] = field(default_factory=dict)
    margins: tuple[str, ...] = ()

    @cached_property
    def _by_row(self) -> Mapping[int, Mapping[int, RawCell]]:
        rows: dict[int, dict[int, RawCell]] = {}
        for (row, column), cell in sorted(self.cells.items()):
            rows.setdefault(row, {})[column] = cell
        return rows

    @cached_property
    def last_row(self) -> int:
        """Return the last row that has a cell, 0 for an empty sheet."""
        return max(self._by_row, default=0)

    @cached_property
    def last_column(self) -> int:
        """Return the last column that has a cell, 0 for an empty sheet."""
        return max((column for _, column in self.cells), default=0)

    @cached_property
    def first_column(self) -> int:
        """Return the first column that has a cell, 0 for an empty sheet."""
        return min((column for _, column in self.cells), default=0)

    def text(self, row: int, column: int) -> str:
        """Return the text of a cell, empty where there is none."""
        cell = self.cells.get((row, column))
        return cell.text if cell else ""

    def row(self, row: int) -> Mapping[int, RawCell]:
        """Return the cells of a row by column, in order."""
        return self._by_row.get(row, {})

    def rows(self) -> tuple[int, ...]:
        """Return the rows that have a cell, in order."""
        return tuple(self._by_row)

    def spread(self) -> Grid:
        """Return the grid with the text of each merged range in the cells of its first row and first column."""
        cells = dict(self.cells)
        for top, left, bottom, right in self.merges:
            corner = cells.get((top, left))
            if corner is None:
                continue
            for column in range(left, min(right, self.last_column) + 1):
                cells.setdefault((top, column), corner)
            for row in range(top, min(bottom, self.last_row) + 1):
                cells.setdefault((row, left), corner)
        return replace(self, cells=cells)

    def part(self, first: int, last: int) -> Grid:
        """Return the rows from the first to the last one as a grid of their own, each cell where it was."""
        cells = {
            (row, column): cell for row in self.rows() if first <= row <= last for column, cell in self.row(row).items()
        }
        merges = tuple(box for box in self.merges if first <= box[0] <= last)
        return replace(self, cells=cells, merges=merges)

    def columns(self, first: int, last: int, shared: Collection[int] = ()) -> Grid:
        """Return some columns as a grid of their own, each cell where it was; rows that are shared keep all cells."""
        cells = {
            (row, column): cell
            for (row, column), cell in self.cells.items()
            if first <= column <= last or row in shared
        }
        merges = tuple(box for box in self.merges if (box[0], box[1]) in cells)
        return replace(self, cells=cells, merges=merges)


def letter(column: int) -> str:
    """Return the letter of a column."""
    return get_column_letter(column)
