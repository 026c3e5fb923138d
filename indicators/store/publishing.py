"""A release made in one transaction: only what changed is written, and what it touches is proven first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from sqlalchemy import JSON, Connection, Row, bindparam, func, insert, select, type_coerce, update
from sqlalchemy.exc import IntegrityError

from indicators.city import City
from indicators.model import Text
from indicators.problems import OutdatedError
from indicators.releases.changes import Change, ChangeSet
from indicators.releases.release import Entry, Publication, ReleaseRecord
from indicators.store import log, reading, uploads
from indicators.store.snapshots import making
from indicators.store.snapshots.sums import LOGGED, Digest, RowsSum
from indicators.store.tables import KEPT_ROW, RELEASE, RELEASE_SUM
from indicators.store.texts import packed, refusal, stamp, unpacked
from indicators.tables.rows import KEPT
from indicators.tables.settings import CITY

_AT_ONCE = 500
_TABLES = frozenset(table.name for table in KEPT)
_UNFIT = Text(
    "表 {table} 中的 {id} 与第 {base} 版的内容对不上，本次未作任何改动；请按第 {base} 版重新核对后再发布",
    "{id} of table {table} is not as release {base} has it; nothing was changed, check against it and publish again",
)
T = TypeVar("T")


@dataclass(slots=True)
class _Work:
    """What is to be written for the changes: the rows that end, and the rows that begin."""

    ended: list[Row[Any]] = field(default_factory=list)
    begun: list[dict[str, Any]] = field(default_factory=list)


def publish(connection: Connection, city: str, publication: Publication) -> ReleaseRecord:
    """Publish, in a transaction that alone writes to the city.

    Raises OutdatedError where another release follows the named one already, StoreError where a change does not fit.
    """
    head = reading.head(connection, city)
    if head != (publication.follows or 0):
        raise OutdatedError(head or None)
    changes = sorted(publication.written, key=lambda one: (one.table, one.id))
    work = _work(connection, city, publication, head)
    says = _says(connection, city, publication)
    release = _release(connection, city, publication, says)
    total = _sum(connection, city, work, head)
    digests = {"rows_added": _digest_of_added(work, changes), "rows_removed": _digest_of_removed(changes)}
    digests |= {making.DIGEST: total.digest()}
    line = log.append(connection, city, _entry(publication, release, digests))
    release |= {"line": line.number, "line_hash": line.hash}
    _insert(connection, {**release, "city": city}, head)
    _write(connection, city, work, head + 1)
    connection.execute(insert(RELEASE_SUM).values(city=city, number=head + 1, total=total.hex()))
    if publication.upload is not None:
        uploads.published(connection, city, publication, head + 1)
    return reading.record(release, says)


def _says(connection: Connection, city: str, publication: Publication) -> City:
    """What the city says of itself as it is published: perhaps with the changes."""
    changed = [change.new for change in publication.written if (change.table, change.id) == (CITY.name, city)]
    return reading.city_of(packed(dict(changed[0])) if changed and changed[0] else reading.settings(connection, city))


def _release(connection: Connection, city: str, publication: Publication, says: City) -> dict[str, Any]:
    """Return the row of the table of releases."""
    at = stamp(publication.at)
    year, number = publication.at.astimezone(says.clock).year, (publication.follows or 0) + 1
    last = select(func.max(RELEASE.c.ordinal)).where(RELEASE.c.city == city, RELEASE.c.year == year)
    ordinal = (connection.execute(last).scalar() or 0) + 1
    name = publication.name or says.release_name(year=year, ordinal=ordinal, number=number)
    counted = ChangeSet(publication.changes, publication.unchanged)
    same = ("by", "reason", "file", "file_name", "preview", "restores", "upload")
    return {
        "number": number,
        "follows": publication.follows or 0,
        "year": year,
        "ordinal": ordinal,
        "name_zh": name.zh,
        "name_en": name.en,
        "at": at,
        "origin": publication.origin.value,
        **{column: getattr(counted, column) for column in ("added", "altered", "removed", "unchanged")},
        **{column: getattr(publication, column) for column in same},
    }


def _entry(publication: Publication, release: dict[str, Any], digests: dict[str, str]) -> Entry:
    detail: dict[str, object] = {column: release[column] for column in LOGGED}
    if publication.explanations:
        detail["explanations"] = dict(publication.explanations)
    return Entry(publication.at, publication.by, log.Action.PUBLISHED, str(release["number"]), detail | digests)


def _insert(connection: Connection, release: dict[str, Any], head: int) -> None:
    """Write the release; the database refuses a second one that follows the same."""
    try:
        with connection.begin_nested():
            connection.execute(insert(RELEASE).values(**release))
    except IntegrityError:
        city = release["city"]
        raise OutdatedError(max(head, reading.head(connection, city)) or None) from None


def _work(connection: Connection, city: str, publication: Publication, head: int) -> _Work:
    """Return what the changes come to. Raises StoreError where one is not based on what is stored."""
    work, seen = _Work(), set[tuple[str, str]]()
    last: dict[str, int] = {}
    for some in _chunks(publication.written):
        current = _current(connection, city, some)
        former = _former_places(connection, city, some) if publication.restores else {}
        for change in some:
            key = change.table, change.id
            stored = current.get(key)
            fits = _says_the_same(stored and unpacked(stored.cells), change.old)
            if key in seen or change.table not in _TABLES or change.old is change.new or not fits:
                raise refusal(_UNFIT, table=change.table, id=change.id, base=head)
            seen.add(key)
            if stored:
                work.ended.append(stored)
            if change.new is not None:
                place = stored.position if stored else former.get(key)
                position = place if place is not None else _next(connection, city, change.table, last)
                work.begun.append(_begun(change, position))
    return work


def _begun(change: Change, position: int) -> dict[str, Any]:
    return {"table_name": change.table, "id": change.id, "position": position, "cells": _cells(change.new)}


def _says_the_same(stored: Mapping[str, str] | None, row: Mapping[str, str] | None) -> bool:
    """Whether two rows say the same; a column that a row of before its time does not have is blank."""
    if stored is None or row is None:
        return stored is row
    return all(stored.get(name, "") == row.get(name, "") for name in stored.keys() | row.keys())


def _cells(row: Any) -> str | None:  # noqa: ANN401 - a row or none
    return None if row is None else packed(dict(row))


def _current(connection: Connection, city: str, changes: Sequence[Change]) -> dict[tuple[str, str], Any]:
    """Return the current rows that the changes are about, by table and id."""
    kept = KEPT_ROW.c
    names = defaultdict(list)
    for one in changes:
        names[one.table].append(one.id)
    serials = [serial for table, ids in names.items() for serial in _serials(connection, city, table, ids)]
    found = select(KEPT_ROW).where(kept.serial.in_(serials))
    return {(row.table_name, row.id): row for row in connection.execute(found)}


def _serials(connection: Connection, city: str, table: str, ids: Sequence[str]) -> list[int]:
    """Return the serials of the current rows of these ids.

    Each is looked up by itself, though in one statement: with a list of ids, statistics that are of another time may
    tempt PostgreSQL into reading all rows.
    """
    kept = KEPT_ROW.c
    listed = func.json_each if connection.dialect.name == "sqlite" else func.json_array_elements_text
    named = listed(type_coerce(list(ids), JSON)).table_valued("value", name="asked")
    is_it = (kept.city == city, kept.table_name == table, kept.id == named.c.value, kept.removed_in.is_(None))
    serial = select(kept.serial).where(*is_it).correlate(named).scalar_subquery()
    found = connection.execute(select(serial).select_from(named)).scalars()
    return [one for one in found if one is not None]


def _former_places(connection: Connection, city: str, changes: Sequence[Change]) -> dict[tuple[str, str], int]:
    """Return the places of rows that were there before, so that a restore brings their order back too.

    It may read every row that ever was; a restore compares whole releases anyway.
    """
    kept, names = KEPT_ROW.c, defaultdict(list)
    for one in changes:
        if one.old is None:
            names[one.table].append(one.id)
    found: dict[tuple[str, str], int] = {}
    for table, ids in names.items():
        query = select(kept.id, kept.position).where(kept.city == city, kept.table_name == table, kept.id.in_(ids))
        found |= {(table, row.id): row.position for row in connection.execute(query)}
    return found


def _next(connection: Connection, city: str, table: str, last: dict[str, int]) -> int:
    """Return the place after the last row that the table ever had."""
    if table not in last:
        kept = KEPT_ROW.c
        query = select(func.max(kept.position)).where(kept.city == city, kept.table_name == table)
        last[table] = connection.execute(query).scalar() or 0
    last[table] += 1
    return last[table]


def _sum(connection: Connection, city: str, work: _Work, head: int) -> RowsSum:
    """Return what all rows come to with the work done. Raises StoreError where they are not those of the log."""
    total, number = making.logged_sum(connection, city, head) if head else RowsSum(), head + 1
    for row in work.ended:
        total.end(row.table_name, row.id, row.position, row.cells, row.added_in, removed_in=number)
    for begun in work.begun:
        total.put(begun["table_name"], begun["id"], begun["position"], begun["cells"], number, None)
    return total


def _digest_of_added(work: _Work, changes: Sequence[Change]) -> str:
    begun, digest = {(row["table_name"], row["id"]): row for row in work.begun}, Digest()
    for one in changes:
        if one.new is not None:
            digest.take(one.table, one.id, begun[one.table, one.id]["position"], begun[one.table, one.id]["cells"])
    return digest.hex()


def _digest_of_removed(changes: Sequence[Change]) -> str:
    digest = Digest()
    for one in changes:
        if one.old is not None:
            digest.take(one.table, one.id)
    return digest.hex()


def _write(connection: Connection, city: str, work: _Work, number: int) -> None:
    ends = update(KEPT_ROW).where(KEPT_ROW.c.serial == bindparam("ended")).values(removed_in=number)
    for ended in _chunks(work.ended):
        connection.execute(ends, [{"ended": row.serial} for row in ended])
    for begun in _chunks(work.begun):
        connection.execute(insert(KEPT_ROW), [{**row, "city": city, "added_in": number} for row in begun])


def _chunks(things: Sequence[T]) -> Iterator[Sequence[T]]:
    for first in range(0, len(things), _AT_ONCE):
        yield things[first : first + _AT_ONCE]
