"""A series through the years: figures, goals with the path to each, and where the trend lands."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Any

from dashboard.charts.labels import PLACES, SIZE, WIDE, Frame, Label, Texts, in_two_widths, placed, years_below
from dashboard.charts.marks import counted, height, is_cut, is_hollow
from dashboard.theme import BLUE, GOAL, GROUND, MUTED, figure, plain
from indicators.goals.methods import Assessment
from indicators.model import Direction, Indicator, Text
from indicators.periods import Period
from indicators.table import Observation
from indicators.words import wording

_JOINED_WITHIN = 2
_LABELLED = 9
_LONG_PATH = 3
_MARGIN = {"l": 64, "r": 72, "t": 30, "b": 34}
_HEIGHT = 336.0  # of the plotting area, where it is lowest: on paper
_ROOM, _LANDS = 0.12, 7.0
_LIKES = (("top center",), ("middle right", "bottom center"))  # of figures, of goals
_TREND = Text("按基期以来年均变动推算 {value}", "On the pace since the base: {value}")
_GOAL = Text("目标 {value}", "Goal {value}")
_GOAL_OF = Text("{due}目标 {value}", "Goal for {due}: {value}")
_GOALS, _PATH = Text("目标", "Goal"), Text("从基期到目标的路径", "Path from base to goal")
_PACE = Text("按现速推算", "On the present pace")
Trace = dict[str, Any]


def trend(indicator: Indicator, series: Sequence[Observation], goals: Sequence[Assessment]) -> dict[str, Any]:
    """Return the chart of one series: estimates hollow, long gaps dotted, goals as diamonds on dashed paths.

    Labels that would lie on each other give way: first those of earlier figures and goals, which hover and table tell.
    """
    reached = [one for one in goals if one.standing.bar is not None and one.target.due is not None]
    lines = [*_line(indicator, series), *_path(_last_due(reached)), *_landing(reached)]
    marks = [_points(indicator, series), *_goals(indicator, reached)]
    periods = [one.period for one in series] + [one.target.due for one in reached if one.target.due]
    years = [one.year for one in periods]
    across = (min(years, default=0) - 0.6, max(years, default=0) + 0.9)
    up = _range([*lines, *marks], indicator.direction)
    drawn = figure(
        [*lines, *marks],
        margin=_MARGIN,
        xaxis={
            **years_below(periods, across, _MARGIN, WIDE),
            "range": list(across),
            "showgrid": False,
        },
        yaxis={"range": list(up), "tickformat": ",", "nticks": 6},
    )
    narrow = years_below(periods, across, _MARGIN)
    return in_two_widths(drawn, lambda width: _labelled(lines, marks, across, up, width), narrow)


def _range(traces: Sequence[Trace], direction: Direction) -> tuple[float, float]:
    """The values from bottom to top, with room for labels at either end; said, so that labels can be placed by it."""
    values = [value for trace in traces for value in trace["y"] if value is not None] or [0.0]
    low, high = min(values), max(values)
    room = _ROOM * ((high - low) or abs(high) or 1.0)
    return (high + room, low - room) if direction is Direction.LOWER else (low - room, high + room)


def _labelled(
    lines: Sequence[Trace],
    marks: Sequence[Trace],
    across: tuple[float, float],
    up: tuple[float, float],
    width: float,
) -> Texts:
    """The labels of the marks, placed: the last figure chooses first, then the last goal, then the first figure."""
    frame = Frame(width - _MARGIN["l"] - _MARGIN["r"], _HEIGHT, across, up, _MARGIN["r"], _MARGIN["t"])
    ends = {
        which: max((index for index, text in enumerate(trace["text"]) if text), default=0)
        for which, trace in enumerate(marks)
    }
    labels = {
        (which, index): Label((x, y), trace["text"][index], _size(trace), _LIKES[which], must=index == ends[which])
        for which, trace in enumerate(marks)
        for index, (x, y) in enumerate(zip(trace["x"], trace["y"], strict=True))
        if trace["text"][index]
    }
    order = sorted(labels, key=lambda key: (key[1] != ends[key[0]], key != (0, 0), -labels[key].point[0], key))
    around = [((x, y), _size(trace)) for trace in marks for x, y in zip(trace["x"], trace["y"], strict=True)]
    around += [((trace["x"][-1], trace["y"][-1]), _LANDS) for trace in lines if "marker" in trace]
    segments = [pair for trace in lines for pair in pairwise(zip(trace["x"], trace["y"], strict=True)) if _whole(pair)]
    places = dict(zip(order, placed([labels[key] for key in order], around, segments, frame), strict=True))
    return {
        len(lines) + which: {
            "text": [text if places.get((which, index)) else "" for index, text in enumerate(trace["text"])],
            "textposition": [places.get((which, index)) or PLACES[0] for index in range(len(trace["x"]))],
        }
        for which, trace in enumerate(marks)
    }


def _size(trace: Trace) -> float:
    return float(trace["marker"]["size"])


def _whole(pair: tuple[tuple[Any, Any], tuple[Any, Any]]) -> bool:
    return all(value is not None for point in pair for value in point)


def _line(indicator: Indicator, series: Sequence[Observation]) -> list[Trace]:
    """The figures joined: solid between near years, dotted over a longer gap, cut where nothing may join."""
    pairs = list(zip([None, *series], series, strict=False))
    cut = frozenset(one.id for before, one in pairs if before and is_cut(indicator, before, one))
    far = {one.id for before, one in pairs if before and one.period.year - before.period.year > _JOINED_WITHIN}
    dotted, solid = (_joined(indicator, series, cuts) for cuts in (cut, cut | far))
    line = {"type": "scatter", "mode": "lines", "hoverinfo": "skip"}
    return [
        {**line, **dotted, "line": {"color": BLUE, "width": 1, "dash": "dot"}},
        {**line, **solid, "line": {"color": BLUE, "width": 2.5}},
    ]


def _joined(indicator: Indicator, series: Sequence[Observation], cuts: frozenset[str]) -> dict[str, list[float | None]]:
    """The points of a line, with a gap before each figure that is cut off."""
    across: list[float | None] = []
    up: list[float | None] = []
    for one in series:
        across += [None, one.period.year] if one.id in cuts else [one.period.year]
        y = height(one, indicator)
        up += [None, y] if one.id in cuts else [y]
    return {"x": across, "y": up}


def _points(indicator: Indicator, series: Sequence[Observation]) -> Trace:
    labelled = len(series) <= _LABELLED
    last = len(series) - 1
    texts = [
        wording.short(one.value, indicator, one.qualifier)
        if one.value is not None and (labelled or index in {0, last})
        else ""
        for index, one in enumerate(series)
    ]
    hovers = [plain(_hover(indicator, one)) for one in series]
    return {
        "type": "scatter",
        "name": plain(str(indicator.label)),
        "mode": "markers+text",
        "x": [one.period.year for one in series],
        "y": [height(one, indicator) for one in series],
        "meta": {
            "shown": [wording.number(one.value or Decimal(0), indicator, qualifier=one.qualifier) for one in series]
        },
        "text": texts,
        "textfont": {"color": BLUE, "size": SIZE},
        "cliponaxis": False,
        "customdata": hovers,
        "hovertemplate": "%{customdata}<extra></extra>",
        "marker": {
            "size": 8,
            "color": [GROUND if is_hollow(indicator, one) else BLUE for one in series],
            "line": {"color": BLUE, "width": 2},
        },
    }


def _hover(indicator: Indicator, one: Observation) -> str:
    value = wording.amount(one.value, indicator, one.qualifier) if one.value is not None else wording.ABSENT
    settled, trusted = wording.STATUS[one.status], wording.CONFIDENCE[one.citation.confidence]
    return f"{wording.period(one.period)} {value}{wording.aside(f'{settled}·{trusted}')}"


def _last_due(goals: Sequence[Assessment]) -> Assessment | None:
    """The goal whose path is drawn: of those that span several years the one due last, so that paths do not cross."""
    spanning = [one for one in goals if one.standing.base is not None]
    long = [one for one in spanning if _span(one) >= _LONG_PATH]
    return max(long or spanning, key=lambda one: (one.target.due or one.standing.on).last, default=None)


def _span(one: Assessment) -> int:
    base, due = one.standing.base, one.target.due
    return due.year - base.period.year if base and due else 0


def _path(one: Assessment | None) -> list[Trace]:
    if one is None:
        return []
    base, bar, due, indicator = one.standing.base, one.standing.bar, one.target.due, one.standing.indicator
    if base is None or bar is None or due is None or (not base.observations and not base.value):
        return []
    return [
        {
            "type": "scatter",
            "name": str(_PATH),
            "mode": "lines",
            "x": [base.period.year, due.year],
            "y": [counted(one, indicator) for one in (base.value, bar.number)],
            "meta": {"shown": [wording.number(one, indicator) for one in (base.value, bar.number)]},
            "line": {"color": GOAL, "width": 1.3, "dash": "dash"},
            "hoverinfo": "skip",
        }
    ]


def _landing(goals: Sequence[Assessment]) -> list[Trace]:
    """The straight trend of the goal that is due last and still open, up to its due year."""
    pending = [one for one in goals if one.standing.years_left and one.standing.pace is not None]
    if not pending:
        return []
    one = max(pending, key=lambda goal: goal.target.due.year if goal.target.due else 0)
    value, pace, left, due = one.standing.value, one.standing.pace, one.standing.years_left, one.target.due
    if value is None or pace is None or left is None or due is None:
        return []
    end = value.value + pace * left
    hovers = plain(str(_TREND).format(value=wording.amount(end, one.standing.indicator)))
    return [
        {
            "type": "scatter",
            "name": str(_PACE),
            "mode": "lines+markers",
            "x": [value.period.year, due.year],
            "y": [counted(number, one.standing.indicator) for number in (value.value, end)],
            "meta": {"shown": [wording.number(number, one.standing.indicator) for number in (value.value, end)]},
            "line": {"color": MUTED, "width": 2, "dash": "dot"},
            "marker": {"size": [0, _LANDS], "color": MUTED, "symbol": "circle-open"},
            "customdata": [hovers, hovers],
            "hovertemplate": "%{customdata}<extra></extra>",
        }
    ]


def _goals(indicator: Indicator, goals: Sequence[Assessment]) -> list[Trace]:
    ends = {(one.target.due, one.standing.bar.number) for one in goals if one.target.due and one.standing.bar}
    dues = {(due.year, number): due for due, number in sorted(ends)}
    points = sorted(dues)
    if not points:
        return []
    labels = _labels(points, indicator)
    return [
        {
            "type": "scatter",
            "name": str(_GOALS),
            "mode": "markers+text",
            "x": [year for year, _ in points],
            "y": [counted(number, indicator) for _, number in points],
            "meta": {"shown": [wording.number(number, indicator) for _, number in points]},
            "text": [labels.get(point, "") for point in points],
            "textfont": {"color": GOAL, "size": SIZE},
            "cliponaxis": False,
            "customdata": [plain(_due(indicator, dues[point], point[1])) for point in points],
            "hovertemplate": "%{customdata}<extra></extra>",
            "marker": {"symbol": "diamond", "size": 11, "color": GOAL},
        }
    ]


def _due(indicator: Indicator, due: Period, number: Decimal) -> str:
    return str(_GOAL_OF).format(due=wording.period(due), value=wording.amount(number, indicator))


def _labels(points: Sequence[tuple[int, Decimal]], indicator: Indicator) -> dict[tuple[int, Decimal], str]:
    """One label for the goals of a year, at the furthest of them, so that labels do not lie on each other."""
    labels = {}
    for year in {year for year, _ in points}:
        numbers = sorted(number for when, number in points if when == year)
        words = "／".join(wording.number(number, indicator) for number in numbers)
        labels[year, numbers[-1]] = plain(str(_GOAL).format(value=words))
    return labels
