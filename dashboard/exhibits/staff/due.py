"""The board of what is owed: which indicator of which region, since when, and who fills it in; the longest first.

Beside what pages compare it names the goals that wait for a figure, whatever they are of.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from dashboard.exhibits import common
from dashboard.exhibits.exhibit import Exhibit, Hint, Link, Prose, Table
from dashboard.exhibits.goals import last_known
from dashboard.exhibits.lazy import Lazy
from dashboard.exhibits.staff import reminders
from dashboard.query import default, release_of
from indicators.accounts import Account, Role, covers
from indicators.dataset import Dataset
from indicators.goals.methods import Assessment, Verdict
from indicators.language import Count
from indicators.model import Indicator, Key, Text
from indicators.periods import Period
from indicators.views import standings
from indicators.views.counted import Lines
from indicators.views.coverage import Debt, debts, series_owed
from indicators.views.scoreboard import latest_year
from indicators.words import wording

if TYPE_CHECKING:  # handed over by the application
    from indicators.desk import Desk

_NOTHING = Text("各项指标的数据均已报齐。", "Every figure that pages compare has been filed.")
_TITLE = Text("催报：截至 {on}，{count} 项欠报", "Figures owed as of {on}: {count}")
_NONE_OWED = Text("催报：截至 {on}，没有欠报", "Nothing is owed as of {on}")
_SCOPE = Text(
    "欠报最久者在前；范围为总览与辖区对比所用的指标",
    "The longest owed first; of the indicators of the overview and of the table of {parts}",
)
_COLUMNS = Text(
    "指标|区域|最近一期|欠报时期|欠期|责任单位|填报员", "Indicator|Region|Latest|Owed|Periods|Owner|Reporters"
)
_NOTE = Text("填报员为目前的分派。", "Reporters are those of today.")
_NEVER = Text("从未有数", "None yet")
_NOBODY = Text("未分派", "Nobody")
_NOBODY_WHY = Text(
    "没有填报员负责这一区域与主题，请管理员分派", "No reporter has this region and theme: an administrator assigns one"
)
_SERIES = Text(
    "续报：截至 {on}，另有 {count} 项近三年有数、本期未报",
    "{count} more series with a figure within three years and none for {on}",
)
_SERIES_SCOPE = Text(
    "与上表合起来，就是这一期填报模板列出的欠报行", "With the table above: the rows that the template asks for"
)
_YOURS = Text("您负责的{on}数据有 {count} 项待报", "You owe {count} {count:figure|figures} for {on}")
_TEMPLATE, _BOARD = Text("下载列好这些项的模板", "Template with these rows"), Text("看催报", "What is owed")
_GOALS = Text(
    "待数目标：截至 {on}，{count} 项目标等待数据", "{count} {count:goal waits|goals wait} for a figure as of {on}"
)
_GOALS_SCOPE = Text(
    "待核、数据陈旧、仅有基期和暂缺数据的目标；补报后即可评价", "Goals that a figure would let be judged"
)
_GOALS_COLUMNS = Text(
    "指标|区域|期限|目标|缺什么|最近数据|责任单位|填报员",
    "Indicator|Region|Due|Goal|What is missing|Last figure|Owner|Reporters",
)
_WAITING = frozenset({Verdict.OPEN, Verdict.STALE, Verdict.BASELINE_ONLY, Verdict.NO_DATA})
_SOME_YEARS = Text("{first}—{last}", "{first} to {last}")


def exhibits(desk: Desk, who: Account | None, name: str, params: Mapping[str, str]) -> Sequence[Exhibit]:  # noqa: ARG001
    """Return what a release owes for the latest year that has figures, and the reminder to an owner of it.

    Raises UnknownName for an owner that owes nothing.
    """
    dataset = desk.dataset(release_of(params))
    on = latest_year(dataset)
    owed = debts(dataset, on)
    reporters = [one for one in desk.people.names_of_reporters() if Role.REPORTER in one.roles]
    rows = tuple(_row(dataset, one, on, reporters) for one in owed)
    table = Table(tuple(str(_COLUMNS).split("|")), rows, frozenset({4}))
    content = table if rows else Prose((str(_NOTHING),), is_for_reports=False)
    title = str(_TITLE if rows else _NONE_OWED).format(on=wording.period(on), count=len(owed))
    pins = (("release", str(dataset.city.release.number)),)
    waiting = standings.lines(dataset, on).of(_WAITING).where(_is_dated, "amount", "due")
    return [
        Exhibit("due", title, str(dataset.city.says(_SCOPE)), content, note=str(_NOTE) if rows else "", pins=pins),
        *_series(desk, dataset, on, owed, reporters),
        *([] if release_of(params) else reminders.exhibits(desk, who, params)),
        *([_goals(dataset, on, waiting, reporters, pins)] if waiting else []),
    ]


def reminder(desk: Desk, who: Account) -> list[Exhibit]:
    """Return what a reporter owes, with the way to the template that lists it; nothing where nothing is owed."""
    dataset = desk.dataset()
    on = latest_year(dataset)
    owed = desk.answer(series_owed, on)
    count = sum(covers(who, key.region, dataset.indicator(key.indicator).theme) for key in owed)
    if not count:
        return []
    limits = {"period": str(on), **_only("region", who.regions), **_only("theme", who.themes)}
    ways = Link(str(_TEMPLATE), f"/data/template.xlsx?{urlencode(limits)}", is_file=True), Link(str(_BOARD), "/due")
    title = str(_YOURS).format(on=wording.period(on), count=Count(count))
    return [Exhibit("owed", title, "", Prose((), is_for_reports=False), links=ways)]


def _only(name: str, ids: frozenset[str]) -> dict[str, str]:
    """The limit of a template for who has one region or theme; a template has no limit to several."""
    return {name: next(iter(ids))} if len(ids) == 1 else {}


def _series(
    desk: Desk, dataset: Dataset, on: Period, compared: Sequence[Debt], reporters: Sequence[Account]
) -> list[Exhibit]:
    """What a template of the year asks for beside what pages compare."""
    above = {dataset.key(debt.indicator.id, debt.region.id) for debt in compared}
    number = dataset.city.release.number
    others = [key for key in desk.answer(series_owed, on, release=number) if key not in above]
    if not others:
        return []
    table = Table(
        tuple(str(_COLUMNS).split("|")), Lazy(partial(_series_row, dataset, on, reporters), others), frozenset({4})
    )
    title, pins = str(_SERIES).format(on=wording.period(on), count=len(others)), (("release", str(number)),)
    return [Exhibit("series", title, str(_SERIES_SCOPE), table, note=str(_NOTE), pins=pins)]


def _series_row(dataset: Dataset, on: Period, reporters: Sequence[Account], key: Key) -> tuple[str | Link | Hint, ...]:
    indicator, latest = dataset.indicator(key.indicator), dataset.table.latest(key, on)
    return (
        Link(common.name(dataset, key), common.page_of(dataset, key)),
        str(dataset.region(key.region).label),
        wording.period(latest.period) if latest else str(_NEVER),
        wording.period(on),
        str(on.year - latest.period.year) if latest else wording.ABSENT,
        str(indicator.owner),
        _names(reporters, key.region, indicator),
    )


def _is_dated(amount: Decimal | None, due: Period | None) -> bool:
    """Whether a figure would let a goal be judged that has no firm light: it has a number and a date."""
    return amount is not None and due is not None


def _goals(
    dataset: Dataset,
    on: Period,
    waiting: Lines,
    reporters: Sequence[Account],
    pins: tuple[tuple[str, str], ...],
) -> Exhibit:
    assessments = common.assessed(dataset, default(dataset), waiting)
    return Exhibit(
        "goals",
        str(_GOALS).format(on=wording.period(on), count=Count(len(waiting))),
        str(_GOALS_SCOPE),
        Table(tuple(str(_GOALS_COLUMNS).split("|")), Lazy(partial(_goal_row, dataset, reporters), assessments)),
        note=str(_NOTE),
        pins=pins,
    )


def _goal_row(dataset: Dataset, reporters: Sequence[Account], one: Assessment) -> tuple[str | Link | Hint, ...]:
    target, reason = one.target, one.standing.reason
    return (
        Link(common.name(dataset, target.key), common.page_of(dataset, target.key)),
        str(dataset.region(target.key.region).label),
        wording.due(target),
        wording.goal(target, one.standing.indicator),
        wording.opening(wording.REASONS[reason] if reason else one.judgement.word),
        last_known(dataset, one),
        str(one.standing.indicator.owner),
        _names(reporters, target.key.region, one.standing.indicator),
    )


def _names(reporters: Sequence[Account], region: str, indicator: Indicator) -> str | Hint:
    names = [one.display or one.name for one in reporters if covers(one, region, indicator.theme)]
    return str(Text("、", ", ")).join(names) if names else Hint(str(_NOBODY), str(_NOBODY_WHY))


def _row(dataset: Dataset, one: Debt, on: Period, reporters: Sequence[Account]) -> tuple[str | Link | Hint, ...]:
    href = f"/indicators/{one.indicator.id}?region={one.region.id}"
    return (
        Link(str(one.indicator.name), href),
        str(dataset.region(one.region.id).label),
        wording.period(one.latest.period) if one.latest else str(_NEVER),
        _years(one, on),
        str(one.years_behind or wording.ABSENT),
        str(one.indicator.owner),
        _names(reporters, one.region.id, one.indicator),
    )


def _years(one: Debt, on: Period) -> str:
    first = on
    for _ in range(1, one.years_behind or 1):
        first = first.previous()
    return str(_SOME_YEARS).format(first=first, last=wording.period(on)) if first < on else wording.period(on)
