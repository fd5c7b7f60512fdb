from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from io import StringIO

import pytest

from bot.model.alerts import Delivery
from bot.model.developments import Development
from bot.model.errors import SinkError
from bot.model.properties import Property
from bot.terminal.sink import TerminalSink
from bot.wording import Card, card_of

Make = Callable[..., Development]
MakeDelivery = Callable[..., Delivery]


def outgoing(delivery: Delivery) -> tuple[Delivery, Card]:
    return delivery, card_of(delivery.alert, "Lantern Street 2")


async def test_a_delivery_is_one_whole_card_in_one_write(
    development: Make, delivery: MakeDelivery, terminal: StringIO
) -> None:
    await TerminalSink(terminal).deliver(*outgoing(delivery(development(), development(Property.RUNTIME, "99"))))
    assert terminal.writes == 1  # type: ignore[attr-defined]  # the fixture counts
    shown = terminal.getvalue()
    assert "Lantern Street 2" in shown
    assert "18 September 2026" in shown
    assert "99 minutes" in shown


async def test_a_stream_that_nobody_reads_is_told_and_the_card_is_kept(
    development: Make, delivery: MakeDelivery
) -> None:
    class Closed(StringIO):
        def write(self, _: str, /) -> int:
            raise BrokenPipeError(32, "Broken pipe")

    told: list[bool] = []
    sink = TerminalSink(Closed(), on_closed=lambda: told.append(True))
    with pytest.raises(SinkError) as caught:
        await sink.deliver(*outgoing(delivery(development())))
    assert caught.value.retry
    assert told == [True]


async def test_cards_of_unknown_outcome_are_named_in_a_line_each(development: Make, delivery: MakeDelivery) -> None:
    stream = StringIO()
    first = replace(delivery(development()), note="the power\x1b went")
    second = delivery(development(Property.RUNTIME, "99"))
    await TerminalSink(stream).show_parked([outgoing(first), outgoing(second)])
    assert stream.getvalue().splitlines() == [
        "Perhaps not shown: Lantern Street 2: Release date set: 18 September 2026 (the",
        "power went)",
        "Perhaps not shown: Lantern Street 2: Running time: 99 minutes (the process",
        "stopped while this was being shown)",
    ]
