"""Indicators, figures, goals and assessments as flat rows: what other programs are given, on the web and in a shell.

INDICATOR, OBSERVATION, TARGET and ASSESSMENT are the whole list of fields: to add one is to add a line. Numbers
are the Decimals of the tables, periods are written as in the tables, a list is a tuple, and None is no value.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from indicators.dataset import Dataset
from indicators.goals.arithmetic import rounded
from indicators.goals.methods import Assessment
from indicators.goals.progress import Reading
from indicators.goals.targets import Bar
from indicators.model import Citation, Indicator, Key, Source, Text

Value = str | int | bool | Decimal | tuple[str, ...] | None
Row = dict[str, Value]
_DECIMALS_KEPT = 9


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a row: its name, how it is read from a thing of the dataset, and what it means."""

    name: str
    read: Callable[[Dataset, Any], object]
    about: Text


def rows(fields: Iterable[Field], dataset: Dataset, things: Iterable[Any]) -> list[Row]:
    """Return things of one sort as rows of these fields, in the order of both."""
    listed = tuple(fields)
    return [{field.name: plain(field.read(dataset, thing)) for field in listed} for thing in things]


def plain(value: object) -> Value:
    """Return a value as it stands in a row: periods and words of a vocabulary as text, blank text as None.

    A number keeps its digits as they are stored; one that was worked out is rounded to nine decimals.
    """
    if isinstance(value, Decimal):
        return _digits(value)
    if isinstance(value, tuple):
        return tuple(str(part) for part in value)
    if isinstance(value, bool | int):
        return value
    return None if value is None or value == "" else str(value)


def _digits(value: Decimal) -> Decimal:
    exponent = value.as_tuple().exponent
    if isinstance(exponent, str) or exponent >= -_DECIMALS_KEPT:
        return value
    tidy = rounded(value).normalize()
    return Decimal(f"{tidy:f}")


def _of(attribute: str, about: Text, name: str = "") -> Field:
    return Field(name or attribute, lambda dataset, thing: getattr(thing, attribute), about)


def _keyed(key: Callable[[Any], Key]) -> tuple[Field, ...]:
    """The fields of what a series is of, with the names that the ids stand for, and the unit."""

    def what(dataset: Dataset, thing: object) -> Indicator:
        return dataset.indicator(key(thing).indicator)

    return (
        Field("indicator", lambda dataset, x: key(x).indicator, Text("指标编号", "id of the indicator")),
        Field("indicator_name", lambda dataset, x: what(dataset, x).name, Text("指标名称", "its name")),
        Field("region", lambda dataset, x: key(x).region, Text("区域编号", "id of the region")),
        Field("region_name", lambda dataset, x: dataset.region(key(x).region).name, Text("区域名称", "its name")),
        Field("industry", lambda dataset, x: key(x).industry, Text("产业编号", "id of the industry, or all")),
        Field("industry_name", lambda dataset, x: dataset.industry(key(x).industry).name, Text("产业名称", "its name")),
        Field("unit", lambda dataset, x: what(dataset, x).unit.symbol, Text("单位", "unit")),
    )


def _cited(citation: Callable[[Any], Citation]) -> tuple[Field, ...]:
    """The fields of where a figure or a goal stands."""

    def source(dataset: Dataset, thing: object) -> Source:
        return dataset.source(citation(thing).source)

    return (
        Field("source", lambda dataset, x: citation(x).source, Text("来源编号", "id of the source")),
        Field("title", lambda dataset, x: source(dataset, x).title, Text("来源题名", "title of the source")),
        Field("publisher", lambda dataset, x: source(dataset, x).publisher, Text("发布者", "publisher")),
        Field("published", lambda dataset, x: source(dataset, x).published, Text("发布日期", "date as printed")),
        Field("url", lambda dataset, x: source(dataset, x).url, Text("网址；无可示者为空", "address, if any")),
        Field("page", lambda dataset, x: citation(x).page, Text("文章起始页码", "page where the article starts")),
        Field("quote", lambda dataset, x: citation(x).quote, Text("原文照录", "the very words that print it")),
        Field("confidence", lambda dataset, x: citation(x).confidence, Text("可信度", "official, press, unverified")),
    )


_NOTE = _of("note", Text("备注", "note"))
_ID = _of("id", Text("编号", "id"))
_TARGET = (
    _of("plan", Text("所属规划", "plan that it belongs to")),
    *_keyed(lambda target: target.key),
    _of("due", Text("期限；未定者为空", "due period, none where none is set")),
    _of("comparator", Text("目标的类型", "what kind of goal it is")),
    _of("amount", Text("目标数，照原文", "the number as printed")),
    _of("amount_to", Text("区间的上限", "upper end of a range")),
    _of("stretch", Text("争取达到的数", "the higher number striven for")),
    _of("firmness", Text("约束性、预期性、力争", "binding, expected, striving")),
    _of("set_in", Text("设定的时期", "period in which it was set")),
    _of("part_of", Text("所属的上级目标", "goal that it is a part of")),
)

INDICATOR = (
    _ID,
    Field("name", lambda dataset, x: x.name.zh, Text("中文名称", "Chinese name")),
    Field("name_en", lambda dataset, x: x.name.en, Text("英文名称", "English name")),
    _of("short_name", Text("短名", "short name")),
    _of("theme", Text("主题", "theme")),
    Field("unit", lambda dataset, x: x.unit.symbol, Text("单位", "unit")),
    Field("unit_en", lambda dataset, x: x.unit.english, Text("单位的英文", "the unit in English")),
    _of("kind", Text("存量、流量、比重、位次、增速、指数", "what sort of quantity it is")),
    _of("direction", Text("高者为优或低者为优", "which way is better")),
    _of("decimals", Text("显示的小数位数", "digits shown after the point")),
    _of("aggregation", Text("各区域能否相加为总数", "whether the parts add up to the whole")),
    _of("definition", Text("口径", "definition")),
    Field("definition_en", lambda dataset, x: x.definition.en, Text("口径的英文", "the definition in English")),
    _of("owner", Text("责任单位", "who answers for it")),
    Field("owner_en", lambda dataset, x: x.owner.en, Text("责任单位的英文名称", "who answers for it, in English")),
    _of("lag", Text("公布的滞后，年", "years until a figure is published")),
    _of("growth_of", Text("本指标是哪个指标的官方增速", "indicator whose official growth this is")),
    _of("aliases", Text("别名", "other names")),
    _NOTE,
)
REGION = (
    _ID,
    Field("name", lambda dataset, x: x.name.zh, Text("中文名称", "Chinese name")),
    Field("name_en", lambda dataset, x: x.name.en, Text("英文名称", "English name")),
    _of("short_name", Text("短名", "short name")),
    _of(
        "kind", Text("国家、省、市、市的一部分、组合、园区", "country, province, city, part of a city, composite, park")
    ),
    _of("parent", Text("上级区域", "region above")),
    _of("counts_in_parent", Text("是否计入上级合计", "whether it counts in the total of its parent")),
    _of("comprises", Text("由哪些区域组成", "regions that it joins")),
    _of("park_name", Text("园区名称", "its name as a park")),
    _of("aliases", Text("别名", "other names")),
    _NOTE,
)
INDUSTRY = (
    _ID,
    Field("name", lambda dataset, x: x.name.zh, Text("中文名称", "Chinese name")),
    Field("name_en", lambda dataset, x: x.name.en, Text("英文名称", "English name")),
    _of("parent", Text("上级产业", "industry above")),
    _of("aliases", Text("别名", "other names")),
    _NOTE,
)
SOURCE = (
    _ID,
    _of("title", Text("题名", "title")),
    _of("publisher", Text("发布者", "publisher")),
    _of("published", Text("发布日期", "date as printed")),
    _of("url", Text("网址；无可示者为空", "address, if any")),
    _NOTE,
)
CONFLICT = (
    *_keyed(lambda one: one.key),
    _of("period", Text("时期", "period")),
    Field(
        "values", lambda dataset, x: tuple(each.value for each in x.observations), Text("各数，采用者在前", "values")
    ),
    Field(
        "observations", lambda dataset, x: tuple(each.id for each in x.observations), Text("观测值编号", "their ids")
    ),
    Field(
        "sources",
        lambda dataset, x: tuple(each.citation.source for each in x.observations),
        Text("来源编号", "sources"),
    ),
)
RELEASE = (
    Field("id", lambda dataset, x: x.number, Text("编号", "number")),
    Field("name", lambda dataset, x: x.release.name.zh, Text("名称", "name")),
    Field("date", lambda dataset, x: x.release.date, Text("日期", "date")),
    _of("at", Text("发布的时刻", "when it was published")),
    _of("follows", Text("前一版次", "release before")),
    _of("origin", Text("来由", "folder, upload or restore")),
    _of("restores", Text("恢复的版次", "release that it restores")),
    _of("reason", Text("理由", "why")),
    _of("added", Text("新增行数", "rows added")),
    _of("altered", Text("修改行数", "rows altered")),
    _of("removed", Text("取消行数", "rows removed")),
    _of("unchanged", Text("未变行数", "rows unchanged")),
)
OBSERVATION = (
    _ID,
    *_keyed(lambda one: one.key),
    _of("period", Text("时期", "period")),
    _of("value", Text("数值；没有数时为空", "value, none where there is none")),
    _of("absence", Text("没有数时的原因", "why there is no value")),
    _of("qualifier", Text("确切、约、超、近", "exact, about, over, under")),
    _of("status", Text("最终、初步、预计、预测、修订、年份推定、推算", "how settled it is, or how it was had")),
    _of("break_reason", Text("自此期起口径不同的原因", "why a new definition begins here")),
    _of("charted", Text("图表与评估是否采用", "whether charts and assessments use it")),
    *_cited(lambda one: one.citation),
    _NOTE,
)
TARGET = (
    _ID,
    *_TARGET,
    _of("qualifier", Text("数的确切程度", "how exactly the number is printed")),
    _of("base_period", Text("基期，原文有才填", "base period, where printed")),
    _of("base_value", Text("基期值，原文有才填", "base value, where printed")),
    Field(
        "milestones",
        lambda dataset, x: tuple(f"{period}:{value:f}" for period, value in x.milestones),
        Text("分年节点", "path, as 2023:5"),
    ),
    *_cited(lambda target: target.citation),
    _NOTE,
)


def _standing(name: str, about: Text) -> Field:
    return Field(name, lambda dataset, one: getattr(one.standing, name), about)


def _reading(end: str, part: str, name: str, about: Text) -> Field:
    """A part of the reading at one end of the way, base or value."""

    def read(dataset: Dataset, one: Assessment) -> object:  # noqa: ARG001 - all fields are read alike
        reading: Reading | None = getattr(one.standing, end)
        return None if reading is None else getattr(reading, part)

    return Field(name, read, about)


def _bar(part: str, name: str, about: Text) -> Field:
    def read(dataset: Dataset, one: Assessment) -> object:  # noqa: ARG001 - all fields are read alike
        bar: Bar | None = one.standing.bar
        return None if bar is None else getattr(bar, part)

    return Field(name, read, about)


def citations(dataset: Dataset, one: Assessment) -> tuple[str, ...]:  # noqa: ARG001 - all fields are read alike
    """Return the ids of every row, each with its quote, that an assessment rests on: the goal, then the figures."""
    read = [name for end in (one.standing.base, one.standing.value) if end for name in end.observations]
    return tuple(dict.fromkeys((one.target.id, *read)))


ASSESSMENT = (
    Field("target", lambda dataset, one: one.target.id, Text("目标编号", "id of the goal")),
    *(Field(x.name, lambda dataset, one, read=x.read: read(dataset, one.target), x.about) for x in _TARGET),  # type: ignore[misc]
    Field(
        "target_qualifier", lambda dataset, one: one.target.qualifier, Text("目标数的确切程度", "how exact the goal is")
    ),
    Field(
        "direction",
        lambda dataset, one: one.standing.indicator.direction,
        Text("高者为优或低者为优", "which way is better"),
    ),
    _standing("on", Text("评估时点", "as known on this period")),
    _reading("base", "period", "base_period", Text("基期", "base period")),
    _reading("base", "value", "base", Text("基期值", "base")),
    _reading("base", "qualifier", "base_qualifier", Text("基期值的确切程度", "how exact the base is")),
    _reading("base", "observations", "base_observations", Text("基期值所依据的观测值", "figures it was read from")),
    _bar("number", "number_to_reach", Text("需达到的数", "number to reach")),
    _bar("low", "met_from", Text("达成区间的下限；无则为空", "met from here up")),
    _bar("high", "met_to", Text("达成区间的上限；无则为空", "met up to here")),
    _reading("value", "period", "value_period", Text("现值的时期", "period of the value")),
    _reading("value", "value", "value", Text("现值", "value")),
    _reading("value", "qualifier", "value_qualifier", Text("现值的确切程度", "how exact the value is")),
    _reading("value", "observations", "value_observations", Text("现值所依据的观测值", "figures it was read from")),
    _standing("covered", Text("完成进度，1 为走完", "share of the way covered, 1 at the goal")),
    _standing("expected", Text("序时进度", "share expected by now")),
    _standing("lag", Text("滞后，百分点；负数为超前", "lag in percentage points")),
    _standing("gap", Text("还差多少；负数为超出", "what is left to reach")),
    _standing("completion", Text("目标完成率", "value over goal")),
    _standing("years_left", Text("剩余年数", "years left")),
    _standing("needed", Text("每年需变动多少", "change a year that still leads to the goal")),
    _standing("needed_growth", Text("年均需增长，1 为 100%", "growth a year that still leads to the goal")),
    _standing("pace", Text("基期以来年均变动", "mean change a year since the base")),
    _standing("lands", Text("按直线趋势到达的时点", "when the straight trend reaches the goal")),
    _standing("lands_compound", Text("按复合趋势到达的时点", "when the compound trend reaches it")),
    _standing("is_met", Text("是否已达到", "whether the goal is met")),
    _standing("is_final", Text("是否为终期数据", "whether the value is of the due period")),
    _standing("awaits_final", Text("是否待终期数据", "whether the figure of the due period is awaited")),
    _standing("was_met", Text("此前是否达到过", "whether it was met before")),
    _standing("trend_is_away", Text("最近一期是否背离目标方向", "whether the last change went away from it")),
    _standing("reason", Text("为何没有判定", "why there is no verdict")),
    Field("method", lambda dataset, one: one.method.id, Text("评估方法", "method")),
    Field("score", lambda dataset, one: one.judgement.score, Text("该方法据以判定的数", "number that decided")),
    Field("verdict", lambda dataset, one: one.verdict, Text("判定", "verdict")),
    Field("word", lambda dataset, one: one.judgement.word.zh, Text("该方法的用词", "the method's own word")),
    Field("word_en", lambda dataset, one: one.judgement.word.en, Text("该方法的英文用词", "the same in English")),
    Field(
        "citations", citations, Text("所依据的目标与观测值编号，各有出处", "ids of the goal and figures it rests on")
    ),
    *_cited(lambda one: one.target.citation),
)
