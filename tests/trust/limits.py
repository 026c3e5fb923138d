"""A group of processes that has so much memory and no more, where the system grants one."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_LIMITS = {"/sys/fs/cgroup/memory": "memory.limit_in_bytes", "/sys/fs/cgroup": "memory.max"}
_KILLS = ("memory.oom_control", "memory.events")


@contextmanager
def memory_group(most: int) -> Iterator[Path | None]:
    """Give a control group whose processes share so many bytes of memory; None where there is none to be had."""
    for root, name in _LIMITS.items():
        group = Path(root) / f"innovation-{os.getpid()}"
        try:
            group.mkdir()
            (group / name).write_text(str(most))
        except OSError:
            with suppress(OSError):
                group.rmdir()
            continue
        try:
            yield group
        finally:
            _removed(group)
        return
    yield None


def killed(group: Path) -> int:
    """Return how many processes of a group were killed for want of memory."""
    said = "".join((group / name).read_text() for name in _KILLS if (group / name).exists())
    return sum(map(int, re.findall(r"^oom_kill (\d+)$", said, re.MULTILINE)))


def _removed(group: Path) -> None:
    for _ in range(100):  # its last process may still be ending
        with suppress(OSError):
            group.rmdir()
            return
        time.sleep(0.1)
