"""What the lines above a table and the name of its sheet say of all of it, and what competes with that."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from indicators.periods import Period
from indicators.workbook.lexicon.labels import Label, change_in, label_of, names_place
from indicators.workbook.lexicon.pieces import Lexicon
from indicators.workbook.lexicon.words import GROWTH_OR_CHANGE, Measure
from indicators.workbook.reading.grid import letter
from indicators.workbook.reading.names import Vocabulary
from indicators.workbook.understanding.around.notes import clauses_of
from indicators.workbook.understanding.blocks import Block, texts_of

_ROWS_ABOVE = 12


@dataclass(frozen=True)
class Line:
    """One line above a table, or the name of its sheet: where it stands and what it says."""

    cell: str
    label: Label
    is_sheet: bool = False


@dataclass(frozen=True)
class Titles:
    """The lines above a table from top to bottom, the name of the sheet last."""

    lines: tuple[Line, ...]

    def ids(self, dimension: str, vocabulary: Vocabulary) -> tuple[str, ...]:
        """Return what the lines name of a dimension; of regions or periods one inside the other, the inner one."""
        found = tuple(dict.fromkeys(one for line in self.lines for one in line.label.of(dimension)))
        within: Callable[[str, str], bool] = vocabulary.is_below if dimension == "region" else _is_within
        if dimension == "indicator":
            return found
        return tuple(one for one in found if not any(other != one and within(other, one) for other in found))

    def contested(self, dimension: str) -> str:
        """Return the name of a dimension that other words of its line make another thing of; empty where none is."""
        return next((words for line in self.lines for named, words in line.label.contested if named == dimension), "")

    @property
    def strange_place(self) -> str:
        """Return words of a line that look like a place which no table knows."""
        return next((line.label.rest for line in self.lines if names_place(line.label) and not line.is_sheet), "")

    @property
    def measures(self) -> tuple[Measure, ...]:
        """Return what the lines say that the figures are; a change without a unit is a growth or one in amount."""
        found: list[Measure] = []
        for label in (line.label for line in self.lines):
            stated = change_in(label.units)
            either = (stated,) if stated else GROWTH_OR_CHANGE
            found += [one for each in label.measures for one in (either if each is Measure.EITHER else (each,))]
        return tuple(dict.fromkeys(found))

    def status_of(self, period: str) -> str:
        """Return how settled the lines say that the figures of a period are; the nearest line that says it holds."""
        said = (line.label.status_of(period) for line in reversed(self.lines))
        return next(filter(None, said), "")

    @property
    def months(self) -> tuple[int, int] | None:
        """Return the months that a line says without their year."""
        return next((line.label.months for line in self.lines if line.label.months), None)

    @property
    def is_cumulative(self) -> bool:
        """Return whether a line says that the figures are those since January."""
        return any(line.label.is_cumulative for line in self.lines)

    @property
    def units(self) -> tuple[str, ...]:
        """Return the units that the lines name."""
        return tuple(dict.fromkeys(unit for line in self.lines for unit in line.label.units))

    @property
    def text(self) -> str:
        """Return the words of the lines."""
        return " ".join(line.label.text for line in self.lines)


def titles_of(block: Block, lexicon: Lexicon, columns: Mapping[int, object]) -> Titles:
    """Return what is said of a table as a whole: above it, beside its heads over no figures, or in its notes."""
    return Titles(tuple(_lines(block, lexicon, columns)))


def _lines(block: Block, lexicon: Lexicon, columns: Mapping[int, object]) -> Iterator[Line]:
    for row, column, text in texts_of(block.grid, block.titles[-_ROWS_ABOVE:]):
        yield Line(f"{letter(column)}{row}", label_of(text, lexicon))
    for row, column, text in _beside(block, columns):
        label = label_of(text, lexicon)
        if label.units and label.says_nothing:
            yield Line(f"{letter(column)}{row}", Label(text=text, units=label.units))
    for clause in clauses_of(block, lexicon):
        row, column = clause.at
        if clause.is_understood:
            yield Line(f"{letter(column)}{row}", replace(clause.label, statuses=()))
        elif clause.label.units:
            yield Line(f"{letter(column)}{row}", Label(text=clause.text, units=clause.label.units))
    for text in block.grid.margins:  # the header and the footer of its pages
        label = label_of(text, lexicon)
        periods = () if label.rest else label.periods
        yield Line("", Label(text=text, statuses=label.statuses, units=label.units, periods=periods))
    yield Line("", label_of(block.grid.title, lexicon), is_sheet=True)


def _is_within(period: str, other: str) -> bool:
    return Period.parse(other).contains(Period.parse(period))


def _beside(block: Block, columns: Mapping[int, object]) -> Sequence[tuple[int, int, str]]:
    return [(row, column, text) for row, column, text in texts_of(block.grid, block.heads) if column not in columns]
