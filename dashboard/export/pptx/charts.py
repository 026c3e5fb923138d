"""Native charts of slides: bars with names down, lines over years, each with its data inside."""

from __future__ import annotations

from typing import Any

from lxml import etree
from pptx.chart.data import CategoryChartData, XyChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION, XL_MARKER_STYLE, XL_TICK_LABEL_POSITION
from pptx.enum.dml import MSO_LINE
from pptx.oxml.ns import qn
from pptx.util import Emu, Pt

from dashboard.export.charts import Chart, Series
from dashboard.export.sheets import clean
from dashboard.theme import LINE, MUTED, SERIES

FACE = "Microsoft YaHei"
_DASHES = {"dash": MSO_LINE.DASH, "dot": MSO_LINE.ROUND_DOT}
_SMALL, _USUAL, _MANY_BARS = 8, 10, 14
_LONG_SPAN = 12


def add(slide: Any, chart: Chart, box: tuple[int, int, int, int]) -> None:  # noqa: ANN401 - the writer's own type
    """Add a chart to a slide in a box (left, top, width, height)."""
    kind = XL_CHART_TYPE.BAR_CLUSTERED if chart.kind == "bar" else XL_CHART_TYPE.XY_SCATTER_LINES
    data = _bars(chart) if chart.kind == "bar" else _lines(chart)
    frame = slide.shapes.add_chart(kind, *map(Emu, box), data)
    frame._element.nvGraphicFramePr.cNvPr.set("descr", clean(chart.title))  # noqa: SLF001 - no other door
    drawn = frame.chart
    many = chart.kind == "bar" and max(len(series.points) for series in chart.series) > _MANY_BARS
    drawn.font.size, drawn.font.name = Pt(_SMALL if many else _USUAL), FACE
    drawn.has_title = True
    drawn.chart_title.text_frame.text = clean(chart.title)
    drawn.chart_title.text_frame.paragraphs[0].runs[0].font.size = Pt(12)
    drawn.has_legend = len(chart.series) > 1
    if drawn.has_legend:
        drawn.legend.position, drawn.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    for index, (series, shown) in enumerate(zip(chart.series, drawn.plots[0].series, strict=True)):
        (_bar_look if chart.kind == "bar" else _line_look)(series, shown, SERIES[index % len(SERIES)])
    _axes(drawn, chart)
    _chinese(drawn)


def _bars(chart: Chart) -> CategoryChartData:
    data = CategoryChartData(number_format="#,##0.##")
    names = list(dict.fromkeys(name for series in chart.series for name, _ in series.points))
    data.categories = [clean(str(name)) for name in names]
    for series in chart.series:
        values = dict(series.points)
        data.add_series(clean(series.name), [values.get(name) for name in names])
    return data


def _lines(chart: Chart) -> XyChartData:
    data = XyChartData(number_format="#,##0.##")
    for series in chart.series:
        added = data.add_series(clean(series.name))
        for x, y in series.points:
            if y is not None:
                added.add_data_point(x, y)
    return data


def _bar_look(_: Series, shown: Any, colour: str) -> None:  # noqa: ANN401
    shown.format.fill.solid()
    shown.format.fill.fore_color.rgb = _rgb(colour)
    _labels(shown)


def _line_look(series: Series, shown: Any, colour: str) -> None:  # noqa: ANN401
    shown.smooth = False
    if series.look == "marks":
        shown.format.line.fill.background()
    else:
        shown.format.line.color.rgb, shown.format.line.width = _rgb(colour), Pt(2)
        if series.look in _DASHES:
            shown.format.line.dash_style = _DASHES[series.look]
    shown.marker.style = XL_MARKER_STYLE.DIAMOND if series.look == "marks" else XL_MARKER_STYLE.CIRCLE
    shown.marker.size = 8
    shown.marker.format.fill.solid()
    shown.marker.format.fill.fore_color.rgb = _rgb(colour)
    shown.marker.format.line.color.rgb = _rgb(colour)
    _labels(shown)


def _labels(shown: Any) -> None:  # noqa: ANN401
    """Values at the marks; python-pptx gives lines over numbers no labels of a whole series, so the XML says it."""
    labels = shown._element.get_or_add_dLbls()  # noqa: SLF001
    for name in ("c:showVal",):
        found = labels.find(qn(name))
        if found is not None:
            found.set("val", "1")


def _axes(drawn: Any, chart: Chart) -> None:  # noqa: ANN401
    names, values = drawn.category_axis, drawn.value_axis
    for axis in (names, values):
        axis.format.line.color.rgb = _rgb(MUTED)
        axis.has_major_gridlines = axis is values
    values.major_gridlines.format.line.color.rgb = _rgb(LINE)
    values.tick_labels.number_format, values.tick_labels.number_format_is_linked = "#,##0.##", False
    if chart.kind == "bar":
        names.reverse_order = True
        names.tick_label_position = XL_TICK_LABEL_POSITION.LOW
        drawn.plots[0].gap_width = 60
        return
    years = [x for series in chart.series for x, _ in series.points if isinstance(x, int)]
    names.minimum_scale, names.maximum_scale = min(years) - 1, max(years) + 1
    names.major_unit = 1 if max(years) - min(years) < _LONG_SPAN else 2
    names.tick_labels.number_format, names.tick_labels.number_format_is_linked = "0", False
    values.reverse_order = chart.falling
    if chart.falling:
        names.tick_label_position = XL_TICK_LABEL_POSITION.HIGH


def _rgb(colour: str) -> RGBColor:
    return RGBColor.from_string(colour.removeprefix("#").upper())


def _chinese(drawn: Any) -> None:  # noqa: ANN401
    """Set the East Asian face beside each Latin one; python-pptx knows only the latter."""
    for latin in drawn._chartSpace.iter(qn("a:latin")):  # noqa: SLF001
        if latin.getnext() is None or latin.getnext().tag != qn("a:ea"):
            beside = etree.Element(qn("a:ea"))
            beside.set("typeface", FACE)
            latin.addnext(beside)
