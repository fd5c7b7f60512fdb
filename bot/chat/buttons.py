"""The ids of the buttons below cards and answers. They hold all that a click needs, so that it works after a restart.

    sw:1:<verb>:<subject>[:<page>]

The subject of `status` and `timeline` is a title's id, that of `not-news` and `wrong` an alert's, that of `page` a
question, and that of the answers to a proposal (`confirm`, `without`, `cancel`) the proposal's.
Discord takes 100 characters.
"""

from __future__ import annotations

from enum import StrEnum

LONGEST_ID = 100
TEMPLATE = r"sw:1:(?P<verb>[a-z-]+):(?P<subject>[^:]+)(?::(?P<page>\d{1,5}))?"


class Verb(StrEnum):
    """What a button does."""

    STATUS = "status"
    TIMELINE = "timeline"
    NOT_NEWS = "not-news"
    WRONG = "wrong"
    PAGE = "page"  # another page of an answer, in place of the one that is shown
    CONFIRM = "confirm"  # follow a title with what an article says of it
    WITHOUT = "without"  # follow it without that
    CANCEL = "cancel"  # do not follow it


def button_id(verb: Verb, subject: str, page: int | None = None) -> str | None:
    """Write a button's id; None where the subject's id is too long for one, or cannot stand in one."""
    made = f"sw:1:{verb}:{subject}" + ("" if page is None else f":{page}")
    return made if subject and ":" not in subject and len(made) <= LONGEST_ID else None
