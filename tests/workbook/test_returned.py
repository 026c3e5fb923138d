"""The file given back: exactly the named cells are marked, the list leads to them, and the next return starts clean."""

from __future__ import annotations

import io
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from indicators.language import Language, speaking
from indicators.problems import Place, UsageError, problem
from indicators.proposals.minutes import problem_as_json
from indicators.tables.sheets import PROBLEMS
from indicators.workbook.reading import marking
from indicators.workbook.reading.parts.comments import OURS
from indicators.workbook.returned import returned
from indicators.workbook.template import template
from indicators.workbook.writing.marks import ERROR, WARNING
from indicators.workbook.writing.problem_list import HEADS
from tests.told import HAN
from tests.workbook.books import figures, opened, small
from tests.workbook.corpus.case import sheet

LETTERS = {"region": "A", "value": "B"}


def wrong(row, sheet="数据", column="value", found="abc", kind="not-a-number", **words):
    return problem(kind, Place(sheet, row, column, LETTERS), found, **words)


def book_of(*titles):
    """Return a workbook with a few cells on each of its sheets."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for title in titles or ("数据",):
        sheet = book.create_sheet(title)
        for row in (("区域", "数值"), ("武进区", "abc"), ("新北区", 5), ("全市", "=B3*2")):
            sheet.append(row)
        sheet.column_dimensions["A"].width = 33
        sheet["B3"].number_format = "0.00"
        sheet["A3"].fill = PatternFill("solid", start_color="00FF00")
    return book


def saved(book):
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def marked(book):
    """Return the colour of every cell that has one of ours, by sheet and cell."""
    return {
        f"{sheet.title}!{cell.coordinate}": cell.fill.start_color.rgb[-6:]
        for sheet in book.worksheets
        if sheet.title != str(PROBLEMS)
        for row in sheet.iter_rows()
        for cell in row
        if cell.fill.start_color.rgb[-6:] in {ERROR, WARNING}
    }


def listed(book):
    """Return the rows of the list of problems, by its heads."""
    rows = list(book[str(PROBLEMS)].iter_rows())
    heads = str(HEADS).split("|")
    first = next(place for place, row in enumerate(rows) if [cell.value for cell in row] == heads)
    return [dict(zip(heads, row, strict=True)) for row in rows[first + 1 :] if row[0].value]


def test_exactly_the_named_cells_are_marked():
    problems = [wrong(2), wrong(3, kind="spaces"), wrong(3, column="region")]
    book = opened(returned(saved(book_of("数据", "别的")), "a.xlsx", problems))
    assert marked(book) == {"数据!B2": ERROR, "数据!B3": WARNING, "数据!A3": ERROR}
    comments = {cell.coordinate for row in book["数据"].iter_rows() for cell in row if cell.comment}
    assert comments == {"B2", "B3", "A3"}


def test_comments_say_what_is_wrong_and_how_to_repair_it():
    book = opened(returned(saved(book_of()), "a.xlsx", [wrong(2), wrong(2, kind="spaces")]))
    comment = book["数据"]["B2"].comment
    assert comment.author == str(OURS)
    assert comment.text.splitlines() == [
        "【数据核对】",
        "不是数。只写数字和小数点，例如 1234.5，不写千分号和单位。",
        "前后有空格。删去首尾空格。",
    ]
    assert marked(book) == {"数据!B2": ERROR}


def test_the_list_stands_first_and_is_open():
    book = opened(returned(saved(book_of("甲", "乙")), "a.xlsx", [wrong(2, "甲")]))
    assert book.sheetnames == [str(PROBLEMS), "甲", "乙"]
    assert book.active.title == str(PROBLEMS)
    assert [sheet.sheet_view.tabSelected for sheet in book] == [True, False, False]


def test_the_list_has_one_row_for_each_problem_in_order():
    rows = listed(opened(returned(saved(book_of()), "a.xlsx", [wrong(2), wrong(3, kind="spaces", found=" 5")])))
    assert [[cell.value for cell in row.values()] for row in rows] == [
        [1, "错误", "数据!B2", "abc", "不是数", "只写数字和小数点，例如 1234.5，不写千分号和单位"],
        [2, "提醒", "数据!B3", " 5", "前后有空格", "删去首尾空格"],
    ]


def test_causes_are_counted():
    changes = [wrong(row, kind="big-change", old=1, new=row, change="+100%") for row in (2, 3)]
    page = opened(returned(saved(book_of()), "a.xlsx", [*changes, wrong(2)]))[str(PROBLEMS)]
    assert page["A1"].value == "共 3 处问题：错误 1 处，提醒 2 处"
    assert [[cell.value for cell in row[:3]] for row in page["A2:C3"]] == [
        ["1 处", "错误", "不是数"],
        ["2 处", "提醒", "由 … 改为 …，变动 …"],
    ]
    assert page.freeze_panes == "A6"
    assert page.auto_filter.ref == "A5:F8"


@pytest.mark.parametrize("title", ["数据", "it's", "两 个", "a!b", "'x'y", "=1+1"])
def test_links_lead_to_the_cell_whatever_the_sheet_is_called(title):
    book = opened(returned(saved(book_of(title)), "a.xlsx", [wrong(2, title)]))
    (row,) = listed(book)
    link = row["位置"].hyperlink
    sheet, cell = re.fullmatch(r"'(.+)'!(.+)", link.location).groups()
    assert (sheet.replace("''", "'"), cell, link.target) == (title, "B2", None)


def test_what_has_no_cell_is_listed_without_a_link():
    problems = [problem("file-empty", Place("a.xlsx")), problem("left-out-rows", Place("数据"), count=3)]
    book = opened(returned(saved(book_of()), "a.xlsx", problems))
    assert [(row["位置"].value, row["位置"].hyperlink) for row in listed(book)] == [("a.xlsx", None), ("数据", None)]
    assert marked(book) == {}


def test_no_problem_is_said_too():
    book = opened(returned(saved(book_of()), "a.xlsx", []))
    assert book[str(PROBLEMS)]["A1"].value == "没有发现问题"
    assert listed(book) == []


def test_values_formulas_formats_and_widths_stay():
    sheet = opened(returned(saved(book_of()), "a.xlsx", [wrong(3)]))["数据"]
    assert [[cell.value for cell in row] for row in sheet] == [
        ["区域", "数值"],
        ["武进区", "abc"],
        ["新北区", 5],
        ["全市", "=B3*2"],
    ]
    assert sheet["B3"].number_format == "0.00"
    assert sheet.column_dimensions["A"].width == 33
    assert sheet["A3"].fill.start_color.rgb == "0000FF00"


def test_marks_vanish_on_the_next_return():
    first = returned(saved(book_of()), "a.xlsx", [wrong(2), wrong(3)])
    book = opened(returned(first, "a.xlsx", [wrong(3)]))
    assert book.sheetnames == [str(PROBLEMS), "数据"]
    assert marked(book) == {"数据!B3": ERROR}
    assert book["数据"]["B2"].comment is None
    assert len(listed(book)) == 1


def test_a_template_gets_its_colours_and_notes_back():
    given_out = template(small(*figures()))
    problems = [problem("not-a-date", Place("观测值", row, "value", {"value": "E"})) for row in (1, 2)]
    sheet = opened(returned(returned(given_out, "a.xlsx", problems), "a.xlsx", []))["观测值"]
    before = opened(given_out)["观测值"]
    for name in ("E1", "E2"):
        assert sheet[name].fill.start_color.rgb == before[name].fill.start_color.rgb
        assert (sheet[name].comment and sheet[name].comment.text) == (
            before[name].comment and before[name].comment.text
        )


def test_what_others_remarked_stays():
    book = book_of()
    book["数据"]["B2"].comment = Comment("老王：待核", "老王")
    first = returned(saved(book), "a.xlsx", [wrong(2)])
    comment = opened(first)["数据"]["B2"].comment
    assert comment.text.startswith("老王：待核\n")
    assert "不是数" in comment.text
    again = opened(returned(first, "a.xlsx", []))["数据"]["B2"].comment
    assert (again.text, again.author) == ("老王：待核", "老王")


def test_a_problem_inside_merged_cells_marks_the_cell_that_shows():
    book = book_of()
    book["数据"].merge_cells("A2:B3")
    assert marked(opened(returned(saved(book), "a.xlsx", [wrong(3)]))) == {"数据!A2": ERROR}


def test_a_csv_comes_back_as_a_workbook_of_texts():
    rows = [["区域", "数值"], ["武进区", "=1+1"], ["", "@x"]]
    book = opened(returned(b"", "报/表.csv", [wrong(2, "报/表.csv")], rows))
    sheet = book.worksheets[1]
    assert [[cell.value for cell in row] for row in sheet] == [["区域", "数值"], ["武进区", "=1+1"], [None, "@x"]]
    assert {cell.data_type for row in sheet for cell in row if cell.value} == {"s"}
    assert marked(book) == {f"{sheet.title}!B2": ERROR}
    assert listed(book)[0]["位置"].hyperlink.location == f"'{sheet.title}'!B2"


@given(st.text(max_size=40))
@settings(max_examples=40, deadline=None)
def test_text_from_cells_never_becomes_a_formula_or_a_link(found):
    book = opened(returned(b"", "a.csv", [wrong(2, found=found)], [["a", "b"], ["c", found]]))
    (row,) = listed(book)
    assert row["原内容"].data_type in {"s", "n"}
    assert row["原内容"].value is None or isinstance(row["原内容"].value, str)
    assert row["原内容"].hyperlink is None
    assert not [cell for line in book.worksheets[1].iter_rows() for cell in line if cell.data_type == "f"]


def test_the_same_file_gives_the_same_bytes():
    content = saved(book_of())
    assert returned(content, "a.xlsx", [wrong(2)]) == returned(content, "a.xlsx", [wrong(2)])


def test_what_is_no_workbook_is_refused():
    with pytest.raises(UsageError):
        returned(b"nothing", "a.xlsx", [])


def test_an_english_reader_gets_comments_and_list_in_english():
    with speaking(Language.ENGLISH):
        problems = [wrong(2), wrong(3, kind="spaces"), wrong(4, kind="spaces")]
        book = opened(returned(saved(book_of()), "a.xlsx", problems))
        rows = listed(book)
    assert book["数据"]["B2"].comment.text.splitlines()[1:] == ["Not a number. Digits and a point only."]
    told = [cell.value for row in book[PROBLEMS.en].iter_rows() for cell in row if isinstance(cell.value, str)]
    assert [words for words in told if HAN.search(words)] == [row["Cell"].value for row in rows]  # their sheet's name
    assert "3 in all: errors 1, warnings 2" in told


def test_of_a_file_too_large_to_be_written_anew_the_list_of_problems_comes_back_alone(monkeypatch):
    monkeypatch.setattr(marking, "_MOST_MARKED", 7)
    small_enough = sheet(("指标", "数值"), ("地区生产总值", "十"))
    too_large = sheet(("指标", "数值"), *[("地区生产总值", "十")] * 3)
    problems = [problem_as_json(problem("not-a-date", Place("观测值", 2, "value", {"value": "B"}), "十"), None)]
    for content, sheets in ((small_enough, ["问题清单", "观测值"]), (too_large, ["问题清单"])):
        book = opened(marking.marked(content, "x.xlsx", problems))
        assert book.sheetnames == sheets
        texts = [str(cell.value) for row in book["问题清单"].iter_rows() for cell in row if cell.value]
        assert any("观测值!B2" in text for text in texts)
        assert ("原表太大" in texts[0]) == (len(sheets) == 1)
