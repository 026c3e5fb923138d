"""The last release that a state folder has seen: a database that knows less is not taken for a new one."""

from __future__ import annotations

import os
from pathlib import Path

from indicators.model import Text
from indicators.problems import StoreError

LAST_BACKUP = "last-backup"
"""The mark in the shared folder whose time is that of the last backup that was proved."""

_NAME, _WITNESSES = "last-release", "*-log-heads.txt"
_LESS = Text(
    "状态文件夹见过第 {seen} 号版次，数据库里却{found}：数据库可能丢失、被清空或换成了旧的；"
    "请恢复数据库或备份。确要以现有数据库为准，请删除 {path} 后再启动",
    "the state folder has seen release {seen}, and the database {found}: it may be lost, emptied or an old one; "
    "restore it or a backup; to go on with it all the same, delete {path} first",
)
_NOTHING, _ONLY = Text("没有任何版次", "holds none"), Text("只到第 {number} 号版次", "ends with release {number}")


def check(home: Path, head: int | None) -> None:
    """Pass where a database knows at least what was seen here. Raises StoreError where it knows less."""
    path = home / _NAME
    try:
        seen = int(path.read_text(encoding="ascii"))
    except (FileNotFoundError, ValueError):
        return
    if (head or 0) < seen:
        found = _ONLY if head else _NOTHING
        words = {"seen": seen, "path": path}
        raise StoreError(
            Text(
                _LESS.zh.format(found=found.zh.format(number=head), **words),
                _LESS.en.format(found=found.en.format(number=head), **words),
            )
        )


def note(home: Path, head: int) -> None:
    """Write down which release was seen; a folder that cannot be written keeps what it knew."""
    path, new = home / _NAME, home / f".{_NAME}.{os.getpid()}"
    try:
        new.write_text(str(head), encoding="ascii")
        new.replace(path)
    except OSError:
        return


def forget(home: Path) -> None:
    """Forget what was seen: a backup was brought back on purpose."""
    (home / _NAME).unlink(missing_ok=True)
    for witness in home.glob(_WITNESSES):
        witness.unlink()
