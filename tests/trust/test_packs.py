"""Packs: so many at a time for all readers and for one, in a folder for nobody else, which holds nothing that runs."""

from __future__ import annotations

import itertools
import json
import pickle
import re
import stat
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from dashboard.reports.waiting import Waiting
from dashboard.web import queue
from indicators.problems import UsageError
from tests.conftest import ROOT


class Sentinel:
    """Something that leaves a file behind as soon as it is unpickled."""

    def __init__(self, path):
        self.path = path

    def __reduce__(self):
        return Path.touch, (self.path,)


def said(*_):
    return "made"


@pytest.fixture
def processes(tmp_path):
    """Return two managers of one folder, as two processes that answer have, and a reader's name that can be changed."""
    reader = ["wang"]
    managers = [Waiting(tmp_path, lambda: reader[0]) for _ in range(2)]
    for manager in managers:
        manager.func_registry["made"] = said
    return managers, reader


def ask(manager):
    manager.call_job_fn(manager.build_cache_key(), said, [], {})


def test_one_reader_has_two_packs_at_a_time_whichever_process_is_asked(processes):
    """The third is refused in a sentence; it is taken again as soon as one of the two is done."""
    (first, second), reader = processes
    ask(first)
    ask(second)
    for manager in (first, second):
        with pytest.raises(UsageError, match="2 份报告"):
            ask(manager)
    reader[0] = "li"
    ask(first)
    reader[0] = "wang"
    first._next().unlink()
    ask(second)


def test_all_readers_together_have_twenty_packs_at_a_time(processes):
    """However many readers ask, also from many addresses: what waits is bounded, and so are processes."""
    managers, reader = processes
    for number, manager in zip(range(20), itertools.cycle(managers)):
        reader[0] = f"203.0.113.{number}"
        ask(manager)
    reader[0] = "198.51.100.1"
    for manager in managers:
        with pytest.raises(UsageError, match="排队"):
            ask(manager)


def test_packs_are_made_one_after_the_other(processes):
    """However many wait, there is one process at a time, and the next is taken when it is done."""
    (manager, _), reader = processes
    for number in range(5):
        reader[0] = f"203.0.113.{number}"
        ask(manager)
    most, folder = [], manager._folder

    def look():
        most.append(len(list(folder.glob("*.taken"))))
        return not list(folder.glob("*.waits"))

    manager.work(lambda: None, look)
    assert max(most) <= 1
    assert len(most) >= 5


def test_the_folder_of_the_queue_is_for_nobody_else(settings, tmp_path):
    """Also where an older program, or somebody, made it wider."""
    own = replace(settings, state=tmp_path)
    folder = own.home() / "queue"
    folder.mkdir(parents=True)
    folder.chmod(0o777)
    queue.waiting(own)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


@pytest.mark.parametrize("state", ["waits", "json", "taken"])
def test_nothing_that_lies_in_the_queue_is_run(processes, tmp_path, state):
    """Pickles, other functions, other forms: a pack is lost, the next one is made, and nothing else happens."""
    (manager, _), _ = processes
    trap = tmp_path / "trap"
    forged = [
        pickle.dumps(Sentinel(trap)),
        b"[" * 100_000,
        json.dumps({"function": "os.system", "args": ["true"], "at": 0}).encode(),
        json.dumps({"function": ["made"], "args": {}, "at": "x"}).encode(),
        json.dumps([1]).encode(),
        b"\xff\xfe",
    ]
    keys = [f"{number:064x}" for number in range(len(forged))]
    for key, content in zip(keys, forged, strict=True):
        (tmp_path / f"{key}.{state}").write_bytes(content)
    ask(manager)
    manager.work(lambda: None, lambda: not list(tmp_path.glob("*.waits")))
    for key in keys:
        with suppress(UsageError):  # lost
            manager.get_result(key, key)
    assert not trap.exists()


def test_no_cache_that_unpickles_is_among_what_is_installed():
    """Diskcache has an open hole (pickles of whoever can write its folder); nothing here needs it."""
    locks = "".join(path.read_text() for path in (*ROOT.glob("*.lock"), ROOT / "deploy" / "requirements.lock"))
    assert not re.search(r"^diskcache==", locks, re.MULTILINE)
