"""The snapshot of a release made of the rows that the database holds, which are held against the audit log first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any

from sqlalchemy import Connection, Row, select

from indicators.dataset import ALL_INDUSTRIES, Correction
from indicators.model import Key, Text
from indicators.store import log, reading, verifying
from indicators.store.snapshots.sums import RowsSum
from indicators.store.tables import KEPT_ROW, LOG_LINE, RELEASE, RELEASE_SUM
from indicators.store.texts import refusal, unpacked
from indicators.tables.columns import LEFT_OUT, OBSERVATIONS, SOURCES
from indicators.tables.snapshot import CORRECTIONS, Placed, Snapshot

DIGEST = "digest"
"""Under which name the line of the log that tells of a release holds the digest of its sum."""

_AT_ONCE = 5000
_MOST_LOOKED_THROUGH = 20_000
_ALTERED = Text(
    "第 {number} 版在数据库中的内容与审计日志不符，被改动过或已损坏；请以备份恢复",
    "What the database holds of release {number} is not what the audit log tells: altered or damaged; restore a backup",
)


def logged_sum(connection: Connection, city: str, number: int) -> RowsSum:
    """Return what the rows of a release come to, as its line of the log tells. Raises StoreError where they disagree.

    Of a release that was published before sums were kept, the rows are held against the whole log and summed up.
    """
    detail = logged(connection, city, number)
    query = select(RELEASE_SUM.c.total).where(RELEASE_SUM.c.city == city, RELEASE_SUM.c.number == number)
    total = connection.execute(query).scalar()
    if DIGEST in detail:
        found = RowsSum.of(total) if total is not None else _summed(connection, city, number)
        if found.digest() != detail[DIGEST]:
            raise altered(number)
        return found
    if verifying.faults(connection, city):
        raise altered(number)
    return _summed(connection, city, number)


def whole(connection: Connection, city: str, number: int, expected: RowsSum) -> Snapshot:
    """Return the snapshot of a release, made of every row. Raises StoreError where the rows are not those told."""
    found = RowsSum()
    corrections = _corrections(reversed(reading.corrections(connection, city, number)), 0)
    standing = _standing(connection, city, number, found)
    snapshot = Snapshot.of(chain(((CORRECTIONS, one) for one in corrections), standing))
    if found.total != expected.total:
        raise altered(number)
    return snapshot


def following(connection: Connection, city: str, number: int, before: Snapshot, expected: RowsSum) -> Snapshot:
    """Return the snapshot of a release, made of the one before and of what was changed. Raises StoreError."""
    found = logged_sum(connection, city, number - 1)
    gone, added = defaultdict[str, list[str]](list), defaultdict[str, list[Placed]](list)
    for row in _touched(connection, city, number):
        if row.added_in == number:
            found.put(row.table_name, row.id, row.position, row.cells, row.added_in, None)
            added[row.table_name].append((row.position, unpacked(row.cells)))
        else:
            found.end(row.table_name, row.id, row.position, row.cells, row.added_in, removed_in=number)
            gone[row.table_name].append(row.id)
    if found.total != expected.total:
        raise altered(number)
    corrected = reading.corrections(connection, city, number, since=number)
    if corrected:
        added[CORRECTIONS] = _corrections(reversed(corrected), before.next_place(CORRECTIONS))
    return before.changed(gone, added)


def altered(number: int) -> Exception:
    """Return the error that says of a release that the database does not hold what was published."""
    return refusal(_ALTERED, number=number)


def logged(connection: Connection, city: str, number: int) -> dict[str, Any]:
    """Return what the log tells of a release. Raises StoreError where the line or the release was altered."""
    release = connection.execute(select(RELEASE).where(RELEASE.c.city == city, RELEASE.c.number == number)).one()
    query = select(LOG_LINE).where(LOG_LINE.c.city == city, LOG_LINE.c.number == release.line)
    row = connection.execute(query).one_or_none()
    line = row._asdict() if row is not None else {}
    if not line or log.hash_of(line) != line["hash"]:
        raise altered(number)
    detail = unpacked(line["detail"])
    if not verifying.agree(release._asdict(), line | {"detail": detail}):
        raise altered(number)
    return detail  # type: ignore[no-any-return]


def _standing(connection: Connection, city: str, number: int, found: RowsSum) -> Iterator[tuple[str, Placed]]:
    """Yield the rows that a release holds with their tables, while every row up to it is put into a sum."""
    for row in _rows(connection, city, number):
        removed_in = row.removed_in if row.removed_in is not None and row.removed_in <= number else None
        found.put(row.table_name, row.id, row.position, row.cells, row.added_in, removed_in)
        if removed_in is None:
            yield row.table_name, (row.position, unpacked(row.cells))


def _summed(connection: Connection, city: str, number: int) -> RowsSum:
    found = RowsSum()
    for row in _rows(connection, city, number):
        removed_in = row.removed_in if row.removed_in is not None and row.removed_in <= number else None
        found.put(row.table_name, row.id, row.position, row.cells, row.added_in, removed_in)
    return found


def _rows(connection: Connection, city: str, number: int) -> Iterator[Row[Any]]:
    """Yield every row that a release up to this one added."""
    query = select(*_COLUMNS).where(KEPT_ROW.c.city == city, KEPT_ROW.c.added_in <= number)
    yield from connection.execute(query, execution_options={"yield_per": _AT_ONCE})


def changed_series(connection: Connection, city: str, number: int) -> frozenset[Key] | None:
    """Return the series of the figures that a release changed.

    None where it changed what goals are judged by too, or so much that looking through it costs more than counting.
    """
    touched = _touched(connection, city, number, _MOST_LOOKED_THROUGH + 1)
    if len(touched) > _MOST_LOOKED_THROUGH:
        return None
    if not {row.table_name for row in touched} <= {OBSERVATIONS.name, SOURCES.name, LEFT_OUT.name}:
        return None
    figures = (unpacked(row.cells) for row in touched if row.table_name == OBSERVATIONS.name)
    return frozenset(Key(row["indicator"], row["region"], row.get("industry") or ALL_INDUSTRIES) for row in figures)


def _touched(connection: Connection, city: str, number: int, most: int | None = None) -> list[Row[Any]]:
    """The rows that a release added or removed; asked apart, as SQLite reads the whole table to answer either-or."""
    kept = KEPT_ROW.c
    rows = select(*_COLUMNS).where(kept.city == city)
    added, removed = rows.where(kept.added_in == number), rows.where(kept.removed_in == number)
    return list(connection.execute(added.union_all(removed).limit(most)))


def _corrections(corrections: Iterable[Correction], first: int) -> list[Placed]:
    """Return corrections as rows, in the order in which they are given."""
    return [
        (
            first + place,
            {
                "release": str(one.release.number),
                "indicator": one.key.indicator,
                "region": one.key.region,
                "industry": one.key.industry,
                "period": str(one.period),
                "old": "" if one.old is None else f"{one.old:f}",
                "new": "" if one.new is None else f"{one.new:f}",
            },
        )
        for place, one in enumerate(corrections)
    ]


_COLUMNS = tuple(KEPT_ROW.c[name] for name in ("table_name", "id", "position", "cells", "added_in", "removed_in"))
