from __future__ import annotations

import asyncio
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import discord
import pytest
from typer.testing import Result

from tests.chat.fake.people import APP_ID
from tests.chat.fake.server import FakeDiscord

Run = Callable[..., Result]


def test_the_link_asks_for_the_least(run: Run) -> None:
    link = urlsplit(run("invite", "--id", "123456789012345678").stdout.strip())
    asked = {key: values[0] for key, values in parse_qs(link.query).items()}
    assert link.hostname == "discord.com"
    assert (asked["client_id"], asked["scope"]) == ("123456789012345678", "bot applications.commands")
    granted = {name for name, given in discord.Permissions(int(asked["permissions"])) if given}
    assert granted == {
        "read_messages",  # "View Channel"
        "send_messages",
        "send_messages_in_threads",
        "embed_links",
        "attach_files",
        "read_message_history",
    }


async def test_the_application_is_asked_for_with_the_token(
    run: Run, fake_discord: FakeDiscord, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", fake_discord.token)
    monkeypatch.setenv("SEQUELWATCH_DISCORD__API_URL", fake_discord.api_url)
    assert f"client_id={APP_ID}" in (await asyncio.to_thread(run, "invite")).stdout
    fake_discord.token = "another.token"
    refused = await asyncio.to_thread(run, "invite")
    assert refused.exit_code == 1
    assert "Copy it anew" in refused.stderr


def test_without_a_token_it_says_what_to_do(run: Run) -> None:
    refused = run("invite")
    assert (refused.exit_code, len(refused.stderr.splitlines())) == (1, 1)
    assert "DISCORD_TOKEN" in refused.stderr


def test_a_discord_that_cannot_be_reached_is_one_line(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", "s3cret")
    monkeypatch.setenv("SEQUELWATCH_DISCORD__API_URL", "http://127.0.0.1:9/api/v10")
    refused = run("invite")
    assert (refused.exit_code, len(refused.stderr.splitlines())) == (1, 1)
    assert "--id" in refused.stderr
    assert "s3cret" not in refused.stderr
