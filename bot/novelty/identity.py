"""Ids that are derived from what they name, so that a retry makes the same ones."""

from __future__ import annotations

import hashlib

from bot.model.properties import Certainty, Change, Property

_DIGITS = 24


def digest(*parts: str) -> str:
    """Make a short id that depends on the parts and on where one ends: 24 hexadecimal digits of SHA-256."""
    text = "".join(f"{len(part)}:{part}" for part in parts)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]


def development_id(
    title_id: str,
    *,
    prop: Property,
    value: str,
    change: Change,
    certainty: Certainty,
    entry_id: str,
) -> str:
    """Make the id of a development: what it says, and the entry that says so."""
    return digest(title_id, prop.value, value, change.value, certainty.value, entry_id)
