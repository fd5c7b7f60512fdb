"""A card as Discord shows it: certainty by colour and by words, the words that say so, who says so, and buttons."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

import discord

from bot.chat.buttons import Verb, button_id
from bot.chat.embeds import Classic, classic_of
from bot.chat.escape import escape
from bot.chat.layout import layout_of
from bot.chat.markup import (
    COLOURS,
    MARKS,
    bold,
    joined,
    lines,
    quoted,
    safe_link,
    small,
    source_line,
    stamp,
    standing_mark,
)
from bot.chat.panels import (
    LONGEST_BUTTON_LINK,
    MOST_TEXT,
    MOST_TEXTS,
    ButtonStyle,
    Frame,
    Panel,
    PanelButton,
    fitting,
    length,
)
from bot.model.alerts import AlertKind
from bot.wording import Card, Line, Standing, standing_name

LINE_LENGTH = 200
TITLE_LENGTH = 120
EVIDENCE_LENGTH = 280
MOST_ALSO = 8
MOST_TOGETHER = 5
ROOM_FOR_MORE = 40


def view_of(card: Card, roles: Sequence[str] = ()) -> discord.ui.LayoutView:
    """Lay a card out in Components V2, with the roles to be mentioned, by their ids, above it.

    Whatever a feed wrote, the view is within Discord's limits; what does not fit is counted, not shown.
    """
    return layout_of([panel_of(card)], roles)


def classic_view_of(card: Card, roles: Sequence[str] = ()) -> Classic:
    """Lay the same out in a classic embed."""
    return classic_of([panel_of(card)], roles)


def panel_of(card: Card) -> Panel:
    """Draw a card. What is too long for one message goes without links; what is still too long is only counted."""
    frame = _frame(card)
    room = MOST_TEXT - length(frame.head) - length(frame.foot) - ROOM_FOR_MORE
    paragraphs = list(_paragraphs(card, linked=True))
    if _shown(paragraphs, room) < len(paragraphs):
        paragraphs = list(_paragraphs(card, linked=False))
    shown = _shown(paragraphs, room)
    texts = [text for text, _ in paragraphs[:shown]]
    if left := sum(count for _, count in paragraphs[shown:]):
        texts.append(card.speech.count("card.more", left))
    return frame.panel(texts)


def _shown(paragraphs: Sequence[tuple[str, int]], room: int) -> int:
    return fitting([text for text, _ in paragraphs], room, MOST_TEXTS - 3)


def _frame(card: Card) -> Frame:
    catch_up = card.speech.say("card.catch_up") if card.kind is AlertKind.CATCH_UP else ""
    title = bold(escape(card.title, TITLE_LENGTH) or escape(card.speech.say("card.untitled"), TITLE_LENGTH))
    head = lines(joined((title, catch_up)), _headline(card))
    return Frame(head, lines(*_foot(card)), _colour(card), tuple(_buttons(card)))


def _headline(card: Card) -> str:
    alone = card.lines[0] if len(card.lines) == 1 and card.kind is not AlertKind.DIGEST else None
    told = escape((alone.said or alone.text) if alone else card.headline, LINE_LENGTH)
    return f"## {_struck(told, alone) if alone else told}"


def _struck(told: str, line: Line) -> str:
    return f"~~{told}~~" if any(mark.overturns for mark in line.marks) else told


def _colour(card: Card) -> int:
    alone = card.lines[0] if len(card.lines) == 1 else None
    gone = alone is not None and any(mark.overturns for mark in alone.marks)
    return COLOURS[Standing.DENIED if gone else card.standing]


def _paragraphs(card: Card, *, linked: bool) -> Iterator[tuple[str, int]]:
    """Tell the lines, and how many each paragraph holds."""
    if len(card.lines) == 1 and card.kind is not AlertKind.DIGEST:
        (line,) = card.lines
        yield lines(_certainty(card, line), *_marks(line), quoted(line.evidence, EVIDENCE_LENGTH)), 1
    elif card.kind is AlertKind.NEWS:
        for told in _together(card.lines, lambda line: line.evidence):
            yield lines(*(_line(card, one) for one in told), quoted(told[0].evidence, EVIDENCE_LENGTH)), len(told)
    else:
        before = ""
        for told in _together(card.lines, lambda line: (line.title, line.source)):
            title = told[0].title
            head = bold(escape(title, TITLE_LENGTH)) if title != before else ""
            below = source_line(told[0].source, card.speech, linked=linked)
            yield lines(head, *(_line(card, one) for one in told), below), len(told)
            before = title


def _together(told: Sequence[Line], key: Callable[[Line], object]) -> Iterator[Sequence[Line]]:
    """Put lines together that have the same sentence or source, a few a paragraph, so that none is too long."""
    for _, group in groupby(told, key=key):
        of_one = tuple(group)
        for start in range(0, len(of_one), MOST_TOGETHER):
            yield of_one[start : start + MOST_TOGETHER]


def _certainty(card: Card, line: Line) -> str:
    return joined((standing_mark(line.standing, card.speech), *line.history))


def _line(card: Card, line: Line) -> str:
    told = _struck(escape(line.said or line.text, LINE_LENGTH), line)
    sure = standing_name(line.standing, card.speech)
    ours = told if line.standing is Standing.IN_TALKS else told.partition(":")[0]
    if sure.casefold() in ours.casefold():
        sure = ""  # "Cast confirmed: ..." says it already
    return lines(f"{MARKS[line.standing]} {joined((told, sure, *line.history))}", *_marks(line))


def _marks(line: Line) -> Iterator[str]:
    for mark in line.marks[-2:]:
        yield f"{'❌' if mark.overturns else '✅'} {bold(escape(mark.text, LINE_LENGTH))}"


def _foot(card: Card) -> Iterator[str]:
    if card.kind is AlertKind.NEWS or len(card.lines) == 1:
        source = card.source
        yield small(escape(source.outlet, 80), escape(source.host, 60), stamp(source.published))
    if card.also:
        named = [escape(outlet, 40) for outlet in card.also[:MOST_ALSO]]
        more = [f"+{len(card.also) - MOST_ALSO}"] if len(card.also) > MOST_ALSO else []
        yield small(card.speech.say("card.also", outlets=card.speech.enumeration([*named, *more])))


def _buttons(card: Card) -> Iterator[PanelButton]:
    """Give the link first, then what anybody may ask, then what moderators may say."""
    link = safe_link(card.source.url) if card.kind is AlertKind.NEWS or len(card.lines) == 1 else ""
    if link and len(link) <= LONGEST_BUTTON_LINK:
        yield PanelButton(card.speech.say("card.open"), url=link, style=ButtonStyle.LINK)
    verbs: list[tuple[Verb, str]] = [(Verb.STATUS, card.title_id), (Verb.TIMELINE, card.title_id)]
    if card.kind is AlertKind.NEWS:
        verbs += [(Verb.NOT_NEWS, card.alert_id), (Verb.WRONG, card.alert_id)]
    for verb, subject in verbs:
        made = button_id(verb, subject)
        if made is not None:
            style = ButtonStyle.DANGER if verb is Verb.WRONG else ButtonStyle.QUIET
            yield PanelButton(card.speech.say(f"card.{verb.name.lower()}"), custom_id=made, style=style)
