"""The first sheet of a template: what it was filled from, how it is filled in, and what the colours mean."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from openpyxl import Workbook
from openpyxl.utils import quote_sheetname
from openpyxl.worksheet.worksheet import Worksheet

from indicators.dataset import Dataset
from indicators.model import Text
from indicators.tables.sheets import GUIDE, MARKS
from indicators.words.wording import aside, clauses
from indicators.words.wording import period as period_text
from indicators.workbook.writing import looks
from indicators.workbook.writing.put import Value, put
from indicators.workbook.writing.scope import Scope

_WIDTHS = (18, 96, 24)
_WHOLE = Text("全部", "all")
_LISTS = {"themes": Text("可填的主题", "Themes to choose from"), "plans": Text("可填的规划", "Plans to choose from")}
_HOW, _COLOURS = Text("怎样填写", "How to fill in"), Text("颜色", "Colours")

LONG_STEPS = (
    Text(
        "只改黄色的格子；灰色的格子（指标、区域、时期、编号等）请勿改动，已上锁。",
        "Change yellow cells only; grey ones (indicator, region, period, number and the like) are locked.",
    ),
    Text(
        "深黄色是本期待填的数，浅黄色是已有的数，可以更正。没有变化的行不必动，也不必删。",
        "Dark yellow is owed for this period; yellow is known and may be corrected. Leave rows as they are where "
        "nothing changes: none needs to be deleted.",
    ),
    Text(
        "数值只写数字，单位见“单位”列，不要在数字后写单位；百分数照写，如 3.28% 写 3.28。零写 0。",
        "A value is a number alone, in the unit of the column Unit; of 3.28% write 3.28. Zero is 0.",
    ),
    Text(
        "没有数：把数值留空，并在“无数原因”选“缺数”或“不适用”。横线“—”等同缺数，不等于零。",
        "Where there is no value leave it blank, and choose missing or not applicable under Why no value. A dash "
        "means missing, never zero.",
    ),
    Text(
        "要取消一个已发布的数：保留该行，清空它的数值。删去整行不会取消任何数。",
        "To withdraw a published value keep its row and clear the value. Deleting the row withdraws nothing.",
    ),
    Text(
        "改了数，请一并改写来源、页码和原文；不改，则以本次报送为这个数的出处。",
        "With a new value write its source, page and quote; left as they are, this filing is cited as its source.",
    ),
    Text(
        "要新增一个数：在表末的空行中填写，指标、区域、产业、来源从下拉列表选取，“编号”留空。",
        "To add a value fill in an empty row at the end; choose indicator, region, industry and source from the lists, "
        "and leave Number blank.",
    ),
    Text(
        "要新增区域、产业、来源或指标：先在同名的表末尾登记，下拉列表随即可选。",
        "To add a region, an industry, a source or an indicator enter it first at the end of its sheet: then the lists "
        "have it.",
    ),
    Text(
        "“上期数”“较上期”只供核对，由表格算出，报送时不读取。",
        "Previous value and Change are there to check against, and are not read.",
    ),
    Text(
        "填好后保存为 xlsx，拖到“数据报送”页；系统会逐格核对，发布之前都可以重来。",
        "Save as xlsx and drop it on the page Filing. Every cell is checked, and until it is published "
        "you can begin again.",
    ),
)
WIDE_STEPS = (
    Text(
        "每个主题一张表：一行一个指标和区域，一列一个时期。只改黄色的格子，灰色的格子请勿改动。",
        "One sheet a theme, one row an indicator and region, one column a period. Change yellow cells only.",
    ),
    Text(
        "浅黄色是没有数的格子，知道的请补填；淡黄色是已有的数，可以更正。",
        "Yellow cells have no value: fill in what you know. Pale yellow is known and may be corrected.",
    ),
    Text(
        "数值只写数字，单位见“单位”列；百分数照写，如 3.28% 写 3.28。零写 0。",
        "A value is a number alone, in the unit of the column Unit; of 3.28% write 3.28. Zero is 0.",
    ),
    Text(
        "没有数就留空；横线“—”等同缺数，不等于零。清空一个已有的数，就是取消这个数。",
        "Leave blank what has no value; a dash means missing, never zero. Clearing a known value withdraws it.",
    ),
    Text(
        "改动的数以本次报送为出处；要写明来源、原文、确切程度，请改用长表模板。",
        "This filing is cited for what you change; to state source, quote or how exact it is take the long form.",
    ),
    Text(
        "要新增一行：在表末的空行中写指标、区域（和产业）的名称。",
        "To add a row write the names of indicator and region (and industry) in an empty row at the end.",
    ),
    LONG_STEPS[-1],
)
_FIXED = Text("灰色：勿改，已上锁（没有密码）", "Grey: leave as it is, locked without a password")
LONG_LEGEND = (
    (looks.OWED, Text("深黄：待填的数", "Dark yellow: a value that is owed")),
    (looks.FILL, Text("浅黄：已有的数，可以更正或清空", "Yellow: a known value, to be corrected or cleared")),
    (
        looks.MAY,
        Text(
            "淡黄：可改的说明，如来源、原文、备注，以及供新增的空行",
            "Pale yellow: what may be changed beside it, as source, quote and note, and empty rows for what is new",
        ),
    ),
    (looks.FIXED, _FIXED),
)
WIDE_LEGEND = (
    (looks.FILL, Text("浅黄：没有数，可以补填", "Yellow: no value, to be filled in")),
    (
        looks.MAY,
        Text(
            "淡黄：已有的数，可以更正或清空；以及供新增的空行",
            "Pale yellow: a known value, to be corrected or cleared, and empty rows for what is new",
        ),
    ),
    (looks.FIXED, _FIXED),
)


@dataclass(frozen=True, slots=True)
class Guidance:
    """What the first sheet says: title, numbered sentences, colours, and lists that no other sheet holds."""

    title: str
    steps: tuple[Text, ...]
    legend: tuple[tuple[Text, Text], ...]
    lists: Mapping[str, tuple[str, ...]]


Ranges = Mapping[str, str]
"""table -> the cells of a sheet that list what may be chosen of it."""


def scope_in_words(dataset: Dataset, scope: Scope) -> str:
    """Return the limits of a template as the tail of a title: "（武进区，2025年）"; nothing where it has none."""
    region, theme, period = scope.region, scope.theme, scope.period
    words = (
        str(dataset.region(region).name) if region else "",
        str(dataset.city.themes[theme]) if theme else "",
        period_text(period) if period else "",
    )
    said = clauses(word for word in words if word)
    return aside(said) if said else ""


def add_guide(book: Workbook, dataset: Dataset, scope: Scope, guidance: Guidance) -> Ranges:
    """Write the first sheet; returns where the vocabularies stand that have no sheet of their own."""
    sheet = book.create_sheet(str(GUIDE))
    looks.widen(sheet, _WIDTHS)
    _write(sheet, 1, (guidance.title,), looks.TITLE)
    sheet.row_dimensions[1].height = 28
    row = _block(sheet, 3, _marks(dataset, scope))
    row = _heading(sheet, row, str(_HOW))
    row = _block(sheet, row, enumerate(map(str, guidance.steps), 1))
    row = _heading(sheet, row, str(_COLOURS))
    for look, meaning in guidance.legend:
        put(sheet, row, 1, None, look)
        put(sheet, row, 2, str(meaning), looks.PLAIN)
        row += 1
    ranges, last = _lists(sheet, row, guidance.lists)
    looks.set_up_page(sheet, area=f"A1:C{last}", heads="1:1", freeze="A2")
    sheet.page_setup.fitToHeight = 1
    looks.protect(sheet)
    return ranges


def _lists(sheet: Worksheet, row: int, lists: Mapping[str, tuple[str, ...]]) -> tuple[Ranges, int]:
    """Write the vocabularies below each other; returns their cells, and the last row."""
    ranges: dict[str, str] = {}
    for table, names in lists.items():
        first = _heading(sheet, row, str(_LISTS[table]))
        row = _block(sheet, first, ((None, name) for name in names))
        ranges[table] = cells_of(sheet.title, "B", first, max(row - 1, first))
    return ranges, row


def cells_of(sheet: str, letter: str, first: int, last: int) -> str:
    """Return the cells of a column as formulas name them from any sheet."""
    return f"{quote_sheetname(sheet)}!${letter}${first}:${letter}${last}"


def _marks(dataset: Dataset, scope: Scope) -> Iterable[tuple[Value, ...]]:
    release = dataset.city.release
    region, theme, period = scope.region, scope.theme, scope.period
    told_as = (
        (release.number, str(release.name)),
        (region, str(dataset.region(region).name if region else _WHOLE)),
        (theme, str(dataset.city.themes[theme] if theme else _WHOLE)),
        (str(period) if period else None, period_text(period) if period else str(_WHOLE)),
    )
    return ((str(mark), *values) for mark, values in zip(MARKS.values(), told_as, strict=True))


def _heading(sheet: Worksheet, row: int, text: str) -> int:
    put(sheet, row + 1, 1, text, looks.LABEL)
    sheet.row_dimensions[row + 1].height = 20
    return row + 2


def _block(sheet: Worksheet, row: int, lines: Iterable[tuple[Value, ...]]) -> int:
    """Write lines below each other; returns the row after them."""
    for line in lines:
        _write(sheet, row, line, looks.PLAIN)
        row += 1
    return row


def _write(sheet: Worksheet, row: int, line: Iterable[Value], look: Text) -> None:
    for column, value in enumerate(line, 1):
        put(sheet, row, column, value, look)
