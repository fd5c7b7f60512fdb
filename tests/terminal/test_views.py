from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from rich.cells import cell_len
from rich.console import RenderableType

from bot.model.developments import Development
from bot.model.properties import Certainty, Change, Property
from bot.model.titles import KnownValue, TitleType, TrackedTitle, Work
from bot.novelty.ledger import Ledger
from bot.terminal.fates import draw_fates
from bot.terminal.screen import Screen
from bot.terminal.views import draw_overview, draw_status, draw_timeline, draw_troubles
from bot.wording import ClaimFate, EntryFate, Source, Standing, Timeline, TitleFacts, Trouble, facts_of, timeline_of

Make = Callable[..., Development]
Golden = Callable[[RenderableType, str], None]
P, C, K = Property, Change, Certainty
TITLE = TrackedTitle(
    id="lantern-street-2",
    title="Lantern Street 2",
    type=TitleType.FILM,
    known_as_of=date(2024, 1, 12),
    follows=Work("Lantern Street", 1997),
    known={
        P.STATUS: (KnownValue("in development"),),
        P.WRITER: (KnownValue("Robin Shaw"),),
        P.CAST: (KnownValue("Ada Quill"), KnownValue("Bo Lark", K.IN_TALKS, "The Post", "https://post.example/1")),
    },
)
EMPTY = replace(TITLE, id="quiet", title="The Very Long Title of a Sequel that Nobody Has Heard of", known={})


@pytest.fixture
def news(development: Make) -> tuple[Development, ...]:
    later = {"published": datetime(2026, 3, 2, tzinfo=UTC), "outlet": "Late Wire", "url": "https://late.example/2"}
    moved = {"change": C.CHANGED, "previous": "2026-09-18", "moves": 1}
    return (
        development(id="d-1"),
        development(P.CAST, "Dee Farr", id="d-2", role="Mara", certainty=K.IN_TALKS),
        development(P.RELEASE_DATE, "2027-02-12", id="d-3", **moved, **later),
        development(P.RELEASE_DATE, "2028", id="d-4", certainty=K.RUMORED, outlet="[b]Reel[/b] Gossip", url="x:y"),
    )


@pytest.fixture
def facts(news: tuple[Development, ...]) -> TitleFacts:
    return facts_of(Ledger.of(TITLE, news), TITLE.title)


@pytest.fixture
def timeline(news: tuple[Development, ...]) -> Timeline:
    return timeline_of(TITLE, TITLE.title, news, {"d-1": ("Late Wire", "The Post")})


def test_status_of_a_title(facts: TitleFacts, golden: Golden) -> None:
    golden(draw_status(facts), "status")


def test_status_of_a_title_of_which_nothing_is_known(golden: Golden) -> None:
    golden(draw_status(facts_of(Ledger.of(EMPTY), EMPTY.title)), "status-empty")


def test_overview_of_all_titles(facts: TitleFacts, golden: Golden) -> None:
    golden(draw_overview([facts, facts_of(Ledger.of(EMPTY), EMPTY.title)]), "overview")


def test_an_overview_of_nothing_says_what_to_do() -> None:
    assert "put a seed" in Screen().draw(draw_overview([]))


def test_what_the_owner_should_look_at(golden: Golden) -> None:
    feeds = Trouble("2 feeds are failing:", ("gazette (for 3 days): " + "it refuses us; " * 6, "post (for 1 day): [b]"))
    golden(
        draw_troubles([feeds, Trouble("1 alert was not delivered, as far as is known:", ("Lantern Street 2",))]),
        "troubles",
    )


def test_timeline_of_a_title(timeline: Timeline, golden: Golden) -> None:
    golden(draw_timeline(timeline), "timeline")


def test_a_timeline_without_news_says_so() -> None:
    assert "Nothing new since then." in Screen().draw(draw_timeline(timeline_of(EMPTY, EMPTY.title, (), {})))


SOURCE = Source(
    "The Curtain Ledger", "https://www.marquee.example/1", "marquee.example", datetime(2026, 1, 30, tzinfo=UTC)
)
TOLD = EntryFate(
    entry_id="e-1",
    headline="Federle to direct “Lantern Street 2” [video]",
    source=SOURCE,
    titles=("Lantern Street 2",),
    claims=(
        ClaimFate(
            "Lantern Street 2", "Director: Tim Federle", Standing.CONFIRMED, "He directs.", "News: confirmed.", True
        ),
        ClaimFate(
            "Lantern Street 2",
            "Status: in development",
            Standing.CONFIRMED,
            "He directs.",
            "This was already known. On record: in development.",
            False,
        ),
        ClaimFate(
            "Lantern Street 2",
            "Release date: 2027 (rumour, asked)",
            Standing.RUMOUR,
            "Will it come in 2027?",
            "The text asks, hopes or supposes; it does not state.",
            False,
        ),
    ),
    verdict="News: 1 of 3 claims were new.",
)
UNTOLD = EntryFate("e-0", "", replace(SOURCE, url="", host=""), (), (), "No news: it speaks of no tracked title.")


def test_the_fate_of_an_entry_and_of_its_later_version(golden: Golden) -> None:
    golden(draw_fates([UNTOLD, TOLD]), "explain")


@pytest.mark.parametrize("width", [60, 80, 120, 200])
def test_no_view_is_wider_than_the_terminal_but_for_addresses(
    facts: TitleFacts, timeline: Timeline, width: int
) -> None:
    drawings = [draw_status(facts), draw_overview([facts]), draw_timeline(timeline), draw_fates([TOLD])]
    for drawing in drawings:
        lines = Screen(width).draw(drawing).splitlines()
        assert all(cell_len(line) <= width for line in lines if "https://" not in line)
