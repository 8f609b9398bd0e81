"""What Alembic runs to bring a desk up to date; `rawi.desk.schema.upgrade` hands it a connection in a transaction.

A migration is frozen: it names every column itself and imports nothing of Rawi's.
SQLite changes a table by making it anew (`op.batch_alter_table`), which fails while a view reads from it: drop the views
`page_versions` and `who_says_what` first, and make them again after. A table that is made anew loses its triggers: those
of migration 0013 on `claims`, `sources` and `claim_entities` (their names begin with `view_`) are to be made again too.
"""

from alembic import context

from rawi.desk import schema

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=schema.metadata,
    render_as_batch=connection.dialect.name == "sqlite",
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
