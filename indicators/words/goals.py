"""A goal held against what happened, in one sentence: where it stands, what is left, and what is missing."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from indicators.dataset import Dataset
from indicators.goals.methods import Assessment, Verdict
from indicators.goals.progress import Reading, Reason
from indicators.goals.targets import RULES, Comparator, Side
from indicators.model import Kind, Qualifier, Text
from indicators.words import phrases, wording
from indicators.words.phrases import say

_NUMBERED = Text("{due}{reach}的目标", "{goal} ({reach})")
_REACH = Text("{words}（{reach}）", "{words}, that is {reach}")
_MET, _MET_EARLY = Text("，完成{goal}", ", meeting {goal}"), Text("，已完成{goal}", ", already meeting {goal}")
_WITHIN = Text("，在{goal}区间内", ", within {goal}")
_ALLOWED = Text("，在允许范围内", ", within what “about” allows")
_OVER = Text("，超出{size}", " and exceeding it by {size}")
_BELOW = Text("，低于目标{size}", " and {size} below it")
_BETTER = Text("，比目标靠前{size}", " and {size} better")
_AWAY = Text("，但最近一期变动与目标方向相反", ", but the last change went the other way")
_MISSED = Text("，未完成{goal}，相差{size}", ", missing {goal} by {size}")
_SHORT = Text("，距{goal}相差{size}", ", {size} short of {goal}")
_OFF = Text("，距{goal}相差{size}", ", {size} away from {goal}")
_UNDECIDED = Text("，{goal}是否完成待核", "; whether that meets {goal} is open")
_BETWEEN = Text("，是否达到{goal}的序时进度待核", "; whether that is on pace for {goal} is open")
_BEHIND = Text("，落后序时进度{size}", ", {size} behind the path")
_AHEAD = Text("，快于序时进度{size}", ", {size} ahead of the path")
_ON_PATH = Text("，与序时进度同步", ", exactly on the path")
_LOST = Text("，此前曾达到", ", having met it before")
_GROW = Text("，年均需增长{size}", "; growth of {size} a year is needed")
_RISE = Text("，年均需提高{size}", "; an increase of {size} a year is needed")
_FALL = Text("，年均需降低{size}", "; a decrease of {size} a year is needed")
_CLIMB = Text("，年均需前进{size}", "; a gain of {size} a year is needed")
_DROP = Text("，年均可后退{size}", "; a fall of {size} a year is allowed")
_ONLY_BASE = Text("，为基期数", "; only the base is known")
_STALE = Text("，此后数据尚未公布，{goal}暂不评价", "; nothing later is published, so {goal} is not judged")
_NOT_YET = Text("，{due}数据尚未公布，待终期评价", "; the figure for {due} is awaited")
_NO_DUE = Text("，未定完成期限", "; no date is set, so progress is not judged")
_UNTOLD = Text("{subject}{due}目标为{words}，{reason}", "{subject}: {goal} is {words}; {reason}")
_MILESTONE = Text(
    "{subject}列入{due}重点任务，进展情况另行报告",
    "{subject}: a task for {due} without a number, reported on separately",
)
_UNDATED = Text("未定期限的", "no date set")
_PLAIN = Text("{size}", "{size}")
_ROUGH = Text("约{size}", "about {size}")
_LESS, _MORE = Text("不到{size}", "less than {size}"), Text("{size}以上", "more than {size}")
_LATEST = Text("；{period}为{value}{mark}", "; it stood at {value}{mark} in {period}")
_STOP = Text("。", ".")
_REASONS = {
    Reason.NOT_SET: Text("当时尚未设定", "it was not set yet"),
    Reason.NOT_BEGUN: Text("数据公布后评价", "it is judged when the figure is published"),
    Reason.NO_OBSERVATION: Text("暂缺数据，未作评价", "there is no figure to hold against it"),
    Reason.NO_BASE: Text("暂缺基期数据", "the base is missing, so the number to reach cannot be told"),
    Reason.NO_DUE: Text("未定完成期限", "no date is set, so the number to reach cannot be told"),
}
_UNREADABLE = Text("暂不评价", "the number to reach cannot be told")


def goal(dataset: Dataset, assessment: Assessment) -> Text:
    """Return one goal as a sentence: value, goal, what is left, lag and pace; or what is missing to say so."""
    return phrases.clauses((*_clauses(assessment)(dataset, assessment), _STOP))


def beside(dataset: Dataset, assessment: Assessment) -> Text:
    """Return how a goal is met or missed as the rest of a sentence that has told its value."""
    _, *rest = _clauses(assessment)(dataset, assessment)
    return phrases.clauses((*rest, _STOP))


def _clauses(one: Assessment) -> Callable[[Dataset, Assessment], Iterator[Text]]:
    """What tells a goal: by its verdict where the figure allows no more to be said, else by where it stands."""
    if one.standing.value is None or one.standing.bar is None:
        return _unread
    by_verdict = {Verdict.STALE: _stale, Verdict.OPEN: _undecided}
    return by_verdict.get(one.verdict, _met if one.standing.is_met else _open)


def _stale(dataset: Dataset, one: Assessment) -> Iterator[Text]:
    yield _value(dataset, one)
    yield say(_STALE, goal=_numbered(one))


def _undecided(dataset: Dataset, one: Assessment) -> Iterator[Text]:
    """A goal of which the figure bounds the value without deciding, or is itself only expected."""
    yield _value(dataset, one)
    values = one.standing.value.interval(one.standing.indicator.kind) if one.standing.value else None
    bar = one.standing.bar
    is_short = bar is not None and values is not None and bar.met_by_none(values)
    yield say(_BETWEEN if is_short and not one.standing.is_final else _UNDECIDED, goal=_numbered(one))


def _unread(dataset: Dataset, one: Assessment) -> Iterator[Text]:
    """A goal that cannot be held against anything: what was set, what is missing, and the value if there is one."""
    subject, goal_named = phrases.subject(dataset, one.target.key), phrases.the_goal(one.target)
    if one.standing.reason is Reason.NO_NUMBER:
        yield say(_MILESTONE, subject=subject, due=_due(one))
    else:
        words = phrases.goal_words(one.target, one.standing.indicator)
        reason = _REASONS.get(one.standing.reason, _UNREADABLE) if one.standing.reason else _UNREADABLE
        yield say(_UNTOLD, subject=subject, due=_due(one), goal=goal_named, words=words, reason=reason)
    known = one.standing.value or one.standing.beside
    if known is not None:
        yield say(_LATEST, **_figure(dataset, one, known))


def _due(one: Assessment) -> Text:
    return phrases.period(one.target.due) if one.target.due else _UNDATED


def _met(dataset: Dataset, one: Assessment) -> Iterator[Text]:
    standing = one.standing
    yield _value(dataset, one)
    if _is_band(one):
        yield say(_WITHIN, goal=_numbered(one))
    else:
        yield say(_MET if standing.is_final or standing.target.due is None else _MET_EARLY, goal=_numbered(one))
        if standing.gap:
            yield say(_beyond(one), size=distance(one))
        elif _is_allowed(one):
            yield _ALLOWED
    if standing.trend_is_away:
        yield _AWAY
    if standing.awaits_final:
        yield say(_NOT_YET, due=_due(one))


def _beyond(one: Assessment) -> Text:
    if one.standing.indicator.kind is Kind.RANK:
        return _BETTER
    return _OVER if one.standing.bar is None or one.standing.bar.side is Side.UP else _BELOW


def _open(dataset: Dataset, one: Assessment) -> Iterator[Text]:
    """A goal that is not met: missed, or on the way to it with what is left, the lag and the pace that is needed."""
    standing = one.standing
    yield _value(dataset, one)
    yield say(_left(one), goal=_numbered(one), size=distance(one))
    if standing.was_met and not standing.is_final:
        yield _LOST
    if standing.is_final:
        return
    if standing.lag is not None:
        yield _lag(one)
    if standing.target.due is None:
        yield _NO_DUE
        return
    if standing.value is standing.base:
        yield _ONLY_BASE
    if standing.needed is not None and standing.years_left != 1 and not _is_over(one):
        yield _pace(one)
    if standing.awaits_final:
        yield say(_NOT_YET, due=phrases.period(standing.target.due))


def _is_over(one: Assessment) -> bool:
    """Whether the goal's date lies before what is known, so that no pace can lead to it any more."""
    return one.target.due is not None and one.target.due.last < one.standing.on.last


def _left(one: Assessment) -> Text:
    if one.standing.is_final:
        return _MISSED
    is_upward = one.standing.bar is not None and one.standing.bar.side is Side.UP
    return _SHORT if is_upward or one.standing.indicator.kind is Kind.RANK else _OFF


def _is_allowed(one: Assessment) -> bool:
    """Whether the value meets the goal only because "about" lets it pass."""
    value, bar = one.standing.value, one.standing.bar
    return value is not None and bar is not None and value.value != bar.number


def distance(one: Assessment) -> Text:
    """Return how far value and goal are apart, and how exactly: 超 8,500 is less than 1,500 short of 10,000."""
    standing = one.standing
    gap, value, bar = standing.gap or wording.ZERO, standing.value, standing.bar
    size = phrases.difference(gap, standing.indicator)
    qualifier = value.qualifier if value else Qualifier.EXACT
    if qualifier is Qualifier.EXACT or bar is None:
        return say(_PLAIN, size=size)
    if qualifier is Qualifier.ABOUT or bar.side is Side.BOTH:
        return say(_ROUGH, size=size)
    is_better = (qualifier is Qualifier.OVER) is (bar.side is Side.UP)
    return say(_LESS if is_better is (gap > 0) else _MORE, size=size)


def _lag(one: Assessment) -> Text:
    lag = one.standing.lag
    if not lag:
        return _ON_PATH
    return say(_BEHIND if lag > 0 else _AHEAD, size=phrases.points(lag))


def _pace(one: Assessment) -> Text:
    standing = one.standing
    size = wording.both(wording.size_needed, one)
    up = standing.needed is not None and standing.needed > 0
    if standing.indicator.kind is Kind.RANK:
        return say(_DROP if up else _CLIMB, size=size)
    if standing.needed_growth is not None and up:
        return say(_GROW, size=size)
    return say(_RISE if up else _FALL, size=size)


def _value(dataset: Dataset, one: Assessment) -> Text:
    value = one.standing.value
    if value is None:
        raise ValueError(f"goal {one.target.id} has no value to tell")
    return phrases.figure(dataset, one.target.key, one.standing.indicator, **_figure(dataset, one, value))


def _figure(dataset: Dataset, one: Assessment, value: Reading) -> dict[str, Text]:
    read = [found for name in value.observations if (found := dataset.table.by_id(name)) is not None]
    return {
        "period": phrases.period(value.period),
        "value": phrases.amount(value.value, one.standing.indicator, value.qualifier),
        "mark": phrases.mark(read),
    }


def _numbered(one: Assessment) -> Text:
    """The goal by its date with the number to reach; where that is computed or a range, also as it is printed."""
    standing, bar = one.standing, one.standing.bar
    words = phrases.goal_words(one.target, standing.indicator)
    about = Qualifier.ABOUT if one.target.qualifier is Qualifier.ABOUT else Qualifier.EXACT
    reach = phrases.amount(bar.number, standing.indicator, about) if bar else words
    if RULES[one.target.comparator].needs_base:
        reach = say(_REACH, words=words, reach=reach)
    elif one.target.comparator in {Comparator.BETWEEN, Comparator.HOLD}:
        reach = words
    return say(_NUMBERED, due=_due(one), goal=phrases.the_goal(one.target), reach=reach)


def _is_band(one: Assessment) -> bool:
    bar = one.standing.bar
    return bar is not None and bar.side is Side.BOTH
