"""Where time and memory go of what misses its line: first answers, new choices, a publish, memory."""

from __future__ import annotations

import cProfile
import gc
import io
import pstats
import re
import time
import tracemalloc
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from dashboard.app import create_app
from dashboard.opening import open_desk, open_the_store
from dashboard.settings import Settings
from indicators.arrow import arrow_alone
from tests.bench import publishing

RESULTS = Path(__file__).parent / "results"
_SHOWN, _CHOICES = 30, ("/?on=2018", "/goals?on=2018", "/regions?on=2018", "/goals?on=2018&region=r7")
_OURS = re.compile(r"(?:indicators|dashboard)/\S+\.py:\d+\(\S+\)")
_REST_IN_SECONDS = 2.0


def write_times(folder: Path, paths: Sequence[str], size: int) -> None:
    """Write where first answers, choices and a publish spend their time, in an application of one process."""
    arrow_alone()
    settings = Settings(data=folder / "data", state=folder / "state")
    client = create_app(settings).server.test_client()
    for path in ("/health", "/"):
        client.get(path)
    _rest()
    acts: dict[str, Callable[[], object]] = {
        path: lambda path=path: client.get(path)  # type: ignore[misc]
        for path in (*paths, *_CHOICES)
        if path != "/"
    }
    with closing(open_the_store(settings)) as store:
        rows = _published(settings, publishing.first_rows(folder / "data"))
        change = publishing.changes(rows, publishing.altered(rows, 1))
        acts["a publish of ten changes, by the store"] = lambda: publishing.publish(store, change)
        acts["and the next answer of a server, which opens the release"] = lambda: client.get(
            publishing.address_of(rows[0])
        )
        text = "\n".join(_profile(name, act) for name, act in acts.items())
    heading = f"One process, {size:,} figures stored; seconds with the profiler, all that is done ahead being done.\n\n"
    (RESULTS / "profiles.txt").write_text(heading + text)


def write_memory(folder: Path, paths: Sequence[str], size: int) -> None:
    """Write which lines of the program hold how much after every page was asked for, in one process."""
    arrow_alone()
    tracemalloc.start()
    client = create_app(Settings(data=folder / "data", state=folder / "state")).server.test_client()
    for path in ("/health", *paths, *_CHOICES):
        client.get(path)
    _rest()
    gc.collect()
    lines = "\n".join(_held())
    heading = f"One process, {size:,} figures stored; what is held after every page, by the line that asked for it.\n\n"
    (RESULTS / f"memory-{size}.txt").write_text(f"{heading}{lines}\n")


def _published(settings: Settings, rows: Sequence[dict[str, str]]) -> list[dict[str, str]]:
    """Some rows of the tables as the newest release has them."""
    columns = open_desk(settings).dataset(None).table.columns
    found = (columns.row(columns.find(row["id"]) or 0) for row in rows)
    return [{name: one[name] for name in row} for row, one in zip(rows, found, strict=True)]


def _held() -> Iterator[str]:
    found = tracemalloc.take_snapshot().statistics("lineno")
    yield f"{sum(one.size for one in found) / 1e6:7.1f} MB  all"
    for one in found[:_SHOWN]:
        frame = one.traceback[0]
        name = "/".join(Path(frame.filename).parts[-3:])
        yield f"{one.size / 1e6:7.1f} MB {one.count:>8}  {name}:{frame.lineno}"


def _rest() -> None:
    """Wait until the threads of this process have nothing more to do."""
    while True:
        before = time.process_time()
        time.sleep(_REST_IN_SECONDS)
        if time.process_time() - before < _REST_IN_SECONDS / 20:
            return


def _profile(name: str, act: Callable[[], Any]) -> str:
    profile = cProfile.Profile()
    profile.runcall(act)
    out = io.StringIO()
    pstats.Stats(profile, stream=out).sort_stats("cumulative").print_stats()
    total, rows = re.search(r"in ([\d.]+) seconds", out.getvalue()), []
    for line in out.getvalue().splitlines():
        found = _OURS.search(line)
        if found and len(rows) < _SHOWN:
            calls, _, _, cumulative = line.split()[:4]
            rows.append(f"  {float(cumulative):7.3f} {calls:>9}  {found[0]}")
    return f"{name}  {total[1] if total else '?'} s\n" + "\n".join(rows) + "\n"
