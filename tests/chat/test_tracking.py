"""/track, used by people at their client, over real sockets."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from bot.following import Following
from bot.model.properties import Certainty, Property
from bot.model.titles import TitleType, TrackedTitle, Work
from tests.chat.fake.acting import CannotError
from tests.chat.fake.errors import Json
from tests.chat.fake.people import GUILD_ID, MEMBER_ID, MODERATOR_ID
from tests.chat.fake.server import FakeDiscord, buttons_of, read

ARTICLE = (
    "Gravel Saints 2 is happening. The studio announced on Monday that Ada Quill will direct Gravel Saints 2. "
    "The film will open on June 4, 2027, the studio said."
)
NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)
LINK = "https://news.example/gravel-saints"


async def add(discord: FakeDiscord, kind: str = "film", **fields: Any) -> Json:
    """Have a moderator fill in the form; the message that answers it."""
    person = discord.person(MODERATOR_ID)
    asked = await person.slash("track add", type=kind)
    return discord.answer(await person.submit(asked.form, **fields))


async def test_a_title_is_followed_once_the_form_is_sent(bot: FakeDiscord, following: Following) -> None:
    said = await add(
        bot, "series", name="Gravel Saints 2", follows="Gravel Saints", year="2004", others="The Saints Return\nGS2"
    )
    assert "Followed from now on" in read(said)
    assert "added by" not in read(said)
    title = following.title("gravel-saints-2")
    assert title is not None
    assert (title.type, title.follows) == (TitleType.SERIES, Work("Gravel Saints", 2004))
    assert title.also_known_as == ("The Saints Return", "GS2")
    assert "Gravel Saints 2" in read(bot.answer(await bot.person(MEMBER_ID).slash("status", title="gravel saints")))


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        pytest.param({"name": "…"}, "needs a name", id="a name without a letter"),
        pytest.param({"name": "Gravel Saints 2", "follows": "Gravel Saints", "year": "soon"}, "no year", id="no year"),
        pytest.param({"name": "Gravel Saints 2", "year": "2004"}, "earlier work", id="the year of nothing"),
        pytest.param({"name": "Lantern Street 2"}, "followed already", id="one that is followed already"),
    ],
)
async def test_what_makes_no_title_says_why_and_changes_nothing(
    bot: FakeDiscord, following: Following, fields: dict[str, str], says: str
) -> None:
    assert says in read(await add(bot, **fields))
    assert len(following.titles) == 2


async def test_what_an_article_says_is_shown_before_it_counts(bot: FakeDiscord, following: Following) -> None:
    shown = await add(bot, name="Gravel Saints 2", follows="Gravel Saints", article=ARTICLE)
    assert "Is this right?" in read(shown)
    assert "Ada Quill" in read(shown)
    assert "4 June 2027" in read(shown)
    assert following.title("gravel-saints-2") is None
    person = bot.person(MODERATOR_ID)
    done = bot.answer(await person.click(shown, buttons_of(shown)["Follow it, this is known"]))
    assert done["id"] == shown["id"]
    title = following.title("gravel-saints-2")
    assert title is not None
    (known,) = title.known[Property.RELEASE_DATE]
    assert (known.value, known.certainty) == ("2027-06-04", Certainty.CONFIRMED)
    assert "4 June 2027" in read(bot.answer(await person.slash("status", title="gravel-saints-2")))


async def test_it_may_be_followed_without_what_the_article_says_or_not_at_all(
    bot: FakeDiscord, following: Following
) -> None:
    person = bot.person(MODERATOR_ID)
    shown = await add(bot, name="Gravel Saints 2", article=ARTICLE)
    assert "Nothing has been changed" in read(
        bot.answer(await person.click(shown, buttons_of(shown)["Do not follow it"]))
    )
    assert following.title("gravel-saints-2") is None
    shown = await add(bot, name="Gravel Saints 2", article=ARTICLE)
    await person.click(shown, buttons_of(shown)["Follow it without this"])
    title = following.title("gravel-saints-2")
    assert title is not None
    assert title.known == {}


async def test_an_articles_address_is_read_by_our_own_reader(bot: FakeDiscord, article_texts: dict[str, str]) -> None:
    article_texts[LINK] = ARTICLE
    assert "Ada Quill" in read(await add(bot, name="Gravel Saints 2", article=LINK))
    unread = await add(bot, name="Gravel Saints 2", article="https://news.example/other")
    assert "says nothing of this title" in read(unread)
    assert "Follow it without this" in buttons_of(unread)


async def test_a_proposal_lapses_with_a_restart_and_is_nobody_elses(
    fake_discord: FakeDiscord, supervised: Any, make_install: Any, executor: Any, following: Following
) -> None:
    async with supervised(fake_discord, make_install(executor)).running():
        shown = await add(fake_discord, name="Gravel Saints 2", article=ARTICLE)
        confirm = buttons_of(shown)["Follow it, this is known"]
        refused = fake_discord.answer(await fake_discord.person(MEMBER_ID).click(shown, confirm))
        assert "Manage Server" in read(refused)
        other = fake_discord.answer(await fake_discord.person().click(shown, confirm))
        assert "lapsed" in read(other)
    async with supervised(fake_discord, make_install(executor)).running():
        late = fake_discord.answer(await fake_discord.person(MODERATOR_ID).click(shown, confirm))
        assert "lapsed" in read(late)
    assert following.title("gravel-saints-2") is None


async def test_a_title_can_be_changed_and_removed_where_it_was_added(bot: FakeDiscord, following: Following) -> None:
    await add(bot, name="Gravel Saints 2", follows="Gravel Saints", year="2004")
    person = bot.person(MODERATOR_ID)
    asked = await person.slash("track edit", title="gravel")
    changed = bot.answer(await person.submit(asked.form, others="Saints II", year=""))
    assert "Changed" in read(changed)
    title = following.title("gravel-saints-2")
    assert title is not None
    assert (title.also_known_as, title.follows) == (("Saints II",), Work("Gravel Saints"))
    assert "no more" in read(bot.answer(await person.slash("track remove", title="gravel")))
    assert following.title("gravel-saints-2") is None


async def test_a_title_of_a_file_is_left_to_the_bots_owner(bot: FakeDiscord, following: Following) -> None:
    person = bot.person(MODERATOR_ID)
    for command in ("edit", "remove"):
        said = bot.answer(await person.slash(f"track {command}", title="lantern-street-2"))
        assert "its owner can change it" in read(said)
    assert following.title("lantern-street-2") is not None


async def test_titles_are_listed_and_those_that_can_be_changed_are_suggested(bot: FakeDiscord) -> None:
    await add(bot, name="Gravel Saints 2", follows="Gravel Saints")
    person = bot.person(MODERATOR_ID)
    listed = read(bot.answer(await person.slash("track list")))
    assert "Lantern Street 2" in listed
    assert "added by moderator" in listed
    offered = (await person.type("track remove", "title", "")).choices
    assert [one["name"] for one in offered] == ["Gravel Saints 2"]


async def test_many_titles_have_pages_that_turn(bot: FakeDiscord, following: Following) -> None:
    for number in range(40):
        name = f"Part {number:03d} of a story that goes on for ever and ever and is told in many, many films"
        title = TrackedTitle(f"part-{number}", name, TitleType.FILM, date(2026, 1, 1), Work("A story", 1990))
        following.track(title, GUILD_ID, "moderator", NOW)
    person = bot.person(MODERATOR_ID)
    listed = bot.answer(await person.slash("track list"))
    assert "Part 039" not in read(listed)
    turned = bot.answer(await person.click(listed, buttons_of(listed)["▶"]))
    assert "Part 039" in read(turned)


async def test_members_are_refused(bot: FakeDiscord, following: Following) -> None:
    with pytest.raises(CannotError, match="not offered"):
        await bot.person(MEMBER_ID).slash("track add")
    member = bot.person(MEMBER_ID)
    for command, options in (("add", {}), ("list", {}), ("edit", {"title": "x"}), ("remove", {"title": "x"})):
        assert "Manage Server" in read(bot.answer(await member.force(f"track {command}", **options)))
    assert len(following.titles) == 2
