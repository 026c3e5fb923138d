"""The links of mails: what they are about is signed into them, so nothing is kept of who has not confirmed."""

from __future__ import annotations

import re
from dataclasses import dataclass

from itsdangerous import BadData, URLSafeTimedSerializer

from indicators.language import Language

CONFIRM, LEAVE = "/follow/confirm", "/follow/leave"
TWO_DAYS = 2 * 86_400
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,63}")
_LONGEST = 254


def is_address(text: str) -> bool:
    """Return whether a text is written as an address of mail."""
    return len(text) <= _LONGEST and _ADDRESS.fullmatch(text) is not None


@dataclass(frozen=True, slots=True)
class Wish:
    """What an address wants to follow, in which language."""

    address: str
    kind: str
    name: str
    language: Language


@dataclass(frozen=True, slots=True)
class Links:
    """Links that only who holds the secret can make; `home` is what the site is called outside."""

    secret: bytes
    home: str

    def to(self, way: str, wish: Wish) -> str:
        """Return the address at which a wish is confirmed or ended."""
        return f"{self.home}{way}?token={self._of(way).dumps([wish.address, wish.kind, wish.name, wish.language])}"

    def read(self, way: str, token: str) -> Wish | None:
        """Return the wish of a link; None where it is none of ours, or one to confirm that is too old."""
        try:
            found = self._of(way).loads(token, max_age=TWO_DAYS if way == CONFIRM else None)
            address, kind, name, language = map(str, found)
            return Wish(address, kind, name, Language(language))
        except (BadData, TypeError, ValueError):
            return None

    def _of(self, way: str) -> URLSafeTimedSerializer:
        return URLSafeTimedSerializer(self.secret, salt=way)
