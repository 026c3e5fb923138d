"""The one long table of observations, and the series that are read out of it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, lru_cache
from itertools import starmap
from typing import Any

import numpy as np

from indicators.columnar import CHARTED, CODED, KEY, PLAIN, Codes, Columns, Words, of_texts
from indicators.meanings import MEANINGS, texts_of
from indicators.model import Absence, Citation, Key, Qualifier, Status
from indicators.periods import Grain, Period

_SERIES_IN_MEMORY, _PERIODS_IN_MEMORY, _FEW = 512, 64, 4096


@dataclass(frozen=True, slots=True)
class Observation:
    """One figure as one source prints it.

    `value` is in the unit of its indicator, or None with `absence` saying why. Where several sources print
    the same thing, `charted` marks the one that charts and assessments use; the others stay beside it.
    `break_reason` says why a new definition begins with the figure, so that nothing reaches across; else it is empty.
    """

    id: str
    key: Key
    period: Period
    value: Decimal | None
    qualifier: Qualifier
    status: Status
    citation: Citation
    charted: bool = True
    absence: Absence | None = None
    break_reason: str = ""
    note: str = ""

    @property
    def is_actual(self) -> bool:
        """Return whether series and goals count the figure: it is charted, has a value and is no forecast."""
        return self.charted and self.value is not None and self.status is not Status.FORECAST


@dataclass(frozen=True)
class Conflict:
    """Figures for one key and period that differ: the charted one first, then the others."""

    key: Key
    period: Period
    observations: tuple[Observation, ...]


class MetricTable:
    """All observations of a release: a view on their columns that builds the few which are asked for.

    `columns` answers questions about all of them at once, by arrays and not row by row.
    """

    def __init__(
        self, observations: Iterable[Observation] | Columns = (), ranks: Mapping[str, int] | None = None
    ) -> None:
        """Look at columns, or at observations in their order.

        `ranks` says of each indicator in which of the files its figures stand; by default all stand in one.
        """
        if not isinstance(observations, Columns):
            observations = of_texts(texts_of(tuple(observations)))
        self.columns: Columns = observations
        self._ranks = ranks or {}
        self._of = lru_cache(maxsize=_SERIES_IN_MEMORY)(self._built)
        self._of_period = lru_cache(maxsize=_PERIODS_IN_MEMORY)(self._rows_of_period)

    def __len__(self) -> int:
        """Return the number of observations."""
        return len(self.columns)

    def __contains__(self, key: Key) -> bool:
        """Return whether a key has at least one observation."""
        return bool(self._rows(key))

    @property
    def observations(self) -> tuple[Observation, ...]:
        """Return every observation in the order of the files, built anew: for whoever writes all of them down."""
        return self.at_rows(self.order)

    @cached_property
    def order(self) -> Codes:
        """Return the rows of the columns in the order of the files."""
        order = np.lexsort((self.columns.positions, self._rank_of_word[self.columns.codes("indicator")]))
        return order.astype(np.int32)

    @cached_property
    def keys(self) -> tuple[Key, ...]:
        """Return every key that has at least one observation, in order of first appearance."""
        return self.keys_of()

    def keys_of(
        self, indicator: str | None = None, region: str | None = None, industry: str | None = None
    ) -> tuple[Key, ...]:
        """Return the keys of an indicator, a region and an industry (None is any) that have observations, in order."""
        columns, starts = self.columns, self.columns.starts[:-1]
        fits = np.ones(len(starts), bool)
        for name, word in zip(KEY, (indicator, region, industry), strict=True):
            if word is not None:
                fits &= columns.is_word(name, word)[starts]
        places = np.flatnonzero(fits)
        return tuple(map(self._key, starts[places[np.argsort(self._appearance[places])]]))

    def by_id(self, name: str) -> Observation | None:
        """Return the observation of an id, or None where there is none."""
        row = self.columns.find(name)
        return None if row is None else self._observation(row)

    def by_ids(self, names: Iterable[str]) -> Mapping[str, Observation]:
        """Return the observations of some ids by these, in one look at the columns, but for ids that none has."""
        rows = {name: row for name in dict.fromkeys(names) if (row := self.columns.find(name)) is not None}
        return dict(zip(rows, self.at_rows(rows.values()), strict=True))

    def at_rows(self, rows: Iterable[int]) -> tuple[Observation, ...]:
        """Return the observations that stand in some rows of the columns."""
        places = list(rows)
        run = slice(rows.start, rows.stop) if isinstance(rows, range) else np.array(places, np.int64)
        text = {name: [self._texts[name][place] for place in places] for name in PLAIN}
        word = {name: self._meant(name, self._codes[name][run]) for name in CODED}
        keys = starmap(Key, zip(*(word[name] for name in KEY), strict=True))
        cited = starmap(Citation, zip(word["source"], word["page"], text["quote"], word["confidence"], strict=True))
        values = (Decimal(value) if value else None for value in text["value"])
        others = (word[name] for name in ("role", "absence", "break", "note"))
        figures = zip(
            text["id"], keys, word["period"], values, word["qualifier"], word["status"], cited, *others, strict=True
        )
        return tuple(starmap(Observation, figures))

    def _meant(self, name: str, codes: Codes) -> list[Any]:
        words = self._words[name]
        return [words[code] for code in codes.tolist()]

    def fitting(self, **words: str) -> Codes:
        """Return for each row of the columns whether it has these words, by the names of their columns."""
        fits = np.ones(len(self), bool)
        for name, word in words.items():
            fits &= self.columns.is_word(name, word)
        return fits

    def where(self, **words: str) -> tuple[Observation, ...]:
        """Return the observations that have these words, in the order of the files."""
        fits = self.fitting(**words)
        return self.at_rows(self.order[fits[self.order]])

    def numbers(self, fits: Callable[[Period], bool], /, **words: str) -> Codes:
        """Return the rows that have these words and of whose period something holds, in the order of the files."""
        found = self.fitting(**words) & self._of_words("period", fits)
        return self.order[found[self.order]]

    def _of_words(self, name: str, fits: Callable[[Any], bool]) -> Codes:
        """For each row whether something holds of what its word in a column means."""
        return np.array([fits(one) for one in self._words[name]], bool)[self._codes[name]]

    def tally(self, *names: str, rows: Codes | None = None) -> dict[tuple[Any, ...], int]:
        """Return how often the words of some columns stand together, in their order; of all rows or of those that fit.

        A word is told as what it means: a period as a Period, a confidence as a Confidence.
        """
        shape = tuple(len(self._words[name]) for name in names)
        if not len(self):
            return {}
        numbers = np.ravel_multi_index(tuple(self.columns.codes(name) for name in names), shape)
        counts = np.bincount(numbers if rows is None else numbers[rows])
        found = np.flatnonzero(counts)
        places = [one.tolist() for one in np.unravel_index(found, shape)]
        words = [[self._words[name][place] for place in row] for name, row in zip(names, places, strict=True)]
        return dict(zip(zip(*words, strict=True), counts[found].tolist(), strict=True))

    def of(self, key: Key) -> tuple[Observation, ...]:
        """Return every observation of a key, charted or not, by period; those asked for last stay in memory."""
        return self._of(key)

    def series(self, key: Key, grain: Grain = Grain.YEAR) -> tuple[Observation, ...]:
        """Return what happened, by period: of each period of one grain the charted figure that is no forecast.

        Whoever asks for years is answered with financial years where a key has no others.
        """
        found: dict[Period, Observation] = {}
        for one in self.of(key):
            if one.is_actual and one.period.grain is grain:
                found.setdefault(one.period, one)
        return tuple(found.values()) if found or grain is not Grain.YEAR else self.series(key, Grain.FINANCIAL)

    def at(self, key: Key, period: Period) -> Observation | None:
        """Return the charted observation of a key for exactly this period, or None.

        It may say that there is no value, or be a forecast; but where the period has an actual, it is that.
        """
        rows = (row for row in self._rows(key) if self._word("period", row) == period and self._word("role", row))
        row = next(rows, None)
        return None if row is None else self._observation(row)

    def differing(self, other: MetricTable) -> frozenset[Key]:
        """Return the keys with a figure that another table has not, or has otherwise."""
        rows = self.columns.not_in(other.columns)
        starts = np.unique(np.searchsorted(self.columns.starts, rows, side="right")) - 1
        return frozenset(map(self._key, self.columns.starts[starts]))

    def of_period(
        self, indicator: str, industry: str, period: Period, regions: Iterable[str]
    ) -> Mapping[str, Observation]:
        """Return what `at` finds for each of some regions that has anything, in one look at the columns."""
        rows = self._of_period(indicator, industry, period)
        found = [region for region in regions if region in rows]
        return dict(zip(found, self.at_rows(rows[region] for region in found), strict=True))

    def values_of_period(
        self, indicator: str, industry: str, period: Period, regions: Iterable[str]
    ) -> Mapping[str, Decimal]:
        """Return the value of what `at` finds for each of some regions that has one."""
        rows, values = self._of_period(indicator, industry, period), self._texts["value"]
        texts = {region: values[rows[region]] for region in regions if region in rows}
        return {region: Decimal(text) for region, text in texts.items() if text}

    def _rows_of_period(self, indicator: str, industry: str, period: Period) -> Mapping[str, int]:
        """Return the row of what `at` finds for each region that has anything."""
        columns, rows = self.columns, self.columns.rows_of_indicator(indicator)
        run = slice(rows.start, rows.stop)
        fits = np.ones(len(rows), bool)
        for name, word in (("industry", industry), ("period", str(period)), ("role", CHARTED)):
            fits &= columns.is_word(name, word, run)
        places = np.flatnonzero(fits)[::-1] + rows.start  # of several rows of a region the first one counts
        return dict(zip(self._meant("region", self._codes["region"][places]), places.tolist(), strict=True))

    def actual(self, key: Key, period: Period) -> Observation | None:
        """Return the charted figure of exactly this period if it has a value and is no forecast, or None."""
        found = self.at(key, period)
        return found if found and found.is_actual else None

    def latest(self, key: Key, by: Period) -> Observation | None:
        """Return the last charted observation of the grain of `by` that is not after it, or None."""
        known = [one for one in self.series(key, by.grain) if one.period.ends_by(by)]
        return known[-1] if known else None

    def last(self, industries: Collection[str], by: Period) -> tuple[Observation, ...]:
        """Return for each key of some industries what is charted last and not later than a period, in their order."""
        columns = self.columns
        fits = self._of_words("industry", industries.__contains__) & self._of_words("role", bool)
        rows = np.flatnonzero(fits & self._of_words("period", lambda one: one.last <= by.last))
        series = np.searchsorted(columns.starts, rows, side="right") - 1
        is_last = np.diff(series, append=-1) != 0
        return self.at_rows(rows[is_last][np.argsort(self._appearance[series[is_last]])].tolist())

    def conflicts(self, indicator: str | None = None) -> tuple[Conflict, ...]:
        """Return, of an indicator or of all, the figure of a period read first with those that print another value.

        A missing figure is no value, and a value printed with more digits than another is the same value.
        """
        columns = self.columns
        bounds = columns.periods if indicator is None else columns.periods_of(columns.rows_of_indicator(indicator))
        begin, known = bounds[:-1], columns.has_value[: bounds[-1]]
        places = np.flatnonzero(np.add.reduceat(known, begin, dtype=np.int32) > 1) if len(begin) else begin
        series = np.searchsorted(columns.starts, begin[places], side="right") - 1
        places = places[np.argsort(self._appearance[series], kind="stable")]
        groups = [self.at_rows(range(bounds[place], bounds[place + 1])) for place in places]
        found = [_conflicting([one for one in group if one.value is not None]) for group in groups]
        return tuple(one for one in found if one is not None)

    @cached_property
    def _rank_of_word(self) -> Codes:
        last = len(self._ranks)
        return np.array([self._ranks.get(word, last) for word in self.columns.words("indicator")], np.int64)

    @cached_property
    def _appearance(self) -> Codes:
        """For each series the place of its first figure in the order of the files."""
        starts = self.columns.starts[:-1]
        if not len(starts):
            return starts
        first = np.minimum.reduceat(self.columns.positions, starts)
        order = np.lexsort((first, self._rank_of_word[self.columns.codes("indicator")[starts]]))
        place = np.empty(len(order), np.int64)
        place[order] = np.arange(len(order))
        return place

    def _rows(self, key: Key) -> range:
        return self.columns.rows_of((key.indicator, key.region, key.industry))

    def _built(self, key: Key) -> tuple[Observation, ...]:
        return self.at_rows(self._rows(key))

    @cached_property
    def _words(self) -> Mapping[str, Sequence[Any]]:
        """What the words of each coded column stand for: all at once where they are few, else one by one."""
        words = {name: self.columns.words(name) for name in CODED}
        few = {name: list(found) for name, found in words.items() if len(found) <= _FEW}
        return words | few | {name: [mean(word) for word in words[name]] for name, mean in MEANINGS.items()}

    def _word(self, name: str, row: int) -> Any:  # noqa: ANN401 - whatever the column holds
        return self._words[name][self._codes[name][row]]

    @cached_property
    def _codes(self) -> Mapping[str, Codes]:
        return {name: self.columns.codes(name) for name in CODED}

    @cached_property
    def _texts(self) -> Mapping[str, Words]:
        return {name: self.columns.words(name) for name in PLAIN}

    def _key(self, row: int) -> Key:
        return Key(*(self._word(name, row) for name in KEY))

    def _observation(self, row: int) -> Observation:
        return self.at_rows((row,))[0]


def _conflicting(figures: Sequence[Observation]) -> Conflict | None:
    first, *rest = figures
    others = [one for one in rest if _differ(first, one)]
    return Conflict(first.key, first.period, (first, *others)) if others else None


def _differ(one: Observation, other: Observation) -> bool:
    """Whether two figures print different values, to the digits that both of them have."""
    values = [each.value for each in (one, other) if each.value is not None]
    digits = min(max(-int(value.as_tuple().exponent), 0) for value in values)
    return len({round(value, digits) for value in values}) > 1
