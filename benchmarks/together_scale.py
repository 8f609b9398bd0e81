"""What it costs to bring a desk together, page by page, as it grows: processor time and memory, without reading.

    python -m benchmarks.together_scale [--pages 500 1000 2000] [--at FOLDER] [--write]
    python -m benchmarks.together_scale --waiting --pages 1000 5000 20000


The pages are made up (`desk_pages`: words as frequent as words are), in events of 1 to 12 pages of some days: each page
tells some of its event's statements, of one of a few people, some words changed, and as many of its own. Times are
processor time, since other programs run beside it. `--waiting`: all pages are added first, without the search index, and
then brought together; what is told of a size is of the pages since the size before, with the load of the machine (programs
that ran or wanted to, by the minute before). In a folder (`--at`) pages that are there already are not added again.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import timedelta
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from benchmarks.desk_pages import FIRST, SLOPE, WORDS, name, stems, weights, written
from rawi.desk import engine, store
from rawi.desk.captures import CaptureInfo
from rawi.desk.desk import Desk
from rawi.pages import Block, Fact, Page
from rawi.reading import Attribution, Claim, Entity, Link, Reading, Source, Speaker
from rawi.together import desk as together

RESULTS = Path(__file__).parent / "results" / "together_scale.json"
SIZES = (1, 1, 1, 1, 2, 2, 3, 5, 8, 12)
OWN = 8


def sentence(drawn: random.Random, count: int) -> list[str]:
    chosen = drawn.choices(stems(), cum_weights=weights(WORDS, 2.7, SLOPE), k=count)
    return [written(stem, drawn) for stem in chosen]


@lru_cache(maxsize=1 << 12)
def event(number: int) -> tuple[list[list[str]], list[str], int]:
    """The statements of an event, those who speak of it, and its first day."""
    drawn = random.Random(f"event {number}")
    people = [name(drawn.randrange(60_000))[0] for _ in range(4)]
    return [sentence(drawn, 12) for _ in range(10)], people, drawn.randrange(3000)


@lru_cache(maxsize=1)
def order() -> list[int]:
    """The event of each page, pages of one event near one another."""
    drawn = random.Random("order")
    found = [(n + drawn.random() * 200, n) for n in range(40_000) for _ in range(drawn.choice(SIZES))]
    return [number for _, number in sorted(found)]


def reading(number: int) -> Reading:
    """The page of that number."""
    drawn = random.Random(f"page {number}")
    told, people, first = event(order()[number])
    day = FIRST + timedelta(days=first + drawn.randrange(4))
    some = [[w if drawn.random() > 0.1 else sentence(drawn, 1)[0] for w in one] for one in drawn.sample(told, 7)]
    every = [" ".join(words) for words in (*some, *(sentence(drawn, 12) for _ in range(OWN)))]
    text = " ".join(some[0][:8]) + "\n"
    title = len(text) - 1
    claims: list[Claim] = []
    attributions: list[Attribution] = []
    spans: dict[str, list[tuple[int, int]]] = {}
    for n, words in enumerate(every, 1):
        chain: tuple[Link, ...] = (Link("outlet"),)
        if drawn.random() < 0.5:
            who = drawn.choice(people)
            at = (len(text) + 4, len(text) + 4 + len(who))
            cue = (len(text), len(text) + 3)
            spans.setdefault(who, []).append(at)
            text += f"قال {who} إن "
            source = list(spans).index(who) + 1
            made = Attribution(
                len(attributions) + 1, (cue,), (at,), (), "states", "indirect", "person", True, (), source,
                Speaker("read", 1.0), (), (), None, 1.0, False,
            )  # fmt: skip
            attributions.append(made)
            chain += (Link("attribution", made.id),)
        span = (len(text), len(text) + len(words))
        text += words + ".\n"
        claims.append(Claim(n, (span,), words, "states", chain, (), (), (), (), 1.0, False))
    text = text.rstrip()
    entities = tuple(Entity(n, "PER", who, tuple(at)) for n, (who, at) in enumerate(spans.items(), 1))
    sources = tuple(Source(n, who, "person", True, n, tuple(at)) for n, (who, at) in enumerate(spans.items(), 1))
    page = Page(
        sha256(text.encode()).hexdigest(), text, (Block("title", (0, title)), Block("body", (title + 1, len(text)))),
        outlet=Fact(f"صحيفة {name(drawn.randrange(40))[0]}"), published=Fact(day.isoformat()), title=Fact(text[:title]),
        origin=f"made-up/{number}.txt",
    )  # fmt: skip
    return Reading(page, {"rawi": "made-up"}, (), entities, (), (), sources, tuple(attributions), tuple(claims))


def measure(desk: Desk, start: int, stop: int) -> dict[str, Any]:
    """Add some pages, and what it costs to bring them together: all at once, then the last 20 one by one."""
    single = 20
    fill(desk, start, stop - single)
    busy, wall = time.process_time(), time.perf_counter()
    done = together.update(desk)
    bulk, took = time.process_time() - busy, time.perf_counter() - wall
    alone = []
    for number in range(stop - single, stop):
        fill(desk, number, number + 1)
        busy = time.process_time()
        together.update(desk)
        alone.append((time.process_time() - busy) * 1000)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    told = {
        "pages": stop, "ms a page": round(bulk / max(1, done.pages) * 1000, 1), "wall ms a page": round(took / max(1, done.pages) * 1000, 1),
        "alone median ms": round(sorted(alone)[single // 2], 1), "alone worst ms": round(max(alone), 1),
        "memory mb": memory,
    }  # fmt: skip
    with desk.reading() as connection:
        for what, where in (("stories", "pages > 1"), ("propositions", "pages > 1")):
            told[what] = connection.exec_driver_sql(f"SELECT count(*) FROM together_{what} WHERE {where}").scalar_one()
    print(json.dumps(told), flush=True)
    return told


def measure_waiting(desk: Desk, sizes: list[int]) -> Iterator[dict[str, Any]]:
    """Bring together a desk whose pages all wait, to each of some sizes."""
    with desk.reading() as connection:
        filled = connection.exec_driver_sql("SELECT count(*) FROM pages").scalar_one()
    hooks = store.HOOKS
    store.HOOKS = tuple(hook for hook in hooks if "search" not in hook.add.__module__)
    fill(desk, filled, max(sizes))
    store.HOOKS = hooks
    there = 0
    for size in sizes:
        busy, wall = time.process_time(), time.perf_counter()
        done = together.update(desk, limit=size - there)
        each, took = (
            1000 * spent / max(1, done.pages) for spent in (time.process_time() - busy, time.perf_counter() - wall)
        )
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        told = {"pages": size, "ms a page": round(each, 1), "wall ms a page": round(took, 1), "memory mb": memory}
        told |= {"load": round(os.getloadavg()[0], 1)}
        print(json.dumps(told), flush=True)
        yield told
        there = size


def fill(desk: Desk, start: int, stop: int) -> None:
    for first in range(start, stop, 100):
        with engine.writing(desk.engine) as connection:
            for number in range(first, min(first + 100, stop)):
                made = reading(number)
                store.put(connection, made, CaptureInfo(made.page.origin or "", "2026-01-01T00:00:00+00:00"), 1)


def write(name: str, told: list[dict[str, Any]]) -> None:
    """Store what was measured beside the rest."""
    stored = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() else {}
    RESULTS.write_text(json.dumps(stored | {name: told}, indent=1) + "\n", encoding="utf-8")


def main() -> int:
    """Fill and measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, nargs="+", default=[500, 1000, 2000])
    parser.add_argument("--at", type=Path)
    parser.add_argument("--waiting", action="store_true")
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, Desk((given.at or Path(folder)) / "together.desk") as desk:
        there = 0
        told: list[dict[str, Any]] = []
        if given.waiting:
            for row in measure_waiting(desk, sorted(given.pages)):
                told.append(row)
                if given.write:
                    write("waiting", told)
            return 0
        for pages in sorted(given.pages):
            told.append(measure(desk, there, pages))
            there = pages
            if given.write:
                write("desks", told)
    return 0


if __name__ == "__main__":
    sys.exit(main())
