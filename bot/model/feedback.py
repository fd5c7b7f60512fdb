"""What moderators think of a development that they were told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


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
