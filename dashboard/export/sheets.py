"""Sheets of a workbook: their looks, and native charts with their data beside them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dashboard.export.charts import Chart, Series
from dashboard.theme import BLUE, GOAL, LIGHTS, LINE, MUTED, SERIES
from indicators.model import Text
from indicators.periods import Period

_LINE_HEIGHT, _HIGHEST = 15, 409
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
CHART_WIDTH = 760
SCALE, ROOM = 75, 140  # of a page on its side: letters of 10 points are printed at 7.5, so many of them in a line
_FONT = "Microsoft YaHei"
_CHART_DATA = Text("图表数据：{title}", "data of the chart: {title}")
_DASHES = {"solid": "solid", "dash": "dash", "dot": "round_dot"}


def clean(text: str) -> str:
    """Return text without the control characters that no office file can hold."""
    return _CONTROL.sub("", text)


def on_paper(sheet: Any, mark: str, scale: int = SCALE) -> None:  # noqa: ANN401 - the writer has no types
    """Let a sheet be printed on A4 that lies on its side, in letters that are read, with a mark at its head."""
    if mark:
        sheet.set_header("&R" + clean(mark).replace("&", "&&"))
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=0.3, right=0.3, top=0.5, bottom=0.5)
    sheet.set_print_scale(scale)


def wide(text: str) -> int:
    """Return how many letters of a Latin face a text is wide."""
    return sum(2 if ord(letter) > 0x2E80 else 1 for letter in text)  # noqa: PLR2004 - where Chinese begins


def heighten(sheet: Any, row: int, texts: Sequence[str], widths: Sequence[float]) -> None:  # noqa: ANN401
    """Let a row be as high as the lines of its cells; not every program does so by itself."""
    lines = max(-int(-wide(text) // (across - 1)) for text, across in zip(texts, widths, strict=False))
    if lines > 1:
        sheet.set_row(row, min(_LINE_HEIGHT * lines, _HIGHEST))


class Looks:
    """The formats of a workbook, each made once."""

    def __init__(self, book: Any) -> None:  # noqa: ANN401 - the writer has no types
        self._book = book
        self._numbers: dict[str, Any] = {}
        base = {"font_name": _FONT, "font_size": 10, "valign": "top"}
        self.title = book.add_format({**base, "bold": True, "font_size": 14})
        self.muted = book.add_format({**base, "font_color": MUTED})
        self.head = book.add_format({**base, "bold": True, "bottom": 1, "top": 2, "text_wrap": True, "bg_color": LINE})
        self.text = book.add_format({**base, "text_wrap": True})
        self.exact = book.add_format(base)
        self.name = book.add_format({**base, "bold": True, "text_wrap": True})
        self.lights = {
            light.style: book.add_format({**base, "bold": True, "font_color": light.colour})
            for light in LIGHTS.values()
        }

    def number(self, pattern: str) -> Any:  # noqa: ANN401
        """Return the format of numbers of a pattern."""
        if pattern not in self._numbers:
            look = {"font_name": _FONT, "font_size": 10, "valign": "top", "align": "right", "num_format": pattern}
            self._numbers[pattern] = self._book.add_format(look)
        return self._numbers[pattern]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet with its book, its looks and its name."""

    book: Any
    sheet: Any
    looks: Looks
    name: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where a chart goes: its picture at row `below`, its data from row `beside` and column `across` on."""

    below: int
    beside: int
    across: int


def draw(to: Sheet, chart: Chart, at: Place) -> tuple[int, int]:
    """Put a chart below the table and its data beside it; return the rows at which the next one goes."""
    sheet, looks, across = to.sheet, to.looks, at.across
    points = list(dict.fromkeys(x for series in chart.series for x, _ in series.points))
    if all(isinstance(point, int) for point in points):
        points.sort()
    top = at.beside
    sheet.write_string(top - 1, across, clean(str(_CHART_DATA).format(title=chart.title)), looks.muted)
    for row, point in enumerate(points, top + 1):
        _point(to, row, across, point, is_financial=bool(chart.years))
    drawn = to.book.add_chart(_kind(chart))
    for index, series in enumerate(chart.series):
        column = across + 1 + index
        sheet.write_string(top, column, clean(series.name), looks.head)
        values, patterns = dict(series.points), dict(zip(dict(series.points), _patterns(series), strict=True))
        colours = {x: LIGHTS[one].colour for (x, _), one in zip(series.points, series.verdicts, strict=False) if one}
        for row, point in enumerate(points, top + 1):
            if values.get(point) is not None:
                sheet.write_number(row, column, values[point], looks.number(patterns[point]))
        last = top + len(points)
        drawn.add_series(
            {
                "name": [to.name, top, column],
                "categories": [to.name, top + 1, across, last, across],
                "values": [to.name, top + 1, column, last, column],
                "points": [{"fill": {"color": colour}} if colour else None for colour in map(colours.get, points)],
                **_look(chart, series, series.colour or SERIES[index % len(SERIES)]),
            }
        )
    _axes(drawn, chart)
    height = max(280, 26 * len(points) + 90) if chart.kind == "bar" else 300
    drawn.set_size({"width": CHART_WIDTH, "height": height})
    sheet.insert_chart(at.below, 0, drawn, {"description": clean(chart.title), "object_position": 3})
    return at.below + height // 20 + 2, top + len(points) + 3


def _patterns(series: Series) -> list[str]:
    """The format of each point; of several at one place the last, whose value the cell has."""
    return list({x: one for (x, _), one in zip(series.points, series.patterns, strict=True)}.values())


def _point(to: Sheet, row: int, column: int, point: str | int, *, is_financial: bool) -> None:
    """A name or a year; a financial year is a number too, by which the chart is drawn, and reads as it is called."""
    if isinstance(point, int):
        called = f'"{Period.of_financial_year(point)}"' if is_financial else "0"
        to.sheet.write_number(row, column, point, to.looks.number(called))
    else:
        to.sheet.write_string(row, column, clean(point), to.looks.text)


def _kind(chart: Chart) -> dict[str, str]:
    return {"type": "bar"} if chart.kind == "bar" else {"type": "scatter", "subtype": "straight_with_markers"}


def _look(chart: Chart, series: Series, colour: str) -> dict[str, Any]:
    labels = {"value": True, "font": {"name": _FONT, "size": 9, "color": colour}}  # each in the format of its cell
    if chart.kind == "bar" and series.look != "solid":
        return {"fill": {"none": True}, "border": {"color": colour}, "gap": 60, "data_labels": labels}
    if chart.kind == "bar":
        return {"fill": {"color": colour}, "gap": 60, "data_labels": labels}
    joined = (
        {"none": True} if series.look == "marks" else {"color": colour, "width": 2, "dash_type": _DASHES[series.look]}
    )
    marker = {"type": "diamond" if series.look == "marks" else "circle", "size": 7, "fill": {"color": colour}}
    return {"line": joined, "marker": {**marker, "border": {"color": colour}}, "data_labels": labels}


def _axes(drawn: Any, chart: Chart) -> None:  # noqa: ANN401
    font = {"name": _FONT, "size": 9}
    shown = {"num_font": font, "num_format": chart.pattern}
    drawn.set_title({"name": clean(chart.title), "name_font": {"name": _FONT, "size": 11, "color": BLUE}})
    drawn.set_legend({"position": "bottom", "font": font} if len(chart.series) > 1 else {"none": True})
    drawn.show_blanks_as("gap")
    years = [x for series in chart.series for x, _ in series.points if isinstance(x, int)]
    if chart.kind == "bar":
        rule = {"color": LINE} if chart.goal is None else {"color": GOAL, "width": 1.5}
        span = {} if chart.span is None else dict(zip(("min", "max"), chart.span, strict=True))
        steps = {} if chart.goal is None else {"major_unit": chart.goal}
        drawn.set_x_axis({**shown, **span, **steps, "major_gridlines": {"visible": True, "line": rule}})
        drawn.set_y_axis(
            {"reverse": True, "num_font": font, "label_position": "low", "major_gridlines": {"visible": False}}
        )
    else:
        span = {"min": min(years) - 1, "max": max(years) + 1, "major_unit": 1 if max(years) - min(years) < 12 else 2}  # noqa: PLR2004
        told = {"name": chart.years, "name_font": font} if chart.years else {}
        drawn.set_x_axis({"num_font": font, "num_format": "0", "major_gridlines": {"visible": False}, **span, **told})
        scale = dict(zip(("min", "max", "major_unit"), chart.scale, strict=True)) if chart.scale else {}
        crossing = {"crossing": "max"} if chart.falling else {}
        drawn.set_y_axis(
            {**shown, **scale, "reverse": chart.falling, "major_gridlines": {"visible": True, "line": {"color": LINE}}}
        )
        if crossing:
            drawn.x_axis.update({"label_position": "high"})
