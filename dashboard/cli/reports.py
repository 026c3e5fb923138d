"""The commands of writers: make a list into a file, and pack the site for a room without network."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from dashboard.reports import workshop
from dashboard.reports.listing import LARGEST, read, write
from dashboard.reports.packs import PACKS
from dashboard.reports.ready import READY
from dashboard.settings import Settings
from indicators.dataset import Dataset
from indicators.model import Text
from indicators.problems import UnknownName, UsageError
from indicators.words import wording

if TYPE_CHECKING:  # opened by the application
    from indicators.desk import Desk

_NO_FILE = Text("没有这个清单文件：{path}；现成的清单有：{known}", "no such list: {path}; ready are: {known}")
_NO_SUFFIX = Text(
    "从 -o 的后缀看不出文件种类：{path}；可用：{known}",
    "the suffix of -o tells no kind of file: {path}; known: {known}",
)
_NOT_READ = Text("{path} 不是 UTF-8 文字", "{path} is no UTF-8 text")
_WRITTEN = Text("已写入 {path}（{size} KB）", "Written to {path} ({size} KB)")
_PROGRESS = Text("\r图 {done}/{total} ", "\rpicture {done}/{total} ")


def report(desk: Desk, options: argparse.Namespace) -> int:
    """Write a report: `list` is a YAML file or the name of a ready list; the suffix of `out` says what it becomes.

    With the suffix .yaml the list itself is written.
    """
    text = _list(desk, options.list)
    out = Path(options.out)
    suffix = out.suffix.removeprefix(".").lower()
    if suffix in {"yaml", "yml"}:
        out.write_text(text, encoding="utf-8")
        return _say_written(out)
    if suffix not in PACKS:
        raise UsageError(str(_NO_SUFFIX).format(path=out, known=wording.listed((*PACKS, "yaml"))))
    if options.release:
        text = write(replace(read(text), release=options.release))
    _, content = workshop.written(desk.dataset, text, suffix, Settings.from_environ().address, _progress, _remark)
    out.write_bytes(content)
    return _say_written(out)


def offline(desk: Desk, options: argparse.Namespace) -> int:
    """Write the current release, or another, as a ZIP of static pages."""
    datasets = partial(_of_release, desk, options.release)
    _, content = workshop.written(datasets, "", workshop.OFFLINE, Settings.from_environ().address, _progress)
    out = Path(options.out)
    out.write_bytes(content)
    return _say_written(out)


def _of_release(desk: Desk, chosen: int | None, _: int | None) -> Dataset:
    return desk.dataset(chosen)


def _list(desk: Desk, name: str) -> str:
    path = Path(name)
    if name in READY:
        return write(READY[name].make(desk.dataset()))
    if not path.is_file():
        raise (
            UnknownName(Text("清单", "list"), name, READY)
            if not path.suffix
            else UsageError(str(_NO_FILE).format(path=path, known=wording.listed(READY)))
        )
    try:
        with path.open(encoding="utf-8-sig") as file:
            return file.read(LARGEST + 1)
    except UnicodeDecodeError:
        raise UsageError(str(_NOT_READ).format(path=path)) from None


def _progress(done: int, total: int) -> None:
    if sys.stderr.isatty():
        print(str(_PROGRESS).format(done=done + 1, total=total), end="", file=sys.stderr, flush=True)


def _remark(sentence: str) -> None:
    print(sentence, file=sys.stderr)


def _say_written(path: Path) -> int:
    print(str(_WRITTEN).format(path=path, size=path.stat().st_size // 1024 + 1))
    return 0
