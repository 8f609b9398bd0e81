"""The propositions that end with one origin, the newest first, without sorting all of them."""

from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Put the proposition behind the key in the index."""
    op.create_index(op.f("ix_together_origins_key_proposition_id"), "together_origins", ["key", "proposition_id"])
    op.drop_index(op.f("ix_together_origins_key"), "together_origins")


def downgrade() -> None:
    """Take it out of there."""
    op.create_index(op.f("ix_together_origins_key"), "together_origins", ["key"])
    op.drop_index(op.f("ix_together_origins_key_proposition_id"), "together_origins")
