"""The tables of decisions. ``decisions`` is what people said and only grows; the others are derived from it.

``decided_claims`` and ``page_states`` are written anew for a page whenever somebody decides on it or it is read again;
the view ``current_claims`` shows every claim as it now stands.
"""

from __future__ import annotations

from sqlalchemy import (
    DDL,
    JSON,
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    event,
)

from rawi.desk.tables import metadata
from rawi.desk.text import Words

_Id = BigInteger().with_variant(Integer, "sqlite")

decisions = Table(
    "decisions",
    metadata,
    Column("id", _Id, primary_key=True),
    Column(
        "kind", Text, nullable=False
    ),  # accept, reject, correct, add, not_news, checked, note, merge, split, undo, ...
    Column("page_id", _Id, ForeignKey("pages.id", ondelete="CASCADE")),  # None: on who is who over all pages
    Column("other_page_id", _Id, ForeignKey("pages.id", ondelete="CASCADE")),  # of a link its other end
    Column("target", JSON, nullable=False),  # what it is about, to be found again in another reading
    Column("before", JSON, nullable=False),  # what was so until then
    Column("after", JSON, nullable=False),  # what is so from then on
    Column("who", Words, nullable=False),
    Column("made", Text, nullable=False),  # moment, UTC
    Column("why", Words),
    Column("undoes", _Id, ForeignKey("decisions.id", ondelete="CASCADE")),  # of an undo
    Column("state", Text, nullable=False),  # derived: stands, undone, loose
    Index(None, "page_id", "id"),
    Index(None, "other_page_id"),
    Index(None, "undoes"),
    Index(None, "kind", "id"),
    Index(None, "state", "id"),
    sqlite_autoincrement=True,
    comment="What people decided. Rows are never altered, but for state, which follows from the others.",
)

decided_claims = Table(
    "decided_claims",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("page_id", _Id, ForeignKey("pages.id", ondelete="CASCADE"), nullable=False),
    Column("claim_id", _Id, ForeignKey("claims.id", ondelete="CASCADE"), unique=True),  # None: no machine found it
    Column("state", Text, nullable=False),  # accepted, rejected, corrected, added, changed, replaced
    Column("stands", Boolean, nullable=False),  # not rejected nor replaced
    Column("start", Integer, nullable=False),
    Column("stop", Integer, nullable=False),
    Column("content", JSON, nullable=False),
    Column("text", Words, nullable=False),
    Column("stance", Text, nullable=False),
    Column("source", Words),  # name of the innermost source, None: the page's own claim, or nobody is named
    Column("kind", Text),
    Column("named", Boolean),
    Column("decisions", JSON, nullable=False),  # numbers of those that made it so
    Column("said_first", Text),  # of one that people added: days at which it was said, else the page's day
    Column("said_last", Text),
    Index(None, "page_id"),
    sqlite_autoincrement=True,
    comment="Claims that are not as they were read, because of decisions; derived.",
)

page_states = Table(
    "page_states",
    metadata,
    Column("page_id", _Id, ForeignKey("pages.id", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("not_news", Boolean, nullable=False),
    Column("checked", Boolean, nullable=False),
    Column("in_force", Integer, nullable=False),  # how many decisions
    Column("loose", Integer, nullable=False),  # of these, how many whose words moved
    comment="Pages on which somebody decided; derived.",
)

entity_parts = Table(
    "entity_parts",
    metadata,
    Column("entity_id", _Id, ForeignKey("entities.id"), primary_key=True, autoincrement=False),
    Column("part_of", _Id, ForeignKey("entities.id"), nullable=False),
    Column("decision_id", _Id, ForeignKey("decisions.id"), nullable=False, unique=True),
    Index(None, "part_of"),
    comment="Entities that people split off another on some pages; derived.",
)

CURRENT_CLAIMS = """\
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
"""Every claim as it now stands, also those rejected or replaced (`state`). A migration that alters `claims` or `sources`
on SQLite must drop it first and make it again, since SQLite renames tables to alter them."""

event.listen(decided_claims, "after_create", DDL(CURRENT_CLAIMS))  # type: ignore[no-untyped-call]
event.listen(decided_claims, "before_drop", DDL("DROP VIEW IF EXISTS current_claims"))  # type: ignore[no-untyped-call]
