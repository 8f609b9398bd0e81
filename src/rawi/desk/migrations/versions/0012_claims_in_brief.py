"""Claims in brief: what tells whether claims of two stories may be one, without the readings of their pages."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the table. It is empty: a page that has no row is read where it is asked for, and gets one then."""
    op.create_table(
        "together_briefs",
        sa.Column("page_id", ID, autoincrement=False, nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("claims", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["page_id"], ["pages.id"], name=op.f("fk_together_briefs_page_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("page_id", name=op.f("pk_together_briefs")),
        comment="What the claims of a page are about, in brief: by this it is told which may be claims of other stories.",
    )


def downgrade() -> None:
    """Take it away."""
    op.drop_table("together_briefs")
