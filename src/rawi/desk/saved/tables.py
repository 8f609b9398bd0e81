"""The table of searches that people keep."""

from __future__ import annotations

from sqlalchemy import JSON, BigInteger, Column, Index, Integer, Table, Text, text

from rawi.desk.tables import metadata
from rawi.desk.text import Words

_Id = BigInteger().with_variant(Integer, "sqlite")
_THERE = text("removed IS NULL")

saved_searches = Table(
    "saved_searches",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("name", Words, nullable=False),
    Column("name_key", Words, nullable=False),  # folded
    Column("asked", JSON, nullable=False),  # what `Desk.search` is called with: query, of, sort, filters
    Column("who", Words, nullable=False),
    Column("made", Text, nullable=False),  # moments, UTC
    Column("opened", Text, nullable=False),
    Column("seen", _Id, nullable=False),  # number of the newest page when it was last opened
    Column("removed", Text),  # moment at which it was taken away; None: it is there
    Index(None, "name_key", unique=True, sqlite_where=_THERE, postgresql_where=_THERE),
    sqlite_autoincrement=True,
    comment="Searches that people keep under a name.",
)
