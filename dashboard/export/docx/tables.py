"""Real tables with three rules: above, under the head, below; the head on every page, no row cut in two."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm, Pt

from dashboard.exhibits.exhibit import Cell, Light, Table
from dashboard.export import columns
from dashboard.export.captioned import words
from dashboard.export.docx.styles import CELL, TEXT_WIDTH
from dashboard.export.picture.text import width
from dashboard.export.sheets import clean
from dashboard.theme import LIGHTS

_THICK, _THIN = 12, 6
_MANY, _SMALL, _USUAL = 7, 8, 10.5
_LEAST, _PAD = 11.0, 4.0
_MM_OF_A_POINT = 0.3528


def told(cell: Cell) -> str:
    """Return a cell as text; a light with its shape."""
    text = f"{LIGHTS[cell.verdict].shape} {cell.word}" if isinstance(cell, Light) else words(cell)
    return clean(text)


def add(document: Any, table: Table) -> None:  # noqa: ANN401 - the writer's own type
    """Add a table to a document, as wide as its text."""
    size = _SMALL if len(table.columns) > _MANY else _USUAL
    rows = [[told(cell) for cell in row] + [""] * (len(table.columns) - len(row)) for row in table.rows]
    widths = _widths([list(table.columns), *rows], size)
    made = document.add_table(rows=1 + len(rows), cols=len(table.columns))
    made.alignment, made.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    made._tbl.tblPr.append(_rules())  # noqa: SLF001 - python-docx has no borders
    for column, wide in zip(made.columns, widths, strict=True):
        column.width = Mm(wide)
    look = document.styles[CELL].style_id
    for index, (row, texts) in enumerate(zip(made.rows, [list(map(clean, table.columns)), *rows], strict=True)):
        _fill(row, texts, widths, table.numeric, size, look)
        marks = "<w:cantSplit/>" + ("<w:tblHeader/>" if index == 0 else "")
        row._tr.insert(0, parse_xml(f"<w:trPr {nsdecls('w')}>{marks}</w:trPr>"))  # noqa: SLF001


def _fill(
    row: Any,  # noqa: ANN401
    texts: list[str],
    widths: Sequence[float],
    right: frozenset[int],
    size: float,
    look: str,
) -> None:
    is_head = row._index == 0  # noqa: SLF001
    for column, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
        cell.width = Mm(widths[column])
        paragraph = cell.paragraphs[0]
        paragraph._p.style = look  # noqa: SLF001 - by its id: by its name, each cell would search all styles
        if column in right:
            paragraph.alignment = ALIGN.RIGHT
        run = paragraph.add_run(text)
        run.bold = is_head
        if size != _USUAL:
            run.font.size = Pt(size)
            paragraph.paragraph_format.line_spacing = Pt(size * 1.35)
        if is_head:
            cell._tc.get_or_add_tcPr().append(_under_the_head())  # noqa: SLF001


def _rules() -> Any:  # noqa: ANN401 - an element
    thick = f'w:val="single" w:sz="{_THICK}" w:space="0" w:color="000000"'
    return parse_xml(
        f"<w:tblBorders {nsdecls('w')}><w:top {thick}/><w:bottom {thick}/></w:tblBorders>",
    )


def _under_the_head() -> Any:  # noqa: ANN401 - an element
    thin = f'w:val="single" w:sz="{_THIN}" w:space="0" w:color="000000"'
    return parse_xml(f"<w:tcBorders {nsdecls('w')}><w:bottom {thin}/></w:tcBorders>")


def _widths(rows: Sequence[Sequence[str]], size: float) -> list[float]:
    """Millimetres for each column, by its longest cell."""
    wanted = [
        max(max(width(text, size) * _MM_OF_A_POINT for text in column) + _PAD, _LEAST)
        for column in zip(*rows, strict=True)
    ]
    return columns.widths(wanted, TEXT_WIDTH, _LEAST)
