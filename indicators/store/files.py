"""Files kept by their content: the same file once, under its SHA-256, and never half."""

from __future__ import annotations

import errno
import hashlib
import os
import re
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from indicators.model import Text
from indicators.problems import StoreError, UnknownName
from indicators.store.texts import refusal

_DIGEST = re.compile(r"[0-9a-f]{64}")
_FILE = Text("原始文件", "original file")
_FAILED = Text(
    "文件夹 {folder} 无法使用（{reason}）；请检查其权限与磁盘空间",
    "The folder {folder} cannot be used ({reason}); see to its permissions and to the space on the disk",
)
_DAMAGED = Text(
    "所存文件 {path} 已损坏；请以备份中的同名文件替换",
    "The kept file {path} is damaged; put the file of the same name from a backup in its place",
)


_FULL = Text(
    "磁盘已满，未作任何改动；请管理员清理磁盘后再试", "The disk is full; nothing was changed: make room and try again"
)
_READ_ONLY = Text(
    "存放数据的磁盘目前只读，未作任何改动；请管理员检查磁盘后再试",
    "The disk that holds the data is read-only; nothing was changed: see to the disk and try again",
)
_UNSOUND = Text(
    "磁盘读写出错，未作任何改动；请管理员尽快检查磁盘并备份",
    "The disk fails; nothing was changed: see to the disk and make a backup soon",
)
_TROUBLES: Mapping[object, Text] = {
    **dict.fromkeys((errno.ENOSPC, errno.EDQUOT, errno.EFBIG, "SQLITE_FULL", "53100"), _FULL),
    **dict.fromkeys((errno.EROFS, "SQLITE_READONLY", "25006"), _READ_ONLY),
    **dict.fromkeys((errno.EIO, "SQLITE_IOERR", "58030"), _UNSOUND),
}
"""What the system, SQLite and PostgreSQL say when a disk refuses, and the sentence for whoever wanted to write."""


@dataclass(frozen=True, slots=True)
class Files:
    """The kept files below a folder that nobody else may read."""

    folder: Path

    def keep(self, content: bytes) -> str:
        """Keep a file and return its SHA-256 in hexadecimal digits. Raises StoreError where the disk refuses."""
        digest = hashlib.sha256(content).hexdigest()
        path = self._path(digest)
        with failing_in_words(self.folder):
            if not (path.is_file() and path.read_bytes() == content):
                make_folder(path.parent)
                _write(path, content)
        return digest

    def read(self, digest: str) -> bytes:
        """Return a kept file. Raises UnknownName where there is none, StoreError where it is not what was kept."""
        path = self._path(digest)
        if not _DIGEST.fullmatch(digest) or not path.is_file():
            raise UnknownName(_FILE, digest, ())
        with failing_in_words(self.folder):
            content = path.read_bytes()
        if hashlib.sha256(content).hexdigest() != digest:
            raise refusal(_DAMAGED, path=path)
        return content

    def size(self, digest: str) -> int:
        """Return how many bytes a kept file has, 0 where there is none."""
        try:
            return self._path(digest).stat().st_size
        except OSError:
            return 0

    def _path(self, digest: str) -> Path:
        return self.folder / digest[:2] / digest


def make_folder(folder: Path) -> None:
    """Make a folder, and those above it, that nobody else may enter. Raises StoreError."""
    with failing_in_words(folder):
        for path in (*reversed(folder.parents), folder):
            if not path.is_dir():
                path.mkdir(mode=0o700, exist_ok=True)
                sync(path.parent)


def sync(folder: Path) -> None:
    """Have the names in a folder written to the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def alone(lock: Path) -> Iterator[None]:
    """Let one process of the machine after the other do something; the later ones may find it done.

    Where locks or the folder cannot be had, they do it side by side.
    """
    try:
        import fcntl  # noqa: PLC0415 - Windows has none

        make_folder(lock.parent)
        held = lock.open("wb")
    except (ImportError, OSError, StoreError):
        yield
        return
    with held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield


def _write(path: Path, content: bytes) -> None:
    """Write a file under a name of its own and rename it, so that its name never stands for half of it."""
    handle, name = tempfile.mkstemp(prefix=".new-", dir=path.parent)
    try:
        with open(handle, "wb") as file:  # noqa: PTH123 - a handle, not a path
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    sync(path.parent)


def disk_trouble(error: BaseException | None) -> Text | None:
    """Return the sentence that tells which trouble of a disk is behind an error; None where none is.

    What was raised while another error was dealt with hides it: after a full disk, SQLite knows no savepoint.
    """
    while error is not None:
        cause = getattr(error, "orig", None) or error
        name = "_".join((getattr(cause, "sqlite_errorname", None) or "").split("_")[:2])
        codes = (name, getattr(cause, "sqlstate", None), getattr(cause, "errno", None))
        trouble = next((_TROUBLES[code] for code in codes if code in _TROUBLES), None)
        if trouble is not None:
            return trouble
        error = error.__cause__ or error.__context__
    return None


@contextmanager
def failing_in_words(folder: Path) -> Iterator[None]:
    """Tell in a sentence why a folder cannot be used. Raises StoreError."""
    try:
        yield
    except OSError as error:
        if (trouble := disk_trouble(error)) is not None:
            raise StoreError(trouble) from error
        raise refusal(_FAILED, folder=folder, reason=error.strerror) from error
