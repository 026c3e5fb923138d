"""Tables, matrices, facts and prose as drawings: whatever stands in rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.exhibits.exhibit import Cell, Facts, Light, Matrix, MatrixCell, Prose, Table, words
from dashboard.export import columns
from dashboard.export.picture.bars import lit
from dashboard.export.picture.cards import shade
from dashboard.export.picture.marks import Box, Drawing, Line, Mark, moved, paragraph, stacked
from dashboard.export.picture.text import width as text_width
from dashboard.theme import FAINT, INK, LIGHTS, LINE, MUTED
from indicators.model import Text

_PAD, _NEAR, _SIZE, _SMALL = 8, 5, 12, 11
_ROWS = 60
_MORE = Text("另有 {count} 行，见同名工作簿或网页", "{count} more rows: see the workbook or the page")


@dataclass(frozen=True, slots=True)
class _Grid:
    """Drawn cells under drawn heads, with the width of each column."""

    widths: tuple[float, ...]
    heads: tuple[Drawing, ...]
    rows: tuple[tuple[Drawing, ...], ...]
    grounds: tuple[tuple[str, ...], ...] = ()


def table(content: Table, room: float) -> Drawing:
    """Return a table with a head; one of very many rows says how many more there are."""
    shown = content.rows[:_ROWS]
    texts = [content.columns, *(_even([*map(words, row)], len(content.columns)) for row in shown)]
    size = next((one for one in (_SIZE, _SMALL) if columns.fits(texts, one, room, _PAD + 6)), _SMALL)
    widths = tuple(columns.fitted(texts, size, room, _PAD + 6))
    right = content.numeric
    heads = tuple(
        paragraph(head, widths[i] - _PAD, _SMALL, MUTED, side="right" if i in right else "left", leading=1.35)
        for i, head in enumerate(content.columns)
    )
    rows = tuple(tuple(_cell(cell, widths[i] - _PAD, size, i in right) for i, cell in enumerate(row)) for row in shown)
    drawn = _drawn(_Grid(widths, heads, rows), room)
    caption = [paragraph(content.caption, room, _SIZE, bold=True)] if content.caption else []
    rest = len(content.rows) - len(shown)
    more = [paragraph(str(_MORE).format(count=rest), room, _SMALL, MUTED)] if rest else []
    return stacked([*caption, drawn, *more], 4)


def _cell(cell: Cell, room: float, size: float, right: bool) -> Drawing:  # noqa: FBT001 - one line of a table
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
    """Return rows and columns of figures, shaded by rank, each with its light."""
    first = min(room * 0.22, max(text_width(words(name), _SIZE) for name, _ in content.rows) + _PAD + 4)
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
