"""/watch, used by people at their client, over real sockets."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time
from typing import Any

import discord
import pytest

from bot.chat.commands.watch_options import free_id
from bot.following import Following
from bot.model.alerts import Subscription
from bot.model.properties import Certainty, Property
from bot.model.times import Pace, QuietHours, Schedule
from tests.chat.fake.acting import CannotError
from tests.chat.fake.people import CHANNEL_ID, FORUM, GUILD_ID, MEMBER_ID, MODERATOR_ID
from tests.chat.fake.permissions import NONE, Bit
from tests.chat.fake.server import FakeDiscord, read

FORUM_ID, THREAD_ID, ROLE_ID, VOICE_ID = (
    "900000000000000050",
    "900000000000000051",
    "900000000000000052",
    "900000000000000053",
)
EPHEMERAL = 1 << 6
NOW = datetime(2026, 3, 10, tzinfo=UTC)


@pytest.fixture
def fake_discord(fake_discord: FakeDiscord) -> FakeDiscord:
    """A server with a thread, a forum and a role besides its channel."""
    world = fake_discord.world
    world.add_channel(FORUM_ID, GUILD_ID, "premieres", FORUM)
    world.add_thread(THREAD_ID, CHANNEL_ID, "sequels")
    world.add_role(ROLE_ID, "film fans")
    return fake_discord


async def watch(discord: FakeDiscord, command: str, **options: Any) -> str:
    """Have a moderator use a subcommand; what only they read."""
    shown = discord.answer(await discord.person(MODERATOR_ID).slash(f"watch {command}", **options))
    assert shown["flags"] & EPHEMERAL
    return read(shown)


def only(following: Following) -> Subscription:
    (one,) = following.subscriptions
    return one


async def test_a_channel_is_told_everything_where_nothing_else_is_said(bot: FakeDiscord, following: Following) -> None:
    said = await watch(bot, "add")
    assert f"<#{CHANNEL_ID}>" in said
    assert "Titles: all" in said
    one = only(following)
    assert (one.id, one.target, one.guild) == (f"discord:{CHANNEL_ID}", CHANNEL_ID, GUILD_ID)
    assert (one.titles, one.properties, one.schedule) == (frozenset(), frozenset(), Schedule())
    assert (one.name, one.created_by, one.locale) == ("alerts", "moderator", "en")


@pytest.mark.parametrize("target", [pytest.param(THREAD_ID, id="a thread"), pytest.param(FORUM_ID, id="a forum")])
async def test_threads_and_forums_can_be_told(bot: FakeDiscord, following: Following, target: str) -> None:
    assert f"<#{target}>" in await watch(bot, "add", channel=target)
    assert only(following).target == target


async def test_everything_that_can_be_wished_is_kept_and_shown(bot: FakeDiscord, following: Following) -> None:
    said = await watch(
        bot,
        "add",
        titles="lantern-street-2, saltmarsh",
        properties="Release date, cast",
        certainty="reported",
        role=ROLE_ID,
        role_for="release_date",
        pace="weekly",
        hour=8,
        weekday=4,
        zone="Europe/Berlin",
        quiet="22:00-07:30",
        name="Dates",
    )
    one = only(following)
    assert one.titles == {"lantern-street-2", "saltmarsh-revival"}
    assert one.properties == {Property.RELEASE_DATE, Property.CAST}
    assert one.least_certainty is Certainty.REPORTED
    assert one.roles == ((Property.RELEASE_DATE, ROLE_ID),)
    assert one.schedule == Schedule(Pace.WEEKLY, 8, 4, "Europe/Berlin")
    assert one.quiet == QuietHours(time(22), time(7, 30), "Europe/Berlin")
    for words in ("Saltmarsh: Revival", "eekly on Friday at 08:00", "uiet from 22:00 to 07:30", f"<@&{ROLE_ID}>"):
        assert words in said
    assert "Nobody will be notified" in said  # the role is not mentionable


async def test_a_role_that_can_be_mentioned_needs_no_warning(bot: FakeDiscord) -> None:
    await bot.gateway.dispatch("GUILD_ROLE_UPDATE", {"guild_id": GUILD_ID, "role": _mentionable(bot)})
    assert "Nobody will be notified" not in await watch(bot, "add", role=ROLE_ID)
    assert bot.world.pings == []


def _mentionable(discord: FakeDiscord) -> dict[str, Any]:
    role = next(one for one in discord.world.guilds[GUILD_ID]["roles"] if one["id"] == ROLE_ID)
    role["mentionable"] = True
    return dict(role)


@pytest.mark.parametrize(
    ("options", "says"),
    [
        pytest.param({"titles": "Jaws"}, "no tracked title goes by “Jaws”", id="a title that nobody follows"),
        pytest.param({"properties": "budget"}, "I do not know “budget”", id="a property that there is none of"),
        pytest.param({"zone": "Mars/Olympus"}, "no time zone", id="no time zone"),
        pytest.param({"quiet": "at night"}, "22:00-07:00", id="quiet hours in words"),
        pytest.param({"quiet": "25:00-07:00"}, "22:00-07:00", id="an hour that there is none of"),
        pytest.param({"role": GUILD_ID}, "not everybody's", id="everybody's role"),
    ],
)
async def test_what_cannot_be_understood_says_how_to_write_it_and_changes_nothing(
    bot: FakeDiscord, following: Following, options: dict[str, str], says: str
) -> None:
    assert says in await watch(bot, "add", **options)
    assert following.subscriptions == ()


@pytest.mark.parametrize(
    ("where", "deny", "named"),
    [
        pytest.param(CHANNEL_ID, Bit.SEND_MESSAGES, ["Send Messages"], id="a channel in which it may not write"),
        pytest.param(
            CHANNEL_ID,
            Bit.EMBED_LINKS | Bit.READ_MESSAGE_HISTORY,
            ["Embed Links", "Read Message History"],
            id="several are named",
        ),
        pytest.param(THREAD_ID, Bit.SEND_MESSAGES_IN_THREADS, ["Send Messages in Threads"], id="a thread"),
        pytest.param(FORUM_ID, Bit.SEND_MESSAGES, ["Send Messages"], id="a forum in which it may not post"),
    ],
)
async def test_missing_permissions_are_named_at_once_and_nothing_is_set_up(  # noqa: PLR0917 - fixtures and columns
    fake_discord: FakeDiscord,
    supervised: Any,
    install: Any,
    following: Following,
    where: str,
    deny: Bit,
    named: list[str],
) -> None:
    fake_discord.world.overwrite(CHANNEL_ID if where == THREAD_ID else where, deny=deny)
    async with supervised(fake_discord, install).running():
        said = await watch(fake_discord, "add", channel=where)
    assert all(name in said for name in named)
    assert following.subscriptions == ()


async def test_what_a_thread_allows_does_not_need_what_its_channel_does(
    fake_discord: FakeDiscord, supervised: Any, install: Any, following: Following
) -> None:
    fake_discord.world.overwrite(CHANNEL_ID, deny=Bit.SEND_MESSAGES, allow=NONE)
    async with supervised(fake_discord, install).running():
        await watch(fake_discord, "add", channel=THREAD_ID)
    assert only(following).target == THREAD_ID


async def test_members_are_not_offered_it_and_are_refused_where_the_server_offers_it_to_them(
    bot: FakeDiscord, following: Following
) -> None:
    with pytest.raises(CannotError, match="not offered"):
        await bot.person(MEMBER_ID).slash("watch add")
    for command in ("add", "list"):
        refused = bot.answer(await bot.person(MEMBER_ID).force(f"watch {command}"))
        assert "Manage Server" in read(refused)
        assert refused["flags"] & EPHEMERAL
    await watch(bot, "add")
    for command in ("remove", "pause", "resume", "edit"):
        refused = bot.answer(await bot.person(MEMBER_ID).force(f"watch {command}", watch="alerts"))
        assert "Manage Server" in read(refused)
    assert only(following).paused is None


async def test_what_is_not_named_stays_when_it_is_edited(bot: FakeDiscord, following: Following) -> None:
    await watch(bot, "add", titles="saltmarsh", role=ROLE_ID, quiet="22-7")
    await watch(bot, "edit", watch="alerts", certainty="confirmed")
    one = only(following)
    assert (one.titles, one.least_certainty) == (frozenset({"saltmarsh-revival"}), Certainty.CONFIRMED)
    await watch(bot, "edit", watch="alerts", titles="all", quiet="none", without_role="all", hour=18)
    one = only(following)
    assert (one.titles, one.quiet, one.roles, one.schedule.pace) == (frozenset(), None, (), Pace.DAILY)


async def test_pause_resume_remove(bot: FakeDiscord, following: Following) -> None:
    await watch(bot, "add")
    assert "paused by moderator" in await watch(bot, "pause", watch="alerts")
    assert only(following).paused == "paused by moderator"
    assert "Resumed" in await watch(bot, "resume", watch="alerts")
    assert only(following).paused is None
    assert "no more" in await watch(bot, "remove", watch="alerts")
    assert following.subscriptions == ()


async def test_a_channel_may_have_several_and_each_is_listed_and_suggested(bot: FakeDiscord) -> None:
    assert "/watch add" in await watch(bot, "list")
    await watch(bot, "add")
    await watch(bot, "add", name="Digest", pace="daily")
    listed = await watch(bot, "list")
    assert "t once" in listed
    assert "aily at 09:00" in listed
    person = bot.person(MODERATOR_ID)
    offered = (await person.type("watch remove", "watch", "")).choices
    assert [one["name"] for one in offered] == ["#alerts", "#alerts · Digest"]
    assert "no more" in await watch(bot, "remove", watch=offered[1]["value"])


async def test_one_of_another_server_cannot_be_touched(bot: FakeDiscord, following: Following) -> None:
    await watch(bot, "add")
    other = Subscription("discord:1", "discord", target="1", guild="77", name="theirs")
    with following._store.transaction() as tx:
        tx.save_subscription(other, NOW)
    following.refresh(NOW)
    assert "none of this server's" in await watch(bot, "remove", watch="discord:1")
    assert "theirs" not in await watch(bot, "list")
    assert len(following.subscriptions) == 2


def test_the_first_takes_the_place_of_the_one_that_the_settings_name() -> None:
    where = discord.Object(int(CHANNEL_ID))
    fixed = Subscription(f"discord:{CHANNEL_ID}", "discord", target=CHANNEL_ID)
    own = replace(fixed, guild=GUILD_ID)
    assert free_id(where, (fixed,)) == fixed.id  # type: ignore[arg-type]  # only its id is asked for
    assert free_id(where, (own,)) == f"{fixed.id}-2"  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("option", "typed", "first"),
    [
        pytest.param("titles", "lan", "Lantern Street 2", id="a title"),
        pytest.param("titles", "saltmarsh-revival, lan", "saltmarsh-revival, Lantern Street 2", id="another title"),
        pytest.param("properties", "rel", "Release date", id="a property"),
        pytest.param("properties", "Cast, rel", "Cast, Release date", id="another property"),
        pytest.param("zone", "berl", "Europe/Berlin", id="a time zone"),
        pytest.param("zone", "new york", "America/New_York", id="a time zone with a space"),
    ],
)
async def test_options_are_suggested(bot: FakeDiscord, option: str, typed: str, first: str) -> None:
    asked = await bot.person(MODERATOR_ID).type("watch add", option, typed)
    assert asked.choices[0]["name"] == first
