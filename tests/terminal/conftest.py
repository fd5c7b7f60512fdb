"""Developments, alerts and cards in one line each, and golden files."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest
from rich.console import RenderableType

from bot.model.alerts import Alert, AlertKind, Delivery, DeliveryState, Subscription
from bot.model.developments import Development
from bot.model.properties import Certainty, Change, Property
from bot.terminal.screen import Screen

GOLDEN = Path(__file__).parent / "golden"
NOW = datetime(2026, 1, 30, 18, 4, tzinfo=UTC)

_BASE = Development(
    id="d-1",
    title_id="lantern-street-2",
    property=Property.RELEASE_DATE,
    value="2026-09-18",
    previous=None,
    change=Change.ADDED,
    certainty=Certainty.CONFIRMED,
    entry_id="e-1",
    outlet="The Curtain Ledger",
    url="https://www.marquee.example/lantern-street-2-dated",
    published=NOW,
    evidence="Lantern Street 2 will open on September 18, 2026, the studio announced on Friday.",
)


@pytest.fixture(autouse=True)
def _plain_surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make drawings depend on nothing but what a test says."""
    for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES", "TTY_COMPATIBLE", "TTY_INTERACTIVE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")


@pytest.fixture
def development() -> Callable[..., Development]:
    def make(prop: Property = Property.RELEASE_DATE, value: str = "2026-09-18", **rest: object) -> Development:
        return replace(_BASE, property=prop, value=value, **rest)  # type: ignore[arg-type]  # the tests name its fields

    return make


@pytest.fixture
def alert() -> Callable[..., Alert]:
    def make(*developments: Development, kind: AlertKind = AlertKind.NEWS) -> Alert:
        return Alert("a-1", kind, Subscription("s-1", "terminal"), "lantern-street-2", developments)

    return make


@pytest.fixture
def delivery(alert: Callable[..., Alert]) -> Callable[..., Delivery]:
    def make(*developments: Development) -> Delivery:
        return Delivery(alert(*developments), DeliveryState.SENDING, 1, NOW, NOW)

    return make


@pytest.fixture
def golden() -> Callable[[RenderableType, str], None]:
    """Hold a drawing, 80 columns wide and without colour, against `golden/NAME.txt` (UPDATE_GOLDEN=1 rewrites it)."""

    def check(drawing: RenderableType, name: str) -> None:
        text = Screen(80).draw(drawing)
        path = GOLDEN / f"{name}.txt"
        if os.environ.get("UPDATE_GOLDEN"):
            path.write_text(text, encoding="utf-8")
        assert text == path.read_text(encoding="utf-8")

    return check


class _Terminal(StringIO):
    """A stream that says that it is a terminal, and counts how often it is written to."""

    def __init__(self) -> None:
        super().__init__()
        self.writes = 0

    def isatty(self) -> bool:
        return True

    def write(self, text: str, /) -> int:
        self.writes += 1
        return super().write(text)


@pytest.fixture
def terminal() -> _Terminal:
    return _Terminal()
