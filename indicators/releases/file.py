"""The file of a release: Arrow streams one after the other, the figures first, written once and mapped by readers.

Whoever knows Arrow can read it: the first stream is the table of figures, each stream says the name of its table in
its metadata.
"""

from __future__ import annotations

import hashlib
import mmap
import os
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any, BinaryIO

import pyarrow as pa

from indicators.columnar import Columns
from indicators.tables.columns import OBSERVATIONS
from indicators.tables.snapshot import NAMES, Snapshot

TEMPORARY = ".new-"
_TABLE = b"table"


def form(columns: Mapping[str, Sequence[str]]) -> str:
    """Return what bytes depend on besides the rows: how this module lays them out, the columns, Arrow's version."""
    return f"1/{hashlib.sha256(repr(sorted(columns.items())).encode()).hexdigest()[:8]}/{pa.__version__}"


FORMAT = form(NAMES)


def write(snapshot: Snapshot, path: Path) -> str:
    """Write a snapshot under a name, whole or not at all, readable by nobody else; return the SHA-256 of the bytes.

    The same rows are the same bytes, however the snapshot was made. Raises OSError.
    """
    handle, name = tempfile.mkstemp(prefix=TEMPORARY, dir=path.parent)
    try:
        with open(handle, "wb") as file:  # noqa: PTH123 - a handle, not a path
            sink = _Hashed(file)
            for content in _tables(snapshot):
                with pa.ipc.new_stream(sink, content.schema) as stream:
                    stream.write_table(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return sink.digest()


def read(path: Path, digest: str) -> Snapshot | None:
    """Return the snapshot of a file, mapped and not copied; None where it is not there or its bytes are others.

    The bytes that are checked are those that are mapped. Raises OSError where the file cannot be read.
    """
    try:
        with path.open("rb") as file:
            mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    except (FileNotFoundError, ValueError):  # an empty file cannot be mapped
        return None
    if hashlib.sha256(mapped).hexdigest() != digest:
        return None
    source, tables = pa.BufferReader(pa.py_buffer(mapped)), {}
    for _ in NAMES:
        content = pa.ipc.open_stream(source).read_all()
        tables[content.schema.metadata[_TABLE].decode()] = content
    return Snapshot(Columns(tables.pop(OBSERVATIONS.name), (str(path), digest)), MappingProxyType(tables))


def digest(path: Path) -> str:
    """Return the SHA-256 of a file as it is on the disk now. Raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _tables(snapshot: Snapshot) -> list[Any]:
    every = {OBSERVATIONS.name: snapshot.figures.table, **snapshot.others}
    return [content.replace_schema_metadata({_TABLE: name.encode()}) for name, content in every.items()]


class _Hashed:
    """A file for Arrow to write to, with the SHA-256 of what was written."""

    closed = False

    def __init__(self, file: BinaryIO) -> None:
        self._file, self._hash = file, hashlib.sha256()

    def write(self, content: Any) -> int:  # noqa: ANN401 - a buffer
        self._hash.update(content)
        return self._file.write(content)

    def flush(self) -> None:
        """Leave it to the end: the file is flushed once, when all of it is there."""

    def digest(self) -> str:
        return self._hash.hexdigest()
