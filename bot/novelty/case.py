"""A claim on the judge's desk: what is said, by whom, where, and against which ledger; and what can become of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from bot.model.claims import Claim
from bot.model.developments import NoDevelopment, Reason
from bot.model.entries import Entry, Outlet
from bot.model.properties import Certainty, Change
from bot.novelty.ledger import Ledger
from bot.novelty.statements import Statement
from bot.novelty.values import Relation

ECHO = timedelta(days=2)
"""So long the outlets pass on one piece of news, each in its own words."""


@dataclass(frozen=True, slots=True)
class News:
    """A claim that changes the ledger: what it does to which value.

    `moved` says that another value stood before; `was` is how sure the same value stood, `role` the part that went
    with it.
    """

    change: Change
    value: str
    previous: str | None = None
    was: Certainty | None = None
    role: str | None = None
    moved: bool = False


Decision = News | NoDevelopment


@dataclass(frozen=True, slots=True)
class Case:
    """One claim with a value, and all that a decision about it may look at.

    `beside` are the other values that the entry asserts for the same property, `falling` those that it drops.
    """

    claim: Claim
    value: str
    entry: Entry
    outlet: Outlet
    ledger: Ledger
    beside: tuple[str, ...] = ()
    falling: tuple[str, ...] = ()

    @property
    def is_sure(self) -> bool:
        """Whether it is stated as more than talks or a rumour."""
        return self.claim.certainty in {Certainty.REPORTED, Certainty.CONFIRMED}

    def relation(self, known: Statement) -> Relation:
        """How the claim's value stands to a known one."""
        return self.ledger.relate(self.claim.property, known.value, self.value)

    def is_older_than(self, known: Statement) -> bool:
        """Whether the entry was published before what it speaks against was."""
        return self.entry.published < known.since

    def is_echo_of(self, known: Statement) -> bool:
        """Whether the entry and the report of `known` belong to one round of reports. A baseline is no report."""
        return known.development_id is not None and abs(self.entry.published - known.since) <= ECHO

    def has_cleared_the_way(self) -> bool:
        """Whether nothing stands in a property of one value since this very entry dropped what did."""
        fallen = self.ledger.fallen(self.claim.property)
        here = fallen is not None and fallen.end is not None and fallen.end.entry_id == self.entry.id
        return here and not self.claim.property.holds_many and self.ledger.preferred(self.claim.property) is None

    def held(self, reason: Reason, against: Statement) -> NoDevelopment:
        """No development, with what the claim was held against. What this very entry has said is said already."""
        told_here = against.entry_id == self.entry.id and reason in {Reason.KNOWN, Reason.VAGUER}
        return NoDevelopment(Reason.SAME_ENTRY if told_here else reason, against.value, against.development_id)
