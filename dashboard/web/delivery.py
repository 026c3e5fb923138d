"""How answers travel: compressed, and files that never change kept compressed and cached by the browser for a year."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

import flask
from flask_compress import Compress

_YEAR_IN_SECONDS = 31_536_000
_ASK_AGAIN = "private, no-cache"
_POLICY = (
    "default-src 'self'",
    "script-src 'self' {scripts}",
    "style-src 'self' 'unsafe-inline'",  # plotly and Dash set styles on elements
    "img-src 'self' data: blob:",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'self'",
)


class _CompressedFiles:
    """The compressed files of this process by address; answers to callbacks have none and are not kept."""

    def __init__(self) -> None:
        """Start with nothing kept."""
        self._contents: dict[str, bytes] = {}

    def get(self, key: str) -> bytes | None:
        """Return what was kept under a key, or None."""
        return self._contents.get(key)

    def set(self, key: str, value: bytes) -> None:
        """Keep the compressed file of an address."""
        if not key.endswith(";"):
            self._contents[key] = value


def connect(server: flask.Flask) -> None:
    """Let a server compress what it sends and keep the compressed files."""
    server.config["SEND_FILE_MAX_AGE_DEFAULT"] = _YEAR_IN_SECONDS
    server.config["COMPRESS_ALGORITHM"] = ["br", "gzip"]
    server.config["COMPRESS_BR_LEVEL"] = 6
    server.config["COMPRESS_CACHE_BACKEND"] = _CompressedFiles
    server.config["COMPRESS_CACHE_KEY"] = _address
    server.after_request(_still_so)  # runs after what is connected below, which marks the answer as compressed
    Compress(server)
    server.after_request(_whole)


def marked(response: flask.Response, *, is_lasting: bool) -> flask.Response:
    """Return an answer that a browser may keep: for a year where it never changes, else as long as it is still so."""
    response.add_etag()
    response.headers["Cache-Control"] = f"private, max-age={_YEAR_IN_SECONDS}, immutable" if is_lasting else _ASK_AGAIN
    return response


def guard(server: flask.Flask, scripts: Callable[..., Sequence[str]]) -> None:
    """Let every answer tell the browser what it may load and run: what this site serves, and nothing else.

    `scripts` gives the hashes of the few scripts that stand in the page itself. It is asked at the first answer, as
    Dash adds the last of them only when it is first asked for a page.
    """
    hashes = cache(scripts)

    def with_policy(response: flask.Response) -> flask.Response:
        policy = "; ".join(_POLICY).format(scripts=" ".join(hashes()))
        response.headers.setdefault("Content-Security-Policy", policy)
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        response.headers.setdefault("Referrer-Policy", "same-origin")
        return response

    server.after_request(with_policy)


def _still_so(response: flask.Response) -> flask.Response:
    """Answer 304 where the browser has the same already."""
    if "ETag" in response.headers and flask.request.method == "GET":
        response.make_conditional(flask.request)
    return response


def _address(request: flask.Request) -> str:
    fixed = request.method == "GET" and request.path.startswith(("/assets/", "/_dash-component-suites/"))
    return request.full_path if fixed else ""


def _whole(response: flask.Response) -> flask.Response:
    """Read a file into its answer, so that it is compressed once and kept rather than anew for each reader."""
    if response.is_streamed and response.status_code == 200:  # noqa: PLR2004
        response.direct_passthrough = False
        response.set_data(response.get_data())
    return response
