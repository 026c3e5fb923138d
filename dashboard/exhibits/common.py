"""What exhibits of goals share: the light with its method card, citations, the place of a key, the table of goals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import partial
from urllib.parse import quote

from dashboard.exhibits.evidence import NAMED, Record, Sources, rows
from dashboard.exhibits.exhibit import Exhibit, Hint, Light, Link, Tab, Table
from dashboard.exhibits.lazy import Late, Lazy
from dashboard.query import Query
from indicators.dataset import ALL_INDUSTRIES, Dataset
from indicators.goals.methods import WORDS, Assessment, Verdict
from indicators.goals.progress import Reading
from indicators.goals.readings import reading
from indicators.model import Citation, Indicator, Key, Qualifier, Text, Unit
from indicators.table import Observation
from indicators.views import scoreboard
from indicators.views.counted import Line, Lines
from indicators.words import cards, chinese, phrases, wording

CARDS = "/part/card"
_BESIDE = Text("{figure}（{period}，供对照）", "{figure} ({period}, for comparison)")
_AWAITED = Text("（待终期）", " (not final)")
_RECENT = Text("近年走势：{ends}", "Recent figures: {ends}")
_PAGE = Text("第{page}页起的文章", "article from page {page}")
_QUOTE = Text("{source}：“{quote}”（{confidence}）", "{source}: “{quote}” ({confidence})")
_AGAIN = Text("同一目标另见：{citation}", "The same goal also stands in: {citation}")
_NOTE = Text("目标备注：{note}", "Note on the goal: {note}")
_GOAL_COLUMNS = Text(
    "指标|区域|规划|期限|目标|需达到|基期|现值|完成进度（%）|序时进度（%）|差距|判定",
    "Indicator|Region|Plan|Due|Goal|To reach|Base|Value|Covered (%)|Expected (%)|Remaining|Verdict",
)


def in_looks(*groups: tuple[str, Sequence[Exhibit]]) -> list[Exhibit]:
    """Return exhibits in groups, of which a page shows one at a time: each with its name; empty groups are left out."""
    named = [(text, exhibits) for text, exhibits in groups if exhibits]
    return [
        replace(one, tab=Tab(text, exhibits[0].id if index else ""))
        for index, (text, exhibits) in enumerate(named)
        for one in exhibits
    ]


def place(dataset: Dataset, key: Key) -> str:
    """Return where a series is of: the region, and the industry where it is of one."""
    region = str(dataset.region(key.region).label)
    return region if key.industry == ALL_INDUSTRIES else f"{region}·{dataset.industry(key.industry).name}"


def name(dataset: Dataset, key: Key, *, short: bool = False) -> str:
    """Return the name of what a series shows: the indicator, with its industry where it is of one."""
    indicator = dataset.indicator(key.indicator)
    words = str(indicator.label) if short else str(indicator.name)
    if key.industry == ALL_INDUSTRIES:
        return words
    joined = chinese.joined(dataset.industry(key.industry).name.zh, words)
    return str(Text(joined, phrases.named(dataset, key).en))


def goal_place(dataset: Dataset, assessment: Assessment) -> str:
    """Return where a goal is set, when it is due, and in what words: 常州 · 2025年 · 倍增."""
    target = assessment.target
    words = wording.goal(target, assessment.standing.indicator)
    return f"{dataset.region(target.key.region).label} · {wording.due(target)} · {words}"


def page_of(dataset: Dataset, key: Key) -> str:
    """Return the address of the indicator's page, for the region and industry of the key."""
    parts = []
    if key.region != dataset.city.region:
        parts.append(f"region={key.region}")
    if key.industry != ALL_INDUSTRIES:
        parts.append(f"industry={key.industry}")
    return f"/indicators/{key.indicator}" + ("?" + "&".join(parts) if parts else "")


def cited(dataset: Dataset, citation: Citation) -> str:
    """Return one citation in words: source, page, quote, confidence."""
    return str(_QUOTE).format(
        source=source_of(dataset, citation),
        quote=citation.quote,
        confidence=wording.CONFIDENCE[citation.confidence],
    )


def quoted(dataset: Dataset, citation: Citation) -> Hint:
    """Return the source of a citation with its quote behind it."""
    return Hint(dataset.source(citation.source).title, cited(dataset, citation))


def source_of(dataset: Dataset, citation: Citation) -> str:
    """Return publisher, title and page of a citation."""
    source = dataset.source(citation.source)
    page = citation.page
    where = (
        (f"{wording.COMMA}{str(_PAGE).format(page=page)}" if page.isdecimal() else f"{wording.COMMA}{page}")
        if page
        else ""
    )
    publisher = (
        f"{source.publisher}{wording.COMMA}" if source.publisher and source.publisher not in source.title else ""
    )
    return f"{publisher}{source.title}{where}"


def sources(dataset: Dataset, records: Iterable[Record], behind: Callable[[], Iterable[Record]] = tuple) -> Sources:
    """Return the sources of the figures and goals that an exhibit shows; its line tells the most cited by name.

    `behind` makes the figures that it does not show, and from which something in it was reckoned: a change, a rank.
    """
    cited = tuple(records)
    return most_cited(dataset, Counter(one.citation.source for one in cited), lambda: (*cited, *behind()))


def sources_of(dataset: Dataset, query: Query, lines: Lines) -> Sources:
    """Return the sources of goals that are counted, as `sources` does; the figures behind them when asked for."""
    series = Late(lambda: lines.keys)
    return most_cited(
        dataset, lines.cited(), lambda: scoreboard.evidence(dataset, assessed(dataset, query, lines)), series
    )


def most_cited(
    dataset: Dataset, names: Counter[str], records: Callable[[], Iterable[Record]], series: Collection[Key] = ()
) -> Sources:
    """Return sources by how often they are named, with the figures that were read in them, or the series of these."""
    titles = tuple(dataset.source(name).title for name, _ in names.most_common())
    return Sources(titles, wording.apart(titles[:NAMED]), rows(dataset, records), series)


def light(dataset: Dataset, assessment: Assessment) -> Light:
    """Return the light of an assessment with the method card behind it."""
    word = wording.opening(assessment.judgement.word)
    if assessment.standing.is_met and assessment.standing.trend_is_away:
        word += " ↘"
    if assessment.standing.awaits_final and assessment.verdict.is_settled:
        word += str(_AWAITED)
    target, on, method = assessment.target, assessment.standing.on, assessment.method.id
    return Light(
        assessment.verdict,
        word,
        Late(partial(_method_card, dataset, assessment)),
        cited(dataset, target.citation),
        f"{CARDS}/{quote(target.id, safe='')}/{on}/{method}",
    )


def _method_card(dataset: Dataset, assessment: Assessment) -> list[str]:
    last, note = scoreboard.readings(dataset, assessment)[-1:], assessment.target.note
    again = [str(_AGAIN).format(citation=cited(dataset, one.citation)) for one in dataset.twins(assessment.target)]
    lines = [*cards.method_card(assessment), *(cited(dataset, one.citation) for one in last), *again]
    return [*lines, str(_NOTE).format(note=note)] if note else lines


def bare(verdict: Verdict) -> Light:
    """Return the light of a verdict alone, without a card."""
    return Light(verdict, wording.opening(WORDS[verdict]))


def assessed(dataset: Dataset, query: Query, lines: Sequence[Line]) -> Sequence[Assessment]:
    """Return goals that are counted as assessments, each worked out when it is asked for."""
    return Lazy(lambda one: scoreboard.assessment_of(dataset, one.target, query.on, query.method), lines)


def unit_of(dataset: Dataset, keys: Iterable[Key]) -> Unit | None:
    """Return the unit that figures share, which stands in the head of their column; None where they differ."""
    return unit_among(dataset, {key.indicator for key in keys})


def unit_among(dataset: Dataset, indicators: Collection[str]) -> Unit | None:
    """Return the unit that indicators share, as `unit_of` does."""
    units = {dataset.indicator(name).unit for name in indicators}
    unit = units.pop() if len(units) == 1 else None
    return unit if unit and unit.symbol else None


def heads(columns: Text, unit: Unit | None, *places: int) -> tuple[str, ...]:
    """Return the heads of a table, with the unit that the figures of some columns share."""
    names = str(columns).split("|")
    return tuple(
        f"{name}{wording.aside(wording.unit(unit))}" if unit and place in places else name
        for place, name in enumerate(names)
    )


def figure(
    value: Decimal | None, indicator: Indicator, qualifier: Qualifier = Qualifier.EXACT, *, unit: Unit | None = None
) -> str:
    """Return a figure as it stands in a cell: with its unit, unless the head of its column names it."""
    if value is None:
        return wording.ABSENT
    return wording.short(value, indicator, qualifier) if unit else wording.amount(value, indicator, qualifier)


def recent(indicator: Indicator, series: Sequence[Observation]) -> str:
    """Return what a small line says, in words: from which figure to which it leads."""
    known = [one for one in series if one.value is not None]
    ends = [
        f"{wording.period(one.period)} {wording.reading(reading(one), indicator)}" for one in (*known[:1], *known[-1:])
    ]
    return str(_RECENT).format(ends=wording.clauses(ends)) if known else ""


def percent(share: Decimal | None) -> str:
    """Return a share as it stands in a column whose head says that it holds percentages."""
    return wording.share(share).removesuffix("%")


def goal_table(
    dataset: Dataset, assessments: Sequence[Assessment], indicators: Collection[str], *, named: bool = True
) -> Table:
    """Return goals as rows: what was set, the number to reach, base, value, shares of the way, and the verdict.

    `indicators` are those of the assessments, which need not be worked out for the unit in the heads; where all
    goals are of the one that a page is about, they are not `named` anew in each row.
    """
    unit, first = unit_among(dataset, indicators), 0 if named else 1
    rows = Lazy(lambda one: _goal_row(dataset, unit, one)[first:], assessments)
    numbers = frozenset(place - first for place in (5, 6, 7, 8, 9))
    return Table(heads(_GOAL_COLUMNS, unit, 5, 6, 7)[first:], rows, numbers)


def to_reach(one: Assessment, unit: Unit | None = None) -> str:
    """Return the number that a goal asks for, without the unit where the head of its column names it."""
    bar = one.standing.bar
    return figure(bar.number if bar else None, one.standing.indicator, unit=unit)


def _goal_row(dataset: Dataset, unit: Unit | None, one: Assessment) -> tuple[str | Light | Link | Hint, ...]:
    standing, target = one.standing, one.target
    indicator = standing.indicator
    base = standing.base if standing.base and (standing.base.observations or standing.base.value) else None
    return (
        Link(name(dataset, target.key), page_of(dataset, target.key)),
        place(dataset, target.key),
        str(dataset.plan(target.plan).name),
        wording.due(target),
        wording.goal(target, indicator),
        to_reach(one, unit),
        _in_its_period(base, indicator, unit) if base else wording.ABSENT,
        dated(one, unit),
        percent(standing.covered),
        percent(standing.expected),
        wording.remaining(one),
        light(dataset, one),
    )


def _in_its_period(one: Reading, indicator: Indicator, unit: Unit | None) -> str:
    return f"{figure(one.value, indicator, one.qualifier, unit=unit)}{wording.aside(wording.period(one.period))}"


def dated(one: Assessment, unit: Unit | None = None) -> str | Hint:
    """Return the value of an assessment with its year, or the sign of absence with the reason.

    Without the unit where the head of its column names it.
    """
    value = one.standing.value
    if value is None:
        reason, beside = one.standing.reason, one.standing.beside
        words = str(wording.REASONS[reason]) if reason else wording.ABSENT
        if beside is None:
            return Hint(wording.ABSENT, words)
        written = figure(beside.value, one.standing.indicator, beside.qualifier, unit=unit)
        return Hint(str(_BESIDE).format(figure=written, period=wording.period(beside.period)), words)
    return _in_its_period(value, one.standing.indicator, unit)
