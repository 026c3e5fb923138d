"""The parent of all processes of a dashboard: it binds, makes the state, starts them, and starts a dead one again.

They are forked of one process that has read the program and nothing else (`forks`): they share that memory, and a dead
one is back at once.
"""

from __future__ import annotations

import logging
import multiprocessing
import os
import signal
import socket
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from multiprocessing.context import ForkServerContext, ForkServerProcess

from dashboard.serving import child as work
from dashboard.serving.line import heard
from dashboard.settings import Settings
from indicators.model import Text
from indicators.problems import UsageError

_TAKEN = Text(
    "无法在 {host}:{port} 上监听（{error}）；请换一个端口，例如 PORT=8051 make run",
    "cannot listen on {host}:{port} ({error}); choose another PORT",
)
_NOT_STARTED = Text("服务进程未能启动，原因见上", "a process could not start; see above for why")
_DIED = Text("{kind} 进程（{number}）意外退出，正在重新启动", "the {kind} process ({number}) ended; starting it anew")
_BACKLOG = 1024
_SECONDS_TO_END = 25
_SHORT_LIFE_IN_SECONDS = 10
_LONGEST_PAUSE_IN_SECONDS = 30.0
_GIVING_MEMORY_BACK = {
    "ARROW_DEFAULT_MEMORY_POOL": "system",
    "MALLOC_ARENA_MAX": "2",
    "MALLOC_TRIM_THRESHOLD_": "131072",
}
"""What was needed for a moment goes back to the system: a pool of Arrow's own and an arena a thread would keep it."""
_log = logging.getLogger(__name__)


def listen(host: str, port: int) -> socket.socket:
    """Return a socket that readers may connect to from now on. Raises UsageError where it cannot be had."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        listening = socket.socket(family, kind, protocol)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
        listening.listen(_BACKLOG)
    except OSError as error:
        raise UsageError(str(_TAKEN).format(host=host, port=port, error=error.strerror)) from error
    listening.settimeout(0)
    return listening


@dataclass(slots=True)
class _Child:
    """A process that should run: what it is, since when it does, and how long to wait before it is started anew."""

    kind: str
    process: ForkServerProcess | None = None
    line: socket.socket | None = None
    started: float = 0.0
    pause: float = 0.0
    said: list[str] | None = None
    is_ready: threading.Event = field(default_factory=threading.Event)


class Parent:
    """Starts the processes of a dashboard and minds them until it is asked to stop."""

    def __init__(self, listening: socket.socket, surroundings: dict[str, str], kinds: Sequence[str]) -> None:
        """Keep the socket, and of the processes the environment and the kinds; the first makes the state."""
        self._listening, self._surroundings, self._forks = listening, surroundings, forks()
        self._children = [_Child(kind) for kind in kinds]
        self._stopping = threading.Event()

    def run(self, address: str) -> None:
        """Serve until a signal asks to stop. Raises UsageError where the first process cannot even start.

        The first process makes the state, alone; then the others start, and a person is told where to look.
        """
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: self._stopping.set())
        _allow_many_connections()
        first, *others = self._children
        with tempfile.TemporaryDirectory(prefix="innovation-") as counts:
            os.environ.update(self._surroundings, PROMETHEUS_MULTIPROC_DIR=counts)
            self._serve(first, others, address)

    def _serve(self, first: _Child, others: Sequence[_Child], address: str) -> None:
        try:
            self._start(first)
            if self._is_up(first):
                first.kind = "web"  # the state is made once
                for sentence in (*(first.said or ()), address):
                    print(sentence, flush=True)  # noqa: T201 - said to a person
                for child in others:
                    self._start(child)
            while not self._stopping.wait(0.2):
                for child in self._children:
                    self._mind(child)
        finally:
            self._end()

    def _start(self, child: _Child) -> None:
        mine, its = socket.socketpair()
        child.is_ready.clear()
        child.process = self._forks.Process(target=work.main, args=(child.kind, its, self._listening))
        child.process.start()
        its.close()
        if child.line is not None:
            child.line.close()
        child.line, child.started = mine, time.monotonic()
        threading.Thread(target=_hear, args=(child, mine), daemon=True).start()

    def _is_up(self, child: _Child) -> bool:
        """Wait until a process does its work; False where this is to stop. Raises UsageError where it ends before."""
        while not child.is_ready.wait(0.1):
            if self._stopping.is_set():
                return False
            if child.process is not None and not child.process.is_alive():
                raise UsageError(str(_NOT_STARTED))
        return True

    def _mind(self, child: _Child) -> None:
        """Start a process that ended; one that keeps ending at once is waited for a little longer each time."""
        if child.process is not None:
            if child.process.is_alive():
                return
            _log.error(str(_DIED).format(kind=child.kind, number=child.process.pid))
            lived = time.monotonic() - child.started
            child.pause = min(max(1, child.pause * 2), _LONGEST_PAUSE_IN_SECONDS) * (lived < _SHORT_LIFE_IN_SECONDS)
            child.process, child.started = None, time.monotonic()
        if time.monotonic() - child.started >= child.pause:
            self._start(child)

    def _end(self) -> None:
        """Ask every process to end what it is at, and end those that take too long."""
        self._listening.close()
        running = [child.process for child in self._children if child.process is not None]
        for process in running:
            process.terminate()
        deadline = time.monotonic() + _SECONDS_TO_END
        for process in running:
            process.join(max(0.1, deadline - time.monotonic()))
            if process.is_alive():
                process.kill()
                process.join()


def forks() -> ForkServerContext:
    """Return what starts processes as forks of one that has read `dashboard.serving.program`."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["dashboard.serving.program"])
    return context


def surroundings(settings: Settings) -> dict[str, str]:
    """Return the environment in which a process reads the same settings, whatever the command line said.

    How memory is given back can be set otherwise from outside, as the C library and Arrow document it.
    """
    chosen = {"INNOVATION_DATA": str(settings.data.absolute()), "INNOVATION_CITY": settings.folder().name}
    return {**_GIVING_MEMORY_BACK, **os.environ, **chosen, "INNOVATION_STATE": str(settings.state.absolute())}


def _hear(child: _Child, line: socket.socket) -> None:
    child.said = heard(line)
    if child.said is not None:
        child.is_ready.set()


def _allow_many_connections() -> None:
    """Let processes hold as many open files as the system lets them."""
    try:
        import resource  # noqa: PLC0415 - Windows has none
    except ImportError:
        return
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    wanted = 65_536 if most == resource.RLIM_INFINITY else min(most, 65_536)
    resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, most))
