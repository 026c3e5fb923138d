"""Where a goal starts from: the base that it names, else the one that §1 of the project's methods finds."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from indicators.goals.readings import Reading, is_in_own_sentence, last_full_year, levels, reading, start
from indicators.goals.targets import RULES, Plan, Target
from indicators.model import Indicator, Kind, Status
from indicators.periods import Grain, Period
from indicators.table import MetricTable, Observation


def base(
    target: Target, indicator: Indicator, table: MetricTable, on: Period, plan: Plan | None = None
) -> Reading | None:
    """Return what the goal starts from, as known on a period; None where nothing near enough is known.

    First what the goal names, or prints in its own sentence; then the figure of the period in which it was set, of
    the year before its plan begins, or of a year beside that one. A goal that counts from zero starts at 0; one for
    the growth of a period starts nowhere. What is to be judged is no base to judge it by, unless the goal names it.
    """
    if RULES[target.comparator].from_zero:
        since = start(target)
        return Reading(Decimal(0), since) if since else None
    if indicator.kind is Kind.GROWTH:
        return None
    last = min(on.last, target.due.last) if target.due else on.last
    known = {one.period: one for one in levels(target, table, last)}
    return _named(target, table, on, known) or _found(target, known, plan)


def _named(target: Target, table: MetricTable, on: Period, known: Mapping[Period, Observation]) -> Reading | None:
    """The base that the goal names: its own number first, then the figure of its period, be it a forecast."""
    if target.base_value is not None:
        period = target.base_period or last_full_year(target.set_in) or (target.due.eve() if target.due else None)
        return Reading(target.base_value, period) if period else None
    named = table.at(target.key, target.base_period) if target.base_period else None
    if named is None or named.value is None or not named.period.ends_by(on):
        return None
    is_of_one_definition = not named.is_actual or named.period in known
    return reading(named) if is_of_one_definition else None


def _found(target: Target, known: Mapping[Period, Observation], plan: Plan | None) -> Reading | None:
    before_due = {period: one for period, one in known.items() if target.due is None or period.last < target.due.last}
    own = [one for one in before_due.values() if is_in_own_sentence(target, one)]
    beside = [before_due[period] for period in _years_beside(target, plan) if period in before_due]
    exact = [before_due[period] for period in (target.set_in, _year_before(target, plan)) if period in before_due]
    counted = [one for one in beside if one.status is not Status.ESTIMATE]
    return next(map(reading, (*own[-1:], *exact, *counted, *beside)), None)


def _year_before(target: Target, plan: Plan | None) -> Period | None:
    """The year before the plan begins; for goals of part of a year, the same part of that year."""
    if plan is None or plan.first is None:
        return None
    year = Period.of_year(plan.first.first_year - 1)
    due = target.due
    if due is None or due.grain in {Grain.YEAR, Grain.YEARS}:
        return year
    return _years_later(due, year.year - due.year)


def _years_beside(target: Target, plan: Plan | None) -> tuple[Period, ...]:
    year = _year_before(target, plan)
    return (_years_later(year, -1), _years_later(year, 1)) if year else ()


def _years_later(period: Period, years: int) -> Period:
    return Period(last=period.last + 12 * years, first=period.first + 12 * years)
