"""The line between the parent and a process of its: the process says that it is ready, and ends when the line does."""

from __future__ import annotations

import json
import os
import signal
import socket
import threading
from collections.abc import Sequence

_LAST_CHANCE_IN_SECONDS = 20.0


class Line:
    """The end of a process. `is_over` turns true when the parent has gone, or when the process is asked to stop."""

    def __init__(self, end: socket.socket) -> None:
        """Take the end that the parent handed over, and listen for signals."""
        self._socket = end
        self._over = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: self._over.set())
        threading.Thread(target=self._mind, daemon=True).start()

    def ready(self, sentences: Sequence[str] = ()) -> None:
        """Tell the parent that this process does its work, and what a person who starts a dashboard should read."""
        self._socket.sendall(json.dumps(list(sentences)).encode() + b"\n")

    def is_over(self) -> bool:
        """Whether this process has to end."""
        return self._over.is_set()

    def _mind(self) -> None:
        while self._socket.recv(1):
            pass
        self._over.set()
        threading.Event().wait(_LAST_CHANCE_IN_SECONDS)
        os._exit(1)  # the parent has gone and this process hangs


def heard(line: socket.socket) -> list[str] | None:
    """Return what a process says when it is ready, None where it ended before that."""
    said = b""
    while not said.endswith(b"\n"):
        try:
            part = line.recv(4096)
        except OSError:
            return None
        if not part:
            return None
        said += part
    sentences: list[str] = json.loads(said)
    return sentences
