"""Long lists are folded: a page shows the beginning, the rest comes in pieces when it is asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any
from unicodedata import east_asian_width

from dash import html

from dashboard.exhibits.exhibit import Bars, Bullets, Cards, Cell, Content, Matrix, Table, Tiles
from dashboard.kit.sorting import Order
from indicators.model import Text

FIRST, MORE = 12, 50
MOST_AT_ONCE = 1000
_NOT_WORTH_FOLDING, _DIGITS = 3, 7
_LISTS: Mapping[type, str] = MappingProxyType(
    {Bars: "bars", Bullets: "bullets", Cards: "cards", Matrix: "rows", Table: "rows", Tiles: "tiles"}
)
_FIRST_OF_QUOTES, _A_QUOTE = 6, 160
"""Rows that hold whole sentences, more than so many letters each, are three lines high: fewer of them are a screen."""
_FIRST_OF_A_MAP = 60
"""A map is read as a whole: one of as many places as cities have is not folded."""
_MORE = Text("再看 {count} 项（已列 {seen}，共 {total} 项）", "{count} more ({seen} of {total})")
_NOT_PRINTED = Text(
    "已印 {seen} 项，共 {total} 项，其余见页脚所列网址", "{seen} of {total} are printed: see the address in the foot"
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where an exhibit is handed out, its parts are asked for, its page begins with more of it or shows this look.

    `export` is empty for what is no figure; `part` takes `what` is wanted and from which member on; `page` takes how
    many members are to be `seen`, and here it is how many are, 0 for as many as a page begins with. `in_order` is the
    page's address with a list in an `order`; here it is the present one, which further members are in too.
    """

    export: str
    part: str
    page: str
    seen: int = 0
    look: str = ""
    in_order: str = ""
    order: Order | None = None


def ordered(place: Place, order: Order) -> Place:
    """Return a place whose parts come in an order."""
    return replace(place, part=f"{place.part}&sort={order}", order=order)


def folded(content: Content, start: int, count: int) -> tuple[Any, int]:
    """Return a part of a content that is a list, and how long the list is; any other content whole, and 0."""
    field = _LISTS.get(type(content))
    if field is None:
        return content, 0
    members = getattr(content, field)
    end = len(members) if start + count + _NOT_WORTH_FOLDING >= len(members) else start + count
    changed: dict[str, Any] = {field: members[start:end]}
    return replace(content, **changed), len(members)


def at_first(content: Content) -> int:
    """Return how many members of a content a page begins with."""
    if isinstance(content, Table):
        rows = content.rows[:FIRST]
        return _FIRST_OF_QUOTES if sum(map(_letters, rows)) > _A_QUOTE * len(rows) else FIRST
    return _FIRST_OF_A_MAP if isinstance(content, Tiles) else FIRST


def _letters(row: Sequence[Cell]) -> int:
    """How wide the words of a row are, in letters; a Chinese character is two."""
    words = (cell if isinstance(cell, str) else getattr(cell, "text", "") for cell in row)
    return sum(2 if east_asian_width(letter) in "WF" else 1 for text in words for letter in text)


def more(place: Place, what: str, seen: int, total: int) -> html.A | None:
    """Return the link that brings the next members of a list, None where all are seen.

    On paper it says instead how many are left out, and where they are.
    """
    if seen + _NOT_WORTH_FOLDING >= total:
        return None
    count = min(MORE, total - seen)
    data: dict[str, Any] = {"data-part": place.part.format(what=what, start=seen)}
    words = [
        html.Span(str(text).format(count=count, seen=seen, total=total), className=name)
        for text, name in ((_MORE, "on-screen"), (_NOT_PRINTED, "on-paper"))
    ]
    return html.A(words, href=place.page.format(seen=seen + MORE), className="more", role="button", **data)


def seen(text: str) -> dict[str, int]:
    """Return of which exhibit an address asks for more, and how many members: `ways:74`; nothing for other words."""
    exhibit, _, count = text.partition(":")
    return {exhibit: min(int(count), MOST_AT_ONCE)} if count.isdecimal() and len(count) < _DIGITS else {}
