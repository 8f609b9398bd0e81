"""The index on SQLite: FTS5 tables that keep no content, and a trigram table of words.

They work with SQLite 3.40: what is taken out is told to FTS5 word by word, from what `search_indexed` kept. A row's
number is the key of what it stands for, which begins with its day, so the index gives the newest first by itself.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Sequence
from typing import Any, Final

from sqlalchemy import Connection, text

from rawi.desk.search.documents import Document
from rawi.desk.search.plan import Needle, Plan

KEY: Final = "rowid"
_TRIGRAM: Final = 3
_PIECES: Final = 2  # of one size, that are merged to a larger one
_MERGED_PAGES: Final = 500  # of 4 kB, at once
_COLUMNS: Final = "rowid, words, stems, facets"


def match(table: str) -> str:
    """The condition that a row of the table is what the parameter `match` asks for."""
    return f"{table} MATCH :match"


def expression(plan: Plan) -> str:
    """The plan in FTS5's language. All words in it are letters and digits, in quotes all the same."""
    parts = [f"({' OR '.join(map(_needle, group))})" for group in plan.groups]
    parts += [f"({' OR '.join(_column('facets', facet) for facet in any_of)})" for any_of in plan.facets]
    found = " AND ".join(parts)
    if plan.without:
        found = f"({found}) NOT ({' OR '.join(map(_needle, plan.without))})"
    return found


def _needle(needle: Needle) -> str:
    runs = [_column("stems", " ".join(phrase)) for phrase in needle.phrases]
    return " OR ".join(runs + [_column("words", word) for word in needle.words])


def _column(name: str, words: str) -> str:
    quoted = words.replace('"', '""')
    return f'{name} : "{quoted}"'


# --- writing


def write(connection: Connection, page_id: int, documents: Sequence[Document]) -> bytes:
    """Put documents into the index. Returns what `erase` needs of them."""
    _each(connection, "INSERT INTO {table} (" + _COLUMNS + ") VALUES (?, ?, ?, ?)", documents)
    return zlib.compress(json.dumps([_row(d) for d in documents], ensure_ascii=False).encode("utf-8"), 1)


def erase(connection: Connection, page_id: int, kept: bytes | None) -> None:
    """Take out of the index what `write` put there."""
    rows = json.loads(zlib.decompress(kept)) if kept else []
    erase_documents(connection, [Document(*row) for row in rows])


def erase_documents(connection: Connection, documents: Sequence[Document]) -> None:
    """Take out documents, which must be exactly as they were written."""
    _each(connection, "INSERT INTO {table} ({table}, " + _COLUMNS + ") VALUES ('delete', ?, ?, ?, ?)", documents)


def _each(connection: Connection, statement: str, documents: Sequence[Document]) -> None:
    by_table: dict[str, list[tuple[Any, ...]]] = {}
    for d in documents:
        by_table.setdefault(d.table, []).append((d.key, d.words, d.stems, d.facets))
    for table, rows in by_table.items():
        rows.sort()  # FTS5 gathers in memory only what comes in the order of its keys
        connection.exec_driver_sql(statement.format(table=table), rows)


def _row(d: Document) -> tuple[Any, ...]:
    return d.table, d.key, d.page_id, d.words, d.stems, d.facets


def clear(connection: Connection) -> None:
    """Empty the index."""
    for table in ("search_claims", "search_pages", "search_name_words", "search_parts"):
        connection.exec_driver_sql(f"INSERT INTO {table} ({table}) VALUES ('delete-all')")


def faults(connection: Connection) -> list[str]:
    """What FTS5 itself finds wrong with its tables."""
    from sqlalchemy.exc import DatabaseError

    found = []
    for table in ("search_claims", "search_pages", "search_name_words", "search_parts"):
        try:
            connection.exec_driver_sql(f"INSERT INTO {table} ({table}) VALUES ('integrity-check')")
        except DatabaseError as error:
            found.append(f"the index {table} is damaged: {error.orig}")
    return found


def optimize(connection: Connection) -> None:
    """Merge the index: what was taken out leaves the file, and searches are a little quicker."""
    for table in ("search_claims", "search_pages", "search_name_words", "search_parts"):
        connection.exec_driver_sql(f"INSERT INTO {table} ({table}) VALUES ('optimize')")


def merge(connection: Connection) -> bool:
    """A step of merging, of some 2 MB, so that a search looks into few pieces of the index; whether there is more to do.

    FTS5 merges by itself as pages come, but leaves up to three pieces of each size, a dozen in all; here one of each is left.
    All steps together cost what was written since the last time, times the number of sizes.
    """
    raw: Any = connection.connection.driver_connection
    is_more = False
    for table in ("search_claims", "search_pages", "search_name_words"):
        pieces = "SELECT v FROM {table}_config WHERE k = 'usermerge'"
        if connection.exec_driver_sql(pieces.format(table=table)).scalar() != _PIECES:
            connection.exec_driver_sql(f"INSERT INTO {table} ({table}, rank) VALUES ('usermerge', {_PIECES})")
        before = raw.total_changes
        connection.exec_driver_sql(f"INSERT INTO {table} ({table}, rank) VALUES ('merge', {_MERGED_PAGES})")
        is_more |= raw.total_changes - before >= 2  # as the manual of FTS5 has it
    return is_more


# --- words, for parts of them


def add_words(connection: Connection, rows: Sequence[tuple[str, str]]) -> None:
    """Words with their stems that the index now holds; those that it held before are passed over."""
    last = connection.exec_driver_sql("SELECT coalesce(max(id), 0) FROM search_words").scalar_one()
    connection.exec_driver_sql("INSERT OR IGNORE INTO search_words (word, stem) VALUES (?, ?)", list(rows))
    connection.exec_driver_sql(
        "INSERT INTO search_parts (rowid, word) SELECT id, word FROM search_words WHERE id > ?", (last,)
    )


def standing(connection: Connection, words: Iterable[str]) -> set[str]:
    """Those of some words that stand in a page of the index still."""
    one = "SELECT 1 FROM search_pages WHERE search_pages MATCH ? LIMIT 1"
    return {w for w in words if connection.exec_driver_sql(one, (_column("words", w),)).first() is not None}


def forget_words(connection: Connection, words: Iterable[str]) -> None:
    """Words that the index holds no longer."""
    for word in words:
        connection.exec_driver_sql(
            "INSERT INTO search_parts (search_parts, rowid, word) SELECT 'delete', id, word FROM search_words WHERE word = ?",
            (word,),
        )
        connection.exec_driver_sql("DELETE FROM search_words WHERE word = ?", (word,))


def words_like(connection: Connection, pattern: str, most: int) -> list[str]:
    """Words that are like a pattern with * in it; at most so many. Runs of three letters are looked up by trigrams."""
    if not pattern.startswith("*") and pattern.index("*") == len(pattern) - 1:
        start, stop = pattern[:-1], pattern[:-1] + "\U0010ffff"
        found = connection.execute(
            text(
                "SELECT word FROM search_words WHERE word >= :start AND word < :stop UNION "
                "SELECT word FROM search_words WHERE stem >= :start AND stem < :stop LIMIT :most"
            ),
            {"start": start, "stop": stop, "most": most},
        )
    elif max(map(len, pattern.split("*"))) < _TRIGRAM:
        stems = "" if pattern.startswith("*") else " OR stem GLOB :pattern"
        found = connection.execute(
            text(f"SELECT word FROM search_words WHERE word GLOB :pattern{stems} LIMIT :most"),
            {"pattern": pattern, "most": most},
        )
    elif pattern.startswith("*"):
        found = connection.execute(
            text("SELECT word FROM search_parts WHERE word GLOB :pattern LIMIT :most"),
            {"pattern": pattern, "most": most},
        )
    else:
        found = connection.execute(
            text(
                "SELECT w.word FROM search_words w JOIN search_parts p ON p.rowid = w.id "
                "WHERE p.word GLOB :inner AND (w.word GLOB :pattern OR w.stem GLOB :pattern) LIMIT :most"
            ),
            {"inner": "*" + pattern, "pattern": pattern, "most": most},
        )
    return sorted(found.scalars())
