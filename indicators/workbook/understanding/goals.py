"""Goals in a table: a figure under 目标, 计划 becomes a row of the table of goals, with due period, plan and side."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from indicators.goals.targets import Comparator, Firmness
from indicators.model import Text
from indicators.periods import Grain, Period
from indicators.problems import Place
from indicators.tables.columns import TARGETS
from indicators.tables.settings import PLANS
from indicators.workbook.draft import Entry
from indicators.workbook.lexicon.labels import Label, label_of
from indicators.workbook.lexicon.pieces import compact
from indicators.workbook.reading.cells import CellRead
from indicators.workbook.reading.grid import CellType, Position, RawCell, letter
from indicators.workbook.reading.numbers import plain
from indicators.workbook.understanding.table import LEAVE, Table

if TYPE_CHECKING:  # the child that reads a file loads no columns of figures
    from indicators.tables.rows import Row

NO_PLAN = Text("没有到 {due} 的规划", "no plan runs to {due}")
NO_NUMBER = Text("不是一个数", "not a number")
NO_GROWTH = Text("该指标没有增速指标", "no indicator holds its growth")
_ANNUAL = re.compile("年度|全年|本年|当年")
_GROWS = re.compile(r"(?:同比|比上年|较上年)?(?:增长|增幅|增速)(?:达到|为|达|在)?(?P<number>.*\d.*)")
_STRIVING = re.compile("力争|争取")
_SURE = re.compile("^(?:力争|争取|确保|目标)+")
_QUOTES = re.compile("[“”\"'「」《》]")
_WHOLE = {Grain.YEAR, Grain.YEARS, Grain.FINANCIAL}
_WORDINGS: tuple[tuple[Comparator, re.Pattern[str]], ...] = (
    (Comparator.RANK_WITHIN, re.compile(r"(?:进入|进|保持)?前(?P<number>\d+)(?:位|名)?")),
    (
        Comparator.AT_MOST,
        re.compile(
            r"(?:控制在|不超过|不高于|低于|≤|<=)(?P<number>.*\d.*?)(?:以内|以下|之内)?|(?P<within>.*\d.*?)(?:以内|以下|之内)"
        ),
    ),
    (Comparator.AT_LEAST, re.compile(r"(?:不低于|不少于|不小于|≥|>=)(?P<number>.*\d.*)")),
    (Comparator.HOLD, re.compile(r"(?:稳定在|保持在|稳定|保持)(?P<number>.*\d.*)")),
    (Comparator.NET_INCREASE, re.compile(r"净增(?:加|长)?(?P<number>.*\d.*)")),
)


@dataclass(frozen=True)
class Wording:
    """What the cell of a goal says beside its number: what kind of goal it is, how binding, whether of the growth."""

    cell: RawCell
    comparator: Comparator | None = None
    firmness: Firmness = Firmness.EXPECTED
    is_growth: bool = False


def wording_of(cell: RawCell, label: Label) -> Wording:
    """Return what a cell of a goal says: 控制在5.5%以内 is 5.5% at most, 增长5%左右 a growth of about 5%."""
    if cell.type is not CellType.TEXT:
        return Wording(cell, firmness=_firmness(label.text))
    text = _SURE.sub("", re.sub(r"\s+", "", plain(cell.text)))
    grows = _GROWS.fullmatch(text)
    text = grows["number"] if grows else text
    comparator = None
    for candidate, pattern in _WORDINGS:
        match = pattern.fullmatch(text)
        if match:
            comparator = candidate
            text = next(filter(None, match.groups()))
            break
    return Wording(replace(cell, text=text), comparator, _firmness(label.text + cell.text), grows is not None)


def _firmness(text: str) -> Firmness:
    if "约束" in text:
        return Firmness.BINDING
    return Firmness.STRIVING if _STRIVING.search(text) else Firmness.EXPECTED


def due_of(table: Table, label: Label, period: str, column: int, *, is_of_row: bool) -> str:
    """Return when a goal is due: as its head, row or the titles say; where only a neighbour says it, it is asked."""
    own = label_of(label.text, table.lexicon)
    parsed = Period.parse(period)
    is_whole = parsed.grain in _WHOLE
    if _ANNUAL.search(label.text):
        return period if is_whole else str(parsed.year)
    if own.periods or own.months or is_of_row:
        return period
    is_of_neighbour = bool(label.periods) and period not in table.titles.ids("period", table.vocabulary)
    if is_whole and not is_of_neighbour:
        return period
    listed = (period, str(parsed.year + 1)) if is_whole else (str(parsed.year), period)
    choices = [*((name, Text(name, name)) for name in listed), LEAVE]
    scope = (table.layout, label.text, period)
    answer = table.asking.ask("ask-due", table.head(column), label.text[:40], choices, scope)
    return "" if answer == LEAVE[0] else answer


def goal_of(table: Table, given: Row, number: CellRead, wording: Wording, at: Position) -> Entry | None:
    """Return the goal that a cell is, `given` what tells it apart and when it is due; None where its plan is open."""
    plan = _plan_of(table, given["period"], at)
    if not plan:
        return None
    row = {name: given[name] for name in ("indicator", "region", "industry")}
    row |= {"plan": plan, "due": given["period"], "amount": number.text, "firmness": wording.firmness.value}
    row["comparator"] = (wording.comparator or _usual(table, given["indicator"])).value
    if number.qualifier:
        row["qualifier"] = number.qualifier
    place = Place(table.block.grid.title, at[0], "amount", dict.fromkeys((*TARGETS.names, "unit"), letter(at[1])))
    return Entry(TARGETS.name, row, place, {"amount": table.block.grid.text(*at)})


def leave_out(table: Table, at: Position, why: Text) -> None:
    """Say that a goal was left out, and why."""
    table.asking.say("goal-left-out", table.place(*at), table.block.grid.text(*at)[:40], why=why)


def _usual(table: Table, indicator: str) -> Comparator:
    """What a bare number asks for: at least so much; at most where lower is better; a place within so many."""
    if table.vocabulary.kind_of(indicator) == "rank":
        return Comparator.RANK_WITHIN
    return Comparator.AT_MOST if table.vocabulary.is_lower_better(indicator) else Comparator.AT_LEAST


def _plan_of(table: Table, due: str, at: Position) -> str:
    """The plan of the goals of a period, as the titles name it; else that of the year, or the only one that ends then.

    A goal of a year inside a plan of several years belongs to the year. What is taken is said, what is open is asked.
    """
    if due not in table.plans:
        table.plans[due] = _found_plan(table, Period.parse(due), at)
        if table.plans[due]:
            words: dict[str, object] = {"due": due, "plan": table.vocabulary.titles(PLANS.name, table.plans[due])}
            table.asking.say("goal-read", table.head(at[1]), table.columns.figures[at[1]].text[:40], **words)
    return table.plans[due]


def _found_plan(table: Table, due: Period, at: Position) -> str:
    dated: dict[str, tuple[Period, Period]] = {}
    undated: list[str] = []
    for plan, first, last in table.vocabulary.facts["plans"]:
        if not first or not last:
            undated.append(plan)
        elif Period.parse(first).first <= due.first and due.last <= Period.parse(last).last:
            dated[plan] = Period.parse(first), Period.parse(last)
    head = table.columns.figures[at[1]].text
    text = compact(_QUOTES.sub("", f"{table.titles.text} {head}"))
    named = [plan for plan in dated if _short_name(table, plan) in text]
    of_year = [plan for plan, (first, last) in dated.items() if first == last]
    ending = [plan for plan, (_, last) in dated.items() if last.last == due.last]
    for found in (named, of_year, ending):
        if len(found) == 1:
            return found[0]
    listed = [*(ending or dated), *undated]
    if not listed:
        leave_out(table, at, Text(NO_PLAN.zh.format(due=due), NO_PLAN.en.format(due=due)))
        return ""
    choices = [*((plan, _titled(table, plan)) for plan in listed), LEAVE]
    answer = table.asking.ask("ask-plan", table.head(at[1]), head[:40], choices, (table.layout, str(due)), due=due)
    return "" if answer == LEAVE[0] else answer


def _titled(table: Table, plan: str) -> Text:
    title = table.vocabulary.title(PLANS.name, plan)
    return Text(title, title)


def _short_name(table: Table, plan: str) -> str:
    """The name of a plan as titles have it: 十四五 for “十四五”规划."""
    return str(compact(_QUOTES.sub("", table.vocabulary.title(PLANS.name, plan)))).removesuffix("规划")
