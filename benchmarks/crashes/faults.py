"""What goes wrong with Discord while a bot is killed, and how it is mended."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from benchmarks.crashes.discord import Discord
from benchmarks.crashes.story import CHANNELS
from tests.chat.fake.permissions import Bit
from tests.chat.fake.server import TOKEN

POSTS = r"/channels/\d+/messages"


@dataclass(frozen=True, slots=True)
class Trouble:
    """One sort of trouble. `lasting` is that which a restart does not end, and somebody has to mend.

    `forgetful` is that after which messages need not show what has become of them: they were gone for a while.
    """

    name: str
    begin: Callable[[Discord], object] = field(default=lambda _: None)
    mend: Callable[[Discord], object] = field(default=lambda _: None)
    lasting: bool = False
    forgetful: bool = False


def _failing(name: str, **how: Any) -> Trouble:
    return Trouble(name, lambda discord: discord.fault("POST", POSTS, **how))


def _delete_newest(discord: Discord) -> None:
    discord.deletes_next = True
    discord.fault("POST", POSTS, kind="drop", apply_first=True)


def _hide(discord: Discord) -> None:
    discord.hide(CHANNELS[0])


def _show(discord: Discord) -> None:
    discord.show(CHANNELS[0])


def _reset_token(discord: Discord) -> None:
    discord.token = "another.token"  # noqa: S105 - it opens nothing


def _give_token_back(discord: Discord) -> None:
    discord.token = TOKEN


TROUBLES = (
    Trouble("none"),
    _failing("reply lost", kind="drop", apply_first=True),
    _failing("connection dropped", kind="drop"),
    _failing("500", status=500),
    _failing("500, reply lost", status=500, apply_first=True),
    _failing("502", status=502),
    _failing("502, reply lost", status=502, apply_first=True),
    _failing("503", status=503),
    _failing("503, reply lost", status=503, apply_first=True),
    _failing("429", kind="429", retry_after=0.05),
    _failing("429 for the whole bot", kind="429", retry_after=0.05, is_global=True),
    Trouble("message deleted", _delete_newest, forgetful=True),
    Trouble("channel deleted", _hide, _show, lasting=True, forgetful=True),
    Trouble(
        "permission revoked",
        lambda one: one.world.overwrite(CHANNELS[0], deny=Bit.SEND_MESSAGES),
        lambda one: one.world.overwrite(CHANNELS[0]),
        lasting=True,
    ),
    Trouble("token revoked", _reset_token, _give_token_back, lasting=True),
)
