from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator

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


def logged(style: str, **values: object) -> str:
    stream = io.StringIO()
    configure_logs(style, "INFO", ["s3cret.token"], stream)
    structlog.get_logger().info("polled", **values)
    return stream.getvalue()


def test_machines_get_json() -> None:
    line = json.loads(logged("auto", feed="ledger", mentions=2))
    assert (line["event"], line["feed"], line["mentions"], line["level"]) == ("polled", "ledger", 2, "info")
    assert line["timestamp"].endswith("Z")


def test_people_get_a_line() -> None:
    line = logged("console", feed="ledger")
    assert "polled" in line
    assert "feed=ledger" in line
    assert line.count("\n") == 1


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Bot s3cret.token was refused", id="a known secret"),
        pytest.param("https://someone:s3cret@ledger.example/feed", id="a password inside an address"),
        pytest.param("https://ledger.example/feed?token=s3cret", id="a token inside an address"),
        pytest.param("https://discord.example/api/webhooks/1/s3cret", id="a webhook's address"),
    ],
)
@pytest.mark.parametrize("style", ["json", "console"])
def test_no_secret_is_logged(style: str, text: str) -> None:
    assert "s3cret" not in logged(style, why=text)


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
