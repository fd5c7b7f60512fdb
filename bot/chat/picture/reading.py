"""Our own Markdown, read back into runs of text with their styles. It knows what `bot.chat.markup` writes, no more."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import groupby

_BLOCKS = (
    ("heading", re.compile(r"#{2,3} ")),
    ("small", re.compile(r"-# ")),
    ("quote", re.compile(r"> ")),
    ("item", re.compile(r"- ")),
)
_TOKEN = re.compile(
    r"\\(?P<escaped>[^0-9A-Za-z\s])"
    r"|(?P<bold>\*\*)"
    r"|(?P<struck>~~)"
    r"|`(?P<code>[^`]+)`"
    r"|\[(?P<label>[^\]]+)\]\(<?[^)>]+>?\)"
    r"|<t:(?P<moment>\d+):(?P<style>[a-zA-Z])>"
    r"|<@&(?P<role>\d+)>"
    r"|<#(?P<channel>\d+)>"
    r"|</(?P<command>[^:]+):\d+>",
)
_UNSEEN = str.maketrans("", "", "\u200b\ufe0f")


@dataclass(frozen=True, slots=True)
class Run:
    """Words in one style. `look` is plain, code, link or mention."""

    text: str
    bold: bool = False
    struck: bool = False
    look: str = "plain"


@dataclass(frozen=True, slots=True)
class Block:
    """A line: text, heading, small, quote or item, and its runs."""

    kind: str
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads: how they see a moment, in one of Discord's styles, and what roles and channels are called."""

    moment: Callable[[datetime, str], str]
    role: str
    channel: str


def read_blocks(text: str, reader: Reader) -> list[Block]:
    """Read a text, a block a line."""
    return [_block(line, reader) for line in text.translate(_UNSEEN).split("\n")]


def _block(line: str, reader: Reader) -> Block:
    for kind, pattern in _BLOCKS:
        if found := pattern.match(line):
            return Block(kind, tuple(_joined(_runs(line[found.end() :], reader))))
    return Block("text", tuple(_joined(_runs(line, reader))))


def _joined(runs: Iterable[Run]) -> Iterator[Run]:
    """Put runs of one style together, so that no word is broken at a sign that was escaped."""
    for style, group in groupby(runs, key=lambda run: (run.bold, run.struck, run.look)):
        yield Run("".join(run.text for run in group), *style)


def _runs(line: str, reader: Reader) -> Iterator[Run]:
    style, at = Run(""), 0
    for token in _TOKEN.finditer(line):
        if token.start() > at:
            yield replace(style, text=line[at : token.start()])
        at = token.end()
        if token["bold"]:
            style = replace(style, bold=not style.bold)
        elif token["struck"]:
            style = replace(style, struck=not style.struck)
        else:
            yield _told(token, style, reader)
    if at < len(line):
        yield replace(style, text=line[at:])


def _told(token: re.Match[str], style: Run, reader: Reader) -> Run:
    found = {name: text for name, text in token.groupdict().items() if text is not None}
    match found:
        case {"escaped": sign}:
            return replace(style, text=sign)
        case {"moment": seconds, "style": how}:
            return replace(style, text=reader.moment(datetime.fromtimestamp(int(seconds), UTC), how))
        case {"code": code}:
            return replace(style, text=code, look="code")
        case {"label": label}:
            return replace(style, text=label, look="link")
        case {"command": command}:
            return replace(style, text=f"/{command}", look="mention")
        case _:
            return replace(style, text=reader.role if "role" in found else reader.channel, look="mention")
