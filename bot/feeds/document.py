"""What is left of a feed document once it has been read. Apart from the parsers, which the bot itself never loads."""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import blake2b

from bot.model.entries import Entry
from bot.model.feeds import Hints

_JOINT = "\x1f"


@dataclass(frozen=True, slots=True)
class Document:
    """What a feed document says: its entries, oldest first, and how it wants to be asked."""

    entries: tuple[Entry, ...] = ()
    hints: Hints = field(default_factory=Hints)

    @property
    def items_hash(self) -> str:
        """Digest the items, so that it shows whether a feed has changed or has only been written anew."""
        ids = sorted(entry.id for entry in self.entries)
        return blake2b(_JOINT.join(ids).encode(), digest_size=16).hexdigest()
