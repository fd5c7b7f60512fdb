"""How much a claim needs behind it to be believed against what is known.

Words of change ("moved to", "it's official") and the voice of somebody who decides are enough. Where a text merely
states something else, a trade outlet's own word is enough, or a second independent outlet that says the same.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.model.claims import Claim, Voice
from bot.model.entries import Outlet, Trust
from bot.model.properties import Certainty, Change, Property, ValueKind
from bot.novelty.case import Case
from bot.novelty.corroboration import is_own_voice, seconds, voice_of
from bot.novelty.statements import DROPS, Statement
from bot.novelty.titles import own_words, title_words
from bot.novelty.values import Relation, detail

_LIKE_THE_ORIGINAL = frozenset({Property.PLATFORM, Property.FILMING_LOCATION})
"""Where a text about the earlier work names one value, and most sequels another."""


_TALKS = timedelta(days=10)


def has_words_of_change(case: Case) -> bool:
    """Whether the text says that something has changed or is certain now, not only that it is so.

    To name what stood before says so, too; and to drop it in the same text.
    """
    instead = bool(case.falling) and not case.claim.property.holds_many
    return instead or case.claim.change is not Change.ADDED or case.claim.previous is not None


def is_official(claim: Claim, outlet: Outlet) -> bool:
    """Whether somebody speaks who decides: the studio, the network, the person concerned."""
    return claim.voice is Voice.OFFICIAL or (outlet.trust is Trust.OFFICIAL and claim.voice is Voice.OUTLET)


def is_insistent(case: Case) -> bool:
    """Whether the text itself says that this is new, or somebody speaks who decides."""
    return has_words_of_change(case) or is_official(case.claim, case.outlet)


def is_trade(case: Case) -> bool:
    """Whether it is a trade or official outlet's word, be it passed on by others: "according to Deadline"."""
    voice = voice_of(case.claim, case.outlet)
    return voice is not None and voice.trust in {Trust.TRADE, Trust.OFFICIAL}


def is_seconded(case: Case, since: datetime | None = None) -> bool:
    """Whether a second independent voice says the same; `since`: claims that were published before do not count."""
    voice = voice_of(case.claim, case.outlet)
    if voice is None:
        return False
    prop, falls = case.claim.property, case.claim.change in DROPS
    fitting = [
        one
        for one in case.ledger.pending
        if one.property is prop
        and (one.change in DROPS) == falls
        and (since is None or one.published >= since)
        and case.ledger.relate(prop, one.value, case.value) is not Relation.OTHER
    ]
    return seconds(fitting, case.entry, voice)


def overturns(case: Case, known: Statement) -> bool:
    """Whether the claim may stand against a known value that says something else."""
    prop = case.claim.property
    if known.certainty is not Certainty.CONFIRMED or is_seconded(case, known.since) or _names_the_series(case, known):
        return True
    if not case.is_sure and not prop.holds_many:  # a rumour has words of change, too
        return _has_authority(case)
    return has_words_of_change(case) or (_has_authority(case) and not _is_passing(case, known))


def _has_authority(case: Case) -> bool:
    """Whether somebody who decides speaks, or a trade paper that stands for its word."""
    return is_official(case.claim, case.outlet) or is_trade(case)


def _names_the_series(case: Case, known: Statement) -> bool:
    """Whether a working title gives way to one that has the series' name in it."""
    title = case.ledger.title
    names = (*title.names, title.follows.title) if title.follows else title.names
    if case.claim.property is not Property.TITLE or case.claim.certainty is not Certainty.CONFIRMED:
        return False
    said, stands = (len(title_words(text)) - len(own_words(text, names)) for text in (case.value, known.value))
    return said > stands == 0


def _is_passing(case: Case, known: Statement) -> bool:
    """Whether plain words look like a passing mention: of other work's company or name, or of less of a date."""
    prop = case.claim.property
    if prop is Property.TITLE or prop.kind is ValueKind.COMPANY:
        return True
    return detail(prop, case.value)[0] < detail(prop, known.value)[0]


def surprises(case: Case, since: datetime | None = None) -> bool:
    """Whether a value is believed that plain words mostly give by mistake: one that has ended, one that comes too soon.

    Late roundups repeat stale values, trade papers' own and old press releases too.
    """
    return has_words_of_change(case) or case.outlet.trust is Trust.OFFICIAL or is_seconded(case, since)


def raises(case: Case, known: Statement) -> bool:
    """Whether the claim may make a less sure value surer. Plain words alone often only leave the "may" out."""
    if case.claim.change is Change.CONFIRMED or case.claim.certainty is Certainty.IN_TALKS:
        return True
    official = is_official(case.claim, case.outlet)
    if case.is_echo_of(known):  # a studio that has confirmed the project has not yet confirmed every name in the text
        return official and case.claim.property is Property.STATUS
    return _has_authority(case) or is_seconded(case) or _is_after_talks(case, known)


def _is_after_talks(case: Case, known: Statement) -> bool:
    """Whether talks are so long ago that who is named without a "may" has signed."""
    old = case.entry.published - known.since > _TALKS
    return old and known.certainty is Certainty.IN_TALKS and is_own_voice(case.claim, case.outlet)


def is_like_the_original(case: Case) -> bool:
    """Whether plain words give the sequel what the earlier work had, so that they may well be about that one."""
    claim = case.claim
    if claim.property not in _LIKE_THE_ORIGINAL or claim.certainty is not Certainty.CONFIRMED:
        return False
    theirs = case.ledger.title.original.get(claim.property, ())
    alike = any(case.ledger.relate(claim.property, known.value, case.value) is Relation.SAME for known in theirs)
    return alike and not (has_words_of_change(case) or is_trade(case) or is_seconded(case))
