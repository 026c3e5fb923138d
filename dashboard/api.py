"""The same answers as JSON and CSV."""

from __future__ import annotations

import flask


def connect(server: flask.Flask) -> None:
    """Add the routes of the interface to a server."""
