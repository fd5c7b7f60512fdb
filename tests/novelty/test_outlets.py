from __future__ import annotations

import pytest

from bot.model.entries import Outlet, Trust
from bot.novelty import Outlets


@pytest.mark.parametrize(
    ("name", "outlet"),
    [
        pytest.param("Variety", Outlet("Variety", "Penske Media", Trust.TRADE), id="a trade paper"),
        pytest.param("Variety (film)", Outlet("Variety", "Penske Media", Trust.TRADE), id="one of its feeds"),
        pytest.param("deadline.com", Outlet("Deadline", "Penske Media", Trust.TRADE), id="its address"),
        pytest.param("THR", Outlet("The Hollywood Reporter", "Penske Media", Trust.TRADE), id="its initials"),
        pytest.param("/Film", Outlet("/Film", "Static Media", Trust.PRESS), id="a name of generic words"),
        pytest.param("Tudum", Outlet("Tudum", "Netflix", Trust.OFFICIAL), id="a streamer's own newsroom"),
        pytest.param("Google News", Outlet("Google News", "Google News", Trust.AGGREGATOR), id="an aggregator"),
        pytest.param(
            "The Curtain Ledger", Outlet("The Curtain Ledger", "The Curtain Ledger"), id="a stranger is press"
        ),
        pytest.param(
            "Trade Paper Official", Outlet("Trade Paper Official", "Trade Paper Official"), id="names raise nobody"
        ),
        pytest.param(
            "Lamplight Fan Hub", Outlet("Lamplight Fan Hub", "Lamplight Fan Hub", Trust.FAN), id="a fan site says so"
        ),
        pytest.param("Metro Search", Outlet("Metro Search", "Metro Search", Trust.AGGREGATOR), id="so does a search"),
        pytest.param("Fantasy Weekly", Outlet("Fantasy Weekly", "Fantasy Weekly"), id="a word is a whole word"),
        pytest.param("???", Outlet("???", "???"), id="no words at all"),
    ],
)
def test_whom_a_name_means(name: str, outlet: Outlet) -> None:
    assert Outlets().named(name) == outlet


def test_what_is_configured_goes_before_what_is_well_known() -> None:
    ours = Outlet("Variety", owner="Us", trust=Trust.FAN)
    assert Outlets([ours]).named("Variety") == ours
    assert Outlets([ours]).named("variety.com") == ours


def test_papers_of_one_house_are_one_voice() -> None:
    outlets = Outlets()
    assert outlets.named("Collider").owner == outlets.named("ScreenRant").owner
    assert outlets.named("Variety").owner == outlets.named("Rolling Stone").owner
