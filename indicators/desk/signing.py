"""Signing in and staying so: passwords and second factors proved, failures counted first, sessions begun and ended."""

from __future__ import annotations

import contextlib
import hashlib
import secrets
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cached_property

from argon2.exceptions import InvalidHashError, VerifyMismatchError

from indicators.accounts import Account, Attempts, Credentials, DeniedError, Factor, Permission, Place, Role, Session
from indicators.desk import passwords
from indicators.desk.policy import Clock, Policy
from indicators.model import Text
from indicators.problems import StoreError, UsageError
from indicators.releases.release import Entry, Store

_REFUSED = Text("帐号或密码不对", "name or password is wrong")
_UNKNOWN = Text("您的单位帐号还没有在本看板开通，请联系管理员", "you have no account here: ask the administrator")
_LOCKED = Text("输错次数过多，请 {minutes} 分钟后再试", "too many failures; try again in {minutes} minutes")
_CODE = Text("动态口令不对，请核对手机时间后重试", "the code is wrong; see that the clock of the phone is right")
_ITSELF = Text("新密码不能与现在的密码相同", "the new password must differ from the present one")
_ISSUER = "innovation-dashboard"
_FROM_EVERYWHERE, _OF_A_PLACE = 20, 50
_WITH_A_FACTOR = frozenset({Role.REVIEWER, Role.ADMINISTRATOR})
_NAME_LENGTH = 40


class Signing:
    """Who somebody is. A sign-in writes its own counters, its session and a line of the log, and nothing else."""

    def __init__(self, store: Store, policy: Policy, now: Clock, own: Callable[[], Iterable[str]]) -> None:
        """Join the store, what the installation decided, a clock, and the words of the city that are no passwords."""
        self._store, self._policy, self._now, self._own = store, policy, now, own

    def sign_in(self, name: str, password: str, code: str = "", place: Place = Place()) -> Account:
        """Return the account that a name and a password open. Raises UsageError; the sentence never tells which is off.

        The attempt is counted before the password is looked at, for names that nobody has as for others. After some
        failures a name is locked for a while at that place; a device on which it was in before has its own counter.
        """
        name = name[:_NAME_LENGTH]
        known, counters, now = self._store.credentials(name), self._counters(name, place), self._now()
        if not self._store.attempt(counters, now, self._policy.locked):
            raise self._refusal("sign-in.locked", name, place, _LOCKED, self._policy.locked.total_seconds() // 60)
        is_right = self._matches(known.hash if known else self._nobody, password)
        if known is None or not is_right or not known.account.active or not self._is_second(name, code):
            raise self._refusal("sign-in.failed", name, place, _REFUSED)
        self._store.succeeded(counters)
        self._log("sign-in", name, place)
        return known.account

    def vouched(self, name: str, place: Place = Place()) -> Account:
        """Return the account of a name for which somebody trusted vouches. Raises UsageError where there is none."""
        known = self._store.credentials(name[:_NAME_LENGTH])
        if known is None or not known.account.active:
            raise self._refusal("sign-in.failed", name[:_NAME_LENGTH], place, _UNKNOWN)
        self._log("sign-in.vouched", name, place)
        return known.account

    def begin(self, account: Account, place: Place = Place()) -> str:
        """Return the word that stands for a new session of somebody who has just signed in."""
        word, now = secrets.token_urlsafe(32), self._now()
        session = Session(_key(word), account.name, account.stamp, _place(place), place.program[:200], now, now, now)
        self._store.begin_session(session, now - self._policy.absolute)
        return word

    def session(self, word: str, *, is_seen: bool = True) -> tuple[Account, Session] | None:
        """Return who a session belongs to; None where it is over, or where the account was changed since.

        A page that asks by itself, with nobody before it, is not `is_seen`: it keeps no session alive.
        """
        session = self._store.session(_key(word))
        known = None if session is None else self._store.credentials(session.name)
        if session is None or known is None:
            return None
        now = self._now()
        is_over = now - session.began_at > self._policy.absolute or now - session.seen_at > self._policy.idle
        if is_over or not known.account.active or known.account.stamp != session.stamp:
            return None
        if is_seen and now - session.seen_at > self._policy.noted:
            with contextlib.suppress(StoreError):  # a full disk ends no session
                self._store.note_session(session.key, seen_at=now)
        return known.account, session

    def end(self, word: str, place: Place = Place()) -> None:
        """End a session, as its owner asks for it."""
        session = self._store.session(_key(word))
        if session is not None:
            self._store.end_sessions((session.key,))
            self._log("sign-out", session.name, place)

    def sessions(self, who: Account) -> tuple[Session, ...]:
        """Return somebody's own sessions; everybody's for whoever minds the accounts."""
        return self._store.sessions(None if Permission.ACCOUNTS in who.permissions else who.name)

    def close(self, who: Account, key: str) -> None:
        """End one of the sessions that `sessions` lists. Raises DeniedError for another's."""
        found = {session.key: session for session in self.sessions(who)}
        if key not in found:
            raise DeniedError(Permission.ACCOUNTS)
        self._store.end_sessions((key,))
        self._store.write(Entry(self._now(), who.name, "session.ended", found[key].name, {}))

    def is_fresh(self, session: Session) -> bool:
        """Return whether the password was given so lately that it need not be asked for again."""
        return self._now() - session.proved_at <= self._policy.proof

    def prove(self, word: str, password: str, code: str = "", place: Place = Place()) -> None:
        """Take the password of somebody who is in already once more. Raises UsageError."""
        found = self.session(word)
        if found is None:
            raise UsageError(str(_REFUSED))
        self.sign_in(found[0].name, password, code, place)
        self._store.note_session(found[1].key, proved_at=self._now())

    def change_password(self, name: str, old: str, new: str, code: str = "", place: Place = Place()) -> Account:
        """Return the account with its new password; sessions opened before are over. Raises UsageError."""
        self.sign_in(name, old, code, place)
        known = self._store.credentials(name)
        if known is None:
            raise UsageError(str(_REFUSED))
        if old == new or self._matches(known.hash, new):
            raise UsageError(str(_ITSELF))
        passwords.check(name, new, self._own(), strict=self._policy.strict)
        account = replace(known.account, must_change=False, stamp=known.account.stamp + 1)
        entry = Entry(self._now(), name, "account.password", name, {})
        self._store.save(Credentials(account, passwords.HASHER.hash(new)), entry, known.account.stamp)
        return account

    def needs_factor(self, account: Account) -> bool:
        """Return whether somebody has to set up a second factor before anything else."""
        is_wanted = self._policy.second_factor and bool(account.roles & _WITH_A_FACTOR)
        return is_wanted and self._store.factor(account.name) is None

    def has_factor(self, account: Account) -> bool:
        """Return whether somebody signs in with a second factor."""
        return self._store.factor(account.name) is not None

    def offer_factor(self, account: Account) -> tuple[str, str]:
        """Return a new secret and the address that a phone reads it from; nothing is kept yet."""
        import pyotp  # noqa: PLC0415 - only where a second factor is set up or asked for

        secret = pyotp.random_base32()
        return secret, pyotp.TOTP(secret).provisioning_uri(name=account.name, issuer_name=_ISSUER)

    def take_factor(self, account: Account, secret: str, code: str) -> None:
        """Keep a second factor whose first code is right. Raises UsageError."""
        counter = self._step(secret, code)
        if counter is None:
            raise UsageError(str(_CODE))
        self._store.set_factor(
            account.name, Factor(secret, counter), Entry(self._now(), account.name, "account.factor", account.name, {})
        )

    @cached_property
    def _nobody(self) -> str:
        """A hash that no password matches: an unknown name takes as long as a known one."""
        return passwords.HASHER.hash(secrets.token_urlsafe(32))

    def _counters(self, name: str, place: Place) -> tuple[Attempts, ...]:
        own = Attempts(name, _place(place), self._policy.failures)
        if place.device:
            return (own,)
        return own, Attempts(name, "", _FROM_EVERYWHERE), Attempts("", _place(place), _OF_A_PLACE)

    def _refusal(self, action: str, name: str, place: Place, sentence: Text, minutes: float = 0) -> UsageError:
        """What a refused attempt is answered; where the place is locked, sessions that began there are over."""
        self._log(action, name, place)
        if minutes:
            self._store.end_sessions_at(name, _place(place))
        return UsageError(str(sentence).format(minutes=int(minutes)))

    def _log(self, action: str, name: str, place: Place) -> None:
        detail = {"address": place.address} if place.address else {}
        self._store.write(Entry(self._now(), name or "?", action, name or "?", detail))

    def _matches(self, hashed: str, password: str) -> bool:
        try:
            return passwords.HASHER.verify(hashed, password)
        except (VerifyMismatchError, InvalidHashError):
            return False

    def _is_second(self, name: str, code: str) -> bool:
        """Whether a code is the second factor of an account, for the first time; true where it has none."""
        factor = self._store.factor(name)
        if factor is None:
            return True
        counter = self._step(factor.secret, code)
        return counter is not None and self._store.use_factor(name, counter)

    def _step(self, secret: str, code: str) -> int | None:
        """The step of time that a code belongs to: this one, or one beside it; None where there is no secret."""
        import pyotp  # noqa: PLC0415 - as above

        if not secret:
            return None
        totp, now, sent = pyotp.TOTP(secret), int(self._now().timestamp()), code.strip().encode()
        steps = (now // totp.interval + shift for shift in (-1, 0, 1))
        return next((step for step in steps if secrets.compare_digest(totp.generate_otp(step).encode(), sent)), None)


def _key(word: str) -> str:
    """What is kept of the word of a session: who reads the database cannot become somebody."""
    return hashlib.sha256(word.encode()).hexdigest()


def _place(place: Place) -> str:
    return f"device {place.device}" if place.device else f"address {place.address}"
