"""What the judge decides of a claim: a development that is news, or the reason why it is none."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.model.claims import Claim
from bot.model.feedback import BY_HAND
from bot.model.properties import Certainty, Change, Property


class Reason(StrEnum):
    """Why a claim is not news. `words` is the sentence that people read."""

    KNOWN = "known"
    VAGUER = "vaguer"
    OUTDATED = "outdated"
    BEFORE_BASELINE = "before the baseline"
    NEGATED = "negated"
    SPECULATION = "speculation"
    ORIGINAL = "about the original"
    ELSEWHERE = "about another title"
    HISTORICAL = "told as history"
    LESS_SURE = "less sure"
    UNCORROBORATED = "uncorroborated"
    NOTHING_TO_DROP = "nothing to drop"
    OVERTAKEN = "overtaken"
    ONE_COUNTRY = "one country only"
    SAME_ENTRY = "said better in the same entry"

    @property
    def words(self) -> str:
        """The reason as a sentence for people."""
        return _REASONS[self]


_REASONS = {
    Reason.KNOWN: "This was already known.",
    Reason.VAGUER: "Something more precise is already known.",
    Reason.OUTDATED: "It is older than what is known.",
    Reason.BEFORE_BASELINE: "It was published before the date of the seed's baseline.",
    Reason.NEGATED: "The text says that it is not so, or not yet.",
    Reason.SPECULATION: "The text asks, hopes or supposes; it does not state.",
    Reason.ORIGINAL: "It is about the earlier work.",
    Reason.ELSEWHERE: "It is about another title.",
    Reason.HISTORICAL: "The text tells it as history.",
    Reason.LESS_SURE: "The same is already known with more certainty.",
    Reason.UNCORROBORATED: "What is known speaks against it, and no second independent outlet says so yet.",
    Reason.NOTHING_TO_DROP: "It drops or denies something that nobody had reported.",
    Reason.OVERTAKEN: "The production is further along than this.",
    Reason.ONE_COUNTRY: "It holds for one country only.",
    Reason.SAME_ENTRY: "The same entry says it more precisely.",
}


@dataclass(frozen=True, slots=True)
class Development:
    """A claim that changes what is known. `id` is derived from what it says, so a retry makes the same one.

    `value` of a removal or denial is what was dropped or denied; `previous` is the value that stood before.
    `moves` counts how often this property's value has changed, this time included (0 for a first value).
    `was` is how sure the same value stood before, where this one makes it surer ("was in talks").
    `retracted_at` (aware) and `retracted_by` tell when a moderator took it back as wrong, and who; ledgers then hold
    its value for denied.
    """

    id: str
    title_id: str
    property: Property
    value: str
    previous: str | None
    change: Change
    certainty: Certainty
    entry_id: str
    outlet: str
    url: str
    published: datetime
    evidence: str
    role: str | None = None
    moves: int = 0
    was: Certainty | None = None
    retracted_at: datetime | None = None
    retracted_by: str | None = None

    def is_by_hand(self) -> bool:
        """Whether moderators said it, and no entry of a feed."""
        return self.entry_id.startswith(f"{BY_HAND}:")


@dataclass(frozen=True, slots=True)
class NoDevelopment:
    """A claim that changes nothing, with its reason.

    `against` is the value that it was held against; `development_id` the development that said it first,
    where there is one (it gains this entry as a further reference).
    """

    reason: Reason
    against: str | None = None
    development_id: str | None = None


@dataclass(frozen=True, slots=True)
class Judgement:
    """A claim and what became of it."""

    claim: Claim
    decision: Development | NoDevelopment
