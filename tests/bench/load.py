"""How long answers take over HTTP, with one client and with many."""

from __future__ import annotations

import gzip
import http.client
import json
import statistics
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

_AT_MOST_SECONDS = 6


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked: a path, and the body of a post where it is one."""

    path: str
    body: bytes | None = None
    headers: Mapping[str, str] | None = None

    def over(self, connection: http.client.HTTPConnection) -> tuple[int, int, int]:
        """Return the status, the bytes as sent and the bytes of the text."""
        headers = {"Accept-Encoding": "gzip", **(self.headers or {})}
        if self.body is not None:
            headers["Content-Type"] = "application/json"
        connection.request("POST" if self.body is not None else "GET", self.path, self.body, headers)
        answer = connection.getresponse()
        content = answer.read()
        packed = answer.getheader("Content-Encoding") == "gzip"
        return answer.status, len(content), len(gzip.decompress(content)) if packed else len(content)


@dataclass(frozen=True, slots=True)
class Timing:
    """Milliseconds of the first and of later answers, answers a second, and bytes (as sent, as text)."""

    first: float
    median: float
    p95: float
    rate: float
    sent: int
    text: int


def callback_request(output: str, inputs: Sequence[tuple[str, str]]) -> Request:
    """Return what Dash asks when a dropdown of a small application changes."""
    names = output.strip(".").split("...")
    outputs = [dict(zip(("id", "property"), name.split("."), strict=True)) for name in names]
    body = {
        "output": output,
        "outputs": outputs if output.startswith("..") else outputs[0],
        "inputs": [{"id": name, "property": "value", "value": value} for name, value in inputs],
        "changedPropIds": [f"{inputs[0][0]}.value"],
    }
    return Request("/_dash-update-component", json.dumps(body).encode())


def time_requests(address: str, make: Callable[[int], Request], clients: int = 1, each: int = 40) -> Timing:
    """Return the timing of `each` requests of every client, fewer where they take long; `make(n)` gives the n-th."""
    host = urlsplit(address).netloc
    first, sent, text = _once(host, make(0))
    until = time.monotonic() + _AT_MOST_SECONDS
    spans: list[list[float]] = [[] for _ in range(clients)]
    failures: list[str] = []

    def ask(number: int) -> None:
        connection = http.client.HTTPConnection(host, timeout=120)
        for turn in range(each):
            if turn and time.monotonic() > until:
                return
            start = time.perf_counter()
            status, _, _ = make(1 + turn * clients + number).over(connection)
            spans[number].append((time.perf_counter() - start) * 1000)
            if status != 200:
                failures.append(f"{status} {make(1 + turn * clients + number).path}")

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(clients)]
    start = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seconds = time.perf_counter() - start
    if failures:
        raise RuntimeError(f"{len(failures)} requests failed: {failures[0]}")
    ranked = sorted(span for mine in spans for span in mine)
    rate = len(ranked) / seconds
    return Timing(first, statistics.median(ranked), ranked[int(len(ranked) * 0.95)], rate, sent, text)


def wait_for(address: str, request: Request) -> None:
    """Ask again and again until the answer is there; 503 says that it is being made. Raises RuntimeError for others."""
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=600)
    while (status := request.over(connection)[0]) != 200:
        if status != 503:
            raise RuntimeError(f"{request.path} was answered with {status}")
        time.sleep(1)


def _once(host: str, request: Request) -> tuple[float, int, int]:
    connection = http.client.HTTPConnection(host, timeout=600)
    start = time.perf_counter()
    status, sent, text = request.over(connection)
    if status != 200:
        raise RuntimeError(f"{request.path} was answered with {status}")
    return (time.perf_counter() - start) * 1000, sent, text
