"""How late the event loop is: what a parse or a slow disk on the wrong thread would show as."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

PAUSE = 2.0
"""Seconds between two looks."""


async def watch_loop(late: Callable[[float], None], pause: float = PAUSE) -> None:
    """Call `late` with the seconds by which the loop was late, again and again, until cancelled."""
    clock = asyncio.get_running_loop().time
    while True:
        asked = clock() + pause
        await asyncio.sleep(pause)
        late(clock() - asked)
