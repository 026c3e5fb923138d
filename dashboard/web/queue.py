"""Where long work waits: in a folder of this machine, or in a Redis from which workers of Celery take it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.home.secret import secret
from dashboard.reports.waiting import Waiting
from dashboard.settings import Settings
from dashboard.web import auth
from dashboard.web.identity import watermark
from indicators.model import Text
from indicators.problems import UsageError

if TYPE_CHECKING:  # not everybody has Celery
    from dashboard.reports.workers import Workers

_NO_CELERY = Text(
    "设置了 INNOVATION_QUEUE，但没有安装 celery：请执行 pip install 'innovation-dashboard[celery]'",
    "INNOVATION_QUEUE is set, but celery is not installed: pip install 'innovation-dashboard[celery]'",
)


def manager(settings: Settings) -> Waiting | Workers:
    """Return the manager of background callbacks that the settings ask for. It connects to nothing yet.

    Raises UsageError where Celery is asked for and not installed.
    """
    if settings.queue:
        try:
            from dashboard.reports.workers import workers  # noqa: PLC0415 - only where a setting asks for it
        except ModuleNotFoundError:
            raise UsageError(str(_NO_CELERY)) from None
        return workers(settings.queue, secret(settings), watermark.words)
    return waiting(settings)


def waiting(settings: Settings) -> Waiting:
    """Return the manager of packs that wait in a folder of this machine, for nobody else to read."""
    folder = settings.home() / "queue"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if folder.stat().st_mode & 0o077:
        folder.chmod(0o700)
    return Waiting(folder, auth.reader, watermark.words)
