"""Where printed statements contradict each other: the contradictions that were written down, and what they join."""

from __future__ import annotations

from indicators.dataset import Dataset, LeftOut, PrintedConflict
from indicators.goals.targets import Target
from indicators.table import Observation

Statement = Observation | Target | LeftOut


def statements(dataset: Dataset, conflict: PrintedConflict) -> tuple[Statement, ...]:
    """Return what a contradiction joins, in its order: figures, goals, and statements that were left out."""
    left_out = {one.id: one for one in dataset.left_out}
    return tuple(dataset.table.by_id(name) or dataset.goals.by_id(name) or left_out[name] for name in conflict.rows)


def printed(
    dataset: Dataset, indicator: str | None = None, theme: str | None = None, region: str | None = None
) -> tuple[PrintedConflict, ...]:
    """Return the contradictions, of one indicator, theme or region if named."""
    named = (("indicator", indicator), ("theme", theme), ("region", region))
    wanted = {(sort, name) for sort, name in named if name is not None}
    return tuple(
        one for one in dataset.conflicts if not wanted or any(wanted <= names for names in _names(dataset, one))
    )


def _names(dataset: Dataset, conflict: PrintedConflict) -> list[set[tuple[str, str]]]:
    """What each statement of a contradiction is of; one that was left out is of nothing."""
    found = [one.key for one in statements(dataset, conflict) if not isinstance(one, LeftOut)]
    return [
        {("indicator", key.indicator), ("theme", dataset.indicator(key.indicator).theme), ("region", key.region)}
        for key in found
    ]
