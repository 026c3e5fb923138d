"""The tables brought to the newest state, by one process at a time."""

from __future__ import annotations

import threading
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection

from indicators.model import Text
from indicators.store.database import Database
from indicators.store.texts import refusal

_ONE_AT_A_TIME = threading.Lock()  # Alembic hands its context to the steps through a global of its own
_NEWER = Text(
    "数据库 {where} 由更新的程序建立，本程序无法使用；请升级本程序",
    "The database {where} was made by a newer program; upgrade this one",
)


def upgrade(database: Database) -> None:
    """Bring the tables to the newest state; nothing is written where they are. Raises StoreError."""
    with database.reading() as connection:
        if _is_newest(connection):
            return
    with _ONE_AT_A_TIME, database.writing("migrations") as connection:
        try:
            command.upgrade(_config(connection), "head")
        except CommandError as error:
            raise refusal(_NEWER, where=database.where) from error


def _is_newest(connection: Connection) -> bool:
    newest = set(ScriptDirectory.from_config(_config(connection)).get_heads())
    return set(MigrationContext.configure(connection).get_current_heads()) == newest


def _config(connection: Connection) -> Config:
    config = Config(attributes={"connection": connection})
    config.set_main_option("path_separator", "os")
    config.set_main_option("script_location", str(Path(__file__).with_name("migrations")).replace("%", "%%"))
    return config
