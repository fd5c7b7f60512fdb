"""What the demo shows around its cards: a bar that runs along with the story, an opening, and the sums at the end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Self, TextIO

from rich.console import Console, Group, RenderableType
from rich.progress import BarColumn, TaskID, TextColumn
from rich.progress import Progress as Bar
from rich.table import Table
from rich.text import Text

from bot.delivery import Sink
from bot.demo.telling import Progress
from bot.model.alerts import Delivery, Receipt
from bot.model.errors import DestinationError
from bot.store import Counts
from bot.terminal.screen import Screen, show
from bot.terminal.views import draw_overview
from bot.wording import Card, TitleFacts, day_words

OPENING = """\
Two years of news about one sequel, told by eight outlets. All of it is invented; the outlets are too.
The bot is switched on in February 2024, polls their feeds, and says only what is new.
"""


class Stage:
    """Does: keeps a bar below what is written, where `stream` is a terminal; anywhere else it shows no bar."""

    def __init__(self, stream: TextIO, rounds: int) -> None:
        self._bar: Bar | None = None
        self._task = TaskID(0)
        if Screen.of(stream).colours is not None:
            columns = (
                TextColumn("{task.description}", style="dim"),
                BarColumn(),
                TextColumn("{task.fields[cards]} cards"),
            )
            console = Console(file=stream)
            self._bar = Bar(*columns, console=console, transient=True, redirect_stdout=False, redirect_stderr=False)
            self._task = self._bar.add_task("", total=rounds, cards=0)

    def __enter__(self) -> Self:
        if self._bar is not None:
            self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.stop()

    def advance(self, progress: Progress) -> None:
        """Move the bar to where the story is."""
        if self._bar is not None:
            day = day_words(progress.now)
            self._bar.update(self._task, completed=progress.rounds, description=f"{day:>14}", cards=progress.cards)

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Take the bar away while something is written, so that the two do not mix."""
        self.__exit__()
        try:
            yield
        finally:
            self.__enter__()


class Aside:
    """Does: delivers to another sink while the stage's bar is taken away."""

    def __init__(self, sink: Sink, stage: Stage) -> None:
        self.name, self.repeatable, self.at_once = sink.name, sink.repeatable, sink.at_once
        self._sink = sink
        self._stage = stage

    async def deliver(self, delivery: Delivery, card: Card) -> Receipt | None:
        """Hand the delivery on; errors are the sink's."""
        with self._stage.aside():
            return await self._sink.deliver(delivery, card)

    async def revise(self, delivery: Delivery, card: Card) -> None:
        """Hand the edit on."""
        with self._stage.aside():
            await self._sink.revise(delivery, card)

    async def tell_owner(self, delivery: Delivery, problem: DestinationError) -> None:
        """Hand it on."""
        with self._stage.aside():
            await self._sink.tell_owner(delivery, problem)

    async def show_parked(self, parked: Sequence[tuple[Delivery, Card]]) -> None:
        """Hand them on."""
        with self._stage.aside():
            await self._sink.show_parked(parked)


def open_story(stream: TextIO) -> None:
    """Say what is about to be shown."""
    show(Text(OPENING), stream)


def close_story(stream: TextIO, progress: Progress, counts: Counts, facts: TitleFacts) -> None:
    """Say what was read, told and held back, and what is known in the end."""
    show(Group(_sums(progress, counts), "", _reasons(counts), "", draw_overview([facts])), stream)


def _sums(progress: Progress, counts: Counts) -> Text:
    lines = [
        f"{progress.polls:,} polls, {progress.unchanged:,} of them answered “nothing has changed”.",
        f"{counts.entries:,} entries read, {counts.entries_with_mention:,} speak of the sequel or its original.",
        f"{counts.developments:,} developments told in {progress.cards:,} cards.",
        f"{sum(counts.held_back.values()):,} claims held back, because:",
    ]
    return Text("\n".join(lines), style="bold")


def _reasons(counts: Counts) -> RenderableType:
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(justify="right")
    for reason, count in sorted(counts.held_back.items(), key=lambda pair: -pair[1]):
        table.add_row(f"{count:,}", reason.words)
    return table
