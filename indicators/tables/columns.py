"""THE description of every file and column of a city's folder.

Reader, writer, documentation (`data/README.md`) and Data Package follow it: to add a column is to add a row
here and the field that it fills.
"""

from __future__ import annotations

from enum import StrEnum

from indicators.goals.targets import Comparator, Firmness
from indicators.model import (
    Absence,
    Aggregation,
    Confidence,
    ConflictKind,
    Direction,
    Kind,
    Qualifier,
    RegionKind,
    Status,
    Text,
)
from indicators.tables.description import Column, Table, Type


def _choice(name: str, words: type[StrEnum], about: Text, *, required: bool = True) -> Column:
    return Column(name, Type.CHOICE, about, required, tuple(words))


def identity(about: Text) -> Column:
    """Return the column of the ids of a table."""
    return Column("id", Type.ID, about)


def text(name: str, about: Text, *, required: bool = False) -> Column:
    """Return a column of words, which may be blank unless it is required."""
    return Column(name, Type.TEXT, about, required)


def refers(name: str, table: str, about: Text, *, required: bool = True) -> Column:
    """Return a column of ids that stand in another table."""
    return Column(name, Type.ID, about, required, refers_to=table)


_NOTE = text("note", Text("备注：为何如此读，如换算、推定的年份、口径", "why it was read so: conversion, scope"))
_ALIASES = Column("aliases", Type.LIST, Text("别名，以 ; 分隔", "other names, separated by ;"), required=False)
_ORDER = Column("order", Type.INTEGER, Text("排列次序", "place in lists"))
NAME = text("name", Text("中文名称", "name in the city's own language"), required=True)
NAME_EN = text("name_en", Text("英文名称", "English name"), required=True)
_CITED = (
    refers("source", "sources", Text("来源编号", "id of the source")),
    text("page", Text("文章起始页码；网页留空", "page where the article starts; blank for web pages")),
    text("quote", Text("原文照录，含该数", "the very words that print the figure"), required=True),
    _choice("confidence", Confidence, Text("可信度：官方、媒体、未核实", "official, press, unverified")),
)
_KEYED = (
    refers("indicator", "indicators", Text("指标编号", "id of the indicator")),
    refers("region", "regions", Text("区域编号", "id of the region")),
    refers(
        "industry",
        "industries",
        Text("产业编号，不分产业写 all", "id of the industry, all where none is meant"),
    ),
)

SOURCES = Table(
    "sources",
    "sources.csv",
    Text("来源", "publications that figures were read in"),
    (
        identity(Text("来源编号", "id of the source")),
        text("title", Text("题名", "title"), required=True),
        text("publisher", Text("发布者", "publisher"), required=True),
        text("published", Text("发布日期，照原样", "date of publication, as printed")),
        Column("url", Type.URL, Text("网址；无可示者留空", "address; blank where none can be shown"), required=False),
        _NOTE,
    ),
)
INDICATORS = Table(
    "indicators",
    "indicators.csv",
    Text("指标", "what is measured"),
    (
        identity(Text("指标编号", "id of the indicator")),
        NAME,
        NAME_EN,
        text("short_name", Text("短名，至多 8 字", "short name for cards, 8 characters at most"), required=True),
        refers("theme", "themes", Text("主题，即观测值文件名", "theme, which names the file of its figures")),
        text("unit", Text("单位，一个指标只用一种", "unit, one for each indicator"), required=True),
        text("unit_en", Text("单位的英文，如 firms", "the unit in English, as firms")),
        _choice("kind", Kind, Text("存量、流量、比重、位次、增速、指数", "what sort of quantity it is")),
        _choice("direction", Direction, Text("高者为优或低者为优", "which way is better; never left out")),
        Column("decimals", Type.INTEGER, Text("显示的小数位数", "digits shown after the point")),
        _choice("aggregation", Aggregation, Text("各区域能否相加为总数", "whether the parts add up to the whole")),
        text("definition", Text("口径", "definition"), required=True),
        text("definition_en", Text("口径的英文", "the definition in English")),
        text("owner", Text("责任单位", "who answers for it"), required=True),
        text("owner_en", Text("责任单位的英文名称", "who answers for it, in English")),
        Column(
            "lag",
            Type.INTEGER,
            Text("公布的滞后，年：研发2，普查更长", "years until it is published: 1, R&D 2, a census more"),
        ),
        refers(
            "growth_of",
            "indicators",
            Text("本指标是哪个指标的官方增速", "indicator whose official growth this is"),
            required=False,
        ),
        _ALIASES,
        _NOTE,
    ),
)
REGIONS = Table(
    "regions",
    "regions.csv",
    Text("区域", "cities, their parts, and parks"),
    (
        identity(Text("区域编号", "id of the region")),
        NAME,
        NAME_EN,
        text("short_name", Text("短名", "short name"), required=True),
        _choice("kind", RegionKind, Text("省、市、区县、合并口径、园区", "what sort of territory it is")),
        refers("parent", "regions", Text("上级区域", "region above"), required=False),
        Column("counts_in_parent", Type.YES_NO, Text("是否计入上级合计", "whether the parent's total has it")),
        Column(
            "comprises",
            Type.LIST,
            Text("合并口径所含区域", "regions that a composite joins"),
            required=False,
            refers_to="regions",
        ),
        text("park_name", Text("作为园区的名称；非园区留空", "name as a park; blank where it is none")),
        _ORDER,
        Column("tile_row", Type.INTEGER, Text("示意图中的行", "row in the tile map"), required=False),
        Column("tile_column", Type.INTEGER, Text("示意图中的列", "column in the tile map"), required=False),
        _ALIASES,
        _NOTE,
    ),
)
INDUSTRIES = Table(
    "industries",
    "industries.csv",
    Text("产业树", "the tree of industries"),
    (
        identity(Text("产业编号", "id of the industry")),
        NAME,
        NAME_EN,
        refers("parent", "industries", Text("上级产业", "industry above"), required=False),
        _ORDER,
        _ALIASES,
        _NOTE,
    ),
)
TARGETS = Table(
    "targets",
    "targets.csv",
    Text("目标", "goals as they are printed"),
    (
        identity(Text("目标编号", "id of the goal")),
        refers("plan", "plans", Text("所属规划，见 city.toml", "plan that it belongs to, see city.toml")),
        *_KEYED,
        Column(
            "due",
            Type.PERIOD,
            Text("期限；未定者留空", "due period; blank where none is set"),
            required=False,
        ),
        _choice("comparator", Comparator, Text("目标的类型", "what kind of goal it is")),
        Column(
            "amount",
            Type.NUMBER,
            Text("目标数；节点任务留空", "the number; none in a milestone"),
            required=False,
        ),
        Column("amount_to", Type.NUMBER, Text("区间的上限", "upper end of a range"), required=False),
        Column("stretch", Type.NUMBER, Text("争取达到的数", "the higher number striven for"), required=False),
        Column("base_period", Type.PERIOD, Text("基期，原文有才填", "base period, where printed"), required=False),
        Column("base_value", Type.NUMBER, Text("基期值，原文有才填", "base value, where printed"), required=False),
        Column(
            "milestones",
            Type.MILESTONES,
            Text("分年节点，如 2023:5;2024:6", "path, as 2023:5;2024:6"),
            required=False,
        ),
        _choice("firmness", Firmness, Text("约束性、预期性、力争", "binding, expected, striving")),
        Column("set_in", Type.PERIOD, Text("设定的时期", "period in which it was set"), required=False),
        refers("part_of", "targets", Text("所属的上级目标", "goal that it is a part of"), required=False),
        _choice("qualifier", Qualifier, Text("数的确切程度", "how exactly the number is printed")),
        *_CITED,
        _NOTE,
    ),
)
OBSERVATIONS = Table(
    "observations",
    "observations/*.csv",
    Text("观测值，每个主题一个文件", "figures, one file a theme"),
    (
        identity(Text("观测值编号", "id of the figure")),
        *_KEYED,
        Column("period", Type.PERIOD, Text("时期", "period")),
        Column(
            "value",
            Type.NUMBER,
            Text("数值，以指标的单位计", "value in the unit of the indicator"),
            required=False,
        ),
        _choice("absence", Absence, Text("没有数时的原因", "why there is no value"), required=False),
        _choice(
            "qualifier",
            Qualifier,
            Text("确切、约、超、近、不低于", "exact, about, over, under; at least is open above"),
        ),
        _choice(
            "status",
            Status,
            Text("最终、初步、预计、预测、修订；年份推定；推算（加减所得）", "how settled it is, or how it was had"),
        ),
        text("break", Text("自此期起口径不同者，写明原因", "why a new definition begins here; blank where none does")),
        *_CITED,
        Column(
            "role",
            Type.CHOICE,
            Text(
                "同一序列同一时期恰有一行 charted；各行都未核实的，可以一行也不作图",
                "one row of a series and period is charted; none may be where all are unverified",
            ),
            allowed=("charted", "alternate"),
        ),
        _NOTE,
    ),
)
LEFT_OUT = Table(
    "left-out",
    "left-out.csv",
    Text("未入表的陈述及原因", "statements that stand in no table, and why"),
    (
        identity(Text("编号", "id")),
        refers("source", "sources", Text("来源编号", "id of the source")),
        text("page", Text("页码", "page")),
        text("quote", Text("原文", "the words"), required=True),
        text("reason", Text("不入表的原因", "why it is left out"), required=True),
    ),
)
CONFLICTS = Table(
    "conflicts",
    "conflicts.csv",
    Text("原文中互相矛盾的陈述", "printed statements that contradict each other"),
    (
        identity(Text("编号", "id")),
        _choice(
            "kind",
            ConflictKind,
            Text("同期不同数、分项与合计、口径不同、已成与计划、位次不一", "in what way they contradict each other"),
        ),
        Column(
            "rows",
            Type.LIST,
            Text("所涉各行的编号：观测值、目标、未入表的陈述", "ids of the figures, goals and statements left out"),
        ),
        text("sentence", Text("一句话说明", "what is contradicted, in a sentence"), required=True),
        text("sentence_en", Text("同一句话的英文", "the same in English"), required=True),
    ),
)
CONFLICTING = (OBSERVATIONS, TARGETS, LEFT_OUT)
"""The tables whose rows a conflict may join."""

TABLES = (SOURCES, INDICATORS, REGIONS, INDUSTRIES, TARGETS, OBSERVATIONS, LEFT_OUT, CONFLICTS)
