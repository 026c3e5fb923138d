"""What must be counted over all goals is counted beside the readers: at the start, and when a release is published.

Of several processes one has it counted and leaves files, which those that answer read; a process alone does both.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from dashboard.opening import open_desk
from dashboard.reports.waiting import child
from dashboard.settings import Settings
from indicators.problems import InnovationError
from indicators.views import scoreboard, standings

if TYPE_CHECKING:  # handed over by the application
    from indicators.desk import Desk

_EVERY_SECONDS, _CHECKED_EVERY_SECONDS = 1.0, 3600.0
_LOOKS_EVERY_SECONDS, _AGAIN_AFTER_SECONDS = 0.2, 60.0
_log = logging.getLogger(__name__)
IsOver = Callable[[], bool]
Count = Callable[["Desk", int, IsOver], bool]
"""What counts a release by its number until it is over, and says whether it did."""


def start(desk: Desk, is_over: IsOver, count: Count | None = None) -> None:
    """Keep the release that is shown counted, in a thread of its own, until it is over; by `count`, or right here."""
    threading.Thread(target=keep_counted, args=(desk, is_over, count), daemon=True).start()


def watch(desk: Desk, is_over: IsOver) -> None:
    """See hourly that the file of the release that is shown is whole, in a thread of its own, until it is over."""
    threading.Thread(target=_keep_checked, args=(desk, is_over), daemon=True).start()


def keep_counted(desk: Desk, is_over: IsOver, count: Count | None = None) -> None:
    """Count over all goals of the release that is shown whenever it is another; hourly, see that it is whole.

    What could not be counted, as on a full disk, is tried again after a minute.
    """
    counted = tried = None
    checked_at = tried_at = time.monotonic()
    while not is_over():
        try:
            checked_at = _checked(desk, checked_at)
            number = desk.shelf.current()
            is_due = number != tried or time.monotonic() - tried_at >= _AGAIN_AFTER_SECONDS
            if number != counted and is_due:
                tried = number
                counted = number if (count or _count)(desk, number, is_over) else counted
                tried_at = time.monotonic()
        except InnovationError:
            _log.exception("the goals of a release could not be counted")
        time.sleep(_EVERY_SECONDS)


def _count(desk: Desk, number: int, is_over: IsOver) -> bool:
    """Count what pages of a release show first, then what filters ask for, as long as it is the newest."""
    dataset = desk.dataset(number)
    standings.prepare(dataset)
    standings.prepare_more(dataset, lambda: is_over() or desk.shelf.current() != number)
    return True


def apart(settings: Settings) -> Count:
    """Return what counts in a process that ends with that: what it took of memory goes back to the system."""

    def count(desk: Desk, number: int, is_over: IsOver) -> bool:
        with child(lambda: _count(open_desk(settings), number, lambda: False)) as is_done:
            while not is_done() and not is_over() and desk.shelf.current() == number:
                time.sleep(_LOOKS_EVERY_SECONDS)
        dataset = desk.dataset(number)
        return standings.is_counted(dataset, scoreboard.latest_year(dataset))

    return count


def _keep_checked(desk: Desk, is_over: IsOver) -> None:
    checked_at = time.monotonic()
    while not is_over():
        try:
            checked_at = _checked(desk, checked_at)
        except InnovationError:
            _log.exception("the file of a release could not be looked at")
        time.sleep(_EVERY_SECONDS)


def _checked(desk: Desk, checked_at: float) -> float:
    """Look at the file of the release where that was too long ago; return when it was looked at last."""
    if time.monotonic() - checked_at <= _CHECKED_EVERY_SECONDS:
        return checked_at
    desk.shelf.check()
    return time.monotonic()
