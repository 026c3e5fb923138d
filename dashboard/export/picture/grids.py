"""Tables, matrices, facts and prose as drawings: whatever stands in rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from dashboard.exhibits.exhibit import Cell, Facts, Light, Matrix, MatrixCell, Prose, Table, words
from dashboard.export import columns
from dashboard.export.picture.bars import lit
from dashboard.export.picture.cards import shade
from dashboard.export.picture.marks import Box, Drawing, Line, Mark, moved, paragraph, stacked
from dashboard.export.picture.text import units
from dashboard.export.picture.text import width as text_width
from dashboard.theme import FAINT, INK, LIGHTS, LINE, MUTED
from indicators.language import Count
from indicators.model import Text
from indicators.words import wording

_PAD, _NEAR, _SIZE, _SMALL = 8, 5, 12, 11
_NARROW, _TERM = 700, 0.34
_BOLDER, _MOST_NAME = 1.08, 0.4  # letters against lighter ones; of the room, the names of rows
_ROWS = 60
_MORE = Text("另有 {count} 行，见同名工作簿或网页", "{count} more {count:row|rows}: see the workbook or the page")


@dataclass(frozen=True, slots=True)
class _Grid:
    """Drawn cells under drawn heads, with the width of each column."""

    widths: tuple[float, ...]
    heads: tuple[Drawing, ...]
    rows: tuple[tuple[Drawing, ...], ...]
    grounds: tuple[tuple[str, ...], ...] = ()


def table(content: Table, room: float) -> Drawing:
    """Return a table with a head; one of very many rows says how many more there are.

    Where a narrow picture has no room for its columns, each row stands as a list under its name.
    """
    shown = content.rows[:_ROWS]
    texts = [content.columns, *(_even([*map(words, row)], len(content.columns)) for row in shown)]
    size = next((letters for letters in (_SIZE, _SMALL) if columns.fits(texts, letters, room, _PAD + 6)), None)
    if size or room >= _NARROW:
        drawn = _ruled_table(content, texts, size or _SMALL, room)
    else:
        drawn = stacked([_record(content.columns, row, room) for row in shown], _PAD)
    caption = [paragraph(content.caption, room, _SIZE, bold=True)] if content.caption else []
    rest = len(content.rows) - len(shown)
    more = [paragraph(str(_MORE).format(count=Count(rest)), room, _SMALL, MUTED)] if rest else []
    return stacked([*caption, drawn, *more], 4)


def _record(heads: Sequence[str], row: Sequence[Cell], room: float) -> Drawing:
    """A row under its name: each of its other cells beside the head of its column."""
    name, *rest = row
    title = f"{heads[0]}{wording.COLON}{words(name)}" if heads[0] else words(name)
    term = room * _TERM
    pairs = tuple(
        (paragraph(head, term - _PAD, _SMALL, MUTED, leading=1.35), _cell(cell, room - term, _SIZE, right=False))
        for head, cell in zip(heads[1:], rest, strict=False)
        if words(cell)
    )
    return _drawn(_Grid((term, room - term), (paragraph(title, room, _SIZE, bold=True),), pairs), room)


def _ruled_table(content: Table, texts: Sequence[Sequence[str]], size: float, room: float) -> Drawing:
    widths = tuple(columns.fitted(texts, size, room, _PAD + 6))
    right = content.numeric
    heads = tuple(
        paragraph(head, widths[i] - _PAD, _SMALL, MUTED, side="right" if i in right else "left", leading=1.35)
        for i, head in enumerate(content.columns)
    )
    rows = tuple(
        tuple(_cell(cell, widths[i] - _PAD, size, right=i in right) for i, cell in enumerate(row))
        for row in content.rows[:_ROWS]
    )
    return _drawn(_Grid(widths, heads, rows), room)


def _cell(cell: Cell, room: float, size: float, *, right: bool) -> Drawing:
    if isinstance(cell, Light):
        return lit(cell, room, size)
    return paragraph(words(cell), room, size, side="right" if right else "left", leading=1.35)


def _even(row: Sequence[str], length: int) -> list[str]:
    return [*row, *[""] * (length - len(row))][:length]


def _drawn(grid: _Grid, room: float) -> Drawing:
    marks: list[Mark] = []
    places = [sum(grid.widths[:i]) for i in range(len(grid.widths))]
    y = max((head.height for head in grid.heads), default=0)
    for x, head in zip(places, grid.heads, strict=False):
        marks += moved(head, x, y - head.height)
    y += 4
    marks.append(Line(0, y, room, 0, FAINT, 1.5))
    for number, row in enumerate(grid.rows):
        tall = max((cell.height for cell in row), default=0) + 8
        for column, (x, cell) in enumerate(zip(places, row, strict=False)):
            if grid.grounds:
                marks.append(Box(x, y, grid.widths[column], tall, grid.grounds[number][column]))
            marks += moved(cell, x, y + 4)
        y += tall
        marks.append(Line(0, y, room, 0, LINE))
    return Drawing(y + 1, tuple(marks))


def matrix(content: Matrix, room: float) -> Drawing:
    """Return rows and columns of figures, shaded by rank, each with its light.

    Columns that have no room beside the others for whole numbers stand below, their rows named again.
    """
    names = max((text_width(words(name), _SIZE) for name, _ in content.rows), default=0)
    longest = max((_narrowest(words(name), _SIZE) for name, _ in content.rows), default=0) * _BOLDER + _PAD
    first = min(max(room * 0.22, min(longest, room * _MOST_NAME)), names + _PAD + 4)
    cells = [cell for _, row in content.rows for cell in row]
    small = (*map(words, content.columns), *(text for cell in cells for text in (cell.rank, cell.moved)))
    sizes = [*((cell.value, _SIZE) for cell in cells), *((text, _SMALL) for text in small)]
    least = max((_narrowest(text, size) for text, size in sizes), default=0) + _NEAR
    most = max(int((room - first) // least), 1)
    parts = max(-(-len(content.columns) // most), 1)
    count = max(-(-len(content.columns) // parts), 1)
    starts = range(0, max(len(content.columns), 1), count)
    return stacked([_part(_some(content, slice(start, start + count)), first, room) for start in starts], _PAD)


def _some(content: Matrix, columns: slice) -> Matrix:
    """A matrix with some of its columns."""
    return replace(
        content,
        columns=content.columns[columns],
        rows=tuple((name, cells[columns]) for name, cells in content.rows),
    )


def _narrowest(text: str, size: float) -> float:
    """How wide a text is whose numbers stay whole, each with the letter that follows it."""
    parts = [*units(text), ""]
    whole = (part + (after.strip()[:1] if part[-1].isdigit() else "") for part, after in pairwise(parts))
    return max((text_width(part, size) for part in whole), default=0)


def _part(content: Matrix, first: float, room: float) -> Drawing:
    side = (room - first) / max(len(content.columns), 1)
    widths = (first, *[side] * len(content.columns))
    heads = (
        paragraph(content.corner, first - _PAD, _SMALL, MUTED, leading=1.3),
        *(paragraph(words(one), side - _NEAR, _SMALL, MUTED, side="right", leading=1.3) for one in content.columns),
    )
    rows = tuple(
        (
            paragraph(words(name), first - _PAD, _SIZE, bold=True, leading=1.35),
            *(_matrix_cell(one, side - _NEAR) for one in cells),
        )
        for name, cells in content.rows
    )
    grounds = tuple((shade(None), *(shade(one.shade) for one in cells)) for _, cells in content.rows)
    return _drawn(_Grid(widths, heads, rows, grounds), room)


def _matrix_cell(one: MatrixCell, room: float) -> Drawing:
    blank = bool(one.reason and not one.light)
    ink = FAINT if blank else MUTED if one.is_stale else INK
    lines = [paragraph(one.value, room, _SIZE, ink, bold=ink == INK, side="right", leading=1.35)]
    below = filter(None, (one.rank, one.moved))
    lines += [paragraph(text, room, _SMALL, MUTED, side="right", leading=1.35) for text in below]
    if one.light:
        look = LIGHTS[one.light.verdict]
        text = f"{look.shape} {one.light.word}"
        lines.append(paragraph(text, room, _SMALL, look.colour, bold=True, side="right", leading=1.35))
    return stacked(lines)


def facts(content: Facts, room: float) -> Drawing:
    """Return terms with their meanings."""
    first = min(room * 0.3, max(text_width(term, _SIZE) for term, _ in content.facts) + 20)
    grid = _Grid(
        (first, room - first),
        (),
        tuple(
            (paragraph(term, first - _PAD, _SIZE, MUTED), paragraph(words(cell), room - first, _SIZE))
            for term, cell in content.facts
        ),
    )
    return _drawn(grid, room)


def prose(content: Prose, room: float) -> Drawing:
    """Return paragraphs."""
    return stacked([paragraph(one, room, 14, leading=1.8) for one in content.paragraphs], 6)
