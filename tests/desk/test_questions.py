"""What a file leaves open blocks it until the clerk answers; the answer is remembered for that layout, and said."""

from contextlib import closing

import pytest

from indicators.accounts import Account, Role
from indicators.desk import Desk
from indicators.problems import UsageError
from indicators.store import open_store
from tests.workbook.books import figures, small
from tests.workbook.corpus.case import sheet

HEADS = ("区域", "2024年", "2025年目标完成值")


def rows(year, *values):
    heads = ("区域", f"{year}年目标完成值")
    body = [(region, value) for region, value in zip(("武进区", "新北区"), values, strict=True)]
    return sheet(("地区生产总值（亿元）",), heads, *body, title="表")


@pytest.fixture
def desk(tmp_path):
    """A desk with one clerk, in a small city."""
    with closing(open_store(f"sqlite:///{tmp_path / 'x.sqlite3'}", tmp_path, "changzhou")) as store:
        desk = Desk(store)
        desk.found(lambda: small(*figures()))
        desk.people.enter("test", Account("wang", frozenset({Role.REPORTER, Role.REVIEWER})), "a long enough password")
        yield desk


def of_kind(desk, upload, kind):
    return [found for found in desk.filing.seen(upload)["problems"] if found["kind"] == kind]


def test_an_open_question_blocks_and_its_answer_is_remembered_for_the_layout(desk):
    wang = desk.people.named("wang")
    upload = desk.filing.stage(wang, rows(2024, 100, 90), "x.xlsx")
    (question,) = of_kind(desk, upload, "ask-column")
    assert [word for word, _ in question["choices"]] == ["goal", "value", "leave"]
    with pytest.raises(UsageError, match="必须先"):
        desk.filing.submit(wang, upload.number, {})
    with pytest.raises(UsageError, match="选一项"):
        desk.filing.answer(wang, upload.number, {question["question"]: "whatever"})

    fresh = desk.filing.answer(wang, upload.number, {question["question"]: "value"})
    assert of_kind(desk, fresh, "ask-column") == []
    assert of_kind(desk, fresh, "answered")
    assert {(line["region"], line["new"]) for line in desk.filing.seen(fresh)["changes"]["rows"]} == {
        ("wujin", 100),
        ("xinbei", 90),
    }
    assert desk.filing.upload(wang, upload.number).state.value == "withdrawn"

    next_year = desk.filing.stage(wang, rows(2025, 101, 91), "y.xlsx")
    assert of_kind(desk, next_year, "ask-column") == []
    assert of_kind(desk, next_year, "answered")


def test_the_page_of_an_upload_shows_how_each_column_was_understood(desk):
    wang = desk.people.named("wang")
    upload = desk.filing.stage(wang, rows(2024, 100, 90), "x.xlsx")
    columns = desk.filing.seen(upload)["columns"]
    assert [(column["letter"], column["axis"]) for column in columns] == [("A", "region"), ("B", "")]
