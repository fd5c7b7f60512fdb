"""The pages: `/healthz`, `/readyz`, `/metrics`. They tell numbers and states, no news, no addresses and no secrets."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence

from aiohttp import web

from bot.model.errors import StoreError

METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8"

Troubles = Callable[[], Awaitable[Sequence[str]]]
Numbers = Callable[[], Awaitable[bytes]]


def make_pages(troubles: Troubles, numbers: Numbers) -> web.Application:
    """Make the pages. `troubles` tells why the bot is not ready; `numbers` the metrics, StoreError where it cannot."""

    async def alive(_request: web.Request) -> web.Response:
        return _plain("alive")

    async def ready(_request: web.Request) -> web.Response:
        found = await troubles()
        return _plain("\n".join(found) or "ready", 503 if found else 200)

    async def metrics(_request: web.Request) -> web.Response:
        try:
            return web.Response(body=await numbers(), headers={"Content-Type": METRICS_TYPE})
        except StoreError as problem:
            return _plain(str(problem), 503)

    pages = web.Application(client_max_size=1024)
    pages.add_routes([web.get("/healthz", alive), web.get("/readyz", ready), web.get("/metrics", metrics)])
    return pages


def _plain(text: str, status: int = 200) -> web.Response:
    return web.Response(text=f"{text}\n", status=status, headers={"Cache-Control": "no-store"})
