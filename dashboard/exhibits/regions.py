"""Exhibits of the districts side by side: matrix, ranking, goals, tile map, the sum against the city, peers."""

from __future__ import annotations

from decimal import Decimal

from dashboard.charts.dumbbell import dumbbell
from dashboard.exhibits import common
from dashboard.exhibits.exhibit import Cell, Exhibit, Link, Matrix, MatrixCell, Plot, Table, Tile, Tiles
from dashboard.exhibits.figures.indicator import comparison, measured, region_page
from dashboard.exhibits.lazy import Late
from dashboard.query import Query
from indicators.dataset import Dataset
from indicators.model import Indicator, Region, Text
from indicators.periods import Period
from indicators.views import regions as views
from indicators.views import scoreboard
from indicators.views.counted import Lines
from indicators.views.regions import Comparison, Entry, Place, Sum
from indicators.words import narrative, phrases, wording

_MATRIX = Text("{city}各{parts}晾晒表", "{Parts} of {city} side by side")
_MATRIX_SCOPE = Text(
    "单位见表头；格内依次为数、年份、当年在有数{parts}中的位次及较上年变动、目标灯；底色深浅表示位次，灰底为数据陈旧",
    "Figure, year, rank of that year and its change, light of the goal; grey: stale",
)
_MATRIX_NOTE = Text(
    "各格年份不一，位次只在同一年有数的{parts}之间比较，少于 3 个不排位；“—”为来源未载（缺报）",
    "Ranks compare one year",
)
_MATRIX_OF_YEAR = Text("{city}各{parts}{year}晾晒表", "{Parts} of {city} side by side, {year}")
_STALE = Text(
    "数据陈旧：{period}的数已超过公布的滞后期", "Outdated: the figure of {period} is older than its usual delay"
)
_CORNER = Text("{part}", "{Part}")
_NOT_REPORTED = Text("来源未载，由{owner}掌握", "Not in the sources; {owner} has it")
_GOALS = Text("{parts}、园区目标：现值与需达到的数", "Goals of {parts} and parks: latest figure and number to reach")
_GOALS_SCOPE = Text(
    "横轴为完成进度（%）：0 为基期，100 为需达到的数；形状与颜色同灯，数字为各指标原单位", "Share of the way covered, %"
)
_DRAWN, _TOLD = 24, 12
_DRAWN_ONLY = Text(
    "图中画出最需关注的 {drawn} 项，全部 {total} 项见数据表", "Drawn: the {drawn} of {total} that need attention most"
)
_MAP = Text("{name}：{period}{parts}分布", "{name} by {part}, {period}")
_MAP_SCOPE = Text(
    "单位：{unit}；方格示意大致方位，不代表行政区划界线", "Unit: {unit}; tiles show bearings, no boundaries"
)
_SUM = Text("{parts}合计与{whole}：{name}（{period}）", "{name}: {parts} added up against {whole}, {period}")
_SUM_SCOPE = Text("单位：{unit}；{comparison}", "Unit: {unit}. {comparison}")
_SUM_WORDS = Text("合计 {total}，{whole} {city}，相差 {share}%", "{Parts} {total}, {whole} {city}, {share}% apart")
_SUM_MISSING = Text("缺{missing}，合计不完整，不与{whole}比较", "; missing: {missing}")
_SUM_COLUMNS = Text("区域|数值|占{whole}（%）|来源", "Region|Value|Share of {whole} (%)|Source")
_SUM_NOTE = Text(
    "各区数与{whole}数来自不同来源和时点，核算口径有差异；园区与所在区重叠，不重复计入",
    "Sources differ; parks overlap {parts} and are not counted twice",
)
_ALL, _TOTAL = Text("{whole}", "{Whole}"), Text("合计", "Sum")
_PEERS = Text("{peers}", "{peers}")
_DISTRICTS = Text("{parts}", "{parts}")


def exhibits(dataset: Dataset, query: Query) -> list[Exhibit]:
    """Return the districts side by side; `query.indicator` chooses what is ranked and mapped."""
    chosen = query.indicator or dataset.city.matrix[0]
    ranking = views.comparison(dataset, chosen, dataset.districts, query.on)
    result = [_matrix(dataset, query)]
    if ranking:
        result += [comparison(dataset, str(dataset.city.says(_DISTRICTS)), ranking), _map(dataset, ranking)]
    goals = views.goals_within(dataset, query.on, query.method).on_a_way()
    if goals:
        result.append(_goals(dataset, query, goals))
    total = views.total(dataset, chosen, query.on)
    if total:
        result.append(_sum(dataset, total))
    peers = views.comparison(dataset, chosen, dataset.peers, query.on)
    if peers and len(peers.places) > 1:
        result.append(comparison(dataset, str(dataset.city.says(_PEERS)), peers))
    return result


def _goals(dataset: Dataset, query: Query, goals: Lines) -> Exhibit:
    drawn = goals if len(goals) <= _DRAWN else goals.by_importance()[:_DRAWN]
    assessments = common.assessed(dataset, query, goals)
    return Exhibit(
        id="district-goals",
        title=str(dataset.city.says(_GOALS)),
        scope=str(_GOALS_SCOPE),
        content=Plot(dumbbell(dataset, [*common.assessed(dataset, query, drawn)]), height=90 + 54 * len(drawn)),
        table=common.goal_table(dataset, assessments, goals.words("indicator")),
        sources=common.sources_of(dataset, query, goals),
        note=str(_DRAWN_ONLY).format(drawn=len(drawn), total=len(goals)) if len(drawn) < len(goals) else "",
        alt=str(phrases.paragraph(_in_words(dataset, query, drawn))),
        words=Late(lambda: _in_words(dataset, query, goals)),
    )


def _in_words(dataset: Dataset, query: Query, goals: Lines) -> tuple[Text, ...]:
    """The sentences of the most important goals."""
    return narrative.goals(dataset, common.assessed(dataset, query, scoreboard.important(goals, _TOLD)))


def _matrix(dataset: Dataset, query: Query) -> Exhibit:
    described = [dataset.indicator(name) for name in dataset.city.matrix]
    year = Period.parse(query.year) if query.year else None
    columns = [views.entries(dataset, one.id, query.on, query.method, year) for one in described]
    entries = {row[0].region.id: row for row in zip(*columns, strict=True)}
    rows = tuple(
        (_named(region), tuple(_cell(dataset, one) for one in entries[region.id])) for region in dataset.districts
    )
    heads = tuple(f"{one.label}{wording.aside(wording.unit(one.unit))}" for one in described)
    places = [one.place for row in entries.values() for one in row if one.place]
    plain: tuple[tuple[Cell, ...], ...] = tuple(
        (_named(region), *(_figure(one) for one in entries[region.id])) for region in dataset.districts
    )
    return Exhibit(
        id="matrix",
        title=_matrix_title(dataset, year),
        scope=str(dataset.city.says(_MATRIX_SCOPE)),
        content=Matrix(str(dataset.city.says(_CORNER)), heads, rows),
        table=Table((str(dataset.city.says(_CORNER)), *heads), plain, frozenset(range(1, len(heads) + 1))),
        sources=common.sources(
            dataset, [one.observation for one in places], lambda: views.behind_ranks(dataset, places)
        ),
        note=str(dataset.city.says(_MATRIX_NOTE)),
    )


def _matrix_title(dataset: Dataset, year: Period | None) -> str:
    name = str(dataset.city.name)
    title = str(dataset.city.says(_MATRIX_OF_YEAR if year else _MATRIX))
    return title.format(city=name, year=wording.period(year) if year else "")


def _named(region: Region) -> Link:
    return Link(str(region.name), f"/regions/{region.id}")


def _figure(one: Entry) -> str:
    if one.place is None:
        return wording.ABSENT
    place = one.place
    rank = f"{wording.COMMA}{place.rank}/{place.of}" if place.rank else ""
    return _number(one.indicator, place) + wording.aside(f"{place.observation.period}{rank}")


def _number(indicator: Indicator, place: Place) -> str:
    """The figure under a head that names the unit, with its qualifier."""
    return wording.short(place.value, indicator, place.observation.qualifier)


def _cell(dataset: Dataset, one: Entry) -> MatrixCell:
    light = common.light(dataset, one.assessment) if one.assessment and one.assessment.verdict.is_settled else None
    if one.place is None:
        return MatrixCell(wording.ABSENT, reason=str(_NOT_REPORTED).format(owner=one.indicator.owner), light=light)
    place = one.place
    rank = f"{place.rank}/{place.of}" if place.rank else ""
    shade = 1 - (place.rank - 1) / place.of if place.rank else None
    return MatrixCell(
        value=_number(one.indicator, place),
        rank=f"{wording.period(place.observation.period)} {rank}".strip(),
        moved=wording.moved(place.moved),
        light=light,
        reason=str(_STALE).format(period=wording.period(place.observation.period)) if one.is_stale else "",
        shade=shade,
        href=common.page_of(dataset, place.observation.key),
        is_stale=one.is_stale,
    )


def _map(dataset: Dataset, found: Comparison) -> Exhibit:
    indicator = found.indicator
    placed = {place.region.id: place for place in found.places}
    most = max((abs(place.value) for place in found.places), default=1) or 1
    tiles = []
    for region in dataset.districts:
        if region.tile is None:
            continue
        place = placed.get(region.id)
        tiles.append(
            Tile(
                row=region.tile[0],
                column=region.tile[1],
                title=Link(str(region.label), f"/regions/{region.id}"),
                value=_number(indicator, place) if place else wording.ABSENT,
                note=f"{place.rank}/{place.of}" if place and place.rank else "",
                shade=float(abs(place.value) / most) if place else None,
            )
        )
    return Exhibit(
        id="map",
        title=str(dataset.city.says(_MAP)).format(name=str(indicator.label), period=wording.period(found.period)),
        scope=str(_MAP_SCOPE).format(unit=wording.unit(indicator.unit)),
        content=Tiles(tuple(tiles)),
        table=Table(
            (str(dataset.city.says(_CORNER)), measured(indicator)),
            tuple((_named(one.region), _number(indicator, one)) for one in found.places),
            frozenset({1}),
        ),
        sources=common.sources(dataset, [place.observation for place in found.places]),
        width=6,
    )


def _sum(dataset: Dataset, total: Sum) -> Exhibit:
    indicator = total.indicator
    city = total.city.value or Decimal(1)
    rows: list[tuple[Cell, ...]] = [
        (
            Link(str(part.region.name), region_page(dataset, part.region.id)),
            _number(indicator, part),
            common.percent(part.value / city),
            common.quoted(dataset, part.observation.citation),
        )
        for part in total.parts
    ]
    rows.append((str(_TOTAL), wording.number(total.total, indicator), common.percent(total.total / city), ""))
    quoted = common.quoted(dataset, total.city.citation)
    rows.append((str(dataset.city.says(_ALL)), wording.number(city, indicator), common.percent(Decimal(1)), quoted))
    return Exhibit(
        id="sum",
        title=str(dataset.city.says(_SUM)).format(name=str(indicator.name), period=wording.period(total.period)),
        scope=str(_SUM_SCOPE).format(
            unit=wording.unit(indicator.unit), comparison=_sum_in_words(dataset, total, indicator)
        ),
        content=Table(common.heads(dataset.city.says(_SUM_COLUMNS), indicator.unit, 1), tuple(rows), frozenset({1, 2})),
        sources=common.sources(dataset, [total.city, *(part.observation for part in total.parts)]),
        note=str(dataset.city.says(_SUM_NOTE)),
        width=6,
        words=(
            narrative.total(dataset, total),
            *narrative.rounding([part.value for part in total.parts], city, indicator),
        ),
    )


def _sum_in_words(dataset: Dataset, total: Sum, indicator: Indicator) -> str:
    city = total.city.value or Decimal(1)
    if total.missing:
        return str(dataset.city.says(_SUM_MISSING)).format(
            missing=wording.listed(str(one.label) for one in total.missing)
        )
    return str(dataset.city.says(_SUM_WORDS)).format(
        total=wording.number(total.total, indicator),
        city=wording.number(city, indicator),
        share=wording.digits(total.difference / city * 100, 2),
    )
