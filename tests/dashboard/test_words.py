"""The sentences of exhibits: they stand where they belong, and tell no number that is not shown beside them."""

import re
from collections import Counter
from itertools import pairwise

import pytest

from dashboard.exhibits.exhibit import Bars, Light, Table
from dashboard.pages import PAGES
from dashboard.query import parse
from indicators.language import Language, speaking
from indicators.views import catalogue, scoreboard
from indicators.words import changes as steps
from indicators.words import wording
from tests.told import numbers, texts

PLACES = {
    "overview": [()],
    "goals": [()],
    "regions": [()],
    "industries": [()],
    "parks": [()],
    "indicator": [("rd-intensity",), ("gdp",), ("hitech-firms",), ("hitech-zone-rank",), ("innovative-city-rank",)],
    "region": [("xinbei",), ("jintan",), ("wujin",), ("kejiaocheng",)],
}
PAGE = {page.name: page for page in PAGES}
YEARS = ["2013", "2021", "2022", "2025", "2026"]
OF_THE_PAGE = {"paragraph", "figures", "series"}  # they tell what other exhibits of their page show
SHOWN = [(page, place, year) for page, places in PLACES.items() for place in places for year in YEARS]
TOLD = {
    "overview": {"headline", "tally", "attention", "paragraph"},
    "goals": {"ways"},
    "regions": {"compare-gdp-district", "district-goals", "sum"},
    "industries": {"tree", "growth"},
    "parks": {"ranks-hitech-zone-rank", "platforms"},
}


def exhibits(dataset, page, place, **values):
    query = parse(values, dataset)
    return query, PAGE[page].exhibits(dataset, query, *place)


def shown(one):
    """The numbers of an exhibit beside its sentences, with how many rows and how many of each light it shows."""
    found = {number for text in texts(one, frozenset({"words", "figure"})) for number in numbers(text)}
    tables = [table for table in (one.table, one.content) if isinstance(table, Table)]
    lights = Counter(cell.verdict for table in tables for row in table.rows for cell in row if isinstance(cell, Light))
    missing = one.scope.count("、") + 1
    return found | {str(count) for count in (*lights.values(), missing, *(len(table.rows) for table in tables))}


def computed(dataset, query, place, one):
    """What a sentence computes from what is beside it: paces, changes, spreads, and the goals with a light or none."""
    held = scoreboard.scoreboard(dataset, query.on, method=query.method)
    told = [wording.pace_needed(each) for each in held] if "goal" in str(list(one.words)) else []
    if one.id == "figures":
        told.append(str(sum(each.target.key.region in place for each in held)))
    if one.id == "series" or one.id.startswith("ranks-"):
        told += changes(dataset, *(place or [one.id.removeprefix("ranks-")]))
    if one.id.startswith("compare-") and isinstance(one.content, Bars):
        indicator = dataset.indicator(one.id.removeprefix("compare-").rsplit("-", 1)[0])
        values = [bar.value for bar in one.content.bars]
        told += [wording.difference(first - last, indicator) for first in values[:1] for last in values[-2:]]
    return {number for text in told for number in numbers(text)}


def changes(dataset, name):
    for key in catalogue.keys_of(dataset, name):
        figures = catalogue.yearly(dataset, key)
        for before, now in pairwise(figures):
            yield steps.cell(dataset, now, before)


@pytest.mark.parametrize(("page", "place", "year"), SHOWN)
def test_every_number_of_a_sentence_is_shown_beside_it_or_computed_from_that(dataset, page, place, year):
    query, found = exhibits(dataset, page, place, on=year)
    on_the_page = set().union(*(shown(one) for one in found))
    for one in found:
        beside = on_the_page if one.id in OF_THE_PAGE else shown(one)
        if one.words:
            beside = beside | computed(dataset, query, place, one)
        for text in one.words:
            assert set(numbers(text.zh)) <= beside, (one.id, text.zh, set(numbers(text.zh)) - beside)


@pytest.mark.parametrize(("page", "place", "year"), SHOWN)
def test_an_exhibit_has_twelve_sentences_at_most_each_in_both_languages(dataset, page, place, year):
    _, found = exhibits(dataset, page, place, on=year)
    for one in found:
        assert len(one.words) <= 12, one.id
        assert all(text.zh and text.en for text in one.words), one.id


@pytest.mark.parametrize(("page", "named"), TOLD.items())
def test_the_exhibits_that_matter_have_sentences(dataset, page, named):
    _, found = exhibits(dataset, page, ())
    assert named <= {one.id for one in found if one.words}


def test_the_page_of_an_indicator_has_sentences_beside_its_charts(dataset):
    _, found = exhibits(dataset, "indicator", ("gdp",))
    assert {"series", "goals", "compare-gdp-district", "compare-gdp-city"} <= {one.id for one in found if one.words}


def test_the_page_of_a_region_has_a_paragraph_and_a_sentence_for_each_goal(dataset):
    _, found = exhibits(dataset, "region", ("jintan",))
    by_id = {one.id: one for one in found}
    assert len(by_id["goals"].words) == len(by_id["goals"].content.bullets)
    assert by_id["figures"].words[0].zh.startswith("2023年，金坛区地区生产总值增速为8.2%")


def test_where_parts_are_summed_a_miss_is_told_and_rounding_only_where_it_explains_it(dataset):
    _, found = exhibits(dataset, "industries", ())
    parts = [one for one in found if one.id.startswith("parts-")]
    assert parts
    assert not any("四舍五入" in text.zh for one in parts for text in one.words)  # 10500 beside 10000 is no rounding
    assert any("合计" in str(one.note) for one in parts)


@pytest.mark.parametrize(("page", "place"), [(page, place) for page, places in PLACES.items() for place in places])
def test_no_word_within_an_english_title_or_sentence_has_a_capital_but_names(dataset, page, place):
    names = [*dataset.regions.values(), *dataset.plans.values()]
    called = re.compile("|".join(sorted((re.escape(one.name.en) for one in names), key=len, reverse=True)))
    with speaking(Language.ENGLISH):
        _, shown = exhibits(dataset, page, place)
        said = [words for one in shown for words in (one.title, one.scope, *(text.en for text in one.words))]
    found = {word for words in said for word in re.findall(r"(?<=[a-z,;:)] )[A-Z][a-z]+", called.sub("", words))}
    assert found <= dataset.proper
