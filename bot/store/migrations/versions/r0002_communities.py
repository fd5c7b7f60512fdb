"""What communities set up: subscriptions, titles that are added while the bot runs, and what moderators take back."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the tables, and room in developments for who took one back."""
    op.add_column("developments", sa.Column("retracted_at", sa.Text()))
    op.add_column("developments", sa.Column("retracted_by", sa.Text()))
    _make_subscriptions()
    _make_tracked_titles()
    _make_feedback()
    op.create_table(
        "remembered",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_remembered"),
    )


def _make_subscriptions() -> None:
    op.create_table(
        "subscriptions",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("sink", sa.Text(), nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("guild", sa.Text(), nullable=False),
        sa.Column("wants", sa.JSON(), nullable=False),
        sa.Column("paused", sa.Text()),
        sa.Column("paused_after", sa.Integer()),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_subscriptions"),
    )
    op.create_index("ix_subscriptions_guild", "subscriptions", ["guild"])


def _make_tracked_titles() -> None:
    op.create_table(
        "tracked_titles",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("definition", sa.JSON(), nullable=False),
        sa.Column("guild", sa.Text(), nullable=False),
        sa.Column("added_by", sa.Text(), nullable=False),
        sa.Column("added_at", sa.Text(), nullable=False),
        sa.Column("changed_by", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.Text(), nullable=False),
        sa.Column("removed_by", sa.Text()),
        sa.Column("removed_at", sa.Text()),
        sa.PrimaryKeyConstraint("id", name="pk_tracked_titles"),
    )


def _make_feedback() -> None:
    op.create_table(
        "feedback",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("development_id", sa.Text(), nullable=False),
        sa.Column("opinion", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_feedback"),
        sa.ForeignKeyConstraint(["development_id"], ["developments.id"], name="fk_feedback_development_id"),
        sa.UniqueConstraint("development_id", "opinion", "by", name="uq_feedback_development_id_opinion_by"),
    )
