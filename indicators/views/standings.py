"""What must be counted over all goals: each one's verdict, lag and sources, worked out once a dataset, year and method.

A page counts and sorts these, and assesses only the goals that it shows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock, Thread
from typing import Any, TypeVar

from indicators.dataset import Dataset
from indicators.goals.methods import METHODS, Assessment, Verdict, judged
from indicators.goals.targets import Target
from indicators.model import Text
from indicators.periods import Period
from indicators.problems import BeingCounted
from indicators.views import counted, scoreboard
from indicators.views.counted import Line

_IN_MEMORY = 24
_USUAL = next(iter(METHODS))
_AT_ONCE, _SOME = 5_000, 500
"""Goals that are counted while a reader waits; and those of which other years and methods are counted ahead."""
_YEARS_AHEAD = 5
_PATIENCE_IN_SECONDS = 2.0
_BEING_COUNTED = Text(
    "正在按所选年份和方法统计 {count} 项目标，请稍候，本页会自动刷新",
    "{count} goals are being counted for this year and method; the page comes by itself",
)
_finding = Lock()
_is_beside: ContextVar[bool] = ContextVar("is_beside", default=False)
_begun: set[tuple[Any, ...]] = set()

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Turn:
    """A goal whose verdict is not what it was a year before."""

    now: Line
    before: Line


@dataclass(frozen=True, slots=True)
class Flip:
    """A goal whose light is another in the later of two states; None where a state has no such goal."""

    target: Target
    before: Verdict | None
    after: Verdict | None


def flips(old: Dataset, new: Dataset) -> tuple[Flip, ...]:
    """Return the goals whose light differs between two states, each as its pages show it: as of its latest year."""
    before, after = (_all(state, scoreboard.latest_year(state), _USUAL) for state in (old, new))
    found = [
        Flip((after.get(name) or before[name]).target, _verdict_of(before.get(name)), _verdict_of(after.get(name)))
        for name in dict.fromkeys((*after, *before))
    ]
    return tuple(one for one in found if one.before is not one.after)


def _verdict_of(line: Line | None) -> Verdict | None:
    return line.verdict if line else None


def lines(
    dataset: Dataset,
    on: Period,
    plan: str | None = None,
    region: str | None = None,
    industry: str | None = None,
    method: str = "pace",
) -> tuple[Line, ...]:
    """Return the goals of a plan, region and industry as lists count them, in the order of the table."""
    known = _all(dataset, on, method)
    return tuple(known[target.id] for target in scoreboard.goals(dataset, on, plan, region, industry))


def turned(dataset: Dataset, now: tuple[Line, ...], on: Period, method: str = "pace") -> tuple[Turn, ...]:
    """Return the goals whose verdict differs from that of a year before, those that got worse first."""
    before = _all(dataset, on.previous(), method)
    turns = [Turn(one, before[one.target.id]) for one in now if one.verdict.is_settled]
    order = list(Verdict)
    differing = [one for one in turns if one.now.verdict is not one.before.verdict]
    return tuple(sorted(differing, key=lambda one: order.index(one.before.verdict) - order.index(one.now.verdict)))


def disputed(dataset: Dataset, on: Period) -> frozenset[str]:
    """Return the ids of the goals of which methods that give a verdict give different ones."""
    found: frozenset[str] = _once(_kept_disputes, dataset, on)
    return found


def prepare(dataset: Dataset) -> None:
    """Count what the pages of a dataset count first, so that no reader waits for it."""
    with beside():
        on = scoreboard.latest_year(dataset)
        _all(dataset, on, _USUAL)
        _all(dataset, on.previous(), _USUAL)
        disputed(dataset, on)


def prepare_more(dataset: Dataset, is_over: Callable[[], bool]) -> None:
    """Count what filters ask for next, earlier years and other methods, where a reader would wait for it."""
    if len(dataset.targets) < _SOME:
        return
    on = scoreboard.latest_year(dataset)
    years = [Period.of_year(on.year - back) for back in range(_YEARS_AHEAD + 1)]
    asked = [(year, _USUAL) for year in years] + [(on, method) for method in METHODS]
    with beside():
        for year, method in asked:
            if is_over():
                return
            _all(dataset, year, method)


@contextmanager
def beside() -> Iterator[None]:
    """Count inside whatever is asked for, however long it takes: no reader waits."""
    token = _is_beside.set(True)
    try:
        yield
    finally:
        _is_beside.reset(token)


def _all(dataset: Dataset, on: Period, method: str) -> Mapping[str, Line]:
    lines_by_goal: Mapping[str, Line] = _once(_kept_lines, dataset, on, method)
    return lines_by_goal


class _Answer:
    """One count: whoever asks while it is being made waits, a reader not for long; others are not in its way."""

    def __init__(self) -> None:
        """Start without it."""
        self._lock = Lock()
        self._value: Any = None

    def get(self, make: Callable[[], Any], patience: float) -> Any:  # noqa: ANN401 - whatever is counted
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


def _once(count: Callable[..., Any], *about: Any) -> Any:  # noqa: ANN401 - as above
    """Return a count; where it would take a reader too long it is begun beside. Raises BeingCounted."""
    with _finding:
        answer = _answer(count, *about)
    dataset = about[0]
    try:
        return answer.get(lambda: count(*about), _PATIENCE_IN_SECONDS if _is_too_much(dataset) else -1)
    except BeingCounted as error:
        _begin(count, *about)
        raise BeingCounted(str(_BEING_COUNTED).format(count=len(dataset.targets))) from error


def _is_too_much(dataset: Dataset) -> bool:
    """Whether counting all goals takes longer than a reader waits, and a reader it is who asks."""
    return len(dataset.targets) > _AT_ONCE and dataset.counts is not None and not _is_beside.get()


def _begin(count: Callable[..., Any], *about: Any) -> None:  # noqa: ANN401 - as above
    """Count in a thread of its own what is not being counted yet."""
    with _finding:
        if (count, *about) in _begun:
            return
        _begun.add((count, *about))
    Thread(target=_count_beside, args=(count, about), daemon=True).start()


def _count_beside(count: Callable[..., Any], about: tuple[Any, ...]) -> None:
    try:
        with beside():
            _once(count, *about)
    finally:
        _begun.discard((count, *about))


@lru_cache(maxsize=_IN_MEMORY)
def _answer(*_: Any) -> _Answer:  # noqa: ANN401 - a question
    return _Answer()


def _kept_lines(dataset: Dataset, on: Period, method: str) -> Mapping[str, Line]:
    targets = {target.id: target for target in dataset.targets}

    def count(goals: Iterable[Target], known: Mapping[str, Line] | None) -> Mapping[str, Line]:
        return {**(known or {}), **_counted(dataset, goals, on, method)}

    return _from_file(
        dataset,
        f"lines {on} {method}",
        lambda content: counted.lines_of(content, targets),
        count,
        lambda found: counted.of_lines(found.values()),
    )


def _kept_disputes(dataset: Dataset, on: Period) -> frozenset[str]:
    def count(goals: Iterable[Target], known: frozenset[str] | None) -> frozenset[str]:
        again = {target.id: target for target in goals}
        return ((known or frozenset()) - again.keys()) | _differing(dataset, again.values(), on)

    return _from_file(dataset, f"disputed {on}", counted.ids_of, count, counted.of_ids)


def _from_file(
    dataset: Dataset,
    question: str,
    unpack: Callable[[bytes | None], T | None],
    count: Callable[[Iterable[Target], T | None], T],
    pack: Callable[[T], bytes],
) -> T:
    """Return an answer from its file; where there is none, count, and leave the file for the other processes.

    Where the release before was counted and only figures are others, only the goals of these are counted again.
    """
    files = dataset.counts
    if files is None:
        return count(dataset.targets, None)
    name = f"{question} {counted.rules()}"
    found = unpack(files.read(name))
    if found is not None:
        return found
    if _is_too_much(dataset):
        raise BeingCounted
    with files.alone(name):
        found = unpack(files.read(name))
        if found is None:
            changed = files.changed()
            known = None if changed is None else unpack(files.read_before(name))
            goals = dataset.targets
            if changed is not None and known is not None:
                goals = [target for target in goals if target.key in changed]
            found = count(goals, known)
            files.write(name, pack(found))
    return found


def _counted(dataset: Dataset, goals: Iterable[Target], on: Period, method: str) -> Mapping[str, Line]:
    assessments = (scoreboard.assessment_of(dataset, target, on, method) for target in goals)
    return {assessment.target.id: _line(dataset, assessment) for assessment in assessments}


def _line(dataset: Dataset, assessment: Assessment) -> Line:
    standing = assessment.standing
    sources = [citation.source for citation in scoreboard.citations(dataset, assessment)]
    return Line(assessment.target, assessment.verdict, standing.lag, standing.covered is not None, tuple(sources))


def _differing(dataset: Dataset, goals: Iterable[Target], on: Period) -> frozenset[str]:
    found = set()
    for target in goals:
        standing = scoreboard.assessment_of(dataset, target, on).standing
        verdicts = {judged(standing, method).verdict for method in METHODS.values()}
        if len([one for one in verdicts if one.is_settled]) > 1:
            found.add(target.id)
    return frozenset(found)
