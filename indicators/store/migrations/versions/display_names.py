"""What an account is called where everybody reads it, apart from the name with which it signs in."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; nobody has a display name yet."""
    op.add_column("account", sa.Column("display", sa.Text, nullable=False, server_default=""))
