"""The first pages of a made-up desk in SQLite (`fast_desk`), copied to an empty database of PostgreSQL: for benchmarks only.

    python -m benchmarks.fast_postgres FILE postgresql://user@host/database [--pages 20000]

Rows keep their numbers. What stands in the index is what SQLite keeps of each page to take it out again, written as
PostgreSQL writes it; its indexes are made at the end. What pages say together is not copied. The user has to be one who
may put off foreign keys.
"""

from __future__ import annotations

import argparse
import json
import sqlite3
import sys
import tempfile
import time
import zlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from rawi.desk import engine, schema
from rawi.desk.search import documents, postgres, stems
from rawi.desk.search.documents import Document, Name

PAGES: Final = 20_000
_LEFT_OUT: Final = ("meta", "search_words", "search_indexed", "page_words", "shingles", "copies")
_OF_PAGES: Final = {
    "producers": "1",
    "pages": "id <= :last",
    "entities": "id IN (SELECT entity_id FROM page_entities WHERE page_id <= :last)",
    "search_names": "entity_id IN (SELECT entity_id FROM page_entities WHERE page_id <= :last) OR (entity_id IS NULL "
    "AND name_key IN (SELECT name_key FROM sources WHERE page_id <= :last AND entity_id IS NULL))",
    "search_name_parts": "1",
}
"""Which rows of a table are copied; of all others those whose page or claim is."""


def fill(given: Path, address: str, pages: int = PAGES) -> None:
    """Copy; a database that holds as many pages already is left as it is."""
    began = time.time()
    desk = engine.open_engine(address, create=True, originals=Path(tempfile.mkdtemp(prefix="rawi-originals-")))
    with engine.reading(desk) as connection:
        there = connection.exec_driver_sql("SELECT count(*) FROM pages").scalar_one()
    if there == pages:
        desk.dispose()
        return
    if there:
        raise SystemExit(f"The database holds {there} pages; give an empty one.")
    engine.open_engine(given, create=False).dispose()  # brought up to date
    found = sqlite3.connect(f"file:{given}?mode=ro", uri=True)
    last_claim = found.execute("SELECT max(id) FROM claims WHERE page_id <= ?", (pages,)).fetchone()[0]
    numbers = {"last": pages, "claim": last_claim}
    with desk.connect() as held, held.begin():
        raw: Any = held.connection.driver_connection
        cursor = raw.cursor()
        cursor.execute("SET session_replication_role = replica")
        indexes = [f"ix_search_{name}_tokens" for name in ("claims", "pages", "name_words")]
        for index in indexes:
            cursor.execute(f"DROP INDEX {index}")
        for table in schema.metadata.sorted_tables:
            if table.name in _LEFT_OUT or table.name.startswith("together_"):
                continue
            columns = [column.name for column in table.columns]
            named = ", ".join(f'"{column}"' for column in columns)
            where = _OF_PAGES.get(
                table.name,
                "page_id <= :last" if "page_id" in columns else "claim_id <= :claim" if "claim_id" in columns else "0",
            )
            rows = found.execute(f'SELECT {named} FROM "{table.name}" WHERE {where}', numbers)
            _copy(cursor, f'COPY "{table.name}" ({named}) FROM STDIN', rows)
        _index(cursor, found, pages)
        for index in indexes:
            table = index.removeprefix("ix_").removesuffix("_tokens")
            cursor.execute(f"CREATE INDEX {index} ON {table} USING gin (tokens)")
    with desk.connect() as held:
        held.connection.driver_connection.autocommit = True
        held.connection.driver_connection.execute("VACUUM ANALYZE")
    desk.dispose()
    print(f"{pages} pages, {last_claim} claims, {time.time() - began:.0f} s", flush=True)


def _copy(cursor: Any, statement: str, rows: Iterable[tuple[Any, ...]]) -> None:
    with cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)


def _index(cursor: Any, found: sqlite3.Connection, pages: int) -> None:
    """The documents of pages and names, and their words."""
    words: set[str] = set()

    def vectors(some: Iterable[Document]) -> Iterable[tuple[str, tuple[Any, ...]]]:
        for one in some:
            words.update(one.words.split())
            yield one.table, (one.key, one.page_id, postgres._vector(one))

    by_table: dict[str, list[tuple[Any, ...]]] = {}

    def write() -> None:
        for table, rows in by_table.items():
            _copy(cursor, f"COPY {table} (key, page_id, tokens) FROM STDIN", rows)
        by_table.clear()

    kept = found.execute("SELECT page_id, version, tokens FROM search_indexed WHERE page_id <= ?", (pages,))
    for number, (page_id, version, tokens) in enumerate(kept):
        for table, row in vectors(Document(*row) for row in json.loads(zlib.decompress(tokens))):
            by_table.setdefault(table, []).append(row)
        by_table.setdefault("", []).append((page_id, version))
        if number % 500 == 499:
            _copy(cursor, "COPY search_indexed (page_id, version) FROM STDIN", by_table.pop(""))
            write()
    if by_table:
        _copy(cursor, "COPY search_indexed (page_id, version) FROM STDIN", by_table.pop("", []))
        write()
    cursor.execute("SELECT id, entity_id, type, name, name_key FROM search_names")
    for table, row in vectors(documents.of_name(row[0], Name(*row[1:])) for row in cursor.fetchall()):
        by_table.setdefault(table, []).append(row)
    write()
    _copy(
        cursor,
        "COPY search_words (id, word, stem) FROM STDIN",
        ((n, w, stems.stem(w)) for n, w in enumerate(sorted(words), 1)),
    )


def main() -> int:
    """Copy."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", type=Path, metavar="FILE")
    parser.add_argument("address", metavar="ADDRESS")
    parser.add_argument("--pages", type=int, default=PAGES)
    given = parser.parse_args()
    fill(given.path, given.address, given.pages)
    return 0


if __name__ == "__main__":
    sys.exit(main())
