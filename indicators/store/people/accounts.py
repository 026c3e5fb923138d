"""Accounts with what proves who somebody is."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Row, and_, insert, select, update

from indicators.accounts import Account, ChangedError, Credentials, Role
from indicators.model import Text
from indicators.store.matching import row_hash
from indicators.store.tables import ACCOUNT
from indicators.store.texts import filled, packed, unpacked

_CHANGED = Text("帐号 {name} 刚被改动过，请刷新页面后重试", "{name} was changed meanwhile; look again")
_THERE = Text("已有帐号 {name}", "there is {name} already")


def every(connection: Connection, city: str) -> tuple[Account, ...]:
    """Return every account, by name."""
    query = select(ACCOUNT).where(ACCOUNT.c.city == city).order_by(ACCOUNT.c.name)
    return tuple(_credentials(row).account for row in connection.execute(query))


def find(connection: Connection, city: str, name: str) -> Credentials | None:
    """Return an account with what proves it, or None."""
    row = connection.execute(select(ACCOUNT).where(ACCOUNT.c.city == city, ACCOUNT.c.name == name)).one_or_none()
    return None if row is None else _credentials(row)


def save(connection: Connection, city: str, credentials: Credentials, read: int | None) -> str:
    """Write an account: a new one where `read` is None, else the one that had this stamp when it was read.

    Return the hash of its row, for the log.

    Raises ChangedError where somebody else wrote it meanwhile.
    """
    account, values = credentials.account, _values(credentials)
    if read is not None:
        is_it = and_(ACCOUNT.c.city == city, ACCOUNT.c.name == account.name, ACCOUNT.c.stamp == read)
        if not connection.execute(update(ACCOUNT).where(is_it).values(**values)).rowcount:
            raise ChangedError(filled(_CHANGED, name=account.name))
        return row_hash({"name": account.name, **values})
    if find(connection, city, account.name) is not None:
        raise ChangedError(filled(_THERE, name=account.name))
    connection.execute(insert(ACCOUNT).values(city=city, name=account.name, **values))
    return row_hash({"name": account.name, **values})


def _values(credentials: Credentials) -> dict[str, Any]:
    account = credentials.account
    return {
        "roles": packed(sorted(role.value for role in account.roles)),
        "regions": packed(sorted(account.regions)),
        "themes": packed(sorted(account.themes)),
        **{name: getattr(account, name) for name in ("active", "must_change", "stamp", "display")},
        "hash": credentials.hash,
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
        display=row.display,
    )
    return Credentials(account, row._mapping["hash"])  # noqa: SLF001 - its public way to a name
