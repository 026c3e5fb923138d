"""Every yearly series at once, as arrays: where a check has to look; what it says is decided on the Decimals."""

from __future__ import annotations

from collections.abc import Collection, Iterator

import numpy as np

from indicators.checks.sheets import Sheets
from indicators.columnar import Codes
from indicators.model import Indicator, Kind
from indicators.periods import Grain, Period
from indicators.table import Observation

LEAST_LEAP = 49  # a slip by 100 shows as 50 at least
FEWEST_CHANGES = 4
DEVIATIONS = 5  # median absolute deviations, some 3.4 standard deviations
QUIET_BAND = 20  # changes of fewer points than this are never a jump
_FLOAT = 1e-9


class Yearly:
    """The yearly figures of indicators of some kinds, each beside the one before it in its series."""

    def __init__(self, sheets: Sheets, kinds: Collection[Kind]) -> None:
        """Look for the figures that series count, the first of each year."""
        self._data = sheets.dataset
        columns, known = self._data.table.columns, self._data.indicators
        fits = columns.of_words("indicator", lambda word: word in known and known[word].kind in kinds)
        yearly = columns.of_words("period", lambda word: Period.parse(word).grain.is_yearly)
        rows = np.flatnonzero(columns.actual & fits & yearly)
        rows = rows[np.diff(columns.moments()[rows], prepend=-1) != 0]
        series = np.searchsorted(columns.starts, rows, side="right") - 1
        years = columns.of_words("period", lambda word: Period.parse(word).year, int)[rows]
        relative = columns.of_words("indicator", lambda word: word in known and known[word].kind.is_relative)[rows]
        is_pair = series[1:] == series[:-1]
        self._series, self._later = series[1:][is_pair], rows[1:][is_pair]
        self._start, self._end = columns.numbers[rows[:-1][is_pair]], columns.numbers[self._later]
        self._years, self._relative = (years[1:] - years[:-1])[is_pair], relative[1:][is_pair]

    def leaps(self) -> Codes:
        """Return the series in which a figure may be 100 times the one before it, or a hundredth."""
        with np.errstate(divide="ignore", invalid="ignore"):
            ratio = np.abs(self._end / self._start)
            return np.unique(self._series[(ratio >= LEAST_LEAP) | (ratio <= 1 / LEAST_LEAP)])

    def jumps(self) -> Codes:
        """Return the series in which a change may lie outside the band of the others and is not explained."""
        if not len(self._series):
            return self._series
        changes = self._changes()
        off = np.abs(changes - _medians(changes, self._series))
        band = np.maximum(_medians(off, self._series) * DEVIATIONS, QUIET_BAND)
        silent = self._data.table.columns.is_word("note", "")[self._later]
        counts = np.bincount(self._series)[self._series]
        return np.unique(self._series[(off > band * (1 - _FLOAT)) & silent & (counts >= FEWEST_CHANGES)])

    def where(self, series: Codes) -> Iterator[tuple[Indicator, tuple[Observation, ...]]]:
        """Yield the series of some numbers with their indicators."""
        table = self._data.table
        for row in table.columns.starts[series]:
            (first,) = table.at_rows([row])
            yield self._data.indicators[first.key.indicator], table.series(first.key, Grain.YEAR)

    def _changes(self) -> Codes:
        """The changes a year: in points for shares, else in % compound."""
        in_points = self._relative | (self._start <= 0) | (self._end <= 0)
        with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
            compound = (np.power(self._end / self._start, 1 / self._years) - 1) * 100
            return np.where(in_points, (self._end - self._start) / self._years, compound)


def _medians(values: Codes, groups: Codes) -> Codes:
    """Return for each value the median of its group; the groups come one after the other."""
    ordered = values[np.lexsort((values, groups))]
    sizes = np.unique(groups, return_counts=True)[1]
    begin = np.concatenate(([0], np.cumsum(sizes)[:-1]))
    return np.repeat((ordered[begin + (sizes - 1) // 2] + ordered[begin + sizes // 2]) / 2, sizes)
