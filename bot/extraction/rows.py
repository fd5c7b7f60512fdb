"""Where in the lexicon the words stand that decided something: the file, the line and the pattern. Decides; pure."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from bot.extraction import lexicon
from bot.extraction.outline import marked


@dataclass(frozen=True, slots=True)
class Row:
    """A pattern of the lexicon as its file has it, and its line there (from 1).

    `pattern` is empty, and `line` that of the table, where a whole table works as one.
    """

    file: str
    line: int
    table: str
    pattern: str = ""


def row_of(path: str, text: str, start: int, end: int) -> Row:
    """Find the row of a table (`scope.negated.before`) that fits `[start, end)`, which the whole table has found."""
    file, _, table = path.partition(".")
    for pattern in _patterns(lexicon.load(file), table):
        fits = re.compile(marked(pattern)).match(text, start)
        if fits is not None and fits.end() == end:
            return row(file, table, pattern)
    return row(file, table)


def row(file: str, table: str, pattern: str = "") -> Row:
    """Locate a pattern in a lexicon's file, or its table."""
    section = table.rpartition(".")[0] or table
    return Row(f"{file}.toml", _line(file, section, pattern), table, pattern)


def _patterns(words: Mapping[str, object], table: str) -> Iterator[str]:
    value: object = words
    for key in table.split("."):
        value = value[key] if isinstance(value, Mapping) else ()
    yield from [value] if isinstance(value, str) else (one for one in _listed(value) if isinstance(one, str))


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _line(file: str, section: str, pattern: str) -> int:
    """Return the line of a pattern, looked for from its section on; else the section's."""
    lines = _lines(file)
    start = next((number for number, line in enumerate(lines) if line.startswith(f"[{section}]")), 0)
    written = json.dumps(pattern, ensure_ascii=False)  # TOML's basic strings are escaped as JSON's
    if not pattern:
        return start + 1
    return next((number for number, line in enumerate(lines) if number >= start and written in line), start) + 1


@cache
def _lines(file: str) -> tuple[str, ...]:
    return tuple(files(lexicon).joinpath(f"{file}.toml").read_text(encoding="utf-8").splitlines())
