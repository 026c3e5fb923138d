"""What the labels of a row stand for: its indicator, region and period, or what has to be asked about them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from indicators.model import Text
from indicators.periods import Period
from indicators.workbook.lexicon.labels import Label, joined, label_of, scoped
from indicators.workbook.lexicon.months import Months
from indicators.workbook.lexicon.pieces import compact
from indicators.workbook.lexicon.words import OF_SOME, PARTIAL_TOTALS, TAKEN_AWAY, Measure
from indicators.workbook.reading import times
from indicators.workbook.reading.grid import CellType, RawCell
from indicators.workbook.reading.names import NameRead, tidy
from indicators.workbook.reading.times import read_time
from indicators.workbook.understanding.around.months import is_beside_year, months_of
from indicators.workbook.understanding.blocks import texts_of
from indicators.workbook.understanding.columns import MEASURE
from indicators.workbook.understanding.table import LEAVE, TABLES, WHAT, Table

BLANK = RawCell(CellType.TEXT, "")
_NOTES = 40
_NAMES = ("indicator", "region")
_ANSWERS = {
    **dict.fromkeys(("是", "√", "y", "yes"), Label(text="是", is_cumulative=True)),
    **dict.fromkeys(("否", "×", "n", "no"), Label(text="否", measures=(Measure.MONTH,))),
}
"""What stands below 是否累计."""
_DASHES = frozenset({"", "-", "—", "–"})


@dataclass(frozen=True)
class RowRead:
    """What a row is about, by dimension; what its label says of its figures; and whether it is a total.

    `labels` are all of its labels, its remarks among them; `months` are those that a label says without their year.
    `basis` are the words for what its figures are where a column lists such words; `is_stated` whether they say if
    they are since January.
    """

    given: Mapping[str, str]
    label: Label = field(default_factory=Label)
    measure: Measure | None = None
    is_total: bool = False
    labels: tuple[Label, ...] = ()
    months: Months | None = None
    basis: str = ""
    is_stated: bool = False


@dataclass
class _Work:
    """What was read of a row so far; `basis` are the words for what its figures are."""

    given: dict[str, str] = field(default_factory=dict)
    own: Label = field(default_factory=Label)
    basis: Label = field(default_factory=Label)
    labels: list[Label] = field(default_factory=list)
    is_total: bool = False
    months: Months | None = None


def read_row(table: Table, row: int) -> RowRead | None:
    """Return what the labels of a row with figures stand for; None where one is not known, which is told."""
    work = _Work()
    for column, dimension in table.columns.labels.items():
        cell = table.spread.get((row, column), BLANK)
        if dimension == "industry" and tidy(cell.text) in _DASHES:
            continue
        if not cell.text.strip() and column in table.above:
            cell = _carried(table, row, column, dimension)
            if cell is BLANK:
                return None
        table.above[column] = cell
        if not _take_label(table, row, column, cell, work):
            return None
    work.labels += [label_of(text, table.lexicon) for text in remarks_of(table, row)]
    measure = next(iter(work.own.measures), None)
    found = RowRead(work.given, work.own, measure, work.is_total, tuple(work.labels), work.months)
    return _with_basis(found, work.basis) if MEASURE in table.columns.labels.values() else found


def _take_label(table: Table, row: int, column: int, cell: RawCell, work: _Work) -> bool:
    """Take what one label of a row says; False where it is not known or open, which is told."""
    dimension = table.columns.labels[column]
    label = label_of(cell.text, table.lexicon) if cell.type is CellType.TEXT else Label(text=cell.text)
    label = _of_before(table, label) if label.share and dimension == "indicator" else label
    work.labels.append(label.of_itself)
    months = months_of(table, column, cell, label) if dimension == "period" and is_beside_year(table, column) else None
    if dimension == MEASURE:
        label = _ANSWERS.get(tidy(cell.text), label)
    if dimension == MEASURE or months:
        work.basis, work.months = joined((work.basis, label)) if not months else work.basis, months or work.months
        return True
    if dimension == "indicator":
        if label.indicators or label.is_cumulative:
            table.is_cumulative = label.is_cumulative
        work.own = replace(label, is_cumulative=table.is_cumulative)
    work.is_total = work.is_total or (dimension == "region" and label.is_total and not label.regions)
    found = READERS[dimension](table, row, column, cell, label)
    if not found or not _takes(table, row, column, cell, found, work.given):
        return False
    if dimension in _NAMES and not table.vocabulary.find(TABLES[dimension], cell.text).id:
        work.months = label.months or work.months
        beside = {"period": label.periods, "industry": label.industries}
        return _take_beside(table, row, column, cell, beside, work.given)
    return True


def _with_basis(read: RowRead, basis: Label) -> RowRead:
    """The row with what the words for it say of its figures: 累计 or 当月, 绝对值 or 增速; the indicator's say more."""
    special = [one for one in (read.measure, *basis.measures) if one and one is not Measure.VALUE]
    is_cumulative = read.label.is_cumulative or basis.is_cumulative
    return replace(
        read,
        label=replace(read.label, is_cumulative=is_cumulative),
        measure=next(iter(special), read.measure),
        basis=basis.text.strip() or "—",
        is_stated=is_cumulative or Measure.MONTH in basis.measures,
    )


def _takes(table: Table, row: int, column: int, cell: RawCell, found: str, given: dict[str, str]) -> bool:
    """Take what a label stands for; of two of one dimension (年份 and 月份, 辖市区 and 园区) the one inside the other.

    False where neither is, which is told.
    """
    dimension = table.columns.labels[column]
    before = given.setdefault(dimension, found)
    if before == found or _is_inside(table, dimension, found, before):
        given[dimension] = found
        return True
    if _is_inside(table, dimension, before, found):
        return True
    _unknown(table, row, column, cell, dimension)
    return False


def _is_inside(table: Table, dimension: str, inner: str, outer: str) -> bool:
    if dimension == "period":
        return Period.parse(outer).contains(Period.parse(inner))
    return dimension == "region" and table.vocabulary.is_below(inner, outer)


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
    months = months_of(table, column, cell, label)
    if not text and months:
        text = table.of_year(table.titles.ids("period", table.vocabulary), months)
    if not text:
        table.asking.say("time-unknown", table.place(row, column), cell.text[:40])
    heads = [table.block.grid.text(above, column) for above in table.block.heads]
    is_since = label.is_cumulative or any(label_of(head, table.lexicon).is_cumulative for head in heads)
    return times.since_january(text) if text and is_since else text


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
    region = table.whole_of(cell.text, table.place(row, column))
    if not region:
        return ""
    is_part = any(word in label.text for word in (*PARTIAL_TOTALS, *OF_SOME))
    if label.scope or table.takes_away or is_part:
        return _asked(table, row, column, cell, replace(label, regions=(region,)))
    name = table.title_of("region", region)
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
        table.asking.say("read-as", table.place(row, column), cell.text[:40], read=table.title_of(dimension, found.id))


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
