from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest

from bot.chat.webhook import WebhookSink, parts_of
from bot.model.alerts import Aftermath, DeliveryState
from bot.model.errors import ConfigError, DestinationError, SinkError
from bot.wording import card_of
from tests.chat.fake.people import CHANNEL_ID
from tests.chat.fake.server import FakeDiscord, buttons_of, read
from tests.chat.test_sink import DATE, MOVED, ROLE_ID, delivery_of

ADDRESS = "https://discord.com/api/webhooks/900000000000000070/" + "w" * 68


@pytest.fixture
async def sink(fake_discord: FakeDiscord) -> AsyncIterator[WebhookSink]:
    hook = fake_discord.world.add_webhook(CHANNEL_ID)
    made = WebhookSink(f"https://discord.com/api/webhooks/{hook['id']}/{hook['token']}", fake_discord.api_url)
    yield made
    await made.close()


async def test_a_card_is_posted_with_its_link_alone(sink: WebhookSink, fake_discord: FakeDiscord) -> None:
    delivery = delivery_of(DATE)
    receipt = await sink.deliver(delivery, card_of(delivery.alert, "Romy 2"))
    (message,) = fake_discord.messages()
    assert receipt is not None
    assert receipt.message_id == message["id"]
    assert "18 September 2026" in read(message)
    assert list(buttons_of(message).values()) == [DATE.url]
    assert fake_discord.world.pings == []


async def test_it_mentions_the_role_that_is_named(sink: WebhookSink, fake_discord: FakeDiscord) -> None:
    fake_discord.world.add_role(ROLE_ID, "watchers")["mentionable"] = True
    plain = delivery_of(DATE)
    subscription = replace(plain.alert.subscription, roles=((None, ROLE_ID),))
    delivery = replace(plain, alert=replace(plain.alert, subscription=subscription))
    await sink.deliver(delivery, card_of(delivery.alert, "Romy 2"))
    assert [who for _, who in fake_discord.world.pings] == [ROLE_ID]


async def test_a_card_is_edited_and_one_that_is_gone_is_left(sink: WebhookSink, fake_discord: FakeDiscord) -> None:
    delivery = delivery_of(DATE)
    receipt = await sink.deliver(delivery, card_of(delivery.alert, "Romy 2"))
    told = replace(delivery, state=DeliveryState.SENT, receipt=receipt)
    corrected = card_of(delivery.alert, "Romy 2", aftermath=Aftermath(corrections=(MOVED,)))
    await sink.revise(told, corrected)
    assert "12 February 2027" in read(fake_discord.messages()[0])
    fake_discord.world.messages[CHANNEL_ID].clear()
    await sink.revise(told, corrected)


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        pytest.param({"status": 404}, DestinationError, id="it was deleted"),
        pytest.param({"status": 401}, DestinationError, id="its secret is not this one"),
        pytest.param({"status": 403}, DestinationError, id="it is forbidden"),
        pytest.param({"kind": "drop"}, SinkError, id="the network is"),
    ],
)
async def test_refusals_never_show_the_address(
    sink: WebhookSink, fake_discord: FakeDiscord, fault: dict[str, Any], kind: type[SinkError]
) -> None:
    fake_discord.fault("POST", r"/webhooks/.*", **fault)
    delivery = delivery_of(DATE)
    with pytest.raises(kind) as caught:
        await sink.deliver(delivery, card_of(delivery.alert, "Romy 2"))
    assert caught.value.retry
    assert "www" not in str(caught.value)


@pytest.mark.parametrize(
    "address", ["https://discord.com/api/webhooks/", "no-such-address", ADDRESS + "?wait=true", "/webhooks/1/x"]
)
def test_what_is_no_webhook_is_told_without_repeating_it(address: str) -> None:
    with pytest.raises(ConfigError, match="Integrations") as caught:
        parts_of(address)
    assert address not in str(caught.value)


def test_an_address_is_read_with_or_without_a_version() -> None:
    assert parts_of(ADDRESS) == parts_of(ADDRESS.replace("/api/", "/api/v10/") + "/")
