"""Goals of districts on their way: neither a mark nor a number of a figure covers the number of its goal."""

import pytest

from dashboard import contents
from dashboard.query import parse
from dashboard.theme import GOAL

LETTERS = 12


@pytest.fixture(scope="module")
def plot(dataset):
    """Return the chart of the goals of districts and parks."""
    page = next(page for page in contents.PUBLISHED if page.name == "regions")
    found = contents.captioned(dataset, page, "", parse({}, dataset))
    return contents.chosen(found, "district-goals").exhibit.content


def test_no_mark_reaches_the_number_of_its_goal(plot):
    """Wherever a mark lies across, in its row it ends below the letters of the goal, and so does the tick."""
    layout = plot.figure["layout"]
    low, high = layout["yaxis"]["range"]
    a_row = (plot.height - layout["margin"]["t"] - layout["margin"]["b"]) / (low - high)
    goals = [one for one in layout["annotations"] if one["font"]["color"] == GOAL]
    marks = [trace for trace in plot.figure["data"] if "markers" in trace["mode"]]
    assert len(goals) == len(marks[0]["y"]) > 0
    assert len(marks) == 2
    for trace in marks:
        for row, goal in zip(trace["y"], goals, strict=True):
            edge = trace["marker"]["line"]
            reach = trace["marker"]["size"] / 2 + (edge["width"] if isinstance(edge["width"], int) else 0)
            assert (row - goal["y"]) * a_row >= reach + LETTERS / 2, goal["text"]


def test_numbers_of_figures_stand_below_their_marks_away_from_the_goals(plot):
    [named] = [trace for trace in plot.figure["data"] if "text" in trace["mode"]]
    assert all(side.startswith("bottom") for side in named["textposition"])


def test_a_mark_that_would_lie_beyond_the_chart_says_so_with_its_number(plot):
    [named] = [trace for trace in plot.figure["data"] if "text" in trace["mode"]]
    edge = max(named["x"])
    beyond = [text.partition("≫ ")[2] for text in named["text"]]
    meta = named["meta"]
    pairs = zip(meta["values"], meta["shown"], strict=True)
    assert beyond == [words if value > edge else "" for value, words in pairs]
    assert any(beyond)
