"""How a text was read, step by step, as people read it: what stood for what, which rule fitted, and what decided."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bot.extraction.companies import CompanyFound
from bot.extraction.dates import DateFound
from bot.extraction.focus import Link, OtherName, Topic
from bot.extraction.people import PersonFound
from bot.extraction.places import PlaceFound
from bot.extraction.rows import Row
from bot.extraction.shapes import Shape
from bot.extraction.trace import Because, Mark, Missed, SentenceTrace, StatedStep, Step, Trace
from bot.model.claims import Subject
from bot.wording.clean import one_line
from bot.wording.fates import claim_words
from bot.wording.words import Standing

Names = Callable[[str], str]

_SUBJECTS = {
    Subject.SEQUEL: "the sequel",
    Subject.ORIGINAL: "the earlier work",
    Subject.OTHER: "another work of that name",
}
_LINKS = {
    Link.NAMED: "named",
    Link.REFERRED: "referred to",
    Link.CARRIED: "carried on from before",
    Link.AHEAD: "named only further on",
}
_SHAPES = {Shape.LOWER: "in lower case: ordinary words", Shape.TITLED: "its capitals say little: it may be any words"}


@dataclass(frozen=True, slots=True)
class WhyTold:
    """What decided: a word of the lexicon with its file, line and pattern, or a remark; all empty: nothing had to."""

    words: str = ""
    where: str = ""
    pattern: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class ClaimTold:
    """A claim that a rule makes: what it states, how it is meant and why, how sure it is and why. `note`: its end."""

    title: str
    text: str
    standing: Standing
    scope: str
    scope_why: WhyTold
    certainty: str
    certainty_why: WhyTold
    note: str


@dataclass(frozen=True, slots=True)
class RuleTold:
    """A rule that fits: what it finds, by which words and pattern, and its claims, or `nothing`: why there is none."""

    finds: str
    rule: WhyTold
    claims: tuple[ClaimTold, ...]
    nothing: str


@dataclass(frozen=True, slots=True)
class SentenceTold:
    """A sentence: what it is about, its outline, what each letter of that stands for, what was found and missed."""

    text: str
    field: str
    about: tuple[str, ...]
    outline: str
    marks: tuple[tuple[str, str], ...]
    rules: tuple[RuleTold, ...]
    missed: tuple[WhyTold, ...]


@dataclass(frozen=True, slots=True)
class TraceTold:
    """How a text was read: the names found and those passed over, its tone as a whole, and its sentences."""

    mentions: tuple[str, ...]
    passed_over: tuple[str, ...]
    tone: WhyTold
    sentences: tuple[SentenceTold, ...]


def trace_told(trace: Trace, name_of: Names) -> TraceTold:
    """Put a trace into words. `name_of` gives a title's name by its id."""
    mentions = (f"“{one_line(one.words)}”: {_work(one.title_id, one.subject, name_of)}" for one in trace.mentions)
    passed = (
        f"“{one_line(words)}”: not {name_of(hit.title_id)}, {_SHAPES.get(hit.shape, 'by the words beside it')}"
        for hit, words in trace.passed_over
    )
    sentences = tuple(_sentence(one, name_of) for one in trace.sentences)
    return TraceTold(tuple(mentions), tuple(passed), _why(trace.tone), sentences)


def _work(title_id: str, subject: Subject, name_of: Names) -> str:
    return f"{one_line(name_of(title_id))}, {_SUBJECTS[subject]}"


def _sentence(one: SentenceTrace, name_of: Names) -> SentenceTold:
    about = [f"{_topic(topic, name_of)} ({_LINKS[topic.link]})" for topic in one.focus.topics]
    about += [_topic(other, name_of) for other in one.focus.others]
    return SentenceTold(
        text=one_line(one.sentence.text),
        field="headline" if one.sentence.is_headline else one.sentence.passage.field.value,
        about=tuple(about),
        outline=one_line(one.outline),
        marks=tuple((mark.letter, f"{one_line(mark.words)}{_meaning(mark)}") for mark in one.marks),
        rules=tuple(_rule(step, name_of) for step in one.steps),
        missed=tuple(map(_missed, one.missed)),
    )


def _topic(work: Topic | OtherName | None, name_of: Names) -> str:
    if isinstance(work, Topic):
        return _work(work.title_id, work.subject, name_of)
    if isinstance(work, OtherName):
        return f"“{one_line(work.words)}”, another work{', a credit' if work.is_credit else ''}"
    return "nothing in focus"


def _meaning(mark: Mark) -> str:
    """Say what a mark's words were understood as, where that is more than the words."""
    told = ", ".join(filter(None, (_value(value) for value in mark.values)))
    return f" = {told}" if told and told != one_line(mark.words) else ""


def _value(value: object) -> str:
    match value:
        case PersonFound():
            return one_line(value.name)
        case CompanyFound():
            return f"{one_line(value.name)} ({value.property.value})"
        case DateFound():
            return f"{value.date} ({', '.join(_date_notes(value))})"
        case PlaceFound():
            return one_line(value.name)
        case Topic():
            return _SUBJECTS[value.subject]
        case _:
            return ""


def _date_notes(day: DateFound) -> Iterator[str]:
    yield day.date.precision.name.lower()
    if day.behind != day.date:
        yield f"{day.behind} for who looks back"
    for note, holds in (("relative", day.relative), ("only a weekday", day.weekday), ("a bare year", day.bare_year)):
        if holds:
            yield note
    if day.country:
        yield f"in {day.country} only"


def _rule(step: Step, name_of: Names) -> RuleTold:
    claims = tuple(_claim(one, name_of) for one in step.stated)
    ours = isinstance(step.about, Topic) and step.about.subject is not Subject.OTHER
    nothing = "" if claims else "no value in these words" if ours else f"about {_topic(step.about, name_of)}"
    return RuleTold(step.finds.replace("_", " "), _why(step.rule), claims, nothing)


def _claim(one: StatedStep, name_of: Names) -> ClaimTold:
    claim = one.claim
    return ClaimTold(
        title=one_line(name_of(claim.title_id)),
        text=claim_words(claim),
        standing=Standing.of(claim.certainty),
        scope=claim.modality.value,
        scope_why=_why(one.scope),
        certainty=f"{claim.certainty.value}, {claim.voice.value}",
        certainty_why=_why(one.weight),
        note=_note(one),
    )


def _note(one: StatedStep) -> str:
    """Say what became of a claim beside the others of its entry."""
    if one.becomes is None:
        return "left out: the entry gives a more precise date"
    if one.becomes.modality is not one.claim.modality:
        return f"another sentence counts, where it is {one.becomes.modality.value}"
    if one.becomes.certainty is not one.claim.certainty:
        weaker = one.becomes.certainty.rank < one.claim.certainty.rank
        return f"counts as {one.becomes.certainty.value}, as another sentence has it" if weaker else ""
    return ""


def _missed(one: Missed) -> WhyTold:
    return WhyTold(words=one_line(one.words), where=_where(one.where), remark=one.why)


def _why(because: Because | None) -> WhyTold:
    if because is None:
        return WhyTold()
    pattern = because.row.pattern if because.row else ""
    return WhyTold(one_line(because.words), _where(because.row), pattern, because.remark)


def _where(row: Row | None) -> str:
    return f"{row.file}:{row.line} [{row.table}]" if row else ""
