"""The chart of one series: every label can be read, and where there is no room the most important ones stay."""

from itertools import combinations

import pytest

from dashboard.charts.labels import in_room
from dashboard.charts.trend import trend
from dashboard.export.picture.text import width
from indicators.model import Direction
from indicators.periods import Period
from indicators.views import catalogue as views
from indicators.words import wording

WIDTHS = {"phone": 340, "print": 632, "screen": 860, "wide screen": 1100}
HEIGHT = 400
SHIFT = {"left": -1, "center": -0.5, "right": 0}


@pytest.fixture(scope="module")
def drawn(dataset):
    """Return the chart of every indicator in every place that has a yearly series: {(indicator, place, …): figure}."""
    from dashboard.query import default

    query = default(dataset)
    figures = {}
    for name, indicator in dataset.indicators.items():
        for key in views.keys_of(dataset, name):
            series = [one for one in views.yearly(dataset, key) if one.period <= query.on]
            goals = views.goals_of(dataset, name, query.on, query.method, key)
            if series:
                figures[key] = trend(indicator, series, goals), indicator, series, goals
    return figures


def place(figure, wide):
    """Return the function from a point of a chart to pixels, and the plotting area: left, top, right, bottom."""
    margin, layout = figure["layout"]["margin"], figure["layout"]
    left, top, right, bottom = margin["l"], margin["t"], wide - margin["r"], HEIGHT - margin["b"]
    (start, end), (low, high) = layout["xaxis"]["range"], layout["yaxis"]["range"]

    def at(x, y):
        return left + (x - start) / (end - start) * (right - left), bottom - (y - low) / (high - low) * (bottom - top)

    return at, (left, top, right, bottom)


def labels(figure, wide):
    """Return every label with its rectangle: (words, left, top, right, bottom)."""
    at, _ = place(figure, wide)
    figure = in_room(figure, wide)
    found = []
    for trace in figure["data"]:
        size, off = trace.get("textfont", {}).get("size", 12), 0
        for x, y, text, spot in zip(
            trace["x"], trace["y"], trace.get("text", ()), trace.get("textposition", ()), strict=False
        ):
            if text:
                down, side = spot.split()
                off = trace["marker"]["size"] / 2
                across, along = at(x, y)
                beside = {"left": -off, "center": 0, "right": off}[side]
                left = across + beside + SHIFT[side] * width(text, size)
                upper = along + {"top": -off - size, "middle": -size / 2, "bottom": off}[down]
                found.append((text, left, upper, left + width(text, size), upper + size))
    return found


def meet(one, other):
    return one[1] < other[3] and other[1] < one[3] and one[2] < other[4] and other[2] < one[4]


@pytest.mark.parametrize("wide", WIDTHS.values(), ids=WIDTHS)
def test_no_two_labels_of_any_indicator_overlap(drawn, wide):
    assert len(drawn) > 300
    for key, (figure, *_) in drawn.items():
        for one, other in combinations(labels(figure, wide), 2):
            assert not meet(one, other), (key, one, other)


@pytest.mark.parametrize("wide", WIDTHS.values(), ids=WIDTHS)
def test_no_label_lies_on_a_mark_or_outside_the_chart(drawn, wide):
    for key, (figure, *_) in drawn.items():
        at, (left, _, _, bottom) = place(figure, wide)
        marks = [
            ("", x - 3, y - 3, x + 3, y + 3)
            for trace in figure["data"]
            if "name" in trace and "markers" in trace["mode"] and "text" in trace
            for x, y in map(at, trace["x"], trace["y"])
        ]
        for one in labels(figure, wide):
            assert not any(meet(one, mark) for mark in marks), (key, one)
            assert left - 1 <= one[1], (key, one)
            assert one[3] <= wide, (key, one)
            assert one[2] >= 0, (key, one)
            assert one[4] <= bottom + 1, (key, one)


def test_the_last_figure_and_the_last_goal_are_always_labelled(drawn):
    for key, (figure, *_) in drawn.items():
        traces = {trace["name"]: trace for trace in figure["data"] if "text" in trace}
        for name, trace in traces.items():
            year = max(trace["x"])
            assert any(text for x, text in zip(trace["x"], trace["text"], strict=True) if x == year), (key, name)


def test_few_labels_give_way(drawn):
    kept = wanted = 0
    for figure, _, series, goals in drawn.values():
        due = {(one.target.due.year) for one in goals if one.target.due and one.standing.bar}
        wanted += (len(series) if len(series) <= 9 else 2) + len(due)
        kept += len(labels(figure, WIDTHS["print"]))
    assert kept >= wanted * 0.97


def test_a_goal_tells_its_year_and_number_on_hover(drawn):
    for figure, _, _, goals in drawn.values():
        told = [trace for trace in figure["data"] if trace.get("name") == "目标"]
        assert bool(told) == any(one.target.due and one.standing.bar for one in goals)
        dues = {(due.year, f"{wording.period(due)}目标") for one in goals if (due := one.target.due)}
        for trace in told:
            assert {
                (year, words.partition(" ")[0]) for year, words in zip(trace["x"], trace["customdata"], strict=True)
            } <= dues


def test_what_is_better_lower_falls_and_everything_drawn_is_within_the_range(drawn):
    for key, (figure, indicator, *_) in drawn.items():
        low, high = figure["layout"]["yaxis"]["range"]
        assert (low > high) == (indicator.direction is Direction.LOWER), key
        values = [value for trace in figure["data"] for value in trace["y"] if value is not None]
        assert min(low, high) < min(values), key
        assert max(values) < max(low, high), key


def test_goals_of_neighbouring_years_are_all_told(dataset):
    query_key = views.usual_key(dataset, "rd-intensity")
    from dashboard.query import default

    on, query = Period.parse("2026"), default(dataset)
    series = [one for one in views.yearly(dataset, query_key) if one.period <= on]
    goals = views.goals_of(dataset, "rd-intensity", on, query.method, query_key)
    told = [words for words, *_ in labels(trend(dataset.indicator("rd-intensity"), series, goals), WIDTHS["print"])]
    assert {"目标 3.00", "目标 3.20", "目标 3.65", "目标 3.70"} <= set(told)
