"""Accounts: who has one, with which roles and for what, and what the log says of it."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial

from indicators.accounts import (
    FIRST_ADMINISTRATOR,
    Account,
    Credentials,
    DeniedError,
    Permission,
    Role,
    name_for_reader,
    name_for_staff,
)
from indicators.desk import passwords
from indicators.desk.policy import GIVING, Clock, Policy, asked, second_for_roles
from indicators.model import Text
from indicators.problems import UnknownName, UsageError
from indicators.releases.release import VERIFIED, Entry, LogLine, Store

_OWN_ROLES = Text("三员分立已启用：不能改自己的角色，请由另一名管理员操作", "nobody changes their own roles")
_ONE_OFFICE = Text(
    "三员分立已启用：管理员、审核员、审计员须由不同的人担任",
    "administrator, reviewer and auditor have to be three people",
)
_NAME = Text("帐号须为 2 至 40 个字母、数字、汉字或 . _ -", "2 to 40 letters, digits, Han characters or . _ -")
_DISPLAY = Text("显示姓名须为一行，不超过 40 个可见字符", "a display name is one line of at most 40 characters")
_GIVES_AWAY = Text(
    "显示姓名人人可见，不能含登录用的帐号，请另取",
    "everybody reads a display name: it must not hold a name that somebody signs in with",
)
_NO_ROLE = Text("请至少给一个角色", "at least one role is needed")
_BOTH_ROLES = Text("两人制已启用：一人不能兼任填报员与审核员", "two-person rule: not reporter and reviewer at once")
_LAST = Text("须至少留有一名在用的管理员", "one active administrator must remain")
_PATTERN = re.compile(r"[\w.\u4e00-\u9fff-]{2,40}")
_WORD = re.compile(r"[\w.-]+")
_LONGEST_DISPLAY = 40
_OFFICERS = frozenset({Role.ADMINISTRATOR, Role.REVIEWER, Role.AUDITOR})


class People:
    """The accounts of an installation. Whatever changes one is written into the audit log with it."""

    def __init__(self, store: Store, policy: Policy, now: Clock, own: Callable[[], Iterable[str]]) -> None:
        """Join the store, what the installation decided, a clock, and the words of the city that are no passwords."""
        self._store, self._policy, self._now, self._own = store, policy, now, own

    def first_administrator(self) -> str | None:
        """Return a one-time password of the first administrator; None where there is one who has used it, or another.

        Until the password is used each call gives another one, so that a line lost on a screen locks nobody out.
        """
        known = self._store.accounts()
        names = {account.name for account in known}
        if not any(map(_administers, known)) and FIRST_ADMINISTRATOR not in names:
            password = secrets.token_urlsafe(12)
            account = Account(FIRST_ADMINISTRATOR, frozenset({Role.ADMINISTRATOR}), must_change=True)
            self._save(account, passwords.HASHER.hash(password), "account.first", FIRST_ADMINISTRATOR, None)
            return password
        administrators = [account for account in known if _administers(account)]
        is_unused = [(account.name, account.must_change) for account in administrators] == [(FIRST_ADMINISTRATOR, True)]
        return self.renew(FIRST_ADMINISTRATOR, FIRST_ADMINISTRATOR) if is_unused else None

    def named(self, name: str) -> Account:
        """Return an active account by its name. Raises UnknownName."""
        known = self._store.credentials(name)
        if known is None or not known.account.active:
            raise UnknownName(Text("帐号", "account"), name, (account.name for account in self._store.accounts()))
        return known.account

    def accounts(self, who: Account | None) -> tuple[Account, ...]:
        """Return every account. Raises DeniedError."""
        self._policy.require(who, Permission.ACCOUNTS)
        return self._store.accounts()

    def awaited(self, who: Account | None) -> tuple[LogLine, ...]:
        """Return the requests for roles that another administrator has still to confirm, latest first.

        The subject of each is the account, its detail the roles, regions and themes. Raises DeniedError.
        """
        self._policy.require(who, Permission.ACCOUNTS)
        if not self._policy.three_officers:
            return ()
        stamps = {account.name: account.stamp for account in self._store.accounts()}
        lines = asked(self._store, GIVING)
        return tuple(line for line in lines if line.detail["follows"] == stamps.get(line.subject))

    def every(self) -> tuple[Account, ...]:
        """Return every account, for whoever is at the machine itself."""
        return self._store.accounts()

    def lines(self, most: int = 1_000_000) -> tuple[LogLine, ...]:
        """Return the audit log, latest first, for whoever is at the machine itself."""
        return self._store.log(None, most)

    def faults(self) -> tuple[Text, ...]:
        """Return what is wrong with the audit log, for whoever is at the machine itself."""
        return self._store.verify()

    def names_of_reporters(self) -> tuple[Account, ...]:
        """Return the active reporters, for whoever asks who fills in what."""
        return tuple(account for account in self._store.accounts() if account.active and Role.REPORTER in account.roles)

    def namer(self, who: Account | None) -> Callable[[str], str]:
        """Return how the name of an account reads to a person: staff see the sign-in name too, others never."""
        displays = {account.name: account.display for account in self._store.accounts()}
        is_staff = who is not None and who.is_staff
        return partial(name_for_staff if is_staff else name_for_reader, displays)

    def add(self, who: Account | None, account: Account, password: str) -> Account:
        """Return a new account, which has to change its password first. Raises DeniedError, UsageError."""
        by = self._policy.demand(who, Permission.ACCOUNTS)
        return self.enter(by.name, account, password, is_by_two=True)

    def enter(self, by: str, account: Account, password: str, *, is_by_two: bool = False) -> Account:
        """Return a new account as somebody at the machine itself asked for it. Raises UsageError.

        Where it `is_by_two`, the roles are given as from afar: under 三员分立 by two administrators.
        """
        if not _PATTERN.fullmatch(account.name):
            raise UsageError(str(_NAME))
        self._allowed(account.roles)
        passwords.check(account.name, password, self._own(), strict=self._policy.strict)
        fresh = replace(account, must_change=True, display=self._display(account))
        if is_by_two and self._store.credentials(account.name) is None:
            self._given_by_two(by, fresh, None)
        self._save(fresh, passwords.HASHER.hash(password), "account.added", by, None)
        return fresh

    def change(self, who: Account | None, account: Account) -> Account:
        """Return an account with other roles, scope or state; its sessions are over. Raises DeniedError, UsageError."""
        by = self._policy.demand(who, Permission.ACCOUNTS)
        self._allowed(account.roles)
        known = self._known(account.name)
        if self._policy.three_officers and by.name == account.name and account.roles != known.account.roles:
            raise UsageError(str(_OWN_ROLES))
        others = (other for other in self._store.accounts() if other.name != account.name)
        if not _administers(account) and not any(map(_administers, others)):
            raise UsageError(str(_LAST))
        fresh = replace(
            account,
            stamp=known.account.stamp + 1,
            must_change=known.account.must_change,
            display=self._display(account),
        )
        if account.active and (not known.account.active or account.roles - known.account.roles):
            self._given_by_two(by.name, fresh, known.account.stamp)
        self._save(fresh, known.hash, "account.changed", by.name, known.account.stamp)
        return fresh

    def reminded(self, who: Account | None, owner: str) -> None:
        """Note that somebody reminded an owner of what it owes. Raises DeniedError."""
        account = self._policy.demand(who, Permission.REVIEW)
        self._store.write(Entry(self._now(), account.name, "reminder.sent", owner, {}))

    def call_oneself(self, who: Account | None, display: str) -> Account:
        """Return one's own account under another display name; its sessions go on. Raises DeniedError, UsageError."""
        if who is None:
            raise DeniedError(Permission.VIEW)
        return self.call(who.name, who.name, display)

    def call(self, by: str, name: str, display: str) -> Account:
        """Return an account under another display name, as somebody at the machine itself asked for it.

        Raises UnknownName, UsageError.
        """
        known = self._known(name)
        fresh = replace(known.account, display=self._display(replace(known.account, display=display)))
        if fresh != known.account:
            self._save(fresh, known.hash, "account.named", by, known.account.stamp)
        return fresh

    def reset(self, who: Account | None, name: str) -> str:
        """Return a one-time password for somebody who forgot theirs. Raises DeniedError, UnknownName."""
        by = self._policy.demand(who, Permission.ACCOUNTS)
        return self.renew(by.name, name)

    def renew(self, by: str, name: str) -> str:
        """Return a one-time password as somebody at the machine itself asked for it. Raises UnknownName."""
        known = self._known(name)
        password = secrets.token_urlsafe(12)
        account = replace(known.account, must_change=True, stamp=known.account.stamp + 1)
        self._save(account, passwords.HASHER.hash(password), "account.reset", by, known.account.stamp)
        self._store.set_factor(name, None)
        return password

    def log(self, who: Account | None, before: int | None = None) -> tuple[LogLine, ...]:
        """Return the latest lines of the audit log. Raises DeniedError."""
        self._policy.require(who, Permission.AUDIT_LOG)
        return self._store.log(before)

    def verify(self, who: Account | None) -> tuple[Text, ...]:
        """Return what is wrong with the audit log. Raises DeniedError."""
        self._policy.require(who, Permission.AUDIT_LOG)
        return self._store.verify()

    def note(self, name: str, action: str, subject: str, address: str) -> None:
        """Write a line about what somebody asked for and from where: a refusal, or a file that was taken away."""
        self._store.write(Entry(self._now(), name, action, subject, {"address": address}))

    def verified(self, who: Account | None) -> LogLine | None:
        """Return the line of when the server verified the log last by itself, or None. Raises DeniedError."""
        self._policy.require(who, Permission.AUDIT_LOG)
        return self._store.last(VERIFIED)

    def _known(self, name: str) -> Credentials:
        known = self._store.credentials(name)
        if known is None:
            raise UnknownName(Text("帐号", "account"), name, (account.name for account in self._store.accounts()))
        return known

    def _save(self, account: Account, hashed: str, action: str, by: str, read: int | None) -> None:
        """Write an account as it follows from what was read: the one of the stamp `read`, or none."""
        detail = {**_powers(account), "active": account.active, "display": account.display}
        self._store.save(Credentials(account, hashed), Entry(self._now(), by, action, account.name, detail), read)

    def _given_by_two(self, by: str, account: Account, read: int | None) -> None:
        """Pass where another administrator gives the same to the same state of an account, or where one is enough."""
        detail = {**_powers(account), "follows": read}
        second_for_roles(self._store, self._policy, Entry(self._now(), by, GIVING, account.name, detail))

    def _display(self, account: Account) -> str:
        """The display name of an account as it is kept, where it and the account's name give no sign-in name away."""
        display = " ".join(account.display.split())
        if len(display) > _LONGEST_DISPLAY or not display.isprintable():
            raise UsageError(str(_DISPLAY))
        others = [other for other in self._store.accounts() if other.name != account.name]
        names = {other.name.casefold() for other in others}
        own, displays = account.name.casefold(), (other.display for other in others)
        is_own = own in display.casefold() or any(own in _words(other) for other in displays)
        if is_own or not names.isdisjoint(_words(display)):
            raise UsageError(str(_GIVES_AWAY))
        return display

    def _allowed(self, roles: Iterable[Role]) -> None:
        given = set(roles)
        if not given:
            raise UsageError(str(_NO_ROLE))
        if self._policy.two_person_rule and {Role.REPORTER, Role.REVIEWER} <= given:
            raise UsageError(str(_BOTH_ROLES))
        if self._policy.three_officers and len(given & _OFFICERS) > 1:
            raise UsageError(str(_ONE_OFFICE))


def _powers(account: Account) -> dict[str, list[str]]:
    """What an account may do and for what, as the log tells it."""
    return {
        "roles": sorted(account.roles),
        "regions": sorted(account.regions),
        "themes": sorted(account.themes),
    }


def _words(display: str) -> set[str]:
    """A display name and each word of it, as they are compared."""
    return {display.casefold(), *_WORD.findall(display.casefold())}


def _administers(account: Account) -> bool:
    return account.active and Role.ADMINISTRATOR in account.roles
