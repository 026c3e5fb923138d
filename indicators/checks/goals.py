"""Checks of goals: that each can be assessed, and that parts fit their whole."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from indicators.checks.figures import out_of_range
from indicators.checks.sheets import Sheets
from indicators.goals.bases import base
from indicators.goals.targets import RULES, Comparator, Side, Target
from indicators.model import Qualifier
from indicators.periods import Period
from indicators.problems import Problem, problem

_LATER_THAN_ALL = Period.of_year(9999)


def amounts(sheets: Sheets) -> Iterator[Problem]:
    """A goal has its number, a range has two, a milestone none."""
    for goal in sheets.goals:
        if (goal.amount is None) != (goal.comparator is Comparator.MILESTONE):
            yield problem("amount", sheets.goal(goal), goal.id)
        is_range = goal.comparator is Comparator.BETWEEN
        if is_range != (goal.amount_to is not None) or (is_range and not _rises(goal)):
            yield problem("amount-to", sheets.goal(goal, "amount_to"), goal.id)


def in_range(sheets: Sheets) -> Iterator[Problem]:
    """A level that is to be reached is one that figures can have: shares within 100 %, whole ranks, whole counts."""
    for goal in sheets.goals:
        indicator = sheets.dataset.indicators.get(goal.key.indicator)
        if indicator is None or RULES[goal.comparator].decimals:  # a multiple, a percentage: no amount of the indicator
            continue
        for name in ("amount", "amount_to", "stretch"):
            number = getattr(goal, name)
            for kind in out_of_range(indicator, number) if number is not None else ():
                if kind != "fraction" or not goal.note:
                    yield problem(kind, sheets.goal(goal, name), f"{number:f}", unit=indicator.unit.symbol)


def _rises(goal: Target) -> bool:
    return goal.amount is not None and goal.amount_to is not None and goal.amount < goal.amount_to


def bases(sheets: Sheets) -> Iterator[Problem]:
    """A goal that is told against a base has one, printed with its period or found among the figures."""
    data = sheets.dataset
    for goal in sheets.goals:
        if goal.base_value is not None and goal.base_period is None:
            yield problem("base-without-period", sheets.goal(goal, "base_period"), goal.id)
        indicator = data.indicators.get(goal.key.indicator)
        if indicator is None or not RULES[goal.comparator].needs_base:
            continue
        if base(goal, indicator, data.table, _LATER_THAN_ALL, data.plan_of(goal)) is None:
            yield problem("base-needed", sheets.goal(goal, "base_value"), goal.id)


def periods(sheets: Sheets) -> Iterator[Problem]:
    """A goal of a dated plan is due within it, after it was set, with its milestones on the way."""
    for goal in sheets.goals:
        plan = sheets.dataset.plans.get(goal.plan)
        if goal.due is None:
            if plan is not None and plan.last is not None:
                yield problem("due", sheets.goal(goal, "due"), goal.id)
            continue
        if goal.set_in is not None and goal.due.last < goal.set_in.first:
            place = sheets.goal(goal, "due")
            yield problem("due-before-set", place, goal.id, due=goal.due, set_in=goal.set_in)
        if plan is not None and plan.first and plan.last and not _within(goal.due, plan.first, plan.last):
            place = sheets.goal(goal, "due")
            yield problem("due-outside-plan", place, goal.id, plan=plan.id, first=plan.first, last=plan.last)
        yield from _milestones(sheets, goal, goal.due)


def _within(period: Period, first: Period, last: Period) -> bool:
    return first.first <= period.first and period.last <= last.last


def _milestones(sheets: Sheets, goal: Target, due: Period) -> Iterator[Problem]:
    steps = [period for period, _ in goal.milestones]
    for before, period in zip([goal.base_period, *steps], steps, strict=False):
        if period >= due or (before is not None and period <= before):
            yield problem("milestone-outside", sheets.goal(goal, "milestones"), str(period), period=period)


def parts(sheets: Sheets) -> Iterator[Problem]:
    """The parts of a goal share its unit and due period, and sum to no more than a whole that is no floor."""
    units = {name: one.unit for name, one in sheets.dataset.indicators.items()}
    for whole in sheets.goals:
        below = sheets.dataset.parts_of(whole)
        for part in below:
            same_unit = units.get(part.key.indicator) == units.get(whole.key.indicator)
            if not same_unit or part.due != whole.due:
                yield problem("part-differs", sheets.goal(part, "part_of"), whole.id)
        total = sum((part.amount or Decimal(0) for part in below), Decimal(0))
        is_floor = whole.qualifier is Qualifier.OVER
        if whole.amount is not None and total > whole.amount and not is_floor:
            words = {"sum": f"{total:f}", "whole": f"{whole.amount:f}"}
            yield problem("parts-over-whole", sheets.goal(whole), whole.id, **words)


def sides(sheets: Sheets) -> Iterator[Problem]:
    """A goal points the way that its indicator calls better."""
    better = {1: Side.UP, -1: Side.DOWN}
    for goal in sheets.goals:
        indicator = sheets.dataset.indicators.get(goal.key.indicator)
        side = RULES[goal.comparator].side
        if indicator is None or side is Side.BOTH or goal.comparator is Comparator.MILESTONE:
            continue
        if side is not better[indicator.direction.sign]:
            yield problem("wrong-side", sheets.goal(goal, "comparator"), goal.comparator)
