"""The feeds of the fault run: they know what they held at each moment, and fail by chance."""

from __future__ import annotations

import json
import random
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from typing import Any

WINDOW = 8
FAILURES = 0.2
_HOUR = timedelta(hours=1)


@dataclass
class Held:
    """What a feed held at an answer, and whether the poll lived to its end: it did not where its process was killed."""

    names: tuple[str, ...]
    ended: bool = False


class Publishers:
    """Does: answers as feeds do that gain an entry now and then. `held` is what each feed held at each good answer."""

    def __init__(self, begins: datetime, seed: int) -> None:
        self.now = begins
        self.held: defaultdict[str, list[Held]] = defaultdict(list)
        self.requests = self.failed = 0
        self._begins = begins
        self._random = random.Random(seed)  # noqa: S311 - the same faults at every run
        self._lock = Lock()

    def answer(self, feed: str, headers: Any) -> tuple[int, dict[str, str], bytes]:
        """Answer one request: one in five fails in some way."""
        with self._lock:
            self.requests += 1
            if self._random.random() < FAILURES:
                self.failed += 1
                return self._failure()
            every = 3 + int(feed[1:]) % 30
            newest = int((self.now - self._begins) / (_HOUR * every))
            names = tuple(f"{feed}-{number}" for number in range(newest, max(newest - WINDOW, -1), -1))
            self.held[feed].append(Held(names))
            etag = f'"{newest}"'
            if int(feed[1:]) % 2 and headers.get("If-None-Match") == etag:
                return 304, {"ETag": etag}, b""
            return 200, {"ETag": etag} if int(feed[1:]) % 2 else {}, _document(names)

    def _failure(self) -> tuple[int, dict[str, str], bytes]:
        return self._random.choice(
            [
                (500, {}, b"broken"),
                (503, {"Retry-After": "7200"}, b"closed"),
                (404, {}, b"nothing here"),
                (200, {}, b"<html><body>Log in</body></html>"),
                (200, {"Content-Length": "100000"}, b"<rss>half"),
                (200, {"Content-Encoding": "gzip"}, b"not packed"),
            ]
        )


def _document(names: tuple[str, ...]) -> bytes:
    items = "".join(f"<item><title>{name}</title><guid>{name}</guid></item>" for name in names)
    return f"<rss version='2.0'><channel><title>T</title>{items}</channel></rss>".encode()


@contextmanager
def serving(publishers: Publishers) -> Iterator[int]:
    """Serve at every address of 127/8; the port."""

    class Handler(BaseHTTPRequestHandler):
        wbufsize = 1 << 16

        def do_GET(self) -> None:
            if self.path.startswith("/now/"):
                publishers.now = datetime.fromisoformat(json.loads(bytes.fromhex(self.path[5:])))
                self._send(200, {}, b"")
            elif self.path.startswith("/ended/"):
                publishers.held[self.path[7:]][-1].ended = True
                self._send(200, {}, b"")
            else:
                self._send(*publishers.answer(self.path.strip("/"), self.headers))

        def _send(self, status: int, headers: dict[str, str], body: bytes) -> None:
            self.send_response(status)
            said = {"Content-Length": str(len(body))} if status != 304 else {}
            for name, value in (said | headers).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("0.0.0.0", 0), Handler)  # noqa: S104 - all of 127/8
    server.daemon_threads = True
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()
