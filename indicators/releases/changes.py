"""What is different between two states of the tables, and the one state made into the other."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from indicators.tables.rows import KEPT, Row, Rows


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
        told = sorted([one.table, one.id, _told(one.old), _told(one.new)] for one in self.changes)
        text = json.dumps([base, told], ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()


def diff(old: Rows, new: Rows) -> ChangeSet:
    """Return what has to be done to `old` to make it `new`; the order of rows is no difference."""
    changes = tuple(change for table in KEPT for change in _of_table(table.name, old, new))
    kept = sum(len(rows) for rows in old.values()) - sum(one.old is not None for one in changes)
    return ChangeSet(changes, kept)


def apply(changes: Iterable[Change], rows: Rows) -> Rows:
    """Return the rows with the changes made; an altered row keeps its place, a new one goes to the end."""
    after = {table: dict(of_table.items()) for table, of_table in rows.items()}  # all at once, not row by row
    for one in changes:
        if one.new is None:
            after[one.table].pop(one.id, None)
        else:
            after[one.table][one.id] = one.new
    return after


def _of_table(table: str, old: Rows, new: Rows) -> Iterator[Change]:
    before, after = old.get(table, {}), new.get(table, {})
    for name, row in after.items():
        was = before.get(name)
        if was != row:
            yield Change(table, name, was, row)
    for name, row in before.items():
        if name not in after:
            yield Change(table, name, row, None)


def _told(row: Row | None) -> list[list[str]]:
    return [] if row is None else sorted([name, text] for name, text in row.items())
