"""Settings come from defaults, file and environment, in that order; each fault says where it is and how to mend it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
import tomli
from pydantic import ValidationError

from bot.model.errors import ConfigError, FaultsError, SequelwatchError
from bot.settings import Settings, load_settings
from bot.settings.durations import parse_duration
from bot.settings.loading import options
from bot.settings.model import Polling

SHIPPED = Path(__file__).parents[2] / "config" / "sequelwatch.toml"
SECRET = "MTIz.sekret.token"
CHANNEL = {"SEQUELWATCH_DISCORD__CHANNEL_ID": "20"}

LEVEL = "level cannot be used: it should be 'DEBUG', 'INFO', 'WARNING' or 'ERROR', such as level = \"INFO\""

Write = Callable[[str], Path]


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No settings file of this checkout is found by chance."""
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a settings file."""

    def write(content: str) -> Path:
        path = tmp_path / "sw.toml"
        path.write_text(content, encoding="utf-8")
        return path

    return write


def faults(config: Path | None, environ: dict[str, str]) -> list[str]:
    """The lines that people read, without the folder."""
    with pytest.raises(SequelwatchError) as raised:
        load_settings(config, environ)
    return [re.sub(r"^\S*/(?=sw\.toml)", "", line) for line in str(raised.value).split("\n")]


def test_without_anything_the_defaults_hold() -> None:
    assert load_settings(None, {}).model_dump() == Settings().model_dump()


def test_what_the_process_has_beside_does_not_matter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOG", '{"level": "DEBUG"}')
    monkeypatch.setenv("SEQUELWATCH_LOG__LEVEL", "ERROR")
    assert Settings().log.level == "INFO"
    assert load_settings(None, {"LOG": "x", "PATH": "y"}).log.level == "INFO"
    assert load_settings().log.level == "ERROR"


def test_the_environment_wins_over_the_file_option_by_option(write: Write) -> None:
    path = write('[polling]\nconcurrency = 4\ndeadline = "10s"\n[log]\nlevel = "debug"\n')
    settings = load_settings(path, {"SEQUELWATCH_POLLING__CONCURRENCY": "2", "SEQUELWATCH_LOG__FORMAT": "JSON"})
    assert (settings.polling.concurrency, settings.polling.deadline) == (2, timedelta(seconds=10))
    assert (settings.log.level, settings.log.format) == ("DEBUG", "json")


def test_the_environment_may_name_the_file_and_the_command_line_wins(write: Write, tmp_path: Path) -> None:
    path = write("[polling]\nconcurrency = 4\n")
    other = tmp_path / "other.toml"
    other.write_text("[polling]\nconcurrency = 5\n", encoding="utf-8")
    assert load_settings(None, {"SEQUELWATCH_CONFIG": str(path)}).polling.concurrency == 4
    assert load_settings(other, {"SEQUELWATCH_CONFIG": str(path)}).polling.concurrency == 5


def test_the_file_in_its_usual_place_is_found(tmp_path: Path) -> None:
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "sequelwatch.toml").write_text('[log]\nlevel = "ERROR"\n', encoding="utf-8")
    assert load_settings(None, {}).log.level == "ERROR"


def test_a_list_from_the_environment_has_commas(write: Write) -> None:
    networks = load_settings(None, {"SEQUELWATCH_POLLING__ALLOW_PRIVATE_NETWORKS": "10.1.2.3/8, ::1,"})
    assert networks.polling.allow_private_networks == ("10.0.0.0/8", "::1/128")
    path = write('[polling]\nallow_private_networks = ["127.0.0.1"]\n')
    assert load_settings(path, {}).polling.allow_private_networks == ("127.0.0.1/32",)


def test_an_empty_variable_counts_as_none() -> None:
    assert load_settings(None, {"DISCORD_TOKEN": "", "SEQUELWATCH_DISCORD__CHANNEL_ID": ""}).discord.token is None


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        pytest.param({"DISCORD_TOKEN": "a"}, "a", id="the common name"),
        pytest.param({"SEQUELWATCH_DISCORD__TOKEN": "b"}, "b", id="our name"),
        pytest.param({"DISCORD_TOKEN": "a", "SEQUELWATCH_DISCORD__TOKEN": "b"}, "b", id="ours wins"),
        pytest.param({"DISCORD_TOKEN_FILE": "@c"}, "c", id="a file by the common name"),
        pytest.param({"SEQUELWATCH_DISCORD__TOKEN_FILE": "@d"}, "d", id="a file by our name"),
        pytest.param({"DISCORD_TOKEN_FILE": "@c", "SEQUELWATCH_DISCORD__TOKEN": "b"}, "c", id="a file wins"),
    ],
)
def test_the_token_may_come_in_several_ways(variables: dict[str, str], expected: str, tmp_path: Path) -> None:
    environ = {**variables, **CHANNEL}
    for name, value in variables.items():
        if value.startswith("@"):
            (tmp_path / name).write_text(f"{value[1:]}\n", encoding="utf-8")
            environ[name] = str(tmp_path / name)
    token = load_settings(None, environ).discord.token
    assert token is not None
    assert token.get_secret_value() == expected


@pytest.mark.parametrize("given", ["", "  \\n"])
def test_an_empty_token_in_the_file_is_none(write: Write, given: str) -> None:
    assert load_settings(write(f'[discord]\ntoken = "{given}"\n'), {}).discord.token is None


def test_space_around_a_token_is_an_accident_of_copying() -> None:
    token = load_settings(None, {"DISCORD_TOKEN": f" {SECRET}\n"} | CHANNEL).discord.token
    assert token is not None
    assert token.get_secret_value() == SECRET


def test_any_option_may_come_from_a_file(tmp_path: Path) -> None:
    (tmp_path / "url").write_text("postgresql://me:pass@db/sw\n", encoding="utf-8")
    settings = load_settings(None, {"SEQUELWATCH_DATABASE__URL_FILE": str(tmp_path / "url")})
    assert settings.database.url == "postgresql://me:pass@db/sw"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param(
            "[polling]\nconcurency = 4\n",
            'sw.toml:2: unknown key "concurency": did you mean "concurrency"?',
            id="a misspelt option",
        ),
        pytest.param(
            "[poling]\nconcurrency = 4\n",
            'sw.toml:1: unknown key "poling": did you mean "polling"?',
            id="a misspelt table",
        ),
        pytest.param(
            "polling = 4\n", "sw.toml:1: polling is a table: write [polling] and its options below", id="no table"
        ),
        pytest.param(
            '[polling]\nconcurrency = "many"\n',
            "sw.toml:2: concurrency cannot be used: it should be a valid integer, such as concurrency = 8",
            id="no number",
        ),
        pytest.param(
            "[polling]\nconcurrency = 0\n",
            "sw.toml:2: concurrency cannot be used: it should be greater than or equal to 1, such as concurrency = 8",
            id="too small a number",
        ),
        pytest.param(
            "[polling]\ndeadline = 30\n",
            "sw.toml:2: deadline cannot be used: it is no span of time: write a number with its unit, "
            'such as "30s", "10m", "2h" or "1d"',
            id="a span without its unit",
        ),
        pytest.param(
            '[polling]\nleast_interval = "1s"\n',
            'sw.toml:2: least_interval cannot be used: it should be between "10s" and "7d"',
            id="too short a span",
        ),
        pytest.param(
            '[polling]\nallow_private_networks = [\n  "10.0.0.0/8",\n  "home",\n]\n',
            "sw.toml:2: allow_private_networks cannot be used: it holds no network: write addresses such as "
            '"192.168.0.0/16"',
            id="no network",
        ),
        pytest.param(
            "[polling]\nallow_private_networks = 7\n",
            "sw.toml:2: allow_private_networks cannot be used: it should be a valid tuple, such as "
            "allow_private_networks = []",
            id="no list",
        ),
        pytest.param(
            '[discord]\napi_url = "discord.com"\n',
            "sw.toml:2: api_url cannot be used: it is no address of the web: it begins with https:// or http://",
            id="no address of the web",
        ),
        pytest.param(
            '[log]\nlevel = "loud"\n',
            f"sw.toml:2: {LEVEL}",
            id="an unknown word",
        ),
        pytest.param(
            "[log]\nlevel = 3\n",
            f"sw.toml:2: {LEVEL}",
            id="a number for a word",
        ),
        pytest.param(
            "[discord]\nchannel_id = true\ntoken = 7\n",
            "sw.toml:3: token cannot be used: it should be a valid string",
            id="an option without a default",
        ),
        pytest.param(
            '[discord]\ngateway_url = "https://gateway.example"\n',
            "sw.toml:2: gateway_url cannot be used: it is no address of a gateway: it begins with wss:// or ws://",
            id="an address of the web for the gateway's",
        ),
        pytest.param(
            "[log\n",
            "sw.toml:1: it is not valid TOML: Expected ']' at the end of a table declaration (column 5)",
            id="no TOML",
        ),
    ],
)
def test_a_fault_in_the_file_is_one_line(write: Write, content: str, expected: str) -> None:
    assert faults(write(content), {}) == [expected]


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        pytest.param(
            {"SEQUELWATCH_POLLING__CONCURENCY": "4"},
            "SEQUELWATCH_POLLING__CONCURENCY: there is no such setting: did you mean "
            '"SEQUELWATCH_POLLING__CONCURRENCY"?',
            id="a misspelt variable",
        ),
        pytest.param(
            {"SEQUELWATCH_DISCORD__CHANNEL_ID": "#general"},
            "SEQUELWATCH_DISCORD__CHANNEL_ID: channel_id cannot be used: it should be a valid integer",
            id="a channel's name for its id",
        ),
        pytest.param(
            {"DISCORD_TOKEN_FILE": "nowhere/token"},
            "DISCORD_TOKEN_FILE: the file that it names cannot be read (No such file or directory): check its path",
            id="a secret file that is not there",
        ),
        pytest.param(
            {"SEQUELWATCH_CONFIG": "nowhere/sw.toml"},
            "sw.toml: there is no such file",
            id="a settings file that is not there",
        ),
    ],
)
def test_a_fault_in_the_environment_names_the_variable(environ: dict[str, str], expected: str) -> None:
    assert faults(None, environ) == [expected]


@pytest.mark.parametrize(
    ("content", "reason"),
    [pytest.param(b"\n", "is empty", id="empty"), pytest.param(b"\xff\xfe\x00", "is not text", id="not text")],
)
def test_a_secret_file_holds_a_secret(content: bytes, reason: str, tmp_path: Path) -> None:
    (tmp_path / "token").write_bytes(content)
    (line,) = faults(None, {"DISCORD_TOKEN_FILE": str(tmp_path / "token")})
    assert line.startswith("DISCORD_TOKEN_FILE: the file that it names ")
    assert reason in line


def test_all_faults_of_all_layers_are_told_at_once(write: Write) -> None:
    path = write('[log]\nlevel = "loud"\n')
    environ = {"SEQUELWATCH_X": "1", "SEQUELWATCH_POLLING__CONCURRENCY": "x", "DISCORD_TOKEN_FILE": "nowhere"}
    with pytest.raises(FaultsError) as raised:
        load_settings(path, environ)
    assert sorted(type(fault) is ConfigError and fault.path.name for fault in raised.value.faults) == [
        "DISCORD_TOKEN_FILE", "SEQUELWATCH_POLLING__CONCURRENCY", "SEQUELWATCH_X", "sw.toml",
    ]  # fmt: skip


def test_a_secret_is_in_no_message_and_no_repr(write: Write) -> None:
    environ = {"DISCORD_TOKEN": SECRET, "SEQUELWATCH_DATABASE__URL": f"postgresql://me:{SECRET}@db/x"} | CHANNEL
    settings = load_settings(None, environ)
    assert SECRET not in f"{settings!r} {settings} {settings.discord!r} {settings.database}"
    assert SECRET not in "".join(faults(None, {"DISCORD_TOKEN_FILE": SECRET}))  # the secret for its file's name
    path = write(f'[discord]\ntoken = ["{SECRET}"]\n[database]\nurl = ["{SECRET}"]\n')
    assert len(faults(path, {})) == 2
    assert SECRET not in "".join(faults(path, {}))


def test_settings_may_be_made_from_values() -> None:
    polling = Polling(deadline=timedelta(seconds=3), contact="me@example.org")
    assert Settings(polling=polling).polling.deadline == timedelta(seconds=3)


def test_settings_do_not_change() -> None:
    settings = load_settings(None, {})
    with pytest.raises(ValidationError, match="frozen"):
        settings.polling.concurrency = 3
    with pytest.raises(ValidationError, match="frozen"):
        settings.log = settings.log


def test_the_file_that_ships_changes_nothing() -> None:
    assert load_settings(SHIPPED, {}).model_dump() == Settings().model_dump()


def test_the_file_that_ships_names_every_option_with_its_default(write: Write) -> None:
    content = re.sub(r"(?m)^# (?=\w+ = )", "", SHIPPED.read_text(encoding="utf-8"))
    table = tomli.loads(content)
    assert sorted((section, name) for section, rows in table.items() for name in rows) == sorted(options())
    defaults, loaded = Settings(), load_settings(write(content), {})
    for section, name in options():
        default = getattr(getattr(defaults, section), name)
        if default is None:
            assert re.search(rf"(?m)^{name} = .*an example: there is none by default", content)
        else:
            assert getattr(getattr(loaded, section), name) == default, name


@pytest.mark.parametrize(
    ("given", "seconds"),
    [("30s", 30), ("10m", 600), ("2 h", 7200), (" 1d ", 86_400), ("0s", 0)],
)
def test_a_span_of_time_has_its_unit(given: str, seconds: int) -> None:
    assert parse_duration(given) == timedelta(seconds=seconds)


@pytest.mark.parametrize("given", ["", "m", "1.5h", "-3s", "10 minutes", "1h30m", 30, None, "٣s"])
def test_what_is_no_span_of_time_says_how_to_write_one(given: object) -> None:
    with pytest.raises(ValueError, match="such as"):
        parse_duration(given)
