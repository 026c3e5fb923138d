"""What is different between two states of the tables, and the one state made into the other."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from indicators.tables.rows import KEPT, Row, Rows
from indicators.tables.snapshot import FigureRows


@dataclass(frozen=True, slots=True)
class Change:
    """One row that differs: added where `old` is None, removed where `new` is, else altered."""

    table: str
    id: str
    old: Row | None
    new: Row | None

    @property
    def kind(self) -> str:
        """Return `added`, `removed` or `altered`."""
        return "added" if self.old is None else "removed" if self.new is None else "altered"

    @property
    def row(self) -> Row:
        """Return the row as it will be, or as it was where it is removed."""
        return self.new or self.old or {}


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """All rows that differ between two states, by table, and how many rows of the older one stay as they are."""

    changes: tuple[Change, ...]
    unchanged: int

    @property
    def added(self) -> int:
        """Return how many rows are new."""
        return sum(one.old is None for one in self.changes)

    @property
    def removed(self) -> int:
        """Return how many rows are gone."""
        return sum(one.new is None for one in self.changes)

    @property
    def altered(self) -> int:
        """Return how many rows say something else."""
        return len(self.changes) - self.added - self.removed

    def digest(self, base: int | None) -> str:
        """Return the SHA-256 of the changes and of the release that they are based on, as 64 hexadecimal digits."""
        lines = sorted([one.table, one.id, _cells(one.old), _cells(one.new)] for one in self.changes)
        text = json.dumps([base, lines], ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()


def diff(old: Rows, new: Rows) -> ChangeSet:
    """Return what has to be done to `old` to make it `new`; the order of rows is no difference."""
    changes = tuple(change for table in KEPT for change in _of_table(table.name, old, new))
    kept = sum(len(rows) for rows in old.values()) - sum(one.old is not None for one in changes)
    return ChangeSet(changes, kept)


def apply(changes: Iterable[Change], rows: Rows) -> Rows:
    """Return the rows with the changes made; an altered row keeps its place, a new one goes to the end."""
    said: dict[str, dict[str, Row | None]] = {}
    for one in changes:
        said.setdefault(one.table, {})[one.id] = one.new
    return {table: _changed(of_table, said[table]) if table in said else of_table for table, of_table in rows.items()}


def _changed(rows: Mapping[str, Row], said: Mapping[str, Row | None]) -> Mapping[str, Row]:
    if isinstance(rows, FigureRows):
        return rows.changed(said)
    after = {**rows, **said}
    return {name: row for name, row in after.items() if row is not None}


def _of_table(table: str, old: Rows, new: Rows) -> Iterator[Change]:
    before, after = old.get(table, {}), new.get(table, {})
    if not before:  # a first release: every row is read in one go
        yield from (Change(table, name, None, row) for name, row in after.items())
        return
    for name in _differing(after, before):
        yield Change(table, name, before.get(name), after[name])
    for name in _differing(before, after):
        if name not in after:
            yield Change(table, name, before[name], None)


def _differing(rows: Mapping[str, Row], other: Mapping[str, Row]) -> Iterable[str]:
    """The ids of the rows that `other` has not, or has otherwise; of figures found without looking at each row."""
    if isinstance(rows, FigureRows) and isinstance(other, FigureRows):
        return rows.differing(other)
    return [name for name, row in rows.items() if other.get(name) != row]


def _cells(row: Row | None) -> list[list[str]]:
    return [] if row is None else sorted([name, text] for name, text in row.items())
