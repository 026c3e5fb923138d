"""All goals of a state: a view on their columns that builds the few which are asked for."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from operator import attrgetter
from types import MappingProxyType
from typing import Any, Protocol, overload

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from indicators.columnar import KEY, Codes, Words
from indicators.goals.targets import Target
from indicators.model import Key

_IN_MEMORY, _AT_ONCE = 4096, 2000
_FEW = 4096
"""A column of which goals say more different things than this is read again when it is asked for again."""


class Form(Protocol):
    """The form in which goals are given, each at its row: values of the model, or texts of which they are read."""

    @property
    def ids(self) -> Any:  # noqa: ANN401 - an Arrow array of large strings
        """Return the id of each goal."""

    def coded(self, name: str, rows: Codes | None = None) -> tuple[Codes, Sequence[Any]]:
        """Return for each goal, or each of some, the place of what a column says of it; and what it says, once each."""

    def says(self, name: str) -> Codes:
        """Return for each goal whether a column says anything of it."""

    def at(self, rows: Sequence[int]) -> Iterable[Target]:
        """Return the goals of some rows."""


class TargetTable(Sequence[Target]):
    """All goals of a state in their order; whole-table questions are answered by arrays and not goal by goal.

    Columns are named as those of the table of goals, and say what their texts mean: a due date as a Period.
    """

    def __init__(self, form: Form) -> None:
        """Look at goals in a form."""
        self._form = form
        self._at = lru_cache(maxsize=_IN_MEMORY)(lambda row: next(iter(form.at((row,)))))
        self._coded: dict[str, tuple[Codes, Sequence[Any]]] = {}

    @classmethod
    def of(cls, goals: Sequence[Target]) -> TargetTable:
        """Return goals as a table; one that is so already as it is."""
        return goals if isinstance(goals, cls) else cls(_Values(tuple(goals)))

    def __len__(self) -> int:
        """Return the number of goals."""
        return len(self._form.ids)

    @overload
    def __getitem__(self, place: int) -> Target: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Target, ...]: ...
    def __getitem__(self, place: int | slice) -> Target | tuple[Target, ...]:
        """Return the goal of a row, or those of several. Raises IndexError."""
        rows = range(len(self))[place]
        return self.at_rows(rows) if isinstance(rows, range) else self._at(rows)

    def __iter__(self) -> Iterator[Target]:
        """Yield the goals in their order, some thousands of them made at a time."""
        for first in range(0, len(self), _AT_ONCE):
            yield from self._form.at(range(first, min(first + _AT_ONCE, len(self))))

    def at_rows(self, rows: Iterable[int]) -> tuple[Target, ...]:
        """Return the goals of some rows."""
        return tuple(self._at(int(row)) for row in rows)

    def holds_same(self, other: TargetTable) -> bool:
        """Return whether another table holds the same goals in the same order; False also where that is not seen."""
        return self._form == other._form

    def ids(self, rows: Codes) -> list[str]:
        """Return the ids of the goals of some rows."""
        return self._form.ids.take(pa.array(rows, pa.int64())).to_pylist()  # type: ignore[no-any-return]

    def find(self, name: str) -> int | None:
        """Return the row of an id, the last one where several have it; None where none has."""
        order = self._by_id
        place = bisect_right(order, name, key=self._ids.__getitem__)
        return int(order[place - 1]) if place and self._ids[order[place - 1]] == name else None

    def by_id(self, name: str) -> Target | None:
        """Return the goal of an id, or None where there is none."""
        row = self.find(name)
        return None if row is None else self._at(row)

    def of_key(self, key: Key) -> tuple[Target, ...]:
        """Return the goals set for exactly an indicator, a region and an industry."""
        return self.at_rows(self.rows_of(key))

    def rows_of(self, key: Key) -> Codes:
        """Return the rows of the goals set for exactly an indicator, a region and an industry."""
        numbers, order = self._by_key
        wanted = self._number((key.indicator, key.region, key.industry))
        if wanted is None:
            return order[:0]
        return order[np.searchsorted(numbers, wanted) : np.searchsorted(numbers, wanted, side="right")]

    def codes(self, name: str) -> Codes:
        """Return for each goal the place of what a column says of it among `words`."""
        return self._column(name)[0]

    def words(self, name: str) -> Sequence[Any]:
        """Return what a column says of goals, once each."""
        return self._column(name)[1]

    def says(self, name: str) -> Codes:
        """Return for each goal whether a column says anything of it."""
        return self._form.says(name)

    def fitting(self, **words: Any) -> Codes:  # noqa: ANN401 - whatever columns mean
        """Return for each goal whether its columns say this."""
        fits = np.ones(len(self), bool)
        for name, word in words.items():
            fits &= self.codes(name) == self._place(name, word)
        return fits

    def where(self, **words: Any) -> tuple[Target, ...]:  # noqa: ANN401 - as above
        """Return the goals of which columns say this, in their order."""
        return self.at_rows(np.flatnonzero(self.fitting(**words)))

    def each(self, of: Callable[..., Any], *names: str, kind: Any = bool) -> Codes:  # noqa: ANN401 - as above
        """Return for each goal what its words in some columns come to; `of` is asked once for words that recur."""
        numbers, first = self.groups(*names)
        words = [self._words_at(name, first) for name in names]
        found = np.empty(len(first), kind)
        found[:] = [of(*line) for line in zip(*words, strict=True)]
        return found[numbers]

    def groups(self, *names: str, rows: Codes | None = None) -> tuple[Codes, Codes]:
        """Return for each goal the number of the group that has the same words, and a row of each group.

        Where only some rows are asked for: for each of them, and rows among them.
        """
        numbers = np.zeros(len(self) if rows is None else len(rows), np.int64)
        for name in names:
            codes, words = self._column(name, rows)
            numbers = np.unique(numbers * max(len(words), 1) + codes, return_inverse=True)[1]
        return numbers, np.unique(numbers, return_index=True)[1]

    def tally(self, *names: str, rows: Codes | None = None) -> dict[tuple[Any, ...], int]:
        """Return how often words of columns stand together, as they come first; of all goals or of some rows."""
        every = np.arange(len(self)) if rows is None else np.asarray(rows)
        numbers = self.groups(*names)[0][every]
        _, first, counts = np.unique(numbers, return_index=True, return_counts=True)
        order = np.argsort(first)
        chosen = every[first[order]]
        words = [self._words_at(name, chosen) for name in names]
        return dict(zip(zip(*words, strict=True), counts[order].tolist(), strict=True))

    def _column(self, name: str, rows: Codes | None = None) -> tuple[Codes, Sequence[Any]]:
        if name in self._coded:
            codes, words = self._coded[name]
            return codes if rows is None else codes[rows], words
        found = self._form.coded(name, rows)
        if rows is None and len(found[1]) <= _FEW:
            self._coded[name] = found
        return found

    def _words_at(self, name: str, rows: Codes) -> list[Any]:
        """What a column says of the goals of some rows."""
        codes, words = self._column(name)
        return [words[code] for code in codes[rows].tolist()]

    def _place(self, name: str, word: Any) -> int:  # noqa: ANN401 - as above
        return self._places(name).get(word, -1)

    def _places(self, name: str) -> Mapping[Any, int]:
        if name not in self._known:
            self._known[name] = {word: place for place, word in enumerate(self.words(name))}
        return self._known[name]

    @cached_property
    def _known(self) -> dict[str, Mapping[Any, int]]:
        return {}

    def _number(self, words: Sequence[str]) -> int | None:
        """The number of a key, None where one of its words stands in no goal."""
        places = [self._place(name, word) for name, word in zip(KEY, words, strict=True)]
        return None if min(places) < 0 else int(np.ravel_multi_index(places, self._shape))

    @cached_property
    def _shape(self) -> tuple[int, ...]:
        return tuple(max(len(self.words(name)), 1) for name in KEY)

    @cached_property
    def _by_key(self) -> tuple[Codes, Codes]:
        """The numbers of the keys, sorted, and the rows in this order."""
        numbers = np.ravel_multi_index(tuple(self.codes(name) for name in KEY), self._shape)
        order = np.argsort(numbers, kind="stable")
        return numbers[order], order

    @cached_property
    def _by_id(self) -> Codes:
        return pc.sort_indices(self._form.ids).to_numpy()

    @cached_property
    def _ids(self) -> Words:
        return Words(self._form.ids)


class _Values:
    """Goals as values of the model."""

    def __init__(self, goals: tuple[Target, ...]) -> None:
        self._goals = goals

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Values) and self._goals == other._goals

    __hash__ = None  # type: ignore[assignment]

    @cached_property
    def ids(self) -> Any:  # noqa: ANN401 - an Arrow array
        return pa.array([one.id for one in self._goals], pa.large_string())

    def coded(self, name: str, rows: Codes | None = None) -> tuple[Codes, Sequence[Any]]:
        of, goals = _MEANINGS[name], self._goals
        return numbered([of(one) for one in (goals if rows is None else map(goals.__getitem__, rows.tolist()))])

    def says(self, name: str) -> Codes:
        of = _MEANINGS[name]
        return np.array([of(one) is not None for one in self._goals], bool)

    def at(self, rows: Sequence[int]) -> Iterable[Target]:
        return [self._goals[row] for row in rows]


def numbered(meanings: Iterable[Any]) -> tuple[Codes, Sequence[Any]]:
    """Return for each thing the number of its kind, and each kind once: things that are equal are one kind."""
    places: dict[Any, int] = {}
    codes = [places.setdefault(one, len(places)) for one in meanings]
    return np.array(codes, np.int32), list(places)


_MEANINGS: Mapping[str, Callable[[Target], Any]] = MappingProxyType(
    {name: attrgetter(f"key.{name}") for name in KEY}
    | {name: attrgetter(f"citation.{name}") for name in ("source", "confidence")}
    | {name: attrgetter(name) for name in ("plan", "due", "comparator", "amount", "amount_to", "set_in", "part_of")}
)
