"""A real PostgreSQL server for tests: started on a free port, on a folder of its own, and thrown away afterwards."""

from __future__ import annotations

import os
import pwd
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

UNPRIVILEGED = ("postgres", "nobody")
SECONDS_TO_START = 30
MEMORY, PLENTY = Path("/dev/shm"), 8 << 30  # noqa: S108 - the folder inside it has a name of its own
OPTIONS = ("listen_addresses=127.0.0.1", "max_connections=60", "log_min_messages=fatal")


def program(name: str) -> str:
    """Return a program of PostgreSQL: the one on the PATH, else of the newest version that Debian has installed."""
    found = Path("/usr/lib/postgresql").glob(f"*/bin/{name}")
    newest = sorted(found, key=lambda path: [int(digits) for digits in re.findall(r"\d+", str(path))])
    path = shutil.which(name) or (str(newest[-1]) if newest else None)
    assert path, f"PostgreSQL's {name} is not installed: run sh tests/prerequisites.sh"
    return path


def user() -> dict[str, object]:
    """Return as whom to run the server: it refuses to be run by root."""
    if os.geteuid():
        return {}
    for name in UNPRIVILEGED:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}
    raise AssertionError("there is no unprivileged user to run PostgreSQL as: run sh tests/prerequisites.sh")


@contextmanager
def running(*, durable: bool = False) -> Iterator[str]:
    """Start a server and give the address of its first database; stop the server and remove its folder at the end.

    One that is not `durable` does not wait for the disk: what it keeps need outlive our processes, not the machine.
    """
    initdb, postgres = program("initdb"), program("postgres")
    run_as = user()
    with tempfile.TemporaryDirectory(prefix="innovation-postgresql-", dir=None if durable else memory()) as name:
        folder, data = Path(name), Path(name) / "data"
        if run_as:
            os.chown(folder, run_as["user"], run_as["group"])
        locale = ("--locale=C.UTF-8", "--encoding=UTF8", "--auth=trust", "--username=tester", "--no-sync")
        made = subprocess.run(
            [initdb, *locale, "-D", data], cwd=folder, check=False, capture_output=True, text=True, **run_as
        )
        assert made.returncode == 0, f"initdb failed:\n{made.stdout}{made.stderr}"
        port = free_port()
        waits = f"fsync={'on' if durable else 'off'}"
        options = [word for option in (*OPTIONS, waits, f"unix_socket_directories={folder}") for word in ("-c", option)]
        with (folder / "log").open("wb") as log:
            server = subprocess.Popen(
                [postgres, "-D", data, "-p", str(port), *options], cwd=folder, stdout=log, stderr=log, **run_as
            )
        try:
            address = f"postgresql://tester@127.0.0.1:{port}/postgres"
            wait_until_it_answers(address, server, folder / "log")
            yield address
        finally:
            server.send_signal(signal.SIGQUIT)  # at once: nobody wants the data any more
            server.wait(timeout=SECONDS_TO_START)


def memory() -> Path | None:
    """Return a folder in memory where there is plenty: hundreds of databases take a disk minutes to throw away."""
    return MEMORY if MEMORY.is_dir() and shutil.disk_usage(MEMORY).free >= PLENTY else None


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_until_it_answers(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    """Wait for the server; fails with what it said where it ends first, or takes too long."""
    deadline = time.monotonic() + SECONDS_TO_START
    while True:
        try:
            psycopg.connect(address).close()
        except psycopg.OperationalError:
            said = log.read_text(encoding="utf-8", errors="replace")
            assert server.poll() is None, f"PostgreSQL ended:\n{said}"
            assert time.monotonic() < deadline, f"PostgreSQL does not answer:\n{said}"
            time.sleep(0.05)
        else:
            return


def new_database(address: str) -> str:
    """Return the address of a new, empty database on the server."""
    with psycopg.connect(address, autocommit=True) as connection:
        count = connection.execute("SELECT count(*) FROM pg_database").fetchone()[0]
        connection.execute(f"CREATE DATABASE test_{count}")
    return address.removesuffix("postgres") + f"test_{count}"
