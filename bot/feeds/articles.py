"""The article behind an entry: asked for once, as its site allows, through the same guard as everything."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from yarl import URL

from bot.feeds.body import FetchLimits, read_body
from bot.feeds.client import Client
from bot.feeds.fetch import FAULTS, MOST_REDIRECTS, redirect
from bot.feeds.guard import ForbiddenAddressError, web_address
from bot.feeds.newslinks import resolved
from bot.feeds.robots import Robots
from bot.feeds.sandbox import Sandbox, SandboxError

_ACCEPT = (b"Accept", b"text/html, application/xhtml+xml;q=0.9")
_PAGES = ("text/html", "application/xhtml+xml", "")
_REMEMBERED = 200


class Verdict(StrEnum):
    """What was found behind a link."""

    READ = "read"
    PAYWALL = "paywall"
    CONSENT = "consent"
    REFUSED = "refused"
    EMPTY = "empty"
    ROBOTS = "robots.txt"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Article:
    """What was found behind an entry's link. `text` is "" unless it was read.

    `canonical` is the article's own address. `outlet` is who publishes it, where that is one of the followed ones.
    """

    link: str
    verdict: Verdict
    text: str = ""
    canonical: str = ""
    outlet: str = ""


class Articles:
    """Does: asks for articles and has them read. `outlets` names the outlets that are known, by their sites' hosts."""

    def __init__(
        self,
        client: Client,
        sandbox: Sandbox,
        limits: FetchLimits,
        clock: Callable[[], datetime],
        outlets: Mapping[str, str],
    ) -> None:
        self._client = client
        self._sandbox = sandbox
        self._limits = limits
        self._robots = Robots(client, clock)
        self._outlets = outlets
        self._kept: OrderedDict[str, Article] = OrderedDict()

    async def read(self, link: str) -> Article:
        """Give the article behind a link. What cannot be had is a verdict, not an error."""
        if link in self._kept:
            return self._kept[link]
        try:
            async with asyncio.timeout(self._limits.deadline.total_seconds()):
                article = await self._ask(link, web_address(resolved(link)))
        except (TimeoutError, SandboxError, *FAULTS):
            article = Article(link, Verdict.FAILED)
        self._kept[link] = article
        if len(self._kept) > _REMEMBERED:
            self._kept.popitem(last=False)
        return article

    async def _ask(self, link: str, url: URL) -> Article:
        for _ in range(MOST_REDIRECTS + 1):
            if not await self._robots.allows(url):
                return Article(link, Verdict.ROBOTS, canonical=str(url))
            async with self._client.ask(url, (_ACCEPT,)) as answer:
                target = redirect(answer)
                if target is None:
                    kind = answer.header("content-type")
                    if answer.status != 200 or kind.partition(";")[0].strip().lower() not in _PAGES:
                        locked = answer.status in {401, 402}
                        return Article(link, Verdict.PAYWALL if locked else Verdict.FAILED, canonical=str(url))
                    body = await read_body(answer, self._limits)
                    return await self._read(link, url, body, kind)
            url = target
        raise ForbiddenAddressError("it redirects without end")

    async def _read(self, link: str, url: URL, body: bytes, content_type: str) -> Article:
        found = await self._sandbox.article(body, str(url), content_type)
        canonical = str(found.get("canonical", ""))
        return Article(
            link,
            Verdict(str(found.get("verdict", Verdict.EMPTY))),
            text=str(found.get("text", "")),
            canonical=canonical,
            outlet=self._outlets.get(site_of(canonical), ""),
        )


def site_of(url: str) -> str:
    """Name the site of an address: its host without what browsers leave out."""
    try:
        return (URL(url).raw_host or "").removeprefix("www.")
    except ValueError:
        return ""
