"""What searching needs beside the index itself, the same on both databases.

The index is what differs: on SQLite three FTS5 tables without content (`search_claims`, `search_pages`,
`search_name_words`) and one of trigrams (`search_parts`), on PostgreSQL three tables of `tsvector` with GIN indexes and a
trigram index on `search_words`. They are made by the migration and hold nothing that could not be made anew from the
tables of the desk (`index.rebuild`).
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, LargeBinary, Table, Text, UniqueConstraint

from rawi.desk.tables import metadata
from rawi.desk.text import Words

_Id = BigInteger().with_variant(Integer, "sqlite")

INDEXES: Final = ("search_claims", "search_pages", "search_name_words", "search_parts")
"""Tables of the index itself, made by the migration by hand: not in `metadata`. SQLite puts others beside them, whose
names begin with theirs."""

indexed = Table(
    "search_indexed",
    metadata,
    Column("page_id", _Id, ForeignKey("pages.id"), primary_key=True, autoincrement=False),
    Column("version", Integer, nullable=False),  # tokens.VERSION
    Column("tokens", LargeBinary),  # SQLite: what was written, compressed; FTS5 has to be told it to take it out again
    comment="Pages that are in the index.",
)

words = Table(
    "search_words",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("word", Text, nullable=False, unique=True),
    Column("stem", Text, nullable=False),
    Index(None, "stem"),
    comment="Every different folded word of the index, to look for parts of words.",
)

names = Table(
    "search_names",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("entity_id", _Id, ForeignKey("entities.id")),  # None: a source that is no entity
    Column("type", Text),  # PER, ORG, LOC; None of a source that is no entity
    Column("name", Words, nullable=False),
    Column("mark", Text, nullable=False, unique=True),  # of entity and folded name (`documents.Name.mark`)
    Column("name_key", Words),  # sources.name_key
    Index(None, "entity_id"),
    sqlite_autoincrement=True,
    comment="Every different name of an entity, and of a source that is none.",
)

name_parts = Table(
    "search_name_parts",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("skeleton", Text, nullable=False),
    Column("part", Text, nullable=False),  # folded, words with a space between them: عبد الرحمن
    UniqueConstraint("skeleton", "part"),
    Index(None, "part"),
    comment="Parts of names by their consonants, to be found by Latin spellings.",
)
