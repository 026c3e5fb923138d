"""Checks of the vocabulary: names that are known, that mean one thing, and that are not their own ancestors."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Protocol

import numpy as np

from indicators.checks.sheets import Sheets
from indicators.dataset import Dataset
from indicators.model import Citation, Key, Text
from indicators.problems import Place, Problem, nearest, problem
from indicators.tables.columns import INDICATORS, INDUSTRIES, REGIONS, SOURCES, TARGETS
from indicators.tables.description import Table
from indicators.tables.settings import PLANS


class _Node(Protocol):
    @property
    def parent(self) -> str | None: ...


class _Named(Protocol):
    @property
    def name(self) -> Text: ...
    @property
    def aliases(self) -> tuple[str, ...]: ...


def known_names(sheets: Sheets) -> Iterator[Problem]:
    """Every name in figures and goals stands in the vocabulary."""
    data = sheets.dataset
    goals = {one.id: one for one in sheets.goals}
    columns = data.table.columns
    unknown = np.zeros(len(columns), bool)
    for name, words in _vocabularies(data).items():
        unknown |= columns.of_words(name, lambda word, words=words: word not in words)  # type: ignore[misc]
    for figure in sheets.figures(unknown):
        yield from _cited(sheets, sheets.figure(figure), figure.key, figure.citation)
    for goal in sheets.goals:
        place = sheets.goal(goal)
        yield from _cited(sheets, place, goal.key, goal.citation)
        yield from _known(goal.plan, data.plans, PLANS, place.at("plan"))
        if goal.part_of is not None:
            yield from _known(goal.part_of, goals, TARGETS, place.at("part_of"))


def _vocabularies(data: Dataset) -> Mapping[str, Mapping[str, object]]:
    return {
        "indicator": data.indicators,
        "region": data.regions,
        "industry": data.industries,
        "source": data.sources,
    }


def _cited(sheets: Sheets, place: Place, key: Key, citation: Citation) -> Iterator[Problem]:
    data = sheets.dataset
    yield from _known(key.indicator, data.indicators, INDICATORS, place.at("indicator"))
    yield from _known(key.region, data.regions, REGIONS, place.at("region"))
    yield from _known(key.industry, data.industries, INDUSTRIES, place.at("industry"))
    yield from _known(citation.source, data.sources, SOURCES, place.at("source"))


def _known(name: str, names: Mapping[str, object], table: Table, place: Place) -> Iterator[Problem]:
    if name not in names:
        yield problem("unknown-name", place, name, table=table.path, nearest=nearest(name, names))


def no_circles(sheets: Sheets) -> Iterator[Problem]:
    """Nothing is its own ancestor: regions, industries, goals within goals."""
    data = sheets.dataset
    parents = (
        (REGIONS, "parent", _parents(data.regions)),
        (INDUSTRIES, "parent", _parents(data.industries)),
        (TARGETS, "part_of", {one.id: one.part_of for one in sheets.goals}),
    )
    for table, column, above in parents:
        for name in above:
            if _is_own_ancestor(name, above):
                yield problem("circle", sheets.row(table, name, column), name)


def _parents(nodes: Mapping[str, _Node]) -> dict[str, str | None]:
    return {name: node.parent for name, node in nodes.items()}


def _is_own_ancestor(name: str, above: Mapping[str, str | None]) -> bool:
    seen: set[str] = set()
    step = above.get(name)
    while step is not None and step not in seen:
        if step == name:
            return True
        seen.add(step)
        step = above.get(step)
    return False


def one_meaning(sheets: Sheets) -> Iterator[Problem]:
    """A Chinese name or alias means one thing in its table, so that an upload can be read by it."""
    data = sheets.dataset
    yield from _one_meaning(sheets, INDICATORS, data.indicators)
    yield from _one_meaning(sheets, REGIONS, data.regions)
    yield from _one_meaning(sheets, INDUSTRIES, data.industries)


def _one_meaning(sheets: Sheets, table: Table, things: Mapping[str, _Named]) -> Iterator[Problem]:
    owners: dict[str, str] = {}
    for name, thing in things.items():
        owner = owners.setdefault(thing.name.zh, name)
        if owner != name:
            yield problem("two-meanings", sheets.row(table, name, "name"), thing.name.zh, other=owner)
    for name, thing in things.items():
        for alias in thing.aliases:
            owner = owners.setdefault(alias, name)
            if owner != name:
                yield problem("two-meanings", sheets.row(table, name, "aliases"), alias, other=owner)
