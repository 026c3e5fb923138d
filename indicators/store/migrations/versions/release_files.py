"""What the rows of a release come to, and the SHA-256 of its file for each form that the file may have."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_NAME = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Make both tables; what they hold can be worked out again from the rows."""
    op.create_table(
        "release_sum",
        sa.Column("city", _NAME, primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("total", sa.Text, nullable=False),
    )
    op.create_table(
        "release_file",
        sa.Column("city", _NAME, primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("form", _NAME, primary_key=True),
        sa.Column("sha256", sa.Text, nullable=False),
    )
