"""The page on Discord shows every command, and its pictures are those that there are."""

from __future__ import annotations

import re
from pathlib import Path

from bot.wording.catalogue import load

DOCS = Path(__file__).parents[2] / "docs"
PAGE = (DOCS / "discord.md").read_text(encoding="utf-8")


def test_every_command_is_told_of() -> None:
    keys = [key.split(".") for key in load("en") if key.startswith("command.")]
    commands = {parts[1].replace("_", " ") for parts in keys if len(parts) == 2}
    assert commands
    assert {command for command in commands if f"/{command}" not in PAGE} == set()


def test_every_picture_is_shown_and_every_one_that_is_shown_is_there() -> None:
    shown = set(re.findall(r"\]\(pictures/([\w-]+\.png)\)", PAGE))
    assert shown == {path.name for path in (DOCS / "pictures").iterdir()}
