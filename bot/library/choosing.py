"""Which tracked title somebody means. Decides; pure.

People write an id, a name, a part of one, or a typo. What fits one title is taken; what fits several is listed.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence

from rapidfuzz import fuzz

from bot.model.errors import UnknownTitleError
from bot.wording import ENGLISH, Speech

LEAST_LIKENESS = 76.0
"""Below this (of 100) two names are different names."""
CLEAR_LEAD = 6.0
"""So much likelier than the next title is clear enough."""
LEAST_LIKENESS_WHILE_TYPING = 70.0
"""What is half typed is less like its name; a wrong suggestion costs nothing."""
MOST_LISTED = 8
_UNLIKE = 4

Names = Mapping[str, Sequence[str]]


def choose_title(wanted: str, names: Names, speech: Speech = ENGLISH) -> str:
    """Find the id of the title that is meant; `names` holds each id's names, the one to show first.

    UnknownTitleError says which titles there are, or which ones it could be.
    """
    folded = _fold(wanted)
    for fits in (_is_id(wanted), _is_name(folded), _is_part(folded)):
        found = [id_ for id_ in names if fits(id_, names[id_])]
        if len(found) == 1:
            return found[0]
        if found:
            raise UnknownTitleError(speech.say("choose.several", wanted=wanted, titles=_listed(found, names, speech)))
    return _likeliest(wanted, folded, names, speech)


def suggest(typed: str, names: Names, most: int) -> list[str]:
    """List the ids of the titles that somebody may be about to type, likeliest first; all by name where nothing is.

    What begins a name goes before what begins a word of it, that before any part, and typing errors are last.
    """
    folded = _fold(typed)
    if not folded:
        return sorted(names, key=lambda id_: names[id_][0].casefold())[:most]
    ranked = ((_rank(folded, (id_, *names[id_])), names[id_][0].casefold(), id_) for id_ in names)
    return [id_ for (place, _), _, id_ in sorted(ranked) if place < _UNLIKE][:most]


def _rank(folded: str, names: Iterable[str]) -> tuple[int, float]:
    """Place a title by the best of its names: 0 to 2 for how it holds what was typed, then by likeness."""
    known = [_fold(name) for name in names]
    for place, fits in enumerate(_FITS):
        if any(fits(name, folded) for name in known):
            return place, 0.0
    likeness = max(_word_by_word(folded, name) for name in known)
    return (3, -likeness) if likeness >= LEAST_LIKENESS_WHILE_TYPING else (_UNLIKE, 0.0)


_FITS: tuple[Callable[[str, str], bool], ...] = (
    lambda name, folded: name.startswith(folded),
    lambda name, folded: f" {folded}" in name,
    lambda name, folded: folded in name,
)


def _is_id(wanted: str) -> Callable[[str, Sequence[str]], bool]:
    return lambda id_, _: id_.casefold() == wanted.strip().casefold()


def _is_name(folded: str) -> Callable[[str, Sequence[str]], bool]:
    return lambda _, names: any(_fold(name) == folded for name in names)


def _is_part(folded: str) -> Callable[[str, Sequence[str]], bool]:
    return lambda id_, names: bool(folded) and any(folded in _fold(name) for name in (id_, *names))


def _likeliest(wanted: str, folded: str, names: Names, speech: Speech) -> str:
    scored = ((_likeness(folded, (id_, *names[id_])), id_) for id_ in names)
    likely = sorted((one for one in scored if one[0] >= LEAST_LIKENESS), key=lambda one: (-one[0], one[1]))
    if not likely:
        key, known = ("choose.none" if names else "choose.nothing"), _listed(list(names), names, speech)
        raise UnknownTitleError(speech.say(key, wanted=wanted, titles=known))
    best, first = likely[0]
    rivals = [id_ for score, id_ in likely if score > best - CLEAR_LEAD]
    if len(rivals) > 1:
        raise UnknownTitleError(speech.say("choose.maybe", wanted=wanted, titles=_listed(rivals, names, speech)))
    return first


def _likeness(folded: str, names: Iterable[str]) -> float:
    """Compare as a whole, with the words sorted, and word by word; the best of all counts (0 to 100)."""
    measures = (fuzz.ratio, fuzz.token_sort_ratio, _word_by_word)
    return max(measure(folded, name) for name in map(_fold, names) for measure in measures)


def _word_by_word(wanted: str, name: str) -> float:
    """Find each wanted word in the name, whatever else stands there; long words weigh more."""
    words, known = wanted.split(), name.split()
    if not words or not known:
        return 0.0
    likeness = sum(len(word) * max(fuzz.ratio(word, other) for other in known) for word in words)
    return likeness / sum(map(len, words))


def _listed(ids: Sequence[str], names: Names, speech: Speech) -> str:
    shown = [f"{id_} ({names[id_][0]})" if names[id_] else id_ for id_ in ids[:MOST_LISTED]]
    rest = len(ids) - len(shown)
    told = ", ".join(shown)
    return speech.say("choose.more", titles=told, number=rest) if rest else told


def _fold(text: str) -> str:
    """Lay aside capitals, accents and punctuation, which nobody types right."""
    plain = unicodedata.normalize("NFKD", text.casefold().replace("&", " and "))
    kept = (character if character.isalnum() else " " for character in plain if not unicodedata.combining(character))
    return " ".join("".join(kept).split())
