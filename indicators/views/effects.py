"""What would readers see otherwise? Two states of the tables side by side: lights, ranks, and the series that move."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from indicators.dataset import ALL_INDUSTRIES, Dataset
from indicators.goals.methods import Assessment, Verdict
from indicators.goals.targets import Target
from indicators.model import Indicator, Key, Kind, Region
from indicators.periods import Period
from indicators.table import Observation
from indicators.views.regions import comparable, ranks_in_year
from indicators.views.scoreboard import assessment_of, latest_year


@dataclass(frozen=True, slots=True)
class Shift:
    """A goal that is read otherwise afterwards; `before` or `after` is None where the goal is not in that state."""

    before: Assessment | None
    after: Assessment | None

    @property
    def assessment(self) -> Assessment:
        """Return the goal as it will be read, or as it was where it is taken back."""
        one = self.after or self.before
        if one is None:
            raise ValueError("a shift is of a goal that one of the two states has")
        return one

    @property
    def is_flip(self) -> bool:
        """Return whether the light changes."""
        return _verdict(self.before) is not _verdict(self.after)

    @property
    def is_met_now(self) -> bool:
        """Return whether the goal was not met and is."""
        return _verdict(self.after) is Verdict.ACHIEVED is not _verdict(self.before)

    @property
    def is_lost_now(self) -> bool:
        """Return whether the goal was met and is no longer."""
        return _verdict(self.before) is Verdict.ACHIEVED is not _verdict(self.after)


@dataclass(frozen=True, slots=True)
class RankMove:
    """A region whose rank in one indicator and year is another afterwards; None is no rank."""

    indicator: Indicator
    region: Region
    period: Period
    before: int | None
    after: int | None
    of: int


@dataclass(frozen=True, slots=True)
class Redrawn:
    """A yearly series that charts would draw otherwise: its figures before and after."""

    indicator: Indicator
    key: Key
    before: tuple[Observation, ...]
    after: tuple[Observation, ...]


@dataclass(frozen=True, slots=True)
class Effects:
    """Everything that readers would see otherwise, each list in the order of the tables."""

    shifts: tuple[Shift, ...]
    ranks: tuple[RankMove, ...]
    series: tuple[Redrawn, ...]

    @property
    def flips(self) -> tuple[Shift, ...]:
        """Return the goals whose light changes."""
        return tuple(one for one in self.shifts if one.is_flip)


def effects(old: Dataset, new: Dataset) -> Effects:
    """Return what readers see otherwise in `new`: each state as its pages show it, as of its own latest year."""
    if old is new:
        return Effects((), (), ())
    keys = _touched(old, new)
    return Effects(tuple(_shifts(old, new, keys)), tuple(_ranks(old, new, keys)), tuple(_series(old, new, keys)))


def _touched(old: Dataset, new: Dataset) -> tuple[Key, ...]:
    """The keys whose figures differ, in the order of the new table, then those that are gone."""
    differ = new.table.differing(old.table) | old.table.differing(new.table)
    return tuple(key for key in dict.fromkeys((*new.table.keys, *old.table.keys)) if key in differ)


def _shifts(old: Dataset, new: Dataset, keys: Iterable[Key]) -> Iterable[Shift]:
    """The goals that are read otherwise. One that is judged by the same words and figures is not read again."""
    touched, was_on, on = frozenset(keys), latest_year(old), latest_year(new)
    for name in _perhaps_shifted(old, new, touched):
        was, now = old.goals.by_id(name), new.goals.by_id(name)
        is_same = was and now and _judged_by(was, old, was_on) == _judged_by(now, new, on)
        if now and is_same and new.lead(now).key not in touched:
            continue
        one = Shift(_read(old, was, was_on), _read(new, now, on))
        if one.before is None or one.after is None or _reading(one.before) != _reading(one.after):
            yield one


def _perhaps_shifted(old: Dataset, new: Dataset, touched: Iterable[Key]) -> Iterable[str]:
    """The goals that may be read otherwise: of the series that were touched, or all where not figures alone differ."""
    if _judges_by(old) == _judges_by(new) and old.goals.holds_same(new.goals):
        rows = [row for key in touched for row in new.goals.rows_of(key).tolist()]
        return new.goals.ids(np.array(sorted(rows), np.int64))
    every = (state.goals.ids(np.arange(len(state.goals))) for state in (new, old))
    return dict.fromkeys(name for names in every for name in names)


def _judges_by(dataset: Dataset) -> tuple[object, ...]:
    """All that verdicts come from beside goals and figures."""
    return latest_year(dataset), dataset.indicators, dataset.plans, dataset.city.thresholds


def _read(dataset: Dataset, goal: Target | None, on: Period) -> Assessment | None:
    return assessment_of(dataset, goal, on) if goal else None


def _judged_by(goal: Target, dataset: Dataset, on: Period) -> tuple[object, ...]:
    """All that a verdict comes from beside the figures of the goal's own series."""
    lead = dataset.lead(goal)
    return lead, dataset.indicator(lead.key.indicator), dataset.plan_of(lead), dataset.city.thresholds, on


def _reading(one: Assessment) -> tuple[object, ...]:
    standing = one.standing
    return one.verdict, standing.value.value if standing.value else None, standing.gap


def _verdict(one: Assessment | None) -> Verdict | None:
    return one.verdict if one else None


def _ranks(old: Dataset, new: Dataset, keys: Iterable[Key]) -> Iterable[RankMove]:
    asked = dict.fromkeys(
        (key.indicator, key.region, period)
        for key in keys
        if key.industry == ALL_INDUSTRIES
        for period in _moved(old.table.series(key), new.table.series(key))
    )
    groups = {one.id: comparable(new, one) for one in new.regions.values()}
    compared = dict.fromkeys(
        (name, period, groups[region])
        for name, region, period in asked
        if region in groups and name in new.indicators and new.indicators[name].kind is not Kind.RANK
    )
    seen: set[tuple[str, Period, str]] = set()
    for name, period, group in compared:
        before, after = (_ranked(state, name, group, period) for state in (old, new))
        for one in group:
            was, now = before.get(one.id), after.get(one.id)
            if (name, period, one.id) not in seen and was != now:
                seen.add((name, period, one.id))
                yield RankMove(new.indicators[name], one, period, was, now, len(after if now else before))


def _moved(before: Iterable[Observation], after: Iterable[Observation]) -> list[Period]:
    """The periods whose figures differ, those of the newer series first."""
    was, now = ({one.period: one for one in series} for series in (before, after))
    return [period for period in dict.fromkeys((*now, *was)) if now.get(period) != was.get(period)]


def _ranked(dataset: Dataset, indicator: str, group: tuple[Region, ...], period: Period) -> dict[str, int]:
    return ranks_in_year(dataset, indicator, group, period) if indicator in dataset.indicators else {}


def _series(old: Dataset, new: Dataset, keys: Iterable[Key]) -> Iterable[Redrawn]:
    for key in keys:
        before, after = old.table.series(key), new.table.series(key)
        indicator = new.indicators.get(key.indicator) or old.indicators.get(key.indicator)
        if indicator is not None and [_point(one) for one in before] != [_point(one) for one in after]:
            yield Redrawn(indicator, key, before, after)


def _point(one: Observation) -> tuple[object, ...]:
    return one.period, one.value, one.status
