"""What sources print differently: both sides with their quotes."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.exhibits import common
from dashboard.exhibits.exhibit import Cell, Exhibit, Link, Table
from indicators.dataset import Dataset
from indicators.model import Text
from indicators.table import Conflict
from indicators.words import wording

_CONFLICTS = Text("来源不一致的 {count} 处，两说并列", "{count} conflicts, both sides")
_CONFLICTS_SCOPE = Text(
    "采用者进入图表与评估；取舍依次看：正式数、可信度、确切程度、位数、晚出", "the used one is charted"
)
_CONFLICT_COLUMNS = Text(
    "指标|区域|时期|采用|采用的原文与来源|备列|备列的原文与来源",
    "indicator|region|period|used|quote, source|beside|quote",
)


def side_by_side(dataset: Dataset, conflicts: Sequence[Conflict]) -> Exhibit:
    """Return figures on which sources differ: the used one with its quote, and each other beside it."""
    rows = tuple(
        _row(dataset, conflict, beside) for conflict in conflicts for beside in range(1, len(conflict.observations))
    )
    every = [one.citation for conflict in conflicts for one in conflict.observations]
    return Exhibit(
        id="conflicts",
        title=str(_CONFLICTS).format(count=len(conflicts)),
        scope=str(_CONFLICTS_SCOPE),
        content=Table(tuple(str(_CONFLICT_COLUMNS).split("|")), rows, frozenset({3, 5})),
        sources=common.sources(dataset, every),
    )


def _row(dataset: Dataset, conflict: Conflict, beside: int) -> tuple[Cell, ...]:
    indicator = dataset.indicator(conflict.key.indicator)
    sides: list[Cell] = []
    for one in (conflict.observations[0], conflict.observations[beside]):
        value = wording.amount(one.value, indicator, one.qualifier) if one.value is not None else wording.ABSENT
        sides += [value, common.cited(dataset, one.citation)]
    name = Link(common.name(dataset, conflict.key), common.page_of(dataset, conflict.key))
    return (name, dataset.region(conflict.key.region).short_name, wording.period(conflict.period), *sides)
