"""Addresses that follow an indicator, a region or a goal by mail; whoever leaves is deleted."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_NAME = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "follower",
        sa.Column("city", _NAME, primary_key=True),
        sa.Column("address", _NAME, primary_key=True),
        sa.Column("kind", _NAME, primary_key=True),
        sa.Column("name", _NAME, primary_key=True),
        sa.Column("language", sa.Text, nullable=False),
        sa.Column("release", sa.Integer, nullable=False),
        sa.Column("tried_at", sa.Text),
    )
