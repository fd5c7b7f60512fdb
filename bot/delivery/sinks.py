"""What delivering asks of a sink."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from bot.model.alerts import Delivery, Receipt
from bot.model.errors import DestinationError
from bot.wording import Card


class Sink(Protocol):
    """Where alerts go.

    `repeatable` says whether handing over the same delivery twice still makes one message, `at_once` how many
    deliveries may be under way together (no two of them to one target).
    """

    name: str
    repeatable: bool
    at_once: int

    async def deliver(self, delivery: Delivery, card: Card) -> Receipt | None:
        """Tell people, and say where it stands if it can be edited later.

        SinkError says whether it may have been told all the same; DestinationError that its owner has to act;
        ConfigError that nothing works until a setting is mended.
        """

    async def revise(self, delivery: Delivery, card: Card) -> None:
        """Make the message of an earlier delivery say what the card says now. Doing it twice is harmless.

        Fine where the message is gone. SinkError says whether trying again can help.
        """

    async def show_parked(self, parked: Sequence[tuple[Delivery, Card]]) -> None:
        """Name, in a line each, the deliveries whose outcome is unknown."""

    async def tell_owner(self, delivery: Delivery, problem: DestinationError) -> None:
        """Tell whoever looks after a destination, elsewhere, that it cannot be told anything. It never raises."""
