"""Colours, lights and the frame of every plotly figure: the look of the house in one place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Literal

from indicators.goals.methods import Verdict
from indicators.model import Text

INK, MUTED, FAINT, LINE, GROUND = "#1b2733", "#5a6673", "#8b96a3", "#e3e8ee", "#ffffff"
BLUE, BLUE_SOFT, GOAL = "#1f5fa8", "#c9dcf1", "#b5460f"
GREEN, AMBER, RED, GREY = "#0a4c28", "#9f6100", "#b3261e", "#6b7682"
RISE_RED, RISE_GREEN = "#c2271f", "#16753f"
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


Hatch = Literal["solid", "rising", "falling", "crossed", "level", "upright", "pale"]


@dataclass(frozen=True, slots=True)
class Light:
    """How a verdict is shown: a sign and a colour beside its word, and the class that the stylesheet knows.

    Each verdict that a goal can get has a sign of its own. `hatch` is how a surface of the verdict is filled: the
    solid ones lie 25 of 255 apart where a printer knows no colour, the others are lines on a pale ground.
    """

    shape: str
    colour: str
    style: str
    symbol: str
    hatch: Hatch


LIGHTS: Mapping[Verdict, Light] = MappingProxyType(
    {
        Verdict.ACHIEVED: Light("●", GREEN, "good", "circle", "solid"),
        Verdict.ON_PACE: Light("◎", GREEN, "good", "circle-open-dot", "rising"),
        Verdict.SLIGHTLY_BEHIND: Light("△", AMBER, "slow", "triangle-up-open", "falling"),
        Verdict.BEHIND: Light("▲", AMBER, "slow", "triangle-up", "solid"),
        Verdict.FAR_BEHIND: Light("■", RED, "bad", "square", "solid"),
        Verdict.LOST: Light("□", RED, "bad", "square-open", "level"),
        Verdict.MISSED: Light("◆", RED, "bad", "diamond", "crossed"),
        Verdict.OPEN: Light("◇", GREY, "dark", "diamond-open", "upright"),
        Verdict.NOT_BEGUN: Light("○", GREY, "dark", "circle-open", "pale"),
        Verdict.STALE: Light("○", GREY, "dark", "circle-open", "pale"),
        Verdict.BASELINE_ONLY: Light("○", GREY, "dark", "circle-open", "pale"),
        Verdict.NO_DATA: Light("○", GREY, "dark", "circle-open", "pale"),
    }
)


@dataclass(frozen=True, slots=True)
class Rise:
    """How a city colours what rose and what fell, and the words that say so beside the arrows; empty for neither."""

    words: Text
    up: str
    down: str


RISES: Mapping[str, Rise] = MappingProxyType(
    {
        "red": Rise(Text("红为升，绿为降", "red is up, green is down"), RISE_RED, RISE_GREEN),
        "green": Rise(Text("绿为升，红为降", "Green is up, red is down"), RISE_GREEN, RISE_RED),
        "neutral": Rise(Text("", ""), MUTED, MUTED),
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
