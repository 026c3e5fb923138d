"""`make bench`: every figure of one run, ours beside the rivals, at every size. Prints and writes, judges nothing.

`python -m tests.bench --sizes 5000 100000 --without chromium` measures less.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.bench import browser, city, load, processes, publishing, results, workbooks
from tests.bench.results import Figures

Ask = Callable[[int], load.Request]
PAGES = ("/", "/goals", "/regions", "/regions/r1", "/industries", "/parks", "/indicators", "/indicators/i1", "/sources")
CLIENTS = (1, 8, 32)
CALLS = 40
FEWEST_CALLS = 5
ROUNDS = 3
ON_YEARS = (2025, 2024, 2023, 2022, 2021)
TUTORIAL_OUTPUT = "..trend.figure...bars.figure...goals.children.."
CHOICES = {
    "static": browser.Site("static", "/", "h1"),
    "callback": browser.Site("callback", "/", "h1", '(n) => dash_clientside.set_props("choice", {value: "i" + n})'),
    "tutorial": browser.Site(
        "tutorial", "/", "#goals table", '(n) => dash_clientside.set_props("indicator", {value: "i" + n})'
    ),
}
OUR_CHOICE = """(n) => {
  const choice = document.querySelector("form.filters [name=on]");
  choice.value = String(2025 - n);
  choice.dispatchEvent(new Event("change", { bubbles: true }));
}"""
OURS = {
    "ours /": browser.Site("ours /", "/", ".exhibit[id]", OUR_CHOICE),
    "ours /goals": browser.Site("ours /goals", "/goals", ".exhibit[id]", OUR_CHOICE),
    "ours /regions": browser.Site("ours /regions", "/regions", ".exhibit[id]", OUR_CHOICE),
}


def main() -> None:
    """Measure what is asked for and write it down."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=sorted(city.SIZES), choices=sorted(city.SIZES))
    parser.add_argument("--without", nargs="*", default=(), choices=["chromium", "workbooks"])
    parser.add_argument("--out", type=Path, default=Path(__file__).parent / "results")
    chosen = parser.parse_args()
    figures = Figures()
    with tempfile.TemporaryDirectory(prefix="innovation-bench-") as scratch:
        for size in chosen.sizes:
            measure_size(figures, Path(scratch), size, has_browser="chromium" not in chosen.without)
            results.write(figures, chosen.out)
        if "workbooks" not in chosen.without:
            workbooks.measure(figures, Path(scratch))
    results.write(figures, chosen.out)


def measure_size(figures: Figures, scratch: Path, size: int, *, has_browser: bool) -> None:
    """Measure one size: rivals and ours on the same generated city."""
    folder = city.write(scratch / str(size) / "data" / "bench", city.SIZES[size])
    state, log = scratch / str(size) / "state", scratch / "log"
    state.mkdir()
    add = figures.of(size)
    _rivals(add, folder, log)
    with processes.ours(folder.parent, state) as server:
        add("founding and first answer", "ours", server.seconds_to_answer, "s")
    with processes.ours(folder.parent, state) as server:
        add("start to first answer", "ours", server.seconds_to_answer, "s")
        _pages(add, server)
        add("memory of all processes after every page", "ours", server.proportional_memory_in_mb(), "MB")
        add("the same, mapped files aside", "ours", server.private_memory_in_mb(), "MB")
        for seconds in publishing.until_served(server.address, folder.parent, state, ROUNDS):
            add("publish of 10 changes until served", "ours", seconds, "s")
    if has_browser:
        with browser.chromium() as chromium:
            _seen(add, chromium, folder, state, log)
    shutil.rmtree(scratch / str(size))


def _rivals(add: results.Add, folder: Path, log: Path) -> None:
    with processes.rival("flask", folder, log) as server:
        _timed(add, "answer of 30 KB", "flask", server, lambda n: load.Request("/bytes/30000"))
    with processes.rival("callback", folder, log) as server:
        ask = _callback("chart.figure", "choice")
        for clients in CLIENTS:
            _timed(add, "filter change", "callback", server, ask, clients)
    with processes.rival("tutorial", folder, log) as server:
        for clients in CLIENTS:
            _timed(add, "filter change", "tutorial", server, _tutorial, clients)


def _callback(output: str, name: str) -> Ask:
    return lambda n: load.callback_request(output, [(name, f"i{n % 8}")])


def _tutorial(n: int) -> load.Request:
    values = [("indicator", f"i{n % 24}"), ("region", f"r{1 + n % 12}"), ("industry", "all")]
    return load.callback_request(TUTORIAL_OUTPUT, values)


def _pages(add: results.Add, server: processes.Server) -> None:
    for path in PAGES:
        _timed(add, f"page {path}", "ours", server, lambda n, path=path: load.Request(path))
    for clients in CLIENTS:
        _timed(add, "filter change", "ours", server, _goals, clients)


def _goals(n: int) -> load.Request:
    """One of sixty choices on the page of goals, so that answers come from memory no more often than a tutorial's."""
    return load.Request(f"/goals?on={ON_YEARS[n % len(ON_YEARS)]}&region=r{1 + n % 12}")


def _timed(
    add: results.Add,
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


def _seen(add: results.Add, chromium: browser.Browser, folder: Path, state: Path, log: Path) -> None:
    for who, site in CHOICES.items():
        with processes.rival(who, folder, log) as server:
            _looked(add, chromium, server, site)
    with processes.ours(folder.parent, state) as server:
        for site in OURS.values():
            _looked(add, chromium, server, site)


def _looked(add: results.Add, chromium: browser.Browser, server: processes.Server, site: browser.Site) -> None:
    for seen in _rounds(chromium, server, site):
        for how in ("cold", "reload"):
            loaded: browser.Load = seen[how]
            add(f"{how}: first content", site.name, loaded.content, "s")
            if loaded.chart is not None:
                add(f"{how}: first chart", site.name, loaded.chart, "s")
            add(f"{how}: all", site.name, loaded.all, "s")
            add(f"{how}: bytes", site.name, loaded.sent / 1000, "KB")
            add(f"{how}: requests", site.name, loaded.requests, "")
            add(f"{how}: layout shift", site.name, loaded.shift, "")
        for span in seen["choices"]:
            add("filter choice to redrawn page", site.name, span, "ms")


def _rounds(chromium: browser.Browser, server: processes.Server, site: browser.Site) -> Iterator[dict]:
    for _ in range(ROUNDS):
        yield browser.look(chromium, server.address, site)


if __name__ == "__main__":
    main()
