"""Small multiples: one little line for each indicator, all over the same years, each on its own scale."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dashboard.charts.labels import NARROW, with_narrow
from dashboard.charts.letters import broken_at
from dashboard.charts.marks import height, is_cut, is_hollow
from dashboard.theme import BLUE, GROUND, INK, MUTED, figure, plain
from indicators.model import Direction, Indicator, Text
from indicators.table import Observation
from indicators.words import wording

_ACROSS = 2
_GAP, _HEAD, _FOOT = 0.05, 0.3, 0.14
_SIZE = 12
_TITLE = Text("{name}（{unit}）", "{name} ({unit})")
Line = tuple[Indicator, Sequence[Observation]]


def multiples(lines: Sequence[Line]) -> dict[str, Any]:
    """Return up to six or so series as panels, two in a row, with the first and last figure written at the marks."""
    rows = -(-len(lines) // _ACROSS)
    ends = sorted({one.period.whole_year() for _, series in lines for one in series})
    first, last = ends[0].year, ends[-1].year
    layout: dict[str, Any] = {"annotations": [], "margin": {"l": 12, "r": 12, "t": 6, "b": 6}}
    data = []
    for index, line in enumerate(lines):
        left, bottom, width, height = _panel(index, rows)
        number = "" if index == 0 else str(index + 1)
        data.append(_trace(line, number))
        layout[f"xaxis{number}"] = {
            "domain": [left, left + width],
            "anchor": f"y{number}",
            "range": [first - 0.8, last + 0.8],
            "tickvals": [first, last],
            "ticktext": [str(ends[0]), str(ends[-1])],
            "tickfont": {"size": 12, "color": MUTED},
            "showgrid": False,
            "fixedrange": True,
            "zeroline": False,
        }
        layout[f"yaxis{number}"] = {
            "domain": [bottom, bottom + height],
            "anchor": f"x{number}",
            "showticklabels": False,
            "showgrid": False,
            "zeroline": False,
            "fixedrange": True,
            "range": _range(line),
        }
        layout["annotations"].append(_title(line[0], left, bottom + height))
    room = (NARROW - layout["margin"]["l"] - layout["margin"]["r"]) * (1 - _GAP) / _ACROSS
    broken = [{**one, "text": broken_at(one["text"], room, _SIZE)} for one in layout["annotations"]]
    return with_narrow(figure(data, **layout), {}, {"annotations": broken})


def _panel(index: int, rows: int) -> tuple[float, float, float, float]:
    row, column = divmod(index, _ACROSS)
    width = (1 - _GAP * (_ACROSS - 1)) / _ACROSS
    room = 1 / rows
    bottom = 1 - (row + 1) * room + _FOOT * room
    return column * (width + _GAP), bottom, width, room * (1 - _HEAD - _FOOT)


def _range(line: Line) -> list[float]:
    """Room for the figures at the marks above and below the line; the better side is up."""
    indicator, series = line
    values = [height(one, indicator) for one in series]
    spread = max(values) - min(values) or abs(values[0]) or 1
    if indicator.direction is Direction.LOWER:
        return [max(values) + spread * 0.45, min(values) - spread * 0.45]
    return [min(values) - spread * 0.45, max(values) + spread * 0.45]


def _trace(line: Line, number: str) -> dict[str, Any]:
    indicator = line[0]
    points = _cut(line)
    numbers = [
        wording.number(one.value, indicator, qualifier=one.qualifier) if one and one.value is not None else ""
        for one in points
    ]
    texts = [
        wording.short(one.value, indicator, one.qualifier) if one and one.value is not None else "" for one in points
    ]
    ends = {0, len(points) - 1}
    return {
        "type": "scatter",
        "name": plain(str(_TITLE).format(name=str(indicator.label), unit=wording.unit(indicator.unit))),
        "mode": "lines+markers+text",
        "x": [one.period.year if one else None for one in points],
        "y": [height(one, indicator) if one else None for one in points],
        "xaxis": f"x{number}",
        "yaxis": f"y{number}",
        "meta": {"shown": numbers},
        "text": [text if index in ends else "" for index, text in enumerate(texts)],
        "textposition": _sides(indicator, points),
        "textfont": {"size": 11, "color": BLUE},
        "cliponaxis": False,
        "customdata": [
            plain(f"{wording.period(one.period)} {text}{wording.unit(indicator.unit)}") if one else ""
            for one, text in zip(points, texts, strict=True)
        ],
        "hovertemplate": "%{customdata}<extra></extra>",
        "line": {"color": BLUE, "width": 2},
        "marker": {
            "size": 6,
            "color": [GROUND if one and is_hollow(indicator, one) else BLUE for one in points],
            "line": {"color": BLUE, "width": 1.5},
        },
    }


def _sides(indicator: Indicator, points: Sequence[Observation | None]) -> list[str]:
    """Above or below each mark, away from the line that leads to it or from it."""
    heights = [height(one, indicator) * (-1 if indicator.direction is Direction.LOWER else 1) for one in points if one]
    begins_below, ends_below = (
        heights[0] < heights[1 if heights[1:] else 0],
        heights[-1] < heights[-2 if heights[1:] else 0],
    )
    sides = {0: begins_below, len(points) - 1: ends_below}
    return ["bottom center" if sides.get(index) else "top center" for index in range(len(points))]


def _title(indicator: Indicator, left: float, top: float) -> dict[str, Any]:
    return {
        "x": left,
        "y": top,
        "xref": "paper",
        "yref": "paper",
        "xanchor": "left",
        "yanchor": "bottom",
        "showarrow": False,
        "text": plain(str(_TITLE).format(name=str(indicator.label), unit=wording.unit(indicator.unit))),
        "align": "left",
        "font": {"size": _SIZE, "color": INK},
    }


def _cut(line: Line) -> list[Observation | None]:
    """The figures, with nothing between those that no line may join."""
    indicator, series = line
    points: list[Observation | None] = []
    for before, one in zip([None, *series], series, strict=False):
        points += [None, one] if before and is_cut(indicator, before, one) else [one]
    return points
