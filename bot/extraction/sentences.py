"""Passages cut into sentences: the unit in which cues, values and subjects are put together. Linear time."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from bot.extraction.lexicon import load
from bot.extraction.needs import words_of
from bot.extraction.text import Passage
from bot.model.claims import Span, TextField

_WORDS = load("sentences")
_NEVER_LAST = frozenset(_WORDS["never_last"])
_BEFORE_NUMBER = frozenset(_WORDS["before_number"])
_MAY_BE_LAST = frozenset(_WORDS["may_be_last"])
_OPENERS = frozenset(_WORDS["openers"])

# Read over folded text, where every quote is straight and every dash plain.
_END = re.compile(
    r"""[\s.!?\u2026](?:                                 # re skips to these signs at once
      (?<=\n)                                              # a block ended
    | (?<=\s)(?=[\u2022\u2023\u25aa\u25cf\u25e6\u25a0\u25ba\u25b8])  # the next item of a list
    | (?<!\s)(?<![.!?\u2026].)[.!?\u2026]*+["')\]]{0,3}(?=[\s\u2022])  # a stop, with what it closes
    )""",
    re.VERBOSE,
)
_AROUND = "\u2022\u2023\u25aa\u25cf\u25e6\u25a0\u25ba\u25b8\u00b7*-| \n"
_LAST_WORD = re.compile(r"[\w.&'-]*\Z")
_NEXT_WORD = re.compile(r"""[\s"'(\[]*([\w'-]*)""")
_OUTLET = re.compile(r" (?:[-|\u2022\u00b7]|::) (?=[^-|\u2022\u00b7]{2,40}\Z)")
_SMALL_WORDS = frozenset(("of", "the", "and", "for", "in", "on", "&", "to", "at"))
_LONGEST_WORD = 24
_LONGEST = 1_000  # no sentence of the news is longer


@dataclass(frozen=True, slots=True, eq=False)  # each is itself: they are looked up by the hundred
class Sentence:
    """A sentence of a passage: the range `[start, end)` of its text, and its place among the passage's sentences.

    `words` are those of its folded text, so that nobody looks closely for what cannot be there.
    """

    passage: Passage
    start: int
    end: int
    index: int
    words: frozenset[str]

    @property
    def text(self) -> str:
        """The sentence as it stands."""
        return self.passage.text[self.start : self.end]

    @property
    def folded(self) -> str:
        """The sentence in folded text; offsets agree with `text`."""
        return self.passage.folded[self.start : self.end]

    @property
    def has_quotes(self) -> bool:
        """Whether a quote or an apostrophe stands in it."""
        folded = self.folded
        return '"' in folded or "'" in folded

    @property
    def is_headline(self) -> bool:
        """Whether it is the entry's title, or a part of it."""
        return self.passage.field is TextField.TITLE

    @property
    def span(self) -> Span:
        """Where it stands in its entry."""
        return Span(self.passage.field, self.start, self.end)


@lru_cache(maxsize=4)  # an entry's passages are cut for its mentions, and once more for what it says
def sentences(passage: Passage) -> tuple[Sentence, ...]:
    """Cut a passage into its sentences, in order; together they hold all of its words.

    Colons and semicolons end no sentence. A headline is also cut before the outlet's name at its end.
    """
    cuts = list(_cuts(passage))
    tail = _OUTLET.search(passage.folded) if passage.field is TextField.TITLE else None
    if tail is not None and _is_name(passage.text[tail.end() :]):
        cuts = [*(cut for cut in cuts if cut < tail.start()), tail.end()]
    found: list[Sentence] = []
    for start, end in _no_longer(passage.folded, zip([0, *cuts], [*cuts, len(passage.text)], strict=True)):
        first, last = _trimmed(passage.folded, start, end)
        if first < last:
            found.append(Sentence(passage, first, last, len(found), words_of(passage.folded[first:last])))
    return tuple(found)


def _no_longer(folded: str, ranges: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Cut ranges that are too long at a space, so that whatever is done for a sentence has a bound."""
    for start, end in ranges:
        while end - start > _LONGEST:
            cut = folded.rfind(" ", start + 1, start + _LONGEST) + 1 or start + _LONGEST
            yield start, cut
            start = cut  # noqa: PLW2901  the rest of it
        yield start, end


def _cuts(passage: Passage) -> Iterator[int]:
    """Yield the offsets behind each sentence but the last."""
    begin, one_case = 0, passage.text.islower()
    for found in _END.finditer(passage.folded):
        if found[0].isspace() or _ends(passage, begin, found, one_case=one_case):
            begin = found.end()
            yield begin


def _ends(passage: Passage, begin: int, stop: re.Match[str], *, one_case: bool) -> bool:
    """Whether a sentence that began at `begin` ends with this stop."""
    word = _NEXT_WORD.match(passage.folded, stop.end(), stop.end() + _LONGEST_WORD)
    following = passage.text[word.start(1) : word.end(1)] if word else ""
    if following[:1].islower() and not one_case:
        return False
    if not stop[0].startswith(".") or stop[0].startswith(".."):
        return True
    last = _LAST_WORD.search(passage.folded, max(begin, stop.start() - _LONGEST_WORD), stop.start())
    before = passage.text[last.start() : last.end()].strip("'-") if last else ""
    return _ends_between(before, following, at_start=stop.start() - begin <= 4)


def _ends_between(last: str, following: str, *, at_start: bool) -> bool:
    """Whether a full stop between two words ends a sentence: "Jan." and "J.J." need not."""
    folded = last.lower()
    if folded in _NEVER_LAST or (folded in _BEFORE_NUMBER and following[:1].isdigit()):
        return False
    if last.isdigit() and at_start:
        return False  # "1. The tunnel": the number of an item
    initials = last.isupper() and last != "I" and (len(last) == 1 or "." in last)
    if not initials and folded not in _MAY_BE_LAST:
        return True
    return following.lower().replace("\u2019", "'").partition("'")[0] in _OPENERS  # "We'd"


def _is_name(tail: str) -> bool:
    """Whether the end of a headline can be an outlet's name: a few capitalised words."""
    words = tail.split()
    if len(words) > 5 or not tail[:1].isalnum():
        return False
    return all(word in _SMALL_WORDS or not word[:1].islower() for word in words)


def _trimmed(folded: str, start: int, end: int) -> tuple[int, int]:
    """Leave out white space, bullets and lone dashes at both ends of a range."""
    inner = folded[start:end]
    return start + len(inner) - len(inner.lstrip(_AROUND)), end - len(inner) + len(inner.rstrip(_AROUND))
