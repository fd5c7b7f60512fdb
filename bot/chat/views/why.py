"""`/why`: what became of an article, and why it was posted or not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from bot.chat.escape import escape
from bot.chat.markup import COLOURS, MARKS, bold, lines, quoted, small, source_line
from bot.chat.panels import Frame, Panel, pages_of
from bot.wording import ClaimFate, EntryFate, Speech, Standing

LINE_LENGTH = 200
EVIDENCE_LENGTH = 240


def why_pages(fates: Sequence[EntryFate], speech: Speech) -> tuple[Panel, ...]:
    """Draw what became of an article: its newest version first, each claim with its sentence and its end."""
    return tuple(page for number in range(len(fates), 0, -1) for page in _pages(fates, number, speech))


def _pages(fates: Sequence[EntryFate], number: int, speech: Speech) -> tuple[Panel, ...]:
    fate = fates[number - 1]
    version = speech.say("why.version", number=number, of=len(fates)) if len(fates) > 1 else ""
    head = lines(
        small(version),
        f"## {escape(fate.headline, LINE_LENGTH) or speech.say('why.no_headline')}",
        source_line(fate.source, speech, style="f", linked=True),
    )
    news = any(claim.is_news for claim in fate.claims)
    colour = COLOURS[Standing.CONFIRMED if news else Standing.RUMOUR]
    return pages_of(Frame(head, colour=colour), [bold(escape(fate.verdict, 600)), *_claims(fate, speech)])


def _claims(fate: EntryFate, speech: Speech) -> Iterator[str]:
    several = len(fate.titles) > 1
    for (title, evidence), group in groupby(fate.claims, key=lambda claim: (claim.title, claim.evidence)):
        told = tuple(group)
        rows = [_claim(claim) for claim in told[:8]]
        more = speech.count("why.more", len(told) - 8) if len(told) > 8 else ""
        head = bold(escape(title, LINE_LENGTH)) if several else ""
        yield lines(head, quoted(evidence, EVIDENCE_LENGTH), *rows, small(more))


def _claim(claim: ClaimFate) -> str:
    mark = "📣" if claim.is_news else MARKS[claim.standing]
    return lines(f"{mark} {escape(claim.text, LINE_LENGTH)}", small(escape(claim.outcome, LINE_LENGTH)))
