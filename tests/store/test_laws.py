"""Whatever is published in whatever order, each release says what a plain model of it says."""

import tempfile
from contextlib import closing
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indicators.releases.changes import Change
from indicators.releases.release import Origin
from indicators.store import open_store
from tests.store.builders import CITY, EMPTY, GONE, after, figure, publication, said_in, stored

SMALL = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
TABLES = st.sampled_from(["observations", "regions", "sources"])
NAMES = st.sampled_from(["a", "b", "c", "d", "B", "é", "中"])
NUMBERS = st.sampled_from([GONE, "", "1", "2", "3.50", "'; DROP TABLE release; --", "“引号”\n\t\\\u0000"])
EDITS = st.lists(st.dictionaries(st.tuples(TABLES, NAMES), NUMBERS, max_size=6), max_size=6)


def row_of(table, name, value):
    """Return a row of a table that says a value, in one of its own columns."""
    return (
        figure(name, value) if table == "observations" else {"id": name, {"regions": "name"}.get(table, "title"): value}
    )


def fitting(edits, rows):
    """Return the edits as changes of these rows; taking back what is not there is none."""
    for (table, name), value in edits.items():
        old = rows[table].get(name)
        if old is not None or value is not GONE:
            yield Change(table, name, old, None if value is GONE else row_of(table, name, value))


def ordered(rows):
    """Return the rows so that their order counts, with a blank for each column of its table that a row leaves out."""
    return {table: [(name, said_in(table, row)) for name, row in rows[table].items()] for table in rows}


def number(row):
    """Return the value of a row that may not be there, or may hold no number."""
    text = row["value"] if row else ""
    return Decimal(text) if text.replace(".", "").isdigit() else None


def corrected(history):
    """Return what a plain model says was corrected: (release, old, new), latest first, then in their order."""
    found = []
    for count, (before, now) in enumerate(pairwise(history), start=2):
        pairs = [
            (name, number(row), number(now["observations"].get(name))) for name, row in before["observations"].items()
        ]
        found.append([(count, old, new) for name, old, new in pairs if old != new])
    return [one for of_release in reversed(found) for one in of_release]


@given(EDITS)
@SMALL
def test_every_release_is_read_back_as_a_plain_model_has_it(new_database, sequence):
    with tempfile.TemporaryDirectory() as name:
        hold_against_the_model(f"sqlite:///{name}/innovation.sqlite3", Path(name), sequence)


@given(EDITS)
@settings(SMALL, max_examples=10)
def test_every_release_is_read_back_on_postgresql_too(new_database, sequence):
    with tempfile.TemporaryDirectory() as name:
        hold_against_the_model(new_database("postgresql"), Path(name), sequence)


def hold_against_the_model(url, folder, sequence):
    """Publish the edits one after the other, and compare every release with its model at the end."""
    history = [EMPTY]
    with closing(open_store(url, folder, CITY)) as store:
        for edits in sequence:
            changes = tuple(fitting(edits, history[-1]))
            store.publish(publication(store, *changes, origin=Origin.FOLDER))
            history.append(after(history[-1], changes))
        for count, rows in enumerate(history[1:], start=1):
            assert ordered(store.rows(count)) == ordered(stored(store, count)) == ordered(rows)
            told = [(one.release.number, one.old, one.new) for one in store.corrections(count)]
            assert told == corrected(history[1 : count + 1])
        assert store.verify() == ()
