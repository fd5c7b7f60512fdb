"""A card as Discord shows it: what it says, how it is cut, what its buttons do, the same as an embed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

import discord
import pytest

from bot.chat.buttons import LONGEST_ID
from bot.chat.cards import classic_view_of, panel_of, view_of
from bot.chat.markup import COLOURS
from bot.chat.panels import ButtonStyle, Panel
from bot.model.alerts import Aftermath, Alert, AlertKind, Subscription
from bot.model.developments import Development
from bot.model.properties import Certainty, Change, Property
from bot.store.places import MOST_IN_DIGEST
from bot.wording import Card, Standing, card_for
from tests.chat.discord_markdown import read

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
DATE = Development(
    id="d1",
    title_id="lantern-street-2",
    property=Property.RELEASE_DATE,
    value="2027-02-12",
    previous="2026-09-18",
    change=Change.CHANGED,
    certainty=Certainty.CONFIRMED,
    entry_id="e1",
    outlet="The Curtain Ledger",
    url="https://www.ledger.example/lantern",
    published=NOW,
    evidence="The sequel now opens on February 12, 2027.",
    moves=2,
)
CAST = replace(
    DATE,
    id="d2",
    property=Property.CAST,
    value="Ada Quill",
    previous=None,
    change=Change.ADDED,
    moves=0,
    evidence="Ada.",
)


def card(
    *developments: Development, kind: AlertKind = AlertKind.NEWS, since: Aftermath | None = None, locale: str = "en"
) -> Card:
    to = Subscription("s", "discord", locale=locale)
    about = "" if kind is AlertKind.DIGEST else "lantern-street-2"
    alert = Alert("a-1", kind, to, about, developments)
    return card_for(alert, lambda id_: id_.replace("-", " ").title(), lambda _: (), since or Aftermath())


def words(panels: Sequence[Panel]) -> list[str]:
    """What people read, line by line."""
    text = "\n".join(text for panel in panels for text in panel.all_texts)
    return read(text).words.replace("\u200b", "").split("\n")


def test_a_card_tells_what_is_new_how_sure_and_from_whom() -> None:
    panel = panel_of(card(DATE, since=Aftermath(("Harbour Post", "Late Wire"))))
    assert words([panel]) == [
        "Lantern Street 2",
        "Release date moved: 18 September 2026 → 12 February 2027",
        "🟢 Confirmed · moved for the second time",
        "The sequel now opens on February 12, 2027.",
        "The Curtain Ledger · ledger.example · ",
        "Also reported by Harbour Post and Late Wire",
    ]
    assert f"<t:{int(NOW.timestamp())}:f>" in panel.foot
    assert panel.colour == COLOURS[Standing.CONFIRMED]


def test_a_card_speaks_the_language_of_its_server() -> None:
    assert words([panel_of(card(DATE, since=Aftermath(("Harbour Post",)), locale="de"))]) == [
        "Lantern Street 2",
        "Starttermin verschoben: 18. September 2026 → 12. Februar 2027",
        "🟢 Bestätigt · zum zweiten Mal verschoben",
        "The sequel now opens on February 12, 2027.",
        "The Curtain Ledger · ledger.example · ",
        "Das melden auch: Harbour Post",
    ]


@pytest.mark.parametrize(
    ("certainty", "change", "says"),
    [
        pytest.param(Certainty.CONFIRMED, Change.ADDED, "🟢 Confirmed", id="confirmed"),
        pytest.param(Certainty.REPORTED, Change.ADDED, "🔵 Reported", id="reported"),
        pytest.param(Certainty.IN_TALKS, Change.ADDED, "🟡 In talks", id="in talks"),
        pytest.param(Certainty.RUMORED, Change.ADDED, "⚪ Rumour", id="a rumour"),
        pytest.param(Certainty.CONFIRMED, Change.DENIED, "🔴 Denied", id="denied"),
    ],
)
def test_how_sure_it_is_shows_in_colour_and_in_words(certainty: Certainty, change: Change, says: str) -> None:
    told = replace(CAST, certainty=certainty, change=change)
    panel = panel_of(card(told))
    assert says in words([panel])
    assert panel.colour == COLOURS[card(told).standing]


def test_several_developments_of_one_article_are_one_card_and_quote_each_sentence_once() -> None:
    other = replace(CAST, id="d3", value="Bo Lark", certainty=Certainty.IN_TALKS)
    assert words([panel_of(card(DATE, CAST, other))]) == [
        "Lantern Street 2",
        "Release date moved and 2 cast members",
        "🟢 Release date moved: 18 September 2026 → 12 February 2027 · confirmed · moved for the second time",
        "The sequel now opens on February 12, 2027.",
        "🟢 Cast: Ada Quill · confirmed",
        "🟡 Cast: Bo Lark is in talks",
        "Ada.",
        "The Curtain Ledger · ledger.example · ",
    ]


def test_a_card_that_was_denied_says_so_and_is_struck_out() -> None:
    denial = replace(CAST, id="d9", change=Change.DENIED, outlet="Velvet Rope")
    panel = panel_of(card(replace(CAST, certainty=Certainty.RUMORED), since=Aftermath(corrections=(denial,))))
    assert "❌ Since denied by Velvet Rope" in words([panel])
    assert "## ~~Rumour\\: Ada Quill in the cast~~" in panel.texts[0]
    assert panel.colour == COLOURS[Standing.DENIED]


def test_a_card_that_was_confirmed_says_so_and_stands() -> None:
    official = replace(CAST, id="d9", change=Change.CONFIRMED, outlet="Larkspur")
    panel = panel_of(card(replace(CAST, certainty=Certainty.RUMORED), since=Aftermath(corrections=(official,))))
    assert "✅ Since confirmed by Larkspur" in words([panel])
    assert "~~" not in panel.texts[0]


def test_a_catch_up_names_every_source_with_a_link_of_its_own() -> None:
    panel = panel_of(
        card(CAST, replace(DATE, outlet="Late Wire", url="https://late.example/2"), kind=AlertKind.CATCH_UP)
    )
    assert words([panel]) == [
        "Lantern Street 2 · what happened so far",
        "Release date moved and casting",
        "🟢 Cast: Ada Quill · confirmed",
        "The Curtain Ledger · ledger.example · article · ",
        "🟢 Release date moved: 18 September 2026 → 12 February 2027 · confirmed · moved for the second time",
        "Late Wire · late.example · article · ",
    ]
    assert [made.label for made in panel.buttons] == ["Status", "Timeline"]


def test_a_catch_up_of_one_line_does_not_say_it_twice() -> None:
    lines = words([panel_of(card(CAST, kind=AlertKind.CATCH_UP))])
    assert sum("Ada Quill" in line for line in lines) == 1


def test_a_digest_puts_titles_apart() -> None:
    panel = panel_of(card(DATE, CAST, replace(CAST, id="d3", title_id="ant-2", value="Bo"), kind=AlertKind.DIGEST))
    lines = words([panel])
    assert lines[:3] == ["News of the day", "3 developments about 2 titles", "Ant 2"]
    assert "Lantern Street 2" in lines
    assert panel.buttons == ()


def test_buttons_open_the_article_and_carry_all_that_a_click_needs() -> None:
    buttons = panel_of(card(DATE)).buttons
    assert [(made.label, made.url or made.custom_id) for made in buttons] == [
        ("Open article", "https://www.ledger.example/lantern"),
        ("Status", "sw:1:status:lantern-street-2"),
        ("Timeline", "sw:1:timeline:lantern-street-2"),
        ("Not news", "sw:1:not-news:a-1"),
        ("Wrong", "sw:1:wrong:a-1"),
    ]
    assert (buttons[0].style, buttons[-1].style) == (ButtonStyle.LINK, ButtonStyle.DANGER)


def test_a_title_whose_id_is_too_long_for_a_button_has_none() -> None:
    one = card(DATE)
    buttons = panel_of(replace(one, title_id="x" * LONGEST_ID)).buttons
    assert [made.label for made in buttons] == ["Open article", "Not news", "Wrong"]


@pytest.mark.parametrize("kind", AlertKind)
def test_what_does_not_fit_is_counted(kind: AlertKind) -> None:
    many = [replace(CAST, id=f"d{n}", value=f"{n} " + "name " * 30, url=f"https://a.example/{n}") for n in range(60)]
    panel = panel_of(card(*many, kind=kind))
    view = view_of(card(*many, kind=kind), roles=["5"])
    shown = sum("Cast:" in line for line in words([panel]))
    assert 0 < shown < 60
    assert f"… and {60 - shown} more" in words([panel])
    assert view.content_length() <= 4_000
    assert view.total_children_count <= 40


def test_a_full_digest_is_told_whole_though_its_addresses_are_long() -> None:
    many = [
        replace(
            CAST,
            id=f"d{n}",
            title_id=f"the-{n}th-and-rather-long-title-of-a-sequel-that-people-wait-for",
            value=f"Somebody with quite a long name, the {n}th",
            url=f"https://www.publisher.example/{n}/{'a-headline-in-an-address-' * 8}",
        )
        for n in range(MOST_IN_DIGEST)
    ]
    lines = words([panel_of(card(*many, kind=AlertKind.DIGEST))])
    assert sum("Cast:" in line for line in lines) == MOST_IN_DIGEST
    assert not any("more" in line for line in lines)


def test_only_the_roles_that_a_subscription_names_are_mentioned() -> None:
    view = view_of(card(DATE), roles=["123", "123", "@everyone", "\u0661"])
    first = view.children[0]
    assert isinstance(first, discord.ui.TextDisplay)
    assert first.content == "<@&123>"


def test_a_classic_embed_says_the_same() -> None:
    one = card(DATE, CAST, since=Aftermath(("Harbour Post",)))
    classic = classic_view_of(one, roles=["123"])
    (embed,) = classic.embeds
    assert embed.description is not None
    told = [line for line in read(embed.description).words.split("\n") if line]
    assert told == [line for line in read("\n".join(panel_of(one).all_texts)).words.split("\n") if line]
    assert classic.content == "<@&123>"
    assert classic.view is not None
    assert len(classic.view.children) == 5
    assert embed.colour == discord.Colour(COLOURS[Standing.CONFIRMED])


def test_a_classic_embed_keeps_within_its_limits() -> None:
    many = [replace(CAST, id=f"d{n}", evidence="word " * 100 + str(n)) for n in range(40)]
    (embed,) = classic_view_of(card(*many)).embeds
    assert len(embed.description or "") <= 4_096
    assert "The Curtain Ledger" in (embed.description or "")
