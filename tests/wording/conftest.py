"""Developments and alerts in one line each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.model.alerts import Alert, AlertKind, Subscription
from bot.model.developments import Development
from bot.model.properties import Certainty, Change, Property

MakeDevelopment = Callable[..., Development]
MakeAlert = Callable[..., Alert]

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
    url="https://www.marquee.example/lantern-street-2",
    published=datetime(2026, 1, 30, 18, 4, tzinfo=UTC),
    evidence="Lantern Street 2 opens on September 18, 2026, the studio said.",
)


@pytest.fixture
def development() -> MakeDevelopment:
    def make(prop: Property = Property.RELEASE_DATE, value: str = "2026-09-18", **rest: object) -> Development:
        return replace(_BASE, property=prop, value=value, **rest)  # type: ignore[arg-type]  # the tests name its fields

    return make


@pytest.fixture
def alert() -> MakeAlert:
    def make(*developments: Development, kind: AlertKind = AlertKind.NEWS) -> Alert:
        return Alert("a-1", kind, Subscription("s-1", "terminal"), "lantern-street-2", developments)

    return make
