"""Whom "she", "they" or "the filmmaker" means at a sentence's start: the one of whom the sentence before spoke.

A sentence such as "She will also produce" then has an outline like any other ("P will also produce"). Nothing is said
where several could be meant, nor within a quotation, whose speaker the text has yet to name. Decides; pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from bot.extraction.companies import CompanyFound
from bot.extraction.lexicon import load
from bot.extraction.outline import COMPANY, PERSON, Named, Outline, marked
from bot.extraction.people import PersonFound
from bot.extraction.sentences import Sentence
from bot.extraction.trades import TRADE_WORDS

_WORDS = load("antecedents")
_OPENERS = "|".join(_WORDS["openers"])
_TRADES = "|".join([*_WORDS["people"], *TRADE_WORDS])
_ONE = re.compile(rf"(?:(?:{_OPENERS}),? )?(he|she)(?=['\s])")
_SEVERAL = re.compile(rf"(?:(?:{_OPENERS}),? )?({_WORDS['several']})(?=['\s])")
_GOES_ON = rf"(?:'ll)? (?!(?:{_WORDS['no_subject']})\b)\w|, (?:who|whose)\b|{_WORDS['of']}"
_DESCRIBED = re.compile(rf"the (?:[\"'\w&:,.-]+ ){{0,7}}?({_TRADES})(?={_GOES_ON})")
_VERDICT, _ASKS = re.compile(_WORDS["verdict"]), re.compile(marked(_WORDS["asks"]))
_COMPANY = re.compile(_WORDS["companies"])
_GATE = frozenset(("he", "she", "they", "the", "both"))
_LOOK_BACK = 400  # so far, in characters, a quotation is held to be open
_OPENS_CLAUSE = re.compile(rf"(?:^|[:;,-] ?)(?:[\w' -]{{1,30}} )?{PERSON}")


def antecedents(sentence: Sentence, before: Outline | None) -> Iterator[Named]:
    """Yield a mark for the word that begins `sentence` and means somebody, or a company, of whom `before` speaks."""
    if before is not None:
        yield from filter(None, (_person(sentence, before) or _answer(sentence, before), _company(sentence, before)))


def _answer(sentence: Sentence, before: Outline) -> Named | None:
    """Return a mark before a verdict on whom the sentence before only asks for: "Buck Adair? Not so much."""
    if PERSON not in before.words or not _ASKS.match(before.text):
        return None
    found = _VERDICT.match(sentence.passage.folded, sentence.start, sentence.end)
    persons = next(_persons(before), None)
    return Named(found.start(), found.start(), PERSON, persons) if found and persons else None


def _company(sentence: Sentence, before: Outline) -> Named | None:
    """Return the mark of "the studio", where one company alone was named before."""
    if COMPANY not in before.words or "the" not in sentence.words:
        return None
    found = _COMPANY.match(sentence.passage.folded, sentence.start, sentence.end)
    made_by = {value for item in before.marks.values() for value in item.values if isinstance(value, CompanyFound)}
    if found is None or len({company.name for company in made_by}) != 1:
        return None
    return Named(*found.span(), COMPANY, (min(made_by),))


def _person(sentence: Sentence, before: Outline) -> Named | None:
    """Return a person's mark for the word at the start of `sentence` that means whom `before` speaks of.

    Where that word is somebody's trade ("the filmmaker"), the trade stands behind the persons in its values.
    """
    if _GATE.isdisjoint(sentence.words) or PERSON not in before.words:
        return None
    folded = sentence.passage.folded
    found, several = _reference(folded, sentence.start, sentence.end)
    if found is None or _is_quoted(folded, sentence.start):
        return None
    persons = _meant(before, several=several, described=found.re is _DESCRIBED)
    trade = TRADE_WORDS.get(found[1]) if found.re is _DESCRIBED else None
    values = persons if trade is None else (*persons, trade)
    return Named(*found.span(1), PERSON, values) if persons else None


def _reference(folded: str, start: int, end: int) -> tuple[re.Match[str] | None, bool]:
    one = _ONE.match(folded, start, end)
    if one is not None:
        return one, False
    several = _SEVERAL.match(folded, start, end)
    return (several, True) if several is not None else (_DESCRIBED.match(folded, start, end), False)


def _is_quoted(folded: str, start: int) -> bool:
    """Whether a quotation that began before is still open at `start`."""
    line = folded[max(0, start - _LOOK_BACK) : start].rpartition("\n")[2]
    return line.count('"') % 2 == 1


def _meant(before: Outline, *, several: bool, described: bool) -> tuple[PersonFound, ...]:
    """Choose of the persons in the sentence before: its subject, or the only one that it names."""
    rows = list(_persons(before))
    fitting = [row for row in rows if (len(row) > 1) == several]
    if not fitting or (described and len(_names(rows)) > 1):
        return ()
    if len(_names(fitting)) == len(fitting[0]):
        return fitting[0]
    return fitting[0] if rows[0] == fitting[0] and _OPENS_CLAUSE.match(before.text) else ()


def _persons(outline: Outline) -> Iterator[tuple[PersonFound, ...]]:
    """Yield whom an outline names, row by row, but for those who only own something: "Marchetti's screenplay"."""
    owners = (place for place in outline.marks if outline.text.startswith("'s ", place + 1))
    for item in (outline.marks[place] for place in sorted(outline.marks.keys() - set(owners))):
        row = tuple(value for value in item.values if isinstance(value, PersonFound))
        if row:
            yield row


def _names(rows: Iterable[tuple[PersonFound, ...]]) -> set[str]:
    return {person.name for row in rows for person in row}
