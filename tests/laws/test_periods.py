"""Laws of periods and of the series that they order."""

from hypothesis import given
from hypothesis import strategies as st

from indicators.model import Status
from indicators.periods import Grain, Period
from indicators.table import MetricTable
from tests.builders import KEY, observation


@st.composite
def periods(draw, first_year=1, last_year=9998):
    """Any period of any grain."""
    year = draw(st.integers(first_year, last_year))
    month = draw(st.integers(0, 11))
    last = draw(st.integers(month, 11))
    years = draw(st.integers(0, min(10, 9999 - year)))
    if draw(st.booleans()):
        return Period(first=year * 12, last=(year + years) * 12 + 11)
    return Period(first=year * 12 + month, last=year * 12 + last)


@given(periods())
def test_a_period_is_read_back_as_it_was_written(one):
    assert Period.parse(str(one)) == one


@given(periods(2000, 2005), periods(2000, 2005), periods(2000, 2005))
def test_the_order_is_total_transitive_and_by_the_end(one, other, third):
    assert (one < other) + (one == other) + (one > other) == 1
    assert one.ends_by(other) if one <= other else other.ends_by(one)
    assert not one <= other <= third or one <= third


@given(periods())
def test_the_eve_touches_the_period_and_is_one_itself(one):
    assert one.eve().last + 1 == one.first
    assert Period.parse(str(one.eve())) == one.eve()


@given(
    st.lists(
        st.builds(
            observation,
            periods(2018, 2022),
            st.none() | st.integers(-5, 5),
            id=st.text("abc"),
            status=st.sampled_from(Status),
            charted=st.booleans(),
        )
    ),
    st.sampled_from(Grain),
)
def test_a_series_is_sorted_and_holds_one_actual_a_period(rows, grain):
    series = MetricTable(rows).series(KEY, grain)
    found = [one.period for one in series]
    assert found == sorted(set(found))
    assert set(found) == {one.period for one in rows if one.is_actual and one.period.grain is grain}
    assert all(one.is_actual for one in series)
