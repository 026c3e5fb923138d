"""One exhibit in other sites' pages, where a setting allows them: `/embed/goals/ways?plan=13fyp`, and oEmbed for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import flask
from dash import html
from markupsafe import Markup, escape

from dashboard import addressing, contents
from dashboard.exhibits.exhibit import Exhibit
from dashboard.kit import frame, strip
from dashboard.kit.markup import markup
from dashboard.query import NAMES, BadQueryError, parse, release_of
from dashboard.web import delivery
from dashboard.web.interface.wall import bare
from dashboard.web.office import desk
from indicators.dataset import Dataset
from indicators.model import Text
from indicators.problems import BeingCounted, InnovationError, UnknownName

ADDRESS = "/embed"
_WIDTH, _HEIGHT, _LEAST = 720, 480, 200
_EXHIBIT = Text("图表", "Exhibit")
_CLOSED = Text(
    "本站未开放嵌入：请管理员在 INNOVATION_EMBED 中写明可以嵌入的网站",
    "Nothing is embedded from this site: an administrator names the sites that may in INNOVATION_EMBED",
)
_ONLY_JSON = Text("只提供 format=json", "Only format=json is given")
_STYLES = ("1-tokens.css", "2-frame.css", "3-blocks.css")
_SCRIPTS = ("base.js", "cards.js", "charts.js", "parts.js")
_PLAIN = "text/plain; charset=utf-8"
_FRAME = Markup(
    '<iframe src="{address}" width="{width}" height="{height}" title="{title}"'
    ' loading="lazy" style="border:0"></iframe>'
)


def connect(server: flask.Flask, sites: str, address: str) -> None:
    """Add embedding to a server whose extensions hold a desk; `sites` may, and without any nobody may.

    `address` is what the site is called outside; without one it is what was asked.
    """
    allowed = " ".join(sites.split())
    server.extensions["embeds"] = bool(allowed)

    def answered(answer: Callable[..., flask.Response]) -> Callable[..., flask.Response]:
        def view(**named: str) -> flask.Response:
            try:
                if not allowed:
                    return flask.Response(str(_CLOSED), 404, content_type=_PLAIN)
                return answer(**named)
            except BeingCounted:
                raise  # answered alike for every address
            except (BadQueryError, InnovationError) as error:
                is_unreadable = isinstance(error, BadQueryError)
                sentence = str(error.text) if isinstance(error, BadQueryError) else str(error)
                return flask.Response(sentence, 400 if is_unreadable else 404, content_type=_PLAIN)

        return view

    def embedded(rest: str) -> flask.Response:
        flask.g.ancestors = allowed
        return _embedded(rest)

    def described() -> flask.Response:
        return _described(address or flask.request.host_url.rstrip("/"))

    server.add_url_rule(f"{ADDRESS}/<path:rest>", "embed", answered(embedded))
    server.add_url_rule(contents.OEMBED, "oembed", answered(described))


def _embedded(rest: str) -> flask.Response:
    """One exhibit as a document of its own, about the release that the address names or the current one."""
    params = dict(flask.request.args.items())
    release = release_of(params)
    dataset = desk().dataset(release)
    pairs = tuple(sorted((name, value) for name, value in params.items() if name in NAMES))
    title, body = desk().answer(_drawn, rest, pairs, release is not None, release=release)
    text = bare("embedded", dataset, title, _STYLES, _SCRIPTS, body + markup([strip.strip(), strip.spoken()]))
    text = str(text).replace("<head>", '<head>\n<base target="_top">', 1)
    return delivery.marked(flask.Response(text, content_type="text/html; charset=utf-8"), is_lasting=False)


def _drawn(dataset: Dataset, rest: str, pairs: tuple[tuple[str, str], ...], pinned: bool) -> tuple[str, Markup]:  # noqa: FBT001
    """The title and the markup of an exhibit, with the way to its page. Raises UnknownName, BadQueryError."""
    path, _, exhibit = rest.rpartition("/")
    page, name = contents.page_at(f"/{path}")
    query = parse(dict(pairs), dataset)
    one = _chosen(contents.exhibits(dataset, page, name, query), exhibit)
    release = dataset.city.release
    place = replace(contents.place(dataset, page, name, query, one), export="")
    way = html.A(contents.title(dataset), href=contents.address(dataset, page, name, query, one))
    drawn = [
        html.Div(frame.exhibit(one, place), id="content"),
        html.Footer([way, f" · {release.name} · {release.date}"], className="page-foot"),
    ]
    return one.title, markup(addressing.addressed(drawn, release.number, pinned=pinned))


def _described(home: str) -> flask.Response:
    """What oEmbed says of the address of an exhibit of ours. Raises UnknownName for what is none."""
    params = dict(flask.request.args.items())
    if params.get("format", "json") != "json":
        return flask.Response(str(_ONLY_JSON), 501, content_type=_PLAIN)
    asked = urlsplit(params.get("url", ""))
    if f"{asked.scheme}://{asked.netloc}" not in {home, flask.request.host_url.rstrip("/")}:
        raise UnknownName(_EXHIBIT, params.get("url", "")[:80], (f"{home}/goals#ways",))
    pairs = dict(parse_qsl(asked.query))
    release = release_of(pairs)
    dataset = desk().dataset(release)
    page, name = contents.page_at(asked.path or "/")
    query = parse({key: value for key, value in pairs.items() if key in NAMES}, dataset)
    found = contents.exhibits(dataset, page, name, query)
    one = _chosen(found, asked.fragment or found[0].id)
    kept = urlencode({key: value for key, value in pairs.items() if key in {*NAMES, "release"}})
    source = f"{home}{ADDRESS}{asked.path.rstrip('/')}/{one.id}{'?' if kept else ''}{kept}"
    width, height = _within(params, "maxwidth", _WIDTH), _within(params, "maxheight", _HEIGHT)
    said: Mapping[str, Any] = {
        "version": "1.0",
        "type": "rich",
        "title": one.title,
        "provider_name": contents.title(dataset),
        "provider_url": home,
        "width": width,
        "height": height,
        "html": _FRAME.format(address=escape(source), width=width, height=height, title=escape(one.title)),
    }
    return flask.jsonify(said)


def _within(params: Mapping[str, str], name: str, usual: int) -> int:
    most = params.get(name, "")
    return max(_LEAST, min(usual, int(most))) if most.isdecimal() and len(most) < len(str(10**5)) else usual


def _chosen(found: tuple[Exhibit, ...], exhibit: str) -> Exhibit:
    by_id = {one.id: one for one in found}
    if exhibit not in by_id:
        raise UnknownName(_EXHIBIT, exhibit[:40], by_id)
    return by_id[exhibit]
