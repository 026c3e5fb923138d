"""Bars, goals on their way, and counts by verdict as drawings."""

from __future__ import annotations

from decimal import Decimal

from dashboard.exhibits.exhibit import Bar, Bars, Bullet, Bullets, Light, Tally, words
from dashboard.export.picture.marks import Box, Drawing, Line, Mark, Words, beside, hatching, moved, paragraph, stacked
from dashboard.export.picture.text import width as text_width
from dashboard.theme import BLUE, GOAL, GROUND, INK, LIGHTS, LINE, MUTED
from dashboard.theme import Light as Look
from indicators.words import wording

_TRACK, _NARROW, _ROW = "#eceff3", 560, 10
_EDGE = 1.15
_SMALL, _USUAL = 11, 13
_HIGH = 34


def lit(light: Light, room: float, size: float = 12, *, right: bool = False) -> Drawing:
    """Return a light: its shape and word in its colour."""
    look = LIGHTS[light.verdict]
    side = "right" if right else "left"
    return paragraph(f"{look.shape} {light.word}", room, size, look.colour, bold=True, side=side)


def ruled(rows: list[Drawing], room: float) -> Drawing:
    """Return rows one under the other with a fine rule between them."""
    rule = Drawing(1, (Line(0, 0, room, 0, LINE),))
    parts: list[Drawing] = []
    for row in rows:
        parts += [rule, row] if parts else [row]
    return stacked(parts, _ROW / 2)


def bars(content: Bars, room: float) -> Drawing:
    """Return bars with names at their left and the words at their right, or under the name where room is scarce."""
    tail = max((_tail_width(bar) for bar in content.bars), default=0)
    return ruled([_bar(bar, content.zero, room, tail) for bar in content.bars], room)


def _tail_width(bar: Bar) -> float:
    light = f"● {bar.light.word}" if bar.light else ""
    return max(text_width(bar.label, 12), text_width(light, 12)) + 4


def _bar(bar: Bar, zero: float, room: float, tail: float) -> Drawing:
    wide = room >= _NARROW
    name_room = room * 0.34 if wide else room - tail - 12
    name = stacked(
        [
            paragraph(words(bar.title), name_room, _USUAL, bold=bar.strong),
            paragraph(bar.note, name_room, _SMALL, MUTED),
        ]
    )
    tail_lines = [paragraph(bar.label, tail, 12, side="right", bold=bar.strong)]
    tail_lines += [lit(bar.light, tail, right=True)] if bar.light else []
    ends = stacked(tail_lines)
    track_room = room - name_room - tail - 28 if wide else room
    track = _stroke(bar, zero, track_room)
    if not wide:
        return stacked([beside([(0, name), (room - tail, ends)]), track], 4)
    height = max(name.height, ends.height, track.height)
    centred = Drawing(height, moved(track, 0, (height - track.height) / 2))
    return beside([(0, _middle(name, height)), (name_room + 14, centred), (room - tail, _middle(ends, height))])


def _middle(drawing: Drawing, height: float) -> Drawing:
    return Drawing(height, moved(drawing, 0, (height - drawing.height) / 2))


def _stroke(bar: Bar, zero: float, room: float) -> Drawing:
    share = 1 - zero if bar.length >= 0 else zero
    length = abs(bar.length) * share * room
    start = zero * room if bar.length >= 0 else zero * room - length
    colour = LIGHTS[bar.light.verdict].colour if bar.light else GOAL if bar.strong else BLUE
    marks: list[Mark] = [Box(0, 3, room, 12, _TRACK), Box(start, 3, length, 12, colour)]
    if zero:
        marks.append(Line(zero * room, 0, 0, 18, INK))
    if bar.tick is not None:
        marks.append(Line((zero + bar.tick * (1 - zero)) * room, 0, 0, 18, GOAL, 3))
    return Drawing(18, tuple(marks))


def bullets(content: Bullets, room: float) -> Drawing:
    """Return goals on their way: base at the left, the number to reach at the orange line, the path by now black."""
    return ruled([_bullet(one, room) for one in content.bullets], room)


def _bullet(one: Bullet, room: float) -> Drawing:
    wide = room >= _NARROW
    side = room * 0.2 if wide else room * 0.42
    name_room = room * 0.28 if wide else room - side - 12
    name = stacked([paragraph(one.title.text, name_room, _USUAL), paragraph(one.place, name_room, _SMALL, MUTED)])
    light = stacked([lit(one.light, side), paragraph(one.remark, side, _SMALL, MUTED)])
    track = _way(one, room - name_room - side - 32 if wide else room)
    if not wide:
        return stacked([beside([(0, name), (room - side, light)]), track], 4)
    return beside([(0, name), (name_room + 16, track), (room - side, light)])


def beyond(covered: float) -> str:
    """Return what a bar that is longer than its room says: the share that it stands for."""
    return f"≫ {wording.share(Decimal(covered))}"


def _way(one: Bullet, room: float) -> Drawing:
    colour = LIGHTS[one.light.verdict].colour
    goal = room / _EDGE
    marks: list[Mark] = [Box(0, 3, goal, 12, _TRACK)]
    if one.covered is not None:
        marks.append(Box(0, 3, min(max(one.covered, 0), _EDGE) * goal, 12, colour))
    marks.append(Line(goal, 0, 0, 18, GOAL, 3))
    by_now = min(max(one.expected, 0), 1) * goal if one.expected is not None else goal
    if one.expected is not None:
        marks.append(Line(by_now, 0, 0, 18, INK, 2))
    if one.covered is not None and one.covered > _EDGE:
        share = beyond(one.covered)  # where neither rule runs through it
        at = 4 if by_now > text_width(share, _SMALL) + 8 else by_now + 4
        marks.append(Words(at, 9, share, _SMALL, GROUND, bold=True))
    ends = beside(
        [
            (0, paragraph(one.start, goal * 0.34, _SMALL, MUTED, leading=1.3)),
            (goal * 0.34, paragraph(one.actual, goal * 0.32, _SMALL, bold=True, side="center", leading=1.3)),
            (goal * 0.66, paragraph(one.end, goal * 0.34, _SMALL, GOAL, side="right", leading=1.3)),
        ]
    )
    return stacked([Drawing(20, tuple(marks)), ends])


def tally(content: Tally, room: float) -> Drawing:
    """Return counts by verdict as one bar, each part with its shape and number, and the words under it."""
    parts = [(light, count) for light, count in content.parts if count]
    total = sum(count for _, count in parts) or 1
    marks: list[Mark] = []
    x = 0.0
    for light, count in parts:
        look, share = LIGHTS[light.verdict], count / total * room
        marks += moved(_counted(look, count, share), x, 0)
        x += share
    names = "　".join(f"{LIGHTS[light.verdict].shape} {light.word} {count}" for light, count in parts)
    return stacked([Drawing(_HIGH, tuple(marks)), paragraph(names, room, 12)], 8)


def _counted(look: Look, count: int, room: float) -> Drawing:
    """A part of the bar of counts, filled as its verdict is, with its sign and number where both have room."""
    text = f"{look.shape} {count}"
    text = text if text_width(text, _USUAL) + 4 <= room else str(count)
    if look.hatch == "solid":
        number = Words(room / 2, _HIGH / 2, text, _USUAL, GROUND, bold=True, side="center")
        return Drawing(_HIGH, (Box(0, 0, room, _HIGH, look.colour, GROUND), number))
    wide = min(text_width(text, _USUAL) + 8, room - 2)
    return Drawing(
        _HIGH,
        (
            Box(0, 0, room, _HIGH, _TRACK, look.colour),
            *hatching(look.hatch, room, _HIGH, look.colour),
            Box((room - wide) / 2, 7, wide, _HIGH - 14, _TRACK),
            Words(room / 2, _HIGH / 2, text, _USUAL, look.colour, bold=True, side="center"),
        ),
    )
