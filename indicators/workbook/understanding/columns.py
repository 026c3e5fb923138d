"""The columns of a table: which of them hold labels, and of what; which hold figures, and what their heads say."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from indicators.periods import Grain, Period
from indicators.workbook.lexicon.labels import Label, joined, label_of
from indicators.workbook.lexicon.pieces import Lexicon
from indicators.workbook.lexicon.words import Measure
from indicators.workbook.reading.grid import CellType, Position, RawCell
from indicators.workbook.reading.times import of_year, read_time
from indicators.workbook.understanding.blocks import Block, is_figure

_DIMENSIONS = ("indicator", "region", "industry", "period")
MEASURE = "measure"
"""A column of words that say what the figures of a row are: 累计 and 当月, 绝对值 and 增速."""
_OF_THE_YEAR = re.compile("年|1[-—~～至]本月")
_GROWN = frozenset({Measure.GROWTH, Measure.EITHER})
_MOST, _ENOUGH = 0.5, 300


@dataclass(frozen=True)
class Columns:
    """The columns of a table: of labels with their dimension, of units, of figures with what their heads say.

    A dimension that is listed again behind figures begins another table beside the first, at `beginnings`. Words that
    nobody knows before the first figures may make parts of them (镇街, 企业规模): their columns are `dividing`.
    """

    labels: Mapping[int, str]
    units: int
    figures: Mapping[int, Label]
    passed_over: Mapping[int, Label]
    beginnings: tuple[int, ...] = ()
    dividing: Mapping[int, Label] = field(default_factory=dict)

    @property
    def heads(self) -> tuple[str, ...]:
        """Return the heads of the columns of figures."""
        return tuple(label.text for label in self.figures.values())


def columns_of(block: Block, spread: Mapping[Position, RawCell], lexicon: Lexicon) -> Columns:
    """Return what the columns of a table hold."""
    heads = _heads(block, spread, lexicon)
    contents = _contents(block, lexicon)
    labels: dict[int, str] = {}
    figures: dict[int, Label] = {}
    passed_over: dict[int, Label] = {}
    unknown: dict[int, Label] = {}
    units, beginnings = 0, []
    for column in sorted({*heads, *contents}):
        head, content = heads.get(column, Label()), contents.get(column, Counter())
        dimension = _dimension(head, content)
        if dimension == "unit":
            units = units or column
        elif dimension in {"skip", "total"}:
            passed_over[column] = head
        elif dimension:
            if dimension in labels.values() and dimension != MEASURE and max(figures, default=0) > min(labels):
                beginnings.append(column)
            else:
                labels[column] = dimension
        elif content["figure"] or (content and not head.says_nothing):
            figures[column] = head
        elif (head.rest or not head.text) and content.total() > content["figure"]:
            unknown[column] = head
    dividing = {column: head for column, head in unknown.items() if figures and column < min(figures)}
    begun = [column for column in beginnings if any(at > column for at in figures)]  # 类型 at the right end is no table
    figures = _with_indicators(_until_last(_since_january(figures)))
    return Columns(labels, units, figures, passed_over, tuple(begun), dividing)


def _heads(block: Block, spread: Mapping[Position, RawCell], lexicon: Lexicon) -> dict[int, Label]:
    """What stands over each column; a head of an upper row reaches over the blanks at its right."""
    found: dict[int, list[Label]] = {}
    last = max((column for row in block.heads for column in block.grid.row(row)), default=0)
    for row in block.heads:
        carried = ""
        for column in range(1, last + 1):
            cell = spread.get((row, column))
            text = _text(cell)
            if not text and carried and row != block.heads[-1] and _text(spread.get((block.heads[-1], column))):
                text = carried
            elif text:
                carried = text if column > 1 else ""
            if text and not any(label.text == text for label in found.get(column, ())):
                found.setdefault(column, []).append(label_of(text, lexicon))
    return _with_years({column: _joined(labels, lexicon) for column, labels in sorted(found.items())})


def _joined(labels: list[Label], lexicon: Lexicon) -> Label:
    """The heads of a column together; where one word is broken over several lines, read as that word."""
    label = joined(labels)
    if not label.rest or len(labels) == 1:
        return label
    whole = label_of("".join(one.text for one in labels), lexicon)
    return whole if not whole.rest and whole.indicators else label


def _with_years(heads: dict[int, Label]) -> dict[int, Label]:
    """The heads, those of months alone in the year of the head at their left, as long as the months go on."""
    year, last = 0, 0
    for column, label in heads.items():
        stated = Period.parse(label.periods[0]) if len(label.periods) == 1 else None
        if stated is not None:
            year, last = stated.year, 0 if stated.grain is Grain.YEAR else stated.last % 12 + 1
        elif label.months and year and last and label.months[1] > last:
            last = label.months[1]
            heads[column] = replace(label, periods=(of_year(year, label.months),), months=None)
        elif label.months:
            year = 0
    return heads


def _text(cell: RawCell | None) -> str:
    """The words of a head; a number or a date is the period that it stands for."""
    if cell is None or not cell.text.strip():
        return ""
    if cell.type in {CellType.NUMBER, CellType.DATE}:
        return read_time(cell).period or cell.text
    return cell.text


def _contents(block: Block, lexicon: Lexicon) -> dict[int, Counter[str]]:
    """How many cells of each column name something of each dimension, or hold a figure or other words."""
    found: dict[int, Counter[str]] = {}
    for row in block.body:
        for column, cell in block.grid.row(row).items():
            if cell.text.strip():
                counted = found.setdefault(column, Counter())
                is_enough = counted.total() > _ENOUGH
                counted["figure" if is_figure(cell, lexicon) else "words" if is_enough else _sort(cell, lexicon)] += 1
    return found


def _sort(cell: RawCell, lexicon: Lexicon) -> str:
    label = label_of(cell.text, lexicon)
    if (label.periods or label.months) and not (label.indicators or label.regions):
        return "period"
    for dimension in ("indicator", "region", "industry"):
        if label.of(dimension):
            return dimension
    if label.is_total:
        return "region"
    if label.measures or label.is_cumulative:
        return "indicator" if label.rest else MEASURE  # 增速（%） below the one that it is of is of its column
    return "unit" if label.units else "words"


def _dimension(head: Label, content: Counter[str]) -> str:
    """What a column lists: what its head says, unless its cells say otherwise; else what most of its cells name."""
    words = sum(content[name] for name in (*_DIMENSIONS, MEASURE, "unit", "words"))
    words = min(words, _ENOUGH) or words
    named = content + Counter(indicator=content[MEASURE]) if content["indicator"] else content
    most = max((*_DIMENSIONS, MEASURE), key=lambda name: named[name])
    is_named = bool(words) and named[most] > words * _MOST
    if head.is_cumulative and words and not content["figure"] and not is_named:
        return MEASURE  # 是否累计
    if head.axis == "unit" and is_named:  # 单位 is an office too: what most cells name decides
        return most
    if head.axis == "period":
        return "period"
    if head.axis in {"region", "indicator"} and is_named:
        return most if most in {"region", "indicator", MEASURE} else head.axis
    if head.axis:
        return head.axis
    if content["figure"] > words:
        return ""
    is_list = not content["figure"] and Measure.GOAL not in head.measures  # goals may be words alone
    return most if is_named and (head.says_nothing or is_list) else ""


def _since_january(figures: Mapping[int, Label]) -> dict[int, Label]:
    """The columns of figures; beside 本月 the one of 本年 or 1-本月 is since January."""
    if not any(Measure.MONTH in label.measures for label in figures.values()):
        return dict(figures)
    return {
        column: replace(label, is_cumulative=True)
        if label.measures == (Measure.VALUE,) and _OF_THE_YEAR.search(label.text)
        else label
        for column, label in figures.items()
    }


def _until_last(figures: Mapping[int, Label]) -> dict[int, Label]:
    """The columns of figures, 累计 beside the one of a month or a quarter that of the months up to it."""
    found: dict[int, Label] = {}
    last = Label()
    for column, label in figures.items():
        if label.periods or label.months:
            last = label
        elif label.is_cumulative and (last.months or (last.periods and not last.periods[0].isdigit())):
            label = replace(label, periods=last.periods, months=last.months)  # noqa: PLW2901
        found[column] = label
    return found


def _with_indicators(figures: Mapping[int, Label]) -> dict[int, Label]:
    """The columns of figures, each growth, rank or goal with what is said of the column that it stands beside."""
    found: dict[int, Label] = {}
    before, nearest = Label(), Label()
    run: list[Label] = []
    for column, label in figures.items():
        of_another = label.measures and Measure.VALUE not in label.measures
        if label.indicators or not of_another or Measure.MONTH in label.measures:
            run = [*run, label] if nearest is before else [label]
            before = label
            found[column] = label
        else:
            is_of_goal = nearest.measures == (Measure.GOAL,) and label.measures == (Measure.GROWTH,)
            own = replace(label, measures=(Measure.GROWTH, Measure.GOAL)) if is_of_goal else label
            found[column] = own if label.rest else _beside(own, _grown(run) if _GROWN & {*own.measures} else before)
        nearest = label
    return found


def _grown(run: Sequence[Label]) -> Label:
    """The column that a growth beside some is of: the last one, or of 2025年, 2024年 the one that comes later."""
    before = run[-1] if run else Label()
    same = [one for one in run if all(one.of(name) == before.of(name) for name in _DIMENSIONS if name != "period")]
    years = {Period.parse(one.periods[0]): one for one in same if len(one.periods) == 1}
    return years[max(years, key=lambda when: when.last)] if len(years) == len(same) > 1 else before


def _beside(label: Label, before: Label) -> Label:
    """A growth, rank or goal as that of the column before it: of its indicator, its period, its part."""
    is_of_month = Measure.MONTH in before.measures and bool(_GROWN & {*label.measures})
    has_period = bool(label.periods or label.months)
    return replace(
        label,
        indicators=before.indicators,
        periods=label.periods if has_period else before.periods,
        months=label.months if has_period else before.months,
        statuses=label.statuses or before.statuses,
        measures=before.measures if is_of_month and not label.is_cumulative else label.measures,
        is_cumulative=label.is_cumulative or before.is_cumulative,
        is_part=label.is_part or before.is_part,
    )
