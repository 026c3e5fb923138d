"""`make bench`: every figure of one run, ours beside the rivals, at every size. Prints and writes, judges nothing.

`python -m tests.bench --sizes 5000 100000 --parts server seen` measures less and leaves the other figures of the last
run as they are. A part that fails or takes too long is named at the end, and the others are measured all the same.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from tests.bench import essentials, results
from tests.bench.lines import LARGE
from tests.bench.parts import PARTS, PLAN
from tests.bench.results import Add, Figures

AT_MOST_SECONDS, AT_MOST_OF_THE_LARGEST = 300, 2400
"""How long a part may take before it is given up; it is ended with every process that it started."""


def main() -> int:
    """Measure what is asked for and write it down; 1 where a part could not be measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=sorted(PLAN), choices=sorted(PLAN))
    parser.add_argument("--parts", nargs="+", default=list(PARTS), choices=list(PARTS))
    parser.add_argument("--out", type=Path, default=Path(__file__).parent / "results")
    chosen = parser.parse_args()
    figures, failed, start = results.read(chosen.out), [], time.monotonic()
    with tempfile.TemporaryDirectory(prefix="innovation-bench-") as scratch:
        for size in chosen.sizes:
            folder = Path(scratch) / str(size)
            folder.mkdir()
            for part in (part for part in PLAN[size] if part in chosen.parts):
                if not _measured(figures, size, part, folder):
                    failed.append(f"{part} at {size:,}")
                results.write(figures, chosen.out)
    print(f"{(time.monotonic() - start) / 60:.1f} minutes", *(f"not measured: {part}" for part in failed), sep="\n")
    results.plot(figures, chosen.out)
    is_whole = chosen.sizes == sorted(PLAN) and chosen.parts == list(PARTS)
    if is_whole:
        essentials.write(chosen.out)
    return 1 if failed else 0


def _measured(figures: Figures, size: int, part: str, folder: Path) -> bool:
    """Measure one part in a process of its own and return whether it came to its end."""
    add = figures.of(size, part)
    command = [sys.executable, "-m", "tests.bench.parts", str(size), part, str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, start_new_session=True) as process:
        seconds = AT_MOST_OF_THE_LARGEST if size == LARGE else AT_MOST_SECONDS
        limit = threading.Timer(seconds, _end, [process.pid])
        limit.start()
        try:
            _noted(add, process)
        finally:
            limit.cancel()
            _end(process.pid)
    return process.returncode == 0


def _noted(add: Add, process: subprocess.Popen[str]) -> None:
    for line in process.stdout or ():
        add(*json.loads(line))
    process.wait()


def _end(session: int) -> None:
    """End whatever still runs in a session: servers and browsers have groups of their own in it."""
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
            if int(fields[3]) == session:
                os.kill(int(folder.name), signal.SIGKILL)
        except (OSError, IndexError):
            continue


if __name__ == "__main__":
    sys.exit(main())
