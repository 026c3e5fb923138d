"""Documents as a screen reader goes through them: headings in order, heads of tables, findings of pictures."""

import io
import re

import docx as docx_library
import openpyxl
import pptx as pptx_library
import pytest
from docx.oxml.ns import qn
from lxml import html as markup

from dashboard.export.docx import docx
from dashboard.export.layout import table_of
from dashboard.export.paper.html import html
from dashboard.export.pptx import pptx
from dashboard.export.xlsx import xlsx
from dashboard.reports.compose import compose
from dashboard.reports.ready import READY
from tests.export.test_offices import document, pictured

DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
EMPTY = r"<svg xmlns='http://www.w3.org/2000/svg'></svg>"


@pytest.fixture(scope="module")
def papers(dataset, everything):
    """Return the documents that are looked through: the ready lists, and a third of all figures."""
    lists = {name: compose(READY[name].make(dataset), dataset, "https://innovation.example") for name in READY}
    return lists | {"figures": document(list(everything.values())[::3])}


@pytest.fixture(scope="module")
def written(papers):
    """Return these as DOCX, with pictures where figures have one and without: [package, …]."""
    drawn = [docx(one, pictured) for one in papers.values()]
    return [docx_library.Document(io.BytesIO(one)) for one in (*drawn, docx(papers["figures"], lambda _: None))]


def in_order(levels):
    """Return whether no level of headings is left out on the way down."""
    return all(after <= before + 1 for before, after in zip([0, *levels], levels, strict=False))


def test_headings_of_a_document_leave_no_level_out(written):
    for one in written:
        named = [re.fullmatch(r"Heading (\d)", part.style.name) for part in one.paragraphs]
        assert in_order([int(found[1]) for found in named if found])


def test_headings_of_paper_and_of_its_pdf_leave_no_level_out(papers):
    for name, one in papers.items():
        page = markup.document_fromstring(html(one, lambda _: None))
        levels = [int(part.tag[1]) for part in page.iter("h1", "h2", "h3", "h4", "h5", "h6")]
        # a compact report has its title on each page, in words: its chapters are of the second level
        assert in_order([1, *levels] if one.is_compact else levels), name
        assert page.get("lang") == "zh-CN"


def test_every_table_of_a_document_has_one_row_of_heads_none_blank_and_no_cell_is_merged(written):
    for one in written:
        for table in one.tables:
            heads = [row for row in table.rows if row._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None]
            assert [row._index for row in heads] == [0]
            assert all(cell.text.strip() for cell in heads[0].cells)
            assert not [*table._tbl.iter(qn("w:gridSpan"), qn("w:vMerge"))]


def test_every_table_of_paper_names_its_rows_or_columns(papers):
    for name, one in papers.items():
        for table in markup.document_fromstring(html(one, lambda _: None)).iter("table"):
            heads = [*table.iter("th")]
            assert heads, name
            assert {head.get("scope") for head in heads} <= {"col", "row"}, name
            assert all(head.text_content().strip() for head in heads), name
            assert not table.xpath(".//*[@colspan or @rowspan]"), name


def test_every_picture_tells_what_it_finds_and_not_its_title_alone(papers, written):
    told = [(shape.get("name"), shape.get("descr")) for one in written for shape in one.element.iter(qn("wp:docPr"))]
    page = markup.document_fromstring(html(papers["figures"], lambda one: EMPTY if one.pictured else None))
    told += [(picture.getparent().get("id"), picture.get("aria-label")) for picture in page.iter("svg")]
    assert told
    for title, finding in told:
        assert finding, title
        assert len(finding) > len(title) + 4, title
    assert all(picture.get("role") == "img" for picture in page.iter("svg"))


def test_every_slide_has_a_title_and_its_tables_a_row_of_heads(papers):
    for name in ("monthly", "figures"):
        for slide in pptx_library.Presentation(io.BytesIO(pptx(papers[name]))).slides:
            assert slide.shapes.title.text_frame.text.strip()
            for shape in slide.shapes:
                if shape.has_table:
                    assert shape.table.first_row
                    assert all(cell.text.strip() for cell in shape.table.rows[0].cells)
                    assert not [cell for cell in shape.table.iter_cells() if cell.is_merge_origin or cell.is_spanned]
                if shape.has_table or shape.has_chart:
                    assert shape._element.xpath(".//p:cNvPr/@descr")[0].strip(), shape.name


def test_a_sheet_has_one_row_of_heads_above_its_rows_and_no_cell_of_them_is_merged(everything):
    for name, one in list(everything.items())[::5]:
        table = table_of(one)
        if one.table is None:
            continue
        sheet = openpyxl.load_workbook(io.BytesIO(xlsx([one]))).worksheets[0]
        heads = [sheet.cell(4, 1 + column).value for column in range(len(table.columns))]
        assert all(heads), name
        assert not [area for area in sheet.merged_cells.ranges if 4 <= area.max_row <= 4 + len(table.rows)], name
