"""The catalogue of indicators, one table a theme."""

from __future__ import annotations

from itertools import groupby

from dashboard.exhibits.exhibit import Cell, Exhibit, Hint, Link, Table
from dashboard.query import Query
from indicators.dataset import Dataset
from indicators.model import Text
from indicators.views import catalogue as views
from indicators.views.catalogue import Listing
from indicators.words import wording

_THEME = Text("{theme}（{count} 项指标）", "{theme} ({count})")
_SCOPE = Text("最近值以各指标自身单位计；点名称看序列、目标与全部出处", "latest figures in the unit of each indicator")
_COLUMNS = Text(
    "指标|最近值|时期|数据条数|区域数|目标数|最高可信度|责任单位",
    "indicator|latest|period|figures|regions|goals|confidence|owner",
)
_ELSEWHERE = Text("没有年度数据，或只有目标", "no yearly figure")
_SOURCES = Text("各指标页逐条列出", "listed on the page of each indicator")


def exhibits(dataset: Dataset, query: Query) -> list[Exhibit]:
    """Return one table for each theme that has a matching indicator; none if nothing matches."""
    listed = views.catalogue(dataset, query.on, query.theme, query.words)
    grouped = groupby(listed, key=lambda one: one.indicator.theme)
    return [_theme(dataset, theme, tuple(group)) for theme, group in grouped]


def _theme(dataset: Dataset, theme: str, listed: tuple[Listing, ...]) -> Exhibit:
    return Exhibit(
        id=f"theme-{theme}",
        title=str(_THEME).format(theme=dataset.city.themes[theme].zh, count=len(listed)),
        scope=str(_SCOPE),
        content=Table(
            tuple(str(_COLUMNS).split("|")), tuple(_row(dataset, one) for one in listed), frozenset({1, 3, 4, 5})
        ),
        sources=str(_SOURCES),
    )


def _row(dataset: Dataset, one: Listing) -> tuple[Cell, ...]:
    latest, indicator = one.latest, one.indicator
    value: Cell = Hint(wording.ABSENT, str(_ELSEWHERE))
    if latest is not None and latest.value is not None:
        value = wording.amount(latest.value, indicator, latest.qualifier)
    where = f"{dataset.region(latest.key.region).short_name} {wording.period(latest.period)}" if latest else ""
    return (
        Link(indicator.name.zh, f"/indicators/{indicator.id}"),
        value,
        where,
        str(one.figures),
        str(one.regions),
        str(one.goals),
        wording.CONFIDENCE[one.confidence] if one.confidence else wording.ABSENT,
        str(indicator.owner),
    )
