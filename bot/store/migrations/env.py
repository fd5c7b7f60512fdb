"""What Alembic runs around the migrations: they join the transaction that `bot.store.migrate` has open."""

from alembic import context

from bot.store.migrate import VERSION_TABLE
from bot.store.polling_tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    version_table=VERSION_TABLE,
    render_as_batch=True,  # SQLite alters a table by making it anew
)
with context.begin_transaction():
    context.run_migrations()
