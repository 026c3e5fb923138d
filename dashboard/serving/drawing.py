"""Pages are drawn before anybody asks for them: after the start and after each release, one after the other."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from http import HTTPStatus

import flask

from dashboard.pages import PAGES
from indicators.problems import InnovationError

_EVERY_SECONDS = 1.0
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
            if number != drawn and draw(server, is_over):
                drawn = number
        except InnovationError:
            _log.exception("pages could not be drawn ahead")


def draw(server: flask.Flask, is_over: Callable[[], bool] = lambda: False) -> bool:
    """Ask for each page that everybody may see as a reader would; return whether each could be drawn."""
    client, has_all = server.test_client(), True
    for page in PAGES:
        if page.office is None and "<" not in page.path and not is_over():
            has_all &= client.get(page.path).status_code != HTTPStatus.SERVICE_UNAVAILABLE
    return has_all
