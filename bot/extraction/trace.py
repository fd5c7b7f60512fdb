"""How an entry is read, step by step, and what decided at each: the reader's own work laid open. Decides; pure.

Nothing is read a second time here: sentences, outlines, findings and claims are those that `EntryReader.read` makes its
reading of. What is added is where in the lexicon each word stands, and what was heard and came to nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.extraction.claims import Finding, Stated, findings_in, setting_of
from bot.extraction.cues import Cue, cue_of
from bot.extraction.dates import DateFound
from bot.extraction.focus import Focus, OtherName, Topic
from bot.extraction.frames import Fit, Frame, frames
from bot.extraction.grounds import Ground
from bot.extraction.hearing import Heard
from bot.extraction.matching import NameHit
from bot.extraction.merging import Merged, merged
from bot.extraction.outline import COMPANY, MARKS, PERSON, Outline
from bot.extraction.reader import EntryReader, Listening
from bot.extraction.rows import Row, row, row_of
from bot.extraction.sentences import Sentence
from bot.extraction.timing import Dropped, Timed, is_old
from bot.extraction.unknowns import Unknown
from bot.model.claims import Claim, Mention
from bot.model.entries import Entry
from bot.model.properties import Property
from bot.model.titles import Knowledge

_REMOVES = {Property.RELEASE_DATE: "release", Property.FILMING_START: "filming"}
_NEEDED = {PERSON: "a person, and none was found", COMPANY: "a company, and none was found"}
_LETTERS = {mark: letter for letter, mark in MARKS.items()}
_READABLE = {ord(mark): letter for mark, letter in _LETTERS.items()}


@dataclass(frozen=True, slots=True)
class Because:
    """What decided: words of the outline with the lexicon's row that knows them, or a remark in English."""

    words: str = ""
    row: Row | None = None
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """A name or a date of a sentence: the letter that stands for it, its words, and the values behind them."""

    letter: str
    words: str
    values: tuple[object, ...]


@dataclass(frozen=True, slots=True)
class StatedStep:
    """A claim as its sentence makes it, why it reads so, and the entry's claim that it became; None: said better."""

    claim: Claim
    scope: Because | None
    weight: Because | None
    becomes: Claim | None


@dataclass(frozen=True, slots=True)
class Step:
    """What one rule found: the words that fit it, the work they are about, and the claims they make, if any."""

    rule: Because
    finds: str
    about: Topic | OtherName | None
    stated: tuple[StatedStep, ...]


@dataclass(frozen=True, slots=True)
class Missed:
    """What was heard and says nothing: a cue whose frames do not fit, or a date that is no value."""

    words: str
    where: Row | None
    why: str


@dataclass(frozen=True, slots=True)
class SentenceTrace:
    """A sentence: what it speaks of, its outline with a letter for each name, what was found and what was missed.

    `outline` is "" where the sentence speaks of no tracked title, and so is not read.
    """

    sentence: Sentence
    focus: Focus
    outline: str = ""
    marks: tuple[Mark, ...] = ()
    steps: tuple[Step, ...] = ()
    missed: tuple[Missed, ...] = ()


@dataclass(frozen=True, slots=True)
class Trace:
    """How an entry was read. `passed_over` are words like a title's name that mean no title here."""

    mentions: tuple[Mention, ...]
    passed_over: tuple[tuple[NameHit, str], ...]
    tone: Because | None
    sentences: tuple[SentenceTrace, ...]
    claims: tuple[Claim, ...]


def trace(reader: EntryReader, entry: Entry, knowledge: Mapping[str, Knowledge]) -> Trace:
    """Read an entry as `reader` does, and keep all that it went by."""
    listening = reader.listen(entry, knowledge)
    setting = setting_of(listening.heard, listening.background)
    found = [(heard, tuple(findings_in(heard, setting))) for heard in listening.heard]
    groups = tuple(merged(stated.claim for _, row in found for finding in row for stated in finding.stated))
    read = {id(heard.focus): _sentence(heard, findings, groups) for heard, findings in found}
    return Trace(
        listening.mentions,
        tuple(_passed_over(reader, listening)),
        _because(setting.tone.ground),
        tuple(read.get(id(focus)) or SentenceTrace(focus.sentence, focus) for focus in listening.focused),
        tuple(group.claim for group in groups if group.claim is not None),
    )


def _passed_over(reader: EntryReader, listening: Listening) -> Iterator[tuple[NameHit, str]]:
    for passage in listening.texts:
        spans = [one.span for one in listening.mentions if one.span.field is passage.field]
        for hit in reader.names_in(passage):
            if not any(span.start < hit.end and hit.start < span.end for span in spans):
                yield hit, passage.text[hit.start : hit.end]


def _sentence(heard: Heard, findings: Sequence[Finding], groups: Sequence[Merged]) -> SentenceTrace:
    text, sentence = heard.outline.text, heard.focus.sentence
    steps = tuple(_step(finding, text, groups) for finding in findings)
    missed = (*_silent_cues(heard, findings), *_silent_dates(heard, findings))
    return SentenceTrace(sentence, heard.focus, readable(text), tuple(_marks(heard)), steps, missed)


def readable(outline: str) -> str:
    """Write an outline with letters for its marks; the rest of it is in lower case."""
    return outline.translate(_READABLE)


def _marks(heard: Heard) -> Iterator[Mark]:
    passage = heard.focus.sentence.passage
    for item in heard.outline.marks.values():
        yield Mark(_LETTERS[item.mark], passage.text[item.start : item.end], item.values)


def _step(finding: Finding, text: str, groups: Sequence[Merged]) -> Step:
    rule, finds = _rule(finding.by, text)
    return Step(rule, finds, finding.about, tuple(_stated(one, groups) for one in finding.stated))


def _rule(by: Fit | Timed | Dropped | Unknown, text: str) -> tuple[Because, str]:
    """Return what rule found something, and the name of what it finds."""
    if isinstance(by, Fit):
        place = row(by.frame.file, f"frame.{by.frame.property}", by.frame.row)
        return Because(readable(by.words), place), by.frame.property
    if isinstance(by, Timed):
        return _cue(by.cue, text), by.property.value
    table = "unknowns.words" if isinstance(by, Unknown) else f"timing.removed.{_REMOVES[by.property]}"
    return _found(table, by.found), by.property.value


def _cue(cue: Cue, text: str) -> Because:
    words = readable(text[cue.start : cue.end])
    if cue.why:
        return Because(words, remark=cue.why)
    return Because(words, row_of(f"timing.cues.{cue.of}", text, cue.start, cue.end))


def _found(table: str, found: re.Match[str]) -> Because:
    return Because(readable(found[0]), row_of(table, found.string, *found.span()))


def _because(ground: Ground | None) -> Because | None:
    if ground is None:
        return None
    return Because(remark=ground.remark) if ground.found is None else _found(ground.table, ground.found)


def _stated(stated: Stated, groups: Sequence[Merged]) -> StatedStep:
    group = next(one for one in groups if any(member is stated.claim for member in one.members))
    return StatedStep(stated.claim, _because(stated.scope.ground), _because(stated.weight.ground), group.claim)


def _silent_cues(heard: Heard, findings: Sequence[Finding]) -> Iterator[Missed]:
    """Yield the cues of frames none of which fits, with what they lack."""
    marks = {item.mark for item in heard.outline.marks.values()}
    fitting = {id(finding.by.frame) for finding in findings if isinstance(finding.by, Fit)}
    waiting: dict[tuple[str, str, str], list[Frame]] = {}
    for frame in frames().tried(heard.outline.text):
        cue = _cue_in(heard.outline.text, frame)
        if cue:
            waiting.setdefault((cue, frame.file, frame.property), []).append(frame)
    for (cue, file, prop), group in waiting.items():
        if any(id(frame) in fitting for frame in group):
            continue
        lacks = min((frame.needs - marks for frame in group), key=len)
        why = f"needs {_NEEDED[min(lacks)]}" if lacks else f"none of its {len(group)} patterns fits"
        yield Missed(cue, row(file, f"frame.{prop}", group[0].row), why)


def _cue_in(text: str, frame: Frame) -> str:
    """Return the longest cue of a frame that begins a word of the text; those within words say nothing."""
    return max((cue for cue in frame.cues if re.search(rf"\b{re.escape(cue.strip())}", text)), key=len, default="")


def _silent_dates(heard: Heard, findings: Sequence[Finding]) -> Iterator[Missed]:
    """Yield the dates that are no value, with the reason."""
    passage = heard.focus.sentence.passage
    taken = {finding.by.place for finding in findings if isinstance(finding.by, Timed)}
    for place, item in heard.outline.marks.items():
        day = item.values[0]
        if isinstance(day, DateFound) and place not in taken:
            because = _no_value(heard.outline, place, day)
            yield Missed(passage.text[item.start : item.end], because.row, because.remark)


def _no_value(outline: Outline, place: int, day: DateFound) -> Because:
    if day.bound is not None:
        return Because(remark="it is a limit, not the day itself")
    if is_old(outline, place):
        return Because(remark="it is the date that stood before")
    cue = _cue(cue_of(outline.text, place, day), outline.text)
    return cue if cue.remark else Because(cue.words, cue.row, f"it is of something else: “{cue.words}”")
