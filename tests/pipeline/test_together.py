"""What comes while a lot is being kept is kept in the next one, and nobody is told of what is not kept."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from threading import Event

import pytest

from bot.model.errors import StoreError
from bot.pipeline.together import Together


@pytest.fixture
def executor() -> Iterator[Executor]:
    with ThreadPoolExecutor(1) as pool:
        yield pool


class Shelf:
    """Keeps numbers, a lot at a time, once it may; some of them it cannot."""

    def __init__(self) -> None:
        self.lots: list[list[int]] = []
        self.open = Event()

    def keep_all(self, numbers: Sequence[int]) -> list[str]:
        self.open.wait(30)
        if 13 in numbers:
            raise ValueError("a bug that thirteen brings to light")
        if 99 in numbers:
            raise StoreError("the disk is full")
        self.lots.append(list(numbers))
        return [str(number) for number in numbers]


async def _begun(together: Together[int, str], numbers: Sequence[int]) -> list[asyncio.Task[str]]:
    """Hand numbers over; the first is under way then, alone, and the others wait."""
    tasks = [asyncio.create_task(together.keep(number)) for number in numbers]
    await asyncio.sleep(0)  # each has taken its place
    await asyncio.sleep(0)  # the first lot has been taken out
    return tasks


async def test_what_comes_meanwhile_is_kept_in_one_lot_and_in_order(executor: Executor) -> None:
    shelf = Shelf()
    together = Together(shelf.keep_all, executor, most=3)
    first = await _begun(together, [0])
    rest = await _begun(together, [1, 2, 3, 4])
    shelf.open.set()
    assert await asyncio.gather(*first, *rest) == ["0", "1", "2", "3", "4"]
    assert shelf.lots == [[0], [1, 2, 3], [4]]


async def test_a_bug_costs_only_whom_it_belongs_to(executor: Executor) -> None:
    shelf = Shelf()
    together = Together(shelf.keep_all, executor, most=10)
    first = await _begun(together, [0])
    rest = await _begun(together, [1, 13, 2])
    shelf.open.set()
    told = await asyncio.gather(*first, *rest, return_exceptions=True)
    assert [one for one in told if isinstance(one, str)] == ["0", "1", "2"]
    assert isinstance(told[2], ValueError)
    assert shelf.lots == [[0], [1], [2]]


async def test_a_database_that_cannot_is_told_to_all_of_the_lot(executor: Executor) -> None:
    shelf = Shelf()
    together = Together(shelf.keep_all, executor, most=10)
    first = await _begun(together, [0])
    rest = await _begun(together, [1, 99])
    shelf.open.set()
    told = await asyncio.gather(*first, *rest, return_exceptions=True)
    assert [type(one) for one in told] == [str, StoreError, StoreError]
    assert await together.keep(5) == "5"


async def test_what_nobody_waits_for_any_more_is_not_kept(executor: Executor) -> None:
    shelf = Shelf()
    together = Together(shelf.keep_all, executor, most=10)
    first = await _begun(together, [0])
    given_up, wanted = await _begun(together, [1, 2])
    given_up.cancel()
    await asyncio.sleep(0)
    shelf.open.set()
    assert await asyncio.gather(*first, wanted) == ["0", "2"]
    assert shelf.lots == [[0], [2]]
