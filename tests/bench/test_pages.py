"""How long each page, each resource and a cold start take: `make bench`. Prints, judges nothing."""

import statistics
import subprocess
import sys
import time

from dashboard.app import create_app
from dashboard.pages import PAGES
from tests.dashboard.test_app import posted
from tests.dashboard.test_pages import NAMES

WARM_CALLS = 50
COLD_STARTS = 5


def milliseconds(call):
    start = time.perf_counter()
    call()
    return (time.perf_counter() - start) * 1000


def told(name, cold, warm):
    ranked = sorted(warm)
    p95 = ranked[int(len(ranked) * 0.95)]
    print(f"{name:<28} first {cold:8.1f} ms   p50 {statistics.median(ranked):7.1f} ms   p95 {p95:7.1f} ms")


def test_pages_and_resources(settings):
    client = create_app(settings).server.test_client()
    print()
    posted(client, "/nowhere")
    for page in (page for page in PAGES if not page.office):
        path = page.path.replace("<name>", NAMES.get(page.name, ""))
        cold = milliseconds(lambda path=path: posted(client, path))
        told(path, cold, [milliseconds(lambda path=path: posted(client, path)) for _ in range(WARM_CALLS)])
    for name in ("indicators", "observations", "targets", "assessments", "observations.csv"):
        path = f"/api/v1/{name}"
        cold = milliseconds(lambda path=path: client.get(path))
        told(path, cold, [milliseconds(lambda path=path: client.get(path)) for _ in range(WARM_CALLS)])


def test_cold_start(tmp_path):
    program = (
        "from dashboard.app import create_app; from dashboard.settings import Settings; from pathlib import Path; "
        f"create_app(Settings(state=Path({str(tmp_path)!r})))"
    )
    spans = [
        milliseconds(lambda: subprocess.run([sys.executable, "-c", program], check=True)) for _ in range(COLD_STARTS)
    ]
    print(f"\ncold start of the process: median {statistics.median(spans):.0f} ms of {COLD_STARTS}")
