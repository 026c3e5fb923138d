"""What is expected, early or not yet checked is never read as final, wherever a sheet says so and in whatever words."""

from __future__ import annotations

import pytest
from openpyxl import Workbook

from indicators.workbook.reader import in_this_process, read
from tests.workbook.corpus.case import saved, sheet

HEAD = ("地区", "2024年", "2025年")
ROWS = (("武进区", 2302.1, 2410.6), ("新北区", 2190.3, 2290.4))
EXPECTED = ("预计", "预估数", "暂估", "估算", "测算数", "预计完成", "推算", "est.", "estimated")
EARLY = (
    "快报",
    "初步核算数",
    "初核",
    "速报数",
    "待核定",
    "未经审定",
    "尚未最终核实",
    "暂定数",
    "以年报为准",
    "preliminary",
)


@pytest.fixture(scope="module")
def reading(dataset):
    """Return what is read of rows by the names of the shipped city."""
    return lambda *rows, title="Sheet1": read(
        sheet(*rows, title=title), "x.xlsx", dataset, reader=in_this_process, answers={}
    )


def statuses(found):
    """How settled each figure was read, by region and period; what has to be asked or repaired fails."""
    assert [one.kind for one in found.problems if one.is_error or one.needs_explanation] == []
    return {(one.given["region"], one.given["period"]): one.given.get("status", "final") for one in found.draft.entries}


def of(year, status, other="final"):
    """Both regions: one status in a year, another in the other."""
    return {
        (region, when): status if when == year else other for region in ("wujin", "xinbei") for when in ("2024", "2025")
    }


ALL_EXPECTED, ALL_EARLY = of("2025", "estimate", "estimate"), of("2025", "provisional", "provisional")
LAST_EXPECTED, LAST_EARLY = of("2025", "estimate"), of("2025", "provisional")


@pytest.mark.parametrize("word", EXPECTED)
def test_words_for_expected_figures_are_known_by_their_stems(word, reading):
    assert statuses(reading((f"各辖市区GDP（{word}，亿元）",), HEAD, *ROWS)) == ALL_EXPECTED
    assert statuses(reading(("各辖市区GDP（亿元）",), ("地区", "2024年", f"2025年（{word}）"), *ROWS)) == LAST_EXPECTED


@pytest.mark.parametrize("word", EARLY)
def test_words_for_early_figures_are_known_by_their_stems(word, reading):
    assert statuses(reading((f"各辖市区GDP（{word}）", "", "亿元"), HEAD, *ROWS)) == ALL_EARLY
    assert statuses(reading(("各辖市区GDP（亿元）",), HEAD, *ROWS, (f"注：2025年数据{word}。",))) == LAST_EARLY


PLACES = {
    "beside the unit at the right end of the title": (
        (("各辖市区GDP（预计）", "", "单位：亿元"), HEAD, *ROWS),
        {},
        ALL_EXPECTED,
    ),
    "in a line of its own above": ((("各辖市区GDP（亿元）",), ("（预计数）",), HEAD, *ROWS), {}, ALL_EXPECTED),
    "in the bracket of the unit": ((("各辖市区GDP（亿元，预计数）",), HEAD, *ROWS), {}, ALL_EXPECTED),
    "in the name of the sheet": ((("各辖市区GDP（亿元）",), HEAD, *ROWS), {"title": "GDP预计"}, ALL_EXPECTED),
    "in an upper head": (
        (("各辖市区GDP（亿元）",), ("地区", "实绩", "预计"), ("", "2024年", "2025年"), *ROWS),
        {},
        LAST_EXPECTED,
    ),
    "in a lower head": ((("各辖市区GDP（亿元）",), HEAD, ("", "年报数", "快报数"), *ROWS), {}, LAST_EARLY),
    "as a letter behind the year": ((("各辖市区GDP（亿元）",), ("地区", "2024", "2025E"), *ROWS), {}, LAST_EXPECTED),
    "in a title for one of its years": (
        (("各辖市区GDP2024年实绩及2025年预计（亿元）",), HEAD, *ROWS),
        {},
        LAST_EXPECTED,
    ),
    "in a line below without a word before it": (
        (("各辖市区GDP（亿元）",), HEAD, *ROWS, ("以上数据未经核定",)),
        {},
        ALL_EARLY,
    ),
    "in brackets below": ((("各辖市区GDP（亿元）",), HEAD, *ROWS, ("（本表为快报数）",)), {}, ALL_EARLY),
    "in a note that speaks of both years": (
        (("各辖市区GDP（亿元）",), HEAD, *ROWS, ("注：2024年为年报数，2025年为预计数",)),
        {},
        LAST_EXPECTED,
    ),
    "nowhere, where a note denies it": (
        (("各辖市区GDP（亿元）",), HEAD, *ROWS, ("注：不含预计数",)),
        {},
        of("2025", "final"),
    ),
    "nowhere, where a title speaks of growing quickly": (
        (("各辖市区快速发展中的GDP（亿元）",), HEAD, *ROWS),
        {},
        of("2025", "final"),
    ),
}


@pytest.mark.parametrize("place", PLACES)
def test_a_status_is_found_in_every_place_of_a_sheet_and_holds_for_what_it_speaks_of(place, reading):
    rows, more, expected = PLACES[place]
    assert statuses(reading(*rows, **more)) == expected


def test_a_note_that_was_followed_is_said_at_its_cell(reading):
    found = reading(("各辖市区GDP（亿元）",), HEAD, *ROWS, ("注：2025年为快报数",))
    (said,) = [one for one in found.problems if one.kind == "status-read"]
    assert said.where == "Sheet1!A5"
    assert "初步数" in said.message.zh


def test_a_note_of_one_region_or_one_indicator_holds_for_that_alone(reading):
    rows = (
        ("2025年主要指标",),
        ("地区", "GDP（亿元）", "高新技术企业数（家）"),
        ("武进区", 2410.6, 1460),
        ("新北区", 2290.4, 1302),
    )

    def early(*notes):
        found = reading(*rows, *notes)
        return {
            (one.given["indicator"], one.given["region"])
            for one in found.draft.entries
            if one.given.get("status") == "provisional"
        }

    assert early(("注：GDP为初步核算数。",)) == {("gdp", "wujin"), ("gdp", "xinbei")}
    assert early(("注：武进区为快报数",)) == {("gdp", "wujin"), ("hitech-firms", "wujin")}


def test_a_mark_of_a_note_marks_the_figures_that_carry_it(reading):
    rows = (("2025年GDP（亿元）",), ("地区", "2025年"), ("武进区", "2410.6*"), ("新北区", 2290.4))
    found = reading(*rows, ("*为预计数",))
    assert {one.given["region"]: one.given.get("status", "") for one in found.draft.entries} == {
        "wujin": "estimate",
        "xinbei": "",
    }
    unmarked = reading(("2025年GDP（亿元）",), ("地区", "2025年"), ("武进区", 2410.6), ("* 注：以上为预计数",))
    assert {one.given["status"] for one in unmarked.draft.entries} == {"estimate"}


CELLS = {
    "预计2410.6": "2410.6",
    "2410.6（预计）": "2410.6",
    "2410.6(E)": "2410.6",
    "快报数：2410.6": "2410.6",
    "预计约2400": "2400",
}


@pytest.mark.parametrize("text", CELLS)
def test_words_in_the_cell_of_a_figure_hold_for_it_alone(text, reading):
    found = reading(("2025年GDP（亿元）",), ("地区", "2025年"), ("武进区", text), ("新北区", 2290.4))
    read_as = {one.given["region"]: (one.given["value"], one.given.get("status", "")) for one in found.draft.entries}
    assert read_as == {
        "wujin": (CELLS[text], "provisional" if "快报" in text else "estimate"),
        "xinbei": ("2290.4", ""),
    }


def test_words_that_only_the_format_of_a_number_shows_hold_for_it(dataset):
    book = Workbook()
    for row in (("2025年GDP（亿元）",), ("地区", "2025年"), ("武进区", 2410.6)):
        book.active.append(row)
    book.active["B3"].number_format = '0.0"（预计）"'
    found = read(saved(book), "x.xlsx", dataset, reader=in_this_process)
    assert [one.given["status"] for one in found.draft.entries] == ["estimate"]


LABELS = {
    "of a row": (("2025年主要指标",), ("指标", "单位", "2025年"), ("地区生产总值（预计）", "亿元", 11400)),
    "of a year down": (("常州市GDP（亿元）",), ("年份", "GDP"), ("2025年（预计）", 11400)),
    "of a part": (("常州市主要指标",), ("指标", "2025年"), ("一、预计数",), ("地区生产总值（亿元）", 11400)),
    "of the remarks": (
        ("2025年主要指标",),
        ("指标", "单位", "2025年", "备注"),
        ("地区生产总值", "亿元", 11400, "预计数"),
    ),
    "of a fact a row": (
        ("指标", "地区", "时期", "数值", "单位"),
        ("地区生产总值（预计）", "常州市", "2025", 11400, "亿元"),
    ),
    "of its period": (
        ("指标", "地区", "时期", "数值", "单位"),
        ("地区生产总值", "常州市", "2025年预计", 11400, "亿元"),
    ),
    "of its head": (
        ("指标", "地区", "时期", "数值（预计）", "单位"),
        ("地区生产总值", "常州市", "2025", 11400, "亿元"),
    ),
    "of its value": (
        ("指标", "地区", "时期", "数值", "单位"),
        ("地区生产总值", "常州市", "2025", "11400（预计）", "亿元"),
    ),
    "of its remarks": (
        ("指标", "地区", "时期", "数值", "单位", "备注"),
        ("地区生产总值", "常州市", "2025", 11400, "亿元", "暂估数"),
    ),
    "of the line below": (
        ("指标", "地区", "时期", "数值", "单位"),
        ("地区生产总值", "常州市", "2025", 11400, "亿元"),
        ("以上为预计数",),
    ),
}


@pytest.mark.parametrize("label", LABELS)
def test_words_in_the_labels_of_a_row_hold_for_its_figures(label, reading):
    found = reading(*LABELS[label])
    assert statuses(found) == {("changzhou", "2025"): "estimate"}
    assert [one.given["value"] for one in found.draft.entries] == ["11400"]
