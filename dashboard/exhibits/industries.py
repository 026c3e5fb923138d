"""Exhibits of the industries: tree, nested goals, growth needed, series, districts, everything else told of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from dashboard.charts.decomposition import decomposition
from dashboard.charts.lines import lines
from dashboard.exhibits import common
from dashboard.exhibits.exhibit import Cell, Exhibit, Link, Node, Plot, Table, Tree
from dashboard.exhibits.figures.indicator import region_page
from dashboard.exhibits.lazy import Lazy
from dashboard.query import Query
from indicators.dataset import ALL_INDUSTRIES, Dataset
from indicators.goals.methods import Assessment
from indicators.model import Indicator, Text, Unit
from indicators.table import Observation
from indicators.views import industries as views
from indicators.views import scoreboard
from indicators.views.industries import Branch, Part
from indicators.words import narrative, phrases, wording

_TREE = Text("产业体系：{name}现值与目标", "{name}: latest and goals")
_TREE_SCOPE = Text(
    "单位：{unit}；下级含在上级之内；底部蓝条为占上级目标的份额",
    "Unit: {unit}. Each is part of the one above; the blue bar is its share of the goal above",
)
_PARTS = Text("{name}{due}目标的构成", "What the {due} goal of {name} is made of")
_PARTS_SCOPE = Text(
    "单位：{unit}；同一标尺，下一行为上一行之内的构成，不重复相加；深蓝细条为现值，橙线为目标",
    "Unit: {unit}; nested, never added twice",
)
_PARTS_BARE = Text("单位：{unit}；分项含在总目标之内，不重复相加", "Unit: {unit}; nested, never added twice")
_PARTS_SUM = Text(
    "分项目标合计 {total}，总目标 {whole}", "The goals of the parts sum to {total}; the goal of the whole is {whole}"
)
_TREE_GOALS = Text("目标", "Goals")
_GROWTH = Text("重点产业实现目标所需年均增速", "Growth a year that key industries need to meet their goals")
_GROWTH_SCOPE = Text(
    "年均增速按复合增长计算；现值与目标单位：{unit}", "Compound growth a year. Latest figure and goal in {unit}"
)
_GROWTH_COLUMNS = Text(
    "产业|区域|期限|需达到|现值|差距|已实现年均增速（%）|尚需年均增速（%）|判定",
    "Industry|Region|Due|To reach|Value|Remaining|Growth so far (%)|Growth needed (%)|Verdict",
)
_SERIES = Text("{name}：历年", "{name} over the years")
_UNIT = Text("单位：{unit}；空心为预计数或只有上限", "Unit: {unit}. Hollow: an estimate, or a bound only")
_UNIT_BARE = Text("单位：{unit}", "Unit: {unit}")
_DISTRICTS = Text("各{parts}的产业：{name}", "{name} by {part}")
_DISTRICT_SCOPE = Text(
    "单位：{unit}；各区口径和年份不一，不相加",
    "Unit: {unit}. Definitions and years differ between {parts}: do not add them up",
)
_DISTRICT_COLUMNS = Text("产业|区域|数值|时期|可信度|来源", "Industry|Region|Value|Period|Confidence|Source")
_OTHER = Text("产业的其他数据（{count} 项）", "Other figures of industries ({count})")
_OTHER_SCOPE = Text(
    "产量、产能、份额、增速、位次和企业数等",
    "Output, capacity, shares, growth, ranks and firms",
)
_OTHER_COLUMNS = Text(
    "产业|指标|区域|数值|时期|可信度|来源", "Industry|Indicator|Region|Value|Period|Confidence|Source"
)
_GOAL = Text("{due}目标 {amount}", "Goal {amount} by {due}")
_SHARE = Text("占上级目标 {share}", "{share} of the goal above")
_NO_FIGURE = Text("暂无数据", "No figure")
_SENTENCES = 12
_LOOKS = Text("所需增速|其他数据", "Growth needed|Other figures")


def exhibits(dataset: Dataset, query: Query) -> list[Exhibit]:
    """Return the exhibits of the industries, or of one branch of them."""
    size = views.size_of_industries(dataset)
    if size is None:
        return []
    root = query.industry or ALL_INDUSTRIES
    within = views.below(dataset, root)
    own = (views.branch(dataset, size, root, query.on, query.plan),) if root != ALL_INDUSTRIES else ()
    branches = own or views.branches(dataset, size, query.on, query.plan)
    flat = _flat(branches)
    result = [_tree(dataset, size, branches)]
    roots = views.roots(dataset, query.plan, query.on)
    result += [_parts(dataset, query, one.id) for one in roots if one.key.industry in within]
    goals = [goal for one in flat for goal in one.goals]
    others = views.other_figures(dataset, size, query.on, within)
    growth = [_growth(dataset, size, goals)] if goals else []
    result += common.in_looks(
        *zip(str(_LOOKS).split("|"), (growth, [_others(dataset, others)] if others else []), strict=True)
    )
    result += _series(dataset, query, size, flat)
    districts = [one for one in views.elsewhere(dataset, size, query.on) if one.key.industry in within]
    if districts:
        result.append(_by_district(dataset, size, districts))
    return result


def _flat(branches: tuple[Branch, ...]) -> list[Branch]:
    return [one for branch in branches for one in (branch, *_flat(branch.branches))]


def _tree(dataset: Dataset, size: Indicator, branches: tuple[Branch, ...]) -> Exhibit:
    flat = _flat(branches)
    figures = [one.latest for one in flat if one.latest]
    goals = [goal for one in flat for goal in one.goals]
    rows = tuple(
        (
            str(one.industry.name),
            _latest(one, size, size.unit),
            wording.apart(dict.fromkeys(_goal_words(goal) for goal in one.goals)),
        )
        for one in flat
    )
    return Exhibit(
        id="tree",
        title=str(_TREE).format(name=str(size.name)),
        scope=str(_TREE_SCOPE).format(unit=wording.unit(size.unit)),
        content=Tree(tuple(_node(dataset, size, one, None) for one in branches)),
        table=Table(
            (
                str(_DISTRICT_COLUMNS).split("|")[0],
                f"{size.name}{wording.aside(wording.unit(size.unit))}",
                str(_TREE_GOALS),
            ),
            rows,
        ),
        sources=common.sources(
            dataset, [*figures, *(one.target for one in goals)], lambda: scoreboard.evidence(dataset, goals)
        ),
        width=6,
        words=tuple(narrative.industry(dataset, one, size) for one in flat[:_SENTENCES]),
    )


def _node(dataset: Dataset, size: Indicator, one: Branch, parent: Assessment | None) -> Node:
    goal = _within(one, parent) or one.goal
    share = None
    if goal and parent and goal.target.part_of == parent.target.id and goal.standing.bar and parent.standing.bar:
        share = goal.standing.bar.number / parent.standing.bar.number
    figures = [_latest(one, size), *dict.fromkeys(_goal_words(each) for each in one.goals)]
    if share is not None:
        figures.append(str(_SHARE).format(share=wording.share(share)))
    return Node(
        title=Link(str(one.industry.name), common.page_of(dataset, dataset.key(size.id, None, one.industry.id))),
        figures=tuple(figures),
        share=float(share) if share is not None else None,
        light=common.light(dataset, one.goal) if one.goal else None,
        children=tuple(_node(dataset, size, each, _whole(one, each)) for each in one.branches),
    )


def _whole(one: Branch, below: Branch) -> Assessment | None:
    """The goal of a branch that a goal of the branch below it is a part of; else its own last."""
    parts = {goal.target.part_of for goal in below.goals}
    return next((goal for goal in one.goals if goal.target.id in parts), one.goal)


def _within(one: Branch, parent: Assessment | None) -> Assessment | None:
    return next((goal for goal in one.goals if parent and goal.target.part_of == parent.target.id), None)


def _latest(one: Branch, size: Indicator, unit: Unit | None = None) -> str:
    if one.latest is None or one.latest.value is None:
        return str(_NO_FIGURE)
    figure = common.figure(one.latest.value, size, one.latest.qualifier, unit=unit)
    return f"{wording.period(one.latest.period)} {figure}"


def _goal_words(one: Assessment) -> str:
    return str(_GOAL).format(due=wording.due(one.target), amount=wording.to_reach(one))


def _parts(dataset: Dataset, query: Query, root: str) -> Exhibit:
    parts = views.decomposition(dataset, dataset.target(root), query.on)
    first = [part for part in parts if part.depth == 1]
    whole = parts[0].assessment
    indicator = whole.standing.indicator
    total = sum((part.amount for part in first), Decimal(0))
    return Exhibit(
        id=f"parts-{root}",
        title=str(_PARTS).format(
            name=str(phrases.within(dataset, dataset.industry(whole.target.key.industry).name)),
            due=wording.due(whole.target),
        ),
        scope=str(_PARTS_SCOPE).format(unit=wording.unit(indicator.unit)),
        bare_scope=str(_PARTS_BARE).format(unit=wording.unit(indicator.unit)),
        content=Plot(decomposition(dataset, parts), height=60 + 80 * (1 + max(part.depth for part in parts))),
        table=common.goal_table(dataset, [part.assessment for part in parts], {indicator.id}),
        sources=common.sources(
            dataset,
            [part.assessment.target for part in parts],
            lambda: scoreboard.evidence(dataset, [part.assessment for part in parts]),
        ),
        note=str(_PARTS_SUM).format(
            total=wording.number(total, indicator), whole=wording.number(parts[0].amount, indicator)
        ),
        alt=wording.clauses(_amounts(dataset, parts, indicator)),
        width=6,
        words=(
            *narrative.goals(dataset, [part.assessment for part in parts], _SENTENCES - 1),
            *narrative.rounding([part.amount for part in first], parts[0].amount, indicator),
        ),
    )


def _amounts(dataset: Dataset, parts: Sequence[Part], indicator: Indicator) -> Iterator[str]:
    """Each goal of a decomposition with what it is to reach, the whole first."""
    for part in parts:
        industry = dataset.industry(part.assessment.target.key.industry)
        yield f"{industry.name} {wording.amount(part.amount, indicator)}"


def _growth(dataset: Dataset, size: Indicator, goals: list[Assessment]) -> Exhibit:
    return Exhibit(
        id="growth",
        title=str(_GROWTH),
        scope=str(_GROWTH_SCOPE).format(unit=wording.unit(size.unit)),
        content=Table(
            common.heads(_GROWTH_COLUMNS, size.unit, 3, 4),
            tuple(_growth_row(dataset, size.unit, one) for one in goals),
            frozenset({3, 4, 5, 6, 7}),
        ),
        sources=common.sources(dataset, scoreboard.evidence(dataset, goals)),
        words=narrative.goals(dataset, goals),
    )


def _growth_row(dataset: Dataset, unit: Unit, one: Assessment) -> tuple[Cell, ...]:
    standing = one.standing
    return (
        Link(str(dataset.industry(one.target.key.industry).name), common.page_of(dataset, one.target.key)),
        str(dataset.region(one.target.key.region).label),
        wording.due(one.target),
        common.to_reach(one, unit),
        common.dated(one, unit),
        wording.remaining(one),
        common.percent(views.growth_so_far(one)),
        common.percent(standing.needed_growth),
        common.light(dataset, one),
    )


def _series(dataset: Dataset, query: Query, size: Indicator, flat: list[Branch]) -> list[Exhibit]:
    found = []
    for one in flat:
        key = dataset.key(size.id, None, one.industry.id)
        figures = [each for each in dataset.table.series(key) if each.period <= query.on]
        if len(figures) > 1:
            found.append((str(one.industry.name), figures))
    if not found:
        return []
    every = [one for _, figures in found for one in figures]
    return [
        Exhibit(
            id="series",
            title=str(_SERIES).format(name=str(size.name)),
            scope=str(_UNIT).format(unit=wording.unit(size.unit)),
            bare_scope=str(_UNIT_BARE).format(unit=wording.unit(size.unit)),
            content=Plot(lines(size, found), height=360),
            table=_figure_table(dataset, every, _DISTRICT_COLUMNS),
            sources=common.sources(dataset, every),
            width=5,
            alt=str(phrases.paragraph(narrative.series(dataset, figures, query.on) for _, figures in found)),
        )
    ]


def _by_district(dataset: Dataset, size: Indicator, figures: list[Observation]) -> Exhibit:
    return Exhibit(
        id="districts",
        title=str(dataset.city.says(_DISTRICTS)).format(name=str(size.name)),
        scope=str(dataset.city.says(_DISTRICT_SCOPE)).format(unit=wording.unit(size.unit)),
        content=_figure_table(dataset, figures, _DISTRICT_COLUMNS),
        sources=common.sources(dataset, figures),
        width=7,
    )


def _figure_table(
    dataset: Dataset, figures: Sequence[Observation], columns: Text, *, with_indicator: bool = False
) -> Table:
    unit, place = common.unit_of(dataset, (one.key for one in figures)), 3 if with_indicator else 2
    rows = Lazy(lambda one: _figure_row(dataset, unit, one, with_indicator=with_indicator), figures)
    return Table(common.heads(columns, unit, place), rows, frozenset({place}))


def _others(dataset: Dataset, figures: tuple[Observation, ...]) -> Exhibit:
    return Exhibit(
        id="others",
        title=str(_OTHER).format(count=len(figures)),
        scope=str(_OTHER_SCOPE),
        content=_figure_table(dataset, figures, _OTHER_COLUMNS, with_indicator=True),
        sources=common.sources(dataset, figures),
    )


def _figure_row(dataset: Dataset, unit: Unit | None, one: Observation, *, with_indicator: bool) -> tuple[Cell, ...]:
    indicator = dataset.indicator(one.key.indicator)
    named: tuple[Cell, ...] = (Link(str(indicator.name), common.page_of(dataset, one.key)),) if with_indicator else ()
    return (
        str(dataset.industry(one.key.industry).name),
        *named,
        Link(str(dataset.region(one.key.region).label), region_page(dataset, one.key.region)),
        common.figure(one.value, indicator, one.qualifier, unit=unit),
        wording.period(one.period),
        wording.opening(wording.CONFIDENCE[one.citation.confidence]),
        common.quoted(dataset, one.citation),
    )
