"""How wide the columns of a table are, how large its letters, and whether it needs a page on its side."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dashboard.export.picture.text import units, width, wrap

MM_OF_A_POINT = 0.3528
UPRIGHT, ACROSS = 156.0, 225.0  # millimetres of text on a page of A4, upright and on its side
PAD = 4.6
_HEAD, _NAME, _CELL, _LONG, _LINES = 4.0, 5.0, 7.0, 12.0, 4
_STEPS = 50
# A number, what counts it and what it counts: the 5th, a number of wan or yi (10 000, 100 million), percentage points.
_UNITS = r"(?:\u4e2a\u767e\u5206\u70b9|[\u4e07\u4ebf]*[\u4e00-\u9fff])(?:\u4ee5[\u4e0a\u4e0b\u5185])?"  # and "or more"
NUMBER = re.compile(rf"\u7b2c?\d[\d,.]*(?:[ \u00a0]?(?:{_UNITS}|%|[tbm]r?illion|thousand))?")
LARGEST, LONG = 10.5, 9.0  # letters of a table, in points: of any, and of one that takes more than two pages
SMALLEST_SIZE, SHORT = 7.5, 12  # letters that may be, in points; rows of a table for which no page is turned
_MANY = 150  # lines


@dataclass(frozen=True, slots=True)
class Plan:
    """How a table is set on paper: letters in points, columns in millimetres, on a page on its side or not."""

    size: float
    widths: tuple[float, ...]
    is_across: bool


@dataclass(frozen=True, slots=True)
class _Page:
    """A way to set tables: letters in points, on a page on its side or not."""

    size: float
    is_across: bool = False

    @property
    def mm(self) -> float:
        return self.size * MM_OF_A_POINT

    @property
    def room(self) -> float:
        return ACROSS if self.is_across else UPRIGHT


_SMALLEST = _Page(SMALLEST_SIZE)
_TRIED = (_Page(LARGEST), _Page(LONG), _Page(8.0), _Page(LONG, is_across=True), _Page(8.0, is_across=True))


def plan(rows: Sequence[Sequence[str]], *, lies: bool = False, largest: float = LARGEST) -> Plan:
    """Return how a table is set on A4, its heads being the first row, in letters of at most the largest points.

    The first is taken of upright pages and pages on their side, from large letters to small ones, on which no column
    is narrower than it may be; a short table stands upright where it can at all. Where a page lies on its side
    already, the table stays on it. A table of many lines has smaller letters, so that it is fewer pages long.
    """
    tried = [one for one in _TRIED if (one.is_across or not lies) and one.size <= largest]
    fit = (one for one in tried if fits(rows, one.mm, one.room, PAD))
    page = next(fit, tried[-1])
    if page.is_across and not lies and len(rows) <= SHORT and fits(rows, _SMALLEST.mm, UPRIGHT, PAD):
        page = _SMALLEST
    found = Plan(page.size, tuple(fitted(rows, page.mm, page.room, PAD)), page.is_across)
    is_long = found.size > LONG and _lines(rows, found) > _MANY
    return plan(rows, lies=lies, largest=LONG) if is_long else found


def _lines(rows: Sequence[Sequence[str]], planned: Plan) -> int:
    """How many lines a table takes."""
    size = planned.size * MM_OF_A_POINT
    return sum(
        max(len(wrap(text, size, wide - PAD)) for text, wide in zip(row, planned.widths, strict=True)) for row in rows
    )


def fits(rows: Sequence[Sequence[str]], size: float, room: float, pad: float) -> bool:
    """Return whether a table has room for columns none of which is narrower than it may be."""
    return sum(_least(rows, size, pad)) <= room


def fitted(rows: Sequence[Sequence[str]], size: float, room: float, pad: float) -> list[float]:
    """Return the width of each column of a table, its heads being the first row; all in the unit of `size`.

    What is short stands in one line, and no text is set as a ribbon of few letters. What room there is beyond goes to
    the long texts so that rows are low: that is least where widths are as the cube root of the squared lengths.
    """
    lengths = [[_across(text, size) + pad for text in column] for column in zip(*rows, strict=True)]
    weights = [sum(one**2 for one in column) ** (1 / 3) for column in lengths]
    return widths([max(column) for column in lengths], room, _least(rows, size, pad), weights)


def widths(
    wanted: Sequence[float], room: float, least: float | Sequence[float], weights: Sequence[float] | None = None
) -> list[float]:
    """Return the width of each column, together the room.

    Where all fit, what is over is shared out in proportion. Else columns get width by their weights, the square root
    of what they want where none are said, so that a long text takes several lines rather than all the room; none gets
    more than it wants or less than its least. Where that is too much already, the widest give way first.
    """
    if sum(wanted) <= room:
        return [one * room / sum(wanted) for one in wanted]
    floors = least if isinstance(least, Sequence) else [least] * len(wanted)
    low = [min(pair) for pair in zip(floors, wanted, strict=True)]
    if sum(low) >= room:
        return _levelled(lambda level: [min(one, level) for one in low], room, max(low))
    heavy = weights or [one**0.5 for one in wanted]
    most = max(b / w for b, w in zip(wanted, heavy, strict=True))
    limits = list(zip(heavy, low, wanted, strict=True))
    return _levelled(lambda level: [min(max(level * w, a), b) for w, a, b in limits], room, most)


def _levelled(at: Callable[[float], list[float]], room: float, above: float) -> list[float]:
    """The widths at the level, between 0 and `above`, at which they fill the room."""
    below = 0.0
    for _ in range(_STEPS):
        middle = (below + above) / 2
        below, above = (middle, above) if sum(at(middle)) < room else (below, middle)
    whole = at(above)
    return [one * room / sum(whole) for one in whole]


def _least(rows: Sequence[Sequence[str]], size: float, pad: float) -> list[float]:
    """How narrow each column may be: short cells, numbers and words stay whole, texts keep seven letters in a line.

    A text that takes more than four such lines asks for longer ones, up to twelve letters.
    """
    return [
        max(_narrowest(text, size, _CELL) if index else _head(text, size) for index, text in enumerate(column)) + pad
        for column in zip(*rows, strict=True)
    ]


def _across(text: str, size: float) -> float:
    """How wide a text is that stands in the lines it names."""
    return max(width(line, size) for line in text.split("\n"))


def _head(text: str, size: float) -> float:
    """How narrow a head may be: a name of five letters stays whole, a longer one keeps four in a line."""
    return _narrowest(text, size, _NAME if _across(text, size) <= _NAME * size else _HEAD)


def _narrowest(text: str, size: float, letters: float) -> float:
    whole = _across(text, size)
    if whole <= letters * size:
        return whole
    amounts = (
        width(amount, size) + size / 2 for amount in NUMBER.findall(text)
    )  # some programs part digits and letters
    word = max((*(width(unit, size) for unit in units(text)), *amounts), default=0.0)
    return max(letters * size, min(max(word, whole / _LINES), _LONG * size))
