"""What an installation has decided about its flow of work, and who is asking: every use case needs both."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from indicators.accounts import Account, DeniedError, Permission, may

Clock = Callable[[], dt.datetime]


def utc_now() -> dt.datetime:
    """Return the time by the clock of this machine, in UTC and whole seconds."""
    return dt.datetime.now(dt.UTC).replace(microsecond=0)


@dataclass(frozen=True, slots=True)
class Policy:
    """Whether pages are open to everybody, whether who files may publish, and when a sign-in is locked or over."""

    open_view: bool = True
    two_person_rule: bool = False
    failures: int = 5
    locked: dt.timedelta = dt.timedelta(minutes=15)
    idle: dt.timedelta = dt.timedelta(hours=1)
    absolute: dt.timedelta = dt.timedelta(hours=12)

    def require(self, who: Account | None, permission: Permission) -> None:
        """Pass if a person may do something; None is somebody who has not signed in. Raises DeniedError."""
        if not may(who, permission, open_view=self.open_view):
            raise DeniedError(permission)

    def demand(self, who: Account | None, permission: Permission) -> Account:
        """Return the account of a person who may do something. Raises DeniedError."""
        self.require(who, permission)
        if who is None:
            raise DeniedError(permission)
        return who
