"""Saved entries through the pipeline in batches, with their own times as the clock, and what is written of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import TextIO

from rich.text import Text

from bot.cli.output import write_json
from bot.cli.records import development_record
from bot.model.alerts import Alert, AlertKind, Subscription
from bot.model.developments import Reason
from bot.model.entries import Entry
from bot.model.errors import SequelwatchError
from bot.model.properties import Certainty, Change, Property
from bot.model.titles import TrackedTitle
from bot.novelty import Outlets, route
from bot.pipeline import Batch, Ingested, Pipeline
from bot.readahead import ReadAhead
from bot.store import Store
from bot.terminal.cards import draw_card
from bot.terminal.screen import Screen
from bot.wording import Card, card_of, returning_cast

BATCH = 200
"""Entries committed at once: enough for speed, few enough for memory."""

_EVERYTHING = Subscription("replay", "terminal")


class Replay:
    """Does: takes saved entries through the pipeline, a batch at a time, as they are asked for."""

    def __init__(
        self, store: Store, titles: Sequence[TrackedTitle], entries: Iterable[Entry], reader: ReadAhead
    ) -> None:
        self._reader = reader
        self._pipeline = Pipeline(store, titles, Outlets(), reader=reader)
        self._pipeline.learn_names()
        self._entries = entries
        self._names = {title.id: self._pipeline.name_of(title.id) for title in titles}
        self.read = 0
        self._returning = {title.id: returning_cast(title) for title in titles}

    def card_of(self, alert: Alert) -> Card:
        """Put the next alert into words. A title goes by its official name from the card on that tells it."""
        for one in alert.developments:
            told = one.property is Property.TITLE and one.certainty.rank >= Certainty.REPORTED.rank
            if told and one.change not in {Change.REMOVED, Change.DENIED}:
                self._names[alert.title_id] = one.value
        return card_of(alert, self._names[alert.title_id], self._returning[alert.title_id])

    def __iter__(self) -> Iterator[Ingested]:
        now: datetime | None = None
        for batch in self._announced():
            newest = max(entry.published for entry in batch)
            now = newest if now is None else max(now, newest)
            ingested = self._pipeline.ingest(Batch(batch), now)
            self.read += len(batch)
            yield ingested

    def _announced(self) -> Iterator[list[Entry]]:
        """Yield the batches; the reader is told of each before the one in front of it has its turn."""
        waiting: list[Entry] = []
        try:
            for batch in _batches(self._entries):
                self._reader.expect(batch)
                before, waiting = waiting, batch
                if before:
                    yield before
        except SequelwatchError:
            if waiting:
                yield waiting
            raise
        if waiting:
            yield waiting


def write_jsonl(replay: Replay, out: TextIO) -> None:
    """Write each development as a JSON line, and nothing else."""
    for ingested in replay:
        for development in ingested.developments:
            write_json(development_record(development), out)
        out.flush()


def write_cards(replay: Replay, out: TextIO) -> None:
    """Write a card for each entry that brings news of a title, and in the end how much there was."""
    screen = Screen.of(out)
    told, cards = 0, 0
    held_back: Counter[Reason] = Counter()
    speaking = 0
    for ingested in replay:
        speaking += sum(bool(reading.mentions) for reading in ingested.readings)
        held_back.update(decision.reason for decision in ingested.held_back)
        told += len(ingested.developments)
        for alert in route(ingested.developments, (_EVERYTHING,), AlertKind.NEWS):
            out.write(screen.draw(draw_card(replay.card_of(alert))))
            cards += 1
        out.flush()
    out.write(screen.draw(_summary(replay.read, speaking, told, cards, held_back)))


def _summary(read: int, speaking: int, told: int, cards: int, held_back: Counter[Reason]) -> Text:
    reasons = ", ".join(f"{count} {reason}" for reason, count in held_back.most_common())
    lines = [
        f"{read} entries read, {speaking} speak of tracked titles.",
        f"{told} developments in {cards} cards.",
        f"{held_back.total()} claims were no news{f': {reasons}' if reasons else ''}.",
    ]
    return Text("\n".join(lines), style="bold")


def _batches(entries: Iterable[Entry]) -> Iterator[list[Entry]]:
    """Cut a stream into batches. Where it breaks, what was read before is handed on first."""
    batch: list[Entry] = []
    try:
        for entry in entries:
            batch.append(entry)
            if len(batch) == BATCH:
                yield batch
                batch = []
    except SequelwatchError:
        if batch:
            yield batch
        raise
    if batch:
        yield batch
