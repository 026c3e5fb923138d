"""The figures of one table, each with what its row, its column and the titles say of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from indicators.model import Text
from indicators.periods import Period
from indicators.problems import Place
from indicators.tables.columns import OBSERVATIONS
from indicators.workbook.draft import Entry
from indicators.workbook.lexicon.labels import Label, label_of
from indicators.workbook.lexicon.settled import without_status
from indicators.workbook.lexicon.words import Measure
from indicators.workbook.reading import times
from indicators.workbook.reading.cells import CellRead, Context, read_value
from indicators.workbook.reading.grid import CellType, Position, RawCell, letter
from indicators.workbook.reading.numbers import is_absence, is_percent, signed
from indicators.workbook.understanding.around.comments import Comments
from indicators.workbook.understanding.around.measures import meant, measure_of, measured, of_month
from indicators.workbook.understanding.around.months import of_basis, of_title, part_or_whole, periods_of
from indicators.workbook.understanding.around.narrowing import Narrowed
from indicators.workbook.understanding.around.prices import Priced
from indicators.workbook.understanding.around.settled import Settled
from indicators.workbook.understanding.blocks import is_note
from indicators.workbook.understanding.goals import NO_GROWTH, NO_NUMBER, due_of, goal_of, leave_out, wording_of
from indicators.workbook.understanding.plans import SAYS_WHERE, Plan, plans_of
from indicators.workbook.understanding.rows import (
    RowRead,
    is_of_something_else,
    read_row,
    remarks_of,
)
from indicators.workbook.understanding.shown import columns_read
from indicators.workbook.understanding.table import LEAVE, Table
from indicators.workbook.understanding.totals import lists_all, sums
from indicators.workbook.understanding.units import ask_fractions, note_percent, stated_unit

_OF_WHOLE = ("read", Text("是整个城市的数", "a figure of the whole"))


@dataclass
class _Work:
    """A table that is being read: its columns, and per column and indicator the fractions that may be shares.

    `is_whole` says that it lists every part of the region that it is about.
    """

    table: Table
    plans: Mapping[int, Plan]
    sums: Mapping[int, Decimal]
    is_whole: bool
    settled: Settled
    priced: Priced
    comments: Comments
    narrowed: Narrowed
    percents: dict[str, list[int]]


def read_figures(table: Table) -> tuple[Entry, ...]:
    """Return the entries of a table, one a figure; what is wrong or open is told to `table.asking`."""
    first = Place(table.block.grid.title, table.block.body[0], "first", {"first": letter(1)})
    if not table.block.heads:
        table.asking.say("sheet-not-understood", first, table.block.grid.title)
        return ()
    if not table.columns.figures:
        return ()
    plans = plans_of(table)
    if not plans and not any(one.is_error or one.kind == "measure-left-out" for one in table.asking.problems):
        table.asking.say("sheet-not-understood", first, table.block.grid.title)
    if not plans:
        table.read = tuple(columns_read(table, plans))
        return ()
    said = (Settled(table), Priced(table), Comments(table), Narrowed(table))
    work = _Work(table, plans, sums(table, plans), lists_all(table), *said, {})
    _tell_merged(table)
    for row in table.block.body:
        _read_row(work, row)
    ask_fractions(table, work.percents)
    table.read = tuple(columns_read(table, plans))
    return tuple(table.entries)


def _read_row(work: _Work, row: int) -> None:
    table = work.table
    cells = table.block.grid.row(row)
    figures = {column: cells[column] for column in work.plans if column in cells and cells[column].text.strip()}
    texts = [cell.text for cell in cells.values() if cell.text.strip()]
    if not texts or _is_head_again(table, row):
        return
    labelled = not table.columns.labels or any(
        table.block.grid.text(row, column).strip() for column in table.columns.labels
    )
    if not figures or not (labelled or any(map(_is_said, figures.values()))):
        _take_section(table, texts)
        return
    read = None if is_of_something_else(table, row) else read_row(table, row)
    if read is None or table.is_divided(row):
        return
    for column, cell in figures.items():
        _read_figure(work, row, column, cell, read)


def _is_said(cell: RawCell) -> bool:
    return cell.type is not CellType.TEXT or is_absence(cell.text) or any(one.isdigit() for one in cell.text)


def _is_head_again(table: Table, row: int) -> bool:
    cells = table.block.grid.row(row)
    for head in table.block.heads:
        above = table.block.grid.row(head)
        if all(column in above and above[column].text == cell.text for column, cell in cells.items()):
            return True
    return False


def _take_section(table: Table, texts: list[str]) -> None:
    """A row of words alone over the rows of a part of the table: what it names holds for them."""
    if len(texts) != 1 or is_note(texts[0]):
        return
    label = label_of(texts[0], table.lexicon)
    listed = set(table.columns.labels.values())
    if "indicator" in listed and (label.indicators or label.rest) and not label.regions:
        table.before, table.heading = "", label.text  # 增速 below it is not that of the row above it
    names = [name for name in ("indicator", "period", "region") if label.of(name) and name not in listed]
    if names:
        table.section = label
    elif (label.statuses or label.measures or label.units) and not label.rest:
        units = label.units or (() if label.measures else table.section.units)
        table.section = replace(
            table.section,
            statuses=label.statuses,
            measures=label.measures or table.section.measures,
            units=units,
            is_cumulative=label.is_cumulative,
        )
    elif label.rest and "indicator" not in listed and not label.regions:
        table.section = Label(text=texts[0], rest=label.rest)


def _read_figure(work: _Work, row: int, column: int, cell: RawCell, read: RowRead) -> None:
    table, plan = work.table, work.plans[column]
    place = table.place(row, column)
    own = read.measure or next(iter(table.section.measures), None)
    is_goal = Measure.GOAL in {plan.measure, own}
    key = _key(table, place, read, plan, is_goal=is_goal)
    measure = measure_of(plan, own, is_goal=is_goal)
    if key is not None and measure in {Measure.EITHER, Measure.MONTH}:
        measure = meant(table, place, key, cell, read) if measure is Measure.EITHER else of_month(key["period"])
    if key is None or measure is None:
        return
    indicator = measured(table, key["indicator"], measure, place, cell)
    is_total = read.is_total or (plan.label.is_total and not read.given.get("region"))
    base = key["indicator"] if measure is Measure.GROWTH else indicator
    if not indicator or (is_total and not _is_total_read(work, place, column, indicator, base)):
        return
    key["indicator"] = indicator
    labels = (*work.comments.of(row, column), *read.labels, plan.label.of_itself, table.section.of_itself)
    remarks = remarks_of(table, row)
    if not (work.priced.fits(indicator, labels, place) and work.narrowed.fits(key, cell, labels, remarks, place)):
        return
    if is_goal:
        _take_goal(work, (row, column), cell, key, read)
        return
    cell, status = without_status(cell)
    status = status or work.settled.status_of(key, cell, labels)
    if not is_period_sound(table, key["period"], status, place):
        return
    if table.vocabulary.kind_of(indicator) == "growth":
        cell = signed(cell)
    _take_value(work, (row, column), cell, {**key, "status": status}, read)


def _key(table: Table, place: Place, read: RowRead, plan: Plan, *, is_goal: bool) -> dict[str, str] | None:
    """What tells a figure apart: from its row or its column, else from the section, else from the titles."""
    given: dict[str, str] = {"industry": "all"}
    for dimension in ("indicator", "region", "period", "industry"):
        found = {*plan.label.of(dimension), *filter(None, [read.given.get(dimension, "")])}
        if dimension == "period":
            found = periods_of(table, plan.label, read)
        if len(found) > 1:
            titles = [table.title_of(dimension, one) for one in sorted(found)]
            names = Text("、".join(one.zh for one in titles), ", ".join(one.en or one.zh for one in titles))
            table.asking.say("axes-differ", place, names=names)
            return None
        if not found and dimension == "industry" and not _is_of_industry(table):
            continue
        if not found and table.section.rest and dimension == "indicator":
            table.asking.say("section-unknown", place, table.section.text[:40])
            return None
        section = table.section.of(dimension)
        text = next(iter(found), "") or (section[0] if len(section) == 1 else "") or table.from_titles(dimension)
        if not text:
            return None
        if dimension == "period" and not is_goal:  # a goal is due when it says, whatever months the titles report
            text = _period_of(table, place, text, is_stated=bool(found), labels=(plan.label, read.label, table.section))
            text = of_basis(table, place, text, read)
            if not text:
                return None
        given[dimension] = text
    return given


def _period_of(table: Table, place: Place, text: str, *, is_stated: bool, labels: Sequence[Label]) -> str:
    """The period of a figure: what its row or column states, or else the titles; since January where they say."""
    text = part_or_whole(table, place, text) if is_stated else text
    if not text or (is_stated and not table.is_headed(text)):
        return ""
    if any(label.is_cumulative for label in labels):
        return times.since_january(text)
    return of_title(table, place, text) if is_stated else text


def _is_of_industry(table: Table) -> bool:
    """Whether a heading or a title names an industry, and nothing lists industries: then the table is of that one."""
    if "industry" in table.columns.labels.values() or any(one.industries for one in table.columns.figures.values()):
        return False
    return bool(table.section.industries or table.titles.ids("industry", table.vocabulary))


def _is_total_read(work: _Work, place: Place, column: int, read_as: str, indicator: str) -> bool:
    """Whether the total of a table is a figure of the whole: a sum of shares is none, and is left out and told."""
    table = work.table
    row, cell = place.row, table.block.grid.row(place.row)[column]
    is_relative = table.vocabulary.kind_of(read_as) in {"ratio", "growth", "rank"}
    if is_relative and _is_sum(work, cell, column):
        table.asking.say("total-left-out", place, cell.text[:40])
        return False
    if not is_relative and not work.is_whole and _is_sum(work, cell, column):
        scope = (table.layout, indicator, "sum")
        return table.asking.ask("ask-sum", place, cell.text[:40], (_OF_WHOLE, LEAVE), scope) == "read"
    texts = [table.block.grid.text(row, at) for at in table.columns.labels]
    if table.vocabulary.adds_up(indicator) or any(map(SAYS_WHERE.search, texts)):
        return True
    return table.asking.ask("ask-total", place, cell.text[:40], (_OF_WHOLE, LEAVE), (table.layout, indicator)) == "read"


def _is_sum(work: _Work, cell: RawCell, column: int) -> bool:
    """Whether a number is no more than the sum of what the table lists."""
    return cell.type is CellType.NUMBER and Decimal(cell.text) == work.sums.get(column)


def is_period_sound(table: Table, period: str, status: str, place: Place) -> bool:
    """Return whether a period may have figures; one beyond next year has goals and forecasts."""
    year = int(table.vocabulary.facts["year"])
    if Period.parse(period).year <= year + 1 or status in {"estimate", "forecast"}:
        return True
    choices = (("goal", Text("是目标，不作实绩读入", "a goal")), ("figure", Text("确是该期的数", "a figure")), LEAVE)
    return table.asking.ask("ask-future", place, period, choices, (table.layout, period), period=period) == "figure"


def _take_goal(work: _Work, at: Position, cell: RawCell, key: dict[str, str], read: RowRead) -> None:
    """A figure that is a goal goes to the table of goals, never among the figures; words without a number are said."""
    table, label = work.table, work.plans[at[1]].label
    wording = wording_of(cell, label)
    if is_absence(cell.text):
        return
    if wording.is_growth and table.vocabulary.kind_of(key["indicator"]) != "growth":
        key["indicator"] = table.vocabulary.growth_of(key["indicator"])
    due = due_of(table, label, key["period"], at[1], is_of_row="period" in read.given)
    if not due or not key["indicator"]:
        if due:
            leave_out(table, at, NO_GROWTH)
        return
    found = _number(work, at, wording.cell, key["indicator"], read)
    if found is None:
        return
    if any(problem.is_error for problem in found.problems) or not found.text:
        leave_out(table, at, NO_NUMBER)
        return
    table.asking.problems += found.problems
    entry = goal_of(table, {**key, "period": due}, found, wording, at)
    if entry is not None:
        note_percent(table, work.percents, key["indicator"], cell, found)
        table.entries.append(entry)


def _take_value(work: _Work, at: Position, cell: RawCell, key: dict[str, str], read: RowRead) -> None:
    table = work.table
    found = _number(work, at, cell, key["indicator"], read)
    if found is None:
        return
    table.asking.problems += found.problems
    if any(problem.is_error for problem in found.problems):
        return
    place = _of_observation(table, at)
    more = (("absence", found.absence), ("qualifier", found.qualifier), ("status", key["status"]))
    given = {**key, "value": found.text, **{name: text for name, text in more if text}}
    if not key["status"]:
        del given["status"]
    note_percent(table, work.percents, key["indicator"], cell, found)
    table.entries.append(Entry(OBSERVATIONS.name, given, place, {"value": cell.text}))


def _of_observation(table: Table, at: Position) -> Place:
    return Place(table.block.grid.title, at[0], "value", dict.fromkeys((*OBSERVATIONS.names, "unit"), letter(at[1])))


def _number(work: _Work, at: Position, cell: RawCell, indicator: str, read: RowRead) -> CellRead | None:
    """What a cell says in the unit of its indicator; None where its unit is asked."""
    table, plan = work.table, work.plans[at[1]]
    place = _of_observation(table, at)
    beside = table.spread.get((at[0], table.columns.units)) if table.columns.units else None
    own = table.lexicon.stated_units(beside.text) if beside else ()
    levels = [own, read.label.units, plan.label.units, table.section.units, table.titles.units]
    unit = table.vocabulary.units.get(indicator, "")
    is_growth = table.vocabulary.kind_of(indicator) == "growth"
    if is_growth or (plan.measure is Measure.GOAL and is_percent(unit)):
        # the unit of the amount is not that of its growth
        nearest = read.label.units if is_growth and plan.measure is Measure.VALUE else plan.label.units
        levels = [nearest, *(tuple(filter(is_percent, level)) for level in levels)]
    stated = stated_unit(levels, indicator, table, place)
    return None if stated.is_open else read_value(cell, place, Context(table.vocabulary, unit, stated.stated))


def _tell_merged(table: Table) -> None:
    """A figure that is merged over several rows or columns is of all of them together, and of none alone."""
    body = set(table.block.body)
    for top, left, bottom, right in table.block.grid.merges:
        is_figure = top in body and left in table.columns.figures and (top, left) in table.block.grid.cells
        if is_figure and (bottom > top or right > left):
            table.asking.say("merged-figure", table.place(top, left), table.block.grid.text(top, left))
