"""The loopback Discord of the crash runs: it remembers all that was posted, and can kill a bot before it answers."""

from __future__ import annotations

import os
import signal
from copy import deepcopy
from dataclasses import dataclass, field

from benchmarks.crashes.story import CHANNELS, SYSTEM_CHANNEL
from tests.chat.fake.calls import Call, Reply
from tests.chat.fake.errors import Json
from tests.chat.fake.limits import walk
from tests.chat.fake.people import GUILD_ID
from tests.chat.fake.server import FakeDiscord, texts_of


@dataclass
class Past:
    """What stands in the channels at some time."""

    messages: dict[str, dict[str, Json]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Made:
    """A message that was made, whatever became of it: where, its id, and the mark of the alert that it tells."""

    channel: str
    message_id: str
    mark: int


class Discord(FakeDiscord):
    """Does: answers as Discord does. At the `kill_on`-th post or edit it kills `bot` before it answers (0: never)."""

    def __init__(self) -> None:
        super().__init__()
        self.bot: int | None = None
        self.begin_anew(Past())

    def begin_anew(self, past: Past) -> None:
        """Forget all but what stood in the channels then."""
        for channel in (*CHANNELS, SYSTEM_CHANNEL):
            self.world.add_channel(channel, GUILD_ID, channel[-3:])
        self.world.guilds[GUILD_ID]["system_channel_id"] = SYSTEM_CHANNEL
        self.world.messages.clear()
        self.world.messages.update(deepcopy(past.messages))
        self.routes.nonces.forget()
        self.faults.clear()
        self.token, self.bot, self.kill_on, self.changes = "good.token", None, 0, 0
        self.deletes_next = False
        self.made: list[Made] = []
        self._hidden: dict[str, Json] = {}

    def past(self) -> Past:
        """Remember what stands in the channels."""
        return Past({channel: deepcopy(kept) for channel, kept in self.world.messages.items()})

    def hide(self, channel: str) -> None:
        """Delete a channel."""
        self._hidden = deepcopy(self.world.messages[channel])
        self.world.delete_channel(channel)

    def show(self, channel: str) -> None:
        """Bring a channel back with all that stood in it. The real Discord never does."""
        self.world.add_channel(channel, GUILD_ID, channel[-3:])
        self.world.messages[channel] = self._hidden

    def told(self, channel: str) -> list[int]:
        """Give the marks of the alerts that were told in a channel, in the order of the messages."""
        return [one.mark for one in self.made if one.channel == channel]

    def shown(self, channel: str) -> list[tuple[str, int | None]]:
        """Give what a channel shows: each message's texts, and the place of the one that it answers."""
        kept = self.messages(channel)
        ids = [message["id"] for message in kept]
        answers = [message.get("message_reference", {}).get("message_id") for message in kept]
        places = [ids.index(one) if one in ids else None for one in answers]
        return list(zip(map(texts_of, kept), places, strict=True))

    async def _reply(self, call: Call) -> Reply:
        before = {id_ for kept in self.world.messages.values() for id_ in kept}
        reply = await super()._reply(call)
        for channel, kept in list(self.world.messages.items()):
            for message in [one for id_, one in kept.items() if id_ not in before]:
                self._keep(channel, message)
        if call.method in {"POST", "PATCH"} and call.path.startswith("/channels/"):
            self.changes += 1
            if self.changes == self.kill_on and self.bot is not None:
                os.kill(self.bot, signal.SIGKILL)
        return reply

    def _keep(self, channel: str, message: Json) -> None:
        self.made.append(Made(channel, message["id"], max(one["id"] for one in walk(message["components"]))))
        if self.deletes_next:
            self.deletes_next = False
            del self.world.messages[channel][message["id"]]
