"""Every option, with its default. `config/sequelwatch.toml` says the same; a test holds the two together."""

from __future__ import annotations

from datetime import timedelta
from ipaddress import ip_network
from pathlib import Path
from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    SecretStr,
)

from bot.settings.durations import parse_duration


def _listed(given: object) -> object:
    """From the environment a list comes as one text, with commas."""
    return [one.strip() for one in given.split(",") if one.strip()] if isinstance(given, str) else given


def _network(given: str) -> str:
    try:
        return str(ip_network(given, strict=False))
    except ValueError:
        raise ValueError('it holds no network: write addresses such as "192.168.0.0/16"') from None


def _web(given: str) -> str:
    if not given.startswith(("https://", "http://")):
        raise ValueError("it is no address of the web: it begins with https:// or http://")
    return given.rstrip("/")


def _socket(given: str) -> str:
    if not given.startswith(("wss://", "ws://")):
        raise ValueError("it is no address of a gateway: it begins with wss:// or ws://")
    return given.rstrip("/")


def _upper(given: object) -> object:
    return given.upper() if isinstance(given, str) else given


def _lower(given: object) -> object:
    return given.lower() if isinstance(given, str) else given


def _without_space(given: object) -> object:
    """Around a secret, spaces and line ends are an accident of copying; an empty one is none."""
    return given.strip() or None if isinstance(given, str) else given


Text = Annotated[str, Field(min_length=1)]


def _between(least: str, most: str) -> AfterValidator:
    """Hold a span of time between two others; pydantic's own bounds would be told as `datetime.timedelta(...)`."""

    def check(span: timedelta) -> timedelta:
        if not parse_duration(least) <= span <= parse_duration(most):
            raise ValueError(f'it should be between "{least}" and "{most}"')
        return span

    return AfterValidator(check)


Span = Annotated[timedelta, BeforeValidator(parse_duration)]


class Section(BaseModel):
    """A table of the settings file. What it does not know is a fault, and nothing changes after loading."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Database(Section):
    """Where everything is kept. The address may hold a password, so it is never shown."""

    url: Text = Field(default="sqlite:///data/sequelwatch.db", repr=False)


class Paths(Section):
    """Where seeds and feeds are; from the folder in which the bot is started."""

    seeds: Path = Path("seeds")
    feeds: Path = Path("config/feeds.toml")


class Polling(Section):
    """How feeds are asked."""

    least_interval: Annotated[Span, _between("10s", "7d")] = timedelta(minutes=5)
    concurrency: int = Field(default=8, ge=1, le=256)
    deadline: Annotated[Span, _between("1s", "10m")] = timedelta(seconds=30)
    most_bytes: int = Field(default=10_000_000, ge=10_000, le=1_000_000_000)
    contact: str = ""
    allow_private_networks: Annotated[
        tuple[Annotated[str, AfterValidator(_network)], ...], BeforeValidator(_listed)
    ] = ()
    allow_ports: Annotated[tuple[Annotated[int, Field(ge=1, le=65_535)], ...], BeforeValidator(_listed)] = ()
    host_pause: Annotated[Span, _between("0s", "1h")] = timedelta(seconds=2)
    most_interval: Annotated[Span, _between("5m", "30d")] = timedelta(hours=3)
    most_fresh: Annotated[Span, _between("0s", "365d")] = timedelta(days=365)
    google_news: bool = False


class Articles(Section):
    """Whether the articles behind entries are read, where the feed's own text leaves a question open."""

    enabled: bool = True


class Websub(Section):
    """Where hubs may tell us of changes: the address under which the pages of [web] are seen from the internet."""

    callback: Annotated[str, AfterValidator(lambda given: _web(given) if given else given)] = ""


class Discord(Section):
    """Where alerts are posted. Without a token they appear in the terminal."""

    token: Annotated[SecretStr | None, BeforeValidator(_without_space)] = None
    channel_id: int | None = Field(default=None, ge=1)
    webhook_url: Annotated[SecretStr | None, BeforeValidator(_without_space)] = None
    api_url: Annotated[Text, AfterValidator(_web)] = "https://discord.com/api/v10"
    gateway_url: Annotated[Text, AfterValidator(_socket)] = "wss://gateway.discord.gg"
    cards: Annotated[Literal["components", "embeds"], BeforeValidator(_lower)] = "components"
    owner_channel_id: int | None = Field(default=None, ge=1)
    owner_user_id: int | None = Field(default=None, ge=1)


class Log(Section):
    """What is logged, and how."""

    format: Annotated[Literal["auto", "console", "json"], BeforeValidator(_lower)] = "auto"
    level: Annotated[Literal["DEBUG", "INFO", "WARNING", "ERROR"], BeforeValidator(_upper)] = "INFO"


class Delivery(Section):
    """When alerts are sent."""

    catch_up_wait: Annotated[Span, _between("0s", "1d")] = timedelta(minutes=2)


class Web(Section):
    """The pages for health and metrics. Beyond loopback they are only seen where `host` is set so."""

    host: Text = "127.0.0.1"
    port: int = Field(default=8642, ge=0, le=65_535)


class Retention(Section):
    """How long entries are kept that made no news. What was news is kept for good."""

    unrelated: Annotated[Span, _between("1d", "36500d")] = timedelta(days=90)
    held_back: Annotated[Span, _between("1d", "36500d")] = timedelta(days=730)


class Settings(Section):
    """All settings. Made by `load_settings`; `Settings()` has the defaults and looks at nothing else."""

    database: Database = Database()
    paths: Paths = Paths()
    polling: Polling = Polling()
    articles: Articles = Articles()
    websub: Websub = Websub()
    discord: Discord = Discord()
    log: Log = Log()
    delivery: Delivery = Delivery()
    web: Web = Web()
    retention: Retention = Retention()
