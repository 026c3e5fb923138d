"""What the names in a file stand for: ids by id, name, short name or alias."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from indicators.model import Aggregation, Direction, Text, Unit
from indicators.tables.columns import INDICATORS, INDUSTRIES, REGIONS, SOURCES, TARGETS
from indicators.tables.settings import PLANS, THEMES
from indicators.tables.sheets import CHOICES, both, joined, said
from indicators.workbook.lexicon.prices import prices_in
from indicators.workbook.reading.marks import unmarked
from indicators.workbook.reading.numbers import plain

if TYPE_CHECKING:  # the child that reads a file is not given the dataset
    from indicators.dataset import Dataset
    from indicators.goals.targets import Plan
    from indicators.tables.rows import Row

_WHOLE = ("合计", "全市合计", "总计", "全市", "本市")
_ALL_INDUSTRIES = ("全部", "不分产业", "全部产业", "全行业", "合计")
_SHOWN, _MOST_SOUGHT = 3, 400
_NONE = Text("—", "—")


@dataclass(frozen=True, slots=True)
class NameRead:
    """The id that a name stands for, empty where none is known; whether it was an alias."""

    id: str = ""
    is_alias: bool = False


@lru_cache(maxsize=8192)
def tidy(text: str) -> str:
    """Return a name as it is compared: plain letters, no spaces, no marks of notes."""
    return re.sub(r"\s+", "", plain(unmarked(text)[0])).casefold()


@dataclass(frozen=True, slots=True)
class Book:
    """The names of one table: what they stand for, exactly or as an alias, and what each id is called."""

    exact: Mapping[str, str]
    aliases: Mapping[str, str]
    titles: Mapping[str, str]

    def find(self, text: str) -> NameRead:
        """Return what a name stands for."""
        name = tidy(text)
        if name in self.exact:
            return NameRead(self.exact[name], is_alias=False)
        if name in self.aliases:
            return NameRead(self.aliases[name], is_alias=True)
        return NameRead()

    def nearest(self, text: str) -> list[str]:
        """Return the ids of the known names that look most like a name, at most three."""
        name, known = tidy(text), [*self.exact, *self.aliases]
        near = get_close_matches(name, known, n=_SHOWN * 2, cutoff=0.4)
        return list(dict.fromkeys(self.exact.get(one) or self.aliases[one] for one in near))[:_SHOWN]


@dataclass(frozen=True)
class Vocabulary:
    """The names of all tables that a cell may refer to, and what the tables say of indicators and regions."""

    books: Mapping[str, Book]
    units: Mapping[str, str]
    facts: Mapping[str, Any] = field(default_factory=dict)
    _near: dict[tuple[str, str], Text] = field(default_factory=dict)

    def find(self, table: str, text: str) -> NameRead:
        """Return what a name stands for in a table."""
        return self.books[table].find(text)

    def nearest(self, table: str, text: str) -> Text:
        """Return the names of a table that look most like a name; a dash after very many of them were sought."""
        if (table, text) not in self._near and len(self._near) < _MOST_SOUGHT:
            near = joined(self.titles(table, one) for one in self.books[table].nearest(text))
            self._near[table, text] = near if near.zh else _NONE
        return self._near.get((table, text), _NONE)

    def title(self, table: str, name: str) -> str:
        """Return what the id of a table is called."""
        return self.books[table].titles.get(name, name)

    def titles(self, table: str, name: str) -> Text:
        """Return what the id of a table is called, in English by its only name where it has but one."""
        own = self.title(table, name)
        return Text(own, self.facts["english"].get(table, {}).get(name, own))

    def unit_said(self, stated: str, indicator: str) -> str:
        """Return a unit as the tables hold it, where it is what the unit of an indicator is called in English."""
        english = self.facts["english units"].get(indicator, "")
        return self.units[indicator] if english and tidy(stated) == tidy(english) else stated

    def unit_in_words(self, unit: str) -> Text:
        """Return the unit of an indicator in both languages."""
        english = self.facts["english units"]
        return Text(
            unit, next((english[one] for one, own in self.units.items() if own == unit and one in english), unit)
        )

    @property
    def city(self) -> str:
        """Return the region of the whole city."""
        return str(self.facts["city"])

    @property
    def themes(self) -> Sequence[str]:
        """Return what the themes are called."""
        return [name for _, names, _ in self.facts["names"][THEMES.name] for name in names if name]

    def joined(self, regions: frozenset[str]) -> str:
        """Return the region that joins exactly these; empty where none does."""
        found = [one for one, parts in self.facts["comprises"].items() if frozenset(parts) == regions]
        return found[0] if len(found) == 1 else ""

    def is_below(self, region: str, above: str) -> bool:
        """Return whether a region lies in another one, or is it."""
        seen: set[str] = set()
        while region and region not in seen:
            if region == above:
                return True
            seen.add(region)
            region = self.facts["parents"].get(region, "")
        return False

    def growth_of(self, indicator: str) -> str:
        """Return the indicator that is the growth of another one; empty where there is none."""
        return str(self.facts["growths"].get(indicator, ""))

    def kind_of(self, indicator: str) -> str:
        """Return what sort of quantity an indicator is; empty for one that the file itself brings."""
        return str(self.facts["kinds"].get(indicator, ""))

    def is_lower_better(self, indicator: str) -> bool:
        """Return whether less of an indicator is better."""
        return indicator in self.facts["lower"]

    def is_money(self, indicator: str) -> bool:
        """Return whether an indicator is an amount of money, which rises with prices too."""
        return Unit(self.units.get(indicator, "")).is_money

    def prices_of(self, indicator: str) -> str:
        """Return the prices that an indicator is counted at, where its definition says so; else empty."""
        return str(self.facts["prices"].get(indicator, ""))

    def adds_up(self, indicator: str) -> bool:
        """Return whether the regions of an indicator may be added."""
        return indicator in self.facts["sums"]

    def name_of(self, indicator: str) -> str:
        """Return what an indicator is called, with its other names, as one text to look into."""
        book = self.books[INDICATORS.name]
        return " ".join(
            [book.titles.get(indicator, ""), *(name for name, one in book.aliases.items() if one == indicator)]
        )


def names_known(dataset: Dataset) -> dict[str, Any]:
    """Return everything of a dataset that reading a file takes, as plain values for JSON."""
    every = dataset.indicators.values()
    return {
        "names": {
            INDICATORS.name: [(one.id, (*both(one.name), one.short_name), one.aliases) for one in every],
            REGIONS.name: [
                (one.id, (*both(one.name), one.short_name), one.aliases) for one in dataset.regions.values()
            ],
            INDUSTRIES.name: [(one.id, both(one.name), one.aliases) for one in dataset.industries.values()],
            SOURCES.name: [(one.id, (one.title,), ()) for one in dataset.sources.values()],
            PLANS.name: [(one.id, both(one.name), ()) for one in dataset.plans.values()],
            THEMES.name: [(key, both(text), ()) for key, text in dataset.city.themes.items()],
            TARGETS.name: [(one.id, (), ()) for one in dataset.targets],
        },
        "english": {
            table.name: {one.id: one.name.en for one in known.values() if one.name.en}
            for table, known in (
                (INDICATORS, dataset.indicators),
                (REGIONS, dataset.regions),
                (INDUSTRIES, dataset.industries),
                (PLANS, dataset.plans),
            )
        },
        "units": {one.id: one.unit.symbol for one in every},
        "english units": {one.id: one.unit.english for one in every if one.unit.english},
        "city": dataset.city.region,
        "comprises": {one.id: list(one.comprises) for one in dataset.regions.values() if one.comprises},
        "parents": {one.id: one.parent for one in dataset.regions.values() if one.parent},
        "parts": _parts(dataset),
        "growths": {one.growth_of: one.id for one in every if one.growth_of},
        "kinds": {one.id: one.kind.value for one in every},
        "lower": [one.id for one in every if one.direction is Direction.LOWER],
        "prices": {one.id: found for one in every if (found := prices_in(f"{one.name.zh}{one.definition.zh}"))},
        "plans": [_spanned(plan) for plan in dataset.city.plans.values()],
        "sums": [one.id for one in every if one.aggregation is Aggregation.SUM],
        "year": dataset.city.release.date.year,
    }


def _parts(dataset: Dataset) -> dict[str, list[str]]:
    """The regions that count in each region."""
    parts: dict[str, list[str]] = {}
    for one in dataset.regions.values():
        if one.parent and one.counts_in_parent:
            parts.setdefault(one.parent, []).append(one.id)
    return parts


def _spanned(plan: Plan) -> tuple[str, str, str]:
    """A plan with its first and its last period, empty where it has none."""
    return plan.id, str(plan.first or ""), str(plan.last or "")


def vocabulary(known: Mapping[str, Any], added: Iterable[tuple[str, Row]] = ()) -> Vocabulary:
    """Return the names that a dataset knows, and those that the file itself adds: (table, row) each."""
    rows = {
        table: [(one, tuple(names), tuple(more)) for one, names, more in listed]
        for table, listed in known["names"].items()
    }
    rows[REGIONS.name].append((known["city"], (), _WHOLE))
    rows[INDUSTRIES.name].append(("all", _ALL_INDUSTRIES, ()))
    units = dict(known["units"])
    for table, row in added:
        if row.get("id"):
            names = tuple(row[name] for name in ("name", "name_en", "short_name", "title") if row.get(name))
            rows[table].append((row["id"], names, tuple(filter(None, row.get("aliases", "").split(";")))))
            if table == INDICATORS.name and row.get("unit"):
                units[row["id"]] = row["unit"]
    return Vocabulary({table: _book(listed) for table, listed in rows.items()}, units, known)


def _book(listed: Iterable[tuple[str, tuple[str, ...], tuple[str, ...]]]) -> Book:
    """Ids win over names, names over aliases; a name that two things share stands for neither."""
    every = list(listed)
    exact: dict[str, str] = {tidy(one): one for one, _, _ in every}
    titles: dict[str, str] = {}
    for one, names, _ in every:
        titles.setdefault(one, names[0] if names else one)
    _enter(exact, ((names[:1], one) for one, names, _ in every))
    _enter(exact, ((names[1:], one) for one, names, _ in every))
    aliases: dict[str, str] = {}
    _enter(aliases, ((more, one) for one, _, more in every), besides=exact)
    return Book(exact, aliases, titles)


def _enter(
    book: dict[str, str], entries: Iterable[tuple[tuple[str, ...], str]], besides: Mapping[str, str] | None = None
) -> None:
    fresh: dict[str, set[str]] = {}
    for names, one in entries:
        for name in filter(None, names):
            fresh.setdefault(tidy(name), set()).add(one)
    for name, owners in fresh.items():
        if len(owners) == 1 and name not in book and name not in (besides or {}):
            book[name] = next(iter(owners))


def choice(column: str, allowed: Iterable[str], text: str) -> str:
    """Return the word of a vocabulary that a cell means, by the word itself or by what it is called; else empty."""
    name = tidy(text)
    words = tuple(allowed) or ("yes", "no")
    known = {tidy(word): word for word in words}
    known |= {tidy(name): word for word in words if word in CHOICES for name in both(said(column, word))}
    return known.get(name, "")
