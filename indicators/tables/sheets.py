"""THE description of every sheet of a workbook: its title, and the head of each column, in both languages.

Writer, reader and documentation follow it: a sheet is written in one language and read in either. The columns
themselves are those of `indicators.tables.columns`: a sheet says what they are called in an office, which other names
are met for them, and how wide they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from indicators.goals.targets import RULES
from indicators.model import Text
from indicators.tables.columns import INDICATORS, INDUSTRIES, OBSERVATIONS, REGIONS, SOURCES, TARGETS
from indicators.tables.description import Column, Table


def both(words: Text) -> tuple[str, str]:
    """Return a wording in both languages: a file is read by either, whatever it was written in."""
    return words.zh, words.en


@dataclass(frozen=True, slots=True)
class Head:
    """One column of a sheet: the column of the table that it fills, what it is called, and by which other names."""

    column: str
    title: Text
    aliases: tuple[str, ...] = ()
    width: int = 12

    @property
    def names(self) -> tuple[str, ...]:
        """Return everything that the column is called where a sheet is read: in both languages, by its own name too."""
        return (*both(self.title), self.column, *self.aliases)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its title, the table whose rows it holds, its columns in order, and other titles met for it.

    `shown` are columns for the reader's eye only (locked, filled by formulas or from the vocabulary): they are
    written, and passed over when the sheet is read.
    """

    title: Text
    table: Table
    heads: tuple[Head, ...]
    aliases: tuple[str, ...] = ()
    shown: tuple[Head, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Return every title by which the sheet is known where a file is read."""
        return (*both(self.title), self.table.name, *self.aliases)

    def head(self, column: str) -> Head:
        """Return the head of a column of the table. Raises KeyError, which says what is missing where there is none."""
        found = next((one for one in self.heads if one.column == column), None)
        if found is None:
            raise KeyError(f"column {column} of {self.table.name} has no head: give it one here in {__name__}")
        return found

    def described(self, head: Head) -> Column:
        """Return the column of the table that a head fills."""
        return self.table.column(head.column)


GUIDE = Text("填报说明", "How to fill in")
PROBLEMS = Text("问题清单", "List of problems")
MARKS: Mapping[str, Text] = MappingProxyType(
    {
        "release": Text("数据版次", "Release of the data"),
        "region": Text("区域范围", "Limited to region"),
        "theme": Text("主题范围", "Limited to theme"),
        "period": Text("时期范围", "Limited to period"),
    }
)
"""The first cells of the rows of the guide by which an upload tells what its template was filled from."""

_KEYED = (
    Head("indicator", Text("指标", "Indicator"), ("指标名称", "指标编号", "项目", "统计指标"), 26),
    Head(
        "region",
        Text("区域", "Region"),
        ("地区", "辖市区", "区县", "县区", "单位名称", "行政区", "区域名称", "区域编号"),
        14,
    ),
    Head("industry", Text("产业", "Industry"), ("行业", "产业名称", "产业编号", "产业链"), 14),
)
_CITED = (
    Head("source", Text("来源", "Source"), ("数据来源", "来源编号", "资料来源"), 22),
    Head("page", Text("页码", "Page"), ("页",), 8),
    Head("quote", Text("原文", "Quote"), ("引文", "原文照录"), 40),
    Head("confidence", Text("可信度", "Confidence"), (), 10),
)
_NOTE = Head("note", Text("备注", "Note"), ("说明", "注"), 30)
_NUMBER = Head("id", Text("编号", "Number"), ("序列号", "记录编号"), 12)
_ALIASES = Head("aliases", Text("别名", "Other names"), ("又名",), 24)
_NAMES = (
    Head("name", Text("名称", "Name"), ("中文名称",), 26),
    Head("name_en", Text("英文名称", "English name"), (), 26),
)

OBSERVATION_SHEET = Sheet(
    Text("观测值", "Figures"),
    OBSERVATIONS,
    (
        *_KEYED,
        Head("period", Text("时期", "Period"), ("年份", "年度", "时间", "期间", "月份", "季度", "统计时间"), 12),
        Head("value", Text("数值", "Value"), ("值", "数据", "实际值", "完成值", "完成数", "本期", "本期数"), 14),
        Head("absence", Text("无数原因", "Why no value"), ("缺失原因",), 12),
        Head("qualifier", Text("确切程度", "How exact"), (), 10),
        Head("status", Text("数据状态", "Status"), ("状态",), 10),
        Head("break", Text("口径变动", "Change of definition"), ("口径变化",), 20),
        *_CITED,
        Head("role", Text("采用", "Role"), ("是否采用",), 8),
        _NOTE,
        _NUMBER,
    ),
    ("数据", "数据表", "填报表", "指标数据"),
    (
        Head("unit", Text("单位", "Unit"), ("计量单位",), 10),
        Head("previous", Text("上期数", "Previous value"), ("上年数", "上年同期"), 20),
        Head("change", Text("较上期", "Change"), ("增减", "同比", "增速", "较上年"), 10),
    ),
)
TARGET_SHEET = Sheet(
    Text("目标值", "Goals"),
    TARGETS,
    (
        Head("plan", Text("规划", "Plan"), ("所属规划",), 18),
        *_KEYED,
        Head("due", Text("期限", "Due"), ("完成期限", "目标年", "目标年份"), 10),
        Head("comparator", Text("目标类型", "Kind of goal"), ("类型",), 12),
        Head("amount", Text("目标数", "Goal"), ("目标值", "目标", "计划数"), 12),
        Head("amount_to", Text("上限", "Upper end"), ("目标上限",), 10),
        Head("stretch", Text("争取数", "Striven for"), ("争取目标",), 10),
        Head("base_period", Text("基期", "Base period"), ("基年",), 10),
        Head("base_value", Text("基期数", "Base value"), ("基期值", "基数"), 12),
        Head("milestones", Text("分年节点", "Milestones"), ("节点",), 20),
        Head("firmness", Text("约束程度", "Firmness"), ("目标性质",), 10),
        Head("set_in", Text("设定时期", "Set in"), (), 10),
        Head("part_of", Text("上级目标", "Part of"), (), 12),
        Head("qualifier", Text("确切程度", "How exact"), (), 10),
        *_CITED,
        _NOTE,
        _NUMBER,
    ),
    ("目标",),
    (Head("unit", Text("单位", "Unit"), ("计量单位",), 10),),
)
INDICATOR_SHEET = Sheet(
    Text("指标目录", "Indicators"),
    INDICATORS,
    (
        Head("id", Text("指标编号", "Indicator number"), ("编号",), 24),
        *_NAMES,
        Head("short_name", Text("短名", "Short name"), ("简称",), 14),
        Head("theme", Text("主题", "Theme"), (), 12),
        Head("unit", Text("单位", "Unit"), ("计量单位",), 12),
        Head("unit_en", Text("单位英文", "Unit in English"), (), 12),
        Head("kind", Text("类别", "Kind"), ("指标类别",), 10),
        Head("direction", Text("优劣方向", "Direction"), ("方向",), 12),
        Head("decimals", Text("小数位", "Decimals"), ("小数位数",), 8),
        Head("aggregation", Text("各区相加", "Adds up"), ("加总方式",), 10),
        Head("definition", Text("口径", "Definition"), ("定义", "指标解释"), 50),
        Head("definition_en", Text("口径英文", "Definition in English"), (), 30),
        Head("owner", Text("责任单位", "Owner"), ("牵头单位",), 18),
        Head("owner_en", Text("责任单位英文", "Owner in English"), (), 18),
        Head("lag", Text("公布滞后年数", "Years until published"), (), 8),
        Head("growth_of", Text("所指指标", "Growth of"), (), 24),
        _ALIASES,
        _NOTE,
    ),
    ("指标",),
)
REGION_SHEET = Sheet(
    Text("区域", "Regions"),
    REGIONS,
    (
        Head("id", Text("区域编号", "Region number"), ("编号",), 16),
        *_NAMES,
        Head("short_name", Text("短名", "Short name"), ("简称",), 12),
        Head("kind", Text("类别", "Kind"), (), 12),
        Head("parent", Text("上级区域", "Region above"), (), 14),
        Head("counts_in_parent", Text("计入上级", "Counts in region above"), (), 10),
        Head("comprises", Text("所含区域", "Regions joined"), (), 20),
        Head("park_name", Text("园区名称", "Name as a park"), (), 20),
        Head("order", Text("次序", "Order"), ("排序",), 8),
        Head("tile_row", Text("示意图行", "Tile row"), (), 8),
        Head("tile_column", Text("示意图列", "Tile column"), (), 8),
        _ALIASES,
        _NOTE,
    ),
    ("区域目录",),
)
INDUSTRY_SHEET = Sheet(
    Text("产业", "Industries"),
    INDUSTRIES,
    (
        Head("id", Text("产业编号", "Industry number"), ("编号",), 20),
        *_NAMES,
        Head("parent", Text("上级产业", "Industry above"), (), 16),
        Head("order", Text("次序", "Order"), ("排序",), 8),
        _ALIASES,
        _NOTE,
    ),
    ("产业目录",),
)
SOURCE_SHEET = Sheet(
    Text("来源", "Sources"),
    SOURCES,
    (
        Head("id", Text("来源编号", "Source number"), ("编号",), 16),
        Head("title", Text("题名", "Title"), ("标题",), 40),
        Head("publisher", Text("发布者", "Publisher"), ("发布单位",), 22),
        Head("published", Text("发布日期", "Published"), (), 14),
        Head("url", Text("网址", "Address"), ("链接",), 30),
        _NOTE,
    ),
    ("来源目录",),
)

SHEETS: tuple[Sheet, ...] = (
    OBSERVATION_SHEET,
    TARGET_SHEET,
    INDICATOR_SHEET,
    REGION_SHEET,
    INDUSTRY_SHEET,
    SOURCE_SHEET,
)

CHOICES: Mapping[str, str] = MappingProxyType(
    {
        "missing": "缺数",
        "not_applicable": "不适用",
        "exact": "确切",
        "about": "约",
        "over": "超",
        "under": "近",
        "final": "正式数",
        "provisional": "初步数",
        "estimate": "预计数",
        "forecast": "预测数",
        "revised": "修订数",
        "year_inferred": "年份推定",
        "derived": "推算数",
        "official": "官方",
        "press": "媒体",
        "unverified": "待核",
        "charted": "采用",
        "alternate": "备列",
        **{comparator.value: rule.words.zh for comparator, rule in RULES.items()},
        "binding": "约束性",
        "expected": "预期性",
        "striving": "力争",
        "stock": "存量",
        "flow": "流量",
        "ratio": "比重",
        "rank": "位次",
        "index": "指数",
        "higher": "越高越好",
        "lower": "越低越好",
        "sum": "可相加",
        "none": "不相加",
        "country": "国家",
        "province": "省",
        "city": "市",
        "district": "区县",
        "composite": "合并口径",
        "park": "园区",
        "yes": "是",
        "no": "否",
    }
)
"""What a word of a vocabulary is called in a sheet. `growth` is both a comparator and a kind: see `said`."""

_SAID_OTHERWISE: Mapping[tuple[str, str], str] = MappingProxyType(
    {("kind", "growth"): "增速", ("qualifier", "at_least"): "不低于"}
)


def said(column: str, word: str) -> Text:
    """Return what a word of a column's vocabulary is called in a sheet; in English it is the word itself."""
    return Text(_SAID_OTHERWISE.get((column, word)) or CHOICES[word], word.replace("_", " "))


def titles(table: str, columns: Iterable[str]) -> Text:
    """Return what some columns of a table are called in its sheet, in their order."""
    heads = {head.column: head.title for sheet in SHEETS if sheet.table.name == table for head in sheet.heads}
    return joined(heads.get(column, Text(column, column)) for column in columns)


def joined(words: Iterable[Text]) -> Text:
    """Return wordings one after the other, in each language by its own comma."""
    listed = tuple(words)
    return Text("、".join(one.zh for one in listed), ", ".join(one.en for one in listed))
