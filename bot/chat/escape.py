"""Feed text, made harmless for Discord's Markdown: it can neither ping, link elsewhere nor break out of its place.

discord.py's `escape_markdown` leaves masked links alone (`x](https://...) [y`), so every character that Markdown
may read is escaped here. Mentions need no more: without a bare `<` or `@` there is none, and the client sends
`allowed_mentions` empty on top. Links are never built from feed text; only whole http(s) addresses become buttons.
"""

from __future__ import annotations

import re

from bot.wording import one_line

_SPECIAL = re.compile(r"([\\*_~|\[\]()<>#`@:\-+.!])")
_INVISIBLE_BREAK = "\u200b"  # zero-width space


def escape(text: str, limit: int) -> str:
    """Escape `text` for a text component; at most `limit` characters of what people see, cut before escaping.

    Cutting first means that no escape is ever cut in two. A bare address is broken by an invisible space, so that
    only our own buttons lead anywhere.
    """
    cut = shorten(one_line(text), limit)
    unlinked = cut.replace("://", f":{_INVISIBLE_BREAK}//").replace("discord.gg", f"discord{_INVISIBLE_BREAK}.gg")
    return _SPECIAL.sub(r"\\\1", unlinked)


def shorten(text: str, limit: int) -> str:
    """Cut at a word's end with an ellipsis, to at most `limit` characters."""
    if len(text) <= limit:
        return text
    kept = text[: limit - 1]
    head, _, _ = kept.rpartition(" ")
    return (head or kept).rstrip(" ,;:.-") + "…"
