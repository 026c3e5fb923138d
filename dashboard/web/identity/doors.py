"""The doors as pages that need no script: sign-in, password, proof, second factor, sessions."""

from __future__ import annotations

from typing import Any

import flask
from flask_login import current_user
from werkzeug.wrappers import Response as Answer

from dashboard.web.identity import vouching
from dashboard.web.office import desk
from indicators.model import Text
from indicators.problems import InnovationError, StoreError

_UNAVAILABLE, _REFUSED = 503, 403


def refused(door: str, title: Text, error: InnovationError, name: str) -> Answer:
    """Return a door again, with the sentence of what was wrong."""
    status = _UNAVAILABLE if isinstance(error, StoreError) else _REFUSED
    return flask.make_response(page(door, title, str(error), name), status)


def page(door: str, title: Text, words: str = "", name: str = "", **more: Any) -> str:  # noqa: ANN401 - words of a page
    """Return one of the doors as a page that needs no script."""
    way = vouching.inside(flask.request.values.get("next", ""))
    site = desk().dataset().city.name.zh
    if door == "sessions":
        account = current_user.account if current_user.is_authenticated else None
        more["sessions"] = desk().signing.sessions(account) if account else ()
        more["mine"] = current_user.session.key if account else ""
    provider = vouching.way_of(way) if door == "sign-in" and vouching.is_on() else ""
    return flask.render_template(
        "door.html", door=door, title=str(title), said=words, name=name, way=way, site=site, provider=provider, **more
    )
