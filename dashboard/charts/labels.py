"""Where labels stand beside their marks, so that none lies on another, on a mark, or outside the chart.

A label that finds no place is left out: its number is on hover and in the table. A chart has its labels placed for the
narrowest room that it has on a page or on paper and, beside that, for a phone.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any

from dashboard.charts.letters import width
from indicators.periods import Grain, Period

SIZE = 12
WIDE, NARROW = 600.0, 300.0  # pixels across that a chart has at least: beside others or on paper, and on a phone
PLACES = (
    "top center",
    "bottom center",
    "middle right",
    "middle left",
    "bottom right",
    "top right",
    "top left",
    "bottom left",
)
_SIGNS = {"top": -1, "bottom": 1, "middle": 0, "left": -1, "right": 1, "center": 0}
_LEADING, _AIR, _CLEAR = 1.2, 1.5, 2.0
_YEAR, _FINANCIAL_YEAR = 36.0, 60.0  # pixels from one to the next that is written under a chart
Point = tuple[float, float]
Texts = Mapping[int, Mapping[str, Any]]  # of a trace, by its place: the fields that say what is written, and where


@dataclass(frozen=True, slots=True)
class Frame:
    """A plotting area in pixels with the ranges of its axes; so far may labels stand out to the right and above."""

    width: float
    height: float
    across: tuple[float, float]
    up: tuple[float, float]
    right: float = 0
    above: float = 0

    def at(self, point: Point) -> Point:
        """Return where a point stands, in pixels from the left and the top."""
        (left, right), (low, high) = self.across, self.up
        x = (point[0] - left) / (right - left) * self.width
        return x, (high - point[1]) / (high - low) * self.height


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in pixels."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Return whether two rectangles have something in common."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def touches(self, other: Box) -> bool:
        """Return whether two rectangles meet, or lie side by side; one may be as thin as a line."""
        return (
            self.left <= other.right
            and other.left <= self.right
            and self.top <= other.bottom
            and other.top <= self.bottom
        )


@dataclass(frozen=True, slots=True)
class Label:
    """Words that belong to a mark of a size, with the places that they like best, in order.

    `must` is a label that rather stands where a line runs through it than nowhere.
    """

    point: Point
    text: str
    mark: float
    likes: tuple[str, ...] = ()
    must: bool = False


def in_two_widths(
    figure: dict[str, Any], texts: Callable[[float], Texts], years: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """Return a figure with its labels as they stand in a wide chart, and in its `meta` those of a narrow one.

    `years` is what `years_below` says of a narrow chart, where it has years across.
    """
    data = [{**trace, **texts(WIDE).get(index, {})} for index, trace in enumerate(figure["data"])]
    layout = {"xaxis": {**figure["layout"]["xaxis"], **years}} if years else {}
    return with_narrow({**figure, "data": data}, texts(NARROW), layout)


def with_narrow(figure: dict[str, Any], texts: Texts, layout: Mapping[str, Any]) -> dict[str, Any]:
    """Return a figure that says in its `meta` what of its traces and its layout is otherwise in a narrow chart."""
    narrow = [{"trace": index, **own} for index, own in texts.items()]
    meta = {"below": WIDE, "narrow": narrow, "layout": dict(layout)}
    return {**figure, "layout": {**figure["layout"], "meta": meta}}


def in_room(figure: Mapping[str, Any], room: float) -> Mapping[str, Any]:
    """Return a figure with its labels as they stand in a chart of so many pixels across; charts.js does the same."""
    meta = figure["layout"].get("meta")
    if not meta or room >= meta["below"]:
        return figure
    own = {one["trace"]: {name: value for name, value in one.items() if name != "trace"} for one in meta["narrow"]}
    data = [{**trace, **own.get(index, {})} for index, trace in enumerate(figure["data"])]
    return {**figure, "data": data, "layout": {**figure["layout"], **meta["layout"]}}


def years_below(
    periods: Sequence[Period], across: Point, margins: Mapping[str, float], room: float = NARROW
) -> dict[str, Any]:
    """Return what an axis says of the years under a chart, so that they stand apart and level.

    Financial years are written as they are called, 2024/25, and not by the number of the year in which they end.
    """
    each = (across[1] - across[0]) / (room - margins["l"] - margins["r"])
    if not any(one.grain is Grain.FINANCIAL for one in periods):
        return {"tickformat": "d", "dtick": ceil(each * _YEAR)}
    ends = [one.year for one in periods]
    shown = range(max(ends), min(ends) - 1, -ceil(each * _FINANCIAL_YEAR))[::-1]
    return {"tickvals": [*shown], "ticktext": [str(Period.of_financial_year(year)) for year in shown]}


def box(label: Label, place: str, frame: Frame) -> Box:
    """Return the rectangle of a label at one of the PLACES, as plotly sets it."""
    x, y = frame.at(label.point)
    off = label.mark / 2 / 0.8 + 1
    written = label.text.split("<br>")
    wide, tall = max(width(line, SIZE) for line in written), SIZE * _LEADING * len(written)
    down, side = (_SIGNS[word] for word in place.split())
    left = x + side * off + (side - 1) * wide / 2
    top = y + down * off + (down - 1) * tall / 2
    return Box(left - _AIR, top, left + wide + _AIR, top + tall)


def placed(
    labels: Sequence[Label], marks: Iterable[tuple[Point, float]], lines: Iterable[tuple[Point, Point]], frame: Frame
) -> list[str | None]:
    """Return the place of each label, None for one that is left out; those that come first choose first.

    Of the places that are free and that no line crosses a label takes the one that it likes best.
    """
    around = [_around(frame.at(point), size) for point, size in marks]
    drawn = [(line, _span(*line)) for line in ((frame.at(start), frame.at(end)) for start, end in lines)]
    taken: list[Box] = []
    places: list[str | None] = []
    for label in labels:
        boxes = {place: box(label, place, frame) for place in dict.fromkeys((*label.likes, *PLACES))}
        reach = _wider(_hull(boxes.values()))
        near = [one for one in (*taken, *around) if one.meets(reach)]
        passing = [line for line, span in drawn if span.touches(reach)]
        free = {place: one for place, one in boxes.items() if _is_free(one, near, frame)}
        crossings = {place: sum(crosses(line, _wider(one)) for line in passing) for place, one in free.items()}
        standing = [place for place in free if label.must or not crossings[place]]
        best = min(standing, key=lambda place: crossings[place], default=None)
        if best:
            taken.append(free[best])
        places.append(best)
    return places


def _span(start: Point, end: Point) -> Box:
    """The smallest rectangle around a line."""
    (left, right), (top, bottom) = sorted((start[0], end[0])), sorted((start[1], end[1]))
    return Box(left, top, right, bottom)


def _hull(boxes: Collection[Box]) -> Box:
    """The smallest rectangle around several."""
    return Box(
        min(one.left for one in boxes),
        min(one.top for one in boxes),
        max(one.right for one in boxes),
        max(one.bottom for one in boxes),
    )


def _wider(one: Box) -> Box:
    """A label with the air that keeps lines away from it in a chart that is a little wider or narrower, too."""
    return Box(one.left - _CLEAR, one.top - _CLEAR, one.right + _CLEAR, one.bottom + _CLEAR)


def _around(at: Point, size: float) -> Box:
    return Box(at[0] - size / 2, at[1] - size / 2, at[0] + size / 2, at[1] + size / 2)


def _is_free(one: Box, others: Iterable[Box], frame: Frame) -> bool:
    inside = one.left >= 0 and one.right <= frame.width + frame.right
    inside = inside and one.top >= -frame.above and one.bottom <= frame.height
    return inside and not any(one.meets(other) for other in others)


def crosses(line: tuple[Point, Point], one: Box) -> bool:
    """Return whether a line runs through a rectangle: what is left of it after cutting at each side."""
    (x, y), (to_x, to_y) = line
    start, end = 0.0, 1.0
    for origin, step, low, high in ((x, to_x - x, one.left, one.right), (y, to_y - y, one.top, one.bottom)):
        if step == 0:
            if not low < origin < high:
                return False
            continue
        first, last = sorted(((low - origin) / step, (high - origin) / step))
        start, end = max(start, first), min(end, last)
    return start < end
