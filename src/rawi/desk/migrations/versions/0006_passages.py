"""Copies: the words of pages as numbers, which pages hold a shingle, the passages that pages share."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "page_words",
        sa.Column("page_id", ID, nullable=False, autoincrement=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("hashes", sa.LargeBinary(), nullable=False),
        sa.Column("places", sa.LargeBinary(), nullable=False),
        sa.Column("marks", sa.LargeBinary(), nullable=False),
        sa.Column("told", sa.JSON(), nullable=False),
        sa.Column("named", sa.JSON(), nullable=False),
        sa.Column("shingles", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["page_id"], ["pages.id"], name=op.f("fk_page_words_page_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("page_id", name=op.f("pk_page_words")),
        comment="The words of each page as numbers: pages are held against each other without reading their text again.",
    )
    op.create_table(
        "shingles",
        sa.Column("shingle", ID, nullable=False, autoincrement=False),
        sa.Column("pages", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("shingle", name=op.f("pk_shingles")),
        comment="Which pages hold a run of words: the first ones that do, to a limit.",
    )
    op.create_table(
        "copies",
        sa.Column("id", ID, nullable=False),
        sa.Column("page_id", ID, nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("stop", sa.Integer(), nullable=False),
        sa.Column("other_page_id", ID, nullable=False),
        sa.Column("other_start", sa.Integer(), nullable=False),
        sa.Column("other_stop", sa.Integer(), nullable=False),
        sa.Column("equal", sa.Integer(), nullable=False),
        sa.Column("plain", sa.Integer(), nullable=False),
        sa.Column("share", sa.Float(), nullable=False),
        sa.Column("other_share", sa.Float(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("direction", sa.Text(), nullable=False),
        sa.Column("why", sa.Text()),
        sa.Column("through", sa.Text()),
        sa.ForeignKeyConstraint(
            ["other_page_id"], ["pages.id"], name=op.f("fk_copies_other_page_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["page_id"], ["pages.id"], name=op.f("fk_copies_page_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_copies")),
        comment="Passages that two pages share nearly word for word.",
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_copies_other_page_id_other_start"), "copies", ["other_page_id", "other_start"])
    op.create_index(op.f("ix_copies_page_id_start"), "copies", ["page_id", "start"])


def downgrade() -> None:
    """Take them away."""
    for table in ("copies", "shingles", "page_words"):
        op.drop_table(table)
