"""What was read in entries: mentions, and every claim with what became of it; and the claims that still wait."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from operator import attrgetter
from typing import Any

from sqlalchemy import Connection, Select, bindparam, delete, func, select

from bot.model.claims import Claim, Evidence, Mention, Span
from bot.model.developments import Development, Judgement, NoDevelopment
from bot.novelty import Pending
from bot.store.bulk import Bulk
from bot.store.developments import COLUMNS as DEVELOPMENT
from bot.store.developments import development, save_developments
from bot.store.dialect import among
from bot.store.tables import claims, developments, mentions, pending

_PENDING_FIELDS = tuple(field.name for field in fields(Pending))
_pending_values = attrgetter(*_PENDING_FIELDS)

_MENTION = ("entry_id", "title_id", "subject", "span_field", "span_start", "span_end", "words")
_CLAIM = (
    *("entry_id", "title_id", "property", "value", "change", "certainty"),
    *("evidence", "span_field", "span_start", "span_end"),
    *("modality", "voice", "previous", "role", "country"),
)
_FATE = ("reason", "against", "development_id")

# Keep mentions.
_INSERT_MENTIONS = Bulk(mentions, (*_MENTION, "position"))

# Keep claims.
_INSERT_CLAIMS = Bulk(claims, (*_CLAIM, *_FATE, "position", "judged_at"))

# A title's claims that wait, in the order of their ledger.
_PENDING_OF = (
    select(*(pending.c[name] for name in _PENDING_FIELDS))
    .where(pending.c.title_id == bindparam("title_id"))
    .order_by(pending.c.position)
)

# Forget a title's claims that wait.
_FORGET_PENDING = delete(pending).where(pending.c.title_id == bindparam("title"))

# Keep a title's claims that wait.
_INSERT_PENDING = Bulk(pending, (*_PENDING_FIELDS, "title_id", "position"))

# How many mentions, and how many claims, these entries have.
_MENTIONED = (
    select(mentions.c.entry_id, func.count()).where(among(mentions.c.entry_id, "ids")).group_by(mentions.c.entry_id)
)
_CLAIMED = select(claims.c.entry_id, func.count()).where(among(claims.c.entry_id, "ids")).group_by(claims.c.entry_id)

MENTIONS = select(*(mentions.c[name] for name in _MENTION)).order_by(mentions.c.entry_id, mentions.c.position)
"""Mentions, entry by entry in their order; `mention` makes one of a row."""

JUDGEMENTS = (
    select(*(claims.c[name] for name in (*_CLAIM, *_FATE)), *DEVELOPMENT)
    .outerjoin(developments, developments.c.id == claims.c.development_id)
    .order_by(claims.c.entry_id, claims.c.position)
)
"""Claims with what became of them, entry by entry in their order; `judgement` makes one of a row."""


@dataclass(frozen=True, slots=True)
class JudgedReading:
    """All that became of one entry: where it speaks of tracked titles, and its claims with their decisions."""

    entry_id: str
    mentions: Sequence[Mention] = ()
    judgements: Sequence[Judgement] = ()


def mention(row: Sequence[Any]) -> Mention:
    """Make a Mention of a row of `MENTIONS`."""
    _, title_id, subject, field, start, end, words = row
    return Mention(title_id, subject, Span(field, start, end), words)


def judgement(row: Sequence[Any]) -> Judgement:
    """Make a Judgement of a row of `JUDGEMENTS`."""
    _, title_id, property_, value, change, certainty, text, field, start, end, *rest = row[: len(_CLAIM)]
    evidence = Evidence(text, Span(field, start, end))
    claim = Claim(title_id, property_, value, change, certainty, evidence, *rest)
    reason, against, development_id = row[len(_CLAIM) : len(_CLAIM) + len(_FATE)]
    if reason is None:
        return Judgement(claim, development(row[len(_CLAIM) + len(_FATE) :]))
    return Judgement(claim, NoDevelopment(reason, against, development_id))


def save_readings(
    connection: Connection, readings: Iterable[JudgedReading], now: datetime, *, again: bool = False
) -> None:
    """Keep what became of entries that are kept already, the developments that their claims made included.

    An entry is judged once a title, so a second reading of one is an IntegrityError: a bug of the caller's. Only
    `again`, for titles that were not followed then, does a reading join what is kept of its entry.
    """
    readings = tuple(readings)
    spoken, said = (_counted(connection, query, readings) if again else {} for query in (_MENTIONED, _CLAIMED))
    decided = (judged.decision for reading in readings for judged in reading.judgements)
    save_developments(connection, [one for one in decided if isinstance(one, Development)], now)
    _INSERT_MENTIONS.run(connection, _mention_rows(readings, spoken))
    _INSERT_CLAIMS.run(connection, _claim_rows(readings, now, said))


def save_pending(connection: Connection, title_id: str, waiting: Iterable[Pending]) -> None:
    """Keep the claims of a title that wait, as its ledger has them now, in place of what was kept before."""
    connection.execute(_FORGET_PENDING, {"title": title_id})
    rows = [(*_pending_values(one), title_id, position) for position, one in enumerate(waiting)]
    _INSERT_PENDING.run(connection, rows)


def pending_of(connection: Connection, title_id: str) -> tuple[Pending, ...]:
    """Give the claims of a title that wait for a second voice, in the order of its ledger."""
    return tuple(Pending(*row) for row in connection.execute(_PENDING_OF, {"title_id": title_id}))


def _counted(connection: Connection, query: Select[Any], readings: Sequence[JudgedReading]) -> dict[str, int]:
    ids = {"ids": [reading.entry_id for reading in readings]}
    return dict(connection.execute(query, ids).all())


def _mention_rows(readings: Iterable[JudgedReading], kept: Mapping[str, int]) -> Iterator[tuple[Any, ...]]:
    for reading in readings:
        for position, one in enumerate(reading.mentions, kept.get(reading.entry_id, 0)):
            span = one.span
            yield reading.entry_id, one.title_id, one.subject, span.field, span.start, span.end, one.words, position


def _claim_rows(readings: Iterable[JudgedReading], now: datetime, kept: Mapping[str, int]) -> Iterator[tuple[Any, ...]]:
    for reading in readings:
        for position, judged in enumerate(reading.judgements, kept.get(reading.entry_id, 0)):
            yield (reading.entry_id, *_said(judged.claim), *_became(judged), position, now)


def _said(claim: Claim) -> tuple[Any, ...]:
    evidence, span = claim.evidence, claim.evidence.span
    return (
        *(claim.title_id, claim.property, claim.value, claim.change, claim.certainty),
        *(evidence.text, span.field, span.start, span.end),
        *(claim.modality, claim.voice, claim.previous, claim.role, claim.country),
    )


def _became(judged: Judgement) -> tuple[Any, ...]:
    decision = judged.decision
    if isinstance(decision, Development):
        return None, None, decision.id
    return decision.reason, decision.against, decision.development_id
