"""What becomes of a claim that a trailer or a first look is out: told apart by kind and time."""

from __future__ import annotations

from datetime import timedelta

from bot.model.developments import Reason
from bot.model.properties import MEDIA_VALUES, Change, Property
from bot.novelty.case import Case, Decision, News

ANOTHER = timedelta(days=14)
"""So long after a trailer the same word means another one. Of teasers and final trailers there is one each."""

_TRAILERS = MEDIA_VALUES[Property.TRAILER]
"""In the order in which they come out."""


def decide(case: Case) -> Decision:
    """Judge by kind and time. A kind that was not out yet is news; so is one more trailer, weeks after the last."""
    known = case.ledger.history(case.claim.property)
    same = [one for one in known if one.value == case.value]
    if case.claim.property is Property.TRAILER:
        echoed = next((one for one in reversed(known) if case.is_echo_of(one)), None)
        if echoed is not None:
            return case.held(Reason.KNOWN, echoed)
        later = [one for one in known if _place(one.value) > _place(case.value)]
        if later:
            return case.held(Reason.OVERTAKEN, later[-1])
        if same and case.value == "trailer" and case.entry.published - same[-1].since > ANOTHER:
            return News(Change.ADDED, case.value)
    return case.held(Reason.KNOWN, same[-1]) if same else News(Change.ADDED, case.value)


def _place(kind: str) -> int:
    return _TRAILERS.index(kind) if kind in _TRAILERS else 0
