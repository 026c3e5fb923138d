"""What was counted over all goals as bytes: kept beside the file of a release, so that it is counted once a machine."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

import pyarrow as pa

import indicators
from indicators.goals.methods import Verdict
from indicators.goals.targets import Target

_RULES = ("goals/*.py", "columnar.py", "model.py", "periods.py", "table.py", "dataset.py", "views/*.py")
_SUM_BYTES = 32


@dataclass(frozen=True, slots=True)
class Line:
    """One goal as lists count and sort it: its verdict, its lag, whether it has a way, and the sources it rests on."""

    target: Target
    verdict: Verdict
    lag: Decimal | None
    has_way: bool
    sources: tuple[str, ...]


@lru_cache(maxsize=1)
def rules() -> str:
    """Return a digest of the code by which goals are judged: what other code counted is counted again."""
    home, found = Path(indicators.__file__).parent, hashlib.sha256()
    for pattern in _RULES:
        for path in sorted(home.glob(pattern)):
            found.update(path.read_bytes())
    return found.hexdigest()[:16]


def of_lines(lines: Iterable[Line]) -> bytes:
    """Return lines as bytes."""
    every = tuple(lines)
    return _packed(
        {
            "goal": pa.array([line.target.id for line in every], pa.string()),
            "verdict": pa.array([line.verdict.name for line in every]).dictionary_encode(),
            "lag": pa.array([None if line.lag is None else str(line.lag) for line in every], pa.string()),
            "has_way": pa.array([line.has_way for line in every], pa.bool_()),
            "sources": pa.array([line.sources for line in every], pa.list_(pa.string())),
        }
    )


def lines_of(content: bytes | None, targets: Mapping[str, Target]) -> Mapping[str, Line] | None:
    """Return lines by the id of their goal; None where the bytes are not what was written."""
    columns = _unpacked(content)
    if columns is None:
        return None
    return {
        goal: Line(targets[goal], Verdict[verdict], None if lag is None else Decimal(lag), has_way, tuple(sources))
        for goal, verdict, lag, has_way, sources in zip(*columns.values(), strict=True)
    }


def of_ids(names: Iterable[str]) -> bytes:
    """Return ids of goals as bytes."""
    return _packed({"goal": pa.array(sorted(names), pa.string())})


def ids_of(content: bytes | None) -> frozenset[str] | None:
    """Return ids of goals; None where the bytes are not what was written."""
    columns = _unpacked(content)
    return None if columns is None else frozenset(columns["goal"])


def _packed(columns: Mapping[str, pa.Array]) -> bytes:
    content = pa.table(dict(columns))
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, content.schema) as stream:
        stream.write_table(content)
    body: bytes = sink.getvalue().to_pybytes()
    return hashlib.sha256(body).digest() + body


def _unpacked(content: bytes | None) -> Mapping[str, list[Any]] | None:
    if content is None or hashlib.sha256(content[_SUM_BYTES:]).digest() != content[:_SUM_BYTES]:
        return None
    columns: Mapping[str, list[Any]] = pa.ipc.open_stream(pa.py_buffer(content)[_SUM_BYTES:]).read_all().to_pydict()
    return columns
