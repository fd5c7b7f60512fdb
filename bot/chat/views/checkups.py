"""`/sources add` and `check`: what a look at a feed has shown."""

from __future__ import annotations

from bot.chat.escape import escape
from bot.chat.markup import COLOURS, LONGEST_LINK, bold, capitalised, code, joined, lines, safe_link, stamp
from bot.chat.panels import Frame, Panel, pages_of
from bot.feeds.checkup import Checkup
from bot.wording import Speech, Standing
from bot.wording.checkups import Seen, checkup_facts, checkup_problems

FACT_LENGTH, PROBLEM_LENGTH = 120, 200
MOST_PROPOSED = 5


def checkup_panel(heading: str, seen: Checkup, speech: Speech) -> Panel:
    """Draw what a look at a feed has shown, below what has just become of it; `heading` is Markdown.

    What is too long for one message is left out.
    """
    facts = [f"{capitalised(escape(one.name, 30))}: {bold(_shown(one))}" for one in checkup_facts(seen, speech)]
    problems = [f"- {escape(problem, PROBLEM_LENGTH)}" for problem in checkup_problems(seen, speech)]
    verdict = lines(bold(speech.say("sources.wrong")), *problems) if problems else speech.say("sources.nothing_wrong")
    addresses = [code(safe_link(address), LONGEST_LINK) for address in seen.proposed[:MOST_PROPOSED]]
    proposed = speech.say("sources.proposed", addresses="\n".join(["", *addresses])) if any(addresses) else ""
    standing = Standing.DENIED if seen.document is None else Standing.IN_TALKS if problems else Standing.CONFIRMED
    told = [text for text in (lines(*facts), verdict, proposed) if text]
    return pages_of(Frame(f"## {heading}", colour=COLOURS[standing]), told)[0]


def _shown(one: Seen) -> str:
    return joined((escape(one.value, FACT_LENGTH), stamp(one.when) if one.when else ""))
