"""A drawing as one plotly figure: boxes and lines become shapes, words one trace of text, charts keep their traces."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dashboard.export.picture.marks import Box, Chart, Drawing, Line, Mark, Words
from dashboard.theme import FONT, GROUND, INK, plain

_PAPER = {"xref": "paper", "yref": "paper", "layer": "below"}
_ACROSS, _DOWN = "99", "99"
_CLEAR = "rgba(0,0,0,0)"
_SIDES = {"left": "middle right", "center": "middle center", "right": "middle left"}


def figure(drawing: Drawing, width: float, height: float, *, is_clear: bool = False) -> dict[str, Any]:
    """Return a drawing as a plotly figure of so many pixels, the same in a browser and on a server.

    What is white ground shows what lies behind it where the figure is clear.
    """
    words = [mark for mark in drawing.marks if isinstance(mark, Words)]
    marks = [_cleared(mark) if is_clear else mark for mark in drawing.marks]
    layout: dict[str, Any] = {
        "width": width,
        "height": height,
        "margin": {"l": 0, "r": 0, "t": 0, "b": 0, "pad": 0, "autoexpand": False},
        "paper_bgcolor": _CLEAR if is_clear else GROUND,
        "plot_bgcolor": _CLEAR,
        "font": {"family": FONT, "size": 13, "color": INK},
        "showlegend": False,
        "hovermode": False,
        "separators": ".,",
        "barmode": "overlay",
        "shapes": [_shape(mark, width, height) for mark in marks if isinstance(mark, (Box, Line))],
        "annotations": [],
        f"xaxis{_ACROSS}": _hidden([0, width]),
        f"yaxis{_DOWN}": {**_hidden([height, 0]), "anchor": f"x{_ACROSS}"},
    }
    data: list[dict[str, Any]] = []
    for index, chart in enumerate(mark for mark in drawing.marks if isinstance(mark, Chart)):
        data += _set(chart, layout, index * 20, width, height)
    traces = [*data, _text(words)]
    named = [{**trace, "uid": f"trace{index}"} for index, trace in enumerate(traces)]  # else by chance, anew each time
    return {"data": named, "layout": layout}


def _cleared(mark: Mark) -> Mark:
    """A box that is white ground, so that what lies behind it is seen; any other mark as it is."""
    return mark._replace(fill=_CLEAR) if isinstance(mark, Box) and mark.fill == GROUND else mark


def _hidden(bounds: list[float]) -> dict[str, Any]:
    return {"range": bounds, "visible": False, "fixedrange": True, "domain": [0, 1]}


def _shape(mark: Box | Line, width: float, height: float) -> dict[str, Any]:
    across, down = (mark.width, mark.height) if isinstance(mark, Box) else (mark.across, mark.down)
    place = {
        "x0": mark.x / width,
        "x1": (mark.x + across) / width,
        "y0": 1 - mark.y / height,
        "y1": 1 - (mark.y + down) / height,
    }
    if isinstance(mark, Line):
        line = {"color": mark.colour, "width": mark.width, "dash": mark.dash}
        return {"type": "line", **_PAPER, **place, "line": line}
    line = {"color": mark.line, "width": 1} if mark.line else {"width": 0}
    return {"type": "rect", **_PAPER, **place, "fillcolor": mark.fill, "line": line}


def _text(words: list[Words]) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "text",
        "xaxis": f"x{_ACROSS}",
        "yaxis": f"y{_DOWN}",
        "x": [one.x for one in words],
        "y": [one.y for one in words],
        "text": [plain(one.text) for one in words],
        "textposition": [_SIDES[one.side] for one in words],
        "textfont": {
            "family": FONT,
            "size": [one.size for one in words],
            "color": [one.colour for one in words],
            "weight": [700 if one.bold else 400 for one in words],
        },
        "cliponaxis": False,
        "hoverinfo": "skip",
    }


def _set(chart: Chart, layout: dict[str, Any], offset: int, width: float, height: float) -> list[dict[str, Any]]:
    """The traces of a chart with its axes and annotations set into the layout of the whole."""
    own = chart.figure["layout"]
    margin = own.get("margin", {})
    left, right = chart.x + float(margin.get("l", 0)), chart.x + chart.width - float(margin.get("r", 0))
    top, bottom = chart.y + float(margin.get("t", 0)), chart.y + chart.height - float(margin.get("b", 0))

    def across(share: float) -> float:
        return (left + share * (right - left)) / width

    def up(share: float) -> float:
        return 1 - (bottom - share * (bottom - top)) / height

    for name, axis in own.items():
        if name.startswith(("xaxis", "yaxis")):
            place = across if name.startswith("x") else up
            domain = [place(share) for share in axis.get("domain", (0, 1))]
            anchor = _moved(axis["anchor"], offset) if "anchor" in axis else _facing(name, offset)
            layout[_moved(name, offset)] = {**axis, "anchor": anchor, "domain": domain}
    for one in own.get("annotations", ()):
        on_paper = one.get("xref") == "paper"
        at: dict[str, Any] = {"x": across(one["x"]), "y": up(one["y"])} if on_paper else _on_axes(offset)
        layout["annotations"].append({**one, **at})
    return [_trace(trace, offset) for trace in chart.figure["data"]]


def _facing(name: str, offset: int) -> str:
    """The axis at which an axis stands where it does not say so itself."""
    return _moved(("y" if name.startswith("x") else "x") + name[len("xaxis") :], offset)


def _on_axes(offset: int) -> dict[str, str]:
    return {"xref": _moved("x", offset), "yref": _moved("y", offset)}


def _moved(name: str, offset: int) -> str:
    """The name of an axis among those of all charts of a picture."""
    stem = name.rstrip("0123456789")
    number = int(name[len(stem) :] or 1) + offset
    return stem if number == 1 else f"{stem}{number}"


def _trace(trace: Mapping[str, Any], offset: int) -> dict[str, Any]:
    axes = {name: _moved(trace.get(name, name[0]), offset) for name in ("xaxis", "yaxis")}
    return {**trace, **axes, "hoverinfo": "skip"}
