"""`python -m bot` is `sequelwatch`."""

from bot.cli import main

main()
