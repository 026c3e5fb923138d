"""Files that kept lists become by themselves at each release. They stay until a dozen later ones are there."""

from __future__ import annotations

import shutil
from pathlib import Path

from dashboard.reports import workshop
from indicators.dataset import Dataset
from indicators.model import Text
from indicators.problems import InnovationError, UsageError
from indicators.releases.reports import KeptReport

_MOST = 12
_FILE, _NAME, _PROBLEM = ".file", ".name", ".problem"
_NONE = Text("这份清单还没有自动生成过文件，或文件已不在", "no file of this list was made yet, or it is gone")


def issue(home: Path, datasets: workshop.Datasets, report: KeptReport, release: int, host: str, mark: str = "") -> None:
    """Make the file of a list on a release and keep it under `home`, or the sentence that says why there is none.

    `mark` is what it has to say of whose it is.
    """
    try:
        name, content = workshop.alone(home, lambda: written(datasets, report, release, host, mark))
    except InnovationError as error:
        _put(_folder(home, report.number) / f"{release}{_PROBLEM}", str(error).encode())
    else:
        put(home, report, release, name, content)


def put(home: Path, report: KeptReport, release: int, name: str, content: bytes) -> None:
    """Keep the file that a list became on a release, under its name, and let the oldest go."""
    folder = _folder(home, report.number)
    _put(folder / f"{release}{_NAME}", name.encode())
    _put(folder / f"{release}{_FILE}", content)
    for old in sorted(folder.glob(f"*{_FILE}"), key=lambda path: int(path.stem))[:-_MOST]:
        old.unlink()
        old.with_suffix(_NAME).unlink(missing_ok=True)


def written(
    datasets: workshop.Datasets, report: KeptReport, release: int, host: str, mark: str = ""
) -> tuple[str, bytes]:
    """Return name and content of the file of a list on a release, or on the one that the list itself names."""

    def of_run(number: int | None) -> Dataset:
        return datasets(number or release)

    return workshop.written(of_run, report.text, report.suffix, host, lambda *_: None, mark=mark)


def is_over(home: Path, report: KeptReport, release: int) -> bool:
    """Return whether a list was run on a release: there is a file, or a sentence that says why not."""
    stem = _folder(home, report.number) / str(release)
    return any(stem.with_suffix(suffix).exists() for suffix in (_FILE, _PROBLEM))


def problem(home: Path, report: KeptReport, release: int) -> str:
    """Return why a list became no file on a release; empty where it became one. It is told once."""
    path = _folder(home, report.number) / f"{release}{_PROBLEM}"
    if not path.exists():
        return ""
    sentence = path.read_text(encoding="utf-8")
    path.unlink()
    return sentence


def issued(home: Path, report: KeptReport, release: int) -> tuple[str, bytes]:
    """Return name and content of the file that a list became on a release. Raises UsageError where there is none."""
    stem = _folder(home, report.number) / str(release)
    try:
        return stem.with_suffix(_NAME).read_text(encoding="utf-8"), stem.with_suffix(_FILE).read_bytes()
    except FileNotFoundError:
        raise UsageError(str(_NONE)) from None


def forget(home: Path, number: int) -> None:
    """Remove all files of a list."""
    shutil.rmtree(_folder(home, number), ignore_errors=True)


def _folder(home: Path, number: int) -> Path:
    return home / "issued" / str(number)


def _put(path: Path, content: bytes) -> None:
    """Write a file that is never half."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    new = path.with_suffix(".new")
    new.write_bytes(content)
    new.replace(path)
