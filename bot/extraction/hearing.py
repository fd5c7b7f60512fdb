"""An entry's sentences made ready to be read: its persons, companies, places and dates found, its outlines drawn."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from bot.extraction.antecedents import antecedents
from bot.extraction.companies import Companies
from bot.extraction.dates import DateFound, find_dates, may_hold_date
from bot.extraction.focus import Focus
from bot.extraction.lexicon import load
from bot.extraction.outline import COMPANY, DATE, PERSON, PLACE, Named, Outline, outline
from bot.extraction.people import People
from bot.extraction.places import PlaceFound, Places, in_rows
from bot.extraction.sentences import Sentence
from bot.extraction.text import Passage, fold
from bot.model.edtf import EdtfDate, Precision, parse_edtf
from bot.model.titles import Knowledge

_NOTHING = Knowledge()
_LETTERS = re.compile(r"[^\W\d_]+")
_TOWN = r"[A-Z][A-Z'\u2019.-]+(?: [A-Z][A-Z'\u2019.-]+){0,3}(?:, [\w. ]{2,24}){0,2}"
_DAY = r"(?:,? [A-Z][\w.]+ \d{1,2}(?:, \d{4})?)?"
_DATELINE = re.compile(rf"{_TOWN}{_DAY}(?: ?\([^()]{{2,30}}\))? ?(?:[-\u2013\u2014]|--) ")
"""How a wire service's report begins: "LONDON, June 18 (NWA) - ". It says where and when it was written."""
_DAY_ALONE = re.compile(r"\bthe (\d{1,2})(?:st|nd|rd|th)\b")
_IN = re.compile(rf"\b(?:{'|'.join(load('places')['before'])}) \Z")


class Heard(NamedTuple):
    """A sentence of an entry, ready to be read: what it speaks of and its outline."""

    focus: Focus
    outline: Outline


@dataclass(frozen=True, slots=True)
class Background:
    """What is known while an entry is read: of each title what the ledger holds and its folded names.

    `published` is the entry's day, `words` all that it says, folded, and `vocabulary` the words of that.
    """

    published: date
    knowledge: Mapping[str, Knowledge]
    names: Mapping[str, frozenset[str]]
    words: str = ""
    vocabulary: frozenset[str] = frozenset()

    def of(self, title_id: str) -> Knowledge:
        """Return what is known of a title; nothing of one that nobody told about."""
        return self.knowledge.get(title_id, _NOTHING)


def hear(texts: Sequence[Passage], focused: Sequence[Focus], background: Background) -> tuple[Heard, ...]:
    """Draw the outline of every focused sentence."""
    told = background.knowledge.values()
    known = [person.name for one in told for person in (*one.people, *one.original_people)]
    people = People(texts, known, frozenset(_significant(background.names.values())), background.vocabulary)
    companies = Companies(texts, [company for one in told for company in one.companies], background.vocabulary)
    places = Places([item.sentence for item in focused], [place for one in told for place in one.places])
    heard: list[Heard] = []
    for item in focused:
        meant = antecedents(item.sentence, heard[-1].outline if heard else None)
        named = _named(item, (people, companies, places), background)
        if heard and _DAY_ALONE.search(item.sentence.passage.folded, item.sentence.start, item.sentence.end):
            named = _within(_month_named(heard), named, item.sentence)
        heard.append(Heard(item, outline(item, [*meant, *named])))
    return tuple(heard)


def _month_named(heard: Sequence[Heard]) -> EdtfDate | None:
    """Return the last month that the sentences name as such: "in January"."""
    marks = (item for one in reversed(heard) for item in one.outline.marks.values())
    days = (value.date for item in marks for value in item.values if isinstance(value, DateFound))
    return next((day for day in days if day.precision is Precision.MONTH), None)


def _within(month: EdtfDate | None, named: Iterable[Named], sentence: Sentence) -> Iterator[Named]:
    """Put a day that is only counted ("on the 15th") into the month that the text has named before."""
    for item in named:
        day = item.values[0]
        count = _DAY_ALONE.fullmatch(sentence.passage.folded, item.start, item.end) if item.mark == DATE else None
        if month is not None and count is not None and isinstance(day, DateFound):
            with suppress(ValueError):  # no 31st in it
                meant = EdtfDate(month.year, month.month, int(count[1]))
                item = item._replace(values=(day._replace(date=meant, behind=meant),))  # noqa: PLW2901  the same, dated
        yield item


def _named(focus: Focus, finders: tuple[People, Companies, Places], background: Background) -> Iterator[Named]:
    """Yield what a sentence names, what goes first where two overlap coming first."""
    passage, start, end = focus.sentence.passage, focus.sentence.start, focus.sentence.end
    dateline = _DATELINE.match(passage.text, start, end)
    yield from (item for item in _all_named(focus, finders, background) if not dateline or item.start >= dateline.end())


def _all_named(focus: Focus, finders: tuple[People, Companies, Places], background: Background) -> Iterator[Named]:
    people, companies, places = finders
    passage, start, end = focus.sentence.passage, focus.sentence.start, focus.sentence.end
    for day in _dates(focus, background):
        yield Named(start + day.start, start + day.end, DATE, (day,))
    persons, made_by = people.find(passage, start, end), companies.find(passage, start, end)
    surnames = {person.end for person in persons if " " in person.name}
    known = [place for place in places.known(focus.sentence) if place.end not in surnames or _is_in(passage, place)]
    taken = [(place.start, place.end) for place in known] + [(one.start, one.end) for one in made_by]
    shot = places.shot(focus.sentence, taken, [(one.start, one.end) for one in persons if " " in one.name])
    for row in in_rows(passage, sorted([*known, *shot], key=lambda place: place.start)):
        yield Named(row[0].start, row[-1].end, PLACE, row)
    for company in made_by:
        yield Named(company.start, company.end, COMPANY, (company,))
    for person in persons:
        yield Named(person.start, person.end, PERSON, (person,))


def _is_in(passage: Passage, place: PlaceFound) -> bool:
    """Whether the words say that it is a place, though somebody's name ends with it."""
    return _IN.search(passage.folded, max(0, place.start - 8), place.start) is not None


def _dates(focus: Focus, background: Background) -> tuple[DateFound, ...]:
    passage, words = focus.sentence.passage, focus.sentence.words
    if not may_hold_date(focus.sentence.folded, words):
        return ()
    folded, text = (_blanked(field, focus) for field in (passage.folded, passage.text))
    return find_dates(folded, background.published, _anchor(focus, background), text=text, words=words)


def _blanked(text: str, focus: Focus) -> str:
    """Return a sentence with the names of works as spaces, so that their numbers make no dates."""
    sentence = focus.sentence
    words = text[sentence.start : sentence.end]
    for start, end in [(one.start, one.end) for one in focus.topics] + [(one.start, one.end) for one in focus.others]:
        first, last = start - sentence.start, end - sentence.start
        words = words[:first] + " " * (last - first) + words[last:]
    return words


def _anchor(focus: Focus, background: Background) -> EdtfDate | None:
    """Return the date that "a week earlier than planned" counts from."""
    known = (background.of(topic.title_id).release_date for topic in focus.topics)
    return next((parse_edtf(day) for day in known if day is not None), None)


def _significant(names: Iterable[Iterable[str]]) -> Iterator[str]:
    """Yield the words of titles: who bears one of them beside other names is a character."""
    for group in names:
        for name in group:
            yield from _long_words(name)


@lru_cache(maxsize=1024)  # entry after entry speaks of the same titles
def _long_words(name: str) -> tuple[str, ...]:
    return tuple(word for word in _LETTERS.findall(fold(name)) if len(word) > 3)
