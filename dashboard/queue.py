"""Where long work waits: in a folder of this machine, or in a Redis from which workers of Celery take it."""

from __future__ import annotations

from typing import Any

import diskcache
from dash import CeleryManager, DiskcacheManager

from dashboard.settings import Settings
from indicators.model import Text
from indicators.problems import UsageError

_NO_CELERY = Text(
    "设置了 INNOVATION_QUEUE，但没有安装 celery：请执行 pip install 'innovation-dashboard[celery]'",
    "INNOVATION_QUEUE is set, but celery is not installed: pip install 'innovation-dashboard[celery]'",
)


def manager(settings: Settings) -> DiskcacheManager | CeleryManager:
    """Return the manager of background callbacks that the settings ask for.

    Raises UsageError where Celery is asked for and not installed.
    """
    if settings.queue:
        return CeleryManager(celery(settings.queue))  # type: ignore[no-untyped-call]
    folder = settings.home() / "queue"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return DiskcacheManager(diskcache.Cache(str(folder)))  # type: ignore[no-untyped-call]


def celery(address: str) -> Any:  # noqa: ANN401 - it has no types
    """Return the Celery application at a Redis. Raises UsageError where it is not installed."""
    try:
        from celery import Celery  # noqa: PLC0415 - only where a setting asks for it
    except ImportError:
        raise UsageError(str(_NO_CELERY)) from None
    return Celery("innovation", broker=address, backend=address)
