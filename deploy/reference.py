"""`python -m deploy.reference`: the pages of docs/ that are made from the code: every option, every command.

What an option means stands in `config/sequelwatch.toml`, where people meet it; its default and its variable are the
settings model's; a command's words are those of its `--help`. A test holds the pages to be what this makes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import typer
from typer.main import get_command
from typer.testing import CliRunner

from bot.cli.commands import NAME, app
from bot.settings.environment import variable_of
from bot.settings.model import Settings

ROOT = Path(__file__).parents[1]
SHIPPED = ROOT / "config" / "sequelwatch.toml"
PAGES = ROOT / "docs"

_TABLE = re.compile(r"\[(\w+)\]")
_OPTION = re.compile(r"# (\w+) = ")
_UNITS = (("d", 86_400), ("h", 3_600), ("m", 60), ("s", 1))

_CONFIGURATION = """\
# Configuration

*This page is made from the settings' own model by `python -m deploy.reference`.*

Every option has a default, so that an empty file, or none, will do. What is set in `config/sequelwatch.toml` wins over
the default, and a variable of the environment wins over the file. Each variable may also end in `_FILE` and name a file
that holds the value, as Docker and systemd hand over secrets. `DISCORD_TOKEN` is short for
`SEQUELWATCH_DISCORD__TOKEN`, and `SEQUELWATCH_CONFIG` names another settings file. Spans of time are written `"30s"`,
`"10m"`, `"2h"`, `"1d"`; lists in a variable have commas between their items. `sequelwatch check` names whatever is
wrong, with its line.
"""
_COMMANDS = """\
# Commands

*This page is made from the commands' own `--help` by `python -m deploy.reference`.*

In a container: `docker compose exec sequelwatch sequelwatch status`, and so on. A command ends with 0 when all went
well, 1 where something is wrong that you can mend (one line says what), 2 where it was called wrongly, 3 for a bug of
ours.
"""


def configuration() -> str:
    """Write the page of all options."""
    words = dict(_explanations(SHIPPED.read_text(encoding="utf-8")))
    parts = [_CONFIGURATION]
    for section, field in Settings.model_fields.items():
        table = field.default
        parts.append(f"## `[{section}]`\n\n{(type(table).__doc__ or '').strip()}\n")
        for name in type(table).model_fields:
            default = _written(getattr(table, name))
            about = f"{words[section, name]}\n" if (section, name) in words else ""
            parts.append(f"### `{section}.{name}`\n\n{about}\n- default: {default}\n- `{variable_of(section, name)}`\n")
    return "\n".join(parts)


def commands() -> str:
    """Write the page of all commands."""
    return "\n".join([_COMMANDS, *(_command(path) for path in command_paths())])


def command_paths() -> list[tuple[str, ...]]:
    """List every command by its words: `("status",)`, `("feeds", "check")`."""
    return list(_walk(get_command(app)))


def _walk(group: Any, before: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from _walk(command, (*before, name))
        else:
            yield (*before, name)


def _command(path: tuple[str, ...]) -> str:
    said = CliRunner().invoke(app, [*path, "--help"], prog_name=NAME, env={"COLUMNS": "100", "TERM": "dumb"}).stdout
    lines = [line.rstrip().removeprefix(" ") for line in said.strip().splitlines()]
    return f"## `{NAME} {' '.join(path)}`\n\n```text\n" + "\n".join(lines) + "\n```\n"


def _explanations(text: str) -> Iterator[tuple[tuple[str, str], str]]:
    """Find what the settings file says above each option."""
    section, words = "", list[str]()
    for line in text.splitlines():
        if found := _TABLE.fullmatch(line):
            section, words = found[1], []
        elif found := _OPTION.match(line):
            yield (section, found[1]), " ".join(words)
            words = []
        elif line.startswith("# "):
            words.append(line.removeprefix("# "))
        else:
            words = []


def _written(value: object) -> str:
    if value is None or value == "":
        return "none"
    if isinstance(value, timedelta):
        seconds = int(value.total_seconds())
        unit, size = next(((unit, size) for unit, size in _UNITS if seconds % size == 0 and seconds), ("s", 1))
        return f'`"{seconds // size}{unit}"`'
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    if isinstance(value, tuple):
        return "`[]`" if not value else f"`[{', '.join(map(str, value))}]`"
    return f"`{value}`" if isinstance(value, int) else f'`"{value}"`'


def main() -> None:
    """Write the pages."""
    for name, text in (("configuration", configuration()), ("commands", commands())):
        (PAGES / f"{name}.md").write_text(text, encoding="utf-8")
        typer.echo(f"docs/{name}.md")


if __name__ == "__main__":
    main()
