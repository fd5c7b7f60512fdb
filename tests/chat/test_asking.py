"""The questions, asked by people at their client, over real sockets."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Executor, Future
from typing import Any

import pytest
import structlog

from bot.chat import replies
from bot.chat.charts import FILE_NAME, Artist, Chart
from bot.chat.questions import Desk
from tests.chat.fake.limits import walk
from tests.chat.fake.people import MEMBER_ID, MODERATOR_ID
from tests.chat.fake.server import FakeDiscord, buttons_of, read, texts_of

EPHEMERAL = 1 << 6


async def ask(discord: FakeDiscord, command: str, **options: Any) -> dict[str, Any]:
    return discord.answer(await discord.person(MEMBER_ID).slash(command, **options))


async def test_status_tells_what_is_known_how_sure_and_from_whom(bot: FakeDiscord) -> None:
    shown = await ask(bot, "status", title="lantern-street-2")
    text = read(shown)
    assert "Lantern Street 2" in text
    assert "12 February 2027" in text
    assert "The Curtain Ledger" in text
    assert not shown["flags"] & EPHEMERAL
    assert "Timeline" in buttons_of(shown)


async def test_a_title_may_be_typed_freely_and_with_errors(bot: FakeDiscord) -> None:
    assert "Lantern Street 2" in read(await ask(bot, "status", title="lantren stret"))


async def test_a_title_that_nobody_knows_is_told_to_who_asked_alone(bot: FakeDiscord) -> None:
    shown = await ask(bot, "status", title="Jaws")
    assert "no tracked title goes by “Jaws”" in read(shown)
    assert shown["flags"] & EPHEMERAL


@pytest.mark.parametrize(
    ("typed", "suggested"),
    [
        pytest.param("", ["Lantern Street 2", "Saltmarsh: Revival"], id="all before anything is typed"),
        pytest.param("lan", ["Lantern Street 2"], id="a beginning"),
        pytest.param("the lamps", ["Lantern Street 2"], id="another name"),
        pytest.param("saltmrash", ["Saltmarsh: Revival"], id="a typing error"),
        pytest.param("zzzz", [], id="nothing like it"),
    ],
)
@pytest.mark.parametrize("command", ["status", "timeline", "latest"])
async def test_titles_are_suggested(bot: FakeDiscord, command: str, typed: str, suggested: list[str]) -> None:
    asked = await bot.person(MEMBER_ID).type(command, "title", typed)
    assert [one["name"] for one in asked.choices] == suggested


async def test_timeline_has_pages_that_turn_after_a_restart_as_well(
    fake_discord: FakeDiscord, supervised: Any, install: Any, long_history: Callable[[], None]
) -> None:
    long_history()
    person = fake_discord.person(MEMBER_ID)
    async with supervised(fake_discord, install).running():
        first = fake_discord.answer(await person.slash("timeline", title="lantern-street-2"))
        assert "Page 1 of" in read(first)
        assert set(buttons_of(first)) == {"Status", "▶"}
    async with supervised(fake_discord, install).running():
        second = fake_discord.answer(await person.click(first, buttons_of(first)["▶"]))
        assert second["id"] == first["id"]
        assert "Page 2 of" in read(second)
        assert set(buttons_of(second)) >= {"Status", "◀"}
        assert "Page 1 of" in read(fake_discord.answer(await person.click(second, buttons_of(second)["◀"])))


async def test_timeline_shows_its_chart_on_the_first_page(
    bot: FakeDiscord, long_history: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def drawn(_: Artist, chart: Chart | None) -> bytes:
        assert chart is not None
        assert chart.title == "Lantern Street 2"
        return b"\x89PNG"

    monkeypatch.setattr(Artist, "draw", drawn)
    long_history()
    first = await ask(bot, "timeline", title="lantern-street-2")
    assert [one["filename"] for one in first["attachments"]] == [FILE_NAME]
    assert pictures(first) == [f"attachment://{FILE_NAME}"]
    person = bot.person(MEMBER_ID)
    second = bot.answer(await person.click(first, buttons_of(first)["▶"]))
    assert (second["attachments"], pictures(second)) == ([], [])
    again = bot.answer(await person.click(second, buttons_of(second)["◀"]))
    assert pictures(again) == [f"attachment://{FILE_NAME}"]
    assert [one["filename"] for one in again["attachments"]] == [FILE_NAME]


async def test_a_chart_that_cannot_be_drawn_is_left_out(bot: FakeDiscord, monkeypatch: pytest.MonkeyPatch) -> None:
    async def nothing(*_: object) -> None:
        return None

    monkeypatch.setattr(Artist, "draw", nothing)
    shown = await ask(bot, "timeline", title="lantern-street-2")
    assert (shown["attachments"], pictures(shown)) == ([], [])
    assert "12 February 2027" in read(shown)


def pictures(message: dict[str, Any]) -> list[str]:
    galleries = [one for one in walk(message["components"]) if one["type"] == 12]
    return [item["media"]["url"] for one in galleries for item in one["items"]]


async def test_buttons_answer_who_clicked_alone(bot: FakeDiscord) -> None:
    shown = await ask(bot, "status", title="lantern-street-2")
    person = bot.person(MEMBER_ID)
    history = bot.answer(await person.click(shown, buttons_of(shown)["Timeline"]))
    assert "timeline" in read(history)
    assert history["flags"] & EPHEMERAL
    status = bot.answer(await person.click(history, buttons_of(history)["Status"]))
    assert status["flags"] & EPHEMERAL


async def test_latest_tells_of_the_last_days_of_one_title_or_of_all(bot: FakeDiscord) -> None:
    assert "12 February 2027" in read(await ask(bot, "latest"))
    assert "Nora Finch" not in read(await ask(bot, "latest"))
    assert "Nora Finch" in read(await ask(bot, "latest", days=90))
    assert "Nothing new" in read(await ask(bot, "latest", title="saltmarsh"))


async def test_calendar_tells_what_comes_when(bot: FakeDiscord) -> None:
    text = read(await ask(bot, "calendar"))
    assert "12 February 2027" in text
    assert text.index("Lantern Street 2") < text.index("Saltmarsh: Revival")


async def test_why_tells_what_became_of_an_article(bot: FakeDiscord) -> None:
    told = await ask(bot, "why", link="https://news.example/e-3")
    assert "12 February 2027" in read(told)
    assert told["flags"] & EPHEMERAL
    unknown = await ask(bot, "why", link="https://news.example/never-seen")
    assert "has been read" in read(unknown)


@pytest.mark.parametrize(
    ("command", "says"),
    [
        pytest.param("sources list", "The Curtain Ledger", id="the feeds"),
        pytest.param("help", "</status:", id="what can be asked"),
        pytest.param("about", "Sequelwatch", id="who it is"),
    ],
)
async def test_what_is_noise_for_others_is_told_to_who_asked_alone(bot: FakeDiscord, command: str, says: str) -> None:
    shown = await ask(bot, command)
    assert says in read(shown)
    assert shown["flags"] & EPHEMERAL


async def test_commands_can_be_clicked_in_the_help_after_a_restart_as_well(
    fake_discord: FakeDiscord, supervised: Any, install: Any
) -> None:
    first = supervised(fake_discord, install)
    for ours in (first, supervised(fake_discord, install, first.memory)):
        async with ours.running():
            text = texts_of(await ask(fake_discord, "help"))
            (command,) = [one for one in fake_discord.world.commands[None] if one["name"] == "status"]
            assert f"</status:{command['id']}>" in text


async def test_help_tells_moderators_of_their_commands(bot: FakeDiscord) -> None:
    assert "/watch" not in read(await ask(bot, "help"))
    assert "/watch" in read(bot.answer(await bot.person(MODERATOR_ID).slash("help")))


async def test_a_german_server_is_answered_in_german(supervised: Any, install: Any) -> None:
    fake = await FakeDiscord(locale="de").start()
    async with supervised(fake, install).running():
        assert "12. Februar 2027" in read(await ask(fake, "status", title="lantern-street-2"))
    await fake.stop()


class Stuck(Executor):
    """A thread that is busy until it is let go."""

    def __init__(self) -> None:
        self.waiting: list[tuple[Future[Any], Callable[[], Any]]] = []
        self.asked = asyncio.Event()

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        self.waiting.append((future, lambda: fn(*args, **kwargs)))
        self.asked.set()
        return future

    def go_on(self) -> None:
        for future, call in self.waiting:
            future.set_result(call())
        self.waiting.clear()


async def test_an_answer_that_takes_long_is_announced_first(
    fake_discord: FakeDiscord, supervised: Any, make_install: Callable[[Executor], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replies, "AT_ONCE", 0.01)
    busy = Stuck()
    async with supervised(fake_discord, make_install(busy)).running():
        asking = asyncio.create_task(ask(fake_discord, "calendar"))
        await busy.asked.wait()
        async with asyncio.timeout(20):
            while not fake_discord.messages():  # noqa: ASYNC110 - the other side of a socket
                await asyncio.sleep(0.01)
        assert fake_discord.messages()[0]["flags"] & 1 << 7  # "thinking"
        busy.go_on()
        assert "12 February 2027" in read(await asking)
        assert len(fake_discord.messages()) == 1


async def test_a_bug_is_told_in_one_line_and_logged(
    fake_discord: FakeDiscord, supervised: Any, install: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_: object) -> None:
        raise RuntimeError("secret details")

    monkeypatch.setattr(Desk, "answer", broken)
    async with supervised(fake_discord, install).running():
        shown = await ask(fake_discord, "calendar")
        assert "fault of mine" in read(shown)
        assert "secret" not in read(shown)


@pytest.mark.parametrize("how", ["answered", "suggested"])
async def test_an_answer_that_discord_takes_no_more_is_one_line_in_the_log(
    fake_discord: FakeDiscord, supervised: Any, install: Any, caplog: pytest.LogCaptureFixture, how: str
) -> None:
    gone = {"code": 10062, "message": "Unknown interaction"}
    fake_discord.fault("POST", r"/interactions/.*", status=404, body=gone)
    fake_discord.patience = 0.3
    person = fake_discord.person(MEMBER_ID)
    with structlog.testing.capture_logs() as logged:
        async with supervised(fake_discord, install).running():
            logged.clear()
            await (person.slash("about") if how == "answered" else person.type("status", "title", "lan"))
            assert "Sequelwatch" in read(await ask(fake_discord, "about"))
    said = [line["event"] for line in logged] + [record.getMessage() for record in caplog.records]
    assert len([one for one in said if one]) == 1
    assert all(record.exc_info is None for record in caplog.records)
