"""The catalogue of one language, as the rest of the code asks for it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from bot.model.properties import Property
from bot.wording.catalogue import LANGUAGES, load


class Speech:
    """Decides: which words a language has. `locale` is Discord's ("de", "en-GB"); one that is not spoken means English.

    Values that are filled in are never read as templates themselves, whatever a feed has put into them.
    """

    def __init__(self, locale: str = "en") -> None:
        code = locale.replace("_", "-").partition("-")[0].lower()
        self.language = code if code in LANGUAGES else LANGUAGES[0]
        self._texts = load(self.language)

    def say(self, key: str, **values: object) -> str:
        """Give the text behind `key`, with its {braces} filled in. KeyError: the catalogue has no such key."""
        text = self._texts[key]
        if not isinstance(text, str):
            raise KeyError(key)
        return text.format_map(values) if values else text

    def count(self, key: str, number: int, **values: object) -> str:
        """Give the singular or the plural behind `key`; {number} is filled in."""
        return self.say(f"{key}.{'one' if number == 1 else 'other'}", number=number, **values)

    def either(self, key: str, fallback: str, **values: object) -> str:
        """Give the text behind `key`, or `fallback` as it is, where a value may be one that no catalogue knows."""
        return self.say(key, **values) if key in self._texts else fallback

    def row(self, key: str) -> tuple[str, ...]:
        """Give a row of words, as the months are."""
        words = self._texts[key]
        return words if isinstance(words, tuple) else (words,)

    def phrase(self, prop: Property, use: str) -> str | None:
        """Give the template by which a property is told: its own, or its kind's, or everybody's; None: it has none."""
        for owner in (prop.value, prop.kind.value, "default"):
            found = self._texts.get(f"phrases.{owner}.{use}")
            if isinstance(found, str):
                return found
        return None

    def enumeration(self, words: Sequence[str]) -> str:
        """Write a row of words: "a, b and c"."""
        *most, last = words or ("",)
        return f"{self.say('list.comma').join(most)}{self.say('list.and')}{last}" if most else last

    def figure(self, number: int) -> str:
        """Write a number as people do: "1,234" or "1.234"."""
        return f"{number:,}".replace(",", self.say("number.thousands"))

    def ordinal(self, number: int) -> str:
        """Write a place in a row: "second"; from the eleventh on with figures."""
        words = self.row("ordinal.words")
        if 0 < number < len(words):
            return words[number]
        other = self.say("ordinal.endings.other")
        ending = other if number % 100 in {11, 12, 13} else self.either(f"ordinal.endings.{number % 10}", other)
        return f"{number}{ending}"


@cache
def speech_for(locale: str) -> Speech:
    """Give the speech of a locale, made once."""
    return Speech(locale)


ENGLISH = speech_for("en")
"""What the terminal and the command line speak."""
