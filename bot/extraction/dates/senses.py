"""Which words are dates where they stand: "may" the verb, "June Squibb", "20th Century". Decides; pure.

A word that turns out to be none becomes a token of kind `word`. Capital letters of the original text help where it has
both cases; a text in capitals or small letters throughout is read by its words alone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.extraction.dates.words import LEXICON, Token

_CONTEXT = {key: frozenset(words) for key, words in LEXICON["context"].items()}
_SHORT = frozenset((*LEXICON["months_short"], *LEXICON["weekdays_short"]))
_NUMBERS = frozenset(("number", "nth", "year", "short_year"))
_SPANS = frozenset(("unit", "months", "years"))
_MARKS = frozenset(("comma", "dash", "slash", "quote", "mark", "stop"))


def settle(tokens: Sequence[Token], text: str | None) -> list[Token]:
    """Give each token the kind that it has in its surroundings. `text` is the text in its original case."""
    cased = text if text is not None and not text.isupper() and not text.islower() else None
    settled = list(tokens)
    for index, token in enumerate(tokens):  # numbers first: months look at them
        if token.kind in {"number", "nth"}:
            settled[index] = _number(_View(tokens, index, cased))
    for index, token in enumerate(settled):
        test = _TESTS.get(token.kind)
        if test is not None and not test(_View(settled, index, cased)):
            settled[index] = token._replace(kind="word")
    return settled


@dataclass(frozen=True, slots=True)
class _View:
    """A token among its neighbours."""

    tokens: Sequence[Token]
    index: int
    text: str | None

    @property
    def token(self) -> Token:
        return self.tokens[self.index]

    @property
    def name(self) -> str:
        return self.token.word.removesuffix(".")

    def kind(self, offset: int) -> str:
        at = self.index + offset
        return self.tokens[at].kind if 0 <= at < len(self.tokens) else "stop"

    def word(self, offset: int) -> str:
        at = self.index + offset
        return self.tokens[at].word if 0 <= at < len(self.tokens) else ""

    def capital(self, offset: int = 0) -> bool:
        """Whether a word there begins with a capital letter, as far as the text tells."""
        at = self.index + offset
        if self.text is None or not 0 <= at < len(self.tokens) or self.kind(offset) in _MARKS:
            return False
        return self.text[self.tokens[at].start].isupper()


def _number(view: _View) -> Token:
    """Give its kind to a number: one that counts something is no day of a month."""
    if view.kind(-1) == "month" and view.word(1) == "weekend":
        return view.token
    if view.kind(1) in _SPANS and view.token.kind == "number":
        return view.token._replace(kind="amount")
    behind = 2 if view.kind(1) == "dash" else 1
    counts = view.word(behind) in _CONTEXT["counted"] or view.kind(behind) in _SPANS
    return view.token._replace(kind="word") if counts else view.token


def _is_month(view: _View) -> bool:
    if view.name in _CONTEXT["verbs"] and view.text is not None and not view.capital():
        return False
    if view.name not in _CONTEXT["ambiguous"] and view.name not in _SHORT:
        return True
    if _beside_number(view) or view.word(1) in _CONTEXT["after"] or _leads_to_month(view):
        return True
    shy = view.name in _CONTEXT["verbs"] or view.name in _SHORT
    return view.capital() and not (shy or view.capital(-1) or view.capital(1))


def _beside_number(view: _View) -> bool:
    if view.kind(1) in _NUMBERS or view.kind(-1) in {"number", "nth"}:
        return True
    if (view.kind(1), view.kind(2)) in {("comma", "year"), ("slash", "month"), ("or", "month")}:
        return True
    if view.kind(1) in {"of", "deictic"} and view.kind(2) in {"deictic", "year", "years"}:
        return True
    return view.kind(1) == "the" and view.kind(2) == "nth"


def _leads_to_month(view: _View) -> bool:
    before = view.word(-2) if view.kind(-1) in {"the", "dash"} else view.word(-1)
    if before in _CONTEXT["before_name"] and view.capital(1):
        return False
    if before == "this" and view.text is None and view.name in _CONTEXT["verbs"]:
        return False
    return view.kind(-1) in {"part", "edge", "deictic"} or before in _CONTEXT["before"]


def _is_season(view: _View) -> bool:
    following = 2 if view.kind(1) in {"of", "comma"} else 1
    if view.kind(following) in {"year", "short_year"} or (view.kind(1) == "of" and view.kind(2) == "deictic"):
        return True
    if view.kind(1) in {"deictic", "slash"} or view.word(1) in _CONTEXT["after"]:
        return True
    if view.kind(-1) in {"part", "edge", "deictic", "slash"}:
        return True
    if view.kind(-1) == "the":
        titled = view.capital() and view.capital(-1) and view.index > 1
        return view.word(-2) in _CONTEXT["before"] and not titled
    verb = view.name in _CONTEXT["verb_seasons"] and view.word(-1) in _CONTEXT["before_verb"]
    return view.word(-1) in _CONTEXT["before"] and not verb


def _is_weekday(view: _View) -> bool:
    dated = 2 if view.kind(1) in {"comma", "the"} else 1
    if view.kind(dated) in {"month", "nth"} or (view.kind(dated) == "number" and view.kind(dated + 1) == "month"):
        return True
    return view.name not in _SHORT and _stands_free(view)


def _is_holiday(view: _View) -> bool:
    if view.kind(1) in {"year", "frame", "unit", "deictic"} or view.token.value.exact:
        return view.word(-1) not in _CONTEXT["repeated"]
    return view.kind(1) != "number" and _stands_free(view)


def _stands_free(view: _View) -> bool:
    """Whether a day's name is no part of a longer name ("Taco Tuesday", "Friday Night Lights")."""
    before = view.word(-2) if view.kind(-1) == "the" else view.word(-1)
    if before in _CONTEXT["repeated"]:
        return False
    return before in _CONTEXT["before_day"] or not (view.capital(-1) or view.capital(1))


_TESTS: dict[str, Callable[[_View], bool]] = {
    "month": _is_month,
    "season": _is_season,
    "weekday": _is_weekday,
    "holiday": _is_holiday,
}
