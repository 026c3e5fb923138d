"""The files of this project as git sees them: what is committed, and what would be."""

from __future__ import annotations

import ast
import subprocess
from functools import cache
from pathlib import Path

from tests.conftest import ROOT

PACKAGES = ("dashboard", "indicators")


@cache
def files() -> tuple[Path, ...]:
    """Return every file of the project that git does not ignore, relative to its root."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout.decode().split("\0")
    return tuple(Path(name) for name in sorted(set(listed)) if name and (ROOT / name).is_file())


def python(*folders: str) -> list[Path]:
    """Return the Python files below some folders of the root."""
    return [path for path in files() if path.suffix == ".py" and path.parts[0] in folders]


def text(path: Path) -> str:
    """Return the content of a file, or nothing where it is not text."""
    try:
        return (ROOT / path).read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


@cache
def tree(path: Path) -> ast.Module:
    """Return the syntax tree of a Python file."""
    return ast.parse(text(path), filename=str(path))


def place(path: Path, node: ast.AST) -> str:
    """Return where a node stands, in the form that editors jump to."""
    return f"{path}:{getattr(node, 'lineno', 1)}"
