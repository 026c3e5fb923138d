"""A dataset with the place of every row, in a folder or an uploaded file, so that a check points at the cell."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

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

    def figure(self, one: Observation, column: str = "value") -> Place:
        """Return the cell of an observation."""
        return self.row(OBSERVATIONS, one.id, column)

    def goal(self, one: Target, column: str = "amount") -> Place:
        """Return the cell of a goal."""
        return self.row(TARGETS, one.id, column)

    def row(self, table: Table, name: str, column: str) -> Place:
        """Return the cell of a row of a table."""
        place = self.places(table.name, name) if self.places else self._lines[table.name][name]
        return place.at(column)

    @cached_property
    def _lines(self) -> Mapping[str, Mapping[str, Place]]:
        data = self.dataset
        vocabulary: tuple[tuple[Table, Iterable[_Named]], ...] = (
            (REGIONS, data.regions.values()),
            (INDUSTRIES, data.industries.values()),
            (INDICATORS, data.indicators.values()),
            (TARGETS, data.targets),
        )
        lines = {table.name: _numbered(table, things) for table, things in vocabulary}
        return {**lines, OBSERVATIONS.name: self._figures()}

    def _figures(self) -> dict[str, Place]:
        places: dict[str, Place] = {}
        lines: dict[str, int] = {}
        for one in self.dataset.table.observations:
            known = self.dataset.indicators.get(one.key.indicator)
            file = OBSERVATIONS.path.replace("*", known.theme if known else "?")
            lines[file] = lines.get(file, _FIRST_ROW - 1) + 1
            places.setdefault(one.id, Place(file, lines[file]))
        return places


def _numbered(table: Table, things: Iterable[_Named]) -> dict[str, Place]:
    return {one.id: Place(table.path, row) for row, one in enumerate(things, start=_FIRST_ROW)}


Check = Callable[[Sheets], Iterator[Problem]]
