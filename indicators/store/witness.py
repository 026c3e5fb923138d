"""The head of the audit log as it was seen, written where who forges the database may not write.

A log whose end was cut off together with its head is a sound, shorter log; only who remembers the head finds that.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from sqlalchemy import Connection, select

from indicators.model import Text
from indicators.store import log
from indicators.store.files import failing_in_words, make_folder
from indicators.store.tables import LOG_LINE
from indicators.store.texts import filled

_LINE = re.compile(r"(\d{1,12}) ([0-9a-f]{64})")
_LOST = Text(
    "见证文件 {path} 记有日志第 {line} 行，现在的日志里却没有这一行或内容不同：日志末尾被删改过，或恢复了较早的备份"
    "（确属后者时，请将该文件改名保存）",
    "The witness {path} tells of line {line} of the log, which is not there or another: the end of the log was cut or "
    "altered, or an older backup was brought back (then give that file another name)",
)


def note(connection: Connection, city: str, paths: Sequence[Path]) -> None:
    """Write the head of the log into every witness that has not seen it yet. Raises StoreError."""
    head = log.head_of(connection, city)
    if head is None:
        return
    line = f"{head.number} {head.hash}\n"
    for path in paths:
        make_folder(path.parent)
        with failing_in_words(path.parent), path.open("a+", encoding="ascii") as file:
            file.seek(max(0, file.tell() - len(line)))
            if file.read() != line:
                file.write(line)
                file.flush()
                os.fsync(file.fileno())


def faults(connection: Connection, city: str, paths: Sequence[Path]) -> Iterator[Text]:
    """Yield for each witness the first line that it saw and that the log does not tell any more."""
    for path in paths:
        seen = [(int(number), digest) for number, digest in _LINE.findall(_content(path))]
        if not seen:
            continue
        query = select(LOG_LINE.c.number, LOG_LINE.c.hash).where(LOG_LINE.c.city == city)
        known = {row.number: row.hash for row in connection.execute(query)}
        lost = [number for number, digest in seen if known.get(number) != digest]
        if lost:
            yield filled(_LOST, path=path, line=min(lost))


def _content(path: Path) -> str:
    try:
        return path.read_text(encoding="ascii", errors="replace")
    except FileNotFoundError:
        return ""
