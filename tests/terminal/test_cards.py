from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from io import StringIO

import pytest
from rich.cells import cell_len
from rich.console import RenderableType

from bot.model.alerts import Alert, AlertKind
from bot.model.developments import Development
from bot.model.properties import Certainty, Change, Property
from bot.terminal.cards import draw_card
from bot.terminal.screen import Screen
from bot.wording import card_of, digest_of

Make = Callable[..., Development]
MakeAlert = Callable[..., Alert]
Golden = Callable[[RenderableType, str], None]
P, C, K = Property, Change, Certainty
CASTING = "Ada Quill is in talks to return as Mara, and Bo Lark joins as her brother, two people familiar with it say."
_CARDS: dict[str, list[tuple[Property, str, dict[str, object]]]] = {
    "a-date-is-set": [(P.RELEASE_DATE, "2026-09-18", {})],
    "a-date-moves-again": [
        (P.RELEASE_DATE, "2027-02-12", {"change": C.CHANGED, "previous": "2026-09-18", "moves": 2}),
    ],
    "a-rumour": [
        (P.DIRECTOR, "Tim Federle", {"certainty": K.RUMORED, "evidence": "We hear Tim Federle might direct."}),
    ],
    "a-denial": [
        (P.DIRECTOR, "Tim Federle", {"change": C.DENIED, "evidence": "“I am not directing it,” Federle wrote."}),
    ],
    "one-entry-with-much-news": [
        (P.RELEASE_DATE, "2026-09-18", {}),
        (P.CAST, "Ada Quill", {"certainty": K.IN_TALKS, "role": "Mara", "evidence": CASTING}),
        (P.CAST, "Bo Lark", {"certainty": K.REPORTED, "evidence": CASTING}),
        (P.STATUS, "filming", {"change": C.CHANGED, "previous": "in development"}),
    ],
    "no-address-and-a-long-quotation": [
        (P.STUDIO, "Hollowbridge", {"url": "feed:nonsense", "evidence": "It will be made by Hollowbridge. " * 20}),
    ],
    "hostile-text": [
        (
            P.CAST,
            "[red]Eve[/red]\x1b[31m",
            {"outlet": "[link=evil]Marquee[/link]\x07", "evidence": "Eve\u202ejoins\n\n[bold]now[/] \x9b2J :smile:"},
        ),
    ],
}


@pytest.mark.parametrize("name", _CARDS)
def test_a_card_looks_like_its_golden_file(development: Make, alert: MakeAlert, golden: Golden, name: str) -> None:
    developments = [development(prop, value, **rest) for prop, value, rest in _CARDS[name]]
    golden(draw_card(card_of(alert(*developments), "Lantern Street 2")), name)


def test_a_catch_up_names_the_outlet_of_each_line(development: Make, alert: MakeAlert, golden: Golden) -> None:
    later = {"outlet": "Late Wire", "url": "https://latewire.example/a", "published": datetime(2026, 3, 2, tzinfo=UTC)}
    developments = [
        development(P.STATUS, "filming", change=C.CHANGED, previous="in development"),
        development(P.CAST, "Bo Lark", certainty=K.REPORTED),
        development(P.RELEASE_DATE, "2026-09-18", **later),
    ]
    golden(draw_card(card_of(alert(*developments, kind=AlertKind.CATCH_UP), "Lantern Street 2")), "a-catch-up")


def test_a_digest_has_a_heading_for_each_title(development: Make, alert: MakeAlert, golden: Golden) -> None:
    developments = [
        development(),
        development(P.RATING, "PG-13", title_id="ant-2"),
        development(P.RUNTIME, "102", title_id="ant-2"),
    ]
    names = {"lantern-street-2": "Lantern Street 2", "ant-2": "Ant 2"}
    golden(draw_card(digest_of(alert(*developments, kind=AlertKind.DIGEST), names.__getitem__)), "a-digest")


@pytest.mark.parametrize("width", [60, 80, 100, 140, 200])
@pytest.mark.parametrize("name", _CARDS)
def test_no_line_but_the_address_is_wider_than_the_terminal(
    development: Make, alert: MakeAlert, name: str, width: int
) -> None:
    developments = [development(prop, value, **rest) for prop, value, rest in _CARDS[name]]
    text = Screen(width).draw(draw_card(card_of(alert(*developments), "Lantern Street 2")))
    assert all(cell_len(line) <= width for line in text.splitlines() if "https://" not in line)


def test_an_address_stays_in_one_piece_however_long_it_is(development: Make, alert: MakeAlert) -> None:
    url = "https://marquee.example/" + "lantern-street-" * 12
    text = Screen(60).draw(draw_card(card_of(alert(development(url=url)), "Lantern Street 2")))
    assert f"▌ {url}\n" in text


def test_every_certainty_is_said_in_words_and_in_a_colour_of_its_own(
    development: Make, alert: MakeAlert, terminal: StringIO
) -> None:
    seen = {}
    for certainty in K:
        card = card_of(alert(development(P.DIRECTOR, "Tim Federle", certainty=certainty)), "Lantern Street 2")
        seen[card.standing] = Screen.of(terminal).draw(draw_card(card))
        assert card.standing.value in seen[card.standing].lower()
    colours = {text[: text.index("▌")] for text in seen.values()}
    assert len(colours) == len(K)
    assert all(colour.startswith("\x1b[") for colour in colours)
