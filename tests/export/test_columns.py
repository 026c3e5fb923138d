"""The columns of a table share its width: nobody is squeezed for a long text, and nothing is left over."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.export.columns import widths


@given(st.lists(st.floats(1, 500), min_size=1, max_size=12), st.floats(50, 900))
def test_together_they_are_as_wide_as_the_room(wanted, room):
    assert sum(widths(wanted, room, 1)) == pytest.approx(room)


def test_where_all_fit_each_has_what_it_wants():
    assert all(given >= 20 for given in widths([20, 40, 20], 100, 10))


def test_short_columns_keep_what_they_want_beside_a_long_text():
    given = widths([10, 30, 400], 156, 5)
    assert given[0] == pytest.approx(10)
    assert given[1] > 25
    assert given[2] > given[1]
