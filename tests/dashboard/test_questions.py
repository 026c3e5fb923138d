"""A sheet that leaves something open: its page asks, a choice answers, and the page then says what was answered."""

import re
from dataclasses import asdict

from dashboard.exhibits.staff.questions import exhibits
from indicators.language import Language, speaking
from indicators.proposals.minutes import problem_as_json
from indicators.workbook.reader import in_this_process, read
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
    assert re.findall(r"axis of-(\w+)", page) == ["region", "figure", "figure"]  # each head in the colour of its axis
    (name,) = set(re.findall(r"answer:[0-9a-f]{16}", page))

    answer = visitor.post(f"{path}/answer", **{name: "wujin"})
    assert answer.status_code == 200, answer.text
    page = asked(visitor.client, answer.json["to"])
    assert "请回答" not in page
    assert "按此前的回答：武进区" in page
    assert "Sheet1!B6" in page  # each figure beside the cell that it comes from

    again = asked(visitor.client, uploaded(visitor, sheet(*ROWS, title="Sheet1")))
    assert "请回答" not in again


def test_an_english_reader_chooses_among_english_words_and_minutes_of_earlier_versions_are_still_read(dataset):
    rows = (
        ("高新技术企业数",),
        ("地区", "2024年（家）", "目标（家）", "2025年"),
        ("武进区", 1300, 1500, 5.4),
        ("新北区", 1, 2, 3),
    )
    found = read(sheet(*rows, title="Sheet1"), "x.xlsx", dataset, reader=in_this_process)
    kept = [problem_as_json(problem) for problem in found.problems if problem.is_question]
    earlier = [{name: value for name, value in values.items() if not name.endswith("_en")} for values in kept]
    with speaking(Language.ENGLISH):
        (form, *_) = (exhibit.content for exhibit in exhibits(1, {"problems": kept}, may_answer=True))
        (before, *_) = (exhibit.content for exhibit in exhibits(1, {"problems": earlier}, may_answer=True))
    (field,) = form.fields
    assert field.hint == "when are the goals of this column due?"
    assert field.options[-1] == ("leave", "leave it out")
    assert before.fields[0].options[-1] == ("leave", "不读入")


OF_ALL = "指标 地区生产总值；时期 2025年1—9月；单位 亿元、%"
OF_ALL_EN = "indicator Gross regional product; period January–September 2025; unit 亿元, %"


def test_how_a_sheet_was_understood_is_told_to_each_reader_in_their_language(dataset):
    with speaking(Language.CHINESE):  # by whom it was uploaded
        found = read(sheet(*ROWS, title="Sheet1"), "x.xlsx", dataset, reader=in_this_process)
    columns = [asdict(column) for column in found.columns]
    earlier = [{name: value for name, value in column.items() if name != "words_en"} for column in columns]
    assert [taken_for(columns, language) for language in Language] == [
        ["区域", f"实绩（绝对值）；{OF_ALL}", f"同比增速；{OF_ALL}"],
        ["region", f"the value; {OF_ALL_EN}", f"growth on the year before; {OF_ALL_EN}"],
    ]
    assert taken_for(earlier, Language.ENGLISH) == taken_for(columns, Language.CHINESE)
    said = [(one.message.zh, one.message.en) for one in found.problems if one.kind == "taken-from-title"]
    assert ("时期取自标题或默认：2025年1—9月", "period was taken from the title: January–September 2025") in said


def taken_for(columns, language):
    with speaking(language):
        (understood,) = exhibits(1, {"problems": (), "columns": columns}, may_answer=True)
    return [row[3] for row in understood.content.rows]
