"""One district on one page: its figures and ranks, goals, best and worst, the gap to the next rank, its series."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from functools import partial

from dashboard.charts.multiples import multiples
from dashboard.exhibits import common
from dashboard.exhibits.exhibit import Bar, Bars, Bullets, Card, Cards, Cell, Exhibit, Facts, Link, Plot, Table
from dashboard.exhibits.goals import HAVING_A_WAY, bullet, unlit
from dashboard.exhibits.lazy import Late, Lazy
from dashboard.query import Query
from indicators.dataset import Dataset
from indicators.goals.methods import Assessment
from indicators.goals.readings import unbroken
from indicators.model import Qualifier, Region, Text, Unit
from indicators.views import regions as views
from indicators.views import scoreboard
from indicators.views.regions import Place
from indicators.words import changes, narrative, phrases, wording

_FIGURES = Text("{name}主要数据（{count} 项）", "Main figures of {name} ({count})")
_FIGURES_SCOPE = Text("各指标最近一年的数；位次在同一年有数的同级区域中比较，少于 3 个不排位", "Latest figures")
_COLUMNS = Text(
    "指标|最近值|时期|较上年|位次|距上一位|可信度", "Indicator|Latest|Period|Change|Rank|To the next rank|Confidence"
)
_GOALS = Text("{name}的目标（{count} 项）", "Goals of {name} ({count})")
_GOALS_SCOPE = Text(
    "条长为完成进度，橙线为需达到的数，黑线为按序时应到的位置；数字为各指标原单位", "Share of the way covered"
)
_GOALS_BARE = Text("完成进度：基期＝0，需达到的数＝100%", "Share of the way covered")
_BEST, _WORST = (
    Text("位次靠前的指标（至多三项）", "Best ranks, three at most"),
    Text("位次靠后的指标（至多三项）", "Lowest ranks, three at most"),
)
_RANK_SCOPE = Text(
    "位次／参与比较的区域数；条长为相对位次，越长越靠前", "Rank of the regions compared; the longer the bar, the better"
)
_RANK_BARE = Text("位次／参与比较的区域数", "Rank of the regions compared")
_RANK = Text("位次", "Rank")
_RANK_COLUMNS = Text("指标|时期|位次", "Indicator|Period|Rank")
_FACE = Text("{name}位次一览", "Ranks of {name}")
_FACE_SCOPE = Text(
    "位次只在同一年有数的同级区域中比较；变动只在同一批区域之间比较；小图为近五年",
    "Ranks among the same regions; five years",
)
_FACE_COLUMNS = Text("指标|时期|位次|变动|距上一位", "Indicator|Period|Rank|Change|To the next rank")
_OF, _FIRST = Text("位（共 {of} 个）", "of {of}"), Text("居首位", "Comes first")
_NEXT = Text("距上一位{name}相差 {gap}", "{gap} behind {name}")
_NO_CHANGE_KNOWN = Text(
    "上年可比区域不同，不比较位次", "Other regions were compared the year before: ranks are not set side by side"
)
_TRENDS = Text("近五年走势", "The last five years")
_TRENDS_SCOPE = Text("各图纵轴单位见图题；空心为预计数", "Units stand in the titles. Hollow: an estimate")
_TRENDS_BARE = Text("单位见各行", "Units stand with the figures")
_TREND_COLUMNS = Text("指标|时期|数值|单位", "Indicator|Period|Value|Unit")
_ABOUT = Text("基本情况", "About the region")
_KIND_TERMS = Text("上级|口径说明|数据条数|最早至最近", "Part of|Scope|Figures|Earliest to latest")
_GAP = Text("{name}：差 {gap}", "{name}: {gap}")
_ROW, _THIRD = 12, 4  # columns of a page
_EXTREMES, _MOST_TRENDS, _SHORTEST_TREND, _FACES, _YEARS = 3, 6, 3, 8, 5


def exhibits(dataset: Dataset, query: Query, name: str) -> list[Exhibit]:
    """Return the exhibits of one region. Raises UnknownName for an unknown id."""
    region = dataset.region(name)
    places = views.profile(dataset, region, query.on)
    assessments = scoreboard.scoreboard(dataset, query.on, None, region.id, None, query.method)
    lit = [one for one in assessments if one.verdict in HAVING_A_WAY]
    dark = [one for one in assessments if one.verdict not in HAVING_A_WAY]
    result = []
    face = [one for one in places if one.rank][:_FACES]
    if face:
        result.append(_face(dataset, region, face, query))
    ranked = sorted((one for one in places if one.rank), key=lambda one: (one.rank or 0) / one.of)
    front = [one for one in ranked if one.is_in_front][:_EXTREMES]
    back = [one for one in reversed(ranked) if one.is_behind][:_EXTREMES]
    if front:
        result.append(_extremes(dataset, "best", str(_BEST), front))
    if back:
        result.append(_extremes(dataset, "worst", str(_WORST), back))
    extremes = len(front[:1]) + len(back[:1])
    result.append(_about(dataset, region, _ROW - _THIRD * extremes if extremes else _THIRD if lit else _ROW))
    if lit:
        result.append(_goals(dataset, region, lit, _ROW if extremes else _ROW - _THIRD))
    if dark:
        result.append(unlit(dataset, dark, Counter(one.target.citation.source for one in dark)))
    if places:
        result.append(_figures(dataset, region, places, assessments))
    result += _trends(dataset, places, query)
    return result


def _face(dataset: Dataset, region: Region, places: list[Place], query: Query) -> Exhibit:
    """The ranks of a region at a glance: each with its change, the gap to the next, and the last five years."""
    rows = tuple(
        (
            Link(
                str(dataset.indicator(one.observation.key.indicator).name), common.page_of(dataset, one.observation.key)
            ),
            wording.period(one.observation.period),
            f"{one.rank}/{one.of}",
            _movement(dataset, one),
            _to_next(dataset, one),
        )
        for one in places
    )
    return Exhibit(
        id="ranks",
        title=str(_FACE).format(name=str(region.label)),
        scope=str(_FACE_SCOPE),
        content=Cards(tuple(_rank_card(dataset, one, query) for one in places)),
        table=Table(tuple(str(_FACE_COLUMNS).split("|")), rows, frozenset({2})),
        sources=common.sources(
            dataset, [one.observation for one in places], lambda: views.behind_ranks(dataset, places)
        ),
    )


def _rank_card(dataset: Dataset, one: Place, query: Query) -> Card:
    figure = one.observation
    indicator = dataset.indicator(figure.key.indicator)
    series = [each for each in dataset.table.series(figure.key) if query.on.year - _YEARS < each.period.year]
    known = unbroken(each for each in series if each.period <= query.on and each.qualifier is not Qualifier.UNDER)
    points = [(each.period.end, each.value) for each in known if each.value is not None]
    return Card(
        title=Link(str(indicator.label), common.page_of(dataset, figure.key)),
        value=f"{one.rank}",
        unit=str(_OF).format(of=one.of),
        when=f"{wording.period(figure.period)} {wording.amount(one.value, indicator, figure.qualifier)}",
        change="",
        goal=wording.opening(_movement(dataset, one)),
        covered=None,
        expected=None,
        light=None,
        lines=(_to_next(dataset, one),),
        trend=tuple((float(end), float(value)) for end, value in points),
        spoken=common.recent(indicator, known),
    )


def _movement(dataset: Dataset, one: Place) -> str:
    """How a rank changed among the same regions; where it did not for years, that it did not."""
    years = views.years_at_rank(dataset, one)
    if years >= views.YEARS_OF_NOTE and one.rank:
        return wording.steady(one.rank, years)
    return wording.moved_since(one.moved) if one.moved is not None else str(_NO_CHANGE_KNOWN)


def _to_next(dataset: Dataset, one: Place) -> str:
    above = views.next_above(dataset, one)
    if above is None:
        return str(_FIRST)
    gap = wording.difference(above.value - one.value, dataset.indicator(one.observation.key.indicator))
    return str(_NEXT).format(name=str(above.region.label), gap=gap)


def title(dataset: Dataset, name: str) -> str:
    """Return the region's name, or the id where there is no such region."""
    if name not in dataset.regions:
        return name
    region = dataset.regions[name]
    also = wording.aside(region.park_label) if region.park_name and str(region.park_label) != str(region.name) else ""
    return str(region.name) + also


def beside(dataset: Dataset, name: str) -> tuple[str | None, str | None]:
    """Return the ids of the regions before and after in the official order of the city's districts, or of its parks."""
    region = dataset.region(name)
    order = next((ids for ids in _orders(dataset) if region.id in ids), (region.id,))
    place = order.index(region.id)
    return (order[place - 1] if place else None), next(iter(order[place + 1 :]), None)


def _orders(dataset: Dataset) -> tuple[tuple[str, ...], ...]:
    return dataset.city.districts, tuple(one.id for one in dataset.parks)


def _about(dataset: Dataset, region: Region, width: int) -> Exhibit:
    periods = dataset.table.tally("period", rows=dataset.table.fitting(region=region.id))
    years = sorted({period.whole_year() for (period,) in periods})
    parent: Cell = (
        Link(str(dataset.region(region.parent).name), f"/regions/{region.parent}") if region.parent else wording.ABSENT
    )
    if region.parent == dataset.city.region:
        parent = Link(str(dataset.city.name), "/")
    values: tuple[Cell, ...] = (
        parent,
        region.note or wording.ABSENT,
        str(sum(periods.values())),
        f"{years[0]}—{years[-1]}" if years else wording.ABSENT,
    )
    return Exhibit(
        id="about",
        title=str(_ABOUT),
        scope=region.name.en,
        content=Facts(tuple(zip(str(_KIND_TERMS).split("|"), values, strict=True))),
        width=width,
    )


def _extremes(dataset: Dataset, name: str, heading: str, places: list[Place]) -> Exhibit:
    bars = [
        Bar(
            title=Link(
                str(dataset.indicator(one.observation.key.indicator).label),
                common.page_of(dataset, one.observation.key),
            ),
            length=1 - ((one.rank or 1) - 1) / one.of,
            label=f"{one.rank}/{one.of}",
            note=wording.period(one.observation.period),
            value=Decimal(one.rank) if one.rank else None,
        )
        for one in places
    ]
    rows = tuple((bar.title, bar.note, bar.label) for bar in bars)
    return Exhibit(
        id=name,
        title=heading,
        scope=str(_RANK_SCOPE),
        bare_scope=str(_RANK_BARE),
        content=Bars(tuple(bars), measure=str(_RANK)),
        table=Table(tuple(str(_RANK_COLUMNS).split("|")), rows, frozenset({2})),
        sources=common.sources(
            dataset, [one.observation for one in places], lambda: views.behind_ranks(dataset, places)
        ),
        width=_THIRD,
    )


def _goals(dataset: Dataset, region: Region, lit: list[Assessment], width: int) -> Exhibit:
    name = str(region.label)
    return Exhibit(
        id="goals",
        title=str(_GOALS).format(name=name, count=len(lit)),
        scope=str(_GOALS_SCOPE),
        bare_scope=str(_GOALS_BARE),
        content=Bullets(Lazy(partial(bullet, dataset), lit)),
        table=common.goal_table(dataset, lit, {one.target.key.indicator for one in lit}),
        sources=common.sources(dataset, scoreboard.evidence(dataset, lit)),
        words=Late(lambda: narrative.goals(dataset, lit)),
        width=width,
    )


def _figures(
    dataset: Dataset, region: Region, places: tuple[Place, ...], assessments: tuple[Assessment, ...]
) -> Exhibit:
    unit = common.unit_of(dataset, (one.observation.key for one in places))
    return Exhibit(
        id="figures",
        title=str(_FIGURES).format(name=str(region.label), count=len(places)),
        scope=str(_FIGURES_SCOPE),
        content=Table(
            common.heads(_COLUMNS, unit, 1), Lazy(partial(_row, dataset, unit), places), frozenset({1, 3, 4})
        ),
        sources=common.sources(
            dataset, [one.observation for one in places], lambda: views.behind_ranks(dataset, places)
        ),
        words=Late(lambda: [narrative.region(dataset, region, places, assessments)]),
    )


def _row(dataset: Dataset, unit: Unit | None, one: Place) -> tuple[Cell, ...]:
    figure = one.observation
    indicator = dataset.indicator(figure.key.indicator)
    before = dataset.table.at(figure.key, figure.period.previous())
    change = changes.cell(dataset, figure, before) if before and before.value is not None else ""
    above = views.next_above(dataset, one)
    gap = wording.difference(above.value - one.value, indicator) if above else ""
    return (
        Link(str(indicator.name), common.page_of(dataset, figure.key)),
        common.figure(one.value, indicator, figure.qualifier, unit=unit),
        wording.period(figure.period),
        change or wording.ABSENT,
        wording.ranked(one.rank, one.of, one.moved) or wording.ABSENT,
        str(_GAP).format(name=str(above.region.label), gap=gap) if above else wording.ABSENT,
        wording.opening(wording.CONFIDENCE[figure.citation.confidence]),
    )


def _trends(dataset: Dataset, places: tuple[Place, ...], query: Query) -> list[Exhibit]:
    lines = []
    for place in places:
        key = place.observation.key
        recent = [one for one in dataset.table.series(key) if one.period.year > query.on.year - _YEARS]
        known = [one for one in recent if one.period <= query.on]
        series = [one for one in known if one.qualifier is not Qualifier.UNDER]  # a bound is no figure
        if len(series) >= _SHORTEST_TREND:
            lines.append((dataset.indicator(key.indicator), series))
    lines = lines[:_MOST_TRENDS]
    if not lines:
        return []
    rows = tuple(
        (
            str(indicator.name),
            wording.period(one.period),
            wording.short(one.value, indicator, one.qualifier),
            wording.unit(indicator.unit),
        )
        for indicator, series in lines
        for one in series
        if one.value is not None
    )
    return [
        Exhibit(
            id="trends",
            title=str(_TRENDS),
            scope=str(_TRENDS_SCOPE),
            bare_scope=str(_TRENDS_BARE),
            content=Plot(multiples(lines), height=168 * ((len(lines) + 1) // 2) + 8),
            table=Table(tuple(str(_TREND_COLUMNS).split("|")), rows, frozenset({2})),
            sources=common.sources(dataset, [one for _, series in lines for one in series]),
            alt=str(phrases.paragraph(narrative.series(dataset, series, query.on) for _, series in lines)),
        )
    ]
