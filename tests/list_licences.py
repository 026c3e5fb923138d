"""Which licence each package has that the dashboard needs to run: python -m tests.list_licences LOCK > LICENCES.txt."""

from __future__ import annotations

import re
import sys
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

_PINNED = re.compile(r"^([A-Za-z0-9._-]+)==(\S+)", re.MULTILINE)
_CLASSIFIER = "License :: "


def licence_of(name: str) -> str:
    """Return the licence that a package names: its expression, else its classifiers, else its own words."""
    try:
        found = metadata(name)
    except PackageNotFoundError:
        return "not installed on this system"
    classifiers = [
        value.rpartition(" :: ")[2] for value in found.get_all("Classifier") or () if value.startswith(_CLASSIFIER)
    ]
    words = (found.get("License") or "").strip().partition("\n")[0][:80]
    return found.get("License-Expression") or ", ".join(classifiers) or words or "none named"


def licences(lock: str) -> list[tuple[str, str, str]]:
    """Return name, version and licence of every package that a lock file pins, by name."""
    return sorted((name, version, licence_of(name)) for name, version in _PINNED.findall(lock))


if __name__ == "__main__":
    for row in licences(Path(sys.argv[1]).read_text(encoding="utf-8")):
        sys.stdout.write("\t".join(row) + "\n")
