"""Feeds on loopback: `python -m benchmarks.polling.server PORT`, at any address of 127/8.

`/304/N` answers 304 to whom has its document, `/same/N` always sends the same document and no validator, `/changed/N`
sends forty new items at each request.
"""

from __future__ import annotations

import asyncio
import sys
from collections import Counter
from typing import ClassVar

ITEMS = 40
_TEXT = (
    "<p>A paragraph as entertainment sites write them, with a name here and a title there, and no news at all.</p>" * 4
)
_ESCAPED = _TEXT.replace("<", "&lt;").replace(">", "&gt;")


def document(feed: str, edition: int) -> bytes:
    """Write a feed's document: forty items, about 30 KB."""
    items = "".join(
        f"<item><title>Story {number} of {feed}</title><link>http://news.example/{feed}/{number}</link>"
        f"<guid isPermaLink='false'>{feed}-{number}</guid><pubDate>Mon, 01 Jun 2026 10:00:00 GMT</pubDate>"
        f"<description>{_ESCAPED}</description></item>"
        for number in range(edition * ITEMS, (edition + 1) * ITEMS)
    )
    return (
        f"<?xml version='1.0' encoding='utf-8'?><rss version='2.0'><channel><title>{feed}</title>"
        f"<link>http://news.example/</link><description>News</description>{items}</channel></rss>"
    ).encode()


class Publisher(asyncio.Protocol):
    """Does: answers one request a connection."""

    editions: ClassVar[Counter[str]] = Counter()

    def __init__(self) -> None:
        self._asked = b""
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Remember where to answer."""
        if isinstance(transport, asyncio.Transport):
            self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Answer once the request is whole."""
        self._asked += data
        if self._transport is None or b"\r\n\r\n" not in self._asked:
            return
        self._transport.write(_answer(self._asked))
        self._transport.close()


def _answer(asked: bytes) -> bytes:
    path = asked.split(b" ", 2)[1].decode()
    kind, feed = path.strip("/").split("/")
    head = b"Content-Type: application/rss+xml\r\nConnection: close\r\n"
    if kind == "304" and b'if-none-match: "1"' in asked.lower():
        return b'HTTP/1.1 304 Not Modified\r\nETag: "1"\r\nConnection: close\r\n\r\n'
    if kind == "304":
        head += b'ETag: "1"\r\n'
    if kind == "changed":
        Publisher.editions[feed] += 1
    body = document(feed, Publisher.editions[feed])
    return b"HTTP/1.1 200 OK\r\n%sContent-Length: %d\r\n\r\n%s" % (head, len(body), body)


async def main(port: int) -> None:
    """Serve until killed."""
    loop = asyncio.get_running_loop()
    server = await loop.create_server(Publisher, "0.0.0.0", port, backlog=1_024)  # noqa: S104 - all of 127/8
    print("ready", flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1])))
