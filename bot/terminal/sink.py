"""The terminal as a sink: each delivery is one card, written in one piece."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TextIO

from rich.text import Text

from bot.model.alerts import Delivery
from bot.model.errors import SinkError
from bot.terminal.cards import draw_card
from bot.terminal.screen import Screen
from bot.wording import card_of, one_line


class TerminalSink:
    """Does: draws each delivery and writes it at once, so that a killed process leaves a whole card or none.

    `returning` tells, by a title's id, the casefolded names of the earlier work's cast. `on_closed` is called
    when nobody reads the stream any more (`| head`). What was written cannot be asked back, so an unknown
    outcome is never repeated here.
    """

    name = "terminal"
    repeatable = False

    def __init__(
        self,
        stream: TextIO,
        returning: Mapping[str, frozenset[str]] | None = None,
        on_closed: Callable[[], None] | None = None,
    ) -> None:
        self._stream = stream
        self._returning = returning or {}
        self._on_closed = on_closed

    async def deliver(self, delivery: Delivery, title_name: str) -> None:
        """Show the alert's card; SinkError (which can be tried again) where the stream takes nothing."""
        alert = delivery.alert
        card = card_of(alert, title_name, self._returning.get(alert.title_id, frozenset()))
        self._write(Screen.of(self._stream).draw(draw_card(card)))

    async def show_parked(self, deliveries: Iterable[Delivery], names: Mapping[str, str]) -> None:
        """Name, in a line each, the cards that may or may not have been shown before the process stopped."""
        lines = [_parked(delivery, names) for delivery in deliveries]
        self._write(Screen.of(self._stream).draw(Text("\n".join(lines), style="yellow")))

    def _write(self, text: str) -> None:
        try:
            self._stream.write(text)
            self._stream.flush()
        except (OSError, ValueError) as why:  # ValueError: the stream has been closed on our side
            if self._on_closed is not None:
                self._on_closed()
            raise SinkError(f"the terminal takes no more output: {why}", retry=True) from None


def _parked(delivery: Delivery, names: Mapping[str, str]) -> str:
    alert = delivery.alert
    card = card_of(alert, names.get(alert.title_id, alert.title_id))
    why = one_line(delivery.note or "the process stopped while this was being shown")
    return f"Perhaps not shown: {card.title}: {card.headline} ({why})"
