"""What is written anew on each run of a report: SECTIONS names the pieces, and each is made of one release."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from dashboard.exhibits import common
from dashboard.exhibits.exhibit import Cell, Exhibit, Link, Prose, Table
from dashboard.query import Query
from indicators.dataset import Correction, Dataset
from indicators.goals.methods import Assessment, Verdict
from indicators.model import Text
from indicators.periods import Period
from indicators.views import coverage, regions, scoreboard, standings
from indicators.views.scoreboard import Headline
from indicators.views.since import since
from indicators.words import bulletin, changes, narrative, wording

_OVERVIEW, _INDICATORS = Text("总体情况", "Overall"), Text("重点指标", "Headline indicators")
_REVISED = Text("修订数据对照", "Corrected figures")
_ATTENTION, _OWED = Text("需要关注的目标", "Goals that need attention"), Text("缺报情况", "What is owed")
_PROGRESS_NAME = Text("目标进展", "Progress of goals")
_BRIEF = Text("一区一页", "One page a region")
_CORRECTED = Text("修订数据对照（与{release}相比）", "Corrected figures, against {release}")
_CORRECTED_SCOPE = Text("单位随数", "Units stand beside the figures")
_CORRECTED_COLUMNS = Text("指标|区域|时期|上期公布|本期更正为|理由", "Indicator|Region|Period|Was|Is|Why")
_FIGURES = Text("{name}主要指标", "Main figures of {name}")
_FIGURES_SCOPE = Text("各指标最近一年的数；单位随数", "Latest figures, units beside them")
_FIGURE_COLUMNS = Text("指标|最近值|时期|较上年|位次", "Indicator|Latest|Period|Change|Rank")
_GOALS = Text("{name}目标进展", "Goals of {name}")
_GOAL_COLUMNS = Text("指标|期限|目标|现值|差距|判定", "Indicator|Due|Goal|Value|Remaining|Verdict")
_PROGRESS = Text("{plan}目标进展", "Goals of {plan}")
_OF_PART = Text("{place}{name}", "{name}, {place}")
_PROGRESS_SCOPE = Text(
    "单位随数；尚无数据可对照的 {count} 项未列", "Units beside the figures; {count} without a figure are left out"
)
_PROGRESS_COLUMNS = Text(
    "指标|期限|目标|现值|完成进度（%）|序时进度（%）|差距|判定",
    "Indicator|Due|Goal|Value|Covered (%)|Expected (%)|Remaining|Verdict",
)
_LEFT_OUT = Text("另有 {count} 项未列，见该区页面", "{count} more on its page")
_MATRIX = Text("{city}各{parts}主要指标", "The {parts} of {city} side by side")
_MATRIX_SCOPE = Text("格内为最近一年的数，下行为年份和当年位次", "Latest figure; its year and its rank below")
_MATRIX_NOTE = Text(
    "位次只在同一年有数的{parts}之间比较，少于3个不排位；“—”为缺报", "Ranks compare one year; a dash: not reported"
)
_DISTRICT, _INDICATOR = Text("{part}", "{Part}"), Text("指标", "Indicator")
_DISTRICTS = Text("各地区对照", "Regions side by side")
_STAMP = Text("{release}（{date}发布）", "{release}, published {date}")
_DATE = Text("{month}{day}日", "{day} {month}")
_MOST_FIGURES, _MOST_GOALS = 10, 6


@dataclass(frozen=True, slots=True)
class Moment:
    """What a section is written of: a release, the one of the last issue, what is asked, and a region."""

    dataset: Dataset
    before: Dataset | None
    query: Query
    region: str = ""

    @property
    def stamp(self) -> str:
        """Return which release it is, and when that was published."""
        release = self.dataset.city.release
        return str(_STAMP).format(release=str(release.name), date=release.date)

    @property
    def headlines(self) -> tuple[Headline, ...]:
        """Return the headline indicators of the city with their goals of the plan."""
        asked = self.query
        return scoreboard.headline(self.dataset, asked.on, asked.plan, self.dataset.city.region, asked.method)


@dataclass(frozen=True, slots=True)
class Section:
    """A piece of a report: what it is called, and its exhibits."""

    name: Text
    make: Callable[[Moment], list[Exhibit]]


def date(day: dt.date) -> str:
    """Return a day as a letter is dated: 2026年11月26日, 26 November 2026."""
    return str(_DATE).format(month=wording.period(Period.parse(f"{day:%Y-%m}")), day=day.day)


def _prose(name: str, title: Text, *paragraphs: Text) -> list[Exhibit]:
    texts = tuple(str(one) for one in paragraphs if str(one))
    return [Exhibit(name, str(title), "", Prose(texts))] if texts else []


def _overview(at: Moment) -> list[Exhibit]:
    """One paragraph: what the plan stands at, the ranks of the city in its province, what is new since last time."""
    data, asked = at.dataset, at.query
    lines = standings.lines(data, asked.on, asked.plan, method=asked.method)
    sentences = [bulletin.counts(data.plan(asked.plan), lines)] if lines else []
    for name in dict.fromkeys((*data.city.headline, *data.city.matrix)):
        compared = regions.comparison(data, name, data.peers, asked.on)
        own = [one for one in compared.places if one.region.id == data.city.region] if compared else []
        sentences += [bulletin.rank(data, one) for one in own if one.rank and one.of == len(data.peers)]
    if at.before is not None:
        found = since(data, at.before, asked.on, asked.plan, asked.method)
        sentences.append(bulletin.news(at.before.city.release.name, found))
        sentences += bulletin.turns(data, found.turns)
    return _prose("overview", _OVERVIEW, narrative.paragraph(sentences))


def _corrected(at: Moment) -> list[Exhibit]:
    """The published figures that were corrected since the last issue, each with both values."""
    if at.before is None:
        return []
    found = since(at.dataset, at.before, at.query.on, at.query.plan, at.query.method).corrections
    known = [
        one for one in found if one.key.indicator in at.dataset.indicators and one.key.region in at.dataset.regions
    ]
    if not known:
        return []
    title = str(_CORRECTED).format(release=str(at.before.city.release.name))
    rows = tuple(_correction(at.dataset, one) for one in known)
    table = Table(tuple(str(_CORRECTED_COLUMNS).split("|")), rows, frozenset({3, 4}))
    return [Exhibit("corrected", title, str(_CORRECTED_SCOPE), table)]


def _correction(dataset: Dataset, one: Correction) -> tuple[Cell, ...]:
    indicator = dataset.indicator(one.key.indicator)
    values = (wording.ABSENT if value is None else wording.amount(value, indicator) for value in (one.old, one.new))
    return (
        Link(common.name(dataset, one.key), common.page_of(dataset, one.key)),
        str(dataset.region(one.key.region).label),
        wording.period(one.period),
        *values,
        one.reason or wording.ABSENT,
    )


def _indicators(at: Moment) -> list[Exhibit]:
    paragraphs = [bulletin.headline(at.dataset, one, at.query.on) for one in at.headlines]
    return _prose("indicators", _INDICATORS, *paragraphs)


def _attention(at: Moment) -> list[Exhibit]:
    """The goals that need attention; those of headline indicators are told there already."""
    data, asked = at.dataset, at.query
    late = scoreboard.attention(standings.lines(data, asked.on, asked.plan, method=asked.method))
    headline = {one.assessment.target.id: one.assessment for one in at.headlines if one.assessment}
    headlines = [headline[one.target.id] for one in late if one.target.id in headline]
    others = [one for one in late if one.target.id not in headline]
    found = [scoreboard.assessment_of(data, one.target, asked.on, asked.method) for one in others]
    sentences = [narrative.goal(data, one) for one in found]
    return _prose("attention", _ATTENTION, bulletin.attention(data, late, headlines), *sentences)


def _matrix(at: Moment) -> list[Exhibit]:
    """The districts by the indicators of the city's table: each with its latest figure, the year and the rank below.

    What there are fewer of stands side by side, so that the table stands upright where it can.
    """
    data, asked = at.dataset, at.query
    described = [data.indicator(name) for name in data.city.matrix]
    columns = [regions.entries(data, one.id, asked.on, asked.method) for one in described]
    if not any(columns):
        return []
    districts = [str(one.region.name) for one in columns[0]]
    names = [f"{one.label}{wording.aside(wording.unit(one.unit))}" for one in described]
    cells = [[_entry(one) for one in column] for column in columns]
    is_turned = len(districts) < len(names)
    first, across, down = (_INDICATOR, districts, names) if is_turned else (_DISTRICT, names, districts)
    heads = (str(data.city.says(first)), *across)
    rows = tuple((name, *row) for name, row in zip(down, cells if is_turned else zip(*cells, strict=True), strict=True))
    places = [one.place for column in columns for one in column if one.place]
    return [
        Exhibit(
            "matrix",
            str(data.city.says(_MATRIX)).format(city=str(data.city.name)),
            str(_MATRIX_SCOPE),
            Table(heads, rows, frozenset(range(1, len(heads)))),
            sources=common.sources(
                data, [one.observation for one in places], lambda: regions.behind_ranks(data, places)
            ),
            note=str(data.city.says(_MATRIX_NOTE)),
        )
    ]


def _entry(one: regions.Entry) -> str:
    if one.place is None:
        return wording.ABSENT
    figure, rank = one.place.observation, f" {one.place.rank}/{one.place.of}" if one.place.rank else ""
    number = wording.short(one.place.value, one.indicator, figure.qualifier)
    period = str(figure.period) if figure.period.grain.is_yearly else wording.period(figure.period)
    return f"{number}\n{period}{rank}"


def _progress(at: Moment) -> list[Exhibit]:
    """The goals of the plan that have a figure to be held against, those that need attention first."""
    data, asked = at.dataset, at.query
    lines = standings.lines(data, asked.on, asked.plan, method=asked.method)
    judged = lines.of(frozenset(one for one in Verdict if one.is_settled) | {Verdict.OPEN})
    if not judged:
        return []
    in_order = {one.target.id: one for one in (*judged.urgent(), *judged)}.values()
    found = [scoreboard.assessment_of(data, one.target, asked.on, asked.method) for one in in_order]
    table = Table(
        tuple(str(_PROGRESS_COLUMNS).split("|")), tuple(_way(data, one) for one in found), frozenset({3, 4, 5})
    )
    return [
        Exhibit(
            "progress",
            str(_PROGRESS).format(plan=str(data.plan(asked.plan).name)),
            str(_PROGRESS_SCOPE).format(count=len(lines) - len(judged)),
            table,
            sources=common.sources(data, scoreboard.evidence(data, found)),
        )
    ]


def _way(dataset: Dataset, one: Assessment) -> tuple[Cell, ...]:
    name, *rest = _goal(dataset, one)
    place = one.target.key.region
    of_part = str(_OF_PART).format(place=dataset.region(place).label, name=name)
    named = of_part if place != dataset.city.region else name
    shares = (common.percent(one.standing.covered), common.percent(one.standing.expected))
    return (named, *rest[:3], *shares, *rest[3:])


def _owed(at: Moment) -> list[Exhibit]:
    data = at.dataset
    days, released = data.city.bulletin.reply_days, data.city.release.date
    day = date(released + dt.timedelta(days=days)) if days else ""
    return _prose("owed", _OWED, bulletin.owed(data, coverage.debts(data, at.query.on), at.query.on, Text(day, day)))


def _brief(at: Moment) -> list[Exhibit]:
    """A district as it goes on one page: its paragraph, its main figures, its goals."""
    data, on = at.dataset, at.query.on
    region = data.region(at.region)
    places = regions.profile(data, region, on)
    assessments = scoreboard.scoreboard(data, on, None, region.id, None, at.query.method)
    found = _prose("brief", _BRIEF, narrative.region(data, region, places, assessments))
    order = {name: number for number, name in enumerate(data.city.matrix)}
    first = sorted(places, key=lambda one: order.get(one.observation.key.indicator, len(order)))
    if first:
        rows = tuple(_figure(data, one) for one in first[:_MOST_FIGURES])
        found.append(
            Exhibit(
                "main-figures",
                str(_FIGURES).format(name=str(region.name)),
                str(_FIGURES_SCOPE),
                Table(tuple(str(_FIGURE_COLUMNS).split("|")), rows, frozenset({1, 3})),
                sources=common.sources(
                    data,
                    [one.observation for one in first[:_MOST_FIGURES]],
                    lambda: regions.behind_ranks(data, first[:_MOST_FIGURES]),
                ),
                note=_left_out(len(first) - _MOST_FIGURES),
            )
        )
    if assessments:
        chosen = narrative.important(assessments, _MOST_GOALS)
        found.append(
            Exhibit(
                "main-goals",
                str(_GOALS).format(name=str(region.name)),
                "",
                Table(
                    tuple(str(_GOAL_COLUMNS).split("|")), tuple(_goal(data, one) for one in chosen), frozenset({3, 4})
                ),
                sources=common.sources(data, scoreboard.evidence(data, chosen)),
                note=_left_out(len(assessments) - len(chosen)),
            )
        )
    return found


def _left_out(count: int) -> str:
    return str(_LEFT_OUT).format(count=count) if count > 0 else ""


def _figure(dataset: Dataset, one: regions.Place) -> tuple[Cell, ...]:
    figure = one.observation
    indicator = dataset.indicator(figure.key.indicator)
    before = dataset.table.at(figure.key, figure.period.previous())
    change = changes.cell(dataset, figure, before) if before and before.value is not None else ""
    return (
        str(indicator.name),
        wording.amount(one.value, indicator, figure.qualifier),
        wording.period(figure.period),
        change or wording.ABSENT,
        wording.ranked(one.rank, one.of, one.moved) or wording.ABSENT,
    )


def _goal(dataset: Dataset, one: Assessment) -> tuple[Cell, ...]:
    """A goal as a row of paper; why there is no distance is what its light says."""
    return (
        common.name(dataset, one.target.key),
        wording.due(one.target),
        wording.goal(one.target, one.standing.indicator),
        common.dated(one),
        wording.ABSENT if one.standing.gap is None else wording.remaining(one),
        common.light(dataset, one),
    )


SECTIONS: Mapping[str, Section] = MappingProxyType(
    {
        "overview": Section(_OVERVIEW, _overview),
        "corrected": Section(_REVISED, _corrected),
        "indicators": Section(_INDICATORS, _indicators),
        "matrix": Section(_DISTRICTS, _matrix),
        "attention": Section(_ATTENTION, _attention),
        "owed": Section(_OWED, _owed),
        "progress": Section(_PROGRESS_NAME, _progress),
        "brief": Section(_BRIEF, _brief),
    }
)
