"""Components: every kind of content can be drawn, and text from the data stays text."""

import typing

from dash.development.base_component import Component

from dashboard import theme
from dashboard.exhibits import exhibit as values
from dashboard.kit.blocks import RENDERERS, table
from dashboard.kit.marks import light, mark, sparkline
from indicators.goals.methods import Verdict

EVIL = '<a href="javascript:alert(1)">x</a>'


def test_every_kind_of_content_has_a_renderer():
    assert set(typing.get_args(values.Content)) == set(RENDERERS)


def test_every_verdict_has_a_light_with_shape_and_word():
    assert set(theme.LIGHTS) == set(Verdict)
    for verdict in Verdict:
        drawn = light(values.Light(verdict, "word"))
        assert drawn.children[0].children == theme.LIGHTS[verdict].shape
        assert drawn.children[1] == "word"


def test_lights_are_told_apart_without_colour():
    shapes = {
        theme.LIGHTS[one].shape for one in (Verdict.ACHIEVED, Verdict.BEHIND, Verdict.FAR_BEHIND, Verdict.NO_DATA)
    }
    assert len(shapes) == 4


def test_a_light_with_a_method_card_opens_without_a_script():
    drawn = light(values.Light(Verdict.BEHIND, "滞后", ("算式",), "出处"))
    assert type(drawn).__name__ == "Details"


def test_markup_in_a_cell_is_text():
    drawn = table(values.Table(("name",), ((EVIL,),)))
    assert EVIL in str(drawn)
    assert mark(EVIL) == EVIL


def test_markup_in_a_chart_is_escaped():
    assert "<" not in theme.plain(EVIL)


def test_a_link_to_a_source_opens_apart_and_tells_nothing_of_us():
    drawn = mark(values.Link("source", "https://example.org/page"))
    assert (drawn.rel, drawn.target) == ("noopener noreferrer", "_blank")


def test_a_link_that_is_no_address_is_no_link_out():
    assert type(mark(values.Link("x", "javascript:alert(1)"))).__name__ == "Link"


def test_long_tables_open_further_on_demand():
    drawn = table(values.Table(("n",), tuple((str(n),) for n in range(100))))
    assert isinstance(drawn, Component)
    assert type(drawn.children[1]).__name__ == "Details"


def test_a_sparkline_needs_two_points():
    assert sparkline(((2020, 1.0),), None, "words") is None
    assert sparkline(((2020, 1.0), (2021, 1.0)), 1.0, "words").alt == "words"
