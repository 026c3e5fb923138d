"""The long form: every figure in its cell, every list the vocabulary, nothing unlocked that makes a row what it is."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

import pytest
from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import range_boundaries

from indicators.model import Text
from indicators.periods import Period
from indicators.problems import UnknownName, UsageError
from indicators.tables.rows import rows_of
from indicators.tables.sheets import GUIDE, OBSERVATION_SHEET, SHEETS, TARGET_SHEET
from indicators.workbook.template import template
from indicators.workbook.writing.layout import blank_rows, laid_out, words_of
from indicators.workbook.writing.names import cell_value, names_of
from indicators.workbook.writing.put import number, shape
from tests.builders import observation, period
from tests.workbook.books import INDICATORS, REGIONS, column, figures, goal, key, lines, opened, small

CHOSEN = [(sheet, head) for sheet in SHEETS for head in sheet.heads]


@pytest.fixture(scope="module")
def shipped(dataset):
    """Return the template of the city that is shipped."""
    return opened(template(dataset))


@pytest.fixture(scope="module")
def book():
    """Return the template of the small city."""
    return opened(template(small(*figures(), targets=(goal(),))))


def of(book, sheet):
    return book[str(sheet.title)]


def test_sheets_stand_in_order_and_all_are_visible(shipped):
    assert shipped.sheetnames == [str(GUIDE), *(str(sheet.title) for sheet in SHEETS)]
    assert {sheet.sheet_state for sheet in shipped} == {"visible"}


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.table.name)
def test_every_head_is_there_in_order(shipped, sheet):
    heads = [cell.value for cell in of(shipped, sheet)[1]]
    beside = {str(head.title) for head in sheet.shown}
    assert [head for head in heads if head not in beside] == [str(head.title) for head in sheet.heads]
    assert sorted(heads) == sorted(str(head.title) for head in (*sheet.heads, *sheet.shown))


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.table.name)
def test_every_cell_shows_the_text_of_its_row(shipped, dataset, sheet):
    rows = rows_of(dataset)
    names = names_of(rows)
    expected = [
        {str(head.title): cell_value(sheet.described(head), row[head.column], names) for head in sheet.heads}
        for row in rows[sheet.table.name].values()
    ]
    beside = {str(head.title) for head in sheet.shown}
    found = [{name: value for name, value in row.items() if name not in beside} for row in lines(of(shipped, sheet))]
    assert found == expected


def test_every_figure_reads_back_to_the_same_number(shipped, dataset):
    found = {row["编号"]: row["数值"] for row in lines(of(shipped, OBSERVATION_SHEET))}
    exact = {one.id: one.value for one in dataset.table.observations}
    assert {name: Decimal(str(value)) for name, value in found.items()} == exact


@pytest.mark.parametrize("text", ["0.1", "3.28", "1234567890.12345", "-5", "0", "999999999999999"])
def test_numbers_that_fifteen_digits_hold_are_numbers(text):
    assert not isinstance(number(text), str)
    assert Decimal(str(number(text))) == Decimal(text)


@pytest.mark.parametrize("text", ["1234567890.1234567", "12345678901234567", "0." + "0" * 16 + "1"])
def test_numbers_that_a_spreadsheet_would_round_stay_text(text):
    assert number(text) == text


def test_formats_show_every_stored_digit():
    assert shape("3.625", 2) == "#,##0.000"
    assert shape("3", 2) == "#,##0.00"
    assert shape("3", 0) == "#,##0"


def test_years_are_numbers_and_parts_of_years_are_text(book):
    assert {row["编号"]: row["时期"] for row in lines(of(book, OBSERVATION_SHEET)) if row["编号"] in "ad"} == {
        "a": 2023,
        "d": "2024H1",
    }


def test_previous_figures_are_of_the_same_months(book):
    found = {row["编号"]: row["上期数"] for row in lines(of(book, OBSERVATION_SHEET))}
    assert (found["a"], found["b"], found["c"], found["d"], found["e"]) == (None, 10116.4, 10116.4, None, 3.5)


def test_each_previous_figure_says_which_period_it_is_of(book):
    heads = [cell.value for cell in of(book, OBSERVATION_SHEET)[1]]
    cells = [row[heads.index("上期数")] for row in of(book, OBSERVATION_SHEET).iter_rows(min_row=2)]
    shapes = [cell.number_format for cell in cells if cell.value is not None]
    assert shapes
    assert all(re.fullmatch(r'[#,0.]+"（\d{4}年[^"]*）"', shape) for shape in shapes), shapes
    assert '"（2023年）"' in "".join(shapes)


def test_nothing_is_a_formula_but_the_change(shipped):
    formulas = [cell for sheet in shipped for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    changes = [cell for cell in column(of(shipped, OBSERVATION_SHEET), "较上期") if cell.value]
    assert {cell.coordinate for cell in formulas} == {cell.coordinate for cell in changes}
    assert {cell.parent.title for cell in formulas} == {str(OBSERVATION_SHEET.title)}


def test_shares_and_ranks_change_by_a_difference_and_amounts_by_a_share(book):
    rows = {row["编号"]: row["较上期"] for row in lines(of(book, OBSERVATION_SHEET))}
    assert "/ABS(" in rows["b"]
    assert "/ABS(" not in rows["e"] + rows["i"]


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.table.name)
def test_keys_and_shown_cells_are_locked_and_the_rest_is_not(shipped, sheet):
    page = of(shipped, sheet)
    assert page.protection.sheet
    assert not page.protection.password
    locked = {
        page.cell(1, place).value for place in range(1, page.max_column + 1) if page.cell(2, place).protection.locked
    }
    keys = {
        "observations": "指标 区域 产业 时期 采用 编号 单位 上期数 较上期",
        "targets": "规划 指标 区域 产业 期限 目标类型 编号 单位",
    }
    assert locked == set(keys.get(sheet.table.name, str(sheet.heads[0].title)).split())


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.table.name)
def test_empty_rows_below_are_free(book, sheet):
    page = of(book, sheet)
    first = len(lines(page)) + 2
    cells = [cell for row in page.iter_rows(first) for cell in row]
    assert page.max_row == first + blank_rows(sheet) - 1
    assert not any(cell.protection.locked or cell.value for cell in cells)


def test_formatting_sorting_filtering_and_new_rows_stay_allowed(book):
    guard = of(book, OBSERVATION_SHEET).protection
    assert not any((guard.formatCells, guard.formatColumns, guard.sort, guard.autoFilter, guard.insertRows))


def listed(book, formula):
    """Return what a drop-down lists: its words, or the cells that it refers to."""
    if formula.startswith('"'):
        return formula.strip('"').split(",")
    title, cells = re.fullmatch(r"'(.+)'!(.+)", formula).groups()
    left, top, _, bottom = range_boundaries(cells.replace("$", ""))
    return [value for (value,) in book[title].iter_rows(top, bottom, left, left, values_only=True) if value]


@pytest.mark.parametrize(("sheet", "head"), CHOSEN, ids=lambda one: str(getattr(one, "title", "")))
def test_drop_downs_list_exactly_the_vocabulary(shipped, dataset, sheet, head):
    page, described = of(shipped, sheet), sheet.described(head)
    letter = get_column_letter([one.column for one in laid_out(sheet)].index(head.column) + 1)
    found = [one for one in page.data_validations.dataValidation if str(one.sqref).startswith(f"{letter}2:")]
    names = names_of(rows_of(dataset)) | {"targets": {one.id: one.id for one in dataset.targets}}
    expected = list(map(str, words_of(described)))
    if described.refers_to and described.type == "id":
        expected = list(names[described.refers_to].values())
    assert [listed(shipped, one.formula1) for one in found] == ([expected] if expected else [])
    assert all(len(one.formula1) < 256 for one in found)
    assert all(str(one.sqref) == f"{letter}2:{letter}{page.max_row}" for one in found)


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.table.name)
def test_every_head_has_a_note_in_chinese_words(book, sheet):
    notes = [cell.comment.text for cell in of(book, sheet)[1]]
    assert all(notes)
    assert not [note for note in notes if re.search(r"charted|alternate|city\.toml|missing", note)]


def test_pages_print_landscape_with_their_heads(book):
    for page in book:
        assert (page.page_setup.orientation, page.page_setup.paperSize, page.page_setup.fitToWidth) == (
            "landscape",
            9,
            1,
        )
        assert page.print_title_rows == "$1:$1"
        assert "&P" in page.oddFooter.center.text
        assert page.freeze_panes


def test_the_mark_tells_release_and_limits():
    book = opened(template(small(*figures()), region="wujin", theme="research", period=period(2024)))
    marks = {row[0]: row[1:] for row in book[str(GUIDE)].iter_rows(values_only=True)}
    assert marks["数据版次"] == (7, "2026年第7版")
    assert marks["区域范围"] == ("wujin", "武进区")
    assert marks["主题范围"] == ("research", "研发")
    assert marks["时期范围"] == ("2024", "2024年")


def test_no_limits_leave_the_mark_blank(book):
    marks = {row[0]: row[1:] for row in book[str(GUIDE)].iter_rows(values_only=True)}
    assert [marks[name][0] for name in ("区域范围", "主题范围", "时期范围")] == [None, None, None]


def test_limits_keep_what_is_of_the_region_theme_and_period():
    book = opened(
        template(small(*figures(), targets=(goal(),)), region="changzhou", theme="research", period=period(2025))
    )
    assert [row["编号"] for row in lines(of(book, TARGET_SHEET))] == ["goal"]
    assert {row["主题"] for row in lines(book["指标目录"])} == {"研发"}
    assert len(lines(book["区域"])) == len(REGIONS)
    assert [(row["指标"], row["编号"]) for row in lines(of(book, OBSERVATION_SHEET))] == [("研发投入占比", None)]


def test_a_period_lists_exactly_what_is_owed():
    """A series owes a figure that is compared or had one in the three years before; a stated absence pays the debt."""
    compared = [("地区生产总值", "武进区"), ("地区生产总值", "新北区"), ("研发投入占比", "新北区")]
    book = opened(template(small(*figures()), period=Period.of_year(2025)))
    rows = lines(of(book, OBSERVATION_SHEET))
    assert [(row["指标"], row["区域"], row["产业"], row["时期"]) for row in rows] == [
        ("地区生产总值", "常州市", "全部产业", 2025),
        ("研发投入占比", "常州市", "全部产业", 2025),
        ("研发投入占比", "武进区", "全部产业", 2025),
        ("地区生产总值", "新北区", "新能源汽车", 2025),
        ("地区生产总值", "全国", "全部产业", 2025),
        *((indicator, region, "全部产业", 2025) for indicator, region in compared),
    ]
    assert {row["数值"] for row in rows} == {row["编号"] for row in rows} == {None}
    owed = lines(of(opened(template(small(*figures()), period=Period.of_year(2024))), OBSERVATION_SHEET))
    assert [(row["指标"], row["区域"]) for row in owed if row["编号"] is None] == compared


def test_a_half_year_owes_what_had_the_same_half():
    rows = lines(of(opened(template(small(*figures()), period=period("2025H1"))), OBSERVATION_SHEET))
    assert [(row["指标"], row["时期"], row["上期数"]) for row in rows] == [("地区生产总值", "2025H1", 4525.4)]


@pytest.mark.parametrize("name", ["=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "\tx", "#N/A", "=1+1", "TRUE", "001"])
def test_text_from_the_data_stays_text(name):
    regions = (*REGIONS[:3], replace(REGIONS[3], name=Text(name, "x")), REGIONS[4])
    book = opened(template(small(observation(2024, "1", key=key(region="wujin")), regions=regions)))
    cells = [column(of(book, OBSERVATION_SHEET), "区域")[0], column(book["区域"], "名称")[3]]
    if name.strip() == name:
        assert [cell.value for cell in cells] == [name, name]
    assert {cell.data_type for cell in cells} == {"s"}
    if name[0] in "=+-@\t":
        assert cells[1].quotePrefix


def test_a_name_that_two_things_share_is_told_by_the_id():
    indicators = (INDICATORS[0], replace(INDICATORS[1], aliases=("地区生产总值",)), INDICATORS[2])
    book = opened(template(small(*figures(), indicators=indicators)))
    assert {row["指标"] for row in lines(of(book, OBSERVATION_SHEET))} == {"gdp", "研发投入占比", "全国位次"}


@pytest.mark.parametrize("text", ["a\x01b", "a\rb", "x" * 40000])
def test_text_that_no_sheet_can_hold_is_refused(text):
    with pytest.raises(UsageError):
        template(small(observation(2024, "1", note=text)))


def test_the_same_dataset_gives_the_same_bytes():
    assert template(small(*figures())) == template(small(*figures()))


def test_the_dates_of_the_file_are_those_of_the_release(book):
    assert {str(book.properties.created), str(book.properties.modified)} == {"2026-11-20 00:00:00"}
    assert "常州市" in book.properties.title


@pytest.mark.parametrize("limit", [{"region": "nowhere"}, {"theme": "nothing"}])
def test_unknown_limits_are_refused(limit):
    with pytest.raises(UnknownName):
        template(small(), **limit)


def test_a_city_without_figures_still_has_its_form():
    book = opened(template(small()))
    assert lines(of(book, OBSERVATION_SHEET)) == []
    assert len(lines(book["指标目录"])) == len(INDICATORS)


def test_a_column_without_a_head_is_named_and_where_its_head_goes():
    lacking = replace(OBSERVATION_SHEET, heads=OBSERVATION_SHEET.heads[1:])
    with pytest.raises(KeyError, match=r"column indicator of observations has no head.*indicators\.tables\.sheets"):
        lacking.head("indicator")
