"""The files of releases below the state folder: opened where they are what was written, else made anew.

A file may be deleted at any time. Of the processes of a machine one makes it while the others wait; of several machines
each makes its own: it appears whole under its name, and its bytes are the same whoever writes them.
"""

from __future__ import annotations

import logging
import os
import time
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from sqlalchemy import Connection, Table, delete, insert, select

from indicators.model import Key
from indicators.problems import StoreError
from indicators.releases import file
from indicators.releases.release import ReleaseRecord
from indicators.store import reading
from indicators.store.database import Database
from indicators.store.files import alone, make_folder, sync
from indicators.store.snapshots import making
from indicators.store.snapshots.counts import CountFiles
from indicators.store.snapshots.sums import RowsSum
from indicators.store.tables import RELEASE_FILE, RELEASE_SUM
from indicators.tables.snapshot import CORRECTIONS, Snapshot

_FILES_KEPT, _LOCK = 12, ".lock"
_ABANDONED = 3600  # seconds after which a half-written file is nobody's any more
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Snapshots:
    """The snapshots of the releases of a city: of the database, by way of files in a folder."""

    database: Database
    folder: Path
    city: str

    def open(self, number: int) -> tuple[Snapshot, tuple[ReleaseRecord, ...]]:
        """Return everything that a release holds, and the releases up to it, as the audit log tells of them.

        Raises UnknownName where there is no such release, StoreError where the database holds something else than
        what was published.
        """
        with self.database.reading() as connection:
            reading.check(connection, self.city, number)
            records = reading.releases(connection, self.city, up_to=number)
            total = making.logged_sum(connection, self.city, number)
            found = self._file_of(connection, number, total)
        snapshot = found or self._found_or_made(number, total)
        with self.database.reading() as connection:
            for corrected_by in set(snapshot.texts(CORRECTIONS)["release"]) - {str(number)}:
                making.logged(connection, self.city, int(corrected_by))
        return snapshot, records

    def counts(self, number: int) -> CountFiles:
        """Return the files of what was counted over a release. Raises UnknownName, StoreError."""
        with self.database.reading() as connection:
            reading.check(connection, self.city, number)
            total = making.logged_sum(connection, self.city, number)
            before = making.logged_sum(connection, self.city, number - 1).digest() if number > 1 else None
        return CountFiles(self.folder.with_name("counts"), total.digest(), before, partial(self._changed, number))

    def _changed(self, number: int) -> frozenset[Key] | None:
        with self.database.reading() as connection:
            return making.changed_series(connection, self.city, number)

    def is_sound(self, number: int) -> bool:
        """Return whether the file of a release is what was written; True where there is none. Raises StoreError."""
        with self.database.reading() as connection:
            reading.check(connection, self.city, number)
            path = self._path(making.logged_sum(connection, self.city, number))
            written = self._written(connection, number)
        return not written or not path.exists() or file.digest(path) == written

    def _written(self, connection: Connection, number: int) -> str | None:
        """The SHA-256 of the file of a release, as it was when it was written."""
        written = RELEASE_FILE.c
        query = select(written.sha256).where(
            written.city == self.city, written.number == number, written.form == file.FORMAT
        )
        return connection.execute(query).scalar()

    def _file_of(self, connection: Connection, number: int, total: RowsSum) -> Snapshot | None:
        """The file of a release, where it is there and what was written."""
        path, digest = self._path(total), self._written(connection, number)
        with suppress(OSError):
            found = file.read(path, digest) if digest else None
            if found is not None:
                with suppress(OSError):  # a disk that cannot be written is still read
                    os.utime(path)
            return found
        return None

    def _found_or_made(self, number: int, total: RowsSum) -> Snapshot:
        """The snapshot that one process makes while the others wait for its file."""
        with alone(self.folder.with_suffix(_LOCK)):
            with self.database.reading() as connection:
                found = self._file_of(connection, number, total)
            return found or self._made(number, total)

    def _made(self, number: int, total: RowsSum) -> Snapshot:
        """The snapshot made of the one before and what changed, or of all rows; kept as a file where that can be."""
        snapshot = self._following(number, total)
        if snapshot is None:
            with self.database.reading_at_length() as connection:
                snapshot = making.whole(connection, self.city, number, total)
        path = self._path(total)
        try:
            make_folder(self.folder)
            digest = file.write(snapshot, path)
            sync(self.folder)
            self._tidy()
        except (OSError, StoreError) as error:
            _log.warning("the file of release %s cannot be written, it is held in memory: %s", number, error)
            return snapshot
        self._remember(number, total, digest)
        with suppress(OSError):
            return file.read(path, digest) or snapshot
        return snapshot

    def _following(self, number: int, total: RowsSum) -> Snapshot | None:
        """The snapshot made of the file of the release before and what changed; None where there is no such file."""
        if number == 1:
            return None
        with self.database.reading() as connection:
            before = self._file_of(connection, number - 1, making.logged_sum(connection, self.city, number - 1))
            return making.following(connection, self.city, number, before, total) if before is not None else None

    def _remember(self, number: int, total: RowsSum, digest: str) -> None:
        """Write down what the file is like; where nothing can be written, it is made again next time."""
        with suppress(StoreError), self.database.writing(self.city) as connection:
            key = {"city": self.city, "number": number}
            _replace(connection, RELEASE_FILE, {**key, "form": file.FORMAT}, {"sha256": digest})
            _replace(connection, RELEASE_SUM, key, {"total": total.hex()})

    def _path(self, total: RowsSum) -> Path:
        return self.folder / f"{total.digest()}.arrow"

    def _tidy(self) -> None:
        """Remove the files that were not asked for longest, and what writers that were killed left behind."""
        files = sorted(self.folder.glob("*.arrow"), key=lambda path: path.stat().st_mtime, reverse=True)
        left = self.folder.glob(f"{file.TEMPORARY}*")
        abandoned = [path for path in left if path.stat().st_mtime < time.time() - _ABANDONED]
        for path in (*files[_FILES_KEPT:], *abandoned):
            path.unlink(missing_ok=True)


def _replace(connection: Connection, table: Table, key: dict[str, object], values: dict[str, object]) -> None:
    is_it = [table.c[name] == value for name, value in key.items()]
    connection.execute(delete(table).where(*is_it))
    connection.execute(insert(table).values(**key, **values))
