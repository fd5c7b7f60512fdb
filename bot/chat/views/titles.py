"""`/track`: which titles are followed, and what an article says of one that is about to be."""

from __future__ import annotations

from collections.abc import Sequence

from bot.chat.buttons import Verb, button_id
from bot.chat.escape import escape
from bot.chat.markup import COLOURS, MARKS, bold, joined, lines, quoted, small
from bot.chat.panels import ButtonStyle, Frame, Panel, PanelButton, pages_of
from bot.model.properties import Property
from bot.model.titles import TrackedTitle
from bot.novelty.baseline import Proposal
from bot.store import Tracked
from bot.wording import Speech, Standing, property_name, standing_name, value_words

NAME_LENGTH, EVIDENCE_LENGTH = 120, 240
_TOGETHER = 5


def titles_pages(seeds: Sequence[TrackedTitle], added: Sequence[Tracked], speech: Speech) -> tuple[Panel, ...]:
    """Draw all titles that are followed, by name; of those that were added, who did so."""
    rows = [(title.title, title_text(title, speech)) for title in seeds]
    rows += [(one.title.title, title_text(one.title, speech, one.added_by)) for one in added]
    texts = [text for _, text in sorted(rows, key=lambda row: row[0].casefold())]
    paragraphs = ["\n".join(texts[start : start + _TOGETHER]) for start in range(0, len(texts), _TOGETHER)]
    frame = Frame(f"## {speech.say('track.heading')}", colour=COLOURS[Standing.REPORTED])
    return pages_of(frame, paragraphs or [speech.say("calendar.nothing")])


def title_text(title: TrackedTitle, speech: Speech, added_by: str = "") -> str:
    """Write what a title is: its name, what it follows, its other names."""
    follows = title.follows
    year = f" ({follows.year})" if follows is not None and follows.year else ""
    after = speech.say("status.follows", title=escape(follows.title, NAME_LENGTH) + year) if follows else ""
    others = ", ".join(escape(other, NAME_LENGTH) for other in title.also_known_as[:5])
    return lines(
        bold(escape(title.title, NAME_LENGTH)),
        small(
            joined(
                (
                    speech.either(f"kind.{title.type}", ""),
                    after,
                    speech.say("track.also", names=others) if others else "",
                    speech.say("track.added_by", who=escape(added_by, 60)) if added_by else "",
                )
            )
        ),
    )


def title_panel(heading: str, title: TrackedTitle, speech: Speech, *notes: str) -> Panel:
    """Draw one title below what has just become of it; `notes` are Markdown."""
    status = button_id(Verb.STATUS, title.id)
    buttons = (PanelButton(speech.say("card.status"), custom_id=status),) if status else ()
    texts = (f"## {heading}", title_text(title, speech), *notes)
    return Panel(texts, colour=COLOURS[Standing.CONFIRMED], buttons=buttons)


def proposal_panel(title: TrackedTitle, found: Sequence[Proposal], token: str, speech: Speech) -> Panel:
    """Draw what an article says of a title, to be confirmed before it counts."""
    told = [
        lines(
            f"{MARKS[Standing.of(one.known.certainty)]} {_value(one.property, one.known.value, speech)}",
            small(standing_name(Standing.of(one.known.certainty), speech)),
            quoted(one.evidence, EVIDENCE_LENGTH),
        )
        for one in found
    ]
    heading = speech.say("track.confirm" if found else "track.says_nothing")
    frame = Frame(
        lines(f"## {heading}", title_text(title, speech)),
        small(speech.say("track.confirm_hint")) if found else "",
        COLOURS[Standing.IN_TALKS],
        tuple(_choices(token, speech, baseline=bool(found))),
    )
    return pages_of(frame, told)[0]


def _value(prop: Property, value: str, speech: Speech) -> str:
    return f"{bold(property_name(prop, speech))}: {escape(value_words(prop, value, speech), NAME_LENGTH)}"


def _choices(token: str, speech: Speech, *, baseline: bool) -> list[PanelButton]:
    verbs = [Verb.CONFIRM] if baseline else []
    made = [
        PanelButton(speech.say(f"track.button.{verb}"), custom_id=button_id(verb, token) or "")
        for verb in (*verbs, Verb.WITHOUT)
    ]
    cancel = button_id(Verb.CANCEL, token) or ""
    return [*made, PanelButton(speech.say("track.button.cancel"), custom_id=cancel, style=ButtonStyle.DANGER)]
