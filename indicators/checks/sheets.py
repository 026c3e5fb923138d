"""A dataset with the place of every row, in a folder or an uploaded file, so that a check points at the cell."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import numpy as np

from indicators.columnar import Codes
from indicators.dataset import Dataset
from indicators.goals.targets import Target
from indicators.problems import Place, Problem
from indicators.table import Observation
from indicators.tables.columns import INDICATORS, INDUSTRIES, OBSERVATIONS, REGIONS, TARGETS
from indicators.tables.description import Table

_FIRST_ROW = 2  # the head stands in the first line

Places = Callable[[str, str], Place]
"""Where the row of a table with an id stands."""


class _Named(Protocol):
    @property
    def id(self) -> str: ...


@dataclass(frozen=True)
class Sheets:
    """A dataset and where its rows stand: by default line by line in the files of its folder, as they are written."""

    dataset: Dataset
    places: Places | None = None

    @cached_property
    def goals(self) -> tuple[Target, ...]:
        """Return all goals, made once for all checks: most of them look at each."""
        return tuple(self.dataset.targets)

    def figure(self, one: Observation, column: str = "value") -> Place:
        """Return the cell of an observation."""
        return self.row(OBSERVATIONS, one.id, column)

    def goal(self, one: Target, column: str = "amount") -> Place:
        """Return the cell of a goal."""
        return self.row(TARGETS, one.id, column)

    def row(self, table: Table, name: str, column: str) -> Place:
        """Return the cell of a row of a table."""
        if self.places:
            return self.places(table.name, name).at(column)
        place = self._figure(name) if table is OBSERVATIONS else self._lines[table.name][name]
        return place.at(column)

    @cached_property
    def _lines(self) -> Mapping[str, Mapping[str, Place]]:
        data = self.dataset
        vocabulary: tuple[tuple[Table, Iterable[_Named]], ...] = (
            (REGIONS, data.regions.values()),
            (INDUSTRIES, data.industries.values()),
            (INDICATORS, data.indicators.values()),
            (TARGETS, self.goals),
        )
        return {table.name: _numbered(table, things) for table, things in vocabulary}

    def figures(self, rows: Codes) -> tuple[Observation, ...]:
        """Return the figures of the rows that fit, in the order of the files: those that are looked at one by one."""
        order = self.dataset.table.order
        return self.dataset.table.at_rows(order[rows[order]])

    def _figure(self, name: str) -> Place:
        columns = self.dataset.table.columns
        row = columns.find(name)
        if row is None:
            raise KeyError(name)
        known = self.dataset.indicators.get(columns.text("indicator", row))
        return Place(OBSERVATIONS.path.replace("*", known.theme if known else "?"), int(self._lines_of_figures[row]))

    @cached_property
    def _lines_of_figures(self) -> Codes:
        """For each row of the columns its line in the file of its theme."""
        table, known = self.dataset.table, self.dataset.indicators
        themes = table.columns.of_words("indicator", lambda word: known[word].theme if word in known else "?", object)
        lines = np.zeros(len(table), np.int64)
        for theme in np.unique(themes):
            rows = table.order[themes[table.order] == theme]
            lines[rows] = np.arange(_FIRST_ROW, _FIRST_ROW + len(rows))
        return lines


def _numbered(table: Table, things: Iterable[_Named]) -> dict[str, Place]:
    return {one.id: Place(table.path, row) for row, one in enumerate(things, start=_FIRST_ROW)}


Check = Callable[[Sheets], Iterator[Problem]]
