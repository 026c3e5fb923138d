"""What a spreadsheet holds, as plain values: sheets as sparse grids of cells, each with its type and number format."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from itertools import pairwise
from types import MappingProxyType

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


_NOTHING: Mapping[int, RawCell] = MappingProxyType({})
Position = tuple[int, int]
"""Row and column of a cell, both counted from 1."""
Line = Mapping[int, RawCell]
"""The cells of a row by column."""


class Cells(Mapping[Position, RawCell]):
    """The cells of a sheet by row and column, kept row by row: a sheet has many rows, and few cells in each."""

    __slots__ = ("by_row",)

    def __init__(self, lines: Mapping[int, Line]) -> None:
        """Keep rows that have a cell, in order, each with its cells in order."""
        self.by_row: Mapping[int, Line] = {
            row: lines[row] if _is_in_order(lines[row]) else dict(sorted(lines[row].items()))
            for row in (lines if _is_in_order(lines) else sorted(lines))
            if lines[row]
        }

    @classmethod
    def of(cls, cells: Mapping[Position, RawCell]) -> Cells:
        """Return cells that were given one by one."""
        if isinstance(cells, Cells):
            return cells
        lines: dict[int, dict[int, RawCell]] = {}
        for (row, column), cell in cells.items():
            lines.setdefault(row, {})[column] = cell
        return cls(lines)

    def __getitem__(self, at: Position) -> RawCell:
        """Return a cell. Raises KeyError where there is none."""
        return self.by_row[at[0]][at[1]]

    def __iter__(self) -> Iterator[Position]:
        """Yield the places of all cells, row by row."""
        return ((row, column) for row, line in self.by_row.items() for column in line)

    def __len__(self) -> int:
        """Return how many cells there are."""
        return sum(map(len, self.by_row.values()))


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
    def _by_row(self) -> Mapping[int, Line]:
        return Cells.of(self.cells).by_row

    @cached_property
    def last_row(self) -> int:
        """Return the last row that has a cell, 0 for an empty sheet."""
        return max(self._by_row, default=0)

    @cached_property
    def last_column(self) -> int:
        """Return the last column that has a cell, 0 for an empty sheet."""
        return max((max(line) for line in self._by_row.values()), default=0)

    @cached_property
    def first_column(self) -> int:
        """Return the first column that has a cell, 0 for an empty sheet."""
        return min((min(line) for line in self._by_row.values()), default=0)

    def cell(self, row: int, column: int) -> RawCell | None:
        """Return a cell; None where there is none."""
        return self._by_row.get(row, _NOTHING).get(column)

    def text(self, row: int, column: int) -> str:
        """Return the text of a cell, empty where there is none."""
        cell = self._by_row.get(row, _NOTHING).get(column)
        return cell.text if cell else ""

    def row(self, row: int) -> Line:
        """Return the cells of a row by column, in order."""
        return self._by_row.get(row, _NOTHING)

    def rows(self) -> tuple[int, ...]:
        """Return the rows that have a cell, in order."""
        return tuple(self._by_row)

    def spread(self) -> Grid:
        """Return the grid with the text of each merged range in the cells of its first row and first column."""
        if not self.merges:
            return self
        lines = dict(self._by_row)
        touched: dict[int, dict[int, RawCell]] = {}

        def fill(row: int, column: int, corner: RawCell) -> None:
            if row not in touched:
                lines[row] = touched[row] = dict(lines.get(row, _NOTHING))
            touched[row].setdefault(column, corner)

        for top, left, bottom, right in self.merges:
            corner = lines.get(top, _NOTHING).get(left)
            if corner is None:
                continue
            for column in range(left, min(right, self.last_column) + 1):
                fill(top, column, corner)
            for row in range(top, min(bottom, self.last_row) + 1):
                fill(row, left, corner)
        return replace(self, cells=Cells(lines))

    def part(self, first: int, last: int) -> Grid:
        """Return the rows from the first to the last one as a grid of their own, each cell where it was."""
        lines = {row: line for row, line in self._by_row.items() if first <= row <= last}
        merges = tuple(box for box in self.merges if first <= box[0] <= last)
        return replace(self, cells=Cells(lines), merges=merges)

    def columns(self, first: int, last: int, shared: Collection[int] = ()) -> Grid:
        """Return some columns as a grid of their own, each cell where it was; rows that are shared keep all cells."""
        cells = Cells(
            {
                row: line if row in shared else {at: cell for at, cell in line.items() if first <= at <= last}
                for row, line in self._by_row.items()
            }
        )
        merges = tuple(box for box in self.merges if (box[0], box[1]) in cells)
        return replace(self, cells=cells, merges=merges)


def _is_in_order(numbers: Iterable[int]) -> bool:
    return all(one < other for one, other in pairwise(numbers))


def letter(column: int) -> str:
    """Return the letter of a column."""
    return get_column_letter(column)
