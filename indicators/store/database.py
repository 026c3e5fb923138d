"""One database, SQLite or PostgreSQL: how it is opened, how a transaction begins, and how its failures are told."""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
import tempfile
import time
import weakref
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, NullPool, create_engine, event, func, make_url, select
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from indicators.model import Text
from indicators.problems import StoreError
from indicators.store.files import disk_trouble
from indicators.store.texts import refusal

SECONDS_TO_WAIT = 60
SECONDS_TO_CONNECT = 10
_COPY, _LONGEST_READING_SECONDS = ".copy-", 3600
_POSTGRESQL = {"postgresql", "postgres", "postgresql+psycopg"}
_SQLITE = {"sqlite", "sqlite+pysqlite"}
_FAILED = Text(
    "数据库 {where} 无法使用（{reason}）；请检查该数据库是否存在、可写且未损坏，必要时以备份恢复",
    "The database {where} cannot be used ({reason}); see that it is there, writable and sound, else restore a backup",
)
_DAMAGED = Text(
    "数据库 {where} 中有内容已损坏，无法读取（{reason}）；请以备份恢复",
    "The database {where} holds something damaged that cannot be read ({reason}); restore a backup",
)
_NO_TEXT = Text(
    "有文字含有数据库 {where} 无法保存的字符；请改正该文字后重试",
    "A text holds a character that the database {where} cannot keep; correct the text and try again",
)
_UNKNOWN = Text(
    "数据库地址无法使用；请写作 sqlite:///文件路径 或 postgresql://用户@主机/库名",
    "The database address cannot be used; write sqlite:///path or postgresql://user@host/name",
)


class Database:
    """A database that several threads may use, and processes that were forked too."""

    def __init__(self, address: str) -> None:
        """Prepare the database of an address; nothing is connected yet. Raises StoreError for an unknown kind."""
        url = _url(address)
        self.is_sqlite = url.drivername in _SQLITE
        self.where = _where(url)
        self._secret = url.password or ""
        self._engine = _sqlite(url) if self.is_sqlite else _postgresql(url)

    def close(self) -> None:
        """Close every connection that waits in the pool."""
        self._engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection that sees one state of everything until it is given back. Raises StoreError."""
        options: dict[str, Any] = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
        with self._failing_in_words(), self._engine.connect() as connection:
            connection.execution_options(**({} if self.is_sqlite else options))
            try:
                with connection.begin():
                    yield connection
            except (ValueError, TypeError, KeyError) as error:
                raise refusal(_DAMAGED, where=self.where, reason=type(error).__name__) from error

    @contextmanager
    def reading_at_length(self) -> Iterator[Connection]:
        """Give the same for what takes long: who reads SQLite holds up who writes, so it is read in a copy there.

        Where no copy can be made, on a full disk say, the database itself is read. Raises StoreError.
        """
        with ExitStack() as until_read:
            source = until_read.enter_context(self._copied()) if self.is_sqlite else self
            yield until_read.enter_context(source.reading())

    @contextmanager
    def _copied(self) -> Iterator[Database]:
        """A copy of an SQLite database as of now, in a file that is gone afterwards; itself where there can be none."""
        with ExitStack() as until_read:
            copy = self
            with suppress(OSError, sqlite3.Error):
                _remove_copies_left(Path(self.where).parent)
                folder = tempfile.TemporaryDirectory(prefix=_COPY, dir=Path(self.where).parent)
                path = Path(until_read.enter_context(folder)) / "copy.db"
                _copy(Path(self.where), path)
                copy = Database(f"sqlite:///{path}")
                copy.where = self.where
            yield copy

    @contextmanager
    def writing(self, what: str) -> Iterator[Connection]:
        """Give a connection that alone writes to `what`; all is kept or, after an error, nothing. Raises StoreError."""
        options = {"begin": "BEGIN IMMEDIATE"}
        with (
            self._failing_in_words(),
            self._engine.connect().execution_options(**options) as connection,
            connection.begin(),
        ):
            if not self.is_sqlite:
                connection.execute(select(func.pg_advisory_xact_lock(_lock(what))))
            yield connection

    @contextmanager
    def _failing_in_words(self) -> Iterator[None]:
        try:
            yield
        except UnicodeDecodeError as error:
            raise refusal(_DAMAGED, where=self.where, reason=type(error).__name__) from error
        except UnicodeEncodeError as error:
            raise refusal(_NO_TEXT, where=self.where) from error
        except SQLAlchemyError as error:
            if (trouble := disk_trouble(error)) is not None:
                raise StoreError(trouble) from error
            reason = str(getattr(error, "orig", None) or error).strip().partition("\n")[0]
            safe = reason.replace(self._secret, "***") if self._secret else reason
            raise refusal(_FAILED, where=self.where, reason=safe) from error


def _copy(source: Path, target: Path) -> None:
    """Copy an SQLite file as of one moment: who writes waits as long as a disk takes for its bytes."""
    here = sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True)
    with closing(here), closing(sqlite3.connect(target)) as there:
        here.backup(there)


def _remove_copies_left(folder: Path) -> None:
    """Remove the copies of processes that were killed while they read."""
    for copy in folder.glob(f"{_COPY}*"):
        with suppress(OSError):  # another process removes it
            if time.time() - copy.stat().st_mtime > _LONGEST_READING_SECONDS:
                shutil.rmtree(copy, ignore_errors=True)


def _url(address: str) -> URL:
    try:
        url = make_url(address)
    except (ArgumentError, ValueError):
        raise refusal(_UNKNOWN) from None
    if url.drivername in _POSTGRESQL:
        return url.set(drivername="postgresql+psycopg")
    if url.drivername in _SQLITE and url.database and url.database != ":memory:":
        return url
    raise refusal(_UNKNOWN)


def _where(url: URL) -> str:
    """Where the database is: without the user and without the options, which may hold a password."""
    if url.drivername in _SQLITE:
        return str(url.database)
    return f"{url.host or 'localhost'}:{url.port or 5432}/{url.database or ''}"


def _lock(what: str) -> int:
    """Return the number of the lock that writers of `what` wait for."""
    return int.from_bytes(hashlib.sha256(f"innovation {what}".encode()).digest()[:8], signed=True)


def _sqlite(url: URL) -> Engine:
    """Return an engine that opens the file anew for each transaction: threads and forks then share nothing."""
    engine = create_engine(
        url,
        poolclass=NullPool,
        hide_parameters=True,
        connect_args={"timeout": SECONDS_TO_WAIT},
        use_insertmanyvalues=False,
    )
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: Any, record: object) -> None:  # noqa: ANN401, ARG001 - SQLAlchemy hands both over
    """Take transactions out of the driver's hands (`_begin` begins them), and ask for safety before speed.

    EXTRA also syncs the folder after the journal is removed: else a power cut may bring the old state back.
    """
    connection.isolation_level = None
    for pragma in ("foreign_keys = ON", "synchronous = EXTRA", "recursive_triggers = ON", "trusted_schema = OFF"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get("begin", "BEGIN"))


def prepare_file(database: Database) -> None:
    """Make the file of an SQLite database, readable by nobody else, and see that it keeps a rollback journal.

    A write-ahead log can lose data in the SQLite of several long-lived systems. Raises StoreError.
    """
    if not database.is_sqlite:
        return
    with database._failing_in_words():  # noqa: SLF001 - the same module
        path = Path(database.where)
        if path.exists() and not os.access(path, os.W_OK):
            return  # it can still be read
        try:
            path.touch(mode=0o600)
        except OSError as error:
            raise refusal(_FAILED, where=database.where, reason=error.strerror) from error
        with database._engine.connect() as connection:  # noqa: SLF001
            driver = connection.connection.dbapi_connection
            if driver is not None:
                driver.cursor().execute("PRAGMA journal_mode = DELETE")


def _postgresql(url: URL) -> Engine:
    given = {} if "connect_timeout" in url.query else {"connect_timeout": SECONDS_TO_CONNECT}
    engine = create_engine(url, pool_pre_ping=True, hide_parameters=True, connect_args=given)
    at_hand = weakref.ref(engine)
    os.register_at_fork(after_in_child=lambda: _forget_connections(at_hand()))
    return engine


def _forget_connections(engine: Engine | None) -> None:
    """Leave alone, in a forked process, the connections that its parent opened; others are opened when needed."""
    if engine is not None:
        engine.dispose(close=False)
