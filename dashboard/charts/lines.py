"""Several series over the years on one scale, each named at its last point."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dashboard.theme import GROUND, SERIES, figure, plain
from indicators.goals.readings import reading
from indicators.model import Direction, Indicator, Kind, Qualifier
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
    for one in figures:
        points += [None, one] if _is_bound(indicator, one) else [one]
    exact = [index for index, one in enumerate(points) if one and not _is_bound(indicator, one)]
    hovers = [
        f"{name} {wording.period(one.period)} {wording.reading(reading(one), indicator)}" for one in points if one
    ]
    places = {exact[-1]: "middle right"} if exact else {}
    places |= {i: f"{bounds_at} left" for i, one in enumerate(points) if one and _is_bound(indicator, one)}
    hollow = [one is None or one.status.is_hollow or _is_bound(indicator, one) for one in points]
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
            "color": [GROUND if is_hollow else colour for is_hollow in hollow],
            "line": {"color": colour, "width": 2},
        },
    }


def _number(indicator: Indicator, one: Observation | None) -> str:
    return "" if one is None or one.value is None else wording.number(one.value, indicator)


def _is_bound(indicator: Indicator, one: Observation) -> bool:
    """Whether only "within the first so many" is published of a rank."""
    return indicator.kind is Kind.RANK and one.qualifier is Qualifier.UNDER


def _label(indicator: Indicator, one: Observation | None, name: str) -> str:
    if one is None or one.value is None:
        return ""
    return plain(f"{name} {wording.short(one.value, indicator, one.qualifier)}".strip())
