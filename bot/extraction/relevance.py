"""What of a title's knowledge can matter to a text: whom and what its words can name. Decides; pure.

A ledger knows dozens of people, a text names three. Whoever is left out here leaves no trace in what is read, so
that reading gets cheaper.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bot.extraction import companies, people
from bot.extraction.text import Passage
from bot.model.titles import Knowledge, KnownPerson


def relevant(knowledge: Mapping[str, Knowledge], texts: Iterable[Passage]) -> dict[str, Knowledge]:
    """Leave out, title by title, who and what cannot be named in the texts of one entry."""
    words = "\n".join(passage.folded for passage in texts)
    undotted = words.replace(".", "")
    return {title_id: _narrowed(known, words, undotted) for title_id, known in knowledge.items()}


def _narrowed(known: Knowledge, words: str, undotted: str) -> Knowledge:
    return Knowledge(
        people=_named(known.people, undotted),
        original_people=_named(known.original_people, undotted),
        companies=tuple(name for name in known.companies if companies.sign_of(name) in words),
        release_date=known.release_date,
        places=known.places[:1],  # all that counts is whether there is one
    )


def _named(known: Iterable[KnownPerson], undotted: str) -> tuple[KnownPerson, ...]:
    return tuple(person for person in known if people.sign_of(person.name) in undotted)
