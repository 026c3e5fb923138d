"""The board of what is owed: which indicator of which region, since when, and who fills it in; the longest first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from dashboard.exhibits.exhibit import Exhibit, Hint, Link, Table
from dashboard.query import release_of
from indicators.accounts import Account, Role, covers
from indicators.dataset import Dataset
from indicators.model import Text
from indicators.views.coverage import Debt, debts
from indicators.views.scoreboard import latest_year
from indicators.words import wording

if TYPE_CHECKING:  # handed over by the application
    from indicators.desk import Desk

_TITLE = Text("催报：截至 {on}，{count} 项欠报", "{count} figures are owed as of {on}")
_SCOPE = Text("欠报最久者在前；范围为总览与辖区对比所用的指标", "the longest owed first")
_COLUMNS = Text("指标|区域|最近一期|欠报时期|欠期|责任单位|填报员", "indicator|region|last|owed|years|owner|reporters")
_NOTE = Text("填报员为目前的分派。", "Reporters are those of today.")
_NEVER = Text("从未有数", "never")
_NOBODY = Text("未分派", "nobody")
_NOBODY_WHY = Text("没有填报员负责这一区域与主题，请管理员分派", "no reporter has this region and theme")
_SOME_YEARS = Text("{first}—{last}年", "{first} to {last}")


def exhibits(desk: Desk, who: Account | None, name: str, params: Mapping[str, str]) -> Sequence[Exhibit]:  # noqa: ARG001
    """Return what a release owes for the latest year that has figures, the longest owed first."""
    dataset = desk.dataset(release_of(params))
    on = latest_year(dataset)
    owed = debts(dataset, on)
    reporters = [one for one in desk.people.names_of_reporters() if Role.REPORTER in one.roles]
    rows = tuple(_row(dataset, one, on.year, reporters) for one in owed)
    table = Table(tuple(str(_COLUMNS).split("|")), rows, frozenset({4}))
    title = str(_TITLE).format(on=wording.period(on), count=len(owed))
    pins = (("release", str(dataset.city.release.number)),)
    return [Exhibit("due", title, str(_SCOPE), table, note=str(_NOTE), pins=pins)]


def _row(dataset: Dataset, one: Debt, year: int, reporters: Sequence[Account]) -> tuple[str | Link | Hint, ...]:
    href = f"/indicators/{one.indicator.id}?region={one.region.id}"
    names = [each.name for each in reporters if covers(each, one.region.id, one.indicator.theme)]
    return (
        Link(one.indicator.name.zh, href),
        dataset.region(one.region.id).short_name,
        wording.period(one.latest.period) if one.latest else str(_NEVER),
        _years(one, year),
        str(one.years_behind or wording.ABSENT),
        str(one.indicator.owner),
        str(Text("、", ", ")).join(names) if names else Hint(str(_NOBODY), str(_NOBODY_WHY)),
    )


def _years(one: Debt, year: int) -> str:
    if one.latest is None or one.years_behind in {None, 1}:
        return f"{year}{Text('年', '')}"
    return str(_SOME_YEARS).format(first=one.latest.period.year + 1, last=year)
