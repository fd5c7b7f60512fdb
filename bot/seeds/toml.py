"""TOML files that people write: read with clear errors, and every key found again by its line.

tomli tells no positions of keys, so lines are looked for in the text, and only when there is a fault to report.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import tomli
from rapidfuzz.distance import DamerauLevenshtein
from rapidfuzz.process import extractOne

from bot.model.errors import FileError

Keys = tuple[str | int, ...]
"""The way to a value: `("known", "cast")`, `("feed", 2, "url")` for the third `[[feed]]`."""

_NAME = r"""(?:[\w-]+|"[^"\n]*"|'[^'\n]*')"""
_PATH = rf"{_NAME}(?:\s*\.\s*{_NAME})*"
_HEADER = re.compile(rf"\s*(\[\[?)\s*({_PATH})\s*\]")
_KEY = re.compile(rf"\s*({_PATH})\s*=")
_SIMILAR = 0.6


@dataclass(frozen=True, slots=True)
class TomlFile:
    """A file as it was read: its text and what TOML makes of it."""

    path: Path
    text: str
    table: dict[str, Any]

    def line_of(self, keys: Keys, value: object = None) -> int | None:
        """Return the line (from 1) of the key, or of the nearest table around it; None for the file itself.

        With `value`, the line below the key on which that value stands ("a list may go over many lines").
        """
        places = list(_places(self.text))
        around = [place for place in places if place[0] == keys[: len(place[0])]]
        within = [place for place in places if place[0][: len(keys)] == keys]  # `[[feed]]`, or `known.cast = ...`
        if not around and not within:
            return None
        line = (within[0] if within else max(around, key=lambda place: len(place[0])))[1]
        following = min((place[1] for place in places if place[1] > line), default=None)
        below = self.text.split("\n")[line - 1 : following - 1 if following else None]
        offset = next((number for number, content in enumerate(below) if str(value) in content), 0)
        return line + offset


def read_toml(path: Path, error: type[FileError]) -> TomlFile:
    """Read a TOML file; `error` with the line where it cannot be read, is not UTF-8 or not TOML."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise error(path, "there is no such file") from None
    except OSError as why:
        raise error(path, f"it cannot be read ({why.strerror}): check its permissions") from None
    try:
        text = content.decode("utf-8-sig")
        return TomlFile(path, text, tomli.loads(text))
    except UnicodeDecodeError as why:
        line = content.count(b"\n", 0, why.start) + 1
        raise error(path, "it is not UTF-8 text: save it with the encoding UTF-8", line) from None
    except tomli.TOMLDecodeError as why:
        remedy = "; texts stand in quotes" if why.msg == "Invalid value" else ""
        raise error(path, f"it is not valid TOML: {why.msg} (column {why.colno}){remedy}", why.lineno) from None
    except (ValueError, RecursionError):
        raise error(path, "it is not valid TOML: a number is too long, or tables nest too deeply") from None


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return the remedy for a misspelt word: `did you mean "release_date"?`, or what there is to choose from."""
    choices = list(known)
    found = extractOne(word, choices, scorer=DamerauLevenshtein.normalized_similarity, score_cutoff=_SIMILAR)
    return f'did you mean "{found[0]}"?' if found else f"use one of: {', '.join(choices)}"


def _places(text: str) -> Iterator[tuple[Keys, int]]:
    """Yield every header and every key at the start of a line, with its line."""
    table: Keys = ()
    seen: Counter[Keys] = Counter()
    for number, line in enumerate(text.split("\n"), start=1):
        if header := _HEADER.match(line):
            table = _split(header[2])
            if header[1] == "[[":
                seen[table] += 1
                table = (*table, seen[table] - 1)
            yield table, number
        elif key := _KEY.match(line):
            yield (*table, *_split(key[1])), number


def _split(path: str) -> Keys:
    return tuple(name.strip("\"' \t") for name in re.findall(_NAME, path))
