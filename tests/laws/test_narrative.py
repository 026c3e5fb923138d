"""Laws of the sentences, over everything that the real tables can make them say."""

import re

import pytest

from dashboard.exhibits import common
from indicators.model import Text
from indicators.periods import Period
from indicators.views import catalogue, industries, regions, scoreboard
from indicators.words import narrative, phrases, wording
from tests.told import HAN, hold_the_same_amounts, numbers, texts

YEARS = [2016, 2021, 2022, 2023, 2024, 2025, 2026, 2030]
BROKEN = re.compile(
    r"（\s*）|\(\s*\)|[，。；：、]{2}|[,.;:]{2}|None|\{|\}| {2}|\s[,.;:，。；：、]|[（(]\s|\s[）)]|(?<!\d)—|—(?!\d)"
)


def held(dataset, year):
    return scoreboard.scoreboard(dataset, Period.of_year(year))


def everything(dataset, year):
    """Every text that the tables can make the narrative say as of a year."""
    on = Period.of_year(year)
    every = held(dataset, year)
    yield from (narrative.goal(dataset, one) for one in every)
    for name in dataset.indicators:
        for key in catalogue.keys_of(dataset, name):
            yield narrative.series(dataset, catalogue.yearly(dataset, key), on)
        for group in (dataset.districts, dataset.peers, dataset.parks):
            found = regions.comparison(dataset, name, group, on)
            if found:
                yield narrative.ranking(dataset, found)
        summed = regions.total(dataset, name, on)
        if summed:
            yield narrative.total(dataset, summed)
    for one in dataset.regions.values():
        own = [each for each in every if each.target.key.region == one.id]
        told = narrative.region(dataset, one, regions.profile(dataset, one, on), own)
        yield from [told] if told.zh else []  # of a region with figures but without ranks and goals nothing is said
    size = industries.size_of_industries(dataset)
    for plan in dataset.plans.values():
        of_plan = [one for one in every if one.target.plan == plan.id]
        yield narrative.plan(dataset, plan, of_plan, on, Text("常州市", "Changzhou"), list)
        for one in industries.branches(dataset, size, on, plan.id):
            yield narrative.industry(dataset, one, size)


def without(text, *names):
    """A sentence without the names of what it is about, the longest first: they have numbers of their own."""
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(name, "")
    return text


@pytest.mark.parametrize("year", YEARS)
def test_every_number_of_a_goal_stands_in_its_row_or_is_the_pace_that_is_needed(dataset, year):
    for one in held(dataset, year):
        row = common.goal_table(dataset, (one,), ()).rows[0]
        beside = {each for text in (*texts(row), wording.pace_needed(one)) for each in numbers(text)}
        told = narrative.goal(dataset, one).zh
        assert set(numbers(told)) <= beside, told


@pytest.mark.parametrize("year", YEARS)
def test_both_languages_of_a_goal_hold_the_same_numbers(dataset, year):
    for one in held(dataset, year):
        told, subject = narrative.goal(dataset, one), phrases.subject(dataset, one.target.key)
        bare = phrases.counted_by(subject, one.standing.indicator)
        assert bare.zh in told.zh or subject.zh in told.zh
        assert subject.en in told.en
        # the names of indicators have numbers of their own: 5000万元 is "50 million yuan"
        assert hold_the_same_amounts(without(told.zh, subject.zh, bare.zh), without(told.en, subject.en)), told


@pytest.mark.parametrize("year", YEARS)
def test_both_languages_of_a_series_and_a_ranking_hold_the_same_numbers(dataset, year):
    on = Period.of_year(year)
    for key in dataset.table.keys:
        told, name = narrative.series(dataset, catalogue.yearly(dataset, key), on), phrases.subject(dataset, key)
        bare = phrases.counted_by(name, dataset.indicator(key.indicator))
        assert hold_the_same_amounts(without(told.zh, name.zh, bare.zh), without(told.en, name.en)), told
    for indicator_id in dataset.indicators:
        found = regions.comparison(dataset, indicator_id, dataset.peers, on)
        if found:
            told, name = narrative.ranking(dataset, found), dataset.indicator(indicator_id).name
            bare = phrases.counted_by(name, dataset.indicator(indicator_id))
            assert hold_the_same_amounts(without(told.zh, name.zh, bare.zh), without(told.en, name.en)), told


@pytest.mark.parametrize("year", YEARS)
def test_no_sentence_is_broken(dataset, year):
    for told in everything(dataset, year):
        assert told.zh.endswith("。"), told.zh
        assert told.en.endswith("."), told.en
        assert not BROKEN.search(told.zh), told.zh
        assert not BROKEN.search(told.en), told.en


@pytest.mark.parametrize("year", YEARS)
def test_no_english_sentence_holds_a_chinese_character(dataset, year):
    """All names of the tables have English; one that has none would stand in Chinese."""
    unnamed = [one.name.zh for one in dataset.indicators.values() if not one.name.en]
    for told in everything(dataset, year):
        en = told.en
        for name in unnamed:
            en = en.replace(name, "")
        assert not HAN.search(en), en
