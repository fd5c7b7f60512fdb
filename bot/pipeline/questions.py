"""Whether an entry leaves open what the article behind it may answer. Decides; pure."""

from __future__ import annotations

import re

from bot.model.claims import Reading, TextField
from bot.model.entries import Entry

_LONG = 1_500
"""In characters: a feed that gives so much gives the whole article."""
_CUT = re.compile(
    r"(?:…|\.\.\.|\[(?:…|\.{3}|&#8230;|&hellip;)\]|&#8230;|&hellip;)\s*(?:</p>|</a>|\s)*\s*$", re.IGNORECASE
)


def leaves_open(entry: Entry, reading: Reading) -> bool:
    """Tell whether an entry names a followed title, but not what there is to know of it.

    It does where it says that something is set without saying what, where its headline names the title and nothing is
    claimed, and where its text breaks off before anything is.
    """
    if not entry.link or not reading.title_ids or len(entry.summary) + len(entry.content) >= _LONG:
        return False
    if reading.claims:
        return any(claim.value is None for claim in reading.claims)
    in_headline = any(mention.span.field is TextField.TITLE for mention in reading.mentions)
    return in_headline or bool(_CUT.search(entry.content or entry.summary))
