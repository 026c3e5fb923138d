"""Native charts of slides: bars with names down, lines over years, each with its data inside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from lxml import etree
from pptx.chart.data import CategoryChartData, XyChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION, XL_MARKER_STYLE, XL_TICK_LABEL_POSITION
from pptx.enum.dml import MSO_LINE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Emu, Pt

from dashboard.export.charts import Chart, Series
from dashboard.export.pptx.labels import Spot, standing
from dashboard.export.sheets import clean
from dashboard.theme import GOAL, GROUND, LIGHTS, LINE, MUTED, SERIES

FACE = "Microsoft YaHei"
_DASHES = {"dash": MSO_LINE.DASH, "dot": MSO_LINE.ROUND_DOT}
SMALLEST = 12
"""The letters of a slide are read from the back of a room: none has fewer points."""
_MOST_BARS = 24  # of letters that are read, on one slide
_TITLE, _LONG_SPAN, _MARK = 14, 12, 8
_ON_A_BAR = (
    '<c:txPr {names}><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr b="1"><a:solidFill><a:srgbClr val="FFFFFF"/>'
    "</a:solidFill></a:defRPr></a:pPr><a:endParaRPr/></a:p></c:txPr>"
)
_BEHIND_SIGN = "&quot;{sign} &quot;{pattern};&quot;{sign} &quot;-{pattern}"  # a minus stands at its number
_MOVED = '<c:layout><c:manualLayout><c:x val="{aside:.4f}"/><c:y val="0"/></c:manualLayout></c:layout>'
_LABEL = (
    '<c:dLbl {names}><c:idx val="{index}"/>{moved}<c:numFmt formatCode="{format}" sourceLinked="0"/>{place}'
    '<c:showLegendKey val="0"/><c:showVal val="{shown}"/><c:showCatName val="0"/><c:showSerName val="0"/>'
    '<c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbl>'
)


def add(slide: Any, chart: Chart, box: tuple[int, int, int, int], alt: str) -> None:  # noqa: ANN401 - the writer's own type
    """Add a chart to a slide in a box (left, top, width, height), with words for who cannot see it."""
    kind = XL_CHART_TYPE.BAR_CLUSTERED if chart.kind == "bar" else XL_CHART_TYPE.XY_SCATTER_LINES
    data = _bars(chart) if chart.kind == "bar" else _lines(chart)
    frame = slide.shapes.add_chart(kind, *map(Emu, box), data)
    frame._element.nvGraphicFramePr.cNvPr.set("descr", clean(alt))  # noqa: SLF001 - no other door
    drawn = frame.chart
    drawn.font.size, drawn.font.name = Pt(SMALLEST), FACE
    drawn.has_title = True
    drawn.chart_title.text_frame.text = clean(chart.title)
    drawn.chart_title.text_frame.paragraphs[0].runs[0].font.size = Pt(_TITLE)
    drawn.has_legend = len(chart.series) > 1
    if drawn.has_legend:
        drawn.legend.position, drawn.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    places = {} if chart.kind == "bar" else standing(chart, _across(chart), (box[2] / Pt(1), box[3] / Pt(1)))
    for index, (series, shown) in enumerate(zip(chart.series, drawn.plots[0].series, strict=True)):
        own = MUTED if series.verdicts and all(series.verdicts) else series.colour  # of the legend
        colour = own or SERIES[index % len(SERIES)]
        if chart.kind == "bar":
            _bar_look(series, shown, colour)
        else:
            _line_look(series, shown, colour, [places.get((index, place)) for place in range(len(_seen(series)))])
        if chart.span is not None:
            _inside(series, shown, chart.span[1])
    _axes(drawn, chart)
    _chinese(drawn)


def slides_of(chart: Chart) -> list[Chart]:
    """Return a chart in as many parts as its bars need slides."""
    names = list(dict.fromkeys(name for series in chart.series for name, _ in series.points))
    most = max(_MOST_BARS // len(chart.series), 1)
    if chart.kind != "bar" or len(names) <= most:
        return [chart]
    return [_only(chart, frozenset(names[start : start + most])) for start in range(0, len(names), most)]


def _only(chart: Chart, names: frozenset[str | int]) -> Chart:
    """A chart with some of its bars."""
    parts = []
    for series in chart.series:
        places = [place for place, (name, _) in enumerate(series.points) if name in names]
        shown = tuple(series.shown[place] for place in places) if series.shown else ()
        verdicts = tuple(series.verdicts[place] for place in places) if series.verdicts else ()
        points = tuple(series.points[place] for place in places)
        parts.append(replace(series, points=points, shown=shown, verdicts=verdicts))
    return replace(chart, series=tuple(parts))


def _bars(chart: Chart) -> CategoryChartData:
    data = CategoryChartData()
    names = list(dict.fromkeys(name for series in chart.series for name, _ in series.points))
    data.categories = [clean(str(name)) for name in names]
    for series in chart.series:
        values = dict(series.points)
        data.add_series(clean(series.name), [values.get(name) for name in names], number_format=_most(_seen(series)))
    return data


def _lines(chart: Chart) -> XyChartData:
    data = XyChartData()
    for series in chart.series:
        added = data.add_series(clean(series.name), number_format=_most(_seen(series)))
        for x, y in series.points:
            if y is not None:
                added.add_data_point(x, y)
    return data


def _bar_look(series: Series, shown: Any, colour: str) -> None:  # noqa: ANN401
    if series.look == "solid":
        shown.format.fill.solid()
        shown.format.fill.fore_color.rgb = _rgb(colour)
    else:
        shown.format.fill.background()
        shown.format.line.color.rgb = _rgb(colour)
    for place, verdict in enumerate(series.verdicts):
        if verdict:
            _fill(shown.points[place], LIGHTS[verdict].colour)
    _labels(shown, _signed(series))


def _fill(point: Any, colour: str) -> None:  # noqa: ANN401
    """Give one bar a colour of its own, also where it is negative: PowerPoint would leave that white."""
    point.format.fill.solid()
    point.format.fill.fore_color.rgb = _rgb(colour)
    number = point._ser.get_or_add_dPt_for_point(point._idx).find(qn("c:idx"))  # noqa: SLF001 - no other door
    number.addnext(parse_xml(f'<c:invertIfNegative {nsdecls("c")} val="0"/>'))


def _signed(series: Series) -> list[str]:
    """The number format of each point, the sign of its light before the number; as it stands in XML."""
    verdicts = series.verdicts or (None,) * len(series.points)
    return [
        _BEHIND_SIGN.format(sign=LIGHTS[verdict].shape, pattern=pattern) if verdict else pattern
        for verdict, pattern in zip(verdicts, series.patterns, strict=True)
    ]


def _inside(series: Series, shown: Any, end: float) -> None:  # noqa: ANN401
    """Put the number of a bar that is cut off into the bar, where its end is not seen."""
    labels = shown._element.get_or_add_dLbls()  # noqa: SLF001 - python-pptx has no word for it
    own = {int(one.find(qn("c:idx")).get("val")): one for one in labels.findall(qn("c:dLbl"))}
    cut = [place for place, (_, value) in enumerate(series.points) if value is not None and value > end]
    for place in reversed(cut):
        made = _label(place, _signed(series)[place], Spot("inBase"))
        made.find(qn("c:dLblPos")).addprevious(parse_xml(_ON_A_BAR.format(names=nsdecls("c", "a"))))
        if place in own:
            labels.remove(own[place])
        later = [index for index in own if index > place]
        own[min(later)].addprevious(made) if later else labels.insert(len([i for i in own if i < place]), made)
        own[place] = made


def _line_look(series: Series, shown: Any, colour: str, places: Sequence[Spot | None]) -> None:  # noqa: ANN401
    shown.smooth = False
    if series.look == "marks":
        shown.format.line.fill.background()
    else:
        shown.format.line.color.rgb, shown.format.line.width = _rgb(colour), Pt(2)
        if series.look in _DASHES:
            shown.format.line.dash_style = _DASHES[series.look]
    _mark(shown.marker, series, colour, colour)
    drawn = [place for place, (_, y) in enumerate(series.points) if y is not None]
    for index, place in enumerate(drawn):
        if place in series.hollow:
            _mark(shown.points[index].marker, series, GROUND, colour)
    _labels(shown, _seen(series), places)


def _mark(marker: Any, series: Series, inside: str, rim: str) -> None:  # noqa: ANN401
    marker.style = XL_MARKER_STYLE.DIAMOND if series.look == "marks" else XL_MARKER_STYLE.CIRCLE
    marker.size = _MARK if inside == rim else _MARK + 1  # LibreOffice draws only marks of another size otherwise
    marker.format.fill.solid()
    marker.format.fill.fore_color.rgb = _rgb(inside)
    marker.format.line.color.rgb = _rgb(rim)


def _labels(shown: Any, patterns: Sequence[str], places: Sequence[Spot | None] | None = None) -> None:  # noqa: ANN401
    """Values at the marks; python-pptx gives lines over numbers no labels of a whole series, so the XML says it.

    The series has one number format; a point that the screen shows with other decimals has its own. Where places are
    given, each number stands at its own, and one that has none is not written.
    """
    labels = shown._element.get_or_add_dLbls()  # noqa: SLF001
    usual = _most(patterns)
    _set(labels, _format(usual), before=("c:spPr", "c:txPr", "c:dLblPos", "c:showLegendKey"))
    found = labels.find(qn("c:showVal"))
    if found is not None:
        found.set("val", "1")
    others = [(index, one) for index, one in enumerate(patterns) if places is not None or one != usual]
    for order, (index, one) in enumerate(others):
        labels.insert(order, _label(index, one, places[index] if places is not None else Spot("")))


def _label(index: int, pattern: str, spot: Spot | None) -> Any:  # noqa: ANN401
    """The label of one point: its number at a spot, at the usual one where it has no name, none without a spot."""
    place = f'<c:dLblPos val="{spot.name}"/>' if spot and spot.name else ""
    moved = _MOVED.format(aside=spot.aside) if spot and spot.aside else ""
    values = {"index": index, "format": pattern, "place": place, "moved": moved, "shown": int(spot is not None)}
    return parse_xml(_LABEL.format(names=nsdecls("c"), **values))


def _set(labels: Any, made: Any, before: Sequence[str]) -> None:  # noqa: ANN401
    """Put an element where the order of the format wants it, in the place of one of its kind."""
    old = labels.find(made.tag)
    if old is not None:
        labels.remove(old)
    following = [one for name in before if (one := labels.find(qn(name))) is not None]
    following[0].addprevious(made) if following else labels.append(made)


def _format(pattern: str) -> Any:  # noqa: ANN401
    return parse_xml(f'<c:numFmt {nsdecls("c")} formatCode="{pattern}" sourceLinked="0"/>')


def _most(patterns: Sequence[str]) -> str:
    """The format that most points have; of several the one with more decimals."""
    return max(sorted(set(patterns)), key=lambda one: (patterns.count(one), len(one)), default="General")


def _seen(series: Series) -> list[str]:
    """The formats of the points that are drawn."""
    return [one for (_, y), one in zip(series.points, series.patterns, strict=True) if y is not None]


def _axes(drawn: Any, chart: Chart) -> None:  # noqa: ANN401
    names, values = drawn.category_axis, drawn.value_axis
    for axis in (names, values):
        axis.format.line.color.rgb = _rgb(MUTED)
        axis.has_major_gridlines = axis is values
    values.major_gridlines.format.line.color.rgb = _rgb(LINE)
    values.tick_labels.number_format, values.tick_labels.number_format_is_linked = chart.pattern, False
    if chart.kind == "bar":
        names.reverse_order = True
        names.tick_label_position = XL_TICK_LABEL_POSITION.LOW
        drawn.plots[0].gap_width = 60
        if chart.span is not None:
            values.minimum_scale, values.maximum_scale = chart.span
            values.major_unit = chart.goal
            values.major_gridlines.format.line.color.rgb = _rgb(GOAL)
            values.major_gridlines.format.line.width = Pt(1.5)
        return
    first, last = _across(chart)
    names.minimum_scale, names.maximum_scale = first, last
    names.major_unit = 1 if last - first - 2 < _LONG_SPAN else 2
    if chart.scale:
        values.minimum_scale, values.maximum_scale, values.major_unit = chart.scale
    if chart.years:
        names.axis_title.text_frame.text = chart.years
        names.axis_title.text_frame.paragraphs[0].runs[0].font.size = Pt(SMALLEST)
    names.tick_labels.number_format, names.tick_labels.number_format_is_linked = "0", False
    values.reverse_order = chart.falling
    if chart.falling:
        names.tick_label_position = XL_TICK_LABEL_POSITION.HIGH


def _across(chart: Chart) -> tuple[int, int]:
    """The years at both ends of a chart, a year's room around its marks."""
    years = [x for series in chart.series for x, _ in series.points if isinstance(x, int)]
    return min(years) - 1, max(years) + 1


def _rgb(colour: str) -> RGBColor:
    return RGBColor.from_string(colour.removeprefix("#").upper())


def _chinese(drawn: Any) -> None:  # noqa: ANN401
    """Set the East Asian face beside each Latin one; python-pptx knows only the latter."""
    for latin in drawn._chartSpace.iter(qn("a:latin")):  # noqa: SLF001
        if latin.getnext() is None or latin.getnext().tag != qn("a:ea"):
            beside = etree.Element(qn("a:ea"))
            beside.set("typeface", FACE)
            latin.addnext(beside)
