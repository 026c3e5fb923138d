"""What the labels of a row stand for: its indicator, region and period, or what has to be asked about them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from indicators.model import Text
from indicators.periods import Grain, Period
from indicators.problems import Place
from indicators.workbook.lexicon.labels import Label, label_of, scoped
from indicators.workbook.lexicon.pieces import compact
from indicators.workbook.lexicon.words import OF_SOME, PARTIAL_TOTALS, TAKEN_AWAY, Measure
from indicators.workbook.reading import times
from indicators.workbook.reading.grid import CellType, RawCell
from indicators.workbook.reading.names import NameRead, tidy
from indicators.workbook.reading.times import read_time
from indicators.workbook.understanding.blocks import texts_of
from indicators.workbook.understanding.table import LEAVE, TABLES, WHAT, Table

BLANK = RawCell(CellType.TEXT, "")
_NOTES = 40
_NAMES = ("indicator", "region")
_DASHES = frozenset({"", "-", "—", "–"})


@dataclass(frozen=True)
class RowRead:
    """What a row is about, by dimension; what its label says of its figures; and whether it is a total.

    `labels` are all of its labels, its remarks among them; `months` are those that a label says without their year.
    """

    given: Mapping[str, str]
    label: Label = field(default_factory=Label)
    measure: Measure | None = None
    is_total: bool = False
    labels: tuple[Label, ...] = ()
    months: times.Months | None = None


def read_row(table: Table, row: int) -> RowRead | None:
    """Return what the labels of a row with figures stand for; None where one is not known, which is told."""
    given: dict[str, str] = {}
    own = Label()
    labels: list[Label] = []
    measure, is_total, months = None, False, None
    for column, dimension in table.columns.labels.items():
        cell = table.spread.get((row, column), BLANK)
        if dimension == "industry" and tidy(cell.text) in _DASHES:
            continue
        if not cell.text.strip() and column in table.above:
            cell = _carried(table, row, column, dimension)
            if cell is BLANK:
                return None
        table.above[column] = cell
        label = label_of(cell.text, table.lexicon) if cell.type is CellType.TEXT else Label(text=cell.text)
        label = _of_before(table, label) if label.share and dimension == "indicator" else label
        labels.append(label.of_itself)
        if dimension == "indicator":
            measure = label.measures[0] if label.measures else None
            if label.indicators or label.is_cumulative:
                table.is_cumulative = label.is_cumulative
            own = replace(label, is_cumulative=table.is_cumulative)
        is_total = is_total or (dimension == "region" and label.is_total and not label.regions)
        found = READERS[dimension](table, row, column, cell, label)
        if not found:
            return None
        given[dimension] = found
        if dimension in _NAMES and not table.vocabulary.find(TABLES[dimension], cell.text).id:
            months = label.months or months
            beside = {"period": label.periods, "industry": label.industries}
            if not _take_beside(table, row, column, cell, beside, given):
                return None
    labels += [label_of(text, table.lexicon) for text in remarks_of(table, row)]
    return RowRead(given, own, measure, is_total, tuple(labels), months)


def _of_before(table: Table, label: Label) -> Label:
    """A share of something else (占GDP比重) as the indicator that it is of the one in the row above, if any is."""
    found = table.as_share(replace(label, indicators=(table.before,))) if table.before else label
    return replace(found, indicators=()) if found.share else found


def is_of_something_else(table: Table, row: int) -> bool:
    """Return whether a row of a table without labels that are known begins with a word that is not; it is told."""
    if table.columns.labels:
        return False
    known = {*table.columns.figures, *table.columns.passed_over, table.columns.units}
    cells = {at: cell for at, cell in table.block.grid.row(row).items() if at not in known and cell.text.strip()}
    for column, cell in cells.items():
        if cell.type is CellType.TEXT and label_of(cell.text, table.lexicon).rest:
            _unknown(table, row, column, cell, "region")
            return True
    return False


def remarks_of(table: Table, row: int) -> list[str]:
    """Return the words of a row that stand in no column of labels, units or figures."""
    columns = table.columns
    known = {*columns.labels, columns.units, *(at for at, label in columns.figures.items() if not label.rest)}
    cells = table.block.grid.row(row).items()
    return [cell.text for at, cell in cells if at not in known and cell.type is CellType.TEXT and cell.text.strip()]


def _take_beside(
    table: Table,
    row: int,
    column: int,
    cell: RawCell,
    beside: Mapping[str, tuple[str, ...]],
    given: dict[str, str],
) -> bool:
    """Take the year or the industry that the name of an indicator or a region says beside it; False for two of one."""
    for dimension, found in beside.items():
        if not found or dimension in table.columns.labels.values():
            continue
        if len(found) > 1 or given.get(dimension, found[0]) != found[0]:
            _unknown(table, row, column, cell, table.columns.labels[column])
            return False
        given[dimension] = found[0]
    return True


def periods_of(table: Table, label: Label, read: RowRead) -> set[str]:
    """Return the periods that a row and a column say together: 1-9月 in a column of 2025; one inside another counts."""
    found = {*label.periods, *filter(None, [read.given.get("period", "")])}
    for months in filter(None, (read.months, label.months if not label.periods else None)):
        text = table.of_year(tuple(found) or table.titles.ids("period", table.vocabulary), months)
        found |= {text} if text else set()
    parsed = {one: Period.parse(one) for one in found}
    return {one for one in found if not any(other != one and parsed[one].contains(parsed[other]) for other in found)}


def part_or_whole(table: Table, place: Place, text: str) -> str:
    """Return the period of a row or column; where it is a year and the titles say months, which of the two is asked."""
    stated = table.titles.ids("period", table.vocabulary)
    if not stated and table.titles.months and text.isdigit():
        stated = (times.of_year(int(text), table.titles.months),)
    if len(stated) != 1 or not stated[0] or not text.isdigit():
        return text
    part = Period.parse(stated[0])
    if part.grain in {Grain.YEAR, Grain.YEARS, Grain.FINANCIAL}:
        return text
    same = Period(last=part.last + (int(text) - part.year) * 12, first=part.first + (int(text) - part.year) * 12)
    choices = [(str(same), Text(str(same), str(same))), (text, Text(text, text))]
    return table.asking.ask("ask-part", place, text, choices, (table.layout, table.titles.text, text))


def _carried(table: Table, row: int, column: int, dimension: str) -> RawCell:
    """The cell above a blank one, where the file was said to go on with it."""
    above = table.above[column]
    choices = (("yes", Text("是，接着上面的", "yes, as above")), LEAVE)
    words = {"what": WHAT[dimension], "above": above.text[:40]}
    scope = (table.layout, dimension)
    answer = table.asking.ask("ask-carried", table.place(row, column), "", choices, scope, **words)
    return above if answer == "yes" else BLANK


def _period(table: Table, row: int, column: int, cell: RawCell, label: Label) -> str:
    found = read_time(cell)
    text = found.period or (label.periods[0] if len(label.periods) == 1 and not label.rest else "")
    if not text and label.months and not label.rest:
        year = table.titles.ids("period", table.vocabulary)
        text = table.of_year(year, label.months)
    if not text:
        table.asking.say("time-unknown", table.place(row, column), cell.text[:40])
    return times.since_january(text) if text and label.is_cumulative else text


def _indicator(table: Table, row: int, column: int, cell: RawCell, label: Label) -> str:
    whole = table.vocabulary.find(TABLES["indicator"], cell.text)
    found = whole.id or (label.indicators[0] if len(label.indicators) == 1 and not _is_open(label) else "")
    if not found and label.measures and not label.rest and table.before and not label.indicators:
        return table.before  # 增速 below the indicator that it is of
    if not found:
        return _unknown(table, row, column, cell, "indicator")
    if label.is_part and table.before not in {"", found}:
        place = table.place(row, column)
        if not table.is_all(place, cell.text, (found,)):
            return ""
    table.before = found
    _tell_alias(table, row, column, cell, "indicator", whole)
    return found


def _industry(table: Table, row: int, column: int, cell: RawCell, label: Label) -> str:
    found = table.vocabulary.find(TABLES["industry"], cell.text).id
    found = found or (label.industries[0] if len(label.industries) == 1 and not label.rest else "")
    return found or _unknown(table, row, column, cell, "industry")


def _region(table: Table, row: int, column: int, cell: RawCell, label: Label) -> str:
    whole = table.vocabulary.find(TABLES["region"], cell.text)
    if label.is_total and not label.regions:
        return _total(table, row, column, cell, label)
    if label.mark and _note_at(table, label.mark):
        return _asked(table, row, column, cell, label)
    if whole.id and not _is_elsewhere(table, whole.id):
        _tell_alias(table, row, column, cell, "region", whole)
        return whole.id
    if whole.id or (label.is_total and any(word in label.text for word in PARTIAL_TOTALS) and table.may_add_up):
        return _asked(table, row, column, cell, label)
    if label.scope and len(label.regions) == 1 and not label.rest:
        return _of_scope(table, row, column, cell, label)
    inner = [one for one in label.regions if not any(_lies_in(table, other, one) for other in label.regions)]
    if len(inner) == 1 and not label.rest and not label.scope:
        return inner[0]
    return _unknown(table, row, column, cell, "region")


def _total(table: Table, row: int, column: int, cell: RawCell, label: Label) -> str:
    """The region that a total stands for: the whole that the table is about, where nothing competes with that."""
    if table.titles.contested("region") or table.titles.strange_place:
        named = dict.fromkeys((*table.titles.ids("region", table.vocabulary), table.vocabulary.city))
        return _asked(table, row, column, cell, replace(label, regions=tuple(named)))
    if label.rest:  # the total of something that no table knows
        return _unknown(table, row, column, cell, "region")
    region = table.whole()
    is_part = any(word in label.text for word in (*PARTIAL_TOTALS, *OF_SOME))
    if label.scope or table.takes_away or is_part:
        return _asked(table, row, column, cell, replace(label, regions=(region,)))
    name = table.vocabulary.title(TABLES["region"], region)
    table.asking.say("read-as", table.place(row, column), cell.text[:40], read=name)
    return region


def _is_elsewhere(table: Table, region: str) -> bool:
    """Whether a row names a region outside the one of the title: 高新区 below 溧阳市各园区 is none of the city."""
    named = [one for one in table.titles.ids("region", table.vocabulary) if one != table.vocabulary.city]
    below = table.vocabulary.is_below
    if not named and table.titles.strange_place.endswith(("市", "县")):  # 丹阳市各园区
        return not table.titles.strange_place.endswith("城市")
    return len(named) == 1 and not (below(region, named[0]) or below(named[0], region))


def _lies_in(table: Table, region: str, above: str) -> bool:
    return region != above and table.vocabulary.is_below(region, above)


def _of_scope(table: Table, row: int, column: int, cell: RawCell, label: Label) -> str:
    """A region with what brackets add to it or take from it: the one that the tables know by these parts is asked."""
    region = label.regions[0]
    word, named = scoped(label.scope)
    others = {one for one in label_of(named, table.lexicon).regions if one != region}
    joined = table.vocabulary.joined(frozenset({region, *others}))
    if others and joined and word in TAKEN_AWAY:
        return region
    return _asked(table, row, column, cell, label)


def _asked(table: Table, row: int, column: int, cell: RawCell, label: Label) -> str:
    """Ask which region is meant: the one that is named, or one that joins it with others."""
    joined = [one for one, parts in table.vocabulary.facts["comprises"].items() if set(label.regions) & set(parts)]
    listed = [*joined, *label.regions]
    choices = [*((one, table.title_of("region", one)) for one in listed), LEAVE]
    place = table.place(row, column)
    answer = table.asking.ask(
        "ask-region", place, cell.text[:40], choices, (table.layout, compact(cell.text), label.mark)
    )
    return "" if answer == LEAVE[0] else answer


def _note_at(table: Table, mark: str) -> bool:
    """Whether a note of the table says something at a mark."""
    notes = texts_of(table.block.grid, table.block.notes[:_NOTES])
    return any(mark[0] in text[:3] for _, _, text in notes)


def _is_open(label: Label) -> bool:
    """Whether a label says more than the name of an indicator: letters that nothing explains, a region, a scope."""
    return bool(label.rest or label.scope or label.regions)


def _tell_alias(table: Table, row: int, column: int, cell: RawCell, dimension: str, found: NameRead) -> None:
    if found.id and found.is_alias and dimension == "region":
        table.asking.say("read-as", table.place(row, column), cell.text[:40], read=found.name)


def _unknown(table: Table, row: int, column: int, cell: RawCell, dimension: str) -> str:
    near = table.vocabulary.nearest(TABLES[dimension], cell.text[:60])
    words = {"what": WHAT[dimension], "nearest": near}
    table.asking.say("name-unknown", table.place(row, column), cell.text[:40], **words)
    return ""


READERS: Mapping[str, Callable[[Table, int, int, RawCell, Label], str]] = {
    "indicator": _indicator,
    "region": _region,
    "industry": _industry,
    "period": _period,
}
"""What reads a label of each dimension: the id that it stands for, empty where that is not known or open."""
