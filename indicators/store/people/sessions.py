"""Who is signed in, who tries to be, and second factors: what a sign-in writes, and nothing of the account."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, and_, delete, insert, select, update

from indicators.accounts import Attempts, Factor, Session
from indicators.store.tables import ATTEMPT, FACTOR, SESSION
from indicators.store.texts import moment, stamp

_MOMENTS = ("began_at", "seen_at", "proved_at")


def attempt(
    connection: Connection, city: str, counters: Sequence[Attempts], now: dt.datetime, lock: dt.timedelta
) -> bool:
    """Return whether an attempt may be made, counted as if it failed; while one counter locks, none counts."""
    found = [_attempts(connection, city, counter) for counter in counters]
    if any(row is not None and row.locked_until is not None and moment(row.locked_until) > now for row in found):
        return False
    connection.execute(delete(ATTEMPT).where(ATTEMPT.c.city == city, ATTEMPT.c.at < stamp(now - lock)))
    for counter, row in zip(counters, found, strict=True):
        is_recent = row is not None and moment(row.at) >= now - lock and row.locked_until is None
        failures = (row.failures if row is not None and is_recent else 0) + 1
        values = {"failures": failures, "at": stamp(now)}
        values["locked_until"] = stamp(now + lock) if failures >= counter.most else None
        connection.execute(delete(ATTEMPT).where(_of(city, counter)))
        connection.execute(insert(ATTEMPT).values(city=city, name=counter.name, place=counter.place, **values))
    return True


def succeeded(connection: Connection, city: str, counters: Sequence[Attempts]) -> None:
    """Take back what `attempt` counted: the first counter begins anew, the others lose this one attempt."""
    connection.execute(delete(ATTEMPT).where(_of(city, counters[0])))
    for counter in counters[1:]:
        fewer = {"failures": ATTEMPT.c.failures - 1, "locked_until": None}
        connection.execute(update(ATTEMPT).where(_of(city, counter)).values(**fewer))


def begin(connection: Connection, city: str, session: Session) -> None:
    """Write a session that begins."""
    values = {name: getattr(session, name) for name in ("key", "name", "stamp", "place", "program")}
    values |= {name: stamp(getattr(session, name)) for name in _MOMENTS}
    connection.execute(insert(SESSION).values(city=city, **values))


def find(connection: Connection, city: str, key: str) -> Session | None:
    """Return a session, or None."""
    row = connection.execute(select(SESSION).where(SESSION.c.city == city, SESSION.c.key == key)).one_or_none()
    return None if row is None else _session(row)


def every(connection: Connection, city: str, name: str | None) -> tuple[Session, ...]:
    """Return the sessions of an account, or all of them, latest first."""
    query = select(SESSION).where(SESSION.c.city == city).order_by(SESSION.c.began_at.desc())
    if name is not None:
        query = query.where(SESSION.c.name == name)
    return tuple(_session(row) for row in connection.execute(query))


def note(connection: Connection, city: str, key: str, **moments: dt.datetime) -> None:
    """Write when a session was seen or proved last."""
    values = {name: stamp(at) for name, at in moments.items()}
    connection.execute(update(SESSION).where(SESSION.c.city == city, SESSION.c.key == key).values(**values))


def end(connection: Connection, city: str, keys: Sequence[str]) -> None:
    """Remove sessions."""
    connection.execute(delete(SESSION).where(SESSION.c.city == city, SESSION.c.key.in_(keys)))


def end_before(connection: Connection, city: str, began: dt.datetime) -> None:
    """Remove sessions that began before a moment."""
    connection.execute(delete(SESSION).where(SESSION.c.city == city, SESSION.c.began_at < stamp(began)))


def factor(connection: Connection, city: str, name: str) -> Factor | None:
    """Return the second factor of an account, or None."""
    row = connection.execute(select(FACTOR).where(FACTOR.c.city == city, FACTOR.c.name == name)).one_or_none()
    return None if row is None else Factor(row.secret, row.counter)


def set_factor(connection: Connection, city: str, name: str, value: Factor | None) -> None:
    """Write a second factor in the place of any other, or take it away."""
    connection.execute(delete(FACTOR).where(FACTOR.c.city == city, FACTOR.c.name == name))
    if value is not None:
        connection.execute(insert(FACTOR).values(city=city, name=name, secret=value.secret, counter=value.counter))


def use_factor(connection: Connection, city: str, name: str, counter: int) -> bool:
    """Return whether the code of a step of time is used for the first time; it is used then."""
    is_it = and_(FACTOR.c.city == city, FACTOR.c.name == name, FACTOR.c.counter < counter)
    return bool(connection.execute(update(FACTOR).where(is_it).values(counter=counter)).rowcount)


def _of(city: str, counter: Attempts) -> Any:  # noqa: ANN401 - a condition
    return and_(ATTEMPT.c.city == city, ATTEMPT.c.name == counter.name, ATTEMPT.c.place == counter.place)


def _attempts(connection: Connection, city: str, counter: Attempts) -> Row[Any] | None:
    return connection.execute(select(ATTEMPT).where(_of(city, counter))).one_or_none()


def _session(row: Row[Any]) -> Session:
    values = row._asdict()
    del values["city"]
    return Session(**values | {name: moment(values[name]) for name in _MOMENTS})
