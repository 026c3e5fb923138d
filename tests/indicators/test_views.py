"""Answers that pages ask for: comparisons are of like with like, and nothing is counted twice."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import product
from threading import Event

import pytest

from indicators.goals.methods import METHODS, Verdict
from indicators.model import Qualifier
from indicators.periods import Period
from indicators.table import MetricTable
from indicators.views import catalogue, coverage, industries, regions, scoreboard, standings
from tests.builders import observation

Y = Period.of_year
YEARS = range(2015, 2026)


def test_a_comparison_takes_the_latest_year_in_which_more_than_half_have_a_figure(dataset):
    found = regions.comparison(dataset, "gdp", dataset.districts, Y(2025))
    counts = {Y(year): len(regions.in_year(dataset, "gdp", dataset.districts, Y(year)).places) for year in YEARS}
    assert found.period == max(year for year, count in counts.items() if count * 2 > max(counts.values()))
    assert {one.region for one in found.places} | set(found.missing) == set(dataset.districts)


def test_ranks_change_only_where_the_same_regions_were_ranked_before(dataset):
    had_ranks = set()
    for year in YEARS:
        now, before = (regions.in_year(dataset, "gdp", dataset.districts, Y(one)) for one in (year, year - 1))
        same = _ranked(now) == _ranked(before)
        assert {place.rank_before is not None for place in now.places if place.rank} <= {same}
        had_ranks |= {same for place in now.places if place.rank}
    assert had_ranks == {True, False}


def test_a_rank_is_one_more_than_the_regions_that_are_better(dataset):
    seen = set()
    for name, year in product(dataset.indicators, map(Y, YEARS)):
        places = regions.in_year(dataset, name, dataset.peers, year).places
        ranks = regions.ranks_in_year(dataset, name, dataset.peers, year)
        sign = dataset.indicators[name].direction.sign
        better = {one.region.id: sum(each.value * sign > one.value * sign for each in places) for one in places}
        assert ranks == {one.region.id: one.rank for one in places if one.rank is not None}
        assert ranks in ({}, {region: count + 1 for region, count in better.items()})
        seen |= {sign} if ranks else set()
    assert {-1, 1} <= seen


def _ranked(found):
    return {place.region.id for place in found.places if place.rank is not None}


def test_fewer_than_three_regions_are_not_ranked(dataset):
    found = regions.in_year(dataset, "hitech-firms", dataset.districts, Y(2023))
    assert len(found.places) == 2
    assert {place.rank for place in found.places} == {None}


def test_a_composite_stands_in_for_its_parts_and_is_never_added_to_them(dataset):
    total = regions.total(dataset, "gdp", Y(2025))
    assert total.period == Y(2020)
    assert total.missing == ()
    parts = {place.region.id for place in total.parts}
    assert "wujin-with-jingkai" in parts
    assert not parts & {"wujin", "jingkai"}


def test_what_joins_cities_of_the_province_is_no_part_of_the_city(dataset):
    inside = {one.id for one in dataset.inside}
    assert {"xinbei", "kejiaocheng", "wujin-with-jingkai"} <= inside
    assert inside.isdisjoint({"sunan", "suzhou", "china", dataset.city.region})
    sums = [regions.total(dataset, one, Y(2025)) for one in dataset.indicators]
    assert {part.region.id for one in sums if one is not None for part in one.parts} <= inside


def test_what_does_not_add_up_is_not_added(dataset):
    assert regions.total(dataset, "rd-intensity", Y(2025)) is None


def test_the_gap_to_the_next_rank_is_to_the_region_just_above(dataset):
    places = {one.observation.key.indicator: one for one in regions.profile(dataset, dataset.region("jintan"), Y(2025))}
    above = regions.next_above(dataset, places["gdp"])
    assert (above.region.id, above.rank, places["gdp"].rank) == ("liyang", 3, 4)


def test_every_goal_is_counted_once(dataset):
    assessments = scoreboard.scoreboard(dataset, Y(2025))
    assert sum(scoreboard.counts(assessments).values()) == len({one.target.id for one in assessments})
    set_later = [one.id for one in dataset.targets if one.set_in and one.set_in > Y(2025)]
    assert set_later
    assert not {one.target.id for one in assessments} & set(set_later)


def test_two_goals_that_are_one_have_one_light_and_are_counted_once(dataset):
    first, second = dataset.target("L175"), dataset.target("L143")
    assert (dataset.lead(second), [one.id for one in dataset.twins(first)]) == (first, ["L143"])
    listed = [one.id for one in scoreboard.goals(dataset, Y(2025))]
    assert (listed.count("L175"), listed.count("L143")) == (1, 0)
    assert [one.id for one in scoreboard.goals(dataset, Y(2025), "y2025")].count("L175") == 1


def test_a_goal_of_a_year_inside_a_plan_belongs_to_that_year(dataset):
    inner = [one for one in dataset.targets if one.plan == "14fyp" and one.due and str(one.due) in {"2021", "2022"}]
    for one in inner:
        assert one not in scoreboard.goals(dataset, Y(2026), "14fyp")
        assert dataset.plan_of(one).first == one.due


def test_attention_lists_the_worst_first_and_nothing_that_is_on_pace(dataset):
    listed = scoreboard.attention(scoreboard.scoreboard(dataset, Y(2025)))
    assert listed[0].verdict is Verdict.MISSED
    assert not {one.verdict for one in listed} & {Verdict.ACHIEVED, Verdict.ON_PACE, Verdict.NO_DATA}


def test_changes_are_goals_whose_verdict_differs_from_the_year_before(dataset):
    turns = standings.turned(dataset, standings.lines(dataset, Y(2025), "14fyp"), Y(2025))
    assert turns
    for turn in turns:
        before = scoreboard.assessment_of(dataset, turn.now.target, Y(2024))
        assert turn.now.verdict is not turn.before.verdict is before.verdict


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("year", [2018, 2025])
def test_goals_as_lists_count_them_are_those_that_are_assessed(dataset, method, year):
    lines = standings.lines(dataset, Y(year), method=method)
    assessments = scoreboard.scoreboard(dataset, Y(year), method=method)
    assert [(one.target, one.verdict, one.lag) for one in lines] == [
        (one.target, one.verdict, None if one.lag is None else float(one.lag)) for one in assessments
    ]
    assert [one.target for one in scoreboard.attention(lines)] == [
        one.target for one in scoreboard.attention(assessments)
    ]
    assert [one.sources for one in lines] == [
        tuple(citation.source for citation in scoreboard.citations(dataset, one)) for one in assessments
    ]


def test_a_goal_is_disputed_where_two_methods_see_it_differently(dataset):
    by_method = [scoreboard.scoreboard(dataset, Y(2025), method=method) for method in METHODS]
    seen = {
        row[0].target.id: {one.verdict for one in row if one.verdict.is_settled} for row in zip(*by_method, strict=True)
    }
    found = {line.target.id for line in standings.lines(dataset, Y(2025)) if line.is_disputed}
    assert found == {name for name, verdicts in seen.items() if len(verdicts) > 1}


def test_goals_are_counted_once_for_however_many_readers(dataset, monkeypatch):
    fresh = replace(dataset)
    counted = []
    assess = scoreboard.assessment_of
    monkeypatch.setattr(scoreboard, "assessment_of", lambda *about: counted.append(about[1].id) or assess(*about))
    with ThreadPoolExecutor(4) as readers:
        list(readers.map(lambda plan: standings.lines(fresh, Y(2025), plan), [None, "14fyp", "13fyp", "14fyp"]))
    assert len(counted) == len(fresh.targets)


def test_of_two_goals_for_one_year_the_later_set_is_the_cards(dataset):
    one = scoreboard.headline_of(dataset, Y(2025), "14fyp", dataset.key("hitech-firms"))
    assert (one.assessment.target.id, [other.target.id for other in one.others]) == ("G019", ["L147"])


def test_parts_of_a_goal_follow_each_other_inside_it(dataset):
    parts = industries.decomposition(dataset, dataset.target("G040"), Y(2025))
    told = [(part.assessment.target.id, part.depth, int(part.start)) for part in parts]
    assert told == [("G040", 0, 0), ("G041", 1, 0), ("G042", 1, 1200), ("G043", 2, 1200)]


def test_words_have_to_be_found_all(dataset):
    found = catalogue.catalogue(dataset, Y(2025), None, "高新 占")
    assert {one.indicator.id for one in found} >= {"hitech-output-share"}
    assert len(found) < len(catalogue.catalogue(dataset, Y(2025), None, "高新"))


def test_part_year_figures_are_listed_apart(dataset):
    assert {str(one.period) for one in catalogue.part_years(dataset, "gdp")} >= {"2023H1"}


def test_what_is_owed_names_who_owes_it(dataset):
    owed = coverage.debts(dataset, Y(2025))
    assert owed
    assert all(one.indicator.owner for one in owed)
    assert all(one.years_behind is None or one.years_behind > 0 for one in owed)


def test_confidence_counts_every_figure_once(dataset):
    counted = coverage.confidence_by_theme(dataset)
    assert sum(each.total() for each in counted.values()) == len(dataset.table)


def test_statuses_count_every_figure_once(dataset):
    counted = coverage.confidence_by_status(dataset)
    assert sum(each.total() for each in counted.values()) == len(dataset.table)
    assert all(counted.values())


@pytest.mark.parametrize(
    ("figures", "differ"),
    [
        ((("100", "over"), ("101", "exact")), False),
        ((("9500", "about"), ("9550", "exact")), False),
        ((("3000", "over"), ("2900", "exact")), True),
        ((("80", "under"), ("82", "exact")), True),
        ((("47", "exact"), ("39", "exact")), True),
    ],
)
def test_sources_differ_where_not_both_figures_can_be_true(dataset, figures, differ):
    key = dataset.key("gdp")
    rows = [
        observation(
            2024, value, id=word + value, key=key, qualifier=Qualifier(word), charted=(value, word) == figures[0]
        )
        for value, word in figures
    ]
    assert bool(catalogue.conflicts_of(replace(dataset, table=MetricTable(rows)))) is differ


def test_a_city_that_is_being_counted_is_in_nobody_elses_way(dataset, monkeypatch):
    """While one release is counted, what is known of another is answered."""
    standings.lines(dataset, Y(2025))
    begun, go_on = Event(), Event()
    assess = scoreboard.assessment_of
    monkeypatch.setattr(scoreboard, "assessment_of", lambda *about: begun.set() or (go_on.wait(60) and assess(*about)))
    with ThreadPoolExecutor(1) as counting:
        counting.submit(standings.prepare, replace(dataset))
        assert begun.wait(60)
        assert standings.lines(dataset, Y(2025))
        go_on.set()
