"""How well the whole way from entry to development does on stories that it was not written for.

The floors are a little below what is reached, so that they catch what gets worse; raise them when it gets better.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

import pytest

from bot.feeds.saved import read_saved
from bot.model.developments import Development
from bot.novelty import Outlets
from bot.pipeline import Batch, Pipeline
from bot.seeds import load_seeds
from bot.store import Store

if TYPE_CHECKING:
    from tests.streams.conftest import Score, Stream

PRECISION, KEY_RECALL = 0.92, 0.88


@pytest.fixture(scope="module")
def told(stream: Stream, tmp_path_factory: pytest.TempPathFactory) -> list[Development]:
    store = Store.open(f"sqlite:///{tmp_path_factory.mktemp('streams') / 'stream.db'}")
    try:
        pipeline = Pipeline(store, load_seeds(stream.path.parent / "seeds"), Outlets())
        entries = tuple(read_saved([stream.path]))
        now = max(entry.published for entry in entries)
        return list(pipeline.ingest(Batch(entries), now).developments)
    finally:
        store.close()


def test_most_of_what_is_told_is_right(
    stream: Stream, told: list[Development], score: Callable[[Stream, Iterable[Development]], Score]
) -> None:
    reached = score(stream, told)

    assert reached.precision >= PRECISION, reached.wrong


def test_most_key_developments_are_told(
    stream: Stream, told: list[Development], score: Callable[[Stream, Iterable[Development]], Score]
) -> None:
    reached = score(stream, told)

    assert reached.key_recall >= KEY_RECALL, reached.missed


def test_no_rumour_is_told_as_a_fact(
    stream: Stream, told: list[Development], score: Callable[[Stream, Iterable[Development]], Score]
) -> None:
    assert score(stream, told).overstated == ()


def test_nothing_is_told_of_entries_about_other_work(stream: Stream, told: list[Development]) -> None:
    quiet = {e["id"] for e in stream.entries if e["kind"] in {"unrelated", "homonym", "hoax", "retrospective"}}

    wrong = [f"{one.entry_id}: {one.evidence}" for one in told if one.entry_id in quiet]
    assert len(wrong) <= len(quiet) // 10, wrong
