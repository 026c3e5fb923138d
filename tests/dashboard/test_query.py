"""A URL becomes a Query and the same URL again."""

from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.query import BadQueryError, default, parse
from indicators.goals.methods import METHODS


@given(data=st.data())
def test_the_url_of_a_query_gives_the_query_back(dataset, data):
    values = {
        "plan": data.draw(st.sampled_from(list(dataset.plans))),
        "on": str(data.draw(st.integers(2013, 2026))),
        "method": data.draw(st.sampled_from(list(METHODS))),
        "region": data.draw(st.sampled_from(["", *dataset.regions])),
        "industry": data.draw(st.sampled_from(["", *dataset.industries])),
        "indicator": data.draw(st.sampled_from(["", *dataset.indicators])),
        "words": data.draw(st.text(max_size=20)),
    }
    query = parse(values, dataset)
    assert parse(dict(parse_qsl(query.search(dataset).removeprefix("?"))), dataset) == query


def test_a_bare_url_is_the_default_and_the_default_is_a_bare_url(dataset):
    assert parse({}, dataset) == default(dataset)
    assert default(dataset).search(dataset) == ""


def test_the_default_is_the_citys_plan_as_of_the_latest_year_with_figures(dataset):
    assert (default(dataset).plan, str(default(dataset).on)) == ("14fyp", "2025")


@pytest.mark.parametrize("name", ["plan", "region", "industry", "indicator", "theme", "method"])
def test_an_unknown_value_is_refused_with_the_known_ones(dataset, name):
    with pytest.raises(BadQueryError) as refused:
        parse({name: "nothing-of-the-kind"}, dataset)
    assert "可用的值" in refused.value.text.zh


@pytest.mark.parametrize("year", ["soon", "2025H1", "2021..2025", "99999", "-1", "2025-13"])
def test_what_is_no_year_is_refused(dataset, year):
    with pytest.raises(BadQueryError):
        parse({"on": year}, dataset)
