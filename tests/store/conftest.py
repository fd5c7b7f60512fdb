"""A real SQLite file a test, and the things that are kept in one line each."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import create_engine, make_url

from bot.model.alerts import Alert, AlertKind, Subscription
from bot.model.claims import Claim, Evidence, Mention, Span, Subject, TextField
from bot.model.developments import Development
from bot.model.entries import Entry, Outlet, Trust
from bot.model.feeds import Feed
from bot.model.properties import Certainty, Change, Property
from bot.store import Store

NOW = datetime(2026, 2, 1, 12, 0, tzinfo=UTC)

_SENTENCE = "Lantern Street 2 will open on September 18, 2026, the studio announced on Friday."

_ENTRY = Entry(
    id="e-1",
    feed="marquee",
    outlet="The Curtain Ledger",
    published=datetime(2026, 1, 30, 18, 4, tzinfo=UTC),
    title="Lantern Street 2 gets a date",
    summary=f"<p>{_SENTENCE}</p>",
    link="https://www.marquee.example/lantern-street-2-dated",
    guid="tag:marquee.example,2026:1",
)

_CLAIM = Claim(
    title_id="lantern-street-2",
    property=Property.RELEASE_DATE,
    value="2026-09-18",
    change=Change.ADDED,
    certainty=Certainty.CONFIRMED,
    evidence=Evidence(_SENTENCE, Span(TextField.SUMMARY, 0, len(_SENTENCE))),
)

_DEVELOPMENT = Development(
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
    published=datetime(2026, 1, 30, 18, 4, tzinfo=UTC),
    evidence=_SENTENCE,
)

_FEED = Feed("marquee", "https://www.marquee.example/feed", Outlet("The Curtain Ledger", "Marquee Press", Trust.TRADE))


class Make:
    """One thing each, as plain as it gets; what matters to a test is named there."""

    def entry(self, id_: str = "e-1", **rest: object) -> Entry:
        return replace(_ENTRY, id=id_, **rest)  # type: ignore[arg-type]  # the tests name its fields

    def story(self, number: int, feed: str = "marquee") -> Entry:
        """One of many entries that have nothing in common."""
        return replace(
            _ENTRY,
            id=f"{feed}-{number}",
            feed=feed,
            title=f"Story {number}",
            guid=f"guid-{number}",
            link=f"https://{feed}.example/{number}",
        )

    def mention(self, title_id: str = "lantern-street-2", **rest: object) -> Mention:
        plain = Mention(title_id, Subject.SEQUEL, Span(TextField.TITLE, 0, 16), "Lantern Street 2")
        return replace(plain, **rest)  # type: ignore[arg-type]  # the tests name its fields

    def claim(self, **rest: object) -> Claim:
        return replace(_CLAIM, **rest)  # type: ignore[arg-type]  # the tests name its fields

    def development(self, id_: str = "d-1", **rest: object) -> Development:
        return replace(_DEVELOPMENT, id=id_, **rest)  # type: ignore[arg-type]  # the tests name its fields

    def feed(self, id_: str = "marquee", **rest: object) -> Feed:
        return replace(_FEED, **{"id": id_, "url": f"https://www.{id_}.example/feed", **rest})  # type: ignore[arg-type]  # the tests name its fields

    def subscription(self, id_: str = "lobby", **rest: object) -> Subscription:
        plain = Subscription(id_, sink="discord", target=f"channel-{id_}")
        return replace(plain, **rest)  # type: ignore[arg-type]  # the tests name its fields

    def alert(self, id_: str, *developments: Development, **rest: object) -> Alert:
        plain = Alert(id_, AlertKind.NEWS, self.subscription(), "lantern-street-2", developments)
        return replace(plain, **rest)  # type: ignore[arg-type]  # the tests name its fields


Later = Callable[[float], datetime]


@pytest.fixture
def make() -> Make:
    return Make()


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def later() -> Later:
    """So many minutes after `now`."""
    return lambda minutes: NOW + timedelta(minutes=minutes)


SERVER = os.environ.get("TEST_POSTGRESQL")
"""A PostgreSQL server's address, to run these tests on it (`make test-postgresql`): each gets a schema of its own."""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    if SERVER:
        pytest.skip("about SQLite's file")
    return tmp_path / "sequelwatch.db"


@pytest.fixture
def url(request: pytest.FixtureRequest) -> Iterator[str]:
    if SERVER:
        yield from _database(SERVER)
    else:
        yield f"sqlite:///{request.getfixturevalue('path')}?timeout=0.05"


def _database(server: str) -> Iterator[str]:
    """Make a schema, which to whoever connects is the whole database, and drop it in the end."""
    name = f"test_{uuid4().hex}"
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(f"CREATE SCHEMA {name}")
        there = make_url(server).update_query_dict({"options": f"-csearch_path={name}"})
        yield there.render_as_string(hide_password=False)
        connection.exec_driver_sql(f"DROP SCHEMA {name} CASCADE")
    engine.dispose()


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    opened = Store.open(url)
    yield opened
    opened.close()
