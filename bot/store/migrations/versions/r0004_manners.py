"""What polite polling remembers: a feed's wishes and pace, hosts that rest, articles read, subscriptions at hubs."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_OF_FEEDS = (
    *("validated_url", "asked_url", "moving", "body_hash", "items_hash", "fresh_for", "hints"),
    *("changed_at", "pace", "failing_since", "told_at", "last_said", "stopped", "host"),
)


def upgrade() -> None:
    """Make the tables, and room in feeds for what they say and how they fare."""
    for name in _OF_FEEDS:
        op.add_column("feeds", sa.Column(name, sa.Text()))
    op.create_index("ix_feeds_host", "feeds", ["host"])
    op.create_table(
        "hosts",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("free_at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_hosts"),
    )
    _make_articles()
    _make_hub_subscriptions()


def _make_articles() -> None:
    op.create_table(
        "articles",
        sa.Column("link_key", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("canonical", sa.Text(), nullable=False),
        sa.Column("outlet", sa.Text(), nullable=False),
        sa.Column("characters", sa.Integer(), nullable=False),
        sa.Column("fetched_at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("link_key", name="pk_articles"),
    )


def _make_hub_subscriptions() -> None:
    op.create_table(
        "hub_subscriptions",
        sa.Column("feed_id", sa.Text(), nullable=False),
        sa.Column("hub", sa.Text(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("secret", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.Text(), nullable=False),
        sa.Column("lease_until", sa.Text()),
        sa.PrimaryKeyConstraint("feed_id", name="pk_hub_subscriptions"),
        sa.UniqueConstraint("path", name="uq_hub_subscriptions_path"),
    )
