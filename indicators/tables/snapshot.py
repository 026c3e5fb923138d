"""Everything that a state of the tables holds, as columns of text: what the file of a release is written from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, ItemsView, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import count
from types import MappingProxyType
from typing import Any

import numpy as np
import pyarrow as pa

from indicators.columnar import CHARTED, POSITION, Codes, Columns, of_batches, of_texts
from indicators.tables.columns import (
    CONFLICTS,
    INDICATORS,
    INDUSTRIES,
    LEFT_OUT,
    OBSERVATIONS,
    REGIONS,
    SOURCES,
    TARGETS,
)
from indicators.tables.description import Column, Table
from indicators.tables.settings import CITY, PLANS, THEMES

Row = Mapping[str, str]
"""One row of a table: the text of every column by its name."""

Rows = Mapping[str, Mapping[str, Row]]
"""All rows of a release: table -> id -> row, each table in its order. KEPT names the tables."""

Placed = tuple[int, Row]
"""A row with its place in the order of its table."""

KEPT: tuple[Table, ...] = (
    CITY,
    THEMES,
    PLANS,
    SOURCES,
    INDICATORS,
    REGIONS,
    INDUSTRIES,
    TARGETS,
    OBSERVATIONS,
    LEFT_OUT,
    CONFLICTS,
)
CORRECTIONS = "corrections"
CORRECTED = ("release", "indicator", "region", "industry", "period", "old", "new")
_OF_THE_RELEASE = "release."
_AT_ONCE, _IN_MEMORY = 10_000, 8_192


def columns_of(table: Table) -> tuple[Column, ...]:
    """Return the columns of a table that a row holds: all but what a release says of itself."""
    return tuple(column for column in table.columns if not column.name.startswith(_OF_THE_RELEASE))


NAMES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        **{table.name: tuple(column.name for column in columns_of(table)) for table in KEPT},
        CORRECTIONS: CORRECTED,
    }
)
"""The columns of every table of a snapshot."""


class _Lines(ItemsView[str, Row]):
    """The rows of figures with their ids, made column by column and so much faster than one by one."""

    _mapping: FigureRows

    def __iter__(self) -> Iterator[tuple[str, Row]]:
        return self._mapping.lines()


class FigureRows(Mapping[str, Row]):
    """The rows of figures by id, in the order of their positions; each is made when it is asked for."""

    def __init__(self, columns: Columns, order: Codes) -> None:
        """Look at columns; `order` are their rows in the order in which they are to be gone through."""
        self.columns, self._order = columns, order
        self._row = lru_cache(maxsize=_IN_MEMORY)(self._built)

    @classmethod
    def of(cls, rows: Mapping[str, Row]) -> FigureRows:
        """Return rows as columns, in their order; those that are so already as they are."""
        if isinstance(rows, cls):
            return rows
        texts = {name: [row.get(name, "") for row in rows.values()] for name in NAMES[OBSERVATIONS.name]}
        columns = of_texts(texts)
        return cls(columns, columns.positions.argsort(kind="stable"))

    def __len__(self) -> int:
        """Return the number of figures."""
        return len(self._order)

    def __iter__(self) -> Iterator[str]:
        """Yield the ids."""
        return iter(self.columns.texts("id", self._order))

    def __getitem__(self, name: str) -> Row:
        """Return the row of an id. Raises KeyError."""
        return self._row(name)

    def _built(self, name: str) -> Row:
        number = self.columns.find(name)
        if number is None:
            raise KeyError(name)
        return self.columns.row(number)

    def items(self) -> ItemsView[str, Row]:
        """Return the rows with their ids."""
        return _Lines(self)

    def charted(self, indicator: str, region: str, industry: str, period: str) -> list[str]:
        """Return the ids of the charted figures of an indicator, a region, an industry and a period."""
        return [self.columns.text("id", row) for row in self.charted_rows(indicator, region, industry, period)]

    def charted_rows(self, indicator: str, region: str, industry: str, period: str) -> list[int]:
        """Return the rows of the columns that hold the charted figures of a subject."""
        rows = self.columns.rows_at((indicator, region, industry), period)
        return [row for row in rows if self.columns.text("role", row) == CHARTED]

    def differing(self, other: FigureRows) -> list[str]:
        """Return the ids of the rows that `other` has not or has with other texts, in order."""
        found = np.zeros(len(self.columns), bool)
        found[self.columns.not_in(other.columns)] = True
        return self.columns.texts("id", self._order[found[self._order]])

    def changed(self, rows: Mapping[str, Row | None]) -> FigureRows:
        """Return the rows with some said otherwise, or taken away (None); each keeps its place, new ones come last."""
        places = np.empty(len(self._order), np.int64)
        places[self._order] = np.arange(len(self._order))
        known = {name: row for name in rows if (row := self.columns.find(name)) is not None}
        later = count(len(self._order))
        added = {name: row for name, row in rows.items() if row is not None}
        positions = [int(places[known[name]]) if name in known else next(later) for name in added]
        columns = self.columns.at_positions(places).changed(known, list(added.values()), positions)
        return FigureRows(columns, columns.positions.argsort(kind="stable"))

    def lines(self) -> Iterator[tuple[str, Row]]:
        """Yield every row with its id, some thousands of them made at a time."""
        names = NAMES[OBSERVATIONS.name]
        for first in range(0, len(self._order), _AT_ONCE):
            rows = self._order[first : first + _AT_ONCE]
            for line in zip(*(self.columns.texts(name, rows) for name in names), strict=True):
                row = dict(zip(names, line, strict=True))
                yield row["id"], row

    def __contains__(self, name: object) -> bool:
        """Return whether there is a figure of this id."""
        return isinstance(name, str) and self.columns.find(name) is not None


@dataclass(frozen=True, eq=False)
class Snapshot:
    """One state of all tables: the figures as columns, each other table as an Arrow table of texts, in its order.

    The table of corrections, oldest first, says what releases before this one altered.
    """

    figures: Columns
    others: Mapping[str, Any]

    @classmethod
    def of_rows(cls, rows: Rows) -> Snapshot:
        """Return the snapshot of rows, each table in its order."""
        others = {
            name: _table(name, enumerate(rows.get(name, {}).values())) for name in NAMES if name != OBSERVATIONS.name
        }
        return cls(FigureRows.of(rows[OBSERVATIONS.name]).columns, MappingProxyType(others))

    @classmethod
    def of(cls, rows: Iterable[tuple[str, Placed]]) -> Snapshot:
        """Return the snapshot of rows, each with its table and its place in it; blanks stand for what a row leaves out.

        The rows are gone through once, and of the figures only columns are held.
        """
        placed = defaultdict[str, list[Placed]](list)
        figures = of_batches(_batches(rows, placed))
        others = {name: _table(name, placed[name]) for name in NAMES if name != OBSERVATIONS.name}
        return cls(figures, MappingProxyType(others))

    def texts(self, table: str) -> Mapping[str, Sequence[str]]:
        """Return the columns of a table other than the figures as lists."""
        return {name: self.others[table].column(name).to_pylist() for name in NAMES[table]}

    @cached_property
    def rows(self) -> Rows:
        """Return the rows of every table by id."""
        found: dict[str, Mapping[str, Row]] = {
            table.name: self._rows(table.name) for table in KEPT if table is not OBSERVATIONS
        }
        found[OBSERVATIONS.name] = FigureRows(self.figures, self.figures.positions.argsort(kind="stable"))
        return {table.name: found[table.name] for table in KEPT}

    def _rows(self, table: str) -> Mapping[str, Row]:
        texts = self.texts(table)
        lines = zip(*texts.values(), strict=True)
        return {row["id"]: row for line in lines if (row := dict(zip(texts, line, strict=True)))}

    def place(self, table: str, name: str) -> int | None:
        """Return the place of a row in its table, or None where there is no such row."""
        if table == OBSERVATIONS.name:
            row = self.figures.find(name)
            return None if row is None else int(self.figures.positions[row])
        ids = self._ids[table]
        return ids.get(name)

    def next_place(self, table: str) -> int:
        """Return the place after the last row of a table."""
        places = (
            self.figures.positions if table == OBSERVATIONS.name else self.others[table].column(POSITION).to_numpy()
        )
        return int(places.max()) + 1 if len(places) else 0

    @cached_property
    def _ids(self) -> Mapping[str, Mapping[str, int]]:
        return {
            name: dict(zip(one.column("id").to_pylist(), one.column(POSITION).to_pylist(), strict=True))
            for name, one in self.others.items()
            if name != CORRECTIONS
        }

    def changed(self, gone: Mapping[str, Collection[str]], added: Mapping[str, Sequence[Placed]]) -> Snapshot:
        """Return the snapshot without the rows of some ids and with others at their places."""
        others = {
            name: self._changed(name, gone.get(name, ()), added.get(name, ())) if name in gone or name in added else one
            for name, one in self.others.items()
        }
        name, figures = OBSERVATIONS.name, self.figures
        if name in gone or name in added:
            rows = added.get(name, ())
            figures = figures.changed(gone.get(name, ()), [row for _, row in rows], [place for place, _ in rows])
        return Snapshot(figures, MappingProxyType(others))

    def _changed(self, table: str, gone: Iterable[str], added: Sequence[Placed]) -> Any:  # noqa: ANN401
        texts, places = self.texts(table), self.others[table].column(POSITION).to_pylist()
        lines = zip(
            places, (dict(zip(texts, line, strict=True)) for line in zip(*texts.values(), strict=True)), strict=True
        )
        left_out = set(gone)
        return _table(table, [*((place, row) for place, row in lines if row.get("id") not in left_out), *added])


def _batches(
    rows: Iterable[tuple[str, Placed]], others: Mapping[str, list[Placed]]
) -> Iterator[tuple[dict[str, list[str]], list[int]]]:
    """Yield the figures among rows as texts and places, some thousands at a time; other rows go to their tables."""
    figures = others[OBSERVATIONS.name]
    for table, one in rows:
        others[table].append(one)
        if len(figures) >= _AT_ONCE:
            yield _as_texts(figures)
            figures.clear()
    yield _as_texts(figures)


def _as_texts(figures: Sequence[Placed]) -> tuple[dict[str, list[str]], list[int]]:
    texts = {name: [row.get(name, "") for _, row in figures] for name in NAMES[OBSERVATIONS.name]}
    return texts, [place for place, _ in figures]


def _table(name: str, placed: Iterable[Placed]) -> Any:  # noqa: ANN401 - an Arrow table
    in_order = sorted(placed, key=lambda one: one[0])
    texts = {
        column: pa.array([row.get(column, "") for _, row in in_order], pa.large_string()) for column in NAMES[name]
    }
    return pa.table({**texts, POSITION: pa.array([place for place, _ in in_order], pa.int32())})
