"""Settings from their layers: defaults, the file, the environment. Each fault names its line or its variable."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from bot.model.errors import ConfigError, FaultsError, SequelwatchError
from bot.seeds.toml import TomlFile, did_you_mean, read_toml
from bot.settings.environment import CONFIG, Option, Variables, read_variables
from bot.settings.model import Settings

DEFAULT_FILE = Path("config/sequelwatch.toml")


def load_settings(config: Path | None = None, environ: Mapping[str, str] | None = None) -> Settings:
    """Read the settings: defaults, then the file, then the environment, each over the one before.

    The file is `config`, else `SEQUELWATCH_CONFIG`, else `config/sequelwatch.toml` if it is there. FaultsError with a
    line for each thing that is wrong; ConfigError for a file that cannot be read.
    """
    environ = os.environ if environ is None else environ
    named = config or (Path(environ[CONFIG]) if environ.get(CONFIG) else None)
    path = named or DEFAULT_FILE
    file = read_toml(path, ConfigError) if named or path.exists() else TomlFile(path, "", {})
    variables = read_variables(environ, options())
    faults = list(variables.faults)
    try:
        settings = _layered(variables.nested(), file.table)
    except ValidationError as invalid:
        faults += [_fault(error, file, variables) for error in invalid.errors(include_input=False, include_url=False)]
        raise FaultsError(faults) from None
    if faults:
        raise FaultsError(faults)
    return settings


def options() -> list[Option]:
    """List every option as (section, name)."""
    return [(section, name) for section, table in _tables().items() for name in type(table).model_fields]


def _tables() -> dict[str, BaseModel]:
    return {name: field.default for name, field in Settings.model_fields.items()}


def _layered(*layers: Mapping[str, Any]) -> Settings:
    """Validate the layers, the first one winning option by option."""
    merged: dict[str, Any] = {}
    for layer in reversed(layers):
        for name, table in layer.items():
            below = merged.get(name)
            both = isinstance(table, dict) and isinstance(below, dict)
            merged[name] = below | table if both else table
    return Settings.model_validate(merged)


def _fault(error: ErrorDetails, file: TomlFile, variables: Variables) -> SequelwatchError:
    """Say in one line where a value comes from, what is wrong with it and how to write it."""
    keys = tuple(str(key) for key in error["loc"])
    variable = variables.origins.get((keys[0], keys[1])) if len(keys) > 1 else None
    problem = _problem(error, keys)
    return ConfigError(variable, problem) if variable else ConfigError(file.path, problem, file.line_of(keys))


def _problem(error: ErrorDetails, keys: Sequence[str]) -> str:
    tables = _tables()
    if error["type"] == "extra_forbidden":
        known = tables if len(keys) == 1 else type(tables[keys[0]]).model_fields
        return f'unknown key "{keys[-1]}": {did_you_mean(keys[-1], known)}'
    if len(keys) == 1:
        return f"{keys[0]} is a table: write [{keys[0]}] and its options below"
    if error["type"] == "value_error":
        return f"{keys[1]} cannot be used: {error['msg'].removeprefix('Value error, ')}"
    reason = error["msg"].replace("Input should", "it should").partition(", unable")[0]
    default = getattr(tables[keys[0]], keys[1])
    example = f", such as {keys[1]} = {_written(default)}" if default is not None else ""
    return f"{keys[1]} cannot be used: {reason}{example}"


def _written(value: object) -> str:
    """Write a value as TOML does."""
    if isinstance(value, tuple):
        return f"[{', '.join(map(_written, value))}]"
    return str(value) if isinstance(value, int) else f'"{value}"'
