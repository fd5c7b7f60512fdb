"""`/reload`: what reading the files anew came to."""

from __future__ import annotations

from bot.chat.escape import escape
from bot.chat.markup import COLOURS, bold, lines
from bot.chat.panels import Panel
from bot.following import Reloaded
from bot.wording import Speech, Standing

PROBLEM_LENGTH = 300
MOST_PROBLEMS = 8


def reload_panel(reloaded: Reloaded, titles: int, speech: Speech) -> Panel:
    """Draw how much is followed now, and what could not be taken over."""
    counted = speech.say("reload.feeds", number=reloaded.feeds, titles=titles)
    problems = [f"- {escape(one, PROBLEM_LENGTH)}" for one in reloaded.problems[:MOST_PROBLEMS]]
    told = lines(bold(speech.say("reload.problems")), *problems) if problems else ""
    texts = (f"## {speech.say('reload.heading')}", counted, told)
    colour = COLOURS[Standing.DENIED if problems else Standing.CONFIRMED]
    return Panel(tuple(text for text in texts if text), colour=colour)
