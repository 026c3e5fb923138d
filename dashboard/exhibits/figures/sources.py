"""Exhibits on trust: coverage, confidence, conflicts with both quotes, what is owed, the sources, what was left out."""

from __future__ import annotations

from dashboard.exhibits import common
from dashboard.exhibits.exhibit import Bar, Bars, Cell, Exhibit, Hint, Link, Matrix, MatrixCell, Prose, Table
from dashboard.exhibits.figures.conflicts import printed, side_by_side
from dashboard.exhibits.figures.indicator import region_page
from dashboard.query import Query
from indicators.dataset import Dataset
from indicators.language import Count
from indicators.model import Confidence, Text
from indicators.views import conflicts as conflict_views
from indicators.views import coverage as views
from indicators.views.catalogue import conflicts_of
from indicators.views.coverage import Debt, SourceUse
from indicators.words import wording

_TRUST = Text(
    "{total} 条数据中官方 {official}、媒体 {press}、待核 {unverified}",
    "Of {total:,} {total:figure|figures}: {official} official, {press} press, {unverified} to be verified",
)
_TRUSTED = Text("官方来源占比（%）", "Share of official figures, %")
_TRUST_SCOPE = Text(
    "单位：条；条长为官方来源所占份额，待核者请在引用前核对原件",
    "Bars: share of official figures by theme. Check the original before quoting what is to be verified",
)
_TRUST_BARE = Text("单位：条；待核者请在引用前核对原件", "Check the original before quoting what is to be verified")
_TRUST_COLUMNS = Text("主题|官方|媒体|待核", "Theme|Official|Press|Unverified")
_COUNTS = Text(
    "官方 {official}、媒体 {press}、待核 {unverified}",
    "{official} official, {press} press, {unverified} to be verified",
)
_SETTLED = Text("{total} 条数据按性质分", "{total:,} {total:figure|figures} by how settled they are")
_SETTLED_SCOPE = Text(
    "单位：条；年份推定：原文未印年份，由日期或文义读出；推算数：由印出的数加减所得", "Figures by status"
)
_SETTLED_COLUMNS = Text("性质|条数|占比（%）|官方|媒体|待核", "Status|Figures|Share, %|Official|Press|Unverified")
_COVERAGE = Text("分地区分年份数据覆盖情况", "Coverage: regions with figures, by indicator and year")
_COVERAGE_SCOPE = Text(
    "格内为有年度数据的区域（含产业）个数；空格为没有数据；列数据最多的 {count} 项指标",
    "Cells count regions and industries with a yearly figure; empty: none. The {count} indicators with most figures",
)
_DEBTS = Text("缺报与陈旧的 {count} 项，最久者在前", "Figures owed, the oldest first ({count})")
_NO_DEBTS = Text("没有缺报或陈旧的数据", "No figure is owed")
_ALL_FILED = Text("各项指标的数据均已报齐。", "Every figure that pages compare has been filed.")
_DEBTS_SCOPE = Text(
    "对照 {year}：{parts}看晾晒表各指标，{whole}看总览各指标；由责任单位补报",
    "Held against {year}: the indicators of the table of {parts} and of the overview; their owners report them",
)
_DEBT_COLUMNS = Text("指标|区域|最近一期|落后年数|责任单位", "Indicator|Region|Latest|Years behind|Owner")
_NEVER = Text("从未见载", "Never")
_SOURCES = Text("来源 {count} 个", "{count} {count:source|sources}")
_SOURCES_SCOPE = Text(
    "数据与目标条数，用得多者在前；没有网址的是纸本、转载或不宜展示的站点",
    "Figures and goals by source, the most used first. Those without an address are on paper, copied, or not shown",
)
_SOURCE_COLUMNS = Text("来源|发布者|日期|数据|目标|可信度|说明", "Source|Publisher|Date|Figures|Goals|Confidence|Note")
_LEFT_OUT = Text("未入表的陈述 {count} 条及原因", "{count} {count:statement|statements} left out, and why")
_LEFT_OUT_SCOPE = Text(
    "来源中读到而未入表的，逐条列出，不作静默删除",
    "What was read in the sources and left out of the tables, each with its reason",
)
_LEFT_OUT_COLUMNS = Text("编号|原文|原因|出处", "No.|Quote|Reason|Source")
_LOOKS = Text("可信程度|来源不一|全部来源|未入表", "Trust|Differences|All sources|Left out")
_OWN = Text("本看板全部数据", "all figures of this dashboard")
_CORNER = Text("指标", "Indicator")
_NO_FIGURE = Text("该年没有年度数据", "No yearly figure")
_MOST_IN_A_CELL = 13


def exhibits(dataset: Dataset, query: Query) -> list[Exhibit]:
    """Return what a reader needs to judge the figures by."""
    trust = [_trust(dataset), _debts(dataset, query), _settled(dataset)]
    found = views.coverage(dataset, query.on, query.theme, query.region)
    if found.rows:
        trust.append(_coverage(found))
    conflicts = [one for one in conflicts_of(dataset) if query.region in {None, one.key.region}]
    conflicts = [one for one in conflicts if query.theme in {None, dataset.indicator(one.key.indicator).theme}]
    differing = [side_by_side(dataset, conflicts)] if conflicts else []
    contradictions = conflict_views.printed(dataset, theme=query.theme, region=query.region)
    if contradictions:
        differing.append(printed(dataset, contradictions))
    groups = (trust, differing, [_sources(dataset)], [_left_out(dataset)])
    return common.in_looks(*zip(str(_LOOKS).split("|"), groups, strict=True))


def _words(counted: dict[Confidence, int]) -> dict[str, int]:
    return {level.value: counted.get(level, 0) for level in Confidence}


def _trust(dataset: Dataset) -> Exhibit:
    by_theme = views.confidence_by_theme(dataset)
    total = {level: sum(each[level] for each in by_theme.values()) for level in Confidence}
    bars = [
        Bar(
            title=Link(str(dataset.city.themes[theme]), f"/indicators?theme={theme}"),
            length=each[Confidence.OFFICIAL] / each.total(),
            label=wording.digits(each[Confidence.OFFICIAL] * wording.HUNDRED / each.total(), 0) + "%",
            note=str(_COUNTS).format(**_words(each)),
            value=each[Confidence.OFFICIAL] * wording.HUNDRED / each.total(),
        )
        for theme, each in by_theme.items()
    ]
    rows = tuple(
        (str(dataset.city.themes[theme]), *(str(each[level]) for level in Confidence))
        for theme, each in by_theme.items()
    )
    return Exhibit(
        id="trust",
        title=str(_TRUST).format(total=Count(sum(total.values())), **_words(total)),
        scope=str(_TRUST_SCOPE),
        bare_scope=str(_TRUST_BARE),
        content=Bars(tuple(bars), measure=str(_TRUSTED)),
        table=Table(tuple(str(_TRUST_COLUMNS).split("|")), rows, frozenset({1, 2, 3})),
        sources=str(_OWN),
        width=5,
    )


def _settled(dataset: Dataset) -> Exhibit:
    by_status = views.confidence_by_status(dataset)
    total = sum(each.total() for each in by_status.values())
    rows = tuple(
        (
            wording.opening(wording.STATUS[status]),
            str(each.total()),
            wording.digits(each.total() * wording.HUNDRED / total, 1),
            *(str(each[level]) for level in Confidence),
        )
        for status, each in by_status.items()
    )
    return Exhibit(
        id="status",
        title=str(_SETTLED).format(total=Count(total)),
        scope=str(_SETTLED_SCOPE),
        content=Table(tuple(str(_SETTLED_COLUMNS).split("|")), rows, frozenset({1, 2, 3, 4, 5})),
        sources=str(_OWN),
    )


def _debts(dataset: Dataset, query: Query) -> Exhibit:
    owed = views.debts(dataset, query.on)
    rows = tuple(_debt_row(dataset, one) for one in owed)
    return Exhibit(
        id="debts",
        title=str(_DEBTS if rows else _NO_DEBTS).format(count=len(owed)),
        scope=str(dataset.city.says(_DEBTS_SCOPE)).format(year=wording.period(query.on)),
        content=Table(tuple(str(_DEBT_COLUMNS).split("|")), rows, frozenset({3}))
        if rows
        else Prose((str(_ALL_FILED),), is_for_reports=False),
        sources=str(_OWN),
        width=7,
    )


def _debt_row(dataset: Dataset, one: Debt) -> tuple[Cell, ...]:
    key = dataset.key(one.indicator.id, one.region.id)
    return (
        Link(str(one.indicator.name), common.page_of(dataset, key)),
        Link(str(one.region.label), region_page(dataset, one.region.id)),
        wording.period(one.latest.period) if one.latest else str(_NEVER),
        str(one.years_behind) if one.years_behind is not None else wording.ABSENT,
        str(one.indicator.owner),
    )


def _coverage(found: views.Coverage) -> Exhibit:
    heads = tuple(str(year) for year in found.years)
    rows = tuple(
        (
            Link(str(indicator.label), f"/indicators/{indicator.id}"),
            tuple(_count(counted.get(year, 0)) for year in found.years),
        )
        for indicator, counted in found.rows
    )
    plain = tuple(
        (str(indicator.name), *(str(counted.get(year, 0)) for year in found.years)) for indicator, counted in found.rows
    )
    return Exhibit(
        id="coverage",
        title=str(_COVERAGE),
        scope=str(_COVERAGE_SCOPE).format(count=len(found.rows)),
        content=Matrix(str(_CORNER), heads, rows),
        table=Table((str(_CORNER), *heads), plain, frozenset(range(1, len(heads) + 1))),
        sources=str(_OWN),
    )


def _count(number: int) -> MatrixCell:
    if not number:
        return MatrixCell("", reason=str(_NO_FIGURE))
    return MatrixCell(str(number), shade=min(number / _MOST_IN_A_CELL, 1))


def _sources(dataset: Dataset) -> Exhibit:
    used = views.sources(dataset)
    return Exhibit(
        id="sources",
        title=str(_SOURCES).format(count=Count(len(used))),
        scope=str(_SOURCES_SCOPE),
        content=Table(
            tuple(str(_SOURCE_COLUMNS).split("|")), tuple(_source_row(one) for one in used), frozenset({3, 4})
        ),
        sources=str(_OWN),
    )


def _source_row(one: SourceUse) -> tuple[Cell, ...]:
    source = one.source
    title: Cell = Link(source.title, source.url) if source.url else source.title
    trusted = wording.listed(str(wording.CONFIDENCE[level]) for level in one.confidence)
    return (title, source.publisher, source.published, str(one.figures), str(one.goals), trusted, source.note)


def _left_out(dataset: Dataset) -> Exhibit:
    rows = tuple(
        (
            one.id,
            one.quote,
            one.reason,
            Hint(dataset.source(one.source).title, f"{dataset.source(one.source).title} {one.page}"),
        )
        for one in dataset.left_out
    )
    return Exhibit(
        id="left-out",
        title=str(_LEFT_OUT).format(count=Count(len(rows))),
        scope=str(_LEFT_OUT_SCOPE),
        content=Table(tuple(str(_LEFT_OUT_COLUMNS).split("|")), rows),
        sources=str(_OWN),
    )
