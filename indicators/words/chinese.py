"""Numbers and phrases as a Chinese official would write them: 万 and 亿, % against 百分点, 相差多少, 位次."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

from indicators.goals.methods import Assessment
from indicators.goals.targets import RULES, Comparator, Side, Target
from indicators.model import Indicator, Kind, Qualifier, Unit
from indicators.periods import Period
from indicators.words.numbers import ABSENT, digits, exact, number, share
from indicators.words.times import in_chinese as period

_WAN = Decimal(10000)
_LARGE = Decimal(100000)
_COUNTED_BY_WAN = frozenset({"元", "人", "件", "家", "个", "辆", "项", "套"})
PREFIX: Mapping[Qualifier, str] = {
    Qualifier.EXACT: "",
    Qualifier.ABOUT: "约 ",
    Qualifier.OVER: "超 ",
    Qualifier.UNDER: "近 ",
    Qualifier.AT_LEAST: "不低于 ",
}
_BLANK = re.compile(r"(?<=[^\x00-\x7f]) (?=[^\x00-\x7f0-9]|[0-9])|(?<=[0-9%]) (?=[^\x00-\x7f])")
_THOUSANDS = re.compile(r"(?<=[0-9]),(?=[0-9]{3})")
_OVER, _EXCEEDS = PREFIX[Qualifier.OVER], "超过"


def amount(
    value: Decimal, indicator: Indicator, qualifier: Qualifier = Qualifier.EXACT, beside: Decimal | None = None
) -> str:
    """Return a value as it stands in a sentence: comparator, number, unit ("超 5,400 家", "16.57 万元", "第 21 位")."""
    prefix = PREFIX[qualifier]
    figure, unit = scaled(value, indicator, beside, qualifier)
    if indicator.unit.is_percent:
        return f"{prefix}{figure}%"
    if indicator.kind is Kind.RANK:
        return f"前 {figure} 位" if qualifier is Qualifier.UNDER else f"{prefix}第 {figure} 位"
    return f"{prefix}{figure} {unit}"


def short(value: Decimal, indicator: Indicator, qualifier: Qualifier) -> str:
    """Return a value as it stands under a head that names the unit: comparator and number ("超 60", "前 50")."""
    if indicator.kind is Kind.RANK and qualifier is Qualifier.UNDER:
        return f"前 {number(value, indicator)}"
    return PREFIX[qualifier] + number(value, indicator, qualifier=qualifier)


def bounds(low: Decimal, high: Decimal, indicator: Indicator) -> str:
    """Return the ends between which a figure lies, with all their digits: 2.995 至 3.005%, 100 至 120 家."""
    unit = "%" if indicator.unit.is_percent else f" {indicator.unit.symbol}"
    return f"{exact(low)} 至 {exact(high)}{unit}"


def unit(of: Unit) -> str:
    """Return a unit as it stands in a head or beside an axis: as it is printed."""
    return of.symbol


def drawn(value: Decimal, indicator: Indicator) -> Decimal:  # noqa: ARG001 - the same call in each language
    """Return a value as it is counted under the head that names its unit: as it is."""
    return value


def scaled(
    value: Decimal,
    indicator: Indicator,
    beside: Decimal | None = None,
    qualifier: Qualifier = Qualifier.EXACT,
) -> tuple[str, str]:
    """Return number and unit as two texts, counted by 万 where that reads better."""
    if indicator.unit.symbol in _COUNTED_BY_WAN and abs(value) >= _LARGE:
        return digits(value / _WAN, 2), f"万{indicator.unit.symbol}"
    return number(value, indicator, beside, qualifier), indicator.unit.symbol


def running(text: str) -> str:
    """Return text in the manner of running text: no blank beside a unit, no thousands comma, 超过 in full."""
    return _THOUSANDS.sub("", _BLANK.sub("", text.replace(_OVER, _EXCEEDS)))


def joined(first: str, second: str, fewest: int = 1) -> str:
    """Return two names as one, without saying twice what ends the first and begins the second, if long enough."""
    shared = next((n for n in range(min(len(first), len(second)), fewest - 1, -1) if first.endswith(second[:n])), 0)
    return first + second[shared:]


def difference(value: Decimal, indicator: Indicator) -> str:
    """Return the size of a difference: 百分点 between shares, 位 between ranks, else the unit. Without sign."""
    size = abs(value)
    if indicator.unit.is_percent:
        return f"{digits(size, max(indicator.decimals, 1))} 个百分点"
    if indicator.kind is Kind.RANK:
        return f"{digits(size, 0)} 位"
    figure, unit = scaled(size, indicator)
    return f"{figure} {unit}"


def change(now: Decimal, before: Decimal, indicator: Indicator) -> str:
    """Return a change with its arrow: ↑ 0.16 个百分点, ↑ 13.5%, 进 2 位, 持平."""
    moved = now - before
    if not moved:
        return "持平"
    if indicator.kind is Kind.RANK:
        return f"{'进' if moved < 0 else '退'} {digits(abs(moved), 0)} 位"
    arrow = "↑" if moved > 0 else "↓"
    if indicator.unit.is_percent or before <= 0:
        return f"{arrow} {difference(moved, indicator)}"
    return f"{arrow} {digits(abs(moved) / before * 100, 1)}%"


def moved(places: int | None) -> str:
    """Return a change of rank: 进 2 位, 退 1 位, 持平; empty where there was no rank before."""
    if places is None:
        return ""
    return "持平" if not places else f"{'进' if places > 0 else '退'} {abs(places)} 位"


def moved_since(places: int) -> str:
    """Return a change of rank since the year before: 较上年进 2 位."""
    return f"较上年{moved(places)}"


def ranked(rank: int | None, of: int, places: int | None) -> str:
    """Return a rank in words: 第 3/7 位，较上年进 1 位; empty where there is none."""
    if rank is None:
        return ""
    return f"第 {rank}/{of} 位" + (f"，{moved_since(places)}" if places is not None else "")


def steady(rank: int, years: int) -> str:
    """Return that a rank did not change for years running: 连续 3 年列第 5 位."""
    return f"连续 {years} 年列第 {rank} 位"


def since(before: Period) -> str:
    """Return since when a change is told, where that is not the year before: 较2021年."""
    return f"较{period(before)}"


def way(assessment: Assessment) -> str:
    """Return the share of the way covered and the lag: 完成进度 27.5%，落后 47.5 个百分点."""
    return f"完成进度 {share(assessment.standing.covered)}，{lag(assessment.standing.lag)}"


def lag(value: Decimal | None) -> str:
    """Return a lag in words: 落后 10.0 个百分点, 快 3.2 个百分点, 与序时同步."""
    if value is None:
        return ABSENT
    if not value:
        return "与序时同步"
    return f"{'落后' if value > 0 else '快'} {points(value)}"


def goal(target: Target, indicator: Indicator) -> str:
    """Return a goal as it is printed, before any arithmetic: 净增 450 家, 达到 50%, 倍增, 前进 2 位."""
    rule, holds = RULES[target.comparator], target.comparator is Comparator.HOLD
    if target.amount is None:
        return "节点性目标"
    if target.comparator is Comparator.MULTIPLE and target.amount == 2:  # noqa: PLR2004 - twice
        return "倍增"
    if rule.decimals is not None:
        return rule.phrase.zh.format(figure=digits(target.amount, rule.decimals))
    figure = amount(target.amount, indicator, Qualifier.EXACT if holds else target.qualifier)
    if target.qualifier is Qualifier.OVER and rule.side is Side.UP:
        plain = figure.removeprefix(_OVER)
        return f"超过 {plain}" if target.comparator is Comparator.AT_LEAST else f"{rule.words.zh} {plain}以上"
    end = amount(target.amount if target.amount_to is None else target.amount_to, indicator)
    return rule.phrase.zh.format(figure=figure, end=end).replace("  ", " ")


def due(target: Target) -> str:
    """Return when a goal is due, or that the source names no date."""
    return period(target.due) if target.due else "未定期限"


def remaining(assessment: Assessment, reason: str) -> str:
    """Return what is left, as far as the figure bounds it: 相差 0.08 个百分点, 相差不到 50 家, 恰好达到; or why not."""
    standing = assessment.standing
    gap, bar, value = standing.gap, standing.bar, standing.value
    if gap is None or bar is None or value is None:
        return reason
    if standing.is_met and None not in {bar.low, bar.high}:
        return "在目标区间内"
    if gap == 0 and value.value == bar.number:
        return "恰好达到" if value.qualifier is Qualifier.EXACT else "与目标相当，待核"
    if gap == 0:
        return "在允许范围内"
    size = difference(gap, standing.indicator)
    words = "相差" if gap > 0 else "超出"
    if value.qualifier is Qualifier.EXACT:
        return f"{words} {size}"
    if value.qualifier is Qualifier.ABOUT or bar.side is Side.BOTH:
        return f"{words}约 {size}"
    is_better = (value.qualifier is not Qualifier.UNDER) is (bar.side is Side.UP)
    return f"{words}不到 {size}" if is_better is (gap > 0) else f"{words} {size}以上"


def pace_needed(assessment: Assessment) -> str:
    """Return the yearly change that still leads to the goal: 年均需提高 0.04 个百分点, 年均需增长 6.2%.

    Where one year is left there is nothing to average: 到期前需提高 0.04 个百分点.
    """
    standing = assessment.standing
    if standing.needed is None:
        return ABSENT
    up, needs = standing.needed > 0, "到期前需" if standing.years_left == 1 else "年均需"
    size = size_needed(assessment)
    if standing.indicator.kind is Kind.RANK:
        return f"{needs}{'退' if up else '进'} {size}"
    if standing.needed_growth is not None and up:
        return f"{needs}增长 {size}"
    return f"{needs}{'提高' if up else '降低'} {size}"


def size_needed(assessment: Assessment) -> str:
    """Return by how much a value has to change each year, or the sign of absence. Without sign."""
    standing = assessment.standing
    if standing.needed is None:
        return ABSENT
    if standing.indicator.kind is Kind.RANK:
        return places(standing.needed)
    if standing.needed_growth is not None and standing.needed > 0:
        return f"{digits(standing.needed_growth * 100, 1)}%"
    return difference(standing.needed, standing.indicator)


def points(value: Decimal) -> str:
    """Return the size of a lag, with more decimals where one would make it nothing. Without sign."""
    size = digits(abs(value), 1)
    size = digits(abs(value), 3) if size == "0" else size
    return f"{size} 个百分点"


def places(count: Decimal) -> str:
    """Return how many places a rank moves. Without sign."""
    return f"{digits(abs(count), 1)} 位"
