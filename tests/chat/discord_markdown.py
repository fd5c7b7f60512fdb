"""What Discord makes of a text: a reader of its Markdown, written without a look at how we escape.

Two readings: `found_in_raw` is what Discord's servers find by pattern in the bare text, past all Markdown (pings,
invitations); `read` is what its clients make of the Markdown: visible words, and the tokens that do something. Where
the clients differ, or the rules are not written down, it finds more rather than less.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_RAW = {
    "everyone": re.compile(r"@(everyone|here)\b"),
    "ping": re.compile(r"<@[!&]?\d+>"),
    "invite": re.compile(
        r"(?:https?://)?(?:www\.)?(?:discord\.(?:gg|io|me|li|new|gift)|discord(?:app)?\.com/(?:invite|gifts?))/?[\w-]*",
        re.IGNORECASE,
    ),
}
_BLOCKS = (
    ("heading", re.compile(r"#{1,3}\s+")),
    ("subtext", re.compile(r"-#\s+")),
    ("quote", re.compile(r">(?:>>)?\s")),
    ("list", re.compile(r"\s*(?:[-*+]|\d+[.)])\s")),
)
_INLINE = (
    ("mention", re.compile(r"<@[!&]?\d+>|<#\d+>|<id:\w+>")),
    ("timestamp", re.compile(r"<t:-?\d+(?::[tTdDfFsSR])?>")),
    ("emoji", re.compile(r"<a?:\w+:\d+>")),
    ("emoji", re.compile(r":[a-z0-9_+-]{2,}:")),
    ("command", re.compile(r"</[^>:]+:\d+>")),
    ("link", re.compile(r"<(?P<bare>(?:https?|steam|discord)://[^\s>]+)>")),
    ("link", re.compile(r"<(?P<mail>(?:mailto:|tel:|sms:|\+)[^\s>]+|[^\s@<>]+@[^\s@<>]+)>")),
    (
        "link",
        re.compile(
            r"\[(?P<label>(?:\\.|[^\]\\])*)\]\(\s*<?(?P<url>(?:\\.|[^\s<>()\\])+)>?(?:\s+[\"'(].*?[\"')])?\s*\)"
        ),
    ),
    ("link", re.compile(r"(?P<auto>(?:https?|steam|discord)://[^\s<]+)")),
    ("code", re.compile(r"(?P<ticks>`+).*?(?<!`)(?P=ticks)(?!`)", re.DOTALL)),
)
_BEGINNINGS = frozenset("<[:`*_~|hsd")  # of all that is looked for within a line
_STYLES = ("***", "**", "__", "~~", "||", "*", "_")


@dataclass(frozen=True, slots=True)
class Token:
    """Something in a text that is not just words: its kind, and where it leads or what it names."""

    kind: str
    target: str = ""


@dataclass(frozen=True, slots=True)
class Read:
    """What people see, and what does something."""

    words: str
    tokens: tuple[Token, ...]


def found_in_raw(text: str) -> list[Token]:
    """What Discord's servers find in the bare text, escapes or none."""
    return [Token(kind, match.group()) for kind, pattern in _RAW.items() for match in pattern.finditer(text)]


def read(text: str) -> Read:
    """Read a text as a client does, line by line; code fences, which may span lines, are looked for first."""
    tokens = [Token("fence") for _ in re.finditer(r"(?<!\\)```", text)]
    words = []
    for line in text.split("\n"):
        rest = line
        while block := next(((kind, m) for kind, pattern in _BLOCKS if (m := pattern.match(rest))), None):
            tokens.append(Token(block[0]))
            rest = rest[block[1].end() :]
        shown, inner = _inline(rest)
        words.append(shown)
        tokens += inner
    return Read("\n".join(words), tuple(tokens))


def _inline(text: str) -> tuple[str, list[Token]]:
    shown, tokens, at = "", [], 0
    while at < len(text):
        if text[at] == "\\" and at + 1 < len(text) and re.match(r"[^0-9A-Za-z\s]", text[at + 1]):
            shown, at = shown + text[at + 1], at + 2
            continue
        words, found, at = _one(text, at)
        shown += words
        tokens += found
    return shown, tokens


def _one(text: str, at: int) -> tuple[str, list[Token], int]:
    if text[at] not in _BEGINNINGS:
        return text[at], [], at + 1
    for kind, pattern in _INLINE:
        match = pattern.match(text, at)
        if match is not None:
            return _token(kind, match)
    for style in _STYLES:
        end = _closing(text, at + len(style), style) if text.startswith(style, at) else -1
        if end > 0:
            words, inner = _inline(text[at + len(style) : end])
            return words, [Token("style", style), *inner], end + len(style)
    return text[at], [], at + 1


def _token(kind: str, match: re.Match[str]) -> tuple[str, list[Token], int]:
    groups = match.groupdict()
    target = next((groups[name] for name in ("bare", "mail", "url", "auto") if groups.get(name)), "")
    label = groups.get("label")
    words, inner = _inline(label) if label else (match.group() if kind != "timestamp" else "", [])
    return words, [Token(kind, target or (match.group() if kind != "timestamp" else "")), *inner], match.end()


def _closing(text: str, start: int, style: str) -> int:
    """Find where a style ends: its sign again, not escaped, with something in between; -1 where it never does."""
    for at in _unescaped(text, start):
        if at > start and text.startswith(style, at):
            return at
    return -1


def _unescaped(text: str, start: int) -> Iterator[int]:
    at = start
    while at < len(text):
        if text[at] == "\\":
            at += 2
            continue
        yield at
        at += 1
