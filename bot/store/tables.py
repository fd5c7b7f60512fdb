"""The tables. A change here needs a migration in `migrations/versions`; a test holds the two together.

Rows of a table that knows `seq` are in the order in which they were written. Ids from the model are text and
derived from what they name, so that writing the same thing again can be seen.
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    false,
)

from bot.model.alerts import AlertKind, DeliveryState
from bot.model.claims import Subject, TextField, Voice
from bot.model.developments import Reason
from bot.model.entries import Trust
from bot.model.properties import Certainty, Change, Modality, Property
from bot.store import manners
from bot.store.columns import Stored, address, choice, span, time, words

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    },
)


def _development() -> ForeignKey:
    # Checked at commit, so that claims, alerts and developments of one ingest may be written in any order.
    return ForeignKey("developments.id", deferrable=True, initially="DEFERRED")


entries = Table(
    "entries",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("id", words(), nullable=False, unique=True),
    Column("feed", words(), nullable=False),
    Column("outlet", words(200), nullable=False),
    Column("published", time(), nullable=False),
    Column("title", words(1_000), nullable=False),
    Column("link", address(), nullable=False),
    # Digests from `bot.store.identity`; NULL where the feed gives no GUID or no link.
    Column("content_hash", BigInteger, nullable=False, unique=True),
    Column("guid_key", BigInteger, index=True),
    Column("link_key", BigInteger, index=True),
    Column("revises", words()),  # the id of the version before this one
    Column("read_at", time(), nullable=False),
)
"""Every version of every entry that was read. The summary and the content are their publisher's; we keep a hash."""

tombstones = Table(
    "tombstones",
    metadata,
    Column("content_hash", BigInteger, primary_key=True, autoincrement=False),
    Column("forgotten_at", time(), nullable=False),
)
"""What is left of forgotten entries: enough to see that they were read, should a feed bring them again."""

mentions = Table(
    "mentions",
    metadata,
    Column("entry_id", ForeignKey(entries.c.id), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("title_id", Text, nullable=False),
    Column("subject", choice(Subject), nullable=False),
    Column("span_field", choice(TextField), nullable=False),
    Column("span_start", Integer, nullable=False),
    Column("span_end", Integer, nullable=False),
    Column("words", words(300), nullable=False),
)

developments = Table(
    "developments",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("title_id", Text, nullable=False, index=True),
    Column("property", choice(Property), nullable=False, index=True),
    Column("value", words(), nullable=False),
    Column("previous", words()),
    Column("change", choice(Change), nullable=False),
    Column("certainty", choice(Certainty), nullable=False),
    Column("entry_id", ForeignKey(entries.c.id), nullable=False),
    Column("outlet", words(200), nullable=False),
    Column("url", address(), nullable=False),
    Column("published", time(), nullable=False),
    Column("evidence", words(2_000), nullable=False),
    Column("role", words(300)),
    Column("moves", Integer, nullable=False),
    Column("was", choice(Certainty)),
    Column("retracted_at", time()),
    Column("retracted_by", words(200)),
    Column("decided_at", time(), nullable=False),
)

claims = Table(
    "claims",
    metadata,
    Column("entry_id", ForeignKey(entries.c.id), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("title_id", Text, nullable=False),
    Column("property", choice(Property), nullable=False),
    Column("value", words()),
    Column("change", choice(Change), nullable=False),
    Column("certainty", choice(Certainty), nullable=False),
    Column("evidence", words(2_000), nullable=False),
    Column("span_field", choice(TextField), nullable=False),
    Column("span_start", Integer, nullable=False),
    Column("span_end", Integer, nullable=False),
    Column("modality", choice(Modality), nullable=False),
    Column("voice", choice(Voice), nullable=False),
    Column("previous", words()),
    Column("role", words(300)),
    Column("country", words(100)),
    # What became of it: with no reason, the development that it made; with one, the development that said it first.
    Column("reason", choice(Reason)),
    Column("against", words()),
    Column("development_id", _development(), index=True),
    Column("judged_at", time(), nullable=False),
)

pending = Table(
    "pending",
    metadata,
    Column("title_id", Text, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("property", choice(Property), nullable=False),
    Column("value", words(), nullable=False),
    Column("outlet", words(200), nullable=False),
    Column("owner", words(200), nullable=False),
    Column("published", time(), nullable=False),
    Column("entry_id", ForeignKey(entries.c.id), nullable=False),
    Column("change", choice(Change), nullable=False),
    Column("certainty", choice(Certainty), nullable=False),
)
"""The claims of each title that wait for a second voice, as its ledger last had them."""

feeds = Table(
    "feeds",
    metadata,
    Column("id", Text, primary_key=True),
    Column("url", words(), nullable=False),
    Column("outlet", words(200), nullable=False),
    Column("outlet_owner", words(200), nullable=False),
    Column("trust", choice(Trust), nullable=False),
    Column("enabled", Boolean, nullable=False),
    Column("next_poll_at", time(), nullable=False, index=True),
    Column("etag", words()),
    Column("last_modified", words()),
    Column("first_polled_at", time()),
    Column("last_success_at", time()),
    Column("failures", Integer, nullable=False),
    Column("last_error", words(1_000)),
    Column("validated_url", words()),
    Column("asked_url", words()),
    Column("moving", Stored(manners.move_text, manners.move)),
    Column("body_hash", Text),
    Column("items_hash", Text),
    Column("fresh_for", span()),
    Column("hints", Stored(manners.hints_text, manners.hints)),
    Column("changed_at", time()),
    Column("pace", span()),
    Column("failing_since", time()),
    Column("told_at", time()),
    Column("last_said", words(300)),
    Column("stopped", words(300)),
    Column("host", words(300), index=True),  # of the address that is asked; its feeds take turns
    Column("lease_owner", Text),
    Column("lease_until", time()),
)

outbox = Table(
    "outbox",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("kind", choice(AlertKind), nullable=False),
    Column("title_id", Text, nullable=False),
    Column("subscription_id", Text, nullable=False),
    Column("sink", Text, nullable=False),
    Column("target", Text, nullable=False),
    Column("wants", JSON, nullable=False),  # the rest of the subscription, as it was when the alert was made
    Column("state", choice(DeliveryState), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("created_at", time(), nullable=False),
    Column("due_at", time(), nullable=False),
    Column("sent_at", time()),
    Column("note", words(1_000)),
    Column("tried_at", time()),  # when it was handed to its sink for the first time
    Column("doubtful", Boolean, nullable=False, server_default=false()),  # one of the tries may have told it
    Column("message_id", Text),  # the receipt: where it stands once it is told
    Column("channel_id", Text),
    Column("answers", Text),  # the alert that this one corrects
    Column("revise_at", time()),  # when its message is due to be edited
    Index(None, "sink", "state", "target", "seq"),
    Index(None, "sink", "revise_at"),
)

forum_posts = Table(
    "forum_posts",
    metadata,
    Column("sink", Text, primary_key=True),
    Column("target", Text, primary_key=True),
    Column("title_id", Text, primary_key=True),
    Column("thread", Text, nullable=False),
)
"""Where a forum has been told of a title: later news of it goes into the same post."""

outbox_developments = Table(
    "outbox_developments",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("alert_id", ForeignKey(outbox.c.id), nullable=False, index=True),
    Column("development_id", _development(), nullable=False),
    Column("subscription_id", Text, nullable=False),
    UniqueConstraint("development_id", "subscription_id"),
)
"""What each alert tells. Nobody is told the same development twice, whatever its alert is called."""
