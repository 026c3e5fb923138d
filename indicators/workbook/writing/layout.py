"""Where each column of a sheet stands, and what may be done with it: locked, to be filled in, chosen from a list."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from openpyxl.utils import get_column_letter

from indicators.model import Text
from indicators.tables.description import Column, Type
from indicators.tables.sheets import Head, Sheet, both, joined, said

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
_EXAMPLES: Mapping[Type, Text] = MappingProxyType(
    {
        Type.URL: Text("https://…", "https://…"),
        Type.ID: Text("xinbei", "north"),
        Type.INTEGER: Text("2", "2"),
        Type.NUMBER: Text("1234.5", "1234.5"),
        Type.PERIOD: Text(
            "2025、2025H1、2025Q3、2025-06、2025-01..09", "2025, 2025/26, 2025H1, 2025Q3, 2025-06, 2025-01..09"
        ),
        Type.DATE: Text("2026-11-23", "2026-11-23"),
        Type.LIST: Text("甲;乙", "one;other"),
        Type.MILESTONES: Text("2023:5;2024:6", "2023:5;2024:6"),
    }
)
_EXAMPLES_OF: Mapping[str, Text] = MappingProxyType(
    {
        "page": Text("39", "39"),
        "unit": Text("亿元", "t"),
        "unit_en": Text("firms", "firms"),
        "quote": Text("全社会研发投入占比达3.28%", "R&D reached 3.28% of GDP"),
        "published": Text("2025-03", "2025-03"),
        "publisher": Text("市统计局", "Statistics Office"),
        "short_name": Text("GDP", "GDP"),
        "owner": Text("市科技局", "Science Office"),
    }
)
_ABOUT_SHOWN: Mapping[str, Text] = MappingProxyType(
    {
        "unit": Text(
            "指标的单位，一个指标只用一种。\n只供核对，报送时不读取。",
            "The unit of the indicator, which has only one.\nTo check against; it is not read.",
        ),
        "previous": Text(
            "同一序列的上一个数；半年、季度、月度取以往同期。不一定是上年。\n只供核对，报送时不读取。",
            "The value before, of parts of a year that of the same months; not always of the year before.\n"
            "To check against; it is not read.",
        ),
        "change": Text(
            "数值比上期数：比重、增速、位次为相差，其余为增减百分比。\n公式自动算出，报送时不读取。",
            "From the previous value: of ratios, growth and ranks the difference, else the change in per cent.\n"
            "A formula; it is not read.",
        ),
    }
)
_REQUIRED, _BY_SYSTEM = (
    Text("必填。", "Required."),
    Text("由系统编；新增的行留空。", "Given by the system; leave blank."),
)
_ALSO, _ONE_OF = Text("此列也可叫：{names}。", ""), Text("可填：{words}。", "One of: {words}.")
_FROM_LIST = Text(
    "从下拉列表选取名称，也可写编号或别名。", "Choose the name from the list, or write number or other name."
)
_EXAMPLE = Text("例如：{example}", "Example: {example}")
_IN_SHEETS = (
    (Text("编号", "id of the "), Text("", "")),
    (Text("写 all", "all where none is meant"), Text("选“全部产业”", "all industries where none is meant")),
    (Text("，见 city.toml", ", see city.toml"), Text("", "")),
)
"""What is said of a column that holds ids, and what in its place where a clerk writes names."""


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


def words_of(column: Column) -> tuple[Text, ...]:
    """Return what a column of choices may say in a sheet; nothing where it is free."""
    words = ("yes", "no") if column.type is Type.YES_NO else column.allowed
    return tuple(said(column.name, word) for word in words)


def about(sheet: Sheet, head: Head) -> Text:
    """Return what the note on a head says: what the column means, what it may say, an example, other names."""
    if is_shown(sheet, head):
        return _ABOUT_SHOWN[head.column]
    column = sheet.described(head)
    lines = [_meaning(column), _allowed(column)]
    if column.required and column.name != "id":
        lines.append(_REQUIRED)
    if column.name == "id" and sheet.table.name in LOCKED:
        lines.append(_BY_SYSTEM)
    if head.aliases:
        lines.append(_with(_ALSO, names=Text("、".join(head.aliases), "")))
    return Text(*("\n".join(filter(None, words)) for words in zip(*map(both, lines), strict=True)))


def _with(sentence: Text, **words: Text) -> Text:
    """A sentence with its blanks filled, each language by its own words."""
    zh, en = ({name: both(word)[at] for name, word in words.items()} for at in (0, 1))
    return Text(sentence.zh.format(**zh), sentence.en.format(**en))


def _meaning(column: Column) -> Text:
    """What a column means to a clerk, who writes names and words where the tables hold ids and codes."""
    zh, en = both(column.about)
    if column.refers_to:
        for said_of_ids, of_names in _IN_SHEETS:
            zh, en = zh.replace(said_of_ids.zh, of_names.zh), en.replace(said_of_ids.en, of_names.en)
    for word in column.allowed:
        zh = zh.replace(word, f"“{said(column.name, word).zh}”")
    return Text(zh.replace("，即观测值文件名", "") + "。", f"{en[:1].upper()}{en[1:]}.")


def _allowed(column: Column) -> Text:
    if words := words_of(column):
        return _with(_ONE_OF, words=joined(words))
    if column.refers_to and column.refers_to != "targets":
        return _FROM_LIST
    example = _EXAMPLES_OF.get(column.name) or _EXAMPLES.get(column.type)
    return _with(_EXAMPLE, example=example) if example else Text("", "")
