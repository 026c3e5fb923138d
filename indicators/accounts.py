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
    AUDITOR = "auditor"

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
        Role.AUDITOR: Text("审计员", "auditor"),
    }
)
ROLES: Mapping[Role, frozenset[Permission]] = MappingProxyType(
    {
        Role.VIEWER: frozenset({Permission.VIEW}),
        Role.REPORTER: frozenset({Permission.VIEW, Permission.UPLOAD}),
        Role.REVIEWER: frozenset({Permission.VIEW, Permission.REVIEW, Permission.RESTORE, Permission.AUDIT_LOG}),
        Role.ADMINISTRATOR: frozenset({Permission.VIEW, Permission.ACCOUNTS, Permission.AUDIT_LOG}),
        Role.AUDITOR: frozenset({Permission.VIEW, Permission.AUDIT_LOG}),
    }
)


@dataclass(frozen=True, slots=True)
class Account:
    """One person: name, roles, and the regions and themes that a reporter may fill in (empty means all).

    `name` is what is typed to sign in; `display` is what everybody may read (empty: nothing was chosen). `stamp` counts
    the changes of password and roles: a session of an older stamp is over.
    """

    name: str
    roles: frozenset[Role]
    regions: frozenset[str] = frozenset()
    themes: frozenset[str] = frozenset()
    active: bool = True
    must_change: bool = False
    stamp: int = 1
    display: str = ""

    @property
    def is_staff(self) -> bool:
        """Return whether the account may do more than look."""
        return bool(self.permissions - {Permission.VIEW})

    @property
    def permissions(self) -> frozenset[Permission]:
        """Return everything that the account's roles allow; nothing where it is switched off."""
        granted = (ROLES[role] for role in self.roles) if self.active else ()
        return frozenset().union(*granted)


@dataclass(frozen=True, slots=True)
class Credentials:
    """What the store keeps of an account beside the account: the hash of its password."""

    account: Account
    hash: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody signs in: an address, the program that is used, and a device on which this name once was in."""

    address: str = ""
    program: str = ""
    device: str = ""


@dataclass(frozen=True, slots=True)
class Attempts:
    """One counter of failed sign-ins: of a name, at a place (either may be empty: all of them), and when it locks."""

    name: str
    place: str
    most: int


@dataclass(frozen=True, slots=True)
class Session:
    """One sign-in: whose, from where, since when, when it was last used, when the password was last given."""

    key: str
    name: str
    stamp: int
    place: str
    program: str
    began_at: dt.datetime
    seen_at: dt.datetime
    proved_at: dt.datetime


@dataclass(frozen=True, slots=True)
class Factor:
    """A second factor: its secret, and the last step of time whose code was taken."""

    secret: str
    counter: int = 0


class ChangedError(InnovationError):
    """Somebody else wrote an account between the reading and the writing; the message says to look again."""


_OFFICER = Text("经办人", "an officer")
_BOTH = Text("{display}（{name}）", "{display} ({name})")


def name_for_reader(displays: Mapping[str, str], name: str) -> str:
    """Return how the name of who did something reads to anybody: never by the name with which they sign in."""
    return displays.get(name) or str(_OFFICER)


def name_for_staff(displays: Mapping[str, str], name: str) -> str:
    """Return how the name of who did something reads to staff: with the name that they sign in with."""
    display = displays.get(name)
    return str(_BOTH).format(display=display, name=name) if display else name


_NEEDS = Text("此项操作需要{roles}身份，请以相应帐号登录", "This needs the role {roles}: sign in with such an account")
_OR = Text("、", " or ")


class DeniedError(InnovationError):
    """Somebody asked for what their roles do not allow; the message says what is needed."""

    def __init__(self, permission: Permission) -> None:
        """Keep the permission that is missing."""
        self.permission = permission
        super().__init__(permission)

    def __str__(self) -> str:
        """Return the sentence in the language of whoever reads."""
        roles = [str(role.words) for role, granted in ROLES.items() if self.permission in granted]
        return str(_NEEDS).format(roles=str(_OR).join(roles))


def may(account: Account | None, permission: Permission, *, open_view: bool) -> bool:
    """Return whether a person may do something; None is somebody who has not signed in."""
    if permission is Permission.VIEW and open_view:
        return True
    return account is not None and permission in account.permissions


def covers(account: Account, region: str, theme: str) -> bool:
    """Return whether a figure of a region and a theme is the account's to fill in."""
    return (not account.regions or region in account.regions) and (not account.themes or theme in account.themes)
