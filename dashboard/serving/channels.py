"""A waitress that many browsers may hold open: idle connections cost nothing, slow and oversized requests are ended.

Requests are read without a thread of their own, so a reader who sends slowly keeps nobody else waiting.
"""

from __future__ import annotations

import contextlib
import json
import socket
import time
from collections.abc import Callable
from typing import Any

import waitress
from waitress import wasyncore
from waitress.channel import HTTPChannel
from waitress.proxy_headers import proxy_headers_middleware
from waitress.task import ErrorTask

from dashboard.serving.lanes import Lanes, Turn
from dashboard.web.actions import LARGEST_UPLOAD, reads_a_file
from dashboard.web.delivery import HEADERS
from dashboard.web.identity.vouching import PEER
from indicators.model import Text

THREADS = 8
_CONNECTIONS = 4000
_IDLE_IN_SECONDS = 20
_HEADERS_IN_SECONDS = 20
_BODY_IN_SECONDS = 300
_DRAIN_IN_SECONDS = 15
_MOST_HEADERS = 32 * 1024
_LINGER_IN_SECONDS, _LINGER_IN_BYTES = 10, 64 * 1024 * 1024
_FORWARDED = frozenset({"x-forwarded-for", "x-forwarded-proto", "x-forwarded-host"})
_SENTENCES = {
    400: Text("请求格式不对", "the request is malformed"),
    413: Text("文件超过 20 MB，请拆分后再上传", "The file is larger than 20 MB: split it and upload the parts"),
    431: Text("请求头过长", "the head of the request is too long"),
    501: Text("不支持这种传输方式", "this way of sending is not taken"),
}
_OTHER = Text("请求无法处理", "the request cannot be answered")


class _Refusal(ErrorTask):  # type: ignore[misc]  # waitress has no types
    """The answer to a request that never reaches the application: one sentence, with the headers of every answer."""

    def execute(self) -> None:
        """Write the answer."""
        error = self.request.error
        body = json.dumps({"error": str(_SENTENCES.get(error.code, _OTHER))}, ensure_ascii=False).encode()
        self.status = f"{error.code} {error.reason}"
        self.response_headers += [("Content-Type", "application/json"), ("Cache-Control", "no-store"), *HEADERS.items()]
        self.response_headers.append(("Content-Security-Policy", "default-src 'none'"))
        self.set_close_on_finish()
        self.content_length = len(body)
        self.channel.lingers = True
        self.write(body)


class _Channel(HTTPChannel):  # type: ignore[misc]  # waitress has no types
    """One connection; it knows since when the request that is coming in has been coming."""

    error_task_class = _Refusal
    lingers = False
    closing_since = 0.0
    begun_at = 0.0
    dropped = 0

    def received(self, data: bytes) -> Any:  # noqa: ANN401 - waitress' own
        """Take what came; after a refusal it is thrown away, so that the sender still reads the sentence."""
        if self.closing_since:
            self.dropped += len(data)
            return False
        was_coming = self.request is not None
        answer = super().received(data)
        if self.request is None:
            self.begun_at = 0.0
        elif not was_coming or not self.begun_at:
            self.begun_at = time.time()
        return answer

    def readable(self) -> bool:
        """Whether anything is to be read."""
        return bool(self.closing_since) or bool(super().readable())

    def handle_close(self) -> None:
        """Close, after a refusal only when the sender has stopped: closing earlier would take the answer back."""
        if self.lingers and self.connected and not self.closing_since:
            with contextlib.suppress(OSError):
                self.socket.shutdown(socket.SHUT_WR)
                self.closing_since, self.will_close = time.time(), False
                return
        super().handle_close()

    def is_overdue(self, now: float) -> bool:
        """Whether a request has been coming in for too long, or a refused sender does not stop."""
        if self.closing_since:
            is_heard = now - self.closing_since > _LINGER_IN_SECONDS or self.dropped > _LINGER_IN_BYTES
            return is_heard or not self.connected
        if not self.begun_at or self.request is None:
            return False
        patience = _BODY_IN_SECONDS if self.request.headers_finished else _HEADERS_IN_SECONDS
        return now - self.begun_at > patience

    def is_busy(self) -> bool:
        """Whether a request is being read, answered or sent."""
        return bool(self.requests or self.total_outbufs_len or self.begun_at)


def server_on(
    application: Any,  # noqa: ANN401 - neither has types
    listening: socket.socket,
    proxy: str = "",
    turn: Turn = lambda _: contextlib.nullcontext(),
) -> Any:  # noqa: ANN401 - as above
    """Return a server on a socket that listens already; what `proxy` (an address) forwards for whom is believed.

    Files that clerks send are read each in a `turn`.
    """
    forwarded = proxy_headers_middleware(
        application,
        trusted_proxy=proxy or None,
        trusted_proxy_headers=_FORWARDED if proxy else set(),
        clear_untrusted=True,
    )
    lanes = Lanes(reads_a_file, turn)
    lanes.set_thread_count(THREADS)
    server = waitress.create_server(
        _with_peer(forwarded),
        sockets=[listening],
        _dispatcher=lanes,
        ident=None,
        backlog=1024,
        connection_limit=_CONNECTIONS,
        asyncore_use_poll=True,
        channel_timeout=_IDLE_IN_SECONDS,
        cleanup_interval=5,
        max_request_body_size=LARGEST_UPLOAD,
        max_request_header_size=_MOST_HEADERS,
        clear_untrusted_proxy_headers=False,  # as done above
        log_socket_errors=False,
    )
    server.channel_class = _Channel
    return server


def _with_peer(application: Any) -> Any:  # noqa: ANN401 - as above
    """The application, told who holds the connection before a forwarded address takes its place."""

    def answer(environ: dict[str, Any], start_response: Any) -> Any:  # noqa: ANN401 - as above
        environ[PEER] = environ.get("REMOTE_ADDR", "")
        return application(environ, start_response)

    return answer


def run(server: Any, is_over: Callable[[], bool]) -> None:  # noqa: ANN401 - a waitress
    """Serve until it is over; then take no more connections, answer what was asked, and end."""
    while not is_over():
        _turn(server)
    server.accepting = False
    server.del_channel()
    server.socket.close()
    deadline = time.monotonic() + _DRAIN_IN_SECONDS
    while time.monotonic() < deadline and any(channel.is_busy() for channel in list(server.active_channels.values())):
        _turn(server, 0.1)
    server.task_dispatcher.shutdown(timeout=1)
    for channel in list(server.active_channels.values()):
        channel.lingers = False
        channel.handle_close()
    server.trigger.close()


def _turn(server: Any, patience: float = 1) -> None:  # noqa: ANN401 - a waitress
    wasyncore.loop(timeout=patience, use_poll=True, map=server._map, count=1)  # noqa: SLF001 - as server.run does
    now = time.time()
    for channel in list(server.active_channels.values()):
        if channel.is_overdue(now):
            channel.lingers = False
            channel.handle_close()
