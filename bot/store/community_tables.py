"""The tables of what communities set up: where they want news, the titles that they added, what they think of alerts.

Together with `bot.store.tables` these are all tables there are; `metadata` from here knows them all.
"""

from __future__ import annotations

from sqlalchemy import JSON, Column, ForeignKey, Integer, Table, Text, UniqueConstraint

from bot.model.feedback import Opinion
from bot.store.columns import choice, time, words
from bot.store.tables import developments, metadata

__all__ = ["feedback", "metadata", "remembered", "subscriptions", "tracked_titles"]

subscriptions = Table(
    "subscriptions",
    metadata,
    Column("id", Text, primary_key=True),
    Column("sink", Text, nullable=False),
    Column("target", Text, nullable=False),
    Column("guild", Text, nullable=False, index=True),
    Column("wants", JSON, nullable=False),
    Column("paused", words(500)),
    Column("paused_after", Integer),  # the last development that it could be told before it was paused
    Column("created_at", time(), nullable=False),
    Column("changed_at", time(), nullable=False),
)

tracked_titles = Table(
    "tracked_titles",
    metadata,
    Column("id", Text, primary_key=True),
    Column("definition", JSON, nullable=False),
    Column("guild", Text, nullable=False),
    Column("added_by", words(200), nullable=False),
    Column("added_at", time(), nullable=False),
    Column("changed_by", words(200), nullable=False),
    Column("changed_at", time(), nullable=False),
    Column("removed_by", words(200)),
    Column("removed_at", time()),
)
"""Titles that were added while the bot ran. One that is removed stays, since its developments do."""

feedback = Table(
    "feedback",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("development_id", ForeignKey(developments.c.id), nullable=False),
    Column("opinion", choice(Opinion), nullable=False),
    Column("by", words(200), nullable=False),
    Column("at", time(), nullable=False),
    UniqueConstraint("development_id", "opinion", "by"),
)

remembered = Table(
    "remembered",
    metadata,
    Column("key", Text, primary_key=True),
    Column("value", words(), nullable=False),
)
"""Small facts about our own doings, such as which commands Discord was given last."""
