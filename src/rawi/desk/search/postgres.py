"""The index on PostgreSQL: the same tokens as `tsvector`, with GIN; trigrams of words by pg_trgm.

Stems stand as they are with their places, words with = before them and facets with #, so that one vector holds all.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from sqlalchemy import Connection, text

from rawi.desk.search.documents import Document
from rawi.desk.search.plan import Needle, Plan

KEY: Final = "key"
_MOST_PLACES: Final = 255  # of one word that PostgreSQL keeps
_LAST_PLACE: Final = 16383


def match(table: str) -> str:
    """The condition that a row of the table is what the parameter `match` asks for."""
    return f"{table}.tokens @@ CAST(:match AS tsquery)"


def expression(plan: Plan) -> str:
    """The plan as a `tsquery`. All words in it are letters and digits."""
    parts = [f"({' | '.join(map(_needle, group))})" for group in plan.groups]
    parts += [f"({' | '.join(_quoted('#' + facet) for facet in any_of)})" for any_of in plan.facets]
    parts += [f"!({_needle(needle)})" for needle in plan.without]
    return " & ".join(parts)


def _needle(needle: Needle) -> str:
    runs = ["(" + " <-> ".join(map(_quoted, phrase)) + ")" for phrase in needle.phrases]
    return " | ".join(runs + [_quoted("=" + word) for word in needle.words])


def _quoted(word: str) -> str:
    return "'" + word.replace("\\", "\\\\").replace("'", "''") + "'"


# --- writing


def write(connection: Connection, page_id: int, documents: Sequence[Document]) -> None:
    """Put documents into the index."""
    by_table: dict[str, list[dict[str, object]]] = {}
    for d in documents:
        by_table.setdefault(d.table, []).append({"key": d.key, "page": d.page_id, "tokens": _vector(d)})
    for table, rows in by_table.items():
        connection.execute(
            text(
                f"INSERT INTO {table} (key, page_id, tokens) VALUES (:key, :page, CAST(:tokens AS tsvector)) "
                "ON CONFLICT (key) DO NOTHING"  # a name that somebody else puts in at the same moment
            ),
            rows,
        )


def _vector(d: Document) -> str:
    places: dict[str, list[int]] = {}
    for place, stem in enumerate(d.stems.split(), start=1):
        places.setdefault(stem, []).append(min(place, _LAST_PLACE))
    stems = [f"{_quoted(stem)}:{','.join(map(str, at[:_MOST_PLACES]))}" for stem, at in places.items()]
    words = [_quoted("=" + word) for word in dict.fromkeys(d.words.split())]
    return " ".join([*stems, *words, *(_quoted("#" + facet) for facet in d.facets.split())])


def erase(connection: Connection, page_id: int, kept: bytes | None) -> None:
    """Take a page's claims and the page out of the index."""
    for table in ("search_claims", "search_pages"):
        connection.execute(text(f"DELETE FROM {table} WHERE page_id = :page"), {"page": page_id})


def erase_documents(connection: Connection, documents: Sequence[Document]) -> None:
    """Take out documents."""
    for d in documents:
        connection.execute(text(f"DELETE FROM {d.table} WHERE key = :key"), {"key": d.key})


def clear(connection: Connection) -> None:
    """Empty the index."""
    for table in ("search_claims", "search_pages", "search_name_words"):
        connection.execute(text(f"DELETE FROM {table}"))


def faults(connection: Connection) -> list[str]:
    """PostgreSQL looks after its indexes itself."""
    return []


def optimize(connection: Connection) -> None:
    """PostgreSQL does it by itself."""


def merge(connection: Connection) -> bool:
    """PostgreSQL does it by itself."""
    return False


# --- words, for parts of them


def add_words(connection: Connection, rows: Sequence[tuple[str, str]]) -> None:
    """Words with their stems that the index now holds; those that it held before are passed over.

    In order, so that two who add pages at once never wait for each other in a ring.
    """
    connection.execute(
        text("INSERT INTO search_words (word, stem) VALUES (:word, :stem) ON CONFLICT (word) DO NOTHING"),
        [{"word": word, "stem": stem} for word, stem in sorted(rows)],
    )


def standing(connection: Connection, words: Iterable[str]) -> set[str]:
    """Those of some words that stand in a page of the index still."""
    found = connection.execute(
        text(
            "SELECT w FROM unnest(CAST(:words AS text[])) AS w WHERE EXISTS "
            "(SELECT 1 FROM search_pages WHERE tokens @@ CAST(quote_literal('=' || w) AS tsquery))"
        ),
        {"words": list(words)},
    )
    return set(found.scalars())


def forget_words(connection: Connection, words: Iterable[str]) -> None:
    """Words that the index holds no longer."""
    connection.execute(text("DELETE FROM search_words WHERE word = ANY(:words)"), {"words": sorted(words)})


def words_like(connection: Connection, pattern: str, most: int) -> list[str]:
    """Words that are like a pattern with * in it, or whose stem is; at most so many."""
    stems = "" if pattern.startswith("*") else " OR stem LIKE :pattern"
    found = connection.execute(
        text(f"SELECT word FROM search_words WHERE word LIKE :pattern{stems} LIMIT :most"),
        {"pattern": pattern.replace("*", "%"), "most": most},
    )
    return sorted(found.scalars())
