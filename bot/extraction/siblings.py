"""Several tracked titles of one franchise in an entry: "the fourth film", "both films", "'Heat 4' and '5'"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice

from bot.extraction.lexicon import alternatives, load
from bot.extraction.matching import TitleIndex
from bot.extraction.text import Passage
from bot.extraction.titles import number_of
from bot.model.claims import Mention, Span, Subject

_TITLES = load("titles")
_MOST = 100  # so many such words of a passage are read
_ORDINALS = alternatives(_TITLES["ordinals"])
_FILMS = _TITLES["counted_films"]
_COUNTED = re.compile(rf"\b({_ORDINALS}) (?:{_FILMS})\b")
_AND_NUMBER = re.compile(rf"['\"]*,? (?:and|&) ['\"]?(\d{{1,2}}|{alternatives(_TITLES['romans'][1:])})(?!\w)")
_NUMBER_AND = re.compile(rf"\b({_ORDINALS}) (?:and|&) (?:{_ORDINALS}) ['\"]*\Z")
_BOTH = re.compile(rf"\b(?:both(?: the)?|the two) (?:new )?(?:{_FILMS})s\b")


def overlap(one: Span, other: Span) -> bool:
    """Whether two spans of one entry share a character."""
    return one.field is other.field and one.start < other.end and other.start < one.end


def counted_films(passages: Sequence[Passage], named: Sequence[Mention], index: TitleIndex) -> Iterator[Mention]:
    """Read "the fourth film" in an entry that speaks of several tracked ones."""
    ids = list(dict.fromkeys(one.title_id for one in named))
    if len(ids) < 2:
        return
    for passage in passages:
        for found in islice(_COUNTED.finditer(passage.folded), _MOST):
            span = Span(passage.field, *found.span())
            if not any(overlap(span, one.span) for one in named):
                number = number_of(found[1])
                fitting = [title_id for title_id in ids if number in index.traits(title_id).numbers]
                if len(fitting) == 1:
                    yield Mention(fitting[0], Subject.SEQUEL, span, passage.text[span.start : span.end])


def twins(
    passages: Sequence[Passage], named: Sequence[Mention], ids: Iterable[str], index: TitleIndex
) -> Iterator[Mention]:
    """Read "the fourth and fifth 'Heat'", "'Heat 4' and '5'" and "both films": words that mean two tracked titles.

    The second title is mentioned by the very words that mention the first. `ids` are the titles whose names, or whose
    originals', stand in the entry.
    """
    sequels = [one for one in named if one.subject is Subject.SEQUEL]
    texts = {passage.field: passage for passage in passages}
    for one in tuple(sequels):
        folded = texts[one.span.field].folded
        before = folded[max(0, one.span.start - 40) : one.span.start]
        beside = _AND_NUMBER.match(folded, one.span.end) or _NUMBER_AND.search(before)
        other = _with_number(beside[1], one.title_id, ids, index) if beside is not None else None
        if other is not None:
            sequels.append(replace(one, title_id=other))
            yield sequels[-1]
    pair = list(dict.fromkeys(one.title_id for one in sequels))
    if len(pair) == 2:
        for passage in passages:
            for found in islice(_BOTH.finditer(passage.folded), _MOST):
                span, words = Span(passage.field, *found.span()), passage.text[slice(*found.span())]
                yield from (Mention(title_id, Subject.SEQUEL, span, words) for title_id in pair)


def _with_number(word: str, beside: str, ids: Iterable[str], index: TitleIndex) -> str | None:
    """Find the title with a number of its own that shares names with `beside`."""
    number = number_of(word)
    return next((one for one in ids if one != beside and number in index.traits(one).numbers), None)
