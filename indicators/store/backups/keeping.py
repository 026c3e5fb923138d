"""Backups by themselves: written into a folder, each proved in an empty place, the oldest removed."""

from __future__ import annotations

import datetime as dt
import hashlib
import tempfile
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from indicators.model import Text
from indicators.store.backups.backup import backup
from indicators.store.backups.restoring import restore_backup
from indicators.store.files import make_folder
from indicators.store.store import SqlStore, open_store
from indicators.store.texts import refusal

_UNSOUND = Text(
    "备份 {path} 恢复到空库后校验不通过，较早的备份一份也未删除：{faults}",
    "The backup {path} does not pass when it is brought back into an empty place; none was removed: {faults}",
)
_TOLD = 3


@dataclass(frozen=True, slots=True)
class Kept:
    """A backup that was written and proved: where it is, its SHA-256 and the number of the release that is in it."""

    path: Path
    sha256: str
    release: int | None


def keep_backup(store: SqlStore, folder: Path, most: int, at: dt.datetime) -> Kept:
    """Write a backup into a folder, prove it, and remove the oldest of more than `most`.

    Raises StoreError where it cannot be written, and where it does not pass: then it stays under the name of a failure
    and no older one is removed.
    """
    make_folder(folder)
    path = folder / f"{store.city}-{at.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}.zip"
    backup(store, path)
    faults = proved(path, store.city)
    if faults:
        failed = path.replace(path.with_suffix(".failed.zip"))
        listed = "; ".join(map(str, faults[:_TOLD]))
        raise refusal(_UNSOUND, path=failed, faults=listed)
    for old in sorted(folder.glob(f"{store.city}-*Z.zip"))[:-most]:
        old.unlink()
    return Kept(path, hashlib.sha256(path.read_bytes()).hexdigest(), store.head())


def proved(path: Path, city: str) -> tuple[Text, ...]:
    """Return what verification finds in a backup once it is back in an empty place. Raises StoreError."""
    with tempfile.TemporaryDirectory(prefix=".proof-", dir=path.parent) as place:
        address = f"sqlite:///{Path(place) / 'proof.sqlite3'}"
        with closing(open_store(address, Path(place), city)) as empty:
            return restore_backup(path, empty)
