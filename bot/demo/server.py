"""A loopback HTTP server that serves a story's feeds as they were at a moment."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from types import TracebackType
from typing import Any, Self

from bot.demo.channels import Channel, items_at
from bot.demo.documents import CONTENT_TYPES, render
from bot.model.entries import Entry


class FeedServer:
    """Does: answers `GET /CHANNEL` on 127.0.0.1 with the channel's document as of the moment last set with `at`.

    Documents carry an ETag; a request that knows it is answered 304 (RFC 9110, 13.1.2). Use it as a context
    manager: the port is taken on entering and given back on leaving.
    """

    def __init__(self, channels: Iterable[Channel], entries: Iterable[Entry]) -> None:
        self._channels = {channel.id: channel for channel in channels}
        self._entries: defaultdict[str, list[Entry]] = defaultdict(list)
        for entry in entries:
            self._entries[entry.feed].append(entry)
        self._now = datetime.max.replace(tzinfo=UTC)
        self._server: ThreadingHTTPServer | None = None

    def __enter__(self) -> Self:
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, self))
        self._server.daemon_threads = True
        # The default asks for the shutdown flag twice a second, which is half a second of waiting at the end.
        Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()
            self._server = None

    @property
    def url(self) -> str:
        """Where it answers: `http://127.0.0.1:PORT`."""
        if self._server is None:
            raise RuntimeError("the feed server is not running: use it in a with statement")
        return f"http://127.0.0.1:{self._server.server_port}"

    def at(self, now: datetime) -> None:
        """Move the time: from now on documents hold what had been published by `now` (aware)."""
        self._now = now

    def document(self, channel_id: str) -> tuple[str, bytes] | None:
        """Return a channel's content type and document at this moment; None where there is no such channel."""
        channel = self._channels.get(channel_id)
        if channel is None:
            return None
        items = items_at(channel, self._entries[channel_id], self._now)
        return CONTENT_TYPES[channel.format], render(channel, items)


class _Handler(BaseHTTPRequestHandler):
    """Does: answers one connection's requests from the feeds' documents."""

    protocol_version = "HTTP/1.1"
    wbufsize = 1 << 16  # head and body in one packet; in two, Nagle's algorithm makes each answer take 40 ms

    def __init__(self, feeds: FeedServer, *args: Any) -> None:
        self._feeds = feeds
        super().__init__(*args)  # answers at once, so what it needs comes first

    def do_GET(self) -> None:
        """Answer with the document, with 304 to who has it, with 404 where there is none."""
        found = self._feeds.document(self.path.strip("/"))
        if found is None:
            self._answer(HTTPStatus.NOT_FOUND)
            return
        content_type, body = found
        etag = f'"{hashlib.sha256(body).hexdigest()[:20]}"'
        if etag in self.headers.get("If-None-Match", ""):
            self._answer(HTTPStatus.NOT_MODIFIED, etag=etag)
        else:
            self._answer(HTTPStatus.OK, body, etag=etag, content_type=content_type)

    def _answer(self, status: HTTPStatus, body: bytes = b"", *, etag: str = "", content_type: str = "") -> None:
        self.send_response(status)
        if etag:
            self.send_header("ETag", etag)
        if content_type:
            self.send_header("Content-Type", content_type)
        if status is not HTTPStatus.NOT_MODIFIED:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  # the name is the library's
        """Say nothing: the demo's screen belongs to its cards."""
