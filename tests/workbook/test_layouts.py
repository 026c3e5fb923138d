"""Layouts that nobody handed: each is read right without a question, or is asked about what it leaves open."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from indicators.tables.columns import OBSERVATIONS
from indicators.workbook.reader import in_this_process, read
from tests.told import HAN
from tests.workbook.corpus.case import sheet

OFFICE = Path(__file__).parent / "office"
LAYOUTS = json.loads((OFFICE / "layouts.json").read_text(encoding="utf-8"))
ABROAD = json.loads((OFFICE / "abroad.json").read_text(encoding="utf-8"))
NARROWED = json.loads((OFFICE / "narrowed.json").read_text(encoding="utf-8"))


def content(layout):
    """The sheet as a workbook, with its merged cells, hidden columns, formats, header and footer."""

    def change(page):
        page.oddHeader.center.text = layout.get("header")
        page.oddFooter.center.text = layout.get("footer")
        for box in layout.get("merged", ()):
            page.merge_cells(box)
        for column in layout.get("hidden", ()):
            page.column_dimensions[column].hidden = True
        for cell, number_format in layout.get("formats", {}).items():
            page[cell].number_format = number_format

    rows = ([None if cell == "" else cell for cell in row] for row in layout["rows"])
    return sheet(*rows, title=layout.get("title", "Sheet1"), change=change)


def figures(reading):
    """What was read: indicator, region, period and perhaps industry, with the value and its status."""
    found = {}
    for entry in reading.draft.entries:
        given = entry.given
        industry = given.get("industry", "all")
        key = (given["indicator"], given["region"], given.get("period", ""), "" if industry == "all" else industry)
        if entry.table == OBSERVATIONS.name:
            found[" ".join(filter(None, key))] = " ".join(filter(None, (given["value"], given.get("status", ""))))
    return found


def chinese_in_english(reading):
    """The Chinese words that the problems of a file hold in English: what it says itself may be quoted."""
    told = [
        text.en for one in reading.problems for text in (one.message, one.remedy, *(words for _, words in one.choices))
    ]
    return set(re.findall(rf"{HAN.pattern}+", " ".join(told)))


def words_of(layout):
    """Every run of Chinese in a sheet, and every part of one."""
    runs = re.findall(rf"{HAN.pattern}+", json.dumps(layout, ensure_ascii=False))
    return {run[first:last] for run in runs for first in range(len(run)) for last in range(first + 1, len(run) + 1)}


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout["name"])
def test_a_layout_is_read_right_or_asked_about(layout, dataset):
    reading = read(content(layout), "x.xlsx", dataset, reader=in_this_process)
    assert chinese_in_english(reading) <= words_of(layout)
    open_points = [one.kind for one in reading.problems if one.is_error or one.needs_explanation]
    if "asked" in layout:
        assert layout["asked"] in open_points
    else:
        assert (open_points, figures(reading)) == ([], layout["reads"])


@pytest.mark.parametrize("layout", ABROAD, ids=lambda layout: layout["name"])
def test_a_layout_of_a_city_without_chinese_words_is_read_right_or_asked_about(layout, small_city):
    test_a_layout_is_read_right_or_asked_about(layout, small_city)


@pytest.mark.parametrize("layout", NARROWED, ids=lambda layout: layout["name"])
def test_words_that_make_something_else_of_figures_are_asked_about(layout, dataset):
    reading = read(content(layout), "x.xlsx", dataset, reader=in_this_process)
    assert chinese_in_english(reading) <= words_of(layout)
    assert layout["asked"] in [one.kind for one in reading.problems if one.is_error or one.needs_explanation]


def test_layouts_are_many_and_most_of_them_plain():
    assert len({layout["name"] for layout in LAYOUTS}) == len(LAYOUTS) >= 120
    assert sum("reads" in layout for layout in LAYOUTS) >= 0.7 * len(LAYOUTS)
