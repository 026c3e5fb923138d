"""The installed command as a server of its own, and raw connections to it."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest

from tests.conftest import ROOT
from tests.postgres import free_port

COMMAND = Path(sys.executable).with_name("innovation-dashboard")
PATIENCE_IN_SECONDS = 240


@dataclass(frozen=True)
class Server:
    """A running dashboard: its port, its process, and what it has said."""

    port: int
    process: subprocess.Popen[bytes]
    log: Path

    def get(self, path="/sign-in", **headers):
        """Return status, headers and text of an address, over a connection of its own."""
        status, found, body = self.taken(path, **headers)
        return status, found, body.decode()

    def status(self, path):
        """Return the status of an address."""
        return self.taken(path)[0]

    def taken(self, path, **headers):
        """Return status, headers and bytes of an address, over a connection of its own."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_IN_SECONDS)
        try:
            connection.request("GET", path, headers=headers)
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read()
        finally:
            connection.close()

    def connected(self):
        """Return a connection on which nothing was said yet."""
        return socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE_IN_SECONDS)

    def children(self, kind="web"):
        """Return the processes of a kind; what one of them forked carries its name for a moment and is none."""
        kinds = {f"dashboard-{name}" for name in ((kind, "first") if kind == "web" else (kind,))}
        below = psutil.Process(self.process.pid).children(recursive=True)
        named = {child.pid: child for child in below if _name(child) in kinds}
        return [child for child in named.values() if _parent(child) not in named]

    def said(self):
        """Return what the server has said."""
        return self.log.read_text(errors="replace")


def _name(process):
    try:
        return process.name()
    except psutil.NoSuchProcess:
        return None


def _parent(process):
    try:
        return process.ppid()
    except psutil.NoSuchProcess:
        return None


@contextmanager
def started(state, group=None, **surroundings):
    """Start a server on a folder and give it once it has said where it is; stop it at the end.

    `group` is a control group that it and all its processes belong to.
    """
    state.mkdir(exist_ok=True)
    port, log = free_port(), state / "log"
    own = {"HOST": "127.0.0.1", "PORT": str(port), "INNOVATION_STATE": str(state)}
    with log.open("ab") as out:
        process = subprocess.Popen(
            [*(("sh", "-c", f'echo $$ > "{group}/cgroup.procs"; exec "$0" "$@"') if group else ()), COMMAND, "serve"],
            cwd=ROOT,
            env={**os.environ, **own, **surroundings},
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
        )
    server = Server(port, process, log)
    try:
        wait_until(lambda: f":{port}/" in server.said() or process.poll() is not None)
        if process.poll() is not None:
            pytest.fail(f"it ended:\n{server.said()}")
        yield server
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(PATIENCE_IN_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            raise


def wait_until(is_so):
    """Wait until something is so; fails where it never is."""
    deadline = time.monotonic() + PATIENCE_IN_SECONDS
    while not is_so():
        assert time.monotonic() < deadline, "it never came true"
        time.sleep(0.1)
