"""Sheets that lay a table out in two directions: regions down and years across, indicators across, and the like.

Rows and columns name what they stand for; what neither names is taken from the title. Each figure becomes an entry.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from indicators.model import Text
from indicators.problems import Place, problem
from indicators.tables.columns import INDICATORS, INDUSTRIES, OBSERVATIONS, REGIONS
from indicators.workbook.draft import Entry
from indicators.workbook.reading import titles
from indicators.workbook.reading.cells import Context, read_value
from indicators.workbook.reading.grid import CellType, Grid, RawCell, letter
from indicators.workbook.reading.heads import split_unit, unit_told_above
from indicators.workbook.reading.long import Sheetful, is_footnote
from indicators.workbook.reading.names import NameRead, Vocabulary, tidy
from indicators.workbook.reading.times import read_time

_ROWS_LOOKED_AT = 40
_FEWEST_ACROSS = 2
_DIMENSIONS = ("indicator", "region", "period")
_TABLES: Mapping[str, str] = {
    "indicator": INDICATORS.name,
    "region": REGIONS.name,
    "industry": INDUSTRIES.name,
}
_LABELS: Mapping[str, tuple[str, ...]] = {
    "indicator": ("指标", "指标名称", "项目", "统计指标"),
    "region": ("区域", "地区", "辖市区", "区县", "县区", "单位名称", "行政区"),
    "period": ("时期", "年份", "年度", "时间"),
    "industry": ("产业", "行业", "产业链"),
    "unit": ("单位", "计量单位"),
    "": ("序号", "编号", "备注", "排名", "位次"),
}
_BLANK = RawCell(CellType.TEXT, "")
_WHAT = {
    "indicator": Text("指标", "indicator"),
    "region": Text("区域", "region"),
    "industry": Text("产业", "industry"),
    "period": Text("时期", "period"),
}


@dataclass(frozen=True, slots=True)
class Label:
    """What a head or a label stands for: a dimension and its id or period, with the unit that its brackets name."""

    dimension: str
    id: str
    unit: str = ""
    alias_of: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """How a wide sheet is laid out: its head row, what each column of figures stands for, what label columns hold."""

    row: int
    across: Mapping[int, tuple[Label, ...]]
    down: Mapping[int, str]
    unit_column: int = 0


def find_layout(grid: Grid, vocabulary: Vocabulary) -> Layout | None:
    """Return how a sheet is laid out, or None where it is no table of regions, indicators and periods."""
    spread = grid.spread()
    rows = grid.rows()[:_ROWS_LOOKED_AT]
    for row, below in zip(rows, (*rows[1:], 0), strict=True):
        layout = _layout(spread, row, vocabulary)
        if layout is None:
            continue
        doubled = _layout(spread, below, vocabulary) if below == row + 1 else None
        return doubled if doubled is not None and _depth(doubled) > _depth(layout) else layout
    return None


def _depth(layout: Layout) -> int:
    return max(len(labels) for labels in layout.across.values())


def read_wide(grid: Grid, layout: Layout, vocabulary: Vocabulary, city: str) -> Sheetful:
    """Return the entries of a wide sheet, one a figure."""
    sheetful = Sheetful()
    named = {label.dimension for labels in layout.across.values() for label in labels} | set(layout.down.values())
    missing = [name for name in _DIMENSIONS if name not in named]
    place = Place(grid.title, layout.row, "", {"": letter(1)})
    told, problems = titles.told_for(missing, grid, layout.row, vocabulary, city, place)
    sheetful.problems += problems
    if told is None:
        return sheetful
    _tell_heads(grid, layout, vocabulary, sheetful)
    unit = unit_told_above(grid, layout.row) or _unit_of_title(grid, layout.row, vocabulary)
    sheet = _Sheet(grid, grid.spread(), layout, vocabulary, told.given, unit)
    for row in grid.rows():
        if row > layout.row:
            _read_row(sheet, row, sheetful)
    return sheetful


@dataclass(frozen=True, slots=True)
class _Sheet:
    grid: Grid
    spread: Grid
    layout: Layout
    vocabulary: Vocabulary
    told: Mapping[str, str]
    unit: str


def _layout(spread: Grid, row: int, vocabulary: Vocabulary) -> Layout | None:
    heads = {
        column: label for column, cell in spread.row(row).items() if (label := _label(cell, vocabulary)) is not None
    }
    counted = Counter(label.dimension for label in heads.values())
    if not counted:
        return None
    dimension, count = counted.most_common(1)[0]
    chosen = {column: label for column, label in heads.items() if label.dimension == dimension}
    first = min(chosen)
    down, unit_column = _down(spread, row, first, vocabulary)
    if not down or (count < _FEWEST_ACROSS and dimension not in {"period", "indicator"}) or dimension in down.values():
        return None
    across = {column: _upper(spread, row, column, label, vocabulary) for column, label in chosen.items()}
    return Layout(row, across, down, unit_column)


def _upper(spread: Grid, row: int, column: int, label: Label, vocabulary: Vocabulary) -> tuple[Label, ...]:
    """What a column stands for with the head above its head: an indicator over its years."""
    above = spread.cells.get((row - 1, column)) if row > 1 else None
    upper = _label(above, vocabulary) if above else None
    if upper is None or upper.dimension == label.dimension:
        return (label,)
    return upper, label


def _down(spread: Grid, row: int, first: int, vocabulary: Vocabulary) -> tuple[dict[int, str], int]:
    """The dimensions of the columns left of the figures, by their heads or by what stands in them."""
    down: dict[int, str] = {}
    unit_column = 0
    for column in range(1, first):
        head = tidy(split_unit(spread.text(row, column))[0])
        named = next((name for name, titles_ in _LABELS.items() if head in map(tidy, titles_)), None)
        if named == "unit":
            unit_column = column
        elif named is None or named:
            name = named or _held(spread, row, column, vocabulary)
            if name and name not in down.values():
                down[column] = name
    return down, unit_column


def _held(spread: Grid, row: int, column: int, vocabulary: Vocabulary) -> str:
    cells = [spread.cells[at, column] for at in spread.rows() if at > row and (at, column) in spread.cells]
    labels = [label.dimension for cell in cells if (label := _label(cell, vocabulary)) is not None]
    if not labels:
        return ""
    dimension, count = Counter(labels).most_common(1)[0]
    return dimension if count * 2 >= len(cells) else ""


def _label(cell: RawCell, vocabulary: Vocabulary) -> Label | None:
    """What a cell names, if it names anything: a period, a region, an indicator or an industry."""
    found = read_time(cell)
    if found.period:
        return Label("period", found.period)
    if cell.type is not CellType.TEXT:
        return None
    words, unit = split_unit(cell.text)
    for dimension in ("region", "indicator", "industry"):
        whole = vocabulary.find(_TABLES[dimension], cell.text)
        one: NameRead = whole if whole.id else vocabulary.find(_TABLES[dimension], words)
        if one.id:
            return Label(dimension, one.id, "" if whole.id else unit, one.name if one.is_alias else "")
    return None


def _unit_of_title(grid: Grid, row: int, vocabulary: Vocabulary) -> str:
    """The unit in the brackets of a title that names an indicator: 规上工业总产值（亿元）."""
    for above in range(1, row):
        for cell in grid.row(above).values():
            words, unit = split_unit(cell.text)
            if unit and vocabulary.books[INDICATORS.name].within(words):
                return unit
    return ""


def _tell_heads(grid: Grid, layout: Layout, vocabulary: Vocabulary, sheetful: Sheetful) -> None:
    """Tell the aliases among the heads, and heads over figures that name nothing that is known."""
    for column, labels in layout.across.items():
        for label in labels:
            if label.alias_of:
                place = Place(grid.title, layout.row, "head", {"head": letter(column)})
                sheetful.problems.append(problem("read-as", place, grid.text(layout.row, column), read=label.alias_of))
    dimension = next(iter(layout.across.values()))[-1].dimension
    first = min(layout.across)
    for column in range(first, grid.last_column + 1):
        text = grid.text(layout.row, column)
        figures = any((row, column) in grid.cells for row in grid.rows() if row > layout.row)
        if column in layout.across or not text.strip() or not figures or tidy(text) in map(tidy, _LABELS[""]):
            continue
        place = Place(grid.title, layout.row, "head", {"head": letter(column)})
        if dimension == "period":
            sheetful.problems.append(problem("head-unknown", place, text[:40]))
        else:
            near = vocabulary.nearest(_TABLES[dimension], split_unit(text)[0])
            words = {"what": _WHAT[dimension], "nearest": near}
            sheetful.problems.append(problem("name-unknown", place, text[:40], **words))


def _read_row(sheet: _Sheet, row: int, sheetful: Sheetful) -> None:
    cells = sheet.grid.row(row)
    figures = {column: cells.get(column, _BLANK) for column in sheet.layout.across}
    texts = [cell.text for cell in cells.values() if cell.text.strip()]
    has_figures = any(cell.text.strip() for cell in figures.values())
    if not texts or (is_footnote(texts[0]) and not has_figures):
        return
    given = _labels_of(sheet, row, sheetful, told=has_figures)
    if given is None:
        return
    for column, cell in figures.items():
        _read_figure(sheet, row, column, cell, given, sheetful)


def _labels_of(sheet: _Sheet, row: int, sheetful: Sheetful, *, told: bool) -> dict[str, str] | None:
    """What the labels of a row stand for; None where one is unknown, which is told where the row has figures."""
    given = dict(sheet.told)
    for column, dimension in sheet.layout.down.items():
        cell = sheet.spread.cells.get((row, column), _BLANK)
        place = Place(sheet.grid.title, row, "label", {"label": letter(column)})
        if dimension == "industry" and tidy(cell.text) in {"", "-", "—"}:
            continue
        label = _label_as(cell, dimension, sheet.vocabulary)
        if label is None:
            if told:
                is_time = dimension == "period"
                kind = "time-unknown" if is_time else "name-unknown"
                near = "" if is_time else sheet.vocabulary.nearest(_TABLES[dimension], cell.text)
                words = {"what": _WHAT[dimension], "nearest": near}
                sheetful.problems.append(problem(kind, place, cell.text[:40], **words))
            return None
        if label.alias_of and told:
            sheetful.problems.append(problem("read-as", place, cell.text[:40], read=label.alias_of))
        given[dimension] = label.id
        if label.unit:
            given["unit"] = label.unit
    return given


def _label_as(cell: RawCell, dimension: str, vocabulary: Vocabulary) -> Label | None:
    if dimension == "period":
        found = read_time(cell)
        return Label("period", found.period) if found.period else None
    words, unit = split_unit(cell.text)
    whole = vocabulary.find(_TABLES[dimension], cell.text)
    one = whole if whole.id else vocabulary.find(_TABLES[dimension], words)
    return Label(dimension, one.id, "" if whole.id else unit, one.name if one.is_alias else "") if one.id else None


def _read_figure(
    sheet: _Sheet, row: int, column: int, cell: RawCell, given: Mapping[str, str], sheetful: Sheetful
) -> None:
    labels = sheet.layout.across[column]
    figure = {"industry": "all", **given, **{label.dimension: label.id for label in labels}}
    of_row = sheet.grid.text(row, sheet.layout.unit_column) if sheet.layout.unit_column else ""
    told = figure.pop("unit", "") or next((label.unit for label in labels if label.unit), "") or of_row or sheet.unit
    names = (*OBSERVATIONS.names, "unit")
    place = Place(sheet.grid.title, row, "value", dict.fromkeys(names, letter(column)))
    unit = sheet.vocabulary.units.get(figure["indicator"], "")
    found = read_value(cell, place, Context(sheet.vocabulary, unit, told.strip()))
    sheetful.problems += found.problems
    if any(one.is_error for one in found.problems):
        return
    read: Iterator[tuple[str, str]] = (
        (name, text) for name, text in (("absence", found.absence), ("qualifier", found.qualifier)) if text
    )
    sheetful.entries.append(
        Entry(OBSERVATIONS.name, {**figure, "value": found.text, **dict(read)}, place, {"value": cell.text})
    )
