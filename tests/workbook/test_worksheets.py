"""The XML of a sheet is read as office programs write it, each in its own way, and nothing that it says is lost."""

import io
import zipfile

import pytest

from indicators.workbook.reading.container import RefusedError
from indicators.workbook.reading.grid import CellType
from indicators.workbook.reading.parsing import grids_of
from tests.workbook.corpus.case import sheet

SHEET = "xl/worksheets/sheet1.xml"
DATA = "<sheetData>{}</sheetData>"
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def book(data, around="", *, encoding="utf-8"):
    """A workbook whose only sheet has this data."""
    xml = f'<?xml version="1.0" encoding="{encoding}"?><worksheet {MAIN}>{around}{DATA.format(data)}</worksheet>'
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(sheet(("a",)))) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, xml.encode(encoding) if name == SHEET else old.read(name))
    return out.getvalue()


def grid(*args, **more):
    return grids_of(book(*args, **more), "x.xlsx")[0]


def texts(found):
    return {at: cell.text for at, cell in found.cells.items()}


def test_rows_and_cells_without_numbers_follow_one_another():
    found = grid('<row><c><v>1</v></c><c><v>2</v></c></row><row r="5"><c r="C5"><v>3</v></c><c><v>4</v></c></row>')
    assert texts(found) == {(1, 1): "1", (1, 2): "2", (5, 3): "3", (5, 4): "4"}


def test_rows_out_of_order_are_read_in_order():
    found = grid('<row r="3"><c r="B3"><v>3</v></c><c r="A3"><v>1</v></c></row><row r="2"><c r="A2"><v>2</v></c></row>')
    assert [*texts(found)] == [(2, 1), (3, 1), (3, 2)]


def test_a_row_number_may_be_written_with_a_point():
    assert texts(grid('<row r="2.0"><c r="A2"><v>7</v></c></row>')) == {(2, 1): "7"}


def test_a_sheet_in_another_encoding_hides_nothing():
    """Words for hidden rows and merged cells are found by the parser, not by looking for bytes."""
    data = '<row r="1"><c r="A1"><v>1</v></c></row><row r="2" hidden="1"><c r="A2"><v>2</v></c></row>'
    found = grid(data, '<cols><col min="2" max="3" hidden="1"/></cols>', encoding="utf-16")
    assert found.hidden_rows == {2}
    assert texts(found) == {(1, 1): "1", (2, 1): "2"}


def test_a_text_in_its_cell_is_its_runs_without_what_tells_how_it_is_spoken():
    data = (
        '<row r="1"><c r="A1" t="inlineStr"><is><r><t>武进</t></r><r><t xml:space="preserve"> 区</t></r>'
        '<rPh sb="0" eb="2"><t>wujin</t></rPh></is></c></row>'
    )
    assert texts(grid(data)) == {(1, 1): "武进 区"}


def test_formulas_have_the_value_they_came_to_or_are_shown_as_they_stand_in_their_cell():
    data = (
        '<row r="1"><c r="A1"><f>B1*2</f><v>6</v></c><c r="C1"><f t="shared" ref="C1:C2" si="0">A1+1</f></c></row>'
        '<row r="2"><c r="C2"><f t="shared" si="0"/></c><c r="D2" t="str"><f>A1&amp;""</f><v></v></c></row>'
    )
    found = grid(data)
    assert texts(found) == {(1, 1): "6", (1, 3): "=A1+1", (2, 3): "=A2+1", (2, 4): '=A1&""'}
    assert {cell.text for cell in found.cells.values() if cell.type is CellType.FORMULA} == {"=A1+1", "=A2+1", '=A1&""'}


def test_values_are_truths_errors_days_and_numbers_with_fifteen_digits():
    data = (
        '<row r="1"><c t="b"><v>1</v></c><c t="e"><v>#DIV/0!</v></c><c t="d"><v>2025-03-01</v></c>'
        "<c><v>0.30000000000000004</v></c><c><v>1e3</v></c><c><v></v></c></row>"
    )
    found = grid(data)
    assert [(cell.type, cell.text) for cell in found.cells.values()] == [
        (CellType.TRUTH, "TRUE"),
        (CellType.ERROR, "#DIV/0!"),
        (CellType.DATE, "2025-03-01"),
        (CellType.NUMBER, "0.3"),
        (CellType.NUMBER, "1000"),
    ]


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        ('<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>', "file-suspicious"),
        ('<row r="1"><c r="A1"><v>1</v></c></row><row r="1"><c r="B1"><v>2</v></c></row>', "file-suspicious"),
        ('<row r="1"><c r="A2"><v>1</v></c></row><row r="2"><c r="B2"><v>2</v></c></row>', "file-suspicious"),
        ('<row r="1048577"><c><v>1</v></c></row>', "file-suspicious"),
        ('<row r="1"><c r="A1048577"><v>1</v></c></row>', "file-suspicious"),
        ('<row r="1"><c r="1A"><v>1</v></c></row>', "file-damaged"),
        ('<row r="1"><c r="A1" s="99"><v>1</v></c></row>', "file-damaged"),
        ('<row r="1"><c r="A1" t="s"><v>99</v></c></row>', "file-damaged"),
        ('<row r="1"><c r="A1"><v>1</v></row>', "file-damaged"),
    ],
)
def test_what_every_program_would_read_otherwise_is_refused(data, kind):
    with pytest.raises(RefusedError) as refused:
        grid(data)
    assert refused.value.kind == kind


def test_a_sheet_that_the_workbook_names_and_does_not_have_is_told():
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(sheet(("a",)))) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            if name != SHEET:
                new.writestr(name, old.read(name))
    with pytest.raises(RefusedError) as refused:
        grids_of(out.getvalue(), "x.xlsx")
    assert refused.value.kind == "file-damaged"
