"""Periods and names as people write them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from tests.workbook.corpus.case import GDP_2025, HEADS, Case, at_cells, sheet, table

PERIODS = {  # what stands there -> the period, and whether that had to be guessed
    "2021": ("2021", False),
    "2021H1": ("2021H1", False),
    "2021Q3": ("2021Q3", False),
    "2021-06": ("2021-06", False),
    "2021-01..09": ("2021-01..09", False),
    "2016..2020": ("2016..2020", False),
    "２０２１": ("2021", True),
    "2021年": ("2021", True),
    "2021年度": ("2021", True),
    "2021 年": ("2021", True),
    "2021年末": ("2021", True),
    "2021年上半年": ("2021H1", True),
    "2021年下半年": ("2021H2", True),
    "2021年一季度": ("2021Q1", True),
    "2021年第三季度": ("2021Q3", True),
    "2021年3季度": ("2021Q3", True),
    "2021年前三季度": ("2021-01..09", True),
    "2021年1-9月": ("2021-01..09", True),
    "2021年1—9月": ("2021-01..09", True),
    "2021年1-6月": ("2021H1", True),
    "2021年1至3月": ("2021Q1", True),
    "2021年6月": ("2021-06", True),
    "2021年06月": ("2021-06", True),
    "2021.06": ("2021-06", True),
    "2021/6": ("2021-06", True),
    "2016-2020年": ("2016..2020", True),
    "2016—2020": ("2016..2020", True),
    "2021年1-12月": ("2021", True),
}
NO_PERIODS = (
    "21年",
    "21",
    "2021年13月",
    "2021Q5",
    "2021H3",
    "2021年五季度",
    "2021-00",
    "2021年9-1月",
    "44561",
    "1948",
    "2101",
    "9999年",
    "2020-2016年",
    "去年",
    "本期",
    "2021年6月30日",
    "２０２１１",
    "20210",
    "-2021",
    "2021.5.1",
)
REGIONS = {  # name -> id, and whether it is an alias
    "常州市": ("changzhou", False),
    "常州": ("changzhou", False),
    "changzhou": ("changzhou", False),
    "常 州 市": ("changzhou", False),
    "武进": ("wujin", False),
    "武进区*": ("wujin", False),
    "合计": ("changzhou", True),
    "全市": ("changzhou", True),
    "总计": ("changzhou", True),
}
NO_NAMES = ("武近区", "天宁", "<a href='javascript:alert(1)'>", "=cmd|' /C calc'!A0", "../../etc", "null", "0", "区")
INDICATORS = {"地区生产总值": "gdp", "GDP": "gdp", "gdp": "gdp", "地区生产总值（亿元）": "gdp", "ＧＤＰ": "gdp"}
NO_INDICATORS = ("地区生产总直", "人均GDP", "产值", "GDP增速", "@SUM(1)")


def cases() -> Iterator[Case]:
    """Yield every period and every name, in a workbook and in a text file."""
    for text, (period, is_guess) in PERIODS.items():
        values = {("gdp", "changzhou", "all", period): "1"}
        yield from _both(f"period {text}", ("地区生产总值", "常州市", text, 1), "C2" if is_guess else "", values)
    for text in NO_PERIODS:
        yield from _refused(f"no period {text}", ("地区生产总值", "常州市", text, 1), "time-unknown", "C2")
    for text, (region, is_alias) in REGIONS.items():
        values = {("gdp", region, "all", "2025"): "1"}
        yield from _both(f"region {text}", ("地区生产总值", text, "2025", 1), "B2" if is_alias else "", values)
    for text in NO_NAMES:
        yield from _refused(f"no region {text}", ("地区生产总值", text, "2025", 1), "name-unknown", "B2")
    for text in INDICATORS:
        yield from _both(f"indicator {text}", (text, "常州市", "2025", 1), "", {GDP_2025: "1"})
    for text in NO_INDICATORS:
        yield from _refused(f"no indicator {text}", (text, "常州市", "2025", 1), "name-unknown", "A2")
    yield from _dates()
    yield from _choices()


def _text(page: Any) -> None:
    for cell in page[2]:
        if isinstance(cell.value, str):
            cell.data_type = "s"


def _both(name: str, row: tuple[Any, ...], guessed: str, values: dict[tuple[str, ...], str]) -> Iterator[Case]:
    for kind, title in (("xlsx", "观测值"), ("csv", "x")):
        at = at_cells(("read-as", f"{title}!{guessed}")) if guessed else at_cells()
        yield _case(f"{kind} {name}", kind, row, at, values)


def _refused(name: str, row: tuple[Any, ...], kind: str, cell: str) -> Iterator[Case]:
    for suffix, title in (("xlsx", "观测值"), ("csv", "x")):
        yield _case(f"{suffix} {name}", suffix, row, at_cells((kind, f"{title}!{cell}")), {})


def _case(name: str, suffix: str, row: tuple[Any, ...], at: Any, values: dict[tuple[str, ...], str]) -> Case:
    def make() -> bytes:
        return sheet(HEADS, row, change=_text) if suffix == "xlsx" else table((HEADS, row))

    return Case(name, make, at, values, f"x.{suffix}")


def _dates() -> Iterator[Case]:
    """Dates in the column of periods."""
    for day, shown, period in (
        (dt.date(2021, 12, 31), "yyyy-mm-dd", "2021"),
        (dt.date(2021, 1, 1), "yyyy/m/d", "2021"),
        (dt.date(2021, 5, 17), "yyyy", "2021"),
        (dt.date(2021, 5, 17), 'yyyy"年"', "2021"),
        (dt.date(2021, 6, 1), "yyyy-mm", "2021-06"),
        (dt.date(2021, 6, 1), 'yyyy"年"m"月"', "2021-06"),
        (dt.date(2021, 6, 15), "yyyy-mm-dd", ""),
        (dt.date(1905, 7, 13), "yyyy-mm-dd", ""),
    ):

        def change(page: Any, day: dt.date = day, shown: str = shown) -> None:
            page["C2"].value = day
            page["C2"].number_format = shown

        row = ("地区生产总值", "常州市", None, 1)
        at = at_cells(("read-as" if period else "time-unknown", "观测值!C2"))
        values = {("gdp", "changzhou", "all", period): "1"} if period else {}
        yield Case(f"date {day} {shown}", lambda change=change, row=row: sheet(HEADS, row, change=change), at, values)
    for number, period in ((2021, "2021"), (2021.0, "2021")):
        row = ("地区生产总值", "常州市", number, 1)
        values = {("gdp", "changzhou", "all", period): "1"}
        yield Case(f"year as number {number!r}", lambda row=row: sheet(HEADS, row), at_cells(), values)


def _choices() -> Iterator[Case]:
    heads = (*HEADS, "数据状态", "确切程度")
    row = ("地区生产总值", "常州市", 2025, 1)
    yield Case("choices in words", lambda: sheet(heads, (*row, "初步数", "约")), at_cells(), {GDP_2025: "about 1"})
    yield Case("choices by id", lambda: sheet(heads, (*row, "final", "exact")), at_cells(), {GDP_2025: "exact 1"})
    at = at_cells(("not-allowed", "观测值!E2"), ("not-allowed", "观测值!F2"))
    yield Case("no choices", lambda: sheet(heads, (*row, "快报", "大概齐")), at)
