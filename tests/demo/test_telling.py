"""The whole story, told once through the real rooms, and looked at from many sides."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bot.demo import story
from bot.demo.telling import Progress, open_telling
from bot.model.alerts import AlertKind, Delivery
from bot.model.errors import DestinationError
from bot.model.properties import Property
from bot.store import Counts
from bot.wording import Card, TitleFacts


@dataclass
class Collector:
    """Keeps what it is handed, as a sink."""

    name: str = "collector"
    repeatable: bool = False
    at_once: int = 1
    got: list[tuple[Delivery, Card]] = field(default_factory=list)

    async def deliver(self, delivery: Delivery, card: Card) -> None:
        self.got.append((delivery, card))

    async def revise(self, delivery: Delivery, card: Card) -> None:
        """Nothing that was handed over can be changed."""

    async def tell_owner(self, _delivery: Delivery, problem: DestinationError) -> None:
        raise problem

    async def show_parked(self, parked: Sequence[tuple[Delivery, Card]]) -> None:
        assert not parked


@dataclass(frozen=True, slots=True)
class Told:
    """What the whole story came to."""

    deliveries: list[Delivery]
    cards: list[Card]
    progress: list[Progress]
    sums: Counts
    facts: TitleFacts


async def _tell(folder: Path) -> Told:
    sink = Collector()
    async with open_telling(folder, sink) as telling:
        progress = [step async for step in telling.rounds()]
        return Told([d for d, _ in sink.got], [c for _, c in sink.got], progress, telling.sums(), telling.facts())


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Told:
    return asyncio.run(_tell(tmp_path_factory.mktemp("demo")))


def test_every_article_is_read_once_whatever_its_feed_does(told: Told) -> None:
    # One feed gives other guids every day and one repeats an old item with a new date.
    assert told.sums.entries == len(story.entries())


def test_every_round_polls_every_feed(told: Told) -> None:
    last = told.progress[-1]

    assert last.rounds == len(told.progress) == len(story.moments())
    assert last.polls == last.rounds * len(story.channels())
    assert 0 < last.unchanged < last.polls


def test_what_the_first_polls_bring_comes_first_and_as_one_catch_up(told: Told) -> None:
    kinds = [delivery.alert.kind for delivery in told.deliveries]

    assert kinds[0] is AlertKind.CATCH_UP
    assert Counter(kinds)[AlertKind.CATCH_UP] == 1


def test_no_development_is_told_twice(told: Told) -> None:
    developments = [one.id for delivery in told.deliveries for one in delivery.alert.developments]

    assert len(set(developments)) == len(developments) == told.sums.developments
    assert len(told.cards) == told.progress[-1].cards


def test_most_of_what_is_said_again_is_held_back(told: Told) -> None:
    assert sum(told.sums.held_back.values()) > 2 * told.sums.developments


def test_in_the_end_the_sequel_goes_by_its_official_name(told: Told) -> None:
    assert told.facts.name == "Romy and Michele Stick Together"
    assert told.cards[-1].title == "Romy and Michele Stick Together"
    assert told.cards[0].title != told.cards[-1].title


def test_in_the_end_the_last_release_date_stands(told: Told) -> None:
    answer = told.facts.answer(Property.RELEASE_DATE)

    assert answer is not None
    assert answer.value == "2026-04-24"
