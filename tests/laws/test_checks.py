"""Checks look at figures by arrays first: what arrays leave out, Decimals would not have found either."""

from __future__ import annotations

from unittest.mock import patch

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from indicators.checks import sums
from indicators.checks.audit import audit
from indicators.checks.yearly import Yearly
from indicators.columnar import Columns
from tests.builders import observation
from tests.strategies import datasets
from tests.workbook.books import key, small

LEVELS = st.sampled_from(["0", "0.5", "1", "1.0", "2", "49.9", "50", "99", "100", "101", "200", "5000", "-3", "20000"])
NOTES = st.sampled_from(["", "", "口径调整"])
PLACES = [key("gdp"), key("gdp", industry="nev"), key("rd"), key("gdp", "wujin"), key("gdp", "xinbei")]


@st.composite
def series(draw):
    """Draw a city with long series whose figures leap about."""
    figures = []
    for place, where in enumerate(PLACES):
        years = draw(st.lists(st.integers(2010, 2024), max_size=10, unique=True))
        figures += [
            observation(year, draw(LEVELS), id=f"{place}-{year}", key=where, note=draw(NOTES)) for year in years
        ]
    return small(*figures)


def everywhere(data):
    return np.ones(len(data.table), bool)


def looking_everywhere(data):
    """Return what the audit finds where no array tells it where to look."""
    with (
        patch.object(Yearly, "leaps", lambda self: np.unique(self._series)),
        patch.object(Yearly, "jumps", lambda self: np.unique(self._series)),
        patch.object(sums, "_above_industry", everywhere),
        patch.object(Columns, "matches", lambda self, name, pattern: np.full(len(self), name == "value")),
    ):
        return audit(data)


@given(series())
def test_leaps_jumps_and_sums_are_found_wherever_they_are(data):
    assert audit(data) == looking_everywhere(data)


@given(datasets())
def test_nothing_is_missed_in_cities_of_every_sort(data):
    assert audit(data) == looking_everywhere(data)


def test_an_empty_table_has_nothing_wrong_with_its_figures():
    assert [one for one in audit(small()) if one.file.startswith("observations")] == []
