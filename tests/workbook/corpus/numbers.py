"""Numbers as people write them, in three forms of a table: a workbook, a text file, regions down and years across."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from tests.workbook.corpus.case import GDP_2025, HEADS, RD_2025, Case, at_cells, sheet, table

# What stands in the cell of a GDP in 亿元 -> what is read. Whatever is not a plain number is a warning.
PLAIN = {"1234.5": "1234.5", "0": "0", "-5": "-5", "10813": "10813", "0.5": "0.5", " 42 ": "42"}
GUESSED = {
    "１２３４．５": "1234.5",
    "1,234.5": "1234.5",
    "12,345,678": "12345678",
    "1 234 567": "1234567",
    "１，２３４": "1234",
    "+5": "5",
    "1234.5亿元": "1234.5",
    "1234.5 亿元": "1234.5",
    "12345000万元": "1234.5",
    "1,234,500万元": "123.45",
    "1.2345万亿元": "12345",
    "123450000000元": "1234.5",
    "约1234": "about 1234",
    "约 1,234 亿元": "about 1234",
    "1234左右": "about 1234",
    "大约1234亿元左右": "about 1234",
    "超1234": "over 1234",
    "超过1234亿元": "over 1234",
    "逾1234": "over 1234",
    "突破1万亿元": "over 10000",
    "1234以上": "over 1234",
    "1234多亿元": "over 1234",
    "1234余亿元": "over 1234",
    "近1234": "under 1234",
    "接近1234亿元": "under 1234",
    "不足1234": "under 1234",
    "1234以下": "under 1234",
    "达1234亿元": "1234",
    "—": "missing",
    "-": "missing",
    "–": "missing",
    "…": "missing",
    "……": "missing",
    "...": "missing",
    "/": "missing",
    "无": "missing",
    "暂无": "missing",
    "未统计": "missing",
    "N/A": "missing",
    "不适用": "not_applicable",
}
REFUSED = {
    "1,23": "cell-not-number",
    "12,34,567": "cell-not-number",
    "1,2345": "cell-not-number",
    "1.234,5": "cell-not-number",
    "1.2.3": "cell-not-number",
    "12 34": "cell-not-number",
    "一千二百": "cell-not-number",
    "五百多": "cell-not-number",
    "12-15": "cell-not-number",
    "12～15": "cell-not-number",
    "12/15": "cell-not-number",
    "(123)": "cell-not-number",
    "nan": "cell-not-number",
    "NaN": "cell-not-number",
    "inf": "cell-not-number",
    "-inf": "cell-not-number",
    "∞": "cell-not-number",
    "1e5": "cell-not-number",
    "1.5E+3": "cell-not-number",
    "0x10": "cell-not-number",
    "许多": "cell-not-number",
    "待定": "cell-not-number",
    "约": "cell-not-number",
    "超1234以下": "cell-not-number",
    "--5": "cell-not-number",
    "5-": "cell-not-number",
    "true": "cell-not-number",
    "2025-01-01": "cell-not-number",
    "<b>12</b>": "cell-not-number",
    "=1+1": "cell-not-number",
    "1234家": "unit-differs",
    "12%": "unit-differs",
    "12万人": "unit-differs",
    "1234亿美元": "unit-differs",
    "1" + "0" * 15: "cell-too-large",
    "9" * 309: "cell-too-large",
    "-" + "9" * 16: "cell-too-large",
}
# A share in %, as text.
SHARES = {
    "3.28": ("3.28", False),
    "3.28%": ("3.28", True),
    "３．２８％": ("3.28", True),
    "约3.28%": ("about 3.28", True),
    "3.28个百分点": ("3.28", True),
    "32.8‰": ("3.28", True),
    "3.28%以上": ("over 3.28", True),
}


def cases() -> Iterator[Case]:
    """Yield every number in every form of a table."""
    for text, value in PLAIN.items():
        yield from _forms(text, value, "")
    for text, value in GUESSED.items():
        yield from _forms(text, value, "read-as")
    for text, kind in REFUSED.items():
        yield from _forms(text, "", kind)
    for text, (value, is_guess) in SHARES.items():
        at = at_cells(("read-as", "观测值!D2")) if is_guess else at_cells()
        row = ("研发投入占比", "常州市", 2025, text)
        yield Case(f"share {text}", lambda row=row: sheet(HEADS, row), at, {RD_2025: value})
    yield from _cells()


def _forms(text: str, value: str, kind: str) -> Iterator[Case]:
    name = text[:24]
    row = ("地区生产总值", "常州市", "2025", text)
    values = {GDP_2025: value} if value else {}
    long = at_cells((kind, "观测值!D2")) if kind else at_cells()
    yield Case(f"workbook {name}", lambda: sheet(HEADS, row, change=_as_text), long, values)
    short = at_cells((kind, "x!D2")) if kind else at_cells()
    yield Case(f"csv {name}", lambda: table((HEADS, row)), short, values, "x.csv")
    wide = (("地区生产总值（亿元）",), ("区域", "2024年", "2025年"), ("常州市", 10813, text))
    more = {("gdp", "changzhou", "all", "2024"): "10813", **values}
    other = at_cells(("taken-from-title", "各区!A2"), *((kind, place) for kind, place in [(kind, "各区!C3")] if kind))
    yield Case(f"wide {name}", lambda: sheet(*wide, title="各区", change=_as_text), other, more)


def _as_text(page: Any) -> None:
    """Whatever begins with = is text here, as a careful clerk writes it."""
    for row in page.iter_rows():
        for cell in row:
            if isinstance(cell.value, str):
                cell.data_type = "s"


def _cells() -> Iterator[Case]:
    """Cells that are not text: numbers with formats, truth, dates, errors, formulas without a value."""

    def one(value: Any, number_format: str = "General", indicator: str = "地区生产总值") -> bytes:
        def change(page: Any) -> None:
            page["D2"].value = value
            page["D2"].number_format = number_format

        return sheet(HEADS, (indicator, "常州市", 2025, None), change=change)

    share = "研发投入占比"
    yield Case("number", lambda: one(10813), at_cells(), {GDP_2025: "10813"})
    yield Case("number of a sum", lambda: one(0.1 + 0.2), at_cells(), {GDP_2025: "0.3"})
    yield Case("number with thousands shown", lambda: one(1234567.5, "#,##0.0"), at_cells(), {GDP_2025: "1234567.5"})
    yield Case("small number", lambda: one(1.5e-7), at_cells(), {GDP_2025: "0.00000015"})
    yield Case("share as a number", lambda: one(3.28, indicator=share), at_cells(), {RD_2025: "3.28"})
    shown = at_cells(("read-as", "观测值!D2"))
    yield Case("share shown as percent", lambda: one(0.0328, "0.00%", share), shown, {RD_2025: "3.28"})
    yield Case("share shown as whole percent", lambda: one(0.5, "0%", share), shown, {RD_2025: "50"})
    yield Case("amount shown as percent", lambda: one(12, "0%"), at_cells(("unit-differs", "观测值!D2")))
    yield Case("1e308", lambda: one(1e308), at_cells(("cell-too-large", "观测值!D2")))
    yield Case("-1e300", lambda: one(-1e300), at_cells(("cell-too-large", "观测值!D2")))
    yield Case("truth", lambda: one(value=True), at_cells(("cell-not-number", "观测值!D2")))
    day = dt.datetime(2025, 3, 1)  # noqa: DTZ001 - a spreadsheet knows no zones
    yield Case("date for a number", lambda: one(day, "yyyy-mm-dd"), at_cells(("cell-date", "观测值!D2")))
    yield Case("formula without a value", lambda: one("=SUM(A1:A9)"), at_cells(("cell-formula", "观测值!D2")))
    for error in ("#REF!", "#DIV/0!", "#N/A", "#VALUE!", "#NAME?", "#NULL!", "#NUM!"):
        yield Case(f"error {error}", lambda error=error: one(error), at_cells(("cell-error", "观测值!D2")))
