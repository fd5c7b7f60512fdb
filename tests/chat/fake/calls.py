"""A request that the bot made, and what is answered."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from tests.chat.fake.errors import Json
from tests.chat.fake.world import Files


@dataclass
class Call:
    """One REST request as it came; `parts` are what its route's pattern caught, `status` what it was answered."""

    at: float
    method: str
    path: str
    body: Any
    files: Files
    query: dict[str, str]
    authorization: str | None
    parts: tuple[str, ...] = ()
    status: int = 0
    problems: list[str] = field(default_factory=list)

    def asks(self, method: str, path: str) -> bool:
        return self.method == method and self.path == path

    def flag(self, name: str) -> bool:
        return self.query.get(name) in {"1", "true", "True"}


@dataclass(frozen=True)
class Reply:
    """A status and a JSON body; 204 has none."""

    status: int
    body: Any = None


DONE = Reply(204)


def ok(body: object) -> Reply:
    return Reply(200, body)


async def read_body(request: web.Request) -> tuple[Any, Files]:
    """Read a JSON body, or a multipart one with its files."""
    if not request.content_type.startswith("multipart/"):
        raw = await request.read()
        return (json.loads(raw) if raw else None), {}
    body: Json | None = None
    files: Files = {}
    async for part in await request.multipart():
        if part.name == "payload_json":  # type: ignore[union-attr]  # a form has no forms inside
            body = json.loads(await part.text())  # type: ignore[union-attr]
        else:
            files[part.name or ""] = (part.filename or "file", bytes(await part.read()))  # type: ignore[union-attr]
    return body, files
