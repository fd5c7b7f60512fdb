"""The form of /track. Discord takes five fields, 45 characters for a heading, 100 for a description."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import discord

from bot.chat.drafts import LONGEST_ARTICLE, LONGEST_NAME, LONGEST_NAMES, Draft
from bot.chat.replies import Interaction
from bot.chat.trouble import tell
from bot.wording import Speech

Submitted = Callable[[Interaction, Draft], Awaitable[None]]
_FIELDS = (
    ("name", discord.TextStyle.short, LONGEST_NAME),
    ("follows", discord.TextStyle.short, LONGEST_NAME),
    ("year", discord.TextStyle.short, 4),
    ("others", discord.TextStyle.paragraph, LONGEST_NAMES),
    ("article", discord.TextStyle.paragraph, LONGEST_ARTICLE),
)


class TitleForm(discord.ui.Modal):
    """Does: asks for a title, and hands on what was typed. Without `article` no baseline is asked for."""

    def __init__(self, speech: Speech, filled: Draft, submitted: Submitted, *, article: bool) -> None:
        super().__init__(title=speech.say("track.form"), timeout=900)
        self._submitted = submitted
        self._inputs: dict[str, discord.ui.TextInput[Any]] = {}
        for name, style, most in _FIELDS if article else _FIELDS[:-1]:
            field: discord.ui.TextInput[Any] = discord.ui.TextInput(
                custom_id=name,
                style=style,
                default=getattr(filled, name)[:most] or None,
                required=name == "name",
                max_length=most,
            )
            self._inputs[name] = field
            heading, hint = speech.say(f"track.field.{name}"), speech.say(f"track.hint.{name}")
            self.add_item(discord.ui.Label(text=heading, description=hint, component=field))

    async def on_submit(self, interaction: Interaction, /) -> None:
        """Hand on what was typed, and tell what is wrong with it."""
        draft = Draft(**{name: field.value for name, field in self._inputs.items()})
        try:
            await self._submitted(interaction, draft)
        except Exception as problem:  # noqa: BLE001 - the library would only log it; who typed is told
            await tell(interaction, problem)
