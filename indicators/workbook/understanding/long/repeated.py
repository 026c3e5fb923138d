"""Rows that say nothing new: the same names and times as rows that were read, beside another number.

A sheet of a province has a hundred thousand rows and a few hundred names. What a name says is found out once, with
all that stands around it; a row of which every name is known so is the names and its number, and nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from indicators.problems import Place
from indicators.tables.columns import OBSERVATIONS
from indicators.workbook.draft import Entry
from indicators.workbook.lexicon.labels import Label, label_of
from indicators.workbook.reading.cells import Context, read_value
from indicators.workbook.reading.grid import CellType, Grid, RawCell, letter
from indicators.workbook.reading.heads import Heads
from indicators.workbook.understanding.table import TABLES, Table

_NUMBER = "value"
_NAMES = frozenset({"indicator", "region", "industry", "period"})
_BLANK = RawCell(CellType.TEXT, "")
Said = dict[RawCell, str]
"""What a cell was found to say, as it would stand in the tables."""


@dataclass
class Repeated:
    """What the names, times and units of a sheet were found to say so far."""

    table: Table
    heads: Heads
    _said: dict[str, Said] = field(default_factory=dict)
    _contexts: dict[tuple[RawCell, RawCell], Context] = field(default_factory=dict)
    _beside: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Note the columns of the sheet."""
        self._letters = {name: letter(column) for name, column in self.heads.columns.items()}
        self._names = tuple((name, at) for name, at in self.heads.columns.items() if name != _NUMBER)
        self._width = len(self.heads.columns) + bool(self.heads.unit_column)

    def entry(self, row: int) -> Entry | None:
        """Return what a row says, where all but its number was met before; None where something is new to it."""
        line = self._grid.row(row)
        number = line.get(self.heads.columns[_NUMBER])
        if number is None or number.type is not CellType.NUMBER or len(line) > self._width:
            return None
        given = dict(self._beside)
        known = 1
        for name, at in self._names:
            cell = line.get(at, _BLANK)
            said = self._said[name].get(cell) if name in self._said else None
            if said is None:
                return None
            known += cell is not _BLANK
            given[name] = said
        unit, indicator = self._unit(line), self._indicator(line)
        context = self._contexts.get((indicator, unit))
        if context is None or known + (unit is not _BLANK) != len(line):
            return None
        place = Place(self._grid.title, row, "", self._letters)
        found = read_value(number, place.at(_NUMBER), context)
        if found.problems or found.absence or found.qualifier or not found.text:
            return None
        given[_NUMBER] = found.text
        texts = {name: line[at].text if at in line else "" for name, at in self.heads.columns.items()}
        return Entry(OBSERVATIONS.name, given, place, texts)

    def learn(self, row: int, found: Sequence[Entry], context: Context) -> None:
        """Remember what the cells of a row say that was read without a problem; `context` is that of its number."""
        if len(found) != 1:
            return
        line, given = self._grid.row(row), found[0].given
        names = {name for name, _ in self._names}
        beside = {name: text for name, text in given.items() if name not in {*names, _NUMBER}}
        if self._said and beside != self._beside:
            return
        cells = {name: line.get(at, _BLANK) for name, at in self._names}
        others = line.keys() - self.heads.columns.values() - {self.heads.unit_column}
        if others or not all(self._is_plain(name, cell) for name, cell in cells.items()):
            return
        self._beside = beside
        for name, cell in cells.items():
            self._said.setdefault(name, {})[cell] = given[name]
        self._contexts[self._indicator(line), self._unit(line)] = context

    @property
    def _grid(self) -> Grid:
        return self.table.block.grid

    def _indicator(self, line: Mapping[int, RawCell]) -> RawCell:
        return line.get(self.heads.columns.get("indicator", 0), _BLANK)

    def _unit(self, line: Mapping[int, RawCell]) -> RawCell:
        return line.get(self.heads.unit_column, _BLANK) if self.heads.unit_column else _BLANK

    def _is_plain(self, name: str, cell: RawCell) -> bool:
        """Whether a cell says its own name and nothing of the others of its row."""
        if cell.is_struck:
            return False
        if cell is _BLANK or (name == "period" and cell.type is not CellType.TEXT):
            return True
        if name in TABLES and self.table.vocabulary.find(TABLES[name], cell.text).id == cell.text:
            return True
        label = label_of(cell.text, self.table.lexicon)
        return label == Label(text=label.text, **{f: getattr(label, f) for f in _OWN[name]}) and bool(label.of(name))


_OWN: Mapping[str, tuple[str, ...]] = {
    "indicator": ("indicators", "units"),
    "region": ("regions",),
    "industry": ("industries",),
    "period": ("periods",),
}


def repeated(table: Table, heads: Heads) -> Repeated | None:
    """Return what is known of the rows of a sheet, nothing yet; None where what a row says hangs on more than itself.

    Notes and comments speak of some of the figures, merged cells go over several rows, and a goal or a figure with a
    number of its own is more than its names.
    """
    grid = table.block.grid
    is_alone = not (table.block.notes or grid.comments or grid.merges or table.columns.dividing)
    columns = set(heads.columns)
    fits = heads.sheet.table is OBSERVATIONS and _NUMBER in columns and columns <= {*_NAMES, _NUMBER}
    return Repeated(table, heads) if is_alone and fits else None
