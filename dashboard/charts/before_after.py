"""One yearly series before and after a change: what is published dashed, what would be solid."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dashboard.theme import BLUE, FAINT, figure
from indicators.model import Text
from indicators.words import wording

_BEFORE, _AFTER = Text("改动前", "Before"), Text("改动后", "After")


def before_after(series: Mapping[str, Any]) -> dict[str, Any]:
    """Return a series, as plain values with its points before and after, as a figure."""
    years = [int(point["period"]) for side in ("before", "after") for point in series[side]]
    known = {point["period"]: point["value"] for point in series["before"]}
    data = [
        _line(str(_BEFORE), series["before"], FAINT, "dash", 7, ()),
        _line(str(_AFTER), series["after"], BLUE, "solid", 8, _worth_a_label(series["after"], known)),
    ]
    return figure(
        data,
        margin={"l": 60, "r": 60, "t": 30, "b": 30},
        xaxis={"tickformat": "d", "nticks": 8, "range": [min(years) - 0.4, max(years) + 0.4], "showgrid": False},
        yaxis={"tickformat": ",", "nticks": 4},
    )


def _worth_a_label(points: Sequence[Mapping[str, Any]], known: Mapping[str, Any]) -> tuple[str, ...]:
    """The periods whose figures are new or other than before, and the last one."""
    changed = [point["period"] for point in points if known.get(point["period"]) != point["value"]]
    return (*changed, *(point["period"] for point in points[-1:]))


def _line(
    name: str, points: Sequence[Mapping[str, Any]], colour: str, dash: str, size: int, labelled: Sequence[str]
) -> dict[str, Any]:
    values = [point["value"] for point in points]
    return {
        "type": "scatter",
        "name": name,
        "mode": "lines+markers+text" if labelled else "lines+markers",
        "x": [int(point["period"]) for point in points],
        "y": [None if value is None else float(value) for value in values],
        "text": [wording.grouped(point["value"]) if point["period"] in labelled else "" for point in points],
        "meta": {"shown": ["" if value is None else wording.grouped(value) for value in values]},
        "textposition": "top center",
        "cliponaxis": False,
        "hovertemplate": "%{x}: %{y}<extra></extra>",
        "line": {"color": colour, "width": 2, "dash": dash},
        "marker": {"size": size, "color": colour},
    }
