"""The desk of the server that is asked; `create_app` puts it there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import flask

if TYPE_CHECKING:  # found in the server, not made here
    from indicators.desk import Desk


def desk() -> Desk:
    """Return the desk of the server that is asked."""
    found: Desk = flask.current_app.extensions["desk"]
    return found


def sends_mail() -> bool:
    """Return whether readers may follow by mail."""
    return bool(flask.current_app.extensions.get("mails"))


def public_address() -> str:
    """Return what links to this site begin with: the address that was set, else the one that was asked."""
    address: str = flask.current_app.extensions.get("address", "")
    return f"{address}/" if address else flask.request.host_url
