"""Threads for calls that block: looking up host names, parsing documents."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Thread
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


class UnawaitedThreads(ThreadPoolExecutor):
    """Does: runs each call in a thread of its own, which nobody waits for when the process ends.

    A look-up of a host name cannot be broken off and may last for half a minute; the threads of a
    ThreadPoolExecutor would hold up a stop for as long. What runs here leaves nothing behind when it is cut off,
    and is bounded by who calls it. asyncio takes only executors of that class.
    """

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Begin the call; the future is its outcome."""
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

        Thread(target=work, daemon=True, name=f"aside: {getattr(fn, '__name__', 'call')}").start()
        return outcome

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: FBT001, FBT002 - the library's signature
        """Wait for nobody."""
