"""What the bot knows, for whoever asks: the command line and Discord ask the same and get the same answers."""

from bot.library.choosing import choose_title, suggest
from bot.library.library import Library, News

__all__ = ["Library", "News", "choose_title", "suggest"]
