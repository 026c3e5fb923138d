"""New goals held against whatever is known: the figures, earlier goals, the other regions, the whole."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import partial
from itertools import pairwise
from statistics import median

from indicators.dataset import Dataset
from indicators.goals.bases import base
from indicators.goals.readings import start
from indicators.goals.targets import RULES, Comparator, Target, bar
from indicators.model import Indicator, Key, Kind
from indicators.periods import Grain, Period, years_between
from indicators.problems import Problem, problem
from indicators.proposals.around import Surroundings
from indicators.proposals.compared import AMOUNTS, Compared, Known, odd, times
from indicators.proposals.groups import in_groups
from indicators.proposals.plausible import known_beside, nearest, parts_of_years
from indicators.proposals.proposal import Proposal
from indicators.releases.changes import Change
from indicators.tables.columns import TARGETS

_LATER_THAN_ALL = Period.of_year(9999)
_EDITIONS = 5
_ANOTHER_SIZE, _LAST_FEW = Decimal(4), 2
_PRINTED = ("amount", "amount_to", "stretch")
_SAY = (*_PRINTED, "base_value", "comparator", "base_period", "due")


def implausible_goals(proposal: Proposal, after: Dataset) -> Iterator[Problem]:
    """Yield a question for each number of a new or altered goal that is odd beside what is known.

    What is compared is the number to reach: of a growth a year, a net increase, a multiple the level that it leads to.
    """
    changed = [one for one in proposal.changes if one.table == TARGETS.name and _says_otherwise(one)]
    goals = {one.id: one for one in after.targets} if changed else {}
    new = [goals[change.id] for change in changed if change.id in goals]
    found = [pair for goal in new for pair in _numbers(goal, proposal, after)]

    around = Surroundings(after, partial(_goal_at, after), partial(_nearest, after))
    yield from in_groups([compared for name, compared in found if name == "amount"], around)
    for name, compared in found:
        if name != "amount" and compared.is_odd:
            yield odd("far-from-before", compared)
    for goal in new:
        yield from _unlike_increases(goal, proposal, after)


def _unlike_increases(goal: Target, proposal: Proposal, after: Dataset) -> Iterator[Problem]:
    """A net increase a year that is another size than each of the last increases that the figures had."""
    indicator = after.indicators.get(goal.key.indicator)
    since = base(goal, indicator, after.table, _LATER_THAN_ALL, after.plan_of(goal)) if indicator else None
    if indicator is None or since is None or goal.comparator is not Comparator.NET_INCREASE:
        return
    if not goal.amount or not goal.due:
        return
    known = pairwise(_figures(goal, goal.due, after))
    had = [(now.value - then.value) / years_between(then.period, now.period) for then, now in known][-_LAST_FEW:]
    yearly = goal.amount / max(years_between(since.period, goal.due), Decimal(1))
    if had and min(had) > 0 and all((times(yearly, each) or 0) >= _ANOTHER_SIZE for each in had):
        place = proposal.places[TARGETS.name, goal.id].at("amount")
        yield problem("unlike-increases", place, f"{goal.amount:f}", usual=f"{median(had):.{indicator.decimals}f}")


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
    rough = () if earlier else (*parts_of_years(after, goal.key, due), *_other_goals(goal, due, after))
    editions = () if indicator.kind not in AMOUNTS else (*earlier, *_goals_before(goal, due, after))
    editions = () if goal.comparator is Comparator.HOLD else editions
    period = goal.due or (earlier[-1].period if earlier else due)
    for name in _PRINTED:
        printed = getattr(goal, name)
        level = _level(replace(goal, amount=printed, amount_to=printed), indicator, after) if printed else None
        if level is not None:
            whose = editions if name == "amount" else ()
            highest = above[-1] if above else None
            at = place.at(name)
            yield name, Compared(goal.key, period, level, earlier, at, indicator, highest, whose, rough=rough)
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
    earlier = [one for one in after.targets_of(goal.key) if one.due is not None and one.due.last < due.last]
    known = [found for one in earlier if (found := _asked_for(one, after))]
    return tuple(sorted(known, key=lambda one: one.period)[-_EDITIONS:])


def _other_goals(goal: Target, due: Period, after: Dataset) -> tuple[Known, ...]:
    """The level of the goal of the same thing that is due next to this one, then or later, and of another number."""
    others = [one for one in after.targets_of(goal.key) if one.id != goal.id and one.due and one.due.last >= due.last]
    levels = [_asked_for(one, after) for one in sorted(others, key=lambda one: one.due or due)]
    return tuple(one for one in levels if one)[:1]


def _asked_for(goal: Target, after: Dataset) -> Known | None:
    """The level that a goal asks for, and by when."""
    indicator = after.indicators.get(goal.key.indicator)
    level = _level(goal, indicator, after) if indicator and goal.due else None
    return Known(goal.due, level, is_goal=True) if goal.due and level is not None else None


def _goal_at(after: Dataset, key: Key, due: Period) -> Decimal | None:
    """The level that the goal of a key asks for by a period; None where there is none."""
    found = next((_asked_for(one, after) for one in after.targets_of(key) if one.due == due), None)
    return found.value if found else None


def _nearest(after: Dataset, key: Key, due: Period) -> Known | None:
    """The level of the goal of a key that is due nearest to a period; where it has none, its nearest figure."""
    goals = [found for one in after.targets_of(key) if (found := _asked_for(one, after))]
    goal = min(goals, key=lambda one: abs(one.period.last - due.last), default=None)
    return goal or nearest(after, key, due)
