"""The tables of pages and of what was found in them, and the view of the versions of pages."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

PAGE_VERSIONS = """\
CREATE VIEW page_versions AS
SELECT id AS page_id, address_key, url, published, added, row_number() OVER same_address AS version,
       lag(id) OVER same_address AS version_of, lead(id) OVER same_address AS newer_version
FROM pages WHERE address_key IS NOT NULL
WINDOW same_address AS (PARTITION BY address_key ORDER BY id)"""


def upgrade() -> None:
    """Make the tables and the view."""
    op.create_table(
        "entities",
        sa.Column("id", ID, nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("merged_into", ID),
        sa.ForeignKeyConstraint(["merged_into"], ["entities.id"], name=op.f("fk_entities_merged_into")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entities")),
        sa.UniqueConstraint("type", "key", name=op.f("uq_entities_type_key")),
        comment="Those who are named, over all pages.",
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_entities_merged_into"), "entities", ["merged_into"])
    op.create_table(
        "meta",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_meta")),
        comment="What is known of the desk itself: its format, who made it and when, where its original bytes lie.",
    )
    op.create_table(
        "producers",
        sa.Column("id", ID, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("versions", sa.JSON(), nullable=False),
        sa.Column("rawi", sa.Text()),
        sa.Column("tagger", sa.Text()),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_producers")),
        sa.UniqueConstraint("key", name=op.f("uq_producers_key")),
        comment="Versions that made readings.",
    )
    op.create_table(
        "pages",
        sa.Column("id", ID, nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("origin", sa.Text()),
        sa.Column("url", sa.Text()),
        sa.Column("address_key", sa.Text()),
        sa.Column("outlet", sa.Text()),
        sa.Column("outlet_key", sa.Text()),
        sa.Column("agency", sa.Text()),
        sa.Column("author", sa.Text()),
        sa.Column("title", sa.Text()),
        sa.Column("language", sa.Text()),
        sa.Column("genre", sa.Text()),
        sa.Column("published", sa.Text()),
        sa.Column("published_day", sa.Text()),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("replaced", sa.JSON()),
        sa.Column("warnings", sa.JSON(), nullable=False),
        sa.Column("doubtful", sa.JSON(), nullable=False),
        sa.Column("reading_sha256", sa.Text()),
        sa.Column("producer_id", ID, nullable=False),
        sa.Column("added", sa.Text(), nullable=False),
        sa.Column("read", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["producer_id"], ["producers.id"], name=op.f("fk_pages_producer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pages")),
        sa.UniqueConstraint("sha256", name=op.f("uq_pages_sha256")),
        comment="One row for each different sequence of bytes.",
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_pages_address_key_id"), "pages", ["address_key", "id"])
    op.create_index(op.f("ix_pages_outlet_key_published_day"), "pages", ["outlet_key", "published_day"])
    op.create_index(op.f("ix_pages_published_day_id"), "pages", ["published_day", "id"])
    op.create_table(
        "attributions",
        sa.Column("page_id", ID, nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("cue", sa.JSON(), nullable=False),
        sa.Column("source", sa.JSON(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("stance", sa.Text(), nullable=False),
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("named", sa.Boolean(), nullable=False),
        sa.Column("referent", sa.JSON(), nullable=False),
        sa.Column("source_n", sa.Integer()),
        sa.Column("speaker_how", sa.Text(), nullable=False),
        sa.Column("speaker_score", sa.Float(), nullable=False),
        sa.Column("medium", sa.JSON(), nullable=False),
        sa.Column("said", sa.JSON(), nullable=False),
        sa.Column("outer_n", sa.Integer()),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("unsure", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["page_id"], ["pages.id"], name=op.f("fk_attributions_page_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("page_id", "n", name=op.f("pk_attributions")),
    )
    op.create_table(
        "blocks",
        sa.Column("page_id", ID, nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("stop", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["page_id"], ["pages.id"], name=op.f("fk_blocks_page_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("page_id", "n", name=op.f("pk_blocks")),
        comment="Parts of a page: title, body, byline, dateline, caption, teaser, navigation.",
    )
    op.create_table(
        "captures",
        sa.Column("id", ID, nullable=False),
        sa.Column("page_id", ID, nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("url", sa.Text()),
        sa.Column("captured", sa.Text()),
        sa.Column("added", sa.Text(), nullable=False),
        sa.Column("known", sa.JSON(), nullable=False),
        sa.Column("charset", sa.Text()),
        sa.Column("is_text", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["page_id"], ["pages.id"], name=op.f("fk_captures_page_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_captures")),
        sa.UniqueConstraint("page_id", "origin", name=op.f("uq_captures_page_id_origin")),
        comment="Each way by which the bytes of a page came; the bytes themselves lie in the folder beside, by sha256.",
    )
    op.create_table(
        "page_entities",
        sa.Column("page_id", ID, nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("entity_id", ID, nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("roles", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["entity_id"], ["entities.id"], name=op.f("fk_page_entities_entity_id")),
        sa.ForeignKeyConstraint(["page_id"], ["pages.id"], name=op.f("fk_page_entities_page_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("page_id", "n", name=op.f("pk_page_entities")),
    )
    op.create_index(op.f("ix_page_entities_entity_id_page_id"), "page_entities", ["entity_id", "page_id"])
    op.create_table(
        "quantities",
        sa.Column("page_id", ID, nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("stop", sa.Integer(), nullable=False),
        sa.Column("low", sa.Float()),
        sa.Column("high", sa.Float()),
        sa.Column("exact", sa.Text()),
        sa.Column("bound", sa.Text(), nullable=False),
        sa.Column("only", sa.Boolean(), nullable=False),
        sa.Column("unit", sa.Text()),
        sa.Column("of_start", sa.Integer()),
        sa.Column("of_stop", sa.Integer()),
        sa.Column("of_key", sa.Text()),
        sa.ForeignKeyConstraint(["page_id"], ["pages.id"], name=op.f("fk_quantities_page_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("page_id", "n", name=op.f("pk_quantities")),
    )
    op.create_index(op.f("ix_quantities_low_high"), "quantities", ["low", "high"])
    op.create_table(
        "sentences",
        sa.Column("page_id", ID, nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("stop", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["page_id"], ["pages.id"], name=op.f("fk_sentences_page_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("page_id", "n", name=op.f("pk_sentences")),
    )
    op.create_table(
        "sources",
        sa.Column("id", ID, nullable=False),
        sa.Column("page_id", ID, nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("named", sa.Boolean(), nullable=False),
        sa.Column("entity_n", sa.Integer()),
        sa.Column("entity_id", ID),
        sa.Column("spans", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["entity_id"], ["entities.id"], name=op.f("fk_sources_entity_id")),
        sa.ForeignKeyConstraint(["page_id"], ["pages.id"], name=op.f("fk_sources_page_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sources")),
        sa.UniqueConstraint("page_id", "n", name=op.f("uq_sources_page_id_n")),
        comment="Those to whom a page attributes something.",
    )
    op.create_index(op.f("ix_sources_entity_id_page_id"), "sources", ["entity_id", "page_id"])
    op.create_index(op.f("ix_sources_name_key"), "sources", ["name_key"])
    op.create_table(
        "times",
        sa.Column("page_id", ID, nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("stop", sa.Integer(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("first", sa.Text()),
        sa.Column("last", sa.Text()),
        sa.Column("calendar", sa.Text(), nullable=False),
        sa.Column("precision", sa.Text(), nullable=False),
        sa.Column("tolerance_days", sa.Integer(), nullable=False),
        sa.Column("candidates", sa.JSON(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("bound", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["page_id"], ["pages.id"], name=op.f("fk_times_page_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("page_id", "n", name=op.f("pk_times")),
    )
    op.create_index(op.f("ix_times_first_last"), "times", ["first", "last"])
    op.create_table(
        "claims",
        sa.Column("id", ID, nullable=False),
        sa.Column("page_id", ID, nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("stop", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("stance", sa.Text(), nullable=False),
        sa.Column("chain", sa.JSON(), nullable=False),
        sa.Column("source_id", ID),
        sa.Column("kind", sa.Text()),
        sa.Column("named", sa.Boolean()),
        sa.Column("said_first", sa.Text()),
        sa.Column("said_last", sa.Text()),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("unsure", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["page_id"], ["pages.id"], name=op.f("fk_claims_page_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_claims_source_id"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claims")),
        sa.UniqueConstraint("page_id", "n", name=op.f("uq_claims_page_id_n")),
        comment="What is claimed, seen through one chain.",
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_claims_said_first_id"), "claims", ["said_first", "id"])
    op.create_index(op.f("ix_claims_source_id"), "claims", ["source_id"])
    op.create_index(op.f("ix_claims_stance_said_first"), "claims", ["stance", "said_first"])
    op.create_table(
        "mentions",
        sa.Column("page_id", ID, nullable=False),
        sa.Column("entity_n", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("stop", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["page_id", "entity_n"],
            ["page_entities.page_id", "page_entities.n"],
            name=op.f("fk_mentions_page_id_entity_n"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["page_id"], ["pages.id"], name=op.f("fk_mentions_page_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("page_id", "entity_n", "position", name=op.f("pk_mentions")),
    )
    op.create_table(
        "claim_entities",
        sa.Column("claim_id", ID, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("entity_n", sa.Integer(), nullable=False),
        sa.Column("entity_id", ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["claim_id"], ["claims.id"], name=op.f("fk_claim_entities_claim_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["entity_id"], ["entities.id"], name=op.f("fk_claim_entities_entity_id")),
        sa.PrimaryKeyConstraint("claim_id", "position", name=op.f("pk_claim_entities")),
    )
    op.create_index(op.f("ix_claim_entities_entity_id_claim_id"), "claim_entities", ["entity_id", "claim_id"])
    op.create_table(
        "claim_quantities",
        sa.Column("claim_id", ID, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("quantity_n", sa.Integer(), nullable=False),
        sa.Column("low", sa.Float()),
        sa.Column("high", sa.Float()),
        sa.Column("unit", sa.Text()),
        sa.ForeignKeyConstraint(
            ["claim_id"], ["claims.id"], name=op.f("fk_claim_quantities_claim_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("claim_id", "position", name=op.f("pk_claim_quantities")),
    )
    op.create_index(op.f("ix_claim_quantities_low_high"), "claim_quantities", ["low", "high"])
    op.create_table(
        "claim_times",
        sa.Column("claim_id", ID, nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("time_n", sa.Integer(), nullable=False),
        sa.Column("first", sa.Text()),
        sa.Column("last", sa.Text()),
        sa.CheckConstraint("role IN ('said', 'of')", name=op.f("ck_claim_times_role")),
        sa.ForeignKeyConstraint(["claim_id"], ["claims.id"], name=op.f("fk_claim_times_claim_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("claim_id", "role", "position", name=op.f("pk_claim_times")),
    )
    op.create_index(op.f("ix_claim_times_role_first_last"), "claim_times", ["role", "first", "last"])

    op.execute(PAGE_VERSIONS)


def downgrade() -> None:
    """Take them away."""
    op.execute("DROP VIEW page_versions")
    for table in (
        "claim_times",
        "claim_quantities",
        "claim_entities",
        "mentions",
        "claims",
        "times",
        "sources",
        "sentences",
        "quantities",
        "page_entities",
        "captures",
        "blocks",
        "attributions",
        "pages",
        "producers",
        "meta",
        "entities",
    ):
        op.drop_table(table)
