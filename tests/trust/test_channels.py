"""Requests that come slowly, too large or malformed, against a real socket."""

from __future__ import annotations

import contextlib
import json
import socket
import threading
from contextlib import contextmanager

import pytest

from dashboard.serving import channels, parent
from dashboard.web.identity.vouching import PEER

TIMEOUT_IN_SECONDS = 60


def application(environ, start_response):
    """Answer with how much was sent."""
    length = len(environ["wsgi.input"].read())
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [str(length).encode()]


@contextmanager
def serving(app=application, proxy="", turn=contextlib.nullcontext):
    """Serve an application on a free port and give the port."""
    listening, over = parent.listen("127.0.0.1", 0), threading.Event()
    port = listening.getsockname()[1]
    thread = threading.Thread(target=channels.run, args=(channels.server_on(app, listening, proxy, turn), over.is_set))
    thread.start()
    try:
        yield port
    finally:
        over.set()
        thread.join()


def connected(port):
    return socket.create_connection(("127.0.0.1", port), timeout=TIMEOUT_IN_SECONDS)


def answer(connection):
    """Return everything that comes until the other side closes."""
    parts = []
    while part := connection.recv(65536):
        parts.append(part)
    return b"".join(parts)


def drip(connection):
    """Send a byte now and then; raises ConnectionError as soon as the other side has had enough."""
    while True:
        connection.sendall(b"a")
        with contextlib.suppress(TimeoutError):
            if connection.recv(1) == b"":
                raise ConnectionAbortedError


def connect_for_ever(port):
    """Connect again and again; raises ConnectionError as soon as nobody listens."""
    while True:
        connected(port).close()


def test_a_sender_who_never_finishes_the_head_is_dropped(monkeypatch):
    """A head that comes byte by byte is ended although its sender is never idle; others are answered meanwhile."""
    monkeypatch.setattr(channels, "_HEADERS_IN_SECONDS", 2)
    with serving() as port, connected(port) as slow:
        slow.sendall(b"GET / HTTP/1.1\r\nX: ")
        with connected(port) as quick:
            quick.sendall(b"GET / HTTP/1.0\r\n\r\n")
            assert answer(quick).startswith(b"HTTP/1.0 200")
        slow.settimeout(0.2)
        with pytest.raises(ConnectionError):
            drip(slow)


@pytest.mark.parametrize("way", ["length", "chunks"])
def test_a_body_that_is_too_large_is_refused_and_its_sender_reads_why(way):
    """Whether the length is said or comes in chunks: 413 with a sentence, also to one who goes on sending."""
    head = {
        "length": f"Content-Length: {channels.LARGEST_UPLOAD + 1}\r\n\r\n".encode(),
        "chunks": b"Transfer-Encoding: chunked\r\n\r\n",
    }[way]
    part = b"a" * 65536 if way == "length" else b"10000\r\n" + b"a" * 65536 + b"\r\n"
    with serving() as port, connected(port) as sender:
        sender.sendall(b"POST / HTTP/1.1\r\nHost: x\r\n" + head)
        for _ in range(channels.LARGEST_UPLOAD // 65536 + 2):
            sender.sendall(part)
        sender.shutdown(socket.SHUT_WR)
        head, _, body = answer(sender).partition(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 413")
        assert "20 MB" in json.loads(body)["error"]
        assert b"X-Content-Type-Options: nosniff" in head
        assert b"erver:" not in head


def test_a_body_whose_length_is_too_large_is_refused_before_a_byte_of_it_was_sent():
    """Nothing of it is read, so nothing of it is written to any disk."""
    with serving() as port, connected(port) as sender:
        sender.sendall(f"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: {2**30}\r\n\r\n".encode())
        assert sender.recv(65536).startswith(b"HTTP/1.1 413")


@pytest.mark.parametrize(
    "request_bytes",
    [
        b"GET / HTTP/1.1\r\nX: " + b"a" * 40_000 + b"\r\n\r\n",
        b"GET / HTTP/1.1\r\nContent-Length: x\r\n\r\n",
        b"POST / HTTP/1.1\r\nTransfer-Encoding: gzip\r\n\r\n",
        b"\x00\x01\x02\r\n\r\n",
    ],
)
def test_a_malformed_request_is_refused_in_a_sentence(request_bytes):
    """What is no request is answered with 4xx or 501 and a sentence."""
    with serving() as port, connected(port) as sender:
        sender.sendall(request_bytes)
        sender.shutdown(socket.SHUT_WR)
        head, _, body = answer(sender).partition(b"\r\n\r\n")
        assert int(head.split()[1]) in {400, 413, 431, 501}
        assert json.loads(body)["error"]


def test_what_is_being_answered_is_finished_before_the_end():
    """A request that was taken before the end was asked for is answered whole."""
    taken, go = threading.Event(), threading.Event()

    def slow(environ, start_response):
        taken.set()
        go.wait(TIMEOUT_IN_SECONDS)
        return application(environ, start_response)

    listening, over = parent.listen("127.0.0.1", 0), threading.Event()
    port = listening.getsockname()[1]
    thread = threading.Thread(target=channels.run, args=(channels.server_on(slow, listening), over.is_set))
    thread.start()
    with connected(port) as reader:
        reader.sendall(b"GET / HTTP/1.0\r\n\r\n")
        assert taken.wait(TIMEOUT_IN_SECONDS)
        over.set()
        with pytest.raises(ConnectionError):
            connect_for_ever(port)
        go.set()
        assert answer(reader).startswith(b"HTTP/1.0 200")
    thread.join()


def test_who_holds_a_connection_is_known_whatever_its_headers_say():
    def peer(environ, start_response):
        start_response("200 OK", [("Content-Type", "text/plain")])
        return [f"{environ[PEER]} {environ['REMOTE_ADDR']}".encode()]

    forwarded = b"GET / HTTP/1.0\r\nHost: here\r\nX-Forwarded-For: 10.1.2.3\r\nInnovation-Peer: 10.9.9.9\r\n\r\n"
    for proxy, told in (("", b"127.0.0.1 127.0.0.1"), ("127.0.0.1", b"127.0.0.1 10.1.2.3")):
        with serving(peer, proxy) as port, connected(port) as connection:
            connection.sendall(forwarded)
            assert answer(connection).endswith(told)
