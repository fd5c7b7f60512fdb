"""A baseline from an article: what its text says of a title that is about to be followed, for people to confirm."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from bot.extraction import EntryReader
from bot.model.developments import Development
from bot.model.entries import Entry
from bot.model.properties import Property
from bot.model.titles import Facts, KnownValue, TrackedTitle
from bot.novelty.judge import judge
from bot.novelty.ledger import Ledger
from bot.novelty.outlets import Outlets
from bot.novelty.statements import DROPS


@dataclass(frozen=True, slots=True)
class Proposal:
    """A value that an article states, with the sentence that says it. It counts once somebody confirms it."""

    property: Property
    known: KnownValue
    evidence: str


def article(title: str, text: str, published: datetime, outlet: str = "", link: str = "") -> Entry:
    """Make an entry of an article's headline and plain text; `published` is aware."""
    return Entry("article", "article", outlet, published, title, "", link, content=text)


def proposals(title: TrackedTitle, read: Entry, outlets: Outlets | None = None) -> tuple[Proposal, ...]:
    """Read an article for a title that nobody follows yet: what it states of it, in the order of the properties.

    What the text only asks or hopes, what it says of the earlier work or of other titles, and what has fallen
    through is left out. A text that never names the title says nothing of it.
    """
    reader = EntryReader([title])
    if not reader.spot(read):
        return ()
    # Whatever the article says is to be heard, so nothing counts as known, and no date lies before the baseline.
    ledger = Ledger.of(replace(title, known={}, known_as_of=read.published.date()))
    reading = reader.read(read, {title.id: ledger.knowledge})
    found = judge(reading, read, (outlets or Outlets()).named(read.outlet), ledger).developments
    order = {prop: place for place, prop in enumerate(Property)}
    stands = [one for one in found if one.change not in DROPS]
    return tuple(_proposal(one) for one in sorted(_newest(stands), key=lambda one: order[one.property]))


def with_baseline(title: TrackedTitle, confirmed: Iterable[Proposal]) -> TrackedTitle:
    """Give the title with what somebody has confirmed; of a property that holds one value the last one counts."""
    known: Facts = dict(title.known)
    for one in confirmed:
        before = known.get(one.property, ()) if one.property.holds_many else ()
        known[one.property] = (*(value for value in before if value.value != one.known.value), one.known)
    return replace(title, known=known)


def _newest(found: Iterable[Development]) -> list[Development]:
    """Of a property that holds one value keep what the article comes to in the end."""
    kept: dict[tuple[Property, str], Development] = {}
    for one in found:
        kept[one.property, one.value if one.property.holds_many else ""] = one
    return list(kept.values())


def _proposal(one: Development) -> Proposal:
    known = KnownValue(one.value, one.certainty, one.outlet or None, one.url or None, one.published.date())
    return Proposal(one.property, known, one.evidence)
