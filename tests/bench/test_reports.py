"""How long a report takes, how much memory, and what viewers notice of it: 14 exhibits for each of 7 districts."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import threading
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from dashboard.reports.compose import found_at
from dashboard.reports.listing import HeadingItem, Listing, PageItem, write
from tests.browser.conftest import serving
from tests.conftest import ROOT

EXHIBITS_OF_A_DISTRICT = 14  # of seven districts: as many as a list may hold
PAGES = ("/", "/goals", "/regions", "/industries", "/indicators/gdp", "/sources")
VIEWERS, WARM, QUIET_SECONDS = 2, 20, 15
MAKE = """
import sys
from pathlib import Path
from dashboard.opening import open_desk
from dashboard.settings import Settings
from dashboard.reports import workshop
state = Path(sys.argv[1])
settings = Settings(state=state)
desk = open_desk(settings)
made = workshop.make(settings.home(), desk.dataset, Path(sys.argv[2]).read_text(), "docx", "https://x", lambda *_: None)
print(made.size)
"""


def districts(dataset):
    """A list of fourteen exhibits for each of the seven districts."""
    items = []
    for region in dataset.districts:
        items.append(HeadingItem(region.name.zh))
        found = []
        for page in (
            f"/regions/{region.id}",
            *(f"/indicators/{name}?region={region.id}" for name in dataset.city.matrix),
        ):
            found += [(page, one.exhibit.id) for one in found_at(page, dataset)]
        items += [PageItem(page, (name,)) for page, name in found[:EXHIBITS_OF_A_DISTRICT]]
    return Listing("分区月报", tuple(items))


def ask(address, page):
    """One page as a viewer's browser asks for it; return the seconds."""
    body = {
        "output": ".._pages_content.children..._pages_store.data..",
        "outputs": [{"id": "_pages_content", "property": "children"}, {"id": "_pages_store", "property": "data"}],
        "inputs": [
            {"id": "_pages_location", "property": "pathname", "value": page},
            {"id": "_pages_location", "property": "search", "value": ""},
        ],
        "changedPropIds": ["_pages_location.pathname"],
        "parsedChangedPropsIds": ["_pages_location.pathname"],
        "state": [],
    }
    request = urllib.request.Request(  # noqa: S310 - our own address
        f"{address}/_dash-update-component", json.dumps(body).encode(), {"Content-Type": "application/json"}
    )
    began = time.perf_counter()
    with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310 - our own address
        answer.read()
    return time.perf_counter() - began


def viewers(address, until):
    """The seconds of every request of some viewers, each looking at a page every fifth of a second."""

    def look(offset):
        spans = []
        for count in range(10**6):
            if until():
                return spans
            spans.append(ask(address, PAGES[(count + offset) % len(PAGES)]))
            time.sleep(0.2)
        return spans

    with ThreadPoolExecutor(VIEWERS) as pool:
        return [seconds for spans in pool.map(look, range(VIEWERS)) for seconds in spans]


def p95(seconds):
    return statistics.quantiles(seconds, n=20)[-1] * 1000


def memory(pid, peak, done):
    """Keep the highest sum of the memory (PSS) of a process and all below it, in megabytes."""
    while not done.is_set():
        total = 0
        for one in [pid, *below(pid)]:
            try:
                rollup = Path(f"/proc/{one}/smaps_rollup").read_text()
            except OSError:
                continue
            total += int(next(line for line in rollup.splitlines() if line.startswith("Pss:")).split()[1])
        peak[0] = max(peak[0], total / 1024)
        time.sleep(0.3)


def below(pid):
    """Every process that a process, or one below it, has started; any of its threads may have done so."""
    try:
        threads = list(Path(f"/proc/{pid}/task").iterdir())
        children = [int(child) for one in threads for child in (one / "children").read_text().split()]
    except OSError:
        return []
    return children + [one for child in children for one in below(child)]


@pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="memory is read from /proc")
def test_a_monthly_report_beside_viewers(dataset, tmp_path):
    listed = tmp_path / "list.yaml"
    listing = districts(dataset)
    listed.write_text(write(listing), encoding="utf-8")
    with serving(tmp_path) as address:
        for page in PAGES * (WARM // len(PAGES) + 1):
            ask(address, page)
        end = time.monotonic() + QUIET_SECONDS
        quiet = viewers(address, lambda: time.monotonic() > end)
        began = time.monotonic()
        command = [sys.executable, "-c", MAKE, str(tmp_path), str(listed)]
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as making:
            peak, done = [0.0], threading.Event()
            watching = threading.Thread(target=memory, args=(making.pid, peak, done))
            watching.start()
            busy = viewers(address, lambda: making.poll() is not None)
            took = time.monotonic() - began
            done.set()
            watching.join()
            size = int(making.stdout.read())
    count = sum(isinstance(item, PageItem) for item in listing.items)
    print(f"\n{count} exhibits as DOCX: {took:.1f} s, {size / 1e6:.1f} MB, memory at most {peak[0]:.0f} MB")
    print(
        f"viewers p95: quiet {p95(quiet):.1f} ms ({len(quiet)}), beside it {p95(busy):.1f} ms ({len(busy)}),", end=" "
    )
    print(f"ratio {p95(busy) / p95(quiet):.2f}")
