"""What an entry has brought, and what has become of it since."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.library import Library
from bot.model.entries import Entry, Outlet, Trust
from bot.model.errors import UnknownEntryError
from bot.model.titles import TitleType, TrackedTitle, Work
from bot.novelty import Outlets
from bot.pipeline import Batch, Pipeline
from bot.store import Store

DAY = datetime(2026, 1, 9, tzinfo=UTC)
TITLE = TrackedTitle("lantern", "Lantern Street 2", TitleType.FILM, date(2025, 12, 1), Work("Lantern Street", 1997))
DATED = "Lantern Street 2 will be released in theaters on September 18, 2026, the studio announced on Friday."
MOVED = "The studio has moved the release of Lantern Street 2 from September 18, 2026 to February 12, 2027."
TOLD = [("e-1", "The Ledger", DATED), ("e-2", "Harbour Post", DATED), ("e-3", "The Ledger", MOVED)]


@pytest.fixture
def library() -> Iterator[Library]:
    store = Store.open("sqlite://")
    outlets = Outlets([Outlet("The Ledger", "Ledger", Trust.TRADE), Outlet("Harbour Post", "Post", Trust.PRESS)])
    pipeline = Pipeline(store, [TITLE], outlets)
    for number, (id_, outlet, text) in enumerate(TOLD):
        day = DAY + timedelta(days=number)
        pipeline.ingest(Batch([Entry(id_, outlet, outlet, day, text, "", f"https://a.example/{id_}")]), day)
    with store.snapshot() as snapshot:
        yield Library([TITLE], snapshot)
    store.close()


def test_what_an_entry_brought_comes_with_who_said_it_too_and_what_came_later(library: Library) -> None:
    ((news, since),) = library.brought_by("e-1")
    assert [one.value for one in news] == ["2026-09-18"]
    assert since.also == ("Harbour Post",)
    assert [one.value for one in since.corrections] == ["2027-02-12"]


def test_an_entry_that_says_what_is_known_brought_nothing(library: Library) -> None:
    assert library.brought_by("e-2") == []


def test_an_entry_that_was_never_read_is_unknown(library: Library) -> None:
    with pytest.raises(UnknownEntryError):
        library.brought_by("e-9")
