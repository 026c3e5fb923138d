"""How settled the figures of a table are: as labels, notes and titles say; what nobody says is final."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from indicators.tables.sheets import said
from indicators.workbook.lexicon.labels import Label
from indicators.workbook.lexicon.settled import least_settled
from indicators.workbook.reading.grid import Position, RawCell
from indicators.workbook.reading.marks import unmarked
from indicators.workbook.understanding.around.notes import clauses_of
from indicators.workbook.understanding.blocks import texts_of
from indicators.workbook.understanding.table import Table


@dataclass(frozen=True)
class _Note:
    """A clause of a note that says how settled figures are: where it stands, and the mark of those that it is of."""

    at: Position
    label: Label
    mark: str

    @property
    def is_special(self) -> bool:
        """Whether the clause speaks of some of the figures only."""
        label = self.label
        return bool(self.mark or label.indicators or label.regions or any(period for _, period in label.statuses))

    def is_about(self, given: Mapping[str, str], marks: str) -> bool:
        """Whether a figure is one of those that the clause speaks of: all, where it names none."""
        if self.mark and not set(self.mark) & set(marks):
            return False
        named = (("indicator", self.label.indicators), ("region", self.label.regions))
        contested = {dimension for dimension, _ in self.label.contested}
        return all(not ids or dimension in contested or given.get(dimension) in ids for dimension, ids in named)


class Settled:
    """What a table says of how settled its figures are; what a note says of them is told once."""

    def __init__(self, table: Table) -> None:
        """Look at the notes of a table."""
        self._table = table
        self._notes = tuple(_notes_of(table))
        self._said: set[tuple[Position, str]] = set()

    def status_of(self, given: Mapping[str, str], cell: RawCell, labels: Sequence[Label]) -> str:
        """Return how settled a figure is: as the first of its labels says, else the notes below and the titles.

        A note about some of the figures wins over what holds for all; else the least settled does.
        """
        period = given["period"]
        for label in labels:
            status = label.status_of(period)
            if status:
                return status
        marks = unmarked(cell.text)[1] + "".join(label.mark for label in labels) if self._notes else ""
        found = [note for note in self._notes if note.label.status_of(period) and note.is_about(given, marks)]
        noted = {note: note.label.status_of(period) for note in found}
        status = least_settled(noted[note] for note in found if note.is_special)
        status = status or least_settled(filter(None, (*noted.values(), self._table.titles.status_of(period))))
        self._tell([note for note in found if noted[note] == status], status)
        return status

    def _tell(self, notes: Sequence[_Note], status: str) -> None:
        for note in notes:
            if (note.at, status) not in self._said:
                self._said.add((note.at, status))
                place, text = self._table.place(*note.at), self._table.block.grid.text(*note.at).strip()[:40]
                self._table.asking.say("status-read", place, text, read=said("status", status))


def _notes_of(table: Table) -> Iterator[_Note]:
    """What the notes say of it; a mark that stands at nothing in the table marks nothing."""
    block = table.block
    for clause in clauses_of(block, table.lexicon):
        if clause.label.statuses:
            mark = unmarked(clause.text)[1]
            is_used = mark and any(
                set(mark) & set(other) for _, _, other in texts_of(block.grid, (*block.heads, *block.body))
            )
            yield _Note(clause.at, clause.label, mark if is_used else "")
