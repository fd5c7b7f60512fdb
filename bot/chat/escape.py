"""Feed text, made harmless for Discord's Markdown: it can neither ping, link elsewhere nor break out of its place.

discord.py's `escape_markdown` leaves masked links alone (`x](https://...) [y`), so every character that Markdown
may read is escaped here. What could ping or be found as a link or an invitation in the bare text, past all escapes, is
broken by an invisible space as well: after an at sign, before the slashes of an address, within an invitation. On top
of that the client sends `allowed_mentions` empty. Links are only made by `markup.safe_link`.
"""

from __future__ import annotations

import re

from bot.wording import one_line

_SPECIAL = re.compile(r"([\\*_~|\[\]()<>#`@:\-+.!])")
_BREAK = "\u200b"  # zero-width space
_BREAKS = (
    (re.compile("@"), f"@{_BREAK}"),
    (re.compile("://"), f":{_BREAK}//"),
    (re.compile(r"(discord(?:app)?)\s*\.\s*(gg|com|io|me|li|new|gift)", re.IGNORECASE), rf"\1{_BREAK}.\2"),
)


_ACCENT = r"[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
_PILED = re.compile(rf"({_ACCENT}{{3}}){_ACCENT}+")
"""More accents on one letter than any language has: they would grow over the lines above and below."""


def escape(text: str, limit: int) -> str:
    """Escape `text` for a text component; at most `limit` characters of what people see, cut before escaping.

    Cutting first means that no escape is ever cut in two.
    """
    told = shorten(_PILED.sub(r"\1", one_line(text)), limit)
    for pattern, broken in _BREAKS:
        told = pattern.sub(broken, told)
    return _SPECIAL.sub(r"\\\1", told)


def shorten(text: str, limit: int) -> str:
    """Cut with an ellipsis, to at most `limit` characters; at a word's end, unless too much would go with it."""
    if len(text) <= limit:
        return text
    kept = text[: limit - 1]
    head, _, _ = kept.rpartition(" ")
    return (head if len(head) > limit // 2 else kept).rstrip(" ,;:.-") + "…"
