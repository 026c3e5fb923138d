"""Headline figures, tiles and nested goals as drawings: whatever stands in boxes."""

from __future__ import annotations

from itertools import pairwise

from dashboard.exhibits.exhibit import Card, Cards, Node, Tile, Tiles, Tree
from dashboard.export.picture.bars import beyond, lit
from dashboard.export.picture.marks import Box, Drawing, Line, Mark, Words, beside, moved, paragraph, stacked
from dashboard.export.picture.text import units
from dashboard.export.picture.text import width as text_width
from dashboard.theme import BLUE, GOAL, GROUND, INK, LIGHTS, LINE, MUTED, RISES, Rise

_TRACK, _TINT = "#eceff3", "#c9dcf1"
_PAD, _GAP = 12, 12
_SPARK, _SPARK_HEIGHT = 92, 30
_CARD_ROOM = 200
_BOLDER, _LEAST_TITLE = 1.08, 0.35  # letters against lighter ones; of the room of a card


def boxed(inside: Drawing, room: float, height: float | None = None, fill: str = GROUND) -> Drawing:
    """Return a drawing in a box with a fine border."""
    tall = height or inside.height + 2 * _PAD
    return Drawing(tall, (Box(0, 0, room, tall, fill, LINE), *moved(inside, _PAD, _PAD)))


def cards(content: Cards, room: float) -> Drawing:
    """Return headline figures side by side, as many in a row as are legible."""
    columns = max(1, min(4, int((room + _GAP) // (_CARD_ROOM + _GAP))))
    side = (room - _GAP * (columns - 1)) / columns
    drawn = [_card(card, side - 2 * _PAD, RISES[content.rises]) for card in content.cards]
    rows = []
    for start in range(0, len(drawn), columns):
        row = drawn[start : start + columns]
        tall = max(one.height for one in row) + 2 * _PAD
        rows.append(beside([(index * (side + _GAP), boxed(one, side, tall)) for index, one in enumerate(row)]))
    return stacked([*rows, paragraph(str(RISES[content.rises].words), room, 11, MUTED)], _GAP)


def _card(card: Card, room: float, rise: Rise) -> Drawing:
    figure = _figure(card, room)
    colour = {None: MUTED, True: rise.up, False: rise.down}[card.rising]
    lines = [(f"{card.when}{card.change}", MUTED)]
    if colour != MUTED:
        lines = [(card.when, MUTED), (card.change.strip(), colour)]
    times = stacked([*(paragraph(text, room - _SPARK - 6, 11, own) for text, own in lines)])
    spark = _sparkline(card)
    return stacked(
        [
            _head(card, room),
            figure,
            beside([(0, times), (room - _SPARK, spark)]),
            _way(card, room),
            _goal(card, room),
            *(paragraph(line, room, 11, MUTED) for line in card.lines),
        ],
        4,
    )


def _head(card: Card, room: float) -> Drawing:
    """The title with its light beside it, or below it where the title would be a ribbon of few letters."""
    light_room = text_width(f"● {card.light.word}", 12) + 4 if card.light else 0
    left = room - light_room - 6
    widest = max((text_width(unit, 13) for unit in units(card.title.text)), default=0)
    if card.light and left < max(widest * _BOLDER, room * _LEAST_TITLE):
        return stacked([paragraph(card.title.text, room, 13, bold=True), lit(card.light, room)])
    light = [(room - light_room, lit(card.light, light_room, right=True))] if card.light else []
    return beside([(0, paragraph(card.title.text, left, 13, bold=True)), *light])


def _figure(card: Card, room: float) -> Drawing:
    """The value with its unit behind it, or below it where there is no room."""
    value = Words(0, 17, card.value, 26, INK, bold=True)
    at = text_width(card.value, 26) * _BOLDER + 5
    if at + text_width(card.unit, 12) <= room:
        return Drawing(34, (value, Words(text_width(card.value, 26) + 5, 21, card.unit, 12, MUTED)))
    return stacked([Drawing(34, (value,)), paragraph(card.unit, room, 12, MUTED)])


def _goal(card: Card, room: float) -> Drawing:
    """The goal under its way; beside it the share that is covered, where that is more than the way has room for."""
    share = beyond(card.covered) if card.covered is not None and card.covered > 1 else ""
    wide = text_width(share, 11) + 8 if share else 0
    return beside([(0, paragraph(card.goal, room - wide, 12)), (room - wide, paragraph(share, wide, 11, side="right"))])


def _way(card: Card, room: float) -> Drawing:
    colour = LIGHTS[card.light.verdict].colour if card.light else BLUE
    marks: list[Mark] = [Box(0, 4, room, 7, _TRACK)]
    if card.covered is not None:
        marks.append(Box(0, 4, min(max(card.covered, 0), 1) * room, 7, colour))
    if card.expected is not None:
        marks.append(Line(min(max(card.expected, 0), 1) * room, 0, 0, 15, INK, 2))
    return Drawing(16, tuple(marks))


def _sparkline(card: Card) -> Drawing:
    """The last figures as a small line, the goal as a dashed level."""
    if len(card.trend) < 2:  # noqa: PLR2004 - a line needs two points
        return Drawing(_SPARK_HEIGHT)
    values = [value for _, value in card.trend] + ([card.goal_level] if card.goal_level is not None else [])
    low, spread = min(values), (max(values) - min(values)) or 1
    first, span = card.trend[0][0], card.trend[-1][0] - card.trend[0][0]
    points = [
        ((time - first) / span * _SPARK, (1 - (value - low) / spread) * _SPARK_HEIGHT) for time, value in card.trend
    ]
    marks: list[Mark] = []
    if card.goal_level is not None:
        marks.append(Line(0, (1 - (card.goal_level - low) / spread) * _SPARK_HEIGHT, _SPARK, 0, GOAL, 1, "dash"))
    marks += [Line(x, y, to_x - x, to_y - y, BLUE, 1.8) for (x, y), (to_x, to_y) in pairwise(points)]
    return Drawing(_SPARK_HEIGHT, tuple(marks))


def shade(share: float | None) -> str:
    """Return the ground of a cell: white for nothing, a blue tint that deepens with the share."""
    if share is None:
        return GROUND
    weight = min(max(share, 0), 1) * 0.32
    return "#" + "".join(f"{round(255 + (colour - 255) * weight):02x}" for colour in (31, 95, 168))


def tiles(content: Tiles, room: float) -> Drawing:
    """Return regions as equal tiles at their places."""
    columns = max(one.column for one in content.tiles)
    rows = max(one.row for one in content.tiles)
    side = (room - 8 * (columns - 1)) / columns
    tall = max(_tile(one, side).height for one in content.tiles) + 2 * _PAD
    marks: list[Mark] = []
    for one in content.tiles:
        inside = _tile(one, side)
        x, y = (one.column - 1) * (side + 8), (one.row - 1) * (tall + 8)
        marks += [Box(x, y, side, tall, shade(one.shade), LINE), *moved(inside, x, y + (tall - inside.height) / 2)]
    return Drawing(rows * (tall + 8) - 8, tuple(marks))


def _tile(one: Tile, side: float) -> Drawing:
    widest = max((text_width(unit, 13) for unit in units(one.title.text)), default=0) * _BOLDER
    lines = [
        paragraph(one.title.text, side, 13 if widest <= side else 11, bold=True, side="center"),
        paragraph(one.value, side, 18, bold=True, side="center"),
        paragraph(one.note, side, 11, MUTED, side="center"),
    ]
    if one.light:
        look = LIGHTS[one.light.verdict]
        lines.append(paragraph(f"{look.shape} {one.light.word}", side, 12, look.colour, bold=True, side="center"))
    return stacked(lines)


def tree(content: Tree, room: float) -> Drawing:
    """Return nested goals, each inside its parent by its indent."""
    return stacked([_node(root, room) for root in content.roots], 8)


def _node(node: Node, room: float) -> Drawing:
    inner = room - 2 * _PAD
    light_room = text_width(f"● {node.light.word}", 12) + 4 if node.light else 0
    head = [(0.0, paragraph(node.title.text, inner - light_room - 6, 13, bold=True))]
    head += [(inner - light_room, lit(node.light, light_room, right=True))] if node.light else []
    box = boxed(stacked([beside(head), paragraph("　".join(node.figures), inner, 11, MUTED)], 2), room)
    share = (Box(0, box.height - 4, min(node.share, 1) * room, 4, BLUE),) if node.share else ()
    own = Drawing(box.height, (*box.marks, *share))
    below = [_node(child, room - 26) for child in node.children]
    return stacked([own, *(Drawing(one.height, moved(one, 26, 0)) for one in below)], 8)
