"""From folded text to tokens: words of the lexicon with their meaning, numbers, marks. Decides; pure, linear time."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby
from operator import itemgetter
from string import ascii_letters
from typing import Any, NamedTuple

from bot.extraction.dates.holidays import holidays
from bot.extraction.lexicon import load
from bot.extraction.needs import words_of

LEXICON = load("dates")
WEEKDAYS: dict[str, int] = LEXICON["weekdays"]
_SHORT = LEXICON["months_short"] | LEXICON["weekdays_short"]

_TABLES: dict[str, dict[str, Any]] = {
    "month": LEXICON["months"] | LEXICON["months_short"],
    "weekday": WEEKDAYS | LEXICON["weekdays_short"],
    "season": LEXICON["seasons"],
    "holiday": holidays(LEXICON["holidays"], WEEKDAYS),
    "deictic": LEXICON["deictics"],
    "relday": LEXICON["relative_days"],
    "edge": {word: sign for word, sign in LEXICON["shifts_after"].items() if word in LEXICON["parts"]["words"]},
    "count": LEXICON["counts"],
    "ordinal": LEXICON["ordinals"],
    "part": dict.fromkeys(LEXICON["parts"]["words"], 0),
    "shift": LEXICON["shifts_after"],
    "moved": LEXICON["shifts_before"],
    "beside": LEXICON["around"],
    "frame": dict.fromkeys(LEXICON["around_holiday"]["words"], 0),
    "ignored": dict.fromkeys(LEXICON["not_dates"]["words"], 0),
    "plan": dict.fromkeys(LEXICON["plan"]["words"], 0),
} | {kind: dict.fromkeys(words, 0) for kind, words in LEXICON["joining"].items()}
_UNITS: dict[str, str] = LEXICON["units"]
_OWN_UNITS = {"year": "years", "month": "months"}  # kinds of their own: grammar tells "12 next year" from "next week"

_WORDS: dict[str, tuple[str, Any]] = {
    word: (kind, value) for kind, table in reversed(_TABLES.items()) for word, value in table.items()
} | {word: (_OWN_UNITS.get(unit, "unit"), unit) for word, unit in _UNITS.items()}
_MARKS = {",": "comma", "-": "dash", "/": "slash", "'": "quote", "&": "link"}
KINDS = {kind: letter for letter, kind in zip(ascii_letters, dict.fromkeys((
    *_TABLES, *_OWN_UNITS.values(), *_MARKS.values(), "unit", "number", "nth", "year", "short_year", "numeric",
    "amount", "word", "mark", "stop",
)), strict=False)}  # fmt: skip
"""One letter for each kind of token, so that grammar can be matched as a regular expression over kinds."""


def _any_of(words: Iterable[str]) -> str:
    """Write words as alternatives, longest first, by their first letter: most places then fail at once."""
    groups = groupby(sorted(words, key=lambda word: (word[0], -len(word), word)), key=itemgetter(0))
    return "|".join(
        f"{re.escape(first)}(?:{'|'.join(re.escape(word[1:]) for word in group)})" for first, group in groups
    )


_TOKEN = re.compile(
    rf"""
      (?=[a-z])(?:
        (?P<phrase>\b(?:{_any_of(word for word in _WORDS if not word.isalpha())})(?!\w))
      | (?P<short>\b(?:{_any_of(_SHORT)})\.(?!\w)))
    | (?=[\d'])(?:
        (?P<numeric>(?<![\w./$-])
        (?:\d{{4}}(?P<iso>[-/.])\d\d(?P=iso)\d\d|\d{{1,2}}(?P<sign>[/.])\d{{1,2}}(?P=sign)(?:\d{{4}}|\d\d))
        (?![\w/-]|\.\d))
      | (?P<year>(?<![\w.,/$£€#-])(?:19|20)\d\d(?![\w%]|[.,/-]\d))
      | (?P<dash_year>(?<=-)(?<!\d-)(?:19|20)\d\d(?![\w%]|[.,/-]\d))
      | (?P<short_year>(?<!\w)'\d\d(?!\w))
      | (?P<nth>(?<![\w.,$£€#])\d{{1,2}}(?:st|nd|rd|th)(?!\w))
      | (?P<number>(?<![\w.$£€#])\d{{1,2}}(?![\w%]|\.\d|,\d{{3}}(?!\d)|:\d)))
    | (?P<word>\w+)
    | (?P<mark>[^\w\s])
    | (?P<stop>\n)
    """,
    re.VERBOSE | re.ASCII,
)
_DATE_NUMBER = re.compile(r"\d{4}|\d(?:st|nd|rd|th)\b|\d[./]\d")
_COMMON = frozenset(("the", "day", "this", "before", "after", "good", "new", "king", "fool", "fools", "last", "black"))
_TRIGGERS = frozenset(
    part
    for kind in ("month", "weekday", "season", "holiday", "relday")
    for phrase in _TABLES[kind]
    for part in re.findall("[a-z]{3,}", phrase)
    if part not in _COMMON
) | frozenset(_UNITS)


class Token(NamedTuple):
    """A word or mark at `[start, end)`. `kind` is a key of `KINDS`; what `value` is depends on it."""

    kind: str
    value: Any
    start: int
    end: int
    word: str


def may_hold_date(folded: str, words: frozenset[str] | None = None) -> bool:
    """Whether tokens are worth making: no for most sentences without a date. `words` are its words, where known."""
    words = words_of(folded) if words is None else words
    return not _TRIGGERS.isdisjoint(words) or _DATE_NUMBER.search(folded) is not None


def tokens(folded: str) -> list[Token]:
    """Cut the text into tokens, each of the kind that its word alone suggests."""
    found = [(match.lastgroup, match[0], match.span()) for match in _TOKEN.finditer(folded)]
    return [Token(*_meaning(kind, word), *span, word) for kind, word, span in found]


_NO_MEANING = ("word", None)


def _meaning(kind: str | None, word: str) -> tuple[str, Any]:
    """Return the kind and the value of a token, given the group of the expression that found it."""
    if kind in {"word", "phrase"}:
        return _WORDS.get(word, _NO_MEANING)
    if kind == "mark":
        return _MARKS.get(word, "stop" if word in ".!?;:" else "mark"), None
    if kind == "short":
        return _WORDS.get(word.removesuffix("."), _NO_MEANING)
    return ("year", int(word)) if kind == "dash_year" else (str(kind), _number(kind, word))


def _number(kind: str | None, word: str) -> int | None:
    if kind == "short_year":
        return 2000 + int(word[1:]) if int(word[1:]) < 70 else 1900 + int(word[1:])
    return int(word.rstrip("stndrh")) if kind in {"year", "nth", "number"} else None
