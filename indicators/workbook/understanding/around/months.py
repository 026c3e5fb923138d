"""Of which months figures are: those that labels name, one alone or since January, a part of a year or all of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from indicators.model import Text
from indicators.periods import Grain, Period
from indicators.problems import Place
from indicators.workbook.lexicon.labels import Label, label_of
from indicators.workbook.lexicon.months import Months
from indicators.workbook.reading import times
from indicators.workbook.reading.grid import RawCell
from indicators.workbook.understanding.table import Table

if TYPE_CHECKING:
    from indicators.workbook.understanding.rows import RowRead

_MONTHS = 12


def is_beside_year(table: Table, column: int) -> bool:
    """Return whether another column lists periods too: months beside years."""
    return any(at != column and dimension == "period" for at, dimension in table.columns.labels.items())


def months_of(table: Table, column: int, cell: RawCell, label: Label) -> Months | None:
    """Return the months that a label says without their year; a number counts them where its head says 月份, 季度."""
    number = cell.text.strip().removesuffix(".0")
    if not number.isdigit() or not 1 <= int(number) <= _MONTHS:
        return None if label.rest else label.months
    head = next(
        (sign for row in table.block.heads for sign in "月季" if sign in table.block.grid.text(row, column)), ""
    )
    return label_of(f"{int(number)}{head}", table.lexicon).months if head else None


def periods_of(table: Table, label: Label, read: RowRead) -> set[str]:
    """Return the periods that a row and a column say together: 1-9月 in a column of 2025; one inside another counts."""
    found = {*label.periods, *filter(None, [read.given.get("period", "")])}
    for months in filter(None, (read.months, label.months if not label.periods else None)):
        text = table.of_year(tuple(found) or table.titles.ids("period", table.vocabulary), months)
        found = {one for one in found if times.since_january(one) != text}  # 1-9月 beside 2025年9月
        found |= {text} if text else set()
    parsed = {one: Period.parse(one) for one in found}
    return {one for one in found if not any(other != one and parsed[one].contains(parsed[other]) for other in found)}


def part_or_whole(table: Table, place: Place, text: str) -> str:
    """Return the period of a row or column; where it is a year and the titles say months, which of the two is asked."""
    stated = table.titles.ids("period", table.vocabulary)
    if not stated and table.titles.months and text.isdigit():
        stated = (times.of_year(int(text), table.titles.months),)
    if len(stated) != 1 or not stated[0] or not text.isdigit():
        return text
    part = Period.parse(stated[0])
    if part.grain in {Grain.YEAR, Grain.YEARS, Grain.FINANCIAL}:
        return text
    same = Period(last=part.last + (int(text) - part.year) * 12, first=part.first + (int(text) - part.year) * 12)
    choices = [(str(same), Text(str(same), str(same))), (text, Text(text, text))]
    return table.asking.ask("ask-part", place, text, choices, (table.layout, table.titles.text, text))


def of_title(table: Table, place: Place, text: str) -> str:
    """Return the month of a row or column; where a title says 累计, whether it is that month alone is asked."""
    if not text or not table.titles.is_cumulative:
        return text
    return _asked_since(table, place, text, (table.layout, table.titles.text), text)


def _asked_since(table: Table, place: Place, text: str, scope: Sequence[str], found: str) -> str:
    """A month or quarter, or the months since January that end with it, as the clerk says; empty where that is open."""
    cumulative = times.since_january(text)
    if cumulative == text:
        return text
    choices = (("since", Text("1月以来累计", "since January")), ("alone", Text("只是当月", "that month alone")))
    answer = table.asking.ask("ask-cumulative", place, found[:40], choices, scope)
    return {"since": cumulative, "alone": text}.get(answer, "")


def of_basis(table: Table, place: Place, text: str, read: RowRead) -> str:
    """Return the period of a row; where others say that they are since January and it does not, that is asked."""
    if not text or not read.basis or read.is_stated or not table.lists_since_january:
        return text
    return _asked_since(table, place, text, (table.layout, read.basis), read.basis)
