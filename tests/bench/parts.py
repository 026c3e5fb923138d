"""The parts of a run, each in a process of its own: `python -m tests.bench.parts SIZE PART FOLDER` prints figures.

A line of output is one figure as JSON: what was measured, of whom, the value and its unit.
"""

from __future__ import annotations

import json
import shutil
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path

from tests.bench import browser, city, load, processes, profiles, publishing, workbooks
from tests.bench.lines import LARGE, REAL
from tests.bench.results import Add

PAGES = ("/", "/goals", "/regions", "/regions/r1", "/industries", "/parks", "/indicators", "/indicators/i1", "/sources")
CLIENTS = (1, 8, 32)
CALLS = 40
ROUNDS = 3
ON_YEARS = (2025, 2024, 2023, 2022, 2021)
TUTORIAL_OUTPUT = "..trend.figure...bars.figure...goals.children.."
CHOICES = (
    browser.Site("static", "/", "h1"),
    browser.Site("written", "/", ".main-svg"),
    browser.Site("callback", "/", "h1", '(n) => dash_clientside.set_props("choice", {value: "i" + n})'),
    browser.Site("tutorial", "/", "#goals table", '(n) => dash_clientside.set_props("indicator", {value: "i" + n})'),
)
OUR_CHOICE = """(n) => {
  const choice = document.querySelector("form.filters [name=on]");
  choice.value = String(2025 - n);
  choice.dispatchEvent(new Event("change", { bubbles: true }));
}"""


def main(size: int, part: str, folder: Path) -> None:
    """Measure one part of one size; the city and the state of the server are left in the folder for the next part."""
    data = folder / "data" / "bench"
    if not data.exists():
        if size == REAL:
            shutil.copytree(processes.ROOT / "data" / "changzhou", data)
        else:
            city.write(data, city.SIZES[size])
    (folder / "state").mkdir(exist_ok=True)
    PARTS[part](_print, folder)


def _print(what: str, who: str, value: float, unit: str) -> None:
    print(json.dumps([what, who, value, unit]), flush=True)


def _rivals(add: Add, folder: Path) -> None:
    data, log = folder / "data" / "bench", folder / "log"
    with processes.rival("flask", data, log) as server:
        _timed(add, "answer of 30 KB", "flask", server, lambda _: load.Request("/bytes/30000"))
    for who, ask in (("callback", _callback), ("tutorial", _tutorial)):
        with processes.rival(who, data, log) as server:
            for clients in CLIENTS:
                _timed(add, "filter change", who, server, ask, clients)


def _callback(n: int) -> load.Request:
    return load.callback_request("chart.figure", [("choice", f"i{n % 8}")])


def _tutorial(n: int) -> load.Request:
    values = [("indicator", f"i{n % 24}"), ("region", f"r{1 + n % 12}"), ("industry", "all")]
    return load.callback_request(TUTORIAL_OUTPUT, values)


def _server(add: Add, folder: Path) -> None:
    with _ours(folder) as server:
        add("founding and first answer", "ours", server.seconds_to_answer, "s")
        add("then until every year that filters ask for is counted", "ours", _seconds_to_count(server), "s")
    with _ours(folder) as server:
        add("start to first answer", "ours", server.seconds_to_answer, "s")
        add("then until all that is done ahead is done", "ours", server.seconds_to_rest(), "s")
        for path in PAGES:
            _timed(add, f"page {path}", "ours", server, lambda _, path=path: load.Request(path))
        for clients in CLIENTS:
            _timed(add, "filter change", "ours", server, _goals, clients)
        add("memory of all processes after every page", "ours", server.proportional_memory_in_mb(), "MB")
        add("the same, mapped files aside", "ours", server.private_memory_in_mb(), "MB")
        for seconds in publishing.until_served(server.address, folder / "data", folder / "state", ROUNDS):
            add("publish of 10 changes until served", "ours", seconds, "s")


def _profiles(add: Add, folder: Path, size: int) -> None:
    profiles.write_times(folder, PAGES, size)


def _memory(add: Add, folder: Path, size: int) -> None:
    profiles.write_memory(folder, PAGES, size)


def _seconds_to_count(server: processes.Server) -> float:
    """Return how long the page of goals goes on saying, for one of the years, that it is being counted."""
    start = time.monotonic()
    for year in ON_YEARS:
        load.wait_for(server.address, load.Request(f"/goals?on={year}"))
    return time.monotonic() - start


def _goals(n: int) -> load.Request:
    """One of sixty choices on the page of goals, so that answers come from memory no more often than a tutorial's."""
    return load.Request(f"/goals?on={ON_YEARS[n % len(ON_YEARS)]}&region=r{1 + n % 12}")


def _ours(folder: Path) -> AbstractContextManager[processes.Server]:
    return processes.ours(folder / "data", folder / "state")


def _timed(
    add: Add,
    what: str,
    who: str,
    server: processes.Server,
    ask: Callable[[int], load.Request],
    clients: int = 1,
) -> None:
    timing = load.time_requests(server.address, ask, clients, CALLS)
    name = what if clients == 1 else f"{what}, {clients} clients"
    if clients == 1:
        add(f"{name}: first", who, timing.first, "ms")
        add(f"{name}: sent", who, timing.sent / 1000, "KB")
        add(f"{name}: text", who, timing.text / 1000, "KB")
    add(f"{name}: median", who, timing.median, "ms")
    add(f"{name}: p95", who, timing.p95, "ms")
    add(f"{name}: rate", who, timing.rate, "/s")


def _seen_rivals(add: Add, folder: Path) -> None:
    with browser.chromium() as chromium:
        for site in CHOICES:
            with processes.rival(site.name, folder / "data" / "bench", folder / "log") as server:
                _looked(add, chromium, server, site)


def _seen(add: Add, folder: Path, paths: tuple[str, ...]) -> None:
    with browser.chromium() as chromium, _ours(folder) as server:
        server.seconds_to_rest()  # as where pages are asked for without a browser
        for path in paths:
            _looked(add, chromium, server, browser.Site(f"ours {path}", path, ".exhibit[id]", OUR_CHOICE))


def _looked(add: Add, chromium: browser.Browser, server: processes.Server, site: browser.Site) -> None:
    for _ in range(ROUNDS):
        seen = browser.look(chromium, server.address, site)
        for how in ("cold", "reload"):
            loaded: browser.Load = seen[how]
            add(f"{how}: answer begins", site.name, loaded.answer, "s")
            add(f"{how}: first content", site.name, loaded.content, "s")
            if loaded.chart is not None:
                add(f"{how}: first chart", site.name, loaded.chart, "s")
            add(f"{how}: all", site.name, loaded.all, "s")
            add(f"{how}: bytes", site.name, loaded.sent / 1000, "KB")
            add(f"{how}: requests", site.name, loaded.requests, "")
            add(f"{how}: layout shift", site.name, loaded.shift, "")
        for span in seen["choices"]:
            add("filter choice to redrawn page", site.name, span, "ms")


PARTS: Mapping[str, Callable[[Add, Path], None]] = {
    "rivals": _rivals,
    "server": _server,
    "seen-rivals": _seen_rivals,
    "seen": partial(_seen, paths=("/", "/goals", "/regions")),
    "seen-overview": partial(_seen, paths=("/",)),
    "check": workbooks.check_folder,
    "workbook-5000": partial(workbooks.measure, rows=5_000),
    "workbook-100000": partial(workbooks.measure, rows=100_000),
    "profiles": partial(_profiles, size=LARGE),
    "memory-5000": partial(_memory, size=5_000),
    "memory-1000000": partial(_memory, size=LARGE),
}
_OF_EVERY_SIZE = ("rivals", "server", "seen-rivals", "seen", "check")
PLAN: Mapping[int, tuple[str, ...]] = {
    REAL: ("seen-overview", "check"),
    5_000: (*_OF_EVERY_SIZE, "memory-5000"),
    100_000: (*_OF_EVERY_SIZE, "workbook-5000", "workbook-100000"),
    1_000_000: (*_OF_EVERY_SIZE, "memory-1000000", "profiles"),
}
"""Which parts are measured at which size."""

if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2], Path(sys.argv[3]))
