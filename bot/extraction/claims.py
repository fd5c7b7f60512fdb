"""From the frames and dates of an entry's sentences to its claims.

Each fit names a property; here it gets its title, its modality and its certainty. What several sentences say of one
value is then made one claim.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from bot.extraction.certainty import Tone, certainty, tone
from bot.extraction.focus import Focus, Link, OtherName, Topic
from bot.extraction.frames import frames
from bot.extraction.hearing import Background, Heard
from bot.extraction.lexicon import load
from bot.extraction.outline import ORIGINAL, TITLE, WORK, Outline, any_of
from bot.extraction.sayings import PERSONS, Known, Said, said_by
from bot.extraction.scope import about_original, clause, modality
from bot.extraction.text import fold
from bot.extraction.timing import dropped, timed
from bot.extraction.trades import trades_of
from bot.extraction.unknowns import unknowns
from bot.model.claims import Claim, Evidence, Subject, Voice
from bot.model.edtf import parse_edtf
from bot.model.properties import Certainty, Change, Modality, Property, Status, ValueKind

_WORDS = load("claims")
_PAST, _FORWARD, _NOT, _CONFIRMS = (any_of(_WORDS[kind]) for kind in ("past", "forward", "not", "confirms"))
_ENDED = any_of(_WORDS["ended"])
_CREDIT = any_of(_WORDS["credit"])
_NEGOTIATED = PERSONS | {Property.STUDIO, Property.PLATFORM}
_OF_COMPANIES = frozenset({"company", Property.PLATFORM.value})
_BEGINS = {Status.RELEASED.value: Property.RELEASE_DATE, Status.FILMING.value: Property.FILMING_START}
_DROPS = frozenset({Change.DENIED, Change.REMOVED})
_TALKS_BEFORE = 30  # so far before a name "in talks with" may stand
_REACH = 60  # how far behind its words, in characters, what a claim is about may be named


@dataclass(frozen=True, slots=True)
class _Setting:
    """What an entry as a whole gives its sentences."""

    background: Background
    tone: Tone
    trades: Mapping[str, Property]

    def known(self, title_id: str) -> Known:
        names = self.background.names.get(title_id, frozenset())
        return Known(self.background.of(title_id), names, self.trades)


def claims_of(heard: Sequence[Heard], background: Background) -> tuple[Claim, ...]:
    """Return all claims of an entry, in the order of its sentences; what is said twice comes once."""
    outlines = [sentence.outline for sentence in heard]
    setting = _Setting(background, tone(outlines, background.words), trades_of(outlines))
    found = [claim for sentence in heard for claim in _of_sentence(sentence, setting)]
    return tuple(_merged(found))


def _of_sentence(heard: Heard, setting: _Setting) -> Iterator[Claim]:
    for fit in frames().fits(heard.outline):
        topic = _topic(heard, fit.start, fit.end, ahead=fit.frame.property not in _OF_COMPANIES)
        if topic is not None:
            for said in said_by(fit, heard, setting.known(topic.title_id)):
                yield _claim(said, topic, heard, setting)
    yield from _timed(heard, setting)
    yield from _dropped(heard, setting)
    yield from _unknown(heard)


def _timed(heard: Heard, setting: _Setting) -> Iterator[Claim]:
    text, background = heard.outline.text, setting.background
    known = next((background.of(topic.title_id).release_date for topic in heard.focus.topics), None)
    for item in timed(heard.outline, background.published, known):
        topic = _topic(heard, item.place, item.place + 1)
        if topic is not None:
            start, end = min(item.place, item.cue.start), max(item.place + 1, item.cue.end)
            said = Said(item.property, item.value, item.change, start, end, text[start:end], item.previous)
            said = replace(said, country=item.country, historical=item.historical)
            yield _claim(said, topic, heard, setting)


def _dropped(heard: Heard, setting: _Setting) -> Iterator[Claim]:
    topic = next((topic for topic in heard.focus.topics if topic.subject is Subject.SEQUEL), None)
    if topic is not None:
        stands = setting.background.of(topic.title_id).release_date
        for prop, place, value in dropped(heard.outline, stands):
            said = Said(prop, value, Change.REMOVED, place, place + 1, "", value)
            yield _claim(said, topic, heard, setting)


def _unknown(heard: Heard) -> Iterator[Claim]:
    sentence = heard.focus.sentence
    for prop, start, end in unknowns(heard.outline.text):
        topic = _topic(heard, start, end, ahead=False)
        if topic is not None and topic.subject is Subject.SEQUEL:
            evidence = Evidence(sentence.text, sentence.span)
            yield Claim(
                topic.title_id, prop, None, Change.ADDED, Certainty.CONFIRMED, evidence, Modality.NEGATED, Voice.OUTLET
            )


def _topic(heard: Heard, start: int, end: int, *, ahead: bool = True) -> Topic | None:
    """Return the tracked title that a stretch of an outline is about; None where that is another work.

    `ahead`: a work that is named next is the object ("will direct 'Night Ferry 2'").
    """
    outline = heard.outline
    inside = [outline.marks[place] for place in range(start, end) if place in outline.marks]
    named = [item.values[0] for item in inside if item.mark in {TITLE, ORIGINAL} and isinstance(item.values[0], Topic)]
    if named:
        return named[-1]
    _, last = clause(outline.text, start, end)
    for place in range(end, min(last, end + _REACH) if ahead else end):
        item = outline.marks.get(place)
        if item is not None and item.mark == WORK and _CREDIT.fullmatch(outline.text, end, place):
            continue
        if item is not None and item.mark in {TITLE, ORIGINAL} and isinstance(item.values[0], Topic):
            return item.values[0]
        if item is not None and item.mark == WORK and _is_topic(item.values[0]):
            return None
    return _spoken_of(heard.focus, outline.offset(start))


def _is_topic(work: object) -> bool:
    return isinstance(work, OtherName) and not work.is_credit


def _spoken_of(focus: Focus, offset: int) -> Topic | None:
    about = focus.at(offset)
    if about is None and not focus.others:  # "behind the camera for the sequel" compares nothing
        about = next((topic for topic in focus.topics if topic.link is Link.REFERRED), None)
    return about if isinstance(about, Topic) and about.subject is not Subject.OTHER else None


def _claim(said: Said, topic: Topic, heard: Heard, setting: _Setting) -> Claim:
    outline, sentence = heard.outline, heard.focus.sentence
    near = outline.text[max(0, said.start - _TALKS_BEFORE) : said.end]
    sure, voice = certainty(outline, near, setting.tone, person=said.property in _NEGOTIATED)
    mode = _mode(said, topic, outline, setting)
    change = said.change
    if mode is Modality.NEGATED and _is_denial(said):
        change = Change.REMOVED if _ENDED.search(said.words) else Change.DENIED
        mode = Modality.ASSERTED
    elif change is Change.ADDED and voice is Voice.OFFICIAL and _CONFIRMS.search(outline.text):
        change = Change.CONFIRMED
    return Claim(
        topic.title_id, said.property, said.value, change, sure, Evidence(sentence.text, sentence.span), mode, voice,
        said.previous, said.role, said.country,
    )  # fmt: skip


def _mode(said: Said, topic: Topic, outline: Outline, setting: _Setting) -> Modality:
    if _is_original(said, topic, outline, setting):
        return Modality.ORIGINAL
    if said.historical:
        return Modality.HISTORICAL
    if setting.tone.hoax:
        return Modality.CONDITIONAL
    mode = modality(outline, said.start, said.end, denies=_holds_negation(said))
    if mode is Modality.ASKED and setting.tone.rumored:
        mode = Modality.ASSERTED  # "Is she in it?" asks whoever spreads a rumour
    early = mode is Modality.ASSERTED and said.value in _BEGINS and _is_ahead(said, topic, outline, setting)
    return Modality.CONDITIONAL if early else mode


def _holds_negation(said: Said) -> bool:
    """Whether a negation in the words is part of what they say: "Maar, not Holm, will direct" denies no Maar."""
    instead = said.property in PERSONS and said.previous is not None
    return said.negates or instead or said.change in _DROPS


def _is_denial(said: Said) -> bool:
    """Whether a negation says that somebody does not do it, not only that nothing is known."""
    if said.property in PERSONS:
        return _NOT.search(said.words.rpartition(", ")[2]) is not None
    return said.value == Status.CANCELED


def _is_ahead(said: Said, topic: Topic, outline: Outline, setting: _Setting) -> bool:
    """Whether a stage that a sentence tells of as if it had come still lies ahead ("begins shooting in May")."""
    published, begins = setting.background.published, _BEGINS[said.value]
    days = [item.value for item in timed(outline, published) if item.property is begins]
    known = setting.background.of(topic.title_id).release_date
    if begins is Property.RELEASE_DATE and known is not None:
        days.append(known)
    return any(parse_edtf(day).first_day > published + timedelta(days=1) for day in days)


def _near(outline: Outline, said: Said) -> str:
    """Return the clause that the words stand in."""
    first, last = clause(outline.text, said.start, said.end)
    return outline.text[first:last]


def _is_original(said: Said, topic: Topic, outline: Outline, setting: _Setting) -> bool:
    """Whether the words speak of the earlier work: so named, or told in the past of somebody who made that."""
    if topic.subject is Subject.ORIGINAL or about_original(outline, said.start, said.end):
        return True
    if said.property not in PERSONS or said.change in _DROPS or _FORWARD.search(_near(outline, said)):
        return False
    if said.property is Property.CAST and not _PAST.search(said.words):
        return False
    knowledge, folded = setting.background.of(topic.title_id), fold(said.value)
    ours, theirs = (
        any(fold(person.name) == folded and said.property in person.properties for person in people)
        for people in (knowledge.people, knowledge.original_people)
    )
    return theirs and not ours


def _precise(groups: Iterable[list[Claim]]) -> Iterator[list[Claim]]:
    """Leave out dates of which the same entry says more: "May 2026" beside "May 22, 2026"."""
    kept = list(groups)
    days = [
        one for one in (group[0] for group in kept) if one.property.kind is ValueKind.DATE and one.value is not None
    ]
    for group in kept:
        first = group[0]
        finer = (day for day in days if (day.title_id, day.property) == (first.title_id, first.property))
        if first not in days or not any(_is_vaguer(first, day) for day in finer):
            yield group


def _is_vaguer(claim: Claim, than: Claim) -> bool:
    same = (claim.change in _DROPS) == (than.change in _DROPS) and than.modality is Modality.ASSERTED
    ours, theirs = parse_edtf(claim.value or ""), parse_edtf(than.value or "")
    return same and ours != theirs and ours.contains(theirs)


def _merged(claims: Iterable[Claim]) -> Iterator[Claim]:
    """Make one claim of each title, property, value and direction: an asserted one, as sure as the least sure."""
    groups: dict[tuple[object, ...], list[Claim]] = {}
    for claim in claims:
        key = (claim.title_id, claim.property, fold(claim.value or ""), claim.change in _DROPS)
        groups.setdefault(key, []).append(claim)
    for group in _precise(groups.values()):
        asserted = [claim for claim in group if claim.modality is Modality.ASSERTED]
        if not asserted:
            yield group[0]
            continue
        best = next((claim for claim in asserted if claim.change is not Change.ADDED), asserted[0])
        least = min(asserted, key=lambda claim: claim.certainty.rank)
        role = next((claim.role for claim in asserted if claim.role), None)
        yield replace(best, certainty=least.certainty, voice=least.voice, role=role)
