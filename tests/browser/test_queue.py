"""Packs made elsewhere: a real Redis, a real worker that shares a state folder with the dashboard, and two readers."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
import zipfile
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest
import redis

from tests.browser.conftest import COMMAND, PATIENCE_IN_SECONDS, serving, watched
from tests.conftest import ROOT
from tests.postgres import free_port

WORD = "only-for-tests"
PACK_IN_SECONDS = 300  # other tests run beside it, and a pack comes after them
NO_WORKER, LOST, UNREACHED = "没有生成报告的进程在运行", "中途停止了", "报告队列连不上"
GREETING = "等待报告"
SMALL = """
title: 小报告
parts:
- page: /regions
  exhibits: [matrix]
"""


@dataclass(frozen=True)
class Queue:
    """A dashboard with its state folder, and the place where its Redis runs whenever a test wants it to."""

    dashboard: str
    state: Path
    port: int

    @contextmanager
    def running(self):
        """Run an empty Redis that keeps nothing on disk."""
        program, log = shutil.which("redis-server"), self.state / "redis.log"
        assert program, "no redis-server is installed: run sh tests/prerequisites.sh"
        options = f"--port {self.port} --bind 127.0.0.1 --appendonly no --requirepass {WORD}".split()
        with process([program, *options, "--save", ""], log) as server:
            client = redis.Redis(port=self.port, password=WORD)
            wait_until(lambda: answers(client), server, log)
            client.close()
            yield

    @contextmanager
    def worker(self):
        """Run a worker, from the moment at which it says that it waits."""
        log = self.state / "worker.log"
        surroundings = {"INNOVATION_QUEUE": address(self.port), "INNOVATION_STATE": str(self.state)}
        with process([COMMAND, "work"], log, **surroundings) as worker:
            wait_until(self.greetings, worker, log)
            yield worker

    def greetings(self):
        """Return how often the worker has said that it waits."""
        return (self.state / "worker.log").read_text(errors="replace").count(GREETING)

    def packs(self):
        """Return the tokens of the packs that lie there to be taken."""
        return sorted(path.stem for path in self.state.glob("*/reports/*.name"))


@pytest.fixture(scope="module")
def queue(tmp_path_factory):
    """Serve a dashboard whose queue is not there yet: a Redis comes and goes as tests want it."""
    state, port = tmp_path_factory.mktemp("queue"), free_port()
    with serving(state, INNOVATION_QUEUE=address(port)) as dashboard:
        yield Queue(dashboard, state, port)


def address(port):
    return f"redis://:{WORD}@127.0.0.1:{port}/0"


@contextmanager
def process(words, log, **surroundings):
    """Run a program, and stop it at the end; what it says goes into a file."""
    told = {**os.environ, **surroundings}
    with (
        log.open("wb") as out,
        subprocess.Popen(words, cwd=ROOT, env=told, stdin=subprocess.DEVNULL, stdout=out, stderr=out) as running,
    ):
        try:
            yield running
        finally:
            running.terminate()
            try:
                running.wait(PATIENCE_IN_SECONDS)
            except subprocess.TimeoutExpired:
                running.kill()  # else the next test would meet it
                raise


def wait_until(is_so, running, log):
    deadline = time.monotonic() + PACK_IN_SECONDS
    while not is_so():
        said = log.read_text(errors="replace")
        assert running.poll() is None, f"it ended:\n{said}"
        assert time.monotonic() < deadline, f"it does not answer:\n{said}"
        time.sleep(0.05)


def answers(client):
    try:
        return client.ping()
    except redis.ConnectionError:
        return False


@contextmanager
def reader(browser, queue):
    """Open the page of reports with a list of one picture."""
    with watched(browser, queue.dashboard, 1440, {"accept_downloads": True}) as page:
        page.goto("/report")
        page.locator("#report-file option").first.wait_for(state="attached")
        file = {"name": "small.yaml", "mimeType": "application/yaml", "buffer": SMALL.encode()}
        with page.expect_file_chooser() as chooser:
            page.locator("#report-upload").click()
        chooser.value.set_files(file)
        page.locator("#report-rows li", has_text="/regions").wait_for()
        yield page


def asked(page, kind):
    page.locator("#report-file").select_option(label=kind)
    page.locator("#report-make").click()


def painting(page):
    page.locator("#report-done", has_text="张图").wait_for(timeout=PACK_IN_SECONDS * 1000)


def told(page, words):
    """Wait for a sentence instead of a file; the reader may try again."""
    page.locator("#report-done .answer", has_text=words).wait_for(timeout=PACK_IN_SECONDS * 1000)
    page.locator("#report-make:enabled").wait_for()
    assert page.locator("#report-done a").count() == 0


def taken(page):
    page.locator("#report-done a").wait_for(timeout=PACK_IN_SECONDS * 1000)
    with page.expect_download() as made:
        page.locator("#report-done a").click()
    return made.value.path()


def test_who_starts_a_dashboard_or_a_worker_is_told_that_the_queue_cannot_be_reached(queue):
    surroundings = {**os.environ, "INNOVATION_QUEUE": address(queue.port), "INNOVATION_STATE": str(queue.state)}
    worker = subprocess.run([COMMAND, "work"], cwd=ROOT, env=surroundings, capture_output=True, text=True, check=False)
    assert worker.returncode == 1
    for said in (worker.stderr, (queue.state / "log").read_text(encoding="utf-8")):
        assert f"报告队列 redis://127.0.0.1:{queue.port}/0 连不上" in said
        assert "Traceback" not in said
        assert WORD not in said


def test_a_worker_makes_the_packs_of_all_readers_and_drops_the_one_that_is_cancelled(browser, queue):
    before = len(queue.packs())
    with queue.running(), queue.worker(), reader(browser, queue) as page, reader(browser, queue) as other:
        for one in (page, other):  # the same list, the same kind, the same button: yet two packs
            asked(one, "图片包")
        painting(page)
        for one in (page, other):
            with zipfile.ZipFile(taken(one)) as archive:
                assert any("晾晒表" in name and name.endswith(".png") for name in archive.namelist())
                assert f"{queue.dashboard}/regions?release=1#" in archive.read("图片清单.txt").decode("utf-8-sig")
        assert len(queue.packs()) == before + 2

        page.locator("#report-ready").select_option(label="月度通报")
        page.locator("#report-rows li", has_text="/goals").first.wait_for()
        asked(page, "Word 文档")
        painting(page)
        page.locator("#report-stop").click()
        page.locator("#report-make:enabled").wait_for()
        assert page.locator("#report-done a").count() == 0
        asked(page, "工作簿")  # the only worker is free for the next one
        assert zipfile.is_zipfile(taken(page))
        assert len(queue.packs()) == before + 3


def test_a_reader_is_told_where_no_worker_runs_where_one_dies_and_where_the_queue_has_gone(browser, queue):
    with reader(browser, queue) as page, ExitStack() as worker:
        with queue.running():
            asked(page, "图片包")
            told(page, NO_WORKER)
            running = worker.enter_context(queue.worker())
            asked(page, "图片包")
            painting(page)
            for child in psutil.Process(running.pid).children():
                child.kill()
            told(page, LOST)
            asked(page, "图片包")
            painting(page)
        told(page, UNREACHED)
        with queue.running():  # the worker finds it by itself
            wait_until(lambda: queue.greetings() == 2, running, queue.state / "worker.log")
            asked(page, "工作簿")
            taken(page)
    assert "Traceback" not in (queue.state / "log").read_text(encoding="utf-8")
