"""A goal held against what happened: `stand(target, ...)` gives a Standing, which a method then judges."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from indicators.goals.arithmetic import rounded
from indicators.goals.bases import base
from indicators.goals.readings import Reading, is_in_own_sentence, is_of_its_period, reading, readings, seasonal_share
from indicators.goals.standing import Reason, Standing, Thresholds
from indicators.goals.targets import RULES, Bar, Plan, Target, bar
from indicators.model import Indicator
from indicators.periods import Grain, Period, years_between
from indicators.table import MetricTable

__all__ = [
    "Reading",
    "Reason",
    "Standing",
    "Thresholds",
    "reading",
    "rounded",
    "seasonal_share",
    "stand",
]


def stand(
    target: Target,
    indicator: Indicator,
    table: MetricTable,
    on: Period,
    thresholds: Thresholds,
    plan: Plan | None = None,
) -> Standing:
    """Return where the indicator stands on the way to the goal, as known on a period; never raises for want of data.

    `plan` is the set of goals that the goal belongs to: its first year says where the goal starts from.
    """
    history = readings(target, indicator, table, on, plan)
    start = base(target, indicator, table, on, plan)
    value = _current(target, start, history)
    due = target.due
    reads_due_only = is_of_its_period(target, indicator, plan)
    if reads_due_only and value is start:
        value = None
    span = years_between(start.period, due) if start and due else None
    reach = bar(target, indicator.kind, start.value if start else None, span, thresholds.about)
    standing = Standing(
        target=target,
        indicator=indicator,
        on=on,
        thresholds=thresholds,
        bar=reach,
        base=start,
        value=value,
        history=tuple(one for one in history if value and one.period.ends_by(value.period)),
        expected=None,
        is_final=bool(due and value and value.period.last == due.last),
        was_met=_was_met(target, indicator, reach, start, value, history),
        reason=None,
        beside=_beside(target, table, on) if reads_due_only and value is None else None,
    )
    standing = replace(standing, reason=_reason(standing, plan, table, reads_due_only=reads_due_only))
    has_way = standing.covered is not None
    return replace(standing, expected=_expected(target, table, reach, start, value)) if has_way else standing


def _current(target: Target, start: Reading | None, history: tuple[Reading, ...]) -> Reading | None:
    """The latest reading that is not older than the base; else the base itself, unless that is a mere zero."""
    since = [one for one in history if start is None or start.period.ends_by(one.period)]
    if since and (start is None or since[-1].period != start.period):
        return since[-1]
    if start is None or RULES[target.comparator].from_zero:
        return None
    return start


def _beside(target: Target, table: MetricTable, on: Period) -> Reading | None:
    """The last figure before the due period, to be shown beside a goal that is not held against it."""
    grain = target.due.grain if target.due else Grain.YEAR
    before = [one for one in table.series(target.key, grain) if target.due and one.period.last < target.due.last]
    known = [one for one in before if one.period.ends_by(on) and not is_in_own_sentence(target, one)]
    return reading(known[-1]) if known else None


def _expected(
    target: Target, table: MetricTable, reach: Bar | None, start: Reading | None, value: Reading | None
) -> Decimal | None:
    """The share of the way that the path has at the period of the value: milestones, a season, or a straight line."""
    due = target.due
    if reach is None or start is None or value is None or due is None:
        return None
    is_part_of_year = due.grain is Grain.YEAR and value.period.last < due.last
    if RULES[target.comparator].from_zero and is_part_of_year and value.period.first == due.first:
        season = seasonal_share(table, target.key, value.period)
        if season is not None:
            return season
    stops = [(start.period.last, Decimal(0)), (due.last, Decimal(1))]
    for period, number in sorted(target.milestones):
        share = reach.share(start.value, number)
        if start.period.last < period.last < due.last and share is not None:
            stops.insert(-1, (period.last, share))
    return _on_the_path(stops, value.period.last)


def _on_the_path(stops: list[tuple[int, Decimal]], month: int) -> Decimal:
    """The share at a month that lies between the first stop and the last, on straight lines from stop to stop."""
    for (start, low), (end, high) in pairwise(stops):
        if start <= month <= end and start < end:
            return low + (high - low) * (month - start) / (end - start)
    return Decimal(1)


def _was_met(
    target: Target,
    indicator: Indicator,
    reach: Bar | None,
    start: Reading | None,
    value: Reading | None,
    history: tuple[Reading, ...],
) -> bool:
    """Whether the base or a reading between base and value met the goal for sure. A sum cannot be lost again."""
    if reach is None or value is None or RULES[target.comparator].from_zero:
        return False
    earlier = [one for one in history if one.period < value.period]
    since = [one for one in earlier if start is None or start.period.ends_by(one.period)]
    before = [start] if start and start.period < value.period else []
    return any(reach.met_by_all(one.interval(indicator.kind)) for one in (*before, *since))


def _reason(standing: Standing, plan: Plan | None, table: MetricTable, *, reads_due_only: bool) -> Reason | None:
    """The first thing that a light lacks, in the order in which a person would have to know it."""
    target, value, due = standing.target, standing.value, standing.target.due
    needs_due = RULES[target.comparator].needs_due
    lacks = (
        (Reason.NOT_SET, not is_set(target, plan, standing.on)),
        (Reason.NO_NUMBER, target.amount is None),
        (Reason.NOT_BEGUN, value is None and reads_due_only and due is not None and standing.on.last <= due.last),
        (Reason.NO_OBSERVATION, value is None),
        (Reason.NO_DUE, standing.bar is None and needs_due and due is None),
        (Reason.NO_BASE, standing.bar is None and standing.base is None),
        (Reason.UNDEFINED, standing.bar is None),
        (Reason.STALE, _is_stale(standing)),
        (None, standing.is_final),
        (Reason.NO_BASE, standing.base is None),
        (Reason.NO_EVIDENCE, value is standing.base and _is_no_evidence(standing, table)),
        (Reason.ONLY_BASE, value is standing.base),
        (None, standing.is_met or standing.was_met),
        (Reason.NO_DUE, due is None),
        (Reason.UNDEFINED, standing.covered is None),
    )
    return next((reason for reason, is_lacking in lacks if is_lacking), None)


def is_set(target: Target, plan: Plan | None, on: Period) -> bool:
    """Return whether a goal was set by a period; one whose own date is not printed, whether its plan was."""
    return was_set(target.set_in, plan, on)


def was_set(set_in: Period | None, plan: Plan | None, on: Period) -> bool:
    """Return whether what was set in a period, or with its plan, was set by another."""
    when = set_in or (plan.set_in if plan else None)
    return when is None or when.first <= on.last


def _is_no_evidence(standing: Standing, table: MetricTable) -> bool:
    """Whether a goal has nothing but a base that the goal itself prints, or one that meets it already.

    Of such a base no method says anything: the goal is to be held from the next period on.
    """
    base = standing.base
    figures = [table.by_id(name) for name in base.observations] if base else []
    printed = [one for one in figures if one is not None and not is_in_own_sentence(standing.target, one)]
    return standing.is_met or not printed


def _is_stale(standing: Standing) -> bool:
    """Whether the figure is older, as of the period asked, than the lag of its publication; a final one never is."""
    value = standing.value
    return (
        value is not None
        and not standing.is_final
        and years_between(value.period, standing.on) > standing.indicator.lag
    )
