"""Where the numbers of a native chart of lines stand on a slide, so that none lies on another or in a line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from dashboard.charts.labels import SIZE, Frame, Label, Point, placed
from dashboard.charts.letters import width
from dashboard.export.charts import Chart, Series
from indicators.words import wording

_NAMES = {"top center": "t", "bottom center": "b", "middle right": "r", "middle left": "l"}
_ASIDE = {"left": -1, "right": 1}
_MARK = 8.0
_BESIDE, _ABOVE, _BELOW, _LEGEND = 28.0, 44.0, 30.0, 26.0  # points around the plotting area
_CHOOSING = ("solid", "marks", "dot", "dash")  # what was counted comes first, then goals, then the ways to them
Key = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a number stands: at a place that the format knows, moved aside by a share of the chart's width."""

    name: str
    aside: float = 0.0


def standing(chart: Chart, across: tuple[float, float], room: tuple[float, float]) -> dict[Key, Spot]:
    """Return the spot of each number that is written, by its series and its mark; `room` is the chart's, in points.

    A number that finds no place is left out, as on the screen, and so is one that stands at the same mark already:
    it is in the data of the chart.
    """
    frame = _frame(chart, across, room)
    marks = dict(_marks(chart))
    said: dict[tuple[Point, str], Key] = {}
    for key in sorted(marks, key=lambda one: (_CHOOSING.index(chart.series[one[0]].look), -one[1])):
        said.setdefault(marks[key], key)
    labels = [Label(point, text, _MARK) for point, text in said]
    around = [(point, _MARK) for point, _ in marks.values()]
    lines = [pair for one in chart.series if one.look != "marks" for pair in pairwise(point for _, point in _seen(one))]
    places = placed(labels, around, lines, frame)
    found = zip(said.items(), places, strict=True)
    return {key: _spot(place, width(text, SIZE) / 2 / room[0]) for ((_, text), key), place in found if place}


def _spot(place: str, half: float) -> Spot:
    """A place of our own charts as the format tells it: those above and below may be moved aside."""
    if place in _NAMES:
        return Spot(_NAMES[place])
    above, aside = place.split()
    return Spot(_NAMES[f"{above} center"], _ASIDE[aside] * half)


def _frame(chart: Chart, across: tuple[float, float], room: tuple[float, float]) -> Frame:
    low, high, _ = chart.scale or (0.0, max((y for one in chart.series for _, (_, y) in _seen(one)), default=1.0), 1.0)
    beside = _BESIDE + width(wording.digits(Decimal(str(high)), 0), SIZE)
    below = _BELOW + (_LEGEND if len(chart.series) > 1 else 0)
    up = (high, low) if chart.falling else (low, high)
    return Frame(room[0] - beside - _BESIDE, room[1] - _ABOVE - below, across, up)


def _marks(chart: Chart) -> Iterator[tuple[Key, tuple[Point, str]]]:
    """Each mark that is drawn, with where it stands and what it says."""
    for which, series in enumerate(chart.series):
        for place, (index, (x, y)) in enumerate(_seen(series)):
            decimals = len(series.patterns[index].partition(".")[2])
            yield (which, place), ((x, y), wording.digits(Decimal(str(y)), decimals, padded=True))


def _seen(series: Series) -> list[tuple[int, Point]]:
    """The marks of a series that are drawn, by their places among all."""
    return [(index, (float(x), y)) for index, (x, y) in enumerate(series.points) if y is not None]
