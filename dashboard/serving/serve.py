"""The dashboard started: first a socket, then the state, then the processes that answer."""

from __future__ import annotations

import os
import signal
import socket
import threading

from dashboard.serving import logs, parent
from dashboard.settings import Settings


def serve(settings: Settings) -> None:
    """Serve the dashboard until it is stopped, and say where to look. Raises UsageError where it cannot listen."""
    logs.begin(settings)
    listening = parent.listen(settings.host, settings.port)
    address = f"innovation-dashboard: http://{settings.host}:{settings.port}/"
    if not settings.processes or os.name == "nt":
        _serve_alone(settings, listening, address)
        return
    kinds = ["first", *([] if settings.queue else ["packs"]), "care", *["web"] * (settings.processes - 1)]
    parent.Parent(listening, parent.surroundings(settings), kinds).run(address)


def _serve_alone(settings: Settings, listening: socket.socket, address: str) -> None:
    """Serve in this very process, where a system hands no sockets on."""
    from dashboard.serving import care, channels, counting, drawing, greeting  # noqa: PLC0415 - the parent of processes has no need of them

    app, sentences = greeting.opened(settings)
    over = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: over.set())
    server = channels.server_on(app.server, listening, settings.proxy)
    counting.start(app.server.extensions["desk"], over.is_set)
    drawing.start(app.server, over.is_set)
    if not settings.queue:
        packs = app.server.extensions["queue"]
        threading.Thread(target=packs.work, args=(lambda: None, over.is_set), daemon=True).start()
    beside = threading.Thread(target=care.run, args=(settings, over.is_set))
    beside.start()
    for sentence in (*sentences, address):
        print(sentence, flush=True)  # noqa: T201 - said to a person
    channels.run(server, over.is_set)
    beside.join()
