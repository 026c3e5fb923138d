"""Tables as offices lay them out: titles, merged and doubled heads, footnotes, wide forms, and their faults."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from openpyxl import Workbook

from tests.workbook.corpus.case import GDP_2025, HEADS, RD_2025, Case, at_cells, saved, sheet, table

ROW = ("地区生产总值", "常州市", 2025, 1)
ONE = {GDP_2025: "1"}


def cases() -> Iterator[Case]:
    """Yield every shape of a table."""
    yield from _heads()
    yield from _rows()
    yield from _units()
    yield from _missing_columns()
    yield from _wide()
    yield from _wide_faults()
    yield from _sheets()


def _case(name: str, *rows: Any, at: Any = at_cells(), values: Any = None, **more: Any) -> Case:  # noqa: B008 - frozen
    return Case(name, lambda: sheet(*rows, **more), at, ONE if values is None else values)


def _heads() -> Iterator[Case]:
    yield _case("plain", HEADS, ROW)
    yield _case("title rows above", ("常州市主要指标",), ("制表：统计局",), (), HEADS, ROW)
    yield _case("shuffled", ("数值", "时期", "指标", "区域"), (1, 2025, "地区生产总值", "常州市"))
    yield _case("aliases", ("统计指标", "辖市区", "年份", "完成数"), ROW)
    yield _case("english heads", ("indicator", "region", "period", "value"), ROW)
    yield _case("heads with spaces and marks", ("指 标*", " 区域", "时期\n", "数值※"), ROW)
    yield _case("full-width heads", ("指标", "区域", "时期", "数值（亿元）"), ROW)
    yield _case("columns shown only", (*HEADS[:4], "单位", "上期数", "较上期"), (*ROW, "亿元", 0.5, 0.2))
    extra = at_cells(("head-unknown", "观测值!E1"))
    yield _case("an extra column", (*HEADS, "领导批示"), (*ROW, "已阅"), at=extra)
    yield _case("an extra column without anything in it", (*HEADS, "领导批示"), ROW)
    yield _case("a number of lines", ("序号", *HEADS), (1, *ROW))
    twice = at_cells(("head-twice", "观测值!E1"))
    yield _case("two columns of one name", (*HEADS, "数值"), (*ROW, 2), at=twice)
    yield _case("two columns of one meaning", (*HEADS, "完成值"), (*ROW, 2), at=twice)

    def merged(page: Any) -> None:
        page.merge_cells("A1:D1")

    yield _case("merged title", ("常州市主要指标",), HEADS, ROW, change=merged)

    def two_rows(page: Any) -> None:
        for box in ("A1:A2", "B1:B2", "C1:D1"):
            page.merge_cells(box)

    yield _case("two-row heads", ("指标", "区域", "数据", None), (None, None, "时期", "数值"), ROW, change=two_rows)

    def down(page: Any) -> None:
        page.merge_cells("B2:B3")

    rows = (HEADS, ("地区生产总值", "常州市", 2024, 1), ("地区生产总值", None, 2025, 2))
    values = {("gdp", "changzhou", "all", "2024"): "1", GDP_2025: "2"}
    yield _case(
        "a region merged over its rows", *rows, at=at_cells(("merged", "观测值!B2")), values=values, change=down
    )


def _rows() -> Iterator[Case]:
    yield _case("blank rows", HEADS, (), ROW, (), ())
    yield _case("blank rows before the head", (), (), HEADS, ROW)
    for note in ("注：2025年为初步数", "说明：口径有变", "数据来源：统计局", "填表人：张三", "审核：李四", "*注：略"):
        read = at_cells(("status-read", "观测值!A3")) if "初步" in note else frozenset()
        yield _case(f"a footnote {note[:4]}", HEADS, ROW, (note,), at=read)
    yield _case("the head once more", HEADS, ROW, HEADS)
    yield _case("a row without key and value", HEADS, ROW, (None, None, None, None, "x"))
    yield _case("no rows", HEADS, at=at_cells(("file-no-rows", "文件")), values={})
    yield _case("an empty sheet", at=at_cells(("file-no-rows", "文件")), values={})
    yield _case("no region", HEADS, ("地区生产总值", None, 2025, 1), at=at_cells(("required", "观测值!B2")), values={})
    yield _case(
        "no period", HEADS, ("地区生产总值", "常州市", None, 1), at=at_cells(("required", "观测值!C2")), values={}
    )
    yield _case("no indicator", HEADS, (None, "常州市", 2025, 1), at=at_cells(("required", "观测值!A2")), values={})
    wrong = ("x", "y", "z", "w")
    cells = (("name-unknown", "A"), ("name-unknown", "B"), ("time-unknown", "C"), ("cell-not-number", "D"))
    at = at_cells(*((kind, f"观测值!{column}{row}") for kind, column in cells for row in (2, 4)))
    yield _case("all problems at once", HEADS, wrong, ROW, wrong, at=at)
    both = (*HEADS, "产业")
    nev = {("gdp", "changzhou", "nev", "2025"): "1", GDP_2025: "2"}
    yield _case("industries", both, (*ROW, "新能源汽车"), (*ROW[:3], 2, "全部"), values=nev)
    yield _case("a blank industry is all", both, (*ROW, None))
    yield _case("a dash is no industry", both, (*ROW, "—"))
    yield _case("no such industry", both, (*ROW, "养蚕"), at=at_cells(("name-unknown", "观测值!E2")), values={})
    long_text = "数" * 5000
    at = at_cells(("cell-too-long", "观测值!E2"))
    yield _case("a note beyond reason", (*HEADS, "备注"), (*ROW, long_text), at=at, values={})
    yield _case("a note of two lines", (*HEADS, "备注"), (*ROW, "一\n二"), at=at_cells(("read-as", "观测值!E2")))
    yield Case(
        "a note with a control letter",
        lambda: table(((*HEADS, "备注"), (*ROW, "一\x1f二"))),
        at_cells(("cell-control", "x!E2")),
        {},
        "x.csv",
    )


def _units() -> Iterator[Case]:
    read = at_cells(("read-as", "观测值!D2"))
    heads = (*HEADS[:3], "数值（万元）")
    yield _case("unit in the head", heads, (*ROW[:3], 12345000), at=read, values={GDP_2025: "1234.5"})
    yield _case(
        "unit in a column", (*HEADS, "单位"), (*ROW[:3], 12345000, "万元"), at=read, values={GDP_2025: "1234.5"}
    )
    yield _case("unit in a line above", ("单位：亿元",), HEADS, ROW)
    low = at_cells(("read-as", "观测值!D3"))
    yield _case("another unit above", ("单位：万元",), HEADS, (*ROW[:3], 10000), at=low, values=ONE)
    wrong = at_cells(("unit-differs", "观测值!D2"))
    yield _case("a unit that does not fit", (*HEADS, "单位"), (*ROW, "家"), at=wrong, values={})
    yield _case("a head that does not fit", (*HEADS[:3], "数值（%）"), ROW, at=wrong, values={})
    named = ("地区生产总值（万元）", "常州市", 2025, 10000)
    yield _case("unit behind the indicator", HEADS, named, at=read)
    own = (*ROW[:3], "1亿元")
    yield _case("the cell's own unit wins over the head's", heads, own, at=read)


def _missing_columns() -> Iterator[Case]:
    def titled(name: str) -> tuple[tuple[str, str], ...]:
        return (("taken-from-title", name),)

    rows = (("2025年常州市主要指标",), ("指标", "数值"), ("地区生产总值", 1))
    yield _case("region and period in the title", *rows, at=at_cells(*titled("观测值!A2")))
    yield _case(
        "no region anywhere", ("指标", "时期", "数值"), ("地区生产总值", 2025, 1), at=at_cells(*titled("观测值!A1"))
    )
    at = at_cells(("table-lacks", "观测值!A1"))
    yield _case("no period anywhere", ("指标", "区域", "数值"), ("地区生产总值", "常州市", 1), at=at, values={})
    yield _case("no indicator anywhere", ("区域", "时期", "数值"), ("常州市", 2025, 1), at=at, values={})
    two = (("2024年与2025年",), ("指标", "区域", "数值"), ("地区生产总值", "常州市", 1))
    yield _case("two periods in the title", *two, at=at_cells(("ask-which", "观测值!A2")), values={})
    yield Case(
        "the title of a text file",
        lambda: table((("区域", "数值"), ("常州市", 1))),
        at_cells(("taken-from-title", "2025年地区生产总值!A1")),
        ONE,
        "2025年地区生产总值.csv",
    )


def _wide() -> Iterator[Case]:
    def at(region: str, year: int, indicator: str = "gdp", industry: str = "all") -> tuple[str, ...]:
        return indicator, region, industry, str(year)

    def wide(name: str, *rows: Any, values: Any, taken: str = "", title: str = "表", **more: Any) -> Case:
        problems = at_cells(("taken-from-title", taken)) if taken else at_cells()
        return Case(f"wide {name}", lambda: sheet(*rows, title=title, **more), problems, values)

    years = {at("wujin", 2024): "1", at("wujin", 2025): "2", at("xinbei", 2024): "3", at("xinbei", 2025): "4"}
    body = (("武进区", 1, 2), ("新北区", 3, 4))
    yield wide("regions and years", ("地区生产总值",), ("区域", 2024, 2025), *body, values=years, taken="表!A2")
    yield wide("years in words", ("GDP",), ("地区", "2024年", "2025年"), *body, values=years, taken="表!A2")
    yield wide("no head over the regions", ("GDP",), (None, "2024年", "2025年"), *body, values=years, taken="表!A2")
    yield wide("indicator in the sheet's name", ("区域", 2024, 2025), *body, values=years, taken="GDP!A1", title="GDP")
    both = {
        at("wujin", 2025): "1",
        at("wujin", 2025, "rd"): "2",
        at("xinbei", 2025): "3",
        at("xinbei", 2025, "rd"): "4",
    }
    heads = ("区域", "地区生产总值（亿元）", "研发投入占比（%）")
    yield wide("regions and indicators", ("2025年主要指标",), heads, *body, values=both, taken="表!A2")
    turned = {
        at("wujin", 2024): "1",
        at("wujin", 2025): "2",
        at("wujin", 2024, "rd"): "3",
        at("wujin", 2025, "rd"): "4",
    }
    lines = (("地区生产总值", 1, 2), ("研发投入占比", 3, 4))
    yield wide("indicators and years", ("武进区",), ("指标", "2024年", "2025年"), *lines, values=turned, taken="表!A2")
    labels = ("指标", "区域", "2024年", "2025年")
    yield wide("two labels", labels, ("GDP", "武进区", 1, 2), ("GDP", "新北区", 3, 4), values=years)
    units = ("指标", "单位", "区域", "2024年", "2025年")
    yield wide(
        "a column of units", units, ("GDP", "亿元", "武进区", 1, 2), ("GDP", "亿元", "新北区", 3, 4), values=years
    )
    branch = {at("wujin", 2025, "gdp", "nev"): "2"}
    yield wide("industries too", ("指标", "区域", "产业", 2025), ("GDP", "武进区", "新能源汽车", 2), values=branch)

    def over(page: Any) -> None:
        page.merge_cells("B1:C1")
        page.merge_cells("D1:E1")

    doubled = (("区域", "GDP", None, "研发占比", None), (None, 2024, 2025, 2024, 2025), ("武进区", 1, 2, 3, 4))
    yield wide("years under indicators", *doubled, values=turned, change=over)
    yield wide("a total", ("GDP",), ("区域", 2025), ("武进区", 1), values={at("wujin", 2025): "1"}, taken="表!A2")
    noted = (("GDP",), ("区域", 2024, 2025), *body, ("注：初步数",))
    yield replace(
        wide("a footnote", *noted, values=years),
        problems=at_cells(("taken-from-title", "表!A2"), ("status-read", "表!A5")),
    )
    rest = {key: value for key, value in years.items() if value != "2"}
    blank = (("GDP",), ("区域", 2024, 2025), ("武进区", 1, None), ("新北区", 3, 4))
    yield wide("a blank", *blank, values=rest, taken="表!A2")


def _wide_faults() -> Iterator[Case]:
    """What is wrong in the heads and labels of wide tables."""

    def at(region: str, year: int) -> tuple[str, ...]:
        return "gdp", region, "all", str(year)

    unknown = (("GDP",), ("区域", 2024, 2025), ("武近区", 1, 2), ("新北区", 3, 4))
    some = {at("xinbei", 2024): "3", at("xinbei", 2025): "4"}
    problems = at_cells(("taken-from-title", "表!A2"), ("name-unknown", "表!A3"))
    yield Case("wide with an unknown region", lambda: sheet(*unknown, title="表"), problems, some)
    strange = (("2025年",), ("区域", "GDP", "人均产粮"), ("武进区", 1, 2))
    problems = at_cells(("taken-from-title", "表!A2"), ("name-unknown", "表!C2"))
    yield Case(
        "wide with an unknown indicator", lambda: sheet(*strange, title="表"), problems, {at("wujin", 2025): "1"}
    )
    total = (("GDP",), ("区域", 2024, "年均"), ("武进区", 1, 2))
    problems = at_cells(("taken-from-title", "表!A2"), ("head-unknown", "表!C2"))
    yield Case(
        "wide with a head that is no year", lambda: sheet(*total, title="表"), problems, {at("wujin", 2024): "1"}
    )


def _sheets() -> Iterator[Case]:
    def book(fill: Callable[[Workbook], None]) -> Callable[[], bytes]:
        def make() -> bytes:
            one = Workbook()
            one.active.title = "观测值"
            one.active.append(HEADS)
            one.active.append(ROW)
            fill(one)
            return saved(one)

        return make

    def other(state: str, title: str = "旧数") -> Callable[[Workbook], None]:
        def fill(one: Workbook) -> None:
            page = one.create_sheet(title)
            page.append(HEADS)
            page.append(("研发投入占比", "常州市", 2025, 3))
            page.sheet_state = state

        return fill

    hidden = at_cells(("sheet-hidden", "旧数!A1"))
    yield Case("a hidden sheet with data", book(other("hidden")), hidden, ONE)
    yield Case("a very hidden sheet with data", book(other("veryHidden")), hidden, ONE)
    yield Case("two sheets of figures", book(other("visible")), at_cells(), {**ONE, RD_2025: "3"})
    yield Case(
        "an empty hidden sheet",
        book(lambda one: setattr(one.create_sheet("空"), "sheet_state", "hidden")),
        at_cells(),
        ONE,
    )

    def prose(one: Workbook) -> None:
        one.create_sheet("领导讲话").append(("同志们：", "大家好"))

    yield Case("a sheet of prose", book(prose), at_cells(("sheet-without-figures", "领导讲话!A1")), ONE)

    def ours(one: Workbook) -> None:
        one.create_sheet("填报说明").append(("随便写", 1))
        one.create_sheet("问题清单").append(("随便写", 2))

    yield Case("our own sheets are passed over", book(ours), at_cells(), ONE)

    def row_hidden(one: Workbook) -> None:
        one.active.row_dimensions[2].hidden = True

    yield Case("a hidden row", book(row_hidden), at_cells(("row-hidden", "观测值!A2")), ONE)

    def vocabulary(one: Workbook) -> None:
        page = one.create_sheet("区域")
        page.append(("区域编号", "名称", "英文名称", "短名", "类别", "上级区域", "计入上级", "次序"))
        page.append(("newtown", "新城区", "Newtown", "新城", "区县", "常州市", "是", 9))
        one.active.append(("地区生产总值", "新城区", 2025, 7))

    values = {**ONE, ("gdp", "newtown", "all", "2025"): "7"}
    yield Case("a region that the file itself brings", book(vocabulary), at_cells(), values)
