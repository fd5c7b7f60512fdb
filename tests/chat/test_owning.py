from __future__ import annotations

from pathlib import Path

import pytest

from bot.following import Following
from tests.chat.fake.acting import CannotError
from tests.chat.fake.people import MODERATOR_ID, OWNER_ID
from tests.chat.fake.server import FakeDiscord, read

SEED = """
title = "Gravel Saints 2"
type = "film"
known_as_of = 2026-01-01
"""


async def test_the_owner_has_files_read_anew(bot: FakeDiscord, following: Following, tmp_path: Path) -> None:
    (tmp_path / "seeds" / "gravel-saints-2.toml").write_text(SEED, encoding="utf-8")
    said = read(bot.answer(await bot.person(OWNER_ID).slash("reload")))
    assert "Feeds: 1, titles: 3" in said
    assert following.title("gravel-saints-2") is not None


async def test_what_is_broken_is_told_and_what_was_there_goes_on(
    bot: FakeDiscord, following: Following, tmp_path: Path
) -> None:
    (tmp_path / "seeds" / "lantern-street-2.toml").write_text("title = ", encoding="utf-8")
    said = read(bot.answer(await bot.person(OWNER_ID).slash("reload")))
    assert "lantern-street-2.toml" in said
    assert following.title("lantern-street-2") is not None


async def test_nobody_else_may(bot: FakeDiscord) -> None:
    moderator = bot.person(MODERATOR_ID)
    with pytest.raises(CannotError, match="not offered"):
        await moderator.slash("reload")
    assert "owner of the bot" in read(bot.answer(await moderator.force("reload")))
