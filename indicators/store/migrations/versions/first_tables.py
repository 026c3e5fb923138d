"""The first tables, and the triggers that keep releases, rows and log lines as they were written."""

from __future__ import annotations

from itertools import product

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_NAME = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
_SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_NEVER_CHANGES = ("release", "log_line")
_EVERY = ("UPDATE", "DELETE", "TRUNCATE")
_REFUSE = (
    "CREATE FUNCTION innovation_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'what is kept never changes'; END $$"
)
_KEPT_ROW_ONLY_ENDS = "old.removed_in IS NULL AND new.removed_in IS NOT NULL AND " + " AND ".join(
    f"old.{column} = new.{column}" for column in ("serial", "city", "table_name", "id", "position", "cells", "added_in")
)


def upgrade() -> None:
    """Make the tables, the indexes and the triggers."""
    for make in (_release, _kept_row, _kept_row_indexes, _upload, _account, _log):
        make()
    for statement in _sqlite() if op.get_bind().dialect.name == "sqlite" else _postgresql():
        op.execute(statement)


def _release() -> None:
    op.create_table(
        "release",
        sa.Column("city", _NAME, primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("follows", sa.Integer, nullable=False),
        sa.Column("year", sa.Integer, nullable=False),
        sa.Column("ordinal", sa.Integer, nullable=False),
        sa.Column("name_zh", sa.Text, nullable=False),
        sa.Column("name_en", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("origin", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("added", sa.Integer, nullable=False),
        sa.Column("altered", sa.Integer, nullable=False),
        sa.Column("removed", sa.Integer, nullable=False),
        sa.Column("unchanged", sa.Integer, nullable=False),
        sa.Column("file", sa.Text, nullable=False),
        sa.Column("file_name", sa.Text, nullable=False),
        sa.Column("preview", sa.Text, nullable=False),
        sa.Column("restores", sa.Integer),
        sa.Column("upload", sa.Integer),
        sa.Column("line", sa.Integer, nullable=False),
        sa.Column("line_hash", sa.Text, nullable=False),
        sa.UniqueConstraint("city", "follows", name="release_one_follows"),
        sa.UniqueConstraint("city", "year", "ordinal", name="release_of_year"),
        sa.CheckConstraint("number = follows + 1", name="release_follows_the_one_before"),
    )


def _kept_row() -> None:
    op.create_table(
        "kept_row",
        sa.Column("serial", _SERIAL, primary_key=True),
        sa.Column("city", _NAME, nullable=False),
        sa.Column("table_name", _NAME, nullable=False),
        sa.Column("id", _NAME, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("cells", sa.Text, nullable=False),
        sa.Column("added_in", sa.Integer, nullable=False),
        sa.Column("removed_in", sa.Integer),
        sa.UniqueConstraint("city", "added_in", "table_name", "id", name="kept_row_added"),
        sa.ForeignKeyConstraint(["city", "added_in"], ["release.city", "release.number"], name="kept_row_added_in"),
        sa.ForeignKeyConstraint(["city", "removed_in"], ["release.city", "release.number"], name="kept_row_removed_in"),
        sa.CheckConstraint("removed_in > added_in", name="kept_row_removed_after_added"),
    )


def _kept_row_indexes() -> None:
    current, gone = sa.text("removed_in IS NULL"), sa.text("removed_in IS NOT NULL")
    key = ["city", "table_name", "id"]
    op.create_index("kept_row_current", "kept_row", key, unique=True, sqlite_where=current, postgresql_where=current)
    removed = ["city", "removed_in", "table_name", "id"]
    op.create_index("kept_row_removed", "kept_row", removed, sqlite_where=gone, postgresql_where=gone)
    op.create_index("kept_row_position", "kept_row", ["city", "table_name", "position"])


def _upload() -> None:
    op.create_table(
        "upload",
        sa.Column("city", _NAME, primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("file", sa.Text, nullable=False),
        sa.Column("file_name", sa.Text, nullable=False),
        sa.Column("base", sa.Integer, nullable=False),
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("changes", sa.Text, nullable=False),
        sa.Column("unchanged", sa.Integer, nullable=False),
        sa.Column("preview", sa.Text, nullable=False),
        sa.Column("explanations", sa.Text, nullable=False),
        sa.Column("remark", sa.Text, nullable=False),
        sa.Column("decided_by", sa.Text, nullable=False),
        sa.Column("decided_at", sa.Text),
        sa.Column("release", sa.Integer),
    )


def _account() -> None:
    op.create_table(
        "account",
        sa.Column("city", _NAME, primary_key=True),
        sa.Column("name", _NAME, primary_key=True),
        sa.Column("roles", sa.Text, nullable=False),
        sa.Column("regions", sa.Text, nullable=False),
        sa.Column("themes", sa.Text, nullable=False),
        sa.Column("active", sa.Boolean, nullable=False),
        sa.Column("must_change", sa.Boolean, nullable=False),
        sa.Column("stamp", sa.Integer, nullable=False),
        sa.Column("hash", sa.Text, nullable=False),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("locked_until", sa.Text),
    )


def _log() -> None:
    op.create_table(
        "log_line",
        sa.Column("city", _NAME, primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("action", sa.Text, nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("detail", sa.Text, nullable=False),
        sa.Column("previous", sa.Text, nullable=False),
        sa.Column("hash", sa.Text, nullable=False),
    )
    op.create_table(
        "log_head",
        sa.Column("city", _NAME, primary_key=True),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("hash", sa.Text, nullable=False),
    )


def _sqlite() -> list[str]:
    refuse = "BEGIN SELECT RAISE(ABORT, 'what is kept never changes'); END"
    never = [
        f"CREATE TRIGGER {table}_refuses_{verb} BEFORE {verb} ON {table} {refuse}"
        for table, verb in product(_NEVER_CHANGES, ("UPDATE", "DELETE"))
    ]
    ends = f"CREATE TRIGGER kept_row_only_ends BEFORE UPDATE ON kept_row WHEN NOT ({_KEPT_ROW_ONLY_ENDS}) {refuse}"
    return [*never, f"CREATE TRIGGER kept_row_refuses_DELETE BEFORE DELETE ON kept_row {refuse}", ends]


def _postgresql() -> list[str]:
    refuse = "EXECUTE FUNCTION innovation_refuse()"
    never = [
        f"CREATE TRIGGER {table}_never_{verb} BEFORE {verb} ON {table} FOR EACH STATEMENT {refuse}"
        for table, verb in (*product(_NEVER_CHANGES, _EVERY), *product(("kept_row",), _EVERY[1:]))
    ]
    ends = f"BEFORE UPDATE ON kept_row FOR EACH ROW WHEN (NOT ({_KEPT_ROW_ONLY_ENDS})) {refuse}"
    return [_REFUSE, *never, f"CREATE TRIGGER kept_row_only_ends {ends}"]
