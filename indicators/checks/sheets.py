"""A dataset with the place of every row in the city's folder, so that a check can point at the cell."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from indicators.columns import OBSERVATIONS, TARGETS
from indicators.dataset import Dataset
from indicators.problems import Place, Problem
from indicators.table import Observation
from indicators.targets import Target

_FIRST_ROW = 2  # the head stands in the first line


@dataclass(frozen=True)
class Sheets:
    """A dataset and where its rows stand. Rows follow each other line by line, as they are written."""

    dataset: Dataset

    def figure(self, one: Observation, column: str = "value") -> Place:
        """Return the cell of an observation."""
        return self._figures[one.id].at(column)

    def goal(self, one: Target, column: str = "amount") -> Place:
        """Return the cell of a goal."""
        return Place(TARGETS.path, self._goals[one.id], column)

    @cached_property
    def _figures(self) -> Mapping[str, Place]:
        places: dict[str, Place] = {}
        lines: dict[str, int] = {}
        for one in self.dataset.table.observations:
            known = self.dataset.indicators.get(one.key.indicator)
            file = OBSERVATIONS.path.replace("*", known.theme if known else "?")
            lines[file] = lines.get(file, _FIRST_ROW - 1) + 1
            places.setdefault(one.id, Place(file, lines[file]))
        return places

    @cached_property
    def _goals(self) -> Mapping[str, int]:
        return {one.id: row for row, one in enumerate(self.dataset.targets, start=_FIRST_ROW)}


Check = Callable[[Sheets], Iterator[Problem]]
