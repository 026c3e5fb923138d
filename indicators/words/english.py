"""Numbers as an English reader expects them: billions and thousands, percentage points, ordinals, short and behind.

Each function says what the function of the same name in `wording` says in Chinese.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING

from indicators.goals.targets import RULES, Comparator, Side, Target
from indicators.model import Indicator, Kind, Qualifier, Unit
from indicators.periods import Period
from indicators.words import numbers
from indicators.words.numbers import ABSENT, digits, exact, share, shifted
from indicators.words.times import in_english as period

if TYPE_CHECKING:
    from indicators.goals.methods import Assessment

PREFIX: Mapping[Qualifier, str] = MappingProxyType(
    {
        Qualifier.EXACT: "",
        Qualifier.ABOUT: "about ",
        Qualifier.OVER: "over ",
        Qualifier.UNDER: "nearly ",
        Qualifier.AT_LEAST: "at least ",
    }
)
_HUNDRED_MILLION, _TEN_THOUSAND = "100 million ", "10,000 "
_THOUSAND = "thousand "
_IN_BILLIONS, _IN_MILLIONS, _IN_THOUSANDS = -1, 2, 1
_FEWEST_FOR_BILLIONS = 10
_SCALES = ((_HUNDRED_MILLION, "billion ", _IN_BILLIONS), (_TEN_THOUSAND, _THOUSAND, _IN_THOUSANDS))
_ONE: Mapping[str, str] = MappingProxyType({"people": "person", "units": "unit"})


def counted(figure: str, unit: str) -> str:
    """Return a number with what it counts: 5,791 firms, 1 place."""
    if figure == "1":
        unit = _ONE.get(unit, unit.removesuffix("s"))
    return f"{figure} {unit}".strip()


def ordinal(figure: str) -> str:
    """Return a rank: 1st, 2nd, 3rd, 11th."""
    teens = figure[-2:] in {"11", "12", "13"}
    return figure + ("th" if teens else {"1": "st", "2": "nd", "3": "rd"}.get(figure[-1:], "th"))


def unit(of: Unit) -> str:
    """Return a unit as it stands in a head or beside an axis: billion yuan for 100 million yuan."""
    words = of.english or of.symbol
    for printed, said, _ in _SCALES:
        if words.startswith(printed):
            return said + words.removeprefix(printed)
    return words


def drawn(value: Decimal, indicator: Indicator) -> Decimal:
    """Return a value as it is counted under the head that names its unit: 8,807.6 times 100 million is 880.76."""
    return value.scaleb(_shift(indicator.unit))


def _shift(of: Unit) -> int:
    words = of.english or of.symbol
    return next((shift for printed, _, shift in _SCALES if words.startswith(printed)), 0)


def number(
    value: Decimal,
    indicator: Indicator,
    beside: Decimal | None = None,
    qualifier: Qualifier = Qualifier.EXACT,
) -> str:
    """Return a value without its unit, as it stands under a head that names it."""
    figure, shift = numbers.number(value, indicator, beside, qualifier), _shift(indicator.unit)
    return shifted(figure, shift) if shift else figure


def scaled(
    value: Decimal,
    indicator: Indicator,
    beside: Decimal | None = None,
    qualifier: Qualifier = Qualifier.EXACT,
) -> tuple[str, str]:
    """Return number and unit as two texts: 8,807.6 times 100 million yuan is 880.76 and billion yuan."""
    unit, shift = indicator.unit.english or indicator.unit.symbol, 0
    if unit.startswith(_HUNDRED_MILLION):
        large = abs(value) >= _FEWEST_FOR_BILLIONS
        shift = _IN_BILLIONS if large else _IN_MILLIONS
        unit = f"{'billion' if large else 'million'} {unit.removeprefix(_HUNDRED_MILLION)}"
    elif unit.startswith(_TEN_THOUSAND):
        shift, unit = _IN_THOUSANDS, _THOUSAND + unit.removeprefix(_TEN_THOUSAND)
    figure = numbers.number(value, indicator, beside, qualifier)
    return shifted(figure, shift) if shift else figure, unit


def amount(
    value: Decimal, indicator: Indicator, qualifier: Qualifier = Qualifier.EXACT, beside: Decimal | None = None
) -> str:
    """Return a value as it stands in a sentence: over 5,400 firms, 165.7 thousand yuan, 21st."""
    figure, unit = scaled(value, indicator, beside, qualifier)
    if indicator.kind is Kind.RANK:
        return f"within the first {figure}" if qualifier is Qualifier.UNDER else PREFIX[qualifier] + ordinal(figure)
    return PREFIX[qualifier] + (f"{figure}%" if indicator.unit.is_percent else counted(figure, _said(unit, indicator)))


def _said(unit: str, indicator: Indicator) -> str:
    """A unit in a sentence: what is merely counted is named by its indicator, only thousands of it are said."""
    if not indicator.unit.is_count:
        return unit
    return unit.partition(" ")[0] if unit.startswith(_THOUSAND) else ""


def short(value: Decimal, indicator: Indicator, qualifier: Qualifier) -> str:
    """Return a value as it stands under a head that names the unit: over 60, top 50."""
    if indicator.kind is Kind.RANK and qualifier is Qualifier.UNDER:
        return f"top {number(value, indicator)}"
    return PREFIX[qualifier] + number(value, indicator, qualifier=qualifier)


def bounds(low: Decimal, high: Decimal, indicator: Indicator) -> str:
    """Return the ends between which a figure lies, with all their digits: 2.995 and 3.005%."""
    said = "%" if indicator.unit.is_percent else f" {unit(indicator.unit)}"
    return f"{exact(drawn(low, indicator))} and {exact(drawn(high, indicator))}{said}"


def difference(value: Decimal, indicator: Indicator) -> str:
    """Return the size of a difference: 0.08 percentage points, 1 place, 12.5 million yuan. Without sign."""
    size = abs(value)
    if indicator.unit.is_percent:
        return counted(digits(size, max(indicator.decimals, 1)), "percentage points")
    if indicator.kind is Kind.RANK:
        return counted(digits(size, 0), "places")
    figure, unit = scaled(size, indicator)
    return counted(figure, _said(unit, indicator))


def change(now: Decimal, before: Decimal, indicator: Indicator) -> str:
    """Return a change with its arrow: ↑ 0.16 percentage points, ↑ 13.5%, up 2 places, unchanged."""
    step = now - before
    if indicator.kind is Kind.RANK or not step:
        return moved(int(-step))
    arrow = "↑" if step > 0 else "↓"
    if indicator.unit.is_percent or before <= 0:
        return f"{arrow} {difference(step, indicator)}"
    return f"{arrow} {digits(abs(step) / before * 100, 1)}%"


def moved(places: int | None) -> str:
    """Return a change of rank: up 2 places, down 1 place, unchanged; empty where there was no rank before."""
    if places is None:
        return ""
    return "unchanged" if not places else f"{'up' if places > 0 else 'down'} {counted(str(abs(places)), 'places')}"


def moved_since(places: int) -> str:
    """Return a change of rank since the year before."""
    return f"{moved(places)} on the year before"


def ranked(rank: int | None, of: int, places: int | None) -> str:
    """Return a rank in words: 3rd of 7, up 1 place on the year before; empty where there is none."""
    if rank is None:
        return ""
    return f"{ordinal(str(rank))} of {of}" + (f", {moved_since(places)}" if places is not None else "")


def steady(rank: int, years: int) -> str:
    """Return that a rank did not change for years running."""
    return f"{ordinal(str(rank))} for {years} years running"


def since(before: Period) -> str:
    """Return since when a change is told, where that is not the year before."""
    return f"against {period(before)}"


def way(assessment: Assessment) -> str:
    """Return the share of the way covered and the lag."""
    return f"{share(assessment.standing.covered)} of the way, {lag(assessment.standing.lag)}"


def lag(value: Decimal | None) -> str:
    """Return a lag in words: 10 percentage points behind, 3.2 percentage points ahead, exactly on the path."""
    if value is None:
        return ABSENT
    if not value:
        return "exactly on the path"
    return f"{points(value)} {'behind' if value > 0 else 'ahead'}"


def goal(target: Target, indicator: Indicator) -> str:
    """Return a goal as it is printed, before any arithmetic: a net increase of 450 firms, at least 50%, doubling."""
    rule, holds = RULES[target.comparator], target.comparator is Comparator.HOLD
    if target.amount is None:
        return "a milestone without a number"
    if target.comparator is Comparator.MULTIPLE and target.amount == 2:  # noqa: PLR2004 - twice
        return "doubling"
    if rule.decimals is not None:
        figure = digits(target.amount, rule.decimals)
        figure = counted(figure, "places") if target.comparator is Comparator.RANK_GAIN else figure
        return rule.phrase.en.format(figure=figure)
    figure = amount(target.amount, indicator, Qualifier.EXACT if holds else target.qualifier)
    if target.comparator is Comparator.AT_LEAST and target.qualifier is not Qualifier.EXACT:
        return figure
    end = amount(target.amount if target.amount_to is None else target.amount_to, indicator)
    return rule.phrase.en.format(figure=figure, end=end)


def due(target: Target) -> str:
    """Return when a goal is due, or that the source names no date."""
    return period(target.due) if target.due else "no date set"


def remaining(assessment: Assessment, reason: str) -> str:
    """Return what is left, as far as the figure bounds it: 0.08 percentage points short, less than 50 firms short."""
    standing = assessment.standing
    gap, bar, value = standing.gap, standing.bar, standing.value
    if gap is None or bar is None or value is None:
        return reason
    if standing.is_met and None not in {bar.low, bar.high}:
        return "within the band"
    if gap == 0 and value.value == bar.number:
        return "met exactly" if value.qualifier is Qualifier.EXACT else "equal to the goal, to be verified"
    if gap == 0:
        return "within what “about” allows"
    size, where = difference(gap, standing.indicator), "short" if gap > 0 else "beyond"
    if value.qualifier is Qualifier.EXACT:
        return f"{size} {where}"
    if value.qualifier is Qualifier.ABOUT or bar.side is Side.BOTH:
        return f"about {size} {where}"
    is_better = (value.qualifier is not Qualifier.UNDER) is (bar.side is Side.UP)
    return f"{'less' if is_better is (gap > 0) else 'more'} than {size} {where}"


def pace_needed(assessment: Assessment) -> str:
    """Return the yearly change that still leads to the goal: needs a rise of 0.04 percentage points a year."""
    standing = assessment.standing
    if standing.needed is None:
        return ABSENT
    up, when = standing.needed > 0, "by the due date" if standing.years_left == 1 else "a year"
    size = size_needed(assessment)
    if standing.indicator.kind is Kind.RANK:
        return f"may fall {size} {when}" if up else f"needs to gain {size} {when}"
    if standing.needed_growth is not None and up:
        return f"needs growth of {size} {when}"
    return f"needs a {'rise' if up else 'fall'} of {size} {when}"


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
    return counted(size, "percentage points")


def places(count: Decimal) -> str:
    """Return how many places a rank moves. Without sign."""
    return counted(digits(abs(count), 1), "places")
