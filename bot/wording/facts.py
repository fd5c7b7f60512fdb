"""What is known of a title, as people read it: each value with its certainty, since when and from whom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.model.developments import Development
from bot.model.properties import Property
from bot.model.titles import KnownValue, TrackedTitle
from bot.novelty.ledger import Ledger
from bot.novelty.statements import Statement
from bot.wording.cards import Source, returning_cast, source_of
from bot.wording.clean import host_of, one_line, web_address
from bot.wording.sentences import sentence
from bot.wording.speech import ENGLISH, Speech
from bot.wording.words import Standing, member_words, property_name, standing_name, standing_of, value_words


@dataclass(frozen=True, slots=True)
class Fact:
    """One value that stands. `value` is as it is kept (EDTF for dates), `words` as people write it.

    `source.outlet` is "" where the baseline names nobody. Of a property that holds one value, the one that is
    `preferred` is the answer; the others are rumours beside it.
    """

    property: Property
    value: str
    words: str
    role: str | None
    standing: Standing
    source: Source
    in_baseline: bool
    preferred: bool


@dataclass(frozen=True, slots=True)
class TitleFacts:
    """A title and what is known of it; `unknown` are the properties that nothing is known of."""

    id: str
    name: str
    type: str
    follows: str
    known_as_of: date
    facts: tuple[Fact, ...]
    unknown: tuple[Property, ...]

    def answer(self, prop: Property) -> Fact | None:
        """Give the value that holds, of a property that holds one."""
        found = [fact for fact in self.facts if fact.property is prop]
        return next((fact for fact in found if fact.preferred), found[-1] if found else None)


@dataclass(frozen=True, slots=True)
class Happening:
    """One step of a title's history: what was said, how sure, by whom, and who said it too."""

    development_id: str
    when: datetime
    text: str
    standing: Standing
    source: Source
    also: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """A title's history: what was known at the start, and what happened since, oldest first."""

    id: str
    name: str
    known_as_of: date
    baseline: tuple[str, ...]
    happenings: tuple[Happening, ...]


def facts_of(ledger: Ledger, name: str, speech: Speech = ENGLISH) -> TitleFacts:
    """Read a ledger as people would: the values that stand, in the order of the properties."""
    title = ledger.title
    facts = tuple(_fact(statement, ledger, speech) for prop in Property for statement in ledger.current(prop))
    known = {fact.property for fact in facts}
    return TitleFacts(
        id=title.id,
        name=one_line(name),
        type=title.type.value,
        follows=_follows(title),
        known_as_of=title.known_as_of,
        facts=facts,
        unknown=tuple(prop for prop in Property if prop not in known),
    )


def timeline_of(
    title: TrackedTitle,
    name: str,
    developments: Iterable[Development],
    also: Mapping[str, Sequence[str]],
    speech: Speech = ENGLISH,
) -> Timeline:
    """Tell a title's history. `also` holds, by a development's id, the outlets that said it after the first."""
    returning = returning_cast(title)
    happenings = [_happening(one, also.get(one.id, ()), returning, speech) for one in developments]
    return Timeline(
        id=title.id,
        name=one_line(name),
        known_as_of=title.known_as_of,
        baseline=tuple(_baseline(title, speech)),
        happenings=tuple(sorted(happenings, key=lambda one: one.when)),
    )


def _fact(statement: Statement, ledger: Ledger, speech: Speech) -> Fact:
    prop = statement.property
    role = one_line(statement.role or "")
    words = value_words(prop, statement.value, speech)
    url = statement.url or ""
    return Fact(
        property=prop,
        value=statement.value,
        words=member_words(words, role, speech),
        role=role or None,
        standing=Standing.of(statement.certainty),
        source=Source(one_line(statement.source or ""), web_address(url), host_of(url), statement.since),
        in_baseline=statement.development_id is None,
        preferred=prop.holds_many or statement == ledger.preferred(prop),
    )


def _follows(title: TrackedTitle) -> str:
    if title.follows is None:
        return ""
    year = f" ({title.follows.year})" if title.follows.year else ""
    return f"{one_line(title.follows.title)}{year}"


def _happening(development: Development, also: Iterable[str], returning: frozenset[str], speech: Speech) -> Happening:
    outlets = dict.fromkeys(one_line(outlet) for outlet in also)
    outlets.pop(one_line(development.outlet), None)
    text = sentence(development, returning=development.value.casefold() in returning, speech=speech)
    is_wrong = development.retracted_at is not None
    if is_wrong:
        text = speech.say("timeline.retracted", text=text, who=one_line(development.retracted_by or ""))
    return Happening(
        development_id=development.id,
        when=development.published,
        text=text,
        standing=Standing.DENIED if is_wrong else standing_of(development),
        source=source_of(development, speech),
        also=tuple(outlets),
    )


def _baseline(title: TrackedTitle, speech: Speech) -> Iterable[str]:
    for prop, values in title.known.items():
        known = ", ".join(_known(prop, value, speech) for value in values)
        yield speech.say("claim.line", name=property_name(prop, speech), value=known)


def _known(prop: Property, known: KnownValue, speech: Speech) -> str:
    standing = Standing.of(known.certainty)
    words = value_words(prop, known.value, speech)
    if standing is Standing.CONFIRMED:
        return words
    return speech.say("line.notes", text=words, notes=standing_name(standing, speech))
