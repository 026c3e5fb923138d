"""Parts of sentences in both languages: periods, amounts, differences, names. The digits are those of `wording`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal

from indicators.dataset import ALL_INDUSTRIES, Dataset
from indicators.goals.methods import WORDS, Verdict
from indicators.goals.targets import Target
from indicators.language import Count
from indicators.model import Indicator, Key, Kind, Qualifier, Region, RegionKind, Status, Text
from indicators.periods import Grain, Period
from indicators.table import Observation
from indicators.words import chinese, wording

_NUMBER_OF = re.compile("(?<![指总人次年户件家个分倍])数(?=(?:（[^）]*）)?$)")
_AN_INDUSTRY = "an industry"
_FIRST = re.compile(r"[^\s(),:;-]+")
_NOT_JUDGED = frozenset({Verdict.NOT_BEGUN, Verdict.STALE, Verdict.NO_DATA})
_IN_OTHER_WORDS: Mapping[Verdict, Text] = {
    Verdict.ACHIEVED: Text("已完成{count}项", "{count} achieved"),
    Verdict.ON_PACE: Text("达到序时进度{count}项", "{count} on pace"),
    Verdict.BASELINE_ONLY: Text("仅有基期{count}项", "{count} with a baseline only"),
}
_COUNTED: Mapping[Verdict, Text] = {
    verdict: _IN_OTHER_WORDS.get(verdict, Text(f"{word.zh}{{count}}项", f"{{count}} {word.en}"))
    for verdict, word in WORDS.items()
    if verdict not in _NOT_JUDGED
}
_OTHERS = Text("其余{count}项暂缺数据，未作评价", "the other {count} not judged for want of figures")
_ALL_OTHERS = Text("{count}项暂缺数据，未作评价", "{count} not judged for want of figures")
_FIGURE = Text("{period}，{expected}{subject}{stands}{value}{counted}", "{subject} {verb} {value}{mark} in {period}")
_STANDS, _PLACED, _WITHIN, _ORDINAL = (Text(word, "") for word in ("为", "列", "进入", "第"))
_EXPECTED_AHEAD = Text("预计", "")
_WHOLE_CITY = Text("{whole}", "{whole}")
_SHORT = frozenset({RegionKind.CITY, RegionKind.PROVINCE})
_MARKS: Mapping[Status, Text] = {
    Status.PROVISIONAL: Text("（初步数）", " (provisional)"),
    Status.YEAR_INFERRED: Text("（年份推定）", " (year inferred)"),
    Status.DERIVED: Text("（推算数）", " (derived)"),
}
_EXPECTED = Text("（预计数）", " (estimate)")
COMMA = Text("、", ", ")


def say(sentence: Text, **parts: Text | str | Count) -> Text:
    """Return a sentence with its parts filled in, each in the language of its side."""
    zh = {name: part.zh if isinstance(part, Text) else part for name, part in parts.items()}
    en = {name: part.en if isinstance(part, Text) else part for name, part in parts.items()}
    return Text(chinese.running(sentence.zh.format(**zh)), sentence.en.format(**en))


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
    together = join(known)
    return Text(together.zh, " and ".join(filter(None, (join(known[:-1]).en, *(one.en for one in known[-1:])))))


def clauses(parts: Iterable[Text]) -> Text:
    """Return parts of one sentence, each with its own punctuation, as one text."""
    return join(parts, Text("", ""))


def period(value: Period) -> Text:
    """Return a period: 2023年上半年 is "the first half of 2023", 2017年1—9月 "January–September 2017"."""
    return wording.both(wording.period, value)


def the_goal(target: Target) -> Text:
    """Return a goal by its date: 2025年目标 is "the 2025 goal"; or as undated."""
    if target.due is None:
        return Text("未定期限的目标", "the undated goal")
    due = period(target.due)
    whole = target.due.grain.is_yearly or target.due.grain is Grain.YEARS
    return Text(f"{due.zh}目标", f"the {due.en} goal" if whole else f"the goal for {due.en}")


def amount(value: Decimal, indicator: Indicator, qualifier: Qualifier = Qualifier.EXACT) -> Text:
    """Return a value with its unit: 8,807.6 亿元 is "880.76 billion yuan", 第 21 位 "21st"."""
    return wording.both(wording.amount, value, indicator, qualifier)


def difference(value: Decimal, indicator: Indicator) -> Text:
    """Return the size of a difference: 0.08 个百分点 is "0.08 percentage points", 1 位 "1 place"."""
    return wording.both(wording.difference, value, indicator)


def points(value: Decimal) -> Text:
    """Return the size of a lag: 47.5 个百分点 is "47.5 percentage points"."""
    return wording.both(wording.points, value)


def places(count: int) -> Text:
    """Return how many places: 2 位 is "2 places"."""
    return wording.both(wording.places, count)


def goal_words(target: Target, indicator: Indicator) -> Text:
    """Return a goal as it is printed, before any arithmetic: 净增 450 家 is "a net increase of 450 firms"."""
    return wording.both(wording.goal, target, indicator)


def subject(dataset: Dataset, key: Key) -> Text:
    """Return what a series is of, with its place: 常州新能源产业产值 is "Output of new energy in Changzhou"."""
    indicator, region = dataset.indicator(key.indicator), dataset.region(key.region)
    name, where = named(dataset, key), place(region)
    short = dataset.city.says(_WHOLE_CITY).zh if key.region == dataset.city.region else where.zh
    if chinese.joined(region.park_name, name.zh, fewest=3) != region.park_name + name.zh:
        short = region.park_name  # 新北区 is ranked among 国家高新区 as 常州国家高新区
    text = chinese.joined(short, name.zh, fewest=2)  # 武进进口额 is no 武进口额
    return Text(text, f"{name.en} {'of' if indicator.kind is Kind.RANK else 'in'} {where.en}")


def named(dataset: Dataset, key: Key) -> Text:
    """Return the name of what a series shows: the indicator, with its industry where it is of one."""
    name = dataset.indicator(key.indicator).name
    en = name.en or name.zh
    if key.industry == ALL_INDUSTRIES:
        return Text(name.zh, en)
    industry = dataset.industry(key.industry).name
    of = within(dataset, Text(industry.zh, industry.en or industry.zh)).en
    whole = en if of.lower() in en.lower() else f"{en} ({of})"
    return Text(chinese.joined(industry.zh, name.zh), en.replace(_AN_INDUSTRY, of) if _AN_INDUSTRY in en else whole)


def within(dataset: Dataset, name: Text) -> Text:
    """Return a name as it stands within a sentence: "New energy" is "new energy", "R&D" and "China" stay."""
    first = _FIRST.match(name.en)
    is_ordinary = first and first[0][1:].islower() and first[0] not in dataset.proper
    return Text(name.zh, name.en[:1].lower() + name.en[1:]) if is_ordinary else name


def place(region: Region) -> Text:
    """Return a region's name as it stands in a sentence: 武进区 in full, a city without its rank (苏州)."""
    name = region.short_name if region.kind in _SHORT else region.name.zh
    return Text(name, region.name.en or region.short_name)


def counted_by(name: Text, indicator: Indicator) -> Text:
    """Return the name of what is counted without "number of", as it stands before its figure: 高新技术企业5791家."""
    return Text(_NUMBER_OF.sub("", name.zh) if indicator.unit.is_count else name.zh, name.en)


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
    return next((text for status, text in _MARKS.items() if status in statuses), Text("", ""))


def has_judged(counts: Mapping[Verdict, int]) -> bool:
    """Return whether any of the goals counted has a light, is open or has a baseline."""
    return any(counts.get(verdict) for verdict in _COUNTED)


def counted(counts: Mapping[Verdict, int]) -> Text:
    """Return counts by verdict; those that nothing is known to judge by are told together, at the end.

    已完成12项、达到序时进度3项；其余4项暂缺数据，未作评价 is "12 achieved, 3 on pace; the other 4 not judged …".
    """
    judged = join(say(_COUNTED[verdict], count=str(counts[verdict])) for verdict in _COUNTED if counts.get(verdict))
    rest = sum(count for verdict, count in counts.items() if verdict not in _COUNTED)
    others = say(_OTHERS if judged.zh else _ALL_OTHERS, count=str(rest)) if rest else Text("", "")
    return join([one for one in (judged, others) if one.zh], Text("；", "; "))
