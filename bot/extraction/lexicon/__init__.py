"""The words that extraction knows, as TOML files beside this one. They are package data: read once, as code is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

import tomli


@cache
def load(name: str) -> Mapping[str, Any]:
    """Read `lexicon/<name>.toml`. FileNotFoundError or tomli.TOMLDecodeError: the package itself is broken."""
    return MappingProxyType(tomli.loads(files(__name__).joinpath(f"{name}.toml").read_text(encoding="utf-8")))


def alternatives(words: Iterable[str]) -> str:
    """Write words as one alternative of a regular expression, longest first."""
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
