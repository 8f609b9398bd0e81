"""The tables of a desk, as SQLAlchemy Core sees them. The migrations make them; a test holds both to be the same.

One row of ``pages`` for each different sequence of bytes. What was found in a page hangs on it by ``page_id`` and is
numbered within it by ``n``, as in the reading (``Claim.id`` is ``claims.n``), so a reading can be put together again
exactly. Spans are columns ``start`` and ``stop``, half-open, in code points of ``pages.text``; a part in several pieces
is JSON, ``[[3, 9], [12, 20]]``. Dates and moments are ISO 8601 text, which sorts by time. Columns ending in ``_key`` are
folded or reduced by Python (``rawi.desk.keys``), never by SQL. ``Words`` takes any letters, also those that a database
refuses.
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    UniqueConstraint,
    text,
)

from rawi.desk.text import Words

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

_Id = BigInteger().with_variant(Integer, "sqlite")
"""SQLite gives numbers by itself only to INTEGER PRIMARY KEY."""


def _page() -> Column[int]:
    return Column("page_id", _Id, ForeignKey("pages.id", ondelete="CASCADE"), nullable=False)


meta = Table(
    "meta",
    metadata,
    Column("key", Words, primary_key=True),
    Column("value", Words, nullable=False),
    comment="What is known of the desk itself: its format, who made it and when, where its original bytes lie.",
)

producers = Table(
    "producers",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("key", Words, nullable=False, unique=True),  # of all versions
    Column("versions", JSON, nullable=False),
    Column("rawi", Words),
    Column("tagger", Words),
    comment="Versions that made readings.",
)

pages = Table(
    "pages",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("sha256", Words, nullable=False, unique=True),  # of the bytes; Page.id
    Column("size", Integer, nullable=False),  # of the bytes
    Column("origin", Words),
    Column("url", Words),  # the same as in facts, for filters and joins
    Column("address_key", Words),  # normalised address: pages that share it are versions of one another
    Column("outlet", Words),
    Column("outlet_key", Words),
    Column("agency", Words),
    Column("author", Words),
    Column("title", Words),
    Column("language", Words),
    Column("genre", Words),
    Column("published", Words),  # as known, a day or a moment with zone
    Column("published_day", Words),  # its day, YYYY-MM-DD
    Column("facts", JSON, nullable=False),  # name: {"value", "how", "span"}; how each of the above is known
    Column("text", Words, nullable=False),
    Column(
        "replaced", JSON(none_as_null=True)
    ),  # [[place, code point]] of letters that no database takes, U+FFFD in text
    Column("warnings", JSON, nullable=False),
    Column("doubtful", JSON, nullable=False),  # spans whose letters are not certain
    Column("reading_sha256", Words),  # of the reading as JSON: what is read from the tables is what was put there
    Column("producer_id", _Id, ForeignKey("producers.id"), nullable=False),
    Column("added", Words, nullable=False),  # moment, UTC
    Column("read", Words, nullable=False),  # moment of the reading that is kept, UTC
    Index(None, "address_key", "id"),
    Index(None, "outlet_key", "published_day"),
    Index(None, "published_day", "id"),
    sqlite_autoincrement=True,
    comment="One row for each different sequence of bytes.",
)

captures = Table(
    "captures",
    metadata,
    Column("id", _Id, primary_key=True),
    _page(),
    Column("origin", Words, nullable=False),  # file, archive member, address; a very long one is shortened
    Column("url", Words),
    Column("captured", Words),  # moment at which the bytes came, where it is known
    Column("added", Words, nullable=False),  # moment at which the desk got them
    Column("known", JSON, nullable=False),  # what the container told: name: {"value", "how"}
    Column("charset", Words),
    Column("is_text", Boolean, nullable=False),
    UniqueConstraint("page_id", "origin"),
    comment="Each way by which the bytes of a page came; the bytes themselves lie in the folder beside, by sha256.",
)

blocks = Table(
    "blocks",
    metadata,
    _page(),
    Column("n", Integer, nullable=False),
    Column("kind", Words, nullable=False),
    Column("start", Integer, nullable=False),
    Column("stop", Integer, nullable=False),
    PrimaryKeyConstraint("page_id", "n"),
    comment="Parts of a page: title, body, byline, dateline, caption, teaser, navigation.",
)

sentences = Table(
    "sentences",
    metadata,
    _page(),
    Column("n", Integer, nullable=False),
    Column("start", Integer, nullable=False),
    Column("stop", Integer, nullable=False),
    PrimaryKeyConstraint("page_id", "n"),
)

entities = Table(
    "entities",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("type", Words, nullable=False),  # PER, ORG, LOC
    Column("name", Words, nullable=False),  # the fullest name that was met
    Column(
        "key", Words, nullable=False
    ),  # what makes page entities one; of a bare first name it holds the page's sha256
    Column("merged_into", _Id, ForeignKey("entities.id")),  # what people decided, derived from decisions
    UniqueConstraint("type", "key"),
    Index(None, "merged_into"),
    sqlite_autoincrement=True,
    comment="Those who are named, over all pages.",
)

page_entities = Table(
    "page_entities",
    metadata,
    _page(),
    Column("n", Integer, nullable=False),
    Column("entity_id", _Id, ForeignKey("entities.id"), nullable=False),
    Column("type", Words, nullable=False),
    Column("name", Words, nullable=False),  # the fullest on this page
    Column("roles", JSON, nullable=False),  # [{"text", "span"}]
    PrimaryKeyConstraint("page_id", "n"),
    Index(None, "entity_id", "page_id"),
)

mentions = Table(
    "mentions",
    metadata,
    _page(),
    Column("entity_n", Integer, nullable=False),
    Column("position", Integer, nullable=False),
    Column("start", Integer, nullable=False),
    Column("stop", Integer, nullable=False),
    PrimaryKeyConstraint("page_id", "entity_n", "position"),
    ForeignKeyConstraint(["page_id", "entity_n"], ["page_entities.page_id", "page_entities.n"], ondelete="CASCADE"),
)

times = Table(
    "times",
    metadata,
    _page(),
    Column("n", Integer, nullable=False),
    Column("start", Integer, nullable=False),
    Column("stop", Integer, nullable=False),
    Column("value", Words, nullable=False),
    Column("first", Words),  # first day, None where that side is open or nothing was placed
    Column("last", Words),
    Column("calendar", Words, nullable=False),
    Column("precision", Words, nullable=False),
    Column("tolerance_days", Integer, nullable=False),
    Column("candidates", JSON, nullable=False),
    Column("why", Words, nullable=False),
    Column("bound", Words, nullable=False),
    PrimaryKeyConstraint("page_id", "n"),
    Index(None, "first", "last"),
)

quantities = Table(
    "quantities",
    metadata,
    _page(),
    Column("n", Integer, nullable=False),
    Column("start", Integer, nullable=False),
    Column("stop", Integer, nullable=False),
    Column("low", Float),
    Column("high", Float),
    Column("exact", Words),  # JSON of [low, high] as found, since a float column rounds large whole numbers
    Column("bound", Words, nullable=False),
    Column("only", Boolean, nullable=False),
    Column("unit", Words),
    Column("of_start", Integer),
    Column("of_stop", Integer),
    Column("of_key", Words),  # the noun counted, folded
    PrimaryKeyConstraint("page_id", "n"),
    Index(None, "low", "high"),
)

_NO_ENTITY = text("entity_id IS NULL")
_NESTED = text("outer_n IS NOT NULL")

sources = Table(
    "sources",
    metadata,
    Column("id", _Id, primary_key=True),
    _page(),
    Column("n", Integer, nullable=False),
    Column("name", Words, nullable=False),
    Column("name_key", Words, nullable=False),
    Column("kind", Words, nullable=False),
    Column("named", Boolean, nullable=False),
    Column("entity_n", Integer),  # in this page
    Column("entity_id", _Id, ForeignKey("entities.id")),
    Column("spans", JSON, nullable=False),
    UniqueConstraint("page_id", "n"),
    Index(None, "entity_id", "page_id"),
    Index(None, "name_key"),
    Index(None, "name_key", "page_id", sqlite_where=_NO_ENTITY, postgresql_where=_NO_ENTITY),
    comment="Those to whom a page attributes something.",
)

attributions = Table(
    "attributions",
    metadata,
    _page(),
    Column("n", Integer, nullable=False),
    Column("cue", JSON, nullable=False),
    Column("source", JSON, nullable=False),
    Column("content", JSON, nullable=False),
    Column("stance", Words, nullable=False),
    Column("form", Words, nullable=False),
    Column("kind", Words, nullable=False),
    Column("named", Boolean, nullable=False),
    Column("referent", JSON, nullable=False),
    Column("source_n", Integer),
    Column("speaker_how", Words, nullable=False),
    Column("speaker_score", Float, nullable=False),
    Column("medium", JSON, nullable=False),
    Column("said", JSON, nullable=False),  # numbers of times in this page
    Column("outer_n", Integer),
    Column("score", Float, nullable=False),
    Column("unsure", Boolean, nullable=False),
    PrimaryKeyConstraint("page_id", "n"),
    Index(None, "page_id", "outer_n", sqlite_where=_NESTED, postgresql_where=_NESTED),
)

claims = Table(
    "claims",
    metadata,
    Column("id", _Id, primary_key=True),
    _page(),
    Column("n", Integer, nullable=False),
    Column("start", Integer, nullable=False),  # of the whole content
    Column("stop", Integer, nullable=False),
    Column("content", JSON, nullable=False),  # its pieces
    Column("text", Words, nullable=False),
    Column("stance", Words, nullable=False),
    Column(
        "chain", JSON, nullable=False
    ),  # from the page inwards: [{"link": "outlet"}, {"link": "attribution", "id": 1}]
    Column(
        "source_id", _Id, ForeignKey("sources.id", ondelete="SET NULL")
    ),  # the innermost, None: the page's own claim
    Column("kind", Words),  # of the innermost source; None: the page's own
    Column("named", Boolean),
    Column("said_first", Words),  # days at which it was said, else the page's day
    Column("said_last", Words),
    Column("score", Float, nullable=False),
    Column("unsure", Boolean, nullable=False),
    UniqueConstraint("page_id", "n"),
    Index(None, "source_id"),
    Index(None, "said_first", "id"),
    Index(None, "stance", "said_first"),
    sqlite_autoincrement=True,
    comment="What is claimed, seen through one chain.",
)

claim_entities = Table(
    "claim_entities",
    metadata,
    Column("claim_id", _Id, ForeignKey("claims.id", ondelete="CASCADE"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("entity_n", Integer, nullable=False),  # in the claim's page
    Column("entity_id", _Id, ForeignKey("entities.id"), nullable=False),
    PrimaryKeyConstraint("claim_id", "position"),
    Index(None, "entity_id", "claim_id"),
)

claim_times = Table(
    "claim_times",
    metadata,
    Column("claim_id", _Id, ForeignKey("claims.id", ondelete="CASCADE"), nullable=False),
    Column("role", Words, nullable=False),  # said: when it was said; of: of which time it speaks
    Column("position", Integer, nullable=False),
    Column("time_n", Integer, nullable=False),
    Column("first", Words),
    Column("last", Words),
    CheckConstraint("role IN ('said', 'of')", name="role"),
    PrimaryKeyConstraint("claim_id", "role", "position"),
    Index(None, "role", "first", "last"),
)

claim_quantities = Table(
    "claim_quantities",
    metadata,
    Column("claim_id", _Id, ForeignKey("claims.id", ondelete="CASCADE"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("quantity_n", Integer, nullable=False),
    Column("low", Float),
    Column("high", Float),
    Column("unit", Words),
    PrimaryKeyConstraint("claim_id", "position"),
    Index(None, "low", "high"),
)
