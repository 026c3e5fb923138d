"""Accounts: signing in, passwords, and who is given which roles."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable
from dataclasses import replace

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from indicators.accounts import FIRST_ADMINISTRATOR, Account, Credentials, Permission, Role
from indicators.desk.policy import Clock, Policy
from indicators.model import Text
from indicators.problems import UnknownName, UsageError
from indicators.releases.release import Entry, LogLine, Store

_REFUSED = Text("帐号或密码不对", "name or password is wrong")
_LOCKED = Text("连续输错次数过多，请于 {until} 后再试", "too many failures; try again after {until}")
_SHORT = Text("密码至少 {least} 个字符，且不能与帐号相同", "at least {least} characters, and not the name")
_NAME = Text("帐号须为 2 至 40 个字母、数字、汉字或 . _ -", "2 to 40 letters, digits, Han characters or . _ -")
_NO_ROLE = Text("请至少给一个角色", "at least one role is needed")
_BOTH_ROLES = Text("两人制已启用：一人不能兼任填报员与审核员", "two-person rule: not reporter and reviewer at once")
_LAST = Text("须至少留有一名在用的管理员", "one active administrator must remain")
_PATTERN = re.compile(r"[\w.\u4e00-\u9fff-]{2,40}")
_LEAST = 10


class People:
    """The accounts of an installation. Whatever changes one is written into the audit log with it."""

    def __init__(self, store: Store, policy: Policy, now: Clock) -> None:
        """Join the store, what the installation decided, and a clock."""
        self._store, self._policy, self._now = store, policy, now
        self._hasher = PasswordHasher()

    def first_administrator(self) -> str | None:
        """Return a one-time password of the first administrator; None where somebody has an account of their own.

        Until the password is used each call gives another one, so that a line lost on a screen locks nobody out.
        """
        known = self._store.accounts()
        if not known:
            password = secrets.token_urlsafe(12)
            account = Account(FIRST_ADMINISTRATOR, frozenset({Role.ADMINISTRATOR}), must_change=True)
            self._save(account, self._hasher.hash(password), "account.first", FIRST_ADMINISTRATOR)
            return password
        is_unused = len(known) == 1 and known[0].name == FIRST_ADMINISTRATOR and known[0].must_change
        return self.renew(FIRST_ADMINISTRATOR, FIRST_ADMINISTRATOR) if is_unused else None

    def sign_in(self, name: str, password: str) -> Account:
        """Return the account that a name and a password open. Raises UsageError; the sentence never tells which is off.

        After some failures the account is locked for a while, whatever the password.
        """
        known = self._store.credentials(name)
        if known is None:
            self._matches(self._hasher.hash(secrets.token_urlsafe(8)), password)  # as long as with a known name
            raise UsageError(str(_REFUSED))
        now = self._now()
        if known.locked_until is not None and now < known.locked_until:
            raise UsageError(str(_LOCKED).format(until=f"{known.locked_until.astimezone():%H:%M}"))
        if not known.account.active or not self._matches(known.hash, password):
            self._failed(known)
            raise UsageError(str(_REFUSED))
        fresh = replace(known, failures=0, locked_until=None)
        self._store.save(fresh, Entry(now, name, "sign-in", name, {}))
        return known.account

    def account(self, name: str, stamp: int) -> Account | None:
        """Return the account that a session was opened for; None where it was switched off or changed since."""
        known = self._store.credentials(name)
        return known.account if known and known.account.active and known.account.stamp == stamp else None

    def named(self, name: str) -> Account:
        """Return an active account by its name. Raises UnknownName."""
        known = self._store.credentials(name)
        if known is None or not known.account.active:
            raise UnknownName(Text("帐号", "account"), name, (account.name for account in self._store.accounts()))
        return known.account

    def change_password(self, name: str, old: str, new: str) -> Account:
        """Return the account with its new password; sessions opened before are over. Raises UsageError."""
        self.sign_in(name, old)
        known = self._known(name)
        _strong(name, new)
        account = replace(known.account, must_change=False, stamp=known.account.stamp + 1)
        self._save(account, self._hasher.hash(new), "account.password", name)
        return account

    def accounts(self, who: Account | None) -> tuple[Account, ...]:
        """Return every account. Raises DeniedError."""
        self._policy.require(who, Permission.ACCOUNTS)
        return self._store.accounts()

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

    def add(self, who: Account | None, account: Account, password: str) -> Account:
        """Return a new account, which has to change its password first. Raises DeniedError, UsageError."""
        by = self._policy.demand(who, Permission.ACCOUNTS)
        return self.enter(by.name, account, password)

    def enter(self, by: str, account: Account, password: str) -> Account:
        """Return a new account as somebody at the machine itself asked for it. Raises UsageError."""
        if not _PATTERN.fullmatch(account.name):
            raise UsageError(str(_NAME))
        if self._store.credentials(account.name) is not None:
            raise UsageError(str(Text("已有帐号 {name}", "there is {name} already")).format(name=account.name))
        self._allowed(account.roles)
        _strong(account.name, password)
        fresh = replace(account, must_change=True)
        self._save(fresh, self._hasher.hash(password), "account.added", by)
        return fresh

    def change(self, who: Account | None, account: Account) -> Account:
        """Return an account with other roles, scope or state; its sessions are over. Raises DeniedError, UsageError."""
        by = self._policy.demand(who, Permission.ACCOUNTS)
        self._allowed(account.roles)
        known = self._known(account.name)
        others = (other for other in self._store.accounts() if other.name != account.name)
        if not _administers(account) and not any(map(_administers, others)):
            raise UsageError(str(_LAST))
        fresh = replace(account, stamp=known.account.stamp + 1, must_change=known.account.must_change)
        self._save(fresh, known.hash, "account.changed", by.name)
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
        self._save(account, self._hasher.hash(password), "account.reset", by)
        return password

    def log(self, who: Account | None, before: int | None = None) -> tuple[LogLine, ...]:
        """Return the latest lines of the audit log. Raises DeniedError."""
        self._policy.require(who, Permission.AUDIT_LOG)
        return self._store.log(before)

    def verify(self, who: Account | None) -> tuple[Text, ...]:
        """Return what is wrong with the audit log. Raises DeniedError."""
        self._policy.require(who, Permission.AUDIT_LOG)
        return self._store.verify()

    def _known(self, name: str) -> Credentials:
        known = self._store.credentials(name)
        if known is None:
            raise UnknownName(Text("帐号", "account"), name, (account.name for account in self._store.accounts()))
        return known

    def _matches(self, hashed: str, password: str) -> bool:
        try:
            return self._hasher.verify(hashed, password)
        except (VerifyMismatchError, InvalidHashError):
            return False

    def _failed(self, known: Credentials) -> None:
        failures = known.failures + 1
        locked = self._now() + self._policy.locked if failures >= self._policy.failures else None
        fresh = replace(known, failures=0 if locked else failures, locked_until=locked)
        action = "sign-in.locked" if locked else "sign-in.failed"
        self._store.save(fresh, Entry(self._now(), known.account.name, action, known.account.name, {}))

    def _save(self, account: Account, hashed: str, action: str, by: str) -> None:
        detail = {
            "roles": sorted(account.roles),
            "regions": sorted(account.regions),
            "themes": sorted(account.themes),
            "active": account.active,
        }
        self._store.save(Credentials(account, hashed), Entry(self._now(), by, action, account.name, detail))

    def _allowed(self, roles: Iterable[Role]) -> None:
        given = set(roles)
        if not given:
            raise UsageError(str(_NO_ROLE))
        if self._policy.two_person_rule and {Role.REPORTER, Role.REVIEWER} <= given:
            raise UsageError(str(_BOTH_ROLES))


def _administers(account: Account) -> bool:
    return account.active and Role.ADMINISTRATOR in account.roles


def _strong(name: str, password: str) -> None:
    if len(password) < _LEAST or password == name:
        raise UsageError(str(_SHORT).format(least=_LEAST))
