"""Whatever a clerk sends, readers are answered, nothing dies for want of memory, and the clerk gets a sentence."""

from __future__ import annotations

import json
import threading
from contextlib import ExitStack
from dataclasses import replace
from functools import partial

import pytest

from dashboard.settings import Settings
from dashboard.web.waiting import Line
from indicators.kinds import KINDS
from indicators.workbook.reading.container import RefusedError, sort_of
from tests.dashboard.conftest import open_office
from tests.trust.bombs import WORST, Clerk
from tests.trust.limits import killed, memory_group
from tests.trust.servers import started, wait_until
from tests.trust.test_channels import answer, connected, serving

SAID = {
    "zeros": "file-suspicious",
    "long text": "file-too-hard",
    "far cells": "file-too-hard",
    "blank cells": "file-too-hard",
    "merges": "file-too-hard",
    "hidden rows": "problems-too-many",
    "open runs": "file-damaged",
    "deep": "file-damaged",
    "figures": "changes-too-many",
    "unknown": "problems-too-many",
    "wide": "head-unknown",
}
UPLOAD = b"POST /data/uploads%s HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nConnection: close\r\n\r\nx"
LOOK = b"GET /goals HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"


def processes(server):
    """The processes of a server that live as long as it does: not those that read one file."""
    return {child.pid for kind in ("web", "packs", "care") for child in server.children(kind)}


def words(kind):
    """The longest part of a problem's sentence that has no blank in it."""
    return max(KINDS[kind].message.zh.replace("}", "{").split("{")[::2], key=len)


@pytest.fixture(scope="module")
def small_machine(tmp_path_factory):
    """Start a server that has one gigabyte, where the system lets a group of processes be held to it."""
    state = tmp_path_factory.mktemp("small")
    open_office(replace(Settings(), state=state), state)
    with memory_group(1024**3) as group, started(state, group) as server:
        yield server, group


def test_the_worst_files_take_no_process_of_a_server_of_one_gigabyte_and_each_clerk_gets_a_sentence(small_machine):
    server, group = small_machine
    assert set(SAID) == set(WORST)
    wait_until(lambda: len(processes(server)) == 4)
    before = processes(server)
    clerk, silent = Clerk(server), []
    for name, make in WORST.items():
        status, text = clerk.send(make())
        page = clerk.page(json.loads(text)["to"]) if status == 200 else ""
        silent += [] if words(SAID[name]) in page else [(name, status, text[:200])]
    assert silent == []
    assert processes(server) == before
    assert not group or killed(group) == 0


@pytest.mark.parametrize("name", ["open runs", "deep"])
def test_what_nests_without_end_is_refused_before_anything_is_parsed(name):
    """A parser would keep all that is open: 250 bytes for each three of the file."""
    with pytest.raises(RefusedError) as refused:
        sort_of(WORST[name]())
    assert refused.value.kind == "file-damaged"


def test_files_are_read_one_after_the_other_and_no_reader_waits_behind_them(tmp_path):
    """Forty uploads to two processes wait in lanes of their own: with every one open a reader is answered at once."""
    may_go, at_once, most = threading.Semaphore(0), [], []

    def application(environ, start_response):
        if environ["REQUEST_METHOD"] == "POST":
            at_once.append(1)
            most.append(len(at_once))
            may_go.acquire()
            at_once.pop()
        start_response("200 OK", [("Content-Type", "text/plain")])
        return [environ["PATH_INFO"].encode()]

    with ExitStack() as open_connections:
        lines = [Line(tmp_path) for _ in range(2)]  # each process has its own
        ports = [open_connections.enter_context(serving(application, turn=line.place)) for line in lines]
        clerks = [open_connections.enter_context(connected(port)) for port in ports * 20]
        for number, clerk in enumerate(clerks):
            clerk.sendall(UPLOAD % f"?ticket={number:016x}".encode())
            wait_until(partial(lambda ticket, place: lines[0].before(ticket) == place, f"{number:016x}", number))
        for port in ports * 5:
            with connected(port) as reader:
                reader.sendall(LOOK)
                assert answer(reader).endswith(b"/goals")
        may_go.release()  # the first is read, the others move up
        wait_until(lambda: lines[1].before(f"{0:016x}") is None)
        assert lines[1].before(f"{len(clerks) - 1:016x}") == len(clerks) - 2
        may_go.release(len(clerks) - 1)
        assert all(answer(clerk).endswith(b"/data/uploads") for clerk in clerks)
    assert max(most) == 1
    assert list((tmp_path / "waiting").iterdir()) == []


def test_a_process_that_died_holds_no_place_in_the_line(tmp_path):
    line = Line(tmp_path)
    (tmp_path / "waiting").mkdir()
    (tmp_path / "waiting" / f"{1:020}-{1:016x}").touch()  # a ticket that nobody holds
    with line.place(f"ticket={2:016x}"):
        assert line.before(f"{2:016x}") == 0
        assert line.before(f"{1:016x}") is None
