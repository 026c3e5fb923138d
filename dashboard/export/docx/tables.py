"""Real tables with three rules: above, under the head, below; the head on every page, no row cut in two."""

from __future__ import annotations

from typing import Any

from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm, Pt

from dashboard.exhibits.exhibit import Table
from dashboard.export.columns import MM_OF_A_POINT, PAD, Plan
from dashboard.export.docx.styles import CELL, CELL_SIZE, say
from dashboard.export.layout import KEPT, closed, ended, held, hung, texts, whole

_THICK, _THIN = 12, 6
_DIGIT = 0.5  # how wide a digit of the face of numbers is; a point is half of it


def add(document: Any, table: Table, plan: Plan) -> None:  # noqa: ANN401 - the writer's own type
    """Add a table to a document, set as a plan says."""
    rows = texts(table)
    made = document.add_table(rows=len(rows), cols=len(table.columns))
    made.alignment, made.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    made._tbl.tblPr.append(_rules())  # noqa: SLF001 - python-docx has no borders
    for column, wide in zip(made.columns, plan.widths, strict=True):
        column.width = Mm(wide)
    hang = [[0.0] * len(rows) for _ in table.columns]
    for column in table.numeric:
        room = (plan.widths[column] - PAD) / MM_OF_A_POINT
        hang[column] = [0.0, *hung([row[column] for row in rows[1:]], plan.size, room)]
    look = document.styles[CELL].style_id
    for index, (row, cells) in enumerate(zip(made.rows, rows, strict=True)):
        keeps = index < KEPT or index >= len(rows) - KEPT  # with the next, the last with the foot
        _fill(row, cells, plan, table.numeric, look, keeps=keeps)
        for column in table.numeric:
            if hang[column][index]:
                digits = Pt(hang[column][index] * plan.size * _DIGIT)
                row.cells[column].paragraphs[0].paragraph_format.right_indent = digits
        marks = "<w:cantSplit/>" + ("<w:tblHeader/>" if index == 0 else "")
        row._tr.insert(0, parse_xml(f"<w:trPr {nsdecls('w')}>{marks}</w:trPr>"))  # noqa: SLF001


def _fill(
    row: Any,  # noqa: ANN401
    cells: list[str],
    plan: Plan,
    right: frozenset[int],
    look: str,
    *,
    keeps: bool,
) -> None:
    is_head = row._index == 0  # noqa: SLF001
    for column, (cell, text) in enumerate(zip(row.cells, cells, strict=True)):
        cell.width = Mm(plan.widths[column])
        paragraph = cell.paragraphs[0]
        paragraph._p.style = look  # noqa: SLF001 - by its id: by its name, each cell would search all styles
        if column in right:
            paragraph.alignment = ALIGN.RIGHT
        if keeps:
            paragraph.paragraph_format.keep_with_next = True
        room = (plan.widths[column] - PAD) / MM_OF_A_POINT
        shown = held(whole(text), plan.size, room)
        shown, spare = (shown, 0.0) if is_head else ended(shown, plan.size, room)
        if spare and column in right:
            paragraph.paragraph_format.left_indent = Pt(spare)
        elif spare:
            paragraph.paragraph_format.right_indent = Pt(spare)
        for run in say(paragraph, shown if is_head else closed(shown, plan.size, room)):
            run.bold = is_head
            run.font.size = Pt(plan.size) if plan.size != CELL_SIZE else None
        if plan.size != CELL_SIZE:
            paragraph.paragraph_format.line_spacing = Pt(plan.size * 1.35)
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
