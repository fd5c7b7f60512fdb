"""Threads for calls that block: looking up host names, parsing documents, the database.

Those of a ThreadPoolExecutor are joined when the process ends, however long that takes; a stop must not wait for a
look-up that cannot be broken off, or for another program's lock on the database. What is cut off here is no worse
off than after a crash.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from queue import SimpleQueue
from threading import Thread
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


class UnawaitedThreads(ThreadPoolExecutor):
    """Does: runs each call in a thread of its own, which nobody waits for when the process ends.

    How many there are at once is bounded by who calls. asyncio takes only executors of the class it inherits.
    """

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Begin the call; the future is its outcome."""
        outcome, work = _call(fn, *args, **kwargs)
        Thread(target=work, daemon=True, name="aside").start()
        return outcome

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: FBT001, FBT002 - the library's signature
        """Wait for nobody."""


class OneThread(Executor):
    """Does: runs calls one after the other, in one thread. Its end waits `patience` seconds for them, not longer."""

    def __init__(self, patience: float) -> None:
        self._patience = patience
        self._calls: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._thread = Thread(target=self._work, daemon=True, name="store")
        self._thread.start()

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Put the call at the end of the queue; the future is its outcome."""
        outcome, work = _call(fn, *args, **kwargs)
        self._calls.put(work)
        return outcome

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002 - the library's signature
        """Take no more calls, and wait for those in the queue."""
        self._calls.put(None)
        if wait:
            self._thread.join(self._patience)

    def _work(self) -> None:
        while work := self._calls.get():
            work()


def _call(fn: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> tuple[Future[T], Callable[[], None]]:
    """Pair a call's outcome with the work that leads to it."""
    outcome: Future[T] = Future()

    def work() -> None:
        if not outcome.set_running_or_notify_cancel():
            return
        try:
            result = fn(*args, **kwargs)
        except BaseException as problem:  # noqa: BLE001 - whatever it is, it is the caller's to see
            outcome.set_exception(problem)
        else:
            outcome.set_result(result)

    return outcome, work
