"""A folder to run the bot in, and a feed on loopback whose document the test may replace."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

SEED = """
title = "Lantern Street 2"
type = "film"
follows = { title = "Lantern Street", year = 2001 }
known_as_of = 2025-01-01
"""
Config = Callable[..., Path]
NEWS = {
    "Nora Finch to Direct ‘Lantern Street 2’": "The studio confirmed on Monday that Nora Finch will direct it.",
    "‘Lantern Street 2’ Sets Release Date": "‘Lantern Street 2’ will open on November 20, 2026, the studio said.",
    "Ada Quill Joins ‘Lantern Street 2’": "Ada Quill has joined the cast of the sequel, the studio announced.",
}


class LedgerServer(ThreadingHTTPServer):
    """One feed. `publish` replaces its document."""

    document = b""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/feed"

    def publish(self, items: dict[str, str]) -> None:
        body = "".join(
            f"<item><title>{title}</title><description>{text}</description><link>https://ledger.example/{n}</link>"
            f"<pubDate>Mon, 02 Feb 2026 0{n}:00:00 GMT</pubDate></item>"
            for n, (title, text) in enumerate(items.items(), 1)
        )
        self.document = f"<rss version='2.0'><channel><title>The Ledger</title>{body}</channel></rss>".encode()


class Handler(BaseHTTPRequestHandler):
    server: LedgerServer

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "application/rss+xml")
        self.send_header("Content-Length", str(len(self.server.document)))
        self.end_headers()
        self.wfile.write(self.server.document)

    def log_message(self, *_args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def ledger() -> Iterator[LedgerServer]:
    with LedgerServer(("127.0.0.1", 0), Handler) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def news() -> dict[str, str]:
    return NEWS


@pytest.fixture
def feed_of_news(ledger: LedgerServer) -> str:
    ledger.publish(NEWS)
    return ledger.url


@pytest.fixture
def config(tmp_path: Path) -> Config:
    """A folder to run in: one seed, one feed at an address, and what else a test sets."""

    def make(feed_url: str = "http://127.0.0.1:9/feed", more: str = "") -> Path:
        (tmp_path / "seeds").mkdir()
        (tmp_path / "seeds" / "lantern-street-2.toml").write_text(SEED, encoding="utf-8")
        feeds = f'[[feed]]\nid = "ledger"\nurl = "{feed_url}"\noutlet = "The Ledger"\n'
        (tmp_path / "feeds.toml").write_text(feeds, encoding="utf-8")
        settings = tmp_path / "sequelwatch.toml"
        pages = "" if "[web]" in more else "[web]\nport = 0\n"
        settings.write_text(
            f'[paths]\nseeds = "{tmp_path / "seeds"}"\nfeeds = "{tmp_path / "feeds.toml"}"\n'
            f'[database]\nurl = "sqlite:///{tmp_path / "data" / "bot.db"}"\n'
            '[polling]\nallow_private_networks = ["127.0.0.0/8"]\n[delivery]\ncatch_up_wait = "0s"\n'
            f"{pages}{more}",
            encoding="utf-8",
        )
        return settings

    return make
