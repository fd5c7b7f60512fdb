"""The tables of what polling remembers beside its feeds: hosts that rest, articles read, subscriptions at hubs.

Together with those of `bot.store.tables` and `bot.store.community_tables` these are all tables there are; `metadata`
from here knows them all.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Integer, Table, Text

from bot.store.columns import address, time, words
from bot.store.community_tables import metadata

__all__ = ["articles", "hosts", "hub_subscriptions", "metadata"]

hosts = Table(
    "hosts",
    metadata,
    Column("name", words(300), primary_key=True),
    Column("free_at", time(), nullable=False),
)
"""When a host may be asked again: after the pause between two requests, or after the time that it asked for."""

articles = Table(
    "articles",
    metadata,
    Column("link_key", BigInteger, primary_key=True, autoincrement=False),
    Column("url", address(), nullable=False),
    Column("verdict", Text, nullable=False),
    Column("canonical", address(), nullable=False),
    Column("outlet", words(200), nullable=False),
    Column("characters", Integer, nullable=False),
    Column("fetched_at", time(), nullable=False),
)
"""Every article that was asked for, so that none is asked for twice. The text is its publisher's and is not kept."""

hub_subscriptions = Table(
    "hub_subscriptions",
    metadata,
    Column("feed_id", Text, primary_key=True),
    Column("hub", words(), nullable=False),
    Column("topic", words(), nullable=False),
    Column("path", Text, nullable=False, unique=True),
    Column("secret", Text, nullable=False),
    Column("asked_at", time(), nullable=False),
    Column("lease_until", time()),  # NULL until the hub has confirmed
)
"""Feeds whose hub tells us of changes (WebSub). `path` ends our address for its hub, and nobody can guess it."""
