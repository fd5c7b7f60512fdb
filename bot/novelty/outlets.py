"""Which outlet a name means: a configured one, a well-known one, or somebody whom nobody vouches for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from bot.extraction.lexicon import load
from bot.model.entries import Outlet, Trust
from bot.novelty.spelling import words_of


class Outlets:
    """Decides: who publishes under a name. What is configured goes before what is well known.

    Of strangers only what lowers their word is believed from the name alone: a "fan hub" is a fan site, a "news
    search" an aggregator; nobody becomes a trade paper by calling itself one.
    """

    def __init__(self, configured: Iterable[Outlet] = ()) -> None:
        lexicon = load("outlets")
        self._generic = frozenset(lexicon["generic"])
        self._kinds = tuple((frozenset(lexicon[kind.value]["words"]), kind) for kind in (Trust.AGGREGATOR, Trust.FAN))
        self._known: dict[str, Outlet] = {}
        for row in lexicon["outlet"]:
            for name in (row["name"], *row.get("also", ())):
                self._known[self._key(name)] = _outlet(row)
        for outlet in configured:
            self._known[self._key(outlet.name)] = outlet

    def named(self, name: str) -> Outlet:
        """Find the outlet that an entry's `outlet` means; a stranger is press and its own owner."""
        return self._known.get(self._key(name)) or self._stranger(name)

    def _key(self, name: str) -> str:
        words = words_of(name)
        return " ".join(word for word in words if word not in self._generic) or " ".join(words)

    def _stranger(self, name: str) -> Outlet:
        words = frozenset(words_of(name))
        trust = next((kind for signs, kind in self._kinds if words & signs), Trust.PRESS)
        return Outlet(name, owner=name, trust=trust)


def _outlet(row: dict[str, Any]) -> Outlet:
    return Outlet(row["name"], row.get("owner", row["name"]), Trust(row["trust"]))
