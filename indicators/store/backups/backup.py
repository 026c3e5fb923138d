"""A backup: everything that a store holds of its city, as one zip that no database is needed to read.

manifest.json      the format, the city, and for every part its lines, bytes and SHA-256
release.jsonl ...  one part a table, one JSON object a row, the rows in the order of their keys
files/ab/abcdef... the original files that releases and uploads name
"""

from __future__ import annotations

import hashlib
import os
import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from sqlalchemy import Column, Connection, Table, select

from indicators.model import Text
from indicators.problems import StoreError, UnknownName
from indicators.store.files import sync
from indicators.store.store import SqlStore
from indicators.store.tables import ACCOUNT, FOLLOWER, KEPT_ROW, LOG_HEAD, LOG_LINE, RELEASE, REPORT, UPLOAD
from indicators.store.texts import packed, refusal

FORMAT = 1
MANIFEST = "manifest.json"
ORDER: Mapping[Table, tuple[str, ...]] = MappingProxyType(
    {
        RELEASE: ("number",),
        KEPT_ROW: ("added_in", "table_name", "id"),
        UPLOAD: ("number",),
        ACCOUNT: ("name",),
        REPORT: ("number",),
        FOLLOWER: ("address", "kind", "name"),
        LOG_LINE: ("number",),
        LOG_HEAD: ("number",),
    }
)
"""The tables of a backup, each after those that it refers to, and what its rows are ordered by."""

_AT_ONCE = 2000
_LEFT_OUT = {"city", "serial"}
_BEGAN = (1980, 1, 1, 0, 0, 0)  # the earliest day that a zip knows: the same state makes the same backup
_FAILED = Text(
    "备份文件 {path} 无法写入（{reason}）；请检查其所在文件夹的权限与磁盘空间",
    "The backup {path} cannot be written ({reason}); see to the permissions of its folder and to the space on the disk",
)


@dataclass(frozen=True, slots=True)
class Part:
    """What the manifest says of a part: how many lines (0 for an original file), how many bytes, their SHA-256."""

    lines: int
    bytes: int
    sha256: str


def backup(store: SqlStore, path: Path) -> tuple[str, ...]:
    """Write everything that a store holds, as of one moment, into a zip; a file of that name is replaced.

    Return the digests of original files that could not be read any more and so are not in it. Raises StoreError.
    """
    try:
        handle, name = tempfile.mkstemp(prefix=".new-", dir=path.parent)
        try:
            with open(handle, "w+b") as file:  # noqa: PTH123 - a handle, not a path
                missing = _write(store, file)
                file.flush()
                os.fsync(file.fileno())
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
        sync(path.parent)
    except OSError as error:
        raise refusal(_FAILED, path=path, reason=error.strerror) from error
    return missing


def columns_of(table: Table) -> tuple[Column[Any], ...]:
    """Return the columns of a table that a backup holds: all but the city and what the database numbers itself."""
    return tuple(column for column in table.c if column.name not in _LEFT_OUT)


def file_part(digest: str) -> str:
    """Return the name of the part that holds an original file."""
    return f"files/{digest[:2]}/{digest}"


def _write(store: SqlStore, file: Any) -> tuple[str, ...]:  # noqa: ANN401 - an open file
    parts: dict[str, Part] = {}
    missing: list[str] = []
    with zipfile.ZipFile(file, "w") as archive, store.database.reading_at_length() as connection:
        for table in ORDER:
            parts[f"{table.name}.jsonl"] = _part(archive, f"{table.name}.jsonl", _lines(connection, store.city, table))
        for digest in _named(connection, store.city):
            try:
                content = store.files.read(digest)
            except (StoreError, UnknownName):
                missing.append(digest)
            else:
                part = _part(archive, file_part(digest), [content])
                parts[file_part(digest)] = Part(0, part.bytes, part.sha256)
        listed = {name: [part.lines, part.bytes, part.sha256] for name, part in parts.items()}
        manifest = {"format": FORMAT, "city": store.city, "parts": listed, "missing": missing}
        _part(archive, MANIFEST, [packed(manifest).encode()])
    return tuple(missing)


def _part(archive: zipfile.ZipFile, name: str, lines: Iterable[bytes]) -> Part:
    info = zipfile.ZipInfo(name, _BEGAN)
    info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
    count, size, digest = 0, 0, hashlib.sha256()
    with archive.open(info, "w", force_zip64=True) as part:
        for line in lines:
            part.write(line)
            digest.update(line)
            count, size = count + 1, size + len(line)
    return Part(count, size, digest.hexdigest())


def _lines(connection: Connection, city: str, table: Table) -> Iterator[bytes]:
    query = select(*columns_of(table)).where(table.c.city == city).order_by(*(table.c[name] for name in ORDER[table]))
    for row in connection.execute(query, execution_options={"yield_per": _AT_ONCE}):
        yield f"{packed(row._asdict())}\n".encode()


def _named(connection: Connection, city: str) -> list[str]:
    """Return the digests of the original files that releases and uploads name."""
    named = [select(table.c.file).where(table.c.city == city, table.c.file != "") for table in (RELEASE, UPLOAD)]
    return sorted({digest for query in named for digest in connection.execute(query).scalars()})
