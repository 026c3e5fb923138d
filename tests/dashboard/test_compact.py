"""A page travels as HTML where nothing of Dash is needed, as components where it is; a reader sees the same."""

import json

import pytest
from dash import dcc, html
from plotly.io.json import to_json_plotly

from dashboard import site
from dashboard.kit.compact import compact
from dashboard.kit.markup import markup
from dashboard.pages import PAGES
from tests.dashboard.test_pages import NAMES


def values(component):
    return json.loads(to_json_plotly(component))


def components(value):
    """Every component of some plain values, the value itself among them."""
    if isinstance(value, list):
        return [one for part in value for one in components(part)]
    return [value, *components(value["props"].get("children"))] if isinstance(value, dict) else []


@pytest.mark.parametrize("page", [page for page in PAGES if not page.office], ids=lambda page: page.name)
def test_a_page_reads_the_same_whether_it_travels_as_components_or_as_html(dataset, page):
    whole = values(site.render(dataset, page, NAMES.get(page.name, ""), ()))
    few = compact(whole)
    assert markup(few) == markup(whole)
    assert len(components(few)) < len(components(whole)) / 10


def test_what_only_dash_draws_stays_a_component():
    page = html.Main([html.Div([html.P("text"), dcc.Graph(id="chart")]), html.P("beside"), dcc.Input(id="words")])
    kinds = [one["type"] for one in components(compact(values(page)))]
    assert kinds == ["Main", "Div", "Html", "Graph", "Html", "Input"]


def test_text_stays_text_and_attributes_stay_where_they_were():
    part = html.Section(html.P('<b>&"'), id="place", className="wide", **{"aria-label": "a part"})
    few = compact(values(part))["props"]
    assert few == {
        "tag": "section",
        "attributes": {"id": "place", "className": "wide", "aria-label": "a part"},
        "html": "<p>&lt;b&gt;&amp;&#34;</p>",
    }
