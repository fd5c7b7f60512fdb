"""What the words right beside a name make of it: the sequel, the earlier work, something else, somebody's credit.

"'Heat' sequel", "sequel to 'Heat'", "a second 'Heat'" and "Heat II" mean the sequel; "the 1995 'Heat'" means the
original; "'Heat: The Musical'" is neither; "the 'Heat' star" is a person.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from bot.extraction.lexicon import alternatives, load
from bot.extraction.matching import NameHit
from bot.extraction.shapes import Shape
from bot.extraction.text import Passage
from bot.extraction.titles import Form, Traits, number_of
from bot.model.claims import Subject

_WORDS = load("titles")
_OTHERS = frozenset(_WORDS["others"])
_SERIES = frozenset(_WORDS["series"])
_ROLES = frozenset(_WORDS["roles"])
_BETWEEN = frozenset(_WORDS["between"])
_MORE = frozenset(_WORDS["more"])
_OLDER = frozenset(_WORDS["older"])
_FOOTAGE = frozenset(_WORDS["footage"])
_UNITS = frozenset(_WORDS["units"])
_HIGHEST = 12  # "Happy Gilmore 25 July" is no twenty-fifth film

_CLOSED = re.compile(r"(?:'s(?!\w)|['\")\],])*+")
_COUNTED = alternatives(_WORDS["cardinals"] + _WORDS["romans"])
_NUMBER = re.compile(
    rf"(?:[:]? (?:- )?(?P<part>{alternatives(_WORDS['parts'])}) ?(?P<counted>{_COUNTED}|\d{{1,2}})"
    rf"| the (?P<ordinal>{alternatives(_WORDS['ordinals'])})(?! \w)"
    rf"| (?P<bare>\d{{1,2}}|{alternatives(_WORDS['romans'][1:])}))(?![\w-]|[.,:]\d|%)(?P<next> [\w.]+)?",
)
_NO_ONE = re.compile(r" no [a-z]")
_WORD = re.compile(r"[\w&'-]+|[^\w\s]|\n")
_YEAR_AFTER = re.compile(r"(?: \(|,? (?:the |a |an |its |his |her )?(?:[\w-]+ ){0,2}?|\()((?:19|20)\d\d)\b")
_YEAR_BEFORE = re.compile(r"((?:19|20)\d\d)(?:'s)?(?: [\w-]+){0,3}\Z")
_RELATED = re.compile(
    rf"\b(?P<word>{alternatives(_WORDS['relations_to'])})(?: (?:{alternatives(_WORDS['films'] + ['series'])}))?,?"
    r" (?:to|of|for|from)(?: [\w'$&.,-]+){0,9}\Z"
)
_OTHER_OF = re.compile(
    rf"\b(?:{alternatives(_WORDS['others_of'])})(?: [\w-]+)? (?:of|from|by|to|inspired by)(?: [\w'-]+){{0,4}}\Z"
)
_CREDIT = re.compile(
    rf"\b(?:{alternatives(_WORDS['roles_of'])})(?: (?:[\w-]+ )?(?:of|in|behind|for|on|from))?"
    r"(?: (?:the|a|an|such films as))?\Z"
)
_OWNED = re.compile(r"['\"\u2019\u201d]{0,2}['\u2019]s['\"\u2019\u201d]? [A-Z][\w-]+ [A-Z][\w-]+")
_GOES_ON = re.compile(r"(?::? | - )(?=[A-Z])(?!\S+['\u2019]s )")
_CLOSING = re.compile(r"['\"](?!\w)")
_PART_OF = re.compile(
    rf"\b({alternatives([*_WORDS['ordinals'], *_WORDS['more']])})"
    r" (?:[\w-]+ )?(?:instal+ment|part|film|movie|chapter|entry|half|series|season|run|outing) (?:of|in|for)(?: the)?\Z"
)
_NUMBERED_OF = re.compile(
    rf"\b(?:season|series|part|chapter) ({alternatives(_WORDS['cardinals'])}|\d{{1,2}}) of(?: the)?\Z"
)
_PERSON_BEFORE = re.compile(r"\b[A-Z][\w.\u2019'-]+ [A-Z][\w\u2019'-]+ \Z")
_BESIDE_CREDIT = re.compile(r"['\"]*(?:\)|,['\"]? ['\"]?[a-z])")
_LAST_WORD = re.compile(r"([\w-]+)\Z")
_OPEN = "'\"( "
_AROUND = 100


class Relation(NamedTuple):
    """What the words beside a name say: the work that it means with them, from `start` to `end` of the passage.

    `subject` is None where they say nothing. `is_firm`: only a film or a series has what they say ("2", "sequel"),
    while marshes too have revivals. `is_credit`: it only says who somebody is. `is_longer`: it begins a longer title.
    """

    subject: Subject | None
    start: int
    end: int
    is_firm: bool = False
    is_credit: bool = False
    is_longer: bool = False


def relate(passage: Passage, hit: NameHit, traits: Traits) -> Relation:
    """Read the words beside a name. What stands nearest goes first; a number before all."""
    before = _before(passage.folded, hit.start)
    return (
        _credited(passage, hit)
        or _related(hit, before, passage)
        or _numbered(passage, hit, traits)
        or _followed(passage, hit, traits)
        or _dated(passage, hit, before, traits)
        or _preceded(passage, hit, before, traits)
        or _lengthened(passage, hit, traits)
        or Relation(None, hit.start, hit.end)
    )


def _before(folded: str, start: int) -> str:
    """Return the text before a name, back to the end of a sentence, without the quote that opens."""
    text = folded[max(0, start - _AROUND) : start]
    for stop in ("\n", ";", "!", "?", ". ", ": "):
        text = text.rpartition(stop)[2]
    return text.rstrip(_OPEN)


def _credited(passage: Passage, hit: NameHit) -> Relation | None:
    """Read "Jo Quaid (The Boys)": a name in brackets behind a person's says who that is."""
    text = passage.text
    opens = text.rfind("(", max(0, hit.start - _AROUND), hit.start)
    if opens < 0 or ")" in text[opens : hit.start] or _BESIDE_CREDIT.match(passage.folded, hit.end) is None:
        return None
    if _PERSON_BEFORE.search(text, max(0, opens - _AROUND), opens) is None:
        return None
    return Relation(Subject.ORIGINAL, hit.start, hit.end, is_credit=True)


def _related(hit: NameHit, before: str, passage: Passage) -> Relation | None:
    """Read "sequel to the 2003 comedy X"; nothing where another name stands between."""
    found = _RELATED.search(before) if hit.form is not Form.OWN else None
    if found is None or '"' in found[0] or " '" in found[0]:
        return None
    start = passage.folded.rfind(found[0], 0, hit.start)
    return Relation(Subject.SEQUEL, start, hit.end, is_firm=True)


def _numbered(passage: Passage, hit: NameHit, traits: Traits) -> Relation | None:
    """Read "X 2", "X Part Two", "X III", "X the third"."""
    start = _closed(passage, hit)
    found = _NUMBER.match(passage.folded, start)
    if found is None or not _is_number(passage, found, comma="," in passage.folded[hit.end : start]):
        return None
    group = _counting(found)
    number, end = number_of(found[group]), found.end(group)
    if found["part"] in _SERIES and not traits.is_series:
        return Relation(Subject.OTHER, hit.start, end, is_firm=True)
    if number in traits.numbers:
        return Relation(Subject.SEQUEL, hit.start, end, is_firm=True)
    if number is None or number > _HIGHEST:
        return None
    subject = Subject.ORIGINAL if number <= traits.original_number else Subject.OTHER
    return Relation(subject, hit.start, end, is_firm=True)


def _is_number(passage: Passage, found: re.Match[str], *, comma: bool) -> bool:
    """Whether a number counts works: "2 years" and "no one" do not, and a roman one needs its capitals."""
    if (found["next"] or "").strip().rstrip(".") in _UNITS or _NO_ONE.match(found[0]):
        return False
    if _counting(found) != "bare":
        return True
    written = passage.text[found.start("bare") : found.end("bare")]
    return not comma and (written.isdecimal() or (written.isupper() and len(written) > 1))


def _counting(found: re.Match[str]) -> str:
    return next(group for group in ("counted", "ordinal", "bare") if found[group])


def _closed(passage: Passage, hit: NameHit) -> int:
    """Return the offset behind a name's closing quote, comma and possessive ending."""
    found = _CLOSED.match(passage.folded, hit.end)
    return found.end() if found else hit.end


def _followed(passage: Passage, hit: NameHit, traits: Traits) -> Relation | None:
    """Read what is said of a name by the words behind it: "X sequel", "X musical", "X star", "X, the musical"."""
    start = _closed(passage, hit)
    comma = "," in passage.folded[hit.end : start]
    for place, found in enumerate(_WORD.finditer(passage.folded, start, start + 60)):
        word = found[0].removesuffix("'s").rstrip("'")
        if word in _WORDS["articles"] and comma and place == 0:
            continue
        if word in _BETWEEN or not word[:1].isalnum() or place > 3 or (comma and place == 0):
            return None
        told = _told(word, place, hit, traits)
        if told is not None:
            end = hit.end if told.is_credit or comma else found.start() + len(word)
            return Relation(told.subject, hit.start, end, told.is_firm, told.is_credit)
    return None


def _told(word: str, place: int, hit: NameHit, traits: Traits) -> Relation | None:
    """Read one word, `place` words behind a name; nothing where it says nothing."""
    own = _is_own(hit, traits)
    if word in _ROLES and place < 2:
        return Relation(Subject.SEQUEL if own else Subject.ORIGINAL, 0, 0, is_credit=True)
    if word in traits.relations:
        return Relation(Subject.SEQUEL, 0, 0, is_firm=word not in _WORDS["vague"])
    foreign = word in _OTHERS or (word in _SERIES and not traits.is_series)
    if foreign and place < (1 if own else 3):
        return Relation(Subject.OTHER, 0, 0, is_firm=True)
    return None


def _is_own(hit: NameHit, traits: Traits) -> bool:
    """Whether a name is the sequel's alone; a new season goes by the name of the old ones."""
    return hit.form in {Form.OWN, Form.SUBTITLE} and not (traits.is_series and traits.bare)


def _dated(passage: Passage, hit: NameHit, before: str, traits: Traits) -> Relation | None:
    """Read "the 2003 X", "X (2003)", "X, the 2003 comedy": the original's year, or an even older version's."""
    after = _YEAR_AFTER.match(passage.folded, _closed(passage, hit))
    earlier = _YEAR_BEFORE.search(before)
    for found in (earlier, after):
        if found and traits.year and int(found[1]) == traits.year:
            return Relation(Subject.ORIGINAL, hit.start, hit.end, is_firm=True)
    if earlier and traits.year and earlier.end(1) == len(before) and int(earlier[1]) < traits.year:
        return Relation(Subject.OTHER, hit.start, hit.end, is_firm=True)
    return None


def _preceded(passage: Passage, hit: NameHit, before: str, traits: Traits) -> Relation | None:
    """Read what is said of a name by the words before it: "a second X", "the original X", "the director of X"."""
    own = _is_own(hit, traits)
    if _OTHER_OF.search(before) and not (own and "remake" in traits.relations):
        return Relation(Subject.OTHER, hit.start, hit.end, is_firm=True)
    if not own and (_CREDIT.search(before) or _owner(passage, hit)):
        return Relation(Subject.ORIGINAL, hit.start, hit.end, is_credit=True)
    last = _PART_OF.search(before) or _NUMBERED_OF.search(before) or _LAST_WORD.search(before)
    word = last[1] if last else ""
    if _is_footage(passage, hit) or not word:
        return None
    subject = _counted(word, traits)
    if subject is None and word in _MORE and not own:
        return None if hit.form is Form.PART else Relation(Subject.SEQUEL, hit.start, hit.end)
    if subject is None or (own and word not in _OLDER - {"first"}):
        return None
    return Relation(subject, hit.start, hit.end, is_firm=True)


def _counted(word: str, traits: Traits) -> Subject | None:
    """Read "first", "second", "original" before a name."""
    number = number_of(word) if word in _WORDS["ordinals"] or word in _WORDS["cardinals"] or word.isdecimal() else None
    if number is not None and number in traits.numbers:
        return Subject.SEQUEL
    if word in _OLDER or (number is not None and number == traits.original_number):
        return Subject.ORIGINAL
    return None if number is None else Subject.OTHER


def _is_footage(passage: Passage, hit: NameHit) -> bool:
    """Whether the name only says of what a trailer or a photo is, so that "first" or "new" is not said of it."""
    words = _WORD.findall(passage.folded, _closed(passage, hit), hit.end + 40)
    return not _FOOTAGE.isdisjoint(words[:2])


def _owner(passage: Passage, hit: NameHit) -> bool:
    """Whether a person is called by the name: "Terrifier's Damien Leone"."""
    return _OWNED.match(passage.text, hit.end) is not None


def _lengthened(passage: Passage, hit: NameHit, traits: Traits) -> Relation | None:
    """Read "'X: Something Else'": a title that goes on behind the name, to the quote or the italics' end."""
    if hit.shape is not Shape.QUOTED or not _GOES_ON.match(passage.text, hit.end):
        return None
    italic, quote = passage.italic_from(hit.start), _CLOSING.search(passage.folded, hit.end, hit.end + _AROUND)
    close = quote.start() if quote else hit.end
    if italic and italic[0] <= hit.start:
        close = italic[1]
    close -= len(passage.text[hit.end : close]) - len(passage.text[hit.end : close].rstrip(" .,!?"))
    words = [*_WORD.findall(passage.folded, hit.end, close), *_WORD.findall(passage.folded, close + 1, close + 30)[:3]]
    foreign = _OTHERS if traits.is_series else _OTHERS | _SERIES
    if traits.subtitled or not foreign.isdisjoint(words):
        return Relation(Subject.OTHER, hit.start, close, is_firm=True, is_longer=True)
    return Relation(None, hit.start, close, is_longer=True)
