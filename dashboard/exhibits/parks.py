"""Exhibits of the parks and platforms: ranks with their goals, parks side by side, platforms, conflicts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dashboard.charts.lines import lines
from dashboard.exhibits import common
from dashboard.exhibits.exhibit import Bullets, Cell, Exhibit, Hint, Link, Matrix, MatrixCell, Plot, Table
from dashboard.exhibits.figures.conflicts import side_by_side
from dashboard.exhibits.goals import HAVING_A_WAY, bullet
from dashboard.query import Query
from indicators.dataset import Dataset
from indicators.goals.methods import Assessment
from indicators.language import Count
from indicators.model import Region, RegionKind, Text, Unit
from indicators.views import parks as views
from indicators.views import scoreboard
from indicators.views.catalogue import conflicts_of
from indicators.views.parks import Line, Standing
from indicators.words import narrative, phrases, wording

_RANKS = Text("{name}（越靠上越好）", "{name}, the higher the better")
_RANKS_SCOPE = Text(
    "单位：位；年份为评价年度；空心为只公布“前多少位”的上限，不是确切位次", "Hollow: only a bound is published"
)
_RANKS_BARE = Text("单位：位；年份为评价年度", "Years are those of the assessment")
_GOALS = Text("园区目标（{count} 项）", "Goals of the parks ({count})")
_GOALS_SCOPE = Text(
    "条长为完成进度；位次类目标越低越好，数字为需达到的位次", "Share of the way; ranks: lower is better"
)
_GOALS_BARE = Text("位次类目标越低越好，完成进度按此计算", "Share of the way; ranks: lower is better")
_SHARED = Text("园区之间的可比数据", "Figures that compare parks")
_SHARED_SCOPE = Text(
    "单位见表头；格内为最近一年的数与年份，年份不一，不宜直接比较高低", "Units in the head; years differ"
)
_CORNER = Text("园区", "Park")
_EACH = Text("{name}（{count} 项数据）", "{name} ({count} {count:figure|figures})")
_EACH_SCOPE = Text("点指标看出处", "The name leads to the citation")
_EACH_COLUMNS = Text("指标|数值|时期|可信度|来源", "Indicator|Value|Period|Confidence|Source")
_GOAL = Text("{due}{goal}", "{due}: {goal}")
_PLATFORMS = Text("{whole}创新平台与载体（{count} 项）", "Innovation platforms and carriers of {whole} ({count})")
_PLATFORMS_SCOPE = Text(
    "存量与当年新增是两类指标，不相加",
    "Stocks and additions of a year are two things: do not add them up",
)
_PLATFORM_COLUMNS = Text(
    "指标|数值|时期|目标|需达到|差距|判定|来源", "Indicator|Value|Period|Goal|To reach|Remaining|Verdict|Source"
)
_DIFFERING = Text("来源不一", "Sources that differ")
_NO_FIGURE = Text("来源未载", "Not in the sources")


def exhibits(dataset: Dataset, query: Query) -> list[Exhibit]:
    """Return the exhibits of all parks, or of one. Nothing for a region that is no park."""
    parks = [one for one in dataset.parks if query.region in {None, one.id}]
    if not parks:
        return []
    result = [_ranks(dataset, query, one) for one in views.standings(dataset, parks, query.on)]
    goals = [one for one in views.goals(dataset, parks, query.on) if one.verdict in HAVING_A_WAY]
    if goals:
        result.append(_goals(dataset, goals))
    if len(result) % 2:  # nothing stands beside the last of them
        result[-1] = replace(result[-1], width=12)
    shared = views.shared_indicators(dataset, dataset.parks, query.on)
    if shared and len(parks) > 1:
        result.append(_side_by_side(dataset, query, parks, shared))
    platforms = views.platforms(dataset, query.on) if query.region is None else ()
    if platforms:
        result.append(_platforms(dataset, platforms))
    known = [one for one in parks if one.kind is RegionKind.PARK and _has_figures(dataset, one)]
    each = [(str(one.park_label), [_each(dataset, query, one)]) for one in known]
    names = {one.id for one in parks}
    unclear = [one for one in conflicts_of(dataset) if one.key.region in names]
    differing = [side_by_side(dataset, unclear)] if unclear else []
    return result + common.in_looks(*each, (str(_DIFFERING), differing))


def parks_only(dataset: Dataset) -> Sequence[tuple[str, str]]:
    """Return the parks as options of a filter."""
    return [(one.id, str(one.park_label)) for one in dataset.parks]


def _has_figures(dataset: Dataset, park: Region) -> bool:
    return park.id in dataset.table.columns.words("region")


def _ranks(dataset: Dataset, query: Query, standing: Standing) -> Exhibit:
    every = [one for _, figures in standing.series for one in figures]
    rows = tuple(
        (
            str(dataset.region(one.key.region).park_label),
            wording.period(one.period),
            wording.amount(one.value, standing.indicator, one.qualifier) if one.value is not None else wording.ABSENT,
            wording.opening(wording.CONFIDENCE[one.citation.confidence]),
            common.quoted(dataset, one.citation),
        )
        for one in every
    )
    sentences = tuple(narrative.series(dataset, figures, query.on) for _, figures in standing.series)
    return Exhibit(
        id=f"ranks-{standing.indicator.id}",
        title=str(_RANKS).format(name=str(standing.indicator.name)),
        scope=str(_RANKS_SCOPE),
        bare_scope=str(_RANKS_BARE),
        content=Plot(
            lines(standing.indicator, [(str(park.park_label), figures) for park, figures in standing.series]), 340
        ),
        table=Table((str(_CORNER), *str(_EACH_COLUMNS).split("|")[1:]), rows),
        sources=common.sources(dataset, every),
        alt=str(phrases.paragraph(sentences)),
        width=6,
        words=sentences,
    )


def _goals(dataset: Dataset, goals: list[Assessment]) -> Exhibit:
    return Exhibit(
        id="goals",
        title=str(_GOALS).format(count=len(goals)),
        scope=str(_GOALS_SCOPE),
        bare_scope=str(_GOALS_BARE),
        content=Bullets(tuple(bullet(dataset, one) for one in goals)),
        table=common.goal_table(dataset, goals, {one.target.key.indicator for one in goals}),
        sources=common.sources(dataset, scoreboard.evidence(dataset, goals)),
        words=narrative.goals(dataset, goals),
        width=6,
    )


def _side_by_side(dataset: Dataset, query: Query, parks: list[Region], shared: tuple[str, ...]) -> Exhibit:
    found = {
        park.id: {one.indicator.id: one for one in views.figures(dataset, park, query.on, shared)} for park in parks
    }
    known = [park for park in parks if found[park.id]]
    heads = [dataset.indicator(name) for name in shared]
    rows = tuple(
        (
            Link(str(park.park_label), f"/regions/{park.id}"),
            tuple(_cell(dataset, found[park.id].get(name)) for name in shared),
        )
        for park in known
    )
    figures = [one.latest for park in known for one in found[park.id].values() if one.latest]
    names = tuple(f"{one.label}{wording.aside(wording.unit(one.unit))}" for one in heads)
    plain: tuple[tuple[Cell, ...], ...] = tuple(
        (row[0], *(f"{cell.value} {cell.rank}".strip() for cell in row[1])) for row in rows
    )
    return Exhibit(
        id="side-by-side",
        title=str(_SHARED),
        scope=str(_SHARED_SCOPE),
        content=Matrix(str(_CORNER), names, rows),
        table=Table((str(_CORNER), *names), plain, frozenset(range(1, len(names) + 1))),
        sources=common.sources(dataset, figures),
    )


def _cell(dataset: Dataset, line: Line | None) -> MatrixCell:
    latest = line.latest if line else None
    if line is None or latest is None or latest.value is None:
        return MatrixCell(wording.ABSENT, reason=str(_NO_FIGURE))
    settled = line.goal and line.goal.verdict.is_settled
    return MatrixCell(
        value=wording.short(latest.value, line.indicator, latest.qualifier),
        rank=wording.period(latest.period),
        light=common.light(dataset, line.goal) if line.goal and settled else None,
        href=common.page_of(dataset, line.key),
    )


def _platforms(dataset: Dataset, platforms: tuple[Line, ...]) -> Exhibit:
    latest, unit = (
        [one.latest for one in platforms if one.latest],
        common.unit_of(dataset, (one.key for one in platforms)),
    )
    return Exhibit(
        id="platforms",
        title=str(dataset.city.says(_PLATFORMS)).format(count=len(platforms)),
        scope=str(_PLATFORMS_SCOPE),
        content=Table(
            common.heads(_PLATFORM_COLUMNS, unit, 1, 4),
            tuple(_platform_row(dataset, unit, one) for one in platforms),
            frozenset({1, 4, 5}),
        ),
        sources=common.sources(
            dataset,
            [*latest, *(one.goal.target for one in platforms if one.goal)],
            lambda: scoreboard.evidence(dataset, [one.goal for one in platforms if one.goal]),
        ),
        words=narrative.goals(dataset, [one.goal for one in platforms if one.goal]),
    )


def _platform_row(dataset: Dataset, unit: Unit | None, line: Line) -> tuple[Cell, ...]:
    value, when = _value(line, unit)
    goal = line.goal
    goal_cells: tuple[Cell, ...] = ("", "", "", "")
    if goal:
        words = str(_GOAL).format(due=wording.due(goal.target), goal=wording.goal(goal.target, line.indicator))
        goal_cells = (words, common.to_reach(goal, unit), wording.remaining(goal), common.light(dataset, goal))
    citation = line.latest.citation if line.latest else goal.target.citation if goal else None
    source: Cell = common.quoted(dataset, citation) if citation else ""
    return (Link(str(line.indicator.name), common.page_of(dataset, line.key)), value, when, *goal_cells, source)


def _value(line: Line, unit: Unit | None) -> tuple[Cell, str]:
    latest = line.latest
    if latest is None or latest.value is None:
        return Hint(wording.ABSENT, str(_NO_FIGURE)), ""
    return common.figure(latest.value, line.indicator, latest.qualifier, unit=unit), wording.period(latest.period)


def _each(dataset: Dataset, query: Query, park: Region) -> Exhibit:
    found = views.figures(dataset, park, query.on)
    unit = common.unit_of(dataset, (line.key for line in found))
    rows = tuple(
        (
            Link(str(line.indicator.name), common.page_of(dataset, line.key)),
            *_value(line, unit),
            wording.opening(wording.CONFIDENCE[line.latest.citation.confidence]) if line.latest else wording.ABSENT,
            common.quoted(dataset, line.latest.citation) if line.latest else "",
        )
        for line in found
    )
    return Exhibit(
        id=f"park-{park.id}",
        title=str(_EACH).format(name=str(park.park_label), count=Count(len(found))),
        scope=str(_EACH_SCOPE),
        content=Table(common.heads(_EACH_COLUMNS, unit, 1), rows, frozenset({1})),
        sources=common.sources(dataset, [line.latest for line in found if line.latest]),
        links=(Link(str(park.label), f"/regions/{park.id}"),),
    )
