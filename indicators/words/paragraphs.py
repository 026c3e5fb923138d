"""Paragraphs: a plan, a region, an industry, each with its counts first and then what matters most."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import islice

from indicators.dataset import Dataset
from indicators.goals.methods import Assessment, Verdict
from indicators.goals.targets import Plan
from indicators.model import Indicator, Region, Text
from indicators.periods import Period
from indicators.views import scoreboard
from indicators.views.industries import Branch
from indicators.views.regions import Place
from indicators.views.scoreboard import J, Judged
from indicators.words import english, phrases, wording
from indicators.words.goals import distance, goal
from indicators.words.phrases import say

_PLAN = Text("截至{on}，{place}{plan}{goals}。", "Goals of {place} ({plan}) as of {on}: {goals}.")
_VERDICT = Text("截至{on}，{place}{plan}{goals}{worst}。", "Goals of {place} ({plan}) as of {on}: {goals}{worst}.")
_WORST = Text("；差距突出的有{names}", "; furthest behind: {names}")
_SHORT_BY = Text("{subject}（{size}）", "{subject} ({size})")
_GAP = Text("相差{size}", "off by {size}")
_NO_PLAN = Text("{place}没有目标（{plan}）。", "{place} ({plan}): no goals.")
_GOALS = Text("{region}{goals}。", "Goals of {region}: {goals}.")
_COUNTED = Text("{total}项目标中，{counts}", "{total}, of which {counts}")
_UNJUDGED = Text("{total}项目标暂缺数据，未作评价", "{total}, not judged for want of figures")
_NO_FIGURES = Text("{region}暂缺年度数据。", "There are no yearly figures of {region}.")
_RANK = Text("，在有数据的{of}个同级区域中列第{rank}位", ", {place} of the {of} with figures")
_NEXT_RANK = Text("，列第{rank}位", ", {place} of {of}")
_SAME_PERIOD = "{period}，"
_SEMICOLON, _STOP = Text("；", "; "), Text("。", ".")
_NO_FIGURE = Text("{subject}暂无数据", "{subject}: no figure")
_AIMS = Text("，目标为{aims}", "; goals: {aims}")
_AIM = Text("{due}达到{reach}", "{reach} by {due}")
_AIM_UNDATED = Text("达到{reach}（未定期限）", "{reach} (no date set)")
_FIRST, _SHOWN = 5, 3


def important(assessments: Sequence[Assessment], most: int = _FIRST) -> Sequence[Assessment]:
    """Return the goals to tell first, so many at most: those that need attention, then the others with a light."""
    return scoreboard.important(assessments, most)


def goals(dataset: Dataset, assessments: Sequence[Assessment], most: int = 12) -> tuple[Text, ...]:
    """Return a sentence for each of the most important goals."""
    return tuple(goal(dataset, one) for one in important(assessments, most))


def plan(
    dataset: Dataset,
    chosen: Plan,
    judged: Sequence[J],
    on: Period,
    place: Text,
    assessed: Callable[[Sequence[J]], Sequence[Assessment]],
) -> Text:
    """Return a paragraph on the goals of a plan: counts by verdict, then the headline goals and the most urgent.

    `assessed` makes assessments of those that are told; the others are counted only.
    """
    name = Text(chosen.name.zh, chosen.name.en or chosen.name.zh)
    if not judged:
        return say(_NO_PLAN, place=place, plan=name)
    head = say(_PLAN, on=phrases.period(on), place=place, plan=name, goals=_tally(judged))
    return phrases.paragraph((head, *(goal(dataset, one) for one in assessed(_leading(dataset, judged)))))


def verdict(
    dataset: Dataset,
    chosen: Plan,
    judged: Sequence[J],
    on: Period,
    place: Region,
    assessed: Callable[[Sequence[J]], Sequence[Assessment]],
) -> Text:
    """Return one sentence on the goals of a plan: the counts by verdict, and which are furthest behind by how much.

    `assessed` makes assessments of those that are told; the others are counted only.
    """
    late = scoreboard.attention(judged)
    worst = tuple(islice(_once_a_series(late), _SHOWN))
    names = phrases.join(_off(dataset, one) for one in assessed(worst))
    where = phrases.place(place)
    return say(
        _VERDICT,
        on=phrases.period(on),
        place=Text(where.zh if place.id != dataset.city.region else "", where.en),
        plan=Text(chosen.name.zh, chosen.name.en or chosen.name.zh),
        goals=_tally(judged),
        worst=say(_WORST, names=names) if worst else Text("", ""),
    )


def _off(dataset: Dataset, one: Assessment) -> Text:
    """A goal that is missed or behind by its name, with its distance, or its lag where there is no distance."""
    name = phrases.counted_by(phrases.named(dataset, one.target.key), one.standing.indicator)
    if one.target.key.region != dataset.city.region:
        name = phrases.subject(dataset, one.target.key)
    return say(_SHORT_BY, subject=phrases.within(dataset, name), size=say(_GAP, size=distance(one)))


def _once_a_series(judged: Iterable[J]) -> Iterator[J]:
    """Yield of each series the goal that comes first."""
    known = set()
    for one in judged:
        if one.target.key not in known:
            known.add(one.target.key)
            yield one


def _tally(judged: Sequence[Judged]) -> Text:
    """How many goals there are and how many of them have which light, or that none could be judged."""
    counts = scoreboard.counts(judged)
    words = _COUNTED if phrases.has_judged(counts) else _UNJUDGED
    return say(words, total=str(len(judged)), counts=phrases.counted(counts))


def _leading(dataset: Dataset, judged: Sequence[J]) -> tuple[J, ...]:
    """The goals of headline indicators that have a light, in their order, then those that need attention."""
    keys = [dataset.key(name) for name in dataset.city.headline]
    headline = [one for one in scoreboard.of_series(judged, keys) if _has_light(one)]
    urgent = (one for one in scoreboard.attention(judged) if one.target.key not in keys)
    return (*headline, *islice(urgent, _SHOWN))


def _has_light(one: Judged) -> bool:
    return one.verdict.is_settled or one.verdict is Verdict.OPEN


def region(dataset: Dataset, described: Region, places: Sequence[Place], assessments: Sequence[Assessment]) -> Text:
    """Return a paragraph on a region: its figures with the best and worst ranks, then its goals."""
    sentences = (_figures(dataset, described, places), *_goals(dataset, described, assessments))
    return phrases.paragraph(one for one in sentences if one.zh)


def _figures(dataset: Dataset, described: Region, places: Sequence[Place]) -> Text:
    """Figures whose ranks are in front or behind by the rule; where there are none, the best ones that are known."""
    if not places:
        return say(_NO_FIGURES, region=phrases.place(described))
    ranked = sorted((one for one in places if one.rank), key=lambda one: (one.rank or 0) / one.of)
    front = [one for one in ranked if one.is_in_front][:_SHOWN]
    behind = [one for one in reversed(ranked) if one.is_behind][:_SHOWN]
    chosen = sorted([*front, *behind] or ranked[:_SHOWN], key=lambda one: -one.observation.period.last)
    if not chosen:
        return Text("", "")
    before = (None, *chosen[:-1])
    first, *others = map(partial(_rank, dataset), chosen, before)
    sentence = phrases.join([first, *(phrases.within(dataset, one) for one in others)], _SEMICOLON)
    return phrases.clauses((sentence, _STOP))


def _rank(dataset: Dataset, one: Place, before: Place | None) -> Text:
    """A figure with its rank; what was said of the one before (region, period, how many regions) is not said again."""
    indicator, when = dataset.indicator(one.observation.key.indicator), phrases.period(one.observation.period)
    value = phrases.amount(one.value, indicator, one.observation.qualifier)
    mark = phrases.mark((one.observation,))
    text = phrases.figure(dataset, one.observation.key, indicator, period=when, value=value, mark=mark)
    is_same = before is not None and before.observation.period == one.observation.period
    if before is not None:
        text = replace(text, zh=text.zh.replace(phrases.place(one.region).zh, "", 1))
    if is_same:
        text = replace(text, zh=text.zh.removeprefix(_SAME_PERIOD.format(period=when.zh)))
    words = _NEXT_RANK if is_same and before is not None and before.of == one.of else _RANK
    rank = str(one.rank)
    return phrases.clauses((text, say(words, rank=rank, place=english.ordinal(rank), of=str(one.of))))


def _goals(dataset: Dataset, described: Region, assessments: Sequence[Assessment]) -> Iterator[Text]:
    name = phrases.place(described)
    if not assessments:
        return
    yield say(_GOALS, region=name, goals=_tally(assessments))
    yield from goals(dataset, [one for one in assessments if one.verdict.is_settled], _SHOWN)


def industry(dataset: Dataset, branch: Branch, size: Indicator) -> Text:
    """Return an industry as a sentence: its latest figure and the numbers that its goals have to reach."""
    key = dataset.key(size.id, None, branch.industry.id)
    parts = [say(_NO_FIGURE, subject=phrases.subject(dataset, key))]
    if branch.latest is not None and branch.latest.value is not None:
        value = phrases.amount(branch.latest.value, size, branch.latest.qualifier)
        when, mark = phrases.period(branch.latest.period), phrases.mark((branch.latest,))
        parts = [phrases.figure(dataset, key, size, period=when, value=value, mark=mark)]
    aims = tuple(dict.fromkeys(_aim(one) for one in branch.goals if one.standing.bar))
    if aims:
        parts.append(say(_AIMS, aims=phrases.join(aims)))
    return phrases.clauses((*parts, _STOP))


def _aim(one: Assessment) -> Text:
    bar, due = one.standing.bar, one.target.due
    reach = phrases.amount(bar.number if bar else wording.ZERO, one.standing.indicator)
    return say(_AIM, due=phrases.period(due), reach=reach) if due else say(_AIM_UNDATED, reach=reach)
