"""Sources that are no entity, by the name they go by: the newest pages of one without looking through all that have none."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

NONE = sa.text("entity_id IS NULL")


def upgrade() -> None:
    """Make the index."""
    op.create_index(
        op.f("ix_sources_name_key_page_id"),
        "sources",
        ["name_key", "page_id"],
        sqlite_where=NONE,
        postgresql_where=NONE,
    )


def downgrade() -> None:
    """Take it away."""
    op.drop_index(op.f("ix_sources_name_key_page_id"), "sources")
