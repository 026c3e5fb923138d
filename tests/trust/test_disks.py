"""A disk that is full, read-only or broken: readers read on, writers are told in one sentence, nothing is lost."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from indicators.problems import StoreError
from indicators.store import open_store
from indicators.store.files import Files

NAMESPACE = ("unshare", "--user", "--map-root-user", "--mount")
ALWAYS_FAILS = Path("/proc/self/mem")  # its first byte is never there: reading it is EIO


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    """Return what a dashboard answered on a disk of its own that ran full and then turned read-only."""
    disk, elsewhere = tmp_path_factory.mktemp("disk"), tmp_path_factory.mktemp("elsewhere")
    try:
        subprocess.run([*NAMESPACE, "mount", "-t", "tmpfs", "none", disk], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("this system lets nobody mount a disk of their own")
    words = [*NAMESPACE, sys.executable, "-m", "tests.trust.disks", disk, elsewhere]
    said = subprocess.run(words, check=True, stdout=subprocess.PIPE, text=True).stdout
    return json.loads(said.strip().rpartition("\n")[2])


@pytest.mark.parametrize(("state", "words"), [("full", "磁盘已满"), ("read_only", "目前只读")])
def test_readers_read_on_and_writers_are_told_why_they_cannot(found, state, words):
    """Every page is answered; sign-in and upload say in one sentence what is the matter with the disk."""
    answered = found[state]
    assert set(answered["read"].values()) == {200}
    for status, sentence in (answered["sign-in"], answered["upload"]):
        assert status == 503
        assert words in sentence


def test_with_room_on_the_disk_writers_write_again_and_a_read_only_state_can_be_opened_anew(found):
    """Nothing has to be started again; a start on a read-only state serves readers."""
    assert (found["recovered"], found["anew"]) == (200, 200)


def test_commands_that_only_read_work_on_a_read_only_state(found):
    """Releases, differences, the log and its verification, accounts, exports, templates and backups."""
    assert {name: words for name, (code, words) in found["read_only"]["commands"].items() if code} == {}


def test_a_disk_that_fails_is_told_for_the_database_and_for_kept_files(tmp_path):
    """EIO is a sentence about the disk, not a word of the system's."""
    files = Files(tmp_path / "files")
    digest = files.keep(b"original")
    path = next(path for path in tmp_path.rglob(digest))
    path.unlink()
    path.symlink_to(ALWAYS_FAILS)
    with pytest.raises(StoreError, match="磁盘读写出错"):
        files.read(digest)
    with pytest.raises(StoreError, match="磁盘读写出错"):
        open_store(f"sqlite:///{ALWAYS_FAILS}", tmp_path, "changzhou")
