"""Colours, lights and the frame of every plotly figure: the look of the house in one place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from indicators.goals.methods import Verdict

INK, MUTED, FAINT, LINE, GROUND = "#1b2733", "#5a6673", "#8b96a3", "#e3e8ee", "#ffffff"
BLUE, BLUE_SOFT, GOAL = "#1f5fa8", "#c9dcf1", "#b5460f"
GREEN, AMBER, RED, GREY = "#146b3a", "#9a5b00", "#b3261e", "#6b7682"
SERIES = (BLUE, "#7a5195", "#2f8f83", "#b5460f", "#5a6673", "#c08a1e", "#3b6fb6", "#8a3b12")
FONT = '"Noto Sans CJK SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei", sans-serif'
GRAPH_CONFIG: dict[str, Any] = {
    "displayModeBar": False,
    "showSendToCloud": False,
    "plotlyServerURL": "",
    "displaylogo": False,
    "locale": "zh-CN",
    "responsive": True,
    "scrollZoom": False,
}


@dataclass(frozen=True, slots=True)
class Light:
    """How a verdict is shown: a shape and a colour beside its word, and the class that the stylesheet knows."""

    shape: str
    colour: str
    style: str
    symbol: str


LIGHTS: Mapping[Verdict, Light] = MappingProxyType(
    {
        Verdict.ACHIEVED: Light("●", GREEN, "good", "circle"),
        Verdict.ON_PACE: Light("●", GREEN, "good", "circle"),
        Verdict.SLIGHTLY_BEHIND: Light("▲", AMBER, "slow", "triangle-up"),
        Verdict.BEHIND: Light("▲", AMBER, "slow", "triangle-up"),
        Verdict.FAR_BEHIND: Light("■", RED, "bad", "square"),
        Verdict.LOST: Light("■", RED, "bad", "square"),
        Verdict.MISSED: Light("■", RED, "bad", "square"),
        Verdict.OPEN: Light("◇", GREY, "dark", "diamond-open"),
        Verdict.NOT_BEGUN: Light("○", GREY, "dark", "circle-open"),
        Verdict.STALE: Light("○", GREY, "dark", "circle-open"),
        Verdict.BASELINE_ONLY: Light("○", GREY, "dark", "circle-open"),
        Verdict.NO_DATA: Light("○", GREY, "dark", "circle-open"),
    }
)


def plain(text: str) -> str:
    """Return text from the data as text: plotly reads its strings as markup, so markup is escaped."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def figure(data: list[dict[str, Any]], **layout: Any) -> dict[str, Any]:  # noqa: ANN401 - plotly's own keys
    """Return a plotly figure as one dict in the look of the house; `layout` is laid over the common frame."""
    frame: dict[str, Any] = {
        "font": {"family": FONT, "size": 13, "color": INK},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "margin": {"l": 56, "r": 24, "t": 12, "b": 36},
        "showlegend": False,
        "hovermode": "closest",
        "hoverlabel": {"bgcolor": "#ffffff", "bordercolor": LINE, "font": {"family": FONT, "color": INK}},
        "dragmode": False,
        "separators": ".,",
    }
    axes = {name: _axis(layout.pop(name, {})) for name in ("xaxis", "yaxis")}
    return {"data": data, "layout": {**frame, **axes, **layout}}


def _axis(own: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "gridcolor": LINE,
        "zerolinecolor": LINE,
        "tickfont": {"color": MUTED, "size": 12},
        "fixedrange": True,
        "automargin": False,
        **own,
    }
