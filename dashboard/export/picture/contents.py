"""Which function draws which kind of content: DRAWERS is the whole list."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from dashboard.exhibits.exhibit import (
    Bars,
    Bullets,
    Cards,
    Facts,
    Matrix,
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

_NARROW = 560


def drawn(content: Any, room: float) -> Drawing:  # noqa: ANN401 - any content that is a figure
    """Return a content as a drawing of a width. Raises KeyError for what is no figure: forms."""
    return DRAWERS[type(content)](content, room)


def _plot(content: Plot, room: float) -> Drawing:
    height = content.height * (0.85 if room < _NARROW else 1)
    name = [paragraph(content.title, room, bold=True)] if content.title else []
    return stacked([*name, Drawing(height, (Chart(0, 0, room, height, content.figure),))])


def _stack(content: Stack, room: float) -> Drawing:
    return stacked([drawn(one, room) for one in content.contents if type(one) in DRAWERS], 12)


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
