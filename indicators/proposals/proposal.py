"""A draft held against what is published: which rows it would add, alter or take back, and what is wrong with that.

What a file does not say stays as it is published. What a template says as it was handed out is no change either, even
where somebody else has changed it since. A blank takes something back only in a template, which was handed out
filled; in any other file it says nothing.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from indicators.columnar import Columns
from indicators.model import Confidence, Status, Text
from indicators.problems import Place, Problem, ordered, problem
from indicators.releases.changes import Change
from indicators.tables.columns import INDICATORS, OBSERVATIONS, SOURCES, TARGETS
from indicators.tables.description import Column, Table, Type
from indicators.tables.rows import KEPT, Row, Rows, columns_of
from indicators.tables.sheets import said, titles
from indicators.tables.snapshot import FigureRows
from indicators.workbook.draft import Draft, Entry, PlacesByNumber
from indicators.workbook.identity import Finder, new_id

MOST_CHANGES = 6000  # what a reviewer looks through, and a process that answers readers works out beside them
_THE_FILE = Text("文件", "the file")
_TABLES: Mapping[str, Table] = {table.name: table for table in KEPT}
_NUMBERS = {OBSERVATIONS.name: "value", TARGETS.name: "amount"}
_REVISED = Status.REVISED.value
_AS_SETTLED = frozenset({_REVISED, Status.PROVISIONAL.value, Status.ESTIMATE.value})
_USUAL: Mapping[str, Row] = {
    OBSERVATIONS.name: {
        "industry": "all",
        "qualifier": "exact",
        "status": "final",
        "role": "charted",
    },
    TARGETS.name: {"industry": "all", "qualifier": "exact", "firmness": "expected"},
    INDICATORS.name: {"lag": "1"},
}


@dataclass(frozen=True, slots=True)
class Places(Mapping[tuple[str, str], Place]):
    """Where rows stand in a file, by table and id: those that it says anew, and the figures that it only repeats.

    The latter are named by their rows among the published `figures`.
    """

    said: Mapping[tuple[str, str], Place]
    repeated: PlacesByNumber = field(default_factory=PlacesByNumber)
    figures: Columns | None = None

    def __getitem__(self, where: tuple[str, str]) -> Place:
        """Return the place of a row. Raises KeyError where the file does not have it."""
        table, name = where
        if where in self.said:
            return self.said[where]
        row = self.figures.find(name) if self.figures is not None and table == OBSERVATIONS.name else None
        if row is None or row not in self.repeated:
            raise KeyError(where)
        return self.repeated[row]

    def __iter__(self) -> Iterator[tuple[str, str]]:
        """Yield the table and the id of every row."""
        yield from self.said
        yield from (self._repeated(row) for row in self.repeated if self._repeated(row) not in self.said)

    def on(self, rows: Container[tuple[str, int]]) -> Iterator[tuple[tuple[str, str], Place]]:
        """Yield what stands in some rows of the sheets, each named by the sheet and its number, with its place."""
        yield from ((where, place) for where, place in self.said.items() if (place.file, place.row) in rows)
        yield from ((self._repeated(row), place) for row, place in self.repeated.on(rows))

    def _repeated(self, row: int) -> tuple[str, str]:
        return OBSERVATIONS.name, self.figures.text("id", row) if self.figures is not None else ""

    def __len__(self) -> int:
        """Return how many rows have a place."""
        return sum(1 for _ in self)


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a file would do to the tables: the changes, how many of its rows change nothing, and where each row stands.

    `filing` is the source that stands for the file itself, for the figures that name no other; None where none needs
    it. It comes on top of the changes, which count what the clerk wrote. `texts` is what the cell of each row's number
    says, word for word.
    """

    changes: tuple[Change, ...]
    unchanged: int
    problems: tuple[Problem, ...]
    places: Places
    filing: Change | None = None
    texts: Mapping[tuple[str, str], str] = field(default_factory=dict)

    @property
    def all_changes(self) -> tuple[Change, ...]:
        """Return every change, that of the file as a source first."""
        return (self.filing, *self.changes) if self.filing else self.changes


@dataclass(slots=True)
class _Work:
    """What was worked out so far: the row that each entry makes, by table and id, and the problems met."""

    current: Rows
    base: Rows
    filing: Row
    finder: Finder
    blanks_clear: bool
    made: dict[tuple[str, str], tuple[Entry, Row | None]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    unchanged: int = 0

    @property
    def figures(self) -> Columns:
        return FigureRows.of(self.current[OBSERVATIONS.name]).columns

    def published(self, table: str, name: str) -> Row | None:
        return self.current[table].get(name)


def propose(draft: Draft, current: Rows, base: Rows, filing: Row) -> Proposal:
    """Return what a draft would change in the current rows.

    `base` are the rows that the template was filled from (the current ones where it is no template), `filing` is the
    row of the source that stands for the file. Everything that a person should look at is in the problems, each with
    its cell.
    """
    work = _Work(current, base, filing, Finder(current, base), blanks_clear=draft.mark is not None)
    for entry in draft.entries:
        _take(entry, work)
    changes = tuple(_changes(work))
    used = any(one.new is not None and one.new.get("source") == filing["id"] for one in changes)
    known = filing["id"] in current[SOURCES.name]
    return Proposal(
        changes,
        work.unchanged + len(draft.repeated),
        ordered(work.problems),
        Places({where: entry.place for where, (entry, _) in work.made.items()}, draft.repeated, work.figures),
        Change(SOURCES.name, filing["id"], None, filing) if used and not known else None,
        {where: entry.texts.get(_NUMBERS.get(where[0], ""), "") for where, (entry, _) in work.made.items()},
    )


def bounded(proposal: Proposal) -> Proposal:
    """Return a proposal; where it has more changes than are looked through at once, the problem that says so."""
    count = len(proposal.changes)
    if count <= MOST_CHANGES:
        return proposal
    return Proposal(
        (), 0, (problem("changes-too-many", Place(str(_THE_FILE)), limit=MOST_CHANGES, count=count),), Places({})
    )


def _take(entry: Entry, work: _Work) -> None:
    """Work out what one entry means and keep it, unless the file says something else of the same row elsewhere."""
    name = work.finder.find(entry)
    if name is None and entry.table not in _NUMBERS:
        work.problems.append(_lacks(entry, ["id"]))
        return
    row = work.published(entry.table, name) if name else None
    if row is None:
        if not _is_gone(entry, work):
            _add(entry, work)
        return
    _keep(entry, row["id"], _altered(entry, row, work), work)


def _is_gone(entry: Entry, work: _Work) -> bool:
    """Whether the file only says what its template was handed out with, and somebody else has taken it back since."""
    handed_out = work.base[entry.table].get(entry.given.get("id", ""))
    number = _NUMBERS.get(entry.table)
    if handed_out is None or number is None or not work.finder.fits(entry, handed_out):
        return False
    untouched = _same(entry, number, entry.given.get(number, ""), handed_out)
    if untouched:
        words = {"base": handed_out[number] or "—", "now": "—"}
        work.problems.append(problem("stale", entry.place.at(number), entry.texts.get(number, ""), **words))
    return untouched


def _keep(entry: Entry, name: str, row: Row | None, work: _Work) -> None:
    where = (entry.table, name)
    if where not in work.made:
        work.made[where] = (entry, row)
        work.unchanged += row == work.published(*where) and row is not None
        return
    first, other = work.made[where]
    number = _NUMBERS.get(entry.table, "id")
    place = entry.place.at(number)
    there = first.place.at(number).where
    if row == other or (row and other and _same(entry, number, row[number], other)):
        work.problems.append(problem("twice-same", place, entry.texts.get(number, ""), other=there))
        return
    settled = _more_settled(row, other)
    if settled is not None:
        work.unchanged += (settled == work.published(*where)) - (other == work.published(*where))
        work.made[where] = (entry if settled is row else first, settled)
        words = {"other": there, "value": settled[number]}
        work.problems.append(problem("twice-settled", place, entry.texts.get(number, ""), **words))
        return
    value = other[number] if other else "—"
    work.problems.append(problem("twice", place, entry.texts.get(number, ""), other=there, value=value))


def _more_settled(row: Row | None, other: Row | None) -> Row | None:
    """The revised one of two rows of a figure where the other is an early one; None of any others."""
    known = {one["status"]: one for one in (row, other) if one is not None and one.get("status") in _AS_SETTLED}
    is_early = any(status != _REVISED for status in known)
    return known[_REVISED] if len(known) > 1 and is_early and _REVISED in known else None


def _add(entry: Entry, work: _Work) -> None:
    """A row that is not published yet; one without a number is a cell that waits to be filled."""
    number = _NUMBERS.get(entry.table)
    given = {name: text for name, text in entry.given.items() if text}
    empty = number is not None and not given.get(number) and not given.get("absence")
    if empty and given.get("comparator") != "milestone":
        return
    row = {**_blank(entry.table), **_USUAL.get(entry.table, {}), **given}
    if number is not None:
        row = _cited(row, entry, work)
        row["id"] = given["id"] if work.finder.is_free(entry) else new_id(entry.table, row)
    lacking = [column.name for column in _columns(entry.table) if column.required and not row[column.name]]
    if lacking:
        work.problems.append(_lacks(entry, lacking))
        return
    _keep(entry, row["id"], row, work)


def _altered(entry: Entry, row: Row, work: _Work) -> Row | None:
    """The published row with what the file says otherwise; None where its number is cleared."""
    handed_out = work.base[entry.table].get(row["id"], row)
    said_anew = {
        name: text
        for name, text in entry.given.items()
        if name != "id" and _says(_column(entry.table, name), text, work) and not _same(entry, name, text, handed_out)
    }
    number = _NUMBERS.get(entry.table)
    _tell_stale(entry, row, handed_out, said_anew, work)
    if number is not None and said_anew.get("absence"):
        said_anew.setdefault(number, "")
    if number is None or number not in said_anew:
        return {**row, **said_anew}
    if row[number] and not said_anew[number]:
        found = entry.texts.get(number, "")
        work.problems.append(problem("vanishes", entry.place.at(number), found, old=row[number]))
    if not said_anew[number] and not said_anew.get("absence"):
        return None
    return _recited(entry, row, said_anew, work)


def _recited(entry: Entry, row: Row, said_anew: Row, work: _Work) -> Row:
    """The row with its new number, cited from where the file says, or else from the file itself."""
    after = {**row, **said_anew}
    if entry.table == OBSERVATIONS.name:
        after["absence"] = said_anew.get("absence", "")
        if not after["value"]:
            after["absence"] = after["absence"] or "missing"
    if "qualifier" not in entry.given:
        after["qualifier"] = "exact"
    if "status" not in entry.given and "status" in after:
        after["status"] = "revised"
    if not {"quote", "source"} & set(said_anew):
        if "quote" in entry.given:
            work.problems.append(problem("quote-kept", entry.place.at("quote"), row["quote"][:60]))
        return _of_filing(after, entry, work)
    return after


def _tell_stale(entry: Entry, row: Row, handed_out: Row, said_anew: Row, work: _Work) -> None:
    number = _NUMBERS.get(entry.table)
    if number is None or number in said_anew or number not in entry.given or row[number] == handed_out[number]:
        return
    words = {"base": handed_out[number], "now": row[number]}
    work.problems.append(problem("stale", entry.place.at(number), entry.texts.get(number, ""), **words))


def _cited(row: Row, entry: Entry, work: _Work) -> dict[str, str]:
    """A new row with its citation: the one given, or the file itself."""
    after = dict(row)
    if not after["source"] or not after["quote"]:
        return _of_filing(after, entry, work)
    after["confidence"] = after["confidence"] or Confidence.OFFICIAL.value
    return after


def _of_filing(row: Row, entry: Entry, work: _Work) -> dict[str, str]:
    number = _NUMBERS[entry.table]
    where = entry.place.at(number).where
    quote = f"{where}：{entry.texts.get(number, '') or said('absence', row.get('absence') or 'missing')}"
    cited = {"source": work.filing["id"], "page": "", "quote": quote, "confidence": Confidence.OFFICIAL.value}
    return {**row, **cited}


def _changes(work: _Work) -> Iterable[Change]:
    order = {table.name: place for place, table in enumerate(KEPT)}
    for name, row_id in sorted(work.made, key=lambda where: (order[where[0]], where[1])):
        _, row = work.made[name, row_id]
        old = work.published(name, row_id)
        if row != old:
            yield Change(name, row_id, old, row)


def _says(column: Column, text: str, work: _Work) -> bool:
    """Whether a cell says anything: a blank does where it clears, and never where something is required."""
    return bool(text) or (work.blanks_clear and not column.required)


def _same(entry: Entry, name: str, text: str, row: Row) -> bool:
    """Whether a text says what the row says in a column: numbers by their value, others by their letters."""
    if _column(entry.table, name).type is Type.NUMBER and text and row[name]:
        return Decimal(text) == Decimal(row[name])
    return text == row[name]


def _columns(table: str) -> tuple[Column, ...]:
    return columns_of(_TABLES[table])


def _column(table: str, name: str) -> Column:
    return _TABLES[table].column(name)


def _blank(table: str) -> dict[str, str]:
    return {column.name: "" for column in _columns(table)}


def _lacks(entry: Entry, columns: Sequence[str]) -> Problem:
    first = next(iter(columns))
    names = titles(entry.table, columns)
    return problem("incomplete", entry.place.at(first), what=_TABLES[entry.table].about, columns=names)
