"""Two lanes of threads: files that clerks send are read one after the other, and no reader waits behind them.

A request in the slow lane holds no thread while it waits, only its connection and the file that it sent.
"""

from __future__ import annotations

import logging
from collections.abc import Callable

from waitress.channel import HTTPChannel
from waitress.task import ThreadedTaskDispatcher


class Lanes(ThreadedTaskDispatcher):  # type: ignore[misc]  # waitress has no types
    """The threads that answer, and beside them the one that does what is slow."""

    def __init__(self, is_slow: Callable[[str, str], bool]) -> None:
        """Let `is_slow` say of method and path which requests wait for each other."""
        super().__init__()
        self._is_slow, self._slow = is_slow, ThreadedTaskDispatcher()
        self._slow.queue_logger = logging.getLogger(__name__)
        self._slow.queue_logger.setLevel(logging.ERROR)  # that several wait there is as it should be

    def set_thread_count(self, count: int) -> None:
        """Have so many threads for readers, and one for what is slow; none at all for 0."""
        super().set_thread_count(count)
        self._slow.set_thread_count(min(count, 1))

    def add_task(self, task: HTTPChannel) -> None:
        """Let a connection wait in its lane for its next request to be answered."""
        request = task.requests[0]
        if not request.error and self._is_slow(request.command, request.path):  # what is malformed has no path
            self._slow.add_task(task)
        else:
            super().add_task(task)

    def shutdown(self, cancel_pending: bool = True, timeout: float = 5) -> bool:  # noqa: FBT001, FBT002 - waitress' own
        """End both lanes."""
        self._slow.shutdown(cancel_pending, timeout)
        return bool(super().shutdown(cancel_pending, timeout))
