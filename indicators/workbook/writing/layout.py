"""Where each column of a sheet stands, and what may be done with it: locked, to be filled in, chosen from a list."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from openpyxl.utils import get_column_letter

from indicators.tables.description import Column, Type
from indicators.tables.sheets import Head, Sheet, said

_BLANK_ROWS = MappingProxyType({"observations": 200})
_FEW_BLANK_ROWS = 50

LOCKED: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "observations": frozenset({"indicator", "region", "industry", "period", "role", "id"}),
        "targets": frozenset({"plan", "indicator", "region", "industry", "due", "comparator", "id"}),
    }
)
"""What makes a row of a table the row that it is; of the other tables it is the id."""

FIGURES: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "observations": frozenset({"value"}),
        "targets": frozenset({"amount", "amount_to"}),
    }
)
"""The columns that a clerk is asked to fill in."""

FROZEN: Mapping[str, str] = MappingProxyType({"observations": "period", "targets": "industry"})
"""The last column that stays in view; of the other tables it is the name, which is the second."""

_BESIDE = MappingProxyType({"observations": "value", "targets": "amount"})
_EXAMPLES: Mapping[Type, str] = MappingProxyType(
    {
        Type.URL: "https://…",
        Type.ID: "xinbei",
        Type.INTEGER: "2",
        Type.NUMBER: "1234.5",
        Type.PERIOD: "2025、2025H1、2025Q3、2025-06、2025-01..09",
        Type.DATE: "2026-11-23",
        Type.LIST: "甲;乙",
        Type.MILESTONES: "2023:5;2024:6",
    }
)
_EXAMPLES_OF: Mapping[str, str] = MappingProxyType(
    {
        "page": "39",
        "unit": "亿元",
        "quote": "全社会研发投入占比达3.28%",
        "published": "2025-03",
        "publisher": "市统计局",
        "short_name": "GDP",
        "owner": "市科技局",
    }
)
_ABOUT_SHOWN: Mapping[str, str] = MappingProxyType(
    {
        "unit": "指标的单位，一个指标只用一种。\n只供核对，报送时不读取。",
        "previous": "同一序列的上一个数；半年、季度、月度取以往同期。不一定是上年。\n只供核对，报送时不读取。",
        "change": "数值比上期数：比重、增速、位次为相差，其余为增减百分比。\n公式自动算出，报送时不读取。",
    }
)


def laid_out(sheet: Sheet) -> tuple[Head, ...]:
    """Return every column of a sheet from left to right: what is only shown stands right of the figure it explains."""
    position = [one.column for one in sheet.heads].index(_BESIDE.get(sheet.table.name, "id")) + 1
    return sheet.heads[:position] + sheet.shown + sheet.heads[position:]


def blank_rows(sheet: Sheet) -> int:
    """Return how many empty rows stand below the rows of a sheet, for what is new."""
    return _BLANK_ROWS.get(sheet.table.name, _FEW_BLANK_ROWS)


def letters(sheet: Sheet) -> Mapping[str, str]:
    """Return the letter of every column of a sheet by its name."""
    return {head.column: get_column_letter(place) for place, head in enumerate(laid_out(sheet), 1)}


def is_shown(sheet: Sheet, head: Head) -> bool:
    """Return whether a column is for the eye only."""
    return head in sheet.shown


def is_locked(sheet: Sheet, head: Head) -> bool:
    """Return whether the cells of a column are locked in the rows that are filled from what is published."""
    return is_shown(sheet, head) or head.column in LOCKED.get(sheet.table.name, {"id"})


def words_of(column: Column) -> tuple[str, ...]:
    """Return what a column of choices may say in a sheet; nothing where it is free."""
    words = ("yes", "no") if column.type is Type.YES_NO else column.allowed
    return tuple(said(column.name, word) for word in words)


def about(sheet: Sheet, head: Head) -> str:
    """Return what the note on a head says: what the column means, what it may say, an example, other names."""
    if is_shown(sheet, head):
        return _ABOUT_SHOWN[head.column]
    column = sheet.described(head)
    lines = [_meaning(column), _allowed(column), "必填。" if column.required and column.name != "id" else ""]
    if column.name == "id" and sheet.table.name in LOCKED:
        lines.append("由系统编；新增的行留空。")
    if head.aliases:
        lines.append(f"此列也可叫：{'、'.join(head.aliases)}。")
    return "\n".join(line for line in lines if line)


def _meaning(column: Column) -> str:
    """What a column means to a clerk, who writes names and words where the tables hold ids and codes."""
    text = column.about.zh
    if column.refers_to:
        text = text.replace("编号", "").replace("写 all", "选“全部产业”").replace("，见 city.toml", "")
    for word in column.allowed:
        text = text.replace(word, f"“{said(column.name, word)}”")
    return text.replace("，即观测值文件名", "") + "。"


def _allowed(column: Column) -> str:
    if words := words_of(column):
        return f"可填：{'、'.join(words)}。"
    if column.refers_to and column.refers_to != "targets":
        return "从下拉列表选取名称，也可写编号或别名。"
    example = _EXAMPLES_OF.get(column.name) or _EXAMPLES.get(column.type)
    return f"例如：{example}" if example else ""
