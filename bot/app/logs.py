"""How Sequelwatch logs: lines for people in a terminal, JSON for machines; never a secret."""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Iterable
from typing import Any, TextIO

import structlog

_SECRET_IN_URL = re.compile(r"(?<=//)[^/@\s]+@|(?<=/webhooks/)\S+|(?<=[?&](?:key|sig)=)[^&\s]+|(?<=[?&]token=)[^&\s]+")
_NOISY = ("apscheduler", "discord", "httpx", "httpcore", "aiohttp", "alembic", "asyncio")


def configure_logs(
    style: str = "auto", level: str = "INFO", secrets: Iterable[str] = (), stream: TextIO | None = None
) -> None:
    """Set up structlog, and Python's own logging below it, to write to `stream` (standard error).

    `style` is `console`, `json` or `auto` (console where a person watches). No line holds any of `secrets`.
    """
    stream = stream or sys.stderr
    if style == "auto":
        style = "console" if stream.isatty() else "json"
    renderer = _console(stream) if style == "console" else _json()
    shared: list[structlog.types.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso" if style == "json" else "%H:%M:%S", utc=style == "json"),
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
    for name in _NOISY:
        logging.getLogger(name).setLevel(max(threshold, logging.WARNING))


def _of_library(last: list[Any]) -> list[Any]:
    return [structlog.stdlib.ProcessorFormatter.remove_processors_meta, *last]


def _console(stream: TextIO) -> structlog.dev.ConsoleRenderer:
    # Plain tracebacks: rich's would print every local variable, secrets included.
    plain = structlog.dev.plain_traceback
    return structlog.dev.ConsoleRenderer(colors=stream.isatty(), exception_formatter=plain)


def _json() -> structlog.processors.JSONRenderer:
    return structlog.processors.JSONRenderer(ensure_ascii=False)


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
        return _SECRET_IN_URL.sub("***", text)
