"""Accounts with what proves who somebody is."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Row, and_, insert, select, update

from indicators.accounts import Account, Credentials, Role
from indicators.store.tables import ACCOUNT
from indicators.store.texts import moment, packed, stamp, unpacked


def every(connection: Connection, city: str) -> tuple[Account, ...]:
    """Return every account, by name."""
    query = select(ACCOUNT).where(ACCOUNT.c.city == city).order_by(ACCOUNT.c.name)
    return tuple(_credentials(row).account for row in connection.execute(query))


def find(connection: Connection, city: str, name: str) -> Credentials | None:
    """Return an account with what proves it, or None."""
    row = connection.execute(select(ACCOUNT).where(ACCOUNT.c.city == city, ACCOUNT.c.name == name)).one_or_none()
    return None if row is None else _credentials(row)


def save(connection: Connection, city: str, credentials: Credentials) -> None:
    """Write an account, new or known."""
    key = {"city": city, "name": credentials.account.name}
    values = _values(credentials)
    is_it = and_(*(ACCOUNT.c[name] == value for name, value in key.items()))
    if not connection.execute(update(ACCOUNT).where(is_it).values(**values)).rowcount:
        connection.execute(insert(ACCOUNT).values(**key, **values))


def _values(credentials: Credentials) -> dict[str, Any]:
    account, locked = credentials.account, credentials.locked_until
    return {
        "roles": packed(sorted(role.value for role in account.roles)),
        "regions": packed(sorted(account.regions)),
        "themes": packed(sorted(account.themes)),
        **{name: getattr(account, name) for name in ("active", "must_change", "stamp")},
        **{name: getattr(credentials, name) for name in ("hash", "failures")},
        "locked_until": None if locked is None else stamp(locked),
    }


def _credentials(row: Row[Any]) -> Credentials:
    account = Account(
        name=row.name,
        roles=frozenset(Role(role) for role in unpacked(row.roles)),
        regions=frozenset(unpacked(row.regions)),
        themes=frozenset(unpacked(row.themes)),
        active=row.active,
        must_change=row.must_change,
        stamp=row.stamp,
    )
    locked = None if row.locked_until is None else moment(row.locked_until)
    return Credentials(account, row._mapping["hash"], row.failures, locked)  # noqa: SLF001 - its public way to a name
