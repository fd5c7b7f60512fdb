from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.chat.cards import view_of
from bot.chat.sink import NONCE_WINDOW, DiscordSink
from bot.model.alerts import Alert, AlertKind, Delivery, DeliveryState, Subscription
from bot.model.developments import Development
from bot.model.errors import ConfigError, SinkError
from bot.model.properties import Certainty, Change, Property
from bot.wording import card_of

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
DATE = Development(
    id="d1",
    title_id="romy",
    property=Property.RELEASE_DATE,
    value="2026-09-18",
    previous="2026",
    change=Change.CHANGED,
    certainty=Certainty.CONFIRMED,
    entry_id="e1",
    outlet="The Ledger @everyone",
    url="https://ledger.example/romy",
    published=NOW,
    evidence="The sequel opens on [September 18](https://evil.example), @here.",
    moves=1,
)


def delivery_of(*developments: Development, target: str = "20", attempts: int = 0) -> Delivery:
    to = Subscription(id="s", sink="discord", target=target)
    alert = Alert(id="a" * 30, kind=AlertKind.NEWS, subscription=to, title_id="romy", developments=developments)
    return Delivery(alert, DeliveryState.SENDING, attempts=attempts, created_at=NOW, due_at=NOW)


def texts_of(message: dict[str, Any]) -> str:
    return "\n".join(part.get("content", "") for part in message["components"][0]["components"])


@pytest.fixture
async def sink(discord_server: Any) -> AsyncIterator[DiscordSink]:
    posted_by = DiscordSink("good.token", clock=lambda: NOW, api_url=discord_server.address)
    yield posted_by
    await posted_by.close()


async def send(sink: DiscordSink, delivery: Delivery) -> None:
    await sink.deliver(delivery, card_of(delivery.alert, "Romy and Michele 2"))


async def test_a_card_says_what_is_new_how_sure_and_from_whom(sink: DiscordSink, discord_server: Any) -> None:
    await send(sink, delivery_of(DATE))
    (message,) = discord_server.messages
    text = texts_of(message).replace("\\", "")
    assert "18 September 2026" in text
    assert "Confirmed" in text
    assert "The Ledger" in text
    button = message["components"][0]["components"][-1]["components"][0]
    assert button["url"] == DATE.url


async def test_what_the_library_says_of_voice_is_not_logged(
    sink: DiscordSink, discord_server: Any, caplog: pytest.LogCaptureFixture
) -> None:
    await send(sink, delivery_of(DATE))
    assert len(discord_server.messages) == 1
    assert caplog.records == []


async def test_nobody_is_pinged(sink: DiscordSink, discord_server: Any) -> None:
    await send(sink, delivery_of(DATE))
    (message,) = discord_server.messages
    assert message["allowed_mentions"] == {"parse": []}
    assert "@here" not in texts_of(message).replace("\\", "")


async def test_the_same_delivery_twice_is_one_message(sink: DiscordSink, discord_server: Any) -> None:
    await send(sink, delivery_of(DATE))
    await send(sink, delivery_of(DATE, attempts=1))
    assert len(discord_server.messages) == 1


async def test_an_old_row_is_looked_for_in_the_channel_before_it_is_sent_again(discord_server: Any) -> None:
    later = DiscordSink("good.token", lambda: NOW + NONCE_WINDOW + timedelta(hours=1), discord_server.address)
    await send(later, delivery_of(DATE))
    discord_server.nonces.clear()  # Discord has forgotten the nonce by now
    await send(later, delivery_of(DATE, attempts=1))
    assert len(discord_server.messages) == 1
    await send(later, delivery_of(replace(DATE, value="2027-02-12"), attempts=1))
    assert len(discord_server.messages) == 2
    await later.close()


async def test_a_message_that_was_deleted_since_counts_as_delivered(sink: DiscordSink, discord_server: Any) -> None:
    await send(sink, delivery_of(DATE))
    discord_server.deleted.add(discord_server.messages[0]["id"])
    await send(sink, delivery_of(DATE, attempts=1))
    assert len(discord_server.messages) == 1


@pytest.mark.parametrize(
    ("status", "retry", "words"),
    [
        pytest.param(403, True, "View Channel", id="a missing permission names the permissions and is tried again"),
        pytest.param(404, True, "channel 20", id="an unknown channel is named and tried again"),
        pytest.param(400, False, "400", id="a malformed message can never succeed"),
    ],
)
async def test_refusals_are_told_plainly(
    sink: DiscordSink, discord_server: Any, status: int, retry: bool, words: str
) -> None:
    discord_server.faults.append(status)
    with pytest.raises(SinkError, match=words) as caught:
        await send(sink, delivery_of(DATE))
    assert caught.value.retry is retry


async def test_a_refused_token_says_what_to_do_and_never_shows_it(discord_server: Any) -> None:
    stranger = DiscordSink("secret.bad.token", lambda: NOW, discord_server.address)
    with pytest.raises(ConfigError, match="Copy it anew") as caught:
        await send(stranger, delivery_of(DATE))
    assert "secret" not in str(caught.value)


async def test_a_token_that_is_reset_while_we_run_is_told_as_one_that_was_wrong_from_the_start(
    sink: DiscordSink, discord_server: Any
) -> None:
    await send(sink, delivery_of(DATE))
    discord_server.token = "another.token"
    with pytest.raises(ConfigError, match="Copy it anew"):
        await send(sink, delivery_of(DATE))


async def test_an_unreachable_discord_is_tried_again() -> None:
    nowhere = DiscordSink("good.token", lambda: NOW, "http://127.0.0.1:9/api/v10")
    with pytest.raises(SinkError, match="cannot be reached") as caught:
        await send(nowhere, delivery_of(DATE))
    assert caught.value.retry


def test_a_long_catch_up_keeps_within_discords_limits() -> None:
    many = tuple(replace(DATE, id=f"d{n}", evidence="_" * 5000, outlet="o" * 900) for n in range(40))
    alert = replace(delivery_of(*many).alert, kind=AlertKind.CATCH_UP)
    view = view_of(card_of(alert, "*" * 500))
    assert view.content_length() <= 4000
    assert view.total_children_count <= 40
