"""`/help` and `/about`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.chat.markup import COLOURS, MARKS, bold, joined, lines, small, stamp
from bot.chat.panels import ButtonStyle, Frame, Panel, PanelButton, pages_of
from bot.wording import Speech, Standing, standing_name

_QUESTIONS = ("status", "timeline", "latest", "calendar", "why", "sources", "help", "about")
_IN_A_GROUP = {"sources": "sources list"}
"""Only the commands of a group can be called, not the group itself."""
_MODERATION = ("watch", "track", "fact")


@dataclass(frozen=True, slots=True)
class Figures:
    """What the bot has done so far. `since` is when this process began; aware."""

    version: str
    titles: int
    feeds: int
    entries: int
    developments: int
    held_back: int
    since: datetime


def help_pages(speech: Speech, ids: Mapping[str, int] | None = None, *, moderator: bool = False) -> tuple[Panel, ...]:
    """Draw what can be asked. With `ids`, Discord's ids of the commands by name, each can be clicked."""
    questions = lines(*(_command(name, speech, ids or {}) for name in _QUESTIONS))
    duties = lines(bold(speech.say("help.moderators")), *(_command(name, speech, ids or {}) for name in _MODERATION))
    colours = joined(f"{MARKS[standing]} {standing_name(standing, speech)}" for standing in Standing)
    frame = Frame(
        lines(f"## {speech.say('help.heading')}", speech.say("help.intro")),
        small(f"{speech.say('help.colours')} {colours}"),
        COLOURS[Standing.REPORTED],
    )
    return pages_of(frame, [questions, *([duties] if moderator else [])])


def about_pages(figures: Figures, speech: Speech, project: str = "") -> tuple[Panel, ...]:
    """Draw who this is. `project` is where its source code can be read."""
    rows = [
        _figure("titles", speech.figure(figures.titles), speech),
        _figure("feeds", speech.figure(figures.feeds), speech),
        _figure("entries", speech.figure(figures.entries), speech),
        _figure("developments", speech.figure(figures.developments), speech),
        _figure("held_back", speech.figure(figures.held_back), speech),
        _figure("since", stamp(figures.since, "R"), speech),
    ]
    head = lines(f"## {speech.say('about.heading', version=figures.version)}", speech.say("about.text"))
    link = (PanelButton(speech.say("about.project"), url=project, style=ButtonStyle.LINK),) if project else ()
    return pages_of(Frame(head, colour=COLOURS[Standing.CONFIRMED], buttons=link), [lines(*rows)])


def _figure(key: str, value: str, speech: Speech) -> str:
    return f"{speech.say(f'about.{key}')}: {bold(value)}"


def _command(name: str, speech: Speech, ids: Mapping[str, int]) -> str:
    full = _IN_A_GROUP.get(name, name)
    shown = f"</{full}:{ids[name]}>" if name in ids and name not in _MODERATION else f"`/{full}`"
    return f"{shown} {speech.say(f'help.{name}')}"
