"""What goes wrong for people who host the bot themselves: one line each that says where, what, and what to do."""

from __future__ import annotations

import os
import socket
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli.commands import app
from bot.store import Store

SEED = 'title = "Lantern Street 2"\ntype = "film"\nknown_as_of = 2025-12-01\n'
FEED = '[[feed]]\nid = "ledger"\nurl = "https://ledger.example/feed"\noutlet = "The Ledger"\n'


@dataclass
class Box:
    """A folder in which all is in order, until a test breaks one thing."""

    folder: Path
    environ: dict[str, str] = field(default_factory=dict)
    closing: ExitStack = field(default_factory=ExitStack)

    def settings(self, text: str | bytes) -> None:
        self.write("config/sequelwatch.toml", text)

    def feeds(self, text: str) -> None:
        self.write("config/feeds.toml", text)

    def seed(self, text: str) -> None:
        self.write("seeds/lantern-street-2.toml", text)

    def write(self, name: str, text: str | bytes) -> None:
        path = self.folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())

    def remove(self, name: str) -> None:
        (self.folder / name).unlink()

    @property
    def database(self) -> Path:
        (self.folder / "data").mkdir(exist_ok=True)
        return self.folder / "data" / "sequelwatch.db"

    def sql(self, statement: str) -> None:
        with closing(sqlite3.connect(self.database)) as connection, connection:
            connection.execute(statement)

    def made(self) -> Store:
        store = Store.open(f"sqlite:///{self.database}")
        self.closing.callback(store.close)
        return store

    def listening(self) -> int:
        server = self.closing.enter_context(socket.create_server(("127.0.0.1", 0)))
        return int(server.getsockname()[1])


@pytest.fixture
def box(tmp_path: Path) -> Iterator[Box]:
    with ExitStack() as stack:
        made = Box(tmp_path, closing=stack)
        made.settings("")
        made.feeds(FEED)
        made.seed(SEED)
        yield made


Break = Callable[[Box], object]


def nothing(_box: Box) -> None:
    """All is in order; it is asked for what is not there."""


def use(**environ: str) -> Break:
    return lambda box: box.environ.update(environ)


def both(*breaks: Break) -> Break:
    return lambda box: [one(box) for one in breaks]


def locked(box: Box) -> None:
    box.made().close()
    other = sqlite3.connect(box.database, isolation_level=None)
    box.closing.callback(other.close)
    other.execute("BEGIN EXCLUSIVE")
    box.environ["SEQUELWATCH_DATABASE__URL"] = f"sqlite:///{box.database}?timeout=0"


def newer(box: Box) -> None:
    box.made().close()
    box.sql("UPDATE sequelwatch_schema SET version_num = '9999'")


def taken(box: Box) -> None:
    box.environ["SEQUELWATCH_WEB__PORT"] = str(box.listening())


def in_use(box: Box) -> None:
    with box.made().snapshot() as snapshot:
        snapshot.counts()
    from bot.store import back_up

    back_up(f"sqlite:///{box.database}", box.folder / "copy.db")


DB = "SEQUELWATCH_DATABASE__URL"

# What is broken; the command; where it says that the fault is; what it says to do.
TABLE = [
    # Settings
    (
        lambda box: box.remove("config/sequelwatch.toml"),
        "--config config/sequelwatch.toml check",
        "sequelwatch.toml",
        "no such file",
        "no settings file",
    ),
    (lambda box: box.settings("[log\n"), "check", "sequelwatch.toml:1", "]", "settings that are no TOML"),
    (
        lambda box: box.settings(b"[log]\nlevel = '\xff'\n"),
        "check",
        "sequelwatch.toml",
        "UTF-8",
        "settings in another encoding",
    ),
    (
        lambda box: box.settings("[pollling]\n"),
        "check",
        "sequelwatch.toml:1",
        "did you mean",
        "a table that there is none of",
    ),
    (
        lambda box: box.settings("[polling]\nconcurency = 4\n"),
        "check",
        "sequelwatch.toml:2",
        "concurrency",
        "a typo in an option",
    ),
    (
        lambda box: box.settings("[polling]\nconcurrency = 'many'\n"),
        "check",
        "sequelwatch.toml:2",
        "such as",
        "a word for a number",
    ),
    (
        lambda box: box.settings("[polling]\ndeadline = '30'\n"),
        "check",
        "sequelwatch.toml:2",
        '"30s"',
        "a time without its unit",
    ),
    (
        lambda box: box.settings("[web]\nport = 99999\n"),
        "check",
        "sequelwatch.toml:2",
        "65535",
        "a port that there is none of",
    ),
    (use(SEQUELWATCH_LOG__LEVEL="LOUD"), "check", "SEQUELWATCH_LOG__LEVEL", "'INFO'", "a level that there is none of"),
    (
        use(SEQUELWATCH_POLING__DEADLINE="1s"),
        "check",
        "SEQUELWATCH_POLING__DEADLINE",
        "did you mean",
        "a typo in a variable",
    ),
    (use(DISCORD_TOKEN_FILE="missing"), "check", "DISCORD_TOKEN_FILE", "check its path", "no file with the token"),
    (
        both(lambda box: box.write("token", " \n"), use(DISCORD_TOKEN_FILE="token")),
        "check",
        "DISCORD_TOKEN_FILE",
        "should hold the value",
        "an empty file with the token",
    ),
    # Feeds and titles
    (lambda box: box.remove("config/feeds.toml"), "run", "feeds.toml", "no such file", "no feeds file"),
    (lambda box: box.feeds("[[feed]\n"), "run", "feeds.toml:1", "]]", "feeds that are no TOML"),
    (
        lambda box: box.feeds(FEED.replace("https://", "")),
        "run",
        "feeds.toml:3",
        "begins with https://",
        "an address without https",
    ),
    (
        lambda box: box.feeds(FEED + FEED.replace("ledger.", "other.")),
        "run",
        "feeds.toml:6",
        "keep one",
        "two feeds of one id",
    ),
    (
        lambda box: box.feeds(FEED.replace('outlet = "The Ledger"\n', "")),
        "run",
        "feeds.toml",
        "outlet",
        "a feed without an outlet",
    ),
    (lambda box: box.feeds(FEED + "enabled = false\n"), "run", "feeds.toml", "add one", "no feed is enabled"),
    (use(SEQUELWATCH_PATHS__SEEDS="sedes"), "run", "sedes", "no such folder", "no folder of titles"),
    (lambda box: box.remove("seeds/lantern-street-2.toml"), "run", "seeds", "add", "a folder without titles"),
    (lambda box: box.seed("title = Lantern"), "run", "lantern-street-2.toml:1", "quotes", "a title without its quotes"),
    (
        lambda box: box.seed(SEED.replace("film", "movie")),
        "run",
        "lantern-street-2.toml:2",
        "film",
        "a type that there is none of",
    ),
    (
        lambda box: box.seed(SEED + "[knwon]\n"),
        "run",
        "lantern-street-2.toml:4",
        "did you mean",
        "a typo in a title's table",
    ),
    # The database
    (use(**{DB: "mysql://host/db"}), "run", "mysql", "write sqlite:///", "a kind of database that there is none of"),
    (use(**{DB: "data/bot.db"}), "run", "database", "write sqlite:///", "a path for an address"),
    (
        use(**{DB: "sqlite:////no/such/folder/bot.db"}),
        "run",
        "/no/such/folder",
        "make it, or choose",
        "no folder for the database",
    ),
    (lambda box: box.database.mkdir(), "run", "sequelwatch.db", "name a file in it", "a folder for a file"),
    (
        lambda box: box.database.write_text("recipes " * 200),
        "run",
        "sequelwatch.db",
        "name another file",
        "a text for a database",
    ),
    (
        lambda box: box.sql("CREATE TABLE recipes (name TEXT)"),
        "run",
        "sequelwatch.db",
        "name another file",
        "somebody else's database",
    ),
    (newer, "run", "schema 9999", "update the program", "a newer database"),
    (locked, "run", "sequelwatch.db", "stop that one, or wait", "a locked database"),
    (
        use(**{DB: "postgresql://me:s3cret@127.0.0.1:1/db"}),
        "run",
        "me:***@127.0.0.1",
        "see that it runs",
        "a server that does not run",
    ),
    # The pages
    (taken, "run", "web.port", "free one, or to 0", "a port that is taken"),
    (use(SEQUELWATCH_WEB__HOST="203.0.113.7"), "run", "web.port", "set [web] host", "an address of another machine"),
    (use(SEQUELWATCH_WEB__PORT="1"), "health", "127.0.0.1:1", "is sequelwatch run at work", "health of nobody"),
    (use(SEQUELWATCH_WEB__PORT="0"), "health", "[web] port = 0", "set a port", "health without pages"),
    # Keeping and asking
    (nothing, "backup copy.db", "sequelwatch.db", "first run makes it", "a backup of nothing"),
    (Box.made, "backup missing/copy.db", "copy.db", "check that it is a file", "a backup into no folder"),
    (Box.made, "backup config/feeds.toml", "feeds.toml", "name another file", "a backup over another file"),
    (Box.made, "restore copy.db", "copy.db", "sequelwatch backup has made", "no backup to restore"),
    (in_use, "restore copy.db", "sequelwatch.db", "stop the bot first", "a restore under the bot"),
    (nothing, "status Spaceman", "Spaceman", "tracked are: lantern-street-2", "a title that nobody follows"),
    (Box.made, "explain https://ledger.example/9", "ledger.example/9", "has been read", "an article that nobody read"),
    (nothing, "replay missing.jsonl --seeds seeds", "missing.jsonl", "no such", "no saved news"),
]


@pytest.mark.parametrize(
    ("broken", "command", "line"),
    [pytest.param(row[0], row[1], row[2:4], id=row[4].replace(" ", "-")) for row in TABLE],
)
def test_it_is_told_in_one_line_with_the_remedy(
    box: Box, monkeypatch: pytest.MonkeyPatch, broken: Break, command: str, line: tuple[str, str]
) -> None:
    for name in [name for name in os.environ if name.startswith(("SEQUELWATCH_", "DISCORD_"))]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(box.folder)
    broken(box)
    said = CliRunner().invoke(app, command.split(), env=box.environ)
    lines = said.stderr.splitlines()
    assert (said.exit_code, len(lines)) == (1, 1), said.stderr
    where, remedy = line
    assert where in lines[0]
    assert remedy in lines[0]
    assert "Traceback" not in said.stderr
    assert "s3cret" not in said.stderr


def test_there_are_enough_of_them() -> None:
    assert len({row[4] for row in TABLE}) == len(TABLE) >= 40
