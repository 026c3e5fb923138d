"""Releases, and answers about them that are worked out once: a release never changes, so answers stay true."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import lru_cache
from typing import Any

from indicators.dataset import Dataset
from indicators.model import Text
from indicators.problems import UnknownName
from indicators.releases.release import ReleaseRecord, Store
from indicators.tables.rows import dataset_of

_ANSWERS_KEPT = 128  # a page is a few megabytes in memory
_RELEASES_KEPT = 6


class Shelf:
    """Holds the releases that were asked for last in memory, and the answers given about them."""

    def __init__(self, store: Store) -> None:
        """Open the shelf of a store."""
        self._store = store
        self._load = lru_cache(maxsize=_RELEASES_KEPT)(self._read)
        self._answer = lru_cache(maxsize=_ANSWERS_KEPT)(self._ask)

    def head(self) -> int:
        """Return the number of the current release. Raises UnknownName where nothing was published yet."""
        head = self._store.head()
        if head is None:
            raise UnknownName(Text("版次", "release"), "1", ())
        return head

    def records(self) -> tuple[ReleaseRecord, ...]:
        """Return every release, latest first."""
        return self._store.releases()

    def record(self, number: int) -> ReleaseRecord:
        """Return one release: who, when, why. Raises UnknownName where there is none of this number."""
        every = {record.number: record for record in self.records()}
        if number not in every:
            raise UnknownName(Text("版次", "release"), str(number), map(str, every))
        return every[number]

    def dataset(self, release: int | None = None) -> Dataset:
        """Return the dataset of a release, of the current one unless said otherwise. Raises UnknownName."""
        return self._load(self.head() if release is None else release)

    def answer(self, question: Callable[..., Any], *about: Hashable, release: int | None = None) -> Any:  # noqa: ANN401
        """Return `question(dataset, *about)` for a release, from memory where it was asked before."""
        return self._answer(question, self.head() if release is None else release, *about)

    def _read(self, number: int) -> Dataset:
        record = self.record(number)
        return dataset_of(self._store.rows(number), record.release, self._store.corrections(number))

    def _ask(self, question: Callable[..., Any], number: int, *about: Hashable) -> Any:  # noqa: ANN401
        return question(self.dataset(number), *about)
