"""What moderators read once they have corrected something."""

from __future__ import annotations

from collections.abc import Sequence

from bot.chat.buttons import Verb, button_id
from bot.chat.escape import escape
from bot.chat.markup import COLOURS, bold, lines, small
from bot.chat.panels import LONGEST_LABEL, Panel, PanelButton
from bot.wording import Speech, Standing

LINE_LENGTH = 200
MOST_LISTED = 10


def corrected_panel(title: str, title_id: str, told: Sequence[str], by: str, speech: Speech) -> Panel:
    """Draw what is known now, and who said so."""
    rows = [escape(text, LINE_LENGTH) for text in told]
    status = button_id(Verb.STATUS, title_id)
    buttons = (PanelButton(speech.say("card.status"), custom_id=status),) if status else ()
    texts = (f"## {escape(title, LINE_LENGTH)}", "\n".join(rows), small(speech.say("fact.by", who=escape(by, 60))))
    return Panel(tuple(text for text in texts if text), colour=COLOURS[Standing.CONFIRMED], buttons=buttons)


def marked_panel(verb: Verb, text: str, fallen: Sequence[str], speech: Speech) -> Panel:
    """Draw what was marked; of what was wrong, what fell with it."""
    key = "not_news" if verb is Verb.NOT_NEWS else "wrong"
    also = lines(bold(speech.say("fact.fell")), *(f"- {escape(one, LINE_LENGTH)}" for one in fallen[:MOST_LISTED]))
    texts = (f"## {speech.say(f'fact.{key}')}", escape(text, LINE_LENGTH), also if fallen else "")
    return Panel(tuple(part for part in texts if part), colour=COLOURS[Standing.DENIED])


def which_panel(verb: Verb, told: Sequence[tuple[str, str]], speech: Speech) -> Panel:
    """Ask which of several things is meant; `told` has the id and the sentence of each."""
    shown = told[:MOST_LISTED]
    rows = [f"{number}. {escape(text, LINE_LENGTH)}" for number, (_, text) in enumerate(shown, start=1)]
    buttons = [
        PanelButton(f"{number}. {text}"[:LONGEST_LABEL], custom_id=made)
        for number, (id_, text) in enumerate(shown, start=1)
        if (made := button_id(verb, id_))
    ]
    return Panel((f"## {speech.say('fact.which')}", "\n".join(rows)), buttons=tuple(buttons))
