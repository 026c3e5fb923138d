"""Sessions that the server can end, attempts to sign in counted by name and place, and second factors.

Failures are no longer counted in the row of the account: a failure must not write what is being changed.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_NAME = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Make the tables, and drop the counters of the accounts."""
    op.create_table(
        "attempt",
        sa.Column("city", _NAME, primary_key=True),
        sa.Column("name", _NAME, primary_key=True),
        sa.Column("place", _NAME, primary_key=True),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("locked_until", sa.Text),
    )
    op.create_table(
        "session",
        sa.Column("city", _NAME, primary_key=True),
        sa.Column("key", _NAME, primary_key=True),
        sa.Column("name", _NAME, nullable=False),
        sa.Column("stamp", sa.Integer, nullable=False),
        sa.Column("place", sa.Text, nullable=False),
        sa.Column("program", sa.Text, nullable=False),
        sa.Column("began_at", sa.Text, nullable=False),
        sa.Column("seen_at", sa.Text, nullable=False),
        sa.Column("proved_at", sa.Text, nullable=False),
    )
    op.create_table(
        "factor",
        sa.Column("city", _NAME, primary_key=True),
        sa.Column("name", _NAME, primary_key=True),
        sa.Column("secret", sa.Text, nullable=False),
        sa.Column("counter", sa.Integer, nullable=False),
    )
    for column in ("failures", "locked_until"):
        op.drop_column("account", column)
