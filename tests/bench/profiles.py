"""Where the time of a page goes that is asked for first: the functions of the house that take most of it."""

from __future__ import annotations

import cProfile
import io
import pstats
import re
from collections.abc import Sequence
from pathlib import Path

from dashboard.app import create_app
from dashboard.settings import Settings
from indicators.columnar import arrow_alone

RESULTS = Path(__file__).parent / "results" / "profiles.txt"
_SHOWN = 30
_OURS = re.compile(r"(?:indicators|dashboard)/\S+\.py:\d+\(\S+\)")


def write(folder: Path, paths: Sequence[str], size: int) -> None:
    """Write for each page, asked of an application that has drawn the first one, where its first answer spends time."""
    arrow_alone()
    client = create_app(Settings(data=folder / "data", state=folder / "state")).server.test_client()
    client.get("/health")
    client.get("/")
    text = "\n".join(_of_page(client, path) for path in paths if path != "/")
    RESULTS.write_text(f"First answers of one process, {size:,} figures stored; seconds with the profiler.\n\n{text}")


def _of_page(client: object, path: str) -> str:
    profile = cProfile.Profile()
    profile.runcall(client.get, path)  # type: ignore[attr-defined]
    out = io.StringIO()
    pstats.Stats(profile, stream=out).sort_stats("cumulative").print_stats()
    total, rows = re.search(r"in ([\d.]+) seconds", out.getvalue()), []
    for line in out.getvalue().splitlines():
        found = _OURS.search(line)
        if found and len(rows) < _SHOWN:
            calls, _, _, cumulative = line.split()[:4]
            rows.append(f"  {float(cumulative):7.3f} {calls:>9}  {found[0]}")
    return f"{path}  {total[1] if total else '?'} s\n" + "\n".join(rows) + "\n"
