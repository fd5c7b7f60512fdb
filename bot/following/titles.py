"""Pure: titles that come from two places, and how a new one gets its id."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from hashlib import blake2b

from bot.model.errors import FollowingError
from bot.model.titles import TrackedTitle

LONGEST_ID = 60
"""In characters. An id is also the name of a seed's file."""


def joined(seeds: Iterable[TrackedTitle], added: Iterable[TrackedTitle]) -> dict[str, TrackedTitle]:
    """Join the titles of the seeds with those that were added; of one id the seed holds, since people can read it."""
    return {title.id: title for title in (*added, *seeds)}


def new_id(name: str, taken: Collection[str] = ()) -> str:
    """Make an id of a title's name: "Night Ferry 2: Landfall" is "night-ferry-2-landfall"."""
    plain = unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode()
    words = re.sub(r"[^a-z0-9]+", "-", plain.replace("'", ""))[:LONGEST_ID].strip("-")
    id_ = words or f"title-{blake2b(name.encode('utf-8', 'replace'), digest_size=4).hexdigest()}"
    return next(one for one in (id_, *(f"{id_}-{number}" for number in range(2, 10_000))) if one not in taken)


def must_be_another(title: TrackedTitle, titles: Mapping[str, TrackedTitle]) -> None:
    """FollowingError where another title that is followed goes by one of the names."""
    ours = {_folded(name): name for name in title.names}
    for other in titles.values():
        same = next((name for name in other.names if _folded(name) in ours), None)
        if same is not None and other.id != title.id:
            raise FollowingError(f"“{same}” is followed already, as {other.title} ({other.id})")


def _folded(name: str) -> str:
    return " ".join(re.sub(r"\W+", " ", unicodedata.normalize("NFKC", name).casefold()).split())
