"""What came of a run: what Discord was told and shows, held against what a bot tells that nobody disturbs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from benchmarks.crashes.discord import Discord
from benchmarks.crashes.faults import Trouble
from benchmarks.crashes.story import CHANNELS, SYSTEM_CHANNEL
from bot.chat.posting import mark_of
from bot.model.alerts import AlertKind, Delivery, DeliveryState
from bot.store import Store

Shown = list[tuple[str, int | None]]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a case, in developments of all channels.

    `told` counts those that a channel has been told, `wrong` the channels that do not show what they should, and
    `parked` the alerts whose outcome could not be found out.
    """

    killed: bool
    told: int = 0
    lost: int = 0
    twice: int = 0
    disordered: int = 0
    wrong: int = 0
    parked: int = 0
    owner_told: int = 0

    @property
    def good(self) -> bool:
        """Whether nothing is wrong with it."""
        return not (self.lost or self.twice or self.disordered or self.wrong)


@dataclass(frozen=True, slots=True)
class Expected:
    """What a bot that nobody disturbs tells (developments, by their ids) and shows, by channel."""

    told: Mapping[str, Sequence[str]]
    shown: Mapping[str, Shown]

    @classmethod
    def of(cls, discord: Discord, database: str) -> Expected:
        """Take what has just been told as what is to be."""
        told = _told(discord, _outbox(database))
        return cls(told, {channel: discord.shown(channel) for channel in CHANNELS})


def outcome_of(discord: Discord, database: str, expected: Expected, trouble: Trouble, *, killed: bool) -> Outcome:
    """Look at what was told, once all is said and done."""
    outbox = _outbox(database)
    told = _told(discord, outbox)
    parked = {one.id for row in outbox if row.state is DeliveryState.PARKED for one in row.alert.developments}
    # What a channel missed while it was paused comes as a card of another sort.
    alike = not trouble.forgetful and all(row.alert.kind is AlertKind.NEWS for row in outbox)
    lost = twice = disordered = wrong = 0
    for channel in CHANNELS:
        times, wanted = Counter(told[channel]), expected.told[channel]
        lost += sum(not times[one] and one not in parked for one in wanted)
        twice += sum(count - 1 for count in times.values())
        disordered += [one for one in wanted if times[one]] != list(times)
        wrong += alike and discord.shown(channel) != expected.shown[channel]
    notices, total = len(discord.messages(SYSTEM_CHANNEL)), sum(len(set(one)) for one in told.values())
    aside = sum(row.state is DeliveryState.PARKED for row in outbox)
    return Outcome(killed, total, lost, twice, disordered, wrong, aside, notices)


def added(outcomes: Sequence[Outcome]) -> dict[str, int]:
    """Add outcomes up."""
    names = ("killed", "told", "lost", "twice", "disordered", "wrong", "parked", "owner_told")
    return {"runs": len(outcomes), **{name: sum(getattr(one, name) for one in outcomes) for name in names}}


def _told(discord: Discord, outbox: Sequence[Delivery]) -> dict[str, list[str]]:
    """Tell which developments each channel was told, in the order of its messages, repetitions included."""
    tells = {mark_of(row.alert.id): [one.id for one in row.alert.developments] for row in outbox}
    return {channel: [id_ for mark in discord.told(channel) for id_ in tells[mark]] for channel in CHANNELS}


def _outbox(database: str) -> list[Delivery]:
    store = Store.open(database)
    try:
        with store.snapshot() as snapshot:
            return [row for state in DeliveryState for row in snapshot.deliveries_in("discord", state)]
    finally:
        store.close()
