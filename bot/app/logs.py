"""How Sequelwatch logs: lines for people in a terminal, JSON for machines; never a secret."""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Iterable
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any, TextIO, cast

import structlog

from bot.terminal.screen import Screen

Event = structlog.types.EventDict

_SECRET_IN_URL = re.compile(
    r"(//)[^/@\s]+@|(/webhooks/)[^\s\"']+|([?&][\w.-]*(?:key|sig|token|auth|secret|pass|pwd)[\w.-]*=)[^&\s\"']+",
    re.IGNORECASE,
)
"""What stands before the secret, in one of the groups, and the secret."""
_QUIET = ("apscheduler", "asyncio", "httpcore")
_CHATTY = ("aiohttp", "alembic", "discord", "httpx")
"""Libraries: all are heard from WARNING on; the second ones tell more where everything is logged."""


def configure_logs(
    style: str = "auto", level: str = "INFO", secrets: Iterable[str] = (), stream: TextIO | None = None
) -> None:
    """Set up structlog, and Python's own logging below it, to write to `stream` (standard error).

    `style` is `console`, `json` or `auto` (console where a person watches). No line holds any of `secrets`.
    """
    stream = cast("TextIO", Forgiving(stream or sys.stderr))
    if style == "auto":
        style = "console" if stream.isatty() else "json"
    renderer = _console(stream) if style == "console" else _json()
    shared: list[structlog.types.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso" if style == "json" else "%H:%M:%S", utc=style == "json"),
        _moments_for_machines if style == "json" else _moments_for_people,
    ]
    tracebacks: list[structlog.types.Processor] = [structlog.processors.format_exc_info] if style == "json" else []
    last: list[structlog.types.Processor] = [*tracebacks, renderer, Redact(secrets)]
    threshold = logging.getLevelNamesMapping()[level.upper()]
    structlog.configure(
        processors=[*shared, *last],
        wrapper_class=structlog.make_filtering_bound_logger(threshold),
        logger_factory=structlog.PrintLoggerFactory(stream),
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(stream)
    handler.setFormatter(structlog.stdlib.ProcessorFormatter(processors=[*_of_library(last)], foreign_pre_chain=shared))
    logging.basicConfig(handlers=[handler], level=threshold, force=True)
    for name in (*_QUIET, *_CHATTY):
        least = logging.INFO if name in _CHATTY and threshold <= logging.DEBUG else logging.WARNING
        logging.getLogger(name).setLevel(max(threshold, least))


class Forgiving:
    """Does: writes to a stream, and goes on where that takes nothing any more: a bot must not stop for its log."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    def write(self, text: str) -> int:
        """Write what the stream takes."""
        with suppress(OSError, ValueError):  # ValueError: it has been closed on our side
            return self._stream.write(text)
        return 0

    def flush(self) -> None:
        """Hand on what has been written."""
        with suppress(OSError, ValueError):
            self._stream.flush()


def _of_library(last: list[Any]) -> list[Any]:
    return [structlog.stdlib.ProcessorFormatter.remove_processors_meta, *last]


def _console(stream: TextIO) -> structlog.dev.ConsoleRenderer:
    # Plain tracebacks: rich's would print every local variable, secrets included.
    return structlog.dev.ConsoleRenderer(
        pad_event_to=0,
        colors=Screen.of(stream).colours is not None,
        exception_formatter=structlog.dev.plain_traceback,
        sort_keys=False,
    )


def _json() -> structlog.processors.JSONRenderer:
    return structlog.processors.JSONRenderer(ensure_ascii=False)


def _moments_for_machines(_logger: object, _method: str, event: Event) -> Event:
    return {key: _in_utc(value) if isinstance(value, datetime) else value for key, value in event.items()}


def _moments_for_people(_logger: object, _method: str, event: Event) -> Event:
    return {key: _clock_time(value) if isinstance(value, datetime) else value for key, value in event.items()}


def _in_utc(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds")


def _clock_time(moment: datetime) -> str:
    """Tell a time on the reader's own clock, as the line's own time is; with its date where that is not today's."""
    there, today = moment.astimezone(), datetime.now(UTC).astimezone().date()
    return f"{there:%H:%M}" if there.date() == today else f"{there:%Y-%m-%d %H:%M}"


class Redact:
    """Decides what of a log line must not be read: known secrets, and credentials inside addresses.

    It stands after the renderer, so that it also sees tracebacks.
    """

    def __init__(self, secrets: Iterable[str]) -> None:
        self._secrets = tuple(secret for secret in secrets if secret)

    def __call__(self, _logger: object, _method: str, line: Any) -> str:
        """Make the line safe (a structlog processor)."""
        text = str(line)
        for secret in self._secrets:
            text = text.replace(secret, "***")
        return _SECRET_IN_URL.sub(lambda found: f"{found[found.lastindex or 0]}***", text)
