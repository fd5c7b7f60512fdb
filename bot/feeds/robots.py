"""What sites allow robots to ask for (RFC 9309), for article pages; feeds are made to be asked for by robots."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from yarl import URL

from bot.feeds.body import FetchLimits, read_body
from bot.feeds.client import Client
from bot.feeds.fetch import FAULTS, MOST_REDIRECTS, redirect

if TYPE_CHECKING:
    from protego import Protego

OUR_NAME = "Sequelwatch"
_STANDS_FOR = timedelta(hours=24)  # RFC 9309, 2.4
_MOST_SITES = 500
_LIMITS = FetchLimits(deadline=timedelta(seconds=15), wire_bytes=512_000, body_bytes=512_000)  # RFC 9309, 2.5: 500 KiB


@dataclass(frozen=True, slots=True)
class _Rules:
    """A site's rules. Without a text, `open` says whether all is allowed or nothing is."""

    read_at: datetime
    text: Protego | None = None
    open: bool = False


class Robots:
    """Does: reads robots.txt, once a day and site, and answers whether an address may be asked for."""

    def __init__(self, client: Client, clock: Callable[[], datetime]) -> None:
        self._client = client
        self._clock = clock
        self._sites: dict[str, _Rules] = {}

    async def allows(self, url: URL) -> bool:
        """Tell whether a page may be asked for; not where the site's rules cannot be had (RFC 9309, 2.3.1.4)."""
        site = str(url.origin())
        rules = self._sites.get(site)
        if rules is None or self._clock() - rules.read_at >= _STANDS_FOR:
            if len(self._sites) >= _MOST_SITES:
                self._sites.clear()
            rules = self._sites[site] = await self._read(url)
        return rules.open if rules.text is None else bool(rules.text.can_fetch(str(url), OUR_NAME))

    async def _read(self, page: URL) -> _Rules:
        try:
            async with asyncio.timeout(_LIMITS.deadline.total_seconds()):
                return await self._ask(page.origin() / "robots.txt")
        except (TimeoutError, *FAULTS):
            return _Rules(self._clock())

    async def _ask(self, url: URL) -> _Rules:
        for _ in range(MOST_REDIRECTS + 1):
            async with self._client.ask(url) as answer:
                target = redirect(answer)
                if target is None:
                    if answer.status >= 500 or answer.status == 429:
                        return _Rules(self._clock())
                    if answer.status != 200:
                        return _Rules(self._clock(), open=True)  # there is none (2.3.1.3)
                    return _Rules(self._clock(), _parsed(await read_body(answer, _LIMITS)))
            url = target
        return _Rules(self._clock(), open=True)


def _parsed(body: bytes) -> Protego:
    from protego import Protego  # noqa: PLC0415 - only who reads articles needs it

    return Protego.parse(body.decode("utf-8", "replace"))
