"""`sequelwatch demo`: the invented story."""

from __future__ import annotations

NAME = "demo"
SHORT = "Tell two years of an invented story, at high speed."
EXAMPLES = """\
  sequelwatch demo
"""


def command() -> None:
    """Tell two years of an invented story through the real pipeline, in half a minute and without a set-up."""
    from bot.demo import run

    run()
