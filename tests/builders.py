"""Small builders of values, so that a test names only what it is about."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from indicators.goals.methods import Assessment, assess
from indicators.goals.progress import Standing, Thresholds, stand
from indicators.goals.targets import Comparator, Plan, Target
from indicators.model import (
    Aggregation,
    Citation,
    Confidence,
    Direction,
    Indicator,
    Key,
    Kind,
    Qualifier,
    Status,
    Text,
    Unit,
)
from indicators.periods import Period
from indicators.table import MetricTable, Observation

KEY = Key("gdp", "changzhou", "all")
CITATION = Citation("magazine", "1", "…", Confidence.OFFICIAL)
GOAL_CITATION = Citation("magazine", "1", "by 2025", Confidence.OFFICIAL)
THRESHOLDS = Thresholds()
PLAN = Plan("14th", Text("“十四五”规划", "14th plan"), Period.of_year(2021), Period.of_year(2025))

When = int | str | Period
Number = int | str | Decimal


def period(when: When) -> Period:
    """Return 2025 or "2025Q3" as a period."""
    return when if isinstance(when, Period) else Period.parse(str(when))


def indicator(kind: Kind = Kind.STOCK, direction: Direction = Direction.HIGHER, **fields: Any) -> Indicator:
    """Return an indicator of a kind and a direction."""
    given = {
        "id": KEY.indicator,
        "name": Text("地区生产总值", "GDP"),
        "short_name": "GDP",
        "theme": "economy",
        "unit": Unit("%") if kind is Kind.RATIO else Unit("亿元", "100 million yuan"),
        "decimals": 1,
        "aggregation": Aggregation.SUM,
        "definition": Text("", ""),
        "owner": Text("", ""),
    }
    return Indicator(kind=kind, direction=direction, **{**given, **fields})


def observation(when: When, value: Number | None, **fields: Any) -> Observation:
    """Return one charted, exact, final figure, unless the fields say otherwise; None is a missing one."""
    given = {
        "id": f"o{when}",
        "key": KEY,
        "qualifier": Qualifier.EXACT,
        "status": Status.FINAL,
        "citation": CITATION,
    }
    number = None if value is None else Decimal(value)
    return Observation(period=period(when), value=number, **{**given, **fields})


def observations(values: Mapping[Any, Number | None], **fields: Any) -> tuple[Observation, ...]:
    """Return {2020: "2.4"} as observations that share the fields."""
    return tuple(observation(when, value, **fields) for when, value in values.items())


def table(values: Mapping[Any, Number | None], *more: Observation) -> MetricTable:
    """Return a table of the values, and of the observations beside them."""
    return MetricTable((*observations(values), *more))


def target(comparator: Comparator | str, amount: Number | None, due: When | None = 2025, **fields: Any) -> Target:
    """Return a goal; periods may be given as they are written and numbers as text."""
    for name in ("set_in", "base_period"):
        if fields.get(name) is not None:
            fields[name] = period(fields[name])
    for name in ("base_value", "amount_to", "stretch"):
        if fields.get(name) is not None:
            fields[name] = Decimal(fields[name])
    given = {"id": "t1", "plan": "14th", "key": KEY, "citation": GOAL_CITATION}
    return Target(
        comparator=Comparator(comparator),
        amount=None if amount is None else Decimal(amount),
        due=None if due is None else period(due),
        **{**given, **fields},
    )


def stands(
    goal: Target,
    values: Mapping[Any, Number | None] | MetricTable,
    on: When = 2025,
    of: Indicator | None = None,
    plan: Plan = PLAN,
) -> Standing:
    """Return where the goal stands on a period, of a stock where higher is better unless said otherwise."""
    figures = values if isinstance(values, MetricTable) else table(values)
    return stand(goal, of or indicator(), figures, period(on), THRESHOLDS, plan)


def assessed(
    goal: Target,
    values: Mapping[Any, Number | None] | MetricTable,
    on: When = 2025,
    of: Indicator | None = None,
    method: str = "pace",
    plan: Plan = PLAN,
) -> Assessment:
    """Return the goal assessed on a period by a method."""
    figures = values if isinstance(values, MetricTable) else table(values)
    return assess(goal, of or indicator(), figures, period(on), THRESHOLDS, method, plan)


def verdict(*given: Any, **named: Any) -> str:
    """Return the verdict of `assessed` as its word in English, which reads well in a test."""
    return assessed(*given, **named).verdict.value
