"""What a picture is made of: boxes, lines, words and plots at places in pixels, from the upper left corner."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import ceil
from typing import Any, Literal, NamedTuple

from dashboard.export.picture.text import wrap
from dashboard.theme import INK, Hatch

Side = Literal["left", "center", "right"]


class Box(NamedTuple):
    """A filled rectangle."""

    x: float
    y: float
    width: float
    height: float
    fill: str
    line: str = ""


class Line(NamedTuple):
    """A straight line to (x + across, y + down)."""

    x: float
    y: float
    across: float
    down: float
    colour: str
    width: float = 1
    dash: str = "solid"


class Words(NamedTuple):
    """One line of text; `y` is its middle, `x` the side that is named."""

    x: float
    y: float
    text: str
    size: float = 13
    colour: str = INK
    bold: bool = False
    side: Side = "left"


class Chart(NamedTuple):
    """A plotly figure of the house in a rectangle."""

    x: float
    y: float
    width: float
    height: float
    figure: Mapping[str, Any]


Mark = Box | Line | Words | Chart


@dataclass(frozen=True, slots=True)
class Drawing:
    """Marks in order, later ones above earlier ones, and how high they stand together."""

    height: float
    marks: tuple[Mark, ...] = ()


def moved(drawing: Drawing, x: float, y: float) -> tuple[Mark, ...]:
    """Return the marks of a drawing set at another place."""
    return tuple(mark._replace(x=mark.x + x, y=mark.y + y) for mark in drawing.marks)


def stacked(drawings: Iterable[Drawing], gap: float = 0) -> Drawing:
    """Return drawings one under the other."""
    marks: list[Mark] = []
    height = 0.0
    for drawing in drawings:
        height += gap if marks else 0
        marks += moved(drawing, 0, height)
        height += drawing.height
    return Drawing(height, tuple(marks))


def beside(drawings: Iterable[tuple[float, Drawing]]) -> Drawing:
    """Return drawings beside each other, each at its x."""
    placed = list(drawings)
    marks = tuple(mark for x, drawing in placed for mark in moved(drawing, x, 0))
    return Drawing(max((drawing.height for _, drawing in placed), default=0), marks)


def hatching(hatch: Hatch, width: float, height: float, colour: str, gap: float = 7) -> tuple[Line, ...]:
    """Return the lines that fill a rectangle at the upper left corner as a hatch says; none where it says none."""
    if hatch == "crossed":
        return (*hatching("rising", width, height, colour, gap), *hatching("falling", width, height, colour, gap))
    if hatch == "level":
        return tuple(Line(0, gap * step, width, 0, colour) for step in range(1, ceil(height / gap)))
    if hatch == "upright":
        return tuple(Line(gap * step, 0, 0, height, colour) for step in range(1, ceil(width / gap)))
    if hatch not in {"rising", "falling"}:
        return ()
    found = []
    for step in range(1, ceil((width + height) / gap)):
        begin = step * gap - height
        left, right = max(begin, 0), min(begin + height, width)
        down = right - left
        top = left - begin
        found.append(
            Line(left, top, down, down, colour) if hatch == "falling" else Line(left, height - top, down, -down, colour)
        )
    return tuple(found)


@lru_cache(maxsize=4096)  # a page is measured for a document and then drawn, its names stand in many exhibits
def paragraph(  # noqa: PLR0913 - the look of a text
    text: str,
    room: float,
    size: float = 13,
    colour: str = INK,
    *,
    bold: bool = False,
    side: Side = "left",
    leading: float = 1.5,
) -> Drawing:
    """Return text wrapped into a room."""
    if not text:
        return Drawing(0)
    at = {"left": 0.0, "center": room / 2, "right": room}[side]
    lines = wrap(text, size, room)
    marks = tuple(
        Words(at, (index + 0.5) * size * leading, line, size, colour, bold, side) for index, line in enumerate(lines)
    )
    return Drawing(len(lines) * size * leading, marks)
