"""Several series over the years on one scale, each named at its last point."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from dashboard.charts.labels import PLACES, SIZE, WIDE, Frame, Label, Texts, in_two_widths, placed, years_below
from dashboard.charts.letters import broken_at
from dashboard.charts.marks import height, is_bound, is_cut, is_hollow
from dashboard.theme import GROUND, SERIES, figure, plain
from indicators.goals.readings import reading
from indicators.model import Direction, Indicator
from indicators.table import Observation
from indicators.words import wording

_MARGIN = {"l": 60, "r": 148, "t": 26, "b": 34}
_HEIGHT, _ROOM, _MARK = 280.0, 0.12, 8.0  # of the plotting area, where it is lowest; above and below; of a mark
_LAST, _OTHER = ("middle right", "top right", "bottom right"), ("top center", "bottom center")
_MET = ("top right", "bottom right")


def lines(indicator: Indicator, series: Sequence[tuple[str, Sequence[Observation]]]) -> dict[str, Any]:
    """Return named series as lines with direct labels; what is only expected, or only a bound, is hollow.

    A label that has no room gives way, earlier figures first: hover and table tell them.
    """
    periods = [one.period for _, figures in series for one in figures]
    years = [one.year for one in periods]
    data = [
        _line(indicator, name, figures, SERIES[index % len(SERIES)]) for index, (name, figures) in enumerate(series)
    ]
    across = (min(years) - 0.4, max(years) + 0.2)
    up = _range(data, indicator.direction)
    drawn = figure(
        data,
        margin=_MARGIN,
        xaxis={
            **years_below(periods, across, _MARGIN, WIDE),
            "range": list(across),
            "showgrid": False,
        },
        yaxis={"range": list(up), "tickformat": ",", "nticks": 6},
    )
    narrow = years_below(periods, across, _MARGIN)
    return in_two_widths(drawn, lambda width: _labelled(data, across, up, width), narrow)


def _range(data: Sequence[dict[str, Any]], direction: Direction) -> tuple[float, float]:
    """The values from bottom to top, with room for labels at either end; the better side is up."""
    values = [value for trace in data for value in trace["y"] if value is not None] or [0.0]
    low, high = min(values), max(values)
    room = _ROOM * ((high - low) or abs(high) or 1.0)
    return (high + room, low - room) if direction is Direction.LOWER else (low - room, high + room)


def _labelled(
    data: Sequence[dict[str, Any]], across: tuple[float, float], up: tuple[float, float], width: float
) -> Texts:
    """The labels of all series, placed together: those that name a series choose first, then the later figures."""
    frame = Frame(width - _MARGIN["l"] - _MARGIN["r"], _HEIGHT, across, up, _MARGIN["r"], _MARGIN["t"])
    points = {
        (which, index): point
        for which, trace in enumerate(data)
        for index, point in enumerate(zip(trace["x"], trace["y"], strict=True))
        if point[0] is not None
    }
    names = {key for key in points if data[key[0]]["text"][key[1]].startswith(data[key[0]]["name"])}
    order = sorted(points, key=lambda key: (key not in names, -points[key][0], key))
    met = Counter(points[key] for key in names)
    segments = [
        pair
        for trace in data
        for pair in pairwise(zip(trace["x"], trace["y"], strict=True))
        if all(x is not None for x, _ in pair)
    ]
    around = [(point, _MARK) for point in points.values()]

    def found(texts: Mapping[tuple[int, int], str]) -> dict[tuple[int, int], str | None]:
        labels = [_wanted(texts[key], points[key], met[points[key]], key in names) for key in order]
        return dict(zip(order, placed(labels, around, segments, frame), strict=True))

    texts = {key: data[key[0]]["text"][key[1]] for key in order}
    places = found(texts)
    if lost := [key for key in names if not places[key]]:  # a name that is too long for its place takes several lines
        texts |= {key: broken_at(texts[key], _MARGIN["r"] - _MARK, SIZE) for key in lost}
        places = found(texts)
    return {
        which: {
            "text": [texts[which, index] if places.get((which, index)) else "" for index in range(len(trace["x"]))],
            "textposition": [places.get((which, index)) or PLACES[0] for index in range(len(trace["x"]))],
        }
        for which, trace in enumerate(data)
    }


def _wanted(text: str, point: Any, met: int, is_name: bool) -> Label:  # noqa: ANN401, FBT001 - a year and a value
    """A label with the places that it likes; names of series that meet in a point share it, above and below."""
    return Label(point, text, _MARK, _MET if is_name and met > 1 else _LAST if is_name else _OTHER, must=is_name)


def _line(indicator: Indicator, name: str, figures: Sequence[Observation], colour: str) -> dict[str, Any]:
    """One series; a bound is no figure, so no line leads to it."""
    points: list[Observation | None] = []
    for before, one in zip([None, *figures], figures, strict=False):
        points += [None, one] if before and is_cut(indicator, before, one) else [one]
    exact = [index for index, one in enumerate(points) if one and not is_bound(indicator, one)]
    hovers = [
        f"{name} {wording.period(one.period)} {wording.reading(reading(one), indicator)}" for one in points if one
    ]
    named = {i for i, one in enumerate(points) if one and is_bound(indicator, one)} | {*exact[-1:]}
    hollow = [one is None or is_hollow(indicator, one) for one in points]
    return {
        "type": "scatter",
        "name": plain(name),
        "mode": "lines+markers+text",
        "x": [one.period.year if one else None for one in points],
        "y": [height(one, indicator) if one else None for one in points],
        "meta": {"shown": [_number(indicator, one) for one in points]},
        "text": [_label(indicator, one, name if index in named else "") for index, one in enumerate(points)],
        "textfont": {"color": colour, "size": SIZE},
        "cliponaxis": False,
        "connectgaps": False,
        "customdata": [plain(hovers.pop(0)) if one else "" for one in points],
        "hovertemplate": "%{customdata}<extra></extra>",
        "line": {"color": colour, "width": 2.2},
        "marker": {
            "size": _MARK,
            "color": [GROUND if open_ else colour for open_ in hollow],
            "line": {"color": colour, "width": 2},
        },
    }


def _number(indicator: Indicator, one: Observation | None) -> str:
    if one is None or one.value is None:
        return ""
    return wording.number(one.value, indicator, qualifier=one.qualifier)


def _label(indicator: Indicator, one: Observation | None, name: str) -> str:
    if one is None or one.value is None:
        return ""
    return plain(f"{name} {wording.short(one.value, indicator, one.qualifier)}".strip())
