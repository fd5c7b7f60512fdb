"""A message as an image, as Discord's dark theme shows it: for those who change how cards look, and for the docs."""

from bot.chat.picture.message import Look, picture_of

__all__ = ["Look", "picture_of"]
