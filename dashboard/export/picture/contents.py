"""Which function draws which kind of content: DRAWERS is the whole list."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from dashboard.charts.labels import in_room
from dashboard.exhibits.exhibit import (
    Bars,
    Bullets,
    Cards,
    Facts,
    Matrix,
    Node,
    Plot,
    Prose,
    Stack,
    Table,
    Tally,
    Tiles,
    Tree,
)
from dashboard.export.picture import bars, cards, grids
from dashboard.export.picture.marks import Chart, Drawing, paragraph, stacked


def drawn(content: Any, room: float) -> Drawing:  # noqa: ANN401 - any content that is a figure
    """Return a content as a drawing of a width. Raises KeyError for what is no figure: forms."""
    return DRAWERS[type(content)](content, room)


def members(content: Any) -> int:  # noqa: ANN401 - any content that is a figure
    """Return how many members the list of a content has, 0 where it is no list."""
    if isinstance(content, Tree):
        return sum(map(_nodes, content.roots))
    name = _LISTS.get(type(content))
    return len(getattr(content, name)) if name else 0


def beginning(content: Any, count: int) -> Any:  # noqa: ANN401
    """Return a content with the first members of its list; what is no list is whole."""
    if isinstance(content, Tree):
        return Tree(_first_nodes(content.roots, count)[0])
    name = _LISTS.get(type(content))
    return replace(content, **{name: tuple(getattr(content, name)[:count])}) if name else content


def _nodes(node: Node) -> int:
    return 1 + sum(map(_nodes, node.children))


def _first_nodes(nodes: Sequence[Node], count: int) -> tuple[tuple[Node, ...], int]:
    """The first so many of nested nodes as they stand one under the other, and how many more might be shown."""
    found: list[Node] = []
    for node in nodes:
        if count == 0:
            break
        children, count = _first_nodes(node.children, count - 1)
        found.append(replace(node, children=children))
    return tuple(found), count


def _plot(content: Plot, room: float) -> Drawing:
    name = [paragraph(content.title, room, bold=True)] if content.title else []
    return stacked(
        [*name, Drawing(content.height, (Chart(0, 0, room, content.height, in_room(content.figure, room)),))]
    )


def _stack(content: Stack, room: float) -> Drawing:
    return stacked([drawn(one, room) for one in content.contents if type(one) in DRAWERS], 12)


_LISTS: Mapping[type, str] = MappingProxyType(
    {
        Cards: "cards",
        Bullets: "bullets",
        Bars: "bars",
        Matrix: "rows",
        Table: "rows",
        Facts: "facts",
        Stack: "contents",
        Prose: "paragraphs",
    }
)
DRAWERS: Mapping[type, Callable[[Any, float], Drawing]] = MappingProxyType(
    {
        Plot: _plot,
        Cards: cards.cards,
        Tally: bars.tally,
        Bullets: bars.bullets,
        Bars: bars.bars,
        Matrix: grids.matrix,
        Tiles: cards.tiles,
        Tree: cards.tree,
        Prose: grids.prose,
        Facts: grids.facts,
        Table: grids.table,
        Stack: _stack,
    }
)
