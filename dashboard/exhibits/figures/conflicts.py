"""What sources print differently, and what pages print against each other: every side with its quote."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.exhibits import common
from dashboard.exhibits.exhibit import Cell, Exhibit, Link, Table
from indicators.dataset import Dataset, LeftOut, PrintedConflict
from indicators.goals.targets import Target
from indicators.language import Count
from indicators.model import ConflictKind, Text, Unit
from indicators.table import Conflict
from indicators.views.conflicts import Statement, statements
from indicators.words import wording

_CONFLICTS = Text("来源不一致的 {count} 处，两说并列", "{count} {count:conflict|conflicts}, both sides")
_CONFLICTS_SCOPE = Text(
    "采用者进入图表与评估；取舍依次看：正式数、可信度、确切程度、位数、晚出", "The used one is charted"
)
_CONFLICT_COLUMNS = Text(
    "指标|区域|时期|采用|采用的原文与来源|备列|备列的原文与来源",
    "Indicator|Region|Period|Used|Quote, source|Beside|Quote",
)
_PRINTED = Text(
    "原文互相矛盾的 {count} 处，各说并列", "{count} {count:contradiction|contradictions} in print, all sides"
)
_PRINTED_SCOPE = Text(
    "逐处核读原文所得；各说照录，不代为取舍", "Found by reading; every side as printed, none preferred"
)
_PRINTED_COLUMNS = Text("编号|性质|说明|所涉|数|原文与来源", "No.|Kind|What differs|About|Figure|Quote and source")
_KINDS = {
    ConflictKind.SAME_PERIOD: Text("同期不同数", "Different figures of one period"),
    ConflictKind.PARTS_AND_WHOLE: Text("分项与合计", "Parts against the whole"),
    ConflictKind.DEFINITIONS: Text("口径不同", "Different definitions"),
    ConflictKind.DONE_OR_PLANNED: Text("已成与计划", "Done against planned"),
    ConflictKind.RANK_AND_RANK: Text("位次不一", "Different ranks"),
}
_OF = Text("{region}{name}（{period}）", "{name}, {region} ({period})")
_GOAL_OF = Text("{region}{name}（{period}目标）", "{name}, {region} (goal for {period})")
_OUTSIDE = Text("未入表的陈述", "Statement left out of the tables")
_OUTSIDE_QUOTE = Text("{source}：“{quote}”", "{source}: “{quote}”")


def side_by_side(dataset: Dataset, conflicts: Sequence[Conflict]) -> Exhibit:
    """Return figures on which sources differ: the used one with its quote, and each other beside it."""
    unit = common.unit_of(dataset, (one.key for one in conflicts))
    rows = tuple(
        _row(dataset, unit, conflict, beside)
        for conflict in conflicts
        for beside in range(1, len(conflict.observations))
    )
    every = [one for conflict in conflicts for one in conflict.observations]
    return Exhibit(
        id="conflicts",
        title=str(_CONFLICTS).format(count=Count(len(conflicts))),
        scope=str(_CONFLICTS_SCOPE),
        content=Table(common.heads(_CONFLICT_COLUMNS, unit, 3, 5), rows, frozenset({3, 5})),
        sources=common.sources(dataset, every),
    )


def _row(dataset: Dataset, unit: Unit | None, conflict: Conflict, beside: int) -> tuple[Cell, ...]:
    indicator = dataset.indicator(conflict.key.indicator)
    sides: list[Cell] = []
    for one in (conflict.observations[0], conflict.observations[beside]):
        sides += [common.figure(one.value, indicator, one.qualifier, unit=unit), common.cited(dataset, one.citation)]
    name = Link(common.name(dataset, conflict.key), common.page_of(dataset, conflict.key))
    return (name, str(dataset.region(conflict.key.region).label), wording.period(conflict.period), *sides)


def printed(dataset: Dataset, conflicts: Sequence[PrintedConflict]) -> Exhibit:
    """Return contradictions of printed statements: what is contradicted, and every statement with its quote."""
    joined = [(conflict, statements(dataset, conflict)) for conflict in conflicts]
    every = [one for _, found in joined for one in found if not isinstance(one, LeftOut)]
    has_goals = any(isinstance(one, Target) for one in every)  # which are words rather than numbers
    unit = None if has_goals else common.unit_of(dataset, (one.key for one in every))
    return Exhibit(
        id="contradictions",
        title=str(_PRINTED).format(count=Count(len(conflicts))),
        scope=str(_PRINTED_SCOPE),
        content=Table(
            common.heads(_PRINTED_COLUMNS, unit, 4),
            tuple(row for conflict, found in joined for row in _rows(dataset, unit, conflict, found)),
            frozenset({4}),
        ),
        sources=common.sources(dataset, every),
        words=tuple(conflict.sentence for conflict in conflicts),
    )


def _rows(
    dataset: Dataset, unit: Unit | None, conflict: PrintedConflict, found: Sequence[Statement]
) -> list[tuple[Cell, ...]]:
    """The statements of a contradiction, one a row; what is contradicted stands on the first of them."""
    heads = [(str(_KINDS[conflict.kind]), str(conflict.sentence)), *[("", "")] * (len(found) - 1)]
    return [(conflict.id, *head, *_statement(dataset, unit, one)) for head, one in zip(heads, found, strict=True)]


def _statement(dataset: Dataset, unit: Unit | None, one: Statement) -> tuple[Cell, ...]:
    """What a statement is of, its number, and the words that print it."""
    if isinstance(one, LeftOut):
        source = dataset.source(one.source)
        return str(_OUTSIDE), wording.ABSENT, str(_OUTSIDE_QUOTE).format(source=source.title, quote=one.quote)
    indicator = dataset.indicator(one.key.indicator)
    if isinstance(one, Target):
        words, when, number = _GOAL_OF, wording.due(one), wording.goal(one, indicator)
    else:
        words, when = _OF, wording.period(one.period)
        number = common.figure(one.value, indicator, one.qualifier, unit=unit)
    region, name = str(dataset.region(one.key.region).label), common.name(dataset, one.key)
    title = str(words).format(region=region, name=name, period=when)
    return Link(title, common.page_of(dataset, one.key)), number, common.cited(dataset, one.citation)
