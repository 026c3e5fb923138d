"""What the server that is asked has for everybody: its desk, its frame, its address; `create_app` puts them there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import flask
from markupsafe import Markup

if TYPE_CHECKING:  # found in the server, not made here
    from dashboard.web.waiting import Line
    from indicators.desk import Desk


def desk() -> Desk:
    """Return the desk of the server that is asked."""
    found: Desk = flask.current_app.extensions["desk"]
    return found


def line() -> Line:
    """Return where the files that clerks send to this machine wait to be read."""
    found: Line = flask.current_app.extensions["line"]
    return found


def framed(content: Markup, title: str, status: int = 200) -> flask.Response:
    """Return a page of the server that is asked, within the frame of the site; it is loaded whole, and never kept."""
    found: flask.Response = flask.current_app.extensions["framed"](content, title, status)
    return found


def sends_mail() -> bool:
    """Return whether readers may follow by mail."""
    return bool(flask.current_app.extensions.get("mails"))


def public_address() -> str:
    """Return what links to this site begin with: the address that was set, else the one that was asked."""
    address: str = flask.current_app.extensions.get("address", "")
    return f"{address}/" if address else flask.request.host_url
