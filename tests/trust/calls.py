"""Kill a process at each system call by which a release is published or an older one restored, and look what is left.

python -m tests.trust.calls URL FOLDER ACT does one of the two in a process of its own; `strace` kills it.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from pathlib import Path

from indicators.accounts import Account, Role
from indicators.desk import Desk
from indicators.store import open_store
from tests.conftest import ROOT
from tests.store.builders import CITY
from tests.store.test_release_files import filled, first, said, second

WRITING = (
    *("write", "pwrite64", "fsync", "fdatasync", "ftruncate", "mkdir"),
    *("unlink", "unlinkat", "rename", "renameat", "renameat2", "link", "linkat"),
)
"""The system calls that change what a disk holds."""
PUBLISHED = "published"
_WHO = Account("li", frozenset({Role.REVIEWER}))
ACTS: Mapping[str, Callable[[Desk], object]] = {
    "publish": lambda desk: desk.bring_in(first(), _WHO.name, "again"),
    "restore": lambda desk: desk.filing.restore(_WHO, 1, base=2, reason="again"),
}
"""Both make release 3 of release 2, with the figures of release 1."""


def calls(times: int) -> dict:
    """Kill each act at up to so many of its system calls; count what was left wrong, and what was said too early."""
    if not shutil.which("strace"):
        return {"missing": "strace"}
    return {act: _kills(act, times) for act in ACTS}


def _kills(act: str, times: int) -> dict:
    with tempfile.TemporaryDirectory() as folder:
        place, first_state = Path(folder).resolve() / "now", Path(folder) / "first"
        with closing(open_store(_url(place), place / "state", CITY)) as store:
            desk = filled(store)
            states = {number: _rows(desk, number) for number in (1, 2)}
        shutil.copytree(place, first_state)
        lines, is_done = _traced(place, act)
        count, wrong, cut = len(lines), [] if is_done else ["not done"], 0
        points = range(1, count + 1, max(1, -(-count // times)))
        for point in points:
            shutil.rmtree(place)
            shutil.copytree(first_state, place)
            _, is_done = _traced(place, act, f"--inject={_set()}:signal=KILL:when={point}")
            cut += (place / "x.sqlite3-journal").exists()
            wrong += [f"{point}: {fault}" for fault in _faults(place, states, is_done=is_done)]
        return {
            "system_calls": count,
            "kills": len(points),
            "in_a_transaction": cut,
            "wrong": len(wrong),
            "which": wrong[:5],
            "failures": _said_too_early(lines, place),
        }


def _url(place: Path) -> str:
    place.mkdir(exist_ok=True)
    return f"sqlite:///{place / 'x.sqlite3'}"


def _set() -> str:
    return ",".join(f"?{name}" for name in WRITING)


def _traced(place: Path, act: str, *words: str) -> tuple[list[str], bool]:
    """Do an act under strace; return the system calls of its first thread, and whether it said that it was done."""
    trace = place.parent / "trace"
    run = ["strace", "-f", "-qq", "-y", "-o", trace, f"--trace={_set()}", *words, sys.executable, "-B", "-m"]
    done = subprocess.run(
        [*run, "tests.trust.calls", _url(place), place / "state", act],
        check=False,
        stdout=subprocess.PIPE,
        cwd=ROOT,
        env=os.environ | {"PYTHONHASHSEED": "0"},
    )
    lines = trace.read_text(errors="replace").splitlines()
    thread = lines[0].split()[0] if lines else ""
    own = [line for line in lines if re.match(rf"{thread} +\w+\(", line)]
    return own, PUBLISHED.encode() in done.stdout


def _faults(place: Path, states: Mapping[int, tuple], *, is_done: bool) -> Iterator[str]:
    """Yield what is wrong after a kill, and again after the next release."""
    with closing(open_store(_url(place), place / "state", CITY)) as store:
        desk = Desk(store)
        head = store.head()
        if is_done and head != 3:
            yield "what was said to be published is gone"
        for is_next in (False, True):
            if is_next:
                desk.bring_in(second() if head == 3 else first(), _WHO.name, "next")
            number = store.head()
            if number != head + is_next or _rows(desk, number) != states[2 - number % 2]:
                yield f"release {number} is none that was published"
            yield from (fault.zh for fault in store.verify())


def _rows(desk: Desk, number: int) -> dict[str, dict]:
    """Return all rows of a release; a row that comes back stands in another place."""
    return {table: dict(rows) for table, rows in said(desk.dataset(number))[0].items()}


def _said_too_early(lines: list[str], place: Path) -> int:
    """Count the journals whose removal was not written to the disk before the next step, or before the word was said.

    A power cut would bring such a journal back, and with it the state of before.
    """
    early, is_pending = 0, False
    for line in lines:
        if "unlink" in line and "-journal" in line:
            early, is_pending = early + is_pending, True
        elif "sync(" in line and f"<{place}>" in line:
            is_pending = False
        elif PUBLISHED in line:
            return early + is_pending
    return early + 1  # it was never said


def main(url: str, folder: str, act: str) -> None:
    """Do one act, and say so."""
    with closing(open_store(url, Path(folder), CITY)) as store:
        ACTS[act](Desk(store))
        os.write(1, PUBLISHED.encode())


if __name__ == "__main__":
    main(*sys.argv[1:])
