"""Figures in sentences: the latest of a series with its change, regions side by side, a sum against its whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from indicators.dataset import Dataset
from indicators.model import Indicator, Kind, Qualifier, Region, RegionKind, Text
from indicators.periods import Period
from indicators.table import Observation
from indicators.views.regions import Comparison, Place, Sum
from indicators.words import changes, english, phrases, wording
from indicators.words.phrases import say

_NOTHING = Text("截至{on}，暂缺年度数据。", "There is no yearly figure by {on}.")
_YEAR_BEFORE = Text("比上年{mark}", "the year before{mark}")
_THAN = Text("比{period}{mark}", "{period}{mark}")
_CONSTANT_PRICES = Text("按不变价格计算，", " at constant prices")
_NOMINAL = Text("名义", " nominally")
_CHANGED = Text("，{prices}{than}{nominal}{moved}{about}{size}", ", {moved} {about}{size}{prices}{nominal} from {than}")
_SAME = Text("，{than}持平", ", the same as {than}")
_ABOUT = Text("约", "about ")
_MOVES = {
    "ratio": (Text("提高", "up"), Text("降低", "down")),
    "rank": (Text("前进", "up"), Text("后退", "down")),
    "share": (Text("增长", "up"), Text("下降", "down")),
    "amount": (Text("增加", "up"), Text("减少", "down")),
}
_STOP = Text("。", ".")
_ALONE = Text(
    "{period}，仅{region}有{name}数据，为{value}{mark}",
    "{name} in {period} is known of {region} alone: {value}{mark}",
)
_LED = Text(
    "{period}，在有{name}数据的{count}个区域中，{first}{high}，居首位；{last}{low}",
    "{name}, {count} regions known for {period}: {first} came first with {high} and {last} last with {low}",
)
_APART = Text("，相差{about} {size}", "; first and last are {about}{size} apart")
_EQUAL = Text(
    "{period}，在有{name}数据的{count}个区域数值相同，均为{high}",
    "{name}, {count} regions known for {period}: all have {high}",
)
_PAIR = Text(
    "{period}，在有{name}数据的{count}个区域中，{first}{high}，{last}{low}",
    "{name}, {count} regions known for {period}: {first} had {high} and {last} {low}",
)
_OWN = Text("；{region}居其中第 {rank} 位", "; {region} came {place} among them")
_TIED = Text("{regions}并列", "{regions}")
_SINCE = Text("。与上年相比，{moves}", ". Against the year before, {moves}")
_NO_MOVES = Text("。各区域位次与上年持平", ". All ranks are those of the year before")
_GAINED = Text("{region}进 {size}", "{region} gained {size}")
_LOST = Text("{region}退 {size}", "{region} lost {size}")
_MISSING = Text("。{regions}该年数据暂缺", ". No figure of that year is known of {regions}")
_MANY = Text("其余 {count} 个区域", "{count} other regions")
_SUM = Text(
    "{period}{name}各区合计 {total}，{city} {amount}",
    "{name} in {period}: the {parts} sum to {total}, the figure of {city} is {amount}",
)
_LESS, _MORE = (
    Text("，合计比{whole}少 {share}%", "; the sum is {share}% below it"),
    Text("，合计比{whole}多 {share}%", "; the sum is {share}% above it"),
)
_INCOMPLETE = Text(
    "{period}{name}缺{regions}，各区合计不完整，不与{whole}比较",
    "{name} in {period}: the sum of the {parts} lacks {regions} and is not held against {whole}",
)
_NAMED = 3
_ROUNDING = Text("因四舍五入，分项之和与总计不等。", "Figures do not sum to the total because of rounding.")


def rounding(parts: Sequence[Decimal], whole: Decimal, indicator: Indicator) -> tuple[Text, ...]:
    """Return the note on rounding, where rounding explains why parts do not sum to the whole; nothing elsewhere.

    It does where they differ by at most half a unit of the last digit that is shown for each part.
    """
    miss = abs(sum(parts, Decimal(0)) - whole)
    unit = Decimal(1).scaleb(-indicator.decimals)
    return (_ROUNDING,) if 0 < miss <= unit / 2 * len(parts) else ()


def series(dataset: Dataset, figures: Sequence[Observation], on: Period, stop: Text = _STOP) -> Text:
    """Return the latest figure of a series by a period, with its change since the year before, or the one known.

    `stop` ends the sentence, unless it goes on.
    """
    known = [one for one in figures if one.value is not None and one.period.ends_by(on)]
    if not known:
        return say(_NOTHING, on=phrases.period(on))
    last = known[-1]
    indicator = dataset.indicator(last.key.indicator)
    parts = [phrases.figure(dataset, last.key, indicator, **_phrased(dataset, last))]
    if known[:-1]:
        parts.append(_change(dataset, indicator, last, known[-2]))
    return phrases.clauses((*parts, stop))


def _phrased(dataset: Dataset, one: Observation) -> dict[str, Text]:
    indicator = dataset.indicator(one.key.indicator)
    value = phrases.amount(one.value or wording.ZERO, indicator, one.qualifier)
    return {"period": phrases.period(one.period), "value": value, "mark": phrases.mark((one,))}


def _change(dataset: Dataset, indicator: Indicator, last: Observation, before: Observation) -> Text:
    """The change between two figures, as far as both bound it."""
    found = changes.step(dataset, last, before)
    if found is None:
        return Text("", "")
    is_year_before = before.period == last.period.previous()
    mark = "" if found.is_official else phrases.mark((before,))
    than = say(_YEAR_BEFORE if is_year_before else _THAN, period=phrases.period(before.period), mark=mark)
    if not found.size.zh:
        return say(_SAME, than=than)
    is_share = found.size.zh.endswith("%")
    return say(
        _CHANGED,
        prices=_CONSTANT_PRICES if found.at_constant_prices else "",
        than=than,
        about=found.qualified,
        nominal=_NOMINAL if found.is_nominal else "",
        moved=_MOVES["share"][not found.is_up] if is_share else _moved(indicator, is_up=found.is_up),
        size=found.size,
    )


def _about(*figures: Observation) -> Text:
    return Text("", "") if {one.qualifier for one in figures} == {Qualifier.EXACT} else _ABOUT


def _moved(indicator: Indicator, *, is_up: bool) -> Text:
    if indicator.kind is Kind.RANK:
        return _MOVES["rank"][is_up]
    return _MOVES["ratio" if indicator.unit.is_percent else "amount"][not is_up]


def ranking(dataset: Dataset, comparison: Comparison) -> Text:
    """Return regions side by side as a sentence: first, last, the spread, the city's own place, ranks that moved."""
    if not comparison.places:
        return say(_NOTHING, on=phrases.period(comparison.period))
    if len(comparison.places) == 1:
        only = comparison.places[0]
        name = phrases.counted_by(phrases.named(dataset, only.observation.key), comparison.indicator)
        phrased = _phrased(dataset, only.observation)
        return phrases.clauses((say(_ALONE, name=name, region=phrases.place(only.region), **phrased), _STOP))
    return phrases.clauses((*_ranked(dataset, comparison), _STOP))


def _ranked(dataset: Dataset, found: Comparison) -> Iterator[Text]:
    places = [one for one in found.places if one.region.kind is not RegionKind.COMPOSITE] or list(found.places)
    best, worst = places[0], places[-1]
    parts = {
        "name": phrases.counted_by(phrases.named(dataset, best.observation.key), found.indicator),
        "period": phrases.period(found.period),
        "count": Text(str(len(places)), str(len(places))),
        "high": _with_mark(dataset, best),
    }
    if best.value == worst.value:
        yield say(_EQUAL, **parts)
    else:
        first, last = _sharing(places, best), _sharing(places, worst)
        yield say(_LED if best.rank else _PAIR, first=first, last=last, low=_with_mark(dataset, worst), **parts)
        yield _spread(found.indicator, best, worst)
        yield from (_own(one) for one in places if one.region.id == dataset.city.region and one.rank and one.rank > 1)
    yield from _since_then(places)
    if found.missing:
        yield say(_MISSING, regions=_named_or_counted(found.missing))


def _with_mark(dataset: Dataset, one: Place) -> Text:
    phrased = _phrased(dataset, one.observation)
    return phrases.clauses((phrased["value"], phrased["mark"]))


def _sharing(places: Sequence[Place], one: Place) -> Text:
    equal = [phrases.place(each.region) for each in places if each.value == one.value]
    return say(_TIED, regions=phrases.listed(equal)) if equal[1:] else equal[0]


def _named_or_counted(regions: Sequence[Region]) -> Text:
    if len(regions) > _NAMED:
        return say(_MANY, count=str(len(regions)))
    return phrases.listed(phrases.place(one) for one in regions)


def _spread(indicator: Indicator, best: Place, worst: Place) -> Text:
    """How far first and last are apart; nothing where one of them is only a bound."""
    ends = (best.observation, worst.observation)
    if any(one.qualifier is Qualifier.UNDER for one in ends):
        return Text("", "")
    return say(_APART, about=_about(*ends), size=phrases.difference(best.value - worst.value, indicator))


def _own(one: Place) -> Text:
    rank = str(one.rank)
    return say(_OWN, region=phrases.place(one.region), rank=rank, place=english.ordinal(rank))


def _since_then(places: Sequence[Place]) -> Iterator[Text]:
    known = [one for one in places if one.moved is not None]
    moved = [one for one in known if one.moved]
    if moved:
        yield say(_SINCE, moves=phrases.join(_step(one) for one in moved))
    elif known:
        yield _NO_MOVES


def _step(one: Place) -> Text:
    places = one.moved or 0
    size = phrases.places(abs(places))
    return say(_GAINED if places > 0 else _LOST, region=phrases.place(one.region), size=size)


def total(dataset: Dataset, found: Sum) -> Text:
    """Return the districts added up beside the figure of the city, or who is missing."""
    name, when = phrases.named(dataset, found.city.key), phrases.period(found.period)
    if found.missing:
        regions = phrases.listed(phrases.place(one) for one in found.missing)
        return phrases.clauses((say(dataset.city.says(_INCOMPLETE), period=when, name=name, regions=regions), _STOP))
    whole = found.city.value or wording.ZERO
    city = phrases.place(dataset.region(found.city.key.region))
    amounts = {"total": phrases.amount(found.total, found.indicator), "amount": phrases.amount(whole, found.indicator)}
    parts = [say(dataset.city.says(_SUM), period=when, name=name, city=city, **amounts)]
    if found.difference and whole:
        share = wording.digits(abs(found.difference) / whole * wording.HUNDRED, 2)
        parts.append(say(dataset.city.says(_MORE if found.difference > 0 else _LESS), share=share))
    return phrases.clauses((*parts, _STOP))
