"""Two lanes of threads: files that clerks send are read one after the other, and no reader waits behind them.

A request in the slow lane holds no thread while it waits, only its connection and the file that it sent. The slow lanes
of all processes of a machine take turns: so many clerks together take no more memory than one file may.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import AbstractContextManager

from waitress.channel import HTTPChannel
from waitress.task import ThreadedTaskDispatcher

Turn = Callable[[str], AbstractContextManager[None]]
"""What gives the request of a query its place; entering that waits for its turn, leaving it ends the turn."""


class _InTurn:
    """A connection whose request is answered when it is its turn."""

    def __init__(self, task: HTTPChannel, turn: AbstractContextManager[None]) -> None:
        """Keep both."""
        self._task, self._turn = task, turn

    def service(self) -> None:
        """Answer the request."""
        with self._turn:
            self._task.service()

    def cancel(self) -> None:
        """Answer it no more."""
        self._task.cancel()


class Lanes(ThreadedTaskDispatcher):  # type: ignore[misc]  # waitress has no types
    """The threads that answer, and beside them the one that does what is slow."""

    def __init__(self, is_slow: Callable[[str, str], bool], turn: Turn) -> None:
        """Let `is_slow` say of method and path which requests wait for each other, each in a `turn`."""
        super().__init__()
        self._is_slow, self._turn, self._slow = is_slow, turn, ThreadedTaskDispatcher()
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
            self._slow.add_task(_InTurn(task, self._turn(request.query)))
        else:
            super().add_task(task)

    def shutdown(self, cancel_pending: bool = True, timeout: float = 5) -> bool:  # noqa: FBT001, FBT002 - waitress' own
        """End both lanes."""
        self._slow.shutdown(cancel_pending, timeout)
        return bool(super().shutdown(cancel_pending, timeout))
