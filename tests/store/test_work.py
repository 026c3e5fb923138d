"""A publish writes what changed, not what is stored: counted by the database itself."""

import re

import pytest
from sqlalchemy import text

from indicators.tables.settings import CITY
from tests.store.builders import published

CHANGED = 10
BESIDE = 5  # the release, its line in the log, and the log's head


def written(store, publish):
    """Return how many rows a publish wrote and how many it read by scanning whole tables, where that is known."""
    if store.database.is_sqlite:
        return counted_by_sqlite(store, publish)
    before = counted_by_postgresql(store)
    publish()
    return {name: number - before[name] for name, number in counted_by_postgresql(store).items()}


def counted_by_sqlite(store, publish):
    """SQLite counts the rows that a connection writes; the connection of the publish is the only one that writes."""
    from sqlalchemy import event

    counts = []

    def count(connection):
        counts.append(connection.connection.dbapi_connection.total_changes)

    event.listen(store.database._engine, "commit", count)
    publish()
    event.remove(store.database._engine, "commit", count)
    return {"written": max(counts), "scanned": 0}


def counted_by_postgresql(store):
    """PostgreSQL counts what is written to each table, and what is read of it from end to end."""
    counts = "sum(n_tup_ins + n_tup_upd + n_tup_del) AS written, sum(seq_tup_read) AS scanned"
    with store.database.writing("the counts") as connection:
        connection.execute(text("SELECT pg_stat_force_next_flush()"))
    store.close()  # a connection hands in its counts at the latest when it ends
    query = text(f"SELECT {counts} FROM pg_stat_user_tables WHERE relname <> 'release'")  # noqa: S608
    for _ in range(2):
        with store.database.writing("the counts") as connection:
            connection.execute(text("SELECT pg_stat_clear_snapshot()"))
            found = connection.execute(query).one()
    return {"written": int(found.written), "scanned": int(found.scanned)}


@pytest.mark.parametrize("stored", [200, 20_000])
def test_ten_changed_figures_write_about_ten_rows_however_many_are_stored(store, stored):
    published(store, {f"n{index}": index for index in range(stored)})
    if not store.database.is_sqlite:
        with store.database.writing("the statistics") as connection:
            connection.execute(text("ANALYZE"))
    before = store.rows(1)["observations"]
    asked = changed(store, before)
    found = written(store, lambda: store.publish(asked))
    assert 2 * CHANGED <= found["written"] <= 2 * CHANGED + BESIDE
    assert found["scanned"] <= CHANGED * BESIDE or stored == 200
    assert store.head() == 2


def changed(store, before):
    from tests.store.builders import changes, publication

    return publication(store, *changes({"observations": before}, {f"n{index}": "x" for index in range(CHANGED)}))


@pytest.mark.parametrize("words", ["SCAN kept_row", "SCAN release", "SCAN log_line"])
def test_no_statement_of_a_publish_scans_a_table(opened, new_database, words):
    from sqlalchemy import event

    store, plans = opened(new_database("sqlite")), []
    published(store, {f"n{index}": index for index in range(50)})
    asked = changed(store, store.rows(1)["observations"])

    def explain(connection, cursor, statement, parameters, context, executemany):
        if statement.split()[0] in {"SELECT", "UPDATE", "DELETE"}:
            given = parameters[0] if executemany else parameters
            plans.extend(row[3] for row in cursor.connection.execute(f"EXPLAIN QUERY PLAN {statement}", given))

    event.listen(store.database._engine, "before_cursor_execute", explain)
    store.publish(asked)
    event.remove(store.database._engine, "before_cursor_execute", explain)
    assert any("SEARCH kept_row" in plan for plan in plans)
    assert [plan for plan in plans if plan.startswith(words)] == []


def plans_of(store, act):
    """Return how SQLite finds the rows of each question about kept rows that an act asks, and what it is asked with."""
    from sqlalchemy import event

    asked = []

    def note(connection, cursor, statement, parameters, *_):
        if statement.startswith("SELECT") and "kept_row" in statement:
            asked.append((statement, parameters))

    event.listen(store.database._engine, "before_cursor_execute", note)
    act()
    event.remove(store.database._engine, "before_cursor_execute", note)
    with store.database.reading() as connection:
        explained = [
            (connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {one}", given).all(), given) for one, given in asked
        ]
    return [(row[3], given) for plan, given in explained for row in plan if "kept_row" in row[3]]


def test_what_a_release_changed_is_found_without_reading_what_is_stored(opened, new_database):
    store = opened(new_database("sqlite"))
    published(store, {"a": 1, "b": 2})
    store.snapshots.open(1)
    published(store, {"a": 3, "b": 2})
    plans = plans_of(store, lambda: (store.snapshots.open(2), store.snapshots.counts(2).changed()))
    assert plans
    own = (store.city, CITY.name, store.city)  # what a city says of itself is a row of its own table
    assert ("SEARCH kept_row USING INDEX kept_row_position (city=? AND table_name=?)", own) in plans
    assert [plan for plan, given in plans if given != own and not re.search("added_in=|removed_in[=<>]", plan)] == []
