"""Readers who follow something by mail: who may ask for it how often, and who is to be written to of which release."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from hashlib import sha256

from indicators.accounts import Attempts
from indicators.desk.claiming import claimed
from indicators.desk.policy import Clock
from indicators.desk.shelf import Shelf
from indicators.language import Language
from indicators.releases.followers import Follower
from indicators.releases.release import ReleaseRecord, Store

_HOUR = dt.timedelta(hours=1)
_OF_A_PLACE, _TO_AN_ADDRESS = 20, 3


class Following:
    """Who follows what by mail. An address is written down once its owner has confirmed it, and deleted on leaving."""

    def __init__(self, store: Store, shelf: Shelf, now: Clock) -> None:
        """Join the store, its releases and a clock."""
        self._store, self._shelf, self._now = store, shelf, now

    def admits_place(self, place: str) -> bool:
        """Return whether somebody at a place may ask for a mail once more; it is counted."""
        return self._store.attempt((Attempts("follow by mail", place, _OF_A_PLACE),), self._now(), _HOUR)

    def admits_address(self, address: str) -> bool:
        """Return whether an address may be sent a question once more, whoever asks; it is counted by its digest."""
        name = sha256(address.lower().encode()).hexdigest()
        return self._store.attempt((Attempts("follow by mail", name, _TO_AN_ADDRESS),), self._now(), _HOUR)

    def begin(self, address: str, kind: str, name: str, language: Language) -> None:
        """Let an address follow something from the present release on."""
        self._store.follow(Follower(address, kind, name, language, self._shelf.head()))

    def end(self, address: str, kind: str, name: str) -> None:
        """Forget that an address follows something."""
        self._store.leave(address, kind, name)

    def due(self) -> Iterator[tuple[Follower, ReleaseRecord]]:
        """Return each follower with the next release to look at for it, claimed for whoever asked.

        Who is not `done` with one stays claimed for some minutes and is due again then, to any process.
        """
        return claimed(self._shelf, self._now, self._store.behind, self._store.claim)

    def done(self, follower: Follower) -> None:
        """Note that a follower knows all of the release that was due."""
        self._store.looked_at(follower)
