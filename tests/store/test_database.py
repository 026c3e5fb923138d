"""Opening: tables are made once, files and threads are safe, and what cannot be opened says so in a sentence."""

import errno
import multiprocessing
import os
import stat
import traceback
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from unittest.mock import Mock

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from indicators.accounts import Account, Credentials, Role
from indicators.problems import StoreError
from indicators.store import open_store, verifying
from indicators.store.backups import backup as backups
from indicators.store.snapshots import making
from indicators.store.tables import METADATA
from tests.postgres import free_port
from tests.store.builders import CITY, entry, published, values

SPAWN = multiprocessing.get_context("spawn")


def open_and_close(url, folder, barrier):
    """Open a store at the same moment as another process does."""
    barrier.wait()
    with closing(open_store(url, folder, CITY)) as store:
        assert store.head() is None


def test_the_migrations_make_the_tables_that_the_code_knows(store):
    with store.database.reading() as connection:
        assert compare_metadata(MigrationContext.configure(connection), METADATA) == []


def test_opening_again_keeps_everything(opened, database_url):
    published(opened(database_url), {"a": 1})
    assert values(opened(database_url)) == {"a": "1"}


def test_two_processes_may_open_a_new_database_at_once(database_url, tmp_path):
    barrier = SPAWN.Barrier(2)
    both = [SPAWN.Process(target=open_and_close, args=(database_url, tmp_path / "s", barrier)) for _ in range(2)]
    for process in both:
        process.start()
    for process in both:
        process.join()
    assert [process.exitcode for process in both] == [0, 0]


def test_two_threads_may_open_two_new_databases_at_once(new_database, opened):
    urls = [new_database("sqlite", name) for name in "abcd"]
    with ThreadPoolExecutor(4) as pool:
        assert [store.head() for store in pool.map(opened, urls)] == [None] * 4


def test_a_database_of_a_newer_program_is_refused(opened, database_url):
    with opened(database_url).database.writing("x") as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreError, match=r"更新的程序"):
        opened(database_url)


def test_threads_share_a_store(store):
    published(store, {"a": 1})
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lambda _: values(store), range(64))) == [{"a": "1"}] * 64


def test_a_forked_process_and_its_parent_share_a_store(store):
    published(store, {"a": 1})
    child = os.fork()
    if not child:
        published(store, {"b": 2})
        os._exit(0 if values(store) == {"a": "1", "b": "2"} else 1)
    _, status = os.waitpid(child, 0)
    assert status == 0
    assert values(store) == {"a": "1", "b": "2"}
    published(store, {"c": 3})
    assert store.verify() == ()


def test_sqlite_keeps_a_rollback_journal_and_waits_for_the_disk(opened, new_database, tmp_path):
    store = opened(new_database("sqlite"))
    wanted = {"journal_mode": "delete", "synchronous": 3, "foreign_keys": 1, "busy_timeout": 60_000}
    for transaction in (store.database.reading(), store.database.writing("x")):
        with transaction as connection:
            found = {name: connection.execute(text(f"PRAGMA {name}")).scalar() for name in wanted}
        assert found == wanted
    modes = {stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "state", tmp_path / "innovation.sqlite3")}
    assert modes == {0o700, 0o600}


def test_an_sqlite_write_takes_the_lock_before_it_reads(opened, new_database):
    url = new_database("sqlite")
    one, other = opened(url), opened(url)
    with one.database.writing("x"), other.database._engine.connect() as connection:
        connection.connection.dbapi_connection.execute("PRAGMA busy_timeout = 0")
        with pytest.raises(Exception, match="database is locked"):
            connection.execution_options(begin="BEGIN IMMEDIATE").begin()


def test_a_failed_write_leaves_nothing(store):
    class OurError(Exception):
        """Something goes wrong in the middle."""

    def fail():
        with store.database.writing(CITY) as connection:
            connection.execute(text("INSERT INTO log_head VALUES ('x', 1, '')"))
            raise OurError

    with pytest.raises(OurError):
        fail()
    with store.database.reading() as connection:
        assert connection.execute(text("SELECT * FROM log_head")).all() == []


def test_a_damaged_file_is_told_in_a_sentence(opened, new_database, tmp_path):
    (tmp_path / "innovation.sqlite3").write_bytes(b"not a database " * 100)
    with pytest.raises(StoreError, match=r"innovation\.sqlite3 无法使用.*备份恢复"):
        opened(new_database("sqlite"))


def test_a_file_that_cannot_be_made_is_told_in_a_sentence(opened, tmp_path):
    with pytest.raises(StoreError, match=r"无法使用"):
        opened(f"sqlite:///{tmp_path}/nowhere/innovation.sqlite3")


@pytest.mark.parametrize("url", ["postgresql://li:hunter%3A2@{host}/x", "postgresql://{host}/x?password=hunter%3A2"])
def test_a_server_that_cannot_be_reached_is_told_without_its_password(opened, url):
    with pytest.raises(StoreError, match=r"127\.0\.0\.1:\d+/x 无法使用") as refused:
        opened(url.format(host=f"127.0.0.1:{free_port()}"))
    told = "".join(traceback.format_exception(refused.value)) + str(refused.value.text.en)
    assert "hunter" not in told


@pytest.mark.parametrize("url", ["", "mysql://li:hunter2@host/x", "sqlite://", "sqlite:///:memory:", "a b"])
def test_an_address_that_is_none_is_told_without_its_password(opened, url):
    with pytest.raises(StoreError, match=r"数据库地址无法使用") as refused:
        opened(url)
    assert "hunter2" not in "".join(traceback.format_exception(refused.value))


def test_accounts_of_a_database_of_before_display_names_still_are_as_its_log_tells(opened, database_url):
    store = opened(database_url)
    store.save(Credentials(Account("李雷", frozenset({Role.REPORTER})), "h"), entry("account.added"))
    with store.database.writing("x") as connection:
        connection.execute(text("ALTER TABLE account DROP COLUMN display"))
        connection.execute(text("DROP TABLE report"))  # which came after
        connection.execute(text("UPDATE alembic_version SET version_num = '0005'"))
    store = opened(database_url)
    assert (store.credentials("李雷").account.display, store.verify()) == ("", ())
    store.save(Credentials(Account("李雷", frozenset({Role.REPORTER}), stamp=2, display="雷雷"), "h"), entry(), 1)
    assert store.verify() == ()
    with store.database.writing("x") as connection:
        connection.execute(text("UPDATE account SET display = '别人'"))
    assert [str(fault) for fault in store.verify()] == ["帐号 李雷 与审计日志所记不符，被改动过"]


EVERYTHING_IS_READ_BY = {
    verifying: ("everything", lambda store, _: store.verify()),
    backups: ("_named", lambda store, folder: backups.backup(store, folder / "all.zip")),
    making: ("whole", lambda store, _: store.snapshots.open(1)),
}


@pytest.mark.parametrize("where", EVERYTHING_IS_READ_BY)
def test_who_publishes_does_not_wait_for_who_reads_everything(store, opened, tmp_path, monkeypatch, where):
    name, read = EVERYTHING_IS_READ_BY[where]
    published(store, {"a": 1})
    original = getattr(where, name)

    def publish_meanwhile(connection, *rest):
        connection.execute(text("SELECT max(number) FROM release"))  # from here on the database is being read
        published(store, {"a": 2})
        with pytest.MonkeyPatch.context() as once:
            once.setattr(where, name, original)
            return original(connection, *rest)

    monkeypatch.setattr(where, name, publish_meanwhile)
    read(store, tmp_path)
    assert values(store) == {"a": "2"}


def test_what_is_read_at_length_is_one_state_and_leaves_nothing_behind(store, tmp_path):
    published(store, {"a": 1})
    with store.database.reading_at_length() as connection:
        latest = text("SELECT max(number) FROM release")
        before = connection.execute(latest).scalar()  # PostgreSQL takes its state at the first question
        published(store, {"a": 2})
        assert (before, connection.execute(latest).scalar()) == (1, 1)
    assert not list(tmp_path.rglob(".copy-*"))


def test_a_database_that_cannot_be_copied_is_read_where_it_is(opened, new_database, monkeypatch):
    store = opened(new_database("sqlite"))
    published(store, {"a": 1})
    monkeypatch.setattr("tempfile.mkdtemp", Mock(side_effect=OSError(errno.ENOSPC, "full")))
    assert store.verify() == ()


def test_the_copy_of_a_process_that_was_killed_is_removed_after_an_hour(opened, new_database):
    store = opened(new_database("sqlite"))
    published(store, {"a": 1})
    left, lately = (Path(store.database.where).with_name(f".copy-{name}") for name in ("old", "new"))
    for folder in (left, lately):
        folder.mkdir()
    os.utime(left, (0, 0))
    assert store.verify() == ()
    assert (left.exists(), lately.exists()) == (False, True)
