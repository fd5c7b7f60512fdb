"""What a client is made of: commands, buttons, and how errors are told."""

from __future__ import annotations

from collections.abc import Callable

from bot.chat import trouble
from bot.chat.answers import Answers
from bot.chat.charts import Artist
from bot.chat.client import BotClient
from bot.chat.commands.asking import Asking
from bot.chat.commands.clicking import Clicking
from bot.chat.commands.correcting import Correcting
from bot.chat.commands.owning import Owning
from bot.chat.commands.sourcing import Look, Sourcing
from bot.chat.commands.tracking import ReadArticle, Tracking
from bot.chat.commands.watching import Watching
from bot.chat.office import Office
from bot.chat.questions import Desk


def everything(
    desk: Desk, office: Office, look: Look, read_article: ReadArticle | None = None
) -> Callable[[BotClient], None]:
    """Give what makes a fresh client one of ours.

    `look` says what is seen at a feed's address. `read_article` gives the text behind a link, "" for none.
    """
    answers = Answers(desk, Artist())
    services = (
        Asking(desk, answers),
        Sourcing(desk, office, answers, look),
        Clicking(answers),
        Watching(desk, office),
        Tracking(desk, office, read_article),
        Correcting(desk, office),
        Owning(office),
    )

    def install(client: BotClient) -> None:
        trouble.install(client)
        for service in services:
            service.install(client)

    return install
