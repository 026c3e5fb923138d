"""What was counted over a release, as files below the state folder: written whole, made anew where they are missing."""

from __future__ import annotations

import hashlib
import logging
import tempfile
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from pathlib import Path

from indicators.model import Key
from indicators.problems import StoreError
from indicators.releases.file import TEMPORARY
from indicators.store.files import alone, make_folder

_FILES_KEPT = 120
_SUFFIX, _LOCK = ".counts", ".lock"
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class CountFiles:
    """The counts of one release: `rows` names what its tables hold, so that the same tables share their counts."""

    folder: Path
    rows: str
    rows_before: str | None = None
    find_changed: Callable[[], frozenset[Key] | None] = lambda: None

    def changed(self) -> frozenset[Key] | None:
        """Return the series of which a figure is another than in the release before; None where more may be."""
        return self.find_changed() if self.rows_before is not None else None

    def read_before(self, question: str) -> bytes | None:
        """Return what was written for a question about the release before, or None."""
        return None if self.rows_before is None else CountFiles(self.folder, self.rows_before).read(question)

    def read(self, question: str) -> bytes | None:
        """Return what was written for a question, or None."""
        with suppress(OSError):
            return self._path(question).read_bytes()
        return None

    def write(self, question: str, content: bytes) -> None:
        """Keep the answer to a question; where the disk refuses, it is counted again by the next process."""
        path = self._path(question)
        try:
            make_folder(self.folder)
            with tempfile.NamedTemporaryFile(prefix=TEMPORARY, dir=self.folder, delete=False) as file:
                file.write(content)
            Path(file.name).replace(path)
            self._tidy()
        except (OSError, StoreError) as error:
            _log.warning("counts cannot be written to %s: %s", path, error)

    def alone(self, question: str) -> AbstractContextManager[None]:
        """Let one process of the machine after the other answer a question; the later ones find it answered."""
        return alone(self._path(question).with_suffix(_LOCK))

    def _path(self, question: str) -> Path:
        name = hashlib.sha256(f"{self.rows}\n{question}".encode()).hexdigest()
        return self.folder / f"{name}{_SUFFIX}"

    def _tidy(self) -> None:
        """Remove the files that were written longest ago."""
        for suffix in (_SUFFIX, _LOCK):
            files = sorted(self.folder.glob(f"*{suffix}"), key=lambda path: path.stat().st_mtime, reverse=True)
            for path in files[_FILES_KEPT:]:
                path.unlink(missing_ok=True)
