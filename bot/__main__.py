"""`python -m bot` is `sequelwatch`."""

from bot.cli import main

if __name__ == "__main__":
    main()
