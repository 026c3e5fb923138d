"""The answer of the one search: a small JSON, the same as long as there is the release that it is about."""

from __future__ import annotations

from urllib.parse import urlencode

import flask

from dashboard import finding
from dashboard.query import BadQueryError, release_of
from dashboard.web import delivery
from dashboard.web.office import desk
from indicators.problems import UnknownName
from indicators.views.finding import Thing

ADDRESS = "/_find"
_LONGEST = 80


def connect(server: flask.Flask) -> None:
    """Add the address of the search to a server whose extensions hold a desk."""
    server.add_url_rule(ADDRESS, "find", _find)


def _find() -> flask.Response:
    text = flask.request.args.get("words", "")[:_LONGEST]
    params = dict(flask.request.args.items())
    try:
        release = release_of(params)
        everything = desk().answer(finding.things, release=release)
        listed = finding.found(desk().dataset(release), everything, text)
    except (BadQueryError, UnknownName) as error:
        return flask.Response(str(error), 404, content_type="text/plain; charset=utf-8")
    answer = flask.jsonify(found=[_row(one, params) for one in listed])
    return delivery.marked(answer, is_lasting=release is not None)


def _row(one: Thing, params: dict[str, str]) -> dict[str, str]:
    return {"kind": one.kind, "name": one.name, "about": one.about, "address": _pinned(one.address, params)}


def _pinned(address: str, params: dict[str, str]) -> str:
    """An address that stays with the release of a page that is pinned to it."""
    if "pinned" not in params:
        return address
    path, mark, place = address.partition("#")
    return f"{path}{'&' if '?' in path else '?'}{urlencode({'release': params['release']})}{mark}{place}"
