"""The figures of an exhibit as native charts: what a workbook or a slide draws itself, and a reader can edit there."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from math import ceil, floor
from typing import Any, Literal

from dashboard.exhibits.exhibit import Bar, Bars, Bullets, Content, Exhibit, Light, Plot, Stack, Tally, words
from dashboard.theme import GROUND
from indicators.goals.methods import Verdict
from indicators.model import Text
from indicators.words import wording

_COVERED = Text("完成进度（%）", "share of the way covered, %")
_EXPECTED = Text("按序时应达（%）", "share expected by now, %")
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_BEYOND = 1.5  # of the goal, where a bar is cut off; its number stands inside
_STEPS, _ROUND = 6, (1, 2, 5, 10)  # of the axis of values
_WHOLE, _GENERAL, _THOUSAND, _MOST = "#,##0", "General", 1000, 2
_WHOLE_WAY = 100.0
Look = Literal["solid", "dash", "dot", "marks"]
_COUNTED: Look = "solid"
_PLANNED: Look = "dash"
_GOALS = Text("目标数（项）", "goals")
_BY_END = Text("财年（按结束年份）", "Financial year, by the year in which it ends")


@dataclass(frozen=True, slots=True)
class Series:
    """One named series: a value for each point; `look` says whether a line joins the points, and which.

    Bars that are not solid are hollow: what is expected by now beside what was counted. `colour` is that of the screen,
    empty where it has none of its own; `hollow` has the places of the marks that are hollow there: estimates.

    `shown` has the words that the screen shows of each point, empty where it shows none; `verdicts` says how each is
    judged, empty where nothing is.
    """

    name: str
    points: tuple[tuple[str | int, float | None], ...]
    look: Look = "solid"
    shown: tuple[str, ...] = ()
    verdicts: tuple[Verdict | None, ...] = ()
    colour: str = ""
    hollow: frozenset[int] = frozenset()

    @property
    def patterns(self) -> tuple[str, ...]:
        """Return the number format of each point, by which it has the decimals that the screen shows."""
        shown = self.shown or ("",) * len(self.points)
        return tuple(pattern(value, text) for (_, value), text in zip(self.points, shown, strict=True))


@dataclass(frozen=True, slots=True)
class Chart:
    """One native chart: `line` has years (numbers) across, `bar` has names down; `falling` puts low values on top.

    `goal` is the value to reach, where it is the same for all bars: a rule stands there, and the axis ends not far
    beyond it. `up` is where the axis of values begins and ends on the screen, None where it says nothing of it. `years`
    says what the years across are where they are none of the calendar. A slide or a sheet draws one Chart as one
    object.
    """

    kind: Literal["line", "bar"]
    title: str
    series: tuple[Series, ...]
    falling: bool = False
    goal: float | None = None
    up: tuple[float, float] | None = None
    years: str = ""

    @property
    def scale(self) -> tuple[float, float, float] | None:
        """Return where the axis of values begins and ends as on the screen, at whole steps, and its step.

        Amounts of which none is negative begin at zero at the lowest, places in a ranking nowhere before the first.
        """
        if self.up is None:
            return None
        low, high = self.up
        low = max(low, 0.0) if all((value or 0) >= 0 for one in self.series for _, value in one.points) else low
        rough = Decimal(str((high - low) / _STEPS))
        unit = Decimal(1).scaleb(rough.adjusted())
        step = next(size * unit for size in _ROUND if size * unit >= rough)
        first, last = (floor(Decimal(str(low)) / step) * step, ceil(Decimal(str(high)) / step) * step)
        return float(max(first, Decimal(1)) if self.falling else first), float(last), float(step)

    @property
    def span(self) -> tuple[float, float] | None:
        """Return where the axis of values begins and ends so that the goal is seen; None where there is no goal."""
        if self.goal is None:
            return None
        values = [value for series in self.series for _, value in series.points if value is not None]
        steps = -min(0, int(min(values, default=0) // self.goal))
        return -min(steps, 1) * self.goal, _BEYOND * self.goal

    @property
    def pattern(self) -> str:
        """Return the number format of the axis of values: as on the screen, no more decimals than its steps need."""
        largest = max((abs(value or 0) for series in self.series for _, value in series.points), default=0)
        return _WHOLE if largest >= _THOUSAND else _GENERAL


def pattern(value: float | None, shown: str = "") -> str:
    """Return the number format by which a value has the decimals that it has in words; in other words, two at most."""
    exact = abs(Decimal(str(value or 0)))
    for found in _NUMBER.findall(shown):
        decimals = len(found.partition(".")[2])
        if exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP) == Decimal(found.replace(",", "")):
            return _pattern(decimals)
    return _pattern(len(wording.digits(exact, _MOST).partition(".")[2]))


def _pattern(decimals: int) -> str:
    return _WHOLE + ("." + "0" * decimals if decimals else "")


def charts(content: Content) -> tuple[Chart, ...]:
    """Return the native charts that show a content; none where there is no such chart, and a table shows it."""
    if isinstance(content, Plot):
        return _of_figure(content.figure, content.title)
    if isinstance(content, Bars):
        known = [bar for bar in content.bars if bar.value is not None]
        names = _apart([words(bar.title) for bar in known], [bar.note for bar in known])
        points = tuple((name, float(bar.value or 0)) for name, bar in zip(names, known, strict=True))
        shown = tuple(_of_bar(bar) for bar in known)
        series = Series(content.measure, points, shown=shown, verdicts=_verdicts([bar.light for bar in known]))
        return (Chart("bar", content.measure, (series,)),) if points else ()
    if isinstance(content, Bullets):
        return _of_bullets(content)
    if isinstance(content, Tally):
        known_parts = [(light, count) for light, count in content.parts if count]
        counts = tuple((light.word, float(count)) for light, count in known_parts)
        series = Series(str(_GOALS), counts, verdicts=_verdicts([light for light, _ in known_parts]))
        return (Chart("bar", str(_GOALS), (series,)),) if counts else ()
    if isinstance(content, Stack):
        return tuple(chart for part in content.contents for chart in charts(part))
    return ()


def scope_over(one: Exhibit) -> str:
    """Return the line over the native charts of an exhibit: lines have the marks of its picture, bars have not."""
    drawn = charts(one.content)
    return one.scope if drawn and all(chart.kind == "line" for chart in drawn) else one.bare_scope or one.scope


def _of_bar(bar: Bar) -> str:
    """The number that a bar measures, in the words at its end where it stands there, else as a share of a way."""
    value = bar.value or Decimal(0)
    return f"{bar.label} {wording.digits(abs(value), 1)}"


def _apart(names: list[str], notes: list[str]) -> list[str]:
    """Names that are told apart by their notes where two are the same."""
    return [
        f"{name}{wording.aside(note)}" if names.count(name) > 1 else name
        for name, note in zip(names, notes, strict=True)
    ]


def _of_bullets(content: Bullets) -> tuple[Chart, ...]:
    known = [one for one in content.bullets if one.covered is not None]
    names = [f"{one.title.text}{wording.aside(one.place)}" for one in known]
    covered = [None if one.covered is None else 100 * one.covered for one in known]
    expected = [None if one.expected is None else 100 * one.expected for one in known]
    counted, planned = (
        Series(str(measure), tuple(zip(names, values, strict=True)), look, tuple(map(_share, values)))
        for measure, values, look in ((_COVERED, covered, _COUNTED), (_EXPECTED, expected, _PLANNED))
    )
    judged = replace(counted, verdicts=_verdicts([one.light for one in known]))
    return (Chart("bar", str(_COVERED), (judged, planned), goal=_WHOLE_WAY),) if known else ()


def _verdicts(lights: Sequence[Light | None]) -> tuple[Verdict | None, ...]:
    """What lights say; nothing where nothing is judged."""
    return tuple(light.verdict if light else None for light in lights) if any(lights) else ()


def _share(percent: float | None) -> str:
    return "" if percent is None else wording.share(Decimal(str(percent)) / 100)


def _of_figure(figure: Mapping[str, Any], title: str) -> tuple[Chart, ...]:
    """The named traces of a figure, one chart for each of its panels. A trace with ids has names down."""
    panels: dict[str, list[Mapping[str, Any]]] = {}
    for trace in figure["data"]:
        if "name" in trace:
            panels.setdefault(trace.get("yaxis", "y"), []).append(trace)
    return tuple(_panel(figure["layout"], axis, traces, title) for axis, traces in panels.items())


def _panel(layout: Mapping[str, Any], axis: str, traces: list[Mapping[str, Any]], title: str) -> Chart:
    described: Mapping[str, Any] = layout.get("yaxis" + axis.removeprefix("y"), {})
    low, high = described.get("range", (0, 1))
    falling = described.get("autorange") == "reversed" or low > high
    up = (float(min(low, high)), float(max(low, high))) if "range" in described else None
    names = [html.unescape(trace["name"]) for trace in traces]
    if "ids" in traces[0]:
        return Chart("bar", names[0], tuple(map(_bar, names, traces)), goal=traces[0].get("meta", {}).get("goal"))
    own = [name for name, trace in zip(names, traces, strict=True) if "markers" in trace["mode"] and _is_main(trace)]
    across: Mapping[str, Any] = layout.get("xaxis" + axis.removeprefix("y"), {})
    years = "" if _is_of_calendar(across) else str(_BY_END)
    told = title or wording.listed(own or names[:1])
    return Chart("line", told, tuple(map(_line, names, traces)), bool(falling), up=up, years=years)


def _is_of_calendar(across: Mapping[str, Any]) -> bool:
    """Whether the years below a chart are called by their numbers."""
    return [str(year) for year in across.get("tickvals", ())] == [*across.get("ticktext", ())]


def _bar(name: str, trace: Mapping[str, Any]) -> Series:
    values = trace.get("meta", {}).get("values", trace["x"])  # what is drawn may be cut off at the edge
    points = tuple(zip(map(html.unescape, trace["ids"]), values, strict=True))
    verdicts = tuple(map(Verdict, trace.get("meta", {}).get("verdicts", ())))
    return Series(name, points, shown=_shown(trace), verdicts=verdicts)


def _line(name: str, trace: Mapping[str, Any]) -> Series:
    labels = _shown(trace) or ("",) * len(trace["x"])
    marks = _hollow(trace)
    kept = [one for one in zip(trace["x"], trace["y"], labels, marks, strict=True) if one[0] is not None]
    points, shown = tuple((x, y) for x, y, *_ in kept), tuple(words for _, _, words, _ in kept)
    joined = "lines" in trace["mode"]
    look = _LOOKS.get(trace.get("line", {}).get("dash", "solid"), "solid") if joined or _is_main(trace) else "marks"
    hollow = frozenset(place for place, (*_, is_hollow) in enumerate(kept) if is_hollow)
    return Series(name, points, look, shown, colour=_colour(trace), hollow=hollow)


def _colour(trace: Mapping[str, Any]) -> str:
    """The colour of a trace: of its line, of the rim of its marks, or of its marks where they are all alike."""
    marker = trace.get("marker", {})
    found = (trace.get("line", {}), marker.get("line", {}), marker)
    return next((one["color"] for one in found if isinstance(one.get("color"), str)), "")


def _hollow(trace: Mapping[str, Any]) -> list[bool]:
    """Whether each mark is hollow: white within a rim, or a mark that is only a rim."""
    marker = trace.get("marker", {})
    inside, sign = marker.get("color", ""), str(marker.get("symbol", ""))
    each = [inside] * len(trace["x"]) if isinstance(inside, str) else inside
    return [one == GROUND or sign.endswith("-open") for one in each]


def _shown(trace: Mapping[str, Any]) -> tuple[str, ...]:
    """The number of each point as the screen writes it, also where its label has found no room there."""
    return tuple(trace.get("meta", {}).get("shown", ()))


def _is_main(trace: Mapping[str, Any]) -> bool:
    """Marks of figures are a line, also where traces of their own draw it; goals and where a trend lands are not."""
    return trace.get("marker", {}).get("symbol") not in {"diamond", "circle-open"}


_LOOKS: Mapping[str, Look] = {"solid": "solid", "dash": "dash", "dot": "dot"}
