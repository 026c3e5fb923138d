"""Exhibits of the overview: headline cards, counts by verdict, goals that need attention, changes, the paragraph."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from dashboard.exhibits import common
from dashboard.exhibits.exhibit import Bar, Bars, Card, Cards, Cell, Exhibit, Link, Prose, Table, Tally
from dashboard.exhibits.lazy import Late, Lazy
from dashboard.query import Query
from indicators.dataset import Dataset
from indicators.goals.methods import WORDS, Assessment, Verdict
from indicators.language import Count
from indicators.model import Kind, Text, Unit
from indicators.views import scoreboard as views
from indicators.views import standings
from indicators.views.counted import Lines
from indicators.views.scoreboard import Headline
from indicators.views.standings import Turn
from indicators.words import changes, narrative, phrases, wording

_LISTED = 12
_COVERED = Text("完成进度（%）", "Share of the way covered, %")
_WHOLE_CITY = Text("{city}及各{parts}、园区", "{city}, its {parts} and parks")
_HEADLINE = Text("{place}主要指标与目标", "Headline indicators and goals of {place}")
_HEADLINE_SCOPE = Text(
    "现值、目标与完成进度（从基期到目标的路程）；竖线为按序时应到的位置", "Values, goals and shares of the way"
)
_TALLY = Text("{plan}目标 {total} 项：{counts}", "{plan}: {total} {total:goal|goals}, {counts}")
_TALLY_SCOPE = Text("按判定结果计数，单位：项；范围：{place}", "Goals counted by verdict; {place}")
_ATTENTION = Text(
    "需要关注的目标（{count} 项），按严重程度排列", "Goals that need attention ({count}), the worst first"
)
_NO_ATTENTION = Text("没有需要关注的目标", "No goal needs attention")
_ATTENTION_SCOPE = Text(
    "条长为完成进度（从基期到目标的路程＝100%），竖线为目标", "Share of the way covered; the line is the goal"
)
_ATTENTION_BARE = Text("完成进度：从基期到目标的路程＝100%", "Share of the way covered")
_CHANGED = Text("与一年前相比，{count} 项目标的判定有变化", "Verdicts that differ from a year before ({count})")
_CHANGED_SCOPE = Text(
    "{before}与{now}两次评估对照，转差者在前", "Assessed as of {before} and {now}, those that got worse first"
)
_CHANGED_COLUMNS = Text("指标|目标|上年判定|本年判定|差距", "Indicator|Goal|Before|Now|Remaining")
_PARAGRAPH = Text("可用于报告的文字", "A paragraph for a report")
_PARAGRAPH_SCOPE = Text(
    "由评估结果自动生成，数字与上面各图一致", "Written from the verdicts; its numbers are those of the charts above"
)
_NO_GOAL = Text("未设目标", "No goal set")
_GOAL_LINE = Text("{due}目标 {reach}", "Goal for {due}: {reach}")
_OTHER_GOAL = Text("另有目标：{due}{goal}（{word}）", "Also: {goal} by {due} ({word})")
_CARD_COLUMNS = Text(
    "指标|现值|时期|较上期|目标|完成进度（%）|序时进度（%）|差距|判定",
    "Indicator|Value|Period|Change|Goal|Covered (%)|Expected (%)|Remaining|Verdict",
)
_ALL_GOALS = Text("全部目标", "All goals")
_APART = Text("未计入：{counts}", "Not counted: {counts}")
_REMIND = Text("催报", "What is owed")


def exhibits(dataset: Dataset, query: Query) -> list[Exhibit]:
    """Return the exhibits of the overview for a plan, a year and a region."""
    region = query.region or dataset.city.region
    headlines = views.headline(dataset, query.on, query.plan, region, query.method)
    headlines = tuple(one for one in headlines if one.assessment or one.series)
    lines = standings.lines(dataset, query.on, query.plan, query.region, query.industry, query.method)
    place = _place(dataset, query)
    result = [_cards(dataset, query, headlines, str(dataset.region(region).name))] if headlines else []
    if lines:
        result += [
            _tally(dataset, query, lines, place),
            _attention(dataset, query, lines),
            _changes(dataset, query, lines),
        ]
    if headlines and lines:
        result.append(_paragraph(dataset, query, lines, place))
    return result


def verdict(dataset: Dataset, query: Query) -> Text:
    """Return the sentence that the overview opens with; empty where there is no goal."""
    lines = standings.lines(dataset, query.on, query.plan, query.region, query.industry, query.method)
    if not lines:
        return Text("", "")
    plan, place = dataset.plan(query.plan), dataset.region(query.region or dataset.city.region)
    return narrative.verdict(dataset, plan, lines, query.on, place, partial(common.assessed, dataset, query))


def _place(dataset: Dataset, query: Query) -> Text:
    if query.region is not None:
        return dataset.region(query.region).name
    city = dataset.city.name
    if not dataset.inside:
        return city
    return phrases.say(dataset.city.says(_WHOLE_CITY), city=city)


def _cards(dataset: Dataset, query: Query, headlines: tuple[Headline, ...], place: str) -> Exhibit:
    assessments = [one.assessment for one in headlines if one.assessment]
    unit = common.unit_of(dataset, (one.key for one in headlines))
    figures = [one for headline in headlines for one in headline.series[-1:]]
    return Exhibit(
        id="headline",
        title=str(_HEADLINE).format(place=place),
        scope=str(_HEADLINE_SCOPE),
        content=Cards(tuple(_card(dataset, one) for one in headlines), dataset.city.rise_colour),
        table=Table(
            common.heads(_CARD_COLUMNS, unit, 1),
            tuple(_card_row(dataset, unit, one) for one in headlines),
            frozenset({1, 3, 5, 6}),
        ),
        sources=common.sources(
            dataset,
            [*views.evidence(dataset, assessments), *figures],
            lambda: [one for headline in headlines for one in headline.series],
        ),
        words=tuple(narrative.series(dataset, one.series, query.on) for one in headlines if one.series),
    )


def _card(dataset: Dataset, one: Headline) -> Card:
    indicator, assessment, latest = one.indicator, one.assessment, one.latest
    number, unit = wording.ABSENT, ""
    if latest and latest.value is not None:
        number, unit = wording.scaled(latest.value, indicator, qualifier=latest.qualifier)
    standing = assessment.standing if assessment else None
    return Card(
        title=Link(str(indicator.label), common.page_of(dataset, one.key)),
        value=_qualified(one, number),
        unit=unit,
        when=_when(one),
        change=_change(dataset, one),
        goal=_goal_line(assessment) if assessment else str(_NO_GOAL),
        covered=float(standing.covered) if standing and standing.covered is not None else None,
        expected=float(standing.expected) if standing and standing.expected is not None else None,
        light=common.light(dataset, assessment) if assessment else None,
        lines=tuple(map(wording.opening, _lines(one))),
        trend=tuple((float(point.period.end), float(point.value)) for point in one.series if point.value is not None),
        goal_level=_goal_level(assessment),
        spoken=common.recent(indicator, one.series),
        rising=_rising(one),
    )


def _goal_level(assessment: Assessment | None) -> float | None:
    reach = assessment.standing.bar if assessment else None
    return float(reach.number) if reach else None


def _qualified(one: Headline, number: str) -> str:
    latest = one.latest
    return f"{wording.prefix(latest.qualifier)}{number}" if latest else number


def _when(one: Headline) -> str:
    latest = one.latest
    if latest is None:
        return wording.ABSENT
    hollow = wording.aside(wording.STATUS[latest.status]) if latest.status.is_hollow else ""
    return f"{wording.period(latest.period)}{hollow}"


def _change(dataset: Dataset, one: Headline) -> str:
    latest, before = one.latest, one.before
    if latest is None or before is None or latest.value is None or before.value is None:
        return ""
    change = changes.cell(dataset, latest, before)
    if change and latest.period.previous() != before.period:
        return f" {wording.since(before.period)} {change}"
    return f" {change}" if change else ""


def _rising(one: Headline) -> bool | None:
    latest, before = one.latest, one.before
    if latest is None or before is None or latest.value is None or before.value is None or latest.value == before.value:
        return None
    return (latest.value > before.value) is not (one.indicator.kind is Kind.RANK)  # the first place is the highest


def _goal_line(assessment: Assessment) -> str:
    return str(_GOAL_LINE).format(due=wording.due(assessment.target), reach=wording.to_reach(assessment))


def _lines(one: Headline) -> tuple[str, ...]:
    assessment = one.assessment
    if assessment is None:
        return ()
    standing = assessment.standing
    lines = [wording.remaining(assessment)]
    if standing.covered is not None and not standing.is_met:
        lines.append(wording.way(assessment))
    if standing.needed is not None:
        lines.append(wording.pace_needed(assessment))
    lines += [
        str(_OTHER_GOAL).format(
            due=wording.due(other.target),
            goal=wording.goal(other.target, one.indicator),
            word=str(other.judgement.word),
        )
        for other in one.others
    ]
    return tuple(lines)


def _card_row(dataset: Dataset, unit: Unit | None, one: Headline) -> tuple[Cell, ...]:
    assessment, latest = one.assessment, one.latest
    value = common.figure(latest.value, one.indicator, latest.qualifier, unit=unit) if latest else wording.ABSENT
    name = Link(str(one.indicator.name), common.page_of(dataset, one.key))
    figures = (name, value, _when(one), _change(dataset, one).strip())
    if assessment is None:
        return (*figures, str(_NO_GOAL), *[wording.ABSENT] * 4)
    standing = assessment.standing
    return (
        *figures,
        _goal_line(assessment),
        common.percent(standing.covered),
        common.percent(standing.expected),
        wording.remaining(assessment),
        common.light(dataset, assessment),
    )


def _tally(dataset: Dataset, query: Query, lines: Lines, place: Text) -> Exhibit:
    counts = views.counts(lines)
    plan = str(dataset.plan(query.plan).name)
    return Exhibit(
        id="tally",
        title=str(_TALLY).format(plan=plan, total=Count(len(lines)), counts=str(narrative.counted(counts))),
        scope=str(_TALLY_SCOPE).format(place=str(place)),
        content=Tally(tuple((common.bare(verdict), count) for verdict, count in counts.items() if verdict.is_settled)),
        table=common.goal_table(dataset, common.assessed(dataset, query, lines), lines.words("indicator")),
        sources=common.sources_of(dataset, query, lines),
        links=_apart(dataset, query, counts),
        words=_plan_in_words(dataset, query, lines, place),
    )


def _apart(dataset: Dataset, query: Query, counts: Mapping[Verdict, int]) -> tuple[Link, ...]:
    """The ways to all goals, to those that stand apart without a firm light, and for staff to what is owed."""
    goals = f"/goals{query.search(dataset, industry=None)}"
    links = (Link(str(_ALL_GOALS), goals),)
    apart = wording.listed(f"{WORDS[one]} {count}" for one, count in counts.items() if count and not one.is_settled)
    if not apart:
        return links
    return (
        *links,
        Link(str(_APART).format(counts=apart), f"{goals}#dark"),
        Link(str(_REMIND), "/due#goals", is_for_staff=True),
    )


def _plan_in_words(dataset: Dataset, query: Query, lines: Lines, place: Text) -> Sequence[Text]:
    plan = dataset.plan(query.plan)
    assessed = partial(common.assessed, dataset, query)
    return Late(lambda: [narrative.plan(dataset, plan, lines, query.on, place, assessed)])


def _attention(dataset: Dataset, query: Query, lines: Lines) -> Exhibit:
    urgent = views.attention(lines)
    late = common.assessed(dataset, query, urgent)
    title = str(_ATTENTION).format(count=len(late)) if late else str(_NO_ATTENTION)
    return Exhibit(
        id="attention",
        title=title,
        scope=str(_ATTENTION_SCOPE),
        bare_scope=str(_ATTENTION_BARE),
        content=Bars(Lazy(partial(_late_bar, dataset), late[:_LISTED]), measure=str(_COVERED)),
        table=common.goal_table(dataset, late, urgent.words("indicator")),
        sources=common.sources_of(dataset, query, urgent),
        width=6,
        links=(Link(str(_ALL_GOALS), f"/goals{query.search(dataset)}"),) if len(late) > _LISTED else (),
        words=Late(lambda: narrative.goals(dataset, late[:_LISTED])),
    )


def _late_bar(dataset: Dataset, one: Assessment) -> Bar:
    covered = one.standing.covered if one.standing.covered is not None else one.standing.completion
    return Bar(
        title=Link(common.name(dataset, one.target.key, short=True), common.page_of(dataset, one.target.key)),
        length=float(min(max(covered or 0, 0), 1)),
        label=wording.remaining(one),
        light=common.light(dataset, one),
        note=common.goal_place(dataset, one),
        tick=1.0,
        value=covered * 100 if covered is not None else None,
    )


def _changes(dataset: Dataset, query: Query, lines: Lines) -> Exhibit:
    turns = standings.turned(dataset, lines, query.on, query.method)
    return Exhibit(
        id="changes",
        title=str(_CHANGED).format(count=len(turns)),
        scope=str(_CHANGED_SCOPE).format(before=wording.period(query.on.previous()), now=wording.period(query.on)),
        content=Table(
            tuple(str(_CHANGED_COLUMNS).split("|")),
            Lazy(partial(_turn_row, dataset, query), turns),
        ),
        sources=common.sources_of(dataset, query, turns.now),
        width=6,
    )


def _turn_row(dataset: Dataset, query: Query, turn: Turn) -> tuple[Cell, ...]:
    now = views.assessment_of(dataset, turn.now.target, query.on, query.method)
    return (
        Link(common.name(dataset, now.target.key, short=True), common.page_of(dataset, now.target.key)),
        common.goal_place(dataset, now),
        common.bare(turn.before.verdict),
        common.light(dataset, now),
        wording.remaining(now),
    )


def _paragraph(dataset: Dataset, query: Query, lines: Lines, place: Text) -> Exhibit:
    words = _plan_in_words(dataset, query, lines, place)
    return Exhibit(
        id="paragraph",
        title=str(_PARAGRAPH),
        scope=str(_PARAGRAPH_SCOPE),
        content=Prose(tuple(str(one) for one in words)),
        words=words,
    )
