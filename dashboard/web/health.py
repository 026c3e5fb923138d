"""How the dashboard is, for machines that watch it: /health as JSON, /metrics in the text of Prometheus."""

from __future__ import annotations

import importlib.util
import os
import shutil
import time
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import flask

from dashboard.home.marker import LAST_BACKUP
from dashboard.settings import Settings
from dashboard.web.office import desk
from indicators.problems import InnovationError

if TYPE_CHECKING:  # not everybody has it
    from prometheus_client import CollectorRegistry

AHEAD = "innovation.ahead"
"""Marks, in the environment of a request, one that the server makes itself so that readers need not wait."""
_FOLDER_OF_COUNTS = "PROMETHEUS_MULTIPROC_DIR"
_LEAST_FREE = 512 * 1024 * 1024
_UNAVAILABLE = 503
_BUCKETS = (0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)


def connect(server: flask.Flask, settings: Settings) -> None:
    """Add both routes to a server whose extensions hold a desk, and count what it answers."""
    homes = settings.home(), settings.shared_home()
    server.add_url_rule("/health", "health", lambda: _health(*homes))
    if importlib.util.find_spec("prometheus_client") is not None:
        _count(server, *homes)


def state(home: Path, shared: Path) -> dict[str, Any]:
    """Return how the dashboard of a state folder is: `ok` says whether it can do its work.

    The mark of the last backup is in the folder that machines share, as any of them may have made it.
    """
    disk = shutil.disk_usage(home)
    found: dict[str, Any] = {
        "ok": True,
        "version": version("innovation-dashboard"),
        "release": None,
        "digest": None,
        "log_head": None,
        "database": "ok",
        "disk_free": disk.free,
        "disk": "ok" if disk.free > _LEAST_FREE else "nearly full",
        "queue": len(list((home / "queue").glob("*.waits"))),
        "last_backup_at": _last_backup(shared),
        "last_backup_age": _age(shared),
    }
    try:
        release, (line, *_) = desk().shelf.head(), desk().people.lines(most=1)
    except (InnovationError, ValueError):
        return found | {"ok": False, "database": "unreachable or damaged"}
    found |= {"release": release, "log_head": f"{line.number} {line.hash}"}
    try:
        return found | {"digest": desk().shelf.digest(release)}
    except InnovationError:  # another release stands in for it
        return found | {"database": "altered"}


def _age(shared: Path) -> float | None:
    """How many seconds ago the last backup was written and proved; None where there was none."""
    made = _last_backup(shared)
    return None if made is None else max(0.0, time.time() - made)


def _last_backup(shared: Path) -> float | None:
    """The moment of the last backup that was written and proved, in seconds; None where there was none."""
    mark = shared / LAST_BACKUP
    return mark.stat().st_mtime if mark.exists() else None


def _health(home: Path, shared: Path) -> flask.Response:
    found = state(home, shared)
    answer = flask.jsonify(found)
    answer.status_code = 200 if found["ok"] else _UNAVAILABLE
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _count(server: flask.Flask, home: Path, shared: Path) -> None:
    """Count and time answers; the counts of all processes are summed where the parent has named a folder for them."""
    from prometheus_client import CollectorRegistry, Counter, Histogram  # noqa: PLC0415 - may not be installed

    registry = CollectorRegistry()
    answers = Counter("innovation_answers", "answers by status", ["status"], registry=registry)
    seconds = Histogram("innovation_answer_seconds", "time to answer", buckets=_BUCKETS, registry=registry)

    def begin() -> None:
        flask.g.begun_at = time.perf_counter()

    def end(response: flask.Response) -> flask.Response:
        if AHEAD in flask.request.environ:  # nobody waited for it
            return response
        answers.labels(str(response.status_code)).inc()
        seconds.observe(time.perf_counter() - flask.g.get("begun_at", time.perf_counter()))
        return response

    server.before_request(begin)
    server.after_request(end)
    server.add_url_rule("/metrics", "metrics", lambda: _metrics(home, shared, registry))


def _metrics(home: Path, shared: Path, counted: CollectorRegistry) -> flask.Response:
    from prometheus_client import CollectorRegistry, generate_latest  # noqa: PLC0415 - as above
    from prometheus_client.multiprocess import MultiProcessCollector  # noqa: PLC0415

    if _FOLDER_OF_COUNTS in os.environ:
        counted = CollectorRegistry()
        MultiProcessCollector(counted)  # type: ignore[no-untyped-call]
    lines = [generate_latest(counted)]
    for name, value in state(home, shared).items():
        if isinstance(value, (bool, int, float)):
            head = f"# HELP innovation_{name} {name} of /health\n# TYPE innovation_{name} gauge\n"
            lines.append(f"{head}innovation_{name} {float(value)}\n".encode())
    return flask.Response(b"".join(lines), content_type="text/plain; version=0.0.4; charset=utf-8")
