"""What a reviewer says of an upload, apart from what its reporter said, and when it is to be published by itself."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add both columns; of uploads that were sent back before, the reason stays where the log tells of it."""
    op.add_column("upload", sa.Column("reason", sa.Text, nullable=False, server_default=""))
    op.add_column("upload", sa.Column("due_at", sa.Text))
