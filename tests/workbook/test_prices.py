"""Amounts at constant prices never become those of an indicator at current prices, wherever a sheet says so."""

from __future__ import annotations

import pytest

from indicators.workbook.lexicon.prices import prices_at, prices_in
from indicators.workbook.reader import in_this_process, read
from tests.workbook.corpus.case import sheet

HEAD = ("地区", "地区生产总值")
ROWS = (("常州市", 10467), ("溧阳市", 1587))
UNIT = ("单位：亿元",)
CONSTANT = (
    "2020年价",
    "按2020年不变价格计算",
    "2020年不变价",
    "1990年不变价格",
    "可比价",
    "按可比价格",
    "以2020年为基期的不变价",
    "2020年度可比价",
    "固定价格",
    "扣除价格因素",
)
CURRENT = ("当年价", "当年价格", "现价", "按现行价格计算", "现行价")


@pytest.fixture(scope="module")
def reading(dataset):
    """Return what is read of rows by the names of the shipped city."""
    return lambda *rows, answers=None: read(
        sheet(*rows, title="Sheet1"), "x.xlsx", dataset, reader=in_this_process, answers=answers or {}
    )


def asked(found):
    return [one.kind for one in found.problems if one.is_error or one.needs_explanation]


def places(words):
    """The same words in a title, a unit line, a head, a head alone, and a note."""
    return {
        "title": ((f"2025年地区生产总值（{words}）",), UNIT, HEAD, *ROWS),
        "title without brackets": ((f"2025年{words}地区生产总值",), UNIT, HEAD, *ROWS),
        "unit line": (("2025年地区生产总值",), (f"单位：亿元（{words}）",), HEAD, *ROWS),
        "head": (("2025年主要指标",), UNIT, ("地区", f"地区生产总值（{words}）"), *ROWS),
        "head alone": (("2025年地区生产总值",), UNIT, ("地区", words), *ROWS),
        "note": (("2025年地区生产总值",), UNIT, HEAD, *ROWS, (f"注：{words}。",)),
    }


@pytest.mark.parametrize("place", places(""))
@pytest.mark.parametrize("words", CONSTANT)
def test_constant_prices_are_asked_and_their_year_is_no_period(words, place, reading):
    found = reading(*places(words)[place])
    assert (len(asked(found)), found.draft.entries) == (1, ())
    if place != "title without brackets":  # 2025年可比价: of which year are the prices, and of which the figures?
        assert asked(found) == ["ask-prices"]


@pytest.mark.parametrize("place", places(""))
@pytest.mark.parametrize("words", CURRENT)
def test_current_prices_are_those_of_the_indicator(words, place, reading):
    found = reading(*places(words)[place])
    assert asked(found) == []
    assert {one.given["period"] for one in found.draft.entries} == {"2025"}


def test_the_answer_is_remembered_and_nothing_is_published_of_what_is_left_out(reading):
    rows = places("2020年价")["title"]
    question = next(one for one in reading(*rows).problems if one.kind == "ask-prices")
    assert len(reading(*rows, answers={question.question: "read"}).draft.entries) == len(ROWS)
    left = reading(*rows, answers={question.question: "leave"})
    assert (asked(left), left.draft.entries) == ([], ())


def test_of_two_columns_at_different_prices_only_the_other_one_is_asked(reading):
    found = reading(
        ("2025年地区生产总值",), UNIT, ("地区", "现价", "可比价"), ("常州市", 10467, 9800), ("溧阳市", 1587, 1500)
    )
    assert asked(found) == ["ask-prices"]
    assert {one.given["value"] for one in found.draft.entries} == {"10467", "1587"}


@pytest.mark.parametrize("remark", ["按2020年不变价格", "可比价口径"])
def test_a_remark_beside_a_row_is_asked(remark, reading):
    head = ("地区", "指标", "年份", "数值", "单位", "备注")
    found = reading(head, ("常州市", "地区生产总值", "2025", 10467, "亿元", remark))
    assert asked(found) == ["ask-prices"]


def test_a_growth_at_constant_prices_is_as_it_should_be_and_a_nominal_one_is_an_indicator_of_its_own(reading):
    two = ("地区", "地区生产总值", "增速（可比价，%）")
    rows = (("常州市", 10467, 5.8), ("溧阳市", 1587, 6.1))
    note = ("注：地区生产总值绝对数按现价计算，增长速度按不变价计算。",)
    assert asked(reading(("2025年地区生产总值",), UNIT, two, *rows)) == []
    assert asked(reading(("2025年地区生产总值",), UNIT, (*two[:2], "按可比价计算增长%"), *rows, note)) == []
    assert asked(reading(("2025年地区生产总值增速（按可比价计算）",), ("地区", "增速（%）"), ("常州市", 5.8))) == []
    nominal = reading(("2025年",), ("地区", "地区生产总值名义增速（%）"), ("常州市", 7.9))
    assert asked(nominal) == []
    assert [one.given["indicator"] for one in nominal.draft.entries] == ["gdp-growth-nominal"]


def test_what_is_counted_has_no_prices(reading):
    rows = (("2025年高新技术企业数（2020年价）",), ("单位：家",), ("地区", "高企数"), ("武进区", 1460))
    assert asked(reading(*rows)) == []


@pytest.mark.parametrize("text", ["2025年价格指数", "2025年价值", "市场价值", "现价值", "评价", "2025年监测评价"])
def test_words_that_only_look_like_prices_say_nothing(text):
    assert [prices_at(text, at) for at in range(len(text))] == [None] * len(text)


def test_a_definition_that_names_both_prices_names_none():
    assert prices_in("按当年价格计算") == "current"
    assert prices_in("按可比价格（不变价格）计算的增长幅度") == "constant"
    assert prices_in("总量按现价，增速按不变价") == ""
