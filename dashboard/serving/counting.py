"""What must be counted over all goals is counted beside the readers: at the start, and when a release is published."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from indicators.problems import InnovationError
from indicators.views import standings

if TYPE_CHECKING:  # handed over by the application
    from indicators.desk import Desk

_EVERY_SECONDS, _CHECKED_EVERY_SECONDS = 1.0, 3600.0
_log = logging.getLogger(__name__)


def start(desk: Desk, is_over: Callable[[], bool]) -> None:
    """Keep the release that is shown counted, in a thread of its own, until it is over."""
    threading.Thread(target=keep_counted, args=(desk, is_over), daemon=True).start()


def keep_counted(desk: Desk, is_over: Callable[[], bool]) -> None:
    """Count over all goals of the release that is shown whenever it is another; hourly, see that it is whole."""
    counted, checked_at = None, time.monotonic()
    while not is_over():
        try:
            if time.monotonic() - checked_at > _CHECKED_EVERY_SECONDS:
                checked_at = time.monotonic()
                desk.shelf.check()
            number = desk.shelf.current()
            if number != counted:
                standings.prepare(desk.dataset(number))
                counted = number
        except InnovationError:
            _log.exception("the goals of a release could not be counted")
        time.sleep(_EVERY_SECONDS)
