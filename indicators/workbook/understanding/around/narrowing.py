"""What stands around figures and narrows or changes what they are: in titles, headings, notes and remarks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from indicators.periods import Period
from indicators.problems import Place
from indicators.tables.columns import INDICATORS
from indicators.workbook.lexicon import english
from indicators.workbook.lexicon.labels import Label, label_of, scoped
from indicators.workbook.lexicon.senses import Sense
from indicators.workbook.lexicon.words import COMPARED, COPULA, NARROWING, SCOPES, TAKEN_AWAY, WISHES, Measure
from indicators.workbook.reading.grid import RawCell
from indicators.workbook.reading.marks import unmarked
from indicators.workbook.reading.numbers import conversion
from indicators.workbook.reading.times import since_january
from indicators.workbook.understanding.around.notes import clauses_of
from indicators.workbook.understanding.blocks import texts_of
from indicators.workbook.understanding.table import Table

_NARROWS, _WISHES = (re.compile("|".join(listed)) for listed in ((*NARROWING, *english.NARROWING), WISHES))
_SHARED_OUT, _SCORED = re.compile("分解"), re.compile("[得评计]分|分值")
_FORMER = re.compile("[原旧老]口径")
_SAYS_SCOPE = re.compile("口径|范围")
_CHANGES = frozenset({Measure.GOAL, Measure.GROWTH, Measure.BEFORE, Measure.CHAIN})
_SCOPED = re.compile(rf"^(?P<of>.+?)(?:数据|指标|数)*(?P<word>{'|'.join(SCOPES)})(?P<more>.+)$")
_FIRMS = frozenset("家户")
_LONGEST_REMARK = 20


@dataclass(frozen=True)
class _Said:
    """Words that may change figures, what they say, and the mark of those that they speak of."""

    text: str
    label: Label
    mark: str = ""
    is_beside: bool = False

    def is_about(self, key: Mapping[str, str], marks: str) -> bool:
        """Return whether a figure is one of those that the words speak of."""
        if self.mark and not set(self.mark) & set(marks):
            return False
        named = ((key["indicator"], self.label.indicators), (key["region"], self.label.regions))
        return all(not ids or one in ids for one, ids in named)


class Narrowed:
    """What a table says that its figures are only a part of, or something else than their names say."""

    def __init__(self, table: Table) -> None:
        """Look at the titles and the notes of a table."""
        self._table = table
        self._notes = tuple(_notes_of(table))
        self._titles: dict[str, str] = {}

    def fits(
        self, key: Mapping[str, str], cell: RawCell, labels: Sequence[Label], remarks: Sequence[str], at: Place
    ) -> bool:
        """Return whether a figure is what its names say; where words around it make that doubtful, it is asked."""
        return all(
            self._table.is_still(text, key["indicator"], at) for text in self._against(key, cell, labels, remarks)
        )

    def _against(
        self, key: Mapping[str, str], cell: RawCell, labels: Sequence[Label], remarks: Sequence[str]
    ) -> Iterator[str]:
        """The words that speak against a figure."""
        indicator = key["indicator"]
        if indicator not in self._titles:
            self._titles[indicator] = _narrowing_title(self._table, indicator)
        yield from filter(None, [self._titles[indicator], self._heading(indicator)])
        marks = unmarked(cell.text)[1] + "".join(label.mark for label in labels) if self._notes else ""
        yield from (one.text for one in self._notes if one.is_about(key, marks) and self._changes(one, key))
        for text in remarks:
            plain = re.sub(COPULA, "", text)
            said = _Said(plain, label_of(plain, self._table.lexicon), is_beside=True)
            if len(text) <= _LONGEST_REMARK and (self._changes(said, key) or _is_scope(self._table, plain, key)):
                yield text

    def _is_other_unit(self, label: Label, indicator: str) -> bool:
        """Whether a remark says a unit of another size than the indicator has."""
        unit = self._table.vocabulary.units.get(indicator, "")
        return not label.indicators and any(conversion(one, unit) not in {None, Decimal(1)} for one in label.units)

    def _is_since(self, label: Label, period: str) -> bool:
        """Whether a remark says of the figure of a month or quarter that it is since January: 累计, 1-9月."""
        stated = {*label.periods, *([self._table.of_year((period,), label.months)] if label.months else [])}
        return since_january(period) != period and (label.is_cumulative or since_january(period) in stated)

    def _heading(self, indicator: str) -> str:
        text = self._table.heading
        label = label_of(text, self._table.lexicon)
        return text if text and _narrows(self._table, label, indicator) else ""

    def _changes(self, said: _Said, key: Mapping[str, str]) -> bool:
        """Whether words make another thing of a figure: of another period, a goal, a growth, a part of it."""
        label, vocabulary = said.label, self._table.vocabulary
        if said.is_beside and (_is_of_before(said.text, label, key["period"]) or self._is_since(label, key["period"])):
            return True
        if label.statuses or label.prices:  # which are read of their own
            return False
        scoped = _SCOPED.match(said.text)
        if scoped and _is_scope(self._table, f"{scoped['word']}{scoped['more']}", key):
            return key["region"] in label_of(scoped["of"], self._table.lexicon).regions
        if label.rest:
            is_said = said.is_beside or bool(label.indicators) or _SAYS_SCOPE.search(said.text) is not None
            return is_said and _stem(self._table, label, key["indicator"])
        if said.is_beside and self._is_other_unit(label, key["indicator"]):
            return True
        if label.industries and key.get("industry", "all") not in label.industries:
            return True
        is_growth = vocabulary.kind_of(key["indicator"]) == "growth"
        if any(one in _CHANGES and not (one is Measure.GROWTH and is_growth) for one in label.measures):
            return True
        stated = {*label.periods}
        if label.months:
            stated.add(self._table.of_year((key["period"],), label.months))
        return any(not _is_of(one, key["period"]) for one in stated if one)


def _is_of_before(text: str, label: Label, period: str) -> bool:
    """Whether a remark names a time before the one of its figure, and neither compares with it nor counts from it.

    上年口径 does, 上年为3.5 does not.
    """
    if re.search(COMPARED, text):
        return False
    if _FORMER.search(text) or (Measure.BEFORE in label.measures and not re.search(r"\d", text)):
        return True
    return any(Period.parse(stated).last < Period.parse(period).last for stated in label.periods)


def _is_of(stated: str, period: str) -> bool:
    """Whether a figure of a period is one of what is said: inside it, or the months that end with it."""
    said, when = Period.parse(stated), Period.parse(period)
    return said.contains(when) or said.last == when.last


def _is_scope(table: Table, text: str, key: Mapping[str, str]) -> bool:
    """Whether words add a region to the one of a figure, or take something away that belongs to it."""
    word, named = scoped(text)
    if not word:
        return False
    others = label_of(named, table.lexicon).regions
    region, vocabulary = key["region"], table.vocabulary
    if word in TAKEN_AWAY:
        return not (others and vocabulary.joined(frozenset({region, *others})))
    return any(not vocabulary.is_below(one, region) for one in others)


def _narrowing_title(table: Table, indicator: str) -> str:
    """The line above a table that makes something else of an indicator which heads or rows name."""
    named = {one for line in table.titles.lines for one in line.label.indicators}
    for line in table.titles.lines:
        label = line.label
        is_named = indicator in label.indicators
        if is_named and any(dimension == "indicator" for dimension, _ in label.contested):
            return label.text
        if (is_named and _follows_another(table, label.text, indicator)) or _is_tail(table, named, label, indicator):
            return label.text
        if _stem(table, label, indicator) or (indicator not in named and _narrows(table, label, indicator)):
            return label.text
    return ""


def _follows_another(table: Table, text: str, indicator: str) -> bool:
    """Whether a title names another indicator directly before one: 上市公司研发投入 is theirs, not everybody's."""
    return any(
        one.sense is other.sense is Sense.INDICATOR and other.value == indicator != one.value
        for one, other in pairwise(table.lexicon.pieces(text))
    )


def _is_tail(table: Table, named: set[str], label: Label, indicator: str) -> bool:
    """Whether a title names only an indicator whose name ends in that of another one: 人均地区生产总值."""
    known = (table.vocabulary.title(INDICATORS.name, one) for one in label.indicators)
    own = table.vocabulary.title(INDICATORS.name, indicator)
    return indicator not in named and any(name.endswith(own) for name in known)


def _narrows(table: Table, label: Label, indicator: str) -> bool:
    """Whether a line is about firms, or a part of them, and an indicator is of everybody."""
    units = table.vocabulary.units
    of_firms = any(units.get(one, "") in _FIRMS for one in label.indicators)
    return (of_firms and units.get(indicator, "") not in _FIRMS) or _stem(table, label, indicator)


def _stem(table: Table, label: Label, indicator: str) -> bool:
    name = _same(table.vocabulary.name_of(indicator))
    found = [*_NARROWS.findall(_same(label.rest)), *_SCORED.findall(label.text)]
    if Measure.GOAL not in label.measures:
        found += [*_WISHES.findall(label.rest), *_SHARED_OUT.findall(label.text)]
    return any(one not in name for one in found)


def _same(text: str) -> str:
    return text.replace("规模以上", "规上").replace("限额以上", "限上")


def _notes_of(table: Table) -> Iterator[_Said]:
    """The clauses of the notes that speak of some figures, or of the scope of all."""
    block = table.block
    for clause in clauses_of(block, table.lexicon):
        mark = unmarked(clause.text)[1]
        is_used = mark and any(
            set(mark) & set(other) for _, _, other in texts_of(block.grid, (*block.heads, *block.body))
        )
        label = clause.label
        if is_used or label.indicators or label.regions or _SAYS_SCOPE.search(clause.text):
            yield _Said(clause.text, label, mark if is_used else "")
