"""What a reader waits for in Chromium: first content, first chart, everything, and a filter choice until redrawn."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking")
QUIET_IN_MS = 500
PATIENCE_IN_MS = 120_000
# Notes when the content and a chart are first there, when the page last changed, and how far it shifted.
_WATCH = """
(content) => {
  const marks = (window.benchMarks = { shift: 0 });
  const look = () => {
    const now = performance.now();
    marks.last = now;
    if (marks.content === undefined && document.querySelector(content)) requestAnimationFrame(() => {
      if (marks.content === undefined) marks.content = performance.now();
    });
    if (marks.chart === undefined && document.querySelector(".main-svg .plot, .main-svg .trace")) marks.chart = now;
  };
  new MutationObserver(look).observe(document, {
    childList: true, subtree: true, attributes: true, characterData: true });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) marks.shift += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
}
"""


@dataclass(frozen=True, slots=True)
class Site:
    """A page to look at: its path, what counts as its content, and the script that makes a choice number `n`."""

    name: str
    path: str
    content: str
    choice: str = ""


@dataclass(frozen=True, slots=True)
class Load:
    """One load of a page: seconds to answer, content, chart and last change; layout shift; bytes as sent; requests."""

    answer: float
    content: float
    chart: float | None
    all: float
    shift: float
    sent: int
    requests: int


@contextmanager
def chromium() -> Iterator[Browser]:
    """Give the system's Chromium."""
    executable = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=list(ARGUMENTS))
        yield browser
        browser.close()


def look(browser: Browser, address: str, site: Site, choices: int = 5, width: int = 1440) -> dict[str, Any]:
    """Return {"cold": Load, "reload": Load, "choices": [milliseconds, …]} of a browser that has nothing yet."""
    with browser.new_context(viewport={"width": width, "height": 900}, locale="zh-CN") as context:
        page = context.new_page()
        page.set_default_timeout(PATIENCE_IN_MS)
        page.add_init_script(f"({_WATCH})({site.content!r})")
        wire = _Wire(context.new_cdp_session(page))
        page.goto(address + site.path)
        cold = _loaded(page, wire)
        page.reload()
        again = _loaded(page, wire)
        spans = [_chosen(page, wire, site.choice, number) for number in range(1, choices + 1)] if site.choice else []
        return {"cold": cold, "reload": again, "choices": spans}


class _Wire:
    """Counts what came over the wire since the last time it was asked."""

    def __init__(self, session: CDPSession) -> None:
        """Listen to a page."""
        self._sent = self._requests = 0
        self._open: set[str] = set()
        session.send("Network.enable")
        session.on("Network.requestWillBeSent", lambda event: self._open.add(event["requestId"]))
        session.on("Network.loadingFailed", lambda event: self._open.discard(event["requestId"]))
        session.on("Network.loadingFinished", self._count)

    @property
    def is_quiet(self) -> bool:
        """Return whether every request was answered."""
        return not self._open

    def _count(self, event: dict[str, Any]) -> None:
        self._sent += int(event["encodedDataLength"])
        self._requests += 1
        self._open.discard(event["requestId"])

    def take(self) -> tuple[int, int]:
        """Return bytes and requests, and begin anew."""
        counted = self._sent, self._requests
        self._sent = self._requests = 0
        return counted


def _loaded(page: Page, wire: _Wire) -> Load:
    _wait(page, lambda marks, now: "content" in marks and now - marks["last"] > QUIET_IN_MS)
    page.wait_for_load_state("networkidle")
    marks = page.evaluate("benchMarks")
    chart = marks.get("chart")
    sent, requests = wire.take()
    return Load(
        page.evaluate("performance.getEntriesByType('navigation')[0].responseStart") / 1000,
        marks["content"] / 1000,
        chart / 1000 if chart else None,
        marks["last"] / 1000,
        marks["shift"],
        sent,
        requests,
    )


def _chosen(page: Page, wire: _Wire, choice: str, number: int) -> float:
    """Return milliseconds from a choice to the last change of the page that it brought."""
    start = page.evaluate(f"(n) => {{ const start = performance.now(); ({choice})(n); return start; }}", number)
    _wait(page, lambda marks, now: wire.is_quiet and marks["last"] > start + 1 and now - marks["last"] > QUIET_IN_MS)
    return float(page.evaluate("benchMarks.last")) - float(start)


def _wait(page: Page, is_done: Callable[[dict[str, float], float], bool]) -> None:
    """Ask until it is so; the page's own policy refuses scripts that would wait inside it."""
    deadline = time.monotonic() + PATIENCE_IN_MS / 1000
    while not is_done(*page.evaluate("() => [window.benchMarks || {}, performance.now()]")):
        if time.monotonic() > deadline:
            raise TimeoutError(page.url)
        time.sleep(0.05)
