"""Decisions, what is derived from them, and the view of the claims as they now stand."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

VIEW = """\
CREATE VIEW current_claims AS
SELECT c.id AS claim_id, c.page_id AS page_id, c.n AS n, COALESCE(d.state, 'read') AS state,
       COALESCE(d.start, c.start) AS start, COALESCE(d.stop, c.stop) AS stop, COALESCE(d.text, c.text) AS text,
       COALESCE(d.stance, c.stance) AS stance, CASE WHEN d.id IS NULL THEN s.name ELSE d.source END AS source,
       CASE WHEN d.id IS NULL THEN c.kind ELSE d.kind END AS kind,
       CASE WHEN d.id IS NULL THEN c.named ELSE d.named END AS named
FROM claims AS c LEFT JOIN decided_claims AS d ON d.claim_id = c.id LEFT JOIN sources AS s ON s.id = c.source_id
UNION ALL
SELECT NULL, d.page_id, NULL, d.state, d.start, d.stop, d.text, d.stance, d.source, d.kind, d.named
FROM decided_claims AS d WHERE d.claim_id IS NULL"""


def upgrade() -> None:
    """Make the tables and the view."""
    op.create_table(
        "decisions",
        sa.Column("id", ID, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("page_id", ID),
        sa.Column("other_page_id", ID),
        sa.Column("target", sa.JSON(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("made", sa.Text(), nullable=False),
        sa.Column("why", sa.Text()),
        sa.Column("undoes", ID),
        sa.Column("state", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["page_id"], ["pages.id"], name=op.f("fk_decisions_page_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["other_page_id"], ["pages.id"], name=op.f("fk_decisions_other_page_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["undoes"], ["decisions.id"], name=op.f("fk_decisions_undoes"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decisions")),
        comment="What people decided. Rows are never altered, but for state, which follows from the others.",
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_decisions_page_id_id"), "decisions", ["page_id", "id"])
    op.create_index(op.f("ix_decisions_other_page_id"), "decisions", ["other_page_id"])
    op.create_index(op.f("ix_decisions_undoes"), "decisions", ["undoes"])
    op.create_index(op.f("ix_decisions_kind_id"), "decisions", ["kind", "id"])
    op.create_index(op.f("ix_decisions_state_id"), "decisions", ["state", "id"])
    op.create_table(
        "decided_claims",
        sa.Column("id", ID, nullable=False),
        sa.Column("page_id", ID, nullable=False),
        sa.Column("claim_id", ID),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("stands", sa.Boolean(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("stop", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("stance", sa.Text(), nullable=False),
        sa.Column("source", sa.Text()),
        sa.Column("kind", sa.Text()),
        sa.Column("named", sa.Boolean()),
        sa.Column("decisions", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["page_id"], ["pages.id"], name=op.f("fk_decided_claims_page_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["claim_id"], ["claims.id"], name=op.f("fk_decided_claims_claim_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decided_claims")),
        sa.UniqueConstraint("claim_id", name=op.f("uq_decided_claims_claim_id")),
        comment="Claims that are not as they were read, because of decisions; derived.",
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_decided_claims_page_id"), "decided_claims", ["page_id"])
    op.create_table(
        "page_states",
        sa.Column("page_id", ID, nullable=False, autoincrement=False),
        sa.Column("not_news", sa.Boolean(), nullable=False),
        sa.Column("checked", sa.Boolean(), nullable=False),
        sa.Column("in_force", sa.Integer(), nullable=False),
        sa.Column("loose", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["page_id"], ["pages.id"], name=op.f("fk_page_states_page_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("page_id", name=op.f("pk_page_states")),
        comment="Pages on which somebody decided; derived.",
    )
    op.create_table(
        "entity_parts",
        sa.Column("entity_id", ID, nullable=False, autoincrement=False),
        sa.Column("part_of", ID, nullable=False),
        sa.Column("decision_id", ID, nullable=False),
        sa.ForeignKeyConstraint(["entity_id"], ["entities.id"], name=op.f("fk_entity_parts_entity_id")),
        sa.ForeignKeyConstraint(["part_of"], ["entities.id"], name=op.f("fk_entity_parts_part_of")),
        sa.ForeignKeyConstraint(["decision_id"], ["decisions.id"], name=op.f("fk_entity_parts_decision_id")),
        sa.PrimaryKeyConstraint("entity_id", name=op.f("pk_entity_parts")),
        sa.UniqueConstraint("decision_id", name=op.f("uq_entity_parts_decision_id")),
        comment="Entities that people split off another on some pages; derived.",
    )
    op.create_index(op.f("ix_entity_parts_part_of"), "entity_parts", ["part_of"])
    op.execute(VIEW)


def downgrade() -> None:
    """Take the view and the tables away, and with them what people decided."""
    op.execute("DROP VIEW current_claims")
    op.drop_table("entity_parts")
    op.drop_table("page_states")
    op.drop_table("decided_claims")
    op.drop_table("decisions")
