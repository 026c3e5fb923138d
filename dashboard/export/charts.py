"""The figures of an exhibit as native charts: what a workbook or a slide draws itself, and a reader can edit there."""

from __future__ import annotations

import html
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from dashboard.exhibits.exhibit import Bars, Bullets, Content, Plot, Stack, Tally
from dashboard.export.captioned import words
from indicators.model import Text

_COVERED = Text("已走份额（%）", "share of the way covered, %")
_EXPECTED = Text("按序时应达（%）", "share expected by now, %")
_GOALS = Text("目标数（项）", "goals")


@dataclass(frozen=True, slots=True)
class Series:
    """One named series: a value for each point; `look` says whether a line joins the points, and which."""

    name: str
    points: tuple[tuple[str | int, float | None], ...]
    look: Literal["solid", "dash", "dot", "marks"] = "solid"


@dataclass(frozen=True, slots=True)
class Chart:
    """One native chart: `line` has years (numbers) across, `bar` has names down; `falling` puts low values on top.

    A slide or a sheet draws one Chart as one object.
    """

    kind: Literal["line", "bar"]
    title: str
    series: tuple[Series, ...]
    falling: bool = False


def charts(content: Content) -> tuple[Chart, ...]:
    """Return the native charts that show a content; none where there is no such chart, and a table shows it."""
    if isinstance(content, Plot):
        return _of_figure(content.figure, content.title)
    if isinstance(content, Bars):
        known = [bar for bar in content.bars if bar.value is not None]
        names = _apart([words(bar.title) for bar in known], [bar.note for bar in known])
        points = tuple((name, float(bar.value or 0)) for name, bar in zip(names, known, strict=True))
        return (Chart("bar", content.measure, (Series(content.measure, points),)),) if points else ()
    if isinstance(content, Bullets):
        return _of_bullets(content)
    if isinstance(content, Tally):
        counts = tuple((light.word, float(count)) for light, count in content.parts if count)
        return (Chart("bar", str(_GOALS), (Series(str(_GOALS), counts),)),) if counts else ()
    if isinstance(content, Stack):
        return tuple(chart for part in content.contents for chart in charts(part))
    return ()


def _apart(names: list[str], notes: list[str]) -> list[str]:
    """Names that are told apart by their notes where two are the same."""
    return [f"{name}（{note}）" if names.count(name) > 1 else name for name, note in zip(names, notes, strict=True)]


def _of_bullets(content: Bullets) -> tuple[Chart, ...]:
    known = [one for one in content.bullets if one.covered is not None]
    names = [f"{one.title.text}（{one.place}）" for one in known]
    covered = tuple((name, 100 * (one.covered or 0)) for name, one in zip(names, known, strict=True))
    expected = tuple(
        (name, None if one.expected is None else 100 * one.expected) for name, one in zip(names, known, strict=True)
    )
    series = (Series(str(_COVERED), covered), Series(str(_EXPECTED), expected))
    return (Chart("bar", str(_COVERED), series),) if known else ()


def _of_figure(figure: Mapping[str, Any], title: str) -> tuple[Chart, ...]:
    """The named traces of a figure, one chart for each of its panels. A trace with ids has names down."""
    panels: dict[str, list[Mapping[str, Any]]] = {}
    for trace in figure["data"]:
        if "name" in trace:
            panels.setdefault(trace.get("yaxis", "y"), []).append(trace)
    return tuple(_panel(figure["layout"], axis, traces, title) for axis, traces in panels.items())


def _panel(layout: Mapping[str, Any], axis: str, traces: list[Mapping[str, Any]], title: str) -> Chart:
    described: Mapping[str, Any] = layout.get("yaxis" + axis.removeprefix("y"), {})
    low, high = described.get("range", (0, 1))
    falling = described.get("autorange") == "reversed" or low > high
    names = [html.unescape(trace["name"]) for trace in traces]
    if "ids" in traces[0]:
        return Chart("bar", names[0], tuple(map(_bar, names, traces)))
    own = (name for name, trace in zip(names, traces, strict=True) if "markers" in trace["mode"] and _is_main(trace))
    return Chart("line", title or next(own, names[0]), tuple(map(_line, names, traces)), bool(falling))


def _bar(name: str, trace: Mapping[str, Any]) -> Series:
    values = trace.get("meta", {}).get("values", trace["x"])  # what is drawn may be cut off at the edge
    return Series(name, tuple(zip(map(html.unescape, trace["ids"]), values, strict=True)))


def _line(name: str, trace: Mapping[str, Any]) -> Series:
    points = tuple((x, y) for x, y in zip(trace["x"], trace["y"], strict=True) if x is not None)
    joined = "lines" in trace["mode"]
    look = _LOOKS.get(trace.get("line", {}).get("dash", "solid"), "solid") if joined or _is_main(trace) else "marks"
    return Series(name, points, look)


def _is_main(trace: Mapping[str, Any]) -> bool:
    """Marks of figures are a line, also where traces of their own draw it; goals and where a trend lands are not."""
    return trace.get("marker", {}).get("symbol") not in {"diamond", "circle-open"}


_LOOKS: Mapping[str, Literal["solid", "dash", "dot", "marks"]] = {"solid": "solid", "dash": "dash", "dot": "dot"}
