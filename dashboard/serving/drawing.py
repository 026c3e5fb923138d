"""Pages are drawn before anybody asks for them: after the start and after each release, one after the other.

First as a reader finds them, then as of the years before: what is most often chosen, and what a server at rest can do.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from http import HTTPStatus
from typing import TYPE_CHECKING

import flask
from werkzeug.test import TestResponse

from dashboard.pages import PAGES
from dashboard.web.health import AHEAD
from indicators.problems import InnovationError
from indicators.views import scoreboard, standings

if TYPE_CHECKING:  # handed over by the application
    from indicators.desk import Desk

_EVERY_SECONDS = 1.0
_PAUSE_IN_SECONDS = 0.2
_ON = "on"
_log = logging.getLogger(__name__)


def start(server: flask.Flask, is_over: Callable[[], bool]) -> None:
    """Keep the pages of the release that is shown drawn, in a thread of its own, until it is over."""
    threading.Thread(target=keep_drawn, args=(server, is_over), daemon=True).start()


def keep_drawn(server: flask.Flask, is_over: Callable[[], bool]) -> None:
    """Draw the pages whenever the release that is shown is another; those that cannot be drawn yet, later again."""
    shelf, drawn = server.extensions["desk"].shelf, None
    while not is_over():
        time.sleep(_EVERY_SECONDS)  # whoever waits for the start is answered first
        try:
            number = shelf.current()
            if number != drawn and draw(server, is_over) and draw_years(server, number, is_over):
                drawn = number
        except InnovationError:
            _log.exception("pages could not be drawn ahead")


def draw(server: flask.Flask, is_over: Callable[[], bool] = lambda: False) -> bool:
    """Ask for each page that everybody may see as a reader would; return whether each could be drawn.

    What is not counted yet is not asked for: this process would begin to count, beside the one that does.
    """
    dataset = server.extensions["desk"].dataset()
    if not standings.is_counted(dataset, scoreboard.latest_year(dataset)):
        return False
    has_all = True
    for page in _ALIKE:
        if not is_over():
            has_all &= _ask(server, page.path).status_code != HTTPStatus.SERVICE_UNAVAILABLE
    return has_all


def draw_years(server: flask.Flask, number: int, is_over: Callable[[], bool] = lambda: False) -> bool:
    """Ask for the same pages as of their latest years, with a pause after each, as long as a release is shown.

    Return False where a year is not counted yet.
    """
    desk: Desk = server.extensions["desk"]
    dataset = desk.dataset(number)
    for year in scoreboard.years(dataset)[: standings.YEARS_AHEAD]:
        if not standings.is_counted(dataset, year):
            return False
        for page in _ALIKE:
            if is_over() or desk.shelf.current() != number:
                return True
            if _ON in page.filters:
                _ask(server, f"{page.path}?{_ON}={year}")
                time.sleep(_PAUSE_IN_SECONDS)
    return True


def _ask(server: flask.Flask, address: str) -> TestResponse:
    """Ask as a reader would, but for being counted as one."""
    return server.test_client().get(address, environ_overrides={AHEAD: True})


_ALIKE = tuple(page for page in PAGES if page.office is None and "<" not in page.path)
"""The pages that everybody may see, and that are about no one thing."""
