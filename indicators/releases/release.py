"""What a release is and what is asked to be published: the values that the desk and the store exchange."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Protocol

from indicators.accounts import Account, Attempts, Credentials, Factor, Session
from indicators.city import Release
from indicators.dataset import Correction, Counts
from indicators.model import Text
from indicators.releases.changes import Change
from indicators.releases.followers import Followers
from indicators.releases.reports import KeptReports
from indicators.tables.rows import Rows
from indicators.tables.snapshot import Snapshot

VERIFIED = "log.verified"
"""What the line of the audit log says that tells what the server found when it verified the log by itself."""


class Origin(StrEnum):
    """How a release came about."""

    FOLDER = "folder"
    UPLOAD = "upload"
    RESTORE = "restore"


class UploadState(StrEnum):
    """Where a staged upload stands in the flow of work."""

    STAGED = "staged"
    SUBMITTED = "submitted"
    SCHEDULED = "scheduled"
    PUBLISHED = "published"
    SENT_BACK = "sent_back"
    WITHDRAWN = "withdrawn"

    @property
    def words(self) -> Text:
        """Return what the state is called."""
        return _STATES[self]


_STATES: Mapping[UploadState, Text] = MappingProxyType(
    {
        UploadState.STAGED: Text("待提交", "staged"),
        UploadState.SUBMITTED: Text("待审核", "submitted"),
        UploadState.SCHEDULED: Text("待定时发布", "to be published"),
        UploadState.PUBLISHED: Text("已发布", "published"),
        UploadState.SENT_BACK: Text("已退回", "sent back"),
        UploadState.WITHDRAWN: Text("已撤回", "withdrawn"),
    }
)


@dataclass(frozen=True, slots=True)
class Publication:
    """What is asked to be published: the changes, the release that they follow, and who asks why.

    `file` is the SHA-256 of the original file, `preview` the digest of the preview that the person saw; `restores`
    names the release whose state a restore brings back; `upload` the number of an upload, which has to be in
    `upload_state`. `carried` is written with the changes and not counted among them: the file itself as a source.
    """

    follows: int | None
    origin: Origin
    by: str
    reason: str
    at: dt.datetime
    changes: tuple[Change, ...]
    unchanged: int
    carried: tuple[Change, ...] = ()
    name: Text | None = None
    file: str = ""
    file_name: str = ""
    preview: str = ""
    restores: int | None = None
    upload: int | None = None
    upload_state: UploadState = UploadState.STAGED
    explanations: Mapping[str, str] | None = None

    @property
    def written(self) -> tuple[Change, ...]:
        """Return every change that is written: the counted ones and those that come along."""
        return (*self.carried, *self.changes)


@dataclass(frozen=True, slots=True)
class ReleaseRecord:
    """One release as it stands in the list of releases: who, when, why, from which file, and the counts.

    `line` and `line_hash` name the line of the audit log that tells of it: whoever keeps them can tell a forged log.
    """

    release: Release
    follows: int | None
    origin: Origin
    by: str
    reason: str
    at: dt.datetime
    added: int
    altered: int
    removed: int
    unchanged: int
    file: str = ""
    file_name: str = ""
    preview: str = ""
    restores: int | None = None
    upload: int | None = None
    line: int = 0
    line_hash: str = ""

    @property
    def number(self) -> int:
        """Return the number of the release, counted from 1 over all years."""
        return self.release.number


def in_force(records: Sequence[ReleaseRecord]) -> frozenset[int]:
    """Return the numbers of the releases whose changes the latest one holds: a restore took back those since."""
    by_number = {record.number: record for record in records}
    number: int | None = max(by_number, default=None)
    found: set[int] = set()
    while number is not None:
        record = by_number[number]
        found.add(number)
        number = record.restores if record.origin is Origin.RESTORE else record.follows
    return frozenset(found)


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that was uploaded, checked and kept: what it would change, based on which release, and how it stands.

    `preview` is everything that the page shows of it, as JSON text; `digest` names the changes and the base.
    `remark` is what its reporter says to reviewers, `reason` what a reviewer says of it. A scheduled one is published
    at `due_at`.
    """

    number: int
    state: UploadState
    by: str
    at: dt.datetime
    file: str
    file_name: str
    base: int
    digest: str
    changes: tuple[Change, ...]
    unchanged: int
    preview: str
    explanations: Mapping[str, str]
    remark: str = ""
    decided_by: str = ""
    decided_at: dt.datetime | None = None
    release: int | None = None
    reason: str = ""
    due_at: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many uploads a person is to review, and how many of their own were sent back and not filed anew."""

    to_review: int = 0
    returned: int = 0

    @property
    def count(self) -> int:
        """Return how many things wait in all."""
        return self.to_review + self.returned


@dataclass(frozen=True, slots=True)
class Entry:
    """What is to be written into the audit log: who did what to what, when, and what is worth knowing of it."""

    at: dt.datetime
    by: str
    action: str
    subject: str
    detail: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class LogLine:
    """One line of the audit log: what was done by whom, and the hash that chains it to the line before."""

    number: int
    at: dt.datetime
    by: str
    action: str
    subject: str
    detail: Mapping[str, object]
    previous: str
    hash: str


class Store(Followers, KeptReports, Protocol):
    """What the desk needs of a store. `indicators.store` keeps it in SQLite or PostgreSQL.

    Whatever changes anything writes its line of the audit log in the same transaction.
    """

    def head(self) -> int | None:
        """Return the number of the current release, or None where nothing was published yet."""

    def releases(self) -> tuple[ReleaseRecord, ...]:
        """Return every release, latest first."""

    def snapshot(self, number: int) -> tuple[Snapshot, tuple[ReleaseRecord, ...]]:
        """Return everything that a release holds, and the releases up to it, latest first.

        Raises UnknownName where there is no such release, StoreError where what is kept is not what was published.
        """

    def counts(self, number: int) -> Counts:
        """Return where what was counted over a release is kept. Raises UnknownName, StoreError."""

    def rows(self, number: int) -> Rows:
        """Return all rows of a release, each table in its order. Raises UnknownName where there is no such release."""

    def corrections(self, number: int) -> tuple[Correction, ...]:
        """Return every figure that releases up to this one altered or took back, latest first."""

    def publish(self, publication: Publication) -> ReleaseRecord:
        """Publish in one transaction, with the upload (if any) marked as published and a line in the audit log.

        Raises OutdatedError where another release follows the named one already; nothing is changed then.
        """

    def stage(self, upload: Upload) -> Upload:
        """Keep an upload and return it with its number (the one given is passed over)."""

    def upload(self, number: int) -> Upload:
        """Return a staged upload. Raises UnknownName."""

    def uploads(self, about: str | None = None) -> tuple[Upload, ...]:
        """Return every upload, latest first, without changes and previews (both are empty).

        `about` names an account: only its own then, and those that wait for a reviewer.
        """

    def scheduled(self) -> tuple[Upload, ...]:
        """Return the uploads that are to be published by themselves, the next one first."""

    def decide(self, upload: Upload, before: UploadState, by: str, at: dt.datetime) -> Upload:
        """Write the state, the remark, the explanations and who decided when; only if it still is in state `before`.

        Raises OutdatedError where it is in another state by now.
        """

    def answer(self, number: int, answers: Mapping[str, str], by: str, at: dt.datetime) -> None:
        """Remember what was answered to the questions of an upload, by the name of each question."""

    def answers(self) -> Mapping[str, str]:
        """Return every answer that is remembered, by the name of its question."""

    def keep(self, content: bytes) -> str:
        """Keep a file and return its SHA-256 in hexadecimal digits; the same file is kept once."""

    def file(self, digest: str) -> bytes:
        """Return a kept file. Raises UnknownName where there is none,"""

    def size(self, digest: str) -> int:
        """Return how many bytes a kept file has, 0 where there is none."""

    def accounts(self) -> tuple[Account, ...]:
        """Return every account, by name."""

    def credentials(self, name: str) -> Credentials | None:
        """Return an account with the hash of its password, or None."""

    def save(self, credentials: Credentials, entry: Entry, read: int | None = None) -> None:
        """Write an account, a new one or that of the stamp `read`, and the line of the log that says so."""

    def attempt(self, counters: Sequence[Attempts], now: dt.datetime, lock: dt.timedelta) -> bool:
        """Return whether an attempt to sign in may be made; it is counted as if it failed."""

    def succeeded(self, counters: Sequence[Attempts]) -> None:
        """Take back what `attempt` counted."""

    def begin_session(self, session: Session, oldest: dt.datetime) -> None:
        """Write a session, and forget those that began before `oldest`."""

    def session(self, key: str) -> Session | None:
        """Return a session, or None."""

    def sessions(self, name: str | None) -> tuple[Session, ...]:
        """Return the sessions of an account, or all of them."""

    def note_session(self, key: str, **moments: dt.datetime) -> None:
        """Write when a session was seen or proved last."""

    def end_sessions(self, keys: Sequence[str]) -> None:
        """Remove sessions."""

    def end_sessions_at(self, name: str, place: str) -> None:
        """Remove the sessions of an account that began at a place."""

    def factor(self, name: str) -> Factor | None:
        """Return the second factor of an account, or None."""

    def set_factor(self, name: str, factor: Factor | None, entry: Entry | None = None) -> None:
        """Write a second factor or take it away, with a line of the log."""

    def use_factor(self, name: str, counter: int) -> bool:
        """Return whether the code of a step of time is used for the first time; it is used then."""

    def write(self, entry: Entry) -> LogLine:
        """Append one line to the audit log, chained to the line before."""

    def log(self, before: int | None = None, most: int = 200) -> tuple[LogLine, ...]:
        """Return lines of the audit log, latest first: those before a number, at most so many."""

    def last(self, action: str) -> LogLine | None:
        """Return the last line of the audit log about an action, or None."""

    def witness(self) -> None:
        """Have the head of the audit log written down where its witnesses are."""

    def digest(self, number: int) -> str:
        """Return the digest of a release. Raises UnknownName, StoreError where what is kept was altered."""

    def is_sound(self, number: int) -> bool:
        """Return whether the file of a release is still what was written; it is read from the disk."""

    def verify(self) -> tuple[Text, ...]:
        """Return what is wrong with the audit log, each a sentence that names the line; nothing where it is whole."""
