"""What people ask: what is new, who else says so, why was this not posted, how much is there, how are the feeds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import fields
from typing import Any, TypeVar

from sqlalchemy import Connection, Row, Select, and_, bindparam, func, or_, select

from bot.model.errors import UnknownEntryError
from bot.store.claims import JUDGEMENTS, MENTIONS, judgement, mention
from bot.store.developments import COLUMNS as DEVELOPMENT
from bot.store.developments import development
from bot.store.dialect import among
from bot.store.feeds import STATE, poll_state
from bot.store.identity import link_key, page_of
from bot.store.records import Counts, Explanation, FeedHealth, Report, TimelineItem, Version
from bot.store.tables import claims, developments, entries, feeds, mentions, outbox

T = TypeVar("T")

MOST_VERSIONS = 50
"""Explained at once. Some feeds give all their entries one link."""

# A title's developments with the time of their decision, in that order.
_TIMELINE = (
    select(developments.c.decided_at, *DEVELOPMENT)
    .where(developments.c.title_id == bindparam("title_id"))
    .order_by(developments.c.seq)
)

# Who else says the same as a title's developments, oldest first.
_REPORTS = (
    select(claims.c.development_id, entries.c.outlet, entries.c.link, entries.c.published, entries.c.id)
    .distinct()
    .join(entries, entries.c.id == claims.c.entry_id)
    .join(developments, developments.c.id == claims.c.development_id)
    .where(developments.c.title_id == bindparam("title_id"), claims.c.entry_id != developments.c.entry_id)
    .order_by(entries.c.published, entries.c.id)
)

# The entries that an id or a link means.
_MEANT = (
    select(entries.c.seq, entries.c.feed, entries.c.guid_key, entries.c.link_key)
    .where(
        or_(entries.c.id == bindparam("id"), entries.c.link_key == bindparam("link_key")),
    )
    .order_by(entries.c.seq.desc())
    .limit(MOST_VERSIONS)
)

# Entries with their links, newest first.
_LINKED: Select[Any] = select(
    entries.c.seq, entries.c.feed, entries.c.guid_key, entries.c.link_key, entries.c.link
).order_by(entries.c.seq.desc())

# Those with all their versions, newest first.
_VERSIONS = (
    select(*(entries.c[field.name] for field in fields(Version)))
    .where(
        or_(
            among(entries.c.seq, "seqs"),
            among(entries.c.guid_key, "guids"),
            and_(among(entries.c.link_key, "links"), among(entries.c.feed, "feeds")),
        ),
    )
    .order_by(entries.c.seq.desc())
    .limit(MOST_VERSIONS)
)

# Where these entries speak of tracked titles.
_MENTIONS_IN = MENTIONS.where(among(mentions.c.entry_id, "ids"))

# What became of the claims in these entries.
_JUDGED_IN = JUDGEMENTS.where(among(claims.c.entry_id, "ids"))

# How many entries have been read.
_ENTRIES = select(func.count()).select_from(entries)

# How many of them speak of a tracked title.
_WITH_MENTION = select(func.count(mentions.c.entry_id.distinct()))

# How many developments there are.
_DEVELOPMENTS = select(func.count()).select_from(developments)

# How many claims were held back, by reason.
_HELD_BACK = select(claims.c.reason, func.count()).where(claims.c.reason.is_not(None)).group_by(claims.c.reason)

# How many alerts stand where.
_DELIVERIES = select(outbox.c.state, func.count()).group_by(outbox.c.state)

# Every feed with where polling it stands, the configured ones first.
_HEALTH = select(feeds.c.url, feeds.c.outlet, feeds.c.enabled, *STATE).order_by(feeds.c.enabled.desc(), feeds.c.id)

# Those that are configured and have something about them, or that are asked for by their ids.
_NOTEWORTHY = _HEALTH.where(
    feeds.c.enabled,
    or_(
        feeds.c.failures > 0,
        feeds.c.stopped.is_not(None),
        feeds.c.asked_url.is_not(None),
        among(feeds.c.id, "ids"),
    ),
)


def timeline(connection: Connection, title_id: str) -> tuple[TimelineItem, ...]:
    """Tell a title's developments in the order of their decision, each with who else has reported it."""
    reports: dict[str, list[Report]] = defaultdict(list)
    for development_id, *report in connection.execute(_REPORTS, {"title_id": title_id}):
        reports[development_id].append(Report(*report))
    told = []
    for decided_at, *row in connection.execute(_TIMELINE, {"title_id": title_id}):
        one = development(row)
        told.append(TimelineItem(one, decided_at, tuple(reports[one.id])))
    return tuple(told)


def explain(connection: Connection, address: str) -> tuple[Explanation, ...]:
    """Tell what became of an entry, by its id or link: each of its versions, oldest first.

    UnknownEntryError where none has been read.
    """
    versions = _versions(connection, address.strip())
    if not versions:
        raise UnknownEntryError(f"no entry with the id or address {address.strip()!r} has been read")
    ids = {"ids": [version.id for version in versions]}
    spoken = _by_entry(connection.execute(_MENTIONS_IN, ids), mention)
    judged = _by_entry(connection.execute(_JUDGED_IN, ids), judgement)
    return tuple(Explanation(one, tuple(spoken[one.id]), tuple(judged[one.id])) for one in versions)


def counts(connection: Connection) -> Counts:
    """Count what there is."""
    return Counts(
        entries=_number(connection, _ENTRIES),
        entries_with_mention=_number(connection, _WITH_MENTION),
        developments=_number(connection, _DEVELOPMENTS),
        held_back=dict(connection.execute(_HELD_BACK).all()),
        deliveries=dict(connection.execute(_DELIVERIES).all()),
    )


def feed_health(connection: Connection) -> tuple[FeedHealth, ...]:
    """Tell where polling stands for every feed, the configured ones first."""
    return _healths(connection, _HEALTH)


def noteworthy_feeds(connection: Connection, ids: Collection[str]) -> tuple[FeedHealth, ...]:
    """Give the configured feeds that fail, have stopped or have moved for good, and those of these ids."""
    return _healths(connection, _NOTEWORTHY, {"ids": list(ids)})


def _healths(
    connection: Connection, query: Select[Any], values: Mapping[str, Any] | None = None
) -> tuple[FeedHealth, ...]:
    rows = connection.execute(query, values)
    return tuple(FeedHealth(url, outlet, enabled, poll_state(state)) for url, outlet, enabled, *state in rows)


def _versions(connection: Connection, address: str) -> list[Version]:
    exactly = connection.execute(_MEANT, {"id": address, "link_key": link_key(address)}).all()
    meant = exactly or _same_page(connection, address)
    keys = {
        "seqs": [row.seq for row in meant],
        "guids": [row.guid_key for row in meant if row.guid_key is not None],
        "links": [row.link_key for row in meant if row.link_key is not None],
        "feeds": list({row.feed for row in meant}),
    }
    return [Version(*row) for row in connection.execute(_VERSIONS, keys)][::-1] if meant else []


def _same_page(connection: Connection, address: str) -> list[Row[Any]]:
    """Find entries by an address as a browser shows it: after redirects, with a tracker's mark or without a slash."""
    page = page_of(address)
    if "/" not in page:
        return []
    nearly = _LINKED.where(entries.c.link.contains(page.partition("?")[0], autoescape=True))
    return [row for row in connection.execute(nearly) if page_of(row.link) == page][:MOST_VERSIONS]


def _by_entry(rows: Iterable[Row[Any]], make: Callable[[Row[Any]], T]) -> defaultdict[str, list[T]]:
    grouped: defaultdict[str, list[T]] = defaultdict(list)
    for row in rows:
        grouped[row.entry_id].append(make(row))
    return grouped


def _number(connection: Connection, query: Select[int]) -> int:
    return connection.execute(query).scalar_one()
