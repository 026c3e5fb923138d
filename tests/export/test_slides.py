"""Slides are read from the back of a room: no letter under 12 pt, and the same figure as on the screen."""

import io
from dataclasses import replace
from decimal import Decimal

import pptx as pptx_library
import pytest
from pptx.util import Inches, Pt

from dashboard.exhibits.exhibit import Bar, Bars, Exhibit, Light, Prose, Table
from dashboard.export.captioned import Captioned
from dashboard.export.charts import Chart, Series, charts, scope_over
from dashboard.export.layout import texts_of
from dashboard.export.picture.text import wrap
from dashboard.export.pptx import pptx
from dashboard.export.pptx.charts import slides_of
from dashboard.export.pptx.labels import standing
from dashboard.export.xlsx import xlsx
from dashboard.theme import GOAL, LIGHTS
from indicators.goals.methods import Verdict
from tests.export import offices
from tests.export.test_offices import document

DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
WIDE = ("indicator-citations", "goals-methods", "regions-matrix", "goals-other-plans", "overview-changes")


def slides(one):
    return pptx_library.Presentation(io.BytesIO(pptx(document([one])))).slides


def test_no_letter_of_a_slide_is_too_small(everything):
    """In tables, text and charts, also where a table is wide or long: it goes on beside, or on the next slide."""
    content = pptx(document([*everything.values()]))
    sizes = {
        (part.tag.partition("}")[2], int(run.get("sz")))
        for holding in ("ppt/slides/slide", "ppt/charts/chart")
        for part in offices.parts(content, holding)
        for run in part.iter(f"{DRAWING}rPr", f"{DRAWING}defRPr")
        if run.get("sz")
    }
    assert {name for name, _ in sizes} == {"sld", "chartSpace"}
    assert min(size for _, size in sizes) >= 1200


@pytest.mark.parametrize("name", WIDE)
def test_a_table_on_slides_has_every_cell_once_under_its_head(everything, name):
    """The columns that name the rows are repeated where a table goes on beside."""
    one = everything[name]
    found = {}
    for slide in slides(one):
        for shape in slide.shapes:
            if shape.has_table:
                head, *rows = [[cell.text for cell in row.cells] for row in shape.table.rows]
                for column, title in enumerate(head):
                    found.setdefault(offices.squeezed(title), []).extend(offices.squeezed(row[column]) for row in rows)
    head, *expected = [list(map(offices.squeezed, row)) for row in texts_of(one)]
    for column, title in enumerate(head):
        times, rest = divmod(len(found[title]), len(expected))
        assert found[title] == [row[column] for row in expected] * times, title
        assert rest == 0
        assert times == 1 or column < 3, title


def test_where_a_table_goes_on_beside_its_rows_are_still_told_apart(everything):
    """Plan and indicator are repeated where several rows are of one plan."""
    heads = [
        tuple(cell.text for cell in shape.table.rows[0].cells)
        for slide in slides(everything["goals-other-plans"])
        for shape in slide.shapes
        if shape.has_table
    ]
    assert len(set(heads)) > 1
    assert {head[:2] for head in heads} == {("规划", "指标")}


@pytest.mark.parametrize("name", WIDE)
def test_no_table_of_a_slide_is_wider_than_it(everything, name):
    for slide in slides(everything[name]):
        for shape in slide.shapes:
            if shape.has_table:
                assert sum(column.width for column in shape.table.columns) <= Pt(890)


MARKS = {  # what a scope tells of, and the element of a native chart that draws it
    "空心": ("srgbClr", "FFFFFF"),
    "菱形": ("symbol", "diamond"),
    "虚线": ("prstDash", "dash"),
    "点线": ("prstDash", "sysDot"),
    "橙": ("srgbClr", GOAL.strip("#").upper()),
    "黑线": ("prstDash", "none of a native chart"),
    "深蓝细条": ("prstDash", "none of a native chart"),
}


def test_the_scope_of_a_slide_tells_of_marks_that_are_drawn_on_it(everything):
    seen = set()
    for name, one in everything.items():
        marks = {mark for mark in MARKS if mark in scope_over(one.exhibit)} if charts(one.exhibit.content) else set()
        content = pptx(document([one])) if marks else b""
        drawn = {
            (found.tag.rpartition("}")[2], found.get("val"))
            for part in (offices.parts(content, "ppt/charts/chart") if marks else ())
            for found in part.iter()
        }
        estimates = any(series.hollow for chart in charts(one.exhibit.content) for series in chart.series)
        wanted = {MARKS[mark] for mark in marks if mark != "空心" or estimates}
        assert wanted <= drawn, (name, scope_over(one.exhibit))
        seen |= marks
    assert seen >= {"空心", "菱形", "虚线", "点线", "橙"}


def test_a_table_tells_of_no_mark_that_only_a_picture_has(everything):
    marks = ("空心", "实心", "菱形", "虚线", "橙线", "黑线", "条长", "细条")
    tables = {name: one.bare_scope for name, one in everything.items() if one.exhibit.table}
    assert {name: scope for name, scope in tables.items() if any(mark in scope for mark in marks)} == {}


@pytest.mark.parametrize("name", ["goals-ways", "goals-lags", "industries-parts-L175"])
def test_a_table_tells_of_no_mark_that_only_the_picture_has(everything, name):
    one = replace(everything[name], form="table")
    texts = {shape.text_frame.text for slide in slides(one) for shape in slide.shapes if shape.has_text_frame}
    assert one.bare_scope in texts
    assert one.exhibit.scope not in texts
    assert not any(word in one.bare_scope for word in ("线", "条长", "画"))


@pytest.mark.parametrize("name", ["goals-ways", "regions-district-goals"])
def test_the_way_to_goals_is_the_figure_of_the_screen_with_its_goal_as_a_rule(everything, name):
    """The axis ends soon beyond the goal, whose line stands at 100; a bar that is cut off has its number inside."""
    [part] = [
        part
        for part in offices.parts(pptx(document([everything[name]])), "ppt/charts/chart")
        if part.tag.endswith("chartSpace")
    ]
    chart = offices.CHART
    axis = next(part.iter(f"{chart}valAx"))
    bounds = [float(axis.find(f"{chart}scaling/{chart}{end}").get("val")) for end in ("min", "max")]
    assert bounds == [0, 150]
    assert float(axis.find(f"{chart}majorUnit").get("val")) == 100
    values = [*offices.chart_values(part).values()]
    inside = {
        (number, int(label.find(f"{chart}idx").get("val")))
        for number, series in enumerate(part.iter(f"{chart}ser"))
        for label in series.iter(f"{chart}dLbl")
        if label.find(f"{chart}dLblPos") is not None
    }
    beyond = {
        (number, place)
        for number, series in enumerate(charts(everything[name].exhibit.content)[0].series)
        for place, (_, value) in enumerate(series.points)
        if value is not None and value > 150
    }
    assert values
    assert inside == beyond


LONG = "".join(f"第{number}句：全社会研发投入达到{number}亿元，Chapter {number} of the plan。" for number in range(150))


def test_a_quote_longer_than_a_slide_goes_on_to_the_next():
    """In a cell and in running text: nothing is lost, nothing is said twice, and no slide is fuller than it is high."""
    table = Table(("指标", "原文"), (("研发投入", LONG), ("专利", "短")))
    cells = [
        cell
        for slide in slides(named(table))
        for shape in slide.shapes
        if shape.has_table
        for cell in (row.cells[1].text for row in [*shape.table.rows][1:])
    ]
    assert len(cells) > 2
    assert offices.squeezed("".join(cells)) == offices.squeezed(LONG + "短")
    for slide in slides(named(table)):
        for shape in slide.shapes:
            if shape.has_table:
                assert shape.top + sum(row.height for row in shape.table.rows) <= Inches(7.4)
    said = [
        shape.text_frame.text
        for slide in slides(named(Prose((LONG, "短"))))
        for shape in slide.shapes
        if shape.has_text_frame and "句" in shape.text_frame.text
    ]
    assert len(said) > 1
    assert offices.squeezed("".join(said)) == offices.squeezed(LONG + "短")
    assert all(len(wrap(text, 20, 888)) <= 13 for text in said)


def named(content):
    exhibit = Exhibit("x", "引文", "", content)
    return Captioned(exhibit, "看板", "页", "2026年第1版", "2026-01-01", "2025年", "序时进度", "/x?release=1#x")


def test_what_is_judged_has_the_colour_and_the_sign_of_its_light_as_on_the_screen(everything):
    """Ways, dumbbells, bars, counts: each bar its colour, its sign before the number, and below what the signs mean."""
    judged = {
        name: [LIGHTS[one] for chart in charts(exhibit.exhibit.content) for one in chart.series[0].verdicts if one]
        for name, exhibit in everything.items()
    }
    assert all(judged[name] for name in ("goals-ways", "goals-lags", "regions-district-goals", "overview-tally"))
    for name, lights in judged.items():
        if lights:
            expected = [(light.colour.removeprefix("#").upper(), f'"{light.shape} "') for light in lights]
            found = [bar for part in chart_parts(everything[name]) for bar in coloured(part)]
            assert [(colour, pattern[:4]) for colour, pattern in found] == expected, name
            feet = "".join(
                shape.text_frame.text
                for slide in slides(everything[name])
                for shape in slide.shapes
                if shape.has_text_frame
            )
            assert all(light.shape in feet.partition("图例：")[2] for light in lights), name


def test_a_bar_that_goes_backwards_keeps_the_colour_of_its_light():
    """PowerPoint leaves a negative bar of a colour of its own white, unless the bar itself says otherwise."""
    bars = Bars((Bar("甲", -0.5, "-5", Light(Verdict.FAR_BEHIND, "严重滞后"), value=Decimal(-5)),), measure="个百分点")
    [part] = chart_parts(named(bars))
    [point] = part.iter(f"{offices.CHART}dPt")
    assert [child.tag.partition("}")[2] for child in point][:2] == ["idx", "invertIfNegative"]
    assert point.find(f"{offices.CHART}invertIfNegative").get("val") == "0"
    assert [pattern for _, pattern in coloured(part)] == ['"■ "#,##0;"■ "-#,##0']  # the minus stands at the number


def test_bars_of_a_workbook_have_the_colours_of_their_lights_too(everything):
    [part] = offices.parts(xlsx([everything["goals-ways"]]), "xl/charts/chart")
    filled = [
        next(point.iter(f"{DRAWING}srgbClr")).get("val").upper()
        for point in next(part.iter(f"{offices.CHART}ser")).iter(f"{offices.CHART}dPt")
    ]
    verdicts = charts(everything["goals-ways"].exhibit.content)[0].series[0].verdicts
    assert filled == [LIGHTS[verdict].colour.removeprefix("#").upper() for verdict in verdicts]


def chart_parts(one):
    """Return the native charts of the slides of an exhibit, in order."""
    found = offices.parts(pptx(document([one])), "ppt/charts/chart")
    return [part for part in found if part.tag.endswith("chartSpace")]


def coloured(part):
    """Return each bar of a colour of its own in the first series of a chart: colour and number format."""
    series = next(part.iter(f"{offices.CHART}ser"))
    labels = series.find(f"{offices.CHART}dLbls")
    usual = labels.find(f"{offices.CHART}numFmt").get("formatCode")
    own = {
        label.find(f"{offices.CHART}idx").get("val"): label.find(f"{offices.CHART}numFmt").get("formatCode")
        for label in labels.iter(f"{offices.CHART}dLbl")
    }
    for point in series.iter(f"{offices.CHART}dPt"):
        place = point.find(f"{offices.CHART}idx").get("val")
        yield next(point.iter(f"{DRAWING}srgbClr")).get("val"), own.get(place, usual)


@pytest.mark.parametrize("name", ["indicator-series", "industries-series", "parks-ranks-hitech-zone-rank"])
def test_lines_have_the_colours_the_cut_axis_and_the_hollow_marks_of_the_screen(everything, name):
    figure = everything[name].exhibit.content.figure
    traces = [trace for trace in figure["data"] if "name" in trace]
    [part] = chart_parts(everything[name])
    chart, bounds = offices.CHART, figure["layout"]["yaxis"]["range"]
    axis = [*part.iter(f"{chart}valAx")][-1]
    low, high = (float(axis.find(f"{chart}scaling/{chart}{end}").get("val")) for end in ("min", "max"))
    step = float(axis.find(f"{chart}majorUnit").get("val"))
    assert max(min(bounds), 0) - step < low <= max(min(bounds), 0)
    assert max(bounds) <= high < max(bounds) + step
    for series, trace in zip(part.iter(f"{chart}ser"), traces, strict=True):
        rim = next(series.find(f"{chart}marker").iter(f"{DRAWING}ln"))
        colour = trace.get("line", trace["marker"].get("line", trace["marker"]) if "marker" in trace else {})["color"]
        assert f"#{next(rim.iter(f'{DRAWING}srgbClr')).get('val').lower()}" == colour
        if isinstance(trace.get("marker", {}).get("color"), list):
            inside = [one for x, one in zip(trace["x"], trace["marker"]["color"], strict=True) if x is not None]
            hollow = [int(one.find(f"{chart}idx").get("val")) for one in series.iter(f"{chart}dPt")]
            assert hollow == [place for place, one in enumerate(inside) if one == "#ffffff"]


def test_the_numbers_of_lines_stand_apart_and_at_each_mark_once(everything):
    """A number that finds no place is left to the data of the chart, as on the screen; most find one."""
    for name in ("indicator-series", "upload3-series", "region-trends"):
        for chart in charts(everything[name].exhibit.content):
            across = (2009.0, 2027.0)
            spots = standing(chart, across, (430.0, 380.0))
            said = [(chart.series[which].points[place], series_words(chart, which, place)) for which, place in spots]
            assert len(set(said)) == len(said)
            assert len(spots) > sum(len(series.points) for series in chart.series) / 3
            assert {spot.name for spot in spots.values()} <= {"t", "b", "l", "r"}


def series_words(chart, which, place):
    value, told = chart.series[which].points[place][1], chart.series[which].patterns[place]
    return offices.as_shown(value, told)


def test_what_is_expected_by_now_is_hollow_beside_what_was_counted(everything):
    drawn = charts(everything["goals-ways"].exhibit.content)[0]
    assert [series.look for series in drawn.series] == ["solid", "dash"]
    [part] = [
        part
        for part in offices.parts(pptx(document([everything["goals-ways"]])), "ppt/charts/chart")
        if part.tag.endswith("chartSpace")
    ]
    hollow = [
        series.find(f"{offices.CHART}spPr/{DRAWING}noFill") is not None for series in part.iter(f"{offices.CHART}ser")
    ]
    assert hollow == [False, True]


def test_more_bars_than_are_read_on_a_slide_go_on_to_the_next():
    points = tuple((f"区{number}", float(number)) for number in range(50))
    whole = Chart("bar", "数", (Series("甲", points), Series("乙", points)))
    parts = slides_of(whole)
    assert all(len(series.points) <= 12 for part in parts for series in part.series)
    for place in range(2):
        assert sum((part.series[place].points for part in parts), ()) == points
