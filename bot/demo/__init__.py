"""The invented story that ships, its loopback feed server, and the sped-up run over it.

Everything in the story is invented: the outlets, the studio, the director, the dates, and what real people are
said to have done in it. Only the baseline of January 2024 and the facts of the 1997 film are true.
"""

from bot.demo.showing import run

__all__ = ["run"]
