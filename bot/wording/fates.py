"""What became of an entry, as people read it: every claim it makes, and why it was news or not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.extraction.text import plain
from bot.model.claims import Claim
from bot.model.developments import Development, Judgement
from bot.model.properties import Certainty, Change, Modality
from bot.wording.cards import Source
from bot.wording.clean import host_of, one_line, web_address
from bot.wording.speech import ENGLISH, Speech
from bot.wording.words import Standing, member_words, outcome_words, property_name, standing_name, value_words


class Article(Protocol):
    """What is shown of an entry, whether it comes from a feed or from the store."""

    @property
    def id(self) -> str:
        """Unique among all versions of all entries."""

    @property
    def outlet(self) -> str:
        """Who publishes it."""

    @property
    def published(self) -> datetime:
        """When, in UTC."""

    @property
    def title(self) -> str:
        """Its headline, as markup."""

    @property
    def link(self) -> str:
        """Where it can be read."""


@dataclass(frozen=True, slots=True)
class ClaimFate:
    """One claim: of which title, what it says, the words that say so, and what became of it."""

    title: str
    text: str
    standing: Standing
    evidence: str
    outcome: str
    is_news: bool


@dataclass(frozen=True, slots=True)
class EntryFate:
    """One version of an entry: whose it is, of which titles it speaks, and its claims. `verdict` sums it up."""

    entry_id: str
    headline: str
    source: Source
    titles: tuple[str, ...]
    claims: tuple[ClaimFate, ...]
    verdict: str


def fate_of(
    entry: Article,
    title_ids: Sequence[str],
    judgements: Sequence[Judgement],
    name_of: Callable[[str], str],
    speech: Speech = ENGLISH,
) -> EntryFate:
    """Tell what became of an entry that speaks of `title_ids`. `name_of` gives a title's name by its id."""
    titles = tuple(one_line(name_of(id_)) for id_ in title_ids)
    claims = tuple(_claim(judged, name_of, speech) for judged in judgements)
    return EntryFate(
        entry_id=one_line(entry.id),
        headline=one_line(plain(one_line(entry.title))),
        source=Source(one_line(entry.outlet), web_address(entry.link), host_of(entry.link), entry.published),
        titles=titles,
        claims=claims,
        verdict=_verdict(titles, claims, speech),
    )


def claim_words(claim: Claim, speech: Speech = ENGLISH) -> str:
    """Say what a claim states, with what weakens it: "Director: Ada Quill (denied)", "Release date: none"."""
    prop, value = claim.property, claim.value
    words = speech.say("value.none") if value is None else value_words(prop, value, speech)
    text = speech.say("claim.line", name=property_name(prop, speech), value=_with_role(words, claim, speech))
    notes = [speech.say(f"claim.{claim.change}")] if claim.change in {Change.DENIED, Change.REMOVED} else []
    if claim.certainty is not Certainty.CONFIRMED:
        notes.append(standing_name(Standing.of(claim.certainty), speech))
    if claim.modality is not Modality.ASSERTED:
        notes.append(speech.say(f"claim.modality.{claim.modality}"))
    if claim.country:
        notes.append(speech.say("claim.country", country=one_line(claim.country)))
    return speech.say("line.notes", text=text, notes=", ".join(notes)) if notes else text


def _with_role(words: str, claim: Claim, speech: Speech) -> str:
    return member_words(words, claim.role, speech) if claim.role else words


def _claim(judged: Judgement, name_of: Callable[[str], str], speech: Speech) -> ClaimFate:
    claim = judged.claim
    denied = claim.change is Change.DENIED and claim.certainty is not Certainty.RUMORED
    return ClaimFate(
        title=one_line(name_of(claim.title_id)),
        text=claim_words(claim, speech),
        standing=Standing.DENIED if denied else Standing.of(claim.certainty),
        evidence=one_line(claim.evidence.text),
        outcome=outcome_words(judged.decision, claim.property, speech),
        is_news=isinstance(judged.decision, Development),
    )


def _verdict(titles: Sequence[str], claims: Sequence[ClaimFate], speech: Speech) -> str:
    if not titles and not claims:
        return speech.say("verdict.no_title")
    if not claims:
        return speech.say("verdict.nothing_stated", titles=", ".join(titles))
    news = sum(claim.is_news for claim in claims)
    if not news:
        return speech.say("verdict.nothing_new")
    if news == len(claims):
        return speech.say("verdict.all_new")
    return speech.say("verdict.some_new", news=news, claims=len(claims))
