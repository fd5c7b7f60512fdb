"""A small grammar over kinds of tokens: rules are written with the kinds' names and run as regular expressions.

A rule `month number (comma? year)?` becomes the expression that it spells, with one letter for a token. No rule repeats
anything without bound, so that each start costs a constant and a text linear time. Decides; pure.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Generic, NamedTuple, TypeVar

from bot.extraction.dates.words import KINDS, Token

Context = TypeVar("Context")
Made = TypeVar("Made")
_NAME = re.compile(r"[a-z_]+")


class Matched(NamedTuple):
    """The tokens that a rule matched; `first` is the index of the first one, `previous` stands before it."""

    first: int
    tokens: Sequence[Token]
    previous: Token | None

    @property
    def last(self) -> int:
        """The index of the last token."""
        return self.first + len(self.tokens) - 1

    def all(self, *kinds: str) -> list[Any]:
        """Return the values of the tokens of these kinds, in order."""
        return [token.value for token in self.tokens if token.kind in kinds]

    def one(self, *kinds: str) -> Any:
        """Return the value of the first token of these kinds; None where there is none."""
        return next((token.value for token in self.tokens if token.kind in kinds), None)

    def has(self, *kinds: str) -> bool:
        """Whether a token of one of these kinds is among them."""
        return any(token.kind in kinds for token in self.tokens)


class Grammar(Generic[Context, Made]):
    """Rules, tried in their order at every token; each has a reader that makes something of what it matched.

    A reader that returns None or raises ValueError or OverflowError (31 February, the year 10000) leaves the tokens
    to the rules behind it.
    """

    def __init__(self, rules: Sequence[tuple[str, Callable[[Matched, Context], Made | None]]]) -> None:
        self._rules = [(re.compile(_spelled(pattern)), reader) for pattern, reader in rules]
        self._start = re.compile("|".join(f"(?={rule.pattern})" for rule, _ in self._rules))

    def read(self, tokens: Sequence[Token], context: Context) -> Iterator[Made]:
        """Yield what the rules make of the tokens, left to right, no token used twice."""
        kinds = "".join([KINDS[token.kind] for token in tokens])
        at = 0
        while found := self._start.search(kinds, at):
            at, made = self._read_at(tokens, kinds, found.start(), context)
            if made is not None:
                yield made

    def _read_at(self, tokens: Sequence[Token], kinds: str, at: int, context: Context) -> tuple[int, Made | None]:
        for rule, reader in self._rules:
            found = rule.match(kinds, at)
            if found is None:
                continue
            matched = Matched(at, tokens[at : found.end()], tokens[at - 1] if at else None)
            try:
                made = reader(matched, context)
            except (ValueError, OverflowError):
                continue
            if made is not None:
                return found.end(), made
        return at + 1, None


def _spelled(pattern: str) -> str:
    spelled = _NAME.sub(lambda name: KINDS[name[0]], pattern).replace(" ", "")
    return spelled.replace("(", "(?:").replace("(?:?", "(?")
