"""Checks of single figures, and of each figure against its own series."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from itertools import pairwise
from statistics import median

import numpy as np

from indicators.checks.sheets import Sheets
from indicators.checks.yearly import DEVIATIONS, FEWEST_CHANGES, QUIET_BAND, Yearly
from indicators.columnar import CHARTED, Codes
from indicators.model import Confidence, Indicator, Kind
from indicators.periods import years_between
from indicators.problems import Problem, problem
from indicators.table import Observation

_WHOLE = Decimal(100)
_QUANTITIES = {Kind.STOCK, Kind.FLOW, Kind.RATIO, Kind.RANK}
_SLIPS = (Decimal(100), Decimal(1000), Decimal(10_000))
_SLIP_SLACK = Decimal(2)  # a slip by 10 000 shows as 5 000 to 20 000 where the series moves
_SLIP_YEARS = 3
_SAYS = r"[\pL\pN]"  # a quote with a letter or a digit in it is not blank


def value_or_absence(sheets: Sheets) -> Iterator[Problem]:
    """A figure has a value, or says why it has none."""
    columns = sheets.dataset.table.columns
    for one in sheets.figures(columns.has_value != columns.is_word("absence", "")):
        yield problem("value-or-absence", sheets.figure(one), one.id)


def no_duplicates(sheets: Sheets) -> Iterator[Problem]:
    """One source gives one figure of a series and period once; different figures of it are a conflict."""
    seen: dict[tuple[object, ...], Observation] = {}
    bounds = sheets.dataset.table.columns.periods
    sizes = np.diff(bounds)
    for one in sheets.figures(np.repeat(sizes > 1, sizes)):
        fact = (one.key, one.period, one.citation.source, one.value, one.qualifier)
        if fact in seen:
            first = sheets.figure(seen[fact])
            yield problem("duplicate", sheets.figure(one), one.id, other=f"{first.where}（{seen[fact].id}）")
        seen.setdefault(fact, one)


def one_charted(sheets: Sheets) -> Iterator[Problem]:
    """Of all figures for a series and period one is charted, or none where every one is from an unverified place."""
    columns = sheets.dataset.table.columns
    bounds = columns.periods
    begin, end = bounds[:-1], bounds[1:]
    counts = np.add.reduceat(columns.is_word("role", CHARTED), begin, dtype=np.int64) if len(begin) else begin
    for place in np.flatnonzero(counts != 1):
        group = sheets.dataset.table.at_rows(range(begin[place], end[place]))
        count = sum(one.charted for one in group)
        if count or not all(one.citation.confidence is Confidence.UNVERIFIED for one in group):
            found = "、".join(one.id for one in group)
            yield problem("charted", sheets.figure(group[-1], "role"), found, count=count)


def quoted(sheets: Sheets) -> Iterator[Problem]:
    """Every figure and goal is quoted, and has a page where its source is read by pages."""
    data = sheets.dataset
    columns = data.table.columns
    no_page, sources = columns.is_word("page", ""), columns.words("source")
    paged = {sources[code] for code in np.unique(columns.codes("source")[~no_page])}
    paged |= {one.citation.source for one in sheets.goals if one.citation.page}
    doubtful = (no_page & columns.of_words("source", paged.__contains__)) | ~columns.matches("quote", _SAYS)
    rows = [(one.citation, sheets.figure(one)) for one in sheets.figures(doubtful)]
    rows += [(one.citation, sheets.goal(one)) for one in sheets.goals]
    for citation, place in rows:
        if not citation.quote.strip():
            yield problem("quote", place.at("quote"))
        if citation.source in paged and not citation.page:
            yield problem("page", place.at("page"))


def in_range(sheets: Sheets) -> Iterator[Problem]:
    """Shares stay within 100 %, quantities are not negative, ranks are whole numbers from 1, counts are whole."""
    columns, known = sheets.dataset.table.columns, sheets.dataset.indicators
    values, has_fraction = columns.numbers, columns.matches("value", r"\.")
    looks: tuple[tuple[Callable[[Indicator], bool], Codes], ...] = (
        (lambda one: one.kind is Kind.RATIO, values >= float(_WHOLE)),
        (lambda one: one.kind is Kind.RANK, has_fraction | (values < 1)),
        (lambda one: one.kind in _QUANTITIES, values < 0),
        (_counts_whole, has_fraction),
    )
    odd = np.zeros(len(columns), bool)
    for concerns, rows in looks:
        odd |= rows & columns.of_words("indicator", lambda word, of=concerns: word in known and of(known[word]))  # type: ignore[misc]
    for one in sheets.figures(odd):
        indicator = sheets.dataset.indicators.get(one.key.indicator)
        if indicator is None or one.value is None:
            continue
        for kind in out_of_range(indicator, one.value):
            if kind != "fraction" or not one.note:
                yield problem(kind, sheets.figure(one), f"{one.value:f}", unit=indicator.unit.symbol)


def out_of_range(indicator: Indicator, value: Decimal) -> Iterator[str]:
    """Yield what no number of an indicator is, by the kinds of problems that say so."""
    is_whole = value == value.to_integral_value()
    if indicator.kind is Kind.RATIO and indicator.unit.is_percent and value > _WHOLE:
        yield "share-over-100"
    if indicator.kind is Kind.RANK and (not is_whole or value < 1):
        yield "rank"
    elif indicator.kind in _QUANTITIES and value < 0:
        yield "negative"
    if _counts_whole(indicator) and not is_whole:
        yield "fraction"


def _counts_whole(indicator: Indicator) -> bool:
    """Whether an indicator counts things of which there is no half, and not by the ten thousand."""
    counts = indicator.kind is Kind.STOCK or (indicator.kind is Kind.FLOW and indicator.unit.is_count)
    return counts and indicator.decimals == 0 and not indicator.unit.is_by_the_ten_thousand


def unit_slips(sheets: Sheets) -> Iterator[Problem]:
    """No figure is 100, 1 000 or 10 000 times its neighbours in time: that is another unit."""
    yearly = Yearly(sheets, {Kind.STOCK, Kind.FLOW, Kind.RATIO, Kind.INDEX})
    for indicator, series in yearly.where(yearly.leaps()):
        for one, neighbours in _with_neighbours(series):
            slip = _slip(one, neighbours)
            if slip is not None:
                usual = "、".join(f"{near.value:f}" for near in neighbours)
                found = f"{one.value:f} {indicator.unit.symbol}"
                yield problem("unit-slip", sheets.figure(one), found, usual=usual, factor=slip)


def _with_neighbours(series: tuple[Observation, ...]) -> Iterator[tuple[Observation, list[Observation]]]:
    for at, one in enumerate(series):
        beside = [*series[max(at - 1, 0) : at], *series[at + 1 : at + 2]]
        yield one, [near for near in beside if abs(years_between(near.period, one.period)) <= _SLIP_YEARS]


def _slip(one: Observation, neighbours: Iterable[Observation]) -> str | None:
    """The power of ten, or its part, by which a figure is off from all its neighbours alike; None where it is not."""
    ratios = [one.value / near.value for near in neighbours if one.value and near.value]
    for factor in _SLIPS:
        if ratios and all(factor / _SLIP_SLACK <= ratio <= factor * _SLIP_SLACK for ratio in ratios):
            return f"{factor:f}"
        if ratios and all(factor / _SLIP_SLACK <= 1 / ratio <= factor * _SLIP_SLACK for ratio in ratios):
            return f"1/{factor:f}"
    return None


def jumps(sheets: Sheets) -> Iterator[Problem]:
    """No yearly change lies far outside the band of the other changes of its series without a word in the note."""
    yearly = Yearly(sheets, {Kind.STOCK, Kind.FLOW, Kind.RATIO})
    for indicator, series in yearly.where(yearly.jumps()):
        changes = [(later, before, _change(indicator, before, later)) for before, later in pairwise(series)]
        if len(changes) < FEWEST_CHANGES:
            continue
        middle = median(change for _, _, change in changes)
        spread = median(abs(change - middle) for _, _, change in changes)
        band = max(spread * DEVIATIONS, Decimal(QUIET_BAND))
        for later, before, change in changes:
            if abs(change - middle) > band and not later.note:
                words = {"before": f"{before.period}", "change": f"{change:.1f}"}
                yield problem("jump", sheets.figure(later), f"{later.value:f}", **words)


def _change(indicator: Indicator, before: Observation, later: Observation) -> Decimal:
    """The change a year: in points for shares, else in % compound."""
    start, end = before.value or Decimal(0), later.value or Decimal(0)
    years = years_between(before.period, later.period)
    if indicator.kind.is_relative or start <= 0 or end <= 0:
        return (end - start) / years
    return ((end / start) ** (1 / years) - 1) * 100
