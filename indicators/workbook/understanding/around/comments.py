"""What the comments at the cells of a table say of its figures: of one, of a row, of a column, or of all of them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from indicators.tables.sheets import said
from indicators.workbook.lexicon.labels import Label, label_of
from indicators.workbook.lexicon.settled import least_settled
from indicators.workbook.lexicon.words import SCOPES, Measure
from indicators.workbook.reading.grid import Position
from indicators.workbook.understanding.table import Table

_CLAUSES = re.compile(r"[。;；！!，,：:\n]")
_MONEY = re.compile("[万亿]元")
_SHOWN = 40
_OTHER = frozenset({Measure.GOAL, Measure.GROWTH, Measure.BEFORE, Measure.CHAIN})


class Comments:
    """What comments say of how settled figures are and at which prices; every comment is told once."""

    def __init__(self, table: Table) -> None:
        """Look at the comments of a table, and tell what each of them was taken for."""
        self._table = table
        heads, body = set(table.block.heads), set(table.block.body)
        rows = (*table.block.titles, *table.block.heads, *table.block.body, *table.block.notes)
        within = {row: min(rows) <= row <= max(rows) for row, _ in table.block.grid.comments} if rows else {}
        read = {at: self._read(at, text) for at, text in table.block.grid.comments.items() if within.get(at[0])}
        self._cells: Mapping[Position, Label] = {at: one for at, one in read.items() if at[0] in body}
        self._columns = {at[1]: one for at, one in read.items() if at[0] in heads}
        self._all = tuple(one for at, one in read.items() if at[0] not in heads | body)

    def of(self, row: int, column: int) -> tuple[Label, ...]:
        """Return what is said of a figure: at its cell, at the other cells of its row that are no figures, above it."""
        if not (self._cells or self._columns or self._all):
            return ()
        figures = self._table.columns.figures
        beside = [one for at, one in self._cells.items() if at[0] == row and at[1] not in figures]
        own = [self._cells[row, column]] if (row, column) in self._cells else []
        above = [self._columns[column]] if column in self._columns else []
        return (*own, *beside, *above, *self._all)

    def _read(self, at: Position, text: str) -> Label:
        """What a comment says of figures; all else that it says is for people, who are told of it."""
        parts = [clause.strip() for clause in _CLAUSES.split(text) if clause.strip()]
        clauses = [label_of(part, self._table.lexicon) for part in parts]
        status = least_settled(one.status for one in clauses if one.status)
        prices = tuple(dict.fromkeys(prices for one in clauses for prices in one.prices))
        place, shown = self._table.place(*at), text[:_SHOWN]
        if status:
            self._table.asking.say("status-read", place, shown, read=said("status", status))
        changes = any(one.periods or one.months or _OTHER & {*one.measures} for one in clauses if not one.rest)
        is_scoped = any(one.units or one.scope for one in clauses) or any(
            part.startswith(SCOPES) or _MONEY.search(part) for part in parts
        )
        if is_scoped or (changes and not status and not prices):
            self._table.asking.say("comment-unused", place, shown)
        elif not status and not prices:
            self._table.asking.say("comment", place, shown)
        measures = tuple(measure for one in clauses for measure in one.measures) if prices else ()
        return Label(text=text, statuses=((status, ""),) if status else (), prices=prices, measures=measures)
