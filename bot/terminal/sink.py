"""The terminal as a sink: each delivery is one card, written in one piece."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TextIO

from rich.text import Text

from bot.model.alerts import Delivery
from bot.model.errors import DestinationError, SinkError
from bot.terminal.cards import draw_card
from bot.terminal.screen import Screen
from bot.wording import Card, one_line


class TerminalSink:
    """Does: draws each delivery and writes it at once, so that a killed process leaves a whole card or none.

    `on_closed` is called when nobody reads the stream any more (`| head`). What was written cannot be asked back,
    so an unknown outcome is never repeated here.
    """

    name = "terminal"
    repeatable = False
    at_once = 1

    def __init__(
        self,
        stream: TextIO,
        on_closed: Callable[[], None] | None = None,
    ) -> None:
        self._stream = stream
        self._on_closed = on_closed

    async def deliver(self, _delivery: Delivery, card: Card) -> None:
        """Show a card; SinkError (which can be tried again) where the stream takes nothing."""
        self._write(Screen.of(self._stream).draw(draw_card(card)))

    async def revise(self, _delivery: Delivery, _card: Card) -> None:
        """Leave what is shown as it is: a terminal is read once, and nothing here has a receipt."""

    async def tell_owner(self, _delivery: Delivery, _problem: DestinationError) -> None:
        """Leave it to the log: whoever reads this terminal sees it there."""

    async def show_parked(self, parked: Sequence[tuple[Delivery, Card]]) -> None:
        """Name, in a line each, the cards that may or may not have been shown before the process stopped."""
        lines = [_parked(delivery, card) for delivery, card in parked]
        self._write(Screen.of(self._stream).draw(Text("\n".join(lines), style="yellow")))

    def _write(self, text: str) -> None:
        try:
            self._stream.write(text)
            self._stream.flush()
        except (OSError, ValueError) as why:  # ValueError: the stream has been closed on our side
            if self._on_closed is not None:
                self._on_closed()
            raise SinkError(f"the terminal takes no more output: {why}", retry=True) from None


def _parked(delivery: Delivery, card: Card) -> str:
    why = one_line(delivery.note or "the process stopped while this was being shown")
    return f"Perhaps not shown: {card.title}: {card.headline} ({why})"
