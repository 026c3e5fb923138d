"""Goals as columns answer what goals one by one would answer, and build only those that are asked for."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from indicators.goals.methods import METHODS, Verdict
from indicators.goals.progress import is_set
from indicators.model import Key
from indicators.periods import Period
from indicators.tables.rows import dataset_of, rows_of
from indicators.tables.snapshot import Snapshot
from indicators.target_table import TargetTable
from indicators.views import scoreboard, standings

COLUMNS = ("plan", "indicator", "region", "industry", "due", "comparator", "amount", "set_in", "part_of", "source")
YEARS = [Period.of_year(year) for year in (2015, 2021, 2025)]


@pytest.fixture(scope="module", params=["of values", "of texts"])
def city(request, dataset):
    """Return the city that is shipped, its goals given as values or as the texts of a release's file."""
    if request.param == "of values":
        return dataset
    return dataset_of(Snapshot.of_rows(rows_of(dataset)), dataset.city.release)


def test_the_goals_are_the_same_in_either_form(city, dataset):
    assert tuple(city.goals) == dataset.targets == city.goals[:]
    assert [city.goals[row] for row in (0, 5, -1)] == [dataset.targets[row] for row in (0, 5, -1)]


@pytest.mark.parametrize("name", COLUMNS)
def test_what_a_column_says_finds_the_goals_that_say_it(city, dataset, name):
    for word in city.goals.words(name):
        assert city.goals.where(**{name: word}) == tuple(one for one in dataset.targets if said(one, name) == word)
    assert city.goals.where(**{name: "nobody says this"}) == ()


def said(goal, name):
    whole = goal.key if name in Key.__dataclass_fields__ else goal.citation if name == "source" else goal
    return getattr(whole, name)


def test_a_goal_is_found_by_its_id_and_its_series_by_its_key(city, dataset):
    for goal in dataset.targets:
        assert city.goals.by_id(goal.id) == city.target(goal.id) == goal
        assert city.targets_of(goal.key) == tuple(one for one in dataset.targets if one.key == goal.key)
        assert city.parts_of(goal) == tuple(one for one in dataset.targets if one.part_of == goal.id)
    assert city.goals.by_id("no such goal") is None
    assert city.targets_of(Key("gdp", "nowhere", "all")) == ()


def leads(dataset):
    """Return by the id of each goal the id of the one that leads it, found one by one."""

    def when(goal):
        plan = dataset.plan_of(goal)
        known = goal.set_in or plan.set_in or plan.first
        return known.last if known else 0

    first = {}
    for goal in sorted(dataset.targets, key=when):
        first.setdefault(identity(goal), goal.id)
    return {goal.id: first[identity(goal)] for goal in dataset.targets}


def identity(goal):
    if goal.amount is None or goal.due is None:
        return goal.id
    return goal.key, goal.due, goal.comparator, goal.amount, goal.amount_to


def test_of_goals_that_are_one_the_first_set_leads(city, dataset):
    known = leads(dataset)
    assert {goal.id: city.lead(goal).id for goal in dataset.targets} == known
    for goal in dataset.targets:
        twins = [one.id for one in dataset.targets if known[one.id] == known[goal.id] and one.id != goal.id]
        assert [one.id for one in city.twins(goal)] == twins


@pytest.mark.parametrize("name", ["amount", "due", "part_of", "set_in"])
def test_a_column_says_something_of_a_goal_that_has_it(city, dataset, name):
    assert city.goals.says(name).tolist() == [getattr(goal, name) is not None for goal in dataset.targets]


def test_an_amount_leads_the_same_amount_printed_with_another_number_of_digits(dataset):
    goal = next(one for one in dataset.targets if one.amount is not None and one.due is not None)
    again = replace(goal, id="again", amount=goal.amount + Decimal("0.00"), set_in=Period.of_year(2030))
    city = replace(dataset, targets=(goal, again))
    assert city.lead(again) == goal
    assert dataset_of(rows_of(city), city.city.release).lead(again) == goal


@pytest.mark.parametrize("on", YEARS)
@pytest.mark.parametrize("plan", [None, "14fyp"])
@pytest.mark.parametrize("region", [None, "changzhou", "jintan"])
def test_the_goals_of_a_page_are_those_that_were_set_by_then_each_told_once(city, dataset, on, plan, region):
    known = leads(dataset)
    wanted = [
        known[one.id]
        for one in dataset.targets
        if is_set(one, dataset.plan_of(one), on)
        and (plan is None or dataset.plan_of(one).id == plan)
        and (region is None or one.key.region == region)
    ]
    assert [one.id for one in scoreboard.goals(city, on, plan, region)] == list(dict.fromkeys(wanted))


@pytest.mark.parametrize("method", METHODS)
def test_lines_are_counted_and_sorted_as_the_goals_themselves(city, method):
    lines = standings.lines(city, YEARS[-1], method=method)
    judged = scoreboard.scoreboard(city, YEARS[-1], method=method)
    ids = [one.target.id for one in judged]
    assert lines.ids == ids
    assert scoreboard.counts(lines) == scoreboard.counts(judged)
    for chosen in (scoreboard.attention, lambda every: scoreboard.important(every, 7)):
        assert [one.target.id for one in chosen(lines)] == [one.target.id for one in chosen(judged)]
    keys = [city.key(name) for name in city.city.headline]
    found = scoreboard.of_series(lines, keys), scoreboard.of_series(judged, keys)
    assert [one.target.id for one in found[0]] == [one.target.id for one in found[1]]
    assert lines.keys == tuple(dict.fromkeys(one.target.key for one in judged))
    assert lines.words("indicator") == {one.target.key.indicator for one in judged}
    by_lag = sorted((one for one in judged if one.lag is not None), key=lambda one: float(one.lag))
    assert lines.by_lag().ids == [one.target.id for one in by_lag]


def test_counting_sorting_and_searching_builds_no_goal(dataset):
    held = Form(dataset.goals)
    city = replace(dataset, targets=TargetTable(held))
    lines = standings.lines(city, YEARS[-1])  # each goal is assessed once, ahead of all readers
    held.built = 0
    city = replace(city, targets=TargetTable(held))
    lines = type(lines)(city.goals, lines.counts, "pace", lines.rows)
    assert scoreboard.counts(lines)
    assert lines.urgent().of_source()
    assert lines.cited()
    assert scoreboard.goal_rows(city, YEARS[-1], "14fyp", region="changzhou").size
    assert held.built == 0
    assert lines.urgent()[0].verdict is Verdict.MISSED
    assert held.built == 1


class Form:
    """Goals that count how many of them are built."""

    def __init__(self, goals):
        self._goals, self.built = goals, 0
        self.ids = goals._form.ids

    def coded(self, name, rows=None):
        """Return a column as the goals have it."""
        codes = self._goals.codes(name)
        return codes if rows is None else codes[rows], self._goals.words(name)

    def says(self, name):
        """Return of which goals a column says anything."""
        return self._goals.says(name)

    def at(self, rows):
        """Return goals, and count them."""
        self.built += len(rows)
        return [self._goals[row] for row in rows]


def test_a_city_without_goals_has_none_and_asks_for_none(dataset):
    for city in (replace(dataset, targets=()), dataset_of(rows_of(replace(dataset, targets=())), dataset.city.release)):
        lines = standings.lines(city, YEARS[-1], "14fyp", region="changzhou")
        assert (len(city.goals), len(lines), lines.keys, lines.ids) == (0, 0, (), [])
        assert set(scoreboard.counts(lines).values()) == {0}
        assert not lines.urgent()
        assert not lines.by_lag()
        assert not standings.turned(city, lines, YEARS[-1])
        assert city.goals.by_id("G001") is None
