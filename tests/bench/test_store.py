"""How long a publish of ten changed figures takes, with ten thousand rows stored and with a million: `make bench`.

Prints, judges nothing.
"""

import statistics
import time
from contextlib import closing

import pytest
from sqlalchemy import text

from indicators.store import open_store
from tests import postgres
from tests.store.builders import CITY, changes, figure, publication, published

FEW, MANY = 10_000, 1_000_000
CHANGED = 10
PUBLISHES = 41
COLUMNS = "city, table_name, id, position, cells, added_in"
FILLED = {
    "sqlite": "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < {last}) "
    "INSERT INTO kept_row ({columns}) SELECT :city, 'observations', 'n' || i, i + 1, :cells, 1 FROM n",
    "postgresql": "INSERT INTO kept_row ({columns}) "
    "SELECT :city, 'observations', 'n' || i, i + 1, :cells, 1 FROM generate_series(0, {last}) AS n(i)",
}


def fill(store, kind, stored):
    """Store so many rows as part of the first release, all in one statement; the log knows nothing of them."""
    from indicators.store.texts import packed

    published(store, {})
    statement = FILLED[kind].format(last=stored - 1, columns=COLUMNS)
    with store.database.writing(CITY) as connection:
        connection.execute(text(statement), {"city": CITY, "cells": packed(figure("n", 0, quote="原文" * 30))})


def seconds_of_publishes(store, stored):
    """Publish ten changed figures, again and again, each time others; return how long each took."""
    taken = []
    for turn in range(PUBLISHES):
        names = [f"n{(turn * 7919 + index * 104_729) % stored}" for index in range(CHANGED)]
        old = {name: figure("n", 0, quote="原文" * 30) for name in names}
        asked = publication(store, *changes({"observations": old}, dict.fromkeys(names, turn + 1)))
        start = time.perf_counter()
        store.publish(asked)
        taken.append(time.perf_counter() - start)
    return taken[1:]


def told(kind, stored, taken):
    median, worst = (1000 * of(taken) for of in (statistics.median, max))
    print(f"{kind:<12}{stored:>10,} rows   median {median:8.2f} ms   slowest {worst:8.2f} ms")
    return median


@pytest.fixture(scope="module")
def postgresql():
    """Return the address of a server that waits for the disk, as one in use does."""
    with postgres.running(durable=True) as address:
        yield address


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_publishing_ten_changed_figures(new_database, tmp_path, kind):
    medians = {}
    print()
    for stored in (FEW, MANY):
        folder = tmp_path / str(stored)
        with closing(open_store(new_database(kind, str(stored)), folder, CITY)) as store:
            fill(store, kind, stored)
            medians[stored] = told(kind, stored, seconds_of_publishes(store, stored))
    print(f"{kind:<12}{MANY:,} against {FEW:,}: {medians[MANY] / medians[FEW]:.2f} times")
