"""The unit of a column stands once, in its head, where all of its figures share it; where they differ, beside each."""

import re
from decimal import Decimal

import pytest

from dashboard import contents
from dashboard.exhibits.exhibit import Stack, Table, words
from dashboard.query import parse
from indicators.language import Language, speaking
from indicators.words import wording
from tests.dashboard.test_pages import NAMES
from tests.shipped import SHARE

OTHERS = {"indicator": ("gdp", "hitech-zone-rank"), "region": ("jintan",)}
PLACES = [
    (page, name) for page in contents.PUBLISHED for name in (NAMES.get(page.name, ""), *OTHERS.get(page.name, ()))
]
IN_BASE = re.compile(r"(?:[(\d] ?|[Uu]nit: )(?:100 million|10,000) ")
FIGURE = re.compile(r"(?:[^\W\d]{1,12} ?)?-?\d[\d,]*(?:\.\d+)?(?P<unit>%| ?[^\d\s（(].*?)?(?: ?[（(].*[）)])?")


def tables(exhibit):
    parts = exhibit.content.contents if isinstance(exhibit.content, Stack) else (exhibit.content,)
    return [one for one in (*parts, exhibit.table) if isinstance(one, Table)]


def units(dataset):
    """Every unit as it stands beside a figure, in the language of whoever reads."""
    return {wording.unit(one.unit) for one in dataset.indicators.values()} | {"%"}


def repeated(dataset, table, place):
    """The unit that each figure of a column carries, where it is the same for all; else nothing."""
    cells = [words(row[place]) for row in table.rows]
    found = [FIGURE.fullmatch(cell) for cell in cells if re.search(r"\d", cell)]
    said = {(match["unit"] or "").strip() if match else None for match in found}
    return said & units(dataset) if len(found) > 1 and len(said) == 1 else set()


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize(("page", "name"), PLACES, ids=lambda one: getattr(one, "name", one))
def test_no_column_repeats_a_unit_that_all_of_its_figures_share(dataset, page, name, language):
    with speaking(language):
        for exhibit in contents.exhibits(dataset, page, name, parse({}, dataset)):
            for table in tables(exhibit):
                again = {table.columns[place]: repeated(dataset, table, place) for place in table.numeric}
                assert {head: unit for head, unit in again.items() if unit} == {}, exhibit.id


def test_figures_of_one_indicator_name_its_unit_in_the_head_on_screen_and_in_each_file(dataset, client):
    found = {one.id: one for one in contents.exhibits(dataset, *at("indicator", "gdp"), parse({}, dataset))}
    assert {table.columns[3] for key in ("series", "citations") for table in tables(found[key])} == {"数值（亿元）"}
    assert "数值（亿元）" in client.get("/export/indicators/gdp/citations.csv").text
    assert "数值（亿元）" in client.get("/part/indicators/gdp/series/table?from=0").text
    of_rank = {one.id: one for one in contents.exhibits(dataset, *at("indicator", "rd-intensity"), parse({}, dataset))}
    assert tables(of_rank["series"])[0].columns[3] == "数值（%）"
    assert words(tables(of_rank["series"])[0].rows[0][3]) == SHARE


def test_figures_of_several_indicators_keep_their_units_beside_them(dataset):
    found = {one.id: one for one in contents.exhibits(dataset, *at("region", "jintan"), parse({}, dataset))}
    (figures,) = tables(found["figures"])
    assert figures.columns[1] == "最近值"
    assert len({words(row[1])[-1] for row in figures.rows}) > 2


def at(name, subject):
    return next(page for page in contents.PUBLISHED if page.name == name), subject


@pytest.mark.parametrize(("page", "name"), PLACES, ids=lambda one: getattr(one, "name", one))
def test_english_counts_by_billions_and_thousands_in_heads_cells_and_charts_too(dataset, page, name):
    """No hundreds of millions, no tens of thousands: what a sentence calls billions is billions everywhere."""
    with speaking(Language.ENGLISH):
        for exhibit in contents.exhibits(dataset, page, name, parse({}, dataset)):
            if exhibit.id == "contradictions":
                continue  # it says what sources print, in their own units
            written = [exhibit.title, exhibit.scope, exhibit.alt, repr(exhibit.content)]
            heads = [head for table in tables(exhibit) for head in table.columns]
            cells = [words(cell) for table in tables(exhibit) for row in table.rows for cell in row]
            assert [text for text in (*written, *map(str, heads), *cells) if IN_BASE.search(text)] == [], exhibit.id


def test_a_figure_in_english_is_the_same_figure(dataset):
    """Under a head of billions, in a chart and in a file: each is the Chinese figure, to the last digit."""
    printed = {}
    for language in Language:
        with speaking(language):
            found = {one.id: one for one in contents.exhibits(dataset, *at("indicator", "gdp"), parse({}, dataset))}
            (table,) = tables(found["series"])
            figures = [Decimal(words(row[3]).split(" ")[-1].replace(",", "")) for row in table.rows]
            drawn = [value for trace in found["series"].content.figure["data"] for value in trace["y"]]
            printed[language] = table.columns[3], figures, [Decimal(str(value)) for value in drawn if value is not None]
    (_, figures, drawn), (head, in_billions, drawn_in_billions) = printed[Language.CHINESE], printed[Language.ENGLISH]
    assert head == "Value (billion yuan)"
    assert [10 * one for one in in_billions] == figures
    assert [10 * one for one in drawn_in_billions] == drawn


def test_english_files_and_search_count_by_billions_too(client):
    english = {"Accept-Language": "en"}
    table = client.get("/export/indicators/gdp/citations.csv", headers=english).text
    assert "Value (billion yuan)" in table
    assert "100 million" not in table
    assert "billion yuan" in client.get("/_find?words=gross", headers=english).text
