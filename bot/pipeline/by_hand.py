"""What moderators say, taken the way of an entry: set, cleared, wrong, not news. Within the pipeline's transaction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from bot.model.claims import Claim, Evidence, Mention, Reading, Span, Subject, TextField, Voice
from bot.model.developments import Development, Judgement
from bot.model.entries import Entry
from bot.model.errors import CorrectionError, UnknownDevelopmentError, UnknownTitleError
from bot.model.feedback import Correction, Feedback, Opinion
from bot.model.titles import TrackedTitle
from bot.novelty import Ledger, Verdict, corrected, entry_by_hand, taken_back_with
from bot.pipeline.desk import Desk
from bot.seeds import value_of
from bot.store import Transaction


def correct(said: Correction, desk: Desk, now: datetime) -> None:
    """Keep a correction with its entry, its claims and its developments; see `Pipeline.correct`."""
    if said.title_id not in desk.titles:
        raise UnknownTitleError(f"no title {said.title_id} is followed")
    said = _well_written(said)
    entry, ledger = entry_by_hand(said, now), desk.ledger(said.title_id)
    made = corrected(ledger, said, entry)
    if not made:
        raise CorrectionError(_nothing_to_do(said))
    desk.tx.save_entries(desk.tx.admit([entry]), now)
    for one in made:
        ledger = ledger.with_development(one)
    reading, verdict = _reading(entry, said, made, ledger)
    desk.keep(reading, [verdict])
    desk.save(now)


def mark_wrong(
    development_id: str, by: str, tx: Transaction, titles: Mapping[str, TrackedTitle], now: datetime
) -> tuple[Development, ...]:
    """Take a development back; see `Pipeline.mark_wrong`."""
    wrong = _found(development_id, tx)
    title, history = titles.get(wrong.title_id), tx.developments_of(wrong.title_id)
    ids = taken_back_with(wrong, history, Ledger.of(title)) if title is not None else (wrong.id,)
    falling = [one for one in history if one.id in ids and one.retracted_at is None]
    tx.retract([one.id for one in falling], by, now)
    tx.add_feedback(Feedback(wrong.id, Opinion.WRONG, by, now))
    return tuple(replace(one, retracted_at=now, retracted_by=by) for one in falling)


def mark_not_news(development_id: str, by: str, tx: Transaction, now: datetime) -> Development:
    """Remember an opinion; see `Pipeline.mark_not_news`."""
    found = _found(development_id, tx)
    tx.add_feedback(Feedback(found.id, Opinion.NOT_NEWS, by, now))
    return found


def _found(development_id: str, tx: Transaction) -> Development:
    found = tx.development(development_id)
    if found is None:
        raise UnknownDevelopmentError(f"no development {development_id} is known")
    return found


def _well_written(said: Correction) -> Correction:
    """Write the value as its property does. One that is to be cleared may be written in any way."""
    if said.value is None:
        if said.clears:
            return said
        raise CorrectionError(f"a value for {said.property} is missing")
    try:
        return replace(said, value=value_of(said.property, said.value))
    except ValueError as why:
        if said.clears:
            return said
        raise CorrectionError(f"{said.property}: {why}") from None


def _nothing_to_do(said: Correction) -> str:
    if not said.clears:
        return f"{said.property} is known to be {said.value} already"
    return f"{said.property} is not known to be {said.value}" if said.value else f"nothing is known of {said.property}"


def _reading(entry: Entry, said: Correction, made: tuple[Development, ...], ledger: Ledger) -> tuple[Reading, Verdict]:
    span = Span(TextField.TITLE, 0, len(entry.title))
    claims = [
        Claim(
            one.title_id,
            one.property,
            one.value,
            one.change,
            one.certainty,
            Evidence(one.evidence, span),
            voice=Voice.OFFICIAL,
            previous=one.previous,
            role=one.role,
        )
        for one in made
    ]
    mention = Mention(said.title_id, Subject.SEQUEL, span, said.title_id)
    judgements = tuple(Judgement(claim, one) for claim, one in zip(claims, made, strict=True))
    return Reading(entry.id, (mention,), tuple(claims)), Verdict(judgements, ledger)
