"""/fact, and the buttons for moderators, used by people at their client, over real sockets."""

from __future__ import annotations

from typing import Any

import pytest

from bot.chat.buttons import Verb, button_id
from bot.following import Following
from bot.model.alerts import Subscription
from bot.model.feedback import Opinion
from bot.store import Store
from tests.chat.fake.acting import CannotError
from tests.chat.fake.errors import Json
from tests.chat.fake.people import CHANNEL_ID, GUILD_ID, MEMBER_ID, MODERATOR_ID
from tests.chat.fake.server import FakeDiscord, buttons_of, read
from tests.chat.things import NOW, ingest

EPHEMERAL = 1 << 6


async def fact(discord: FakeDiscord, command: str, **options: Any) -> str:
    shown = discord.answer(await discord.person(MODERATOR_ID).slash(f"fact {command}", **options))
    assert shown["flags"] & EPHEMERAL
    return read(shown)


async def status(discord: FakeDiscord) -> str:
    return read(discord.answer(await discord.person(MEMBER_ID).slash("status", title="lantern-street-2")))


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        pytest.param("2027-03-05", "5 March 2027", id="as it is kept"),
        pytest.param("5 March 2027", "5 March 2027", id="as people write it"),
        pytest.param("summer 2028", "summer 2028", id="a season stays a season"),
    ],
)
async def test_a_date_set_by_hand_stands_with_who_set_it(bot: FakeDiscord, typed: str, shown: str) -> None:
    said = await fact(bot, "set", title="lantern", property="release_date", value=typed)
    assert shown in said
    assert "set by moderator" in said
    assert shown in await status(bot)


async def test_a_value_is_cleared_and_those_that_stand_are_suggested(bot: FakeDiscord) -> None:
    person = bot.person(MODERATOR_ID)
    asked = await person.type("fact clear", "value", "nora", title="lantern-street-2", property="director")
    assert [one["name"] for one in asked.choices] == ["Nora Finch"]
    await fact(bot, "clear", title="lantern-street-2", property="director", value=asked.choices[0]["value"])
    assert "Nora Finch" not in await status(bot)


@pytest.mark.parametrize(
    ("options", "says"),
    [
        pytest.param({"property": "release_date", "value": "soonish"}, "release_date", id="no date"),
        pytest.param({"property": "status", "value": "half done"}, "status", id="no stage of a production"),
        pytest.param({"property": "release_date", "value": "2027-02-12"}, "already", id="what is known"),
        pytest.param({"title": "Jaws", "property": "cast", "value": "Ada Quill"}, "no tracked title", id="no title"),
    ],
)
async def test_what_cannot_be_says_why(bot: FakeDiscord, options: dict[str, str], says: str) -> None:
    assert says in await fact(bot, "set", **({"title": "lantern-street-2"} | options))


async def test_members_cannot_correct(bot: FakeDiscord) -> None:
    member, options = bot.person(MEMBER_ID), {"title": "lantern", "property": "cast", "value": "Ada Quill"}
    with pytest.raises(CannotError, match="not offered"):
        await member.slash("fact set", **options)
    for command in ("set", "clear"):
        assert "Manage Server" in read(bot.answer(await member.force(f"fact {command}", **options)))
    assert "Ada Quill" not in await status(bot)


@pytest.fixture
def card(bot: FakeDiscord, following: Following) -> Json:
    """A message with the two buttons, about an alert with one development."""
    return posted(bot, alert_of(following, "Ada Quill has joined the cast of Lantern Street 2, the studio announced."))


def alert_of(following: Following, said: str) -> str:
    following.watch(Subscription("discord:1", "discord", target=CHANNEL_ID, guild=GUILD_ID), NOW)
    (alert,) = ingest(following, "c-1", NOW, "‘Lantern Street 2’ news", said).alerts
    return alert.id


def posted(discord: FakeDiscord, alert_id: str) -> Json:
    buttons = [
        {"type": 2, "style": 2, "label": label, "custom_id": button_id(verb, alert_id)}
        for label, verb in (("Not news", Verb.NOT_NEWS), ("Wrong", Verb.WRONG))
    ]
    return discord.world.keep_message(CHANNEL_ID, {"components": [{"type": 1, "components": buttons}]}, {})


def opinions(store: Store) -> list[tuple[Opinion, str]]:
    with store.snapshot() as snapshot:
        return [(one.opinion, one.by) for one in snapshot.feedback()]


async def test_not_news_is_remembered_and_what_is_known_stays(bot: FakeDiscord, card: Json, store: Store) -> None:
    shown = bot.answer(await bot.person(MODERATOR_ID).click(card, buttons_of(card)["Not news"]))
    assert "no news" in read(shown)
    assert shown["flags"] & EPHEMERAL
    assert opinions(store) == [(Opinion.NOT_NEWS, "moderator")]
    assert "Ada Quill" in await status(bot)


async def test_what_was_wrong_is_taken_back(bot: FakeDiscord, card: Json, store: Store) -> None:
    shown = bot.answer(await bot.person(MODERATOR_ID).click(card, buttons_of(card)["Wrong"]))
    assert "Taken back" in read(shown)
    assert opinions(store) == [(Opinion.WRONG, "moderator")]
    assert "Ada Quill" not in await status(bot)


async def test_of_a_card_that_tells_several_things_one_is_chosen(
    bot: FakeDiscord, following: Following, store: Store
) -> None:
    said = "Ada Quill and Hugo Lind have joined the cast of Lantern Street 2, the studio announced."
    card = posted(bot, alert_of(following, said))
    person = bot.person(MODERATOR_ID)
    which = bot.answer(await person.click(card, buttons_of(card)["Wrong"]))
    assert "Which of these?" in read(which)
    assert opinions(store) == []
    (chosen,) = [id_ for label, id_ in buttons_of(which).items() if "Ada Quill" in label]
    assert "Taken back" in read(bot.answer(await person.click(which, chosen)))
    text = await status(bot)
    assert "Hugo Lind" in text
    assert "Ada Quill" not in text


async def test_only_moderators_may_mark_cards(bot: FakeDiscord, card: Json, store: Store) -> None:
    for button in ("Not news", "Wrong"):
        refused = bot.answer(await bot.person(MEMBER_ID).click(card, buttons_of(card)[button]))
        assert "moderators" in read(refused)
        assert refused["flags"] & EPHEMERAL
    assert opinions(store) == []


async def test_a_card_that_nobody_remembers_says_so(bot: FakeDiscord) -> None:
    card = posted(bot, "0123456789abcdef")
    assert "not known any more" in read(
        bot.answer(await bot.person(MODERATOR_ID).click(card, buttons_of(card)["Wrong"]))
    )
