"""What views read: few places of the file instead of thousands. On SQLite; PostgreSQL keeps its own in memory.

A view of a source or a name is made of up to a thousand pages. Their rows lie where the pages lie, all over the file, so
that each is a read of its own: dear where the system has not just this place in memory. So indexes hold all that
these views ask of a source, a page or a name, and two tables hold claims in the order in which they are asked for:

view_said    by those who say them (an entity, else a folded name), with the day and stance of each
view_about   by those whom they name

SQLite's triggers keep both tables: whoever writes claims, sources and names need not know of them. The index for words
is merged once, which leaves room in the file for all this, and searches take a third of their time.
"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

NESTED = sa.text("outer_n IS NOT NULL")
COVERING = {
    "ix_view_sources_of_entity": (
        "sources (entity_id, page_id, id, name, name_key, kind, named) WHERE entity_id IS NOT NULL"
    ),
    "ix_view_sources_of_name": "sources (name_key, page_id, id, entity_id, name, kind, named) WHERE entity_id IS NULL",
    "ix_view_sources_namesakes": "sources (name_key, id, entity_id)",
    "ix_view_page_entities": "page_entities (entity_id, page_id, n, name, roles)",
    "ix_view_pages_publishers": "pages (id, outlet_key, outlet, agency)",
    "ix_view_pages_of_outlet": "pages (outlet_key, id, outlet, agency, published_day)",
    "ix_view_origins_of_one": "together_origins (key, proposition_id, n, supports, denies)",
}
"""Indexes that hold all that a view asks for."""

SAID_KEY = (
    "coalesce({s}.entity_id, 0), CASE WHEN {s}.entity_id IS NULL THEN {s}.name_key ELSE '' END, {s}.page_id, {s}.id"
)
MADE = "coalesce({c}.said_first, {c}.said_last, ''), {c}.stance"
TABLES = (
    "CREATE TABLE view_said (entity_id INTEGER NOT NULL, name_key TEXT NOT NULL, page_id INTEGER NOT NULL,"
    " source_id INTEGER NOT NULL, claim_id INTEGER NOT NULL, day TEXT NOT NULL, stance TEXT NOT NULL,"
    " PRIMARY KEY (entity_id, name_key, page_id, source_id, claim_id)) WITHOUT ROWID",
    "CREATE TABLE view_about (entity_id INTEGER NOT NULL, claim_id INTEGER NOT NULL, day TEXT NOT NULL,"
    " stance TEXT NOT NULL, PRIMARY KEY (entity_id, claim_id)) WITHOUT ROWID",
)
FILL = (
    f"INSERT INTO view_said SELECT {SAID_KEY.format(s='s')}, c.id, {MADE.format(c='c')}"
    " FROM claims AS c JOIN sources AS s ON s.id = c.source_id ORDER BY 1, 2, 3, 4, 5",
    f"INSERT OR IGNORE INTO view_about SELECT e.entity_id, e.claim_id, {MADE.format(c='c')}"
    " FROM claim_entities AS e JOIN claims AS c ON c.id = e.claim_id ORDER BY 1, 2",
)
SAY = (
    f"INSERT OR REPLACE INTO view_said SELECT {SAID_KEY.format(s='s')}, NEW.id, {MADE.format(c='NEW')}"
    " FROM sources AS s WHERE s.id = NEW.source_id;"
)
UNSAY = (
    "DELETE FROM view_said WHERE (entity_id, name_key, page_id, source_id) ="
    f" (SELECT {SAID_KEY.format(s='s')} FROM sources AS s WHERE s.id = OLD.source_id) AND claim_id = OLD.id;"
)
OF_SOURCE = f"(entity_id, name_key, page_id, source_id) = ({SAID_KEY.format(s='OLD')})"
NAME = (
    f"INSERT OR IGNORE INTO view_about SELECT NEW.entity_id, c.id, {MADE.format(c='c')}"
    " FROM claims AS c WHERE c.id = NEW.claim_id;"
)
UNNAME = (
    "DELETE FROM view_about WHERE entity_id = OLD.entity_id AND claim_id = OLD.claim_id AND NOT EXISTS"
    " (SELECT 1 FROM claim_entities AS e WHERE e.claim_id = OLD.claim_id AND e.entity_id = OLD.entity_id);"
)
TOLD_OTHERWISE = (
    f"UPDATE view_about SET (day, stance) = (SELECT {MADE.format(c='NEW')}) WHERE claim_id = NEW.id"
    " AND entity_id IN (SELECT e.entity_id FROM claim_entities AS e WHERE e.claim_id = NEW.id);"
)
TRIGGERS = {
    "view_said_claim": f"AFTER INSERT ON claims WHEN NEW.source_id IS NOT NULL BEGIN {SAY} END",
    "view_said_no_claim": f"AFTER DELETE ON claims WHEN OLD.source_id IS NOT NULL BEGIN {UNSAY} END",
    "view_claim_otherwise": (
        f"AFTER UPDATE OF source_id, said_first, said_last, stance ON claims BEGIN {UNSAY} {SAY} {TOLD_OTHERWISE} END"
    ),
    "view_said_by_another": (
        "AFTER UPDATE OF entity_id, name_key, page_id ON sources BEGIN"
        f" UPDATE view_said SET (entity_id, name_key, page_id, source_id) = (SELECT {SAID_KEY.format(s='NEW')})"
        f" WHERE {OF_SOURCE}; END"
    ),
    "view_said_by_nobody": f"AFTER DELETE ON sources BEGIN DELETE FROM view_said WHERE {OF_SOURCE}; END",
    "view_about_name": f"AFTER INSERT ON claim_entities BEGIN {NAME} END",
    "view_about_no_name": f"AFTER DELETE ON claim_entities BEGIN {UNNAME} END",
    "view_about_another": f"AFTER UPDATE OF entity_id, claim_id ON claim_entities BEGIN {UNNAME} {NAME} END",
}


def upgrade() -> None:
    """Make them, and fill the tables."""
    op.create_index(
        op.f("ix_attributions_page_id_outer_n"), "attributions", ["page_id", "outer_n"],
        sqlite_where=NESTED, postgresql_where=NESTED,
    )  # fmt: skip
    if op.get_bind().dialect.name != "sqlite":
        return
    for table in ("search_claims", "search_pages", "search_name_words", "search_parts"):
        op.execute(f"INSERT INTO {table} ({table}) VALUES ('optimize')")
    for name, columns in COVERING.items():
        op.execute(f"CREATE INDEX {name} ON {columns}")
    for statement in TABLES + FILL:
        op.execute(statement)
    for name, told in TRIGGERS.items():
        op.execute(sa.text(f"CREATE TRIGGER {name} {told}"))


def downgrade() -> None:
    """Take them away."""
    op.drop_index(op.f("ix_attributions_page_id_outer_n"), "attributions")
    if op.get_bind().dialect.name != "sqlite":
        return
    for name in TRIGGERS:
        op.execute(f"DROP TRIGGER {name}")
    for name in COVERING:
        op.execute(f"DROP INDEX {name}")
    for name in ("view_said", "view_about"):
        op.execute(f"DROP TABLE {name}")
