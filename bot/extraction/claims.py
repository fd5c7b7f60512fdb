"""From the frames and dates of an entry's sentences to its claims.

Each fit names a property; here it gets its title, its modality and its certainty, each with the words that decided. A
finding without a claim says as well why there is none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import NamedTuple

from bot.extraction.abouts import about_of, has_subject, is_ours, works_meant
from bot.extraction.anyof import AnyOf
from bot.extraction.certainty import Tone, Weight, certainty, tone
from bot.extraction.citing import cited, cited_by_all
from bot.extraction.dates import DateFound, Direction
from bot.extraction.earlier import of_earlier
from bot.extraction.focus import OtherName, Topic
from bot.extraction.frames import Fit, frames
from bot.extraction.grounds import Ground
from bot.extraction.hearing import Background, Heard
from bot.extraction.lexicon import load
from bot.extraction.merging import DROPS, merged
from bot.extraction.outline import DATE, Outline, any_of
from bot.extraction.sayings import LONGER, PERSONS, Known, Said, may_be_longer, said_by
from bot.extraction.scope import Ruling, ruling
from bot.extraction.text import fold
from bot.extraction.timing import Dropped, Timed, dropped, moves_release, timed
from bot.extraction.trades import negotiating, trades_of
from bot.extraction.unknowns import Unknown, unknowns
from bot.model.claims import Claim, Evidence, Subject, Voice
from bot.model.edtf import parse_edtf
from bot.model.properties import Certainty, Change, Modality, Property, Status

_WORDS = load("claims")
_NOT, _CONFIRMS = any_of(_WORDS["not"]), AnyOf(_WORDS["confirms"])
_ENDED, _HAPPENED = (any_of(_WORDS[kind]) for kind in ("ended", "happened"))
_CAME_OUT = AnyOf(_WORDS["came_out"])
_NEGOTIATED = PERSONS | {Property.STUDIO, Property.PLATFORM}
_NO_OBJECT = frozenset({"company", Property.PLATFORM, Property.RATING, Property.RUNTIME})
"""What is said of these has no work for its object: a quote behind "rated R for" names none."""
_BEGINNINGS = frozenset({Status.IN_DEVELOPMENT.value, Status.ANNOUNCED.value})
_BEGINS = {Status.RELEASED.value: Property.RELEASE_DATE, Status.FILMING.value: Property.FILMING_START}


_YEAR = timedelta(days=365)
_ASSERTED = Ruling(Modality.ASSERTED)
_PASSED = Ruling(Modality.HISTORICAL, Ground(remark="that day had long passed when this was published"))
_EARLY = Ruling(Modality.CONDITIONAL, Ground(remark="the day on which that begins is still to come"))
_NOT_KNOWN = Ruling(Modality.NEGATED, Ground(remark="it says that this is not known yet"))
_PLAIN = Weight(Certainty.CONFIRMED, Voice.OUTLET)


@dataclass(frozen=True, slots=True)
class Setting:
    """What an entry as a whole gives its sentences."""

    background: Background
    tone: Tone
    trades: Mapping[str, Property]
    negotiating: Mapping[str, Ground]
    moved: Direction | None = None  # the headline says that a release has moved
    cited: str | None = None  # the outlet to which the entry owes its news

    def known(self, title_id: str) -> Known:
        """Return what helps to understand what is said of a title."""
        names = self.background.names.get(title_id, frozenset())
        return Known(self.background.of(title_id), names, self.trades)


class Stated(NamedTuple):
    """A claim, and what decided how its words are meant and how sure they are."""

    claim: Claim
    scope: Ruling
    weight: Weight


class Finding(NamedTuple):
    """Words of a sentence that say something of some work: by which rule, of which work, and the claims in it.

    There are no claims where `about` is no tracked title, or where the rule finds no value in the words.
    """

    by: Fit | Timed | Dropped | Unknown
    about: Topic | OtherName | None
    stated: tuple[Stated, ...] = ()


def claims_of(heard: Sequence[Heard], background: Background) -> tuple[Claim, ...]:
    """Return all claims of an entry, in the order of its sentences; what is said twice comes once."""
    setting = setting_of(heard, background)
    findings = (finding for sentence in heard for finding in findings_in(sentence, setting))
    claims = merged(stated.claim for finding in findings for stated in finding.stated)
    return tuple(one.claim for one in claims if one.claim is not None)


def setting_of(heard: Sequence[Heard], background: Background) -> Setting:
    """Weigh an entry as a whole, before its sentences are read one by one."""
    outlines = [sentence.outline for sentence in heard]
    headline = (one.outline for one in heard if one.focus.sentence.is_headline)
    moved = next(filter(None, map(moves_release, headline)), None)
    source = cited_by_all((one.focus.sentence, one.outline) for one in heard)
    overall = tone(outlines, background.words, background.vocabulary)
    return Setting(background, overall, trades_of(outlines), negotiating(outlines), moved, source)


def findings_in(heard: Heard, setting: Setting) -> Iterator[Finding]:
    """Yield all that rules find in a sentence: by frames, dates, dates taken away, and what is not known."""
    for fit in frames().fits(heard.outline):
        if fit.frame.slot == LONGER and not may_be_longer(fit, heard):
            continue  # nearly all names are the known ones
        about = about_of(heard, fit.start, fit.end, ahead=fit.frame.property not in _NO_OBJECT)
        for work in works_meant(about, heard.focus):
            said = tuple(said_by(fit, heard, setting.known(work.title_id)) if is_ours(work) else ())
            if said or fit.frame.slot != LONGER:  # that a name is the known one is no finding
                yield _finding(fit, work, said, heard, setting)
    yield from _timed(heard, setting)
    yield from _dropped(heard, setting)
    yield from _unknown(heard)


def _finding(
    by: Fit | Timed | Dropped, about: Topic | OtherName | None, said: Iterable[Said], heard: Heard, setting: Setting
) -> Finding:
    stated = tuple(_stated(one, about, heard, setting) for one in said) if is_ours(about) else ()
    return Finding(by, about, stated)


def _timed(heard: Heard, setting: Setting) -> Iterator[Finding]:
    text, background = heard.outline.text, setting.background
    known = next((background.of(topic.title_id).release_date for topic in heard.focus.topics), None)
    for item in timed(heard.outline, background.published, known):
        start, end = min(item.place, item.cue.start), max(item.place + 1, item.cue.end)
        said = Said(item.property, item.value, item.change, start, end, text[start:end], item.previous)
        said = said._replace(country=item.country, historical=item.historical)
        if said.change is Change.ADDED and _is_new_date(item, known, setting.moved):
            said = said._replace(change=Change.CHANGED)
        about = about_of(heard, item.place, item.place + 1, ahead=not has_subject(heard, item.place))
        yield _finding(item, about, [said], heard, setting)


def _is_new_date(item: Timed, known: str | None, moved: Direction | None) -> bool:
    """Whether a date is the one to which the headline's release has moved: later than `known` where it is delayed."""
    if moved is None or item.property is not Property.RELEASE_DATE:
        return False
    return moved is not Direction.AHEAD or known is None or parse_edtf(item.value).last_day > parse_edtf(known).last_day


def _dropped(heard: Heard, setting: Setting) -> Iterator[Finding]:
    topic = next((topic for topic in heard.focus.topics if topic.subject is Subject.SEQUEL), None)
    if topic is not None:
        stands = setting.background.of(topic.title_id).release_date
        for item in dropped(heard.outline, stands):
            place = item.found.start()
            said = Said(item.property, item.value, Change.REMOVED, place, place + 1, "", item.value)
            yield _finding(item, topic, [said], heard, setting)


def _unknown(heard: Heard) -> Iterator[Finding]:
    sentence = heard.focus.sentence
    for item in unknowns(heard.outline.text, heard.outline.words):
        about = about_of(heard, item.found.start(), item.found.end(), ahead=False)
        if not is_ours(about) or about.subject is not Subject.SEQUEL:
            yield Finding(item, about)
            continue
        claim = Claim(
            about.title_id, item.property, None, Change.ADDED, _PLAIN.certainty,
            Evidence(sentence.text, sentence.span), _NOT_KNOWN.modality, _PLAIN.voice,
        )  # fmt: skip
        yield Finding(item, about, (Stated(claim, _NOT_KNOWN, _PLAIN),))


def _stated(said: Said, topic: Topic, heard: Heard, setting: Setting) -> Stated:
    outline, sentence = heard.outline, heard.focus.sentence
    scope = _scope(said, topic, outline, setting)
    mode, change = scope.modality, said.change
    if mode is Modality.NEGATED and _is_denial(said):
        change = Change.REMOVED if _ENDED.search(said.words) else Change.DENIED
        mode = Modality.ASSERTED
    overall = setting.tone.of_denials if change in DROPS else setting.tone
    weight = certainty(outline, said.start, said.end, overall, person=said.property in _NEGOTIATED)
    talks = setting.negotiating.get(fold(said.value or "")) if said.property in PERSONS else None
    if talks is not None and weight.certainty is Certainty.CONFIRMED:
        weight = Weight(Certainty.IN_TALKS, Voice.OUTLET, talks)
    if change is Change.ADDED and weight.voice is Voice.OFFICIAL and _CONFIRMS.search(outline.text, outline.words):
        change = Change.CONFIRMED
    whispered = weight.certainty is Certainty.RUMORED and said.value in _BEGINNINGS
    value = Status.RUMORED.value if whispered else said.value  # a project that is only talked of is a rumored one
    claim = Claim(
        topic.title_id, said.property, value, change, weight.certainty,
        Evidence(sentence.text, sentence.span), mode, weight.voice, said.previous, said.role, said.country,
    )  # fmt: skip
    return Stated(_passed_on(claim, heard, setting), scope, weight)


def _passed_on(claim: Claim, heard: Heard, setting: Setting) -> Claim:
    """Name the outlet that a claim repeats. What is only another's report is no more than reported."""
    if claim.voice is Voice.OFFICIAL:
        return claim
    here = cited(heard.focus.sentence, heard.outline)
    source = here or setting.cited
    if source is None:
        return claim
    sure = claim.certainty
    reported = here is not None and sure is Certainty.CONFIRMED
    return replace(claim, voice=Voice.OTHER_OUTLET, cited=source, certainty=Certainty.REPORTED if reported else sure)


def _scope(said: Said, topic: Topic, outline: Outline, setting: Setting) -> Ruling:
    original = of_earlier(said, topic, outline, setting.background.of(topic.title_id))
    if original is not None:
        return Ruling(Modality.ORIGINAL, original)
    if said.historical or (DATE in outline.words and _tells_of_old(outline, setting.background.published)):
        return _PASSED
    if setting.tone.hoax:
        return Ruling(Modality.CONDITIONAL, setting.tone.ground)
    scope = ruling(outline, said.start, said.end, denies=_holds_negation(said))
    if scope.modality is Modality.ASKED and setting.tone.rumored:
        scope = _ASSERTED  # "Is she in it?" asks whoever spreads a rumour
    early = scope.modality is Modality.ASSERTED and said.value in _BEGINS and _is_ahead(said, topic, outline, setting)
    return _EARLY if early else scope


def _tells_of_old(outline: Outline, published: date) -> bool:
    """Whether a sentence dates a work that came out years ago, so that all in it is of that one."""
    found = _CAME_OUT.search(outline.text, outline.words)
    said = outline.values(found.end() - 1) if found is not None else ()
    return any(
        isinstance(day, DateFound) and day.explicit_year and day.date.last_day < published - _YEAR for day in said
    )


def _holds_negation(said: Said) -> bool:
    """Whether a negation in the words is part of what they say: "Maar, not Holm, will direct" denies no Maar."""
    instead = said.property in PERSONS and said.previous is not None
    return said.negates or instead or said.change in DROPS


def _is_denial(said: Said) -> bool:
    """Whether a negation says that somebody does not do it, not only that nothing is known."""
    if said.property in PERSONS:
        return _NOT.search(said.words.rpartition(", ")[2]) is not None
    return said.value == Status.CANCELED


def _is_ahead(said: Said, topic: Topic, outline: Outline, setting: Setting) -> bool:
    """Whether a stage that a sentence tells of as if it had come still lies ahead ("begins shooting in May")."""
    published, begins = setting.background.published, _BEGINS[said.value]
    if begins is Property.FILMING_START and _HAPPENED.search(said.words):
        return False  # "filming resumed on Monday, with Quint due back in May"
    days = [item.value for item in timed(outline, published) if item.property is begins]
    known = setting.background.of(topic.title_id).release_date
    if begins is Property.RELEASE_DATE and known is not None:
        days.append(known)
    return any(parse_edtf(day).first_day > published + timedelta(days=1) for day in days)
