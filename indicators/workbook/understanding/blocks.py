"""The blocks of a sheet: for each table its titles, its heads, its rows, and the notes below it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from indicators.workbook.lexicon.pieces import Lexicon
from indicators.workbook.lexicon.senses import Sense
from indicators.workbook.reading.grid import CellType, Grid, RawCell
from indicators.workbook.reading.marks import unmarked
from indicators.workbook.reading.names import tidy
from indicators.workbook.reading.numbers import is_absence, plain, unit_behind
from indicators.workbook.reading.times import read_time

_NOTE = re.compile(
    r"^[*＊※①-⑳(（\[【]*\s*(注|说明|备注|数据来源|资料来源|来源|填表人|填报人|制表|审核|复核|联系人|联系电话|单位负责人|负责人|填表日期|填报日期)"
    r"\s*[:：\d①-⑳¹²³)）\]】]|^[(（]?(?:以上|本表|上表|上述|表中|表内)"
    r"|^[(*]?\s*(?i:notes?|sources?|remarks?|prepared by|compiled by|filed by|contact)\s*[:\d)]"
)
_STARRED_NOTE = re.compile(r"^[*＊※†‡]\s*\S|^[①-⑳¹²³⁴⁵]\s*\S{4,}|^\[\d\]\s*\S{4,}")
_KEYED = re.compile(r"^[^:：]{1,12}[:：]\s*\S")
_A_LABEL_AND_MORE, _MOST_HEADS = 2, 8
_SAY_NOTHING = frozenset({Sense.SEPARATOR, Sense.FILLER})
_OF_TITLES = frozenset({Sense.INDICATOR, Sense.PERIOD, Sense.REST})
_FIGURE_TYPES = {CellType.NUMBER, CellType.ERROR, CellType.FORMULA, CellType.DATE, CellType.TRUTH}


@dataclass(frozen=True)
class Block:
    """One table of a sheet: the rows of its titles, its heads, its body and its notes."""

    grid: Grid
    titles: tuple[int, ...]
    heads: tuple[int, ...]
    body: tuple[int, ...]
    notes: tuple[int, ...] = ()


@dataclass(slots=True)
class _Work:
    grid: Grid
    lexicon: Lexicon
    spread: Mapping[tuple[int, int], RawCell]
    blocks: list[Block] = field(default_factory=list)
    waiting: list[int] = field(default_factory=list)
    titles: list[int] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    body: list[int] = field(default_factory=list)
    columns: set[int] = field(default_factory=set)


def is_note(text: str) -> bool:
    """Return whether a line is a note, a source, or who filled it in."""
    return _NOTE.match(text.strip()) is not None or _STARRED_NOTE.match(text.strip()) is not None


def blocks_of(grid: Grid, lexicon: Lexicon) -> tuple[Block, ...]:
    """Return the tables of a sheet from top to bottom; none where no row holds figures."""
    work = _Work(grid, lexicon, grid.spread().cells)
    for row in grid.rows():
        if _has_figures(work, row) or _follows_heads(work, row):
            _take_figures(work, row)
        else:
            work.waiting.append(row)
    _close(work, work.waiting, is_last=True)
    return tuple(work.blocks)


def _take_figures(work: _Work, row: int) -> None:
    heads = _heads_at_the_end(work)
    if heads and (not work.body or not _is_head_again(work, heads)):
        titles = [one for one in work.waiting if one < heads[0]]
        headings = [one for one in work.waiting if one > heads[-1]]
        if work.body:
            _close(work, titles)
            titles = [one for one in titles if not _is_row_of(work, one) and not is_note(_first(work, one))]
        work.titles, work.heads, work.body = titles, heads, headings
        work.columns = set()
    elif work.body:
        work.body += [one for one in work.waiting if one not in heads]
    else:
        work.titles = work.waiting
    work.waiting = []
    work.body.append(row)
    work.columns |= {column for column, cell in work.grid.row(row).items() if is_figure(cell, work.lexicon)}


def _close(work: _Work, after: Sequence[int], *, is_last: bool = False) -> None:
    """End the table that is open: what follows its figures are rows without figures, and notes.

    Below the last table every other line is a note; below another one it may be the title of the next.
    """
    if not work.body:
        return
    rows = [row for row in after if not is_note(_first(work, row)) and _is_row_of(work, row)]
    notes = [row for row in after if row not in rows and (is_last or is_note(_first(work, row)))]
    body = sorted({*work.body, *rows})
    work.blocks.append(Block(work.grid, tuple(work.titles), tuple(work.heads), tuple(body), tuple(notes)))


def _is_row_of(work: _Work, row: int) -> bool:
    """Whether a row without figures still belongs to the table above it: a region that has none yet."""
    texts = [cell.text for cell in work.grid.row(row).values() if cell.text.strip()]
    if not texts or is_note(texts[0]):
        return False
    if _is_series(work, texts):
        return True
    if len(texts[0]) > 30:  # noqa: PLR2004 - a sentence
        return False
    senses = {one.sense for one in work.lexicon.pieces(texts[0])} - {Sense.SEPARATOR, Sense.FILLER, Sense.SCOPE}
    return (bool(senses) and senses <= {Sense.REGION, Sense.TOTAL}) or _is_labelled(work, row, senses)


def _is_series(work: _Work, texts: Sequence[str]) -> bool:
    """Whether a row names an indicator and a region beside it, as a form does where the figure is still to come."""
    first, *others = ({one.sense for one in work.lexicon.pieces(text)} for text in texts)
    return first == {Sense.INDICATOR} and {Sense.REGION} in others


def _is_labelled(work: _Work, row: int, senses: set[Sense]) -> bool:
    """Whether a row names an indicator and has words where others have figures."""
    return senses == {Sense.INDICATOR} and any(column in work.columns for column in work.grid.row(row))


def _heads_at_the_end(work: _Work) -> list[int]:
    """The rows directly above the figures that are heads: of more than one cell, or over a column of figures.

    Between them and the figures may stand the heading of the first part of the table.
    """
    found: list[int] = []
    for row in reversed(work.waiting):
        if _is_head(work, row) and len(found) < _MOST_HEADS and not (found and _is_title_with_unit(work, row)):
            found.insert(0, row)
        elif found or not _is_heading(work, row):
            break
    return found


def _is_title_with_unit(work: _Work, row: int) -> bool:
    """Whether a row is a title with the unit, or the date of filing, at its right end, and no head."""
    first, *others = [cell.text for cell in work.grid.row(row).values() if cell.text.strip()]
    senses = [{one.sense for one in work.lexicon.pieces(text)} - _SAY_NOTHING for text in others]
    names = {one.sense for one in work.lexicon.pieces(first)}
    return bool(others) and all(one and one <= {Sense.UNIT, Sense.DAY} for one in senses) and bool(names & _OF_TITLES)


def _is_heading(work: _Work, row: int) -> bool:
    cells = [column for column, cell in work.grid.row(row).items() if cell.text.strip()]
    return len(cells) == 1 and not work.body


def _is_head(work: _Work, row: int) -> bool:
    cells = {column: cell for column, cell in work.grid.row(row).items() if cell.text.strip()}
    texts = [cell.text for cell in cells.values()]
    if not cells or is_note(texts[0]) or all(_KEYED.match(text) for text in texts):
        return False
    if len(cells) == 1 and next(iter(cells)) == work.grid.first_column:
        return False
    senses = [one.sense for text in texts for one in work.lexicon.pieces(text)]
    if work.body and not any(column in work.columns for column in cells):
        return False
    return any(one not in {Sense.REST, Sense.SEPARATOR, Sense.FILLER} for one in senses) or len(cells) > 1


def _is_head_again(work: _Work, heads: Sequence[int]) -> bool:
    """Whether heads only say once more what the heads of the open table say, with nothing above them."""
    rows = [work.grid.row(row) for row in heads]
    same = {(column, cell.text) for row in work.heads for column, cell in work.grid.row(row).items()}
    titles = len(work.waiting) > len(heads) and any(
        not (is_note(_first(work, row)) or _says_nothing(work, row))
        for row in work.waiting[: len(work.waiting) - len(heads)]
    )
    return not titles and all((column, cell.text) in same for row in rows for column, cell in row.items())


def _says_nothing(work: _Work, row: int) -> bool:
    """Whether a line names nothing, as 续表 does between two pages of one table."""
    texts = [cell.text for cell in work.grid.row(row).values()]
    return all(one.sense in _SAY_NOTHING for text in texts for one in work.lexicon.pieces(text))


def _follows_heads(work: _Work, row: int) -> bool:
    """Whether a row without figures stands under a head and names what the head lists: its figures are no numbers."""
    cells = [cell for cell in work.grid.row(row).values() if cell.text.strip()]
    if work.body or not work.waiting or min(len(cells), len(work.grid.row(work.waiting[-1]))) < _A_LABEL_AND_MORE:
        return False
    above = {one.sense for one in work.lexicon.pieces(_first(work, work.waiting[-1]))}
    own = {one.sense for one in work.lexicon.pieces(cells[0].text)} - {Sense.SEPARATOR, Sense.FILLER}
    return Sense.AXIS in above and bool(own) and own <= {Sense.REGION, Sense.INDICATOR, Sense.TOTAL, Sense.INDUSTRY}


def _first(work: _Work, row: int) -> str:
    return next((cell.text for cell in work.grid.row(row).values() if cell.text.strip()), "")


def _has_figures(work: _Work, row: int) -> bool:
    """Whether a row is one of figures. A head never holds any: whole numbers are years where all of its numbers are."""
    cells = {column: cell for column, cell in work.grid.row(row).items() if cell.text.strip()}
    figures = {column: cell for column, cell in cells.items() if is_figure(cell, work.lexicon)}
    figures = {} if all(cell.type is CellType.DATE for cell in figures.values()) else figures
    if not figures:
        return False
    labels = [cell for column, cell in cells.items() if column not in figures and column < max(figures)]
    if not all(read_time(cell).period for cell in figures.values()):
        return bool(labels) or not all(is_absence(cell.text) for cell in figures.values())
    return any(_names_something(work, cell) for cell in labels)


def _names_something(work: _Work, cell: RawCell) -> bool:
    """Whether a label names a region or an indicator, so that its row is one of figures."""
    senses = {one.sense for one in work.lexicon.pieces(cell.text)} - {Sense.SEPARATOR, Sense.FILLER}
    return bool(senses & {Sense.REGION, Sense.INDICATOR, Sense.TOTAL, Sense.REST}) and Sense.AXIS not in senses


def is_figure(cell: RawCell, lexicon: Lexicon) -> bool:
    """Return whether a cell holds a number, the words for a missing one, or what stands in place of one."""
    if cell.type in _FIGURE_TYPES:
        return True
    if not any(one.isdigit() for one in cell.text):
        return bool(cell.text.strip()) and is_absence(cell.text)
    text = plain(unmarked(cell.text)[0])
    if not text or is_absence(text):
        return bool(text)
    if lexicon.is_unit(tidy(text)):  # 100 million yuan
        return False
    unit = unit_behind(text)
    is_period = bool(read_time(RawCell(CellType.TEXT, text)).period)
    return unit == "" or (unit is not None and lexicon.is_unit(unit) and not is_period)


def beside(block: Block, beginnings: Sequence[int]) -> Iterator[Block]:
    """Yield the tables that stand side by side in a block; a line that is the only cell of its row is of them all."""
    edges = (1, *beginnings, block.grid.last_column + 1)
    shared = {row for row in (*block.titles, *block.notes) if len(block.grid.row(row)) == 1}
    for first, end in pairwise(edges):
        grid = block.grid.columns(first, end - 1, shared)
        rows = [[row for row in rows if grid.row(row)] for rows in (block.titles, block.heads, block.body, block.notes)]
        yield Block(grid, *map(tuple, rows))


def texts_of(grid: Grid, rows: Sequence[int]) -> Iterator[tuple[int, int, str]]:
    """Yield row, column and text of every cell of some rows."""
    for row in rows:
        for column, cell in grid.row(row).items():
            if cell.text.strip():
                yield row, column, cell.text
