"""A dashboard on a small disk of its own, which runs full and then turns read-only: what is answered, as JSON.

Run in a mount namespace (`unshare --user --map-root-user --mount`), so that the disk is nobody else's.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import replace
from pathlib import Path

from dashboard.app import create_app
from dashboard.cli.main import main as command
from dashboard.settings import Settings
from tests.dashboard.conftest import PASSWORD, Visitor, open_office

SIZE = "64m"
PAGES = ("/", "/goals", "/indicators", "/sources", "/sign-in", "/health", "/assets/2-frame.css", "/api/v1/indicators")
READING = (
    ["releases"],
    ["diff", "1", "1"],
    ["audit", "verify"],
    ["accounts"],
    ["export-data", "{elsewhere}/data"],
    ["backup", "{elsewhere}/backup.zip"],
    ["template", "{elsewhere}/t.xlsx"],
)
SAID = re.compile(r'class="said" role="alert">([^<]+)<')
BOOK = "指标,区域,时期,数值\n".encode()


def fill(disk: Path) -> None:
    """Write until nothing more can be written, in pieces that become as small as a byte."""
    with (disk / "ballast").open("ab", buffering=0) as file:
        for size in (1 << 20, 1 << 12, 1):
            with contextlib.suppress(OSError):
                while file.write(b"\0" * size):
                    pass


def answers(app, visitor) -> dict:
    """Return what readers and writers are answered."""
    read = {path: visitor.client.get(path, headers={"Accept-Encoding": "br"}).status_code for path in PAGES}
    signed = Visitor(app).post("/sign-in", name="reporter", password=PASSWORD)
    filed = visitor.post("/data/uploads", file=("a.csv", BOOK))
    return {
        "read": read,
        "sign-in": [signed.status_code, SAID.search(signed.text)[1]],
        "upload": [filed.status_code, filed.json["error"]],
    }


def commands(elsewhere: Path) -> dict:
    """Return the exit code and the words of every command that only reads."""
    found = {}
    for words in READING:
        out = io.StringIO()
        with redirect_stdout(out), redirect_stderr(out):
            code = command([word.format(elsewhere=elsewhere) for word in words])
        found[words[0]] = [code, out.getvalue()[-300:]]
    return found


def main(disk: Path, elsewhere: Path) -> None:
    """Print what is answered while the disk is full, and while it is read-only."""
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "none", disk], check=True)
    os.environ["INNOVATION_STATE"] = str(disk)
    app = open_office(replace(Settings(), state=disk), disk)
    visitor = Visitor(app, "both")
    fill(disk)
    full = answers(app, visitor)
    (disk / "ballast").unlink()
    recovered = visitor.post("/data/uploads", file=("a.csv", BOOK)).status_code
    subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
    read_only = answers(app, visitor) | {"commands": commands(elsewhere)}
    anew = create_app(replace(Settings(), state=disk)).server.test_client().get("/")
    print(json.dumps({"full": full, "recovered": recovered, "read_only": read_only, "anew": anew.status_code}))  # noqa: T201


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
