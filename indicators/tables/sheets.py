"""THE description of every sheet of a workbook: its title, and the head of each column in the bureau's words.

Writer, reader and documentation follow it. The columns themselves are those of `indicators.tables.columns`: a sheet
says what they are called in an office, which other names are met for them, and how wide they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from indicators.goals.targets import RULES
from indicators.tables.columns import INDICATORS, INDUSTRIES, OBSERVATIONS, REGIONS, SOURCES, TARGETS
from indicators.tables.description import Column, Table


@dataclass(frozen=True, slots=True)
class Head:
    """One column of a sheet: the column of the table that it fills, what it is called, and by which other names."""

    column: str
    title: str
    aliases: tuple[str, ...] = ()
    width: int = 12


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its title, the table whose rows it holds, its columns in order, and other titles met for it.

    `shown` are columns for the reader's eye only (locked, filled by formulas or from the vocabulary): they are
    written, and passed over when the sheet is read.
    """

    title: str
    table: Table
    heads: tuple[Head, ...]
    aliases: tuple[str, ...] = ()
    shown: tuple[Head, ...] = ()

    def head(self, column: str) -> Head:
        """Return the head of a column of the table. Raises KeyError, which says what is missing where there is none."""
        found = next((one for one in self.heads if one.column == column), None)
        if found is None:
            raise KeyError(f"column {column} of {self.table.name} has no head: give it one here in {__name__}")
        return found

    def described(self, head: Head) -> Column:
        """Return the column of the table that a head fills."""
        return self.table.column(head.column)


GUIDE = "填报说明"
PROBLEMS = "问题清单"

_KEYED = (
    Head("indicator", "指标", ("指标名称", "指标编号", "项目", "统计指标"), 26),
    Head("region", "区域", ("地区", "辖市区", "区县", "县区", "单位名称", "行政区", "区域名称", "区域编号"), 14),
    Head("industry", "产业", ("行业", "产业名称", "产业编号", "产业链"), 14),
)
_CITED = (
    Head("source", "来源", ("数据来源", "来源编号", "资料来源"), 22),
    Head("page", "页码", ("页",), 8),
    Head("quote", "原文", ("引文", "原文照录"), 40),
    Head("confidence", "可信度", (), 10),
)
_NOTE = Head("note", "备注", ("说明", "注"), 30)
_NUMBER = Head("id", "编号", ("序列号", "记录编号"), 12)
_ALIASES = Head("aliases", "别名", ("又名",), 24)
_NAMES = (Head("name", "名称", ("中文名称",), 26), Head("name_en", "英文名称", (), 26))

OBSERVATION_SHEET = Sheet(
    "观测值",
    OBSERVATIONS,
    (
        *_KEYED,
        Head("period", "时期", ("年份", "年度", "时间", "期间", "月份", "季度", "统计时间"), 12),
        Head("value", "数值", ("值", "数据", "实际值", "完成值", "完成数", "本期", "本期数"), 14),
        Head("absence", "无数原因", ("缺失原因",), 12),
        Head("qualifier", "确切程度", (), 10),
        Head("status", "数据状态", ("状态",), 10),
        Head("break", "口径变动", ("口径变化",), 20),
        *_CITED,
        Head("role", "采用", ("是否采用",), 8),
        _NOTE,
        _NUMBER,
    ),
    ("数据", "数据表", "填报表", "指标数据"),
    (
        Head("unit", "单位", ("计量单位",), 10),
        Head("previous", "上期数", ("上年数", "上年同期"), 20),
        Head("change", "较上期", ("增减", "同比", "增速", "较上年"), 10),
    ),
)
TARGET_SHEET = Sheet(
    "目标值",
    TARGETS,
    (
        Head("plan", "规划", ("所属规划",), 18),
        *_KEYED,
        Head("due", "期限", ("完成期限", "目标年", "目标年份"), 10),
        Head("comparator", "目标类型", ("类型",), 12),
        Head("amount", "目标数", ("目标值", "目标", "计划数"), 12),
        Head("amount_to", "上限", ("目标上限",), 10),
        Head("stretch", "争取数", ("争取目标",), 10),
        Head("base_period", "基期", ("基年",), 10),
        Head("base_value", "基期数", ("基期值", "基数"), 12),
        Head("milestones", "分年节点", ("节点",), 20),
        Head("firmness", "约束程度", ("目标性质",), 10),
        Head("set_in", "设定时期", (), 10),
        Head("part_of", "上级目标", (), 12),
        Head("qualifier", "确切程度", (), 10),
        *_CITED,
        _NOTE,
        _NUMBER,
    ),
    ("目标",),
    (Head("unit", "单位", ("计量单位",), 10),),
)
INDICATOR_SHEET = Sheet(
    "指标目录",
    INDICATORS,
    (
        Head("id", "指标编号", ("编号",), 24),
        *_NAMES,
        Head("short_name", "短名", ("简称",), 14),
        Head("theme", "主题", (), 12),
        Head("unit", "单位", ("计量单位",), 12),
        Head("unit_en", "单位英文", (), 12),
        Head("kind", "类别", ("指标类别",), 10),
        Head("direction", "优劣方向", ("方向",), 12),
        Head("decimals", "小数位", ("小数位数",), 8),
        Head("aggregation", "各区相加", ("加总方式",), 10),
        Head("definition", "口径", ("定义", "指标解释"), 50),
        Head("definition_en", "口径英文", (), 30),
        Head("owner", "责任单位", ("牵头单位",), 18),
        Head("owner_en", "责任单位英文", (), 18),
        Head("lag", "公布滞后年数", (), 8),
        Head("growth_of", "所指指标", (), 24),
        _ALIASES,
        _NOTE,
    ),
    ("指标",),
)
REGION_SHEET = Sheet(
    "区域",
    REGIONS,
    (
        Head("id", "区域编号", ("编号",), 16),
        *_NAMES,
        Head("short_name", "短名", ("简称",), 12),
        Head("kind", "类别", (), 12),
        Head("parent", "上级区域", (), 14),
        Head("counts_in_parent", "计入上级", (), 10),
        Head("comprises", "所含区域", (), 20),
        Head("park_name", "园区名称", (), 20),
        Head("order", "次序", ("排序",), 8),
        Head("tile_row", "示意图行", (), 8),
        Head("tile_column", "示意图列", (), 8),
        _ALIASES,
        _NOTE,
    ),
    ("区域目录",),
)
INDUSTRY_SHEET = Sheet(
    "产业",
    INDUSTRIES,
    (
        Head("id", "产业编号", ("编号",), 20),
        *_NAMES,
        Head("parent", "上级产业", (), 16),
        Head("order", "次序", ("排序",), 8),
        _ALIASES,
        _NOTE,
    ),
    ("产业目录",),
)
SOURCE_SHEET = Sheet(
    "来源",
    SOURCES,
    (
        Head("id", "来源编号", ("编号",), 16),
        Head("title", "题名", ("标题",), 40),
        Head("publisher", "发布者", ("发布单位",), 22),
        Head("published", "发布日期", (), 14),
        Head("url", "网址", ("链接",), 30),
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


def said(column: str, word: str) -> str:
    """Return what a word of a column's vocabulary is called in a sheet."""
    return _SAID_OTHERWISE.get((column, word)) or CHOICES[word]


def titles(table: str, columns: Iterable[str]) -> str:
    """Return what some columns of a table are called in its sheet, in their order."""
    heads = {head.column: head.title for sheet in SHEETS if sheet.table.name == table for head in sheet.heads}
    return "、".join(heads.get(column, column) for column in columns)
