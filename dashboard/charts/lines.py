"""Several series over the years on one scale, each named at its last point."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dashboard.charts.marks import is_bound, is_cut, is_hollow
from dashboard.theme import GROUND, SERIES, figure, plain
from indicators.goals.readings import reading
from indicators.model import Direction, Indicator
from indicators.table import Observation
from indicators.words import wording


def lines(indicator: Indicator, series: Sequence[tuple[str, Sequence[Observation]]]) -> dict[str, Any]:
    """Return named series as lines with direct labels; what is only expected, or only a bound, is hollow."""
    years = [one.period.year for _, figures in series for one in figures]
    data = [
        _line(indicator, name, figures, SERIES[index % len(SERIES)], "bottom" if index % 2 else "top")
        for index, (name, figures) in enumerate(series)
    ]
    return figure(
        data,
        margin={"l": 60, "r": 148, "t": 26, "b": 34},
        xaxis={"tickformat": "d", "dtick": 1, "range": [min(years) - 0.4, max(years) + 0.2], "showgrid": False},
        yaxis={
            "autorange": "reversed" if indicator.direction is Direction.LOWER else True,
            "tickformat": ",",
            "nticks": 6,
        },
    )


def _line(
    indicator: Indicator, name: str, figures: Sequence[Observation], colour: str, bounds_at: str
) -> dict[str, Any]:
    """One series; a bound is no figure, so no line leads to it, and each series writes its bounds on its own side."""
    points: list[Observation | None] = []
    for before, one in zip([None, *figures], figures, strict=False):
        points += [None, one] if before and is_cut(indicator, before, one) else [one]
    exact = [index for index, one in enumerate(points) if one and not is_bound(indicator, one)]
    hovers = [
        f"{name} {wording.period(one.period)} {wording.reading(reading(one), indicator)}" for one in points if one
    ]
    places = {exact[-1]: "middle right"} if exact else {}
    places |= {i: f"{bounds_at} left" for i, one in enumerate(points) if one and is_bound(indicator, one)}
    hollow = [one is None or is_hollow(indicator, one) for one in points]
    return {
        "type": "scatter",
        "name": plain(name),
        "mode": "lines+markers+text",
        "x": [one.period.year if one else None for one in points],
        "y": [float(one.value or 0) if one else None for one in points],
        "meta": {"shown": [_number(indicator, one) for one in points]},
        "text": [_label(indicator, one, name if index in places else "") for index, one in enumerate(points)],
        "textposition": [places.get(index, "top center") for index in range(len(points))],
        "textfont": {"color": colour, "size": 12},
        "cliponaxis": False,
        "connectgaps": False,
        "customdata": [plain(hovers.pop(0)) if one else "" for one in points],
        "hovertemplate": "%{customdata}<extra></extra>",
        "line": {"color": colour, "width": 2.2},
        "marker": {
            "size": 8,
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
