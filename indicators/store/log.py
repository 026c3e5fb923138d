"""The audit log: lines that are only ever added, each chained to the one before by a hash."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from indicators.releases.release import Entry, LogLine
from indicators.store.tables import LOG_HEAD, LOG_LINE
from indicators.store.texts import moment, packed, printed, sha256, stamp, unpacked

NOTHING_BEFORE = "0" * 64
"""What the first line of a log names as the hash of the line before."""


class Action(StrEnum):
    """What the store itself writes into the log; accounts and sign-ins bring words of their own."""

    PUBLISHED = "release.published"
    STAGED = "upload.staged"
    SUBMITTED = "upload.submitted"
    SCHEDULED = "upload.scheduled"
    SENT_BACK = "upload.sent_back"
    WITHDRAWN = "upload.withdrawn"
    ANSWERED = "upload.answered"


def append(connection: Connection, city: str, entry: Entry) -> LogLine:
    """Add a line to the log of a city, in a transaction that alone writes to the city."""
    head = head_of(connection, city)
    line: dict[str, Any] = {
        "number": head.number + 1 if head else 1,
        "at": stamp(entry.at),
        "by": entry.by,
        "action": str(entry.action),
        "subject": entry.subject,
        "detail": packed(dict(entry.detail)),
        "previous": head.hash if head else NOTHING_BEFORE,
    }
    line["hash"] = hash_of(line)
    connection.execute(insert(LOG_LINE).values(city=city, **line))
    end = {"number": line["number"], "hash": line["hash"]}
    if head is None:
        connection.execute(insert(LOG_HEAD).values(city=city, **end))
    else:
        connection.execute(update(LOG_HEAD).where(LOG_HEAD.c.city == city).values(**end))
    return _line(line)


def lines(connection: Connection, city: str, before: int | None, most: int) -> tuple[LogLine, ...]:
    """Return lines of a log, latest first: those before a number, at most so many."""
    query = select(LOG_LINE).where(LOG_LINE.c.city == city).order_by(LOG_LINE.c.number.desc()).limit(most)
    if before is not None:
        query = query.where(LOG_LINE.c.number < before)
    return tuple(_line(row._asdict()) for row in connection.execute(query))


def last(connection: Connection, city: str, action: str) -> LogLine | None:
    """Return the last line about an action, or None."""
    query = select(LOG_LINE).where(LOG_LINE.c.city == city, LOG_LINE.c.action == action)
    row = connection.execute(query.order_by(LOG_LINE.c.number.desc()).limit(1)).one_or_none()
    return None if row is None else _line(row._asdict())


def details(connection: Connection, city: str, action: Action) -> tuple[dict[str, Any], ...]:
    """Return what the lines of one action tell, the first line first."""
    query = select(LOG_LINE.c.detail).where(LOG_LINE.c.city == city, LOG_LINE.c.action == action.value)
    return tuple(unpacked(detail) for (detail,) in connection.execute(query.order_by(LOG_LINE.c.number)))


def hash_of(line: dict[str, Any]) -> str:
    """Return the hash of a line as it is stored: of everything in it and of the hash of the line before."""
    chained = ("number", "at", "by", "action", "subject", "detail", "previous")
    return sha256(printed([line[name] for name in chained]))


def head_of(connection: Connection, city: str) -> Row[Any] | None:
    """Return the number and the hash that the last line of the log should have."""
    return connection.execute(select(LOG_HEAD).where(LOG_HEAD.c.city == city)).one_or_none()


def _line(line: dict[str, Any]) -> LogLine:
    return LogLine(
        number=line["number"],
        at=moment(line["at"]),
        by=line["by"],
        action=line["action"],
        subject=line["subject"],
        detail=unpacked(line["detail"]),
        previous=line["previous"],
        hash=line["hash"],
    )
