"""How a workbook looks and prints: fills, fonts, what is locked, widths, heights and the set-up of a page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from indicators.model import Text

_FACE = "Microsoft YaHei"
_LINE = Side(style="thin", color="D9DEE5")
_LINE_HEIGHT = 15.0
_LINES = 6
_BEYOND_LATIN = 0x2E80
_A4 = 9


@dataclass(frozen=True, slots=True)
class Look:
    """One kind of cell: its fill, whether a clerk may change it, and how its text stands."""

    fill: str = ""
    locked: bool = True
    size: int = 10
    bold: bool = False
    colour: str = "1F2933"
    horizontal: str | None = None
    lined: bool = True


TITLE, PLAIN, HEAD, LABEL = (
    Text("标题", "Form title"),
    Text("正文", "Form text"),
    Text("表头", "Form head"),
    Text("小标题", "Form label"),
)
FIXED, MAY, FILL, OWED = (
    Text("勿改", "Fixed"),
    Text("可改", "May change"),
    Text("填数", "Fill in"),
    Text("待填", "Owed"),
)
_FOOTER = Text("第 &P 页，共 &N 页", "Page &P of &N")

LOOKS: Mapping[Text, Look] = MappingProxyType(
    {
        TITLE: Look(size=15, bold=True, colour="1F5FA8", lined=False),
        PLAIN: Look(horizontal="left", lined=False),
        LABEL: Look(bold=True, colour="1F5FA8", lined=False),
        HEAD: Look("1F5FA8", bold=True, colour="FFFFFF", horizontal="center"),
        FIXED: Look("F2F2F2", colour="52606D"),
        MAY: Look("FFFDF2", locked=False),
        FILL: Look("FFF2CC", locked=False),
        OWED: Look("FFE08A", locked=False),
    }
)
"""Every kind of cell by the name of its style. What is locked is grey, what may be changed is yellow."""


def add_looks(book: Workbook) -> None:
    """Make the styles of LOOKS known to a workbook, so that a cell can be given one by its name."""
    for name, look in LOOKS.items():
        book.add_named_style(_style(str(name), look))


def _style(name: str, look: Look) -> NamedStyle:
    return NamedStyle(
        name=name,
        font=Font(name=_FACE, size=look.size, bold=look.bold, color=look.colour),
        fill=PatternFill("solid", start_color=look.fill) if look.fill else PatternFill(),
        border=Border(_LINE, _LINE, _LINE, _LINE) if look.lined else Border(),
        alignment=Alignment(horizontal=look.horizontal, vertical="center", wrap_text=look.lined),
        protection=Protection(locked=look.locked),
    )


def protect(sheet: Worksheet) -> None:
    """Lock the locked cells, without a password; formatting, sorting, filtering and new rows stay allowed."""
    guard = sheet.protection
    guard.sheet = True
    for name in ("formatCells", "formatColumns", "formatRows", "insertRows", "sort", "autoFilter"):
        setattr(guard, name, False)


def widen(sheet: Worksheet, widths: Sequence[int]) -> None:
    """Give the columns their widths, counted in Latin letters."""
    for position, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(position)].width = width


def heighten(sheet: Worksheet, row: int, texts: Sequence[object], widths: Sequence[int], lines: int = _LINES) -> None:
    """Give a row the height that its longest text takes when it is wrapped, up to so many lines."""
    taken = max((_lines(str(text), width) for text, width in zip(texts, widths, strict=True) if text), default=1)
    sheet.row_dimensions[row].height = _LINE_HEIGHT * min(max(taken, 1), lines) + 3


def _lines(text: str, width: int) -> int:
    return sum(-(-breadth(line) // max(width, 1)) or 1 for line in text.split("\n"))


def breadth(text: str) -> int:
    """Return how wide a text is, counted in Latin letters; a Han character counts as two."""
    return sum(2 if ord(letter) >= _BEYOND_LATIN else 1 for letter in text)


def set_up_page(sheet: Worksheet, *, area: str, heads: str, freeze: str) -> None:
    """Print A4 landscape, as wide as the paper, the heads on every page, each page numbered; and freeze the heads."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = _A4
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.page_margins.top = sheet.page_margins.bottom = 0.75
    sheet.page_margins.header = sheet.page_margins.footer = 0.3
    if sheet.oddHeader is not None and sheet.oddFooter is not None:
        sheet.oddHeader.left.text = "&A"
        sheet.oddFooter.center.text = str(_FOOTER)
    sheet.print_area = area
    sheet.print_title_rows = heads
    sheet.freeze_panes = freeze
