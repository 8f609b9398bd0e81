"""The tables of copies: what is kept of the words of a page, which pages hold a shingle, the copies that were found.

All of it follows from the pages and can be made anew (`rawi.together.copies.on_desk`). A page that has no row in
`page_words` has not been held against the others yet.
"""

from __future__ import annotations

from sqlalchemy import JSON, BigInteger, Column, Float, ForeignKey, Index, Integer, LargeBinary, Table, Text

from rawi.desk.tables import metadata
from rawi.desk.text import Words

_Id = BigInteger().with_variant(Integer, "sqlite")

page_words = Table(
    "page_words",
    metadata,
    Column("page_id", _Id, ForeignKey("pages.id", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("version", Integer, nullable=False),  # of what the bytes mean
    Column("hashes", LargeBinary, nullable=False),  # a number for each folded word, four bytes each, little endian
    Column("places", LargeBinary, nullable=False),  # for each the letters since the word before, and its own
    Column("marks", LargeBinary, nullable=False),  # for each a byte: part of no name, in quotation marks
    Column("told", JSON, nullable=False),  # [[first word, end, speaker]] of what is attributed, inner ones last
    Column("named", JSON, nullable=False),  # everybody whom the page names as a source
    Column("shingles", LargeBinary, nullable=False),  # those by which it is in `shingles`, eight bytes each
    comment="The words of each page as numbers: pages are held against each other without reading their text again.",
)

shingles = Table(
    "shingles",
    metadata,
    Column("shingle", _Id, primary_key=True, autoincrement=False),  # the number of a run of words, signed
    Column("pages", LargeBinary, nullable=False),  # the pages that hold it, 20 bytes each: page, place, words around
    comment="Which pages hold a run of words: the first ones that do, to a limit.",
)

copies = Table(
    "copies",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("page_id", _Id, ForeignKey("pages.id", ondelete="CASCADE"), nullable=False),  # the larger number of the two
    Column("start", Integer, nullable=False),
    Column("stop", Integer, nullable=False),
    Column("other_page_id", _Id, ForeignKey("pages.id", ondelete="CASCADE"), nullable=False),
    Column("other_start", Integer, nullable=False),
    Column("other_stop", Integer, nullable=False),
    Column("equal", Integer, nullable=False),  # words that are the same
    Column("plain", Integer, nullable=False),  # of these, part of no name or formula
    Column("share", Float, nullable=False),  # of the words of the page
    Column("other_share", Float, nullable=False),
    Column("kind", Text, nullable=False),  # verbatim, near, quotation
    Column("direction", Text, nullable=False),  # from_other, to_other, unknown
    Column("why", Text),  # names, published
    Column("through", Words),  # the agency that both name as theirs
    Index(None, "page_id", "start"),
    Index(None, "other_page_id", "other_start"),
    sqlite_autoincrement=True,
    comment="Passages that two pages share nearly word for word.",
)
