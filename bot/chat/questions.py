"""The questions that people ask, and their answers as pages. A question can stand in a button's id.

Reading goes on a thread of its own, with its own view of the database: an answer waits for no poll and no delivery.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TypeVar

from bot import __version__
from bot.chat.charts import FILE_NAME, Chart, chart_of
from bot.chat.panels import Panel
from bot.chat.views import (
    Figures,
    News,
    about_pages,
    calendar_pages,
    latest_pages,
    sources_pages,
    status_pages,
    timeline_pages,
    why_pages,
)
from bot.library import Library
from bot.model.properties import Property
from bot.model.titles import TrackedTitle
from bot.store import Snapshot, Store
from bot.wording import Speech

T = TypeVar("T")
MOST_DAYS = 90
_OF_A_TITLE = {"status", "timeline", "latest"}


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: `kind` names the command, `about` is a title's id or an entry's, `days` how far back."""

    kind: str
    about: str = ""
    days: int = 0

    @property
    def subject(self) -> str:
        """Write it for a button: "latest,7,lantern-street-2"."""
        return f"{self.kind},{self.days},{self.about}"

    @classmethod
    def of(cls, subject: str) -> Question:
        """Read what `subject` wrote. ValueError for anything else."""
        kind, days, about = subject.split(",", 2)
        return cls(kind, about, int(days))


@dataclass(frozen=True, slots=True)
class Pages:
    """An answer: what was asked, with the title's id in place of what people typed, and its pages, at least one.

    `chart` is what the picture on the first page shows, where it has one.
    """

    question: Question
    pages: tuple[Panel, ...]
    chart: Chart | None = None


class Desk:
    """Does: answers questions about the database as it is now. `titles` gives those that the seeds track.

    `executor` is a thread that nobody else uses.
    """

    def __init__(
        self,
        store: Store,
        titles: Callable[[], Iterable[TrackedTitle]],
        clock: Callable[[], datetime],
        executor: Executor,
    ) -> None:
        self._store = store
        self._titles = titles
        self._executor = executor
        self.clock = clock
        self._since = clock()

    async def ask(self, question: Callable[[Library], T], speech: Speech) -> T:
        """Have a question answered. SequelwatchError where it cannot be."""

        def answer() -> T:
            with self._store.snapshot() as snapshot:
                return question(Library(self._titles(), snapshot, speech))

        return await self.work(answer)

    async def read(self, question: Callable[[Snapshot], T]) -> T:
        """Have the database itself asked."""

        def answer() -> T:
            with self._store.snapshot() as snapshot:
                return question(snapshot)

        return await self.work(answer)

    async def work(self, call: Callable[[], T]) -> T:
        """Have something worked out that takes a while."""
        return await asyncio.get_running_loop().run_in_executor(self._executor, call)

    async def answer(self, question: Question, speech: Speech) -> Pages:
        """Answer a question. SequelwatchError where there is nothing to tell, or where several titles may be meant."""

        def answer(library: Library) -> Pages:
            asked = _resolved(question, library)
            if asked.kind == "timeline":
                return self._timeline(asked, library, speech)
            return Pages(asked, tuple(self._pages(asked, library, speech)))

        return await self.ask(answer, speech)

    def _pages(self, question: Question, library: Library, speech: Speech) -> Sequence[Panel]:
        if question.kind == "latest":
            return self._latest(question, library, speech)
        if question.kind == "calendar":
            return calendar_pages(library.all_facts(), self.clock().date(), speech)
        if question.kind == "about":
            return about_pages(self._figures(library), speech)
        return _TIMELESS[question.kind](question.about, library, speech)

    def _timeline(self, question: Question, library: Library, speech: Speech) -> Pages:
        history = library.timeline(question.about)
        releases = library.ledger(question.about).history(Property.RELEASE_DATE)
        chart = chart_of(history, releases, self.clock().date(), speech)
        pages = timeline_pages(history, speech, FILE_NAME if chart is not None else None)
        return Pages(question, pages, chart)

    def _latest(self, question: Question, library: Library, speech: Speech) -> Sequence[Panel]:
        title_id = question.about or None
        told = library.latest(self.clock() - timedelta(days=question.days), title_id)
        news = [News(one.title, one.happening) for one in told]
        return latest_pages(news, question.days, speech, library.name(title_id) if title_id else "")

    def _figures(self, library: Library) -> Figures:
        counts = library.counts()
        return Figures(
            version=__version__,
            titles=len(library.ids),
            feeds=len(library.sources()),
            entries=counts.entries,
            developments=counts.developments,
            held_back=sum(counts.held_back.values()),
            since=self._since,
        )


_TIMELESS: Mapping[str, Callable[[str, Library, Speech], Sequence[Panel]]] = {
    "status": lambda about, library, speech: status_pages(library.facts(about), speech),
    "why": lambda about, library, speech: why_pages(library.fates(about), speech),
    "sources": lambda _, library, speech: sources_pages(library.sources(), speech),
}
"""The answers that are the same at any hour."""


def _resolved(question: Question, library: Library) -> Question:
    """Find out which title is meant. UnknownTitleError lists the candidates."""
    if question.kind in _OF_A_TITLE and question.about:
        return replace(question, about=library.choose(question.about))
    return question
