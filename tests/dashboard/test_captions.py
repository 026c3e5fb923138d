"""What a figure away from its page says of itself: indicator, place, period and filters, and never another's."""

import re

import pytest

from dashboard import contents
from dashboard.export.captioned import Captioned
from dashboard.query import parse
from indicators.language import Language, speaking


def figures(dataset, path, **params):
    page, name = contents.page_at(path)
    return contents.captioned(dataset, page, name, parse(params, dataset))


def test_every_figure_of_a_district_names_it(dataset):
    for name in dataset.city.districts:
        region = dataset.region(name)
        for one in figures(dataset, f"/regions/{name}"):
            assert region.short_name in one.title, (name, one.exhibit.id)
            assert region.short_name in one.file_name


@pytest.mark.parametrize("place", [None, "jintan"])
def test_every_figure_of_an_indicator_names_it(dataset, place):
    params = {"region": place} if place else {}
    for name in list(dataset.indicators)[::25]:
        indicator = dataset.indicator(name)
        for one in figures(dataset, f"/indicators/{name}", **params):
            assert indicator.short_name in one.title or indicator.name.zh in one.title, (name, one.exhibit.id)


@pytest.mark.parametrize("path", ["/", "/goals", "/regions", "/regions/jintan", "/industries", "/parks", "/sources"])
def test_every_figure_of_a_page_with_a_period_names_a_year(dataset, path):
    for one in figures(dataset, path):
        assert re.search(r"\d{4}年", one.title), one.exhibit.id


def test_the_latest_figure_in_an_english_title_stands_before_its_period(dataset):
    """Two numbers beside one another, 2025 5,791, are read as one."""
    with speaking(Language.ENGLISH):
        titles = [figures(dataset, f"/indicators/{name}")[0].title for name in dataset.city.headline]
    assert [one for one in titles if re.search(r"\d \d", one)] == []
    assert all(re.search(r"\S in .*\d{4}", one) for one in titles)


def test_a_figure_of_an_earlier_year_names_that_year(dataset):
    titles = [one.title for one in figures(dataset, "/goals", on="2024")]
    assert all("截至2024年" in title for title in titles)


def test_a_filter_is_named_on_every_figure_that_it_changes(dataset):
    for one in figures(dataset, "/goals", region="jintan", method="completion"):
        assert "金坛区" in one.title, one.exhibit.id
    assert "目标完成率" in contents.chosen(figures(dataset, "/goals", method="completion"), "ways").title
    for one in figures(dataset, "/industries", industry="nev"):
        assert "新能源汽车" in one.title, one.exhibit.id


def test_no_figure_of_the_city_is_called_a_districts(dataset):
    titles = {one.exhibit.id: one.title for one in figures(dataset, "/sources", region="jintan")}
    assert "金坛" not in titles["trust"]  # counts the figures of the whole city, whatever is chosen
    assert "金坛区" in titles["coverage"]


def test_files_of_different_places_filters_and_years_have_different_names(dataset):
    pages = [(f"/regions/{name}", {}) for name in dataset.city.districts]
    pages += [(f"/indicators/{name}", {}) for name in list(dataset.indicators)[::25]]
    pages += [("/goals", params) for params in ({}, {"region": "jintan"}, {"on": "2024"}, {"region": "wujin"})]
    names = [one.file_name for path, params in pages for one in figures(dataset, path, **params)]
    assert len(names) > 100
    assert sorted(names) == sorted(set(names))


def test_a_long_title_is_cut_before_what_tells_two_files_apart(dataset):
    one = figures(dataset, "/regions/jintan")[0]
    long = Captioned(
        one.exhibit, "", "", "", "", "", "", "", subject="很长的指标名称" * 20, scope=("金坛区", "截至2025年")
    )
    assert long.file_name.endswith("（金坛区，截至2025年）")
    assert len(long.file_name) <= 60


def test_brackets_at_the_end_of_a_title_take_its_scope_in(dataset):
    titles = {one.exhibit.id: one.title for one in figures(dataset, "/regions/xinbei")}
    assert titles["best"] == "新北区位次靠前的指标（至多三项，截至2025年）"
    assert titles["trends"] == "新北区近五年走势（截至2025年）"
