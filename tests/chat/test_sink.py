from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.chat.sink import NONCE_WINDOW, DiscordSink
from bot.model.alerts import Aftermath, Alert, AlertKind, Delivery, DeliveryState, Receipt, Subscription
from bot.model.developments import Development
from bot.model.errors import ConfigError, DestinationError, SinkError
from bot.model.properties import Certainty, Change, Property
from bot.wording import card_of
from tests.chat.fake.people import CHANNEL_ID, FORUM, GUILD_ID, OWNER_ID, PUBLIC_THREAD
from tests.chat.fake.permissions import Bit
from tests.chat.fake.server import FakeDiscord, buttons_of, read

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
    published=datetime(2026, 3, 1, 12, tzinfo=UTC),
    evidence="The sequel opens on [September 18](https://evil.example), @here.",
    moves=1,
)
MOVED = replace(DATE, id="d2", value="2027-02-12", previous="2026-09-18", moves=2, outlet="Marquee", entry_id="e2")
POSTS = r"/channels/\d+/messages"
FORUM_ID, THREAD_ID, ROLE_ID = "900000000000000050", "900000000000000051", "900000000000000052"


class Clock:
    """Runs with the real one, as Discord's own ids do, and can be put on."""

    ahead = timedelta()

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.ahead


def delivery_of(*developments: Development, target: str = CHANNEL_ID, **rest: Any) -> Delivery:
    to = Subscription(id="s", sink="discord", target=target, guild=GUILD_ID, name="the lobby")
    alert = Alert(id="a" * 30, kind=AlertKind.NEWS, subscription=to, title_id="romy", developments=developments)
    now = datetime.now(UTC)
    plain = Delivery(alert, DeliveryState.SENDING, attempts=0, created_at=now, due_at=now, tried_at=now)
    return replace(plain, **rest)


def known_as(delivery: Delivery, id_: str, **alert: Any) -> Delivery:
    return replace(delivery, alert=replace(delivery.alert, id=id_, **alert))


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def sink(fake_discord: FakeDiscord, clock: Clock) -> AsyncIterator[DiscordSink]:
    posted_by = DiscordSink(fake_discord.token, clock, fake_discord.api_url)
    yield posted_by
    await posted_by.close()


async def send(sink: DiscordSink, delivery: Delivery) -> Receipt | None:
    return await sink.deliver(delivery, card_of(delivery.alert, "Romy and Michele 2", aftermath=delivery.aftermath))


async def revise(sink: DiscordSink, delivery: Delivery) -> None:
    await sink.revise(delivery, card_of(delivery.alert, "Romy and Michele 2", aftermath=delivery.aftermath))


async def test_a_card_says_what_is_new_how_sure_and_from_whom(sink: DiscordSink, fake_discord: FakeDiscord) -> None:
    await send(sink, delivery_of(DATE))
    (message,) = fake_discord.messages()
    for words in ("18 September 2026", "Confirmed", "The Ledger", "ledger.example"):
        assert words in read(message)
    assert DATE.url in buttons_of(message).values()


async def test_what_the_library_says_of_voice_is_not_logged(
    sink: DiscordSink, fake_discord: FakeDiscord, caplog: pytest.LogCaptureFixture
) -> None:
    await send(sink, delivery_of(DATE))
    assert len(fake_discord.messages()) == 1
    assert caplog.records == []


async def test_nobody_is_pinged(sink: DiscordSink, fake_discord: FakeDiscord) -> None:
    await send(sink, delivery_of(DATE))
    assert fake_discord.calls[-1].body["allowed_mentions"] == {"parse": []}
    assert fake_discord.world.pings == []


@pytest.mark.parametrize(
    ("roles", "kind", "pinged"),
    [
        pytest.param(((Property.RELEASE_DATE, ROLE_ID),), AlertKind.NEWS, [ROLE_ID], id="the role of its property"),
        pytest.param(((None, ROLE_ID),), AlertKind.NEWS, [ROLE_ID], id="the role of every property"),
        pytest.param(((Property.CAST, ROLE_ID),), AlertKind.NEWS, [], id="another property has news"),
        pytest.param(((None, ROLE_ID),), AlertKind.CATCH_UP, [], id="old news calls nobody"),
        pytest.param(((None, "everyone"),), AlertKind.NEWS, [], id="what is no role"),
    ],
)
async def test_only_the_role_is_pinged_that_the_subscription_names(
    sink: DiscordSink, fake_discord: FakeDiscord, roles: Any, kind: AlertKind, pinged: list[str]
) -> None:
    fake_discord.world.add_role(ROLE_ID, "date watchers")["mentionable"] = True
    plain = delivery_of(DATE)
    await send(sink, known_as(plain, "b" * 30, kind=kind, subscription=replace(plain.alert.subscription, roles=roles)))
    assert [who for _, who in fake_discord.world.pings] == pinged
    assert fake_discord.calls[-1].body["allowed_mentions"] == {"parse": [], **({"roles": pinged} if pinged else {})}


async def test_the_same_delivery_twice_is_one_message(sink: DiscordSink, fake_discord: FakeDiscord) -> None:
    first = await send(sink, delivery_of(DATE))
    assert await send(sink, delivery_of(DATE, attempts=1, doubtful=True)) == first
    assert len(fake_discord.messages()) == 1


@pytest.mark.parametrize("kind", [AlertKind.NEWS, AlertKind.CATCH_UP])
@pytest.mark.parametrize("classic", [False, True])
async def test_what_may_have_been_told_is_looked_for_before_it_is_told_again(
    fake_discord: FakeDiscord, clock: Clock, kind: AlertKind, classic: bool
) -> None:
    sink = DiscordSink(fake_discord.token, clock, fake_discord.api_url, classic=classic)
    told = known_as(delivery_of(DATE), "c" * 30, kind=kind)
    other = known_as(delivery_of(MOVED), "d" * 30, kind=kind)
    first = await send(sink, told)
    fake_discord.routes.nonces.forget()
    clock.ahead = NONCE_WINDOW * 2
    again = replace(told, attempts=3, doubtful=True, aftermath=Aftermath(also=("Marquee",)))
    assert await send(sink, again) == first
    await send(sink, replace(other, attempts=1, doubtful=True))
    assert len(fake_discord.messages()) == 2
    await sink.close()


async def test_what_was_certainly_not_told_is_told_without_looking(
    sink: DiscordSink, fake_discord: FakeDiscord
) -> None:
    await send(sink, delivery_of(DATE, attempts=4, tried_at=datetime(2026, 1, 1, tzinfo=UTC)))
    assert not [call for call in fake_discord.calls if call.method == "GET" and call.path.endswith("/messages")]
    assert len(fake_discord.messages()) == 1


async def test_where_the_history_cannot_be_read_nobody_guesses(
    sink: DiscordSink, fake_discord: FakeDiscord, clock: Clock
) -> None:
    clock.ahead = NONCE_WINDOW * 2
    fake_discord.world.overwrite(CHANNEL_ID, deny=Bit.READ_MESSAGE_HISTORY)
    in_doubt = delivery_of(DATE, attempts=1, doubtful=True)
    assert await send(sink, in_doubt) is not None, "nothing at all was posted since: that can be seen"
    fake_discord.routes.nonces.forget()
    with pytest.raises(SinkError, match="Read Message History") as caught:
        await send(sink, known_as(in_doubt, "e" * 30))
    assert not caught.value.retry


async def test_what_was_deleted_may_have_been_the_very_message(
    sink: DiscordSink, fake_discord: FakeDiscord, clock: Clock
) -> None:
    first = await send(sink, delivery_of(DATE))
    assert first is not None
    await send(sink, known_as(delivery_of(MOVED), "e" * 30))
    clock.ahead = NONCE_WINDOW * 2
    fake_discord.routes.nonces.forget()
    gone = fake_discord.messages()[-1]["id"]
    del fake_discord.world.messages[CHANNEL_ID][gone]
    assert await send(sink, delivery_of(DATE, attempts=1, doubtful=True)) == first
    with pytest.raises(SinkError, match="last message was deleted") as caught:
        await send(sink, known_as(delivery_of(MOVED, attempts=1, doubtful=True), "e" * 30))
    assert not caught.value.retry


async def test_a_message_that_was_deleted_since_counts_as_delivered(
    sink: DiscordSink, fake_discord: FakeDiscord
) -> None:
    first = await send(sink, delivery_of(DATE))
    assert first is not None
    del fake_discord.world.messages[CHANNEL_ID][first.message_id]
    assert await send(sink, delivery_of(DATE, attempts=1, doubtful=True)) is None
    assert fake_discord.messages() == []


@pytest.mark.parametrize(
    ("fault", "wanted"),
    [
        pytest.param({"status": 400}, (SinkError, False, False, "400"), id="a malformed message can never succeed"),
        pytest.param({"status": 503}, (SinkError, True, True, "503"), id="503: it may have been told"),
        pytest.param({"kind": "drop"}, (SinkError, True, True, "reached"), id="a lost connection: as well"),
        pytest.param({"status": 403}, (DestinationError, True, False, "View Channel"), id="403 names the permissions"),
        pytest.param({"status": 404}, (DestinationError, True, False, "no channel"), id="404 names the channel"),
        pytest.param(
            {"kind": "429", "retry_after": 31.0}, (SinkError, True, False, "wait"), id="a long 429 is not slept through"
        ),
    ],
)
async def test_refusals_are_told_plainly(
    sink: DiscordSink, fake_discord: FakeDiscord, fault: dict[str, Any], wanted: tuple[type[SinkError], bool, bool, str]
) -> None:
    fake_discord.fault("POST", POSTS, **fault)
    kind, retry, doubtful, words = wanted
    with pytest.raises(kind, match=words) as caught:
        await send(sink, delivery_of(DATE))
    assert (caught.value.retry, caught.value.doubtful) == (retry, doubtful)
    assert (caught.value.wait or timedelta()).total_seconds() == fault.get("retry_after", 0)


async def test_a_refused_token_says_what_to_do_and_never_shows_it(fake_discord: FakeDiscord, clock: Clock) -> None:
    stranger = DiscordSink("secret.bad.token", clock, fake_discord.api_url)
    with pytest.raises(ConfigError, match="Copy it anew") as caught:
        await send(stranger, delivery_of(DATE))
    assert "secret" not in str(caught.value)


async def test_a_token_that_is_reset_while_we_run_is_told_as_one_that_was_wrong_from_the_start(
    sink: DiscordSink, fake_discord: FakeDiscord
) -> None:
    await send(sink, delivery_of(DATE))
    fake_discord.token = "another.token"
    with pytest.raises(ConfigError, match="Copy it anew"):
        await send(sink, delivery_of(DATE))


async def test_an_unreachable_discord_is_tried_again(clock: Clock) -> None:
    nowhere = DiscordSink("good.token", clock, "http://127.0.0.1:9/api/v10")
    with pytest.raises(SinkError, match="cannot be reached") as caught:
        await send(nowhere, delivery_of(DATE))
    assert (caught.value.retry, caught.value.doubtful) == (True, False)


async def test_a_correction_answers_the_card_that_it_corrects(sink: DiscordSink, fake_discord: FakeDiscord) -> None:
    first = await send(sink, delivery_of(DATE))
    await send(sink, known_as(delivery_of(MOVED, answers=first), "f" * 30))
    assert first is not None
    assert fake_discord.messages()[1]["message_reference"]["message_id"] == first.message_id


async def test_where_the_corrected_card_was_deleted_the_correction_stands_alone(
    sink: DiscordSink, fake_discord: FakeDiscord
) -> None:
    first = await send(sink, delivery_of(DATE))
    assert first is not None
    del fake_discord.world.messages[CHANNEL_ID][first.message_id]
    await send(sink, known_as(delivery_of(MOVED, answers=first), "f" * 30))
    assert len(fake_discord.messages()) == 1


async def test_who_may_post_but_not_answer_posts(sink: DiscordSink, fake_discord: FakeDiscord) -> None:
    first = await send(sink, delivery_of(DATE))
    fake_discord.world.overwrite(CHANNEL_ID, deny=Bit.READ_MESSAGE_HISTORY)
    await send(sink, known_as(delivery_of(MOVED, answers=first), "f" * 30))
    assert "message_reference" not in fake_discord.messages()[1]


@pytest.mark.parametrize("classic", [False, True])
async def test_a_card_is_edited_when_something_has_become_of_it(
    fake_discord: FakeDiscord, clock: Clock, classic: bool
) -> None:
    sink = DiscordSink(fake_discord.token, clock, fake_discord.api_url, classic=classic)
    first = await send(sink, delivery_of(DATE))
    since = Aftermath(also=("Marquee", "Reel Times"), corrections=(MOVED,))
    for _ in range(2):
        await revise(sink, delivery_of(DATE, state=DeliveryState.SENT, receipt=first, aftermath=since))
    (message,) = fake_discord.messages()
    for words in ("18 September 2026", "12 February 2027", "Reel Times"):
        assert words in read(message)
    assert message["edited_timestamp"]
    assert fake_discord.world.pings == []
    await sink.close()


async def test_a_card_that_is_gone_needs_no_edit(sink: DiscordSink, fake_discord: FakeDiscord) -> None:
    first = await send(sink, delivery_of(DATE))
    told = delivery_of(DATE, state=DeliveryState.SENT, receipt=first)
    fake_discord.world.messages[CHANNEL_ID].clear()
    await revise(sink, told)
    assert not fake_discord.world.messages[CHANNEL_ID]
    fake_discord.world.delete_channel(CHANNEL_ID)
    await revise(sink, told)
    assert not fake_discord.world.messages.get(CHANNEL_ID)


async def test_a_card_that_we_may_not_see_is_given_up(sink: DiscordSink, fake_discord: FakeDiscord) -> None:
    first = await send(sink, delivery_of(DATE))
    fake_discord.world.overwrite(CHANNEL_ID, deny=Bit.VIEW_CHANNEL)
    with pytest.raises(SinkError) as caught:
        await revise(sink, delivery_of(DATE, state=DeliveryState.SENT, receipt=first))
    assert not caught.value.retry


async def test_a_thread_is_a_channel_as_others_are_until_it_is_locked(
    sink: DiscordSink, fake_discord: FakeDiscord
) -> None:
    thread = fake_discord.world.add_thread(THREAD_ID, CHANNEL_ID, "Romy 2")
    thread["thread_metadata"]["archived"] = True
    assert thread["type"] == PUBLIC_THREAD
    receipt = await send(sink, delivery_of(DATE, target=THREAD_ID))
    assert receipt == Receipt(fake_discord.messages(THREAD_ID)[0]["id"], THREAD_ID)
    thread["thread_metadata"]["locked"] = True
    with pytest.raises(DestinationError, match="locked"):
        await send(sink, known_as(delivery_of(MOVED, target=THREAD_ID), "g" * 30))


class TestForum:
    @pytest.fixture(autouse=True)
    def _forum(self, fake_discord: FakeDiscord) -> None:
        fake_discord.world.add_channel(FORUM_ID, GUILD_ID, "sequels", FORUM)

    @staticmethod
    def posts(fake_discord: FakeDiscord) -> list[str]:
        return [one["id"] for one in fake_discord.world.channels.values() if one["parent_id"] == FORUM_ID]

    async def test_a_title_gets_a_post_and_later_news_goes_into_it(
        self, sink: DiscordSink, fake_discord: FakeDiscord
    ) -> None:
        first = await send(sink, delivery_of(DATE, target=FORUM_ID))
        (post,) = self.posts(fake_discord)
        assert first == Receipt(post, post)
        assert fake_discord.world.channels[post]["name"] == "Romy and Michele 2"
        later = known_as(delivery_of(MOVED, target=FORUM_ID, thread=post, answers=first), "h" * 30)
        assert await send(sink, later) == Receipt(fake_discord.messages(post)[1]["id"], post)
        assert fake_discord.messages(post)[1]["message_reference"]["message_id"] == post

    @pytest.mark.parametrize("how", ["deleted", "locked"])
    async def test_where_the_post_is_gone_there_is_a_new_one(
        self, sink: DiscordSink, fake_discord: FakeDiscord, how: str
    ) -> None:
        await send(sink, delivery_of(DATE, target=FORUM_ID))
        (post,) = self.posts(fake_discord)
        if how == "deleted":
            fake_discord.world.delete_channel(post)
        else:
            fake_discord.world.channels[post]["thread_metadata"]["locked"] = True
        await send(sink, known_as(delivery_of(MOVED, target=FORUM_ID, thread=post), "h" * 30))
        (newest,) = set(self.posts(fake_discord)) - {post}
        assert "12 February 2027" in read(fake_discord.messages(newest)[0])

    @pytest.mark.parametrize("archived", [False, True])
    @pytest.mark.parametrize(
        "fault", [{"status": 502, "times": 3}, {"status": 503}, {"kind": "drop"}], ids=["502", "503", "dropped"]
    )
    async def test_a_post_whose_answer_was_lost_is_found_again(
        self, sink: DiscordSink, fake_discord: FakeDiscord, fault: dict[str, Any], archived: bool
    ) -> None:
        fake_discord.fault("POST", rf"/channels/{FORUM_ID}/threads", apply_first=True, **fault)
        with pytest.raises(SinkError) as caught:
            await send(sink, delivery_of(DATE, target=FORUM_ID))
        assert caught.value.doubtful
        (post,) = self.posts(fake_discord)
        fake_discord.world.channels[post]["thread_metadata"]["archived"] = archived
        assert await send(sink, delivery_of(DATE, target=FORUM_ID, attempts=1, doubtful=True)) == Receipt(post, post)
        assert self.posts(fake_discord) == [post]

    async def test_a_post_that_was_not_made_is_made(self, sink: DiscordSink, fake_discord: FakeDiscord) -> None:
        await send(sink, known_as(delivery_of(MOVED, target=FORUM_ID), "i" * 30))
        await send(sink, delivery_of(DATE, target=FORUM_ID, attempts=1, doubtful=True))
        assert len(self.posts(fake_discord)) == 2

    async def test_a_forum_that_wants_a_tag_gets_one(self, sink: DiscordSink, fake_discord: FakeDiscord) -> None:
        tag = {"id": "77", "name": "news", "moderated": False, "emoji_id": None, "emoji_name": None}
        fake_discord.world.channels[FORUM_ID] |= {
            "flags": 1 << 4,
            "available_tags": [tag | {"id": "76", "moderated": True}, tag],
        }
        await send(sink, delivery_of(DATE, target=FORUM_ID))
        assert fake_discord.calls[-1].body["applied_tags"] == ["77"]


class TestOwner:
    problem = DestinationError("Discord forbids it")

    @pytest.fixture
    def system(self, fake_discord: FakeDiscord) -> str:
        fake_discord.world.add_channel(THREAD_ID, GUILD_ID, "general")
        fake_discord.world.guilds[GUILD_ID]["system_channel_id"] = THREAD_ID
        return THREAD_ID

    @pytest.mark.parametrize("gone", [False, True])
    async def test_the_system_channel_is_told(
        self, sink: DiscordSink, fake_discord: FakeDiscord, system: str, gone: bool
    ) -> None:
        await sink.tell_owner(delivery_of(DATE), DestinationError("refused", gone=gone))
        (message,) = fake_discord.messages(system)
        assert f"<#{CHANNEL_ID}>" in read(message)
        assert ("gone" if gone else "Send Messages") in read(message)
        assert "the lobby" in read(message)

    async def test_else_the_owner_is(self, sink: DiscordSink, fake_discord: FakeDiscord, system: str) -> None:
        fake_discord.world.overwrite(system, deny=Bit.SEND_MESSAGES)
        fake_discord.world.private[OWNER_ID] = fake_discord.world.add_channel("900000000000000060", GUILD_ID, "dm")[
            "id"
        ]
        await sink.tell_owner(delivery_of(DATE), self.problem)
        assert len(fake_discord.messages("900000000000000060")) == 1

    async def test_nobody_is_told_again_after_a_kill(
        self, sink: DiscordSink, fake_discord: FakeDiscord, system: str
    ) -> None:
        await sink.tell_owner(delivery_of(DATE), self.problem)
        fake_discord.routes.nonces.forget()
        await sink.tell_owner(delivery_of(DATE, attempts=1, doubtful=True), self.problem)
        assert len(fake_discord.messages(system)) == 1
        await sink.tell_owner(known_as(delivery_of(DATE, attempts=1, doubtful=True), "j" * 30), self.problem)
        assert len(fake_discord.messages(system)) == 2

    @pytest.mark.parametrize("status", [403, 404, 503])
    async def test_where_nobody_can_be_told_it_stays_with_the_log(
        self, sink: DiscordSink, fake_discord: FakeDiscord, status: int
    ) -> None:
        fake_discord.fault("GET", r"/guilds/\d+", status=status)
        await sink.tell_owner(delivery_of(DATE), self.problem)
        await sink.tell_owner(known_as(delivery_of(DATE), "j" * 30), self.problem)
        assert fake_discord.world.messages == {}
