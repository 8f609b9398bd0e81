"""How a desk behaves as it grows: time to add a page, size on disk, time and memory of searches.

    python -m benchmarks.desk_scale [--pages 1000 10000 100000] [--at FOLDER] [--write] [--queries 400]

Fills one desk with made-up readings (`desk_pages`; no tagger) by the store's own `put`, and measures whenever it holds
one of the numbers of pages. Between measurements 100 pages share a transaction, for speed; the pages whose adding is
timed have one each, as `rawi add` gives them. Where FOLDER holds a desk of an earlier run, that is gone on with.

Searches are a fixed mix, drawn with a seed: frequent, middling and rare words (a third each), one in four of them two
words, one in eight a phrase, one in eight a part of a word; half of them with one or two filters; claims mostly, pages and
names also. Each runs once in a process that has the desk open, after some others have warmed it; the times are wall
times. Memory is the peak of a process that does nothing but these searches.
"""

from __future__ import annotations

import argparse
import json
import platform
import random
import resource
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from benchmarks.desk_pages import OUTLETS, STANCES, name, reading, stems, written
from rawi.desk import engine, store
from rawi.desk.captures import CaptureInfo
from rawi.desk.search import search

RESULTS = Path(__file__).parent / "results" / "desk_scale.json"
ADDED = "2026-01-01T00:00:00+00:00"
TIMED = 100  # pages whose adding is timed
BATCH = 100  # pages in a transaction otherwise
RANKS = {
    "frequent": (40, 400),
    "middling": (400, 5000),
    "rare": (5000, 100_000),
}  # of stems; before 40 stand the commonest words of Arabic


def fill(desk: Any, start: int, stop: int) -> None:
    """Add the pages of these numbers."""
    began = time.time()
    for first in range(start, stop, BATCH):
        with engine.writing(desk) as connection:
            for number in range(first, min(first + BATCH, stop)):
                put(connection, number)
        if first // 1000 != (first + BATCH) // 1000:
            print(
                f"{first + BATCH:>7} pages, {(time.time() - began) / (first + BATCH - start) * 1000:.1f} ms each",
                flush=True,
            )


def put(connection: Any, number: int) -> None:
    made = reading(number)
    store.put(connection, made, CaptureInfo(made.page.origin or "", ADDED), len(made.page.text.encode()))


def timed(desk: Any, start: int) -> tuple[list[float], list[float]]:
    """Milliseconds that each of some pages takes, from the reading to the end of its transaction; and of the processor."""
    times, worked = [], []
    for number in range(start, start + TIMED):
        made = reading(number)
        began, busy = time.perf_counter(), time.process_time()
        with engine.writing(desk) as connection:
            store.put(connection, made, CaptureInfo(made.page.origin or "", ADDED), len(made.page.text.encode()))
        times.append((time.perf_counter() - began) * 1000)
        worked.append((time.process_time() - busy) * 1000)
    return times, worked


def mix(count: int) -> list[tuple[str, str, dict[str, Any]]]:
    """The searches: which words they have (frequent, middling, rare), the query, the rest."""
    drawn = random.Random("searches")
    found = []
    for n in range(count):
        words = list(RANKS)[n % 3]
        query = word(words, drawn)
        way = drawn.random()
        if way < 0.25:
            query += " " + word(drawn.choice(list(RANKS)), drawn)
        elif way < 0.375:
            query = f'"{query} {word("frequent", drawn)}"'
        elif way < 0.5:
            bare = stems()[drawn.randrange(*RANKS[words])]
            query = drawn.choice((f"{bare}*", f"*{bare}", f"*{bare}*"))
        asked: dict[str, Any] = {"of": drawn.choice(("claims",) * 6 + ("pages", "names"))}
        if asked["of"] != "names" and drawn.random() < 0.58:
            for _ in range(drawn.choice((1, 1, 2))):
                asked |= narrowing(drawn)
        if drawn.random() < 0.2:
            asked["sort"] = "time"
        found.append((words, query, asked))
    return found


def word(words: str, drawn: random.Random) -> str:
    return written(stems()[drawn.randrange(*RANKS[words])], drawn)


def narrowing(drawn: random.Random) -> dict[str, Any]:
    """One filter."""
    year, month = drawn.randrange(2012, 2021), drawn.randrange(1, 13)
    days = (
        (f"{year}-{month:02}-01", f"{year}-{month:02}-28")
        if drawn.random() < 0.5
        else (f"{year}-01-01", f"{year}-12-31")
    )
    low = int(10 ** drawn.uniform(0, 5))
    return drawn.choice(
        (
            {"stance": drawn.choice(sorted(set(STANCES)))}, {"kind": drawn.choice(("person", "organisation", "page"))},
            {"named": drawn.random() < 0.7}, {"entity": name(int(2000 * drawn.random() ** 2))[0]},
            {"source": drawn.choice((name(int(2000 * drawn.random() ** 2))[0], "مصدر"))}, {"said": days}, {"about": days},
            {"quantity": (low, low * 10, drawn.choice((None, "percent", "USD")))}, {"language": "ar"},
            {"outlet": f"صحيفة {name(drawn.randrange(OUTLETS))[0]}"},
        )
    )  # fmt: skip


def searches(path: str, count: int) -> dict[str, Any]:
    """Times of all searches of the mix, in this process, and the memory that it took."""
    desk = engine.open_engine(path, create=False)
    asked = mix(count + 20)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    times: list[tuple[float, str, bool, str, int, float]] = []
    for number, (words, query, rest) in enumerate(asked):
        with engine.reading(desk) as connection:
            began, busy = time.perf_counter(), time.process_time()
            results = search(connection, query, **rest)
            took, worked = (time.perf_counter() - began) * 1000, (time.process_time() - busy) * 1000
        if number >= 20:
            narrow = len(rest) > 1 + ("sort" in rest)
            times.append((took, words, narrow, f"{query} {rest}", results.count, worked))
    slowest = sorted(times, reverse=True)[:12]
    for took, words, _, shown, found, _ in slowest:
        print(f"  {took:7.1f} ms {words:9} {found:5} {shown}", flush=True)
    told: dict[str, Any] = {"all": spread([t[0] for t in times]), "all, processor time": spread([t[5] for t in times])}
    for words in RANKS:
        told[words] = spread([t[0] for t in times if t[1] == words])
    told["with filters"] = spread([t[0] for t in times if t[2]])
    told["without filters"] = spread([t[0] for t in times if not t[2]])
    told["found anything"] = round(sum(t[4] > 0 for t in times) / len(times), 2)
    told["memory_mb"] = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    told["memory_of_searches_mb"] = round((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024)
    return told


def spread(times: list[float]) -> dict[str, float]:
    """Median, 95th percentile and worst, in milliseconds."""
    ordered = sorted(times)
    at = [ordered[min(len(ordered) - 1, int(len(ordered) * part))] for part in (0.5, 0.95)]
    return {"p50_ms": round(at[0], 1), "p95_ms": round(at[1], 1), "worst_ms": round(ordered[-1], 1), "of": len(times)}


def measure(path: Path, pages: int, count: int, desk: Any) -> dict[str, Any]:
    times, worked = timed(desk, pages - TIMED)
    with engine.writing(desk) as connection:
        claims = connection.exec_driver_sql("SELECT count(*) FROM claims").scalar_one()
        parts = sizes(connection)
    size = sum(file.stat().st_size for file in path.parent.glob(path.name + "*"))
    command = [sys.executable, "-m", "benchmarks.desk_scale", "--search", str(path), "--queries", str(count)]
    out = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    print("\n".join(out[:-1]), flush=True)
    told = {
        "pages": pages, "claims": claims, "add": spread(times), "add, processor time": spread(worked),
        "size_mb": round(size / 2**20), **parts,
        "search": json.loads(out[-1]),
    }  # fmt: skip
    print(json.dumps(told), flush=True)
    return told


def sizes(connection: Any) -> dict[str, Any]:
    """Of the file, how much the index takes; nothing where SQLite was built without the table that tells it."""
    try:
        rows = connection.exec_driver_sql("SELECT name, sum(pgsize) FROM dbstat GROUP BY name").all()
    except Exception:
        return {}
    ours = sum(size for table, size in rows if "search_" in table)
    return {"index_mb": round(ours / 2**20)}


def main() -> int:
    """Fill and measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, nargs="+", default=[1000, 10_000, 100_000])
    parser.add_argument("--at", type=Path, default=Path("benchmarks/work/desk-scale"))
    parser.add_argument("--queries", type=int, default=400)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--search", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.search:
        print(json.dumps(searches(given.search, given.queries)))
        return 0
    given.at.mkdir(parents=True, exist_ok=True)
    path = given.at / "scale.desk"
    desk = engine.open_engine(str(path), create=True)
    told = []
    for pages in sorted(given.pages):
        with engine.reading(desk) as connection:
            there = connection.exec_driver_sql("SELECT count(*) FROM pages").scalar_one()
        fill(desk, there, pages - TIMED)
        told.append(measure(path, pages, given.queries, desk))
    if given.write:
        machine = {"python": platform.python_version(), "sqlite": sqlite3.sqlite_version, "machine": platform.machine()}
        RESULTS.write_text(json.dumps({**machine, "desks": told}, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
