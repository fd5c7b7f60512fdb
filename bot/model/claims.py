"""What extraction finds in an entry: mentions of tracked titles, and claims about them with their evidence."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.model.properties import Certainty, Change, Modality, Property


class TextField(StrEnum):
    """Which text of an entry a span points into."""

    TITLE = "title"
    SUMMARY = "summary"
    CONTENT = "content"


@dataclass(frozen=True, slots=True)
class Span:
    """Half-open character range `[start, end)` of a field's plain text (HTML gone, white space folded)."""

    field: TextField
    start: int
    end: int


class Subject(StrEnum):
    """Which work a mention means."""

    SEQUEL = "sequel"  # the tracked title itself
    ORIGINAL = "original"  # the work that it follows
    OTHER = "other"  # other work with the same words: a musical, a spin-off, a prequel


@dataclass(frozen=True, slots=True)
class Mention:
    """A place where an entry's text speaks of a tracked title. `words` are the words that do so."""

    title_id: str
    subject: Subject
    span: Span
    words: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """The sentence that says it, as plain text, and where it stands."""

    text: str
    span: Span


class Voice(StrEnum):
    """Who says it, as far as the sentence tells."""

    OFFICIAL = "official"  # the studio, the network, the person concerned
    OUTLET = "outlet"  # the outlet itself: its own report
    SOURCES = "sources"  # unnamed: "sources say", "is said to"
    OTHER_OUTLET = "other outlet"  # "according to The Curtain Ledger"


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement about one property of one title, said by one entry.

    `value` is text in the property's form (EDTF for dates, minutes for a runtime); None where the text only
    says that there is none ("no release date has been set"). `previous` is the old value where the text gives
    it, `role` the character that a cast member plays, `country` set where the claim holds for one country only.
    `cited` is the outlet that is passed on where `voice` is another outlet's; it is not kept.
    """

    title_id: str
    property: Property
    value: str | None
    change: Change
    certainty: Certainty
    evidence: Evidence
    modality: Modality = Modality.ASSERTED
    voice: Voice = Voice.OUTLET
    previous: str | None = None
    role: str | None = None
    country: str | None = None
    cited: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """All that extraction found in one entry."""

    entry_id: str
    mentions: tuple[Mention, ...] = ()
    claims: tuple[Claim, ...] = ()

    @property
    def title_ids(self) -> tuple[str, ...]:
        """The tracked titles that the entry speaks of, in order of first mention."""
        return tuple(dict.fromkeys(mention.title_id for mention in self.mentions))
