"""A damaged file of SQLite: what it reads is what was written, or it is told."""

import random
from contextlib import closing, suppress

import pytest

from indicators.problems import StoreError
from indicators.store.database import Database
from indicators.store.files import Files
from indicators.store.store import SqlStore
from tests.store.builders import CITY, GONE, published

FLIPS = 300
SEED = 20261124


def readable(store):
    """Return all that is read of releases and of the log."""
    numbers = [one.number for one in store.releases()]
    return store.releases(), [ordered(store.rows(number)) for number in numbers], store.log()


def ordered(rows):
    return [list(of_table.items()) for of_table in rows.values()]


@pytest.fixture
def sound(opened, new_database, tmp_path):
    """Return the path of a sound file with two releases in it, and what is read of it."""
    store = opened(new_database("sqlite"))
    published(store, {f"n{index}": index for index in range(60)})
    published(store, {"n1": "x", "n2": GONE, "new": 1})
    return tmp_path / "innovation.sqlite3", readable(store)


def test_a_flipped_bit_changes_nothing_that_is_read_or_is_told(sound, tmp_path):
    path, written = sound
    content, rng, told = path.read_bytes(), random.Random(SEED), []  # noqa: S311 - nothing is secret here
    for _ in range(FLIPS):
        damaged = bytearray(content)
        damaged[rng.randrange(len(damaged))] ^= 1 << rng.randrange(8)
        path.write_bytes(damaged)
        if not same_as(path, tmp_path, written):
            told.append(faults_of(path, tmp_path))
    assert told.count(True) == len(told) > 0


def damaged_store(path, folder):
    return closing(SqlStore(Database(f"sqlite:///{path}"), Files(folder / "files"), folder / "releases", CITY))


def same_as(path, folder, written):
    """Whether everything is read as it was written."""
    with suppress(StoreError), damaged_store(path, folder) as store:
        return readable(store) == written
    return False


def faults_of(path, folder):
    """Whether verifying tells that something is wrong, or cannot be done."""
    try:
        with damaged_store(path, folder) as store:
            return bool(store.verify())
    except StoreError:
        return True


def test_what_was_flipped_in_the_cells_is_told_by_its_release(sound, tmp_path):
    path, _ = sound
    content = path.read_bytes()
    path.write_bytes(content.replace(b'"value":"59"', b'"value":"95"'))
    with damaged_store(path, tmp_path) as store:
        (told,) = store.verify()
    assert "第 1 版写入的数据" in told.zh
