"""What moderators say: what they think of a development that they were told, and what they set by hand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.model.properties import Property

MODERATORS = "moderators"
"""The outlet of what is set by hand."""

BY_HAND = "by-hand"
"""Its feed. Ids of its entries begin with this and a colon, as no other entry's does."""


class Opinion(StrEnum):
    """What is the matter with it."""

    WRONG = "wrong"  # it is not so: misread, or a false report; it is taken back
    NOT_NEWS = "not news"  # it is so, but nobody needed to be told


@dataclass(frozen=True, slots=True)
class Feedback:
    """One moderator's opinion of one development. `by` is the name that people know them by; `at` is aware."""

    development_id: str
    opinion: Opinion
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Correction:
    """What a moderator says by hand: that a value holds or, where it `clears`, that it does not.

    Clearing without a value means every value that stands. `by` is the name that people know the moderator by, `link`
    leads to where it was said.
    """

    title_id: str
    property: Property
    value: str | None
    by: str
    role: str | None = None
    link: str = ""
    clears: bool = False
