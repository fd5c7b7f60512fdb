"""Settings from the environment: `SEQUELWATCH_SECTION__OPTION`, and `..._FILE` for a file that holds the value.

Secrets stay out of every message: a fault names the variable, never what is in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.model.errors import ConfigError, SequelwatchError
from bot.seeds.toml import did_you_mean

PREFIX = "SEQUELWATCH_"
CONFIG = "SEQUELWATCH_CONFIG"
_FILE = "_FILE"
_ALIASES = {"DISCORD_TOKEN": ("discord", "token")}
"""Names that hosting services and other bots use as well."""

Option = tuple[str, str]
"""Section and name."""


@dataclass(frozen=True, slots=True)
class Variables:
    """What the environment sets: values by option, the variable that each came from, and what is wrong."""

    values: Mapping[Option, str]
    origins: Mapping[Option, str]
    faults: tuple[SequelwatchError, ...]

    def nested(self) -> dict[str, dict[str, str]]:
        """Return the values as tables."""
        tables: dict[str, dict[str, str]] = {}
        for (section, option), value in self.values.items():
            tables.setdefault(section, {})[option] = value
        return tables


def read_variables(environ: Mapping[str, str], options: Iterable[Option]) -> Variables:
    """Read what the environment says of the options. An empty variable counts as none, as containers set them.

    A `..._FILE` wins over the plain variable, `SEQUELWATCH_...` over an alias.
    """
    plain = dict(_ALIASES) | {variable_of(section, name): (section, name) for section, name in options}
    known = plain | {f"{name}{_FILE}": option for name, option in plain.items()}
    values: dict[Option, str] = {}
    origins: dict[Option, str] = {}
    faults: list[SequelwatchError] = []
    for name, option in known.items():
        if not environ.get(name):
            continue
        try:
            values[option] = _from_file(name, environ[name]) if name not in plain else environ[name]
        except ConfigError as fault:
            faults.append(fault)
        origins[option] = name
    faults += [_unknown(name, plain) for name in environ if name.startswith(PREFIX) and name not in {*known, CONFIG}]
    return Variables(values, origins, tuple(faults))


def variable_of(section: str, name: str) -> str:
    """Name the variable that sets an option."""
    return f"{PREFIX}{section}__{name}".upper()


def _from_file(name: str, path: str) -> str:
    # The path is not repeated: somebody may have put the secret itself where its file's name belongs.
    try:
        value = Path(path).read_text(encoding="utf-8").strip()
    except OSError as why:
        raise ConfigError(name, f"the file that it names cannot be read ({why.strerror}): check its path") from None
    except UnicodeDecodeError:
        raise ConfigError(name, "the file that it names is not text: it should hold the value alone") from None
    if not value:
        raise ConfigError(name, "the file that it names is empty: it should hold the value")
    return value


def _unknown(name: str, known: Iterable[str]) -> ConfigError:
    return ConfigError(name, f"there is no such setting: {did_you_mean(name, known)}")
