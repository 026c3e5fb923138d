"""What was counted over all goals: columns beside the goals of a state, and bytes beside the file of a release."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, overload

import numpy as np
import pyarrow as pa

import indicators
from indicators.columnar import KEY, Codes
from indicators.goals.methods import METHODS, Verdict
from indicators.goals.targets import Target
from indicators.goals.verdicts import NEED_ATTENTION
from indicators.model import Key
from indicators.target_table import TargetTable, numbered

_RULES = ("goals/*.py", "columnar.py", "model.py", "periods.py", "*table.py", "dataset.py", "views/*.py")
_SUM_BYTES = 32
_VERDICTS = tuple(Verdict)
_NUMBERS: Mapping[Verdict, int] = {verdict: number for number, verdict in enumerate(_VERDICTS)}


@dataclass(frozen=True, slots=True)
class Line:
    """One goal as lists count and sort it.

    Its verdict and whether methods differ about it, its lag, whether it has a way, and the sources it rests on.
    """

    target: Target
    verdict: Verdict
    is_disputed: bool
    lag: float | None
    has_way: bool
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Counted:
    """What one goal is counted as: its verdict by each method, its lag, whether it has a way, its sources."""

    verdicts: tuple[Verdict, ...]
    lag: Decimal | None
    has_way: bool
    sources: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Count:
    """What each goal of a state was counted as of a year, in the order of the table.

    A verdict is told by its place among all verdicts, in a row for each method; a lag as a float (NaN where there is
    none: to sort by, not to tell); sources by their place in `cited`.
    """

    verdicts: Codes
    lags: Codes
    has_way: Codes
    sources: Codes
    cited: Sequence[tuple[str, ...]]

    @classmethod
    def of(cls, goals: Iterable[Counted]) -> Count:
        """Return what goals were counted as."""
        every = tuple(goals)
        codes, cited = numbered(one.sources for one in every)
        numbers = [[_NUMBERS[verdict] for verdict in one.verdicts] for one in every]
        return cls(
            np.array(numbers, np.int8).reshape(-1, len(METHODS)).T,
            np.array([np.nan if one.lag is None else float(one.lag) for one in every]),
            np.array([one.has_way for one in every], bool),
            codes,
            cited,
        )

    @cached_property
    def disputed(self) -> Codes:
        """Return for each goal whether methods that give a verdict give different ones."""
        settled = np.isin(self.verdicts, [number for one, number in _NUMBERS.items() if one.is_settled])
        lowest = np.where(settled, self.verdicts, len(_VERDICTS)).min(axis=0)
        return np.where(settled, self.verdicts, -1).max(axis=0) > lowest

    def with_rows(self, rows: Codes, other: Count) -> Count:
        """Return the same count where some rows are those of another."""
        places = {sources: place for place, sources in enumerate(dict.fromkeys((*self.cited, *other.cited)))}
        moved = np.array([places[one] for one in other.cited], np.int32)[other.sources]
        return Count(
            _with(self.verdicts, rows, other.verdicts),
            _with(self.lags, rows, other.lags),
            _with(self.has_way, rows, other.has_way),
            _with(self.sources, rows, moved),
            tuple(places),
        )

    def packed(self) -> bytes:
        """Return the count as bytes, which `Count.unpacked` reads."""
        cited = pa.array(["\n".join(one) for one in self.cited], pa.string())
        names = pa.array([one.name for one in _VERDICTS], pa.string())
        verdicts = {
            method: pa.DictionaryArray.from_arrays(pa.array(codes, pa.int8()), names)
            for method, codes in zip(METHODS, self.verdicts, strict=True)
        }
        others = {
            "lag": pa.array(self.lags, pa.float64()),
            "has_way": pa.array(self.has_way, pa.bool_()),
            "sources": pa.DictionaryArray.from_arrays(pa.array(self.sources, pa.int32()), cited),
        }
        content = pa.table(verdicts | others)
        sink = pa.BufferOutputStream()
        with pa.ipc.new_stream(sink, content.schema) as stream:
            stream.write_table(content)
        body: bytes = sink.getvalue().to_pybytes()
        return hashlib.sha256(body).digest() + body

    @classmethod
    def unpacked(cls, content: bytes | None, goals: TargetTable) -> Count | None:
        """Return the count that bytes hold; None where they are not what was written of so many goals."""
        if content is None or hashlib.sha256(content[_SUM_BYTES:]).digest() != content[:_SUM_BYTES]:
            return None
        found = pa.ipc.open_stream(pa.py_buffer(content)[_SUM_BYTES:]).read_all()
        if found.num_rows != len(goals):
            return None
        column = {name: found.column(name).combine_chunks() for name in found.column_names}
        return cls(
            np.array([_verdicts_of(column[method]) for method in METHODS], np.int8),
            column["lag"].to_numpy(),
            column["has_way"].to_numpy(zero_copy_only=False),
            column["sources"].indices.to_numpy(),
            [tuple(one.split("\n")) for one in column["sources"].dictionary.to_pylist()],
        )


def _verdicts_of(column: Any) -> Codes:  # noqa: ANN401 - an Arrow array of names
    return np.array([_NUMBERS[Verdict[name]] for name in column.dictionary.to_pylist()], np.int8)[column.indices]


def _with(mine: Codes, rows: Codes, its: Codes) -> Codes:
    found = mine.copy()
    found[..., rows] = its
    return found


class Lines(Sequence[Line]):
    """Goals as lists count them, in an order: a line is made when it is asked for, and counting makes none."""

    def __init__(self, goals: TargetTable, counts: Count, method: str, rows: Codes) -> None:
        """Look at some rows of the goals of a state, and of what they were counted as by a method."""
        self.goals, self.counts, self.rows = goals, counts, rows
        self._method = method

    def __len__(self) -> int:
        """Return the number of goals."""
        return len(self.rows)

    @overload
    def __getitem__(self, place: int) -> Line: ...
    @overload
    def __getitem__(self, place: slice) -> Lines: ...
    def __getitem__(self, place: int | slice) -> Line | Lines:
        """Return the goal at a place, or those of a slice."""
        return self.at(place) if isinstance(place, slice) else self._line(int(self.rows[place]))

    def __iter__(self) -> Iterator[Line]:
        """Yield the goals in their order."""
        return map(self._line, self.rows.tolist())

    def __eq__(self, other: object) -> bool:
        """Return whether other lines say the same of the same goals."""
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    __hash__ = None  # type: ignore[assignment]

    def at(self, places: Any) -> Lines:  # noqa: ANN401 - whatever an array is indexed by
        """Return the goals at some places, or of which something holds."""
        return Lines(self.goals, self.counts, self._method, self.rows[places])

    def of(self, verdicts: Collection[Verdict]) -> Lines:
        """Return the goals of some verdicts."""
        return self.at(np.isin(self.verdicts, [_NUMBERS[one] for one in verdicts]))

    def of_keys(self, keys: Iterable[Key]) -> Lines:
        """Return the goals of some series, series by series."""
        found = [row for key in keys for row in self.goals.rows_of(key).tolist()]
        return Lines(
            self.goals, self.counts, self._method, np.array([row for row in found if row in self._held], np.int64)
        )

    def where(self, of: Callable[..., bool], *names: str) -> Lines:
        """Return the goals of which something holds that is asked of their words in some columns."""
        return self.at(self.goals.each(of, *names)[self.rows])

    def words(self, name: str) -> set[Any]:
        """Return what a column says of the goals."""
        words = self.goals.words(name)
        return {words[code] for code in np.unique(self.goals.codes(name)[self.rows]).tolist()}

    @property
    def keys(self) -> tuple[Key, ...]:
        """Return the series that the goals are set for, once each."""
        return tuple(Key(*words) for words in self.goals.tally(*KEY, rows=self.rows))

    @property
    def ids(self) -> list[str]:
        """Return the ids of the goals."""
        return self.goals.ids(self.rows)

    @property
    def verdicts(self) -> Codes:
        """Return the place of the verdict of each goal among all verdicts."""
        return self._verdicts[self.rows]

    @property
    def disputed(self) -> int:
        """Return of how many goals methods that give a verdict give different ones."""
        return int(self.counts.disputed[self.rows].sum())

    def tally(self) -> Counter[Verdict]:
        """Return how many goals have each verdict that one has."""
        numbers = np.bincount(self.verdicts, minlength=len(_VERDICTS)).tolist()
        return Counter({verdict: number for verdict, number in zip(_VERDICTS, numbers, strict=True) if number})

    def urgent(self) -> Lines:
        """Return the goals that are neither reached nor on pace, the worst first."""
        late = self.of(NEED_ATTENTION)
        places = np.array([-NEED_ATTENTION.index(one) if one in NEED_ATTENTION else 0 for one in _VERDICTS])
        lags = np.nan_to_num(late.counts.lags[late.rows])
        return late.at(np.lexsort((-lags, places[late.verdicts])))

    def on_a_way(self) -> Lines:
        """Return the goals of which it is known how much of their way is covered."""
        return self.at(self.counts.has_way[self.rows])

    def by_importance(self) -> Lines:
        """Return the goals in the order in which they are told: those that are late, others with a light, the rest."""
        late, settled = frozenset(NEED_ATTENTION), frozenset(one for one in _VERDICTS if one.is_settled)
        groups = (self.urgent(), self.of(settled - late), self.of(frozenset(_VERDICTS) - settled - late))
        return Lines(self.goals, self.counts, self._method, np.concatenate([group.rows for group in groups]))

    def by_lag(self) -> Lines:
        """Return the goals that have a lag, those furthest ahead of their path first."""
        lags = self.counts.lags[self.rows]
        known = np.flatnonzero(~np.isnan(lags))
        return self.at(known[np.argsort(lags[known], kind="stable")])

    def by(self, name: str, order: Sequence[Any]) -> Lines:
        """Return the goals in the order of what a column says of them."""
        ranks = np.array([order.index(word) for word in self.goals.words(name)], np.int64)
        return self.at(np.argsort(ranks[self.goals.codes(name)[self.rows]], kind="stable"))

    def of_source(self) -> Counter[str]:
        """Return how many of the goals each source prints, as these come first."""
        return Counter({name: count for (name,), count in self.goals.tally("source", rows=self.rows).items()})

    def cited(self) -> Counter[str]:
        """Return how many goals rest on each source, as these come first."""
        found: Counter[str] = Counter()
        codes, first, counts = np.unique(self.counts.sources[self.rows], return_index=True, return_counts=True)
        for place in np.argsort(first):
            for source in self.counts.cited[codes[place]]:
                found[source] += int(counts[place])
        return found

    def _line(self, row: int) -> Line:
        counts, lag = self.counts, float(self.counts.lags[row])
        return Line(
            self.goals[row],
            _VERDICTS[self._verdicts[row]],
            bool(counts.disputed[row]),
            None if np.isnan(lag) else lag,
            bool(counts.has_way[row]),
            counts.cited[counts.sources[row]],
        )

    @cached_property
    def _verdicts(self) -> Codes:
        return self.counts.verdicts[list(METHODS).index(self._method)]

    @cached_property
    def _held(self) -> frozenset[int]:
        return frozenset(self.rows.tolist())


@lru_cache(maxsize=1)
def rules() -> str:
    """Return a digest of the code by which goals are judged: what other code counted is counted again."""
    home, found = Path(indicators.__file__).parent, hashlib.sha256()
    for pattern in _RULES:
        for path in sorted(home.glob(pattern)):
            found.update(path.read_bytes())
    return found.hexdigest()[:16]
