"""Releases, and answers about them that are worked out once: a release never changes, so answers stay true."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from contextvars import ContextVar
from dataclasses import replace
from functools import lru_cache
from threading import RLock
from typing import Any

from indicators.dataset import Correction, Dataset
from indicators.language import Language, language, speaking
from indicators.model import Key, Text
from indicators.periods import Period
from indicators.problems import StoreError, UnknownName
from indicators.releases.release import ReleaseRecord, Store
from indicators.tables.cells import FORMS
from indicators.tables.description import Type
from indicators.tables.rows import dataset_of
from indicators.tables.snapshot import CORRECTIONS, Snapshot

_ANSWERS_KEPT = 128  # a page is a few megabytes in memory
_RELEASES_KEPT = 6
_TRIED = 5
_TRIED_AGAIN = 60  # seconds after which a release that could not be read is read again
_STANDS_IN = Text(
    "现行版次的数据无法读取或未通过完整性校验，暂时展示第 {number} 版；请管理员核查数据库，必要时以备份恢复",
    "The current release cannot be read or did not pass the check of its data: release {number} stands in for it",
)

_moment: ContextVar[dict[Shelf, int] | None] = ContextVar("moment", default=None)


@contextmanager
def one_moment() -> Iterator[None]:
    """Within this, whatever is asked is about one state: which release is current is asked once.

    A page of several questions so never shows two releases. Who publishes goes on with the new one.
    """
    token = _moment.set({})
    try:
        yield
    finally:
        _moment.reset(token)


class Shelf:
    """Holds the releases that were asked for last in memory, and the answers given about them.

    Where the current release cannot be read as it was published, the last one that can stands in for it.
    """

    def __init__(self, store: Store) -> None:
        """Open the shelf of a store."""
        self._store = store
        self._load = lru_cache(maxsize=_RELEASES_KEPT)(self._read)
        self._answer = lru_cache(maxsize=_ANSWERS_KEPT)(self._ask)
        self._locks: dict[int, RLock] = defaultdict(RLock)
        self._failures: dict[int, tuple[float, StoreError]] = {}
        self._last_shown: int | None = None

    @staticmethod
    def moment() -> AbstractContextManager[None]:
        """Return a block within which whatever is asked is about one state, as `one_moment` does."""
        return one_moment()

    def head(self) -> int:
        """Return the number of the current release. Raises UnknownName where nothing was published yet."""
        known = _moment.get()
        if known is not None and self in known:
            return known[self]
        head = self._store.head()
        if head is None:
            raise UnknownName(Text("版次", "release"), "1", ())
        if known is not None:
            known[self] = head
        return head

    def current(self) -> int:
        """Return the number of the release that is shown: the current one, or the one that stands in for it."""
        return self._current()[1]

    def notice(self) -> Text | None:
        """Return the sentence that says which release stands in for the current one; None where none does."""
        is_sound, number = self._current()
        return None if is_sound else Text(_STANDS_IN.zh.format(number=number), _STANDS_IN.en.format(number=number))

    def prepared(self, record: ReleaseRecord) -> ReleaseRecord:
        """Return a release that was just published, with its file made, so that no reader waits for that."""
        (_moment.get() or {}).pop(self, None)
        with suppress(StoreError):
            self._loaded(record.number)
        with suppress(StoreError):
            self._store.witness()
        return record

    def digest(self, number: int) -> str:
        """Return the digest of a release, as it was published. Raises UnknownName, StoreError."""
        return self._store.digest(number)

    def check(self) -> None:
        """Look at the file of the release that is shown; where it was altered, forget all that was read of it.

        It is then read anew: made again of the database, or the last sound release stands in for it.
        """
        try:
            is_sound = self._store.is_sound(self.current())
        except StoreError:
            is_sound = False
        if not is_sound:
            self._load.cache_clear()
            self._answer.cache_clear()

    def records(self) -> tuple[ReleaseRecord, ...]:
        """Return every release, latest first."""
        return self._store.releases()

    def record(self, number: int) -> ReleaseRecord:
        """Return one release: who, when, why. Raises UnknownName where there is none of this number."""
        every = {one.number: one for one in self.records()}
        if number not in every:
            raise UnknownName(Text("版次", "release"), str(number), map(str, every))
        return every[number]

    def dataset(self, release: int | None = None) -> Dataset:
        """Return the dataset of a release, of the one that is shown unless said otherwise.

        Raises UnknownName, and StoreError where it cannot be read as it was published.
        """
        return self._loaded(self.current() if release is None else release)

    def answer(self, question: Callable[..., Any], *about: Hashable, release: int | None = None) -> Any:  # noqa: ANN401
        """Return `question(dataset, *about)` for a release, from memory where it was asked before in this language."""
        number = self.current() if release is None else release
        return self._answer(question, number, language(), *about)

    def _current(self) -> tuple[bool, int]:
        """The number of the release that is shown, and whether it is the current one."""
        try:
            head = self.head()
        except StoreError:
            if self._last_shown is None:
                raise
            return False, self._last_shown
        failure = None
        for number in range(head, max(head - _TRIED, 0), -1):
            try:
                self._loaded(number)
            except StoreError as error:
                failure = failure or error
            else:
                self._last_shown = number
                return number == head, number
        raise failure or UnknownName(Text("版次", "release"), str(head), ())

    def _loaded(self, number: int) -> Dataset:
        """The dataset of a release; threads wait for the one that reads it, and a failure is remembered for a while."""
        with self._locks[number]:
            at, failure = self._failures.get(number, (0.0, None))
            if failure is not None and time.monotonic() - at < _TRIED_AGAIN:
                raise failure
            try:
                return self._load(number)
            except StoreError as error:
                self._failures[number] = time.monotonic(), error
                raise

    def _read(self, number: int) -> Dataset:
        snapshot, records = self._store.snapshot(number)
        by_number = {one.number: one for one in records}
        dataset = dataset_of(snapshot, by_number[number].release, tuple(_corrections(snapshot, by_number)))
        return replace(dataset, counts=self._store.counts(number))

    def _ask(self, question: Callable[..., Any], number: int, chosen: Language, *about: Hashable) -> Any:  # noqa: ANN401
        with speaking(chosen):
            return question(self.dataset(number), *about)


def _corrections(snapshot: Snapshot, records: dict[int, ReleaseRecord]) -> Sequence[Correction]:
    """Return what releases altered or took back, latest first."""
    texts, number = snapshot.texts(CORRECTIONS), FORMS[Type.NUMBER].read
    lines = [dict(zip(texts, line, strict=True)) for line in zip(*texts.values(), strict=True)]
    return [
        Correction(
            records[int(one["release"])].release,
            records[int(one["release"])].reason,
            Key(one["indicator"], one["region"], one["industry"]),
            Period.parse(one["period"]),
            number(one["old"]) if one["old"] else None,
            number(one["new"]) if one["new"] else None,
        )
        for one in reversed(lines)
    ]
