"""The sentences of a bulletin: what the plan stands at, each headline indicator, ranks, what is new, what is owed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from indicators.dataset import Dataset
from indicators.goals.methods import WORDS, Assessment, Verdict
from indicators.goals.targets import Plan
from indicators.language import Count
from indicators.model import Region, Text
from indicators.periods import Period
from indicators.views import scoreboard
from indicators.views.counted import Line
from indicators.views.coverage import Debt
from indicators.views.regions import Place
from indicators.views.scoreboard import Headline
from indicators.views.since import Since
from indicators.views.standings import Turn
from indicators.words import english, figures, goals, phrases
from indicators.words.phrases import say

_PLAN = Text("{plan}{total}项目标中，{counts}。", "Of the {total} {total:goal|goals} of the {plan}, {counts}.")
_RANK = Text(
    "{period}，{subject}在{among}中列第{rank}位{moved}。",
    "{subject} ranked {place} of {among} in {period}{moved}.",
)
_UP, _DOWN = Text("，比上年前进{size}位", ", up {size}"), Text("，比上年后退{size}位", ", down {size}")
_LEVEL = Text("，与上年持平", ", as the year before")
_SINCE = Text("与上期（{release}）相比，{news}。", "Since the last issue ({release}): {news}.")
_ADDED = Text("新增数据{count}项", "{count} new {figures}")
_CORRECTED = Text("修订数据{count}项", "{count} corrected {figures}")
_TURNED = Text("{count}项目标的评价有变化", "{count} {goals} judged otherwise")
_NOTHING = Text("数据和评价均无变化", "no figure and no verdict has changed")
_FIGURES, _GOALS = (Text("", "figure"), Text("", "figures")), (Text("", "goal"), Text("", "goals"))
_SEVERAL = Text("{goal}（{count}项）", "{goal} ({count} of them)")
_TURN = Text("{subject}{goal}由{before}转为{now}。", "{subject}, {goal}: from {before} to {now}.")
_ATTENTION = Text("需要关注的目标{total}项：{counts}。", "Goals that need attention: {total}, {counts}.")
_ATTENTION_TOLD = Text(
    "需要关注的目标{total}项：{counts}；其中{names}的情况已在重点指标中说明。",
    "Goals that need attention: {total}, {counts}; those on {names} stand above.",
)
_NO_ATTENTION = Text("各项目标中暂无需要关注的目标。", "No goal needs attention.")
_OWED = Text(
    "{year}数据尚缺{total}项：{regions}。", "{total} {total:figure of {year} is|figures of {year} are} owed: {regions}."
)
_OF_REGION = Text("{region}{count}项", "{region} {count}")
_OF_EACH = Text("{regions}各{count}项", "{regions} {count} each")
_COMMA, _WHOLE_CITY = Text("，", ", "), Text("{whole}", "{whole}")
_OWNERS = Text("按责任单位分，{owners}。", "By who answers for them: {owners}.")
_REPLY = Text("请各责任单位于{date}前补报。", "They are to be reported by {date}.")
_NONE_OWED = Text("{year}应报数据均已报送。", "No figure of {year} is owed.")


def counts(plan: Plan, lines: Sequence[Line]) -> Text:
    """Return how many goals of a plan are reached, on pace, behind, and not judged."""
    name = Text(plan.name.zh, plan.name.en or plan.name.zh)
    return say(_PLAN, plan=name, total=Count(len(lines)), counts=phrases.counted(scoreboard.counts(lines)))


def headline(dataset: Dataset, one: Headline, on: Period) -> Text:
    """Return an indicator as one paragraph: value, change, and its goal with lag and gap; each said once."""
    known = [figure for figure in one.series if figure.value is not None and figure.period.ends_by(on)]
    assessment = one.assessment
    if not known:
        return goals.goal(dataset, assessment) if assessment else Text("", "")
    if assessment is None:
        return figures.series(dataset, known, on)
    value = assessment.standing.value
    if value is not None and known[-1].id in value.observations and assessment.standing.bar is not None:
        return phrases.clauses(
            (figures.series(dataset, known, on, stop=Text("", "")), goals.beside(dataset, assessment))
        )
    return phrases.paragraph((figures.series(dataset, known, on), goals.goal(dataset, assessment)))


def rank(dataset: Dataset, one: Place) -> Text:
    """Return the rank of the city among all cities of its province."""
    moved = Text("", "") if one.moved is None else _LEVEL
    if one.moved:
        moved = say(_UP if one.moved > 0 else _DOWN, size=str(abs(one.moved)))
    return say(
        dataset.city.says(_RANK),
        period=phrases.period(one.observation.period),
        subject=phrases.subject(dataset, one.observation.key),
        of=str(one.of),
        rank=str(one.rank),
        place=english.ordinal(str(one.rank)),
        moved=moved,
    )


def news(release: Text, found: Since) -> Text:
    """Return in a sentence what is new since the release of the last issue."""
    counted = ((_ADDED, found.added), (_CORRECTED, len(found.corrections)), (_TURNED, len(found.turns)))
    parts = [
        say(words, count=str(count), figures=_FIGURES[count > 1], goals=_GOALS[count > 1])
        for words, count in counted
        if count
    ]
    return say(_SINCE, release=release, news=phrases.join(parts) if parts else _NOTHING)


def turns(dataset: Dataset, found: Sequence[Turn]) -> list[Text]:
    """Return in a sentence each how the verdicts on goals have turned; goals of which the same is to be said, once."""
    alike = Counter(
        (one.now.target.key, phrases.the_goal(one.now.target), one.before.verdict, one.now.verdict) for one in found
    )
    return [
        say(
            _TURN,
            subject=phrases.subject(dataset, key),
            goal=say(_SEVERAL, goal=goal, count=str(count)) if count > 1 else goal,
            before=WORDS[before],
            now=WORDS[now],
        )
        for (key, goal, before, now), count in alike.items()
    ]


def attention(dataset: Dataset, late: Sequence[Line], named: Sequence[Assessment]) -> Text:
    """Return how many goals need attention, and which of them were told already."""
    if not late:
        return _NO_ATTENTION
    by_verdict: Mapping[Verdict, int] = Counter(one.verdict for one in late)
    names = list(dict.fromkeys(phrases.within(dataset, phrases.named(dataset, one.target.key)) for one in named))
    parts: dict[str, Text | str] = {"total": str(len(late)), "counts": phrases.counted(by_verdict)}
    return say(_ATTENTION_TOLD, **parts, names=phrases.listed(names)) if names else say(_ATTENTION, **parts)


def owed(dataset: Dataset, debts: Sequence[Debt], on: Period, until: Text) -> Text:
    """Return who owes how many figures, and until when they are to be reported where that is set."""
    year = phrases.period(on)
    if not debts:
        return say(_NONE_OWED, year=year)
    in_order = [*dataset.districts, dataset.region(dataset.city.region)]
    by_region = Counter(one.region.id for one in debts)
    counted = ((_named(dataset, one), by_region[one.id]) for one in in_order if by_region[one.id])
    regions = phrases.join(_grouped(counted), _COMMA)
    owners = Counter(one.indicator.owner for one in debts)
    listed = phrases.join(
        say(_OF_REGION, region=owner, count=str(count)) for owner, count in owners.most_common() if owner.zh
    )
    sentences = [say(_OWED, year=year, total=Count(len(debts)), regions=regions)]
    sentences += [say(_OWNERS, owners=listed)] if listed.zh else []
    sentences += [say(_REPLY, date=until)] if until.zh else []
    return phrases.paragraph(sentences)


def _named(dataset: Dataset, region: Region) -> Text:
    return (
        dataset.city.says(_WHOLE_CITY)
        if region.id == dataset.city.region
        else Text(region.name.zh, region.name.en or region.name.zh)
    )


def _grouped(counted: Iterable[tuple[Text, int]]) -> Iterator[Text]:
    """Names with how many each owes; those that owe as many are told together."""
    groups: dict[int, list[Text]] = {}
    for name, count in counted:
        groups.setdefault(count, []).append(name)
    for count, names in groups.items():
        words = _OF_EACH if names[1:] else _OF_REGION
        yield say(words, regions=phrases.listed(names), region=names[0], count=str(count))
