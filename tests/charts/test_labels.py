"""Numbers of small charts stand beside their lines: away from where the line goes, and inside the chart."""

import pytest

from dashboard.charts.multiples import multiples
from indicators.model import Direction
from tests.builders import indicator, observations


@pytest.mark.parametrize(
    ("values", "direction", "first", "last"),
    [
        ((1, 2, 3), Direction.HIGHER, "bottom center", "top center"),
        ((3, 2, 1), Direction.HIGHER, "top center", "bottom center"),
        ((3, 1, 2), Direction.HIGHER, "top center", "top center"),
        ((1, 2, 3), Direction.LOWER, "top center", "bottom center"),
    ],
)
def test_the_first_and_the_last_number_stand_where_the_line_is_not(values, direction, first, last):
    figures = observations(dict(zip((2021, 2022, 2023), values, strict=True)))
    trace = multiples([(indicator(direction=direction), figures)])["data"][0]
    assert (trace["textposition"][0], trace["textposition"][-1]) == (first, last)


def test_two_panels_share_a_row_so_that_their_titles_have_room():
    figures = observations({2021: 1, 2022: 2})
    layout = multiples([(indicator(), figures)] * 4)["layout"]
    assert [layout[name]["domain"][0] for name in ("xaxis", "xaxis2", "xaxis3")] == [
        0,
        layout["xaxis2"]["domain"][0],
        0,
    ]
