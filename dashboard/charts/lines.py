"""Several series over the years on one scale, each named at its last point."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dashboard.theme import GROUND, SERIES, figure, plain
from indicators import wording
from indicators.model import Direction, Indicator, Qualifier
from indicators.table import Observation


def lines(indicator: Indicator, series: Sequence[tuple[str, Sequence[Observation]]]) -> dict[str, Any]:
    """Return named series as lines with direct labels; what is only expected, or only a bound, is hollow."""
    years = [one.period.year for _, figures in series for one in figures]
    data = [_line(indicator, name, figures, SERIES[i % len(SERIES)]) for i, (name, figures) in enumerate(series)]
    return figure(
        data,
        margin={"l": 60, "r": 112, "t": 26, "b": 34},
        xaxis={"tickformat": "d", "dtick": 1, "range": [min(years) - 0.4, max(years) + 0.2], "showgrid": False},
        yaxis={
            "autorange": "reversed" if indicator.direction is Direction.LOWER else True,
            "tickformat": ",",
            "nticks": 6,
        },
    )


def _line(indicator: Indicator, name: str, figures: Sequence[Observation], colour: str) -> dict[str, Any]:
    hollow = [one.status.is_hollow or one.qualifier is Qualifier.UNDER for one in figures]
    told = [wording.amount(one.value, indicator, one.qualifier) if one.value is not None else "" for one in figures]
    numbers = [wording.number(one.value, indicator) if one.value is not None else "" for one in figures]
    last = len(figures) - 1
    return {
        "type": "scatter",
        "mode": "lines+markers+text",
        "x": [one.period.year for one in figures],
        "y": [float(one.value or 0) for one in figures],
        "text": [plain(f"{name} {text}") if index == last else text for index, text in enumerate(numbers)],
        "textposition": ["middle right" if index == last else "top center" for index in range(len(figures))],
        "textfont": {"color": colour, "size": 12},
        "cliponaxis": False,
        "customdata": [
            plain(f"{name} {wording.period(one.period)} {text}") for one, text in zip(figures, told, strict=True)
        ],
        "hovertemplate": "%{customdata}<extra></extra>",
        "line": {"color": colour, "width": 2.2},
        "marker": {
            "size": 8,
            "color": [GROUND if open_ else colour for open_ in hollow],
            "line": {"color": colour, "width": 2},
        },
    }
