"""Parts of sentences in both languages: periods, amounts, differences, names. The digits are those of `wording`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal

from indicators.dataset import ALL_INDUSTRIES, Dataset
from indicators.goals.methods import Verdict
from indicators.goals.targets import Comparator, Target
from indicators.model import Indicator, Key, Kind, Qualifier, Region, RegionKind, Status, Text
from indicators.periods import Grain, Period
from indicators.table import Observation
from indicators.words import wording

_UNITS = (
    Text("个百分点", "percentage points"),
    Text("位", "places"),
    Text("元", "yuan"),
    Text("万元", "ten thousand yuan"),
    Text("亿元", "hundred million yuan"),
    Text("亿美元", "hundred million US dollars"),
    Text("万人", "ten thousand people"),
    Text("万平方米", "ten thousand square metres"),
    Text("万辆", "ten thousand vehicles"),
    Text("万套", "ten thousand units"),
    Text("万台", "ten thousand units"),
    Text("年", "years"),
    Text("天", "days"),
)
_ENGLISH_UNITS = {one.zh: one.en for one in _UNITS}
_COUNTS = Text("家个项件人场条所类套台辆", "")  # the name of what is counted says it
_NUMBER_OF = re.compile("(?<![指总人次年户件家个分倍])数(?=(?:（[^）]*）)?$)")
_TEN_THOUSAND = Text("万", "ten thousand")
_PREFIX = {
    Qualifier.EXACT: "",
    Qualifier.ABOUT: "about ",
    Qualifier.OVER: "over ",
    Qualifier.UNDER: "nearly ",
    Qualifier.AT_LEAST: "at least ",
}
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_QUARTERS = ("first", "second", "third", "fourth")
_AN_INDUSTRY = "an industry"
_COUNTED: Mapping[Verdict, Text] = {
    Verdict.ACHIEVED: Text("已完成{count}项", "{count} achieved"),
    Verdict.ON_PACE: Text("达到序时进度{count}项", "{count} on pace"),
    Verdict.SLIGHTLY_BEHIND: Text("略慢{count}项", "{count} slightly behind"),
    Verdict.BEHIND: Text("滞后{count}项", "{count} behind"),
    Verdict.FAR_BEHIND: Text("严重滞后{count}项", "{count} far behind"),
    Verdict.LOST: Text("失守{count}项", "{count} lost"),
    Verdict.MISSED: Text("未完成{count}项", "{count} missed"),
    Verdict.OPEN: Text("待核{count}项", "{count} open"),
    Verdict.BASELINE_ONLY: Text("仅有基期{count}项", "{count} with a baseline only"),
}
_OTHERS = Text("其余{count}项暂缺数据，未作评价", "the other {count} not judged for want of figures")
_ALL_OTHERS = Text("{count}项暂缺数据，未作评价", "{count} not judged for want of figures")
_FIGURE = Text("{period}，{expected}{subject}{stands}{value}{counted}", "{subject} {verb} {value}{mark} in {period}")
_STANDS, _PLACED, _WITHIN, _ORDINAL = Text("为"), Text("列"), Text("进入"), Text("第")
_EXPECTED_AHEAD = Text("预计")
_WHOLE_CITY = Text("全市")
_SHORT = frozenset({RegionKind.CITY, RegionKind.PROVINCE})
_MARKS: Mapping[Status, Text] = {
    Status.PROVISIONAL: Text("（初步数）", " (provisional)"),
    Status.YEAR_INFERRED: Text("（年份推定）", " (year inferred)"),
    Status.DERIVED: Text("（推算数）", " (derived)"),
}
_EXPECTED = Text("（预计数）", " (estimate)")
COMMA = Text("、", ", ")


def say(sentence: Text, **parts: Text | str) -> Text:
    """Return a sentence with its parts filled in, each in the language of its side."""
    zh = {name: part if isinstance(part, str) else part.zh for name, part in parts.items()}
    en = {name: part if isinstance(part, str) else part.en for name, part in parts.items()}
    return Text(wording.running(sentence.zh.format(**zh)), sentence.en.format(**en))


def join(parts: Iterable[Text], between: Text = COMMA) -> Text:
    """Return texts as one."""
    known = list(parts)
    return Text(between.zh.join(one.zh for one in known), between.en.join(one.en for one in known))


def paragraph(sentences: Iterable[Text]) -> Text:
    """Return sentences as one paragraph; English ones are set apart by a space."""
    return join(sentences, Text("", " "))


def listed(names: Iterable[Text]) -> Text:
    """Return names one after the other: 苏州、无锡、常州 is "Suzhou, Wuxi and Changzhou"."""
    known = list(names)
    told = join(known)
    return Text(told.zh, " and ".join(filter(None, (join(known[:-1]).en, *(one.en for one in known[-1:])))))


def clauses(parts: Iterable[Text]) -> Text:
    """Return parts of one sentence, each with its own punctuation, as one text."""
    return join(parts, Text(""))


def period(value: Period) -> Text:
    """Return a period: 2023年上半年 is "the first half of 2023", 2017年1—9月 "January–September 2017"."""
    first, last = _MONTHS[value.first % 12], _MONTHS[value.last % 12]
    forms = {
        Grain.YEAR: f"{value.year}",
        Grain.HALF: f"the {'first' if value.first % 12 == 0 else 'second'} half of {value.year}",
        Grain.QUARTER: f"the {_QUARTERS[value.first % 12 // 3]} quarter of {value.year}",
        Grain.MONTH: f"{last} {value.year}",
        Grain.MONTHS: f"{first}–{last} {value.year}",
        Grain.YEARS: f"{value.first_year}–{value.year}",
        Grain.FINANCIAL: f"the financial year {value}",
    }
    return Text(wording.period(value), forms[value.grain])


def the_goal(target: Target) -> Text:
    """Return a goal by its date: 2025年目标 is "the 2025 goal"; or as undated."""
    if target.due is None:
        return Text("未定期限的目标", "the undated goal")
    due = period(target.due)
    whole = target.due.grain in {Grain.YEAR, Grain.YEARS}
    return Text(f"{due.zh}目标", f"the {due.en} goal" if whole else f"the goal for {due.en}")


def unit(symbol: str) -> str:
    """Return a unit in English: nothing for what is merely counted, the symbol itself for one that is not known."""
    if symbol in _ENGLISH_UNITS:
        return _ENGLISH_UNITS[symbol]
    if symbol.startswith(_TEN_THOUSAND.zh) and symbol[1:] in _COUNTS.zh:
        return _TEN_THOUSAND.en
    return "" if symbol and symbol in _COUNTS.zh else symbol


def amount(value: Decimal, indicator: Indicator, qualifier: Qualifier = Qualifier.EXACT) -> Text:
    """Return a value with its unit: 8,807.6 亿元 is "8,807.6 hundred million yuan", 第 21 位 "21st"."""
    zh = wording.amount(value, indicator, qualifier)
    figure, symbol = wording.scaled(value, indicator, qualifier=qualifier)
    if indicator.kind is Kind.RANK:
        told = ordinal(figure)
        return Text(zh, f"within the first {figure}" if qualifier is Qualifier.UNDER else _PREFIX[qualifier] + told)
    told = f"{figure}%" if indicator.unit.is_percent else f"{figure} {unit(symbol)}".strip()
    return Text(zh, _PREFIX[qualifier] + told)


def ordinal(figure: str) -> str:
    """Return a rank in English: 1st, 2nd, 3rd, 11th."""
    teens = figure[-2:] in {"11", "12", "13"}
    return figure + ("th" if teens else {"1": "st", "2": "nd", "3": "rd"}.get(figure[-1:], "th"))


def difference(value: Decimal, indicator: Indicator) -> Text:
    """Return the size of a difference: 0.08 个百分点 is "0.08 percentage points", 1 位 "1 place"."""
    return sized(wording.difference(value, indicator))


def sized(told: str) -> Text:
    """Return a number with its Chinese unit in both languages."""
    figure, _, symbol = told.partition(" ")
    words = unit(symbol)
    if figure == "1" and symbol in {_UNITS[0].zh, _UNITS[1].zh}:
        words = words.removesuffix("s")
    return Text(told, f"{figure} {words}".strip())


def goal_words(target: Target, indicator: Indicator) -> Text:
    """Return a goal as it is printed, before any arithmetic: 净增 450 家 is "a net increase of 450"."""
    zh = wording.goal(target, indicator)
    if target.amount is None:
        return Text(zh, "a milestone without a number")
    told, plain = (amount(target.amount, indicator, one).en for one in (target.qualifier, Qualifier.EXACT))
    if target.comparator is Comparator.MULTIPLE:
        return Text(zh, "doubling" if target.amount == 2 else f"{wording.digits(target.amount, 2)} times the base")  # noqa: PLR2004
    if target.comparator is Comparator.GROWTH:
        return Text(zh, f"growth of {wording.digits(target.amount, 1)}% a year")
    if target.comparator in {Comparator.RANK_GAIN, Comparator.RANK_WITHIN}:
        figure = wording.digits(target.amount, 0)
        gains = target.comparator is Comparator.RANK_GAIN
        return Text(zh, f"{sized(f'{figure} {_UNITS[1].zh}').en} up" if gains else f"within the first {figure}")
    if target.comparator is Comparator.BETWEEN and target.amount_to is not None:
        return Text(zh, f"{told} to {amount(target.amount_to, indicator).en}")
    if target.comparator is Comparator.HOLD:
        return Text(zh, f"about {plain}")
    return Text(zh, _ENGLISH_GOALS.get(target.comparator, "{}").format(told))


_ENGLISH_GOALS: Mapping[Comparator, str] = {
    Comparator.AT_MOST: "at most {}",
    Comparator.NET_INCREASE: "a net increase of {}",
    Comparator.NEWLY_ADDED: "{} added in the year",
    Comparator.CUMULATIVE: "{} in all",
}


def subject(dataset: Dataset, key: Key) -> Text:
    """Return what a series is of, with its place: 常州新能源产业产值 is "Output of New energy in Changzhou"."""
    indicator, region = dataset.indicator(key.indicator), dataset.region(key.region)
    name, where = named(dataset, key), place(region)
    short = _WHOLE_CITY.zh if key.region == dataset.city.region else where.zh
    if wording.joined(region.park_name, name.zh, fewest=3) != region.park_name + name.zh:
        short = region.park_name  # 新北区 is ranked among 国家高新区 as 常州国家高新区
    text = wording.joined(short, name.zh, fewest=2)  # 武进进口额 is no 武进口额
    return Text(text, f"{name.en} {'of' if indicator.kind is Kind.RANK else 'in'} {where.en}")


def named(dataset: Dataset, key: Key) -> Text:
    """Return the name of what a series shows: the indicator, with its industry where it is of one."""
    name = dataset.indicator(key.indicator).name
    en = name.en or name.zh
    if key.industry == ALL_INDUSTRIES:
        return Text(name.zh, en)
    industry = dataset.industry(key.industry).name
    of = industry.en or industry.zh
    told = en if of.lower() in en.lower() else f"{en} ({of})"
    return Text(wording.joined(industry.zh, name.zh), en.replace(_AN_INDUSTRY, of) if _AN_INDUSTRY in en else told)


def place(region: Region) -> Text:
    """Return a region's name as it stands in a sentence: 武进区 in full, a city without its rank (苏州)."""
    name = region.short_name if region.kind in _SHORT else region.name.zh
    return Text(name, region.name.en or region.short_name)


def counted_by(name: Text, indicator: Indicator) -> Text:
    """Return the name of what is counted without "number of", as it stands before its figure: 高新技术企业5791家."""
    is_count = indicator.unit.symbol.removeprefix(_TEN_THOUSAND.zh) in tuple(_COUNTS.zh)
    return Text(_NUMBER_OF.sub("", name.zh) if is_count else name.zh, name.en)


def figure(dataset: Dataset, key: Key, indicator: Indicator, period: Text, value: Text, mark: Text) -> Text:
    """Return what a series stood at in a period; what was only expected says so first."""
    is_rank, is_expected = indicator.kind is Kind.RANK, mark == _EXPECTED
    is_plain = value.zh[:1].isdigit() or value.zh.startswith("-")
    full = subject(dataset, key)
    name = counted_by(full, indicator)
    stands = _STANDS.zh if is_plain and name == full else ""
    if is_rank:
        stands = _PLACED.zh if value.zh.startswith(_ORDINAL.zh) else _WITHIN.zh
    return say(
        _FIGURE,
        period=period,
        expected=_EXPECTED_AHEAD.zh if is_expected else "",
        subject=name,
        stands=stands,
        value=value,
        counted="" if is_expected else mark.zh,
        mark=mark,
        verb="was" if is_rank else "stood at",
    )


def mark(figures: Iterable[Observation]) -> Text:
    """Return how settled figures are, where that is not final: expected, provisional, inferred or derived."""
    statuses = [one.status for one in figures]
    if any(one.is_hollow for one in statuses):
        return _EXPECTED
    return next((text for status, text in _MARKS.items() if status in statuses), Text(""))


def has_judged(counts: Mapping[Verdict, int]) -> bool:
    """Return whether any of the goals counted has a light, is open or has a baseline."""
    return any(counts.get(verdict) for verdict in _COUNTED)


def counted(counts: Mapping[Verdict, int]) -> Text:
    """Return counts by verdict; those that nothing is known to judge by are told together, at the end.

    已完成12项、达到序时进度3项；其余4项暂缺数据，未作评价 is "12 achieved, 3 on pace; the other 4 not judged …".
    """
    judged = join(say(_COUNTED[verdict], count=str(counts[verdict])) for verdict in _COUNTED if counts.get(verdict))
    rest = sum(count for verdict, count in counts.items() if verdict not in _COUNTED)
    others = say(_OTHERS if judged.zh else _ALL_OTHERS, count=str(rest)) if rest else Text("")
    return join([one for one in (judged, others) if one.zh], Text("；", "; "))
