"""Both forms and the returned file in an office program: opened, recalculated, printed and saved again."""

from __future__ import annotations

import io
import shutil
import subprocess

import pytest
from openpyxl import load_workbook

from indicators.periods import Period
from indicators.problems import Place, problem
from indicators.tables.sheets import OBSERVATION_SHEET, SHEETS
from indicators.workbook.returned import returned
from indicators.workbook.template import template, wide_template
from indicators.workbook.writing.marks import ERROR
from tests.workbook.books import column, figures, goal, lines, opened, small

SHEET = str(OBSERVATION_SHEET.title)
pytestmark = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")


@pytest.fixture(scope="module")
def convert(tmp_path_factory):
    """Return a function that has an office program open a workbook and save it in another form."""
    home = tmp_path_factory.mktemp("office")

    def run(content, suffix):
        given, made = home / "given.xlsx", home / "made" / f"given.{suffix}"
        given.write_bytes(content)
        command = ["soffice", f"-env:UserInstallation={(home / 'profile').as_uri()}", "--headless"]
        subprocess.run(
            [*command, "--convert-to", suffix, "--outdir", made.parent, given],
            check=True,
            capture_output=True,
            timeout=180,
        )
        return made.read_bytes()

    return run


@pytest.fixture(scope="module")
def content():
    """Return the template of the small city."""
    return template(small(*figures(), targets=(goal(),)))


@pytest.fixture(scope="module")
def again(convert, content):
    """Return the template as an office program saves it."""
    return convert(content, "xlsx")


def values(content):
    """Return the values of a workbook as they were last computed."""
    return load_workbook(io.BytesIO(content), data_only=True)


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.table.name)
def test_every_value_is_still_there(content, again, sheet):
    change = {"较上期"}
    before, after = (
        [
            {name: value for name, value in row.items() if name not in change}
            for row in lines(values(one)[str(sheet.title)])
        ]
        for one in (content, again)
    )
    assert after == before


def test_changes_are_computed(again):
    rows = {row["编号"]: row["较上期"] for row in lines(values(again)[SHEET])}
    assert rows["b"] == pytest.approx(10813 / 10116.4 - 1)
    assert rows["e"] == pytest.approx(0.12)
    assert {rows[name] for name in "adi"} <= {None, ""}


def test_no_cell_is_an_error(again):
    assert [cell for sheet in opened(again) for row in sheet.iter_rows() for cell in row if cell.data_type == "e"] == []


def test_every_change_of_the_shipped_city_is_a_number_or_blank(convert, dataset):
    rows = lines(values(convert(template(dataset), "xlsx"))[SHEET])
    assert len(rows) == len(dataset.table)
    assert all(isinstance(row["较上期"], int | float) for row in rows if row["上期数"] is not None)
    assert {row["较上期"] for row in rows if row["上期数"] is None} <= {None, ""}


def test_locks_lists_and_notes_survive(content, again):
    before, after = opened(content)[SHEET], opened(again)[SHEET]
    assert after.protection.sheet
    assert [cell.protection.locked for cell in after[2]] == [cell.protection.locked for cell in before[2]]
    assert after.data_validations.count == before.data_validations.count
    assert [cell.comment.text for cell in after[1]] == [cell.comment.text for cell in before[1]]


def test_both_forms_print(convert, content):
    wide = wide_template(small(*figures()), period=Period.of_year(2025))
    assert convert(content, "pdf").startswith(b"%PDF")
    assert convert(wide, "pdf").startswith(b"%PDF")


def test_an_office_program_keeps_the_marks_and_the_next_return_takes_them_away(convert, content):
    problems = [problem("not-a-number", Place(SHEET, 2, "value", {"value": "E"}), "=x")]
    saved = convert(returned(content, "a.xlsx", problems), "xlsx")
    cell = opened(saved)[SHEET]["E2"]
    assert cell.fill.start_color.rgb[-6:] == ERROR
    assert "不是数" in cell.comment.text
    clean = opened(returned(saved, "a.xlsx", []))[SHEET]
    assert clean["E2"].comment is None
    assert clean["E2"].fill.start_color.rgb[-6:] != ERROR
    assert column(clean, "数值")[0].value == 10116.4
