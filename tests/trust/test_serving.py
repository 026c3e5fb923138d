"""The server goes on serving: whatever processes die, whoever holds connections, and it ends when it is asked to."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import flask
import psutil
import pytest
from markupsafe import Markup

from dashboard import site
from dashboard.app import create_app
from dashboard.opening import open_desk
from dashboard.serving import channels, child, counting, drawing
from dashboard.settings import Settings
from dashboard.web import views
from indicators.views import scoreboard, standings
from tests.trust.servers import started, wait_until

PASSWORD = re.compile(r"一次性密码 (\S+)（")


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """Start a server that several tests knock about."""
    with started(tmp_path_factory.mktemp("serving")) as running:
        yield running


def test_readers_with_open_browsers_keep_nobody_out(server):
    """Two hundred readers with six connections each: the next reader is answered."""
    with ExitStack() as browsers:
        for _ in range(1200):
            browsers.enter_context(server.connected())
        assert server.get()[0] == 200


def test_a_process_that_dies_is_started_anew_and_readers_are_answered_meanwhile(server):
    """Killing either process that answers is noticed by nobody but the log."""
    wait_until(lambda: len(server.children()) == 2)
    victim = server.children()[0]
    victim.kill()
    assert server.get()[0] == 200
    wait_until(lambda: "意外退出" in server.said())  # what another process forks may pass for it for a moment
    wait_until(lambda: len(server.children()) == 2 and victim.pid not in {child.pid for child in server.children()})


def test_what_is_done_beside_readers_gives_way_to_those_that_answer_them(server):
    """Whoever counts, verifies, backs up or makes packs has less of a busy processor than who answers."""
    wait_until(lambda: all(server.children(kind) for kind in ("web", "care", "packs")))
    answering = {child.nice() for child in server.children()}
    beside = {child.nice() for kind in ("care", "packs") for child in server.children(kind)}
    assert max(answering) < min(beside)


def test_a_server_writes_lines_for_a_collector_where_that_is_set(tmp_path):
    """A process that dies is told by the parent as one object in one line."""
    with started(tmp_path, INNOVATION_LOGS="json") as running:
        wait_until(lambda: len(running.children()) == 2)
        victim = running.children()[0]
        victim.kill()
        wait_until(lambda: "意外退出" in running.said())
        (line,) = (line for line in running.said().splitlines() if "意外退出" in line)
    found = json.loads(line)
    assert (found["level"], found["logger"]) == ("error", "dashboard.serving.parent")
    assert str(victim.pid) in found["message"]


def test_a_process_answers_itself_first_and_then_readers(app, settings, monkeypatch):
    """Dash sets itself up at its first request and bears no second one beside it: that one is the process's own."""
    steps = []
    line = SimpleNamespace(ready=lambda _: steps.append("ready"), is_over=lambda: True)
    for beside, name in ((counting, "watch"), (drawing, "start")):
        monkeypatch.setattr(beside, name, lambda *_: None)
    monkeypatch.setattr(channels, "run", lambda server, _: (server.close(), steps.append("readers")))
    own = socket.create_server(("127.0.0.1", 0))
    with flask.request_finished.connected_to(lambda *_, **__: steps.append(flask.request.path), app.server):
        child._answer(app, [], settings, line, own)
    assert steps == ["/health", "ready", "readers"]


def test_pages_are_drawn_before_the_first_reader_asks(app, monkeypatch):
    """What draws a page is not called again for who asks next; a page that cannot be drawn yet is tried again."""
    with monkeypatch.context() as not_counted:
        not_counted.setattr(standings, "is_counted", lambda *_: False)
        not_counted.setattr(views, "view", lambda *_: pytest.fail("a process that answers would begin to count"))
        assert not drawing.draw(app.server)
    assert drawing.draw(app.server)
    drawn = []
    monkeypatch.setattr(site, "render", lambda *_, **__: drawn.append(1))
    for path in ("/", "/goals", "/regions", "/sources"):
        assert app.server.test_client().get(path).status_code == 200
    assert drawn == []
    monkeypatch.setattr(
        views, "view", lambda *_: views.View(Markup(), 503, "", app.server.extensions["desk"].dataset())
    )
    assert not drawing.draw(app.server)


def test_pages_as_of_earlier_years_are_drawn_when_nothing_else_is_to_be_done(app, monkeypatch):
    """Who chooses another year is answered from memory; a year that is not counted yet is not begun by that."""
    desk = app.server.extensions["desk"]
    years = scoreboard.years(desk.dataset())[: standings.YEARS_AHEAD]
    monkeypatch.setattr(drawing, "_PAUSE_IN_SECONDS", 0)
    with monkeypatch.context() as not_counted:
        not_counted.setattr(standings, "is_counted", lambda _, year: year != years[2])
        assert not drawing.draw_years(app.server, 1)
    assert drawing.draw_years(app.server, 1)
    drawn = []
    monkeypatch.setattr(site, "render", lambda *_, **__: drawn.append(1))
    for path in ("/", "/goals", "/regions", "/industries", "/parks", "/sources"):
        for year in years:
            assert (
                app.server.test_client().get(f"{path}?on={year}", headers={"Host": "city.example"}).status_code == 200
            )
    assert drawn == []


def test_what_is_drawn_ahead_is_not_counted_as_an_answer_to_a_reader(app, monkeypatch):
    """Who watches the server reads how long readers waited, and nobody waited for these."""
    monkeypatch.setattr(drawing, "_PAUSE_IN_SECONDS", 0)
    client = app.server.test_client()
    before = answers(client)
    drawing.draw(app.server)
    drawing.draw_years(app.server, 1)
    assert answers(client) == before + 1  # the question itself


def answers(client):
    """How many answers of 200 the server counted."""
    found = re.search(r'^innovation_answers_total\{status="200"\} (\S+)$', client.get("/metrics").text, re.MULTILINE)
    return float(found[1]) if found else 0.0


def test_what_counts_a_release_ends_with_that_and_leaves_only_files(settings, tmp_path, monkeypatch):
    """The process that cares for the others keeps nothing of it in memory; one that fails is begun again."""
    own = replace(settings, state=tmp_path)
    desk = open_desk(own)
    monkeypatch.setattr(standings, "_AT_ONCE", 0)
    on = scoreboard.latest_year(desk.dataset())
    before = standings._answer.cache_info()
    assert not standings.is_counted(desk.dataset(), on)
    with monkeypatch.context() as broken:
        broken.setattr(standings, "prepare", lambda _: 1 / 0)
        assert not counting.apart(own)(desk, 1, lambda: False)
    assert counting.apart(own)(desk, 1, lambda: False)
    assert standings.is_counted(desk.dataset(), on)
    assert standings._answer.cache_info() == before


def test_what_cannot_be_counted_is_tried_again_after_a_while_and_not_at_once(app, monkeypatch):
    """On a full disk a count is worth nothing to the other processes: a large city would be counted without end."""
    now, tries = [0.0], []

    def sleep(seconds):
        now[0] += seconds

    monkeypatch.setattr(counting, "time", SimpleNamespace(monotonic=lambda: now[0], sleep=sleep))
    count = lambda *_: tries.append(now[0])  # noqa: E731 - it says that it did not
    counting.keep_counted(app.server.extensions["desk"], lambda: now[0] > 150, count)
    assert tries == [0.0, 60.0, 120.0]


def test_processes_share_the_program_and_hold_nothing_that_they_do_not_use(server):
    """No process has read pandas, which Arrow would load with its first array: 40 MB in each that answers."""
    wait_until(lambda: len(server.children()) == 2 and server.children("care"))
    for process in psutil.Process(server.process.pid).children(recursive=True):
        assert "/pandas/" not in Path(f"/proc/{process.pid}/maps").read_text()


def test_no_answer_names_the_program_that_gives_it(server):
    """Neither a page nor a refusal says by which server it was sent."""
    for path in ("/sign-in", "/not/there", "/assets/nothing.css"):
        assert "Server" not in server.get(path)[1]


def browsers(server):
    """The browsers that draw for packs, under any process of a server."""
    family = psutil.Process(server.process.pid).children(recursive=True)
    return [child for child in family if "chrom" in child.name()]


def drawing_a_pack(server, state):
    """Let a reader ask for the whole site as a pack, wait until a browser draws it, and return every process."""
    app = create_app(replace(Settings(), state=state))
    manager = app.server.extensions["queue"]
    ((_, job),) = manager.func_registry.items()
    with app.server.test_request_context("/"):
        manager.call_job_fn(manager.build_cache_key(), job, [1, "", "offline", ""], {})
    wait_until(lambda: browsers(server))
    return psutil.Process(server.process.pid).children(recursive=True)


def test_a_server_that_is_asked_to_stop_leaves_nothing_running(tmp_path):
    """Whatever dies first, the pack that is being made and its browser end with it.

    First the process that makes packs, then the parent by SIGTERM, then one by SIGKILL. The first password is shown
    again as long as nobody used it.
    """
    with started(tmp_path) as server:
        wait_until(lambda: server.children("packs"))
        drawing_a_pack(server, tmp_path)
        packs, drawn = server.children("packs"), browsers(server)
        min(packs, key=lambda process: process.create_time()).kill()
        assert psutil.wait_procs([*packs, *drawn], timeout=60)[1] == []
        wait_until(lambda: server.children("packs"))
        children = drawing_a_pack(server, tmp_path)
        server.process.send_signal(signal.SIGTERM)
        assert server.process.wait(60) == 0
        assert psutil.wait_procs(children, timeout=60)[1] == []
    with started(tmp_path) as server:
        wait_until(lambda: server.children("packs"))
        children = drawing_a_pack(server, tmp_path)
        os.kill(server.process.pid, signal.SIGKILL)
        assert psutil.wait_procs(children, timeout=60)[1] == []
    passwords = PASSWORD.findall((tmp_path / "log").read_text())
    assert len(set(passwords)) == 2


def test_a_taken_port_is_said_before_anything_is_made(server, tmp_path):
    """A second server on the same port says so in a sentence and makes no state."""
    import subprocess

    from tests.trust.servers import COMMAND

    surroundings = {**os.environ, "PORT": str(server.port), "INNOVATION_STATE": str(tmp_path / "state")}
    refused = subprocess.run([COMMAND, "serve"], env=surroundings, capture_output=True, text=True, check=False)
    assert refused.returncode == 1
    assert "请换一个端口" in refused.stderr
    assert not (tmp_path / "state").exists()
