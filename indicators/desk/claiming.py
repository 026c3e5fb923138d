"""What is due at a release, given to one of several processes at a time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from typing import Protocol, TypeVar

from indicators.desk.policy import Clock
from indicators.desk.shelf import Shelf
from indicators.releases.release import ReleaseRecord

_AGAIN_AFTER = dt.timedelta(minutes=10)


class Behind(Protocol):
    """Something that each release is looked at for, one after the other; `release` is the last one."""

    @property
    def release(self) -> int:
        """Return the last release that it was looked at for."""


Member = TypeVar("Member", bound=Behind)


def claimed(
    shelf: Shelf,
    now: Clock,
    behind: Callable[[int, dt.datetime], Sequence[Member]],
    claim: Callable[[Member, dt.datetime, dt.datetime], bool],
) -> Iterator[tuple[Member, ReleaseRecord]]:
    """Yield each member that is behind the head with the release after its own, claimed for whoever asks.

    What is not noted as done stays claimed for some minutes and is due again then, to any process.
    """
    while True:
        records = {record.follows: record for record in shelf.records()}
        before = now() - _AGAIN_AFTER
        is_over = True
        for member in behind(shelf.head(), before):
            if member.release in records and claim(member, now(), before):
                is_over = False
                yield member, records[member.release]
        if is_over:
            return
