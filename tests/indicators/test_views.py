"""Answers that pages ask for: comparisons are of like with like, and nothing is counted twice."""

from indicators.goals.methods import Verdict
from indicators.periods import Period
from indicators.views import catalogue, coverage, industries, regions, scoreboard

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
    held = scoreboard.scoreboard(dataset, Y(2025))
    assert sum(scoreboard.counts(held).values()) == len(dataset.targets)


def test_attention_lists_the_worst_first_and_nothing_that_is_on_pace(dataset):
    listed = scoreboard.attention(scoreboard.scoreboard(dataset, Y(2025)))
    assert listed[0].verdict is Verdict.MISSED
    assert not {one.verdict for one in listed} & {Verdict.ACHIEVED, Verdict.ON_PACE, Verdict.NO_DATA}


def test_changes_are_goals_whose_verdict_differs_from_the_year_before(dataset):
    held = scoreboard.scoreboard(dataset, Y(2025), "14fyp")
    for flip in scoreboard.changed(dataset, held, Y(2025)):
        assert flip.now.verdict is not flip.before.verdict
        assert flip.before.standing.on == Y(2024)


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
