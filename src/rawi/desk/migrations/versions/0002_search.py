"""The index: words of claims, pages and names."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INDEXES = ("search_claims", "search_pages", "search_name_words")


def upgrade() -> None:
    """Make the tables beside the index, then the index as the database has it."""
    op.create_table(
        "search_indexed",
        sa.Column("page_id", ID, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("tokens", sa.LargeBinary()),
        sa.ForeignKeyConstraint(["page_id"], ["pages.id"], name=op.f("fk_search_indexed_page_id")),
        sa.PrimaryKeyConstraint("page_id", name=op.f("pk_search_indexed")),
        comment="Pages that are in the index.",
    )
    op.create_table(
        "search_words",
        sa.Column("id", ID, nullable=False),
        sa.Column("word", sa.Text(), nullable=False),
        sa.Column("stem", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_words")),
        sa.UniqueConstraint("word", name=op.f("uq_search_words_word")),
        comment="Every different folded word of the index, to look for parts of words.",
    )
    op.create_index(op.f("ix_search_words_stem"), "search_words", ["stem"])
    op.create_table(
        "search_names",
        sa.Column("id", ID, nullable=False),
        sa.Column("entity_id", ID),
        sa.Column("type", sa.Text()),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("mark", sa.Text(), nullable=False),
        sa.Column("name_key", sa.Text()),
        sa.ForeignKeyConstraint(["entity_id"], ["entities.id"], name=op.f("fk_search_names_entity_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_names")),
        sa.UniqueConstraint("mark", name=op.f("uq_search_names_mark")),
        comment="Every different name of an entity, and of a source that is none.",
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_search_names_entity_id"), "search_names", ["entity_id"])
    op.create_table(
        "search_name_parts",
        sa.Column("id", ID, nullable=False),
        sa.Column("skeleton", sa.Text(), nullable=False),
        sa.Column("part", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_name_parts")),
        sa.UniqueConstraint("skeleton", "part", name=op.f("uq_search_name_parts_skeleton_part")),
        comment="Parts of names by their consonants, to be found by Latin spellings.",
    )
    op.create_index(op.f("ix_search_name_parts_part"), "search_name_parts", ["part"])
    if op.get_bind().dialect.name == "sqlite":
        for table in INDEXES:
            op.execute(
                f"CREATE VIRTUAL TABLE {table} USING fts5(words, stems, facets, content='', columnsize=0, tokenize='ascii')"
            )
        op.execute(
            "CREATE VIRTUAL TABLE search_parts USING "
            "fts5(word, content='search_words', content_rowid='id', columnsize=0, tokenize='trigram')"
        )
    else:
        op.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
        for table in INDEXES:
            page = "bigint" if table == "search_name_words" else "bigint NOT NULL"
            op.execute(
                f"CREATE TABLE {table} (key bigint PRIMARY KEY, page_id {page} REFERENCES pages (id) ON DELETE CASCADE, "
                "tokens tsvector NOT NULL)"
            )
            op.execute(f"CREATE INDEX ix_{table}_tokens ON {table} USING gin (tokens)")
            op.execute(f"CREATE INDEX ix_{table}_page_id ON {table} (page_id)")
        op.execute("CREATE INDEX ix_search_words_parts ON search_words USING gin (word gin_trgm_ops)")


def downgrade() -> None:
    """Take all of it away."""
    for table in (*INDEXES, *(("search_parts",) if op.get_bind().dialect.name == "sqlite" else ())):
        op.execute(f"DROP TABLE {table}")
    for table in ("search_name_parts", "search_names", "search_words", "search_indexed"):
        op.drop_table(table)
