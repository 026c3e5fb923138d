"""Servers under measurement: started on a free port, watched for memory, stopped with all that they started."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_IN_SECONDS = 1500
_AT_REST_SECONDS, _IDLE = 3.0, 0.1  # of the processor
COMMAND = str(Path(sys.executable).with_name("innovation-dashboard"))


@dataclass(frozen=True, slots=True)
class Server:
    """A server that answers: its address, how long its first answer took, and its process."""

    address: str
    seconds_to_answer: float
    process: subprocess.Popen[bytes]

    def seconds_to_rest(self) -> float:
        """Return how long it still works by itself: draws pages, counts goals, verifies what is stored."""
        start = time.monotonic()
        since, spent = start, self._processor_seconds()
        while time.monotonic() - since < _AT_REST_SECONDS and time.monotonic() - start < PATIENCE_IN_SECONDS:
            time.sleep(0.2)
            now = self._processor_seconds()
            if now - spent > _IDLE * _AT_REST_SECONDS:
                since, spent = time.monotonic(), now
        return since - start

    def _processor_seconds(self) -> float:
        return sum(_processor_seconds(pid) for pid in _family(self.process.pid))

    def proportional_memory_in_mb(self) -> float:
        """Return the memory of all its processes, pages that they share counted once (PSS)."""
        return sum(_pss(pid) for pid in _family(self.process.pid)) / 1024

    def private_memory_in_mb(self) -> float:
        """Return the memory that its processes do not share with a mapped file: anonymous pages only."""
        return sum(_pss(pid, "Pss_Anon") for pid in _family(self.process.pid)) / 1024


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as chosen:
        chosen.bind(("127.0.0.1", 0))
        return int(chosen.getsockname()[1])


@contextmanager
def ours(data: Path, state: Path, **environment: str) -> Iterator[Server]:
    """Serve our dashboard on a city's folder (the one below `data`) and give it once it answers."""
    own = {"INNOVATION_DATA": str(data), "INNOVATION_STATE": str(state), **environment}
    port = free_port()
    with _serving([COMMAND, "serve"], port, own, state / "log") as server:
        yield server


@contextmanager
def rival(name: str, city: Path, log: Path) -> Iterator[Server]:
    """Serve one of `tests.bench.rivals` on a city's folder."""
    port = free_port()
    command = [sys.executable, "-m", "tests.bench.rivals", name, str(port), str(city)]
    with _serving(command, port, {}, log) as server:
        yield server


@contextmanager
def _serving(command: list[str], port: int, own: Mapping[str, str], log: Path) -> Iterator[Server]:
    log.parent.mkdir(parents=True, exist_ok=True)
    environment = {**os.environ, "HOST": "127.0.0.1", "PORT": str(port), **own}
    start = time.perf_counter()
    with log.open("ab") as out:
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, stdout=out, stderr=out, process_group=0
        )
        try:
            address = f"http://127.0.0.1:{port}"
            _wait(address, process, log)
            yield Server(address, time.perf_counter() - start, process)
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)


def _wait(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + PATIENCE_IN_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=60):  # noqa: S310 - our own address
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.02)
    raise RuntimeError(f"no answer from {address}:\n{log.read_text(errors='replace')[-2000:]}")


def _family(pid: int) -> list[int]:
    children = [int(one) for file in Path(f"/proc/{pid}/task").glob("*/children") for one in file.read_text().split()]
    return [pid, *(below for child in children for below in _family(child))]


def _processor_seconds(pid: int) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
    except OSError:
        return 0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _pss(pid: int, field: str = "Pss") -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith(f"{field}:")), 0)
