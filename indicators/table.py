"""The one long table of observations, and the series that are read out of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from indicators.model import Absence, Citation, Confidence, Key, Qualifier, Status
from indicators.periods import Grain, Period


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
    """All observations of a release, indexed once for reading; never changed afterwards."""

    def __init__(self, observations: Iterable[Observation]) -> None:
        """Keep the observations in their order and index them by key."""
        self.observations = tuple(observations)

    def __len__(self) -> int:
        """Return the number of observations."""
        return len(self.observations)

    @cached_property
    def _by_key(self) -> Mapping[Key, tuple[Observation, ...]]:
        groups: dict[Key, list[Observation]] = defaultdict(list)
        for observation in self.observations:
            groups[observation.key].append(observation)
        return {key: tuple(sorted(group, key=_reading_order)) for key, group in groups.items()}

    @cached_property
    def by_id(self) -> Mapping[str, Observation]:
        """Return every observation under its id."""
        return {one.id: one for one in self.observations}

    @cached_property
    def keys(self) -> tuple[Key, ...]:
        """Return every key that has at least one observation, in order of first appearance."""
        return tuple(self._by_key)

    def of(self, key: Key) -> tuple[Observation, ...]:
        """Return every observation of a key, charted or not, by period."""
        return self._by_key.get(key, ())

    def series(self, key: Key, grain: Grain = Grain.YEAR) -> tuple[Observation, ...]:
        """Return what happened, by period: of each period of one grain the charted figure that is no forecast."""
        found: dict[Period, Observation] = {}
        for one in self.of(key):
            if one.is_actual and one.period.grain is grain:
                found.setdefault(one.period, one)
        return tuple(found.values())

    def at(self, key: Key, period: Period) -> Observation | None:
        """Return the charted observation of a key for exactly this period, or None.

        It may say that there is no value, or be a forecast; but where the period has an actual, it is that.
        """
        return next((one for one in self.of(key) if one.charted and one.period == period), None)

    def actual(self, key: Key, period: Period) -> Observation | None:
        """Return the charted figure of exactly this period if it has a value and is no forecast, or None."""
        found = self.at(key, period)
        return found if found and found.is_actual else None

    def latest(self, key: Key, by: Period) -> Observation | None:
        """Return the last charted observation of the grain of `by` that is not after it, or None."""
        known = [one for one in self.series(key, by.grain) if one.period.ends_by(by)]
        return known[-1] if known else None

    def conflicts(self) -> tuple[Conflict, ...]:
        """Return every key and period for which sources print different values; a missing one is no value."""
        return tuple(
            Conflict(key, period, group)
            for key, observations in self._by_key.items()
            for period, group in _by_period(observations).items()
            if len({one.value for one in group if one.value is not None}) > 1
        )


def _reading_order(one: Observation) -> tuple[Period, bool, bool, int, str]:
    """By period; in it the actual first, then the rest that is charted, then by trust."""
    trust = list(Confidence).index(one.citation.confidence)
    return one.period, not one.is_actual, not one.charted, trust, one.id


def _by_period(observations: Iterable[Observation]) -> dict[Period, tuple[Observation, ...]]:
    groups: dict[Period, list[Observation]] = defaultdict(list)
    for one in observations:
        groups[one.period].append(one)
    return {period: tuple(group) for period, group in groups.items()}
