"""When two names mean the same company, and when one is the other's owner."""

from __future__ import annotations

from functools import lru_cache

from bot.extraction.lexicon import load
from bot.novelty.spelling import words_of

_FAMILIES = load("company_families")
_GENERIC = frozenset(_FAMILIES["generic"])


def _core(name: str) -> str:
    """Keep the words that tell a company from others; all of them where nothing else is left."""
    words = words_of(name)
    return " ".join(word for word in words if word not in _GENERIC) or " ".join(words).removeprefix("the ")


_CANONICAL = {
    _core(name): _core(company["name"])
    for company in _FAMILIES["company"]
    for name in (company["name"], *company.get("also", ()))
}
_OWNERS = {
    company: owner
    for company, owner in (
        (_core(row["name"]), _core(row["part_of"])) for row in _FAMILIES["company"] if "part_of" in row
    )
    if company != owner  # "BBC Film" and its owner are spelled alike once the generic words are gone
}


@lru_cache(maxsize=8192)
def company_key(name: str) -> str:
    """One spelling for all the names of a company: "Walt Disney Pictures" and "Disney" are both `disney`."""
    core = _core(name)
    return _CANONICAL.get(core, core)


@lru_cache(maxsize=8192)
def owners_of(name: str) -> tuple[str, ...]:
    """List the keys of the companies that a company belongs to, nearest first."""
    found: list[str] = []
    owner = _OWNERS.get(company_key(name))
    while owner is not None and owner not in found:
        found.append(owner)
        owner = _OWNERS.get(owner)
    return tuple(found)
