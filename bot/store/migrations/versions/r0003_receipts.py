"""The outbox knows where an alert stands once it is told, what it answers, and whether its message is to be edited."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make room for receipts, answers, edits and doubts, and for the posts of forums."""
    for column in (
        sa.Column("tried_at", sa.Text()),
        sa.Column("doubtful", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("message_id", sa.Text()),
        sa.Column("channel_id", sa.Text()),
        sa.Column("answers", sa.Text()),
        sa.Column("revise_at", sa.Text()),
    ):
        op.add_column("outbox", column)
    # What has been tried by now may have been told: nobody noted it then.
    op.execute("UPDATE outbox SET tried_at = created_at, doubtful = (1 = 1) WHERE attempts > 0 OR state = 'sending'")
    op.create_index("ix_outbox_sink_revise_at", "outbox", ["sink", "revise_at"])
    op.create_table(
        "forum_posts",
        sa.Column("sink", sa.Text(), nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("title_id", sa.Text(), nullable=False),
        sa.Column("thread", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("sink", "target", "title_id", name="pk_forum_posts"),
    )
