"""The first schema: entries with what was read in them, the feeds, and the outbox."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make all tables."""
    _make_entries()
    _make_mentions()
    _make_developments()
    _make_claims()
    _make_pending()
    _make_feeds()
    _make_outbox()
    _make_outbox_developments()


def _make_entries() -> None:
    op.create_table(
        "entries",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("feed", sa.Text(), nullable=False),
        sa.Column("outlet", sa.Text(), nullable=False),
        sa.Column("published", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("link", sa.Text(), nullable=False),
        sa.Column("content_hash", sa.BigInteger(), nullable=False),
        sa.Column("guid_key", sa.BigInteger()),
        sa.Column("link_key", sa.BigInteger()),
        sa.Column("revises", sa.Text()),
        sa.Column("read_at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_entries"),
        sa.UniqueConstraint("content_hash", name="uq_entries_content_hash"),
        sa.UniqueConstraint("id", name="uq_entries_id"),
    )
    op.create_index("ix_entries_guid_key", "entries", ["guid_key"])
    op.create_index("ix_entries_link_key", "entries", ["link_key"])


def _make_mentions() -> None:
    op.create_table(
        "mentions",
        sa.Column("entry_id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title_id", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("span_field", sa.Text(), nullable=False),
        sa.Column("span_start", sa.Integer(), nullable=False),
        sa.Column("span_end", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("entry_id", "position", name="pk_mentions"),
        sa.ForeignKeyConstraint(["entry_id"], ["entries.id"], name="fk_mentions_entry_id"),
    )


def _make_developments() -> None:
    op.create_table(
        "developments",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("title_id", sa.Text(), nullable=False),
        sa.Column("property", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("previous", sa.Text()),
        sa.Column("change", sa.Text(), nullable=False),
        sa.Column("certainty", sa.Text(), nullable=False),
        sa.Column("entry_id", sa.Text(), nullable=False),
        sa.Column("outlet", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("published", sa.Text(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("role", sa.Text()),
        sa.Column("moves", sa.Integer(), nullable=False),
        sa.Column("was", sa.Text()),
        sa.Column("decided_at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_developments"),
        sa.ForeignKeyConstraint(["entry_id"], ["entries.id"], name="fk_developments_entry_id"),
        sa.UniqueConstraint("id", name="uq_developments_id"),
    )
    op.create_index("ix_developments_property", "developments", ["property"])
    op.create_index("ix_developments_title_id", "developments", ["title_id"])


def _make_claims() -> None:
    op.create_table(
        "claims",
        sa.Column("entry_id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title_id", sa.Text(), nullable=False),
        sa.Column("property", sa.Text(), nullable=False),
        sa.Column("value", sa.Text()),
        sa.Column("change", sa.Text(), nullable=False),
        sa.Column("certainty", sa.Text(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("span_field", sa.Text(), nullable=False),
        sa.Column("span_start", sa.Integer(), nullable=False),
        sa.Column("span_end", sa.Integer(), nullable=False),
        sa.Column("modality", sa.Text(), nullable=False),
        sa.Column("voice", sa.Text(), nullable=False),
        sa.Column("previous", sa.Text()),
        sa.Column("role", sa.Text()),
        sa.Column("country", sa.Text()),
        sa.Column("reason", sa.Text()),
        sa.Column("against", sa.Text()),
        sa.Column("development_id", sa.Text()),
        sa.Column("judged_at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("entry_id", "position", name="pk_claims"),
        sa.ForeignKeyConstraint(
            ["development_id"],
            ["developments.id"],
            name="fk_claims_development_id",
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.ForeignKeyConstraint(["entry_id"], ["entries.id"], name="fk_claims_entry_id"),
    )
    op.create_index("ix_claims_development_id", "claims", ["development_id"])


def _make_pending() -> None:
    op.create_table(
        "pending",
        sa.Column("title_id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("property", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("outlet", sa.Text(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("published", sa.Text(), nullable=False),
        sa.Column("entry_id", sa.Text(), nullable=False),
        sa.Column("change", sa.Text(), nullable=False),
        sa.Column("certainty", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("title_id", "position", name="pk_pending"),
        sa.ForeignKeyConstraint(["entry_id"], ["entries.id"], name="fk_pending_entry_id"),
    )


def _make_feeds() -> None:
    op.create_table(
        "feeds",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("outlet", sa.Text(), nullable=False),
        sa.Column("outlet_owner", sa.Text(), nullable=False),
        sa.Column("trust", sa.Text(), nullable=False),
        sa.Column("enabled", sa.Boolean(), nullable=False),
        sa.Column("next_poll_at", sa.Text(), nullable=False),
        sa.Column("etag", sa.Text()),
        sa.Column("last_modified", sa.Text()),
        sa.Column("first_polled_at", sa.Text()),
        sa.Column("last_success_at", sa.Text()),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("last_error", sa.Text()),
        sa.Column("lease_owner", sa.Text()),
        sa.Column("lease_until", sa.Text()),
        sa.PrimaryKeyConstraint("id", name="pk_feeds"),
    )
    op.create_index("ix_feeds_next_poll_at", "feeds", ["next_poll_at"])


def _make_outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("title_id", sa.Text(), nullable=False),
        sa.Column("subscription_id", sa.Text(), nullable=False),
        sa.Column("sink", sa.Text(), nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("wants", sa.JSON(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("due_at", sa.Text(), nullable=False),
        sa.Column("sent_at", sa.Text()),
        sa.Column("note", sa.Text()),
        sa.PrimaryKeyConstraint("seq", name="pk_outbox"),
        sa.UniqueConstraint("id", name="uq_outbox_id"),
    )
    op.create_index("ix_outbox_sink_state_target_seq", "outbox", ["sink", "state", "target", "seq"])


def _make_outbox_developments() -> None:
    op.create_table(
        "outbox_developments",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("alert_id", sa.Text(), nullable=False),
        sa.Column("development_id", sa.Text(), nullable=False),
        sa.Column("subscription_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_outbox_developments"),
        sa.ForeignKeyConstraint(["alert_id"], ["outbox.id"], name="fk_outbox_developments_alert_id"),
        sa.ForeignKeyConstraint(
            ["development_id"],
            ["developments.id"],
            name="fk_outbox_developments_development_id",
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.UniqueConstraint(
            "development_id", "subscription_id", name="uq_outbox_developments_development_id_subscription_id"
        ),
    )
    op.create_index("ix_outbox_developments_alert_id", "outbox_developments", ["alert_id"])
