"""The card behind a light: the goal, the figure and how sure it is, why this light, and what would change it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from indicators.goals.intervals import Interval
from indicators.goals.methods import Assessment, Verdict
from indicators.goals.progress import Reason
from indicators.model import Status, Text
from indicators.words import wording

_GOAL = Text("目标：{due}{goal}，需达到 {reach}", "Goal: {due} {goal}, {reach} to reach")
_STRETCH = Text("，争取 {stretch}", ", striving for {stretch}")
_FIGURE = Text("数据：{period} {value}（{status}{bound}）", "Figure: {period} {value} ({status}{bound})")
_NO_FIGURE = Text("数据：没有可对照的数", "Figure: none to hold against it")
_BESIDE = Text("，{period}为 {value}，只供对照", "; {value} in {period}, for comparison only")
_BETWEEN = Text("，实际在 {ends}之间", ", between {ends}")
_BASE = Text("基期：{period} {value}", "Base: {period} {value}")
_WHY = Text("为何“{word}”：{why}", "Why “{word}”: {why}")
_BY_METHOD = Text("按“{method}”的界线", "by the limits of “{method}”")
_AWAY = Text("比基期更远离目标", "it is farther from the goal than the base was")
_CHANGES = Text("何时会变：{what}", "What would change it: {what}")
_SETTLED = Text("终期判定，以后的数据不再改变", "this is final: later figures do not change it")
_AT_DUE = Text("{due}数据公布后为终期判定", "it is judged for good when the figure of {due} is published")
_UNTIL_THEN = Text("每有新一期数据即更新，{due}数据公布后为终期判定", "each new figure; for good, that of {due}")
_COUNTED = Text("{due}正式数公布后为终期判定", "it is judged for good when {due} is counted")
_EXACT = Text("取得确数后判定", "it is judged when the exact figure is known")
_DATED = Text("明确完成期限后评价进度", "progress is judged when a date is set")
_MILESTONE = Text("完成与否由责任单位另行报告", "its owner reports whether it is done")
_NEXT = Text("取得新一期数据后更新", "the next figure")
_BASED = Text("补充基期数据后评价", "it is judged when the base is known")
_ESTIMATED = Text("目标期只有预计数，不作判定", "the due period is only estimated")
_SPANS = Text("数据只给出范围，其中两种结论都可能", "the figure is a range in which both are possible")
_MET_AT_DUE = Text("目标期的数据达到目标", "the figure of the due period meets the goal")
_MET = Text("最近一期数据已达到目标", "the latest figure meets the goal")
_LIMITS = Text(
    "界线：落后 {behind} 个百分点以内为略慢，{behind} 至 {far} 个为滞后，超过 {far} 个为严重滞后",
    "Limits: slightly behind up to {behind} percentage points, behind from {behind} to {far}, far behind beyond {far}",
)
_WAY = Text(
    "完成进度＝({now}－{start})÷({end}－{start})＝{share}", "Covered = ({now} − {start}) ÷ ({end} − {start}) = {share}"
)
_PATH = Text("序时进度 {share}，{lag}", "Expected by now {share}: {lag}")
_WHYS: Mapping[Verdict, Text] = MappingProxyType(
    {
        Verdict.LOST: Text("此前达到过目标，最近一期不再达到", "it was met before and is no longer"),
        Verdict.MISSED: Text("目标期的数据没有达到目标", "the figure of the due period does not meet the goal"),
    }
)
_CHANGED_BY: Mapping[Reason, Text] = MappingProxyType({Reason.NO_DUE: _DATED, Reason.NO_NUMBER: _MILESTONE})
_AWAITED = Text(
    "待终期数据：目标期数据尚未取得，按最近一期对照序时", "The final figure is awaited; the latest one is held instead"
)
_TREND = Text("↘ 已完成，但最近一期变动与目标方向相反", "↘ achieved, but the last change went the other way")


def method_card(assessment: Assessment) -> tuple[str, ...]:
    """Return the lines of the card: goal, base, figure, why, what would change it; then the method and its sum."""
    method, score = assessment.method, assessment.judgement.score
    lines = [_goal(assessment), *_base(assessment), _figure(assessment)]
    lines.append(str(_WHY).format(word=assessment.judgement.word, why=_why(assessment)))
    lines.append(str(_CHANGES).format(what=_what_changes(assessment)))
    lines += caveats(assessment)
    lines.append(f"{method.name}{wording.COLON}{method.formula}")
    lines += [*_sum_filled_in(assessment), *_limits(assessment)]
    if score is not None and method.id != "pace":
        lines.append(f"{method.score}{wording.COLON}{wording.digits(score, 3)} → {assessment.judgement.word}")
    return tuple(lines)


def caveats(assessment: Assessment) -> tuple[str, ...]:
    """Return what a reader has to know beside the verdict."""
    standing = assessment.standing
    notes = [str(_AWAITED)] if standing.awaits_final else []
    return (*notes, str(_TREND)) if standing.is_met and standing.trend_is_away else tuple(notes)


def _goal(one: Assessment) -> str:
    target, indicator = one.target, one.standing.indicator
    goal = wording.goal(target, indicator)
    text = str(_GOAL).format(due=wording.due(target), goal=goal, reach=wording.to_reach(one))
    if target.stretch is None:
        return text
    return text + str(_STRETCH).format(stretch=wording.amount(target.stretch, indicator))


def _base(one: Assessment) -> Iterator[str]:
    base = one.standing.base
    if base is not None and (base.value or base.observations):
        value = wording.reading(base, one.standing.indicator)
        yield str(_BASE).format(period=wording.period(base.period), value=value)


def _figure(one: Assessment) -> str:
    """The figure and how sure it is: how settled, and within which numbers where it is no exact one."""
    value, beside, indicator = one.standing.value, one.standing.beside, one.standing.indicator
    if value is None:
        known = {"period": wording.period(beside.period), "value": wording.reading(beside, indicator)} if beside else {}
        return str(_NO_FIGURE) + (str(_BESIDE).format(**known) if known else "")
    return str(_FIGURE).format(
        period=wording.period(value.period),
        value=wording.reading(value, indicator),
        status=wording.STATUS[value.status],
        bound=_bound(one, value.interval(indicator.kind)),
    )


def _bound(one: Assessment, values: Interval) -> str:
    if values.high is None or values.is_point:
        return ""
    return str(_BETWEEN).format(ends=wording.bounds(values.low, values.high, one.standing.indicator))


def _why(one: Assessment) -> str:
    standing = one.standing
    if not one.verdict.is_settled:
        is_expected = standing.is_final and standing.value is not None and standing.value.status is Status.ESTIMATE
        if one.verdict is Verdict.OPEN:
            return str(_ESTIMATED if is_expected else _SPANS)
        return str(wording.REASONS[standing.reason or Reason.UNDEFINED])
    if one.verdict is Verdict.ACHIEVED:
        return str(_MET_AT_DUE if standing.is_final else _MET)
    if one.verdict in _WHYS:
        return str(_WHYS[one.verdict])
    if one.method.id != "pace":
        return str(_BY_METHOD).format(method=one.method.name)
    away = f"{_AWAY}{wording.COMMA}" if standing.covered is not None and standing.covered < 0 else ""
    return away + wording.way(one)


def _what_changes(one: Assessment) -> str:
    standing, due = one.standing, one.target.due
    if standing.reason is not None and standing.reason in _CHANGED_BY:
        return str(_CHANGED_BY[standing.reason])
    if standing.reason is Reason.NO_BASE and standing.bar is None:
        return str(_BASED)
    if due is None:
        return str(_NEXT)
    if standing.is_final and one.verdict is Verdict.OPEN and standing.value is not None:
        is_expected = standing.value.status is Status.ESTIMATE
        return str(_COUNTED).format(due=wording.period(due)) if is_expected else str(_EXACT)
    if standing.is_final:
        return str(_SETTLED)
    has_light_until_then = one.verdict.is_settled and not due.ends_by(standing.on)
    return str(_UNTIL_THEN if has_light_until_then else _AT_DUE).format(due=wording.period(due))


def _limits(one: Assessment) -> Iterator[str]:
    """Where one light ends and the next begins, for the method that compares with the path."""
    if one.method.id == "pace" and one.standing.lag is not None:
        limits = one.standing.thresholds
        behind, far = wording.digits(limits.behind, 1), wording.digits(limits.far_behind, 1)
        yield str(_LIMITS).format(behind=behind, far=far)


def _sum_filled_in(one: Assessment) -> Iterator[str]:
    standing = one.standing
    base, value, bar = standing.base, standing.value, standing.bar
    if standing.covered is None or base is None or value is None or bar is None:
        return
    indicator = standing.indicator
    now, start, end = (wording.number(x, indicator) for x in (value.value, base.value, bar.nearest(base.value)))
    yield str(_WAY).format(now=now, start=start, end=end, share=wording.share(standing.covered))
    if standing.expected is not None and standing.lag is not None:
        yield str(_PATH).format(share=wording.share(standing.expected), lag=wording.lag(standing.lag))
