"""Two editors publish from one base: exactly one of them wins, and nothing of the other is to be seen."""

import multiprocessing
from contextlib import closing

import pytest

from indicators.problems import OutdatedError
from indicators.store import open_store
from tests.store.builders import CITY, published, values

ROUNDS = 50
SPAWN = multiprocessing.get_context("spawn")
NAMES = [f"n{index}" for index in range(20)]


def edit(url, folder, who, meeting, outcomes):
    """Publish once a round, at the same moment as the other editor, from the head that both have seen."""
    from tests.store.builders import changes, publication, stored

    with closing(open_store(url, folder, CITY)) as store:
        for turn in range(ROUNDS):
            asked = publication(
                store, *changes(stored(store, store.head()), dict.fromkeys(NAMES, f"{who}{turn}")), by=who
            )
            meeting.wait()
            try:
                outcomes.put((turn, who, store.publish(asked).number))
            except OutdatedError as refused:
                outcomes.put((turn, None, refused.head))
            meeting.wait()


@pytest.fixture
def outcomes(store, database_url, tmp_path):
    """Return what became of each round: (round, who or None, number of the release that won)."""
    published(store, dict.fromkeys(NAMES, 0))
    meeting, told = SPAWN.Barrier(2, timeout=60), SPAWN.Queue()
    editors = [
        SPAWN.Process(target=edit, args=(database_url, tmp_path / "state", who, meeting, told)) for who in ("甲", "乙")
    ]
    for editor in editors:
        editor.start()
    found = [told.get(timeout=60) for _ in range(2 * ROUNDS)]
    for editor in editors:
        editor.join()
    return found


def test_of_two_editors_one_wins_each_time_and_nothing_mixes(store, outcomes):
    won = {turn: who for turn, who, _ in outcomes if who}
    assert sorted(won) == list(range(ROUNDS))
    assert len([who for _, who, _ in outcomes if who is None]) == ROUNDS
    assert {number for turn, _, number in outcomes if turn == ROUNDS - 1} == {ROUNDS + 1}
    for turn, who in won.items():
        assert values(store, turn + 2) == dict.fromkeys(NAMES, f"{who}{turn}")
    told = [(record.number, record.by) for record in store.releases()[::-1][1:]]
    assert told == [(turn + 2, won[turn]) for turn in range(ROUNDS)]
    assert [line.subject for line in store.log()[::-1]] == [str(number) for number in range(1, ROUNDS + 2)]
    assert store.verify() == ()
