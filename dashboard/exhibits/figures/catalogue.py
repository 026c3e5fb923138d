"""The catalogue of indicators, one table a theme."""

from __future__ import annotations

from functools import partial
from itertools import groupby

from dashboard.exhibits import common
from dashboard.exhibits.evidence import Record, Sources, rows
from dashboard.exhibits.exhibit import Cell, Exhibit, Hint, Link, Table
from dashboard.exhibits.lazy import Lazy
from dashboard.exhibits.trend import Trend
from dashboard.query import Query
from indicators.dataset import Dataset
from indicators.model import Text, Unit
from indicators.views import catalogue as views
from indicators.views import scoreboard
from indicators.views.catalogue import Listing
from indicators.words import wording

_THEME = Text("{theme}（{count} 项指标）", "{theme} ({count})")
_SCOPE = Text(
    "点名称看序列、目标与全部出处",
    "Latest figures; the name leads to the series, goals and citations",
)
_COLUMNS = Text(
    "指标|最近值|时期|目标判定|数据|最高可信度|责任单位",
    "Indicator|Latest|Period|Verdict|Figures|Confidence|Owner",
)
_KNOWN = Text("{figures} 条 · {regions} 区", "{figures}, regions: {regions}")
_ELSEWHERE = Text("没有年度数据，或只有目标", "No yearly figures, or goals only")
_SOURCES = Text("各指标页逐条列出", "Listed on the page of each indicator")


def exhibits(dataset: Dataset, query: Query) -> list[Exhibit]:
    """Return one table for each theme that has a matching indicator; none if nothing matches.

    Where nothing is searched for, a page shows one theme at a time.
    """
    listed = views.catalogue(dataset, query.on, query.theme, query.words)
    grouped = [(theme, tuple(group)) for theme, group in groupby(listed, key=lambda one: one.indicator.theme)]
    found = {theme: _theme(dataset, theme, group) for theme, group in grouped}
    if query.words:
        return list(found.values())
    return common.in_looks(
        *((f"{dataset.city.themes[theme]} {len(group)}", [found[theme]]) for theme, group in grouped)
    )


def _theme(dataset: Dataset, theme: str, listed: tuple[Listing, ...]) -> Exhibit:
    units = {one.indicator.unit for one in listed}
    unit = units.pop() if len(units) == 1 else None
    return Exhibit(
        id=f"theme-{theme}",
        title=str(_THEME).format(theme=str(dataset.city.themes[theme]), count=len(listed)),
        scope=str(_SCOPE),
        content=Table(common.heads(_COLUMNS, unit, 1), Lazy(partial(_row, dataset, unit), listed), frozenset({1})),
        sources=Sources((), str(_SOURCES), rows(dataset, lambda: _figures(dataset, listed))),
    )


def _figures(dataset: Dataset, listed: tuple[Listing, ...]) -> list[Record]:
    """The latest figures with the small series beside them, and the goals with what they were held against."""
    latest = [figure for one in listed for figure in ((one.latest,) if one.latest else ())]
    return [
        *latest,
        *(figure for one in listed for figure in one.recent),
        *scoreboard.evidence(dataset, [one.goal for one in listed if one.goal]),
    ]


def _row(dataset: Dataset, unit: Unit | None, one: Listing) -> tuple[Cell, ...]:
    latest, indicator = one.latest, one.indicator
    value: Cell = Hint(wording.ABSENT, str(_ELSEWHERE))
    if latest is not None and latest.value is not None:
        points = tuple((float(each.period.end), float(each.value)) for each in one.recent if each.value is not None)
        figure = common.figure(latest.value, indicator, latest.qualifier, unit=unit)
        value = Trend(figure, points, common.recent(indicator, one.recent))
    where = f"{dataset.region(latest.key.region).label} {wording.period(latest.period)}" if latest else ""
    return (
        Link(str(indicator.name), f"/indicators/{indicator.id}"),
        value,
        where,
        common.light(dataset, one.goal) if one.goal else wording.ABSENT,
        str(_KNOWN).format(figures=one.figures, regions=one.regions),
        wording.opening(wording.CONFIDENCE[one.confidence]) if one.confidence else wording.ABSENT,
        str(indicator.owner),
    )
