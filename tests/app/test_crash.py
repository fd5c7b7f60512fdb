"""Killed at any boundary and started again, the bot loses no development and prints none twice."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

CHILD = Path(__file__).with_name("crash_child.py")
DAY = datetime(2026, 2, 2, 9, tzinfo=UTC)
NEWS = {
    "Nora Finch to Direct ‘Lantern Street 2’": "The studio confirmed on Monday that Nora Finch will direct it.",
    "‘Lantern Street 2’ Sets Release Date": "‘Lantern Street 2’ will open on November 20, 2026, the studio said.",
    "Ada Quill Joins ‘Lantern Street 2’": "Ada Quill has joined the cast of the sequel, the studio announced.",
}


def rss(items: dict[str, str]) -> bytes:
    body = "".join(
        f"<item><title>{title}</title><description>{text}</description><link>https://ledger.example/{n}</link>"
        f"<pubDate>Mon, 02 Feb 2026 0{n}:00:00 GMT</pubDate></item>"
        for n, (title, text) in enumerate(items.items(), 1)
    )
    return f"<rss version='2.0'><channel><title>The Ledger</title>{body}</channel></rss>".encode()


class LedgerServer(ThreadingHTTPServer):
    """One feed, whose document the test replaces."""

    document = b""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/feed"


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


class Bots:
    """Starts bots over the ledger's feed, one after the other, and tells what became of each."""

    def __init__(self, process: subprocess.Popen[str], url: str) -> None:
        self._process, self._url = process, url

    def start(self, database: Path, now: datetime, kill_at: int = 0) -> tuple[int, int]:
        """Run one; its exit code and the boundaries that it crossed. What it shows is added to a file beside."""
        shown = database.with_suffix(".txt")
        job = [f"sqlite:///{database}", self._url, now.isoformat(), kill_at, str(shown)]
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(job) + "\n")
        self._process.stdin.flush()
        code, crossed = json.loads(self._process.stdout.readline())
        return code, crossed


@pytest.fixture(scope="module")
def bots(ledger: LedgerServer) -> Iterator[Bots]:
    command = [sys.executable, "-W", "error", str(CHILD)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        yield Bots(process, ledger.url)


@pytest.fixture(scope="module")
def polled_before(tmp_path_factory: pytest.TempPathFactory, bots: Bots, ledger: LedgerServer) -> Path:
    """A database whose feed has been polled once, so that what comes now is news."""
    path = tmp_path_factory.mktemp("crash") / "before.db"
    ledger.document = rss({"Rain in the hills": "It may clear up towards the evening."})
    code, _ = bots.start(path, DAY - timedelta(days=1))
    assert code == 0
    assert path.with_suffix(".txt").read_text(encoding="utf-8") == ""
    ledger.document = rss(NEWS)
    return path


@pytest.fixture(scope="module")
def undisturbed(polled_before: Path, bots: Bots) -> tuple[set[str], int]:
    """What a run that nobody kills shows, and how many boundaries it crosses."""
    alive = copy_of(polled_before, "alive")
    code, crossed = bots.start(alive, DAY)
    assert code == 0
    return told_in(alive), crossed


def copy_of(database: Path, name: str) -> Path:
    copy = database.with_name(f"{name}.db")
    copy.write_bytes(database.read_bytes())
    return copy


def told_in(database: Path) -> set[str]:
    """All that was told: in cards, each at most once, or in the line that says that a card was perhaps not shown."""
    shown = database.with_suffix(".txt").read_text(encoding="utf-8")
    cards: list[str] = []
    doubts: list[str] = []
    for line in shown.splitlines():
        found = re.findall(r"Director: Nora Finch|20 November 2026|Cast: Ada Quill", line)
        (cards if line.startswith("▌") else doubts).extend(found)
    assert len(cards) == len(set(cards)), f"told twice: {shown}"
    return {*cards, *doubts}


def test_a_run_that_nobody_kills_tells_all_three(undisturbed: tuple[set[str], int]) -> None:
    told, crossed = undisturbed
    assert len(told) == len(NEWS)
    assert crossed > 20


@pytest.mark.timeout(300)
def test_killed_at_every_boundary(polled_before: Path, bots: Bots, undisturbed: tuple[set[str], int]) -> None:
    everything, crossed = undisturbed
    for kill_at in range(1, crossed + 1):
        database = copy_of(polled_before, str(kill_at))
        code, _ = bots.start(database, DAY, kill_at)
        assert code == -signal.SIGKILL
        # By then the lease of the dead process has run out, and the feed is due again.
        code, _ = bots.start(database, DAY + timedelta(hours=2))
        assert code == 0
        assert told_in(database) == everything, f"killed at boundary {kill_at}"
