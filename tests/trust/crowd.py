"""A crowd of readers who look about, made by locust on the same machine; how long they wait."""

from __future__ import annotations

import csv
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

from tests.conftest import ROOT

SOCKETS_OF_A_BROWSER, EVERY_SECONDS, PATIENCE_IN_SECONDS = 5, 5, 120
PAGES = ("/", "/goals", "/regions", "/industries", "/parks", "/indicators", "/indicators/gdp", "/sources")
FILTERED = ("/?plan=13fyp", "/?on=2023", "/goals?plan=13fyp", "/goals?on=2023", "/regions?year=2023")
ADDRESSES = PAGES + FILTERED


def look_about(server, readers: int, seconds: int) -> dict:
    """Return how long readers wait who each change what they look at every five seconds, their browsers' sockets open.

    `server` listens on this machine alone; the crowd comes within the first five seconds, and goes after `seconds`.
    """
    with ExitStack() as stack:
        for _ in range(readers * SOCKETS_OF_A_BROWSER):
            stack.enter_context(server.connected())
        kept = Path(stack.enter_context(tempfile.TemporaryDirectory())) / "crowd"
        words = f"--headless --only-summary --exit-code-on-error 0 --loglevel ERROR --csv {kept} --users {readers}"
        bounds = f"--spawn-rate {readers / EVERY_SECONDS} --run-time {seconds}s --host http://127.0.0.1:{server.port}"
        program = [sys.executable, "-m", "locust", "--locustfile", Path(__file__).with_name("looking.py")]
        subprocess.run([*program, *words.split(), *bounds.split()], cwd=ROOT, check=True, capture_output=True)
        with kept.with_name("crowd_stats.csv").open() as file:
            found = next(row for row in csv.DictReader(file) if row["Name"] == "Aggregated")
    return {
        "answers": int(found["Request Count"]),
        "median_s": float(found["50%"]) / 1000,
        "p95_s": float(found["95%"]) / 1000,
        "failures": int(found["Failure Count"]),
    }
