"""A process that is killed in the middle of publishing leaves the old release or the new one, whole, and no work."""

import json
import subprocess
import sys

import pytest


@pytest.mark.parametrize(("kind", "rounds"), [("sqlite", 200), ("postgresql", 20)])
def test_a_publish_that_is_killed_leaves_one_whole_release_and_a_sound_log(root, new_database, tmp_path, kind, rounds):
    command = [sys.executable, "-m", "tests.store.killing", new_database(kind), tmp_path / "state", str(rounds)]
    run = subprocess.run(command, cwd=root, check=False, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    told = json.loads(run.stdout)
    assert (told["rounds"], told["faults"]) == (rounds, [])
    assert told["cut"] or kind != "sqlite", "no kill came in the middle of a transaction"
