"""What several pages say together: stories, propositions, their claims and origins, and the pages that wait for it."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the tables; the pages that are there wait."""
    op.create_table(
        "together_events",
        sa.Column("id", ID, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("name", ID, nullable=False),
        sa.Column("other", ID, nullable=False),
        sa.Column("made", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_together_events")),
        comment="What happened to the numbers of stories and propositions.",
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_together_events_kind_name"), "together_events", ["kind", "name"])
    op.create_index(op.f("ix_together_events_kind_other"), "together_events", ["kind", "other"])
    op.create_table(
        "together_holders",
        sa.Column("term", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("term", name=op.f("pk_together_holders")),
        comment="How many pages are about a word or name.",
        sqlite_with_rowid=False,
    )
    op.create_table(
        "together_stories",
        sa.Column("id", ID, nullable=False),
        sa.Column("title", sa.Text()),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("propositions", sa.Integer(), nullable=False),
        sa.Column("disputed", sa.Integer(), nullable=False),
        sa.Column("first", sa.Text()),
        sa.Column("last", sa.Text()),
        sa.Column("names", sa.JSON(), nullable=False),
        sa.Column("joined_id", ID),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_together_stories")),
        comment="Pages about one event; also a page that is alone.",
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_together_stories_last_id"), "together_stories", ["last", "id"])
    op.create_table(
        "together_changed",
        sa.Column("story_id", ID, autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["story_id"], ["together_stories.id"], name=op.f("fk_together_changed_story_id")),
        sa.PrimaryKeyConstraint("story_id", name=op.f("pk_together_changed")),
        comment="Stories whose claims are to be grouped again.",
    )
    op.create_table(
        "together_propositions",
        sa.Column("id", ID, nullable=False),
        sa.Column("story_id", ID),
        sa.Column("text", sa.Text()),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("outlets", sa.Integer(), nullable=False),
        sa.Column("supporting", sa.Integer(), nullable=False),
        sa.Column("denying", sa.Integer(), nullable=False),
        sa.Column("conflicts", sa.Text(), nullable=False),
        sa.Column("disputed", sa.Boolean(), nullable=False),
        sa.Column("unsure", sa.Boolean(), nullable=False),
        sa.Column("first", sa.Text()),
        sa.Column("last", sa.Text()),
        sa.Column("joined_id", ID),
        sa.Column("found", sa.JSON()),
        sa.ForeignKeyConstraint(["story_id"], ["together_stories.id"], name=op.f("fk_together_propositions_story_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_together_propositions")),
        comment="What claims of several pages have in common, or what claims of one page do not agree on.",
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_together_propositions_disputed_pages_id"), "together_propositions", ["disputed", "pages", "id"]
    )
    op.create_index(op.f("ix_together_propositions_story_id_pages"), "together_propositions", ["story_id", "pages"])
    op.create_table(
        "together_members",
        sa.Column("page_id", ID, nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("stop", sa.Integer(), nullable=False),
        sa.Column("proposition_id", ID, nullable=False),
        sa.Column("claim", sa.Integer()),
        sa.Column("stance", sa.Text(), nullable=False),
        sa.Column("unsure", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["page_id"], ["pages.id"], name=op.f("fk_together_members_page_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["proposition_id"], ["together_propositions.id"], name=op.f("fk_together_members_proposition_id")
        ),
        sa.PrimaryKeyConstraint("page_id", "start", "stop", name=op.f("pk_together_members")),
        comment="The claims of propositions.",
    )
    op.create_index(op.f("ix_together_members_proposition_id"), "together_members", ["proposition_id"])
    op.create_table(
        "together_origins",
        sa.Column("proposition_id", ID, nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("named", sa.Boolean(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("supports", sa.Boolean(), nullable=False),
        sa.Column("denies", sa.Boolean(), nullable=False),
        sa.Column("relays", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["proposition_id"],
            ["together_propositions.id"],
            name=op.f("fk_together_origins_proposition_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("proposition_id", "n", name=op.f("pk_together_origins")),
        comment="Where the chains of a proposition end.",
    )
    op.create_index(op.f("ix_together_origins_key"), "together_origins", ["key"])
    op.create_table(
        "together_pages",
        sa.Column("page_id", ID, autoincrement=False, nullable=False),
        sa.Column("story_id", ID, nullable=False),
        sa.Column("day", sa.Integer()),
        sa.Column("terms", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["page_id"], ["pages.id"], name=op.f("fk_together_pages_page_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["story_id"], ["together_stories.id"], name=op.f("fk_together_pages_story_id")),
        sa.PrimaryKeyConstraint("page_id", name=op.f("pk_together_pages")),
        comment="The story of each page, and what that was decided by.",
    )
    op.create_index(op.f("ix_together_pages_story_id_page_id"), "together_pages", ["story_id", "page_id"])
    op.create_table(
        "together_terms",
        sa.Column("term", sa.BigInteger(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("page_id", ID, nullable=False),
        sa.ForeignKeyConstraint(["page_id"], ["pages.id"], name=op.f("fk_together_terms_page_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("term", "day", "page_id", name=op.f("pk_together_terms")),
        comment="The rarest of what a page is about: by these pages of the same days are found that may be of one story.",
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_together_terms_page_id"), "together_terms", ["page_id"])
    op.create_table(
        "together_waiting",
        sa.Column("page_id", ID, autoincrement=False, nullable=False),
        sa.Column("stage", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["page_id"], ["pages.id"], name=op.f("fk_together_waiting_page_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("page_id", name=op.f("pk_together_waiting")),
        comment="Pages that are new, were read again or decided on, and not yet brought together with the others.",
    )
    op.create_index(op.f("ix_together_waiting_stage_page_id"), "together_waiting", ["stage", "page_id"])
    op.execute("INSERT INTO together_waiting (page_id, stage) SELECT id, 0 FROM pages")


def downgrade() -> None:
    """Take them away."""
    for table in (
        "together_waiting",
        "together_terms",
        "together_pages",
        "together_origins",
        "together_members",
        "together_propositions",
        "together_changed",
        "together_stories",
        "together_holders",
        "together_events",
    ):
        op.drop_table(table)
