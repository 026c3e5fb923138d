"""What must be counted over all goals: each one's verdicts, lag and sources, worked out once a dataset and year.

A page counts and sorts these, and assesses only the goals that it shows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock, Thread
from typing import overload

import numpy as np

from indicators.dataset import Counts, Dataset
from indicators.goals.methods import METHODS, Assessment, Verdict, judged
from indicators.goals.targets import Target
from indicators.model import Text
from indicators.periods import Period
from indicators.problems import BeingCounted
from indicators.views import counted, scoreboard
from indicators.views.counted import Count, Counted, Line, Lines

_IN_MEMORY = 24
_USUAL = next(iter(METHODS))
_AT_ONCE, _SOME = 5_000, 500
"""Goals that are counted while a reader waits; and those of which other years are counted ahead."""
YEARS_AHEAD = 6
"""Years, the latest one included, whose pages are there before somebody asks: a page looks at the year before too."""
_PATIENCE_IN_SECONDS = 2.0
_BEING_COUNTED = Text(
    "正在按所选年份统计 {count} 项目标，请稍候，本页会自动刷新",
    "{count} goals are being counted for this year; the page comes by itself",
)
_finding = Lock()
_is_beside: ContextVar[bool] = ContextVar("is_beside", default=False)
_begun: set[tuple[Dataset, Period]] = set()


@dataclass(frozen=True, slots=True)
class Turn:
    """A goal whose verdict is not what it was before."""

    now: Line
    before: Line


@dataclass(frozen=True, slots=True)
class Turns(Sequence[Turn]):
    """Goals whose verdict is not what it was before: as they are counted now, and as they were then."""

    now: Lines
    before: Lines

    def __len__(self) -> int:
        """Return the number of goals."""
        return len(self.now)

    @overload
    def __getitem__(self, place: int) -> Turn: ...
    @overload
    def __getitem__(self, place: slice) -> Turns: ...
    def __getitem__(self, place: int | slice) -> Turn | Turns:
        """Return the turn at a place, or those of a slice."""
        if isinstance(place, slice):
            return Turns(self.now[place], self.before[place])
        return Turn(self.now[place], self.before[place])


@dataclass(frozen=True, slots=True)
class Flip:
    """A goal whose light is another in the later of two states; None where a state has no such goal."""

    target: Target
    before: Verdict | None
    after: Verdict | None


def flips(old: Dataset, new: Dataset) -> tuple[Flip, ...]:
    """Return the goals whose light differs between two states, each as its pages show it: as of its latest year."""
    states = tuple(every(state, scoreboard.latest_year(state)) for state in (old, new))
    before, after = (dict(zip(state.ids, state.verdicts.tolist(), strict=True)) for state in states)
    verdicts = dict(enumerate(Verdict))
    return tuple(
        Flip(
            (new if name in after else old).target(name),
            verdicts.get(before.get(name, -1)),
            verdicts.get(after.get(name, -1)),
        )
        for name in dict.fromkeys((*after, *before))
        if before.get(name) != after.get(name)
    )


def lines(
    dataset: Dataset,
    on: Period,
    plan: str | None = None,
    region: str | None = None,
    industry: str | None = None,
    method: str = "pace",
) -> Lines:
    """Return the goals of a plan, region and industry as lists count them, in the order of the table."""
    rows = scoreboard.goal_rows(dataset, on, plan, region=region, industry=industry)
    return every(dataset, on, method).at(rows)


def every(dataset: Dataset, on: Period, method: str = _USUAL) -> Lines:
    """Return all goals of a state as lists count them, also those that were set later, in the order of the table."""
    return Lines(dataset.goals, _once(dataset, on), method, np.arange(len(dataset.goals)))


def turned(dataset: Dataset, now: Lines, on: Period, method: str = "pace") -> Turns:
    """Return the goals whose verdict differs from that of a year before, those that got worse first."""
    before = every(dataset, on.previous(), method).at(now.rows)
    is_other = np.isin(now.verdicts, [place for place, one in enumerate(Verdict) if one.is_settled])
    is_other &= now.verdicts != before.verdicts
    rise = before.verdicts.astype(int) - now.verdicts
    found = np.flatnonzero(is_other)
    order = found[np.argsort(rise[found], kind="stable")]
    return Turns(now.at(order), before.at(order))


def prepare(dataset: Dataset) -> None:
    """Count what the pages of a dataset count first, so that no reader waits for it."""
    with beside():
        on = scoreboard.latest_year(dataset)
        every(dataset, on)
        every(dataset, on.previous())


def prepare_more(dataset: Dataset, is_over: Callable[[], bool]) -> None:
    """Count what filters ask for next, earlier years, where a reader would wait for it."""
    if len(dataset.goals) < _SOME:
        return
    year = scoreboard.latest_year(dataset)
    with beside():
        for _ in range(YEARS_AHEAD + 1):
            if is_over():
                return
            every(dataset, year)
            year = year.previous()


def is_counted(dataset: Dataset, on: Period) -> bool:
    """Return whether pages of a year find what they count over all goals, or count it while a reader waits."""
    files, needed = dataset.counts, (on, on.previous())
    return files is None or not _is_too_much(dataset) or all(files.read(_name(one)) is not None for one in needed)


@contextmanager
def beside() -> Iterator[None]:
    """Count inside whatever is asked for, however long it takes: no reader waits."""
    token = _is_beside.set(True)
    try:
        yield
    finally:
        _is_beside.reset(token)


class _Answer:
    """One count: whoever asks while it is being made waits, a reader not for long; others are not in its way."""

    def __init__(self) -> None:
        """Start without it."""
        self._lock = Lock()
        self._value: Count | None = None

    def get(self, make: Callable[[], Count], patience: float) -> Count:
        """Return the count, made at the first call. Raises BeingCounted where another call is at it for too long."""
        if self._value is not None:
            return self._value
        if not self._lock.acquire(timeout=patience):
            raise BeingCounted
        try:
            if self._value is None:
                self._value = make()
            return self._value
        finally:
            self._lock.release()


def _once(dataset: Dataset, on: Period) -> Count:
    """Return the count of a year; where it would take a reader too long it is begun beside. Raises BeingCounted."""
    with _finding:
        answer = _answer(dataset, on)
    try:
        return answer.get(lambda: _kept_count(dataset, on), _PATIENCE_IN_SECONDS if _is_too_much(dataset) else -1)
    except BeingCounted as error:
        _begin(dataset, on)
        raise BeingCounted(str(_BEING_COUNTED).format(count=len(dataset.goals))) from error


def _is_too_much(dataset: Dataset) -> bool:
    """Whether counting all goals takes longer than a reader waits, and a reader it is who asks."""
    return len(dataset.goals) > _AT_ONCE and dataset.counts is not None and not _is_beside.get()


def _begin(dataset: Dataset, on: Period) -> None:
    """Count in a thread of its own what is not being counted yet."""
    with _finding:
        if (dataset, on) in _begun:
            return
        _begun.add((dataset, on))
    Thread(target=_count_beside, args=(dataset, on), daemon=True).start()


def _count_beside(dataset: Dataset, on: Period) -> None:
    try:
        with beside():
            _once(dataset, on)
    finally:
        _begun.discard((dataset, on))


@lru_cache(maxsize=_IN_MEMORY)
def _answer(_dataset: Dataset, _on: Period) -> _Answer:
    return _Answer()


def _kept_count(dataset: Dataset, on: Period) -> Count:
    """The count of a year from its file; where there is none, count, and leave the file for the other processes.

    Where the release before was counted and only figures are others, only the goals of these are counted again.
    """
    files, goals = dataset.counts, dataset.goals
    if files is None:
        return _counted(dataset, goals, on)
    name = _name(on)
    found = Count.unpacked(files.read(name), goals)
    if found is not None:
        return found
    if _is_too_much(dataset):
        raise BeingCounted
    with files.alone(name):
        found = Count.unpacked(files.read(name), goals)
        if found is None:
            found = _counted_anew(dataset, files, name, on)
            files.write(name, found.packed())
    return found


def _name(on: Period) -> str:
    return f"{on} {counted.rules()}"


def _counted_anew(dataset: Dataset, files: Counts, name: str, on: Period) -> Count:
    changed, goals = files.changed(), dataset.goals
    known = None if changed is None else Count.unpacked(files.read_before(name), goals)
    if changed is None or known is None:
        return _counted(dataset, goals, on)
    rows = np.sort(np.array([row for key in changed for row in goals.rows_of(key)], np.int64))
    return known.with_rows(rows, _counted(dataset, goals.at_rows(rows), on))


def _counted(dataset: Dataset, goals: Iterable[Target], on: Period) -> Count:
    return Count.of(_as_counted(dataset, scoreboard.assessment_of(dataset, one, on)) for one in goals)


def _as_counted(dataset: Dataset, assessment: Assessment) -> Counted:
    standing = assessment.standing
    return Counted(
        tuple(judged(standing, method).verdict for method in METHODS.values()),
        standing.lag,
        standing.covered is not None,
        tuple(citation.source for citation in scoreboard.citations(dataset, assessment)),
    )
