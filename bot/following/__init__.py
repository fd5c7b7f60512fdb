"""What is followed: titles of the seeds and of the database, feeds, and who wants to be told. It may change."""

from bot.following.following import Following
from bot.following.sources import Reloaded, Sources
from bot.following.titles import new_id

__all__ = ["Following", "Reloaded", "Sources", "new_id"]
