"""The articles that were asked for, so that none is asked for twice."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Protocol

from sqlalchemy import Connection, bindparam, insert, select

from bot.store.dialect import among
from bot.store.identity import link_key
from bot.store.polling_tables import articles


class ArticleFound(Protocol):
    """What came of asking for an article: its text, its own address, and its publisher."""

    @property
    def link(self) -> str:
        """The link in the feed."""
        ...

    @property
    def verdict(self) -> str:
        """What was found behind it, in a word."""
        ...

    @property
    def text(self) -> str:
        """What it says; only its length is kept."""
        ...

    @property
    def canonical(self) -> str:
        """Its own address."""
        ...

    @property
    def outlet(self) -> str:
        """Who publishes it."""
        ...


# Which of these links were asked for.
_ASKED = select(articles.c.link_key).where(among(articles.c.link_key, "keys"))

# Note that an article was asked for.
_NOTE = insert(articles)

# Forget an earlier note of the same link.
_FORGET = articles.delete().where(articles.c.link_key == bindparam("key"))


def not_yet_read(connection: Connection, links: Collection[str]) -> frozenset[str]:
    """Give those of the links that were never asked for."""
    keys = {link: link_key(link) for link in links if link}
    asked = set(connection.scalars(_ASKED, {"keys": list(keys.values())}))
    return frozenset(link for link, key in keys.items() if key not in asked)


def save_articles(connection: Connection, read: Iterable[ArticleFound], now: datetime) -> None:
    """Note what was asked for. The same link again replaces what was noted."""
    rows = {
        key: {
            "link_key": key,
            "url": one.link,
            "verdict": str(one.verdict),
            "canonical": one.canonical,
            "outlet": one.outlet,
            "characters": len(one.text),
            "fetched_at": now,
        }
        for one in read
        if (key := link_key(one.link)) is not None
    }
    if rows:
        connection.execute(_FORGET, [{"key": key} for key in rows])
        connection.execute(_NOTE, list(rows.values()))
