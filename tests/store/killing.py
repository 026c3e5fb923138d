"""Kill publishing processes at random moments and say what was left: python -m tests.store.killing URL FOLDER ROUNDS.

Each round forks a child that publishes one release after the other, kills it with -9, and looks. Prints a JSON object:
how many rounds there were, in how many of them a transaction was cut in two, and everything that was found wrong.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sys
import time
from pathlib import Path

from indicators.store import SqlStore, open_store
from tests.store.builders import CITY, changes, publication, published, stored, values

ROWS = 300
NAMES = [f"n{index:03}" for index in range(ROWS)]
LONGEST_WAIT = 0.15
SEED = 20261124


def state(number: int) -> dict[str, str]:
    """Return what the release of this number says: every figure is the number."""
    return dict.fromkeys(NAMES, str(number))


def publish_for_ever(store: SqlStore, ready: int) -> None:
    """Publish one release after the other, until killed; say when it begins."""
    head = store.head()
    os.write(ready, b".")
    while True:
        rows = stored(store, head)
        head = store.publish(publication(store, *changes(rows, state((head or 0) + 1)))).number


def killed(store: SqlStore, wait: float) -> None:
    """Fork a process that publishes, and kill it after a while."""
    begun, ready = os.pipe()
    child = os.fork()
    if not child:
        publish_for_ever(store, ready)
    os.read(begun, 1)
    time.sleep(wait)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    os.close(begun)
    os.close(ready)


def faults(store: SqlStore, turn: int) -> list[str]:
    """Return what is wrong after a kill; then publish the next release, and look again."""
    found = []
    with store.database.writing(CITY):
        pass  # a server may still be at the last thing that the killed process asked for
    for moment in ("after the kill", "after the next release"):
        head = store.head()
        if values(store, head) != state(head):
            found.append(f"{turn}: {moment} release {head} is none that was published")
        if [one.number for one in store.releases()] != list(range(head, 0, -1)):
            found.append(f"{turn}: {moment} the list of releases has gaps")
        found += [f"{turn}: {moment} {one.zh}" for one in store.verify()]
        if moment == "after the kill":
            published(store, state(head + 1))
    return found


def main(url: str, folder: Path, rounds: int) -> None:
    """Kill so many times; a file is put back to its first release each time, so that every round is as quick."""
    rng, found, cut = random.Random(SEED), [], 0  # noqa: S311 - nothing is secret here
    store = open_store(url, folder, CITY)
    published(store, state(1))
    file = Path(url.removeprefix("sqlite:///")) if url.startswith("sqlite") else None
    if file:
        shutil.copy(file, f"{file}.first")
    for turn in range(rounds):
        killed(store, rng.uniform(0, LONGEST_WAIT))
        cut += bool(file) and Path(f"{file}-journal").exists()
        found += faults(store, turn)
        if file:
            shutil.copy(f"{file}.first", file)
    store.close()
    sys.stdout.write(json.dumps({"rounds": rounds, "cut": cut, "faults": found}))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))
