"""Choosing from many patterns those that a text can hold, before any of them is tried."""

from __future__ import annotations

from collections.abc import Sequence

from bot.extraction.needs import Need

_MOST = 4  # so many needs of a pattern are looked at; hardly any has more


class Sieve:
    """Tells which patterns a text can hold, by the words that they need. Decides; immutable.

    A set of patterns is an integer with a bit for each, so that to unite two costs next to nothing. `_brings` has for a
    word the patterns of which it meets the first need, the second, and so on; `_without` those that have none there.
    `words` are all that count.
    """

    def __init__(self, needs: Sequence[Sequence[Need]]) -> None:
        self._without = [sum(1 << at for at, row in enumerate(needs) if len(row) <= place) for place in range(_MOST)]
        self._brings: dict[str, list[int]] = {}
        for at, row in enumerate(needs):
            for place, need in enumerate(row[:_MOST]):
                for word in need:
                    self._brings.setdefault(word, [0] * _MOST)[place] |= 1 << at
        self.words = frozenset(self._brings)

    def may_pass(self, words: frozenset[str]) -> bool:
        """Whether any may be left; quicker than to find out which."""
        return self._without[0] != 0 or not self.words.isdisjoint(words)

    def passing(self, words: frozenset[str]) -> Sequence[int]:
        """Return the places of the patterns that a text with these words can hold, in order."""
        one, two, three, four = self._without
        for word in self.words & words:
            first, second, third, fourth = self._brings[word]
            one |= first
            two |= second
            three |= third
            four |= fourth
        return _bits(one & two & three & four)


def _bits(number: int) -> list[int]:
    """Return the places of the bits that are set, lowest first."""
    places = []
    while number:
        lowest = number & -number
        places.append(lowest.bit_length() - 1)
        number ^= lowest
    return places
