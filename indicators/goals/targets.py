"""Goals, and what each kind of goal means as one number to reach.

Every comparator reduces to a number and a side. RULES is the whole of it: to add a kind of goal is to add
a row. The formulas are those of §1 of the project's methods.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType

from indicators.goals.arithmetic import power, slack
from indicators.goals.intervals import Interval, allowance
from indicators.model import Citation, Key, Kind, Qualifier, Text
from indicators.periods import Period


class Comparator(StrEnum):
    """The kinds of goals that plans print."""

    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    NET_INCREASE = "net_increase"
    MULTIPLE = "multiple"
    GROWTH = "growth"
    RANK_WITHIN = "rank_within"
    RANK_GAIN = "rank_gain"
    HOLD = "hold"
    NEWLY_ADDED = "newly_added"
    CUMULATIVE = "cumulative"
    BETWEEN = "between"
    MILESTONE = "milestone"


class Side(StrEnum):
    """On which side of the number to reach a goal is met."""

    UP = "up"
    DOWN = "down"
    BOTH = "both"


class Firmness(StrEnum):
    """How binding a goal is."""

    BINDING = "binding"
    EXPECTED = "expected"
    STRIVING = "striving"


@dataclass(frozen=True, slots=True)
class Plan:
    """A set of goals that were set together, and the years it covers."""

    id: str
    name: Text
    first: Period | None
    last: Period | None
    set_in: Period | None = None


@dataclass(frozen=True, slots=True)
class Target:
    """One goal as it is printed. `due` is None where the source names no date, `stretch` what it strives for beyond."""

    id: str
    plan: str
    key: Key
    due: Period | None
    comparator: Comparator
    amount: Decimal | None
    citation: Citation
    amount_to: Decimal | None = None
    stretch: Decimal | None = None
    base_period: Period | None = None
    base_value: Decimal | None = None
    milestones: tuple[tuple[Period, Decimal], ...] = ()
    firmness: Firmness = Firmness.EXPECTED
    set_in: Period | None = None
    part_of: str | None = None
    qualifier: Qualifier = Qualifier.EXACT
    note: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """The number to reach and the band in which a goal counts as met; an open end is None."""

    number: Decimal
    low: Decimal | None
    high: Decimal | None

    @property
    def side(self) -> Side:
        """Return on which side of the number the goal is met."""
        if self.low is None:
            return Side.DOWN
        return Side.UP if self.high is None else Side.BOTH

    def met_by(self, value: Decimal) -> bool:
        """Return whether a value meets the goal; a value within 1e-9 of the bar, as a share of it, is on it."""
        above = self.low is None or value >= self.low - slack(self.low)
        below = self.high is None or value <= self.high + slack(self.high)
        return above and below

    def met_by_all(self, values: Interval) -> bool:
        """Return whether every number that a figure may stand for meets the goal."""
        is_bounded = self.high is None or (values.high is not None and values.high <= self.high + slack(self.high))
        return is_bounded and (self.low is None or values.low >= self.low - slack(self.low))

    def met_by_none(self, values: Interval) -> bool:
        """Return whether no number that a figure may stand for meets the goal."""
        is_short = self.low is not None and values.is_below(self.low)
        return is_short or (self.high is not None and values.is_above(self.high))

    def nearest(self, value: Decimal) -> Decimal:
        """Return what a value that does not meet the goal has to reach: the number, or the edge of the band."""
        if self.low is not None and self.high is not None:
            return self.low if value < self.low else self.high
        return self.number

    def missing(self, value: Decimal) -> Decimal:
        """Return how much is left to reach: positive while the goal is not met, 0 or less once it is.

        Beyond a one-sided number the surplus is told as a negative amount. Within a band, or where "about"
        lets a value pass that stops short of the number, nothing is left and nothing is over: 0.
        """
        left = {
            Side.UP: self.number - value,
            Side.DOWN: value - self.number,
            Side.BOTH: abs(self.nearest(value) - value),
        }[self.side]
        if not self.met_by(value):
            return left
        return Decimal(0) if self.side is Side.BOTH else min(left, Decimal(0))

    def share(self, start: Decimal, value: Decimal) -> Decimal | None:
        """Return the share of the way from start to bar that a value has covered; None where start meets it.

        It is (value - start) / (bar - start). A goal with two sides counts the way to its band and is left
        again beyond it: the share is 1 in the band and falls on both sides.
        """
        if self.met_by(start):
            return None
        if self.side is not Side.BOTH:
            return (value - start) / (self.number - start)
        return 1 - self.missing(value) / self.missing(start)


@dataclass(frozen=True, slots=True)
class Rule:
    """What one comparator means: its words, its side, and its number to reach; None where that is no number.

    `words` name it, in sheets too; `phrase` says a goal with its {figure}: an amount of the indicator, or a number of
    its own with so many `decimals`.
    `needs_base` and `needs_due` say what the number cannot be told without, `from_zero` that the goal is
    held against a sum that starts at zero, `has_path` that being halfway there means something.
    """

    words: Text
    phrase: Text
    side: Side
    number: Callable[[Decimal, Decimal, Decimal], Decimal | None]
    decimals: int | None = None
    needs_base: bool = False
    needs_due: bool = False
    from_zero: bool = False
    has_path: bool = True


def _grown(amount: Decimal, base: Decimal, years: Decimal) -> Decimal | None:
    factor = power(1 + amount / 100, years)
    return None if factor is None else base * factor


RULES: Mapping[Comparator, Rule] = MappingProxyType(
    {
        # number(amount printed, base value, years from base to due)
        Comparator.AT_LEAST: Rule(
            Text("达到", "reach"), Text("达到 {figure}", "at least {figure}"), Side.UP, lambda x, y0, n: x
        ),
        Comparator.AT_MOST: Rule(
            Text("控制在以内", "stay within"),
            Text("控制在 {figure}以内", "at most {figure}"),
            Side.DOWN,
            lambda x, y0, n: x,
        ),
        Comparator.NET_INCREASE: Rule(
            Text("净增", "net increase"),
            Text("净增 {figure}", "a net increase of {figure}"),
            Side.UP,
            lambda x, y0, n: y0 + x,
            needs_base=True,
        ),
        Comparator.MULTIPLE: Rule(
            Text("倍增", "multiple of the base"),
            Text("达到基期的 {figure} 倍", "{figure} times the base"),
            Side.UP,
            lambda x, y0, n: y0 * x,
            decimals=2,
            needs_base=True,
        ),
        Comparator.GROWTH: Rule(
            Text("年均增长", "growth a year"),
            Text("年均增长 {figure}%", "growth of {figure}% a year"),
            Side.UP,
            _grown,
            decimals=1,
            needs_base=True,
            needs_due=True,
        ),
        Comparator.RANK_WITHIN: Rule(
            Text("进入前", "rank within"),
            Text("进入前 {figure} 位", "within the first {figure}"),
            Side.DOWN,
            lambda x, y0, n: x,
            decimals=0,
        ),
        Comparator.RANK_GAIN: Rule(
            Text("位次前进", "places gained"),
            Text("前进 {figure} 位", "{figure} up"),
            Side.DOWN,
            lambda x, y0, n: y0 - x,
            decimals=0,
            needs_base=True,
        ),
        Comparator.HOLD: Rule(
            Text("稳定在", "hold at"), Text("稳定在 {figure}左右", "about {figure}"), Side.BOTH, lambda x, y0, n: x
        ),
        Comparator.NEWLY_ADDED: Rule(
            Text("当年新增", "added in the year"),
            Text("当年新增 {figure}", "{figure} added in the year"),
            Side.UP,
            lambda x, y0, n: x,
            from_zero=True,
        ),
        Comparator.CUMULATIVE: Rule(
            Text("累计", "cumulative"),
            Text("累计 {figure}", "{figure} in all"),
            Side.UP,
            lambda x, y0, n: x,
            from_zero=True,
        ),
        Comparator.BETWEEN: Rule(
            Text("区间", "between"), Text("{figure}至 {end}", "{figure} to {end}"), Side.BOTH, lambda x, y0, n: x
        ),
        Comparator.MILESTONE: Rule(
            Text("节点", "milestone"), Text("节点 {figure}", "{figure}"), Side.UP, lambda x, y0, n: x, has_path=False
        ),
    }
)


def bar(target: Target, kind: Kind, base: Decimal | None, years: Decimal | None, about: Decimal) -> Bar | None:
    """Return the number to reach and its band; None where the goal prints none, or what it rests on is missing.

    `years` is the time from base to due (None without a date), `about` the share by which an amount may miss "about".
    """
    rule = RULES[target.comparator]
    if (rule.needs_base and base is None) or (rule.needs_due and years is None) or target.amount is None:
        return None
    number = rule.number(target.amount, base or Decimal(0), years or Decimal(0))
    if number is None:
        return None
    far = number if target.comparator is not Comparator.BETWEEN or target.amount_to is None else target.amount_to
    low, high = sorted((number, far))
    below, above = (_tolerance(target, kind, end, base, about) for end in (low, high))
    return Bar(
        number,
        low - below if rule.side in {Side.UP, Side.BOTH} else None,
        high + above if rule.side in {Side.DOWN, Side.BOTH} else None,
    )


def _tolerance(target: Target, kind: Kind, number: Decimal, base: Decimal | None, about: Decimal) -> Decimal:
    """By how much "about" may miss: half a unit of the last digit of a share; of an amount a share of the number.

    Of an amount it is never more than a tenth of the way from the base. A level to hold is never hit to the last
    digit: plans mean "around" also where they leave the word out.
    """
    if target.qualifier is not Qualifier.ABOUT and target.comparator is not Comparator.HOLD:
        return Decimal(0)
    in_points = allowance(target.amount or number, kind)
    if in_points is not None:
        return in_points
    way = abs(number - base) if base is not None and not RULES[target.comparator].from_zero else Decimal(0)
    usual = abs(number) * about
    return min(usual, way / 10) if way else usual
