"""Figures that a file says once more as they are published: most rows of a large sheet, and none of them a change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from indicators.columnar import Columns, arrow_alone
from indicators.releases import file
from indicators.tables.columns import OBSERVATIONS
from indicators.tables.snapshot import FigureRows
from indicators.workbook.draft import Draft, Entry
from indicators.workbook.identity import subject_of

_NUMBER = "value"
_SAID = frozenset({"indicator", "region", "industry", "period", _NUMBER})


def without_repeats(draft: Draft, path: str, digest: str) -> Draft:
    """Return a draft with the published figures that it only repeats taken out of its entries.

    They are those of a release, by its file and the SHA-256 of that. A template, and a file whose rows have numbers of
    their own, is held against what it was handed out with, and returned as it is.
    """
    if draft.mark is not None:
        return draft
    arrow_alone()
    snapshot = file.read(Path(path), digest)
    return draft if snapshot is None else _without(draft, FigureRows.of(snapshot.rows[OBSERVATIONS.name]))


def _without(draft: Draft, figures: FigureRows) -> Draft:
    rows: dict[int, int] = {}
    said: Counter[int] = Counter()
    for number, entry in enumerate(draft.entries):
        if entry.table != OBSERVATIONS.name:
            continue
        if entry.given.get("id"):
            return draft
        found = figures.charted_rows(*subject_of(entry))
        said.update(found)
        if len(found) == 1 and _is_same(entry, figures.columns, found[0]):
            rows[number] = found[0]
    repeats = {number: row for number, row in rows.items() if said[row] == 1}  # what is said twice is told
    places = {row: draft.entries[number].place for number, row in repeats.items()}
    others = tuple(entry for number, entry in enumerate(draft.entries) if number not in repeats)
    return replace(draft, entries=others, repeated=places)


def _is_same(entry: Entry, columns: Columns, row: int) -> bool:
    """Whether an entry says a number that is published, and nothing else of it."""
    given: Mapping[str, str] = entry.given
    value, published = given.get(_NUMBER, ""), columns.text(_NUMBER, row)
    if not value or not published or given.keys() - _SAID:
        return False
    return value == published or Decimal(value) == Decimal(published)
