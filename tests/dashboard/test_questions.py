"""A sheet that leaves something open: its page asks, a choice answers, and the page then says what was answered."""

import re

from tests.dashboard.conftest import Visitor
from tests.dashboard.test_app import asked
from tests.dashboard.test_filing import uploaded
from tests.workbook.corpus.case import sheet

ROWS = (
    ("2025年1—9月各辖市区地区生产总值",),
    ("单位：亿元、%",),
    ("地区", "绝对值", "同比增长"),
    ("全市", 8312.4, 5.6),
    ("其中：溧阳市", 1290.3, 6.1),
    ("\u3000武进区*", 1810.6, 5.7),
    ("注：*武进区不含常州经开区。",),
)


def test_a_table_of_amounts_beside_growth_asks_once_and_never_again_for_its_layout(fresh_office):
    visitor = Visitor(fresh_office, "both")
    path = uploaded(visitor, sheet(*ROWS, title="Sheet1"))
    page = asked(visitor.client, path)
    assert "请回答 1 个问题" in page
    assert "这样读的表" in page
    (name,) = set(re.findall(r"answer:[0-9a-f]{16}", page))

    answer = visitor.post(f"{path}/answer", **{name: "wujin"})
    assert answer.status_code == 200, answer.text
    page = asked(visitor.client, answer.json["to"])
    assert "请回答" not in page
    assert "按此前的回答：武进区" in page
    assert "Sheet1!B6" in page  # each figure beside the cell that it comes from

    again = asked(visitor.client, uploaded(visitor, sheet(*ROWS, title="Sheet1")))
    assert "请回答" not in again
