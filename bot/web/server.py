"""Serving the pages on one port, from the bot's own event loop."""

from __future__ import annotations

import errno
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web

from bot.model.errors import ConfigError

_FREE = "set [web] port to a free one, or to 0 to serve no pages"
_REASONS = {
    errno.EADDRINUSE: f"is taken by another program; {_FREE}",
    errno.EACCES: f"is reserved for the system's own programs; {_FREE}",
    errno.EADDRNOTAVAIL: "is no address of this machine; set [web] host to 127.0.0.1, or to one of its addresses",
}


@asynccontextmanager
async def serving(pages: web.Application, host: str, port: int) -> AsyncIterator[int]:
    """Serve pages until the block ends; the port that was taken (`port` 0: any). ConfigError where it cannot be had."""
    runner = web.AppRunner(pages, access_log=None, shutdown_timeout=0, handle_signals=False)
    await runner.setup()
    try:
        try:
            await web.TCPSite(runner, host, port, backlog=16).start()
        except OSError as problem:
            raise _unusable(host, port, problem) from None
        yield int(runner.addresses[0][1])
    finally:
        await runner.cleanup()


def _unusable(host: str, port: int, problem: OSError) -> ConfigError:
    why = _REASONS.get(problem.errno or 0, f"cannot be served ({problem.strerror or problem}); {_FREE}")
    return ConfigError("web.port", f"{host}:{port} {why}")
