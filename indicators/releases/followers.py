"""Who follows something by mail: the values that the desk and the store exchange."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Protocol

from indicators.language import Language


@dataclass(frozen=True, slots=True)
class Follower:
    """An address that follows one thing: an indicator, a region or a goal (`kind`) by its `name`.

    `release` is the last one that was looked at for it: it is written to of those after.
    """

    address: str
    kind: str
    name: str
    language: Language
    release: int


class Followers(Protocol):
    """Where followers are kept; whoever leaves is kept nowhere."""

    def follow(self, follower: Follower) -> None:
        """Write a follower; one that is there already stays as it is, but for the language."""

    def leave(self, address: str, kind: str, name: str) -> None:
        """Remove a follower."""

    def behind(self, release: int, tried: dt.datetime) -> tuple[Follower, ...]:
        """Return the followers that were not looked at for a release, but for those tried after a moment."""

    def claim(self, follower: Follower, now: dt.datetime, tried: dt.datetime) -> bool:
        """Return whether the next release is this caller's to look at for a follower: nobody else tried after `tried`.

        Of several processes one is answered yes; where it does not come back, the next one may after a while.
        """

    def looked_at(self, follower: Follower) -> None:
        """Write that a follower is done with the release after its own."""
