"""What exhibits of goals share: the light with its method card, citations, the place of a key, the table of goals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial
from urllib.parse import quote

from dashboard.exhibits.evidence import Record, Sources, rows
from dashboard.exhibits.exhibit import Exhibit, Hint, Light, Link, Tab, Table
from dashboard.exhibits.lazy import Late, Lazy
from dashboard.query import Query
from indicators.dataset import ALL_INDUSTRIES, Dataset
from indicators.goals.methods import WORDS, Assessment, Verdict
from indicators.model import Citation, Key, Text
from indicators.views import scoreboard
from indicators.views.counted import Line
from indicators.words import cards, chinese, phrases, wording

CARDS = "/part/card"
_BESIDE = Text("{figure}（{period}，供对照）", "{figure} ({period}, for comparison)")
_AWAITED = Text("（待终期）", " (not final)")
_SOURCES_NAMED = 3
_AND_MORE = Text("等 {count} 个来源", " and others, {count} sources")
_PAGE = Text("第{page}页起的文章", "article from page {page}")
_QUOTE = Text("{source}：“{quote}”（{confidence}）", "{source}: “{quote}” ({confidence})")
_AGAIN = Text("同一目标另见：{citation}", "The same goal also stands in: {citation}")
_NOTE = Text("目标备注：{note}", "Note on the goal: {note}")
_GOAL_COLUMNS = Text(
    "指标|区域|规划|期限|目标|需达到|基期|现值|完成进度|序时进度|差距|判定",
    "Indicator|Region|Plan|Due|Goal|To reach|Base|Value|Covered|Expected|Remaining|Verdict",
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
    return most_cited(dataset, (one.citation.source for one in cited), lambda: (*cited, *behind()))


def sources_of(dataset: Dataset, query: Query, lines: Sequence[Line]) -> Sources:
    """Return the sources of goals that are counted, as `sources` does; the figures behind them when asked for."""
    names = (source for one in lines for source in one.sources)
    return most_cited(dataset, names, lambda: evidence(dataset, assessed(dataset, query, lines)))


def most_cited(dataset: Dataset, names: Iterable[str], records: Callable[[], Iterable[Record]]) -> Sources:
    """Return sources by how often they are named, with the figures that were read in them."""
    titles = tuple(dataset.source(name).title for name, _ in Counter(names).most_common())
    named = wording.apart(titles[:_SOURCES_NAMED])
    more = str(_AND_MORE).format(count=len(titles)) if len(titles) > _SOURCES_NAMED else ""
    return Sources(titles, named + more, rows(dataset, records))


def evidence(dataset: Dataset, assessments: Iterable[Assessment]) -> list[Record]:
    """Return goals, and every figure that they were held against."""
    found: list[Record] = []
    for one in assessments:
        found += [one.target, *scoreboard.readings(dataset, one)]
    return found


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


def goal_table(dataset: Dataset, assessments: Sequence[Assessment]) -> Table:
    """Return goals as rows: what was set, the number to reach, base, value, shares of the way, and the verdict."""
    columns = tuple(str(_GOAL_COLUMNS).split("|"))
    return Table(columns, Lazy(partial(_goal_row, dataset), assessments), frozenset({5, 6, 7, 8, 9}))


def _goal_row(dataset: Dataset, one: Assessment) -> tuple[str | Light | Link | Hint, ...]:
    standing, target = one.standing, one.target
    indicator = standing.indicator
    base = standing.base if standing.base and (standing.base.observations or standing.base.value) else None
    return (
        Link(name(dataset, target.key), page_of(dataset, target.key)),
        place(dataset, target.key),
        str(dataset.plan(target.plan).name),
        wording.due(target),
        wording.goal(target, indicator),
        wording.to_reach(one),
        f"{wording.reading(base, indicator)}{wording.aside(wording.period(base.period))}" if base else wording.ABSENT,
        dated(one),
        wording.share(standing.covered),
        wording.share(standing.expected),
        wording.remaining(one),
        light(dataset, one),
    )


def dated(one: Assessment) -> str | Hint:
    """Return the value of an assessment with its year, or the sign of absence with the reason."""
    value = one.standing.value
    if value is None:
        reason, beside = one.standing.reason, one.standing.beside
        words = str(wording.REASONS[reason]) if reason else wording.ABSENT
        if beside is None:
            return Hint(wording.ABSENT, words)
        figure = wording.reading(beside, one.standing.indicator)
        return Hint(str(_BESIDE).format(figure=figure, period=wording.period(beside.period)), words)
    return f"{wording.reading(value, one.standing.indicator)}{wording.aside(wording.period(value.period))}"
