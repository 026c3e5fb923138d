"""All that is known of a city: vocabulary, observations, goals, and the small questions asked of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from types import MappingProxyType
from typing import Protocol, TypeVar

import numpy as np

from indicators.city import City, Release
from indicators.columnar import KEY, Codes
from indicators.goals.progress import was_set
from indicators.goals.targets import Plan, Target
from indicators.model import ConflictKind, Indicator, Industry, Key, Region, RegionKind, Source, Text
from indicators.periods import Grain, Period
from indicators.problems import UnknownName
from indicators.table import MetricTable
from indicators.target_table import TargetTable

ALL_INDUSTRIES = "all"
_WORDS = re.compile(r"[^\s(),:;-]+")

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A statement of a source that stands in no table, and why."""

    id: str
    source: str
    page: str
    quote: str
    reason: str


@dataclass(frozen=True, slots=True)
class PrintedConflict:
    """Printed statements that contradict each other: the ids of their rows, and what is contradicted."""

    id: str
    kind: ConflictKind
    rows: tuple[str, ...]
    sentence: Text


@dataclass(frozen=True, slots=True)
class Correction:
    """A published figure that a later release altered or took back: both values, when and why; None is no value."""

    release: Release
    reason: str
    key: Key
    period: Period
    old: Decimal | None
    new: Decimal | None


class Counts(Protocol):
    """Where answers that take long are kept for every process of a machine; what is missing is counted again."""

    def read(self, question: str) -> bytes | None:
        """Return what was kept for a question, or None."""

    def write(self, question: str, content: bytes) -> None:
        """Keep the answer to a question."""

    def changed(self) -> frozenset[Key] | None:
        """Return the series of which a figure is another than before; None where more than figures may be."""

    def read_before(self, question: str) -> bytes | None:
        """Return what was kept for a question about the release before, or None."""

    def alone(self, question: str) -> AbstractContextManager[None]:
        """Return a span in which no other process answers the question."""


@dataclass(frozen=True, eq=False)
class Dataset:
    """One state of all tables of a city, never changed; vocabularies keep the order of their files.

    Two datasets are the same only if they are the same object, so that one can be the key of a cache.
    """

    city: City
    sources: Mapping[str, Source]
    indicators: Mapping[str, Indicator]
    regions: Mapping[str, Region]
    industries: Mapping[str, Industry]
    table: MetricTable
    targets: Sequence[Target]
    left_out: tuple[LeftOut, ...] = ()
    conflicts: tuple[PrintedConflict, ...] = ()
    corrections: tuple[Correction, ...] = ()
    counts: Counts | None = None

    @property
    def plans(self) -> Mapping[str, Plan]:
        """Return the plans by id, in order of time."""
        return self.city.plans

    def indicator(self, name: str) -> Indicator:
        """Return the indicator of this id. Raises UnknownName with the nearest ids."""
        return _known(self.indicators, name, Text("指标", "indicator"))

    def region(self, name: str) -> Region:
        """Return the region of this id. Raises UnknownName with the nearest ids."""
        return _known(self.regions, name, Text("区域", "region"))

    def industry(self, name: str) -> Industry:
        """Return the industry of this id. Raises UnknownName with the nearest ids."""
        return _known(self.industries, name, Text("产业", "industry"))

    def source(self, name: str) -> Source:
        """Return the source of this id. Raises UnknownName with the nearest ids."""
        return _known(self.sources, name, Text("来源", "source"))

    def plan(self, name: str) -> Plan:
        """Return the plan of this id. Raises UnknownName with the nearest ids."""
        return _known(self.plans, name, Text("规划", "plan"))

    def target(self, name: str) -> Target:
        """Return the goal of this id. Raises UnknownName with the nearest ids."""
        found = self.goals.by_id(name)
        if found is None:
            raise UnknownName(Text("目标", "goal"), name, self.goals.ids(np.arange(len(self.goals))))
        return found

    def targets_of(self, key: Key) -> tuple[Target, ...]:
        """Return the goals set for exactly this indicator, region and industry, in the order of the table."""
        return self.goals.of_key(key)

    def targets_in(self, plan: str) -> tuple[Target, ...]:
        """Return the goals of a plan, in the order of the table. Raises UnknownName."""
        self.plan(plan)
        return self.goals.where(plan=plan)

    def plan_of(self, target: Target) -> Plan:
        """Return the plan that a goal belongs to: for a goal of a year inside a plan, the work of that year.

        Where no plan of the year is described, it is that year alone, under the id of the year.
        """
        return self._plan_of(target.plan, target.due)

    def _plan_of(self, name: str, due: Period | None) -> Plan:
        plan = self.plan(name)
        if due is None or due.grain is not Grain.YEAR or plan.first is None or plan.last is None:
            return plan
        if due.year >= plan.last.year or due.year < plan.first.first_year:
            return plan
        yearly = (one for one in self.plans.values() if one.first == one.last == due)
        return next(yearly, Plan(str(due), plan.name, due, due, plan.set_in))

    def lead(self, target: Target) -> Target:
        """Return the goal itself, or the first set of those that are one with it: same series, date and number."""
        row = self.goals.find(target.id)
        return target if row is None else self.goals[int(self.leads[row])]

    def twins(self, target: Target) -> tuple[Target, ...]:
        """Return the other goals that are one with a goal, in the order of the table."""
        row = self.goals.find(target.id)
        if row is None:
            return ()
        rows = self.goals.rows_of(target.key)
        return self.goals.at_rows(rows[(self.leads[rows] == self.leads[row]) & (rows != row)])

    def parts_of(self, target: Target) -> tuple[Target, ...]:
        """Return the goals that this goal is made of, one level down; not all of them need be set."""
        return self.goals.where(part_of=target.id)

    def children_of(self, region: str) -> tuple[Region, ...]:
        """Return the regions directly below a region, in their order. Raises UnknownName."""
        self.region(region)
        return _in_order(one for one in self.regions.values() if one.parent == region)

    @cached_property
    def districts(self) -> tuple[Region, ...]:
        """Return the districts in the official order."""
        return tuple(self.region(name) for name in self.city.districts)

    @cached_property
    def inside(self) -> tuple[Region, ...]:
        """Return the regions that lie in the city: its districts, what joins some of them, and parks."""
        return tuple(one for one in self.regions.values() if self.city.region in self._above(one))

    def _above(self, region: Region) -> tuple[str, ...]:
        above: list[str] = []
        while region.parent is not None and region.parent not in above:
            above.append(region.parent)
            region = self.region(region.parent)
        return tuple(above)

    @cached_property
    def parks(self) -> tuple[Region, ...]:
        """Return the parks of the city, with the districts that are also run as one, in their order."""
        return _in_order(one for one in self.regions.values() if one.is_park)

    @cached_property
    def peers(self) -> tuple[Region, ...]:
        """Return the cities of the same province, this one among them, in their order; none without a province."""
        if self.city.province is None:
            return ()
        return tuple(one for one in self.children_of(self.city.province) if one.kind is RegionKind.CITY)

    def key(self, indicator: str, region: str | None = None, industry: str = ALL_INDUSTRIES) -> Key:
        """Return the key of an indicator, for the whole city and all industries unless said otherwise."""
        return Key(indicator, region or self.city.region, industry)

    def branches_of(self, industry: str) -> tuple[Industry, ...]:
        """Return the industries directly below an industry, in their order. Raises UnknownName."""
        self.industry(industry)
        below = [one for one in self.industries.values() if one.parent == industry]
        return tuple(sorted(below, key=lambda one: one.order))

    def ancestors(self, industry: str) -> tuple[Industry, ...]:
        """Return the industries above an industry, nearest first. Raises UnknownName."""
        above: list[Industry] = []
        parent = self.industry(industry).parent
        while parent is not None and parent not in {one.id for one in above}:
            above.append(self.industry(parent))
            parent = above[-1].parent
        return tuple(above)

    def tree(self, industry: str = ALL_INDUSTRIES, depth: int = 0) -> Iterator[tuple[int, Industry]]:
        """Yield an industry and everything below it, each with its depth, in reading order."""
        yield depth, self.industry(industry)
        for branch in self.branches_of(industry):
            yield from self.tree(branch.id, depth + 1)

    @cached_property
    def proper(self) -> frozenset[str]:
        """Return the words that its English names write with a capital wherever they stand: China, R&D, Jiangsu."""
        known = [one.name.en for one in self.indicators.values()] + [one.name.en for one in self.industries.values()]
        inside = {word for name in known for word in _WORDS.findall(name)[1:]}
        inside |= {word for one in self.regions.values() for word in _WORDS.findall(one.name.en)}
        return frozenset(word for word in inside if word[:1].isupper() and word.lower() not in inside)

    @cached_property
    def goals(self) -> TargetTable:
        """Return the goals as a table, in which they are found by what its columns say."""
        return TargetTable.of(self.targets)

    def belonging_to(self, plan: str) -> Codes:
        """Return for each goal whether it belongs to a plan, as `plan_of` says."""
        return self.goals.each(lambda name, due: self._plan_of(name, due).id == plan, "plan", "due")

    def set_by(self, on: Period) -> Codes:
        """Return for each goal whether it was set by a period."""
        return self.goals.each(
            lambda name, due, set_in: was_set(set_in, self._plan_of(name, due), on), "plan", "due", "set_in"
        )

    @cached_property
    def leads(self) -> Codes:
        """Return for each goal the row of the one that leads those that are one with it, as `lead` does."""
        goals = self.goals
        same, _ = goals.groups(*KEY, "due", "comparator")
        is_alone = ~goals.says("due") | ~goals.says("amount") | (np.bincount(same) == 1)[same]
        same, rows = len(goals) + np.arange(len(goals)), np.flatnonzero(~is_alone)
        same[rows] = goals.groups(*KEY, "due", "comparator", "amount", "amount_to", rows=rows)[0]
        order = np.lexsort((self._when_set, same))
        begins = np.flatnonzero(np.diff(same[order], prepend=-1))
        leads = np.empty(len(goals), np.int64)
        leads[order] = np.repeat(order[begins], np.diff(begins, append=len(goals)))
        return leads

    @cached_property
    def _when_set(self) -> Codes:
        """When each goal was set, as a month; where that is not printed, when its plan was or began."""

        def when(name: str, due: Period | None, set_in: Period | None) -> int:
            plan = self._plan_of(name, due)
            known = set_in or plan.set_in or plan.first
            return known.last if known else 0

        return self.goals.each(when, "plan", "due", "set_in", kind=np.int64)


def read_only(things: Mapping[str, T]) -> Mapping[str, T]:
    """Return a view of the mapping that cannot be written to."""
    return MappingProxyType(dict(things))


def _known(things: Mapping[str, T], name: str, what: Text) -> T:
    if name not in things:
        raise UnknownName(what, name, things)
    return things[name]


def _in_order(regions: Iterable[Region]) -> tuple[Region, ...]:
    return tuple(sorted(regions, key=lambda one: one.order))
