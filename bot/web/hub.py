"""The page for hubs (WebSub): they ask whether a subscription is meant, and bring what feeds publish."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Protocol

from aiohttp import web

LARGEST = 10_000_000
"""Bytes that a hub may send at once."""


class Takes(Protocol):
    """Who answers hubs."""

    async def confirmed(self, path: str, said: Mapping[str, str]) -> str | None:
        """Answer a hub's question; None for a refusal."""
        ...

    async def brought(self, path: str, signature: str, body: bytes, content_type: str) -> bool:
        """Take what a hub brings; False where nobody wants it."""
        ...


def hub_pages(hubs: Takes) -> web.Application:
    """Make the pages below `/hub/`."""
    working: set[asyncio.Task[bool]] = set()

    async def asked(request: web.Request) -> web.Response:
        answer = await hubs.confirmed(request.match_info["path"], request.query)
        if answer is None:
            return web.Response(status=404)
        return web.Response(text=answer, headers={"X-Content-Type-Options": "nosniff"})

    async def brought(request: web.Request) -> web.Response:
        signature = request.headers.get("X-Hub-Signature-256") or request.headers.get("X-Hub-Signature", "")
        kind = request.headers.get("Content-Type", "")
        # Read aside: a hub waits for its answer only so long (WebSub, 7).
        task = asyncio.create_task(hubs.brought(request.match_info["path"], str(signature), await request.read(), kind))
        working.add(task)
        task.add_done_callback(working.discard)
        return web.Response(status=202)

    pages = web.Application(client_max_size=LARGEST)
    pages.add_routes([web.get("/{path:[A-Za-z0-9_-]{32}}", asked), web.post("/{path:[A-Za-z0-9_-]{32}}", brought)])
    return pages
