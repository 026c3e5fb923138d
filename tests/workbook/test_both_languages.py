"""A form is written in the language of who asks, of an English city in English; it is read in either, to the letter."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from decimal import Decimal

import pytest

from indicators.language import Language, speaking
from indicators.model import Text
from indicators.periods import Period
from indicators.proposals.proposal import propose
from indicators.releases.changes import apply
from indicators.tables import curated
from indicators.tables.columns import OBSERVATIONS
from indicators.tables.rows import rows_of
from indicators.tables.sheets import OBSERVATION_SHEET, SHEETS, said
from indicators.workbook.reader import in_this_process, read
from indicators.workbook.returned import returned
from indicators.workbook.template import template, wide_template
from tests import riverton
from tests.told import HAN
from tests.workbook.books import figures, goal, opened, small

FORMS = (template, wide_template)
FILING = {"id": "f", "title": "x.xlsx", "publisher": "p", "published": "", "url": "", "note": ""}
HEADS = [(sheet, head) for sheet in SHEETS for head in (*sheet.heads, *sheet.shown)]


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    """Return the city that has only English."""
    return curated.load(riverton.write(tmp_path_factory.mktemp("cities")))


def chinese_of(content):
    """Every Chinese word anywhere in a workbook: cells, notes, lists, formats, heads of pages, styles, properties."""
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        return {
            word
            for part in parts.namelist()
            for word in re.findall(rf"{HAN.pattern}+", parts.read(part).decode("utf-8"))
        }


def read_back(content, dataset, language=Language.CHINESE):
    with speaking(language):
        reading = read(content, "x.xlsx", dataset, reader=in_this_process)
    rows = rows_of(dataset)
    proposal = propose(reading.draft, rows, rows, FILING)
    return reading, proposal, apply(proposal.all_changes, rows)


def edited(content, sheet, head, row, value, head_row=1):
    book = opened(content)
    page = book[sheet]
    page.cell(row, [cell.value for cell in page[head_row]].index(head) + 1).value = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("period", [None, "2024/25", "2025/26"])
@pytest.mark.parametrize("form", FORMS)
def test_the_form_of_an_english_city_holds_no_chinese_whoever_asks_for_it(city, form, period, language):
    with speaking(language):
        assert chinese_of(form(city, period=period and Period.parse(period))) == set()


def test_its_heads_notes_lists_and_steps_say_something(city):
    book = opened(template(city))
    page = book["Figures"]
    assert all(cell.comment.text and cell.comment.author == "How to fill in" for cell in page[1])
    assert {one.errorTitle for one in page.data_validations.dataValidation} >= {"Status", "Indicator", "How exact"}
    steps = [row[1] for row in book["How to fill in"].iter_rows(values_only=True) if isinstance(row[0], int)]
    assert len(steps) >= 10
    assert all(steps)


@pytest.mark.parametrize(
    ("form", "limits"),
    [(template, {}), (wide_template, {}), (wide_template, {"period": Period.of_year(2024)})],
    ids=["long", "wide", "one-year"],
)
def test_the_english_form_of_a_city_with_both_says_no_more_and_no_less_than_the_chinese_one(dataset, form, limits):
    found = {}
    for language in Language:
        with speaking(language):
            content = form(dataset, **limits)
        reading, proposal, after = read_back(content, dataset)
        assert after == rows_of(dataset)
        problems = (*reading.problems, *proposal.problems)
        assert not [one for one in problems if one.is_error]
        found[language] = (
            sorted(repr(sorted(one.given.items())) for one in reading.draft.entries),
            reading.draft.mark,
            sorted(one.kind for one in problems),
        )
    assert found["en"] == found["zh"]


@pytest.mark.parametrize("form", FORMS)
def test_the_english_form_of_a_city_with_both_has_chinese_only_in_what_its_tables_hold(form):
    dataset = small(*figures(), targets=(goal(),))
    with speaking(Language.ENGLISH):
        found = chinese_of(form(dataset))
    held = "".join(text for table in rows_of(dataset).values() for row in table.values() for text in row.values())
    assert {word for word in found if word not in held} == set()


@pytest.mark.parametrize(
    ("form", "place"),
    [(template, ("Figures", "Value", 2, 1)), (wide_template, ("Environment", 2015, 3, 2))],
    ids=["long", "wide"],
)
@pytest.mark.parametrize("language", Language)
def test_a_figure_that_is_changed_in_it_is_the_only_change(city, form, place, language):
    sheet, head, row, head_row = place
    head = head if head == "Value" else "2015/16"
    content = edited(form(city), sheet, head, row, 31.5, head_row)
    _, proposal, _ = read_back(content, city, language)
    (change,) = [one for one in proposal.all_changes if one.table == OBSERVATIONS.name]
    assert (Decimal(change.old["value"]), Decimal(change.new["value"])) == (Decimal("30.1"), Decimal("31.5"))


def test_what_is_wrong_in_it_is_told_and_marked_without_chinese(city):
    content = edited(template(city), "Figures", "Value", 2, "n/k?")
    content = edited(content, "Figures", "Status", 3, "guessed")
    content = edited(content, "Figures", "Region", 4, "Rivertown upon Water")
    with speaking(Language.ENGLISH):
        reading, proposal, _ = read_back(content, city, Language.ENGLISH)
        problems = (*reading.problems, *proposal.problems)
        told = " ".join(f"{one.where} {one.message} {one.remedy} {one.found}" for one in problems)
        back = returned(content, "x.xlsx", problems)
    assert {one.where for one in problems if one.is_error} >= {"Figures!E2", "Figures!B4"}
    assert not HAN.search(told), told
    assert chinese_of(back) == set()
    assert opened(back).sheetnames[0] == "List of problems"
    with speaking(Language.CHINESE):  # and is taken away again, whoever gives it back next
        again = opened(returned(back, "x.xlsx", ()))
    assert again.sheetnames[:2] == ["问题清单", "How to fill in"]
    assert [cell.coordinate for row in again["Figures"].iter_rows(2) for cell in row if cell.comment] == []


def test_a_file_that_says_nothing_is_told_so_in_english(city):
    with speaking(Language.ENGLISH):
        content = wide_template(city, period=Period.parse("2025/26"))
        (found,) = read(content, "x.xlsx", city).problems  # in the child, which is told the language
    assert (found.where, found.kind) == ("the file", "file-no-rows")


@pytest.mark.parametrize(("sheet", "head"), HEADS, ids=lambda one: getattr(one, "column", ""))
def test_no_two_heads_of_a_sheet_have_one_name(sheet, head):
    others = [other for other in (*sheet.heads, *sheet.shown) if other is not head]
    named = {name.casefold() for other in others for name in (other.title.zh, other.title.en)}
    assert not named & {head.title.zh.casefold(), head.title.en.casefold()}
    assert head.title.en[:1].isupper()


def test_no_two_words_of_a_list_are_called_the_same():
    for sheet in SHEETS:
        for column in sheet.table.columns:
            words = [said(column.name, word) for word in column.allowed]
            assert len({one.zh for one in words}) == len({one.en for one in words}) == len(words), column.name


def test_a_name_and_a_unit_are_read_in_the_language_that_they_are_written_in():
    dataset = small(*figures())
    indicator = replace(dataset.indicators["gdp"], name=Text("地区生产总值", "Gross product"))
    dataset = replace(dataset, indicators={**dataset.indicators, "gdp": indicator})
    with speaking(Language.ENGLISH):
        page = opened(template(dataset))[OBSERVATION_SHEET.title.en]
    heads = [cell.value for cell in page[1]]
    assert page.cell(2, heads.index("Indicator") + 1).value == "Gross product"
    assert page.cell(2, heads.index("Region") + 1).value == "Changzhou"
    assert page.cell(2, heads.index("Unit") + 1).value == str(dataset.indicators["gdp"].unit.english)
