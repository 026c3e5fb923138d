"""Small multiples: one little line for each indicator, all over the same years, each on its own scale."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dashboard.theme import BLUE, GROUND, INK, figure, plain
from indicators.model import Direction, Indicator, Text
from indicators.table import Observation
from indicators.words import wording

_ACROSS = 3
_GAP, _HEAD, _FOOT = 0.05, 0.2, 0.14
_TITLE = Text("{name}（{unit}）", "{name} ({unit})")
Line = tuple[Indicator, Sequence[Observation]]


def multiples(lines: Sequence[Line]) -> dict[str, Any]:
    """Return up to six or so series as panels, three in a row, with the first and last figure written at the marks."""
    rows = -(-len(lines) // _ACROSS)
    years = [one.period.year for _, series in lines for one in series]
    first, last = min(years), max(years)
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
            "tickformat": "d",
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
    return figure(data, **layout)


def _panel(index: int, rows: int) -> tuple[float, float, float, float]:
    row, column = divmod(index, _ACROSS)
    width = (1 - _GAP * (_ACROSS - 1)) / _ACROSS
    room = 1 / rows
    bottom = 1 - (row + 1) * room + _FOOT * room
    return column * (width + _GAP), bottom, width, room * (1 - _HEAD - _FOOT)


def _range(line: Line) -> list[float]:
    """Room for the figures at the marks above the line; the better side is up."""
    indicator, series = line
    values = [float(one.value or 0) for one in series]
    spread = max(values) - min(values) or abs(values[0]) or 1
    if indicator.direction is Direction.LOWER:
        return [max(values) + spread * 0.2, min(values) - spread * 0.45]
    return [min(values) - spread * 0.2, max(values) + spread * 0.45]


def _trace(line: Line, number: str) -> dict[str, Any]:
    indicator, series = line
    texts = [wording.number(one.value, indicator) if one.value is not None else "" for one in series]
    ends = {0, len(series) - 1}
    return {
        "type": "scatter",
        "name": plain(str(_TITLE).format(name=indicator.short_name, unit=indicator.unit.symbol)),
        "mode": "lines+markers+text",
        "x": [one.period.year for one in series],
        "y": [float(one.value or 0) for one in series],
        "xaxis": f"x{number}",
        "yaxis": f"y{number}",
        "meta": {"shown": texts},
        "text": [text if index in ends else "" for index, text in enumerate(texts)],
        "textposition": "top center",
        "textfont": {"size": 11, "color": BLUE},
        "cliponaxis": False,
        "customdata": [
            plain(f"{wording.period(one.period)} {text}{indicator.unit.symbol}")
            for one, text in zip(series, texts, strict=True)
        ],
        "hovertemplate": "%{customdata}<extra></extra>",
        "line": {"color": BLUE, "width": 2},
        "marker": {
            "size": 6,
            "color": [GROUND if one.status.is_hollow else BLUE for one in series],
            "line": {"color": BLUE, "width": 1.5},
        },
    }


def _title(indicator: Indicator, left: float, top: float) -> dict[str, Any]:
    return {
        "x": left,
        "y": top,
        "xref": "paper",
        "yref": "paper",
        "xanchor": "left",
        "yanchor": "bottom",
        "showarrow": False,
        "text": plain(str(_TITLE).format(name=indicator.short_name, unit=indicator.unit.symbol)),
        "font": {"size": 12, "color": INK},
    }
