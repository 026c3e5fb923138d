"""One number for all rows of a release and their history: what a publish alters in it costs what the publish alters.

It is the sum of the SHA-512 of every row, with the release that added it and the one that removed it. Its digest
stands in the line of the log that tells of the release, so that rows and files are held against the chain.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from indicators.store.texts import printed, sha256

_MODULUS = 1 << 512
LOGGED = (
    *("number", "follows", "year", "ordinal", "name_zh", "name_en", "origin", "reason"),
    *("added", "altered", "removed", "unchanged"),
    *("file", "file_name", "preview", "restores", "upload"),
)
"""The columns of a release that its line in the log tells too, beside who and when."""


@dataclass(slots=True)
class RowsSum:
    """A sum that rows are put into and dropped from, in any order."""

    total: int = 0

    def put(self, *row: object) -> None:
        """Count a row: its table, id, position and cells, the releases that added it and removed it (or None)."""
        self.total = (self.total + _number(row)) % _MODULUS

    def drop(self, *row: object) -> None:
        """Count a row no longer."""
        self.total = (self.total - _number(row)) % _MODULUS

    def end(self, *row: object, removed_in: int) -> None:
        """Count a row, given without a release that removed it, as removed from now on."""
        self.drop(*row, None)
        self.put(*row, removed_in)

    def hex(self) -> str:
        """Return the sum as text, which `RowsSum.of` reads."""
        return f"{self.total:0128x}"

    @classmethod
    def of(cls, text: str) -> RowsSum:
        """Return the sum that a text tells. Raises ValueError."""
        return cls(int(text, 16))

    def digest(self) -> str:
        """Return the SHA-256 of the sum, as 64 hexadecimal digits: the name of the release's file."""
        return sha256(self.hex())


def _number(row: tuple[object, ...]) -> int:
    return int.from_bytes(hashlib.sha512(printed(row).encode()).digest())


class Digest:
    """The SHA-256 of rows, taken in the order of tables and ids."""

    def __init__(self) -> None:
        """Begin with no row."""
        self._hash = hashlib.sha256()

    def take(self, *row: object) -> None:
        """Take one more row."""
        self._hash.update(f"{printed(row)}\n".encode())

    def hex(self) -> str:
        """Return the digest of what was taken so far, as 64 hexadecimal digits."""
        return self._hash.hexdigest()
