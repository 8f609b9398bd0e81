"""Claims of different stories that claim the same: by which keys they are found, and which are alike; vectors of claims."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _page(table: str, name: str = "page_id") -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([name], ["pages.id"], name=op.f(f"fk_{table}_{name}"), ondelete="CASCADE")


def upgrade() -> None:
    """Make the tables; what was brought together before waits to be grouped again, so that it gets its keys."""
    op.create_table(
        "together_keys",
        sa.Column("key", sa.BigInteger(), nullable=False),
        sa.Column("page_id", ID, nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("stop", sa.Integer(), nullable=False),
        _page("together_keys"),
        sa.PrimaryKeyConstraint("key", "page_id", "start", name=op.f("pk_together_keys")),
        comment="Pairs of rare things in claims: by these the same claim is found in another story.",
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_together_keys_page_id"), "together_keys", ["page_id"])
    op.create_table(
        "together_alike",
        sa.Column("page_id", ID, nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("stop", sa.Integer(), nullable=False),
        sa.Column("other_page_id", ID, nullable=False),
        sa.Column("other_start", sa.Integer(), nullable=False),
        sa.Column("other_stop", sa.Integer(), nullable=False),
        sa.Column("odds", sa.Float(), nullable=False),
        _page("together_alike"),
        _page("together_alike", "other_page_id"),
        sa.PrimaryKeyConstraint("page_id", "start", "other_page_id", "other_start", name=op.f("pk_together_alike")),
        comment="Claims of two stories that claim the same, with the logarithm of the odds that they do.",
    )
    op.create_index(op.f("ix_together_alike_other_page_id"), "together_alike", ["other_page_id"])
    op.create_table(
        "together_vectors",
        sa.Column("page_id", ID, autoincrement=False, nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("vectors", sa.LargeBinary(), nullable=False),
        _page("together_vectors"),
        sa.PrimaryKeyConstraint("page_id", name=op.f("pk_together_vectors")),
        comment="What the claims of pages mean, where the desk is brought together by meaning.",
    )
    op.execute(
        "INSERT INTO together_waiting (page_id, stage) SELECT page_id, 1 FROM together_pages"
        " WHERE page_id NOT IN (SELECT page_id FROM together_waiting)"
    )
    op.execute(
        "INSERT INTO together_changed (story_id) SELECT DISTINCT story_id FROM together_pages"
        " WHERE story_id NOT IN (SELECT story_id FROM together_changed)"
    )


def downgrade() -> None:
    """Take them away."""
    for table in ("together_vectors", "together_alike", "together_keys"):
        op.drop_table(table)
