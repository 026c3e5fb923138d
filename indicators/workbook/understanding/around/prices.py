"""At which prices the figures of a table are, as labels, notes and titles say, and whether their indicator is too."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from indicators.model import Text
from indicators.problems import Place
from indicators.workbook.lexicon.labels import Label
from indicators.workbook.lexicon.prices import Prices
from indicators.workbook.lexicon.words import Measure
from indicators.workbook.understanding.around.notes import clauses_of
from indicators.workbook.understanding.table import LEAVE, Table

_READ = ("read", Text("正是这个指标的口径，读入", "that is how the indicator is counted"))
_CALLED = {
    Prices.CONSTANT: Text("不变价（可比价）", "constant prices"),
    Prices.CURRENT: Text("当年价（现价）", "current prices"),
}


class Priced:
    """What a table says of the prices of its figures."""

    def __init__(self, table: Table) -> None:
        """Look at the notes and the titles of a table."""
        self._table = table
        self._notes = [clause.label for clause in clauses_of(table.block, table.lexicon)]
        self._titles = [line.label for line in reversed(table.titles.lines)]

    def fits(self, indicator: str, labels: Sequence[Label], place: Place) -> bool:
        """Return whether a figure is at the prices of its indicator; where it is at others, what it is is asked."""
        vocabulary = self._table.vocabulary
        is_growth = vocabulary.kind_of(indicator) == "growth"
        if not is_growth and not vocabulary.is_money(indicator):
            return True
        own = vocabulary.prices_of(indicator) or ("" if is_growth else Prices.CURRENT)
        notes = [one for one in self._notes if not one.indicators or indicator in one.indicators]
        around = () if is_growth else (*notes, *self._titles)
        stated = next(iter(_stated((*labels, *around), is_growth=is_growth)), "")
        if not stated or not own or stated == own:
            return True
        choices, scope = (_READ, LEAVE), (self._table.layout, indicator, stated)
        words = {"prices": _CALLED[Prices(stated)], "own": _CALLED[Prices(own)]}
        return self._table.asking.ask("ask-prices", place, "", choices, scope, **words) == _READ[0]


def _stated(labels: Iterable[Label], *, is_growth: bool) -> Iterator[str]:
    """The prices that labels say, the nearest first; what a text says beside a growth is said of the growth."""
    return (label.prices[0] for label in labels if len(label.prices) == 1 and (is_growth or not _is_of_growth(label)))


def _is_of_growth(label: Label) -> bool:
    return Measure.GROWTH in label.measures
