"""Which published row an entry of a file means: by its number, or else by what it is about."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from indicators.dataset import ALL_INDUSTRIES
from indicators.tables.columns import OBSERVATIONS, TARGETS
from indicators.tables.rows import Row, Rows
from indicators.tables.snapshot import FigureRows
from indicators.workbook.draft import Entry

_ABOUT: Mapping[str, tuple[str, ...]] = {
    OBSERVATIONS.name: ("indicator", "region", "industry", "period"),
    TARGETS.name: ("plan", "indicator", "region", "industry", "due", "comparator"),
}
_PREFIX: Mapping[str, str] = {OBSERVATIONS.name: "U", TARGETS.name: "V"}
_DIGITS = 12


class Finder:
    """Finds the published row of an entry. Figures are found by what they are about among the charted ones."""

    def __init__(self, current: Rows, base: Rows) -> None:
        """Look at the current rows, and index the goals by what they are about."""
        self._current, self._base = current, base
        self._figures = FigureRows.of(current[OBSERVATIONS.name])
        self._goals: dict[tuple[str, ...], list[str]] = {}
        for name, row in current[TARGETS.name].items():
            self._goals.setdefault(_subject(TARGETS.name, row), []).append(name)

    def find(self, entry: Entry) -> str | None:
        """Return the id of the row that an entry means, or None where it is a new one.

        A number that stands beside another indicator, region or period than it was handed out with is no longer
        that row's: somebody copied the line to write a new one.
        """
        name = entry.given.get("id", "")
        if entry.table not in _ABOUT:
            return name or None
        known = self._known(entry.table, name) if name else None
        if known is not None and self.fits(entry, known):
            return name if name in self._current[entry.table] else None
        about = subject_of(entry)
        found = self._figures.charted(*about) if entry.table == OBSERVATIONS.name else self._goals.get(about, [])
        return found[0] if len(found) == 1 else None

    def _known(self, table: str, name: str) -> Row | None:
        return self._base[table].get(name) or self._current[table].get(name)

    def is_free(self, entry: Entry) -> bool:
        """Return whether an entry brings a number of its own that no row has had."""
        name = entry.given.get("id", "")
        return bool(name) and not any(name in rows[entry.table] for rows in (self._base, self._current))

    @staticmethod
    def fits(entry: Entry, known: Row) -> bool:
        """Return whether an entry is about what a row is about, as far as it says so."""
        about = [column for column in _ABOUT[entry.table] if column in entry.given]
        return all((entry.given[column] or _usual(column)) == known[column] for column in about)


def new_id(table: str, row: Row) -> str:
    """Return the id of a new figure or goal: the same for the same subject and source, whoever uploads it when."""
    facts = "\x1f".join((*_subject(table, row), row["source"], row.get("amount", "")))
    return _PREFIX[table] + hashlib.sha256(facts.encode()).hexdigest()[:_DIGITS]


def subject_of(entry: Entry) -> tuple[str, ...]:
    """Return what an entry is about, by the columns that tell rows of its table apart."""
    return tuple(entry.given.get(column) or _usual(column) for column in _ABOUT[entry.table])


def _subject(table: str, row: Row) -> tuple[str, ...]:
    return tuple(row.get(column, "") for column in _ABOUT[table])


def _usual(column: str) -> str:
    return ALL_INDUSTRIES if column == "industry" else ""
