"""Entries that made no news may be forgotten; a mark of each stays, so that it never comes back as new."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Make room for the marks."""
    op.create_table(
        "tombstones",
        sa.Column("content_hash", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("forgotten_at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("content_hash", name="pk_tombstones"),
    )
