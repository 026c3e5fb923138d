"""New goals held against whatever is known: the figures, earlier goals, the other regions, the whole."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from indicators.dataset import Dataset
from indicators.goals.bases import base
from indicators.goals.readings import start
from indicators.goals.targets import RULES, Comparator, Target, bar
from indicators.model import Indicator, Key, Kind
from indicators.periods import Grain, Period, years_between
from indicators.problems import Problem
from indicators.proposals.compared import AMOUNTS, Compared, Known, in_groups, odd
from indicators.proposals.plausible import known_beside
from indicators.proposals.proposal import Proposal
from indicators.releases.changes import Change
from indicators.tables.columns import TARGETS

_LATER_THAN_ALL = Period.of_year(9999)
_EDITIONS = 5
_PRINTED = ("amount", "amount_to", "stretch")
_SAY = (*_PRINTED, "base_value", "comparator", "base_period", "due")


def implausible_goals(proposal: Proposal, after: Dataset) -> Iterator[Problem]:
    """Yield a question for each number of a new or altered goal that is odd beside what is known.

    What is compared is the number to reach: of a growth a year, a net increase, a multiple the level that it leads to.
    """
    changed = [one for one in proposal.changes if one.table == TARGETS.name and _says_otherwise(one)]
    goals = {one.id: one for one in after.targets} if changed else {}
    found = [pair for change in changed if change.id in goals for pair in _numbers(goals[change.id], proposal, after)]

    def at(one: Compared, region: str) -> Decimal | None:
        return _of_region(Key(one.key.indicator, region, one.key.industry), one.period, after)

    yield from in_groups([compared for name, compared in found if name == "amount"], at, after)
    for name, compared in found:
        if name != "amount" and compared.is_odd:
            yield odd("far-from-before", compared)


def _says_otherwise(change: Change) -> bool:
    """Whether a goal is new, or has another number than before, and no note that explains it."""
    old, new = change.old, change.new
    if new is None or not new["amount"]:
        return False
    if old is None:
        return not new["note"]
    return any(old[name] != new[name] for name in _SAY) and old["note"] == new["note"]


def _numbers(goal: Target, proposal: Proposal, after: Dataset) -> Iterator[tuple[str, Compared]]:
    """Each number that a goal prints, as the level that it asks for, beside what was before."""
    indicator = after.indicators.get(goal.key.indicator)
    due = goal.due or _LATER_THAN_ALL
    if indicator is None:
        return
    place = proposal.places[TARGETS.name, goal.id]
    earlier = _figures(goal, due, after) or _goals_before(goal, due, after)
    parent = after.regions[goal.key.region].parent if indicator.kind in {Kind.RATIO, Kind.GROWTH} else None
    above = _figures(replace(goal, key=replace(goal.key, region=parent)), due, after) if parent else ()
    editions = () if indicator.kind not in AMOUNTS else (*earlier, *_goals_before(goal, due, after))
    editions = () if goal.comparator is Comparator.HOLD else editions
    period = goal.due or (earlier[-1].period if earlier else due)
    for name in _PRINTED:
        printed = getattr(goal, name)
        level = _level(replace(goal, amount=printed, amount_to=printed), indicator, after) if printed else None
        if level is not None:
            whose = editions if name == "amount" else ()
            yield (
                name,
                Compared(
                    goal.key, period, level, earlier, place.at(name), indicator, above[-1] if above else None, whose
                ),
            )
    if goal.base_value is not None and goal.base_period is not None:
        before = _figures(goal, goal.base_period, after)
        at = place.at("base_value")
        yield "base_value", Compared(goal.key, goal.base_period, goal.base_value, before, at, indicator)


def _level(goal: Target, indicator: Indicator, after: Dataset) -> Decimal | None:
    """The number to reach; of what is added up from zero the part of one year, on top of the level of a stock."""
    since = base(goal, indicator, after.table, _LATER_THAN_ALL, after.plan_of(goal))
    span = years_between(since.period, goal.due) if since and goal.due else None
    reach = bar(goal, indicator.kind, since.value if since else None, span, Decimal(0))
    if reach is None or not RULES[goal.comparator].from_zero:
        return reach.number if reach else None
    begins = start(goal)
    years = max(years_between(begins, goal.due), Decimal(1)) if begins and goal.due else Decimal(1)
    level = Decimal(0)
    if indicator.kind is Kind.STOCK:
        known = _figures(goal, goal.due or _LATER_THAN_ALL, after)
        level = known[-1].value if known else level
    return level + reach.number / years


def _figures(goal: Target, due: Period, after: Dataset) -> tuple[Known, ...]:
    """The figures of the same months up to the period of a goal; of whole years where it names no date, or several."""
    period = due if goal.due and due.grain is not Grain.YEARS else Period.of_year(due.year)
    return known_beside(after, goal.key, period, or_at=True)


def _goals_before(goal: Target, due: Period, after: Dataset) -> tuple[Known, ...]:
    """The levels that earlier goals of the same thing ask for."""
    indicator = after.indicators[goal.key.indicator]
    known = [
        Known(one.due, level, is_goal=True)
        for one in after.targets_of(goal.key)
        if one.due is not None and one.due.last < due.last
        if (level := _level(one, indicator, after)) is not None
    ]
    return tuple(sorted(known, key=lambda one: one.period)[-_EDITIONS:])


def _of_region(key: Key, due: Period, after: Dataset) -> Decimal | None:
    """The level that the goal of a region asks for by a period; None where there is none."""
    indicator = after.indicators[key.indicator]
    goals = [one for one in after.targets_of(key) if one.due == due and one.amount is not None]
    return _level(goals[0], indicator, after) if goals else None
