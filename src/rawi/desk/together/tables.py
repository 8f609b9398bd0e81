"""The tables of what several pages say together. All are derived: from readings, and from people's decisions.

A story and a proposition keep their number (`id`) as they grow, and it is given to no other: where one became part of
another, `joined_id` leads there and the row stays. Words are in them only where a list needs them (titles, the text of a
proposition, names of origins), and are taken out with the page that they came from (`waiting.remove`).
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    Table,
    Text,
)

from rawi.desk.tables import metadata
from rawi.desk.text import Words

_Id = BigInteger().with_variant(Integer, "sqlite")


def _page(name: str = "page_id") -> Column[int]:
    return Column(name, _Id, ForeignKey("pages.id", ondelete="CASCADE"), nullable=False)


waiting = Table(
    "together_waiting",
    metadata,
    Column("page_id", _Id, ForeignKey("pages.id", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("stage", Integer, nullable=False),  # 0: to be placed in a story, 1: its claims are to be grouped
    Index(None, "stage", "page_id"),
    comment="Pages that are new, were read again or decided on, and not yet brought together with the others.",
)

stories = Table(
    "together_stories",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("title", Words),
    Column("pages", Integer, nullable=False),
    Column("propositions", Integer, nullable=False),
    Column("disputed", Integer, nullable=False),
    Column("first", Text),  # days
    Column("last", Text),
    Column("names", JSON, nullable=False),
    Column("joined_id", _Id),  # the story that it became part of
    Index(None, "last", "id"),
    sqlite_autoincrement=True,
    comment="Pages about one event; also a page that is alone.",
)

story_pages = Table(
    "together_pages",
    metadata,
    Column("page_id", _Id, ForeignKey("pages.id", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("story_id", _Id, ForeignKey("together_stories.id"), nullable=False),
    Column("day", Integer),  # its ordinal, None where it is not known
    Column("terms", LargeBinary, nullable=False),  # what the page is about (`looking.pack`)
    Index(None, "story_id", "page_id"),
    comment="The story of each page, and what that was decided by.",
)

changed = Table(
    "together_changed",
    metadata,
    Column("story_id", _Id, ForeignKey("together_stories.id"), primary_key=True, autoincrement=False),
    comment="Stories whose claims are to be grouped again.",
)

terms = Table(
    "together_terms",
    metadata,
    Column("term", BigInteger, nullable=False),  # a number that stands for a word or name
    Column("day", Integer, nullable=False),  # of the page, 0 where it is not known
    _page(),
    PrimaryKeyConstraint("term", "day", "page_id"),
    Index(None, "page_id"),
    comment="The rarest of what a page is about: by these pages of the same days are found that may be of one story.",
    sqlite_with_rowid=False,
)

holders = Table(
    "together_holders",
    metadata,
    Column("term", BigInteger, primary_key=True, autoincrement=False),  # 0: all pages
    Column("pages", Integer, nullable=False),
    comment="How many pages are about a word or name.",
    sqlite_with_rowid=False,
)

propositions = Table(
    "together_propositions",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("story_id", _Id, ForeignKey("together_stories.id")),  # that of most of its pages
    Column("text", Words),
    Column("pages", Integer, nullable=False),
    Column("outlets", Integer, nullable=False),
    Column("supporting", Integer, nullable=False),
    Column("denying", Integer, nullable=False),
    Column("conflicts", Text, nullable=False),  # of denied, figures, times, with a comma between
    Column("disputed", Boolean, nullable=False),
    Column("unsure", Boolean, nullable=False),
    Column("first", Text),
    Column("last", Text),
    Column("joined_id", _Id),  # the proposition that it became part of
    Column(
        "found", JSON(none_as_null=True)
    ),  # what stands behind it, as `rawi.together` wrote it; None: to be made again
    Index(None, "story_id", "pages"),
    Index(None, "disputed", "pages", "id"),
    sqlite_autoincrement=True,
    comment="What claims of several pages have in common, or what claims of one page do not agree on.",
)

members = Table(
    "together_members",
    metadata,
    _page(),
    Column("start", Integer, nullable=False),
    Column("stop", Integer, nullable=False),
    Column("proposition_id", _Id, ForeignKey("together_propositions.id"), nullable=False),
    Column("claim", Integer),  # its number in the machine's reading, None where a person added it
    Column("stance", Text, nullable=False),
    Column("unsure", Boolean, nullable=False),
    PrimaryKeyConstraint("page_id", "start", "stop"),
    Index(None, "proposition_id"),
    comment="The claims of propositions.",
)

origins = Table(
    "together_origins",
    metadata,
    Column("proposition_id", _Id, ForeignKey("together_propositions.id", ondelete="CASCADE"), nullable=False),
    Column("n", Integer, nullable=False),
    Column("key", Words, nullable=False),  # what makes origins of different propositions one
    Column("name", Words, nullable=False),
    Column("kind", Text, nullable=False),
    Column("named", Boolean, nullable=False),
    Column("pages", Integer, nullable=False),
    Column("supports", Boolean, nullable=False),
    Column("denies", Boolean, nullable=False),
    Column("relays", JSON, nullable=False),  # names of those who passed it on
    PrimaryKeyConstraint("proposition_id", "n"),
    Index(None, "key", "proposition_id"),
    comment="Where the chains of a proposition end.",
)

events = Table(
    "together_events",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("kind", Text, nullable=False),  # story, proposition
    Column("what", Text, nullable=False),  # joined, split
    Column("name", _Id, nullable=False),
    Column("other", _Id, nullable=False),
    Column("made", Text, nullable=False),  # moment, UTC
    Index(None, "kind", "name"),
    Index(None, "kind", "other"),
    sqlite_autoincrement=True,
    comment="What happened to the numbers of stories and propositions.",
)

keys = Table(
    "together_keys",
    metadata,
    Column("key", BigInteger, nullable=False),  # a number that stands for two rare things
    _page(),
    Column("start", Integer, nullable=False),
    Column("stop", Integer, nullable=False),
    PrimaryKeyConstraint("key", "page_id", "start"),
    Index(None, "page_id"),
    comment="Pairs of rare things in claims: by these the same claim is found in another story.",
    sqlite_with_rowid=False,
)

briefs = Table(
    "together_briefs",
    metadata,
    Column("page_id", _Id, ForeignKey("pages.id", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("version", Text, nullable=False),  # of the page, as `rawi.together` names it
    Column("claims", LargeBinary, nullable=False),
    comment="What the claims of a page are about, in brief: by this it is told which may be claims of other stories.",
)

alike = Table(
    "together_alike",
    metadata,
    _page(),
    Column("start", Integer, nullable=False),
    Column("stop", Integer, nullable=False),
    _page("other_page_id"),
    Column("other_start", Integer, nullable=False),
    Column("other_stop", Integer, nullable=False),
    Column("odds", Float, nullable=False),
    PrimaryKeyConstraint("page_id", "start", "other_page_id", "other_start"),
    Index(None, "other_page_id"),
    comment="Claims of two stories that claim the same, with the logarithm of the odds that they do.",
)

vectors = Table(
    "together_vectors",
    metadata,
    Column("page_id", _Id, ForeignKey("pages.id", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("digest", LargeBinary, nullable=False),  # of the words of the claims and the weights
    Column("vectors", LargeBinary, nullable=False),  # of each claim, one after another
    comment="What the claims of pages mean, where the desk is brought together by meaning.",
)
