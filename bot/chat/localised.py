"""What commands and their options are called and described as, in every language of the catalogue.

Discord shows these in each reader's own language, and asks for all of them when the commands are told.
"""

from __future__ import annotations

from discord import Locale, app_commands

from bot.model.entries import Trust
from bot.model.properties import Certainty, Property
from bot.model.times import Pace
from bot.model.titles import TitleType
from bot.wording import ENGLISH, Standing, speech_for

LONGEST = 100
"""Of a description, or a choice."""


def told(key: str) -> app_commands.locale_str:
    """Describe something with the text behind `command.<key>`."""
    return _text(f"command.{key}")


def property_choices() -> list[app_commands.Choice[str]]:
    """Offer all properties."""
    return [_choice(f"property.{prop.value}", prop.value) for prop in Property]


def certainty_choices() -> list[app_commands.Choice[str]]:
    """Offer all certainties, the least first."""
    return [_choice(f"standing.{Standing.of(one).name.lower()}", one.value) for one in Certainty]


def pace_choices() -> list[app_commands.Choice[str]]:
    """Offer to tell at once, daily or weekly."""
    return [_choice(f"command.pace.{pace.name.lower()}", pace.value) for pace in Pace]


def type_choices() -> list[app_commands.Choice[str]]:
    """Offer the sorts of titles."""
    return [_choice(f"kind.{kind.value}", kind.value) for kind in TitleType]


def trust_choices() -> list[app_commands.Choice[str]]:
    """Offer how far an outlet's word carries."""
    return [_choice(f"trust.{trust.value}", trust.value) for trust in Trust]


def weekday_choices() -> list[app_commands.Choice[int]]:
    """Offer the days of the week, Monday (0) first."""
    days = ENGLISH.row("watch.weekdays")
    named = [app_commands.locale_str(day, row="watch.weekdays", place=number) for number, day in enumerate(days)]
    return [app_commands.Choice(name=name, value=number) for number, name in enumerate(named)]


class Catalogue(app_commands.Translator):
    """Decides: what a description is in another language; None where the catalogue has none, so that English stays."""

    async def translate(
        self, string: app_commands.locale_str, locale: Locale, _: app_commands.TranslationContextTypes, /
    ) -> str | None:
        """Translate a description."""
        speech, extras = speech_for(str(locale)), string.extras
        if speech.language == ENGLISH.language:
            return None
        if "row" in extras:
            row: tuple[str, ...] = speech.row(extras["row"])
            return row[int(extras["place"])]
        return speech.say(extras["key"])[:LONGEST] if "key" in extras else None


def _text(key: str) -> app_commands.locale_str:
    return app_commands.locale_str(ENGLISH.say(key), key=key)


def _choice(key: str, value: str) -> app_commands.Choice[str]:
    return app_commands.Choice(name=_text(key), value=value)
