"""Alembic's scripts; `bot.store.migrate` runs them. A new one: copy the newest, then set `HEAD` there."""
