"""What the names in a file stand for: ids by id, name, short name or alias."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from indicators.dataset import Dataset
from indicators.tables.columns import INDICATORS, INDUSTRIES, PLANS, REGIONS, SOURCES, TARGETS, THEMES
from indicators.tables.rows import Row
from indicators.tables.sheets import CHOICES, said
from indicators.workbook.reading.numbers import plain

_WHOLE = ("合计", "全市合计", "总计", "全市", "本市")
_ALL_INDUSTRIES = ("全部", "不分产业", "全部产业", "全行业", "合计")
_SHOWN = 3


@dataclass(frozen=True, slots=True)
class NameRead:
    """The id that a name stands for, empty where none is known; whether it was an alias, and of which name."""

    id: str = ""
    is_alias: bool = False
    name: str = ""


def tidy(text: str) -> str:
    """Return a name as it is compared: plain letters, no spaces, no marks of notes."""
    return re.sub(r"[\s*＊※]+", "", plain(text)).casefold()


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
            found = self.exact[name]
            return NameRead(found, is_alias=False, name=self.titles[found])
        if name in self.aliases:
            found = self.aliases[name]
            return NameRead(found, is_alias=True, name=self.titles[found])
        return NameRead()

    def nearest(self, text: str) -> str:
        """Return the known names that look most like a name, at most three; a dash where none does."""
        name, known = tidy(text), [*self.exact, *self.aliases]
        near = get_close_matches(name, known, n=_SHOWN * 2, cutoff=0.4)
        ids = dict.fromkeys(self.exact.get(one) or self.aliases[one] for one in near)
        return "、".join(self.titles[one] for one in list(ids)[:_SHOWN]) or "—"

    def within(self, text: str) -> list[str]:
        """Return the ids whose names stand in a longer text, longer names first; a name inside another is not told."""
        rest, found = tidy(text), []
        for name, one in sorted({**self.aliases, **self.exact}.items(), key=lambda pair: -len(pair[0])):
            if len(name) > 1 and name in rest:
                found.append(one)
                rest = rest.replace(name, "\x00")
        return list(dict.fromkeys(found))


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The names of all tables that a cell may refer to, and the unit of each indicator."""

    books: Mapping[str, Book]
    units: Mapping[str, str]

    def find(self, table: str, text: str) -> NameRead:
        """Return what a name stands for in a table."""
        return self.books[table].find(text)

    def nearest(self, table: str, text: str) -> str:
        """Return the names of a table that look most like a name."""
        return self.books[table].nearest(text)


def vocabulary(dataset: Dataset, added: Iterable[tuple[str, Row]] = ()) -> Vocabulary:
    """Return the names that a dataset knows, and those that the file itself adds: (table, row) each."""
    rows: dict[str, list[tuple[str, tuple[str, ...], tuple[str, ...]]]] = {
        INDICATORS.name: [(one.id, (one.name.zh, one.short_name), one.aliases) for one in dataset.indicators.values()],
        REGIONS.name: [(one.id, (one.name.zh, one.short_name), one.aliases) for one in dataset.regions.values()],
        INDUSTRIES.name: [(one.id, (one.name.zh,), one.aliases) for one in dataset.industries.values()],
        SOURCES.name: [(one.id, (one.title,), ()) for one in dataset.sources.values()],
        PLANS.name: [(one.id, (one.name.zh,), ()) for one in dataset.plans.values()],
        THEMES.name: [(key, (text.zh,), ()) for key, text in dataset.city.themes.items()],
        TARGETS.name: [(one.id, (), ()) for one in dataset.targets],
    }
    rows[REGIONS.name].append((dataset.city.region, (), _WHOLE))
    rows[INDUSTRIES.name].append(("all", _ALL_INDUSTRIES, ()))
    units = {one.id: one.unit.symbol for one in dataset.indicators.values()}
    for table, row in added:
        if row.get("id"):
            names = tuple(row[name] for name in ("name", "short_name", "title") if row.get(name))
            rows[table].append((row["id"], names, tuple(filter(None, row.get("aliases", "").split(";")))))
            if table == INDICATORS.name and row.get("unit"):
                units[row["id"]] = row["unit"]
    return Vocabulary({table: _book(listed) for table, listed in rows.items()}, units)


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
        for name in names:
            fresh.setdefault(tidy(name), set()).add(one)
    for name, owners in fresh.items():
        if len(owners) == 1 and name not in book and name not in (besides or {}):
            book[name] = next(iter(owners))


def choice(column: str, allowed: Iterable[str], text: str) -> str:
    """Return the word of a vocabulary that a cell means, by the word itself or by what it is called; else empty."""
    name = tidy(text)
    words = tuple(allowed) or ("yes", "no")
    known = {tidy(word): word for word in words}
    known |= {tidy(said(column, word)): word for word in words if word in CHOICES}
    return known.get(name, "")
