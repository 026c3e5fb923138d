"""Small builders of what a store is given, so that a test names only what it is about."""

from __future__ import annotations

import datetime as dt
import json

from sqlalchemy import or_, select

from indicators.releases.changes import Change, apply
from indicators.releases.release import Entry, Origin, Publication, Upload, UploadState
from indicators.store.tables import KEPT_ROW
from indicators.tables.rows import KEPT
from indicators.tables.snapshot import NAMES

CITY = "changzhou"
NOON = dt.datetime(2026, 11, 24, 4, tzinfo=dt.UTC)
EMPTY = {table.name: {} for table in KEPT}
GONE = object()


def figure(name, value, **cells):
    """Return the row of a figure; what is not named is blank."""
    given = {"indicator": "gdp", "region": CITY, "industry": "all", "period": "2025", "absence": ""}
    return {"id": name, "value": str(value), **given, **cells}


def said_in(table, row):
    """Return a row with every column of its table, blank where the row says nothing."""
    return {name: row.get(name, "") for name in NAMES[table]}


def changes(before, values):
    """Return the changes that give each named figure its value, GONE taking it back; `before` is what there is."""
    known = before["observations"]
    return tuple(
        Change("observations", name, known.get(name), None if value is GONE else figure(name, value))
        for name, value in values.items()
    )


def stored(store, number):
    """Return the rows of a release as the database itself holds them, in their order; none before the first."""
    kept = KEPT_ROW.c
    query = (
        select(kept.table_name, kept.id, kept.cells)
        .where(kept.city == store.city, kept.added_in <= (number or 0))
        .where(or_(kept.removed_in.is_(None), kept.removed_in > (number or 0)))
        .order_by(kept.table_name, kept.position)
    )
    found = {table.name: {} for table in KEPT}
    with store.database.reading() as connection:
        for table, name, cells in connection.execute(query):
            found[table][name] = json.loads(cells)
    return found


def publication(store, *changes, **fields):
    """Return the changes as a publication that follows the head of a store."""
    given = {"follows": store.head(), "origin": Origin.UPLOAD, "by": "李雷", "reason": "季度更新", "at": NOON}
    return Publication(changes=changes, unchanged=fields.pop("unchanged", 0), **{**given, **fields})


def published(store, values, **fields):
    """Publish figures by id and value; return the record of the release."""
    head = store.head()
    before = stored(store, head)
    return store.publish(publication(store, *changes(before, values), **fields))


def after(rows, changes):
    """Return plain dicts of the rows with the changes made, in their order."""
    return {table: dict(of_table) for table, of_table in apply(changes, rows).items()}


def values(store, number=None):
    """Return the figures of a release, the current one unless said otherwise: id -> value, in their order."""
    rows = stored(store, number or store.head())["observations"]
    return {name: row["value"] for name, row in rows.items()}


def upload(**fields):
    """Return an upload that is about to be staged."""
    given = {
        "number": 0,
        "state": UploadState.STAGED,
        "by": "韩梅梅",
        "at": NOON,
        "file": "",
        "file_name": "一季度.xlsx",
        "base": 1,
        "digest": "d",
        "changes": (Change("observations", "a", None, figure("a", 1)),),
        "unchanged": 3,
        "preview": '{"sheets": []}',
        "explanations": {"a": "口径调整"},
    }
    return Upload(**{**given, **fields})


def entry(action="account.saved", **detail):
    """Return what is to be written into the log."""
    return Entry(NOON, "管理员", action, "somebody", detail)
