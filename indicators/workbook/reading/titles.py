"""What the lines above a table and the name of its sheet tell: the indicator, the region or the period of all of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from indicators.model import Text
from indicators.problems import Place, Problem, problem
from indicators.tables.columns import INDICATORS, OBSERVATIONS, REGIONS
from indicators.workbook.reading.cells import CellRead, Context, read
from indicators.workbook.reading.grid import CellType, Grid, RawCell, letter
from indicators.workbook.reading.heads import Heads, split_unit
from indicators.workbook.reading.names import Vocabulary
from indicators.workbook.reading.times import times_in

_WHAT: Mapping[str, Text] = {
    "indicator": Text("指标", "indicator"),
    "region": Text("区域", "region"),
    "period": Text("时期", "period"),
}


@dataclass(frozen=True, slots=True)
class Told:
    """What holds for every row of a table: the text of each column that the table itself does not have."""

    given: Mapping[str, str]


def text_above(grid: Grid, row: int) -> str:
    """Return the words above a row, and the title of the sheet, one a line."""
    lines = [cell.text for above in grid.rows() if above < row for cell in grid.row(above).values()]
    return "\n".join([*lines, grid.title])


def told_by(grid: Grid, heads: Heads, vocabulary: Vocabulary, city: str) -> tuple[Told | None, list[Problem]]:
    """Return what the title of a table of figures tells where a column is missing; None where something is not told."""
    if heads.sheet.table is not OBSERVATIONS:
        return Told({}), []
    if "id" in heads.columns:
        return Told({}), []
    place = Place(grid.title, heads.row, "", {"": letter(1)})
    return told_for([name for name in _WHAT if name not in heads.columns], grid, heads.row, vocabulary, city, place)


def told_for(
    missing: list[str], grid: Grid, row: int, vocabulary: Vocabulary, city: str, place: Place
) -> tuple[Told | None, list[Problem]]:
    """Return what the words above a row tell of the missing names; the city stands in for a missing region."""
    above = text_above(grid, row)
    given: dict[str, str] = {}
    problems: list[Problem] = []
    for name in missing:
        found = _named(name, above, vocabulary)
        if name == "region" and not found:
            found = [city]
        if len(found) != 1:
            problems.append(problem("table-lacks", place, "", what=_WHAT[name]))
            continue
        given[name] = found[0]
        told = vocabulary.books[f"{name}s"].titles[found[0]] if name != "period" else found[0]
        problems.append(problem("taken-from-title", place, above[:40].replace("\n", " "), what=_WHAT[name], read=told))
    if any(one.is_error for one in problems):
        return None, problems
    return Told(given), problems


def _named(name: str, above: str, vocabulary: Vocabulary) -> list[str]:
    if name == "period":
        return list(dict.fromkeys(times_in(above)))
    table = {"indicator": INDICATORS.name, "region": REGIONS.name}[name]
    return vocabulary.books[table].within(above)[:1] if name == "indicator" else vocabulary.books[table].within(above)


def unit_of(text: str, vocabulary: Vocabulary) -> str:
    """Return the unit that stands in brackets behind the name of an indicator; brackets of the name itself are none."""
    words, unit = split_unit(text)
    own = vocabulary.find(INDICATORS.name, text).id
    return unit if unit and not own and vocabulary.find(INDICATORS.name, words).id else ""


def indicator_of(cell: RawCell, place: Place, context: Context) -> CellRead:
    """Return the indicator that a cell names; its unit may stand behind it in brackets."""
    column = OBSERVATIONS.column("indicator")
    whole = context.vocabulary.find(INDICATORS.name, cell.text)
    words, unit = split_unit(cell.text)
    if whole.id or not unit:
        return read(column, cell, place, context)
    return read(column, RawCell(CellType.TEXT, words), place, context)
