"""The figures behind exhibits as they leave the house: every one of them, exact, cited, with an account of columns."""

import csv
import io
import zipfile
from dataclasses import replace
from decimal import Decimal

import openpyxl
import pytest

from dashboard import contents
from dashboard.exhibits import evidence
from dashboard.exhibits.exhibit import Facts, Prose
from dashboard.export.raw import heads, raw
from dashboard.export.xlsx import xlsx
from dashboard.query import parse
from indicators.language import Language, speaking
from indicators.problems import UsageError
from indicators.views import regions

COUNTED = {
    "sources-trust",
    "sources-debts",
    "sources-status",
    "sources-coverage",
    "sources-sources",
    "sources-left-out",
}


@pytest.fixture(scope="module")
def published(everything):
    """Return the exhibits of published figures that are no words: {"goals-ways": Captioned, …}."""
    names = {page.name for page in contents.PUBLISHED}
    return {
        name: one
        for name, one in everything.items()
        if name.partition("-")[0] in names and not isinstance(one.exhibit.content, Prose | Facts)
    }


def opened(content):
    """Return the rows and the account of columns that a ZIP holds."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        data, columns = (archive.read(name).decode() for name in archive.namelist())
    return list(csv.DictReader(io.StringIO(data.removeprefix("\ufeff")))), data, columns


def test_every_exhibit_of_published_figures_hands_out_what_it_rests_on(published):
    """Those that count rows of the tables have none, and say so."""
    without = {name for name, one in published.items() if not one.figures}
    assert without == COUNTED
    for name in without:
        with pytest.raises(UsageError, match="没有单列的原始数据"):
            raw(published[name])


def test_each_figure_is_as_the_tables_hold_it_with_unit_source_and_quote(dataset, published):
    seen = 0
    for name, one in published.items():
        if not one.figures:
            continue
        rows, text, _ = opened(raw(one))
        assert text.startswith("\ufeff编号,类别,指标编号,"), name
        assert len({row["编号"] for row in rows}) == len(rows), name
        for row in rows:
            if row["类别"] == "目标":
                known, value = dataset.target(row["编号"]), dataset.target(row["编号"]).amount
            else:
                known = dataset.table.by_id(row["编号"])
                value = known.value
                assert row["时期"] == str(known.period)
            assert row["数值"] == ("" if value is None else f"{value:f}"), (name, row["编号"])
            source = dataset.source(known.citation.source)
            assert (row["来源"], row["发布者"], row["网址"]) == (source.title, source.publisher, source.url)
            assert row["原文"].lstrip("'") == known.citation.quote
            assert row["单位"] == str(dataset.indicator(known.key.indicator).unit)
            assert row["版次"] == "1"
            seen += 1
    assert seen > 1000


@pytest.mark.parametrize("name", ["region-ranks", "region-figures", "regions-matrix"])
def test_a_rank_rests_on_the_figures_of_all_that_it_was_reckoned_among(dataset, published, name):
    """Also where an exhibit shows one region alone: the others that it is ranked among are behind it."""
    ids = {row[0] for row in published[name].figures}
    places = regions.profile(dataset, dataset.region("xinbei"), parse({}, dataset).on)
    ranked = [one.observation for one in places if one.rank and one.observation.id in ids]
    assert ranked
    for one in ranked:
        among = regions.in_year(dataset, one.key.indicator, dataset.districts, one.period).places
        assert {place.observation.id for place in among} <= ids


def test_the_account_names_each_column_in_the_order_of_the_file(published):
    rows, _, columns = opened(raw(published["goals-ways"]))
    told = [line.partition("：")[0] for line in columns.removeprefix("\ufeff").splitlines()]
    assert told[-len(heads()) :] == list(rows[0]) == list(heads())
    assert published["goals-ways"].citation in columns
    assert "未经舍入" in columns


def test_a_workbook_has_the_same_figures_as_numbers_and_says_what_their_columns_are(published):
    for name in ("goals-ways", "regions-matrix", "indicator-series"):
        book = openpyxl.load_workbook(io.BytesIO(xlsx([published[name]])))
        assert book.sheetnames[-3:] == ["原始数据", "列说明", "来源与查询"]
        first, *rest = book["原始数据"].iter_rows(values_only=True)
        assert first == heads()
        column = first.index("数值")
        for row, expected in zip(rest, published[name].figures, strict=True):
            value = row[column]
            assert (value is None) == (expected[column] == ""), name
            if value is not None:
                assert isinstance(value, int | float)
                assert Decimal(repr(value)) == Decimal(expected[column]), name
        assert [row[0] for row in book["列说明"].iter_rows(values_only=True)][-len(heads()) :] == list(heads())


def test_no_sheet_is_printed_in_letters_that_are_too_small(everything):
    """A sheet is set at its scale, not pressed into the width of a page; what is too wide for it takes more lines."""
    for sheet in openpyxl.load_workbook(io.BytesIO(xlsx([*everything.values()]))):
        assert not sheet.sheet_properties.pageSetUpPr or not sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.title
        sizes = {cell.font.sz for row in sheet.iter_rows() for cell in row if cell.value is not None}
        assert min(sizes) * sheet.page_setup.scale / 100 >= 7.5, sheet.title


def test_what_a_spreadsheet_cannot_hold_exactly_stays_as_it_is_written(published):
    """A number of twenty digits is no number of a sheet."""
    one = published["regions-sum"]
    long = "12345678901234567.891"
    at = heads().index("数值")
    row = tuple(long if place == at else text for place, text in enumerate(one.figures[0]))
    given = replace(one, exhibit=replace(one.exhibit, sources=replace(one.exhibit.sources, figures=(row,))))
    sheet = openpyxl.load_workbook(io.BytesIO(xlsx([given])))["原始数据"]
    assert sheet.cell(2, at + 1).value == long


def test_the_same_exhibit_makes_the_same_file(published):
    for name in ("goals-ways", "overview-headline"):
        assert raw(published[name]) == raw(published[name])
        assert xlsx([published[name]]) == xlsx([published[name]])


def test_in_english_heads_and_words_are_english_and_quotes_say_that_they_are_not(dataset):
    with speaking(Language.ENGLISH):
        page = next(page for page in contents.PUBLISHED if page.name == "goals")
        one = next(one for one in contents.captioned(dataset, page, "", parse({}, dataset)) if one.exhibit.id == "ways")
        rows, _, columns = opened(raw(one))
    assert {row["kind"] for row in rows} == {"figure", "goal"}
    assert {"exact", "about"} <= {row["qualifier"] for row in rows}
    assert list(rows[0]) == [column.head.en for column in evidence.COLUMNS]
    assert "in the language of the source" in columns
