"""What Alembic runs: the steps, on the connection and in the transaction that `indicators.store.migrate` hands over."""

from alembic import context

from indicators.store.tables import METADATA

context.configure(connection=context.config.attributes["connection"], target_metadata=METADATA)
context.run_migrations()
