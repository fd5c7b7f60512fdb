"""Choosing from many patterns those that a text can hold, before any of them is tried."""

from __future__ import annotations

from collections.abc import Sequence

from bot.extraction.needs import Need

_MOST = 4  # so many needs of a pattern are looked at; hardly any has more


class Sieve:
    """Tells which patterns a text can hold, by the words that they need. Decides; immutable.

    A set of patterns is an integer with a bit for each, so that to unite two costs next to nothing. `_brings` has for a
    word the patterns of which it meets the first need, and `_size` bits further up those of which it meets the second,
    and so on; `_without` has those that have none there. `words` are all that count.
    """

    def __init__(self, needs: Sequence[Sequence[Need]]) -> None:
        self._size = len(needs)
        self._all = (1 << self._size) - 1
        self._without = 0
        self._brings: dict[str, int] = {}
        for at, row in enumerate(needs):
            for place in range(_MOST):
                bit = 1 << (place * self._size + at)
                self._without |= bit if len(row) <= place else 0
                for word in row[place] if place < len(row) else ():
                    self._brings[word] = self._brings.get(word, 0) | bit
        self.words = frozenset(self._brings)
        self._always = self._left(self._without)

    def may_pass(self, words: frozenset[str]) -> bool:
        """Whether any may be left; quicker than to find out which."""
        return self._without & self._all != 0 or not self.words.isdisjoint(words)

    def passing(self, words: frozenset[str]) -> Sequence[int]:
        """Return the places of the patterns that a text with these words can hold, in order."""
        if self.words.isdisjoint(words):
            return self._always
        met = self._without
        for word in self.words & words:
            met |= self._brings[word]
        return self._left(met)

    def _left(self, met: int) -> Sequence[int]:
        """Return the patterns that have all of their needs met."""
        size = self._size
        return _bits(met & met >> size & met >> 2 * size & met >> 3 * size & self._all)


def _bits(number: int) -> list[int]:
    """Return the places of the bits that are set, lowest first."""
    places = []
    while number:
        lowest = number & -number
        places.append(lowest.bit_length() - 1)
        number ^= lowest
    return places
