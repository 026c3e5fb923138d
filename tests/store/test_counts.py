"""What was counted over all goals is kept beside the release, and is never taken for what it is not."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from indicators.desk import Desk
from indicators.goals.methods import METHODS
from indicators.periods import Period
from indicators.store.snapshots import making
from indicators.views import counted, scoreboard, standings
from tests.builders import observation, target
from tests.workbook.books import figures, goal, key, small

ON = Period.of_year(2025)
FLIPS = 60


def first():
    return small(*figures(), targets=(goal(),))


@pytest.fixture
def desk(store):
    desk = Desk(store)
    desk.found(first)
    return desk


def files(store):
    return sorted(store.snapshots.folder.with_name("counts").glob("*.counts"))


def uncounted(monkeypatch):
    """Let a count fail from here on: what is answered then comes from a file."""

    def refuse(*_):
        raise AssertionError("counted again")

    monkeypatch.setattr(standings, "_counted", refuse)


def test_a_second_process_takes_the_counts_from_the_files_of_the_first(desk, store, monkeypatch):
    standings.prepare(desk.dataset())
    known = standings.lines(desk.dataset(), ON)
    uncounted(monkeypatch)
    other = Desk(store)
    assert standings.lines(other.dataset(), ON) == known


def test_each_year_has_a_count_of_its_own_that_holds_for_all_methods(desk, store):
    for year in (2025, 2024):
        for method in METHODS:
            standings.lines(desk.dataset(), Period.of_year(year), method=method)
    assert len(files(store)) == 2


def test_counts_of_a_release_are_not_those_of_the_next(desk, store):
    before = standings.lines(desk.dataset(), ON)
    small_again = [one for one in figures() if one.id != "b"]
    desk.bring_in(small(*small_again, observation(2024, "99999", id="b"), targets=(goal(),)), "李雷", "修订")
    standings.lines(desk.dataset(), ON)
    assert len(files(store)) == 2
    assert standings.lines(desk.dataset(1), ON) == before


def test_of_a_release_that_changed_figures_only_their_goals_are_counted_again_and_as_if_all_were(
    desk, store, monkeypatch
):
    elsewhere = target("at_least", "12000", 2025, key=key("gdp"), id="elsewhere")
    desk.bring_in(small(*figures(), targets=(goal(), elsewhere)), "李雷", "目标")
    standings.lines(desk.dataset(), ON)
    assessed = []
    assess = scoreboard.assessment_of
    monkeypatch.setattr(scoreboard, "assessment_of", lambda *about: assessed.append(about[1].id) or assess(*about))
    altered = [one for one in figures() if one.id != "b"]
    desk.bring_in(small(*altered, observation(2024, "99999", id="b"), targets=(goal(), elsewhere)), "李雷", "修订")
    assessed.clear()
    found = standings.lines(desk.dataset(), ON)
    assert set(assessed) == {elsewhere.id}
    assert found == standings.lines(replace(desk.dataset(), counts=None), ON)


def test_where_more_than_figures_changed_every_goal_is_counted_again(desk, store):
    standings.prepare(desk.dataset())
    desk.bring_in(small(*figures(), targets=(replace(goal(), amount=goal().amount * 2),)), "李雷", "目标")
    assert desk.dataset().counts.changed() is None
    assert standings.lines(desk.dataset(), ON) == standings.lines(replace(desk.dataset(), counts=None), ON)


def test_where_more_changed_than_is_looked_through_every_goal_is_counted_again(desk, store, monkeypatch):
    standings.prepare(desk.dataset())
    altered = [one for one in figures() if one.id != "b"]
    desk.bring_in(small(*altered, observation(2024, "99999", id="b"), targets=(goal(),)), "李雷", "修订")
    assert desk.dataset().counts.changed() == {key("gdp")}
    monkeypatch.setattr(making, "_MOST_LOOKED_THROUGH", 1)  # the row that ended and the one that began are two
    assert desk.dataset().counts.changed() is None


def test_a_count_by_other_rules_is_made_again(desk, store, monkeypatch):
    standings.lines(desk.dataset(), ON)
    monkeypatch.setattr(counted, "rules", lambda: "other")
    standings.lines(Desk(store).dataset(), ON)
    assert len(files(store)) == 2


def test_no_flipped_byte_of_a_count_is_served(desk, store):
    known = standings.lines(desk.dataset(), ON)
    (path,) = files(store)
    content = path.read_bytes()
    dice = random.Random(1)  # noqa: S311 - the same flips every time
    for _ in range(FLIPS):
        altered = bytearray(content)
        altered[dice.randrange(len(altered))] ^= 1 << dice.randrange(8)
        assert counted.Count.unpacked(bytes(altered), known.goals) is None
    path.write_bytes(content[: len(content) // 2])
    assert standings.lines(Desk(store).dataset(), ON) == known
    assert path.read_bytes() == content


def test_where_the_disk_refuses_the_count_is_made_all_the_same(desk, store):
    known = standings.lines(desk.dataset(), ON)
    folder = store.snapshots.folder.with_name("counts")
    for path in folder.iterdir():
        path.unlink()
    folder.rmdir()
    folder.write_text("no folder")
    assert standings.lines(Desk(store).dataset(), ON) == known
