"""Packs that are made elsewhere: dashboards put them into a Redis, workers of Celery take them.

Celery by itself loses work in silence: what no worker takes, or what a worker took and died of, waits for ever. So a
ticket in the Redis says of each pack who has it, and every worker tells there that it lives. Names in the Redis begin
with what only processes share that share a state folder: a worker takes no pack that it would leave in another place.
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
import secrets
import signal
import socket
import sys
import time
from collections.abc import Callable, Iterator
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit

from celery import Celery, signals
from celery.worker import state
from dash import CeleryManager
from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

from indicators.model import Text
from indicators.problems import UsageError

_UNREACHED = Text(
    "报告队列连不上，暂时不能生成报告，其他页面不受影响；请管理员检查 INNOVATION_QUEUE 所指的 Redis",
    "the queue of reports cannot be reached; everything else works; look at the Redis that INNOVATION_QUEUE names",
)
_UNREACHED_AT = Text(
    "报告队列 {address} 连不上，请检查该处的 Redis 是否在运行、INNOVATION_QUEUE 是否写对",
    "the queue {address} cannot be reached: does a Redis run there, and is INNOVATION_QUEUE right?",
)
_NO_WORKER = Text(
    "没有生成报告的进程在运行，请管理员用同一状态文件夹（INNOVATION_STATE）和同一版本启动 innovation-dashboard work",
    "no worker runs: start innovation-dashboard work, of the same version, with the same INNOVATION_STATE",
)
_LOST = Text("生成报告的进程中途停止了，请重新生成", "the worker stopped half way; make it again")
_WAITS, _CANCELLED, _FAILED = b"waits", b"cancelled", b"failed"
_DAY_IN_SECONDS = 86_400
_LEFT_IN_SECONDS = 300  # a page asks every second, one in the background every minute: the reader has gone
_ALIVE_IN_SECONDS = 20  # ten beats: a worker on a busy machine is late, not dead
_SOON_IN_SECONDS, _PATIENCE_IN_SECONDS = 3, 30
_log = logging.getLogger(__name__)


def workers(address: str, secret: bytes, mark: Callable[[], str] = str) -> Workers:
    """Return the manager of packs that workers make, for the processes that know a secret. It connects to nothing.

    `mark` says what a pack has to say of who is asking for it.
    """
    broker = address.replace("unix://", "redis+socket://", 1)
    name = f"innovation-{sha256(b'queue' + secret).hexdigest()[:16]}"
    handle = Celery("innovation", broker=broker, backend=broker)
    handle.conf.update(
        broker_connection_retry=False,  # after it, Celery 5.3 lives on and takes nothing: `work` starts anew instead
        broker_connection_retry_on_startup=False,
        broker_transport_options={
            "socket_connect_timeout": _SOON_IN_SECONDS,
            "socket_timeout": _PATIENCE_IN_SECONDS,
        },
        redis_socket_connect_timeout=_SOON_IN_SECONDS,
        redis_socket_timeout=_PATIENCE_IN_SECONDS,
        result_backend_transport_options={"retry_policy": {"max_retries": 3}},  # nobody waits for that pack any more
        task_default_queue=name,
        task_ignore_result=True,  # tickets say it
        task_publish_retry=False,  # a reader wants to know now
        worker_max_tasks_per_child=1,  # what a pack took of memory is given back
        worker_prefetch_multiplier=1,
        worker_redirect_stdouts=False,  # it would swallow the greeting
        worker_proc_alive_timeout=_PATIENCE_IN_SECONDS,
    )
    return Workers(handle, name, address, mark)


class Workers(CeleryManager):
    """The manager of background callbacks that Dash asks; it raises UsageError where a reader must know something."""

    def __init__(self, handle: Celery, name: str, address: str, mark: Callable[[], str]) -> None:
        """Prepare to ask the Redis of a Celery application, under names that begin with `name`."""
        super().__init__(handle)  # type: ignore[no-untyped-call]
        self._name, self._address, self._mark = name, address, mark

    def warning(self) -> str:
        """Return one sentence for whoever starts the dashboard where packs cannot be made now, else nothing."""
        try:
            return "" if self._lives(self._version) else str(_NO_WORKER)
        except _UNREACHABLE:
            return str(_UNREACHED_AT).format(address=_without_password(self._address))

    def work(self, greet: Callable[[], None]) -> None:
        """Make packs until stopped, after a greeting. Raises UsageError where the queue cannot be reached."""
        try:
            self._redis.ping()
        except _UNREACHABLE as error:
            raise UsageError(str(_UNREACHED_AT).format(address=_without_password(self._address))) from error
        me = f"innovation-{secrets.token_hex(4)}@{socket.gethostname()}"
        self._tell_of(me)
        signals.worker_ready.connect(lambda **_: greet(), weak=False)
        alone = {"without_gossip": True, "without_mingle": True}
        worker = self.handle.Worker(hostname=me, concurrency=1, loglevel="ERROR", quiet=True, **alone)
        asked_to_stop: list[bool] = []
        signals.worker_shutting_down.connect(lambda **_: asked_to_stop.append(True), weak=False)
        worker.start()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, signal.SIG_DFL)  # from here on nothing has to be put down first
        if worker.exitcode and not asked_to_stop:
            self._start_anew()

    def build_cache_key(self, *_: object) -> str:
        """Return a key that no other pack has: two readers who ask for the same must not take each other's result."""
        return secrets.token_hex(32)

    def call_job_fn(self, key: str, job_fn: Any, args: Any, context: Any) -> str:  # noqa: ANN401 - Dash's own
        """Put a pack into the queue and return its name. Raises UsageError where nobody would make it."""
        job = secrets.token_hex(16)
        with _reaching():
            if not self._lives(self._version):
                raise UsageError(str(_NO_WORKER))
            self._redis.set(self._ticket(job), _WAITS, ex=_LEFT_IN_SECONDS)
            progress = self._make_progress_key(key)  # type: ignore[no-untyped-call]
            job_fn.apply_async((key, progress, [*args, self._mark()], context), task_id=job)
        return job

    def get_progress(self, key: str) -> Any:  # noqa: ANN401 - Dash's own
        """Return what the worker told last, None where that was asked before. Raises UsageError."""
        with _reaching():
            return super().get_progress(key)  # type: ignore[no-untyped-call]

    def get_result(self, key: str, job: str | None) -> Any:  # noqa: ANN401 - Dash's own
        """Return what the worker made, UNDEFINED while it is at it. Raises UsageError where it never will."""
        with _reaching():
            made = self.handle.backend.get(key)
            if made is None:
                self._mind(job)
                return self.UNDEFINED
            self._redis.delete(key, self._make_progress_key(key), self._ticket(job))  # type: ignore[no-untyped-call]
        return json.loads(made)

    def job_running(self, job: str | None) -> bool:
        """Return whether a pack is waiting or being made. Raises UsageError."""
        with _reaching():
            return self._redis.get(self._ticket(job)) not in {None, _CANCELLED, _FAILED}

    def terminate_job(self, job: str | None) -> None:
        """Stop a pack wherever it is. Where the queue has gone there is nothing that could be stopped."""
        if job is None:
            return
        try:
            self._redis.set(self._ticket(job), _CANCELLED, ex=_DAY_IN_SECONDS)
            self.handle.control.terminate(job)
        except _UNREACHABLE:
            _log.warning("%s", _UNREACHED)

    @property
    def _redis(self) -> Any:  # noqa: ANN401 - a Redis
        return self.handle.backend.client

    @property
    def _version(self) -> str:
        """What workers of the same code share: Dash names a callback after its source."""
        return sha256("".join(sorted(self.func_registry)).encode()).hexdigest()[:16]

    def _ticket(self, job: str | None) -> str:
        return f"{self._name}:ticket:{job}"

    def _lives(self, who: str) -> bool:
        return bool(self._redis.exists(f"{self._name}:alive:{who}"))

    def _mind(self, job: str | None) -> None:
        """Pass while somebody has a pack, or will have it. Raises UsageError where nobody has."""
        holder = self._redis.get(self._ticket(job))
        if holder == _CANCELLED:
            return
        if holder == _WAITS:
            if not self._lives(self._version):
                raise UsageError(str(_NO_WORKER))
            self._redis.expire(self._ticket(job), _LEFT_IN_SECONDS)
        elif holder is None or holder == _FAILED or not self._lives(holder.decode()):
            raise UsageError(str(_LOST))

    def _start_anew(self) -> None:
        """Become a new worker, as soon as the queue that was lost answers again."""
        _log.error(str(_UNREACHED_AT).format(address=_without_password(self._address)))
        while True:
            time.sleep(1)
            with contextlib.suppress(*_UNREACHABLE):
                self._redis.ping()
                break
        os.execv(sys.executable, sys.orig_argv)  # noqa: S606 - this very command

    def _tell_of(self, me: str) -> None:
        """Let the worker that is about to start tell that it lives, which packs it has, and which it lost."""

        def lives(**_: object) -> None:
            with contextlib.suppress(*_UNREACHABLE):  # Celery itself notices
                for who in (self._version, me):
                    self._redis.set(f"{self._name}:alive:{who}", b"", ex=_ALIVE_IN_SECONDS)

        def takes(request: Any, **_: object) -> None:  # noqa: ANN401 - Celery's own
            if self._redis.get(self._ticket(request.id)) != _WAITS:
                state.revoked.add(request.id)  # cancelled while no worker heard of it, or nobody waits any more
            else:
                self._redis.set(self._ticket(request.id), me.encode(), ex=_DAY_IN_SECONDS)

        def loses(task_id: str, **_: object) -> None:
            with contextlib.suppress(*_UNREACHABLE):
                self._redis.set(self._ticket(task_id), _FAILED, ex=_DAY_IN_SECONDS)

        for heard, by in (
            (signals.heartbeat_sent, lives),
            (signals.task_received, takes),
            (signals.task_failure, loses),
            (signals.worker_process_init, _end_tidily),
        ):
            heard.connect(by, weak=False)


_UNREACHABLE = (RedisError, OperationalError, OSError)


@contextlib.contextmanager
def _reaching() -> Iterator[None]:
    """Tell a reader in a sentence where the Redis does not answer."""
    try:
        yield
    except _UNREACHABLE as error:
        _log.warning("%s: %s", _UNREACHED, error)
        raise UsageError(str(_UNREACHED)) from error


def _end_tidily(**_: object) -> None:
    """Let a pack that is cancelled close its browser and remove what that kept, which a bare signal would not."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))


def _without_password(address: str) -> str:
    parts = urlsplit(address)
    return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()
