"""What somebody typed into the form of /track, and the title that it makes. Decides; pure."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

from bot.following import new_id
from bot.model.errors import SequelwatchError
from bot.model.titles import TitleType, TrackedTitle, Work
from bot.wording import Speech, one_line

LONGEST_NAME, LONGEST_NAMES, LONGEST_ARTICLE = 120, 600, 4000
FIRST_FILM = 1888
"""The year of the oldest film that has been kept."""
_LINK = re.compile(r"https?://\S+")


class DraftError(SequelwatchError):
    """What was typed makes no title; the text says how to write it."""


@dataclass(frozen=True, slots=True)
class Draft:
    """The fields of the form, as they were typed. `others` holds one name a line, or with semicolons between."""

    name: str
    follows: str = ""
    year: str = ""
    others: str = ""
    article: str = ""

    @property
    def link(self) -> str:
        """The article's address, where that is all that was typed; else ""."""
        return self.article.strip() if _LINK.fullmatch(self.article.strip()) else ""


def draft_of(title: TrackedTitle) -> Draft:
    """Write a title into the form's fields."""
    follows = title.follows
    year = str(follows.year) if follows is not None and follows.year else ""
    return Draft(title.title, follows.title if follows is not None else "", year, "\n".join(title.also_known_as))


def new_title(draft: Draft, kind: TitleType, known_as_of: date, taken: Collection[str], speech: Speech) -> TrackedTitle:
    """Make a title that nobody follows yet. DraftError where a field cannot be understood."""
    name = _name(draft, speech)
    return changed(TrackedTitle(new_id(name, taken), name, kind, known_as_of), draft, speech)


def changed(title: TrackedTitle, draft: Draft, speech: Speech) -> TrackedTitle:
    """Give a title as it is typed now; what is known of it stays. DraftError as above."""
    name = _name(draft, speech)
    year = _year(draft.year.strip(), speech)
    follows = one_line(draft.follows)
    if year and not follows:
        raise DraftError(speech.say("track.year_of_nothing"))
    others = dict.fromkeys(one_line(other) for other in re.split(r"[\n;]", draft.others))
    return replace(
        title,
        title=name,
        follows=Work(follows, year) if follows else None,
        also_known_as=tuple(other for other in others if other and other.casefold() != name.casefold()),
    )


def _name(draft: Draft, speech: Speech) -> str:
    name = one_line(draft.name)
    if not any(character.isalnum() for character in name):
        raise DraftError(speech.say("track.bad_name"))
    return name


def _year(typed: str, speech: Speech) -> int | None:
    if not typed:
        return None
    if not (typed.isascii() and typed.isdigit() and FIRST_FILM <= int(typed) <= 2999):
        raise DraftError(speech.say("track.bad_year", given=typed))
    return int(typed)
