"""Checks of parts against the whole: districts against the city, branches against their industry."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from indicators.checks.sheets import Sheets
from indicators.columnar import CHARTED, Codes, Columns
from indicators.dataset import Dataset
from indicators.model import Aggregation, Industry, Key, Qualifier, RegionKind, Status
from indicators.periods import Period
from indicators.problems import Problem, problem
from indicators.table import Observation

_WORTH_A_LOOK = Decimal("0.01")
_WRONG = Decimal("0.05")
_FLOAT = 1e-9  # floats tell where to look, Decimals decide
_SETTLED = {Status.FINAL, Status.REVISED}


@dataclass(frozen=True, slots=True)
class _Sum:
    """The parts of a whole for one period; `complete` says whether every part has its figure."""

    whole: Observation
    parts: tuple[Observation, ...]
    complete: bool

    @property
    def total(self) -> Decimal:
        return sum((one.value for one in self.parts if one.value is not None), Decimal(0))

    @property
    def printed(self) -> Decimal:
        return self.whole.value or Decimal(0)

    @property
    def miss(self) -> Decimal:
        """How far the sum is off, beyond what rounding explains; too small a sum of some of the parts is no miss."""
        over = self.total - self.printed
        off = abs(over) if self.complete else max(over, Decimal(0))
        rounding = sum((_half_digit(one) for one in (self.whole, *self.parts)), Decimal(0))
        return off if off > rounding else Decimal(0)

    @property
    def is_settled(self) -> bool:
        """Whether all of it is exact and final, so that a miss cannot be a matter of wording or revision."""
        rows = (self.whole, *self.parts)
        return all(one.status in _SETTLED and one.qualifier is Qualifier.EXACT for one in rows)


def districts_add_up(sheets: Sheets) -> Iterator[Problem]:
    """Districts add up to the city where the indicator says that they do; rounding aside."""
    data = sheets.dataset
    columns, above = data.table.columns, {one.parent for one in data.regions.values() if one.counts_in_parent}
    has_parts = columns.of_words("region", lambda region: region in above and region in data.regions)
    for whole in sheets.figures(_adding_up(data) & has_parts):
        if not whole.value:
            continue
        added = _sum(data, whole)
        share = added.miss / added.printed if added.parts else Decimal(0)
        if share <= _WORTH_A_LOOK:
            continue
        kind = "sum-misses" if share > _WRONG and added.is_settled and not whole.note else "sum-differs"
        words = {"sum": f"{added.total:f}", "whole": f"{added.printed:f}", "miss": f"{share * 100:.1f}"}
        yield problem(kind, sheets.figure(whole), f"{whole.key.indicator} {whole.period}", **words)


def _adding_up(data: Dataset) -> Codes:
    """For each figure whether it is charted, has a value, and is of an indicator that adds up."""
    columns, known = data.table.columns, data.indicators
    adds = columns.of_words("indicator", lambda word: word in known and known[word].aggregation is Aggregation.SUM)
    return adds & columns.is_word("role", CHARTED) & columns.has_value


def _above_industry(data: Dataset) -> Codes:
    """For each figure whether it may be larger than that of the industry which it is a branch of."""
    columns, known = data.table.columns, data.industries
    parent = columns.of_words("industry", lambda word: _code(columns, known.get(word)), int)
    if not len(columns):
        return np.zeros(0, bool)
    moments, wanted = columns.moments(), columns.moments(industry=np.maximum(parent, 0))
    first = np.minimum(np.searchsorted(moments, wanted), len(moments) - 1)
    is_there = (parent >= 0) & (moments[first] == wanted)
    larger = columns.numbers > columns.numbers[first] * (1 - _FLOAT)
    return is_there & larger


def _code(columns: Columns, industry: Industry | None) -> int:
    parent = industry.parent if industry else None
    code = columns.code("industry", parent) if parent is not None else None
    return -1 if code is None else code


def _sum(data: Dataset, whole: Observation) -> _Sum:
    """What the parts of a region add up to; a composite stands for its parts where one of them has no figure."""
    wanted = {one.id for one in data.children_of(whole.key.region) if one.counts_in_parent}
    found = {name: one for name in wanted if (one := _at(data, whole, name)) is not None}
    for composite in data.regions.values():
        parts = set(composite.comprises)
        if composite.kind is not RegionKind.COMPOSITE or not parts <= wanted or parts <= set(found):
            continue
        joined = _at(data, whole, composite.id)
        if joined is not None:
            found = {name: one for name, one in found.items() if name not in parts}
            found[composite.id] = joined
            wanted = (wanted - parts) | {composite.id}
    return _Sum(whole, tuple(found[name] for name in sorted(found)), complete=set(found) == wanted)


def _at(data: Dataset, whole: Observation, region: str) -> Observation | None:
    return _figure(data, Key(whole.key.indicator, region, whole.key.industry), whole.period)


def _figure(data: Dataset, key: Key, period: Period) -> Observation | None:
    one = data.table.at(key, period)
    return one if one is not None and one.value is not None else None


def _half_digit(one: Observation) -> Decimal:
    """Half of the last digit that a figure is printed with."""
    exponent = one.value.as_tuple().exponent if one.value is not None else 0
    return Decimal(5).scaleb((exponent if isinstance(exponent, int) else 0) - 1)


def branches_fit(sheets: Sheets) -> Iterator[Problem]:
    """A branch is never larger than the industry that it belongs to, of indicators that add up."""
    data = sheets.dataset
    for one in sheets.figures(_adding_up(data) & _above_industry(data)):
        branch = data.industries.get(one.key.industry)
        if branch is None or branch.parent is None or one.value is None:
            continue
        whole = _figure(data, Key(one.key.indicator, one.key.region, branch.parent), one.period)
        if whole is not None and whole.value is not None and one.value > whole.value:
            words = {"whole": f"{whole.value:f}", "name": data.industry(branch.parent).name}
            yield problem("branch-over-industry", sheets.figure(one), f"{one.value:f}", **words)
