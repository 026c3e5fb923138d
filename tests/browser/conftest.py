"""A real server, a real browser, and a page that fails its test at the first sign of trouble."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import sync_playwright

from tests.conftest import ROOT

HEIGHTS = {390: 844, 768: 1024, 1440: 900, 1920: 1080}
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# As root in a container, without a graphics card, and without calling home.
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PATIENCE_IN_SECONDS = 60
COMMAND = Path(sys.executable).with_name("innovation-dashboard")


@pytest.fixture(scope="session")
def site(tmp_path_factory) -> str:
    """Start the installed command on a free port and return its address once it answers."""
    with serving(tmp_path_factory.mktemp("state")) as address:
        yield address


@contextmanager
def serving(state, **surroundings):
    """Serve a dashboard that keeps its things in a folder; give its address once it answers, and stop it afterwards.

    Further words are variables of its environment.
    """
    port, log = _free_port(), state / "log"
    own = {"HOST": "127.0.0.1", "PORT": str(port), "INNOVATION_STATE": str(state), "INNOVATION_PROCESSES": "1"}
    told = {**os.environ, **own, **surroundings}
    with (
        log.open("wb") as out,
        subprocess.Popen(
            [COMMAND, "serve"],
            cwd=ROOT,
            env=told,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
        ) as server,
    ):
        try:
            address = f"http://127.0.0.1:{port}"
            _wait_until_it_answers(address, server, log)
            yield address
        finally:
            server.terminate()


@pytest.fixture(scope="session")
def browser():
    """Return the system's Chromium; playwright's own is never downloaded."""
    executable = next(filter(None, map(shutil.which, BROWSERS)), None)
    assert executable, "no Chromium is installed: run sh tests/prerequisites.sh"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=executable, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def page_at(browser, site):
    """Return a function: width in pixels -> an empty page of that width, whose relative addresses are the site's.

    When the test is over, it fails where the console showed an error, a script broke,
    a request failed or was answered with 4xx or 5xx, or anything was asked of another host.
    Words after the width are handed to the browser's context (`color_scheme="dark"`). A test that wants a
    bad address answered takes what it expects out of `page.troubles`.
    """
    with ExitStack() as pages:
        yield lambda width=1440, **context: pages.enter_context(watched(browser, site, width, context))


@contextmanager
def watched(browser, site, width, context):
    """Give a page that fails its test when it is left, at the first sign of trouble (see `page_at`)."""
    viewport = {"width": width, "height": HEIGHTS.get(width, 900)}
    with browser.new_context(base_url=site, viewport=viewport, **{"locale": "zh-CN"} | context) as session:
        page = session.new_page()
        page.set_default_timeout(20_000)
        page.troubles = troubles = []
        _watch(page, site, troubles)
        yield page
        assert troubles == []


def _watch(page, site, troubles):
    """Note down whatever a page should not do."""
    host = urlsplit(site).netloc

    def asked(request):
        address = urlsplit(request.url)
        if address.scheme not in {"data", "blob", "about"} and address.netloc != host:
            troubles.append(f"asked another host: {request.url}")

    def failed(request):
        if request.failure != "net::ERR_ABORTED":  # the page was left while it was loading
            troubles.append(f"failed: {request.url}: {request.failure}")

    def answered(response):
        if response.status >= 400:
            troubles.append(f"answered {response.status}: {response.url}")

    def said(message):
        if message.type == "error" and not message.text.startswith("Failed to load resource"):  # see `answered`
            troubles.append(f"console: {message.text}")

    page.on("request", asked)
    page.on("requestfailed", failed)
    page.on("response", answered)
    page.on("console", said)
    page.on("pageerror", lambda error: troubles.append(f"script broke: {error}"))


def _free_port() -> int:
    with socket.socket() as chosen:
        chosen.bind(("127.0.0.1", 0))
        return chosen.getsockname()[1]


def _wait_until_it_answers(address, server, log):
    deadline = time.monotonic() + PATIENCE_IN_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=5):  # noqa: S310 - our own address
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    pytest.fail(f"the server did not answer within {PATIENCE_IN_SECONDS} s:\n{log.read_text(errors='replace')}")
