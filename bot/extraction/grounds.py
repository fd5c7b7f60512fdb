"""What decided how words are read, kept so that people can be told why.

Every decision that a word of the lexicon makes hands on its ground; `sequelwatch explain --text` shows them.
"""

from __future__ import annotations

import re
from typing import NamedTuple, Self


class Ground(NamedTuple):
    """Words that a table of the lexicon knows, or (`table` empty) a `remark` in English.

    `table` is the path of the table: `scope.negated.before` is `before` under `[negated]` in `scope.toml`.
    """

    table: str = ""
    found: re.Match[str] | None = None
    remark: str = ""

    @classmethod
    def of(cls, table: str, found: re.Match[str] | None) -> Self | None:
        """Return the ground that a search gives; None where it found nothing."""
        return None if found is None else cls(table, found)
