"""`sequelwatch feeds`: what people see and what stands in their file afterwards."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from typer.testing import Result

from bot.demo import story
from bot.demo.server import FeedServer

Run = Callable[..., Result]


@pytest.fixture
def server() -> Iterator[FeedServer]:
    with FeedServer(story.channels(), story.entries()) as running:
        yield running


@pytest.fixture
def config(tmp_path: Path, server: FeedServer) -> Path:
    feed = story.channels()[0].id
    (tmp_path / "feeds.toml").write_text(
        f'# mine\n[[feed]]\nid = "first"\nurl = "{server.url}/{feed}"\noutlet = "First"\n', "utf-8"
    )
    path = tmp_path / "sequelwatch.toml"
    path.write_text(
        f'[paths]\nfeeds = "{tmp_path / "feeds.toml"}"\n[polling]\nallow_private_networks = ["127.0.0.0/8"]\n'
        f'[database]\nurl = "sqlite:///{tmp_path / "bot.db"}"\n',
        "utf-8",
    )
    return path


@pytest.mark.parametrize("command", ["list", "add", "remove", "resume", "check", "import", "export"])
def test_every_command_shows_examples(run: Run, command: str) -> None:
    shown = run("feeds", command, "--help").stdout
    assert f"sequelwatch feeds {command}" in shown[shown.index("Examples:") :]


def test_feeds_are_listed_before_and_after_they_are_polled(run: Run, config: Path) -> None:
    assert "not polled yet" in run("--config", config, "feeds", "list").stdout


def test_a_check_says_what_a_reader_sees(run: Run, config: Path) -> None:
    shown = run("--config", config, "feeds", "check", "first")
    assert shown.exit_code == 0
    for words in ("answer:     200", "ETag:", "format:", "entries:", "next poll:  after"):
        assert words in shown.stdout


def test_a_check_of_what_is_no_feed_says_so(run: Run, config: Path, server: FeedServer) -> None:
    shown = run("--config", config, "feeds", "check", f"{server.url}/nothing")
    assert shown.exit_code == 1
    assert "HTTP 404" in shown.stdout


def test_a_feed_is_looked_at_added_and_removed(run: Run, config: Path, server: FeedServer, tmp_path: Path) -> None:
    other = story.channels()[1].id
    added = run("--config", config, "feeds", "add", f"{server.url}/{other}", "--outlet", "Other", "--trust", "trade")
    assert added.exit_code == 0
    assert "Added to" in added.stdout
    content = (tmp_path / "feeds.toml").read_text("utf-8")
    assert content.startswith("# mine\n")
    assert 'outlet = "Other"' in content
    assert run("--config", config, "feeds", "remove", "first").exit_code == 0
    assert "First" not in (tmp_path / "feeds.toml").read_text("utf-8")


@pytest.mark.parametrize("address", ["http://10.0.0.1/feed", "file:///etc/passwd", "nonsense"])
def test_what_cannot_be_a_feed_is_not_added(address: str, run: Run, config: Path, tmp_path: Path) -> None:
    before = (tmp_path / "feeds.toml").read_bytes()
    assert run("--config", config, "feeds", "add", address).exit_code == 1
    assert (tmp_path / "feeds.toml").read_bytes() == before


def test_lists_come_in_and_go_out(run: Run, config: Path, tmp_path: Path) -> None:
    (tmp_path / "in.opml").write_text(
        '<opml><body><outline text="New" xmlUrl="https://new.example/feed"/></body></opml>', "utf-8"
    )
    assert "1 of 1 feeds added" in run("--config", config, "feeds", "import", tmp_path / "in.opml").stdout
    assert "0 of 1 feeds added" in run("--config", config, "feeds", "import", tmp_path / "in.opml").stdout
    shown = run("--config", config, "feeds", "export").stdout
    assert 'xmlUrl="https://new.example/feed"' in shown
    assert 'text="First"' in shown


def test_a_list_that_is_none_is_told_with_its_name(run: Run, config: Path, tmp_path: Path) -> None:
    (tmp_path / "in.opml").write_bytes(b"<!DOCTYPE a><opml/>")
    done = run("--config", config, "feeds", "import", tmp_path / "in.opml")
    assert done.exit_code == 1
    assert "in.opml: this holds a DTD" in done.stderr
