"""Exhibits of the goals: the way to each goal, lags sorted, what other methods say, other plans, and what is dark."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from functools import partial

from dashboard.exhibits import common
from dashboard.exhibits.exhibit import Bar, Bars, Bullet, Bullets, Cell, Exhibit, Link, Table
from dashboard.exhibits.lazy import Late, Lazy
from dashboard.query import Query
from indicators.dataset import Dataset
from indicators.goals.methods import METHODS, Assessment, Verdict
from indicators.language import Count
from indicators.model import Text, Unit
from indicators.views import scoreboard as views
from indicators.views import standings
from indicators.views.counted import Line, Lines
from indicators.words import narrative, wording

_WAYS = Text(
    "{plan}：{total} 项目标中 {known} 项有数据可对照", "{plan}: {known} of {total} {total:goal has|goals have} figures"
)
_LOOKS = Text("进度|快慢|换方法", "Progress|Ahead or behind|Other methods")
_WAYS_SCOPE = Text(
    "条长为完成进度（基期＝0，需达到的数＝100%，橙线）；黑线为按序时应到的位置；数字为各指标原单位",
    "Share of the way from base (0) to the number to reach (100 %, orange); black: the path by now",
)
_WAYS_BARE = Text(
    "完成进度：基期＝0，需达到的数＝100%", "Share of the way from base (0) to the number to reach (100 %)"
)
_LAGS = Text("各项目标与序时进度比较（{method}）", "Goals ahead of and behind the path ({method})")
_LAGS_SCOPE = Text(
    "单位：百分点；向右为快于序时，向左为落后，超过 100 的按 100 画", "Percentage points; right is ahead"
)
_LAGS_BARE = Text("单位：百分点；正为快于序时，负为落后", "Percentage points; above zero is ahead")
_METHODS = Text(
    "不同评价方法结果对照（{count} 项目标的判定不同）",
    "{count} {count:verdict changes|verdicts change} with the method",
)
_METHODS_SCOPE = Text(
    "同一数据按 {count} 种公布的方法分别判定；悬停或点按看算式",
    "The same figures judged by {count} published methods; point at a verdict or tap it for the sum",
)
_METHODS_NOTE = Text(
    "看板默认按“{default}”判定；目标完成率对存量和比率偏松，只作参考",
    "The dashboard judges by “{default}”; completion is lenient with stocks and shares and stands for reference only",
)
_OTHERS = Text("其他规划与年度目标的结果：{counts}", "Results of other plans and yearly goals: {counts}")
_OTHERS_SCOPE = Text(
    "到期目标按到期年份的数据作最终判定，以后的数据不再改变结果",
    "A goal that is due is judged by the figure of its year; later figures do not change that",
)
_OTHERS_COLUMNS = Text(
    "规划|指标|区域|期限|目标|需达到|到期值或最近值|差距|判定",
    "Plan|Indicator|Region|Due|Goal|To reach|Value|Remaining|Verdict",
)
_DARK = Text("暂无法判定的目标 {count} 项", "{count} {count:goal|goals} without a light")
_DARK_SCOPE = Text(
    "没有数据、没有期限或没有基期的目标照列，缺什么写什么，不作完成 0% 处理", "Listed with what is missing"
)
_DARK_COLUMNS = Text(
    "指标|区域|期限|目标|缺什么|最近数据|责任单位|出处",
    "Indicator|Region|Due|Goal|What is missing|Last figure|Owner|Source",
)
_NEVER, _REMIND = Text("从未有数", "None yet"), Text("催报", "What is owed")
_BASE, _NOW, _REACH = Text("基期", "Base"), Text("现值", "Now"), Text("需达到", "To reach")
_INDICATOR, _REGION = Text("指标", "Indicator"), Text("区域·期限", "Region, due")
_NO_CITED_BASE = Text("起点 0", "From 0")
_CLIPPED, _TOLD = 100, 12
HAVING_A_WAY = frozenset(one for one in Verdict if one.is_settled) | {Verdict.OPEN, Verdict.BASELINE_ONLY}
"""The verdicts of goals that have a figure to be drawn on the way; only those that are settled are counted."""
_AHEAD = Text("快于序时（百分点，负数为落后）", "Ahead of the path in percentage points; negative: behind")


def exhibits(dataset: Dataset, query: Query) -> list[Exhibit]:
    """Return the exhibits of the goals of a plan, region and industry, read by the chosen method."""
    lines = standings.lines(dataset, query.on, query.plan, query.region, query.industry, query.method)
    lit, dark = lines.of(HAVING_A_WAY), lines.of(frozenset(Verdict) - HAVING_A_WAY)
    ways = [_ways(dataset, query, lit, len(lines))] if lit else []
    by_lag = lit.by_lag()
    lags = [_lags(dataset, query, by_lag)] if by_lag else []
    methods = [_methods(dataset, query, lit)] if lit else []
    result = common.in_looks(*zip(str(_LOOKS).split("|"), (ways, lags, methods), strict=True))
    others = _of_other_plans(dataset, query)
    if others:
        result.append(_other_plans(dataset, query, others))
    if dark:
        result.append(unlit(dataset, common.assessed(dataset, query, dark), dark.of_source()))
    return result


def _ways(dataset: Dataset, query: Query, lit: Lines, total: int) -> Exhibit:
    assessments = common.assessed(dataset, query, lit)
    return Exhibit(
        id="ways",
        title=str(_WAYS).format(plan=str(dataset.plan(query.plan).name), total=Count(total), known=len(lit)),
        scope=str(_WAYS_SCOPE),
        bare_scope=str(_WAYS_BARE),
        content=Bullets(Lazy(partial(bullet, dataset), assessments)),
        table=common.goal_table(dataset, assessments, lit.words("indicator")),
        sources=common.sources_of(dataset, query, lit),
        words=Late(lambda: narrative.goals(dataset, common.assessed(dataset, query, views.important(lit, _TOLD)))),
    )


def bullet(dataset: Dataset, one: Assessment) -> Bullet:
    """Return one goal on its way: base, number to reach, value, path and light."""
    standing = one.standing
    covered = standing.covered if standing.covered is not None else (1 if standing.is_met else None)
    return Bullet(
        title=Link(common.name(dataset, one.target.key), common.page_of(dataset, one.target.key)),
        place=common.goal_place(dataset, one),
        start=_start(one),
        end=f"{_REACH} {wording.to_reach(one)}",
        actual=_actual(one),
        covered=float(covered) if covered is not None else None,
        expected=float(standing.expected) if standing.expected is not None else None,
        light=common.light(dataset, one),
        remark=wording.remaining(one),
    )


def _start(one: Assessment) -> str:
    base = one.standing.base
    if base is None:
        return ""
    if not base.observations and not base.value:
        return str(_NO_CITED_BASE)
    return f"{wording.period(base.period)} {wording.reading(base, one.standing.indicator)}"


def _actual(one: Assessment) -> str:
    value = one.standing.value
    if value is None:
        return ""
    same = one.standing.base is not None and one.standing.base.period == value.period
    return "" if same else f"{wording.period(value.period)} {wording.reading(value, one.standing.indicator)}"


def _lags(dataset: Dataset, query: Query, ordered: Lines) -> Exhibit:
    assessments = common.assessed(dataset, query, ordered)
    return Exhibit(
        id="lags",
        title=str(_LAGS).format(method=str(METHODS[query.method].name)),
        scope=str(_LAGS_SCOPE),
        bare_scope=str(_LAGS_BARE),
        content=Bars(Lazy(partial(_lag_bar, dataset), assessments), zero=0.5, measure=str(_AHEAD)),
        table=common.goal_table(dataset, assessments, ordered.words("indicator")),
        sources=common.sources_of(dataset, query, ordered),
    )


def _lag_bar(dataset: Dataset, one: Assessment) -> Bar:
    lag = one.standing.lag or Decimal(0)
    return Bar(
        title=Link(common.name(dataset, one.target.key, short=True), common.page_of(dataset, one.target.key)),
        length=float(max(min(-lag / _CLIPPED, Decimal(1)), Decimal(-1))),
        label=wording.lag(one.standing.lag),
        light=common.light(dataset, one),
        note=common.goal_place(dataset, one),
        value=-lag,
    )


def _methods(dataset: Dataset, query: Query, lit: Lines) -> Exhibit:
    rows = Lazy(partial(_method_row, dataset, query), lit)
    return Exhibit(
        id="methods",
        title=str(_METHODS).format(count=Count(lit.disputed)),
        scope=str(_METHODS_SCOPE).format(count=len(METHODS)),
        content=Table(
            (str(_INDICATOR), str(_REGION), *(wording.opening(method.name) for method in METHODS.values())), rows
        ),
        sources=common.sources_of(dataset, query, lit),
        note=str(_METHODS_NOTE).format(default=next(iter(METHODS.values())).name),
    )


def _method_row(dataset: Dataset, query: Query, line: Line) -> tuple[Cell, ...]:
    row = [views.assessment_of(dataset, line.target, query.on, method) for method in METHODS]
    first = row[0]
    name = Link(common.name(dataset, first.target.key), common.page_of(dataset, first.target.key))
    return (name, common.goal_place(dataset, first), *(common.light(dataset, one) for one in row))


def _of_other_plans(dataset: Dataset, query: Query) -> Lines:
    lines = standings.lines(dataset, query.on, None, query.region, query.industry, query.method)
    began = lines.where(lambda due: due is None or due.first <= query.on.last, "due")
    return began.where(lambda plan: plan != query.plan, "plan").of(HAVING_A_WAY)


def _other_plans(dataset: Dataset, query: Query, others: Lines) -> Exhibit:
    ordered = others.by("plan", list(dataset.plans))
    unit = common.unit_among(dataset, ordered.words("indicator"))
    rows = Lazy(partial(_other_row, dataset, unit), common.assessed(dataset, query, ordered))
    return Exhibit(
        id="other-plans",
        title=str(_OTHERS).format(counts=str(narrative.counted(views.counts(others)))),
        scope=str(_OTHERS_SCOPE),
        content=Table(common.heads(_OTHERS_COLUMNS, unit, 5, 6), rows, frozenset({5, 6, 7})),
        sources=common.sources_of(dataset, query, others),
    )


def _other_row(dataset: Dataset, unit: Unit | None, one: Assessment) -> tuple[Cell, ...]:
    return (
        str(dataset.plan(one.target.plan).name),
        Link(common.name(dataset, one.target.key), common.page_of(dataset, one.target.key)),
        str(dataset.region(one.target.key.region).label),
        wording.due(one.target),
        wording.goal(one.target, one.standing.indicator),
        common.to_reach(one, unit),
        common.dated(one, unit),
        wording.remaining(one),
        common.light(dataset, one),
    )


def unlit(dataset: Dataset, dark: Sequence[Assessment], sources: Counter[str]) -> Exhibit:
    """Return the goals that cannot be judged, each with what is missing and who answers for it.

    `sources` says how many of them each source prints.
    """
    return Exhibit(
        id="dark",
        title=str(_DARK).format(count=Count(len(dark))),
        scope=str(_DARK_SCOPE),
        content=Table(tuple(str(_DARK_COLUMNS).split("|")), Lazy(partial(_dark_row, dataset), dark)),
        sources=common.most_cited(dataset, sources, lambda: views.evidence(dataset, dark)),
        links=(Link(str(_REMIND), "/due#goals", is_for_staff=True),),
    )


def _dark_row(dataset: Dataset, one: Assessment) -> tuple[Cell, ...]:
    reason = one.standing.reason
    return (
        Link(common.name(dataset, one.target.key), common.page_of(dataset, one.target.key)),
        str(dataset.region(one.target.key.region).label),
        wording.due(one.target),
        wording.goal(one.target, one.standing.indicator),
        wording.opening(wording.REASONS[reason] if reason else one.judgement.word),
        last_known(dataset, one),
        str(one.standing.indicator.owner),
        common.quoted(dataset, one.target.citation),
    )


def last_known(dataset: Dataset, one: Assessment) -> str:
    """Return since when a figure is missing: the period of the last one, whatever it was of use for."""
    latest = dataset.table.latest(one.target.key, one.standing.on)
    return wording.period(latest.period) if latest else str(_NEVER)
