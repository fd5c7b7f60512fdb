"""The commands: each parses, calls and prints. Heavy imports live inside the commands, so that help comes at once."""

from bot.cli.commands import main

__all__ = ["main"]
