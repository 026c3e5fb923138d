"""Packs that wait for a process of this machine: a folder of small JSON files, and the loop that makes one at a time.

KEY.waits      a pack that a reader asked for, in the order of asking; its age says when the reader asked after it last
KEY.taken      the same while it is being made; KEY.cancelled beside it asks for the end
KEY.json ...   what came of it, how far it is
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
import re
import secrets
import signal
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from dash.background_callback.managers import BaseBackgroundCallbackManager
from dash.background_callback.managers.diskcache_manager import _make_job_fn
from plotly.io.json import to_json_plotly

from indicators.model import Text
from indicators.problems import UsageError

_FULL = Text("排队生成报告的人太多，请过几分钟再试", "too many reports are waiting; try again in a few minutes")
_YOURS = Text(
    "您已有 {count} 份报告在排队或生成，请等其中一份完成", "{count} reports of yours are waiting or being made already"
)
_LOST = Text("生成报告的进程中途停止了，请重新生成", "the process stopped half way; make it again")
_KEY = re.compile(r"[0-9a-f]{64}")
_MOST, _MOST_OF_A_READER = 20, 2
_LEFT_IN_SECONDS = 300  # a page asks every second, one in the background every minute: the reader has gone
_DAY_IN_SECONDS = 86_400
_LONGEST_IN_SECONDS = 1800
_PAUSE_IN_SECONDS = 0.2
_log = logging.getLogger(__name__)


class _Results:
    """What Dash writes while a pack is made, each value as a JSON file that is never half."""

    def __init__(self, folder: Path) -> None:
        """Keep the folder."""
        self._folder = folder

    def set(self, name: str, value: Any) -> None:  # noqa: ANN401 - Dash's own
        """Write a value under a name, as the browser will get it."""
        path = self._folder / f"{name}.json"
        new = path.with_suffix(f".{secrets.token_hex(4)}")
        new.write_text(to_json_plotly(value), encoding="utf-8")
        new.replace(path)

    def take(self, name: str) -> Any:  # noqa: ANN401 - Dash's own
        """Return a value and forget it; None where there is none."""
        path = self._folder / f"{name}.json"
        try:
            value = json.loads(path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return None
        except (ValueError, RecursionError):  # nothing that this module wrote
            value = None
        path.unlink(missing_ok=True)
        return value


class Waiting(BaseBackgroundCallbackManager):
    """The manager of background callbacks that Dash asks, and the loop of the process that makes what waits."""

    def __init__(self, folder: Path, reader: Callable[[], str], mark: Callable[[], str] = str) -> None:
        """Keep packs in a folder; `reader` says who is asking, `mark` what the pack has to say of that."""
        self._folder, self._reader, self._mark, self._results = folder, reader, mark, _Results(folder)
        super().__init__(None)  # type: ignore[no-untyped-call]

    def warning(self) -> str:
        """Return nothing: there is nothing that could be missing."""
        return ""

    def build_cache_key(self, *_: object) -> str:
        """Return a key that no other pack has: two readers who ask for the same must not take each other's result."""
        return secrets.token_hex(32)

    def make_job_fn(self, fn: Any, progress: Any, key: str | None = None) -> Any:  # noqa: ANN401, ARG002 - Dash's own
        """Return a function that makes a pack and writes what comes of it."""
        return _make_job_fn(fn, self._results, progress)  # type: ignore[no-untyped-call]

    def call_job_fn(self, key: str, job_fn: Any, args: Any, context: Any) -> str:  # noqa: ANN401 - Dash's own
        """Let a pack wait and return its name. Raises UsageError where too many wait already."""
        reader = self._reader()
        waiting = [*self._folder.glob("*.waits"), *self._folder.glob("*.taken")]
        if len(waiting) >= _MOST:
            raise UsageError(str(_FULL))
        if sum(_order(path).get("reader") == reader for path in waiting) >= _MOST_OF_A_READER:
            raise UsageError(str(_YOURS).format(count=_MOST_OF_A_READER))
        name = next(name for name, known in self.func_registry.items() if known is job_fn)
        order = {
            "reader": reader,
            "at": time.time(),
            "function": name,
            "args": [*args, self._mark()],
            "context": dict(context),
        }
        new = self._folder / f"{key}.new"
        new.write_text(to_json_plotly(order), encoding="utf-8")
        new.rename(self._place(key, "waits"))
        return key

    def get_progress(self, key: str) -> Any:  # noqa: ANN401 - Dash's own
        """Return how far a pack is, None where that was asked before."""
        return self._results.take(f"{_known(key)}-progress")

    def result_ready(self, key: str) -> bool:
        """Return whether a pack was made."""
        return self._place(key, "json").exists()

    def get_result(self, key: str, job: str | None) -> Any:  # noqa: ANN401, ARG002 - Dash's own
        """Return what was made, UNDEFINED while it waits or is being made. Raises UsageError where it never will be."""
        for _ in range(2):  # it may be finished between the two questions
            made = self._results.take(_known(key))
            if made is not None:
                return made
            if self.job_running(key):
                with contextlib.suppress(FileNotFoundError):
                    os.utime(self._place(key, "waits"))
                return self.UNDEFINED
        if self._place(key, "cancelled").exists():
            return self.UNDEFINED
        raise UsageError(str(_LOST))

    def get_updated_props(self, key: str | None) -> Any:  # noqa: ANN401 - Dash's own
        """Return what else the pack changed on the page."""
        return (self._results.take(f"{_known(key)}-set_props") if key else None) or {}

    def job_running(self, job: str) -> bool:
        """Return whether a pack waits or is being made."""
        return self._place(job, "waits").exists() or self._place(job, "taken").exists()

    def terminate_job(self, job: str | None) -> None:
        """Let a pack wait no longer, and stop it where it is being made."""
        if job is not None:
            self._place(job, "cancelled").touch(mode=0o600)
            self._place(job, "waits").unlink(missing_ok=True)

    def terminate_unhealthy_job(self, job: str) -> bool:
        """Return whether a pack had to be stopped: a process that died is noticed by the loop itself."""
        return not self.job_running(job)

    def work(
        self,
        greet: Callable[[], None],
        is_over: Callable[[], bool] = lambda: False,
        opened: Callable[[], Waiting] | None = None,
    ) -> None:
        """Make what waits, one pack at a time, until it is over; packs that another process left half are lost.

        `opened` gives, in the process of a pack, the manager whose dashboard makes it: this one where it is left out.
        """
        for path in self._folder.glob("*.taken"):
            path.unlink(missing_ok=True)
        greet()
        while not is_over():
            taken = self._next()
            if taken is None:
                time.sleep(_PAUSE_IN_SECONDS)
            else:
                self._make(taken, is_over, opened or (lambda: self))
                taken.unlink(missing_ok=True)

    def _next(self) -> Path | None:
        """Take the pack that has waited longest, and clear away what nobody asks for any more."""
        now, orders = time.time(), []
        for path in list(self._folder.iterdir()):
            with contextlib.suppress(FileNotFoundError):
                age = now - path.stat().st_mtime
                if age > (_LEFT_IN_SECONDS if path.suffix == ".waits" else _DAY_IN_SECONDS):
                    path.unlink()
                elif path.suffix == ".waits":
                    orders.append((_order(path).get("at", now), path))
        for _, path in sorted(orders):
            with contextlib.suppress(FileNotFoundError):
                return path.rename(path.with_suffix(".taken"))
        return None

    def _make(self, path: Path, is_over: Callable[[], bool], opened: Callable[[], Waiting]) -> None:
        """Make a pack in a process of its own, which ends with its browser when the pack is cancelled."""
        order = _order(path)
        if not order:
            return
        with child(lambda: opened().run(path.stem, order)) as is_done:
            deadline = time.monotonic() + _LONGEST_IN_SECONDS
            while not is_done() and not is_over() and not self._place(path.stem, "cancelled").exists():
                if time.monotonic() > deadline:
                    _log.error("a pack took longer than %s seconds and was stopped", _LONGEST_IN_SECONDS)
                    return
                time.sleep(_PAUSE_IN_SECONDS)

    def run(self, key: str, order: dict[str, Any]) -> None:
        """Make a pack here and now."""
        progress = self._make_progress_key(key)  # type: ignore[no-untyped-call]
        self.func_registry[order["function"]](key, progress, order["args"], order["context"])

    def _place(self, key: str, state: str) -> Path:
        return self._folder / f"{_known(key)}.{state}"


def _known(key: str) -> str:
    """Return a key that this module made. Raises UsageError for any other text."""
    if not _KEY.fullmatch(key):
        raise UsageError(str(_LOST))
    return key


def _order(path: Path) -> dict[str, Any]:
    """What was asked for; nothing where the file has gone, or holds nothing that this module wrote."""
    try:
        order = json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError, RecursionError):
        return {}
    return order if isinstance(order, dict) and isinstance(order.get("at"), (int, float)) else {}


@contextlib.contextmanager
def child(run: Callable[[], object]) -> Iterator[Callable[[], bool]]:
    """Run something in a process that leads a group of its own, and give what says whether it is done.

    At the end the whole group is ended. Where a system cannot fork it is run here, and cannot be cancelled.
    """
    if not hasattr(os, "fork"):
        run()
        yield lambda: True
        return
    parent, number = os.getpid(), os.fork()
    if not number:
        os.setsid()
        for one_signal in (signal.SIGTERM, signal.SIGINT):
            signal.signal(one_signal, signal.SIG_DFL)
        threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
        try:
            run()
        except BaseException:  # noqa: BLE001 - nothing may go on in the wrong process
            _log.exception("a process beside the readers failed")
        finally:
            os._exit(0)
    ended: list[bool] = []

    def is_done() -> bool:
        if not ended and os.waitpid(number, os.WNOHANG)[0]:
            ended.append(True)
        return bool(ended)

    try:
        yield is_done
    finally:
        for end in (os.killpg, os.kill) if not ended else (os.killpg,):
            with contextlib.suppress(ProcessLookupError, PermissionError):
                end(number, signal.SIGKILL)
        if not ended:
            os.waitpid(number, 0)


def _end_with(parent: int) -> None:
    """End this process and its browser as soon as the one that started it is gone."""
    while os.getppid() == parent:
        time.sleep(1)
    os.killpg(0, signal.SIGKILL)
