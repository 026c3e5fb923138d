"""Sheets that hold one fact a row: each row becomes an entry with the columns that the sheet has."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from indicators.problems import Place, Problem, problem
from indicators.tables.columns import INDICATORS, OBSERVATIONS, REGIONS, TARGETS
from indicators.tables.description import Type
from indicators.workbook.draft import Entry
from indicators.workbook.lexicon.labels import Label, label_of
from indicators.workbook.lexicon.pieces import Lexicon
from indicators.workbook.lexicon.prices import may_say_prices
from indicators.workbook.lexicon.settled import may_say_status, without_status
from indicators.workbook.lexicon.words import Measure
from indicators.workbook.reading.cells import CellRead, Context, read, read_value
from indicators.workbook.reading.grid import CellType, Grid, RawCell, letter
from indicators.workbook.reading.heads import Heads
from indicators.workbook.reading.names import tidy
from indicators.workbook.understanding.around.comments import Comments
from indicators.workbook.understanding.around.measures import MEASURES
from indicators.workbook.understanding.around.months import of_title, part_or_whole
from indicators.workbook.understanding.around.narrowing import Narrowed
from indicators.workbook.understanding.around.prices import Priced
from indicators.workbook.understanding.around.settled import Settled
from indicators.workbook.understanding.around.titles import titles_of
from indicators.workbook.understanding.asking import Asking
from indicators.workbook.understanding.blocks import Block, is_note
from indicators.workbook.understanding.columns import Columns
from indicators.workbook.understanding.figures import is_period_sound
from indicators.workbook.understanding.long.repeated import Repeated, repeated
from indicators.workbook.understanding.rows import READERS
from indicators.workbook.understanding.table import LEAVE, Table
from indicators.workbook.understanding.units import stated_unit

_BLANK = RawCell(CellType.TEXT, "")
_NUMBERS: Mapping[str, str] = {OBSERVATIONS.name: "value", TARGETS.name: "amount"}
_KEYS = ("indicator", "region", "industry", "period", "due", "plan", "comparator", "id")
_SHOWN = 40
_AXES = ("indicator", "region", "period")
_NAMED: Mapping[str, str] = {"indicator": INDICATORS.name, "region": REGIONS.name}


@dataclass(frozen=True, slots=True)
class _Rows:
    """One table of a sheet: its grid, its head, what is understood of it, and what its titles say for every row."""

    grid: Grid
    spread: Grid
    heads: Heads
    table: Table
    given: Mapping[str, str]
    settled: Settled
    priced: Priced
    comments: Comments
    narrowed: Narrowed


def read_long(grid: Grid, heads: Heads, lexicon: Lexicon, asking: Asking) -> list[Entry]:
    """Return the entries of a sheet below its head; what is wrong or open is told to `asking`."""
    asking.problems += heads.problems
    spread = grid.spread()
    above = tuple(row for row in grid.rows() if row < heads.row)
    below = tuple(row for row in grid.rows() if row > heads.row)
    notes = tuple(row for row in below if is_note(_first(grid, row)) or len(grid.row(row)) == 1)
    block = Block(grid, above, (heads.row,), below, notes)
    columns = Columns({}, 0, {}, {}, dividing=_dividing(grid, heads, lexicon))
    table = Table(block, spread.cells, lexicon, asking, columns, titles_of(block, lexicon, dict.fromkeys(_all(grid))))
    given = _of_titles(table, heads)
    if given is None or not _is_read(table, heads):
        return []
    asking.problems += _merged(grid, heads)
    rows = _Rows(grid, spread, heads, table, given, Settled(table), Priced(table), Comments(table), Narrowed(table))
    known = repeated(table, heads)
    entries: list[Entry] = []
    for row in below:
        entry = known.entry(row) if known and not asking.has_asked else None
        if entry is not None:
            entries.append(entry)
        elif not _is_passed_over(rows, row):
            entries += _read_anew(rows, row, known)
    return entries


def _read_anew(rows: _Rows, row: int, known: Repeated | None) -> list[Entry]:
    """What a row says; where nothing about it was told or asked, the rows that repeat it need not be read so."""
    problems = rows.table.asking.problems
    before = len(problems)
    found = list(_read_row(rows, row))
    if known and found and len(problems) == before and not rows.table.asking.has_asked:
        context = _context_of(rows, found[0].place.at("value"), found[0].given)
        if context is not None:
            known.learn(row, found, context)
    return found


def _dividing(grid: Grid, heads: Heads, lexicon: Lexicon) -> dict[int, Label]:
    """The columns before the values of which nobody knows what they list, also without a head; none of a template."""
    if heads.sheet.table is not OBSERVATIONS or "id" in heads.columns:
        return {}
    unknown = {one.found for one in heads.problems if one.kind == "head-unknown"}
    texts = {column: grid.text(heads.row, column) for column in range(1, heads.columns["value"])}
    labels = {column: label_of(text, lexicon) for column, text in texts.items() if not text or text[:_SHOWN] in unknown}
    return {column: label for column, label in labels.items() if label.rest or not label.text}


def _all(grid: Grid) -> range:
    return range(grid.last_column + 1)


def _of_titles(table: Table, heads: Heads) -> dict[str, str] | None:
    """What the titles say where a column is missing; None where something is not said."""
    if heads.sheet.table is not OBSERVATIONS or "id" in heads.columns:
        return {}
    given = {name: table.from_titles(name) for name in _AXES if name not in heads.columns}
    if not all(given.values()):
        return None
    return given


def _is_read(table: Table, heads: Heads) -> bool:
    """Whether the figures of a sheet are what happened: its titles may say that they are goals, or something else."""
    if heads.sheet.table is not OBSERVATIONS or "id" in heads.columns:
        return True
    column = heads.columns["value"]
    place = table.place(heads.row, column)
    if column in table.block.grid.hidden_columns:
        choices = (("read", MEASURES[Measure.VALUE]), LEAVE)
        if table.asking.ask("ask-hidden", place, "", choices, (table.layout, "hidden")) != "read":
            return False
    special = [one for one in table.titles.measures if one is not Measure.VALUE]
    if not special:
        return True
    listed = [(one.value, MEASURES[one]) for one in (Measure.VALUE, *special)]
    scope = (table.layout, table.titles.text)
    answer = table.asking.ask("ask-column", place, table.titles.text[:40], [*listed, LEAVE], scope)
    return answer == Measure.VALUE.value


def _merged(grid: Grid, heads: Heads) -> Iterator[Problem]:
    """A merged range below the head hides values; a figure that is merged is of several rows together."""
    value = heads.columns.get(_NUMBERS.get(heads.sheet.table.name, ""), 0)
    for top, left, bottom, right in grid.merges:
        if top > heads.row and (top, left) in grid.cells and (bottom > top or right > left):
            if is_note(grid.text(top, left)):
                continue
            kind = "merged-figure" if left == value else "merged"
            yield problem(kind, Place(grid.title, top, "merged", {"merged": letter(left)}), grid.text(top, left))


def _first(grid: Grid, row: int) -> str:
    return next((cell.text for cell in grid.row(row).values() if cell.text.strip()), "")


def _is_passed_over(rows: _Rows, row: int) -> bool:
    """Whether a row is blank, a footnote, the head once more, or without anything to say."""
    grid, columns = rows.grid, rows.heads.columns
    first = _first(grid, row)
    if not first:
        return True
    number = columns.get(_NUMBERS.get(rows.heads.sheet.table.name, ""), 0)
    if is_note(first) and not grid.text(row, number).strip():
        return True
    named = [column for name, column in columns.items() if name in {*_KEYS, *_NUMBERS.values(), "absence"}]
    if not any(grid.text(row, column).strip() for column in named):
        return True
    return all(tidy(grid.text(row, column)) == tidy(grid.text(rows.heads.row, column)) for column in named)


def _read_row(rows: _Rows, row: int) -> Iterator[Entry]:
    sheet, columns = rows.heads.sheet, rows.heads.columns
    place = Place(rows.grid.title, row, "", {name: letter(column) for name, column in columns.items()})
    given: dict[str, str] = dict(rows.given)
    texts = {name: rows.grid.text(row, column) for name, column in columns.items()}
    problems: list[Problem] = []
    for name in _in_reading_order(rows):
        found = _read_cell(rows, row, name, place.at(name), given)
        problems += found.problems
        given[name] = found.text
        if found.absence:
            given["absence"] = found.absence
        if found.qualifier and "qualifier" not in columns:
            given["qualifier"] = found.qualifier
    if "industry" in given and not given["industry"]:
        given["industry"] = "all"
    if not given.get("id"):
        given.pop("id", None)
    if sheet.table is OBSERVATIONS and given.get("period") and not given.get("id") and not given.get("status"):
        given |= {"status": status} if (status := _status(rows, row, given)) else {}
    problems += _lacking(rows, place, given)
    rows.table.asking.problems += problems
    if rows.table.is_divided(row):
        return
    if not any(one.is_error for one in problems) and not (
        sheet.table is OBSERVATIONS
        and (_is_open(rows, given, texts) or not _is_priced(rows, row, given) or not _is_still(rows, row, given))
    ):
        yield Entry(sheet.table.name, given, place, texts)


def _status(rows: _Rows, row: int, given: Mapping[str, str]) -> str:
    """How settled a figure is by the words of its row, of its head, of the notes and titles; empty where none say."""
    cell, status = without_status(rows.grid.cells.get((row, rows.heads.columns["value"]), _BLANK))
    return status or rows.settled.status_of(given, cell, _labels(rows, row, may_say_status))


def _labels(rows: _Rows, row: int, may_say: Callable[[str], bool]) -> list[Label]:
    """What the words of a row and of the head of its value say, of those that may say what is looked for."""
    columns, lexicon = rows.heads.columns, rows.table.lexicon
    own = [rows.grid.text(row, columns[name]) for name in _AXES if name in columns]
    own += [rows.grid.text(rows.heads.row, columns["value"])]
    beside = [rows.grid.text(row, columns[name]) for name in ("note", "quote") if name in columns]
    beside += [cell.text for at, cell in rows.grid.row(row).items() if at not in columns.values()]
    labels = list(rows.comments.of(row, columns["value"]))
    labels += [label_of(text, lexicon).of_itself for text in own if may_say(text)]
    return labels + [label_of(text, lexicon) for text in beside if may_say(text)]


def _is_priced(rows: _Rows, row: int, given: Mapping[str, str]) -> bool:
    """Whether a figure is at the prices of its indicator, or was said to be read nevertheless."""
    if given.get("id") or not given.get("value"):
        return True
    place = rows.table.place(row, rows.heads.columns["value"])
    return rows.priced.fits(given["indicator"], _labels(rows, row, may_say_prices), place)


def _is_still(rows: _Rows, row: int, given: Mapping[str, str]) -> bool:
    """Whether a figure is what its names say; where a remark or another column makes it doubtful, it is asked."""
    if given.get("id") or not given.get("value") or not all(given.get(name) for name in _AXES):
        return True
    columns = rows.heads.columns
    read = {columns[name]: name for name in columns if name != "note"}
    texts = [
        cell.text
        for at, cell in rows.grid.row(row).items()
        if cell.type is CellType.TEXT and at != rows.heads.unit_column and read.get(at, "") in {"", *_NAMED}
    ]
    cell = rows.grid.cells.get((row, columns["value"]), _BLANK)
    place = rows.table.place(row, columns["value"])
    labels = [label_of(rows.grid.text(row, columns[name]), rows.table.lexicon) for name in _AXES if name in columns]
    return rows.narrowed.fits(given, cell, labels, texts, place)


def _is_open(rows: _Rows, given: Mapping[str, str], texts: Mapping[str, str]) -> bool:
    """Whether something about a figure was asked and is not answered yet, or leaves it out."""
    if "id" in given:
        return False
    if any(not given.get(name) for name in _AXES if name in rows.heads.columns):
        return True
    return bool(texts["value"].strip()) and not given["value"] and not given.get("absence")


def _in_reading_order(rows: _Rows) -> Iterator[str]:
    """The columns of the sheet: those that the others depend on come first, and the absence before the value."""
    first = ("indicator", "absence")
    yield from (name for name in first if name in rows.heads.columns)
    yield from (name for name in rows.heads.columns if name not in first)


def _read_cell(rows: _Rows, row: int, name: str, place: Place, given: Mapping[str, str]) -> CellRead:
    column = rows.heads.sheet.table.column(name)
    grid = rows.spread if name in _KEYS else rows.grid  # 区域 is often merged over its rows
    at = rows.heads.columns[name]
    cell = grid.cells.get((row, at), _BLANK)
    is_figure = rows.heads.sheet.table is OBSERVATIONS
    vocabulary = rows.table.vocabulary
    if is_figure and name in _NAMED and cell.text.strip() and not vocabulary.find(_NAMED[name], cell.text).id:
        label = label_of(cell.text, rows.table.lexicon)
        growth = label.measures == (Measure.GROWTH,) and len(label.indicators) == 1 and not label.rest
        if growth and vocabulary.growth_of(label.indicators[0]):
            return CellRead(vocabulary.growth_of(label.indicators[0]))
        if (label.of(name) or label.is_total) and set(label.measures) <= {Measure.VALUE}:
            return CellRead(READERS[name](rows.table, row, at, cell, label))
    if is_figure and name == "period" and cell.type is CellType.TEXT and may_say_status(cell.text):
        label = label_of(cell.text, rows.table.lexicon)
        is_stated = label.statuses and len(label.periods) == 1 and not label.rest
        cell = replace(cell, text=label.periods[0]) if is_stated else cell
    if column.type is Type.NUMBER:
        return _read_number(rows, place, given, cell)
    unit = vocabulary.units.get(given.get("indicator", ""), "")
    if name == "industry" and tidy(cell.text) in {"—", "-", "–"}:
        return CellRead("all")
    found = read(column, cell, place, Context(vocabulary, unit))
    if name == "period" and found.text and is_figure and "id" not in rows.heads.columns:
        period = of_title(rows.table, place, part_or_whole(rows.table, place, found.text))
        status = given.get("status", "") or (period and _status(rows, row, {**given, "period": period}))
        is_sound = period and is_period_sound(rows.table, period, status, place)
        return replace(found, text=period if is_sound else "")
    return found


def _context_of(rows: _Rows, place: Place, given: Mapping[str, str]) -> Context | None:
    """The unit of the indicator of a row, and the one that is stated for it; None where that was asked and is open."""
    row, name = place.row, place.column
    unit = rows.table.vocabulary.units.get(given.get("indicator", ""), "")
    lexicon = rows.table.lexicon
    label = label_of(_indicator_text(rows, row), lexicon) if given.get("indicator") else Label()
    own = rows.spread.text(row, rows.heads.unit_column).strip() if rows.heads.unit_column else ""
    head = rows.heads.units.get(name, "")
    head = "" if label_of(head, lexicon).statuses else head
    levels = (
        lexicon.stated_units(own),
        label.units,
        lexicon.units_in(head) or ((head,) if head and not own else ()),
        rows.table.titles.units,
    )
    stated = stated_unit(levels, given.get("indicator", ""), rows.table, place) if unit else None
    if stated is not None and stated.is_open:
        return None
    return Context(rows.table.vocabulary, unit, stated.stated if stated else "")


def _read_number(rows: _Rows, place: Place, given: Mapping[str, str], cell: RawCell) -> CellRead:
    context = _context_of(rows, place, given)
    if context is None:
        return CellRead()
    if place.column != "value":
        return read(rows.heads.sheet.table.column(place.column), cell, place, context)
    found = read_value(without_status(cell)[0], place, context)
    if not context.unit:  # the indicator is not known, which is told; its unit cannot be wrong beside that
        found = replace(found, problems=tuple(one for one in found.problems if one.kind != "unit-differs"))
    if found.absence and given.get("absence"):
        return CellRead("", (), given["absence"])
    return found


def _indicator_text(rows: _Rows, row: int) -> str:
    column = rows.heads.columns.get("indicator", 0)
    return rows.grid.text(row, column) if column else ""


def _lacking(rows: _Rows, place: Place, given: Mapping[str, str]) -> Iterator[Problem]:
    """What a figure or a goal needs to be told apart, and the row does not say."""
    sheet = rows.heads.sheet
    if sheet.table is not OBSERVATIONS or given.get("id"):
        return
    for name in _AXES:
        if name in rows.heads.columns and not rows.spread.text(place.row, rows.heads.columns[name]).strip():
            yield problem("required", place.at(name), about=sheet.described(sheet.head(name)).about)
