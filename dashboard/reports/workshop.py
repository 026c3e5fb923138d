"""Where packs are made: one at a time, in a process that serves nobody, and kept for a day to be taken away."""

from __future__ import annotations

import contextlib
import os
import re
import secrets
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from dashboard import contents
from dashboard.export.captioned import file_name
from dashboard.export.paper.painter import Painter
from dashboard.export.watermark import marked
from dashboard.reports.compose import compose, last_issue
from dashboard.reports.listing import read
from dashboard.reports.offline import offline
from dashboard.reports.packs import PACKS, Progress
from indicators.dataset import Dataset
from indicators.language import speaking
from indicators.model import Text
from indicators.problems import UnknownName, UsageError
from indicators.views import standings

OFFLINE = "offline"
_OFFLINE_NAME = Text("{site}-离线包-{release}", "{site}-offline-{release}")
_EMPTY = Text("清单是空的，先加入图表", "the list is empty")
_KIND = Text("文件种类", "kind of file")
_GONE = Text("文件已不在（保留一天），请重新生成", "the file is gone; make it again")
_DAY_IN_SECONDS = 86_400
_TOKEN = re.compile(r"[A-Za-z0-9_-]{22}")
_BEHIND_VIEWERS = 10


@dataclass(frozen=True, slots=True)
class Made:
    """A pack that was made: the token by which it is taken away, the name of the file, its size in bytes."""

    token: str
    name: str
    size: int


Datasets = Callable[[int | None], Dataset]


def written(  # noqa: PLR0913 - what is asked for, and by whom
    datasets: Datasets,
    text: str,
    suffix: str,
    host: str,
    progress: Progress,
    remark: Callable[[str], None] = lambda _: None,
    *,
    mark: str = "",
) -> tuple[str, bytes]:
    """Return the file name and the content of a pack: of a list (YAML), or of the whole site.

    `datasets` gives the dataset of a release, of the current one for None; `remark` gets what was left out, as a
    sentence each; `mark` says who takes it away. Raises UsageError, UnknownName with a sentence for the reader.
    """
    if suffix != OFFLINE and suffix not in PACKS:
        raise UnknownName(_KIND, suffix, (*PACKS, OFFLINE))
    with standings.beside(), Painter() as painter:  # a paper is made beside the readers, and may take its time
        if suffix == OFFLINE:
            dataset = datasets(None)
            name = str(_OFFLINE_NAME).format(site=contents.title(dataset), release=dataset.city.release.name)
            return f"{file_name(name)}.zip", offline(dataset, painter, progress, host, mark)
        if not text:
            raise UsageError(str(_EMPTY))
        listing = read(text)
        with speaking(listing.language):
            document = compose(listing, datasets(listing.release), host, last_issue(listing, datasets))
            for sentence in document.absent:
                remark(sentence)
            content = PACKS[suffix].write(marked(document, mark), painter, progress)
            return f"{file_name(document.title)}.{suffix}", content


def make(  # noqa: PLR0913 - as above
    home: Path, datasets: Datasets, text: str, suffix: str, host: str, progress: Progress, *, mark: str = ""
) -> Made:
    """Make a pack, keep it under `home`, and return what it is called there. Raises as `written` does.

    Viewers come first: this process steps back, and packs wait for each other.
    """
    folder = home / "reports"
    name, content = alone(home, lambda: written(datasets, text, suffix, host, progress, mark=mark))
    token = secrets.token_urlsafe(16)
    (folder / token).write_bytes(content)
    (folder / f"{token}.name").write_text(name, encoding="utf-8")
    return Made(token, name, len(content))


def alone(home: Path, write: Callable[[], tuple[str, bytes]]) -> tuple[str, bytes]:
    """Return what `write` makes, once it is its turn; from now on this process runs after all others."""
    folder = home / "reports"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    _step_back()
    with turn(folder / "turn"):
        _clear(folder)
        return write()


@contextlib.contextmanager
def turn(path: Path) -> Iterator[None]:
    """Wait for whoever has the turn of a file; the system itself ends that of a process that was stopped.

    Where no file can be written there are no turns: that work goes on is worth more than its order.
    """
    try:
        import fcntl  # noqa: PLC0415 - Windows has none; things run side by side there

        lock = path.open("w")
    except (ImportError, OSError):
        yield
        return
    with lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def kept(home: Path, token: str) -> tuple[str, bytes]:
    """Return name and content of a pack that was made. Raises UsageError where it is gone, or never was."""
    path = home / "reports" / token
    if not _TOKEN.fullmatch(token) or not path.exists():
        raise UsageError(str(_GONE))
    return path.with_name(f"{token}.name").read_text(encoding="utf-8"), path.read_bytes()


def _step_back() -> None:
    """Let this process, and the browser that it starts, have a tenth of what a viewer has: last, but never nothing."""
    if hasattr(os, "nice"):
        os.nice(max(_BEHIND_VIEWERS - os.nice(0), 0))


def _clear(folder: Path) -> None:
    for old in folder.iterdir():
        if time.time() - old.stat().st_mtime > _DAY_IN_SECONDS:
            old.unlink(missing_ok=True)
