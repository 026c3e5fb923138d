"""Rows of tables in another order: by value where there is one, names by how they sound, what is missing last."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from dash import html

from dashboard.exhibits.exhibit import Cell, Content, Light, Link, Matrix, MatrixCell, Table, words
from dashboard.kit.marks import head as face_of
from indicators.goals.methods import Verdict
from indicators.model import Text
from indicators.views.finding.sounds import syllables
from indicators.words import wording

MOST = 5000
"""Longer tables keep their order: each of their rows would have to be made before the first can stand there."""
_FROM_LARGEST = "-"
_ORDER = re.compile(r"(?P<exhibit>[\w-]+):(?P<what>table|rows\d):(?P<column>\d{1,2})(?P<largest>-?)")
_SCALES = ((Text("万亿", "trillion"), 12, 12), (Text("亿", "billion"), 8, 9), (Text("万", "million"), 4, 6))
_POWERS: Mapping[str, int] = MappingProxyType(
    {"thousand": 3, **{text.zh: zh for text, zh, _ in _SCALES}, **{text.en: en for text, _, en in _SCALES}}
)
_NUMBER = re.compile(rf"(?P<sign>-)?(?P<digits>\d[\d,]*(?:\.\d+)?)\s*(?P<scale>{'|'.join(_POWERS)})?")
_BELOW = (Text("↓", "↓"), Text("相差", "short"), Text("落后", "behind"), Text("退 ", "down "))
_LEVEL = (
    Text("持平", "unchanged"),
    Text("与序时同步", "exactly on the path"),
    Text("恰好达到", "met exactly"),
    Text("与目标相当", "equal to the goal"),
    Text("在允许范围内", "within what"),
    Text("在目标区间内", "within the band"),
)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_MONTHS = tuple(calendar.month_name[1:])
_BY = Text("按“{column}”排序", "Sort by {column}")
_VERDICTS: Mapping[Verdict, int] = MappingProxyType({verdict: place for place, verdict in enumerate(Verdict)})
_Key = tuple[Any, ...] | None


@dataclass(frozen=True, slots=True)
class Order:
    """By which column a list of an exhibit is sorted, and whether from the largest."""

    exhibit: str
    what: str
    column: int
    is_from_largest: bool = False

    def __str__(self) -> str:
        """Return the order as it stands in an address."""
        return f"{self.exhibit}:{self.what}:{self.column}{_FROM_LARGEST if self.is_from_largest else ''}"


def order(text: str) -> Order | None:
    """Return the order that an address asks for: `ways:table:3-` is from the largest; None for other words."""
    found = _ORDER.fullmatch(text)
    return Order(found["exhibit"], found["what"], int(found["column"]), bool(found["largest"])) if found else None


def is_sortable(content: Content) -> bool:
    """Return whether a content has rows that can be put in another order."""
    return isinstance(content, Table | Matrix) and 1 < len(content.rows) <= MOST


def in_order(content: Content, by: Order | None) -> Content:
    """Return a content with its rows in an order; rows without a value there come last either way."""
    if by is None or not isinstance(content, Table | Matrix) or not is_sortable(content):
        return content
    column = by.column
    if isinstance(content, Matrix):
        lines = tuple((name, *cells) for name, cells in content.rows)
        numeric = column > 0
    else:
        lines, numeric = tuple(content.rows), column in content.numeric
    if not lines or column >= len(lines[0]):
        return content
    find = _value if numeric else _name
    keys = [find(line[column]) for line in lines]
    known = sorted((place for place, key in enumerate(keys) if key is not None), key=lambda place: keys[place] or ())
    missing = [place for place, key in enumerate(keys) if key is None]
    rows = tuple(content.rows[place] for place in [*(reversed(known) if by.is_from_largest else known), *missing])
    changed: dict[str, Any] = {"rows": rows}
    return replace(content, **changed)


def _words(cell: Cell | MatrixCell) -> str:
    return cell.value if isinstance(cell, MatrixCell) else words(cell)


def _value(cell: Cell | MatrixCell) -> _Key:
    """The number that a cell says, in whole units: below 0 where it fell, is behind or short, 0 where it is level.

    The words are those of `indicators/words/`: a test sorts what is written there.
    """
    if isinstance(cell, Light):
        return _name(cell)
    words = _words(cell)
    found = _NUMBER.search(words)
    if not found:
        return (Decimal(0),) if _says(words, _LEVEL) else None
    number = Decimal(found["digits"].replace(",", "")).scaleb(_POWERS.get(found["scale"] or "", 0))
    return (-number if found["sign"] or _says(words, _BELOW) else number,)


def _says(words: str, texts: Sequence[Text]) -> bool:
    return any(part in words for text in texts for part in (text.zh, text.en))


def _name(cell: Cell | MatrixCell) -> _Key:
    """How a cell is sorted by its words: a light by its verdict, a period by its year, other words by their sound."""
    if isinstance(cell, Light):
        return (0, _VERDICTS[cell.verdict])
    words = _words(cell).strip()
    if not words or words == wording.ABSENT:
        return None
    years = _YEAR.findall(words)
    if years and len(words) < 2 * len("January–September 2025"):
        months = [place for place, month in enumerate(_MONTHS, 1) if month in words]
        return (1, int(years[-1]), months[-1:], [int(part) for part in re.findall(r"\d+", words)])
    return (2, syllables(words), words)


@dataclass(frozen=True, slots=True)
class Sorting:
    """How the rows of a list are put in another order: the present one, with column -1 for its own, and the ways.

    `address` gives for an order the page and the part that show it.
    """

    by: Order
    address: Callable[[Order], tuple[str, str]]

    def head(self, column: int, head: Cell, *, is_numeric: bool, style: str = "") -> html.Th:
        """Return the head of a column with the button that sorts by it; where the head leads away, beside it."""
        is_here = self.by.column == column
        is_from_largest = not self.by.is_from_largest if is_here else is_numeric
        page, part = self.address(replace(self.by, column=column, is_from_largest=is_from_largest))
        words = str(_BY).format(column=_words(head))
        spoken: dict[str, Any] = {"title": words, "data-sort": part}
        if isinstance(head, Link):
            spoken["aria-label"] = words
        name = f"sort-{self.by.exhibit}-{self.by.what}-{column}"
        face = "" if isinstance(head, Link) else face_of(head)
        button = html.A(html.Span(face), href=page, id=name, role="button", className="sort", **spoken)
        state: dict[str, Any] = {"aria-sort": "none"}
        if is_here:
            state["aria-sort"] = "descending" if self.by.is_from_largest else "ascending"
        inside = [face_of(head), button] if isinstance(head, Link) else button
        return html.Th(inside, scope="col", className=style, **state)
