"""How answers travel: compressed, and files under addresses that change with them, to be kept for a year."""

from __future__ import annotations

import contextlib
import gzip
import hashlib
import logging
import mimetypes
import secrets
from collections.abc import Callable, Mapping, Sequence
from functools import cache, partial
from pathlib import Path
from types import MappingProxyType

import brotli
import flask
from flask_compress import Compress

_log = logging.getLogger(__name__)
ASSETS = Path(__file__).resolve().parent.parent / "assets"
FIXED = ("/assets/", "/_dash-component-suites/")
_YEAR_IN_SECONDS = 31_536_000
_ASK_AGAIN = "private, no-cache"
_LARGE = 200_000  # bytes that take seconds at the highest quality, while the first reader waits for a chart
_WAYS: dict[str, Callable[[bytes], bytes]] = {
    "br": lambda content: brotli.compress(content, quality=9 if len(content) > _LARGE else 11),
    "gzip": lambda content: gzip.compress(content, 9, mtime=0),
}
_WORTH_COMPRESSING = ("text/", "application/javascript", "application/json", "image/svg")
_OURSELVES = "'self'"
_POLICY = (
    "default-src 'self'",
    "script-src 'self' {scripts}",
    "style-src 'self' 'unsafe-inline'",  # plotly and Dash set styles on elements
    "img-src 'self' data: blob:",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors {ancestors}",
)
HEADERS: Mapping[str, str] = MappingProxyType(
    {
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "SAMEORIGIN",
        "Referrer-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
        "Cross-Origin-Opener-Policy": "same-origin",
    }
)
"""What every answer tells the browser, whatever it is about."""


STYLES, SCRIPTS = "site.css", "site.js"
_BUNDLES: Mapping[str, str] = MappingProxyType({STYLES: "*.css", SCRIPTS: "*.js"})
"""What every page has: of these files one each, so that a page waits for one answer and not for sixteen."""


@cache
def asset(name: str) -> str:
    """Return the address of a file of the site; it changes when the file does."""
    content = _bundle(name) if name in _BUNDLES else (ASSETS / name).read_bytes()
    return f"/assets/{name}?v={hashlib.sha256(content).hexdigest()[:12]}"


@cache
def _bundle(name: str) -> bytes:
    """The files of a bundle in the order of their names; a script that fails keeps no other from its work."""
    parts = [(ASSETS / one).read_text("utf-8") for one in named(_BUNDLES[name])]
    if name == SCRIPTS:
        parts = [f"try {{\n{part}}} catch (error) {{ setTimeout(() => {{ throw error; }}); }}\n" for part in parts]
    return "".join(parts).encode()


@cache
def named(pattern: str) -> tuple[str, ...]:
    """Return the names of the site's files that match a pattern, in order."""
    return tuple(sorted(path.relative_to(ASSETS).as_posix() for path in ASSETS.glob(pattern)))


def connect(server: flask.Flask, home: Path) -> None:
    """Let a server compress what it sends; files that never change are compressed once, into a folder of `home`."""
    mimetypes.add_type("image/webp", ".webp")  # not every system knows it
    server.config["COMPRESS_ALGORITHM"] = ["br", "gzip"]
    server.config["COMPRESS_BR_LEVEL"] = 5
    for name in _BUNDLES:
        server.add_url_rule(f"/assets/{name}", name, partial(_send_bundle, name))
    server.after_request(_still_so)  # runs after what is connected below, which marks the answer as compressed
    Compress(server)
    folder = home / "compressed"
    contents: dict[str, bytes] = {}

    def compressed_once(response: flask.Response) -> flask.Response:
        if not flask.request.path.startswith(FIXED) or response.status_code != 200:  # noqa: PLR2004
            return response
        if flask.request.path.startswith("/assets/") and "v" in flask.request.args:
            response.headers["Cache-Control"] = f"public, max-age={_YEAR_IN_SECONDS}, immutable"
        way = flask.request.accept_encodings.best_match([*_WAYS, "identity"])
        if way in _WAYS and (response.mimetype or "").startswith(_WORTH_COMPRESSING):
            response.direct_passthrough = False  # the file is read here
            response.set_data(_compressed(response.get_data(), way, folder, contents))
            response.headers["Content-Encoding"] = way
            response.vary.add("Accept-Encoding")
        return response

    server.after_request(compressed_once)


def _send_bundle(name: str) -> flask.Response:
    kind, _ = mimetypes.guess_type(name)
    return marked(flask.Response(_bundle(name), mimetype=kind), is_lasting=False)


def _compressed(content: bytes, way: str, folder: Path, known: dict[str, bytes]) -> bytes:
    """A file compressed: from memory, from the folder where an earlier process left it, or made now and left there."""
    name = f"{hashlib.sha256(content).hexdigest()}.{way}"
    if name not in known:
        path = folder / name
        if path.is_file():
            known[name] = path.read_bytes()
        else:
            known[name] = _WAYS[way](content)
            _leave(known[name], path)
    return known[name]


def _leave(content: bytes, path: Path) -> None:
    """Leave a compressed file to other processes, whole or not at all; a disk that takes nothing stops no reader."""
    new = path.with_name(f".new-{secrets.token_hex(4)}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        new.write_bytes(content)
        new.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            new.unlink(missing_ok=True)
        _log.warning("compressed files are not kept: %s", error)


def marked(response: flask.Response, *, is_lasting: bool, mark: str = "") -> flask.Response:
    """Return an answer that a browser may keep: for a year where it never changes, else as long as it is still so.

    `mark` is what stays the same as long as the answer does; without one it is taken from the content.
    """
    if mark:
        response.set_etag(mark)
    else:
        response.add_etag()
    response.headers["Cache-Control"] = f"private, max-age={_YEAR_IN_SECONDS}, immutable" if is_lasting else _ASK_AGAIN
    return response


def share(server: flask.Flask, is_anybody: Callable[[], bool]) -> None:
    """Let caches on the way keep what never changes where `is_anybody` says that it is the same for all."""

    def shared(response: flask.Response) -> flask.Response:
        if response.cache_control.private and response.cache_control.immutable and is_anybody():
            response.headers["Cache-Control"] = f"public, max-age={_YEAR_IN_SECONDS}, immutable"
        return response

    server.after_request(shared)


def guard(server: flask.Flask, scripts: Callable[..., Sequence[str]], *, is_https: bool = False) -> None:
    """Let every answer tell the browser what it may load and run: what this site serves, and nothing else.

    `scripts` gives the hashes of the few scripts that stand in the page itself. It is asked at the first answer, as
    Dash adds the last of them only when it is first asked for a page.
    """
    hashes = cache(scripts)

    def with_policy(response: flask.Response) -> flask.Response:
        ancestors = flask.g.get("ancestors", _OURSELVES)  # what may be embedded elsewhere says by whom
        policy = "; ".join(_POLICY).format(scripts=" ".join(hashes()), ancestors=ancestors)
        response.headers.setdefault("Content-Security-Policy", policy)
        for name, value in HEADERS.items():
            if name != "X-Frame-Options" or ancestors == _OURSELVES:  # it can name no site
                response.headers.setdefault(name, value)
        if is_https:
            response.headers.setdefault("Strict-Transport-Security", f"max-age={_YEAR_IN_SECONDS}")
        if response.mimetype == "application/json" and "Cache-Control" not in response.headers:
            response.headers["Cache-Control"] = "no-store"
        return response

    server.after_request(with_policy)


def _still_so(response: flask.Response) -> flask.Response:
    """Answer 304 where the browser has the same already."""
    mark, _ = response.get_etag()
    if mark and flask.request.method == "GET" and flask.request.if_none_match.contains_weak(mark):
        response.response = []  # what was to be written is not even begun
        response.status_code = 304
        response.headers.pop("Content-Length", None)
    return response
