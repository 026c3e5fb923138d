"""One process under the parent: it answers readers (`first`, `web`), makes packs, or does what is due (`care`)."""

from __future__ import annotations

import contextlib
import os
import socket
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from dashboard.serving import logs
from dashboard.serving.line import Line
from dashboard.settings import Settings
from indicators.problems import InnovationError

if TYPE_CHECKING:  # imported after the line is minded
    import dash


def first(settings: Settings, line: Line, listening: socket.socket) -> None:
    """Make the state, tell the parent what a person should know, and answer readers."""
    from dashboard.serving import greeting  # noqa: PLC0415 - after the line is minded

    _answer(*greeting.opened(settings), settings, line, listening)


def web(settings: Settings, line: Line, listening: socket.socket) -> None:
    """Answer readers on the socket of the parent."""
    from dashboard.app import create_app  # noqa: PLC0415 - after the line is minded

    _answer(create_app(settings), [], settings, line, listening)


def _answer(app: dash.Dash, sentences: Sequence[str], settings: Settings, line: Line, listening: socket.socket) -> None:
    from dashboard.serving import channels, counting, drawing  # noqa: PLC0415 - as above

    app.server.test_client().get("/health")  # Dash sets itself up at its first request, and bears no second beside it
    server = channels.server_on(app.server, listening, settings.proxy, app.server.extensions["line"].place)
    counting.watch(app.server.extensions["desk"], line.is_over)
    line.ready(sentences)
    drawing.start(app.server, line.is_over)
    channels.run(server, line.is_over)


def packs(settings: Settings, line: Line, _: socket.socket) -> None:
    """Make the packs that wait in the state folder, each in a process that opens the dashboard for it and ends."""
    from dashboard.app import create_app  # noqa: PLC0415 - after the line is minded
    from dashboard.web import queue  # noqa: PLC0415 - as above

    queue.waiting(settings).work(line.ready, line.is_over, lambda: create_app(settings).server.extensions["queue"])


def care(settings: Settings, line: Line, _: socket.socket) -> None:
    """Do what a server does by itself: in a process of its own, so that no reader waits for it."""
    from dashboard.opening import open_desk  # noqa: PLC0415 - after the line is minded
    from dashboard.serving import counting  # noqa: PLC0415 - as above
    from dashboard.serving.care import run  # noqa: PLC0415 - as above

    line.ready()
    counting.start(open_desk(settings), line.is_over, counting.apart(settings))
    run(settings, line.is_over)


KINDS: dict[str, Callable[[Settings, Line, socket.socket], None]] = {
    "first": first,
    "web": web,
    "packs": packs,
    "care": care,
}

_BESIDE_READERS, _NICE = {"packs", "care"}, 5


def main(kind: str, line: socket.socket, listening: socket.socket) -> None:
    """Run a process of a kind until it is over; exit with 1 and a sentence where it cannot do its work."""
    if kind in _BESIDE_READERS and hasattr(os, "nice"):
        os.nice(_NICE)
    _call(f"dashboard-{kind}")
    try:
        settings = Settings.from_environ()
        logs.begin(settings)
        KINDS[kind](settings, Line(line), listening)
    except (InnovationError, ValueError, OSError) as error:
        print(error, file=sys.stderr, flush=True)  # noqa: T201 - said to a person
        sys.exit(1)


def _call(name: str) -> None:
    """Give the process a name that lists of processes show, where the system has a place for it."""
    with contextlib.suppress(OSError):
        Path("/proc/self/comm").write_text(name, encoding="ascii")
