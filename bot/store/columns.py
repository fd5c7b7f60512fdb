"""How values stand in the database: one sort of column a meaning.

Times are UTC ISO 8601 text of fixed width (`2025-01-30T18:04:00.000000Z`), because that sorts as text on every
database and people can read it. Words from a feed are hostile: they lose what no database takes (NUL, lone
surrogates) and are cut where their column says so.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any, Generic, TypeVar

from sqlalchemy import Text
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)

LONGEST_ADDRESS = 2_048
"""In characters; longer than what browsers and Discord accept."""


class Stored(TypeDecorator[T], Generic[T]):
    """Text in the database that `write` makes of a value and `read` turns back; None stays NULL."""

    impl = Text
    cache_ok = True

    def __init__(self, write: Callable[[T], str], read: Callable[[str], T]) -> None:
        super().__init__()
        self.write = write
        self.read = read

    def process_bind_param(self, value: T | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - SQLAlchemy's signature
        """Write a value."""
        return None if value is None else self.write(value)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> T | None:  # noqa: ARG002 - SQLAlchemy's signature
        """Read a value."""
        return None if value is None else self.read(value)


def time() -> Stored[datetime]:
    """Make a column for aware times; they come back in UTC."""
    return Stored(_time_text, datetime.fromisoformat)


def span() -> Stored[timedelta]:
    """Make a column for spans of time, kept as whole seconds."""
    return Stored(lambda length: str(int(length.total_seconds())), lambda text: timedelta(seconds=int(text)))


def choice(words: type[E]) -> Stored[E]:
    """Make a column for one of the model's enumerations, kept as its plain word."""
    return Stored(lambda member: str(member.value), words)


def words(longest: int | None = None) -> Stored[str]:
    """Make a column for text that people wrote, cut after `longest` characters; an ellipsis marks the cut."""

    def write(text: str) -> str:
        return clean(text if longest is None or len(text) <= longest else text[: longest - 1] + "…")

    return Stored(write, str)


def address() -> Stored[str]:
    """Make a column for a URL. One that is too long is left out (""): half an address leads nowhere."""
    return Stored(lambda url: clean(url) if len(url) <= LONGEST_ADDRESS else "", str)


def clean(text: str) -> str:
    """Take out what databases refuse: NUL, and halves of surrogate pairs."""
    if "\0" in text:
        text = text.replace("\0", "")
    if text.isascii():
        return text
    return text.encode("utf-8", "replace").decode()


def _time_text(moment: datetime) -> str:
    if moment.tzinfo is None:
        raise ValueError(f"{moment!r} has no time zone")
    return moment.astimezone(UTC).isoformat(timespec="microseconds")[:26] + "Z"
