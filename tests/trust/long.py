"""The long proofs, each a function of how many times it tries: what was tried, and the figures that came of it."""

from __future__ import annotations

import itertools
import json
import os
import random
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from http import HTTPStatus
from pathlib import Path

import psutil
from schemathesis.core.failures import FailureGroup

from dashboard.app import create_app
from dashboard.settings import Settings
from indicators.accounts import Account, Credentials, Role
from indicators.desk import Desk
from indicators.problems import InnovationError, StoreError
from indicators.store import open_store
from tests.dashboard.conftest import open_office
from tests.store.builders import CITY, entry, upload
from tests.store.test_release_files import filled, said
from tests.trust.bombs import WORST, Clerk
from tests.trust.calls import calls
from tests.trust.crowd import ADDRESSES, look_about
from tests.trust.limits import killed, memory_group
from tests.trust.questions import asked
from tests.trust.servers import Server, started

SEED = 20261125
TABLES = ("kept_row", "release", "account", "upload", "log_line", "log_head")
TOO_MANY = 1000


@contextmanager
def a_store() -> Iterator[tuple]:
    """Give a store with two releases, an account, an upload and its file, and the path of its database."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        with closing(open_store(f"sqlite:///{place / 'x.sqlite3'}", place / "state", CITY)) as store:
            desk = filled(store)
            store.save(Credentials(Account("wang", frozenset({Role.REPORTER})), "h"), entry("account.added"))
            store.stage(upload(file=store.keep(b"original")))
            store.witness()
            yield store, desk, place


def flips(times: int) -> dict:
    """Flip one byte of the database, with the file of the release there and gone; count what is served."""
    chance, counted = random.Random(SEED), {"served_right": 0, "served_wrong": 0, "refused": 0}  # noqa: S311
    with a_store() as (store, desk, place):
        published = [said(desk.dataset(number)) for number in (1, 2)]
        path = place / "x.sqlite3"
        content, files = path.read_bytes(), {one: one.read_bytes() for one in store.snapshots.folder.iterdir()}
        for turn in range(times):
            damaged = bytearray(content)
            damaged[chance.randrange(len(damaged))] ^= 1 << chance.randrange(8)
            path.write_bytes(damaged)
            for one, written in files.items():
                one.write_bytes(written)
                if turn % 2:
                    one.unlink()
            try:
                with closing(open_store(f"sqlite:///{path}", place / "state", CITY)) as fresh:
                    counted["served_right" if said(Desk(fresh).dataset()) in published else "served_wrong"] += 1
            except StoreError:
                counted["refused"] += 1
    return counted


def kills(times: int) -> dict:
    """Kill a publishing process with -9 at random moments; count what was left wrong."""
    with tempfile.TemporaryDirectory() as folder:
        address = f"sqlite:///{folder}/x.sqlite3"
        words = [sys.executable, "-m", "tests.store.killing", address, f"{folder}/state", str(times)]
        found = json.loads(subprocess.run(words, check=True, stdout=subprocess.PIPE).stdout)
    return {"kills": found["rounds"], "in_a_transaction": found["cut"], "wrong": len(found["faults"])}


def tamperings(times: int) -> dict:
    """Alter one thing behind the program's back, in any table or kept file; count what verification does not find."""
    chance, missed = random.Random(SEED), []  # noqa: S311 - the same each time
    with a_store() as (store, _, place):
        path, kept = place / "x.sqlite3", next(one for one in store.files.folder.rglob("*") if one.is_file())
        content, original = path.read_bytes(), kept.read_bytes()
        for _ in range(times):
            path.write_bytes(content)
            kept.write_bytes(original)
            what = chance.choice([*TABLES, "file", "tail"])
            done = _tampered(store, what, chance, kept)
            found: tuple = ()
            with suppress(InnovationError):
                found = store.verify() if done else ("nothing was altered",)
            if done and not found:
                missed.append(done)
    return {"tamperings": times, "not_found": len(missed), "which": sorted(set(missed))[:5]}


def _tampered(store, what: str, chance: random.Random, kept: Path) -> str:
    """Alter something and return what was done; empty where it turned out to be the same as before."""
    if what == "file":
        kept.write_bytes(kept.read_bytes() + b"x") if chance.random() < 0.5 else kept.unlink()
        return "file"
    with closing(sqlite3.connect(store.database.where, isolation_level=None)) as forger:
        run = forger.execute
        for (name,) in run("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            run(f"DROP TRIGGER {name}")
        if what == "tail":
            run("DELETE FROM log_line WHERE number = (SELECT max(number) FROM log_line)")
            run("UPDATE log_head SET (number, hash) = (SELECT number, hash FROM log_line ORDER BY number DESC LIMIT 1)")
            return "tail and head"
        columns = [row[1] for row in run(f"PRAGMA table_info({what})")]
        column = chance.choice([name for name in columns if name not in {"serial", "city"}])
        row, old = chance.choice(run(f"SELECT rowid, {column} FROM {what}").fetchall())  # noqa: S608
        new = f"{old}x" if not isinstance(old, int) else 1 - old if old in {0, 1} else old + 1
        with suppress(sqlite3.IntegrityError):  # what the database itself refuses is no tampering
            run(f"UPDATE {what} SET {column} = ? WHERE rowid = ?", (new, row))  # noqa: S608
            return f"{what}.{column}"
    return ""


@contextmanager
def a_server(group: Path | None = None, **surroundings: str) -> Iterator[Server]:
    """Give a running dashboard of the shipped city in which every role has an account."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        open_office(replace(Settings(), state=place), place)
        with started(place, group, **surroundings) as server:
            for address in ADDRESSES:
                server.status(address)
            yield server


def readers(seconds: int) -> dict:
    """Let 17, 60 and 200 readers look about, then more than two cores can answer, then as few as before."""
    with a_server() as server:
        load = os.getloadavg()[0]
        crowds = {f"{count}_readers": look_about(server, count, seconds) for count in (17, 60, 200)}
        above = look_about(server, TOO_MANY, seconds)
        return {
            "load_before": round(load, 1),
            **crowds,
            "too_many": above,
            "after_them": look_about(server, 17, seconds),
        }


def described(times: int) -> dict:
    """Ask the interface whatever schemathesis makes of its description; count what was not as described."""
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(replace(Settings(), state=Path(folder)))
        dataset, failures = app.server.extensions["desk"].dataset(), []
        try:
            answers = asked(app.server, dataset, times)
        except FailureGroup as error:
            answers, failures = {}, [str(one) for one in error.exceptions]
    return {"answers": dict(answers), "failures": failures}


def bombs(count: int) -> dict:
    """Send the worst files at once while readers look about: their wait beside quiet, and the most memory taken.

    Where the system grants a control group, the server has one gigabyte.
    """
    files, answers, seconds = [make() for make in WORST.values()], [], 30
    load = os.getloadavg()[0]
    with memory_group(1024**3) as group, a_server(group) as server, _watched(server) as peak:
        clerk = Clerk(server)
        quiet, resting = look_about(server, 20, seconds), peak[0].total()
        senders = [
            threading.Thread(target=lambda content=content: answers.append(clerk.send(content)))
            for content in itertools.islice(itertools.cycle(files), count)
        ]
        start = time.monotonic()
        for sender in senders:
            sender.start()
        loud = look_about(server, 20, seconds)
        for sender in senders:
            sender.join()
        return {
            "load_before": round(load, 1),
            "files_kb": [len(content) // 1024 for content in files],
            "quiet": quiet,
            "during": loud,
            "slower": round(loud["p95_s"] / quiet["p95_s"], 2),
            "answers": dict(Counter(str(status) for status, _ in answers)),
            "failures": count - sum(status < HTTPStatus.INTERNAL_SERVER_ERROR for status, _ in answers),
            "all_answered_s": round(time.monotonic() - start),
            "resting_mb": resting // 1024**2,
            "most_memory_mb": peak[0].total() // 1024**2,
            "held_by_mb": {name: size // 1024**2 for name, size in peak[0].items()},
            "killed": killed(group) if group else None,
        }


@contextmanager
def _watched(server: Server) -> Iterator[list[Counter[str]]]:
    """Give what each process of a server held when all together held the most, as it is measured ten times a second."""
    peak, over = [Counter[str]()], threading.Event()

    def watch() -> None:
        parent = psutil.Process(server.process.pid)
        while not over.wait(0.1):
            found: Counter[str] = Counter()
            for process in (parent, *parent.children(recursive=True)):
                with suppress(psutil.Error):
                    found[f"{process.name()} {process.pid}"] = process.memory_full_info().pss
            peak[0] = max(peak[0], found, key=Counter.total)

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        yield peak
    finally:
        over.set()
        thread.join()


PARTS: dict[str, tuple[Callable[[int], dict], int]] = {
    "flips": (flips, 2000),
    "kills": (kills, 500),
    "calls": (calls, 200),
    "tamperings": (tamperings, 1000),
    "readers": (readers, 60),
    "bombs": (bombs, 50),
    "described": (described, 500),
}
"""Each proof with how many times it tries (for `readers`, how many seconds each crowd looks about)."""
