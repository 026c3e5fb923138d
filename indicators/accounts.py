"""Who may do what: roles, permissions, and what an account is. What ROLES does not grant is denied."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from indicators.model import Text
from indicators.problems import InnovationError

FIRST_ADMINISTRATOR = "admin"
"""The account that the first start makes."""


class Permission(StrEnum):
    """One thing that a person may be allowed to do."""

    VIEW = "view"
    UPLOAD = "upload"
    REVIEW = "review"
    RESTORE = "restore"
    ACCOUNTS = "accounts"
    AUDIT_LOG = "audit_log"


class Role(StrEnum):
    """The part that a person has in the flow of work."""

    VIEWER = "viewer"
    REPORTER = "reporter"
    REVIEWER = "reviewer"
    ADMINISTRATOR = "administrator"

    @property
    def words(self) -> Text:
        """Return what the role is called."""
        return _WORDS[self]


_WORDS: Mapping[Role, Text] = MappingProxyType(
    {
        Role.VIEWER: Text("查看", "viewer"),
        Role.REPORTER: Text("填报员", "reporter"),
        Role.REVIEWER: Text("审核员", "reviewer"),
        Role.ADMINISTRATOR: Text("管理员", "administrator"),
    }
)
ROLES: Mapping[Role, frozenset[Permission]] = MappingProxyType(
    {
        Role.VIEWER: frozenset({Permission.VIEW}),
        Role.REPORTER: frozenset({Permission.VIEW, Permission.UPLOAD}),
        Role.REVIEWER: frozenset({Permission.VIEW, Permission.REVIEW, Permission.RESTORE, Permission.AUDIT_LOG}),
        Role.ADMINISTRATOR: frozenset({Permission.VIEW, Permission.ACCOUNTS, Permission.AUDIT_LOG}),
    }
)


@dataclass(frozen=True, slots=True)
class Account:
    """One person: name, roles, and the regions and themes that a reporter may fill in (empty means all).

    `stamp` counts the changes of password and roles: a session of an older stamp is over.
    """

    name: str
    roles: frozenset[Role]
    regions: frozenset[str] = frozenset()
    themes: frozenset[str] = frozenset()
    active: bool = True
    must_change: bool = False
    stamp: int = 1

    @property
    def permissions(self) -> frozenset[Permission]:
        """Return everything that the account's roles allow; nothing where it is switched off."""
        granted = (ROLES[role] for role in self.roles) if self.active else ()
        return frozenset().union(*granted)


@dataclass(frozen=True, slots=True)
class Credentials:
    """What the store keeps of an account beside the account: the hash of its password and its failed attempts."""

    account: Account
    hash: str
    failures: int = 0
    locked_until: dt.datetime | None = None


class DeniedError(InnovationError):
    """Somebody asked for what their roles do not allow; the message says what is needed."""

    def __init__(self, permission: Permission) -> None:
        """Keep the permission that is missing."""
        self.permission = permission
        roles = "、".join(role.words.zh for role, granted in ROLES.items() if permission in granted)
        super().__init__(Text("此项操作需要{roles}身份，请以相应帐号登录").zh.format(roles=roles))


def may(account: Account | None, permission: Permission, *, open_view: bool) -> bool:
    """Return whether a person may do something; None is somebody who has not signed in."""
    if permission is Permission.VIEW and open_view:
        return True
    return account is not None and permission in account.permissions


def covers(account: Account, region: str, theme: str) -> bool:
    """Return whether a figure of a region and a theme is the account's to fill in."""
    return (not account.regions or region in account.regions) and (not account.themes or theme in account.themes)
