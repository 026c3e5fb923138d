"""The first answer of a page is the HTML of the same components that Dash would draw."""

import json
import re
from html.parser import HTMLParser

import pytest
from dash import dcc, html
from markupsafe import Markup
from plotly.io.json import to_json_plotly

from dashboard.kit.markup import markup, written

EVIL = """<a href="javascript:alert('1')">&x</a>"""


class Elements(HTMLParser):
    """What a browser would read: (tag, attributes) in order, and the text."""

    def __init__(self, text):
        super().__init__()
        self.found, self.text = [], ""
        self.feed(text)

    def handle_starttag(self, tag, attrs):  # noqa: D102 - named by the parser
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data):  # noqa: D102
        self.text += data


@pytest.mark.parametrize(
    ("component", "text"),
    [
        (html.P("a < b & c"), "<p>a &lt; b &amp; c</p>"),
        (html.Div([None, "x", html.Br(), 3]), "<div>x<br>3</div>"),
        (html.Label("x", htmlFor="y", className="z", tabIndex="0"), None),
        (dcc.Link("go", href="/goals", className="link"), None),
        (dcc.Store(id="x", data={"a": 1}), ""),
        (dcc.Textarea(name="n", value="<b>"), '<textarea name="n">&lt;b&gt;</textarea>'),
        (html.Option("x", value="1", selected=True), None),
        (html.Option("x", value="1", selected=False), '<option value="1">x</option>'),
        (Markup("<b>made here</b>"), "<b>made here</b>"),
    ],
)
def test_a_component_is_the_element_of_its_name(component, text):
    drawn = markup(component)
    assert text is None or drawn == text
    assert drawn == markup(json.loads(to_json_plotly(component)) if text is None else component)


def test_attributes_are_those_of_html():
    drawn = html.Label("x", htmlFor="y", className="z", tabIndex="0", hidden=True, **{"aria-label": EVIL})
    [(tag, attributes)] = Elements(markup(drawn)).found
    assert (tag, attributes) == (
        "label",
        {"for": "y", "class": "z", "tabindex": "0", "hidden": None, "aria-label": EVIL},
    )


def test_a_link_of_the_site_says_that_it_leads_to_a_page():
    [(tag, attributes)] = Elements(markup(dcc.Link("x", href="/goals?plan=13fyp&on=2020"))).found
    assert (tag, attributes["href"], "data-page" in attributes) == ("a", "/goals?plan=13fyp&on=2020", True)


def test_text_and_attributes_of_the_data_stay_text():
    drawn = Elements(markup(html.Div([EVIL, html.Span(title=EVIL)], **{"data-figure": json.dumps({"x": EVIL})})))
    assert [tag for tag, _ in drawn.found] == ["div", "span"]
    assert json.loads(drawn.found[0][1]["data-figure"]) == {"x": EVIL}
    assert (drawn.found[1][1]["title"], drawn.text) == (EVIL, EVIL)


def test_styles_are_written_as_css():
    style = {"gridRow": "2", "flexGrow": 3, "height": 320, "--shade": "0.50"}
    [(_, attributes)] = Elements(markup(html.Div(style=style))).found
    assert attributes["style"] == "grid-row:2;flex-grow:3;height:320px;--shade:0.50"


def test_what_only_a_script_can_draw_leaves_its_place():
    [(tag, attributes)] = Elements(markup(dcc.Dropdown(["a"], id="x", className="y"))).found
    assert (tag, attributes) == ("div", {"id": "x", "class": "y"})


@pytest.mark.parametrize(
    ("words", "pieces"),
    [
        ("全市共有1009家企业", ["1009家"]),
        ("2025年达到 7,000 家", ["7,000 家"]),
        ("新增 1,400 人、150户", ["1,400 人", "150户"]),
        ("50 项目标、共39项、1.88倍，2025年", ["50 项", "39项", "1.88倍"]),
        ("12 个来源、1,200 个项目", ["1,200 个"]),
        ("累计 50 万人、近 2.7 万亿元", ["50 万人", "2.7 万亿元"]),
        ("12 goals in 2025, 7.2 often", ["12 goals"]),
    ],
)
def test_a_number_stays_in_one_piece_with_what_it_counts(words, pieces):
    assert re.findall(r'<span class="piece">([^<]+)</span>', written(words)) == pieces
