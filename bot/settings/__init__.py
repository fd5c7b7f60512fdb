"""Settings from `config/sequelwatch.toml`, the environment and secret files, and the feeds of `config/feeds.toml`."""

from __future__ import annotations

from bot.settings.feeds import Feeds, load_feeds, read_feeds
from bot.settings.loading import load_settings
from bot.settings.model import Settings

__all__ = ["Feeds", "Settings", "load_feeds", "load_settings", "read_feeds"]
