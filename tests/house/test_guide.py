"""What CONTRIBUTING.md says is there is there."""

from __future__ import annotations

import re
from pathlib import Path

PATH = re.compile(r"`((?:indicators|dashboard|tests|data)/[\w./-]*?)`")
NAME = re.compile(r"`([A-Z]{4,})`[^`|]*`((?:indicators|dashboard)/[\w/]+\.py)`")


def guide(root: Path) -> str:
    return (root / "CONTRIBUTING.md").read_text(encoding="utf-8")


def test_every_path_of_the_guide_exists(root):
    """Each file and folder that the guide names is there."""
    named = {path for path in PATH.findall(guide(root)) if "<" not in path}
    assert [path for path in sorted(named) if not (root / path).exists()] == []
    assert len(named) > 20


def test_every_table_of_the_guide_stands_in_its_file(root):
    """Where the guide says that a row goes into a table of a file, that file has the table."""
    named = NAME.findall(guide(root))
    assert [pair for pair in named if not re.search(rf"^{pair[0]}\b", (root / pair[1]).read_text(), re.MULTILINE)] == []
    assert len(named) > 5


def test_every_folder_of_code_has_its_line(root):
    """A newcomer finds each room of the house in the guide."""
    rooms = [path.parent for package in ("indicators", "dashboard") for path in (root / package).glob("*/__init__.py")]
    assert [room.name for room in rooms if f"{room.name}/" not in guide(root)] == []
