"""What an exhibit was made from: its sources by name, and every figure behind it as the tables hold it, unrounded."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from dashboard.exhibits.lazy import Late, Lazy
from indicators.dataset import ALL_INDUSTRIES, Dataset
from indicators.goals.targets import Target
from indicators.language import Count
from indicators.model import Key, Source, Text
from indicators.periods import Period
from indicators.table import Observation
from indicators.tables.sheets import said
from indicators.words import wording

Record = Observation | Target
"""A figure of the tables: what was observed, or what is set as a goal."""
Row = tuple[str, ...]
NAMED = 3
"""How many of the sources of an exhibit stand in its line."""
_AND_MORE = Text("等 {count} 个来源", " and others, {count} {count:source|sources}")
_AND_OTHERS = Text("等", " and others")


@dataclass(frozen=True, slots=True)
class Sources:
    """The titles of the sources of an exhibit, the most cited first; as text, one line that names the first few.

    `figures` are the figures behind the exhibit, a row of COLUMNS each; where it shows what was reckoned, those that it
    was reckoned from. `series` are named where it rests on all figures of some series: its goals are held against them.
    """

    titles: tuple[str, ...]
    named: str
    figures: Sequence[Row] = ()
    series: Collection[Key] = ()

    def __str__(self) -> str:
        """Return the line that stands below an exhibit."""
        return (
            self.named + str(_AND_MORE).format(count=Count(len(self.titles)))
            if len(self.titles) > NAMED
            else self.named
        )

    @property
    def uncounted(self) -> str:
        """Return the line for where their number stands before it."""
        return self.named + str(_AND_OTHERS) if len(self.titles) > NAMED else self.named

    def __bool__(self) -> bool:
        """Return whether there is any."""
        return bool(self.named)

    def rest_on(self, key: Key, period: Period) -> bool:
        """Return whether the figure of a series in a period is behind the exhibit."""
        if self.series:
            return key in self.series
        records = self.figures.items if isinstance(self.figures, Lazy) else ()
        return any(isinstance(one, Observation) and (one.key, one.period) == (key, period) for one in records)


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the figures behind an exhibit: its head, what stands in it, how it is read, its width."""

    head: Text
    about: Text
    read: Callable[[Dataset, Record], str]
    is_number: bool = False
    width: int = 12


def rows(dataset: Dataset, records: Callable[[], Iterable[Record]]) -> Sequence[Row]:
    """Return a row of COLUMNS for each figure, each figure once; both are made when they are asked for."""
    return Lazy(partial(_row, dataset), Late(lambda: tuple({one.id: one for one in records()}.values())))


def _row(dataset: Dataset, one: Record) -> Row:
    return tuple(column.read(dataset, one) for column in COLUMNS)


def _word(column: str, word: str) -> str:
    """A word of a vocabulary in the language of who reads; the words themselves are English."""
    return str(said(column, word)) if word else ""


def _source(dataset: Dataset, one: Record) -> Source:
    return dataset.source(one.citation.source)


def _kind(_: Dataset, one: Record) -> str:
    return str(_GOAL if isinstance(one, Target) else _FIGURE)


def _period(_: Dataset, one: Record) -> str:
    period = one.due if isinstance(one, Target) else one.period
    return str(period) if period else ""


def _value(_: Dataset, one: Record) -> str:
    value = one.amount if isinstance(one, Target) else one.value
    return "" if value is None else f"{value:f}"


def _absence(_: Dataset, one: Record) -> str:
    return "" if isinstance(one, Target) or one.absence is None else _word("absence", one.absence)


def _status(_: Dataset, one: Record) -> str:
    return _word("firmness", one.firmness) if isinstance(one, Target) else _word("status", one.status)


def _used(_: Dataset, one: Record) -> str:
    return "" if isinstance(one, Target) else _word("role", "charted" if one.charted else "alternate")


def _goal(dataset: Dataset, one: Record) -> str:
    return wording.goal(one, dataset.indicator(one.key.indicator)) if isinstance(one, Target) else ""


def _plan(dataset: Dataset, one: Record) -> str:
    return str(dataset.plan(one.plan).name) if isinstance(one, Target) else ""


def _base(_: Dataset, one: Record) -> str:
    return str(one.base_period) if isinstance(one, Target) and one.base_period else ""


def _base_value(_: Dataset, one: Record) -> str:
    return f"{one.base_value:f}" if isinstance(one, Target) and one.base_value is not None else ""


def _industry(dataset: Dataset, one: Record) -> str:
    return "" if one.key.industry == ALL_INDUSTRIES else str(dataset.industry(one.key.industry).name)


_FIGURE, _GOAL = Text("数据", "figure"), Text("目标", "goal")
COLUMNS: tuple[Column, ...] = (
    Column(Text("编号", "id"), Text("在数据表中的编号", "its id in the tables"), lambda _, one: one.id),
    Column(
        Text("类别", "kind"),
        Text("数据：实际发生或预计的数；目标：规划设定的数", "figure: counted or expected; goal: set by a plan"),
        _kind,
    ),
    Column(
        Text("指标编号", "indicator_id"),
        Text("指标在目录中的编号", "id of the indicator"),
        lambda _, one: one.key.indicator,
    ),
    Column(
        Text("指标", "indicator"),
        Text("指标全称", "name of the indicator"),
        lambda dataset, one: str(dataset.indicator(one.key.indicator).name),
        width=30,
    ),
    Column(Text("区域编号", "region_id"), Text("区域的编号", "id of the region"), lambda _, one: one.key.region),
    Column(
        Text("区域", "region"),
        Text("区域的名称", "name of the region"),
        lambda dataset, one: str(dataset.region(one.key.region).name),
        width=16,
    ),
    Column(
        Text("园区", "park"),
        Text("区域作为园区的名称；不是园区的为空", "the region's name as a park; blank where it is none"),
        lambda dataset, one: str(dataset.region(one.key.region).park_label),
    ),
    Column(
        Text("产业编号", "industry_id"),
        Text("产业的编号；不分产业为 all", "id of the industry; all where none is meant"),
        lambda _, one: one.key.industry,
    ),
    Column(
        Text("产业", "industry"),
        Text("产业名称；不分产业的为空", "name of the industry; blank where none is meant"),
        _industry,
    ),
    Column(
        Text("时期", "period"),
        Text(
            "年 2025、半年 2025H1、季 2025Q3、月 2025-06、累计 2025-01..09；目标为完成期限",
            "2025, 2025H1, 2025Q3, 2025-06, 2025-01..09 (cumulative); of a goal, when it is due",
        ),
        _period,
    ),
    Column(
        Text("数值", "value"),
        Text("以本行单位计，未舍入；没有数的为空", "in the unit of the row, not rounded; blank where there is none"),
        _value,
        is_number=True,
    ),
    Column(
        Text("单位", "unit"),
        Text("数值的单位", "unit of the value"),
        lambda dataset, one: str(dataset.indicator(one.key.indicator).unit),
    ),
    Column(
        Text("确切程度", "qualifier"),
        Text("来源怎样印这个数：确切、约、超、近、不低于", "as printed: exact, about, over, under, at least"),
        lambda _, one: _word("qualifier", one.qualifier),
    ),
    Column(
        Text("状态", "status"),
        Text("数据：正式、初步、预计、推算等；目标：约束性、预期性、力争", "how settled a figure, how firm a goal is"),
        _status,
    ),
    Column(
        Text("无数原因", "absence"),
        Text("没有数时的原因：缺数、不适用", "why there is no value: missing, not applicable"),
        _absence,
    ),
    Column(
        Text("采用", "used"),
        Text(
            "同一时期有几个来源时，图表与评估采用哪一个",
            "of several sources of a period, which one charts and verdicts use",
        ),
        _used,
    ),
    Column(
        Text("目标表述", "goal"),
        Text("目标的说法，如倍增、净增", "the goal in words, as double or net increase"),
        _goal,
    ),
    Column(Text("规划", "plan"), Text("目标所属的规划或年度工作", "the plan that sets the goal"), _plan),
    Column(Text("基期", "base_period"), Text("目标自带的基期", "base of the goal, where it names one"), _base),
    Column(
        Text("基期数", "base_value"),
        Text("目标自带的基期数，未舍入", "value of that base, not rounded"),
        _base_value,
        is_number=True,
    ),
    Column(Text("来源编号", "source_id"), Text("来源的编号", "id of the source"), lambda _, one: one.citation.source),
    Column(
        Text("来源", "source"),
        Text("来源的题名，用来源的语言", "title of the source, in its own language"),
        lambda dataset, one: _source(dataset, one).title,
        width=36,
    ),
    Column(
        Text("发布者", "publisher"),
        Text("来源的发布者，用来源的语言", "publisher of the source, in its own language"),
        lambda dataset, one: _source(dataset, one).publisher,
        width=18,
    ),
    Column(
        Text("网址", "url"),
        Text("来源的网址；没有可示者为空", "address of the source; blank where none can be shown"),
        lambda dataset, one: _source(dataset, one).url,
        width=30,
    ),
    Column(
        Text("页码", "page"),
        Text("文章起始页；网页为空", "page where the article starts; blank for web pages"),
        lambda _, one: one.citation.page,
    ),
    Column(
        Text("原文", "quote"),
        Text(
            "来源中印出该数的原话，用来源的语言", "the very words that print the figure, in the language of the source"
        ),
        lambda _, one: one.citation.quote,
        width=50,
    ),
    Column(
        Text("可信度", "confidence"),
        Text("官方、媒体、待核", "official, press, unverified"),
        lambda _, one: _word("confidence", one.citation.confidence),
    ),
    Column(
        Text("备注", "note"),
        Text(
            "为何如此读，如换算、推定的年份、口径；用数据表的语言", "why it was read so, in the language of the tables"
        ),
        lambda _, one: one.note,
        width=30,
    ),
    Column(
        Text("版次", "release"),
        Text("取自哪一版数据", "number of the release that it was taken from"),
        lambda dataset, _: str(dataset.city.release.number),
    ),
)
