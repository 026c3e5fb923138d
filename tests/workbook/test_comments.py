"""What the comments at cells say of figures counts as what a note says, and every comment is told."""

from __future__ import annotations

import io
import zipfile

import pytest
from openpyxl.comments import Comment

from indicators.workbook.reader import in_this_process, read
from tests.workbook.corpus.case import sheet

ROWS = (("各辖市区GDP（亿元）",), ("地区", "2024年", "2025年"), ("武进区", 2302.1, 2410.6), ("新北区", 2190.3, 2290.4))
LONG = (("地区", "指标", "年份", "数值"), ("武进区", "地区生产总值", "2025", 2410.6))
_THREADS = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
_RELATION = "http://schemas.microsoft.com/office/2017/10/relationships/threadedComment"


def with_notes(rows, author="王", **notes):
    """A workbook with old comments at cells."""

    def change(page):
        for cell, text in notes.items():
            page[cell].comment = Comment(text, author)

    return sheet(*rows, title="Sheet1", change=change)


def with_thread(rows, cell, *answers):
    """A workbook with a thread at a cell, and the old comment that Excel writes beside it."""
    content = with_notes(rows, author="tc={1}", **{cell: "[线程批注]\n\n您的Excel版本可读取此线程批注。\n\n批注: 预计"})
    said = "".join(
        f'<threadedComment ref="{cell}" id="{{{at}}}"><text>{one}</text></threadedComment>'
        for at, one in enumerate(answers)
    )
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as packed, zipfile.ZipFile(out, "w") as written:
        for name in packed.namelist():
            part = packed.read(name)
            if name.endswith("sheet1.xml.rels"):
                more = (
                    f'<Relationship Id="rId99" Type="{_RELATION}" Target="../threadedComments/threadedComment1.xml"/>'
                )
                part = part.replace(b"</Relationships>", more.encode() + b"</Relationships>")
            written.writestr(name, part)
        written.writestr(
            "xl/threadedComments/threadedComment1.xml",
            f'<ThreadedComments xmlns="{_THREADS}">{said}</ThreadedComments>',
        )
    return out.getvalue()


@pytest.fixture(scope="module")
def reading(dataset):
    """Return what is read of a file by the names of the shipped city."""
    return lambda content: read(content, "x.xlsx", dataset, reader=in_this_process, answers={})


def statuses(found):
    assert [one.kind for one in found.problems if one.is_error or one.needs_explanation] == []
    return {(one.given["region"], one.given["period"]): one.given.get("status", "final") for one in found.draft.entries}


def expected(*keys, status="estimate"):
    every = [(region, year) for region in ("wujin", "xinbei") for year in ("2024", "2025")]
    return {one: status if one in keys else "final" for one in every}


OF_CELL = (("wujin", "2025"),)
OF_COLUMN = (("wujin", "2025"), ("xinbei", "2025"))
OF_ROW = (("xinbei", "2024"), ("xinbei", "2025"))


@pytest.mark.parametrize(
    ("cell", "of"),
    [("C3", OF_CELL), ("C2", OF_COLUMN), ("A4", OF_ROW), ("A1", (*OF_ROW, *OF_COLUMN, ("wujin", "2024")))],
)
@pytest.mark.parametrize(("words", "status"), [("预计数", "estimate"), ("快报数，待核定", "provisional")])
def test_a_comment_says_it_of_its_figure_row_column_or_table(cell, of, words, status, reading):
    found = reading(with_notes(ROWS, **{cell: f"王科：{words}"}))
    assert statuses(found) == expected(*of, status=status)
    assert ("status-read", cell) in {(one.kind, one.where.rpartition("!")[2]) for one in found.problems}


def test_every_answer_of_a_thread_is_read_and_its_stand_in_is_not(reading):
    assert statuses(reading(with_thread(ROWS, "C3", "是最终数吗？", "不是，快报数"))) == expected(
        *OF_CELL, status="provisional"
    )
    assert statuses(reading(with_thread(ROWS, "C3", "请核对"))) == expected()


def test_a_comment_on_prices_is_asked(reading):
    found = reading(with_notes(ROWS, C2="按2020年不变价格计算"))
    assert [one.kind for one in found.problems if one.needs_explanation or one.is_error] == ["ask-prices"]


def test_a_comment_of_a_sheet_with_one_figure_a_row_is_read(reading):
    assert statuses(reading(with_notes(LONG, D2="预计"))) == {("wujin", "2025"): "estimate"}


def test_a_comment_that_says_nothing_of_figures_is_told_and_changes_none(reading):
    found = reading(with_notes(ROWS, C3="请李科核对"))
    assert statuses(found) == expected()
    assert [(one.kind, one.found) for one in found.problems if one.kind == "comment"] == [("comment", "请李科核对")]


@pytest.mark.parametrize("words", ["单位：万元", "含经开区", "（万元）"])
def test_a_comment_on_units_or_scope_needs_an_explanation(words, reading):
    found = reading(with_notes(ROWS, C2=words))
    assert [one.kind for one in found.problems if one.needs_explanation or one.is_error] == ["comment-unused"]


def test_what_we_remarked_on_a_file_that_went_back_is_no_word_of_the_clerk(reading):
    ours = "【数据核对】\n这一格的数是预计数还是快报数？核对。"
    found = reading(with_notes(ROWS, C3=f"请李科核对\n{ours}", C4=ours))
    assert statuses(found) == expected()
    assert [one.found for one in found.problems if one.kind == "comment"] == ["请李科核对"]
