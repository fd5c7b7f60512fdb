from __future__ import annotations

import asyncio
import subprocess
import sys
from threading import Event

import pytest

from bot.app.threads import OneThread, UnawaitedThreads

STUCK_STORE = """
import threading, time
from bot.app.threads import OneThread

with OneThread(patience=0.05) as executor:
    begun = threading.Event()
    executor.submit(lambda: (begun.set(), threading.Event().wait()))
    begun.wait()
print("ended")
"""
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


def test_one_thread_runs_calls_in_their_order_and_ends_after_them() -> None:
    done: list[int] = []
    with OneThread(patience=30) as executor:
        outcomes = [executor.submit(done.append, number) for number in range(100)]
        broken = executor.submit(int, "seven")
    assert done == list(range(100))
    assert all(outcome.done() for outcome in outcomes)
    with pytest.raises(ValueError, match="seven"):
        broken.result()


def test_what_was_cancelled_in_the_queue_is_not_called() -> None:
    go, called = Event(), Event()
    with OneThread(patience=30) as executor:
        executor.submit(go.wait)
        assert executor.submit(called.set).cancel()
        go.set()
    assert not called.is_set()


@pytest.mark.parametrize("program", [pytest.param(STUCK, id="a look-up"), pytest.param(STUCK_STORE, id="a database")])
def test_a_call_that_never_ends_does_not_hold_up_the_end_of_the_process(program: str) -> None:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", program], capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "ended\n", "")
