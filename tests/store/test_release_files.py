"""The file of a release: whatever happens to it or to the database, what is served is what was published."""

from __future__ import annotations

import os
import random
import signal
import stat
from contextlib import closing, suppress
from dataclasses import replace

import pytest

from indicators.dataset import Dataset
from indicators.desk import Desk
from indicators.problems import StoreError
from indicators.releases import file as release_file
from indicators.store import open_store
from indicators.store.snapshots import making
from indicators.store.tables import RELEASE_FILE, RELEASE_SUM
from indicators.table import MetricTable
from indicators.tables.rows import rows_of
from tests.builders import observation
from tests.shipped import PRODUCT
from tests.store.builders import CITY
from tests.workbook.books import figures, goal, key, small

FLIPS = 500
FLIPS_OF_THE_DATABASE = 120
SEED = 20261125


def said(dataset: Dataset):
    """Return all that readers can be told of a dataset."""
    rows = rows_of(dataset)
    return {table: list(of_table.items()) for table, of_table in rows.items()}, dataset.city, dataset.corrections


def first() -> Dataset:
    return small(*figures(), targets=(goal(),))


def second() -> Dataset:
    """Return the first state with a figure altered, one gone, one new, and a word that nobody has used before."""
    kept = [one for one in figures() if one.id not in {"b", "k"}]
    new = observation(2025, "1.25", id="new", key=key("place", "wujin", "nev"), note="换算")
    return small(*kept, observation(2024, "10814", id="b"), new, targets=(goal(),))


def filled(store):
    """Return a desk whose store has two releases."""
    desk = Desk(store)
    desk.found(first)
    desk.bring_in(second(), "李雷", "修订")
    return desk


@pytest.fixture
def desk(store):
    return filled(store)


def the_file(store, number=None):
    """Return the path of the file of a release."""
    with store.database.reading() as connection:
        total = making.logged_sum(connection, CITY, number or store.head())
    return store.snapshots.folder / f"{total.digest()}.arrow"


def test_a_release_is_read_back_as_it_was_published(desk, store):
    assert rows_of(desk.dataset(2))["observations"]["new"]["note"] == "换算"
    for number, wanted in ((1, first()), (2, second())):
        rows = {table: dict(of_table) for table, of_table in rows_of(Desk(store).dataset(number)).items()}
        assert rows == {table: dict(of_table) for table, of_table in rows_of(wanted).items()}
    assert [(one.old, one.new) for one in desk.dataset(1).corrections] == []
    assert sorted((str(one.old), str(one.new)) for one in desk.dataset(2).corrections) == [
        (PRODUCT, "10814"),
        ("126", "None"),
    ]


def test_nobody_else_may_read_the_file_and_nothing_is_left_beside_it(desk, store):
    assert stat.S_IMODE(the_file(store).stat().st_mode) == 0o600
    assert stat.S_IMODE(store.snapshots.folder.stat().st_mode) == 0o700
    assert sorted(store.snapshots.folder.iterdir()) == sorted({the_file(store, 1), the_file(store, 2)})


def test_the_file_made_of_the_one_before_is_that_made_of_all_rows(desk, store):
    path = the_file(store)
    of_the_one_before = path.read_bytes()
    for one in store.snapshots.folder.iterdir():
        one.unlink()
    Desk(store).dataset()
    assert path.read_bytes() == of_the_one_before


def test_no_flipped_byte_of_the_file_is_served(opened, new_database):
    store = opened(new_database("sqlite"))
    desk = filled(store)
    path = the_file(store)
    content, wanted, rng = path.read_bytes(), said(desk.dataset()), random.Random(SEED)  # noqa: S311 - no secret
    for _ in range(FLIPS):
        damaged = bytearray(content)
        damaged[rng.randrange(len(damaged))] ^= 1 << rng.randrange(8)
        path.write_bytes(damaged)
        snapshot, _ = store.snapshot(2)
        assert path.read_bytes() == content
        assert len(snapshot.figures) == len(desk.dataset().table)
    assert said(Desk(store).dataset()) == wanted


@pytest.mark.parametrize("content", [b"", b"ARROW1", bytes(4096)], ids=["empty", "short", "blank"])
def test_a_file_that_is_none_is_made_anew(desk, store, content):
    wanted = said(desk.dataset())
    the_file(store).write_bytes(content)
    assert said(Desk(store).dataset()) == wanted
    assert the_file(store).read_bytes() != content


def test_where_no_file_can_be_written_the_release_is_served_from_memory(desk, store, monkeypatch):
    wanted = said(desk.dataset())
    the_file(store).unlink()

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    assert said(Desk(store).dataset()) == wanted
    assert not the_file(store).exists()
    assert list(store.snapshots.folder.glob(".new-*")) == []


@pytest.mark.parametrize("where", ["write", "fsync", "replace"])
def test_a_maker_that_is_killed_leaves_no_half_of_a_file(desk, store, where):
    wanted, path = said(desk.dataset()), the_file(store)
    path.unlink()
    child = os.fork()
    if not child:
        target = {"write": (release_file._Hashed, "digest"), "fsync": (os, "fsync"), "replace": (os, "replace")}[where]
        setattr(*target, lambda *_: os.kill(os.getpid(), signal.SIGKILL))
        with suppress(BaseException):
            store.snapshot(2)
        os._exit(0)
    os.waitpid(child, 0)
    assert not path.exists() or where in {"write", "replace"}
    assert said(Desk(store).dataset()) == wanted
    assert path.exists()


def test_of_processes_that_want_one_file_one_makes_it_and_all_serve_it(desk, store, tmp_path, monkeypatch):
    wanted, makers, following = said(desk.dataset()), tmp_path / "makers", making.following

    def followed(*about):
        with makers.open("a", encoding="ascii") as file:
            file.write("1")
        return following(*about)

    monkeypatch.setattr(making, "following", followed)
    the_file(store).unlink()
    begin, go = os.pipe()
    children = []
    for _ in range(3):
        child = os.fork()
        if not child:
            os.read(begin, 1)
            os._exit(0 if said(Desk(store).dataset()) == wanted else 1)
        children.append(child)
    os.write(go, b"...")
    assert [os.waitpid(child, 0)[1] for child in children] == [0, 0, 0]
    assert makers.read_text(encoding="ascii") == "1"
    assert sorted(store.snapshots.folder.iterdir()) == sorted({the_file(store, 1), the_file(store, 2)})
    assert said(Desk(store).dataset()) == wanted


def test_another_process_serves_what_was_published_without_reading_all_rows(desk, store, monkeypatch):
    monkeypatch.setattr(making, "whole", None)
    other = Desk(store)
    assert other.dataset().city.release.number == 2
    changed = second()
    changed = replace(changed, table=MetricTable([*changed.table.observations, observation(2025, "9", id="late")]))
    desk.bring_in(changed, "李雷", "补报")
    assert other.dataset().table.by_id("late").value == 9


def test_rows_that_were_altered_in_the_database_are_not_served(desk, store):
    """The file is gone and a figure was altered past the triggers: the last release that is whole stands in."""
    the_file(store).unlink()
    tamper(store, "UPDATE kept_row SET cells = replace(cells, '10814', '10914') WHERE added_in = 2")
    fresh = Desk(store)
    assert fresh.dataset().city.release.number == 1
    assert "第 1 版" in fresh.shelf.notice().zh
    assert fresh.shelf.head() == 2
    with pytest.raises(StoreError, match=r"第 2 版在数据库中的内容与审计日志不符"):
        fresh.dataset(2)


def test_altered_rows_do_no_harm_while_the_file_is_there(desk, store):
    wanted = said(desk.dataset())
    tamper(store, "UPDATE kept_row SET cells = replace(cells, '10116.4', '99999.9') WHERE added_in = 1")
    fresh = Desk(store)
    assert said(fresh.dataset()) == wanted
    assert fresh.shelf.notice() is None


@pytest.mark.parametrize("column", ["name_zh", "reason", "at"])
def test_a_release_that_is_not_as_the_log_tells_is_not_served(desk, store, column):
    text = "2027-01-01T00:00:00.000000+00:00" if column == "at" else "改"
    tamper(store, f"UPDATE release SET {column} = '{text}' WHERE number = 2")  # noqa: S608 - of this test
    fresh = Desk(store)
    assert fresh.dataset().city.release.number == 1


def tamper(store, statement):
    """Change what never changes, as somebody who holds the database can."""
    with store.database.writing(CITY) as connection:
        if connection.dialect.name == "sqlite":
            for (name,) in connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'").all():
                connection.exec_driver_sql(f"DROP TRIGGER {name}")
        else:
            connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
        connection.exec_driver_sql(statement)


def test_releases_of_before_the_sums_are_summed_up_after_the_log_was_verified(store, monkeypatch):
    monkeypatch.setattr(making, "DIGEST", "not yet")
    desk = filled(store)
    wanted = said(desk.dataset())
    with store.database.writing(CITY) as connection:
        connection.execute(RELEASE_SUM.delete())
        connection.execute(RELEASE_FILE.delete())
    monkeypatch.setattr(making, "DIGEST", "digest")
    assert said(Desk(store).dataset()) == wanted
    tamper(store, "UPDATE kept_row SET cells = replace(cells, '3.62', '3.72') WHERE id = 'e'")
    with pytest.raises(StoreError):
        Desk(store).dataset(1)


def test_no_flipped_byte_of_the_database_is_served(opened, new_database, tmp_path):
    """With the file and without it: what is shown was published, whatever a single byte of the database says."""
    store = opened(new_database("sqlite"))
    desk = filled(store)
    published = [said(desk.dataset(number)) for number in (1, 2)]
    path, rng, served = tmp_path / "innovation.sqlite3", random.Random(SEED), 0  # noqa: S311 - no secret
    content = path.read_bytes()
    files = {one: one.read_bytes() for one in store.snapshots.folder.iterdir()}
    for turn in range(FLIPS_OF_THE_DATABASE):
        damaged = bytearray(content)
        damaged[rng.randrange(len(damaged))] ^= 1 << rng.randrange(8)
        path.write_bytes(damaged)
        for one, written in files.items():
            one.write_bytes(written)
            if turn % 2:
                one.unlink()
        with suppress(StoreError), closing(open_store(store_url(path), tmp_path / "state", CITY)) as fresh:
            assert said(Desk(fresh).dataset()) in published
            served += 1
    assert served > FLIPS_OF_THE_DATABASE // 2


def store_url(path):
    return f"sqlite:///{path}"


def test_a_file_of_other_columns_is_another_form_so_that_it_is_made_again_and_not_read():
    columns = {"city": ("id", "name")}
    assert release_file.form(columns) != release_file.form({"city": ("id", "name", "bulletin.issuer")})
