"""`sequelwatch demo` from beginning to end."""

from __future__ import annotations

import asyncio
import sys
import tempfile
from pathlib import Path
from typing import TextIO

from bot.demo import story
from bot.demo.stage import Aside, Stage, close_story, open_story
from bot.demo.telling import open_telling
from bot.terminal.sink import TerminalSink


def run(stream: TextIO | None = None) -> None:
    """Tell the whole story to `stream` (standard output), cards as they come, then the sums.

    It needs no settings and leaves nothing behind. Where nobody reads the stream any more, it ends early.
    """
    asyncio.run(_tell(stream or sys.stdout))


async def _tell(stream: TextIO) -> None:
    unread = asyncio.Event()
    open_story(stream)
    with (
        tempfile.TemporaryDirectory(prefix="sequelwatch-demo-") as folder,
        Stage(stream, rounds=len(story.moments())) as stage,
    ):
        async with open_telling(Path(folder), Aside(TerminalSink(stream, unread.set), stage)) as telling:
            async for progress in telling.rounds():
                stage.advance(progress)
                if unread.is_set():
                    return
            with stage.aside():
                close_story(stream, progress, telling.sums(), telling.facts())
