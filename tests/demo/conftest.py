"""Two small channels of invented articles, and how a feed reader asks a server for them."""

from __future__ import annotations

import http.client
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import pytest

from bot.demo.channels import Channel, Format, Quirk
from bot.model.entries import Entry, Outlet

NOON = datetime(2024, 5, 6, 12, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server sent back."""

    status: int
    headers: dict[str, str]
    body: bytes


Ask = Callable[..., Answer]


def article(number: int, feed: str = "klaxon", *, link: str = "", title: str = "") -> Entry:
    return Entry(
        id=f"t-{number}",
        feed=feed,
        outlet="The Klaxon",
        published=NOON + timedelta(hours=number),
        title=title or f"Bulletin {number}",
        summary=f"<p>The harbor master&#8217;s note no. {number}: “calm &amp; grey.”</p>",
        link=link or f"https://{feed}.example/{number}",
    )


def channel(format_: Format = Format.RSS, quirk: Quirk = Quirk.NONE, id_: str = "klaxon") -> Channel:
    return Channel(id_, Outlet("The Klaxon & Horn", "The Klaxon & Horn"), format_, quirk)


def _ask(url: str, path: str, **headers: str) -> Answer:
    connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=5)
    try:
        connection.request("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        response = connection.getresponse()
        return Answer(response.status, {name.lower(): value for name, value in response.getheaders()}, response.read())
    finally:
        connection.close()


@pytest.fixture
def ask() -> Ask:
    """Ask a server at `url` for `path`; keywords are headers."""
    return _ask


@pytest.fixture
def make_article() -> Callable[..., Entry]:
    """Make an article published so many hours after noon."""
    return article


@pytest.fixture
def make_channel() -> Callable[..., Channel]:
    """Make a channel called klaxon."""
    return channel


@pytest.fixture
def noon() -> datetime:
    """The day on which the test articles start."""
    return NOON
