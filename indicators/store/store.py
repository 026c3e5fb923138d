"""The store that the desk works with: each question and each change is one transaction."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from indicators.accounts import Account, Attempts, Credentials, Factor, Session
from indicators.dataset import Correction
from indicators.model import Text
from indicators.releases.followers import Follower
from indicators.releases.release import Entry, LogLine, Publication, ReleaseRecord, Store, Upload, UploadState
from indicators.releases.reports import KeptReport
from indicators.store import log, matching, publishing, reading, uploads, verifying, witness
from indicators.store.database import Database, prepare_file
from indicators.store.files import Files, make_folder
from indicators.store.migrate import upgrade
from indicators.store.people import accounts, followers, reports, sessions
from indicators.store.snapshots import making
from indicators.store.snapshots.counts import CountFiles
from indicators.store.snapshots.keeping import Snapshots
from indicators.tables.rows import Rows
from indicators.tables.snapshot import Snapshot


def open_store(url: str, folder: Path, city: str, outside: Path | None = None, files: Path | None = None) -> SqlStore:
    """Return the store of a city, with its folder made and its tables brought to the newest state.

    `url` is an address such as sqlite:///path or postgresql://user@host/name. Kept files go below the folder, or into
    `files`. The head of the log is witnessed in the folder, and in another one `outside` of it where one is named.
    Raises StoreError where the database cannot be reached, is damaged or is of a newer program.
    """
    make_folder(folder.absolute())
    database = Database(url)
    try:
        prepare_file(database)
        upgrade(database)
    except BaseException:
        database.close()
        raise
    witnesses = [place / f"{city}-log-heads.txt" for place in (folder.absolute(), outside) if place is not None]
    kept = Files(files.absolute() if files else folder.absolute() / "files")
    return SqlStore(database, kept, folder.absolute() / "releases", city, witnesses)


class SqlStore(Store):
    """Implements the protocol `Store` on SQLite and PostgreSQL; threads and forked processes may share it.

    Every method raises StoreError where the database or the disk fails.
    """

    def __init__(
        self, database: Database, files: Files, releases: Path, city: str, witnesses: Sequence[Path] = ()
    ) -> None:
        """Join a database that is up to date, the kept files, the folder of releases, the city, and its witnesses."""
        self.database, self.files, self.city, self.witnesses = database, files, city, tuple(witnesses)
        self.snapshots = Snapshots(database, releases, city)

    def close(self) -> None:
        """Close the connections; the store may still be used and then opens others."""
        self.database.close()

    def head(self) -> int | None:
        """Return the number of the current release, or None where nothing was published yet."""
        with self.database.reading() as connection:
            return reading.head(connection, self.city) or None

    def releases(self) -> tuple[ReleaseRecord, ...]:
        """Return every release, latest first."""
        with self.database.reading() as connection:
            return reading.releases(connection, self.city)

    def snapshot(self, number: int) -> tuple[Snapshot, tuple[ReleaseRecord, ...]]:
        """Return everything that a release holds, and the releases up to it, latest first; from its file where it can.

        Raises UnknownName where there is no such release, StoreError where what is kept is not what was published.
        """
        return self.snapshots.open(number)

    def counts(self, number: int) -> CountFiles:
        """Return the files of what was counted over a release. Raises UnknownName, StoreError."""
        return self.snapshots.counts(number)

    def rows(self, number: int) -> Rows:
        """Return all rows of a release, each table in its order; a figure's row is made when it is asked for.

        Raises UnknownName where there is no such release, StoreError where what is kept is not what was published.
        """
        return self.snapshot(number)[0].rows

    def corrections(self, number: int) -> tuple[Correction, ...]:
        """Return every figure that releases up to this one altered or took back, latest first. Raises UnknownName."""
        with self.database.reading() as connection:
            return reading.corrections(connection, self.city, number)

    def publish(self, publication: Publication) -> ReleaseRecord:
        """Publish in one transaction, with the upload (if any) marked as published and a line in the audit log.

        Raises OutdatedError where another release follows the named one already or the upload was decided already,
        StoreError where a change does not fit what is stored, UnknownName where there is no such upload. Nothing is
        changed then.
        """
        with self.database.writing(self.city) as connection:
            return publishing.publish(connection, self.city, publication)

    def stage(self, upload: Upload) -> Upload:
        """Keep an upload and return it with its number (the one given is passed over)."""
        with self.database.writing(self.city) as connection:
            return uploads.stage(connection, self.city, upload)

    def upload(self, number: int) -> Upload:
        """Return a staged upload. Raises UnknownName."""
        with self.database.reading() as connection:
            return uploads.find(connection, self.city, number)

    def uploads(self, about: str | None = None) -> tuple[Upload, ...]:
        """Return every upload, latest first, without changes and previews (both are empty).

        `about` names an account: only its own then, and those that wait for a reviewer.
        """
        with self.database.reading() as connection:
            return uploads.every(connection, self.city, about)

    def scheduled(self) -> tuple[Upload, ...]:
        """Return the uploads that are to be published by themselves, the next one first."""
        with self.database.reading() as connection:
            return uploads.scheduled(connection, self.city)

    def decide(self, upload: Upload, before: UploadState, by: str, at: dt.datetime) -> Upload:
        """Write the state, the remark, the explanations and who decided when; only if it still is in state `before`.

        Raises OutdatedError where it is in another state by now, UnknownName where there is no such upload.
        """
        with self.database.writing(self.city) as connection:
            return uploads.decide(connection, self.city, upload, before, Entry(at, by, "", "", {}))

    def answer(self, number: int, answers: Mapping[str, str], by: str, at: dt.datetime) -> None:
        """Remember what was answered to the questions of an upload, by the name of each question."""
        with self.database.writing(self.city) as connection:
            uploads.answer(connection, self.city, number, answers, Entry(at, by, "", "", {}))

    def answers(self) -> Mapping[str, str]:
        """Return every answer that is remembered, by the name of its question."""
        with self.database.reading() as connection:
            return uploads.answers(connection, self.city)

    def keep(self, content: bytes) -> str:
        """Keep a file and return its SHA-256 in hexadecimal digits; the same file is kept once."""
        return self.files.keep(content)

    def file(self, digest: str) -> bytes:
        """Return a kept file. Raises UnknownName where there is none, StoreError where it is damaged."""
        return self.files.read(digest)

    def size(self, digest: str) -> int:
        """Return how many bytes a kept file has, 0 where there is none."""
        return self.files.size(digest)

    def accounts(self) -> tuple[Account, ...]:
        """Return every account, by name."""
        with self.database.reading() as connection:
            return accounts.every(connection, self.city)

    def credentials(self, name: str) -> Credentials | None:
        """Return an account with the hash of its password, or None."""
        with self.database.reading() as connection:
            return accounts.find(connection, self.city, name)

    def save(self, credentials: Credentials, entry: Entry, read: int | None = None) -> None:
        """Write an account, a new one or that of the stamp `read`, and the line of the log that says so.

        Raises ChangedError where somebody else wrote it meanwhile.
        """
        with self.database.writing(self.city) as connection:
            row = accounts.save(connection, self.city, credentials, read)
            line = replace(entry, subject=credentials.account.name, detail={**entry.detail, matching.ROW: row})
            log.append(connection, self.city, line)

    def attempt(self, counters: Sequence[Attempts], now: dt.datetime, lock: dt.timedelta) -> bool:
        """Return whether an attempt to sign in may be made; it is counted as if it failed."""
        with self.database.writing(self.city) as connection:
            return sessions.attempt(connection, self.city, counters, now, lock)

    def succeeded(self, counters: Sequence[Attempts]) -> None:
        """Take back what `attempt` counted."""
        with self.database.writing(self.city) as connection:
            sessions.succeeded(connection, self.city, counters)

    def begin_session(self, session: Session, oldest: dt.datetime) -> None:
        """Write a session, and forget those that began before `oldest`."""
        with self.database.writing(self.city) as connection:
            sessions.end_before(connection, self.city, oldest)
            sessions.begin(connection, self.city, session)

    def session(self, key: str) -> Session | None:
        """Return a session, or None."""
        with self.database.reading() as connection:
            return sessions.find(connection, self.city, key)

    def sessions(self, name: str | None) -> tuple[Session, ...]:
        """Return the sessions of an account, or all of them, latest first."""
        with self.database.reading() as connection:
            return sessions.every(connection, self.city, name)

    def note_session(self, key: str, **moments: dt.datetime) -> None:
        """Write when a session was seen or proved last."""
        with self.database.writing(self.city) as connection:
            sessions.note(connection, self.city, key, **moments)

    def end_sessions(self, keys: Sequence[str]) -> None:
        """Remove sessions."""
        with self.database.writing(self.city) as connection:
            sessions.end(connection, self.city, keys)

    def end_sessions_at(self, name: str, place: str) -> None:
        """Remove the sessions of an account that began at a place."""
        with self.database.writing(self.city) as connection:
            found = sessions.every(connection, self.city, name)
            sessions.end(connection, self.city, [session.key for session in found if session.place == place])

    def factor(self, name: str) -> Factor | None:
        """Return the second factor of an account, or None."""
        with self.database.reading() as connection:
            return sessions.factor(connection, self.city, name)

    def set_factor(self, name: str, factor: Factor | None, entry: Entry | None = None) -> None:
        """Write a second factor or take it away, with a line of the log."""
        with self.database.writing(self.city) as connection:
            sessions.set_factor(connection, self.city, name, factor)
            if entry is not None:
                log.append(connection, self.city, entry)

    def use_factor(self, name: str, counter: int) -> bool:
        """Return whether the code of a step of time is used for the first time; it is used then."""
        with self.database.writing(self.city) as connection:
            return sessions.use_factor(connection, self.city, name, counter)

    def follow(self, follower: Follower) -> None:
        """Write a follower; one that is there already stays as it is, but for the language."""
        with self.database.writing(self.city) as connection:
            followers.follow(connection, self.city, follower)

    def leave(self, address: str, kind: str, name: str) -> None:
        """Remove a follower."""
        with self.database.writing(self.city) as connection:
            followers.leave(connection, self.city, address, kind, name)

    def behind(self, release: int, tried: dt.datetime) -> tuple[Follower, ...]:
        """Return the followers that were not looked at for a release, but for those tried after a moment."""
        with self.database.reading() as connection:
            return followers.behind(connection, self.city, release, tried)

    def claim(self, follower: Follower, now: dt.datetime, tried: dt.datetime) -> bool:
        """Return whether the next release is this caller's to look at for a follower."""
        with self.database.writing(self.city) as connection:
            return followers.claim(connection, self.city, follower, now, tried)

    def looked_at(self, follower: Follower) -> None:
        """Write that a follower is done with the release after its own."""
        with self.database.writing(self.city) as connection:
            followers.looked_at(connection, self.city, follower)

    def keep_report(self, report: KeptReport, entry: Entry) -> KeptReport:
        """Write a list of a report, a new one with the next number, with a line of the log. Raises UnknownName."""
        with self.database.writing(self.city) as connection:
            kept = reports.keep(connection, self.city, report)
            log.append(connection, self.city, replace(entry, subject=str(kept.number)))
            return kept

    def remove_report(self, number: int, entry: Entry) -> None:
        """Remove a list of a report, with a line of the log. Raises UnknownName."""
        with self.database.writing(self.city) as connection:
            reports.remove(connection, self.city, number)
            log.append(connection, self.city, entry)

    def reports(self) -> tuple[KeptReport, ...]:
        """Return all lists of reports, by number."""
        with self.database.reading() as connection:
            return reports.every(connection, self.city)

    def report(self, number: int) -> KeptReport:
        """Return a list of a report. Raises UnknownName."""
        with self.database.reading() as connection:
            return reports.find(connection, self.city, number)

    def reports_behind(self, release: int, tried: dt.datetime) -> tuple[KeptReport, ...]:
        """Return the lists that run by themselves and were not run on a release, but for those tried after a moment."""
        with self.database.reading() as connection:
            return reports.behind(connection, self.city, release, tried)

    def claim_report(self, report: KeptReport, now: dt.datetime, tried: dt.datetime) -> bool:
        """Return whether the next release is this caller's to run a list on."""
        with self.database.writing(self.city) as connection:
            return reports.claim(connection, self.city, report, now, tried)

    def ran_report(self, report: KeptReport, problem: str) -> None:
        """Write that a list was run on the release after its own, and the problem if there was one."""
        with self.database.writing(self.city) as connection:
            reports.ran(connection, self.city, report, problem)

    def write(self, entry: Entry) -> LogLine:
        """Append one line to the audit log, chained to the line before."""
        with self.database.writing(self.city) as connection:
            return log.append(connection, self.city, entry)

    def log(self, before: int | None = None, most: int = 200) -> tuple[LogLine, ...]:
        """Return lines of the audit log, latest first: those before a number, at most so many."""
        with self.database.reading() as connection:
            return log.lines(connection, self.city, before, most)

    def last(self, action: str) -> LogLine | None:
        """Return the last line of the audit log about an action, or None."""
        with self.database.reading() as connection:
            return log.last(connection, self.city, action)

    def verify(self) -> tuple[Text, ...]:
        """Return what is wrong with the audit log and with what it tells of, each a sentence that names the line.

        Nothing where every line is as it was written and as every witness saw it, and every release, every row, every
        account, every upload and every original file is as its line says.
        """
        with self.database.reading_at_length() as connection:
            found = verifying.everything(connection, self.city, self.files)
            return (*found, *witness.faults(connection, self.city, self.witnesses))

    def witness(self) -> None:
        """Have the witnesses write down the head of the audit log."""
        with self.database.reading() as connection:
            witness.note(connection, self.city, self.witnesses)

    def digest(self, number: int) -> str:
        """Return the digest of a release as its line of the log tells; empty for one of before digests were kept."""
        with self.database.reading() as connection:
            reading.check(connection, self.city, number)
            return str(making.logged(connection, self.city, number).get(making.DIGEST, ""))

    def is_sound(self, number: int) -> bool:
        """Return whether the file of a release is still what was written; True where there is none to be looked at.

        Raises StoreError where the database does not hold what was published.
        """
        return self.snapshots.is_sound(number)
