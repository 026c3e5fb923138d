"""What a dashboard does by itself: backups, the log verified and witnessed, the calendar of releases, kept reports.

DUTIES is the list of what is done now and then. One process of each server does it. Whatever it does is a line of the
audit log, and so stands on 日志.
"""

from __future__ import annotations

import datetime as dt
import logging
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version
from typing import TYPE_CHECKING

from dashboard.home.marker import LAST_BACKUP
from dashboard.opening import fresh_datasets, open_desk
from dashboard.reports import issuing
from dashboard.reports.waiting import child
from dashboard.settings import Settings
from dashboard.web.following import enclosing
from dashboard.web.following.sending import send_due
from dashboard.web.identity import watermark
from indicators.problems import InnovationError
from indicators.releases.release import VERIFIED, Entry
from indicators.releases.reports import ISSUED, KeptReport
from indicators.store import SqlStore, keep_backup, open_store

if TYPE_CHECKING:  # opened by the application
    from indicators.desk import Desk

SYSTEM = "system"
STARTED, STOPPED, BACKED_UP = "server.started", "server.stopped", "backup.made"
MAILED = "mails.sent"
_FAILED = "backup.failed"
_LOOKS_EVERY_SECONDS, _CALENDAR_EVERY_SECONDS = 60.0, 5.0
_LONGEST_SECONDS = 1800.0
_WEEK = dt.timedelta(days=7)
_TOLD = 20
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Duty:
    """One thing that is done now and then: the action of its line in the log, how often, and what is done."""

    action: str
    every: Callable[[Settings], dt.timedelta | None]
    act: Callable[[Settings, SqlStore], None]

    def do(self, settings: Settings, store: SqlStore) -> None:
        """Do it where it was never done, or too long ago."""
        every, last = self.every(settings), store.last(self.action)
        if every is not None and (last is None or _now() - last.at >= every):
            self.act(settings, store)


def run(settings: Settings, is_over: Callable[[], bool]) -> None:
    """Do what is due until it is over; the log tells when a server started and stopped."""
    city, files = settings.folder().name, settings.shared_home() / "files"
    with closing(open_store(settings.database_url(), settings.home(), city, settings.witness, files)) as store:
        _attempt(lambda: _tell(store, STARTED, {"version": version("innovation-dashboard")}))
        _attempt(lambda: verify(settings, store))
        desk = open_desk(settings)
        while not is_over():
            _attempt(store.witness)
            for duty in DUTIES:
                _attempt(partial(duty.do, settings, store))
            _attempt(partial(write, settings, store, desk))
            _attempt(partial(issue, settings, store, desk, is_over))
            _wait(is_over, desk.schedule.publish_due)
        _attempt(lambda: _tell(store, STOPPED, {}))
        _attempt(store.witness)


def verify(_: Settings, store: SqlStore) -> None:
    """Hold the log and everything that it tells of against each other, and tell what was found."""
    faults = store.verify()
    for fault in faults:
        _log.error("audit verify: %s", fault)
    _tell(store, VERIFIED, {"faults": [str(fault) for fault in faults[:_TOLD]], "count": len(faults)})


def save(settings: Settings, store: SqlStore) -> None:
    """Make a backup and prove it; `/health` says how old the last one is."""
    if settings.backups is None:
        return
    try:
        kept = keep_backup(store, settings.backups, settings.backups_kept, _now())
    except InnovationError as error:
        _tell(store, _FAILED, {"reason": str(error)})
        raise
    with suppress(OSError):
        (settings.shared_home() / LAST_BACKUP).touch()
    _tell(store, BACKED_UP, {"file_name": kept.path.name, "sha256": kept.sha256, "release": kept.release})


def write(settings: Settings, store: SqlStore, desk: Desk) -> None:
    """Write to readers who follow what a release changed, and tell how many mails it made, never to whom."""
    sent: Counter[int] = Counter()
    try:
        sent.update(send_due(settings, desk))
    finally:
        for number, count in sorted(sent.items()):
            _tell(store, MAILED, {"release": number, "count": count})


def issue(settings: Settings, store: SqlStore, desk: Desk, is_over: Callable[[], bool]) -> None:
    """Make the files of kept lists that run at each release, one after the other, and send them where that is asked."""
    home = settings.shared_home()
    for report, record in desk.reports.due():
        if not issuing.is_over(home, report, record.number):
            _make(settings, report, record.number, is_over, desk)
        if not issuing.is_over(home, report, record.number):
            return  # it is due again in some minutes
        problem = issuing.problem(home, report, record.number)
        if report.mail and not problem and settings.sends_mail():
            name, content = issuing.issued(home, report, record.number)
            enclosing.send(settings, desk.dataset(record.number), report, name, content)
        desk.reports.done(report, problem)
        detail = {"release": record.number, "problem": problem}
        store.write(Entry(_now(), SYSTEM, ISSUED, str(report.number), detail))


def _make(settings: Settings, report: KeptReport, release: int, is_over: Callable[[], bool], desk: Desk) -> None:
    """Make the file of a list in a process of its own, and meanwhile look at the calendar."""
    datasets, owner = fresh_datasets(settings), desk.people.named(report.owner)
    mark = watermark.of_list(owner, report.name, desk.moment(desk.now())) if settings.watermark else ""
    make = partial(issuing.issue, settings.shared_home(), datasets, report, release, settings.address, mark)
    with child(make) as is_done:
        deadline = time.monotonic() + _LONGEST_SECONDS
        while not is_done() and not is_over() and time.monotonic() < deadline:
            _wait(lambda: is_done() or is_over(), desk.schedule.publish_due)


def _hours(settings: Settings) -> dt.timedelta | None:
    return dt.timedelta(hours=settings.backup_hours) if settings.backups else None


DUTIES: tuple[Duty, ...] = (Duty(VERIFIED, lambda _: _WEEK, verify), Duty(BACKED_UP, _hours, save))


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC).replace(microsecond=0)


def _tell(store: SqlStore, action: str, detail: dict[str, object]) -> None:
    store.write(Entry(_now(), SYSTEM, action, store.city, detail))


def _attempt(act: Callable[[], object]) -> None:
    """Do something; where it fails, the log of the server says so and it is tried again at the next look."""
    try:
        act()
    except (InnovationError, OSError):
        _log.exception("a duty of the server failed")


def _wait(is_over: Callable[[], bool], look: Callable[[], object]) -> None:
    """Wait for the next round; now and then look at the calendar, which keeps to the minute."""
    until = looked = time.monotonic()
    until += _LOOKS_EVERY_SECONDS
    _attempt(look)
    while time.monotonic() < until and not is_over():
        time.sleep(0.2)
        if time.monotonic() - looked >= _CALENDAR_EVERY_SECONDS:
            _attempt(look)
            looked = time.monotonic()
