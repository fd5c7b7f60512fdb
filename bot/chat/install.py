"""What a client is made of: commands, buttons, and how errors are told."""

from __future__ import annotations

from collections.abc import Callable

from bot.chat import trouble
from bot.chat.client import BotClient
from bot.chat.commands.asking import Asking
from bot.chat.commands.clicking import Clicking
from bot.chat.commands.watching import Watching
from bot.chat.office import Office
from bot.chat.questions import Desk


def everything(desk: Desk, office: Office) -> Callable[[BotClient], None]:
    """Give what makes a fresh client one of ours."""

    def install(client: BotClient) -> None:
        trouble.install(client)
        Asking(desk).install(client)
        Clicking(desk).install(client)
        Watching(desk, office).install(client)

    return install
