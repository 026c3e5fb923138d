"""Figures that a file says once more as they are published: most rows of a large sheet, and none of them a change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import numpy as np

from indicators.arrow import arrow_alone
from indicators.columnar import CHARTED, Columns
from indicators.releases import file
from indicators.tables.columns import OBSERVATIONS
from indicators.workbook.draft import Draft, Entry, PlacesByNumber
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
    return draft if snapshot is None else _without(draft, snapshot.figures)


def _without(draft: Draft, figures: Columns) -> Draft:
    said = {number: entry for number, entry in enumerate(draft.entries) if entry.table == OBSERVATIONS.name}
    if not said or any(entry.given.get("id") for entry in said.values()):
        return draft
    rows = zip(said, _single_rows(figures, map(subject_of, said.values())), strict=True)
    repeats = {number: row for number, row in rows if row >= 0 and _is_same(said[number], figures, row)}
    places = {row: said[number].place for number, row in repeats.items()}
    others = tuple(entry for number, entry in enumerate(draft.entries) if number not in repeats)
    return replace(draft, entries=others, repeated=PlacesByNumber.of(places))


def _single_rows(figures: Columns, subjects: Iterable[Sequence[str]]) -> list[int]:
    """For each subject its charted figure, where it has one alone and is itself the only one of it; else -1."""
    first, end = figures.rows_at_each(subjects)
    before = np.concatenate(([0], np.cumsum(figures.is_word("role", CHARTED))))
    row = np.searchsorted(before, before[first] + 1) - 1
    said = np.bincount(first, minlength=len(before)) - np.bincount(end, minlength=len(before))
    is_single = (before[end] - before[first] == 1) & (np.cumsum(said)[np.minimum(row, len(said) - 1)] == 1)
    return np.where(is_single, row, -1).tolist()  # type: ignore[no-any-return]


def _is_same(entry: Entry, columns: Columns, row: int) -> bool:
    """Whether an entry says a number that is published, and nothing else of it."""
    given: Mapping[str, str] = entry.given
    value, published = given.get(_NUMBER, ""), columns.text(_NUMBER, row)
    if not value or not published or given.keys() - _SAID:
        return False
    return value == published or Decimal(value) == Decimal(published)
