"""What must not matter to what is told: who says it first, how often, in which batch, and what a link once led to.

Relations over the whole pipeline with SQLite in memory; each story is told several ways and must come to the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.model.alerts import AlertKind, Subscription
from bot.model.developments import Development
from bot.model.entries import Entry, Outlet, Trust
from bot.model.properties import Property
from bot.model.titles import TitleType, TrackedTitle, Work
from bot.novelty import Outlets
from bot.pipeline import Batch, Ingested, Pipeline
from bot.store import Store

START = datetime(2026, 3, 1, 12, tzinfo=UTC)
TITLE = TrackedTitle(
    "lantern-street-2", "Lantern Street 2", TitleType.FILM, date(2026, 1, 1), Work("Lantern Street", 1997)
)
OUTLETS = [
    Outlet("The Curtain Ledger", "Marquee", Trust.TRADE),
    Outlet("Harbour Post", "Harbour", Trust.TRADE),
    Outlet("City Herald", "Herald"),
]

DIRECTED = ("Nora Finch to direct ‘Lantern Street 2’", "The studio confirmed that Nora Finch will direct it.")
HELMED = ("‘Lantern Street 2’ finds its director", "Nora Finch is at the helm of ‘Lantern Street 2’, the studio said.")
DATED = ("‘Lantern Street 2’ gets a date", "‘Lantern Street 2’ will open on November 20, 2026, the studio announced.")
OPENS = (
    "When ‘Lantern Street 2’ comes out",
    "The studio confirmed that the sequel arrives in theaters on Nov. 20, 2026.",
)
CAST = ("Ada Quill joins ‘Lantern Street 2’", "Ada Quill will star in the sequel, the studio confirmed.")
STARS = ("Who is in ‘Lantern Street 2’?", "The studio announced that ‘Lantern Street 2’ stars Ada Quill.")
ROUNDUP = (
    "All that is known of ‘Lantern Street 2’",
    "Nora Finch directs. Ada Quill stars. ‘Lantern Street 2’ opens on November 20, 2026.",
)
RAIN = ("Storm over the harbour", "It rained all day, and the ferries stayed in port.")
MOVED = ("‘Lantern Street 2’ gets a date", "‘Lantern Street 2’ will now open on February 12, 2027, the studio said.")

Words = tuple[str, str]


def entry(number: int, words: Words, outlet: Outlet = OUTLETS[0], link: int | None = None) -> Entry:
    """The `number`th entry of the story, an hour after the one before."""
    published = START + timedelta(hours=number)
    address = f"https://news.example/{number if link is None else link}"
    return Entry(f"e-{number}", outlet.name, outlet.name, published, *words, address, guid=address)


def told(batches: Sequence[Sequence[Entry]], *, first: bool = False) -> list[Ingested]:
    """What each batch of a new bot brings."""
    store = Store.open("sqlite://")
    try:
        pipeline = Pipeline(store, [TITLE], Outlets(OUTLETS), [Subscription("me", "terminal")])
        return [pipeline.ingest(Batch(batch, first=first), START + timedelta(days=1)) for batch in batches]
    finally:
        store.close()


def news(batches: Sequence[Sequence[Entry]]) -> list[Development]:
    return [one for ingested in told(batches) for one in ingested.developments]


def facts(developments: Sequence[Development]) -> list[tuple[Property, str, str, str]]:
    return [(one.property, one.value, one.change.value, one.certainty.value) for one in developments]


@pytest.mark.parametrize(
    ("wordings", "fact"),
    [
        pytest.param((DIRECTED, HELMED), (Property.DIRECTOR, "Nora Finch"), id="a director"),
        pytest.param((DATED, OPENS), (Property.RELEASE_DATE, "2026-11-20"), id="a date"),
        pytest.param((CAST, STARS), (Property.CAST, "Ada Quill"), id="a part"),
    ],
)
def test_who_is_first_with_the_same_news_does_not_matter(
    wordings: tuple[Words, Words], fact: tuple[Property, str]
) -> None:
    for outlets in permutations(OUTLETS, 2):
        for order in permutations(wordings):
            story = [entry(n, words, outlet) for n, (words, outlet) in enumerate(zip(order, outlets, strict=True))]
            assert [(one.property, one.value) for one in news([[one] for one in story])] == [fact]


@given(
    order=st.permutations([DIRECTED, DATED, CAST]),
    echoes=st.lists(st.sampled_from([DIRECTED, HELMED, DATED, OPENS, CAST, STARS, RAIN]), max_size=4),
    cut=st.integers(0, 7),
)
@settings(max_examples=15, deadline=None)
def test_three_facts_are_three_developments_however_they_come(
    order: list[Words], echoes: list[Words], cut: int
) -> None:
    wordings = [*order, *echoes]
    story = [entry(n, words, OUTLETS[n % 3]) for n, words in enumerate(wordings)]
    assert sorted(facts(news([story[:cut], story[cut:]]))) == sorted(facts(news([[one] for one in story])))
    assert len(news([story])) == 3


@given(st.permutations([DIRECTED, DATED, CAST]))
@settings(max_examples=6, deadline=None)
def test_a_roundup_brings_nothing_once_the_facts_are_known(order: list[Words]) -> None:
    story = [entry(n, words) for n, words in enumerate(order)]
    *_, roundup = told([[one] for one in [*story, entry(9, ROUNDUP, OUTLETS[2])]])
    assert roundup.developments == ()
    assert len(roundup.held_back) >= 3


def test_a_roundup_that_comes_first_leaves_nothing_to_tell() -> None:
    first, *later = told([[entry(0, ROUNDUP)], [entry(1, DATED)], [entry(2, CAST)]])
    assert len(first.developments) == 3
    assert [one.developments for one in later] == [(), ()]


@pytest.mark.parametrize(
    ("before", "after", "seen", "brings"),
    [
        pytest.param(DATED, (DATED[0].upper(), DATED[1]), 0, [], id="an edited headline"),
        pytest.param(DATED, OPENS, 0, [], id="other words for the same"),
        pytest.param(DATED, MOVED, 0, ["2027-02-12"], id="another date"),
        pytest.param(RAIN, DATED, 0, ["2026-11-20"], id="another story, which is ours"),
        pytest.param(DATED, RAIN, 0, [], id="another story, which is not"),
        pytest.param(DATED, DATED, 1, [], id="nothing new"),
    ],
)
def test_what_stands_behind_a_link_is_judged_by_its_words(
    before: Words, after: Words, seen: int, brings: list[str]
) -> None:
    _, second = told([[entry(0, before)], [entry(1, after, link=0)]])
    assert (second.seen, [one.value for one in second.developments]) == (seen, brings)


def test_the_same_words_behind_other_links_are_told_once() -> None:
    story = [entry(n, DATED, link=n) for n in range(3)]
    assert len(news([[one] for one in story])) == 1


@given(st.permutations([DIRECTED, DATED, CAST, RAIN, STARS]))
@settings(max_examples=8, deadline=None)
def test_a_first_poll_makes_one_card_of_all_that_it_brings(order: list[Words]) -> None:
    (first,) = told([[entry(n, words) for n, words in enumerate(order)]], first=True)
    (card,) = first.alerts
    assert card.kind is AlertKind.CATCH_UP
    assert sorted(one.value for one in card.developments) == ["2026-11-20", "Ada Quill", "Nora Finch"]


def test_old_news_of_a_first_poll_is_not_told() -> None:
    old = [replace(entry(n, words), published=START - timedelta(days=90)) for n, words in enumerate((DATED, CAST))]
    (first,) = told([old], first=True)
    assert first.alerts == ()
