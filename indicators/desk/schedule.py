"""The calendar of releases: an upload that was approved is published at a set time, by whichever server looks first.

Until then it is an upload like others: no release holds it, so that no page, export, feed or search can tell of it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace

from indicators.accounts import Account, Permission
from indicators.desk.filing import Filing
from indicators.desk.policy import Clock, Policy, reason_of
from indicators.desk.shelf import Shelf
from indicators.model import Text
from indicators.problems import OutdatedError, UsageError
from indicators.proposals.minutes import as_json
from indicators.releases.changes import Change
from indicators.releases.release import ReleaseRecord, Store, Upload, UploadState
from indicators.tables.interchange import json_text
from indicators.tables.rows import Row

SYSTEM = "system"
"""Who the log names where a server acts by itself."""

_PAST = Text("发布时间须晚于现在", "the time has to be later than now")
_NOT_SCHEDULED = Text("这份报送没有定时发布", "the upload is not scheduled")
_NOT_AS_APPROVED = Text(
    "到了发布时间，但此后发布的版次动了同样的数，或批准人已不能发布：未发布，请重新核对",
    "not published when it was due: a later release touched the same figures, or who approved it may publish no longer",
)


class Schedule:
    """What is to be published when."""

    def __init__(self, store: Store, shelf: Shelf, filing: Filing, policy: Policy, now: Clock) -> None:
        """Join the store, its releases, the flow of work, what the installation decided, and a clock."""
        self._store, self._shelf, self._filing, self._policy, self._now = store, shelf, filing, policy, now

    def add(self, who: Account | None, upload: Upload, reason: str, due: dt.datetime) -> Upload:
        """Return an upload that `Filing.approved` gave and that will be published by itself.

        Raises DeniedError, UsageError, and OutdatedError where it is based on an older release.
        """
        account = self._policy.demand(who, Permission.REVIEW)
        if due <= self._now():
            raise UsageError(str(_PAST))
        if upload.base != self._shelf.head():
            raise OutdatedError(self._shelf.head())
        after = replace(upload, state=UploadState.SCHEDULED, reason=reason_of(reason), due_at=due)
        return self._store.decide(after, upload.state, account.name, self._now())

    def take_back(self, who: Account | None, number: int) -> Upload:
        """Return an upload that waits for a reviewer again and has no time. Raises DeniedError, UsageError."""
        account = self._policy.demand(who, Permission.REVIEW)
        upload = self._store.upload(number)
        if upload.state is not UploadState.SCHEDULED:
            raise UsageError(str(_NOT_SCHEDULED))
        return self._back(upload, account.name, "")

    def publish_due(self) -> tuple[ReleaseRecord, ...]:
        """Return the releases that approved uploads became whose time has come; what no longer fits waits again."""
        return tuple(self._publish_due())

    def _publish_due(self) -> Iterator[ReleaseRecord]:
        for upload in self._store.scheduled():
            if upload.due_at is None or upload.due_at > self._now():
                continue
            with suppress(OutdatedError):  # another server did it, or somebody took it back this moment
                current = self._as_approved(upload)
                if current is None:
                    self._back(upload, SYSTEM, str(_NOT_AS_APPROVED))
                else:
                    yield self._filing.release(current, upload.decided_by, upload.reason)

    def _as_approved(self, upload: Upload) -> Upload | None:
        """The upload against the current release; None where it would change something else than was approved."""
        known = self._store.credentials(upload.decided_by)
        if known is None or not self._policy.allows(known.account, Permission.REVIEW):
            return None
        if upload.base == self._shelf.head():
            return upload
        seen = self._filing.check(self._store.file(upload.file), upload.file_name)
        if seen.blocking or _figures(seen.all_changes) != _figures(upload.changes):
            return None
        minutes = json_text(as_json(seen))
        return replace(upload, base=seen.base, digest=seen.digest, changes=seen.all_changes, preview=minutes)

    def _back(self, upload: Upload, by: str, reason: str) -> Upload:
        after = replace(upload, state=UploadState.SUBMITTED, reason=reason, due_at=None)
        return self._store.decide(after, UploadState.SCHEDULED, by, self._now())


def _figures(changes: Iterable[Change]) -> list[tuple[str, list[tuple[str, str]], list[tuple[str, str]]]]:
    """What changes come to, whatever ids new rows get."""
    return sorted((change.table, _cells(change.old), _cells(change.new)) for change in changes)


def _cells(row: Row | None) -> list[tuple[str, str]]:
    return sorted((name, text) for name, text in (row or {}).items() if name != "id")
