"""The slash commands and the buttons, a module each sort; `bot.chat.install` adds them all."""
