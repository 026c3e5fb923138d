"""Whether somebody edited the city's folder since it was brought in: a start alone publishes nothing of it."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING

from indicators.language import Count
from indicators.model import Text
from indicators.problems import DataError
from indicators.tables import curated

if TYPE_CHECKING:  # handed over by the application
    from indicators.desk import Desk

_NAME = "folder-digest"
_DIFFERENT = Text(
    "数据文件夹 {folder} 与现行版次不同（新增 {added} 项、修改 {altered} 项、取消 {removed} 项），"
    "启动不会发布这些变化；要发布，请运行 innovation-dashboard import-data {folder} --by 帐号 --reason 理由",
    "the folder {folder} differs from the current release ({added} added, {altered} altered, {removed} removed) "
    "and a start publishes nothing of it; to bring it in: "
    "innovation-dashboard import-data {folder} --by ACCOUNT --reason WHY",
)
_UNREADABLE = Text(
    "数据文件夹 {folder} 已被改动且有 {errors} 处错误，展示的仍是现行版次；请运行 innovation-dashboard check {folder}",
    "the folder {folder} was edited and has {errors} {errors:error|errors}; the current release is shown as it was: "
    "innovation-dashboard check {folder}",
)


def sentence(desk: Desk, folder: Path, home: Path) -> str:
    """Return the sentence that says how a folder differs from what is published; blank where nobody edited it."""
    digest = _digest(folder)
    if digest == _noted(home):
        return ""
    try:
        changes = desk.unpublished(curated.load(folder))
    except DataError as error:
        return str(_UNREADABLE).format(folder=folder, errors=Count(sum(problem.is_error for problem in error.problems)))
    if not changes.changes:
        note(folder, home)
        return ""
    counts = {"added": changes.added, "altered": changes.altered, "removed": changes.removed}
    return str(_DIFFERENT).format(folder=folder, **counts)


def note(folder: Path, home: Path) -> None:
    """Write down what a folder holds that says nothing new; a state that cannot be written keeps what it knew."""
    path, new = home / _NAME, home / f".{_NAME}.{os.getpid()}"
    try:
        new.write_text(_digest(folder), encoding="ascii")
        new.replace(path)
    except OSError:
        return


def _noted(home: Path) -> str:
    try:
        return (home / _NAME).read_text(encoding="ascii")
    except (OSError, ValueError):
        return ""


def _digest(folder: Path) -> str:
    """The digest of all tables of a folder with their names."""
    digest = hashlib.sha256()
    for path in sorted((*folder.glob("city.toml"), *folder.rglob("*.csv"))):
        content = path.read_bytes()
        digest.update(f"{path.relative_to(folder).as_posix()}\n{len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()
