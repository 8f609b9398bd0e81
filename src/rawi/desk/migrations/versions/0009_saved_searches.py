"""Searches that people keep under a name; when claims that people added were said."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
THERE = sa.text("removed IS NULL")


def upgrade() -> None:
    """Make the table and its index; put the columns beside the others."""
    op.create_table(
        "saved_searches",
        sa.Column("id", ID, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("asked", sa.JSON(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("made", sa.Text(), nullable=False),
        sa.Column("opened", sa.Text(), nullable=False),
        sa.Column("seen", ID, nullable=False),
        sa.Column("removed", sa.Text()),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_searches")),
        comment="Searches that people keep under a name.",
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_saved_searches_name_key"),
        "saved_searches",
        ["name_key"],
        unique=True,
        sqlite_where=THERE,
        postgresql_where=THERE,
    )
    op.add_column("decided_claims", sa.Column("said_first", sa.Text()))
    op.add_column("decided_claims", sa.Column("said_last", sa.Text()))


def downgrade() -> None:
    """Take them away."""
    op.drop_column("decided_claims", "said_last")
    op.drop_column("decided_claims", "said_first")
    op.drop_table("saved_searches")
