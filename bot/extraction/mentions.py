"""Which work each name in an entry means: the sequel, the one that it follows, or something else with the same name.

The words beside a name go first (`relation.py`). A name that stands alone means the original, unless people call the
sequel so too, or the entry speaks of a sequel and the sentence of work that is still to come.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from bot.extraction.lexicon import alternatives, load
from bot.extraction.matching import NameHit, TitleIndex
from bot.extraction.relation import Relation, relate
from bot.extraction.sentences import Sentence, sentences
from bot.extraction.shapes import Shape
from bot.extraction.siblings import counted_films, overlap, twins
from bot.extraction.text import Passage
from bot.extraction.titles import Form, Traits, number_of, significant
from bot.model.claims import Mention, Span, Subject, TextField

_TITLES = load("titles")
_CUES = load("mentions")
_MOST = 500  # so many names of an entry are read; no news has more, and a flood of them stays cheap


def _cue(patterns: Sequence[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(patterns)})\b")


_COMING = re.compile(rf"['\")]*(?:'s)? (?:{'|'.join(_CUES['coming'])})\b")
_PRODUCTION = _cue(_CUES["production"])
_PRODUCTION_BARE = _cue(_CUES["production"] + _CUES["production_bare"])
_SERIES = _cue(_CUES["series"])
_HISTORY = _cue(_CUES["history"])
_SCREEN = _cue([re.escape(word) for word in _TITLES["screen"]])
_PART = re.compile(
    rf"\b(?P<part>{alternatives(_TITLES['parts'])}) "
    rf"(?P<counted>{alternatives(_TITLES['cardinals'])}|i{{1,3}}|\d)\b"
    rf"|\b(?P<ordinal>{alternatives(_TITLES['ordinals'])}) (?P<counting>part|instal+ment|half|chapter|season)\b"
)
_SEQUEL = _cue([re.escape(word) for word in (*_TITLES["relations_to"], *_TITLES["relations"])])
_LATER = re.compile(rf"\b({alternatives(_TITLES['ordinals'])}) (?:film|movie|instal+ment|chapter|season|series)\b")


class _Candidate(NamedTuple):
    """A name in its sentence, with what the words beside it say."""

    hit: NameHit
    relation: Relation
    sentence: Sentence
    traits: Traits
    is_anothers: bool  # the same words are another tracked title's own name

    @property
    def is_single(self) -> bool:
        """Whether the name is one word, which may be any word."""
        name = self.sentence.passage.folded[self.hit.start : self.hit.end]
        return len(significant(name)) == 1


@dataclass(frozen=True, slots=True)
class _Said:
    """What an entry as a whole says: titles whose sequel it names, and those of which it says "sequel" or the like."""

    names: set[str]
    speaks_of: set[str]


def resolve(passages: Sequence[Passage], index: TitleIndex) -> tuple[Mention, ...]:
    """Find every mention of a tracked title in an entry's passages, in order, with the work that it means."""
    candidates = [found for passage in passages for found in _candidates(passage, index)][:_MOST]
    fitting = {title_id for title_id in _ids(candidates) if _fits(passages, index.traits(title_id))}
    sure = fitting | _ids(found for found in candidates if _is_name(found, fitting))
    kept = [found for found in candidates if _is_name(found, fitting) or _is_supported(found, sure)]
    said = _Said(
        names=_ids(found for found in kept if _by_words(found) is Subject.SEQUEL),
        speaks_of={title_id for title_id in _ids(kept) if _speaks_of_sequel(passages, index.traits(title_id))},
    )
    meant = [(one, _subject(one, said)) for one in kept if not one.is_anothers]
    rivals = _rivals(meant)
    found = [_mention(one, subject) for number, (one, subject) in enumerate(meant) if number not in rivals]
    for title_id in dict.fromkeys(one.hit.title_id for one in kept):
        if index.traits(title_id).parts:
            found += _parts(passages, title_id, index.traits(title_id), found)
    found = _without_rivals(found)
    found += [*counted_films(passages, found, index), *twins(passages, found, sorted(_ids(candidates)), index)]
    fields = [passage.field for passage in passages]
    return tuple(sorted(found, key=lambda one: (fields.index(one.span.field), one.span.start)))


def _rivals(meant: Sequence[tuple[_Candidate, Subject]]) -> set[int]:
    """Find which of the candidates share their words with another tracked sequel that is meant by them.

    That is the one that the entry names elsewhere, or else the next one.
    """
    groups: dict[tuple[TextField, int], list[int]] = {}
    for number, (one, subject) in enumerate(meant):
        if subject is Subject.SEQUEL:
            groups.setdefault((one.sentence.passage.field, one.hit.start), []).append(number)
    named = {meant[group[0]][0].hit.title_id for group in groups.values() if len(group) == 1}
    found: set[int] = set()
    for group in (group for group in groups.values() if len(group) > 1):
        ours = [number for number in group if meant[number][0].hit.title_id in named] or group
        first = min(ours, key=lambda number: min(meant[number][0].traits.numbers, default=0))
        kept = ours if ours is not group else [first]
        found |= set(group) - set(kept)
    return found


def _without_rivals(found: Sequence[Mention]) -> list[Mention]:
    """Leave out what is one tracked title's original, or none of its business, where it is another one's own name."""
    sequels = [one for one in found if one.subject is Subject.SEQUEL]
    return [
        one
        for one in found
        if one.subject is Subject.SEQUEL
        or not any(other.title_id != one.title_id and overlap(one.span, other.span) for other in sequels)
    ]


def _ids(candidates: Iterable[_Candidate]) -> set[str]:
    return {found.hit.title_id for found in candidates}


def _speaks_of_sequel(passages: Sequence[Passage], traits: Traits) -> bool:
    """Whether an entry says "sequel", or counts films up to this one."""
    return any(
        _SEQUEL.search(passage.folded)
        or any(number_of(found[1]) in traits.numbers for found in _LATER.finditer(passage.folded))
        for passage in passages
    )


def _candidates(passage: Passage, index: TitleIndex) -> list[_Candidate]:
    hits = index.find(passage)
    if not hits:
        return []
    cut = sentences(passage)
    starts = [sentence.start for sentence in cut]
    own = {(hit.start, hit.end): hit.title_id for hit in hits if hit.form is Form.OWN}
    found: list[_Candidate] = []
    for hit in hits:
        if found and _is_tagline(found[-1].hit, hit, passage.folded):
            continue
        sentence = cut[max(0, bisect_right(starts, hit.start) - 1)]
        traits = index.traits(hit.title_id)
        relation = relate(passage, hit, traits)
        anothers = own.get((hit.start, hit.end), hit.title_id) != hit.title_id
        anothers = anothers and relation.subject is not Subject.SEQUEL
        found.append(_Candidate(hit, relation, sentence, traits, anothers))
    return found


def _is_tagline(before: NameHit, hit: NameHit, folded: str) -> bool:
    """Whether a name only belongs to the one before it: "Ember Rising: A Copperwing Story"."""
    same = before.title_id == hit.title_id and before.form is Form.OWN
    return same and folded[before.end : hit.start].strip() == ":"


def _fits(passages: Sequence[Passage], traits: Traits) -> bool:
    """Whether an entry is about films or series at all, or names a person of this title."""
    return any(
        _SCREEN.search(passage.folded) or any(person in passage.folded for person in traits.people)
        for passage in passages
    )


def _is_name(found: _Candidate, fitting: set[str]) -> bool:
    """Whether a title is surely meant: by how it is written, or by the words beside it."""
    relation, shape = found.relation, found.hit.shape
    sequel = relation.subject is Subject.SEQUEL
    if found.hit.form is Form.PART:
        sure = relation.is_firm or shape is Shape.QUOTED or found.hit.title_id in fitting
        return sequel and sure and shape is not Shape.LOWER
    if shape is Shape.LOWER:
        return sequel and relation.is_firm and not found.is_single
    by_words = relation.is_firm or (sequel and found.hit.title_id in fitting)
    return by_words or not (shape is Shape.TITLED and found.is_single)


def _is_supported(found: _Candidate, sure: set[str]) -> bool:
    """Whether a single word that begins a sentence is a title: what else the entry says makes it one."""
    return found.hit.form is not Form.PART and found.hit.shape is not Shape.LOWER and found.hit.title_id in sure


def _by_words(found: _Candidate) -> Subject | None:
    """Return the work that the name and the words beside it mean; None where they leave it open."""
    if found.relation.subject is not None:
        return found.relation.subject
    if found.hit.form in {Form.OWN, Form.SUBTITLE}:
        return Subject.SEQUEL
    return None


def _subject(found: _Candidate, said: _Said) -> Subject:
    """Decide which work a name means: by the words beside it, or else by its sentence and the rest of the entry."""
    by_words = _by_words(found)
    if by_words is not None:
        return by_words
    named = found.hit.title_id in said.names or found.hit.title_id in said.speaks_of
    if found.relation.is_longer:
        ahead = found.traits.unnamed and _PRODUCTION.search(found.sentence.folded)
        new = (named or found.traits.bare or ahead) and not _looks_back(found)
        return Subject.SEQUEL if new else Subject.OTHER
    return Subject.SEQUEL if not _looks_back(found) and _looks_ahead(found, said) else Subject.ORIGINAL


def _looks_back(found: _Candidate) -> bool:
    """Whether the sentence tells of a work that is out, or only says who somebody is."""
    sentence, traits = found.sentence.folded, found.traits
    whole = traits.shortened and found.hit.form is Form.ORIGINAL
    foreign = not traits.is_series and _SERIES.search(sentence)
    dated = traits.year is not None and str(traits.year) in sentence
    return bool(_HISTORY.search(sentence) or dated or found.relation.is_credit or whole or foreign)


def _looks_ahead(found: _Candidate, said: _Said) -> bool:
    """Whether the sentence tells of work on what is still to come."""
    named = found.hit.title_id in said.names or found.hit.title_id in said.speaks_of
    sentence = found.sentence.folded
    if found.traits.bare and (named or said.names or _PRODUCTION_BARE.search(sentence)):
        return True
    coming = _COMING.match(found.sentence.passage.folded, found.hit.end)
    return bool(coming or (named and _PRODUCTION.search(sentence)))


def _mention(found: _Candidate, subject: Subject) -> Mention:
    passage = found.sentence.passage
    start, end = found.relation.start, found.relation.end
    return Mention(found.hit.title_id, subject, Span(passage.field, start, end), passage.text[start:end])


def _parts(passages: Sequence[Passage], title_id: str, traits: Traits, named: Sequence[Mention]) -> Iterator[Mention]:
    """Read "Part Two" and "a second part" in an entry that names the whole."""
    for passage in passages:
        spans = [one.span for one in named if one.title_id == title_id and one.span.field is passage.field]
        for found in islice(_PART.finditer(passage.folded), _MOST):
            taken = any(span.start < found.end() and found.start() < span.end for span in spans)
            counts = (found["part"] in traits.parts) if found["part"] else _counts(found["counting"], traits)
            subject = _part_of(number_of(found["counted"] or found["ordinal"]), traits)
            if counts and not taken and subject is not None:
                span = Span(passage.field, *found.span())
                yield Mention(title_id, subject, span, passage.text[span.start : span.end])


def _part_of(number: int | None, traits: Traits) -> Subject | None:
    """Tell which work a part is: this one, or a season before it."""
    if number in traits.numbers:
        return Subject.SEQUEL
    earlier = traits.is_series and number is not None and number < min(traits.numbers, default=0)
    return Subject.ORIGINAL if earlier else None


def _counts(word: str, traits: Traits) -> bool:
    """Whether an ordinal before this word counts the parts of such a title: a "second half" none of a series."""
    return word in traits.parts or ("season" not in traits.parts and word != "season")
