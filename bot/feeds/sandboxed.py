"""The reading process: `python -m bot.feeds.sandboxed`, which `bot.feeds.sandbox` talks to over its pipes.

It reads one document after the other until its input ends. It writes no file, and its memory is bounded.
"""

from __future__ import annotations

import gc
import json
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from typing import Any, BinaryIO

from bot.feeds.frames import BODY_LENGTH, LENGTH, as_frames, frame
from bot.model.entries import Outlet, Trust
from bot.model.errors import FeedError
from bot.model.feeds import Feed

MOST_MEMORY = 1 << 30
"""Bytes of address space, most of which libraries only map."""


def main() -> None:
    """Answer tasks until there are no more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the bot, which ends this process
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # what a library prints is no answer
    _bind_hands()
    tasks = sys.stdin.buffer
    gc.disable()  # while a document is read, all that is made is needed; what is left over is swept up between two
    while head := tasks.read(LENGTH.size):
        task = json.loads(tasks.read(LENGTH.unpack(head)[0]))
        body = tasks.read(BODY_LENGTH.unpack(tasks.read(BODY_LENGTH.size))[0])
        _answer(task, body, answers)
        del body
        gc.collect(1)


def _answer(task: dict[str, Any], body: bytes, answers: BinaryIO) -> None:
    try:
        answers.writelines(_DO[task["do"]](task, body))
    except FeedError as problem:
        answers.write(frame({"problem": problem.problem}))
    except (MemoryError, RecursionError) as problem:
        words = "it takes more memory than any feed" if isinstance(problem, MemoryError) else "it is nested too deep"
        answers.write(frame({"problem": f"{words}; check the address"}))
    answers.flush()


def _feed(task: dict[str, Any], body: bytes) -> Iterator[bytes]:
    from bot.feeds.parse import read_document  # noqa: PLC0415 - feedparser is loaded by whom it serves

    id_, url, outlet, owner, trust = task["feed"]
    feed = Feed(id_, url, Outlet(outlet, owner, Trust(trust)))
    yield from as_frames(read_document(body, feed, datetime.fromisoformat(task["at"]), task["content_type"]))


def _article(task: dict[str, Any], body: bytes) -> Iterator[bytes]:
    from bot.feeds.pages import read_page  # noqa: PLC0415 - trafilatura takes 60 MB, which feeds do without

    yield frame(read_page(body, task["url"], task["content_type"]))


_DO = {"feed": _feed, "article": _article}


def _bind_hands() -> None:
    """Bound the memory, forbid files to grow, and step back behind the bot itself."""
    with suppress(ImportError, OSError, ValueError):
        import resource  # noqa: PLC0415 - not on Windows

        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
        os.nice(5)


if __name__ == "__main__":
    main()
