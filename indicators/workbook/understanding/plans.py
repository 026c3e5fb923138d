"""What is done with the figures of each column: read as they are, as growth, as goals; or left out, and said."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from indicators.model import Text
from indicators.workbook.lexicon import words
from indicators.workbook.lexicon.labels import Label, label_of
from indicators.workbook.lexicon.words import Measure
from indicators.workbook.reading.heads import split_unit
from indicators.workbook.reading.names import tidy
from indicators.workbook.reading.numbers import is_percent
from indicators.workbook.understanding.around.measures import MEASURES, meant_by_change
from indicators.workbook.understanding.asking import Choice, layout_name
from indicators.workbook.understanding.table import LEAVE, TABLES, WHAT, Table

SAYS_WHERE = re.compile("[全本][市区县域]")
"""A total that says of which region it is the whole."""
_DONE, _OF_DONE = "完成", re.compile("完成|进度")
_KINDS: Mapping[Measure, str] = {Measure.SHARE: "ratio", Measure.RANK: "rank", Measure.RATE: "ratio"}
_CHOICES = (Measure.VALUE, Measure.GROWTH, Measure.GOAL)


@dataclass(frozen=True)
class Plan:
    """What a column of figures is: what its head says, what its figures are, and whether they are read at all."""

    label: Label
    measure: Measure
    is_read: bool = True


def plans_of(table: Table) -> dict[int, Plan]:
    """Return what is done with each column of figures; what is left out is told, what is open is asked."""
    labels = _read_by_titles(table)
    understood = {column: label for column, label in labels.items() if _is_understood(table, label)}
    understood = dict(_without_strangers(table, labels, understood))
    across = _across(understood)
    plans: dict[int, Plan] = {}
    for column, found in labels.items():
        label = _of_whole(table, column, found, across)
        if column in table.block.grid.hidden_columns and not _reads_hidden(table, column, label):
            continue
        if label.regions and (table.is_without(label.text) or table.is_wider(label)):
            wider = [one for one, parts in table.vocabulary.facts["comprises"].items() if {*label.regions} & {*parts}]
            meant = table.asked_region(table.head(column), label.text, (*wider, *label.regions))
            label = replace(label, regions=(meant,))
            if not meant:
                continue
        if label.is_total and not label.regions:
            table.asking.say("total-left-out", table.head(column), label.text[:40])
        elif column in understood:
            plans[column] = _plan(table, column, label)
        elif not understood and len(labels) == 1 and label.text:
            plans[column] = _sole(table, column, label)
        else:
            _tell_unknown(table, column, label, across)
    return _each_once(table, {column: plan for column, plan in plans.items() if plan.is_read})


def _without_strangers(
    table: Table, labels: Mapping[int, Label], understood: Mapping[int, Label]
) -> Iterator[tuple[int, Label]]:
    """The columns that are understood, without the growth or rank beside one that nobody understands."""
    beside = 0
    for column, label in labels.items():
        is_of_another = _is_of_another(table, label)
        beside = beside if is_of_another else column
        if column in understood and not (is_of_another and beside and beside not in understood):
            yield column, label


def _is_of_another(table: Table, label: Label) -> bool:
    """Whether a column is the growth or the rank of the one that it stands beside."""
    own = label_of(label.text, table.lexicon)
    return own.measures in {(Measure.GROWTH,), (Measure.RANK,), (Measure.EITHER,)} and not (
        own.indicators or own.regions or own.rest
    )


def _read_by_titles(table: Table) -> dict[int, Label]:
    """The heads, some of them explained by the titles: 企业数 under 高新技术企业数, 总数 where it is no sum."""
    named = table.titles.ids("indicator", table.vocabulary)
    labels = dict(table.columns.figures)
    if len(named) != 1:
        return labels
    names = table.vocabulary.name_of(named[0]).split()
    tells_apart = any(
        label.of(dimension) or label.months for label in labels.values() for dimension in (*TABLES, "period")
    )
    for column, label in labels.items():
        bare = tidy(split_unit(label.text)[0])
        if label.rest and not label.contested and len(bare) > 1 and any(tidy(name).endswith(bare) for name in names):
            labels[column] = replace(label, rest="", measures=label.measures or (Measure.VALUE,))
        elif label.is_total and not label.rest and not tells_apart:
            labels[column] = replace(label, is_total=False, measures=label.measures or (Measure.VALUE,))
    return labels


def _is_understood(table: Table, label: Label) -> bool:
    """Whether a head says what its figures are; a unit alone does where the titles name their one indicator."""
    if label.rest or label.is_part or not label.says_nothing:
        return not label.rest and not (label.is_part and label.says_nothing)
    return bool(label.units) and len(table.titles.ids("indicator", table.vocabulary)) == 1


def _each_once(table: Table, plans: dict[int, Plan]) -> dict[int, Plan]:
    """The plans, none of them twice: of two columns that say the same nobody knows which one holds."""
    seen: dict[tuple[object, ...], int] = {}
    for column, plan in plans.items():
        label = plan.label
        named = label.indicators or table.titles.ids("indicator", table.vocabulary)
        which = (named, label.regions, label.industries, label.periods, label.months, label.is_cumulative)
        about = (*which, label.prices, plan.measure)
        if about in seen:
            other = table.head(seen[about]).where
            table.asking.say("head-twice", table.head(column), label.text[:40], other=other)
        seen.setdefault(about, column)
    return plans


def _of_whole(table: Table, column: int, label: Label, across: str) -> Label:
    """A head that says total: where the others are regions it is the whole of them, elsewhere a sum."""
    if not label.is_total or label.regions or (across != "region" and not SAYS_WHERE.search(label.text)):
        return label
    return replace(label, regions=tuple(filter(None, [table.whole_of(label.text, table.head(column))])))


def _across(labels: Mapping[int, Label]) -> str:
    """What most of the heads that are understood tell apart."""
    counted = {name: sum(bool(label.of(name)) for label in labels.values()) for name in (*TABLES, "period")}
    best = max(counted, key=lambda name: (counted[name], name == "indicator"))
    return best if counted[best] else ""


def _reads_hidden(table: Table, column: int, label: Label) -> bool:
    choices = (("read", Text("读入", "read it")), LEAVE)
    scope = (table.layout, layout_name((label.text,)), "hidden")
    return table.asking.ask("ask-hidden", table.head(column), label.text[:40], choices, scope) == "read"


def _sole(table: Table, column: int, label: Label) -> Plan:
    """The one column of figures of a table whose head says nothing that is known: what it is, is asked."""
    return replace(_asked(table, column, label, _CHOICES), label=replace(label, rest="", contested=()))


def _asked(table: Table, column: int, label: Label, measures: Sequence[Measure]) -> Plan:
    choices: list[Choice] = [(one.value, MEASURES[one]) for one in dict.fromkeys(measures)]
    scope = (table.layout, layout_name((label.text,)), *sorted(one.value for one in measures))
    answer = table.asking.ask("ask-column", table.head(column), label.text[:40], [*choices, LEAVE], scope)
    if not answer or answer == LEAVE[0]:
        return Plan(label, Measure.VALUE, is_read=False)
    return _of_measure(table, column, label, Measure(answer))


def _plan(table: Table, column: int, label: Label) -> Plan:
    if label.is_part and label.indicators and not table.is_all(table.head(column), label.text, label.indicators):
        return Plan(label, Measure.VALUE, is_read=False)
    label = table.as_share(label)
    if _may_be_rate(table, column):
        return _of_rate(table, column, label)
    if label.measures == (Measure.EITHER,):
        meant = meant_by_change(table, column, label)
        return (
            _of_measure(table, column, label, meant) if meant else _asked(table, column, label, words.GROWTH_OR_CHANGE)
        )
    is_without = label.indicators and label.scope.startswith(words.TAKEN_AWAY) and not table.is_without(label.text)
    if len(label.measures) > 1 or is_without:
        return _asked(table, column, label, label.measures or (Measure.VALUE,))
    return _by_titles(table, column, label)


def _by_titles(table: Table, column: int, label: Label) -> Plan:
    """The plan of a column whose head says one thing or nothing, where the titles may say another."""
    stated = table.titles.measures
    special = [one for one in stated if one is not Measure.VALUE]
    own = {one for other in table.columns.figures.values() for one in other.measures}
    if special == [Measure.GOAL] and tidy(split_unit(label.text)[0]) in words.NEUTRAL:
        label = replace(label, measures=())
    if label.measures:
        rivals = [one for one in (Measure.GOAL, Measure.GROWTH) if one in special and one not in own]
        if rivals and label.measures[0] in {Measure.VALUE, Measure.GROWTH}:
            return _asked(table, column, label, (label.measures[0], *rivals))
        return _of_measure(table, column, label, label.measures[0])
    row_indicators = "indicator" in table.columns.labels.values()
    if not special or set(special) <= own or (special == [Measure.GROWTH] and row_indicators):
        return _of_measure(table, column, label, Measure.VALUE)
    periods = {one for other in table.columns.figures.values() for one in other.periods}
    if special == [Measure.GOAL] and Measure.VALUE not in stated and len(periods) <= 1:
        return _of_measure(table, column, label, Measure.GOAL)
    if special == [Measure.GROWTH] and Measure.VALUE not in stated:
        return _of_measure(table, column, label, Measure.GROWTH)
    return _asked(table, column, label, (Measure.VALUE, *special))


def _may_be_rate(table: Table, column: int) -> bool:
    """Whether a head says 完成 and per cent, which may be the share of a goal that is done."""
    own = label_of(_last_head(table, column), table.lexicon)
    is_done = own.measures == (Measure.VALUE,) and _DONE in own.text
    return is_done and bool(own.units) and all(map(is_percent, own.units))


def _of_rate(table: Table, column: int, label: Label) -> Plan:
    """The plan of 完成（%）: of an amount it is the share of its goal that is done, of a share that is asked."""
    named = label.indicators or table.titles.ids("indicator", table.vocabulary)
    if len(named) == 1 and not is_percent(table.vocabulary.units.get(named[0], "")):
        return _of_measure(table, column, label, Measure.RATE)
    return _asked(table, column, label, (Measure.VALUE, Measure.RATE))


def _of_measure(table: Table, column: int, label: Label, measure: Measure) -> Plan:
    if _is_its_own(table, label, measure):
        return Plan(label, Measure.VALUE)
    if measure in {Measure.VALUE, Measure.GROWTH, Measure.GOAL}:
        return Plan(label, measure)
    table.asking.say("measure-left-out", table.head(column), label.text[:40], what=MEASURES[measure])
    return Plan(label, measure, is_read=False)


def _is_its_own(table: Table, label: Label, measure: Measure) -> bool:
    """Whether 占比, 位次 over figures are what the one indicator of them is: itself a share, a rank."""
    named = label.indicators or table.titles.ids("indicator", table.vocabulary)
    if len(named) != 1 or (label.share and not table.ends_in(named[0], label.share)):
        return False
    if measure is Measure.RATE and not _OF_DONE.search(table.vocabulary.name_of(named[0])):
        return False
    return table.vocabulary.kind_of(named[0]) == _KINDS.get(measure, "-")


def _tell_unknown(table: Table, column: int, label: Label, across: str) -> None:
    place, text = table.head(column), _last_head(table, column) or label.text
    if across in TABLES and text.strip():
        bare = label.contested[0][1] if label.contested else text
        nearest = table.vocabulary.nearest(TABLES[across], tidy(bare))
        table.asking.say("name-unknown", place, text[:40], what=WHAT[across], nearest=nearest)
    elif text.strip() or not table.columns.figures[column].says_nothing:
        table.asking.say("head-unknown", place, text[:40])


def _last_head(table: Table, column: int) -> str:
    rows = [row for row in table.block.heads if table.block.grid.text(row, column).strip()]
    return table.block.grid.text(rows[-1], column) if rows else ""
