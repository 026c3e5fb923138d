"""Who follows something by mail, and up to which release they were written to."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import Connection, and_, delete, insert, or_, select, update

from indicators.language import Language
from indicators.releases.followers import Follower
from indicators.store.tables import FOLLOWER
from indicators.store.texts import stamp


def follow(connection: Connection, city: str, follower: Follower) -> None:
    """Write a follower; one that is there already stays as it is, but for the language."""
    is_it = _is(city, follower.address, follower.kind, follower.name)
    if connection.execute(update(FOLLOWER).where(is_it).values(language=follower.language.value)).rowcount:
        return
    values = {name: getattr(follower, name) for name in ("address", "kind", "name", "release")}
    connection.execute(insert(FOLLOWER).values(city=city, language=follower.language.value, **values))


def leave(connection: Connection, city: str, address: str, kind: str, name: str) -> None:
    """Remove a follower."""
    connection.execute(delete(FOLLOWER).where(_is(city, address, kind, name)))


def behind(connection: Connection, city: str, release: int, tried: dt.datetime) -> tuple[Follower, ...]:
    """Return the followers that were not looked at for a release, but for those tried after a moment."""
    columns = [FOLLOWER.c[name] for name in ("address", "kind", "name", "language", "release")]
    query = select(*columns).where(FOLLOWER.c.city == city, FOLLOWER.c.release < release, _is_free(tried))
    rows = connection.execute(query.order_by(FOLLOWER.c.release, FOLLOWER.c.address, FOLLOWER.c.kind, FOLLOWER.c.name))
    return tuple(Follower(row.address, row.kind, row.name, Language(row.language), row.release) for row in rows)


def claim(connection: Connection, city: str, follower: Follower, now: dt.datetime, tried: dt.datetime) -> bool:
    """Return whether the next release is this caller's to look at for a follower."""
    is_it = and_(_is_at_its_release(city, follower), _is_free(tried))
    return bool(connection.execute(update(FOLLOWER).where(is_it).values(tried_at=stamp(now))).rowcount)


def looked_at(connection: Connection, city: str, follower: Follower) -> None:
    """Write that a follower is done with the release after its own."""
    values = {"release": follower.release + 1, "tried_at": None}
    connection.execute(update(FOLLOWER).where(_is_at_its_release(city, follower)).values(**values))


def _is(city: str, address: str, kind: str, name: str) -> Any:  # noqa: ANN401 - a condition
    columns = FOLLOWER.c
    return and_(columns.city == city, columns.address == address, columns.kind == kind, columns.name == name)


def _is_at_its_release(city: str, follower: Follower) -> Any:  # noqa: ANN401 - a condition
    is_it = _is(city, follower.address, follower.kind, follower.name)
    return and_(is_it, FOLLOWER.c.release == follower.release)


def _is_free(tried: dt.datetime) -> Any:  # noqa: ANN401 - a condition
    return or_(FOLLOWER.c.tried_at.is_(None), FOLLOWER.c.tried_at < stamp(tried))
