"""The fake Discord behaves as Discord does, where the bot leans on it: a real discord.py is driven against it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress

import discord
import pytest
import yarl
from discord import app_commands
from discord.gateway import DiscordWebSocket

from tests.chat.fake.acting import CannotError
from tests.chat.fake.people import BOT_ID, CHANNEL_ID, FORUM, GUILD_ID, MEMBER_ID, MODERATOR_ID
from tests.chat.fake.permissions import Bit
from tests.chat.fake.server import FakeDiscord, buttons_of, read

ROLE = "900000000000000077"
Prepare = Callable[["Client"], None]


class Form(discord.ui.Modal, title="A form"):
    name: discord.ui.Label[Form] = discord.ui.Label(text="Name", component=discord.ui.TextInput(custom_id="name"))

    async def on_submit(self, interaction: discord.Interaction) -> None:
        assert isinstance(self.name.component, discord.ui.TextInput)
        await interaction.response.send_message(f"hello {self.name.component.value}")


class Buttons(discord.ui.View):
    @discord.ui.button(label="More", custom_id="more")
    async def more(self, interaction: discord.Interaction, _: discord.ui.Button[Buttons]) -> None:
        await interaction.response.edit_message(content="page 2")


class Client(discord.Client):
    def __init__(self) -> None:
        super().__init__(intents=discord.Intents(guilds=True), guild_ready_timeout=0.05)
        self.tree = app_commands.CommandTree(self)
        self.tree.command(name="hello", description="Say hello")(hello)
        self.tree.command(name="slow", description="Take one's time")(slow)
        self.tree.command(name="form", description="Ask")(form)
        self.tree.command(name="pick", description="Pick")(pick)
        self.resumed = asyncio.Event()
        self.connected_again = asyncio.Event()

    async def setup_hook(self) -> None:
        await self.tree.sync()

    async def on_resumed(self) -> None:
        self.resumed.set()


async def hello(interaction: discord.Interaction) -> None:
    await interaction.response.send_message("hello", view=Buttons(), ephemeral=True)


async def slow(interaction: discord.Interaction) -> None:
    await interaction.response.defer()
    await interaction.followup.send("done")


async def form(interaction: discord.Interaction) -> None:
    await interaction.response.send_modal(Form())


async def fruits(_: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
    return [app_commands.Choice(name=one, value=one) for one in ("apple", "pear") if one.startswith(typed)]


@app_commands.autocomplete(fruit=fruits)
@app_commands.default_permissions(manage_guild=True)
async def pick(interaction: discord.Interaction, fruit: str, where: discord.TextChannel | None = None) -> None:
    await interaction.response.send_message(f"{fruit} in {where}")


@asynccontextmanager
async def connected(fake: FakeDiscord) -> AsyncIterator[Client]:
    discord.http.Route.BASE = fake.api_url
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(fake.gateway_url)
    async with Client() as client:
        await client.login(fake.token)
        running = asyncio.create_task(client.connect())
        await client.wait_until_ready()
        yield client
        await client.close()
        with suppress(asyncio.CancelledError, discord.ConnectionClosed):
            await running


async def test_a_command_is_offered_once_it_is_synced_and_is_answered(fake_discord: FakeDiscord) -> None:
    with pytest.raises(CannotError, match="never been synced"):
        await fake_discord.person().slash("hello")
    async with connected(fake_discord):
        asked = await fake_discord.person(MEMBER_ID).slash("hello")
        assert read(fake_discord.answer(asked)) == "hello"
        assert fake_discord.answer(asked)["flags"] & 1 << 6


async def test_a_click_changes_the_message_and_a_slow_answer_replaces_the_waiting_one(
    fake_discord: FakeDiscord,
) -> None:
    async with connected(fake_discord):
        person = fake_discord.person(MEMBER_ID)
        shown = fake_discord.answer(await person.slash("hello"))
        assert buttons_of(shown) == {"More": "more"}
        assert read(fake_discord.answer(await person.click(shown, "more"))) == "page 2"
        with pytest.raises(CannotError, match="no button"):
            await person.click(shown, "less")
        waiting = await person.slash("slow")
        await fake_discord.called("POST", f"/webhooks/{BOT_ID}/{waiting.token}")
        assert [read(one) for one in fake_discord.messages()][-1] == "done"


async def test_a_form_and_autocomplete(fake_discord: FakeDiscord) -> None:
    async with connected(fake_discord):
        person = fake_discord.person(MODERATOR_ID)
        asked = await person.slash("form")
        assert read(fake_discord.answer(await person.submit(asked.form, name="Ada"))) == "hello Ada"
        with pytest.raises(CannotError, match="takes"):
            await person.submit(asked.form, name="")
        assert [one["name"] for one in (await person.type("pick", "fruit", "ap")).choices] == ["apple"]
        said = await person.slash("pick", fruit="apple", where=CHANNEL_ID)
        assert read(fake_discord.answer(said)) == "apple in alerts"


async def test_a_command_for_moderators_is_not_offered_to_members(fake_discord: FakeDiscord) -> None:
    async with connected(fake_discord):
        with pytest.raises(CannotError, match="not offered"):
            await fake_discord.person(MEMBER_ID).slash("pick", fruit="apple")


async def test_permissions_hold_channel_by_channel_and_threads_have_their_parents(fake_discord: FakeDiscord) -> None:
    world = fake_discord.world
    world.add_thread("900000000000000041", CHANNEL_ID, "a thread")
    async with connected(fake_discord) as client:
        thread, channel = (client.get_partial_messageable(int(one)) for one in ("900000000000000041", CHANNEL_ID))
        world.overwrite(CHANNEL_ID, deny=Bit.SEND_MESSAGES | Bit.EMBED_LINKS)
        await thread.send("fine")
        with pytest.raises(discord.Forbidden, match="50013"):
            await channel.send("no")
        with pytest.raises(discord.Forbidden, match="50013"):
            await thread.send(embed=discord.Embed(title="no"))
        world.overwrite(CHANNEL_ID, deny=Bit.READ_MESSAGE_HISTORY)
        assert [one async for one in thread.history()] == []
        world.overwrite(CHANNEL_ID, deny=Bit.VIEW_CHANNEL)
        with pytest.raises(discord.Forbidden, match="50001"):
            await thread.send("no")


async def test_forums_take_posts_and_no_messages(fake_discord: FakeDiscord) -> None:
    fake_discord.world.add_channel("900000000000000050", GUILD_ID, "forum", FORUM)
    async with connected(fake_discord) as client:
        forum = client.get_channel(900000000000000050)
        assert isinstance(forum, discord.ForumChannel)
        with pytest.raises(discord.HTTPException, match="50008"):
            await client.get_partial_messageable(forum.id).send("no")
        made = await forum.create_thread(name="A post", content="first")
        await client.get_partial_messageable(made.thread.id).send("second")
        assert [read(one) for one in fake_discord.messages(str(made.thread.id))] == ["first", "second"]


async def test_edits_replies_and_what_was_deleted(fake_discord: FakeDiscord) -> None:
    async with connected(fake_discord) as client:
        channel = client.get_partial_messageable(int(CHANNEL_ID))
        first = await channel.send("first")
        await first.edit(content="mended")
        answer = await first.reply("indeed")
        assert answer.reference is not None
        assert [read(one) for one in fake_discord.messages()] == ["mended", "indeed"]
        await first.delete()
        with pytest.raises(discord.NotFound, match="10008"):
            await first.edit(content="again")
        with pytest.raises(discord.HTTPException, match="Unknown message"):
            await first.reply("no")
        await fake_discord.forget_channel(CHANNEL_ID)
        with pytest.raises(discord.NotFound, match="10003"):
            await channel.send("no")


async def test_only_allowed_mentions_of_roles_that_may_be_mentioned_ping(fake_discord: FakeDiscord) -> None:
    world = fake_discord.world
    role = world.add_role(ROLE, "film fans")
    async with connected(fake_discord) as client:
        channel = client.get_partial_messageable(int(CHANNEL_ID))
        allowed = discord.AllowedMentions(everyone=False, users=False, roles=[discord.Object(int(ROLE))])
        text = f"<@&{ROLE}> @everyone <@{MEMBER_ID}>"
        await channel.send(text, allowed_mentions=allowed)
        assert world.pings == []
        role["mentionable"] = True
        sent = await channel.send(text, allowed_mentions=allowed)
        assert world.pings == [(str(sent.id), ROLE)]
        await channel.send(text, allowed_mentions=discord.AllowedMentions.none())
        assert len(world.pings) == 1


async def test_the_same_nonce_is_the_same_message_even_where_the_answer_was_lost(fake_discord: FakeDiscord) -> None:
    fake_discord.fault("POST", r"/channels/\d+/messages", status=502, apply_first=True)
    async with connected(fake_discord) as client:
        channel = client.get_partial_messageable(int(CHANNEL_ID))
        sent = await channel.send("once", nonce="n1")
        assert len(fake_discord.messages()) == 1
        await sent.delete()
        with pytest.raises(discord.NotFound, match="10008"):
            await channel.send("once", nonce="n1")


async def test_a_bucket_that_the_library_keeps_to_causes_no_429(fake_discord: FakeDiscord) -> None:
    fake_discord.buckets.routes[r"POST /channels/\d+/messages"] = (3, 0.2)
    async with connected(fake_discord) as client:
        channel = client.get_partial_messageable(int(CHANNEL_ID))
        await channel.send("0")  # the library knows a bucket only by its first answer
        for number in range(1, 7):
            await channel.send(str(number))
        assert fake_discord.buckets.refused == 0
        assert len(fake_discord.messages()) == 7


@pytest.mark.parametrize("how", ["reconnect", "drop"])
async def test_a_lost_connection_is_resumed_and_nothing_is_missed(fake_discord: FakeDiscord, how: str) -> None:
    async with connected(fake_discord) as client:
        await fake_discord.gateway.kick(how)
        await client.resumed.wait()
        assert (fake_discord.gateway.identifies, fake_discord.gateway.resumes) == (1, 1)


@pytest.mark.parametrize("code", [4004, 4014])
async def test_a_token_that_was_reset_and_an_intent_not_granted_end_the_client(
    fake_discord: FakeDiscord, code: int
) -> None:
    discord.http.Route.BASE = fake_discord.api_url
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(fake_discord.gateway_url)
    if code == 4014:
        fake_discord.gateway.disallowed |= 1
    async with Client() as client:
        await client.login(fake_discord.token)
        if code == 4004:
            fake_discord.token = "another.token"
        with pytest.raises((discord.ConnectionClosed, discord.PrivilegedIntentsRequired)):
            await client.connect()


async def test_a_wrong_token_does_not_log_in(fake_discord: FakeDiscord) -> None:
    discord.http.Route.BASE = fake_discord.api_url
    async with Client() as client:
        with pytest.raises(discord.LoginFailure):
            await client.login("bad.token")


async def test_a_malformed_dispatch_ends_the_client(fake_discord: FakeDiscord) -> None:
    discord.http.Route.BASE = fake_discord.api_url
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(fake_discord.gateway_url)
    async with Client() as client:
        await client.login(fake_discord.token)
        running = asyncio.create_task(client.connect())
        await client.wait_until_ready()
        await fake_discord.gateway.send_raw('{"op": 0, "t": "GUILD_CREATE", "s": 9, "d": {}}')
        with pytest.raises(KeyError):
            await running
