"""A dashboard started where no route leads anywhere: what it answers, as JSON.

Run in a network namespace (`unshare --user --map-root-user --net`): only the loopback of its own is there.
"""

from __future__ import annotations

import fcntl
import json
import socket
import struct
import sys
from pathlib import Path

from tests.trust.servers import started

PAGES = ("/", "/goals", "/indicators", "/regions", "/sources", "/export/goals/ways.xlsx", "/health")
_GET_FLAGS, _SET_FLAGS, _IS_UP = 0x8913, 0x8914, 0x1


def loopback_up() -> None:
    """Switch the loopback on, as every machine has it."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as control:
        asked = struct.pack("16sH14s", b"lo", 0, b"")
        flags = struct.unpack("16sH14s", fcntl.ioctl(control, _GET_FLAGS, asked))[1]
        fcntl.ioctl(control, _SET_FLAGS, struct.pack("16sH14s", b"lo", flags | _IS_UP, b""))


def is_reachable(host: str) -> bool:
    """Whether anything outside can be reached."""
    try:
        socket.create_connection((host, 80), timeout=1).close()
    except OSError:
        return False
    return True


def main(folder: Path) -> None:
    """Print the status of every page, and whether a way led out."""
    loopback_up()
    with started(folder) as server:
        answers = {path: server.status(path) for path in PAGES}
    sys.stdout.write(json.dumps({"answers": answers, "way_out": is_reachable("192.0.2.1"), "said": server.said()}))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
