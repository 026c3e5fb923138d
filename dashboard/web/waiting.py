"""The line of uploaded files: they are read one after the other, and each knows how many came before it.

Each has a ticket: a file that its process holds locked. The system lets go of those of a process that died.
"""

from __future__ import annotations

import contextlib
import re
import secrets
import time
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path
from typing import IO
from urllib.parse import parse_qs

from dashboard.reports import workshop

_TICKET = re.compile(r"[0-9a-f]{16,32}")
_NEW = ".new"


class Line:
    """The files of a machine that wait to be read, whichever of its processes they were sent to."""

    def __init__(self, home: Path) -> None:
        """Stand in the state folder of a city."""
        self._turn, self._folder = home / "reading", home / "waiting"

    def place(self, query: str = "") -> AbstractContextManager[None]:
        """Return a place at the end of the line. Entering it waits for the turn, leaving it ends both.

        `query` may say by `ticket=` (hexadecimal digits) by which name the place is asked for.
        """
        named = parse_qs(query).get("ticket", [""])[-1]
        return _Place(self._turn, self._drawn(named if _TICKET.fullmatch(named) else secrets.token_hex(8)))

    def before(self, ticket: str) -> int | None:
        """Return how many came before a ticket and are not done; None where it waits no more, or never did."""
        waiting = sorted(self._folder.glob("*-*[0-9a-f]"))
        at = next((at for at, path in enumerate(waiting) if path.name.endswith(f"-{ticket}")), None)
        return None if at is None else sum(map(_is_held, waiting[:at]))

    def _drawn(self, ticket: str) -> tuple[Path, IO[bytes]] | None:
        """A ticket, held; None where none can be written or held: files are read all the same."""
        path = self._folder / f"{time.time_ns():020}-{ticket}"
        try:
            import fcntl  # noqa: PLC0415 - Windows has none; nobody waits there

            self._folder.mkdir(mode=0o700, exist_ok=True)
            held = path.with_suffix(_NEW).open("wb")
            fcntl.flock(held, fcntl.LOCK_EX)
            return path.with_suffix(_NEW).rename(path), held
        except (ImportError, OSError):
            return None


class _Place(ExitStack):
    """A place in the line: entered when it is its turn."""

    def __init__(self, turn: Path, ticket: tuple[Path, IO[bytes]] | None) -> None:
        super().__init__()
        self._turn_at, self._ticket = turn, ticket

    def __enter__(self) -> None:  # type: ignore[override]  # there is nothing to hand over
        super().__enter__()
        if self._ticket is not None:
            path, held = self._ticket
            self.callback(held.close)
            self.callback(path.unlink, missing_ok=True)
        self.enter_context(workshop.turn(self._turn_at))


def _is_held(path: Path) -> bool:
    """Whether the process of a ticket lives; the ticket of another one is taken away."""
    import fcntl  # noqa: PLC0415 - as above

    with contextlib.suppress(OSError), path.open("rb") as ticket:
        try:
            fcntl.flock(ticket, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        path.unlink(missing_ok=True)
    return False
