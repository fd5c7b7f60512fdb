"""Faults on demand, and rate limits: what goes wrong between a bot and Discord."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass, field

from tests.chat.fake.errors import Json

Headers = dict[str, str]


@dataclass
class Fault:
    """One sort of fault for the next `times` requests whose method and path (a pattern, below /api/v10) fit.

    `kind` is "status", "drop" (the connection), "hang" (for `delay` seconds) or "429". With `apply_first` the request
    takes effect and only its answer is lost.
    """

    method: str
    path: str
    kind: str = "status"
    status: int = 502
    times: int = 1
    apply_first: bool = False
    retry_after: float = 0.2
    is_global: bool = False
    delay: float = 30.0
    body: Json | None = None

    def fits(self, method: str, path: str) -> bool:
        return self.times > 0 and self.method == method and re.fullmatch(self.path, path) is not None


@dataclass
class Buckets:
    """Rate limits a route and major parameter (Discord's API reference, "Rate Limits").

    `default` is (requests, seconds) for every route, None for none; `routes` wins over it, by a pattern over
    "METHOD path". `refused` counts the 429 that the bot has caused itself.
    """

    default: tuple[int, float] | None = None
    routes: dict[str, tuple[int, float]] = field(default_factory=dict)
    refused: int = 0
    _left: dict[str, tuple[int, float]] = field(default_factory=dict)

    def take(self, method: str, path: str) -> tuple[Headers, float | None]:
        """Count a request: the headers of its answer, and the seconds to wait where it is one too many."""
        limit = self._limit(method, path)
        if limit is None or path.startswith("/interactions/"):
            return {}, None
        most, window = limit
        major = re.match(r"/(channels|guilds|webhooks)/[^/]+", path)
        shape = f"{method} {re.sub(r'[0-9]{15,}', ':id', path)}"
        key, now = f"{shape}|{major.group(0) if major else ''}", time.time()
        left, until = self._left.get(key, (most, now + window))
        if until <= now:
            left, until = most, now + window
        self._left[key] = (max(left - 1, 0), until)
        headers = {
            "X-RateLimit-Limit": str(most),
            "X-RateLimit-Remaining": str(max(left - 1, 0)),
            "X-RateLimit-Reset": f"{until:.3f}",
            "X-RateLimit-Reset-After": f"{until - now:.3f}",
            "X-RateLimit-Bucket": f"{abs(hash(shape)):016x}",
        }
        if left > 0:
            return headers, None
        self.refused += 1
        return headers, until - now

    def _limit(self, method: str, path: str) -> tuple[int, float] | None:
        found = [limit for pattern, limit in self.routes.items() if re.fullmatch(pattern, f"{method} {path}")]
        return found[0] if found else self.default


def too_many(after: float, headers: Headers, *, is_global: bool, scope: str) -> tuple[Json, Headers]:
    """Word a 429. Without `Via` discord.py would take it for a ban by Cloudflare."""
    body = {"message": "You are being rate limited.", "retry_after": after, "global": is_global}
    more = {"Retry-After": str(int(after) + 1), "X-RateLimit-Scope": scope}
    return body, headers | more | ({"X-RateLimit-Global": "true"} if is_global else {})
