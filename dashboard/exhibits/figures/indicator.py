"""Exhibits of one indicator: its series with goals, what it means, by region, by industry, and every citation."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from dashboard.charts.trend import trend
from dashboard.exhibits import common
from dashboard.exhibits.exhibit import Bar, Bars, Cell, Exhibit, Facts, Hint, Link, Plot, Prose, Table
from dashboard.exhibits.figures.conflicts import printed, side_by_side
from dashboard.exhibits.figures.corrections import corrections
from dashboard.exhibits.lazy import Lazy
from dashboard.query import Query
from indicators.dataset import ALL_INDUSTRIES, Dataset
from indicators.goals.readings import reading
from indicators.model import Direction, Indicator, Key, Kind, RegionKind, Text, Unit
from indicators.table import Observation
from indicators.views import catalogue as views
from indicators.views import conflicts as conflict_views
from indicators.views import regions as region_views
from indicators.views import scoreboard
from indicators.words import narrative, wording

_SERIES = Text("{place}{name}：{period} {value}", "{name} of {place}: {value} in {period}")
_SERIES_SCOPE = Text(
    "单位：{unit}；实心为已核实数，空心为预计数；橙色菱形为目标，虚线为从基期到目标的路径，灰点线为按现速推算",
    "Unit: {unit}. Filled: counted, hollow: estimated; diamonds: goals, dashed: the path, dotted: the present pace",
)
_OF_PLACE = Text("{place}{name}", "{name} of {place}")
_TURNED = Text("；纵轴倒置：越低越好", "; the axis is turned over: lower is better")
_NO_SERIES = Text("{place}没有年度数据", "No yearly figures of {place}")
_NO_SERIES_WORDS = Text(
    "所选区域和产业没有这项指标的年度数据；有数据的有：{places}。",
    "There are no yearly figures of this indicator for the region and industry chosen. There are some for: {places}.",
)
_GOALS = Text("目标与判定（{count} 项）", "Goals and verdicts ({count})")
_GOALS_SCOPE = Text("各规划、各区域的全部目标；单位：{unit}", "All goals of every plan and region; unit: {unit}")
_MEANING = Text("指标说明", "About the indicator")
_TERMS = Text(
    "口径|单位|类型|优劣方向|责任单位|主题|别名|备注", "Definition|Unit|Kind|Direction|Owner|Theme|Aliases|Note"
)
_KINDS = {
    Kind.STOCK: Text("时点数", "Stock"),
    Kind.FLOW: Text("时期数", "Flow"),
    Kind.RATIO: Text("比重（变化按百分点）", "Ratio (changes in percentage points)"),
    Kind.RANK: Text("位次", "Rank"),
    Kind.GROWTH: Text("增速", "Growth"),
    Kind.INDEX: Text("指数", "Index"),
}
_DIRECTIONS = {
    Direction.HIGHER: Text("越高越好", "Higher is better"),
    Direction.LOWER: Text("越低越好", "Lower is better"),
}
_BY_REGION = Text("{period}各{group}比较", "{group} in {period}")
_DISTRICTS, _PEERS, _PARKS = Text("{parts}", "{parts}"), Text("城市", "cities"), Text("园区", "parks")
_BY_REGION_SCOPE = Text("单位：{unit}；缺：{missing}", "Unit: {unit}. No figure of: {missing}")
_MEASURE = Text("{name}（{unit}）", "{name} ({unit})")
_UNIT = Text("单位：{unit}", "Unit: {unit}")
_LOOKS = Text("全部数据与出处|来源不一的数据", "All figures and citations|Figures that differ")
_BY_INDUSTRY = Text("{place}分产业最近值", "{place} by industry, latest figures")
_BY_INDUSTRY_SCOPE = Text(
    "单位：{unit}；年份不同者已注明，不宜直接相加（产业有包含关系）",
    "Unit: {unit}. Where years differ it is noted; industries contain one another, so the figures do not add up",
)
_CITATIONS = Text("全部数据与出处（{count} 条）", "All figures with their citations ({count})")
_CITATIONS_SCOPE = Text(
    "单位：{unit}；同一时期有多个来源时，标“采用”的进入图表与评估",
    "Unit: {unit}. Where a period has several sources, the figure marked “used” stands in charts and verdicts",
)
_CITATION_COLUMNS = Text(
    "时期|区域|产业|数值|采用|性质|可信度|原文|来源|备注",
    "Period|Region|Industry|Value|Used|Status|Confidence|Quote|Source|Note",
)
_CHARTED, _ALTERNATE = Text("采用", "Used"), Text("备列", "Not used")


def exhibits(dataset: Dataset, query: Query, name: str) -> list[Exhibit]:
    """Return the exhibits of one indicator for a region and industry. Raises UnknownName for an unknown id."""
    indicator = dataset.indicator(name)
    key = _key(dataset, query, name)
    figures = views.by_period(views.figures_of(dataset, name))
    goals = views.goals_of(dataset, name, query.on, query.method)
    result = [_series(dataset, query, indicator, key), _meaning(dataset, indicator)]
    if goals:
        result.append(
            Exhibit(
                id="goals",
                title=str(_GOALS).format(count=len(goals)),
                scope=str(_GOALS_SCOPE).format(unit=wording.unit(indicator.unit)),
                content=common.goal_table(dataset, goals, {name}, named=False),
                sources=common.sources(dataset, scoreboard.evidence(dataset, goals)),
                words=narrative.goals(dataset, goals),
            )
        )
    result += _comparisons(dataset, query, indicator, key.industry)
    result += _industries(dataset, query, indicator, key.region)
    corrected = corrections(dataset, name)
    result += [corrected] if corrected else []
    conflicts = views.conflicts_of(dataset, name)
    differing = [side_by_side(dataset, conflicts)] if conflicts else []
    contradictions = conflict_views.printed(dataset, indicator=name)
    if contradictions:
        differing.append(printed(dataset, contradictions))
    every = [_citations(dataset, indicator, figures)] if figures else []
    return result + common.in_looks(*zip(str(_LOOKS).split("|"), (every, differing), strict=True))


def title(dataset: Dataset, name: str) -> str:
    """Return the indicator's name, or the id where there is no such indicator."""
    return str(dataset.indicators[name].name) if name in dataset.indicators else name


def _key(dataset: Dataset, query: Query, name: str) -> Key:
    usual = views.usual_key(dataset, name) or dataset.key(name)
    if query.region is None and query.industry is None:
        return usual
    return Key(name, query.region or usual.region, query.industry or ALL_INDUSTRIES)


def _series(dataset: Dataset, query: Query, indicator: Indicator, key: Key) -> Exhibit:
    series = [one for one in views.yearly(dataset, key) if one.period <= query.on]
    place = common.place(dataset, key)
    if not series:
        places = {common.place(dataset, other): None for other in views.keys_of(dataset, indicator.id)}
        words = str(_NO_SERIES_WORDS).format(places=wording.listed(places) or wording.ABSENT)
        return Exhibit("series", str(_NO_SERIES).format(place=place), "", Prose((words,)), width=8)
    goals = views.goals_of(dataset, indicator.id, query.on, query.method, key)
    last = series[-1]
    latest = {"period": wording.period(last.period), "value": wording.reading(reading(last), indicator)}
    return Exhibit(
        id="series",
        title=str(_SERIES).format(place=place, name=str(indicator.label), **latest),
        scope=str(_SERIES_SCOPE).format(unit=wording.unit(indicator.unit)) + _turned(indicator),
        bare_scope=str(_UNIT).format(unit=wording.unit(indicator.unit)),
        content=Plot(trend(indicator, series, goals), height=400),
        table=_citation_table(dataset, indicator, tuple(reversed(series))),
        sources=common.sources(dataset, series, lambda: scoreboard.evidence(dataset, goals)),
        alt=_in_words(str(_OF_PLACE).format(place=place, name=indicator.name), indicator, series),
        width=8,
        words=(narrative.series(dataset, series, query.on), *narrative.goals(dataset, goals, 11)),
    )


def _turned(indicator: Indicator) -> str:
    """That the axis of a chart is turned over, where less is better."""
    return str(_TURNED) if indicator.direction is Direction.LOWER else ""


def _in_words(name: str, indicator: Indicator, series: Sequence[Observation]) -> str:
    readings = (f"{wording.period(one.period)} {wording.reading(reading(one), indicator)}" for one in series)
    return f"{name}{wording.COLON}" + wording.clauses(readings)


def _meaning(dataset: Dataset, indicator: Indicator) -> Exhibit:
    values: tuple[Cell, ...] = (
        str(indicator.definition),
        wording.unit(indicator.unit),
        str(_KINDS[indicator.kind]),
        str(_DIRECTIONS[indicator.direction]),
        str(indicator.owner),
        Link(str(dataset.city.themes[indicator.theme]), f"/indicators?theme={indicator.theme}"),
        wording.apart(indicator.aliases),
        indicator.note,
    )
    terms = str(_TERMS).split("|")
    return Exhibit(
        id="meaning",
        title=str(_MEANING),
        scope=indicator.name.en,
        content=Facts(tuple((term, cell) for term, cell in zip(terms, values, strict=True) if cell)),
        width=4,
    )


def _comparisons(dataset: Dataset, query: Query, indicator: Indicator, industry: str) -> list[Exhibit]:
    inside = [one for one in dataset.regions.values() if one.kind is RegionKind.PARK]
    groups = ((_DISTRICTS, dataset.districts), (_PEERS, dataset.peers), (_PARKS, tuple(inside)))
    result = []
    for group, regions in groups:
        found = region_views.comparison(dataset, indicator.id, regions, query.on, industry)
        if found is not None and len(found.places) > 1:
            result.append(comparison(dataset, str(dataset.city.says(group)), found))
    return result


def comparison(dataset: Dataset, group: str, found: region_views.Comparison, width: int = 6) -> Exhibit:
    """Return regions side by side as bars, the best first, with rank and change of rank."""
    indicator = found.indicator
    most = max(abs(place.value) for place in found.places) or 1
    bars = [
        Bar(
            title=Link(str(place.region.label), region_page(dataset, place.region.id)),
            length=float(abs(place.value) / most),
            label=wording.amount(place.value, indicator, place.observation.qualifier),
            note=_ranked(dataset, place),
            strong=place.region.id == dataset.city.region,
            value=place.value,
        )
        for place in found.places
    ]
    missing = wording.listed(str(one.label) for one in found.missing)
    scope = _BY_REGION_SCOPE if missing else _UNIT
    return Exhibit(
        id=f"compare-{indicator.id}-{found.places[0].region.kind}",
        title=f"{indicator.label}{wording.COLON}"
        + str(_BY_REGION).format(period=wording.period(found.period), group=group),
        scope=str(scope).format(unit=wording.unit(indicator.unit), missing=missing),
        content=Bars(tuple(bars), measure=measured(indicator)),
        table=_citation_table(dataset, indicator, [place.observation for place in found.places]),
        sources=common.sources(
            dataset,
            [place.observation for place in found.places],
            lambda: region_views.behind_ranks(dataset, found.places),
        ),
        width=width,
        words=(narrative.ranking(dataset, found),),
    )


def measured(indicator: Indicator) -> str:
    """Return the name of an indicator with its unit: 地区生产总值（亿元）."""
    return str(_MEASURE).format(name=str(indicator.label), unit=wording.unit(indicator.unit))


def region_page(dataset: Dataset, region: str) -> str:
    """Return the address of a region's page; the city's is the overview."""
    return "/" if region == dataset.city.region else f"/regions/{region}"


def _ranked(dataset: Dataset, place: region_views.Place) -> str:
    """The rank with its change; where it did not change for years, that it did not."""
    years = region_views.years_at_rank(dataset, place)
    steady = wording.steady(place.rank, years) if place.rank and years >= region_views.YEARS_OF_NOTE else ""
    return steady or wording.ranked(place.rank, place.of, place.moved)


def _industries(dataset: Dataset, query: Query, indicator: Indicator, region: str) -> list[Exhibit]:
    found = views.by_industry(dataset, indicator.id, region, query.on)
    if len(found) < 2:  # noqa: PLR2004 - one bar compares nothing
        return []
    most = max(one.value or 0 for one in found) or 1
    bars = [
        Bar(
            title=Link(str(dataset.industry(one.key.industry).name), common.page_of(dataset, one.key)),
            length=float((one.value or 0) / most),
            label=wording.amount(one.value, indicator, one.qualifier),
            note=wording.period(one.period),
            value=one.value,
        )
        for one in found
        if one.value is not None
    ]
    return [
        Exhibit(
            id="by-industry",
            title=str(_BY_INDUSTRY).format(place=str(dataset.region(region).label)),
            scope=str(_BY_INDUSTRY_SCOPE).format(unit=wording.unit(indicator.unit)),
            content=Bars(tuple(bars), measure=measured(indicator)),
            table=_citation_table(dataset, indicator, found),
            sources=common.sources(dataset, found),
            width=6,
        )
    ]


def _citations(dataset: Dataset, indicator: Indicator, figures: Sequence[Observation]) -> Exhibit:
    """Every figure with its verbatim quote, source and note."""
    return Exhibit(
        id="citations",
        title=str(_CITATIONS).format(count=len(figures)),
        scope=str(_CITATIONS_SCOPE).format(unit=wording.unit(indicator.unit)),
        content=_citation_table(dataset, indicator, figures),
        sources=common.sources(dataset, figures),
    )


def _citation_table(dataset: Dataset, indicator: Indicator, figures: Sequence[Observation]) -> Table:
    unit = common.unit_of(dataset, (one.key for one in figures))
    rows = Lazy(partial(_citation_row, dataset, indicator, unit), figures)
    return Table(common.heads(_CITATION_COLUMNS, unit, 3), rows, frozenset({3}))


def _citation_row(dataset: Dataset, indicator: Indicator, unit: Unit | None, one: Observation) -> tuple[Cell, ...]:
    source = dataset.source(one.citation.source)
    where = common.source_of(dataset, one.citation)
    return (
        wording.period(one.period),
        str(dataset.region(one.key.region).label),
        "" if one.key.industry == ALL_INDUSTRIES else str(dataset.industry(one.key.industry).name),
        common.figure(one.value, indicator, one.qualifier, unit=unit),
        str(_CHARTED if one.charted else _ALTERNATE),
        wording.opening(wording.STATUS[one.status]),
        wording.opening(wording.CONFIDENCE[one.citation.confidence]),
        one.citation.quote,
        Link(source.title, source.url) if source.url else Hint(source.title, where),
        one.note,
    )
