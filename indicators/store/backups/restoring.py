"""A backup brought back into an empty store, after everything in it was held against its manifest."""

from __future__ import annotations

import hashlib
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import IO, Any

from sqlalchemy import Column, Connection, Table, insert, select
from sqlalchemy.exc import IntegrityError

from indicators.model import Text
from indicators.store import verifying
from indicators.store.backups.backup import FORMAT, MANIFEST, ORDER, Part, columns_of, file_part
from indicators.store.store import SqlStore
from indicators.store.tables import ACCOUNT, FOLLOWER, REPORT, UPLOAD
from indicators.store.texts import refusal, unpacked

_AT_ONCE = 500
_LARGEST_MANIFEST = 64 * 1024 * 1024
_LARGEST_FILE = 256 * 1024 * 1024
_LARGEST_LINE = 256 * 1024 * 1024
_MOST_TIMES_SMALLER = 200  # rows of text become a tenth to a fiftieth; a bomb a thousandth
_ALWAYS_ALLOWED = 64 * 1024 * 1024
_FILE = re.compile(r"files/([0-9a-f]{2})/(\1[0-9a-f]{62})")
_TABLES: Mapping[str, Table] = {f"{table.name}.jsonl": table for table in ORDER}
_RETIRED: Mapping[Table, tuple[str, ...]] = {ACCOUNT: ("failures", "locked_until")}
"""Columns that older backups hold and that nothing asks for any more."""
_ADDED: Mapping[Table, Mapping[str, Any]] = {
    UPLOAD: {"reason": "", "due_at": None},
    ACCOUNT: {"display": ""},
}
"""Columns that older backups do not hold, and what they hold then."""
_ADDED_PARTS = frozenset(f"{table.name}.jsonl" for table in (REPORT, FOLLOWER))
"""Tables that older backups do not hold."""
_ENCRYPTED = 0x1
_INTEGERS = range(-(2**31), 2**31)

_BROKEN = Text(
    "{path} 不是完整可信的备份（{why}）；请换用另一份备份",
    "{path} is no whole and trustworthy backup ({why}); use another one",
)
_NOT_EMPTY = Text(
    "城市 {city} 已有数据，备份只能恢复到空库；请新建数据库后再恢复",
    "There is data of the city {city} already, and a backup goes into an empty store only; make a new database first",
)
_OTHER_CITY = Text(
    "{path} 是城市 {found} 的备份，而当前城市为 {city}；请核对备份文件",
    "{path} is a backup of the city {found}, and this is the city {city}; check which file it is",
)


@dataclass(frozen=True, slots=True)
class _Backup:
    """An open zip, and what its manifest says of each part."""

    path: Path
    archive: zipfile.ZipFile
    city: str
    parts: Mapping[str, Part]


def restore_backup(path: Path, store: SqlStore) -> tuple[Text, ...]:
    """Bring a backup back into a store that holds nothing yet; every part is checked before anything is written.

    Return what `SqlStore.verify` finds wrong afterwards: what was wrong already when the backup was made. Raises
    StoreError where the backup is damaged, hostile or of another city, and where the store is not empty.
    """
    with _failing_in_words(path), zipfile.ZipFile(path) as archive:
        found = _opened(path, archive)
        if found.city != store.city:
            raise refusal(_OTHER_CITY, path=path, found=found.city, city=store.city)
        for name in found.parts:
            for _ in _content(found, name):
                pass
        with store.database.writing(store.city) as connection, _failing_in_words(path):
            _refuse_unless_empty(connection, store.city)
            _insert(connection, found)
            for name in found.parts:
                if _FILE.fullmatch(name):
                    store.files.keep(b"".join(_content(found, name)))
            return verifying.everything(connection, store.city, store.files)


@contextmanager
def _failing_in_words(path: Path) -> Iterator[None]:
    """Tell in a sentence what a broken zip, a broken part or a broken line leads to."""
    try:
        yield
    except OSError as error:
        raise refusal(_BROKEN, path=path, why=error.strerror or error) from error
    except (zipfile.BadZipFile, zlib.error, EOFError, IntegrityError) as error:
        raise refusal(_BROKEN, path=path, why=type(error).__name__) from error
    except (ValueError, TypeError, LookupError, RecursionError, NotImplementedError, RuntimeError) as error:
        raise refusal(_BROKEN, path=path, why=error) from error


def _opened(path: Path, archive: zipfile.ZipFile) -> _Backup:
    """Return the backup, its list of parts held against its manifest. Raises ValueError and its like."""
    entries = archive.infolist()
    sizes = {info.filename: info.file_size for info in entries}
    if len(sizes) != len(entries):
        raise ValueError("two parts of one name")
    if any(info.flag_bits & _ENCRYPTED or info.compress_type not in _METHODS for info in entries):
        raise ValueError("unknown compression")
    packed_size = path.stat().st_size
    if sum(info.compress_size for info in entries) > packed_size:
        raise ValueError("overlapping parts")
    if sum(sizes.values()) > max(_ALWAYS_ALLOWED, _MOST_TIMES_SMALLER * packed_size):
        raise ValueError("too large when unpacked")
    if sizes[MANIFEST] > _LARGEST_MANIFEST:
        raise ValueError("manifest too large")
    manifest = unpacked(archive.read(MANIFEST).decode())
    if manifest["format"] != FORMAT:
        raise ValueError(f"format {manifest['format']}")
    parts = {name: Part(*values) for name, values in manifest["parts"].items()}
    if sizes != {name: part.bytes for name, part in parts.items()} | {MANIFEST: sizes[MANIFEST]}:
        raise ValueError("parts are not those of the manifest")
    if strange := [name for name in parts if name not in _TABLES and not _FILE.fullmatch(name)]:
        raise ValueError(f"strange part {strange[0]!r}")
    if missing := [name for name in _TABLES if name not in parts and name not in _ADDED_PARTS]:
        raise ValueError(f"no part {missing[0]!r}")
    return _Backup(path, archive, manifest["city"], parts)


_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


def _content(found: _Backup, name: str) -> Iterator[bytes]:
    """Yield the lines of a part, each sound; at the end the whole is held against the manifest."""
    promised, table, digest, lines = found.parts[name], _TABLES.get(name), hashlib.sha256(), 0
    with found.archive.open(name) as part:
        for line in _lines(part, table):
            digest.update(line)
            lines += 1
            if table is not None:
                _row(table, line)
            yield line
    if digest.hexdigest() != promised.sha256 or (table is not None and lines != promised.lines):
        raise ValueError(f"{name} is not what the manifest says")
    if table is None and name != file_part(promised.sha256):
        raise ValueError(f"{name} is not named by its content")


def _lines(part: IO[bytes], table: Table | None) -> Iterator[bytes]:
    """Yield the lines of a table, or the whole of an original file."""
    most = _LARGEST_FILE if table is None else _LARGEST_LINE
    while line := part.read(most + 1) if table is None else part.readline(most + 1):
        if len(line) > most:
            raise ValueError("too long")
        yield line


def _row(table: Table, line: bytes) -> dict[str, Any]:
    """Return a line as a row of its table. Raises ValueError where it is none."""
    row, columns = unpacked(line.decode()), columns_of(table)
    for retired in _RETIRED.get(table, ()) if isinstance(row, dict) else ():
        row.pop(retired, None)
    if isinstance(row, dict):
        row = {**_ADDED.get(table, {}), **row}
    if not isinstance(row, dict) or row.keys() != {column.name for column in columns}:
        raise ValueError(f"a line of {table.name} has other columns")
    if wrong := [column.name for column in columns if not _fits(column, row[column.name])]:
        raise ValueError(f"{table.name}.{wrong[0]} does not fit")
    return row


def _fits(column: Column[Any], value: object) -> bool:
    if value is None:
        return bool(column.nullable)
    wanted = column.type.python_type
    return type(value) is wanted and (not isinstance(value, int) or value in _INTEGERS)


def _refuse_unless_empty(connection: Connection, city: str) -> None:
    for table in ORDER:
        if connection.execute(select(table.c.city).where(table.c.city == city).limit(1)).first():
            raise refusal(_NOT_EMPTY, city=city)


def _insert(connection: Connection, found: _Backup) -> None:
    for name, table in _TABLES.items():
        if name not in found.parts:
            continue
        lines = _content(found, name)
        while rows := [_row(table, line) | {"city": found.city} for line in islice(lines, _AT_ONCE)]:
            connection.execute(insert(table), rows)
