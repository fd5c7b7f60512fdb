from __future__ import annotations

import asyncio
import subprocess
import sys

import pytest

from bot.app.threads import UnawaitedThreads

STUCK = """
import asyncio, threading
from bot.app.threads import UnawaitedThreads

async def main():
    asyncio.get_running_loop().set_default_executor(UnawaitedThreads())
    begun = threading.Event()
    call = asyncio.create_task(asyncio.to_thread(lambda: (begun.set(), threading.Event().wait())))
    while not begun.is_set():
        await asyncio.sleep(0)
    call.cancel()

asyncio.run(main())
print("ended")
"""


async def test_a_call_has_its_outcome() -> None:
    asyncio.get_running_loop().set_default_executor(UnawaitedThreads())
    assert await asyncio.to_thread(int, "7") == 7
    with pytest.raises(ValueError, match="seven"):
        await asyncio.to_thread(int, "seven")


def test_a_call_that_never_ends_does_not_hold_up_the_end_of_the_process() -> None:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", STUCK], capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "ended\n", "")
