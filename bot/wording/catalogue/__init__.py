"""What people read, one TOML file a language. They are package data: read once, as code is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

import tomli

LANGUAGES = ("en", "de")
"""The languages that there are, by their ISO 639-1 codes; the first one is spoken where none fits."""

Texts = Mapping[str, str | tuple[str, ...]]


@cache
def load(language: str) -> Texts:
    """Read `catalogue/<language>.toml` as one flat table: `card.since.denied` → its text.

    FileNotFoundError or tomli.TOMLDecodeError: the package itself is broken.
    """
    tables = tomli.loads(files(__name__).joinpath(f"{language}.toml").read_text(encoding="utf-8"))
    return MappingProxyType(dict(_flat(tables, "")))


def _flat(table: Mapping[str, Any], above: str) -> Iterator[tuple[str, str | tuple[str, ...]]]:
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{above}{name}.")
        else:
            yield f"{above}{name}", tuple(value) if isinstance(value, list) else value
