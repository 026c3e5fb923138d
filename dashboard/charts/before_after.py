"""One yearly series before and after a change: what is published dashed, what would be solid."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from dashboard.charts.labels import PLACES, WIDE, Frame, Label, Point, in_two_widths, placed, years_below
from dashboard.theme import BLUE, FAINT, figure
from indicators.model import Text
from indicators.periods import Period
from indicators.words import wording

_BEFORE, _AFTER = Text("改动前", "Before"), Text("改动后", "After")
_MARGIN, _HEIGHT, _ROOM = {"l": 60, "r": 60, "t": 30, "b": 30}, 160.0, 0.12  # of the plotting area; above and below
Trace = dict[str, Any]


def before_after(series: Mapping[str, Any]) -> dict[str, Any]:
    """Return a series, as plain values with its points before and after, as a figure; labels lie on no other."""
    known = {point["period"]: point["value"] for point in series["before"]}
    before = _line(str(_BEFORE), series["before"], FAINT, "dash", 7, ())
    after = _line(str(_AFTER), series["after"], BLUE, "solid", 8, _worth_a_label(series["after"], known))
    periods = [Period.parse(point["period"]) for side in ("before", "after") for point in series[side]]
    years, values = [one.year for one in periods], [y for y in (*before["y"], *after["y"]) if y is not None] or [0.0]
    across, low, high = (min(years) - 0.4, max(years) + 0.4), min(values), max(values)
    room = _ROOM * ((high - low) or abs(high) or 1.0)
    up = (low - room, high + room)
    drawn = figure(
        [before, after],
        margin=_MARGIN,
        xaxis={**years_below(periods, across, _MARGIN, WIDE), "range": list(across), "showgrid": False},
        yaxis={"range": list(up), "tickformat": ",", "nticks": 4},
    )
    narrow = years_below(periods, across, _MARGIN)
    return in_two_widths(drawn, lambda width: {1: _labelled(before, after, across, up, width)}, narrow)


def _labelled(before: Trace, after: Trace, across: Point, up: Point, width: float) -> dict[str, Any]:
    """The labels of what would be, placed: the latest chooses first."""
    frame = Frame(width - _MARGIN["l"] - _MARGIN["r"], _HEIGHT, across, up, _MARGIN["r"], _MARGIN["t"])
    around: list[tuple[Point, float]] = []
    lines: list[tuple[Point, Point]] = []
    for trace in (before, after):
        points = [point for point in zip(trace["x"], trace["y"], strict=True) if point[1] is not None]
        around += [(point, float(trace["marker"]["size"])) for point in points]
        lines += pairwise(points)
    order = [index for index in reversed(range(len(after["x"]))) if after["text"][index]]
    labels = [
        Label((after["x"][index], after["y"][index]), after["text"][index], after["marker"]["size"], must=not place)
        for place, index in enumerate(order)
    ]
    places = dict(zip(order, placed(labels, around, lines, frame), strict=True))
    return {
        "text": [text if places.get(index) else "" for index, text in enumerate(after["text"])],
        "textposition": [places.get(index) or PLACES[0] for index in range(len(after["x"]))],
    }


def _worth_a_label(points: Sequence[Mapping[str, Any]], known: Mapping[str, Any]) -> tuple[str, ...]:
    """The periods whose figures are new or other than before, and the last one; what has no figure has no label."""
    valued = [point for point in points if point["value"] is not None]
    changed = [point["period"] for point in valued if known.get(point["period"]) != point["value"]]
    return (*changed, *(point["period"] for point in valued[-1:]))


def _line(
    name: str, points: Sequence[Mapping[str, Any]], colour: str, dash: str, size: int, labelled: Sequence[str]
) -> Trace:
    values = [point["value"] for point in points]
    periods = [Period.parse(point["period"]) for point in points]
    shown = ["" if value is None else wording.grouped(value) for value in values]
    return {
        "type": "scatter",
        "name": name,
        "mode": "lines+markers+text" if labelled else "lines+markers",
        "x": [one.year for one in periods],
        "y": [None if value is None else float(value) for value in values],
        "text": [wording.grouped(point["value"]) if point["period"] in labelled else "" for point in points],
        "meta": {"shown": shown},
        "textposition": "top center",
        "cliponaxis": False,
        "customdata": [f"{wording.period(one)} {value}" for one, value in zip(periods, shown, strict=True)],
        "hovertemplate": "%{customdata}<extra></extra>",
        "line": {"color": colour, "width": 2, "dash": dash},
        "marker": {"size": size, "color": colour},
    }
