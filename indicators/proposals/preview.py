"""What an upload would change on the published pages: the problems, the values old and new, and the effects.

One function from values to a value; the page, the command line and the stored upload all show the same of it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from indicators.checks.audit import audit
from indicators.dataset import Dataset
from indicators.model import Indicator, Key, Text, Unit
from indicators.periods import Period
from indicators.problems import Place, Problem, ordered, problem
from indicators.proposals.goals import implausible_goals
from indicators.proposals.plausible import implausible, not_begun, not_whole
from indicators.proposals.proposal import Proposal
from indicators.releases.changes import Change, ChangeSet, apply
from indicators.tables.columns import INDICATORS, OBSERVATIONS, TARGETS
from indicators.tables.rows import Row, Rows, dataset_of, rows_of
from indicators.views.effects import Effects, effects
from indicators.words import phrases
from indicators.workbook.draft import ColumnRead

_BIG_CHANGE = Decimal("0.2")
_BIG_POINTS = Decimal(5)
_NUMBERS: Mapping[str, str] = {OBSERVATIONS.name: "value", TARGETS.name: "amount"}
_PERIODS: Mapping[str, str] = {OBSERVATIONS.name: "period", TARGETS.name: "due"}
_ELSEWHERE = Text("现行版次", "published")

Scope = Callable[[str, str], bool]
"""Whether a figure of a region and a theme may be changed; an empty name asks for the whole."""


@dataclass(frozen=True, slots=True)
class Line:
    """One row that would change, as a reader meets it: what it is of, its number before and after, and its unit.

    A vocabulary row has neither key nor numbers: `columns` names what is said otherwise. `kind` is that of the change.
    """

    table: str
    id: str
    name: str
    key: Key | None
    period: Period | None
    old: Decimal | None
    new: Decimal | None
    unit: Unit
    columns: tuple[str, ...]
    kind: str

    @property
    def relative(self) -> Decimal | None:
        """Return the change as a share of the old value; None where there is no old value other than 0."""
        return None if self.new is None or not self.old else (self.new - self.old) / abs(self.old)


@dataclass(frozen=True, slots=True)
class Difference:
    """What is different between two states: rows as a reader meets them, the most changed first, and the effects."""

    before: Dataset
    after: Dataset
    changes: ChangeSet
    lines: tuple[Line, ...]
    effects: Effects


@dataclass(frozen=True, slots=True)
class Preview:
    """What a file would change, based on one release. `owners` says of which row a problem that asks why is.

    `all_changes` holds, beside those of the difference, the file itself as a source; `columns` how the file was
    understood, `cells` where the number of each changed row stands, and what that cell says.
    """

    base: int
    problems: tuple[Problem, ...]
    difference: Difference
    all_changes: tuple[Change, ...]
    owners: Mapping[str, tuple[str, str]]
    columns: tuple[ColumnRead, ...] = ()
    cells: Mapping[tuple[str, str], tuple[str, str]] = field(default_factory=dict)

    @property
    def digest(self) -> str:
        """Return what names this preview: the SHA-256 of all changes and of the release that they are based on."""
        return ChangeSet(self.all_changes, 0).digest(self.base)

    @property
    def blocking(self) -> tuple[Problem, ...]:
        """Return the problems that have to be repaired before anything can be published."""
        return tuple(one for one in self.problems if one.is_error and not one.needs_explanation)

    @property
    def to_explain(self) -> tuple[Problem, ...]:
        """Return the problems that may be published with an explanation only."""
        return tuple(one for one in self.problems if one.needs_explanation)

    @property
    def outcome(self) -> str:
        """Return `rejected`, `warned` or `accepted`."""
        if self.blocking:
            return "rejected"
        return "warned" if self.problems else "accepted"


def preview(
    proposal: Proposal,
    found: Iterable[Problem],
    current: Dataset,
    scope: Scope = lambda region, theme: True,
    today: dt.date = dt.date.max,
) -> Preview:
    """Return what a proposal would change in the current release; `found` are the problems met in reading the file.

    A figure of a time that has not begun by `today` has to be explained.
    """
    old = rows_of(current)
    changes = proposal.all_changes
    after = dataset_of(apply(changes, old), current.city.release) if changes else current
    places = _Places(proposal, current, after)
    problems = [*found, *proposal.problems, *_out_of_scope(proposal, after, scope), *_big(proposal, after)]
    problems += (*not_begun(proposal, today), *not_whole(proposal, current))
    problems += implausible(proposal, current, after)
    problems += implausible_goals(proposal, after)
    problems += _new_findings(current, after, places)
    listed = ordered(problems)
    return Preview(
        base=current.city.release.number,
        problems=listed,
        difference=difference(ChangeSet(proposal.changes, proposal.unchanged), current, after),
        all_changes=proposal.all_changes,
        owners=places.owners(listed),
        cells={
            where: (proposal.places[where].at(_NUMBERS.get(where[0], "")).where, proposal.texts.get(where, ""))
            for change in proposal.changes
            if (where := (change.table, change.id)) in proposal.places
        },
    )


def difference(changes: ChangeSet, before: Dataset, after: Dataset) -> Difference:
    """Return what changes mean to a reader; `after` is `before` with the changes made."""
    lines = sorted((_line(one, before, after) for one in changes.changes), key=_most_changed_first)
    return Difference(before, after, changes, tuple(lines), effects(before, after))


def explained(
    changes: Iterable[Change], explanations: Mapping[tuple[str, str], str], published: Rows
) -> tuple[Change, ...]:
    """Return changes with each explanation written into the note of the row, named by table and id, that it explains.

    The note is what readers see beside the figure, and what keeps the next audit from asking again.
    """
    after = {(change.table, change.id): change for change in changes}
    for owner, reason in explanations.items():
        before = published[owner[0]].get(owner[1])
        row = after[owner].new if owner in after else before
        if row is not None and reason not in row["note"]:
            note = "; ".join(part for part in (row["note"], reason) if part)
            after[owner] = Change(*owner, before, {**row, "note": note})
    return tuple(after.values())


class _Places:
    """Where rows stand: in the file, or else in what is published, told by what they are of."""

    def __init__(self, proposal: Proposal, *states: Dataset) -> None:
        self._given = proposal.places
        self._states = states
        self._asked: dict[str, tuple[str, str]] = {}

    def __call__(self, table: str, name: str) -> Place:
        place = self._given.get((table, name)) or Place(self._subject(table, name), letters={})
        number = place.at(_NUMBERS.get(table, ""))
        self._asked.setdefault(number.where, (table, name))
        return place

    def owners(self, problems: Sequence[Problem]) -> dict[str, tuple[str, str]]:
        """The rows at whose numbers problems are, by the places of these; only rows with a problem are looked at."""
        met, rows = {one.where for one in problems}, {(one.file, one.row) for one in problems}
        given = {place.at(_NUMBERS.get(where[0], "")).where: where for where, place in self._given.on(rows)}
        return {where: owner for where, owner in (self._asked | given).items() if where in met}

    def _subject(self, table: str, name: str) -> str:
        for state in self._states:
            one = state.table.by_id(name) if table == OBSERVATIONS.name else None
            if one is not None:
                named = (state.indicator(one.key.indicator).name, state.region(one.key.region).name, one.period)
                return " ".join(map(str, (_ELSEWHERE, *named)))
        return f"{_ELSEWHERE} {name}"


def _new_findings(current: Dataset, after: Dataset, places: _Places) -> list[Problem]:
    """What the audit finds in the new state and did not find in the old one."""
    if after is current:
        return []
    known = set(audit(current, places))
    return [one for one in audit(after, places) if one not in known]


def _out_of_scope(proposal: Proposal, after: Dataset, scope: Scope) -> Iterable[Problem]:
    for one in proposal.changes:
        region, theme = _belongs(one, after)
        if not scope(region, theme):
            what = _named(after, one)
            yield problem("not-yours", proposal.places[one.table, one.id], what, what=what)


def _belongs(one: Change, after: Dataset) -> tuple[str, str]:
    """The region and the theme that a row belongs to; a vocabulary belongs to the whole."""
    if one.table in _NUMBERS:
        return one.row["region"], after.indicator(one.row["indicator"]).theme
    return "", one.row["theme"] if one.table == INDICATORS.name else ""


def _named(after: Dataset, one: Change) -> str:
    if one.table not in _NUMBERS:
        return one.id
    return f"{after.region(one.row['region']).name} {after.indicator(one.row['indicator']).name}"


def _big(proposal: Proposal, after: Dataset) -> Iterable[Problem]:
    """Published figures that would be altered by more than a revision usually does."""
    for one in proposal.changes:
        if one.table != OBSERVATIONS.name or one.old is None or one.new is None:
            continue
        old, new = _number(one.old, "value"), _number(one.new, "value")
        if old is None or new is None or old == new:
            continue
        indicator = after.indicator(one.row["indicator"])
        change: Text | str
        if indicator.kind.is_relative:
            is_big, change = abs(new - old) > _BIG_POINTS, moved(new - old, indicator)
        else:
            share = (new - old) / abs(old) if old else Decimal(1)
            is_big, change = abs(share) > _BIG_CHANGE, f"{share * 100:+.1f}%"
        if is_big:
            place = proposal.places[one.table, one.id].at("value")
            yield problem("big-change", place, f"{new:f}", old=f"{old:f}", new=f"{new:f}", change=change)


def moved(by: Decimal, indicator: Indicator) -> Text:
    """Return a change of a share, a growth or a rank with its sign: +0.18 个百分点, never per cent of per cent."""
    sign, size = "-" if by < 0 else "+", phrases.difference(by, indicator)
    return Text(f"{sign}{size.zh}", f"{sign}{size.en}")


def _line(one: Change, current: Dataset, after: Dataset) -> Line:
    number = _NUMBERS.get(one.table)
    if number is None:
        name = one.row.get("name") or one.row.get("title") or one.id
        return Line(one.table, one.id, name, None, None, None, None, Unit(""), _differing(one), one.kind)
    indicator = after.indicators.get(one.row["indicator"]) or current.indicator(one.row["indicator"])
    period = one.row[_PERIODS[one.table]]
    return Line(
        one.table,
        one.id,
        one.id,
        Key(one.row["indicator"], one.row["region"], one.row["industry"]),
        Period.parse(period) if period else None,
        _number(one.old, number),
        _number(one.new, number),
        indicator.unit,
        _differing(one),
        one.kind,
    )


def _number(row: Row | None, column: str) -> Decimal | None:
    return Decimal(row[column]) if row and row[column] else None


def _differing(one: Change) -> tuple[str, ...]:
    old, new = one.old or {}, one.new or {}
    return tuple(name for name in one.row if old.get(name) != new.get(name))


def _most_changed_first(one: Line) -> tuple[bool, Decimal, str, str]:
    relative = one.relative
    return relative is None, -abs(relative or Decimal(0)), one.table, one.id
