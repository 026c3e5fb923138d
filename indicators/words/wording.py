"""Numbers and phrases in the language of whoever reads, as an official would write them.

Every function is from values to text; every number in a sentence comes from an assessment or a reading.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from types import MappingProxyType, ModuleType

from indicators.goals.methods import Assessment
from indicators.goals.progress import Reading, Reason
from indicators.goals.targets import Target
from indicators.language import Language, language, speaking
from indicators.model import Confidence, Indicator, Qualifier, Status, Text, Unit
from indicators.periods import Period
from indicators.words import chinese, english
from indicators.words.numbers import ABSENT, HUNDRED, ZERO, digits, grouped, relative, share

__all__ = [
    "ABSENT",
    "COLON",
    "COMMA",
    "CONFIDENCE",
    "HUNDRED",
    "REASONS",
    "SEMICOLON",
    "STATUS",
    "ZERO",
    "amount",
    "apart",
    "aside",
    "both",
    "bounds",
    "change",
    "clauses",
    "difference",
    "digits",
    "due",
    "goal",
    "grouped",
    "lag",
    "listed",
    "moved",
    "moved_since",
    "number",
    "opening",
    "pace_needed",
    "period",
    "places",
    "points",
    "prefix",
    "ranked",
    "reading",
    "relative",
    "remaining",
    "running",
    "scaled",
    "share",
    "short",
    "since",
    "size_needed",
    "steady",
    "to_reach",
    "way",
]

_LIST, COMMA, SEMICOLON, COLON = Text("、", ", "), Text("，", ", "), Text("；", "; "), Text("：", ": ")
_ASIDE = Text("（{words}）", " ({words})")
_MANNERS: Mapping[Language, ModuleType] = MappingProxyType({Language.CHINESE: chinese, Language.ENGLISH: english})
CONFIDENCE: Mapping[Confidence, Text] = MappingProxyType(
    {
        Confidence.OFFICIAL: Text("官方", "official"),
        Confidence.PRESS: Text("媒体", "press"),
        Confidence.UNVERIFIED: Text("待核", "to be verified"),
    }
)
STATUS: Mapping[Status, Text] = MappingProxyType(
    {
        Status.FINAL: Text("正式数", "final"),
        Status.PROVISIONAL: Text("初步数", "provisional"),
        Status.ESTIMATE: Text("预计数", "estimate"),
        Status.FORECAST: Text("预测数", "forecast"),
        Status.REVISED: Text("修订数", "revised"),
        Status.YEAR_INFERRED: Text("年份推定", "year inferred"),
        Status.DERIVED: Text("推算数", "derived"),
    }
)
REASONS: Mapping[Reason, Text] = MappingProxyType(
    {
        Reason.NOT_SET: Text("目标尚未设定", "the goal was not set yet"),
        Reason.NOT_BEGUN: Text(
            "未到期：目标期的数据公布后评价", "not due: judged when the figure of its period is published"
        ),
        Reason.NO_OBSERVATION: Text("暂缺可对照的数据", "no figure to hold against it"),
        Reason.NO_BASE: Text("无可用基期，到期后评价", "no base to start from: judged when it is due"),
        Reason.NO_DUE: Text("未定完成期限，不评价进度", "no date set: progress is not judged"),
        Reason.STALE: Text(
            "数据陈旧：最近一期数据已超过公布的滞后期", "out of date: the latest figure is older than its usual delay"
        ),
        Reason.NO_NUMBER: Text("节点性目标，无数量", "a milestone without a number"),
        Reason.NO_EVIDENCE: Text("仅有设定目标时的数据", "nothing later than the figure it was set on"),
        Reason.ONLY_BASE: Text("仅有基期数据", "only the base is known"),
        Reason.UNDEFINED: Text("该方法对此数据不适用", "the method does not apply to these figures"),
    }
)


def _manner() -> ModuleType:
    return _MANNERS[language()]


def both(write: Callable[..., str], *values: object) -> Text:
    """Return what a function of this module writes, in both languages."""
    with speaking(Language.CHINESE):
        chinese_words = write(*values)
    with speaking(Language.ENGLISH):
        return Text(chinese_words, write(*values))


def aside(words: object) -> str:
    """Return words in brackets as they stand behind others: （初步数）, a blank and (provisional)."""
    return str(_ASIDE).format(words=words)


def listed(words: Iterable[str]) -> str:
    """Return names one after the other: 苏州、无锡."""
    return str(_LIST).join(words)


def clauses(words: Iterable[str]) -> str:
    """Return parts of a sentence one after the other, with commas."""
    return str(COMMA).join(words)


def apart(words: Iterable[str]) -> str:
    """Return parts that hold commas themselves, set apart by semicolons."""
    return str(SEMICOLON).join(words)


def prefix(qualifier: Qualifier) -> str:
    """Return what stands before a number that is not exact: 约, about."""
    return str(_manner().PREFIX[qualifier])


def period(value: Period) -> str:
    """Return the period: 2023年上半年, the first half of 2023."""
    return str(_manner().period(value))


def amount(
    value: Decimal, indicator: Indicator, qualifier: Qualifier = Qualifier.EXACT, beside: Decimal | None = None
) -> str:
    """Return a value as it stands in a sentence: comparator, number, unit (超 5,400 家, over 5,400 firms)."""
    return str(_manner().amount(value, indicator, qualifier, beside))


def unit(of: Unit) -> str:
    """Return a unit as it stands in a head or beside an axis: 亿元, billion yuan."""
    return str(_manner().unit(of))


def drawn(value: Decimal, indicator: Indicator) -> Decimal:
    """Return a value as it is counted under a head, and along an axis, that names its unit as `unit` does."""
    return Decimal(_manner().drawn(value, indicator))


def number(
    value: Decimal,
    indicator: Indicator,
    beside: Decimal | None = None,
    qualifier: Qualifier = Qualifier.EXACT,
) -> str:
    """Return a value without its unit, as it stands under a head that names it."""
    return str(_manner().number(value, indicator, beside, qualifier))


def short(value: Decimal, indicator: Indicator, qualifier: Qualifier) -> str:
    """Return a value as it stands under a head that names the unit: comparator and number (超 60, 前 50)."""
    return str(_manner().short(value, indicator, qualifier))


def bounds(low: Decimal, high: Decimal, indicator: Indicator) -> str:
    """Return the ends between which a figure lies, with all their digits: 2.995 至 3.005%."""
    return str(_manner().bounds(low, high, indicator))


def scaled(
    value: Decimal,
    indicator: Indicator,
    beside: Decimal | None = None,
    qualifier: Qualifier = Qualifier.EXACT,
) -> tuple[str, str]:
    """Return number and unit as two texts, counted by 万, thousands or billions where that reads better."""
    figure, unit = _manner().scaled(value, indicator, beside, qualifier)
    return figure, unit


def running(text: str) -> str:
    """Return Chinese text in the manner of running text: no blank beside a unit, no thousands comma, 超过 in full."""
    return chinese.running(text)


def opening(words: object) -> str:
    """Return words as they stand alone in a cell, on a button or at a light: English ones begin with a capital."""
    text = str(words)
    return text[:1].upper() + text[1:]


def reading(one: Reading | None, indicator: Indicator) -> str:
    """Return a reading as text, or the sign of absence."""
    return ABSENT if one is None else amount(one.value, indicator, one.qualifier)


def difference(value: Decimal, indicator: Indicator) -> str:
    """Return the size of a difference: 百分点 between shares, 位 between ranks, else the unit. Without sign."""
    return str(_manner().difference(value, indicator))


def change(now: Decimal, before: Decimal, indicator: Indicator) -> str:
    """Return a change with its arrow: ↑ 0.16 个百分点, ↑ 13.5%, 进 2 位, 持平."""
    return str(_manner().change(now, before, indicator))


def moved(places: int | None) -> str:
    """Return a change of rank: 进 2 位, up 2 places; empty where there was no rank before."""
    return str(_manner().moved(places))


def moved_since(places: int) -> str:
    """Return a change of rank since the year before: 较上年进 2 位."""
    return str(_manner().moved_since(places))


def ranked(rank: int | None, of: int, places: int | None) -> str:
    """Return a rank in words: 第 3/7 位，较上年进 1 位; empty where there is none."""
    return str(_manner().ranked(rank, of, places))


def steady(rank: int, years: int) -> str:
    """Return that a rank did not change for years running: 连续 3 年列第 5 位."""
    return str(_manner().steady(rank, years))


def since(before: Period) -> str:
    """Return since when a change is told, where that is not the year before: 较2021年."""
    return str(_manner().since(before))


def way(assessment: Assessment) -> str:
    """Return the share of the way covered and the lag: 完成进度 27.5%，落后 47.5 个百分点."""
    return str(_manner().way(assessment))


def lag(value: Decimal | None) -> str:
    """Return a lag in words: 落后 10.0 个百分点, 快 3.2 个百分点, 与序时同步."""
    return str(_manner().lag(value))


def points(value: Decimal) -> str:
    """Return the size of a lag: 47.5 个百分点. Without sign."""
    return str(_manner().points(value))


def places(count: int) -> str:
    """Return how many places: 2 位, 1 place."""
    return str(_manner().places(Decimal(count)))


def goal(target: Target, indicator: Indicator) -> str:
    """Return a goal as it is printed, before any arithmetic: 净增 450 家, 达到 50%, 倍增, 前进 2 位."""
    return str(_manner().goal(target, indicator))


def due(target: Target) -> str:
    """Return when a goal is due, or that the source names no date."""
    return str(_manner().due(target))


def to_reach(assessment: Assessment) -> str:
    """Return the number to reach with its unit, or the sign of absence."""
    bar = assessment.standing.bar
    return amount(bar.number, assessment.standing.indicator) if bar else ABSENT


def remaining(assessment: Assessment) -> str:
    """Return what is left, as far as the figure bounds it: 相差 0.08 个百分点, 相差不到 50 家, 恰好达到; or why not."""
    reason = assessment.standing.reason
    return str(_manner().remaining(assessment, str(REASONS[reason]) if reason else ABSENT))


def pace_needed(assessment: Assessment) -> str:
    """Return the yearly change that still leads to the goal: 年均需提高 0.04 个百分点; 到期前需 in the last year."""
    return str(_manner().pace_needed(assessment))


def size_needed(assessment: Assessment) -> str:
    """Return by how much a value has to change each year: 0.04 个百分点, 6.2%, 1.5 位; or the sign of absence."""
    return str(_manner().size_needed(assessment))
