"""Ten million figures in PostgreSQL and as the file of a release: the 333 prefectures of a country, in one store.

`python -m tests.bench.country [MILLIONS]` publishes them a million at a time, as a country grows, then makes the file
of the release from the database alone, opens it in other processes and serves it. Prints, judges nothing.
"""

from __future__ import annotations

import datetime as dt
import os
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path

import psycopg

from dashboard.home import edited
from dashboard.opening import open_desk, open_the_store
from dashboard.settings import Settings
from indicators.releases.changes import Change
from indicators.releases.release import Origin, Publication, Store
from indicators.tables.columns import OBSERVATIONS
from tests import postgres
from tests.bench import city, load, processes
from tests.bench.city import SEED, Size

INDICATORS, REGIONS, MILLION = 200, 3125, 1_000_000
PAGES = ("/", "/regions", "/indicators", "/indicators/i1", "/sources")


def main(millions: int) -> None:
    """Measure a country of some million figures."""
    size = Size(millions * MILLION, INDICATORS, millions * MILLION // INDICATORS // len(city.YEARS))
    with tempfile.TemporaryDirectory() as name, postgres.running(durable=True) as address:
        folder = Path(name)
        city.write(folder / "data" / "bench", size, has_figures=False)
        settings = Settings(data=folder / "data", state=folder / "state", database=address)
        os.environ["INNOVATION_DATABASE_URL"] = address
        _in_a_process("publishing", lambda: _publish(settings, size))
        with psycopg.connect(address) as connection:
            _say("database", connection.execute("SELECT pg_database_size('postgres')").fetchone()[0] / 1e6, "MB")
        releases = folder / "state" / "bench" / "releases"
        shutil.rmtree(releases)
        _in_a_process("file made from the database", lambda: _open(settings))
        _say("file", sum(one.stat().st_size for one in releases.glob("*.arrow")) / 1e6, "MB")
        _in_a_process("file opened by another process, and one series", lambda: _look(settings))
        _serve(settings)


def _publish(settings: Settings, size: Size) -> None:
    """Publish the vocabulary as the first release and a million figures with each other one."""
    open_desk(settings)
    edited.note(settings.folder(), settings.home())  # a start compares no folder that says nothing new
    with closing(open_the_store(settings)) as store:
        rows = _rows(size)
        while some := tuple(Change(OBSERVATIONS.name, row["id"], None, row) for row in islice(rows, MILLION)):
            start = time.perf_counter()
            _release(store, some)
            _say(f"release {store.head()}, a million figures more", time.perf_counter() - start, "s")


def _rows(size: Size) -> Iterator[dict[str, str]]:
    dice = random.Random(SEED)  # noqa: S311 - figures for a benchmark
    series = ((key, city.a_series(dice)) for key in city.keys(size))
    for row in city.observations(series):
        yield {column: str(cell) for column, cell in row.items()}


def _release(store: Store, changes: tuple[Change, ...]) -> None:
    at = dt.datetime.now(dt.UTC).replace(microsecond=0)
    store.publish(
        Publication(
            follows=store.head(), origin=Origin.FOLDER, by="bench", reason="bench", at=at, changes=changes, unchanged=0
        )
    )


def _open(settings: Settings) -> None:
    with closing(open_the_store(settings)) as store:
        store.snapshot(store.head() or 0)


def _look(settings: Settings) -> None:
    with closing(open_the_store(settings)) as store:
        figures = store.snapshot(store.head() or 0)[0].figures
        start = time.perf_counter()
        rows = [figures.row(number) for number in figures.rows_of(("i1", "r1", "all"))]
        _say(f"a series of {len(rows)} figures among {len(figures):,}", 1000 * (time.perf_counter() - start), "ms")


def _serve(settings: Settings) -> None:
    with processes.ours(settings.data, settings.state) as server:
        _say("start to first answer", server.seconds_to_answer, "s")
        for path in PAGES:
            timing = load.time_requests(server.address, lambda _, path=path: load.Request(path), 1, 20)
            _say(f"page {path}: first", timing.first, "ms")
            _say(f"page {path}: median", timing.median, "ms")
        _say("memory of all processes, mapped files aside", server.private_memory_in_mb(), "MB")


def _in_a_process(what: str, act: Callable[[], None]) -> None:
    """Do something in a process of its own; say how long it took and how much memory at most."""
    start = time.perf_counter()
    child = os.fork()
    if child == 0:
        act()
        sys.stdout.flush()
        os._exit(0)
    _pid, status, usage = os.wait4(child, 0)
    if status:
        raise SystemExit(f"{what} failed")
    _say(what, time.perf_counter() - start, "s")
    _say(f"{what}: memory at most", usage.ru_maxrss / 1024, "MB")


def _say(what: str, value: float, unit: str) -> None:
    print(f"{what:<70}{value:>12,.1f} {unit}", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10)
