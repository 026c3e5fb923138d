"""Figures as columns of text in an Arrow table, sorted by what they are of, each repeated word kept once.

It is the one form that figures have in this house: mapped from the file of a release, or made in memory of rows. A
number is its printed text, never a float. Rows are sorted by indicator, region, industry and period, in a period by
how readers take them: the actual first, then what else is charted, then by trust.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from indicators.model import Confidence, Status
from indicators.periods import Period

Codes = Any  # a numpy array of integers

KEY = ("indicator", "region", "industry")
PLAIN = ("id", "value", "quote")
CODED = (*KEY, "period", "absence", "qualifier", "status", "break", "source", "page", "confidence", "role", "note")
POSITION, BY_ID = "position", "by_id"
CHARTED = "charted"
_TRUST = {word.value: place for place, word in enumerate(Confidence)}
_ORDER: Mapping[str, Callable[[str], Any]] = {"period": Period.parse}


class Words(Sequence[str]):
    """The texts of an Arrow column, each decoded when it is asked for."""

    def __init__(self, array: Any) -> None:  # noqa: ANN401 - an Arrow array of large strings
        """Look at the texts where they lie; nothing is copied."""
        _, offsets, content = array.buffers()
        self._length, self._content = len(array), memoryview(content or b"")
        bounds = memoryview(offsets).cast("q") if offsets else memoryview(bytes(8)).cast("q")
        self._bounds = bounds[array.offset : array.offset + self._length + 1]

    def __len__(self) -> int:
        """Return the number of texts."""
        return self._length

    def __getitem__(self, place: Any) -> Any:  # noqa: ANN401 - as of any sequence of texts
        """Return the text at a place."""
        return str(self._content[self._bounds[place] : self._bounds[place + 1]], "utf-8")


class Columns:
    """The figures of one state, never changed: an Arrow table of one chunk, and what is found in it quickly."""

    def __init__(self, table: Any, kept_in: tuple[str, str] | None = None) -> None:  # noqa: ANN401 - an Arrow table
        """Look at a table that `of_texts` or `changed` has arranged; nothing is copied.

        `kept_in` is the file that it is mapped from, and the SHA-256 of that; None where it is in memory alone.
        """
        self.table, self.kept_in = table, kept_in
        self._arrays = {name: single(table.column(name)) for name in table.column_names}

    def __len__(self) -> int:
        """Return the number of figures."""
        return int(self.table.num_rows)

    def codes(self, name: str) -> Codes:
        """Return for each row the place of its word among the words of a column."""
        return self._codes[name]

    def words(self, name: str) -> Words:
        """Return the distinct words of a coded column in their order, or every text of a plain one."""
        return self._words[name]

    @cached_property
    def _words(self) -> Mapping[str, Words]:
        coded = {name: Words(self._arrays[name].dictionary) for name in CODED}
        return coded | {name: Words(self._arrays[name]) for name in PLAIN}

    @cached_property
    def positions(self) -> Codes:
        """Return for each row its place in the order that the figures came in."""
        return self._arrays[POSITION].to_numpy()

    @cached_property
    def by_id(self) -> Codes:
        """Return the rows in the order of their ids."""
        return self._arrays[BY_ID].to_numpy()

    def text(self, name: str, row: int) -> str:
        """Return the text of a cell."""
        words = self._words[name]
        return words[row] if name in PLAIN else words[self._codes[name][row]]  # type: ignore[no-any-return]

    @cached_property
    def _codes(self) -> Mapping[str, Codes]:
        return {name: self._arrays[name].indices.to_numpy() for name in CODED}

    def texts(self, name: str, rows: Codes) -> list[str]:
        """Return the texts of a column in some rows."""
        return self._arrays[name].take(pa.array(rows)).to_pylist()  # type: ignore[no-any-return]

    def row(self, number: int) -> dict[str, str]:
        """Return the texts of a figure by the names of the columns."""
        return {name: self.text(name, number) for name in (*PLAIN, *CODED)}

    def not_in(self, other: Columns) -> Codes:
        """Return the rows that other figures do not hold with the very same texts, whatever their places."""
        if not len(other):
            return np.arange(len(self))
        places = pc.index_in(self._arrays["id"], value_set=other._arrays["id"])
        is_same = places.is_valid().to_numpy(False)  # noqa: FBT003 - whether a view will do
        there = places.fill_null(0).to_numpy()
        for name in CODED:
            place = {word: place for place, word in enumerate(other.words(name))}
            codes = self.of_words(name, lambda word, place=place: place.get(word, -1), np.int64)  # type: ignore[misc]
            is_same &= codes == other.codes(name)[there]
        for name in PLAIN:
            its = other._arrays[name].take(pa.array(there))
            is_same &= pc.equal(self._arrays[name], its).to_numpy(False)  # noqa: FBT003
        return np.flatnonzero(~is_same)

    def at_positions(self, positions: Codes) -> Columns:
        """Return the same figures at other places in the order that they came in."""
        place = self.table.column_names.index(POSITION)
        return Columns(self.table.set_column(place, POSITION, pa.array(positions, pa.int32())))

    def find(self, name: str) -> int | None:
        """Return the row of an id, the last one where several have it; None where none has."""
        ids, rows = self._words["id"], self.by_id
        place = bisect_right(rows, name, key=ids.__getitem__)
        return int(rows[place - 1]) if place and ids[rows[place - 1]] == name else None

    @cached_property
    def has_value(self) -> Codes:
        """Return for each row whether it has a value."""
        return np.asarray(pc.binary_length(self._arrays["value"])) > 0

    @cached_property
    def numbers(self) -> Codes:
        """Return the values as floats, NaN where there is none: to look where to look, never to decide."""
        texts = self._arrays["value"]
        return pc.if_else(pc.equal(pc.binary_length(texts), 0), None, texts).cast(pa.float64()).to_numpy(False)  # noqa: FBT003

    def matches(self, name: str, pattern: str) -> Codes:
        """Return for each row whether its text in a plain column has a part that a pattern (RE2) describes."""
        return pc.match_substring_regex(self._arrays[name], pattern).to_numpy(False)  # noqa: FBT003

    def of_words(self, name: str, of: Callable[[str], Any], kind: type = bool) -> Codes:
        """Return for each row what the word that it has in a coded column comes to, as an array of a kind."""
        return np.array([of(word) for word in self._words[name]], kind)[self.codes(name)]

    def is_word(self, name: str, word: str, rows: slice = slice(None)) -> Codes:
        """Return for each row, or each of some, whether its word in a coded column is this one."""
        code = self.code(name, word)
        return self.codes(name)[rows] == (-1 if code is None else code)

    def code(self, name: str, word: str) -> int | None:
        """Return the place of a word among the words of a coded column, or None where no row has it."""
        if name in self._places:
            return self._places[name].get(word)
        words = self._words[name]
        place = bisect_left(words, word)
        return place if place < len(words) and words[place] == word else None

    @cached_property
    def _places(self) -> Mapping[str, Mapping[str, int]]:
        return {name: {word: place for place, word in enumerate(self._words[name])} for name in _LOOKED_UP}

    def _series(self, rows: slice = slice(None)) -> Codes:
        """Return for each row a number that rows of one indicator, region and industry share; numbers only rise."""
        of_indicator, of_region, of_industry = (self.codes(name)[rows].astype(np.int64) for name in KEY)
        regions, industries = len(self._words["region"]), len(self._words["industry"])
        return (of_indicator * regions + of_region) * industries + of_industry

    @cached_property
    def starts(self) -> Codes:
        """Return the first row of each series, and the number of rows at the end."""
        return _runs(self._series())

    @cached_property
    def _numbers(self) -> Codes:
        return self._series()[self.starts[:-1]]

    def rows_of(self, key: tuple[str, str, str]) -> range:
        """Return the rows of an indicator, a region and an industry."""
        number = 0
        for name, word in zip(KEY, key, strict=True):
            code = self.code(name, word)
            if code is None:
                return range(0)
            number = number * len(self._words[name]) + code
        place = int(np.searchsorted(self._numbers, number))
        if place == len(self._numbers) or self._numbers[place] != number:
            return range(0)
        return range(int(self.starts[place]), int(self.starts[place + 1]))

    def rows_at(self, key: tuple[str, str, str], period: str) -> range:
        """Return the rows of an indicator, a region, an industry and a period: they stand together."""
        rows, code = self.rows_of(key), self.code("period", period)
        if code is None:
            return range(0)
        codes = self.codes("period")[rows.start : rows.stop]
        first, last = np.searchsorted(codes, np.array((code, code + 1), codes.dtype)).tolist()
        return rows[first:last]

    def rows_at_each(self, subjects: Iterable[Sequence[str]]) -> tuple[Codes, Codes]:
        """Return for many indicators, regions, industries and periods the first row of each, and the one after them."""
        every = list(subjects)
        number, is_known = np.zeros(len(every), np.int64), np.ones(len(every), bool)
        for at, name in enumerate((*KEY, "period")):
            words = [subject[at] for subject in every]
            place = {word: self.code(name, word) for word in set(words)}
            codes = np.array([-1 if (code := place[word]) is None else code for word in words], np.int64)
            number, is_known = number * max(len(self._words[name]), 1) + codes, is_known & (codes >= 0)
        moments = self.moments()
        first, end = (np.searchsorted(moments, number, side=side) for side in ("left", "right"))
        return np.where(is_known, first, 0), np.where(is_known, end, 0)

    def rows_of_indicator(self, word: str) -> range:
        """Return the rows of an indicator: they stand together."""
        codes, code = self.codes("indicator"), self.code("indicator", word)
        if code is None:
            return range(0)
        first, last = np.searchsorted(codes, np.array((code, code + 1), codes.dtype))
        return range(int(first), int(last))

    @property
    def periods(self) -> Codes:
        """Return the first row of each series and period, and the number of rows at the end; found anew each time."""
        return self.periods_of(range(len(self)))

    def periods_of(self, rows: range) -> Codes:
        """Return the first row of each series and period in a run of rows, and the row after them at the end."""
        return rows.start + _runs(self.moments(slice(rows.start, rows.stop)))

    def moments(self, rows: slice = slice(None), *, industry: Codes | None = None) -> Codes:
        """Return for each row, or each of some, a number that rows of one series and period share; it only rises.

        With the codes of other industries, the number that the row would have there.
        """
        series = self._series(rows)
        series = series if industry is None else series - self.codes("industry")[rows] + industry
        return series * max(len(self._words["period"]), 1) + self.codes("period")[rows]

    @cached_property
    def actual(self) -> Codes:
        """Return for each row whether series and goals count it: charted, with a value, and no forecast."""
        return self.is_word("role", CHARTED) & self.has_value & ~self.is_word("status", Status.FORECAST.value)

    def changed(self, gone: Iterable[str], rows: Iterable[Mapping[str, str]], positions: Sequence[int]) -> Columns:
        """Return the figures without those of some ids and with other rows at their positions."""
        added = _table({name: [row.get(name, "") for row in rows] for name in (*PLAIN, *CODED)}, positions)
        stays = np.ones(len(self), bool)
        stays[[row for name in gone if (row := self.find(name)) is not None]] = False
        ids, by_id = self._words["id"], self.by_id[stays[self.by_id]]
        after = np.cumsum(stays) - 1  # the row that each row becomes
        new = sorted(range(len(positions)), key=lambda place: added["id"][place].as_py())
        places = [bisect_left(by_id, added["id"][place].as_py(), key=ids.__getitem__) for place in new]
        in_order = np.insert(after[by_id], places, [int(stays.sum()) + place for place in new])
        table = self.table.drop_columns([BY_ID])
        kept = table if stays.all() else table.filter(pa.array(stays))
        return Columns(_arranged(pa.concat_tables([kept, added]).unify_dictionaries().combine_chunks(), in_order))


_LOOKED_UP = (*KEY, "period", "absence", "qualifier", "status", "source", "confidence", "role")


def of_texts(texts: Mapping[str, Sequence[str]]) -> Columns:
    """Return figures given as texts, column by column; they come in the order in which they are given."""
    return of_batches([(texts, range(len(texts["id"])))])


def of_batches(batches: Iterable[tuple[Mapping[str, Sequence[str]], Sequence[int]]]) -> Columns:
    """Return figures given some at a time, as texts and positions: of all but the last ones only the columns are held.

    At least one batch is given, be it empty.
    """
    table = pa.concat_tables([_table(*batch) for batch in batches]).unify_dictionaries().combine_chunks()
    return Columns(_arranged(table, pc.sort_indices(table["id"]).to_numpy()))


def _table(texts: Mapping[str, Sequence[str]], positions: Sequence[int]) -> Any:  # noqa: ANN401
    """Return an Arrow table of texts that is not arranged yet."""
    arrays = {name: pa.array(texts[name], pa.large_string()) for name in PLAIN}
    arrays |= {name: pa.array(texts[name], pa.large_string()).dictionary_encode() for name in CODED}
    return pa.table({**arrays, POSITION: pa.array(positions, pa.int32())}).select([*CODED, *PLAIN, POSITION])


def _arranged(table: Any, in_order: Codes) -> Any:  # noqa: ANN401
    """Return the table with its words and rows in order; `in_order` are its rows in the order of their ids."""
    coded = {name: _tidy(name, single(table.column(name))) for name in CODED}
    value = np.asarray(pc.binary_length(single(table.column("value")))) > 0
    charted = _flags(coded["role"], CHARTED.__eq__)
    forecast = _flags(coded["status"], Status.FORECAST.value.__eq__)
    trust = _flags(coded["confidence"], lambda word: _TRUST.get(word, len(_TRUST)))
    rank = np.empty(len(in_order), np.int32)
    rank[in_order] = np.arange(len(in_order), dtype=np.int32)
    sorted_by = [coded[name].indices.to_numpy() for name in reversed((*KEY, "period"))]
    is_actual = charted.astype(bool) & value & ~forecast.astype(bool)
    order = np.lexsort((rank, trust, ~charted.astype(bool), ~is_actual, *sorted_by))
    row_of = np.empty(len(order), np.int32)
    row_of[order] = np.arange(len(order), dtype=np.int32)
    plain = {name: single(table.column(name)).take(pa.array(order)) for name in (*PLAIN, POSITION)}
    words = {
        name: pa.DictionaryArray.from_arrays(pa.array(one.indices.to_numpy()[order]), one.dictionary)
        for name, one in coded.items()
    }
    return pa.table({**words, **plain, BY_ID: pa.array(row_of[in_order], pa.int32())})


def _tidy(name: str, array: Any) -> Any:  # noqa: ANN401
    """Return a coded column with those of its words that a row has, in their order: periods by time, others by text."""
    codes, words = array.indices.to_numpy(), array.dictionary
    used = np.flatnonzero(np.bincount(codes, minlength=len(words)))
    words = words.take(pa.array(used))
    in_order = _ORDER.get(name)
    if in_order is None:
        order = pc.sort_indices(words).to_numpy()
    else:
        order = np.array(sorted(range(len(words)), key=lambda place: in_order(words[place].as_py())), np.int64)
    place = np.zeros(len(array.dictionary), np.int32)
    place[used[order]] = np.arange(len(used), dtype=np.int32)
    return pa.DictionaryArray.from_arrays(pa.array(place[codes]), words.take(pa.array(order)))


def _flags(array: Any, of: Callable[[str], int]) -> Codes:  # noqa: ANN401
    """Return for each row what its word comes to."""
    flags = np.array([of(word) for word in array.dictionary.to_pylist()], np.int8)
    return flags[array.indices.to_numpy()]


def _runs(numbers: Codes) -> Codes:
    """Return where each run of equal numbers begins, and how many numbers there are."""
    if not len(numbers):
        return np.zeros(1, np.int32)
    return np.concatenate(([0], np.flatnonzero(np.diff(numbers)) + 1, [len(numbers)])).astype(np.int32)


def single(column: Any) -> Any:  # noqa: ANN401
    """Return a column as one array."""
    return column.chunk(0) if column.num_chunks == 1 else column.combine_chunks()
