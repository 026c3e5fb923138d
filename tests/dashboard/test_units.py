"""The unit of a column stands once, in its head, where all of its figures share it; where they differ, beside each."""

import re

import pytest

from dashboard import contents
from dashboard.exhibits.exhibit import Stack, Table, words
from dashboard.query import parse
from indicators.language import Language, speaking
from tests.dashboard.test_pages import NAMES

OTHERS = {"indicator": ("gdp", "hitech-zone-rank"), "region": ("jintan",)}
PLACES = [
    (page, name) for page in contents.PUBLISHED for name in (NAMES.get(page.name, ""), *OTHERS.get(page.name, ()))
]
FIGURE = re.compile(r"(?:[^\W\d]{1,12} ?)?-?\d[\d,]*(?:\.\d+)?(?P<unit>%| ?[^\d\s（(].*?)?(?: ?[（(].*[）)])?")


def tables(exhibit):
    parts = exhibit.content.contents if isinstance(exhibit.content, Stack) else (exhibit.content,)
    return [one for one in (*parts, exhibit.table) if isinstance(one, Table)]


def units(dataset):
    """Every unit as it stands beside a figure, in the language of whoever reads."""
    return {str(one.unit) for one in dataset.indicators.values()} | {"%"}


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
    assert words(tables(of_rank["series"])[0].rows[0][3]) == "3.62"


def test_figures_of_several_indicators_keep_their_units_beside_them(dataset):
    found = {one.id: one for one in contents.exhibits(dataset, *at("region", "jintan"), parse({}, dataset))}
    (figures,) = tables(found["figures"])
    assert figures.columns[1] == "最近值"
    assert len({words(row[1])[-1] for row in figures.rows}) > 2


def at(name, subject):
    return next(page for page in contents.PUBLISHED if page.name == name), subject
