"""A tracked title as JSON and back: what a seed file says, for titles that are kept in the database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from bot.model.properties import Certainty, Property
from bot.model.titles import Facts, KnownValue, TitleType, TrackedTitle, Work

Definition = Mapping[str, Any]


def definition_of(title: TrackedTitle) -> dict[str, Any]:
    """Write all of a title except for its id."""
    return {
        "title": title.title,
        "type": title.type,
        "known_as_of": title.known_as_of.isoformat(),
        "follows": asdict(title.follows) if title.follows is not None else None,
        "also_known_as": list(title.also_known_as),
        "known": _facts_words(title.known),
        "original": _facts_words(title.original),
    }


def title_of(id_: str, words: Definition) -> TrackedTitle:
    """Read a title."""
    follows = words["follows"]
    return TrackedTitle(
        id=id_,
        title=words["title"],
        type=TitleType(words["type"]),
        known_as_of=date.fromisoformat(words["known_as_of"]),
        follows=Work(**follows) if follows is not None else None,
        also_known_as=tuple(words["also_known_as"]),
        known=_facts(words["known"]),
        original=_facts(words["original"]),
    )


def _facts_words(facts: Facts) -> dict[str, list[dict[str, Any]]]:
    return {prop: [_known_words(known) for known in values] for prop, values in facts.items()}


def _facts(words: Mapping[str, list[dict[str, Any]]]) -> Facts:
    return {Property(prop): tuple(_known(known) for known in values) for prop, values in words.items()}


def _known_words(known: KnownValue) -> dict[str, Any]:
    return {**asdict(known), "date": known.date.isoformat() if known.date is not None else None}


def _known(words: Mapping[str, Any]) -> KnownValue:
    day = words["date"]
    return KnownValue(
        words["value"],
        Certainty(words["certainty"]),
        words["source"],
        words["url"],
        date.fromisoformat(day) if day is not None else None,
    )
