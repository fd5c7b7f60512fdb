"""Checks of what people wrote into a table: each notes a fault with its line and goes on, so that all are told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import date, datetime
from enum import StrEnum
from typing import Any, TypeVar

from bot.model.errors import FileError, SequelwatchError
from bot.seeds.toml import Keys, TomlFile, did_you_mean

E = TypeVar("E", bound=StrEnum)


class Checks:
    """Does: reads values out of one file's tables and gathers the faults. A value at fault reads as None."""

    def __init__(self, file: TomlFile, error: type[FileError]) -> None:
        self._file = file
        self._error = error
        self.faults: list[SequelwatchError] = []

    def fault(self, keys: Keys, problem: str, value: object = None) -> None:
        """Note a fault of the value at `keys`; `value` helps to find its line within a long list."""
        self.faults.append(self._error(self._file.path, problem, self._file.line_of(keys, value)))

    def keys(self, table: Mapping[str, Any], known: Iterable[str], where: Keys = ()) -> None:
        """Note every key of the table that is not known."""
        for key in table:
            if key not in known:
                self.fault((*where, key), f'unknown key "{key}": {did_you_mean(key, known)}', key)

    def table(self, table: Mapping[str, Any], key: str, where: Keys = ()) -> dict[str, Any] | None:
        """Read a table."""
        value = table.get(key)
        if value is not None and not isinstance(value, dict):
            self.fault((*where, key), f"{key} is a table: write [{key}] and its keys below")
            return None
        return value

    def text(self, table: Mapping[str, Any], key: str, where: Keys = (), *, example: str | None = None) -> str | None:
        """Read a text that is not empty. With an `example` it must be there, without one it may be left out."""
        if key not in table:
            if example is not None:
                self.fault(where, f'{key} is missing: write {key} = "{example}"')
            return None
        return self.text_value(table[key], (*where, key), example)

    def text_value(self, value: object, keys: Keys, example: str | None = None) -> str | None:
        """Check that a value is a text that is not empty; it is returned without the spaces around it."""
        if isinstance(value, str) and value.strip():
            return value.strip()
        written = "is empty" if isinstance(value, str) else f"is {_kind(value)}"
        name = next(key for key in reversed(keys) if isinstance(key, str))
        self.fault(keys, f'{name} {written}: write a text in quotes, such as "{example or "..."}"', value)
        return None

    def choice(
        self, table: Mapping[str, Any], key: str, kind: type[E], where: Keys = (), *, required: bool = False
    ) -> E | None:
        """Read one of the words of an enumeration."""
        example = next(iter(kind)).value if required else None
        value = self.text(table, key, where, example=example)
        if value is None:
            return None
        try:
            return kind(value)
        except ValueError:
            self.fault((*where, key), f'{key} "{value}" is unknown: {did_you_mean(value, map(str, kind))}', value)
            return None

    def day(self, table: Mapping[str, Any], key: str, where: Keys = (), *, required: bool = False) -> date | None:
        """Read a day: TOML's own (2024-01-12) or a text of the same form."""
        value = table.get(key)
        if value is None:
            if required:
                self.fault(where, f"{key} is missing: write {key} = 2024-01-12")
            return None
        day = value.date() if isinstance(value, datetime) else value
        if isinstance(value, str):
            with suppress(ValueError):
                day = date.fromisoformat(value.strip())
        if isinstance(day, date):
            return day
        self.fault((*where, key), f"{key} is {_shown(value)}, which is no day: write {key} = 2024-01-12", value)
        return None


def _kind(value: object) -> str:
    names = {bool: "true or false", int: "a number", float: "a number", list: "a list", dict: "a table"}
    return names.get(type(value), "a date")


def _shown(value: object) -> str:
    return f'"{value}"' if isinstance(value, str) else str(value)
