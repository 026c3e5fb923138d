"""The tables of the store, as the newest migration leaves them; a test holds the two against each other.

Every table is keyed by the city, so that several cities can share one database.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)

METADATA = MetaData()

NAME = Text().with_variant(Text(collation="C"), "postgresql")
"""A text that keys and orders: by its code points, on every database alike."""

SERIAL = BigInteger().with_variant(Integer(), "sqlite")

RELEASE = Table(
    "release",
    METADATA,
    Column("city", NAME, primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("follows", Integer, nullable=False),  # 0 for the first, so that the first is unique too
    Column("year", Integer, nullable=False),
    Column("ordinal", Integer, nullable=False),
    Column("name_zh", Text, nullable=False),
    Column("name_en", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("origin", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("added", Integer, nullable=False),
    Column("altered", Integer, nullable=False),
    Column("removed", Integer, nullable=False),
    Column("unchanged", Integer, nullable=False),
    Column("file", Text, nullable=False),
    Column("file_name", Text, nullable=False),
    Column("preview", Text, nullable=False),
    Column("restores", Integer),
    Column("upload", Integer),
    Column("line", Integer, nullable=False),
    Column("line_hash", Text, nullable=False),
    UniqueConstraint("city", "follows", name="release_one_follows"),
    UniqueConstraint("city", "year", "ordinal", name="release_of_year"),
    CheckConstraint("number = follows + 1", name="release_follows_the_one_before"),
)

KEPT_ROW = Table(
    "kept_row",
    METADATA,
    Column("serial", SERIAL, primary_key=True),
    Column("city", NAME, nullable=False),
    Column("table_name", NAME, nullable=False),
    Column("id", NAME, nullable=False),
    Column("position", Integer, nullable=False),
    Column("cells", Text, nullable=False),
    Column("added_in", Integer, nullable=False),
    Column("removed_in", Integer),
    UniqueConstraint("city", "added_in", "table_name", "id", name="kept_row_added"),
    ForeignKeyConstraint(["city", "added_in"], ["release.city", "release.number"], name="kept_row_added_in"),
    ForeignKeyConstraint(["city", "removed_in"], ["release.city", "release.number"], name="kept_row_removed_in"),
    CheckConstraint("removed_in > added_in", name="kept_row_removed_after_added"),
)

_CURRENT = KEPT_ROW.c.removed_in.is_(None)
_GONE = KEPT_ROW.c.removed_in.is_not(None)

Index(
    "kept_row_current",
    KEPT_ROW.c.city,
    KEPT_ROW.c.table_name,
    KEPT_ROW.c.id,
    unique=True,
    sqlite_where=_CURRENT,
    postgresql_where=_CURRENT,
)
Index(
    "kept_row_removed",
    KEPT_ROW.c.city,
    KEPT_ROW.c.removed_in,
    KEPT_ROW.c.table_name,
    KEPT_ROW.c.id,
    sqlite_where=_GONE,
    postgresql_where=_GONE,
)
Index("kept_row_position", KEPT_ROW.c.city, KEPT_ROW.c.table_name, KEPT_ROW.c.position)

RELEASE_SUM = Table(
    "release_sum",
    METADATA,
    Column("city", NAME, primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("total", Text, nullable=False),
)

RELEASE_FILE = Table(
    "release_file",
    METADATA,
    Column("city", NAME, primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("form", NAME, primary_key=True),  # the same rows are other bytes in another version of Arrow
    Column("sha256", Text, nullable=False),
)

UPLOAD = Table(
    "upload",
    METADATA,
    Column("city", NAME, primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("state", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("file", Text, nullable=False),
    Column("file_name", Text, nullable=False),
    Column("base", Integer, nullable=False),
    Column("digest", Text, nullable=False),
    Column("changes", Text, nullable=False),
    Column("unchanged", Integer, nullable=False),
    Column("preview", Text, nullable=False),
    Column("explanations", Text, nullable=False),
    Column("remark", Text, nullable=False),
    Column("decided_by", Text, nullable=False),
    Column("decided_at", Text),
    Column("release", Integer),
    Column("reason", Text, nullable=False),
    Column("due_at", Text),
)

ACCOUNT = Table(
    "account",
    METADATA,
    Column("city", NAME, primary_key=True),
    Column("name", NAME, primary_key=True),
    Column("roles", Text, nullable=False),
    Column("regions", Text, nullable=False),
    Column("themes", Text, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("must_change", Boolean, nullable=False),
    Column("stamp", Integer, nullable=False),
    Column("display", Text, nullable=False),
    Column("hash", Text, nullable=False),
)

ATTEMPT = Table(
    "attempt",
    METADATA,
    Column("city", NAME, primary_key=True),
    Column("name", NAME, primary_key=True),
    Column("place", NAME, primary_key=True),
    Column("failures", Integer, nullable=False),
    Column("at", Text, nullable=False),
    Column("locked_until", Text),
)

SESSION = Table(
    "session",
    METADATA,
    Column("city", NAME, primary_key=True),
    Column("key", NAME, primary_key=True),
    Column("name", NAME, nullable=False),
    Column("stamp", Integer, nullable=False),
    Column("place", Text, nullable=False),
    Column("program", Text, nullable=False),
    Column("began_at", Text, nullable=False),
    Column("seen_at", Text, nullable=False),
    Column("proved_at", Text, nullable=False),
)

FACTOR = Table(
    "factor",
    METADATA,
    Column("city", NAME, primary_key=True),
    Column("name", NAME, primary_key=True),
    Column("secret", Text, nullable=False),
    Column("counter", Integer, nullable=False),
)

FOLLOWER = Table(
    "follower",
    METADATA,
    Column("city", NAME, primary_key=True),
    Column("address", NAME, primary_key=True),
    Column("kind", NAME, primary_key=True),
    Column("name", NAME, primary_key=True),
    Column("language", Text, nullable=False),
    Column("release", Integer, nullable=False),
    Column("tried_at", Text),
)

REPORT = Table(
    "report",
    METADATA,
    Column("city", NAME, primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("owner", Text, nullable=False),
    Column("runners", Text, nullable=False),
    Column("editors", Text, nullable=False),
    Column("suffix", Text, nullable=False),
    Column("mail", Text, nullable=False),
    Column("release", Integer, nullable=False),
    Column("issued", Integer, nullable=False),
    Column("problem", Text, nullable=False),
    Column("removed", Boolean, nullable=False),
    Column("tried_at", Text),
)

LOG_LINE = Table(
    "log_line",
    METADATA,
    Column("city", NAME, primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("at", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("detail", Text, nullable=False),
    Column("previous", Text, nullable=False),
    Column("hash", Text, nullable=False),
)

LOG_HEAD = Table(
    "log_head",
    METADATA,
    Column("city", NAME, primary_key=True),
    Column("number", Integer, nullable=False),
    Column("hash", Text, nullable=False),
)
