"""A desk of many made-up pages, filled faster than `rawi add` would: for benchmarks only.

    python -m benchmarks.fast_desk FILE --pages 100000
    python -m benchmarks.fast_desk --check 200

The rows are written by the store's own `put`, so they are those of the ordinary road. What is left out is what keeps a
desk safe while it grows: many pages share a transaction, nothing is synced to the disk, there is no journal, and the index
is merged once, at the end, and not bit by bit. Whoever stops it has to begin anew, or goes on from the last transaction
that came through where the machine did not fail. ``--check`` fills two desks, one by each road, and compares every row of
every table, and the index by its own integrity check; moments of adding are left out.

`LONG` pages of 5,000 words stand at the end, which views of long pages are measured with.
"""

from __future__ import annotations

import argparse
import gc
import os
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from benchmarks.desk_pages import reading
from benchmarks.desk_scale import ADDED, put
from rawi.desk import engine, store
from rawi.desk.captures import CaptureInfo
from rawi.desk.search import index

LONG: Final = 5
LONG_CLAIMS: Final = 250
ORIGIN_OF_LONG: Final = "made-up/long"
BATCH: Final = 500
_FTS: Final = ("search_claims", "search_pages", "search_name_words", "search_parts")
_PRAGMAS: Final = ("journal_mode = OFF", "synchronous = OFF", "cache_size = -1000000", "temp_store = MEMORY")
_MOMENTS: Final = {"made", "made_by", "read", "added"}


def fill(path: Path, pages: int) -> None:
    """Fill a desk up to so many pages, with the long ones after them, and merge its index."""
    desk = engine.open_engine(path, create=True)
    with engine.reading(desk) as connection:
        there = connection.exec_driver_sql(
            "SELECT count(*) FROM pages WHERE origin NOT LIKE 'made-up/long%'"
        ).scalar_one()
        long = connection.exec_driver_sql("SELECT count(*) FROM pages WHERE origin LIKE 'made-up/long%'").scalar_one()
    if there > pages or (long and there != pages):
        raise SystemExit(f"{path} holds {there} pages and {long} long ones; give another file.")
    if (there, long) == (pages, LONG):
        desk.dispose()
        return
    began, busy = time.time(), time.process_time()
    with desk.connect() as held:
        raw: Any = held.connection.driver_connection
        for pragma in _PRAGMAS:
            raw.execute("PRAGMA " + pragma)
        for table in _FTS:
            raw.execute(f"INSERT INTO {table} ({table}, rank) VALUES ('automerge', 0)")
            raw.execute(f"INSERT INTO {table} ({table}, rank) VALUES ('crisismerge', 1999)")
        gc.disable()
        for first in range(there, pages, BATCH):
            with held.begin():
                for number in range(first, min(first + BATCH, pages)):
                    put(held, number)
            gc.collect()
            if first // 5000 != (first + BATCH) // 5000:
                each = (time.process_time() - busy) / (first + BATCH - there) * 1000
                print(
                    f"{first + BATCH:>7} pages, {each:.1f} ms of processor each, {time.time() - began:.0f} s",
                    flush=True,
                )
        with held.begin():
            for number in range(long, LONG):
                put_long(held, number)
        gc.enable()
        with held.begin():
            for table in _FTS:  # back to what FTS5 does by itself
                raw.execute(f"INSERT INTO {table} ({table}, rank) VALUES ('automerge', 4)")
                raw.execute(f"INSERT INTO {table} ({table}, rank) VALUES ('crisismerge', 16)")
            index.optimize(held)
        raw.execute("PRAGMA journal_mode = WAL")
    desk.dispose()
    added = pages - there + LONG - long
    if added:
        each = (time.process_time() - busy) / added * 1000
        print(f"{added} pages added, {each:.1f} ms of processor each, {time.time() - began:.0f} s", flush=True)


def put_long(connection: Any, number: int) -> None:
    """A page of some 5,000 words."""
    made = reading(number, "long", LONG_CLAIMS)
    made = replace(made, page=replace(made.page, origin=f"{ORIGIN_OF_LONG}{number}.txt"))
    store.put(connection, made, CaptureInfo(made.page.origin or "", ADDED), len(made.page.text.encode()))


def ordinary(path: Path, pages: int) -> float:
    """The same desk by the ordinary road, a transaction for each page; milliseconds of processor for each."""
    desk = engine.open_engine(path, create=True)
    busy = time.process_time()
    for number in range(pages):
        with engine.writing(desk) as connection:
            put(connection, number)
    each = (time.process_time() - busy) / pages * 1000
    for number in range(LONG):
        with engine.writing(desk) as connection:
            put_long(connection, number)
    desk.dispose()
    return each


def differences(one: Path, other: Path) -> list[str]:
    """What is not equal in two desks: every column of every row but moments, and whether their indexes are sound."""
    desks = [engine.open_engine(path, create=False) for path in (one, other)]
    found = []
    with engine.reading(desks[0]) as first, engine.reading(desks[1]) as second:
        names = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
        tables = [row[0] for row in first.exec_driver_sql(names)]
        if tables != [row[0] for row in second.exec_driver_sql(names)]:
            found.append("they have other tables")
        for table in tables:
            if table.startswith(_FTS):
                continue
            columns = [
                row[1] for row in first.exec_driver_sql(f'PRAGMA table_info("{table}")') if row[1] not in _MOMENTS
            ]
            where = " WHERE key NOT IN ('made', 'made_by')" if table == "meta" else ""
            named = ", ".join(f'"{column}"' for column in columns)
            query = f'SELECT {named} FROM "{table}"{where} ORDER BY rowid'
            rows = [[tuple(row) for row in each.exec_driver_sql(query)] for each in (first, second)]
            print(f"{table}: {len(rows[0])} rows", flush=True)
            if rows[0] != rows[1]:
                found.append(f"{table} differs")
        for table, word in (
            ("search_claims", "stems : قال"),
            ("search_pages", "facets : a"),
            ("search_name_words", "facets : a"),
        ):
            query = f"SELECT rowid FROM {table} WHERE {table} MATCH ? ORDER BY rowid"
            if first.exec_driver_sql(query, (word,)).all() != second.exec_driver_sql(query, (word,)).all():
                found.append(f"{table} finds others")
    for desk in desks:
        with engine.writing(desk) as connection:
            found += index.faults(connection)
        desk.dispose()
    return found


def check(pages: int) -> int:
    """Fill a desk by each road and compare them."""
    with tempfile.TemporaryDirectory() as folder:
        fast, slow = Path(folder) / "fast.desk", Path(folder) / "slow.desk"
        fill(fast, pages)
        print(f"by the ordinary road: {ordinary(slow, pages):.1f} ms of processor each", flush=True)
        found = differences(fast, slow)
    print("\n".join(found) or "The two desks are equal.", f"(load {os.getloadavg()[0]:.1f})")
    return int(bool(found))


def main() -> int:
    """Fill, or check."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", type=Path, nargs="?", metavar="FILE")
    parser.add_argument("--pages", type=int, default=100_000)
    parser.add_argument("--check", type=int, metavar="PAGES")
    given = parser.parse_args()
    if given.check:
        return check(given.check)
    if given.path is None:
        parser.error("Name a file.")
    given.path.parent.mkdir(parents=True, exist_ok=True)
    fill(given.path, given.pages)
    return 0


if __name__ == "__main__":
    sys.exit(main())
