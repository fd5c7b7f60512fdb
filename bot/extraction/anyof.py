"""Looking for any of many patterns of the lexicon at once, at the cost of those few that can be there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache
from sys import maxsize

from bot.extraction.needs import needs_of
from bot.extraction.outline import marked
from bot.extraction.sieve import Sieve


class AnyOf:
    """Some patterns, each of them tried only where the words stand that it needs. Decides; immutable.

    `words` are always those of a whole outline, also where only a stretch of it is searched. Of a long text that is
    searched once they need not be given.
    """

    def __init__(self, patterns: Iterable[str]) -> None:
        self._spelled = tuple(marked(pattern) for pattern in patterns)
        self._patterns = tuple(re.compile(pattern) for pattern in self._spelled)
        self._sieve = Sieve([needs_of(pattern) for pattern in self._spelled])
        self._passing = lru_cache(maxsize=16)(self._sieve.passing)  # a sentence makes several claims

    def may_stand(self, words: frozenset[str]) -> bool:
        """Whether looking is worth the while."""
        return self._sieve.may_pass(words)

    def search(
        self, text: str, words: frozenset[str] | None = None, start: int = 0, end: int = maxsize
    ) -> re.Match[str] | None:
        """Find the first place that any of the patterns fits; of several that do so there, the first in order."""
        words = frozenset(filter(text.__contains__, self._sieve.words)) if words is None else words
        best: re.Match[str] | None = None
        for number in self._passing(words):
            found = self._patterns[number].search(text, start, end)
            if found is not None and (best is None or found.start() < best.start()):
                best = found
        return best

    def finditer(self, text: str, words: frozenset[str]) -> Iterator[re.Match[str]]:
        """Yield all places, left to right, none over another."""
        passing = self._passing(words)
        if not passing:
            return iter(())
        return (self._patterns[passing[0]] if len(passing) == 1 else self._any).finditer(text)

    @cached_property
    def _any(self) -> re.Pattern[str]:
        return re.compile("|".join(f"(?:{pattern})" for pattern in self._spelled))
