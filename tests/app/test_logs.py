from __future__ import annotations

import io
import json
import logging
import re
import time
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import structlog

from bot.app.logs import configure_logs


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    """Logging is the process's own; give it back as it was."""
    handlers, level = logging.root.handlers[:], logging.root.level
    yield
    logging.root.handlers[:] = handlers
    logging.root.setLevel(level)
    structlog.reset_defaults()


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def logged(style: str, **values: object) -> str:
    return logged_on(io.StringIO(), style, **values)


def logged_on(stream: io.StringIO, style: str = "auto", **values: object) -> str:
    configure_logs(style, "INFO", ["s3cret.token"], stream)
    structlog.get_logger().info("polled", **values)
    return stream.getvalue()


def test_machines_get_json() -> None:
    line = json.loads(logged("auto", feed="ledger", mentions=2))
    assert (line["event"], line["feed"], line["mentions"], line["level"]) == ("polled", "ledger", 2, "info")
    assert line["timestamp"].endswith("Z")


def test_people_get_a_line_in_the_order_in_which_it_was_written() -> None:
    line = logged("console", feed="ledger", entries=3)
    assert "polled feed=ledger entries=3" in line
    assert line.count("\n") == 1


@pytest.fixture
def five_hours_east(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "XYZ-5")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.usefixtures("five_hours_east")
def test_people_read_times_on_their_own_clock_and_machines_in_utc() -> None:
    moment = datetime(2031, 2, 3, 9, 30, tzinfo=UTC)
    assert "next='2031-02-03 14:30'" in logged("console", next=moment)
    assert json.loads(logged("json", next=moment))["next"] == "2031-02-03T09:30:00+00:00"


@pytest.mark.usefixtures("five_hours_east")
def test_what_happens_today_needs_no_date() -> None:
    assert re.search(r"next=\d\d:\d\d$", logged("console", next=datetime.now(UTC)).strip())


@pytest.mark.parametrize(
    ("name", "value"),
    [pytest.param("NO_COLOR", "1", id="who wants no colour"), pytest.param("TERM", "dumb", id="a dumb terminal")],
)
def test_a_terminal_gets_colour_unless_it_is_not_wanted(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    assert "\x1b[" in logged_on(Terminal())
    monkeypatch.setenv(name, value)
    assert "\x1b" not in logged_on(Terminal())


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Bot s3cret.token was refused", id="a known secret"),
        pytest.param("https://someone:s3cret@ledger.example/feed", id="a password inside an address"),
        pytest.param("https://ledger.example/feed?token=s3cret", id="a token inside an address"),
        pytest.param("https://ledger.example/feed?a=1&api_key=s3cret&b=2", id="a key among other things"),
        pytest.param("https://ledger.example/feed?Password=s3cret", id="a password by its name"),
        pytest.param("https://discord.example/api/webhooks/1/s3cret", id="a webhook's address"),
    ],
)
@pytest.mark.parametrize("style", ["json", "console"])
def test_no_secret_is_logged_and_nothing_else_is_lost(style: str, text: str) -> None:
    line = logged(style, why=text, feed="ledger")
    assert "s3cret" not in line
    assert "ledger" in (line if style == "console" else json.loads(line)["feed"])


@pytest.mark.parametrize("style", ["json", "console"])
def test_a_traceback_holds_no_secret_either(style: str) -> None:
    stream = io.StringIO()
    configure_logs(style, "INFO", ["s3cret.token"], stream)
    try:
        int("s3cret.token")
    except ValueError:
        structlog.get_logger().exception("job failed")
    assert "Traceback" in stream.getvalue()
    assert "s3cret" not in stream.getvalue()


def test_what_libraries_log_takes_the_same_way() -> None:
    stream = io.StringIO()
    configure_logs("json", "INFO", ["s3cret.token"], stream)
    logging.getLogger("discord.http").info("not worth a line")
    logging.getLogger("discord.http").warning("refused: %s", "s3cret.token")
    (line,) = stream.getvalue().splitlines()
    assert json.loads(line)["event"] == "refused: ***"


def test_a_log_that_nobody_takes_any_more_stops_nothing() -> None:
    class Gone(io.StringIO):
        def write(self, text: str, /) -> int:
            raise BrokenPipeError(text)

        def flush(self) -> None:
            raise OSError

    assert logged_on(Gone()) == ""
    logging.getLogger("discord.http").warning("refused")
    closed = io.StringIO()
    closed.close()
    configure_logs("json", "INFO", [], closed)
    structlog.get_logger().info("polled")


@pytest.mark.parametrize(
    ("level", "heard"),
    [pytest.param("DEBUG", ["httpx", "apscheduler!"], id="all"), pytest.param("INFO", ["apscheduler!"], id="as usual")],
)
def test_libraries_are_heard_where_everything_is_logged(level: str, heard: list[str]) -> None:
    stream = io.StringIO()
    configure_logs("json", level, [], stream)
    logging.getLogger("httpx").info("httpx")
    logging.getLogger("apscheduler.scheduler").info("apscheduler")
    logging.getLogger("apscheduler.scheduler").warning("apscheduler!")
    assert [json.loads(line)["event"] for line in stream.getvalue().splitlines()] == heard
