"""The owner is told of feeds in Discord: a real store, a Discord on loopback, and a clock that the test moves."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.app.notices import Notices, read_memory, write_memory
from bot.chat.owner_line import DiscordOwner
from bot.chat.rest import Rest
from bot.feeds.notices import Matter, Memory
from bot.model.entries import Outlet
from bot.model.feeds import Feed, PollState
from bot.store import Store
from tests.chat.fake.people import CHANNEL_ID, GUILD_ID, OWNER_ID
from tests.chat.fake.permissions import Bit
from tests.chat.fake.server import FakeDiscord, read

NOON = datetime(2026, 6, 3, 12, tzinfo=UTC)
PRIVATE = "900000000000000060"
POSTS = r"/channels/\d+/messages"


class Clock:
    now = NOON

    def __call__(self) -> datetime:
        return self.now

    def on(self, **time: float) -> None:
        self.now += timedelta(**time)


class Bot:
    """The part of a bot that tells its owner; `restarted` is as after a kill."""

    def __init__(self, store: Store, fake: FakeDiscord, executor: Executor) -> None:
        self.store, self.fake, self.executor = store, fake, executor
        self.clock, self.locale, self.rests = Clock(), "en", list[Rest]()
        self.owners: tuple[int | None, int | None] = (int(CHANNEL_ID), None)
        self.restarted()

    def restarted(self) -> None:
        self.rests.append(Rest(self.fake.token, self.fake.api_url))
        line = DiscordOwner(self.rests[-1], lambda: self.locale, self.owners)
        self.notices = Notices(self.store, line, self.clock, self.executor)

    def has(self, *states: PollState) -> None:
        with self.store.transaction() as tx:
            feeds = [
                Feed(one.feed_id, f"https://{one.feed_id}.example/feed", Outlet("The Ledger", "")) for one in states
            ]
            tx.sync_feeds(feeds, self.clock())
            tx.finish_polls(states, {})

    async def beat(self, **later: float) -> None:
        self.clock.on(**later)
        await self.notices.beat()

    def told(self, channel_id: str = CHANNEL_ID) -> list[str]:
        return [read(one) for one in self.fake.messages(channel_id)]


@pytest.fixture
def executor() -> Iterator[Executor]:
    with ThreadPoolExecutor(max_workers=1) as one:
        yield one


@pytest.fixture
async def bot(tmp_path: Path, fake_discord: FakeDiscord, executor: Executor) -> AsyncIterator[Bot]:
    store = Store.open(f"sqlite:///{tmp_path / 'bot.db'}")
    made = Bot(store, fake_discord, executor)
    yield made
    for rest in made.rests:
        await rest.close()
    store.close()


def failing(feed_id: str = "ledger", **rest: Any) -> PollState:
    given: dict[str, Any] = {
        "failures": 6, "failing_since": NOON - timedelta(hours=30), "told_at": NOON,
        "last_error": "the server answers HTTP 503", "last_said": "Down for maintenance",
    }  # fmt: skip
    return PollState(feed_id, NOON, **(given | rest))


GONE = {"stopped": "the server answers HTTP 410: it is gone for good", "last_error": "HTTP 410", "last_said": "Gone"}


async def test_the_owner_is_told_once_with_the_first_line_and_once_when_it_is_over(bot: Bot) -> None:
    bot.has(failing())
    await bot.beat()
    (said,) = bot.told()
    for words in (
        "The Ledger",
        "`ledger`",
        "HTTP 503",
        "Down for maintenance",
        f"<t:{int(NOON.timestamp()) - 108_000}",
    ):
        assert words in said
    bot.restarted()
    for _ in range(30):
        await bot.beat(hours=2)
    assert len(bot.told()) == 1
    bot.has(replace(failing(), failures=0, failing_since=None, told_at=None, last_success_at=bot.clock()))
    await bot.beat(minutes=1)
    await bot.beat(days=2)
    assert "is read again" in bot.told()[-1]
    assert len(bot.told()) == 2


async def test_gone_for_good_and_moved_for_good_are_told_too(bot: Bot) -> None:
    bot.has(failing("a", **GONE), PollState("b", NOON, asked_url="https://new.example/feed?a=1"))
    await bot.beat()
    (said,) = bot.told()
    assert "gone for good" in said
    assert "/sources resume" in said
    assert "`https://new.example/feed?a=1`" in said


async def test_many_that_fail_at_once_are_one_message_within_discords_limits(bot: Bot) -> None:
    bot.has(*(failing(f"feed-{n}", last_said="x" * 200, last_error="y" * 200) for n in range(40)))
    await bot.beat()
    await bot.beat(hours=30)
    (said,) = bot.told()
    assert "40 feeds need you" in said
    assert "more; /sources list shows all" in said


async def test_it_speaks_the_language_of_the_subscriptions(bot: Bot) -> None:
    bot.locale = "de"
    bot.has(failing())
    await bot.beat()
    assert "Ein Feed braucht dich" in bot.told()[0]


async def test_what_a_server_says_can_neither_ping_nor_link(bot: Bot) -> None:
    bot.has(failing(last_said="@everyone [x](https://evil.example) <@1>", last_error="`<@&2>` @here"))
    await bot.beat()
    assert bot.fake.world.pings == []
    assert bot.fake.calls[-1].body["allowed_mentions"] == {"parse": []}
    assert "](https" not in str(bot.fake.calls[-1].body)


async def test_a_discord_that_fails_loses_nothing_and_repeats_nothing(bot: Bot) -> None:
    bot.has(failing())
    bot.fake.fault("POST", POSTS, status=503, times=50)
    with capture_logs() as logs:
        await bot.beat()
        await bot.beat(seconds=30)
    assert [one["event"] for one in logs] == ["the owner could not be told of feeds, it is tried again"]
    assert bot.told() == []
    bot.fake.faults.clear()
    await bot.beat(hours=1)
    await bot.beat(days=1)
    assert len(bot.told()) == 1


async def test_one_whose_answer_was_lost_is_not_told_twice_even_after_a_kill(bot: Bot) -> None:
    bot.has(failing())
    bot.fake.fault("POST", POSTS, status=503, apply_first=True)
    await bot.beat()
    bot.fake.faults.clear()
    bot.fake.routes.nonces.forget()
    bot.restarted()
    await bot.beat(hours=3)
    bot.has(failing(), failing("other"))
    await bot.beat(hours=3)
    assert [said.count("`") for said in bot.told()] == [2, 2], "each of the two is told once"


async def test_a_channel_that_refuses_is_passed_over_for_the_owner_in_private(bot: Bot) -> None:
    bot.has(failing())
    bot.fake.world.overwrite(CHANNEL_ID, deny=Bit.SEND_MESSAGES)
    await bot.beat()
    bot.fake.world.private[OWNER_ID] = bot.fake.world.add_channel(PRIVATE, GUILD_ID, "dm")["id"]
    assert bot.told(PRIVATE) == []
    await bot.beat(hours=1)
    assert len(bot.told(PRIVATE)) == 1


async def test_without_a_channel_whoever_owns_the_application_is_told_in_private(bot: Bot) -> None:
    bot.fake.world.private[OWNER_ID] = bot.fake.world.add_channel(PRIVATE, GUILD_ID, "dm")["id"]
    bot.owners = (None, None)
    bot.restarted()
    bot.has(failing())
    await bot.beat()
    assert len(bot.told(PRIVATE)) == 1


def test_what_has_been_told_is_remembered_whole() -> None:
    told = {"ledger": {Matter.FAILING: NOON.isoformat(), Matter.MOVED: "https://new.example/"}}
    memory = Memory(told, NOON, NOON - timedelta(days=1), "key", told)
    assert read_memory(write_memory(memory)) == memory
    assert read_memory(None) == Memory()
